"""The three planes a needle is judged on, from its two points."""

from typing import Literal

import numpy as np

from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import LEFT, POSTERIOR, SUPERIOR, Point, Vector, cross, unit, vector

NeedlePlane = Literal["needle_axial", "needle_sagittal", "bulls_eye"]


def needle_screen_axes(
    entry_mm: Point | Vector, target_mm: Point | Vector, plane: NeedlePlane, turn_deg: float = 0.0
) -> tuple[Vector, Vector]:
    """(right_lps, down_lps), LPS, orthonormal, of a plane through or across a needle.

    needle_axial holds the needle and is as axial as possible, needle_sagittal holds it and the superior direction;
    both are shown the usual way round (patient right at screen left; posterior at screen right). bulls_eye is
    perpendicular to the needle, seen from its hub, head up. turn_deg: how far the first two are turned about the
    needle, right-handed about its direction. Raises ValueError when both points coincide.
    """
    along = unit(vector(target_mm) - vector(entry_mm))
    up = _across(along, (SUPERIOR, POSTERIOR))
    side = cross(along, up)
    turn = rotation_about(along, turn_deg)
    if plane == "needle_axial":
        right = _across(up, (LEFT, POSTERIOR))
        return turn @ right, turn @ cross(up, right)
    if plane == "needle_sagittal":
        right = _across(side, (POSTERIOR, LEFT))
        down = cross(side, right)
        return turn @ right, turn @ (down if down[2] <= 0.0 else -down)
    return side, -up


def _across(axis: Vector, wanted: tuple[Point, ...]) -> Vector:
    """Unit vector perpendicular to the axis, nearest to the first wanted direction that is not along it."""
    for direction in wanted:
        rest = vector(direction) - axis * float(vector(direction) @ axis)
        if float(np.linalg.norm(rest)) > 0.05:
            return unit(rest)
    raise ValueError("no direction lies across the axis")
