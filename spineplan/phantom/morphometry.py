"""Sizes of one person's vertebrae: published means, scaled by sex and stature, drawn within the published spread."""

import json
import math
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

import numpy as np

from spineplan.resource_files import resource

CERVICAL = tuple(f"C{n}" for n in range(1, 8))
THORACIC = tuple(f"T{n}" for n in range(1, 13))
LUMBAR = tuple(f"L{n}" for n in range(1, 6))


@dataclass(frozen=True)
class Person:
    sex: str
    age: int
    stature_cm: float

    @property
    def scale(self) -> float:
        """Linear size against the pooled mean: women about 0.9 of men (Yadav 2020), stature by proportion."""
        by_sex = {"M": 1.04, "F": 0.95}[self.sex]
        usual = {"M": 175.0, "F": 163.0}[self.sex]
        return float(by_sex * (self.stature_cm / usual) ** 0.7)

    @property
    def trabecular_hu(self) -> float:
        """Falls with age from 180 at 40 to 90 (convention between Pickhardt's normal and osteoporosis lines)."""
        return float(min(180.0, max(90.0, 180.0 - 2.3 * (self.age - 40))))


@dataclass(frozen=True)
class VertebraSize:
    """Millimetres and degrees; meaning of each field in resources/morphometry/vertebrae.json."""

    level: str
    width_upper: float
    width_lower: float
    depth_upper: float
    depth_lower: float
    height_back: float
    wedge: float
    canal_width: float
    canal_depth: float
    pedicle_width: float
    pedicle_sd: float
    pedicle_height: float
    pedicle_transverse: float
    pedicle_sagittal: float
    disc: float
    lean: float
    span: float
    spinous: float
    spinous_drop: float
    middle: float = 1.0
    """Height in the middle of the body against the mean of front and back (below 1: biconcave collapse)."""
    lost_back: float = 0.0
    """How much of the back height a fracture has taken; the arch keeps the height it grew to."""

    @property
    def arch_height(self) -> float:
        return self.height_back + self.lost_back

    @property
    def width(self) -> float:
        return (self.width_upper + self.width_lower) / 2

    @property
    def depth(self) -> float:
        return (self.depth_upper + self.depth_lower) / 2

    @property
    def height_front(self) -> float:
        return self.height_back * self.wedge

    @property
    def height(self) -> float:
        return (self.height_back + self.height_front) / 2

    @property
    def region(self) -> str:
        return self.level[0]


@dataclass(frozen=True)
class FacetSize:
    """Joint below a vertebra; meaning of each field in resources/morphometry/facets.json."""

    x: float
    depth_share: float
    z: float
    normal_medial_deg: float
    normal_up_deg: float
    half_height: float
    half_width: float
    gap: float


@cache
def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(resource(f"morphometry/{name}.json").read_text(encoding="utf-8"))
    return table


def level_names(extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Levels with a body, C2 downwards, with T13 or L6 where the patient has one."""
    thoracic = (*THORACIC, "T13") if "T13" in extra else THORACIC
    lumbar = (*LUMBAR, "L6") if "L6" in extra else LUMBAR
    return (*CERVICAL[1:], *thoracic, *lumbar)


def mean_size(level: str) -> VertebraSize:
    table = _table("vertebrae")
    return VertebraSize(level, **dict(zip(table["columns"], table["rows"][level], strict=True)))


def facet_size(level: str, scale: float) -> FacetSize:
    table = _table("facets")
    row = dict(zip(table["columns"], table["rows"][level], strict=True))
    return FacetSize(**{k: v if k.endswith("deg") or k == "depth_share" else v * scale for k, v in row.items()})


def draw_sizes(person: Person, levels: tuple[str, ...], seed: int) -> dict[str, VertebraSize]:
    """One person's vertebrae. Neighbours share most of their deviation, as they do in life."""
    random = np.random.default_rng((seed, 1))
    shared = {f.name: float(random.normal()) for f in fields(VertebraSize)}
    live = _table("vertebrae")["live_height_factor"]
    return {level: _draw(mean_size(level), person.scale, live, shared, random) for level in levels}


def _draw(
    mean: VertebraSize, scale: float, live: float, shared: dict[str, float], random: np.random.Generator
) -> VertebraSize:
    changes: dict[str, float] = {}
    for field in fields(VertebraSize)[1:-2]:
        z = float(np.clip(0.8 * shared[field.name] + 0.6 * random.normal(), -1.0, 1.0))
        value = getattr(mean, field.name)
        if field.name == "pedicle_width":
            value = (value + 0.6 * mean.pedicle_sd * z) * scale
        elif field.name == "lean":
            value += 1.2 * z
        elif field.name in ("pedicle_transverse", "pedicle_sagittal", "spinous_drop"):
            value += 1.5 * z
        elif field.name == "wedge":
            value += 0.01 * z
        elif field.name != "pedicle_sd":
            value *= scale * (1.0 + 0.03 * z)
        changes[field.name] = value
    changes["height_back"] *= live
    return VertebraSize(mean.level, **changes)


def collapsed(size: VertebraSize, front: float, middle: float, back: float) -> VertebraSize:
    """The vertebra with its body lowered to these shares of its front, middle and back height."""
    height_front, height_back = size.height_front * front, size.height_back * back
    centre = middle * size.height / ((height_front + height_back) / 2)
    return replace(
        size,
        height_back=height_back,
        wedge=height_front / height_back,
        middle=min(1.0, centre),
        lost_back=size.height_back - height_back,
    )


def wedge_angle_deg(size: VertebraSize) -> float:
    """Angle between the endplates, kyphotic positive."""
    return math.degrees(math.atan2(size.height_back - size.height_front, size.depth))
