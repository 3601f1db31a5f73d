"""Needle catalogue and the rule that says whether a needle fits a pedicle."""

from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from spineplan.resource_files import resource

Severity = Literal["ok", "amber", "red"]

PEDICLE_MARGIN_MM = 2.0
"""Total cortical clearance wanted around a needle in a pedicle; software convention [CONV]."""


class NeedleModel(Struct, frozen=True, kw_only=True):
    """One needle. id: "<gauge> <length>", stored in the plan. confidence: tags of the diameter and of the length."""

    id: str
    gauge: str
    outer_diameter_mm: float
    length_mm: float
    use: str
    confidence: tuple[str, str]

    @property
    def name(self) -> str:
        """As the user reads it."""
        return f"{self.gauge} × {self.length_mm:g} mm"


class PedicleFit(Struct, frozen=True, kw_only=True):
    """clearance_mm: width minus outer diameter, of both sides together. severity: red when the needle is wider than the
    pedicle, amber below 2 mm."""

    clearance_mm: float
    severity: Severity
    confidence: str = "CONV"


class _Gauge(Struct, frozen=True):
    gauge: str
    outer_diameter_mm: float
    confidence: str
    use: str


class _Length(Struct, frozen=True):
    length_mm: float
    confidence: str
    gauge: str = ""


class _File(Struct, frozen=True):
    note: str
    sources: dict[str, str]
    lengths_mm: tuple[_Length, ...]
    gauges: tuple[_Gauge, ...]
    default: str


@cache
def needle_models() -> tuple[NeedleModel, ...]:
    """The catalogue, thickest first, short before long. Gauge table: standard outer diameters [K]."""
    file = _file()
    models = [
        NeedleModel(
            id=f"{gauge.gauge} {length.length_mm:g}",
            gauge=gauge.gauge,
            outer_diameter_mm=gauge.outer_diameter_mm,
            length_mm=length.length_mm,
            use=gauge.use,
            confidence=(gauge.confidence, length.confidence),
        )
        for gauge in file.gauges
        for length in file.lengths_mm
        if length.gauge in ("", gauge.gauge)
    ]
    return tuple(sorted(models, key=lambda model: (-model.outer_diameter_mm, model.length_mm)))


def needle_model(model_id: str) -> NeedleModel:
    """The needle of that id. Raises KeyError for one that is not in the catalogue."""
    return {model.id: model for model in needle_models()}[model_id]


def default_needle() -> NeedleModel:
    """The needle that the needle tool starts with."""
    return needle_model(_file().default)


def pedicle_fit(outer_diameter_mm: float, pedicle_width_mm: float) -> PedicleFit:
    """Whether a needle fits: diameter + 2 mm <= width; amber with 0-2 mm to spare, red when wider. Software convention.

    Raises ValueError for sizes that are not positive.
    """
    if not (outer_diameter_mm > 0 and pedicle_width_mm > 0):
        raise ValueError("diameter and width must be positive")
    clearance = round(pedicle_width_mm - outer_diameter_mm, 6)
    severity: Severity = "red" if clearance < 0 else "amber" if clearance < PEDICLE_MARGIN_MM else "ok"
    return PedicleFit(clearance_mm=clearance, severity=severity)


@cache
def _file() -> _File:
    return msgspec.json.decode(resource("catalogues/needles.json").read_bytes(), type=_File)
