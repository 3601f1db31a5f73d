"""Ablation zones against a lesion: what they cover, with which margin, and what they leave. Geometry only.

A zone is the ellipsoid that the user entered; heat sinks, bone density and timing are not in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.errors import UsageError
from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import vector
from spineplan.imaging.mask import BoolArray, Mask
from spineplan.plan.model import Ellipsoid

MARGINS_MM: tuple[float, ...] = tuple(float(n) / 2.0 for n in range(21))
"""Margins of the coverage curve, 0 to 10 mm."""
_STEPS = 60
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Coverage:
    """Per cent of the voxel centres that lie in at least one zone. curve: (margin mm, per cent of the lesion grown by
    that margin). residual_ml: lesion outside every zone. least_margin_mm: smallest distance from the lesion's surface
    to the edge of the zones, negative where it sticks out; None without a zone."""

    lesion_ml: float
    lesion_percent: float
    margin_mm: float
    with_margin_percent: float
    residual_ml: float
    least_margin_mm: float | None
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class MarginMap:
    """points_mm: (n, 3) LPS centres of the lesion's outermost voxels. margin_mm: of each, to the edge of the zones;
    negative outside. Where zones overlap the true margin is at least this."""

    points_mm: Points
    margin_mm: Numbers


def signed_distance_mm(ellipsoid: Ellipsoid, points_mm: Points) -> Numbers:
    """Distance (n,) of LPS points (n, 3) to the surface of an ellipsoid; negative inside.

    The nearest point by bisection: Eberly, Distance from a point to an ellipsoid (2013).
    """
    offset = np.asarray(points_mm, dtype=np.float64).reshape(-1, 3) - vector(ellipsoid.centre_mm)
    order = np.argsort(ellipsoid.semi_axes_mm)[::-1]
    axes, sizes = np.array(ellipsoid.axes_lps)[order], np.array(ellipsoid.semi_axes_mm)[order]
    local = np.abs(offset @ axes.T)
    distance = _to_surface(local, sizes)
    return np.where(np.sum((local / sizes) ** 2, axis=1) <= 1.0, -distance, distance)


def in_zones(zones: Sequence[Ellipsoid], points_mm: Points) -> BoolArray:
    """Which LPS points (n, 3) lie in at least one zone, its surface included."""
    inside = np.zeros(len(points_mm), dtype=np.bool_)
    for zone in zones:
        local = (points_mm - vector(zone.centre_mm)) @ np.array(zone.axes_lps).T / np.array(zone.semi_axes_mm)
        inside |= np.einsum("ij,ij->i", local, local) <= 1.0 + 1e-9
    return inside


def coverage(lesion: Mask, zones: Sequence[Ellipsoid], margin_mm: float) -> Coverage:
    """Coverage of a lesion and of the lesion with every margin up to 10 mm, by counting voxel centres.

    Raises UsageError for an empty lesion.
    """
    if lesion.count == 0:
        raise UsageError("The lesion is empty: nothing to cover.")
    points, away = grown_points(lesion, max(MARGINS_MM[-1], margin_mm))
    covered = in_zones(zones, points)
    by_margin = {m: _percent(covered, away <= m) for m in {*MARGINS_MM, margin_mm, 0.0}}
    left = np.count_nonzero(~covered & (away <= 0.0)) * lesion.parent.voxel_volume_ml
    margins = margin_map(lesion, zones)
    return Coverage(
        lesion_ml=lesion.volume_ml,
        lesion_percent=by_margin[0.0],
        margin_mm=margin_mm,
        with_margin_percent=by_margin[margin_mm],
        residual_ml=left,
        least_margin_mm=float(margins.margin_mm.min()) if zones else None,
        curve=tuple((m, by_margin[m]) for m in MARGINS_MM),
    )


def grown_points(lesion: Mask, margin_mm: float) -> tuple[Points, Numbers]:
    """LPS centres (n, 3) of the voxels within a margin of a lesion, and how far outside of it each lies (0 inside).

    Voxels beyond the images' edge do not exist and are not counted.
    """
    box = lesion.tight()
    parent, spacing = lesion.parent, lesion.parent.spacing_kji_mm
    room = [int(np.ceil(margin_mm / step)) + 1 for step in spacing]
    start = [max(0, s - r) for s, r in zip(box.start_kji, room, strict=True)]
    stop = [
        min(n, s + size + r)
        for n, s, size, r in zip(parent.shape_kji, box.start_kji, box.voxels_kji.shape, room, strict=True)
    ]
    wide = np.zeros([b - a for a, b in zip(start, stop, strict=True)], dtype=np.bool_)
    at = tuple(slice(s - a, s - a + n) for s, a, n in zip(box.start_kji, start, box.voxels_kji.shape, strict=True))
    wide[at] = box.voxels_kji
    away = ndimage.distance_transform_edt(~wide, sampling=spacing)
    near = away <= margin_mm
    kji = np.argwhere(near) + np.array(start)
    return transform_points(parent.lps_from_ijk, kji[:, ::-1]), np.asarray(away[near], dtype=np.float64)


def margin_map(lesion: Mask, zones: Sequence[Ellipsoid]) -> MarginMap:
    """The margin at every surface voxel of a lesion."""
    box = lesion.tight()
    padded = np.pad(box.voxels_kji, 1)
    surface = (padded & ~ndimage.binary_erosion(padded))[1:-1, 1:-1, 1:-1]
    kji = np.argwhere(surface) + np.array(box.start_kji)
    points = transform_points(lesion.parent.lps_from_ijk, kji[:, ::-1])
    if not zones:
        return MarginMap(points, np.full(len(points), -np.inf))
    return MarginMap(points, np.max([-signed_distance_mm(zone, points) for zone in zones], axis=0))


def residual(lesion: Mask, zones: Sequence[Ellipsoid]) -> Mask:
    """The lesion's voxels whose centre no zone holds."""
    kji = np.argwhere(lesion.voxels_kji)
    points = transform_points(lesion.parent.lps_from_ijk, (kji + np.array(lesion.start_kji))[:, ::-1])
    left = np.zeros_like(lesion.voxels_kji)
    outside = kji[~in_zones(zones, points)]
    left[tuple(outside.T)] = True
    return Mask(left, lesion.start_kji, lesion.parent)


def _percent(covered: BoolArray, among: BoolArray) -> float:
    return 100.0 * float(np.count_nonzero(covered & among)) / float(np.count_nonzero(among))


def _to_surface(local: Numbers, sizes: Numbers) -> Numbers:
    """Distance of points (n, 3) in the first octant to sum(x_i^2 / a_i^2) = 1, semi-axes a_i from long to short."""
    # The nearest point is a_i^2 x_i / (t + a_i^2), t the only root above -c^2 of a falling function.
    squared, shortest = sizes**2, sizes[2]
    x = np.column_stack([local[:, :2], np.maximum(local[:, 2], 1e-12)])
    low = -(shortest**2) + shortest * x[:, 2]
    high = -(shortest**2) + np.linalg.norm(sizes * x, axis=1)
    for _ in range(_STEPS):
        t = 0.5 * (low + high)
        outside = np.sum((sizes * x / (t[:, None] + squared)) ** 2, axis=1) > 1.0
        low, high = np.where(outside, t, low), np.where(outside, high, t)
    near = squared * x / (0.5 * (low + high)[:, None] + squared)
    # On the surface to the last digit, also where a point lies in the plane of the two longer axes.
    flat = np.sum((near[:, :2] / sizes[:2]) ** 2, axis=1)
    near[:, :2] /= np.sqrt(np.maximum(flat, 1.0))[:, None]
    near[:, 2] = shortest * np.sqrt(np.maximum(1.0 - flat, 0.0))
    return np.asarray(np.linalg.norm(near - x, axis=1))
