"""Label maps made elsewhere become levels and structures on the grid of a series."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from spineplan.anatomy.importing.bone import bone_problem
from spineplan.anatomy.importing.grid import onto_grid
from spineplan.anatomy.importing.numbering_detect import NumberingQuestion, Reading, detect
from spineplan.anatomy.importing.source import HIGHEST_LABEL, Key, LabelArray, LabelSource
from spineplan.anatomy.label_map import LabelledLevel, LabelledStructure, LabelMap
from spineplan.anatomy.numbering import Meaning, VertebraPart, numbering
from spineplan.errors import ImageRefused
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import BoolArray, Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.levels import level_rank

LOST_SHARE = 0.25
"""A level that lost more than this share of its volume on the images' grid is said to be partly outside."""
SUBREGIONS = ("spineps_subregions", "vertebrae_body")

Box = tuple[LabelArray, tuple[int, int, int]]


@dataclass(frozen=True)
class _Read:
    source: LabelSource
    reading: Reading
    groups: Mapping[Meaning, Mask]


def import_labels(
    source: LabelSource,
    images: Volume,
    chosen: str | None = None,
    subregions: LabelSource | None = None,
) -> LabelMap | NumberingQuestion:
    """Vertebrae and structures of a label map on the grid of `images`, or the question which numbering it is in.

    chosen: id of a numbering that the user named. subregions: a second map that tells bodies and processes apart
    (SPINEPS sub-regions, vertebrae_body); it may lie on another grid.
    Raises ImageRefused when the map lies in another frame of reference, beside the images, against its own names, or
    holds nothing that can be used; UsageError for an unknown numbering.
    """
    reading = detect(source, chosen)
    if isinstance(reading, NumberingQuestion):
        return reading
    main = _read(source, reading, images)
    parts: Mapping[Meaning, Mask] = {}
    notes: tuple[str, ...] = ()
    if subregions is not None:
        second = detect(subregions, _subregion_numbering(subregions))
        if isinstance(second, NumberingQuestion):
            return second
        parts = _read(subregions, second, images).groups
        notes = (f'Sub-regions from "{subregions.name}", read as {second.title}.',)
    levels = _levels(main, {**main.groups, **parts}, images.grid)
    structures = _structures((*main.groups.items(), *parts.items()))
    if not levels and not structures:
        raise ImageRefused(f'"{source.name}" holds nothing that planning uses: no vertebra and no structure at risk.')
    return LabelMap(
        source=source.name,
        series_uid=images.series_uid,
        numbering=reading.numbering,
        title=reading.title,
        levels=levels,
        structures=structures,
        evidence=(*reading.evidence, *_place_notes(source, images), *notes, *_unused(reading)),
        problems=(*source.notes, *reading.problems, *_problems(main, levels, images)),
    )


def _read(source: LabelSource, reading: Reading, images: Volume) -> _Read:
    _check_frame(source, images)
    boxes = [onto_grid(layer, source.grid, images.grid) for layer in source.layers]
    groups: dict[Meaning, Mask] = {}
    for layer, box in enumerate(boxes):
        meanings = {number: meaning for (at, number), meaning in reading.meanings.items() if at == layer}
        for meaning, mask in _masks(box, meanings, images.grid):
            groups[meaning] = _union(groups[meaning], mask) if meaning in groups else mask
    if not groups and any(meaning.used for meaning in reading.meanings.values()):
        raise ImageRefused(
            f'No label of "{source.name}" lies inside the images; it belongs to another series, or its header '
            "places it wrongly."
        )
    return _Read(source, reading, groups)


def _subregion_numbering(source: LabelSource) -> str | None:
    """Of the numberings that hold parts, the one that knows every number; None where the file names its labels."""
    if source.declared:
        return None
    numbers = {fact.key[1] for fact in source.facts}
    return next((known for known in SUBREGIONS if numbers <= set(numbering(known).names)), SUBREGIONS[0])


def _check_frame(source: LabelSource, images: Volume) -> None:
    if source.frame_of_reference_uid and source.frame_of_reference_uid != images.frame_of_reference_uid:
        raise ImageRefused(
            f'"{source.name}" lies in another frame of reference than the images; register the two series first, or '
            "open the series it was made on."
        )


def _masks(box: Box, meanings: Mapping[int, Meaning], parent: Grid) -> Iterator[tuple[Meaning, Mask]]:
    """What each used meaning covers in one layer, tightly boxed; two passes over the voxels, however many labels."""
    array, start = box
    used = sorted({meaning for meaning in meanings.values() if meaning.used}, key=repr)
    group_of: LabelArray = np.zeros(HIGHEST_LABEL + 1, dtype=np.uint16)
    for number, meaning in meanings.items():
        if meaning.used:
            group_of[number] = used.index(meaning) + 1
    grouped = group_of[array]
    for n, slices in enumerate(ndimage.find_objects(grouped), 1):
        if slices is not None:
            k, j, i = (at + piece.start for at, piece in zip(start, slices, strict=True))
            yield used[n - 1], Mask(grouped[slices] == n, (k, j, i), parent)


def _union(a: Mask, b: Mask) -> Mask:
    low = np.minimum(a.start_kji, b.start_kji)
    high = np.maximum(np.add(a.start_kji, a.voxels_kji.shape), np.add(b.start_kji, b.voxels_kji.shape))
    voxels = np.zeros(tuple(high - low), dtype=np.bool_)
    for mask in (a, b):
        voxels[_within(mask, low)] |= mask.voxels_kji
    k, j, i = (int(n) for n in low)
    return Mask(voxels, (k, j, i), a.parent)


def _within(mask: Mask, origin_kji: Sequence[int] | np.ndarray) -> tuple[slice, ...]:
    starts = np.subtract(mask.start_kji, origin_kji)
    return tuple(slice(int(s), int(s) + n) for s, n in zip(starts, mask.voxels_kji.shape, strict=True))


def _levels(main: _Read, groups: Mapping[Meaning, Mask], parent: Grid) -> tuple[LabelledLevel, ...]:
    names = {meaning.level for meaning in main.groups if meaning.level is not None}
    cut = {meaning.level for key, meaning in main.reading.meanings.items() if key in _keys_at_edge(main.source)}
    return tuple(_level(name, groups, name in cut, parent) for name in sorted(names, key=level_rank))


def _level(name: str, groups: Mapping[Meaning, Mask], cut: bool, parent: Grid) -> LabelledLevel:
    own = {meaning.part: mask for meaning, mask in groups.items() if meaning.level == name}
    whole = next(iter(own.values()))
    for mask in own.values():
        whole = _union(whole, mask)
    parts = {part: mask for part, mask in own.items() if part is not None}
    for part in VertebraPart:
        everywhere = groups.get(Meaning(part=part))
        inside = _common(whole, everywhere) if everywhere is not None and part not in parts else None
        if inside is not None:
            parts[part] = inside
    end = np.add(whole.start_kji, whole.voxels_kji.shape)
    touches = bool(np.any(np.array(whole.start_kji) == 0)) or bool(np.any(end == np.array(parent.shape_kji)))
    return LabelledLevel(name, whole, parts, cut or touches)


def _common(whole: Mask, other: Mask) -> Mask | None:
    """Voxels of both, or None."""
    low = np.maximum(whole.start_kji, other.start_kji)
    high = np.minimum(np.add(whole.start_kji, whole.voxels_kji.shape), np.add(other.start_kji, other.voxels_kji.shape))
    if np.any(high <= low):
        return None
    both = _crop(whole, low, high) & _crop(other, low, high)
    k, j, i = (int(n) for n in low)
    return Mask(both, (k, j, i), whole.parent).tight() if both.any() else None


def _crop(mask: Mask, low: np.ndarray, high: np.ndarray) -> BoolArray:
    box = tuple(slice(int(a - s), int(b - s)) for a, b, s in zip(low, high, mask.start_kji, strict=True))
    return mask.voxels_kji[box]


def _structures(groups: Iterable[tuple[Meaning, Mask]]) -> tuple[LabelledStructure, ...]:
    found: dict[object, LabelledStructure] = {}
    for meaning, mask in groups:
        if meaning.structure is None:
            continue
        known = found.get(meaning.structure)
        joined = mask if known is None else _union(known.mask, mask)
        found[meaning.structure] = LabelledStructure(meaning.structure, joined)
    return tuple(sorted(found.values(), key=lambda labelled: labelled.structure.value))


def _problems(main: _Read, levels: Sequence[LabelledLevel], images: Volume) -> list[str]:
    problems = []
    lost, partly = _lost(main)
    if lost:
        problems.append(f"{', '.join(lost)} {'lie' if len(lost) > 1 else 'lies'} outside the images.")
    if partly:
        problems.append(f"{', '.join(partly)} {'are' if len(partly) > 1 else 'is'} only partly inside the images.")
    if not levels:
        problems.append("No level is labelled: vertebrae are missing, or are not told apart.")
    pieces = [level.name for level in levels if level.is_fragment]
    if pieces:
        problems.append(f"Of {', '.join(pieces)} only a piece is labelled; no centre is proposed.")
    cut = [level.name for level in levels if level.cut_off and not level.is_fragment]
    if cut:
        problems.append(f"{', '.join(cut)} may be cut off at the border.")
    bone = bone_problem(images, levels)
    return [*problems, bone] if bone else problems


def _lost(main: _Read) -> tuple[list[str], list[str]]:
    """Levels that lost all, or a good part, of their volume on the images' grid."""
    volumes: dict[str, float] = {}
    for fact in main.source.facts:
        level = main.reading.meanings[fact.key].level
        if level is not None:
            volumes[level] = volumes.get(level, 0.0) + fact.volume_ml
    kept = dict.fromkeys(volumes, 0.0)
    for meaning, mask in main.groups.items():
        if meaning.level is not None:
            kept[meaning.level] += mask.volume_ml
    ordered = sorted(volumes, key=level_rank)
    lost = [level for level in ordered if kept[level] == 0.0]
    partly = [level for level in ordered if 0.0 < kept[level] < (1.0 - LOST_SHARE) * volumes[level]]
    return lost, partly


def _place_notes(source: LabelSource, images: Volume) -> list[str]:
    if source.frame_of_reference_uid:
        return ["Same frame of reference as the images."]
    same = source.grid.shape_kji == images.grid.shape_kji and np.allclose(
        source.grid.lps_from_ijk, images.grid.lps_from_ijk, atol=1e-3
    )
    if same:
        return ["Same grid as the images."]
    return ["Placed by the coordinates in its header: the format names no frame of reference."]


def _unused(reading: Reading) -> list[str]:
    names = [
        reading.names[key] for key, meaning in reading.meanings.items() if not meaning.used and key in reading.names
    ]
    if not names:
        return []
    listed = ", ".join(name.replace("_", " ") for name in names[:6]) + (
        f" and {len(names) - 6} more" if len(names) > 6 else ""
    )
    return [f"Not used: {listed}."]


def _keys_at_edge(source: LabelSource) -> set[Key]:
    return {fact.key for fact in source.facts if fact.at_edge}
