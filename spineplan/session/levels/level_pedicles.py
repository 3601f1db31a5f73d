"""Pedicles of a level as the plan keeps them: angles in the vertebra's frame, corrections (pure)."""

import numpy as np
from msgspec.structs import replace

from spineplan.anatomy.body import body_axes
from spineplan.anatomy.pedicles.within import sizes_within_mm
from spineplan.geometry.vectors import SUPERIOR, Vector, cross, point, unit, vector
from spineplan.imaging.grid import Grid
from spineplan.plan.model import Level, PedicleMark


def frame_of(level: Level) -> tuple[Vector, Vector, Vector]:
    """Left, anterior and cranial (unit, LPS) of a vertebra: of its body if that is known, else along its discs."""
    if level.body is not None:
        left, posterior, cranial = (vector(axis) for axis in level.body.axes_lps)
        return left, -posterior, cranial
    normals = [vector(disc.normal_lps) for disc in (level.disc_below, level.disc_above) if disc is not None]
    left, posterior, cranial = body_axes(unit(np.sum(normals, axis=0)) if normals else vector(SUPERIOR))
    return left, -posterior, cranial


def angles_of(level: Level, mark: PedicleMark) -> tuple[float, float]:
    """Transverse angle, + when the axis runs medially toward the front, and sagittal angle, + when it rises; degrees,
    in the vertebra's own frame."""
    left, anterior, cranial = frame_of(level)
    axis = vector(mark.axis_lps)
    sign = 1.0 if mark.side == "left" else -1.0
    ahead = float(axis @ anterior)
    transverse = np.degrees(np.arctan2(-sign * float(axis @ left), ahead))
    return float(transverse), float(np.degrees(np.arctan2(float(axis @ cranial), ahead)))


def with_angles(level: Level, mark: PedicleMark, transverse_deg: float, sagittal_deg: float) -> PedicleMark:
    """The pedicle with another axis, its angles as angles_of gives them (each within 80 degrees)."""
    left, anterior, cranial = frame_of(level)
    sign = 1.0 if mark.side == "left" else -1.0
    aside, up = np.tan(np.radians(np.clip([transverse_deg, sagittal_deg], -80.0, 80.0)))
    return replace(mark, axis_lps=point(unit(anterior - sign * aside * left + up * cranial)))


def section_axes(level_axis: Vector, cranial: Vector) -> tuple[Vector, Vector]:
    """(right, down) of a picture across a pedicle's axis, head up, the patient's right at screen left."""
    axis = unit(level_axis)
    up = unit(cranial - axis * float(cranial @ axis))
    return cross(up, axis), -up


def within_mm(level: Level, mark: PedicleMark, grid: Grid) -> tuple[float, float]:
    """± mm of a suggested pedicle's (width, height) on images with this grid."""
    right, down = section_axes(vector(mark.axis_lps), frame_of(level)[2])
    return sizes_within_mm(grid, right, down, mark.width_mm, mark.height_mm)


def differ_mm(level: Level) -> float | None:
    """How much the two widths differ; None while one is missing."""
    widths = [pedicle.width_mm for pedicle in level.pedicles]
    return abs(widths[0] - widths[1]) if len(widths) == 2 else None


def with_pedicle(level: Level, mark: PedicleMark) -> Level:
    """The level with one pedicle replaced."""
    others = [pedicle for pedicle in level.pedicles if pedicle.side != mark.side]
    return replace(level, pedicles=tuple(sorted([*others, mark], key=lambda pedicle: pedicle.side)))
