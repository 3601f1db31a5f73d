"""Marking lesions: spheres and ellipsoids, brush and eraser on a local box of voxels (pure; no widget).

A stroke never touches more voxels than the lesion's own box and the brush: painting costs the same on every CT.
"""

from collections.abc import Sequence
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from spineplan.anatomy.ellipsoid import bounding_half_sizes_mm, radial_share
from spineplan.anatomy.level_order import level_at
from spineplan.errors import EditRefused
from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Point, Vector, unit, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import BoolArray, Mask
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLesion
from spineplan.plan.model import Ellipsoid, Lesion, LesionKind, MaskRef, Plan
from spineplan.session.masks import MaskStore
from spineplan.session.view_state import Brush

Box = tuple[slice, slice, slice]


def new_lesion(plan: Plan, seed_mm: Point, kind: LesionKind = "unknown", level: str = "") -> Lesion:
    """An empty lesion at an LPS point, of the level there unless one is named. Raises EditRefused when no level is
    marked there."""
    if not level:
        there = level_at(plan, seed_mm)
        if there is None:
            raise EditRefused("No level is marked here; name the level first, then mark its lesion.")
        level = there.name
    return Lesion(id=uuid4().hex[:12], level=level, seed_mm=seed_mm, kind=kind)


def ellipsoid_mask(volume: Volume, ellipsoid: Ellipsoid, limits: tuple[float, float] | None = None) -> Mask:
    """The voxels whose centres lie in an ellipsoid (a sphere has three equal half-axes) and, with limits, whose
    values lie within them. Raises EditRefused when it holds no voxel of the volume."""
    half = bounding_half_sizes_mm(ellipsoid)
    centre = vector(ellipsoid.centre_mm)
    box = _box(volume.grid, centre + half * (np.array(list(np.ndindex(2, 2, 2))) * 2 - 1), 0.0)
    if box is None:
        raise EditRefused("The lesion would lie outside the images.")
    ijk = np.stack(np.meshgrid(*[np.arange(s.start, s.stop) for s in box], indexing="ij"), axis=-1)[..., ::-1]
    inside = radial_share(ellipsoid, transform_points(volume.grid.lps_from_ijk, ijk)) <= 1.0
    inside &= _within(volume, box, limits)
    if not inside.any():
        raise EditRefused("No voxel lies within this shape and these limits.")
    return Mask(inside, (box[0].start, box[1].start, box[2].start), volume.grid).tight()


def sphere_mask(volume: Volume, centre_mm: Point, radius_mm: float, limits: tuple[float, float] | None = None) -> Mask:
    """The same for a sphere."""
    return ellipsoid_mask(volume, Ellipsoid(centre_mm=centre_mm, semi_axes_mm=(radius_mm,) * 3), limits)


def joined(first: Mask | None, second: Mask) -> Mask:
    """Both masks together. Raises EditRefused when they lie on different images."""
    if first is None:
        return second
    if not first.parent.same_place(second.parent):
        raise EditRefused("The lesion was painted on another series; show that series to change it.")
    painted = _Painted(first.parent, first)
    box = _slices(second)
    painted.cover(box)
    painted.view(box)[...] |= second.voxels_kji
    return painted.mask()


def put_mask(lesion: Lesion, mask: Mask, masks: MaskStore, series_uid: str, verb: str = "Paint lesion") -> PutLesion:
    """The edit that gives a lesion its mask (none when it is empty). The mask is kept for good."""
    return with_mask(lesion, masks.add(mask, series_uid) if mask.count else None, verb)


def with_mask(lesion: Lesion, ref: MaskRef | None, verb: str = "Paint lesion") -> PutLesion:
    """The edit that gives a lesion a mask that is kept or lent already."""
    return PutLesion(replace(lesion, mask=ref), verb)


class Stroke:
    """One brush or eraser stroke on one lesion, from press to release. Feed it points; `mask` is what there is so far.

    normal_lps: of the pane painted in; a 2-D brush paints the one layer of voxels whose centres are nearest to it.
    The mask before the stroke is left alone, so giving the stroke up is forgetting it.
    Raises EditRefused when the lesion's mask belongs to another grid.
    """

    def __init__(
        self,
        volume: Volume,
        before: Mask | None,
        brush: Brush,
        normal_lps: Sequence[float] | Vector,
        erase: bool = False,
    ) -> None:
        if before is not None and not before.parent.same_place(volume.grid):
            raise EditRefused("The lesion was painted on another series; show that series to change it.")
        self._volume = volume
        self._brush = brush
        self._normal = unit(normal_lps)
        self._flat = None if brush.three_d else self._normal
        self._erase = erase
        self._painted = _Painted(volume.grid, before)
        self._last: Vector | None = None

    def add(self, point_mm: Sequence[float] | Vector) -> None:
        """Paint from the last point to this one (LPS mm), so that a fast hand leaves no holes."""
        here = vector(point_mm)
        start = here if self._last is None else self._last
        self._last = here
        box = _box(self._volume.grid, np.stack([start, here]), self._brush.radius_mm, self._flat)
        if box is None:
            return
        if self._erase:
            self._erase_in(box, start, here)
            return
        stamp = self._stamp(box, start, here) & _within(self._volume, box, self._brush.limits)
        if stamp.any():
            self._painted.cover(box)
            self._painted.view(box)[...] |= stamp

    @property
    def mask(self) -> Mask:
        """The lesion as painted so far; independent of what is painted later."""
        return self._painted.mask()

    def _erase_in(self, box: Box, start: Vector, here: Vector) -> None:
        shared = self._painted.shared(box)
        if shared is not None:
            self._painted.view(shared)[...] &= ~self._stamp(shared, start, here)

    def _stamp(self, box: Box, start: Vector, end: Vector) -> BoolArray:
        """Voxels of a box nearer to the segment than the radius."""
        grid = self._volume.grid
        if self._brush.three_d:
            return _capsule(grid, box, start, end, self._brush.radius_mm)
        offsets = _offsets(grid, box, start)
        step = end - start
        length_sq = float(step @ step)
        squared = _squared(grid, offsets)
        if length_sq > 0.0:
            along = _dot(grid, offsets, step)
            share = np.clip(along / length_sq, 0.0, 1.0)
            squared = squared - share * (2.0 * along - share * length_sq)
        depth = _dot(grid, offsets, self._normal)
        half_layer = _half_layer(grid, self._normal)
        layer = (depth > -half_layer) & (depth <= half_layer)
        return np.asarray(layer & (squared - depth**2 <= self._brush.radius_mm**2))


class _Painted:
    """A growing box of voxels."""

    def __init__(self, parent: Grid, before: Mask | None) -> None:
        self._parent = parent
        self._start = np.array(before.start_kji if before is not None else (0, 0, 0))
        self._voxels = before.voxels_kji.copy() if before is not None else np.zeros((0, 0, 0), dtype=np.bool_)

    def cover(self, box: Box) -> None:
        """Grow so that the box lies inside."""
        start = np.array([s.start for s in box])
        stop = np.array([s.stop for s in box])
        if self._voxels.size:
            old_stop = self._start + self._voxels.shape
            if (start >= self._start).all() and (stop <= old_stop).all():
                return
            start, stop = np.minimum(start, self._start), np.maximum(stop, old_stop)
        old, old_start = self._voxels, self._start
        self._voxels, self._start = np.zeros(tuple(stop - start), dtype=np.bool_), start
        if old.size:
            self._voxels[tuple(slice(a, a + n) for a, n in zip(old_start - start, old.shape, strict=True))] = old

    def shared(self, box: Box) -> Box | None:
        """The part of a box that lies inside, if any."""
        starts = [max(int(a), s.start) for a, s in zip(self._start, box, strict=True)]
        stops = [min(int(a) + n, s.stop) for a, n, s in zip(self._start, self._voxels.shape, box, strict=True)]
        if any(a >= b for a, b in zip(starts, stops, strict=True)):
            return None
        k, j, i = (slice(a, b) for a, b in zip(starts, stops, strict=True))
        return k, j, i

    def view(self, box: Box) -> BoolArray:
        """The voxels of a covered box, to write to."""
        return self._voxels[tuple(slice(s.start - a, s.stop - a) for s, a in zip(box, self._start, strict=True))]

    def mask(self) -> Mask:
        """What is painted, cropped."""
        if not self._voxels.size:
            return Mask(np.zeros((1, 1, 1), dtype=np.bool_), (0, 0, 0), self._parent)
        k, j, i = (int(a) for a in self._start)
        return Mask(self._voxels, (k, j, i), self._parent).tight()


def _slices(mask: Mask) -> Box:
    k, j, i = (slice(s, s + n) for s, n in zip(mask.start_kji, mask.voxels_kji.shape, strict=True))
    return k, j, i


def _box(
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


def _within(volume: Volume, box: Box, limits: tuple[float, float] | None) -> BoolArray:
    """Whether each voxel of a box carries data and lies within limits (real values, both ends included)."""
    stored = volume.array_kji[box]
    wanted = ~carries_no_data(volume, stored)
    if limits is None:
        return wanted
    real = stored * volume.value_scale + volume.value_offset
    return np.asarray(wanted & (real >= limits[0]) & (real <= limits[1]))


def _half_layer(grid: Grid, normal: Vector) -> float:
    """Half of the thickness in which every column of voxels has one centre, mm."""
    return float(np.abs(grid.lps_from_ijk[:3, :3].T @ normal).max()) / 2.0


def _capsule(grid: Grid, box: Box, start: Vector, end: Vector, radius_mm: float) -> BoolArray:
    """Voxels of a box at most a radius from a segment. A row of voxels meets this convex shape in one run, so only the
    run's ends are worked out, from the two balls at the ends and the tube between them."""
    i, j, k = (np.arange(part.start, part.stop, dtype=np.float64) for part in (box[2], box[1], box[0]))
    row = grid.lps_from_ijk[:3, 0]
    first = transform_points(
        grid.lps_from_ijk, np.stack(np.broadcast_arrays(0.0, j[None, :], k[:, None]), axis=-1)
    )  # fmt: skip
    runs = [_ball_run(first - middle, row, radius_mm) for middle in (start, end)]
    length = float(np.linalg.norm(end - start))
    if length > 0.0:
        runs.append(_tube_run(first - start, row, (end - start) / length, length, radius_mm))
    low = np.min([run[0] for run in runs], axis=0)[..., None]
    high = np.max([run[1] for run in runs], axis=0)[..., None]
    return np.asarray((i >= low - 1e-9) & (i <= high + 1e-9))


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
