"""The voxels a round brush covers between two points, on any grid."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points, transform_points
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
    normal = unit(layer_normal_lps) if layer_normal_lps is not None else None
    box = box_around(grid, np.stack([start, end]), radius_mm, normal)
    if box is None:
        return None
    if normal is None:
        return box, _capsule(grid, box, start, end, radius_mm)
    return box, _layer(grid, box, start, end, radius_mm, normal)


def centres_of(grid: Grid, box: Box) -> npt.NDArray[np.float64]:
    """LPS centres (k, j, i, 3) of the voxels of a box."""
    kji = np.stack(np.meshgrid(*[np.arange(s.start, s.stop) for s in box], indexing="ij"), axis=-1)
    return transform_points(grid.lps_from_ijk, kji[..., ::-1])


def box_around(
    grid: Grid, points_mm: npt.NDArray[np.float64], margin_mm: float, flat_lps: Vector | None = None
) -> Box | None:
    """The voxels of a grid within a margin of some points' bounding box, or None when there are none. flat_lps: the
    margin is only across this normal, and half a layer along it."""
    ijk = transform_points(grid.ijk_from_lps, points_mm)
    rows = grid.ijk_from_lps[:3, :3]
    reach = margin_mm * np.linalg.norm(rows, axis=1)
    if flat_lps is not None:
        along = rows @ flat_lps
        across = np.sqrt(np.maximum(np.square(rows).sum(axis=1) - np.square(along), 0.0))
        reach = margin_mm * across + (_half_layer(grid, flat_lps) + 1e-6) * np.abs(along)
    low = np.maximum(np.ceil(ijk.min(axis=0) - reach - 1e-9), 0).astype(int)[::-1]
    high = np.minimum(np.floor(ijk.max(axis=0) + reach + 1e-9) + 1, grid.shape_kji[::-1]).astype(int)[::-1]
    if (low >= high).any():
        return None
    k, j, i = (slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    return k, j, i


def _half_layer(grid: Grid, normal: Vector) -> float:
    """Half of the thickness in which every column of voxels has one centre, mm."""
    return float(np.abs(grid.lps_from_ijk[:3, :3].T @ normal).max()) / 2.0


def _layer(grid: Grid, box: Box, start: Vector, end: Vector, radius_mm: float, normal: Vector) -> BoolArray:
    """Voxels of one layer nearer to the segment than the radius, seen along the normal."""
    offsets = _offsets(grid, box, start)
    step = end - start
    length_sq = float(step @ step)
    squared = _squared(grid, offsets)
    depth = _dot(grid, offsets, normal)
    if length_sq > 0.0:
        along = _dot(grid, offsets, step)
        share = np.clip(along / length_sq, 0.0, 1.0)
        squared = squared - share * (2.0 * along - share * length_sq)
        depth_sq = np.square(depth - share * float(step @ normal))
    else:
        depth_sq = np.square(depth)
    half_layer = _half_layer(grid, normal)
    return np.asarray((depth > -half_layer) & (depth <= half_layer) & (squared - depth_sq <= radius_mm**2))


def _capsule(grid: Grid, box: Box, start: Vector, end: Vector, radius_mm: float) -> BoolArray:
    """Voxels of a box at most a radius from a segment. A row of voxels meets this convex shape in one run, so only the
    run's ends are worked out, from the two balls at the ends and the tube between them."""
    j, k = (np.arange(part.start, part.stop, dtype=np.float64) for part in (box[1], box[0]))
    row = grid.lps_from_ijk[:3, 0]
    first = transform_points(
        grid.lps_from_ijk, np.stack(np.broadcast_arrays(0.0, j[None, :], k[:, None]), axis=-1)
    )  # fmt: skip
    runs = [_ball_run(first - middle, row, radius_mm) for middle in (start, end)]
    length = float(np.linalg.norm(end - start))
    if length > 0.0:
        runs.append(_tube_run(first - start, row, (end - start) / length, length, radius_mm))
    reach = (float(box[2].start - 1), float(box[2].stop))
    low = np.ceil(np.clip(np.min([run[0] for run in runs], axis=0) - 1e-9, *reach)).astype(np.int32)
    high = np.floor(np.clip(np.max([run[1] for run in runs], axis=0) + 1e-9, *reach)).astype(np.int32)
    i = np.arange(box[2].start, box[2].stop, dtype=np.int32)
    return np.asarray((i >= low[..., None]) & (i <= high[..., None]))


Run = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


def _quadratic_run(a: float, b: npt.NDArray[np.float64], c: npt.NDArray[np.float64]) -> Run:
    """Where a i^2 + 2 b i + c <= 0; (inf, -inf) where it never is."""
    inside = b**2 - a * c
    root = np.sqrt(np.maximum(inside, 0.0))
    met = inside >= -1e-12
    return np.where(met, (-b - root) / a, np.inf), np.where(met, (-b + root) / a, -np.inf)


def _ball_run(offset: Points, row: Vector, radius_mm: float) -> Run:
    """Indices i for which offset + i row lies in the ball about the origin."""
    return _quadratic_run(float(row @ row), offset @ row, np.square(offset).sum(axis=-1) - radius_mm**2)


def _tube_run(offset: Points, row: Vector, along: Vector, length: float, radius_mm: float) -> Run:
    """The same for the tube of a length about an axis that begins at the origin."""
    ahead, step = offset @ along, float(row @ along)
    aside, row_aside = offset - ahead[..., None] * along, row - step * along
    a, c = float(row_aside @ row_aside), np.square(aside).sum(axis=-1) - radius_mm**2
    if a > 1e-12:
        low, high = _quadratic_run(a, aside @ row_aside, c)
    else:
        low, high = np.where(c <= 0.0, -np.inf, np.inf), np.where(c <= 0.0, np.inf, -np.inf)
    if abs(step) > 1e-12:
        ends = np.sort(np.stack([-ahead / step, (length - ahead) / step]), axis=0)
        low, high = np.maximum(low, ends[0]), np.minimum(high, ends[1])
    else:
        beside = (ahead >= 0.0) & (ahead <= length)
        low, high = np.where(beside, low, np.inf), np.where(beside, high, -np.inf)
    empty = low > high
    return np.where(empty, np.inf, low), np.where(empty, -np.inf, high)


Offsets = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]
"""Index distances from a point along i, j, k, shaped to broadcast over a [k, j, i] box."""


def _offsets(grid: Grid, box: Box, origin_mm: Vector) -> Offsets:
    i, j, k = transform_points(grid.ijk_from_lps, origin_mm)
    return (
        (np.arange(box[2].start, box[2].stop) - i)[None, None, :],
        (np.arange(box[1].start, box[1].stop) - j)[None, :, None],
        (np.arange(box[0].start, box[0].stop) - k)[:, None, None],
    )


def _dot(grid: Grid, offsets: Offsets, direction: Vector) -> npt.NDArray[np.float64]:
    """Scalar product of every voxel's offset (mm) with a direction."""
    i, j, k = grid.lps_from_ijk[:3, :3].T @ direction
    return np.asarray(offsets[0] * i + offsets[1] * j + offsets[2] * k)


def _squared(grid: Grid, offsets: Offsets) -> npt.NDArray[np.float64]:
    """Squared length of every voxel's offset, mm2; exact for sheared grids too."""
    gram = grid.lps_from_ijk[:3, :3].T @ grid.lps_from_ijk[:3, :3]
    total = sum(gram[a, a] * offsets[a] ** 2 for a in range(3))
    for a, b in ((0, 1), (0, 2), (1, 2)):
        if abs(gram[a, b]) > 1e-9:
            total = total + 2.0 * gram[a, b] * offsets[a] * offsets[b]
    return np.asarray(total)
