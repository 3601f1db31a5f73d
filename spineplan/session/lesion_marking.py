"""Marking lesions: spheres and ellipsoids, brush and eraser on a local box of voxels (pure; no widget).

A stroke never touches more voxels than the lesion's own box and the brush: painting costs the same on every CT.
"""

import math
from collections.abc import Sequence
from uuid import uuid4

import numpy as np
from msgspec.structs import replace

from spineplan.anatomy.editing.stamp import Box, box_around, brush_stamp
from spineplan.anatomy.ellipsoid import bounding_half_sizes_mm, radial_share
from spineplan.anatomy.level_order import level_at
from spineplan.errors import EditRefused
from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Point, Vector, unit, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import BoolArray, Mask
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLesion
from spineplan.plan.model import Ellipsoid, Lesion, LesionKind, MaskRef, Plan
from spineplan.session.masks import MaskStore
from spineplan.session.view_state import Brush

ROOM = 24
"""Voxels to every side."""


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
    box = box_around(volume.grid, centre + half * (np.array(list(np.ndindex(2, 2, 2))) * 2 - 1), 0.0)
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
        found = brush_stamp(self._volume.grid, start, here, self._brush.radius_mm, self._flat)
        if found is None:
            return
        box, stamp = found
        if self._erase:
            shared = self._painted.shared(box)
            if shared is not None:
                self._painted.view(shared)[...] &= ~stamp[_relative(shared, box)]
            return
        stamp &= _within(self._volume, box, self._brush.limits)
        if stamp.any():
            self._painted.cover(box)
            self._painted.view(box)[...] |= stamp

    @property
    def mask(self) -> Mask:
        """The lesion as painted so far; independent of what is painted later."""
        return self._painted.mask()


class _Painted:
    """A growing box of voxels."""

    def __init__(self, parent: Grid, before: Mask | None) -> None:
        self._parent = parent
        self._start = np.array(before.start_kji if before is not None else (0, 0, 0))
        self._voxels = before.voxels_kji.copy() if before is not None else np.zeros((0, 0, 0), dtype=np.bool_)

    def cover(self, box: Box) -> None:
        """Grow so that the box lies inside, with room for the next ones: voxels are copied only now and then."""
        if self.holds(box):
            return
        start = np.array([s.start for s in box])
        stop = np.array([s.stop for s in box])
        if self._voxels.size:
            start = np.minimum(start, self._start)
            stop = np.maximum(stop, self._start + self._voxels.shape)
            start, stop = np.maximum(start - ROOM, 0), np.minimum(stop + ROOM, self._parent.shape_kji)
        old, old_start = self._voxels, self._start
        self._voxels, self._start = np.zeros(tuple(stop - start), dtype=np.bool_), start
        if old.size:
            self._voxels[tuple(slice(a, a + n) for a, n in zip(old_start - start, old.shape, strict=True))] = old

    def holds(self, box: Box) -> bool:
        """Whether the box lies inside."""
        start, stop = np.array([s.start for s in box]), np.array([s.stop for s in box])
        inside = (start >= self._start).all() and (stop <= self._start + self._voxels.shape).all()
        return bool(inside and self._voxels.size)

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


def _relative(inner: Box, outer: Box) -> Box:
    k, j, i = (slice(a.start - b.start, a.stop - b.start) for a, b in zip(inner, outer, strict=True))
    return k, j, i


def _within(volume: Volume, box: Box, limits: tuple[float, float] | None) -> BoolArray:
    """Whether each voxel of a box carries data and lies within limits (real values, both ends included)."""
    stored = volume.array_kji[box]
    wanted = ~carries_no_data(volume, stored)
    if limits is None:
        return wanted
    # Whole numbers are compared as they are stored, which is several times faster than real values.
    ends = sorted((limit - volume.value_offset) / volume.value_scale for limit in limits)
    low, high = math.ceil(ends[0] - 1e-9), math.floor(ends[1] + 1e-9)
    return np.asarray(wanted & (stored >= low) & (stored <= high))
