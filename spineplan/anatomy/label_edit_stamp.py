"""The voxels a round brush covers between two points, on any grid."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Vector, unit, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import BoolArray

Box = tuple[slice, slice, slice]


def brush_stamp(
    grid: Grid,
    start_mm: Sequence[float] | Vector,
    end_mm: Sequence[float] | Vector,
    radius_mm: float,
    layer_normal_lps: Sequence[float] | Vector | None = None,
) -> tuple[Box, BoolArray] | None:
    """Voxels of a grid whose centres are nearer than the radius to the segment between two LPS points: their box, and
    which of it (bool [k, j, i]). None when the brush is outside the grid.

    layer_normal_lps: paint only the one layer of voxels nearest to the plane with this normal through the start.
    """
    start, end = vector(start_mm), vector(end_mm)
    box = box_around(grid, np.stack([start, end]), radius_mm)
    if box is None:
        return None
    offset = _offsets_mm(grid, box, start)
    step = end - start
    length = float(np.linalg.norm(step))
    if length > 0.0:
        along = np.clip(offset @ (step / length), 0.0, length)
        offset = offset - along[..., None] * (step / length)
    if layer_normal_lps is None:
        return box, np.asarray(np.einsum("...a,...a", offset, offset) <= radius_mm**2)
    normal = unit(layer_normal_lps)
    depth = _offsets_mm(grid, box, start) @ normal
    half_layer = float(np.abs(grid.lps_from_ijk[:3, :3].T @ normal).max()) / 2.0
    flat = offset - (offset @ normal)[..., None] * normal
    inside = np.einsum("...a,...a", flat, flat) <= radius_mm**2
    return box, np.asarray(inside & (depth > -half_layer) & (depth <= half_layer))


def box_around(grid: Grid, points_mm: npt.NDArray[np.float64], margin_mm: float) -> Box | None:
    """The voxels of a grid within a margin of the bounding box of LPS points (n, 3), or None when there are none."""
    ijk = transform_points(grid.ijk_from_lps, points_mm)
    reach = margin_mm * np.linalg.norm(grid.ijk_from_lps[:3, :3], axis=1)
    low = np.maximum(np.ceil(ijk.min(axis=0) - reach - 1e-9), 0).astype(int)[::-1]
    high = np.minimum(np.floor(ijk.max(axis=0) + reach + 1e-9) + 1, grid.shape_kji[::-1]).astype(int)[::-1]
    if (low >= high).any():
        return None
    k, j, i = (slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    return k, j, i


def centres_of(grid: Grid, box: Box) -> npt.NDArray[np.float64]:
    """LPS centres (k, j, i, 3) of the voxels of a box."""
    return _offsets_mm(grid, box, np.zeros(3))


def _offsets_mm(grid: Grid, box: Box, origin_mm: Vector) -> npt.NDArray[np.float64]:
    k, j, i = (np.arange(s.start, s.stop, dtype=np.float64) for s in box)
    linear, first = grid.lps_from_ijk[:3, :3], grid.lps_from_ijk[:3, 3] - origin_mm
    return np.asarray(
        first
        + k[:, None, None, None] * linear[:, 2]
        + j[None, :, None, None] * linear[:, 1]
        + i[None, None, :, None] * linear[:, 0]
    )
