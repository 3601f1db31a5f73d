"""A vertebra's own axes, its canal's middle and its endplates, from masks alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Affine, Points, inverse, transform_points
from spineplan.geometry.vectors import SUPERIOR, Point, Vector, cross, unit, vector
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, holds

Floats = npt.NDArray[np.float64]

ROUNDS = 3
PLATE_SHARE = 0.75
"""The part of an endplate, from its middle outwards, that its plane is fitted to: inside the rim."""
STEP_MM = 1.0
ROOM_MM = 4.0
HALF_SPAN_MM = 45.0
FORAMEN_LEAST_MM2 = 50.0
"""A smaller hole of the vertebra's silhouette is no canal but a gap of the mask. [CONV]"""
CANAL_REACH_MM = 25.0
CANAL_ROOM_MM = 60.0
"""More than any reach: around the vertebra's box."""
BESIDE = (-0.1, 0.4)
"""Where the pedicles close the canal at the sides, as shares of the body's height above its middle; below them it opens
into the foramina."""
STEEPEST_COS = 0.8
"""An endplate that leans more than 37 degrees from across the spine is broken, or carries the dens."""
GUESSED_HALF_MM = 10.0
"""Without a labelled body, endplates are read this far to both sides: farther out lie processes."""


@dataclass(frozen=True, eq=False)
class VertebraMasks:
    """What is known of one level; every mask on any grid of one frame of reference.

    parts: by the plan's part names (body, left_pedicle, ...). canal: of the whole spine or of this level.
    canal_line_mm: LPS points in the middle of the canal, for where its mask is not known. cranial_lps: roughly along
    the spine, toward the head.
    """

    vertebra: Mask
    parts: Mapping[str, Mask] = field(default_factory=dict)
    canal: Mask | None = None
    dural_sac: Mask | None = None
    cord: Mask | None = None
    ribs: tuple[Mask, ...] = ()
    arteries: Mapping[Literal["left", "right"], Mask] = field(default_factory=dict)
    canal_line_mm: tuple[Point, ...] = ()
    cranial_lps: tuple[float, float, float] = SUPERIOR

    @property
    def body(self) -> Mask | None:
        """The vertebral body, where it is known."""
        return self.parts.get("body")


@dataclass(frozen=True, eq=False)
class Endplates:
    """Columns of the body along the vertebra's axis, every 1 mm: x_mm (left) and y_mm (posterior) of the columns, and
    top_mm, bottom_mm (len(y), len(x)), NaN where there is no body. All in the vertebra's frame."""

    x_mm: Floats
    y_mm: Floats
    top_mm: Floats
    bottom_mm: Floats

    @property
    def height_mm(self) -> Floats:
        """Height of every column."""
        return self.top_mm - self.bottom_mm


@dataclass(frozen=True, eq=False)
class VertebraFrame:
    """lps_from_vertebra: rigid; x to the patient's left, y posterior, z cranial, all of the vertebra itself; its origin
    is the middle of the canal at half the body's height. body_mm: body voxels in the frame, (n, 3). canal_mm: points
    of the canal over the body's height, (n, 3). canal_seen: the canal was given, not guessed from the bone."""

    lps_from_vertebra: Affine
    body_mm: Points
    canal_mm: Points
    canal_seen: bool
    body_seen: bool
    endplates: Endplates

    @cached_property
    def vertebra_from_lps(self) -> Affine:
        """(4, 4), LPS mm to the vertebra's frame."""
        return inverse(self.lps_from_vertebra)

    def local(self, points_mm: npt.ArrayLike) -> Points:
        """LPS points (..., 3) in the vertebra's frame."""
        return transform_points(self.vertebra_from_lps, points_mm)


def vertebra_frame(masks: VertebraMasks) -> VertebraFrame | None:
    """The frame of a vertebra with a body and a canal; None where neither a canal nor a closed ring is found (a cut off
    vertebra), or no body lies in front of it (C1).

    Cranial is the mean of the normals of both endplates; posterior points from the body's to the canal's middle.
    """
    bone = centres_mm(masks.vertebra)
    if len(bone) < 50:
        return None
    masks = replace(masks, canal=_beside_the_bone(masks.canal, masks.vertebra))
    axes = _first_axes(masks, bone)
    spine, frame = vector(axes[:3, 2]), None
    for _ in range(ROUNDS):
        canal, seen = _canal(masks, bone, axes)
        if canal is None:
            return frame
        body = _body(masks, bone, canal, axes)
        if body is None:
            return None
        frame = _frame(masks, axes, body, canal, seen)
        if frame is None:
            return None
        axes = _turned(frame, spine)
    return frame


def _beside_the_bone(canal: Mask | None, bone: Mask) -> Mask | None:
    """The part of a whole spine's canal that a vertebra can have to do with: the rest is many voxels for nothing."""
    if canal is None or not canal.parent.same_place(bone.parent):
        return canal
    room = np.ceil(CANAL_ROOM_MM / np.array(bone.parent.spacing_kji_mm)).astype(int)
    first, origin = np.array(bone.start_kji) - room, np.array(canal.start_kji)
    low = np.clip(first - origin, 0, canal.voxels_kji.shape)
    high = np.clip(first + 2 * room + bone.voxels_kji.shape - origin, 0, canal.voxels_kji.shape)
    if (low >= high).any():
        return canal
    k, j, i = (int(at) for at in origin + low)
    inside = tuple(slice(a, b) for a, b in zip(low, high, strict=True))
    return Mask(np.ascontiguousarray(canal.voxels_kji[inside]), (k, j, i), canal.parent)


def _first_axes(masks: VertebraMasks, bone: Points) -> Affine:
    """Cranial along the canal where it is known, else as told; posterior as the patient lies."""
    cranial = _along_canal(masks, bone.mean(axis=0))
    posterior = vector((0.0, 1.0, 0.0)) - cranial * cranial[1]
    return _affine(cranial, posterior, bone.mean(axis=0))


def _along_canal(masks: VertebraMasks, middle: Vector) -> Vector:
    told = unit(masks.cranial_lps)
    if masks.canal is None:
        return told
    near = centres_mm(masks.canal)
    near = near[np.abs((near - middle) @ told) < CANAL_REACH_MM]
    if len(near) < 50 or np.ptp(near @ told) < CANAL_REACH_MM:
        return told
    # The middle of each millimetre of height: the canal's own width does not tilt the line.
    height = np.floor((near - middle) @ told).astype(int)
    height -= height.min()
    counts = np.bincount(height)
    means = np.stack([np.bincount(height, near[:, axis]) for axis in range(3)], axis=1) / np.maximum(counts, 1)[:, None]
    means = means[counts > 0]
    along = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)[2][0]
    return unit(along if float(along @ told) > 0 else -along)


def _affine(cranial: Vector, posterior: Vector, origin: Vector) -> Affine:
    """x left, y posterior, z cranial; posterior gives way."""
    z = unit(cranial)
    y = unit(posterior - z * float(posterior @ z))
    out = np.eye(4)
    out[:3, 0], out[:3, 1], out[:3, 2], out[:3, 3] = cross(y, z), y, z, origin
    return out


def _canal(masks: VertebraMasks, bone: Points, axes: Affine) -> tuple[Points | None, bool]:
    """LPS points of the canal beside the bone."""
    local = transform_points(inverse(axes), bone)
    low, high = np.percentile(local[:, 2], [10, 90])
    known = centres_mm(masks.canal) if masks.canal is not None else np.array(masks.canal_line_mm).reshape(-1, 3)
    if len(known):
        z = transform_points(inverse(axes), known)[:, 2]
        near = known[(z >= low) & (z <= high)]
        if len(near):
            return near, masks.canal is not None
    return _foramen(masks.vertebra, local, axes), False


def _foramen(vertebra: Mask, local: Points, axes: Affine) -> Points | None:
    """The hole in the silhouette of the bone seen along the spine, as points at the middle of its height."""
    from scipy import ndimage

    pixel = float(max(vertebra.parent.spacing_mm))
    low = local[:, :2].min(axis=0) - 1.5 * pixel
    cells = np.floor((local[:, :2] - low) / pixel).astype(int)
    picture = np.zeros(cells.max(axis=0) + 2, dtype=np.bool_)
    picture[cells[:, 0], cells[:, 1]] = True
    holes, count = ndimage.label(ndimage.binary_fill_holes(picture) & ~picture)
    if count == 0:
        return None
    sizes = np.bincount(holes.ravel())[1:]
    if sizes.max() * pixel**2 < FORAMEN_LEAST_MM2:
        return None
    xy = (np.argwhere(holes == int(sizes.argmax()) + 1) + 0.5) * pixel + low
    middle = np.full(len(xy), float(np.median(local[:, 2])))
    return transform_points(axes, np.column_stack([xy, middle]))


def _body(masks: VertebraMasks, bone: Points, canal: Points, axes: Affine) -> Points | None:
    """LPS voxel centres of the body: as labelled, else the bone in front of the canal's front wall."""
    if masks.body is not None and masks.body.count > 50:
        return centres_mm(masks.body)
    to_local = inverse(axes)
    front = float(np.percentile(transform_points(to_local, canal)[:, 1], 5))
    ahead = bone[transform_points(to_local, bone)[:, 1] < front]
    return ahead if len(ahead) > 0.2 * len(bone) else None


def _frame(masks: VertebraMasks, axes: Affine, body: Points, canal: Points, seen: bool) -> VertebraFrame | None:
    cranial = axes[:3, 2]
    behind = canal.mean(axis=0) - body.mean(axis=0)
    behind = behind - cranial * float(behind @ cranial)
    if float(np.linalg.norm(behind)) < 3.0:
        return None
    across = _affine(cranial, behind, body.mean(axis=0))
    z = transform_points(inverse(across), body)[:, 2]
    low, high = (float(v) for v in np.percentile(z, [1, 99]))
    canal_local = transform_points(inverse(across), canal)
    share = (canal_local[:, 2] - (low + high) / 2.0) / (high - low)
    beside = (share >= BESIDE[0]) & (share <= BESIDE[1])
    tube = canal_section(canal_local[beside if beside.any() else slice(None)])
    middle = _hull_middle(tube)
    origin = transform_points(across, [middle[0], middle[1], (low + high) / 2.0])
    across = _affine(cranial, origin - body.mean(axis=0), origin)
    to_local = inverse(across)
    local_body = transform_points(to_local, body)
    guessed = masks.body is None or masks.body.count <= 50
    plates = _endplates(masks.vertebra if guessed else masks.body or masks.vertebra, across, local_body)
    return VertebraFrame(across, local_body, transform_points(to_local, canal), seen, not guessed, plates)


def canal_section(local_mm: Points) -> Points:
    """(n, 2): where the canal runs through at least half of the height that the points (n, 3) span, every millimetre
    across; a foramen leaves it sideways only here and there. Few points are returned as they are."""
    if len(local_mm) < 100:
        return local_mm[:, :2]
    cells = np.floor(local_mm).astype(int)
    cells -= cells.min(axis=0)
    there = np.zeros(cells.max(axis=0) + 1, dtype=np.bool_)
    there[tuple(cells.T)] = True
    filled = there.sum(axis=2)
    often = np.argwhere(filled >= 0.5 * filled.max())
    return np.asarray(often + np.floor(local_mm[:, :2]).min(axis=0) + 0.5)


def _hull_middle(points: Points) -> Floats:
    """Middle of the area of the convex outline of points (n, 2): a mass that takes a bite out of a canal's mask moves
    its mean by millimetres, the outline hardly. Points on a line: their mean."""
    from scipy.spatial import ConvexHull, QhullError

    try:
        corners = points[ConvexHull(points).vertices]
    except (QhullError, ValueError):
        return np.asarray(points.mean(axis=0))
    following = np.roll(corners, -1, axis=0)
    doubled = corners[:, 0] * following[:, 1] - following[:, 0] * corners[:, 1]
    return np.asarray(((corners + following) * doubled[:, None]).sum(axis=0) / (3.0 * doubled.sum()))


def _endplates(mask: Mask, axes: Affine, body: Points) -> Endplates:
    """Where every column of the body begins and ends. Half-way between a set and an unset voxel is the border."""
    low, high = body.min(axis=0), body.max(axis=0)
    low, high = np.maximum(low, -2 * HALF_SPAN_MM) - 0.5, np.minimum(high, 2 * HALF_SPAN_MM) + 0.5
    x = np.arange(np.ceil(low[0]), high[0] + 1e-9, STEP_MM)
    y = np.arange(np.ceil(low[1]), high[1] + 1e-9, STEP_MM)
    z = np.arange(low[2] - ROOM_MM, high[2] + ROOM_MM, STEP_MM / 2.0)
    grid = np.stack(np.meshgrid(x, y, z, indexing="ij"), axis=-1)
    set_here = _occupancy(mask, transform_points(axes, grid))
    top, bottom = _last_crossing(set_here, z), -_last_crossing(set_here[..., ::-1], -z[::-1])
    return Endplates(x, y, top.T, bottom.T)


def _occupancy(mask: Mask, points_mm: Points) -> npt.NDArray[np.float32]:
    """Trilinear share of set voxels at LPS points."""
    from scipy import ndimage

    padded = np.pad(mask.voxels_kji, 1).astype(np.float32)
    ijk = transform_points(mask.parent.ijk_from_lps, points_mm)
    kji = np.moveaxis(ijk[..., ::-1] - np.array(mask.start_kji) + 1.0, -1, 0)
    return np.asarray(ndimage.map_coordinates(padded, kji, order=1, mode="constant"), dtype=np.float32)


def _last_crossing(share: npt.NDArray[np.float32], z: Floats) -> Floats:
    """Position along the last axis where the share falls below one half for good; NaN where it never reaches it."""
    above = share >= 0.5
    last = share.shape[-1] - 1 - np.argmax(above[..., ::-1], axis=-1)
    last = np.minimum(last, share.shape[-1] - 2)
    a = np.take_along_axis(share, last[..., None], -1)[..., 0]
    b = np.take_along_axis(share, last[..., None] + 1, -1)[..., 0]
    fraction = np.clip((a - 0.5) / np.maximum(a - b, 1e-6), 0.0, 1.0)
    found = z[last] + fraction * (z[1] - z[0])
    return np.where(above.any(axis=-1), found, np.nan)


def _turned(frame: VertebraFrame, spine: Vector) -> Affine:
    """The frame's axes with cranial along the mean of the endplates' normals."""
    plates = frame.endplates
    inner = _inner(plates, frame.body_seen)
    slopes = [_slope(plates, heights, inner) for heights in (plates.top_mm, plates.bottom_mm)]
    normals = [frame.lps_from_vertebra[:3, :3] @ unit((-sx, -sy, 1.0)) for sx, sy in slopes]
    sound = [normal for normal in normals if float(normal @ spine) >= STEEPEST_COS]
    cranial = unit(np.sum(sound, axis=0)) if sound else spine
    return _affine(cranial, frame.lps_from_vertebra[:3, 1], frame.lps_from_vertebra[:3, 3])


def _inner(plates: Endplates, body_seen: bool) -> npt.NDArray[np.bool_]:
    """Columns well inside the rim."""
    known = np.isfinite(plates.top_mm)
    if not body_seen:
        known &= np.abs(plates.x_mm)[None, :] <= GUESSED_HALF_MM
    y, x = np.nonzero(known)
    middle_x, middle_y = plates.x_mm[x].mean(), plates.y_mm[y].mean()
    half_x, half_y = np.ptp(plates.x_mm[x]) / 2.0 + 0.5, np.ptp(plates.y_mm[y]) / 2.0 + 0.5
    u = (plates.x_mm - middle_x) / half_x
    v = (plates.y_mm - middle_y) / half_y
    return np.asarray(known & (np.hypot(u[None, :], v[:, None]) <= PLATE_SHARE))


def _slope(plates: Endplates, heights: Floats, inner: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Slope (mm per mm) of an endplate along x and y; outliers (a gap, a hook) are left out once."""
    y, x = np.nonzero(inner)
    design = np.column_stack([plates.x_mm[x], plates.y_mm[y], np.ones(len(x))])
    values = heights[y, x]
    keep = np.ones(len(values), dtype=np.bool_)
    fit = np.zeros(3)
    for _ in range(2):
        fit = np.asarray(np.linalg.lstsq(design[keep], values[keep], rcond=None)[0], dtype=np.float64)
        off = np.abs(values - design @ fit)
        keep = off <= max(3.0 * float(np.median(off)), 0.5)
    return float(fit[0]), float(fit[1])


def inside_any(masks: Sequence[Mask], points_mm: Points) -> npt.NDArray[np.bool_]:
    """Whether LPS points lie in one of several masks."""
    found = np.zeros(len(points_mm), dtype=np.bool_)
    for mask in masks:
        found |= holds(mask, points_mm)
    return found
