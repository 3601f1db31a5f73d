"""A pedicle's isthmus measured on a vertebra's voxels: the smallest section across the axis, between voxels."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.anatomy.pedicles.axis import caliper, centred
from spineplan.anatomy.pedicles.tube import held
from spineplan.geometry.affine import Points, inverse, transform_points
from spineplan.geometry.vectors import Vector, cross, point, unit
from spineplan.imaging.mask import Mask
from spineplan.plan.model import PedicleMark, PedicleSide

Floats = npt.NDArray[np.float64]
ANGLES = 48
STEP_MM, MOST_MM = 0.25, 14.0
ALONG_MM = np.arange(-6.0, 6.25, 0.5)
USUAL_CONVERGENCE = 0.15
START_ASIDE_MM = 4.5
"""The search begins this far beside the canal. [CONV]"""
ROUNDS = 4
LEAST_MM, ROOM_MM = 0.5, 1.0
SOFT_VOXELS = 0.7
"""Blurring by this much makes the half-way surface of voxels smooth, and takes nothing off a flat one."""


@dataclass(frozen=True, eq=False)
class _Bone:
    """share_kji: how much of each voxel is bone, smoothed; ijk_from_lps of its box."""

    share_kji: npt.NDArray[np.float32]
    ijk_from_lps: Floats

    def at(self, points_mm: Points) -> Floats:
        """Share of bone at LPS points (..., 3)."""
        kji = transform_points(self.ijk_from_lps, points_mm)[..., ::-1]
        found = ndimage.map_coordinates(self.share_kji, np.moveaxis(kji, -1, 0), order=1, mode="constant")
        return np.asarray(found, dtype=np.float64)


def pedicle_of(
    whole: Mask, side: PedicleSide, origin_mm: Vector, axes_lps: Points, half_mm: float, wall_mm: float
) -> PedicleMark | None:
    """The isthmus of one pedicle, or None where the vertebra has none there.

    origin_mm: LPS, middle of the canal; axes_lps: rows left, anterior, cranial; half_mm: half width of the canal;
    wall_mm: how far in front of the origin the body begins.
    """
    left, anterior, _ = axes_lps
    sign = 1.0 if side == "left" else -1.0
    bone = _bone(whole)
    start = origin_mm + sign * (half_mm + START_ASIDE_MM) * left + (wall_mm - 3.0) * anterior
    centre = _inside(whole, start, axes_lps, sign, half_mm, origin_mm)
    if centre is None:
        return None
    axis = unit(anterior - sign * USUAL_CONVERGENCE * left)
    radii = centres = None
    for _ in range(ROUNDS):
        centres, radii = _sections(bone, centre, axis, axes_lps)
        area = np.where((radii > LEAST_MM).all(axis=1), np.square(radii).sum(axis=1), np.inf)
        area = ndimage.gaussian_filter1d(np.where(np.isinf(area), 1e6, area), 1.0)
        at = 2 + int(area[2:-2].argmin())
        near = slice(max(at - 6, 0), at + 7)
        axis = held(_direction(centres[near], axis), axes_lps, int(sign))
        if float(np.linalg.norm(centres[at] - centre)) < 0.1:
            break
        centre = centres[at]
    assert radii is not None
    assert centres is not None
    section = centred(radii[at])
    width, height = float(caliper(section, 0)), float(caliper(section, ANGLES // 4))
    if min(width, height) < 2.0 * LEAST_MM or not _imaged(whole, centres[at], axis, max(width, height)):
        return None
    return PedicleMark(
        side=side,
        centre_mm=point(centres[at]),
        axis_lps=point(axis),
        width_mm=min(width, 60.0),
        height_mm=min(height, 60.0),
    )


def _imaged(whole: Mask, centre: Vector, axis: Vector, size_mm: float) -> bool:
    """Whether the whole isthmus lies inside the images, with some room: what they cut off is not narrow."""
    aside = unit(np.eye(3)[int(np.argmin(np.abs(axis)))] - axis * axis[int(np.argmin(np.abs(axis)))])
    up = cross(axis, aside)
    reach = size_mm / 2.0 + ROOM_MM
    ring = [reach * (np.cos(turn) * aside + np.sin(turn) * up) for turn in np.linspace(0.0, 2.0 * np.pi, 12)]
    return whole.parent.contains_mm(np.stack([centre + step for step in (*ring, 4.0 * axis, -4.0 * axis)]))


def _bone(whole: Mask) -> _Bone:
    room = 3
    share = np.pad(whole.voxels_kji, room).astype(np.float32)
    grid = whole.grid
    affine = np.array(grid.lps_from_ijk)
    affine[:3, 3] = transform_points(affine, [-float(room)] * 3)
    return _Bone(ndimage.gaussian_filter(share, SOFT_VOXELS), inverse(affine))


def _inside(
    whole: Mask, start: Vector, axes: Points, sign: float, half_mm: float, origin: Vector
) -> Vector | None:  # fmt: skip
    """The middle of the bone beside the canal, at the depth of the start."""
    kji = np.argwhere(whole.voxels_kji) + np.array(whole.start_kji)
    places = transform_points(whole.parent.lps_from_ijk, kji[:, ::-1])
    local = (places - origin) @ axes.T
    depth = float((start - origin) @ axes[1])
    aside = sign * local[:, 0]
    thick = max(1.5, *whole.parent.spacing_mm)
    chosen = (np.abs(local[:, 1] - depth) <= thick) & (aside > half_mm - 1.0) & (aside < half_mm + 14.0)
    return np.asarray(places[chosen].mean(axis=0)) if np.count_nonzero(chosen) >= 4 else None


def _sections(bone: _Bone, centre: Vector, axis: Vector, axes: Points) -> tuple[Points, Floats]:
    """Centres (n, 3) and radii (n, ANGLES) of the sections along an axis; angle 0 points left, a quarter on, up."""
    across = unit(cross(axis, axes[2]))
    across = across if float(across @ axes[0]) > 0 else -across
    up = cross(across, axis) if float(cross(across, axis) @ axes[2]) > 0 else -cross(across, axis)
    turn = np.linspace(0.0, 2.0 * np.pi, ANGLES, endpoint=False)
    spokes = np.cos(turn)[:, None] * across + np.sin(turn)[:, None] * up
    middles = centre + ALONG_MM[:, None] * axis
    for _ in range(2):
        radii = _reach(bone, middles, spokes)
        offset = (radii[..., None] * spokes).mean(axis=1)
        middles = middles + 0.8 * np.clip(offset, -3.0, 3.0)
    return middles, _reach(bone, middles, spokes)


def _reach(bone: _Bone, middles: Points, spokes: Points) -> Floats:
    """How far bone reaches from each middle along each spoke; 0 where the middle itself is none."""
    steps = np.arange(0.0, MOST_MM + STEP_MM, STEP_MM)
    share = bone.at(middles[:, None, None] + steps[:, None] * spokes[:, None])
    below = share < 0.5
    first = np.where(below.any(axis=2), below.argmax(axis=2), len(steps) - 1)
    before = np.maximum(first - 1, 0)
    a = np.take_along_axis(share, before[..., None], axis=2)[..., 0]
    b = np.take_along_axis(share, first[..., None], axis=2)[..., 0]
    part = np.where(a > b, (a - 0.5) / np.maximum(a - b, 1e-9), 0.0)
    return np.asarray(np.where(first == 0, 0.0, steps[before] + np.clip(part, 0.0, 1.0) * STEP_MM))


def _direction(points: Points, axis: Vector) -> Vector:
    """Of the line through points, along axis."""
    _, _, rows = np.linalg.svd(points - points.mean(axis=0))
    found = rows[0]
    return np.asarray(found if float(found @ axis) > 0 else -found)
