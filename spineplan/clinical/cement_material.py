"""Cement materials, and how much to prepare: what stays behind in cannula and syringe never reaches the bone."""

from functools import cache
from math import pi
from typing import Literal

import msgspec
from msgspec import Struct, field

from spineplan.resource_files import resource

Viscosity = Literal["low", "high", "unknown"]


class MaterialRemark(Struct, frozen=True):
    """A sentence and where it is from."""

    text: str
    source: str
    confidence: str


class Material(Struct, frozen=True, kw_only=True):
    """A kind of cement. waiting_min: from the start of mixing to the first injection, None where the brand decides.

    working_min: shortest and longest time it can be injected for. opacifier_hu: CT number, None where brands differ.
    """

    id: str
    name: str
    viscosity: Viscosity
    opacifier: str
    opacifier_hu: float | None
    waiting_min: float | None
    working_min: tuple[float, float]
    source: str
    confidence: str
    remarks: tuple[MaterialRemark, ...]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    schema: str = field(name="$schema")
    note: str
    materials: tuple[Material, ...]


def materials() -> tuple[Material, ...]:
    """The catalogue: kinds of cement, not brands."""
    return _file().materials


def material(material_id: str) -> Material | None:
    """The material of that id, None for one that the catalogue does not know."""
    return next((known for known in materials() if known.id == material_id), None)


def dead_space_ml(inner_diameter_mm: float, length_mm: float) -> float:
    """Cement left in a straight cannula: pi/4 * d^2 * length, millilitres. Raises ValueError for negative sizes."""
    if inner_diameter_mm < 0 or length_mm < 0:
        raise ValueError("sizes of a cannula cannot be negative")
    return pi / 4.0 * inner_diameter_mm**2 * length_mm / 1000.0


def to_prepare_ml(volume_ml: float, cannula_ml: float, syringe_ml: float) -> float:
    """Volume to mix for one needle: what shall reach the bone and what stays in cannula and syringe. Raises ValueError
    for negative volumes."""
    if min(volume_ml, cannula_ml, syringe_ml) < 0:
        raise ValueError("volumes cannot be negative")
    return volume_ml + cannula_ml + syringe_ml


@cache
def _file() -> _File:
    return msgspec.json.decode(resource("catalogues/cement_materials.json").read_bytes(), type=_File)
