"""Outlines of found vertebrae for a plan: made on a job's thread, put into the plan on the session's (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_volume

import numpy as np
from msgspec.structs import replace
from scipy.ndimage import find_objects

from spineplan.anatomy.body import EQUAL_VOLUME
from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.level_structures import structures_of
from spineplan.anatomy.levels_of_ct import FoundLevel, FoundLevels
from spineplan.anatomy.outlining.vertebra_labels import Labels, nearest
from spineplan.anatomy.outlining.vertebra_measures import PEDICLES_UNKNOWN, BodySize
from spineplan.anatomy.outlining.vertebra_parts import Part, part_map
from spineplan.anatomy.pedicles.isthmus import Pedicle
from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import point, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import Edit, PutStructures, SetLevels
from spineplan.plan.model import Ellipsoid, Level, MaskRef, PartMask, PartName, PedicleMark, Plan, StructureMask
from spineplan.session.levels.level_state import is_stale
from spineplan.session.masks import MaskStore

_PARTS: dict[Part, PartName] = {
    Part.BODY: "body",
    Part.PEDICLE_LEFT: "left_pedicle",
    Part.PEDICLE_RIGHT: "right_pedicle",
    Part.ARCH_LEFT: "left_arch",
    Part.ARCH_RIGHT: "right_arch",
    Part.SPINOUS: "spinous_process",
}
SAME_MM = 0.1


@dataclass(frozen=True, eq=False)
class Outline:
    """A vertebra on the series' grid: whole, by part, and what was measured of it."""

    whole: Mask
    parts: tuple[tuple[PartName, Mask], ...]
    level: FoundLevel


@dataclass(frozen=True, eq=False)
class Outlines:
    """By level name; structures: canal and foramina, by kind. series_uid: of the grid that the masks lie on."""

    by_name: dict[str, Outline]
    structures: dict[str, Mask]
    series_uid: str


def outlines_of(plan: Plan, found: FoundLevels, volume: Volume) -> Outlines:
    """Masks of the plan's stale levels out of a result for the plan's discs. Slow: for a job."""
    parts = part_map(found.labels)
    whole = found.labels.whole
    boxes = find_objects(whole)
    by_name = {}
    for level, measured in matched(plan, found):
        if not is_stale(level):
            continue
        box = boxes[measured.index] if measured.index < len(boxes) else None
        if box is not None:
            codes = np.where(whole[box] == measured.index + 1, parts[box], 0).astype(np.uint8)
            by_name[level.name] = _outline(codes, box, found.spine.image, volume.grid, measured)
    return Outlines(by_name, _structures(found, volume), volume.series_uid)


def outline_edits(plan: Plan, made: Outlines, masks: MaskStore) -> list[Edit]:
    """The edits that put outlines into the levels that still lack them; masks are kept for good, and disjoint."""
    taken = [masks.get(level.mask) for level in plan.levels if level.mask is not None]
    levels = []
    for level in plan.levels:
        outline = made.by_name.get(level.name)
        levels.append(_with(level, outline, taken, made.series_uid, masks) if outline and is_stale(level) else level)
    edits: list[Edit] = [SetLevels(tuple(levels), "Outlines", plan.spine_line_mm, plan.count_basis)]
    fresh = [_structure(plan, kind, masks.add(mask, made.series_uid)) for kind, mask in made.structures.items()
             if _is_ours(plan, kind)]  # fmt: skip
    if fresh:
        edits.append(PutStructures(tuple(fresh)))
    return edits


def pedicle_mark(pedicle: Pedicle) -> PedicleMark:
    """A measured isthmus as a plan keeps it."""
    axis = pedicle.axis / np.linalg.norm(pedicle.axis)
    width, height = (float(np.clip(mm, 0.0, 60.0)) for mm in (pedicle.width_mm, pedicle.height_mm))
    return PedicleMark(
        side=pedicle.side,
        centre_mm=point(pedicle.centre_mm),
        axis_lps=point(axis),
        width_mm=width,
        height_mm=height,
        doubtful=bool(pedicle.doubt),
    )


def fitted_ellipsoid(size: BodySize, body_ml: float) -> Ellipsoid:
    """An ellipsoid with the place and proportions of a measured body and the volume of its voxels."""
    height = (size.anterior_mm + size.middle_mm + size.posterior_mm) / 3.0
    half = np.array([size.width_mm, size.depth_mm, height]) * EQUAL_VOLUME / 2.0
    if body_ml > 0.0:
        half = half * (body_ml * 1000.0 / (4.0 / 3.0 * np.pi * float(half.prod()))) ** (1.0 / 3.0)
    left, anterior, cranial = size.axes
    axes = (point(left), point(-anterior), point(cranial))
    return Ellipsoid(centre_mm=point(size.centre_mm), semi_axes_mm=point(np.clip(half, 0.5, 200.0)), axes_lps=axes)


def _structures(found: FoundLevels, volume: Volume) -> dict[str, Mask]:
    """Canal and foramina on the series' grid, worked out on the part of it that holds the spine."""
    image = found.spine.image
    start, part = _part_of(volume.grid, image.grid)
    k, j, i = (slice(a, a + n) for a, n in zip(start, part.shape_kji, strict=True))
    near = replace_volume(volume, array_kji=np.ascontiguousarray(volume.array_kji[k, j, i]), grid=part)
    masks = {}
    for one in structures_of(found, near):
        at = (one.mask.start_kji[0] + start[0], one.mask.start_kji[1] + start[1], one.mask.start_kji[2] + start[2])
        masks[str(one.structure)] = _tight(one.mask.voxels_kji, at, volume.grid)
    return masks


def _is_ours(plan: Plan, kind: str) -> bool:
    """What was imported or painted stays."""
    known = next((structure for structure in plan.structures if structure.id == kind), None)
    return known is None or known.source == "found"


def _structure(plan: Plan, kind: str, mask: MaskRef) -> StructureMask:
    known = next((structure for structure in plan.structures if structure.id == kind), None)
    return replace(known, mask=mask) if known else StructureMask(id=kind, kind=kind, mask=mask, source="found")


def matched(plan: Plan, found: FoundLevels) -> Iterator[tuple[Level, FoundLevel]]:
    """Levels of the plan, each with the found vertebra between the same two discs."""
    for level in plan.levels:
        if level.disc_below is None or level.disc_above is None:
            continue
        ends = np.stack([vector(level.disc_below.centre_mm), vector(level.disc_above.centre_mm)])
        for measured in found.levels:
            span = found.spine.spans[measured.index]
            if np.abs(ends - np.stack([span.below.centre_mm, span.above.centre_mm])).max() <= SAME_MM:
                yield level, measured
                break


def _outline(
    codes: Labels, box: tuple[slice, ...], image: CubicImage, grid: Grid, measured: FoundLevel
) -> Outline:  # fmt: skip
    native, start = _masked(codes, box, image, grid)
    parts = [(name, _tight(native == part, start, grid)) for part, name in _PARTS.items()]
    return Outline(_tight(native > 0, start, grid), tuple((name, mask) for name, mask in parts if mask.count), measured)


def _masked(
    codes: Labels, box: tuple[slice, ...], image: CubicImage, grid: Grid
) -> tuple[Labels, tuple[int, int, int]]:
    """Codes of a box of the cubes on the part of another grid that the box covers, and where that part starts."""
    k, j, i = (part.start for part in box)
    cubes = image.grid.cropped((k, j, i), (codes.shape[0], codes.shape[1], codes.shape[2]))
    start, part = _part_of(grid, cubes)
    out = np.zeros(part.shape_kji, dtype=np.uint8)
    nearest(np.ascontiguousarray(codes), np.ascontiguousarray((cubes.ijk_from_lps @ part.lps_from_ijk)[:3]), out)
    return out, start


def _part_of(grid: Grid, other: Grid) -> tuple[tuple[int, int, int], Grid]:
    """The part of a grid that another one covers: where it starts, and itself."""
    ijk = transform_points(grid.ijk_from_lps, other.corners_mm)
    limit = np.array(grid.shape_kji[::-1])
    low = np.clip(np.floor(ijk.min(axis=0)).astype(int), 0, limit - 1)
    high = np.clip(np.ceil(ijk.max(axis=0)).astype(int) + 1, low + 1, limit)
    i, j, k = (int(n) for n in high - low)
    start = (int(low[2]), int(low[1]), int(low[0]))
    return start, grid.cropped(start, (k, j, i))


def _tight(voxels: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], start: tuple[int, int, int], grid: Grid) -> Mask:
    """Cropped, with its name worked out here and not on the thread that draws."""
    mask = Mask(voxels, start, grid).tight()
    _ = mask.sha256
    return mask


def _with(level: Level, outline: Outline, taken: Sequence[Mask], series_uid: str, masks: MaskStore) -> Level:
    whole = _less(outline.whole, taken)
    if not whole.count:
        return level  # all of it belongs to others, or lies outside the images: still to be outlined
    parts = [(name, _less(mask, taken)) for name, mask in outline.parts]
    measured = {pedicle.side for pedicle in level.pedicles}
    found = outline.level.pedicles if level.name not in PEDICLES_UNKNOWN else ()
    pedicles = (*level.pedicles, *(pedicle_mark(p) for p in found if p.side not in measured))
    return replace(
        level,
        mask=masks.add(whole, series_uid),
        parts=tuple(PartMask(part=name, mask=masks.add(mask, series_uid)) for name, mask in parts if mask.count),
        pedicles=tuple(sorted(pedicles, key=lambda pedicle: pedicle.side)),
        body=level.body or fitted_ellipsoid(outline.level.size, outline.level.body_ml),
    )


def _less(mask: Mask, taken: Sequence[Mask]) -> Mask:
    """The mask without the voxels of others on the same grid."""
    voxels = mask.voxels_kji
    for other in taken:
        if not other.parent.same_place(mask.parent):
            continue
        start = np.maximum(mask.start_kji, other.start_kji)
        stop = np.minimum(np.add(mask.start_kji, voxels.shape), np.add(other.start_kji, other.voxels_kji.shape))
        if (start >= stop).any():
            continue
        here = tuple(slice(a - s, b - s) for a, b, s in zip(start, stop, mask.start_kji, strict=True))
        there = tuple(slice(a - s, b - s) for a, b, s in zip(start, stop, other.start_kji, strict=True))
        if (voxels[here] & other.voxels_kji[there]).any():
            if voxels is mask.voxels_kji:
                voxels = voxels.copy()
            voxels[here] &= ~other.voxels_kji[there]
    return mask if voxels is mask.voxels_kji else Mask(voxels, mask.start_kji, mask.parent).tight()
