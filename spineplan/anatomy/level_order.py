"""Where each marked level lies along the spine, and which level a point belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spineplan.geometry.vectors import SUPERIOR, Point, Vector, distance_mm, unit, vector
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank
from spineplan.plan.model import Level, Plan

ALONE_REACH_MM = 12.0
"""Software convention: half of a lumbar body's height (24 mm), for a level whose neighbours are not marked."""
STEEPEST = 0.3
"""A plane that leans more than 72 degrees from across the spine shows no single level."""


@dataclass(frozen=True)
class LevelExtent:
    """The part of the spine that belongs to a level.

    cranial_lps: unit direction of the spine there, toward the head. cranial_mm, caudal_mm: how far the level reaches
    from its centre: half of one step to the neighbour (None when neither neighbour is marked).
    """

    level: Level
    cranial_lps: Vector
    cranial_mm: float | None
    caudal_mm: float | None

    def along_mm(self, point_mm: Sequence[float] | Vector) -> float:
        """Signed distance of an LPS point from the centre along the spine, + toward the head."""
        return float((vector(point_mm) - vector(self.level.centre_mm)) @ self.cranial_lps)

    def claim(self, along_mm: float) -> float | None:
        """How far out of the level a place along the spine is: 0 at its centre, 1 at its end, None outside."""
        reach = (self.cranial_mm if along_mm >= 0 else self.caudal_mm) or ALONE_REACH_MM
        share = abs(along_mm) / reach
        return share if share <= 1.0 else None


def steps_between(cranial: str, caudal: str, marked: Sequence[str] = ()) -> int:
    """Levels from one to the other, + caudally. T13 and L6 count only when they are marked or asked about.

    Raises ValueError for a name that is no level.
    """
    counted = {cranial, caudal, *marked}
    order = [name for name in ALL_LEVELS if name not in TRANSITIONAL or name in counted]
    level_rank(cranial), level_rank(caudal)
    return order.index(caudal) - order.index(cranial)


def said_name(level: Level) -> str:
    """How a level is called wherever it is shown: a name that nobody has confirmed is a question."""
    return level.name if level.state == "confirmed" else f"{level.name}?"


def level_extents(levels: Sequence[Level]) -> tuple[LevelExtent, ...]:
    """The extent of every marked level, cranial first. Unmarked levels in a gap keep their room."""
    ordered = sorted(levels, key=lambda level: level_rank(level.name))
    names = [level.name for level in ordered]
    extents = []
    for index, level in enumerate(ordered):
        above = ordered[index - 1] if index > 0 else None
        below = ordered[index + 1] if index + 1 < len(ordered) else None
        up = _half_step(above, level, names) if above else None
        down = _half_step(level, below, names) if below else None
        extents.append(LevelExtent(level, _cranial(above, level, below), up or down, down or up))
    return tuple(extents)


def level_at(plan: Plan, point_mm: Sequence[float] | Vector) -> Level | None:
    """The marked level whose part of the spine holds an LPS point (mm), or None where no mark says so.

    A level reaches half way to its neighbour, less where unmarked levels lie between.
    """
    return _nearest([(extent.claim(extent.along_mm(point_mm)), extent) for extent in level_extents(plan.levels)])


def level_of_plane(
    plan: Plan, through_mm: Sequence[float] | Vector, normal_lps: Sequence[float] | Vector
) -> Level | None:
    """The marked level that a slice across the spine shows, by where it meets the spine (not the picture's middle).

    through_mm: an LPS point of the slice. None between marks, and for planes that run along the spine.
    """
    normal = unit(normal_lps)
    claims = []
    for extent in level_extents(plan.levels):
        across = float(extent.cranial_lps @ normal)
        if abs(across) >= STEEPEST:
            offset = vector(through_mm) - vector(extent.level.centre_mm)
            claims.append((extent.claim(float(offset @ normal) / across), extent))
    return _nearest(claims)


def extent_of(plan: Plan, level_name: str) -> LevelExtent | None:
    """The extent of one marked level, or None when it is not marked."""
    return next((extent for extent in level_extents(plan.levels) if extent.level.name == level_name), None)


def _nearest(claims: Sequence[tuple[float | None, LevelExtent]]) -> Level | None:
    held = [(claim, extent.level) for claim, extent in claims if claim is not None]
    return min(held, key=lambda pair: pair[0])[1] if held else None


def _half_step(cranial: Level, caudal: Level, names: Sequence[str]) -> float:
    return distance_mm(cranial.centre_mm, caudal.centre_mm) / steps_between(cranial.name, caudal.name, names) / 2.0


def _cranial(above: Level | None, level: Level, below: Level | None) -> Vector:
    top: Point = (above or level).centre_mm
    bottom: Point = (below or level).centre_mm
    direction = vector(top) - vector(bottom)
    return unit(direction) if float(np.linalg.norm(direction)) > 1e-6 else vector(SUPERIOR)
