"""Ablation: devices (never with zone sizes), thermal distance rules, protection to prepare, contraindications."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct, field

from spineplan.clinical.confidence import confidence_words
from spineplan.resource_files import resource

Kind = Literal["radiofrequency", "bipolar radiofrequency", "microwave", "cryo"]
Near = Literal["canal", "root", "endplate", "skin", "bowel"]
ThermalSeverity = Literal["ok", "amber", "red", "block"]
NEAR: tuple[Near, ...] = ("canal", "root", "endplate", "skin", "bowel")


class Remark(Struct, frozen=True):
    """A sentence and where it is from."""

    text: str
    source: str
    confidence: str

    @property
    def sentence(self) -> str:
        """With its source, and a word where it is unverified."""
        trust = "; unverified" if "unverified" in confidence_words(self.confidence) else ""
        return f"{self.text} ({self.source}{trust})"


class Device(Struct, frozen=True, kw_only=True):
    """One device. articulating: its tip bends, so a zone may lie off the needle's axis. paired: two probes make one
    zone. not_at: levels where it is contraindicated. not_with: what the patient must not have."""

    id: str
    name: str
    kind: Kind
    source: str
    confidence: str
    articulating: bool = False
    paired: bool = False
    not_at: tuple[str, ...] = ()
    not_at_source: str = ""
    not_at_confidence: str = ""
    not_with: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def refusal(self, level: str) -> Remark | None:
        """Why the device must not be used at a level, or None."""
        if level not in self.not_at:
            return None
        return Remark(f"{self.name} is contraindicated at {level}", self.not_at_source, self.not_at_confidence)


class Protection(Struct, frozen=True):
    """Something to prepare when a zone of one of these kinds comes near one of these structures."""

    id: str
    text: str
    near: tuple[Near, ...]
    kinds: tuple[Kind, ...]
    source: str
    confidence: str


class DistanceRule(Struct, frozen=True):
    """severity holds below so many millimetres from the zone's surface to the structure."""

    below_mm: float
    severity: ThermalSeverity
    source: str
    confidence: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    schema: str = field(name="$schema")
    note: str
    margin_mm: float
    margin_source: str
    margin_confidence: str
    devices: tuple[Device, ...]
    distance_rules: tuple[DistanceRule, ...]
    protection: tuple[Protection, ...]
    cortex: Remark


def devices() -> tuple[Device, ...]:
    """The catalogue. It holds no zone sizes: they are entered by the user from the instructions for use."""
    return _file().devices


def device(device_id: str) -> Device | None:
    """The device of that id, None for one that the catalogue does not know."""
    return next((known for known in devices() if known.id == device_id), None)


def wanted_margin_mm() -> float:
    """Margin around the lesion that a zone should cover where it is safe: 5 mm [CONV]."""
    return _file().margin_mm


def cortex_remark() -> Remark:
    """What intact cortex between a zone and the canal is worth."""
    return _file().cortex


def thermal_severity(distance_mm: float) -> tuple[ThermalSeverity, DistanceRule | None]:
    """Severity of a distance (mm) from a zone's surface to a structure, with its rule: below 10 mm amber, below 5 mm
    red, below 0 mm (the zone reaches it) block [CONV]."""
    for rule in _file().distance_rules:
        if distance_mm < rule.below_mm:
            return rule.severity, rule
    return "ok", None


def protections(kinds: Iterable[str], near: Iterable[str]) -> tuple[Protection, ...]:
    """What to prepare for zones of these kinds that come within 10 mm of these structures."""
    used, close = set(kinds), set(near)
    return tuple(one for one in _file().protection if used & set(one.kinds) and close & set(one.near))


@cache
def _file() -> _File:
    return msgspec.json.decode(resource("catalogues/ablation.json").read_bytes(), type=_File)
