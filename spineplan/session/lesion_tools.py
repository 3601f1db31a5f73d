"""Marking lesions without a brush: region grow, threshold, fill between slices, masks made elsewhere (no widget)."""

from collections.abc import Iterable, Sequence
from uuid import uuid4

import numpy as np

from spineplan.anatomy.importing.source import LabelSource, NamedLabel
from spineplan.anatomy.level_order import level_at
from spineplan.anatomy.numbering_names import meaning_of_name
from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Point, Vector, point
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, holds, resampled
from spineplan.imaging.region_grow import grown_mask, seed_limits, threshold_mask
from spineplan.imaging.shape_interpolation import filled_between_slices, painted_axis
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLesion, PutLesions
from spineplan.plan.model import Lesion
from spineplan.session.lesion_marking import joined, new_lesion, put_mask
from spineplan.session.session import Session

GROW_REACH_MM = 40.0
TOLERANCE_CT_HU = 60.0
TOLERANCE_SHARE = 0.35
"""Other images have no unit: the first tolerance is this share of the value under the pointer. [CONV]"""
SPECK_ML = 0.02
"""Smaller pieces of a threshold are noise. [CONV]"""
MOST_IMPORTED = 60


def vertebra_of(session: Session, level: str) -> Mask | None:
    """The vertebra's mask, if it is known."""
    named = session.plan.level(level)
    return session.masks.get(named.mask) if named is not None and named.mask is not None else None


def in_plan_frame(session: Session, volume: Volume) -> bool:
    """Whether images share the plan's frame of reference, or are the series it was made on."""
    plan = session.plan.reference
    same = plan.frame_of_reference_uid == volume.frame_of_reference_uid != ""
    return same or plan.series_uid in ("", volume.series_uid)


def check_frame(session: Session, volume: Volume) -> None:
    """Raises EditRefused where a lesion would land in the wrong place of the patient."""
    if not in_plan_frame(session, volume):
        raise EditRefused(
            "These images have another frame of reference than the plan: a lesion marked here would lie in the wrong "
            "place. Mark it on the plan's own images, or start a plan on these."
        )


def first_tolerance(volume: Volume, seed_mm: Sequence[float] | Vector) -> float:
    """How far from the value at a seed a region may stray before a drag changes it. Raises EditRefused outside."""
    try:
        low, high = seed_limits(volume, seed_mm, 0.0)
    except ValueError as error:
        raise EditRefused("There is no image here to grow a region from.") from error
    return TOLERANCE_CT_HU if volume.modality == "CT" else max(TOLERANCE_SHARE * abs(low + high) / 2.0, 1.0)


def grown(
    session: Session, volume: Volume, lesion: Lesion, seed_mm: Sequence[float] | Vector, tolerance: float
) -> Mask:
    """The region around a seed, inside the lesion's vertebra where that is known: within the brush's limits when they
    are on, else within a tolerance of the value at the seed. Raises EditRefused when nothing grows."""
    try:
        limits = session.view.brush.limits or seed_limits(volume, seed_mm, tolerance)
    except ValueError as error:
        raise EditRefused("There is no image here to grow a region from.") from error
    bone = vertebra_of(session, lesion.level)
    if bone is not None and not bool(holds(bone, seed_mm)):
        bone = None  # a soft-tissue mass grows from where it was clicked
    found = grown_mask(volume, seed_mm, limits, bone, GROW_REACH_MM)
    if found.count == 0:
        raise EditRefused("Nothing grows here: the value under the pointer lies outside the limits.")
    return found


def threshold_edit(session: Session, volume: Volume, lesion: Lesion) -> PutLesion:
    """All voxels of the lesion's vertebra within the brush's limits, added to the lesion. Raises EditRefused."""
    limits = session.view.brush.limits
    if limits is None:
        raise EditRefused("Set the values first: tick Values and give the lowest and the highest.")
    bone = vertebra_of(session, lesion.level)
    if bone is None:
        raise EditRefused(
            f"A threshold needs the outline of {lesion.level}: find it in Levels, paint it, or import it."
        )
    found = threshold_mask(volume, bone, limits, SPECK_ML)
    if found.count == 0:
        raise EditRefused(f"No voxel of {lesion.level} lies within these values.")
    before = session.masks.get(lesion.mask) if lesion.mask is not None else None
    return put_mask(lesion, joined(before, found), session.masks, volume.series_uid, "Threshold lesion")


def fill_edit(session: Session, lesion: Lesion) -> PutLesion:
    """The slices between painted ones filled by shape interpolation. Raises EditRefused when none is empty."""
    if lesion.mask is None:
        raise EditRefused("Paint the lesion on a few slices first.")
    before = session.masks.get(lesion.mask)
    axis = painted_axis(before)
    if axis is None:
        raise EditRefused("No slice between the painted ones is empty.")
    filled = filled_between_slices(before, axis)
    return put_mask(lesion, filled, session.masks, lesion.mask.series_uid, "Fill lesion")


def imported_lesions(session: Session, source: LabelSource, volume: Volume) -> PutLesions:
    """One lesion per number of a label map, each with the level that holds most of it, on the grid of the volume.

    Labels that name vertebrae or organs are left out. A map on another grid is resampled voxel by voxel. Raises
    EditRefused when it lies in another frame of reference, holds no lesion, or no level is marked where one lies.
    """
    check_frame(session, volume)
    if source.frame_of_reference_uid not in ("", volume.frame_of_reference_uid):
        raise EditRefused(f'"{source.name}" belongs to images with another frame of reference than the ones shown.')
    made = []
    for fact in source.facts:
        name = source.declared.get(fact.key, NamedLabel("")).name
        if meaning_of_name(name).used:
            continue
        mask = resampled(_mask_of(source, fact.key), volume.grid)
        if mask.count == 0:
            continue
        lesion = Lesion(id=uuid4().hex[:12], level=_level_of(session, mask), seed_mm=_inside(mask), note=name[:200])
        made.append(put_mask(lesion, mask, session.masks, volume.series_uid).lesion)
    if not made:
        raise EditRefused(f'"{source.name}" holds no lesion on these images.')
    if len(made) > MOST_IMPORTED:
        raise EditRefused(f'"{source.name}" holds {len(made)} labels; a mask of lesions has at most {MOST_IMPORTED}.')
    return PutLesions(tuple(made), "Import lesions")


def lesion_to_mark(session: Session, here_mm: Point) -> Lesion:
    """The selected lesion, else a new one of the level at a point. Raises EditRefused when no level is marked there."""
    selected = session.view.selected
    chosen = session.plan.lesion(selected[1]) if selected is not None and selected[0] == "lesion" else None
    return chosen or new_lesion(session.plan, here_mm)


def _mask_of(source: LabelSource, key: tuple[int, int]) -> Mask:
    layer, number = key
    return Mask(source.layers[layer] == number, (0, 0, 0), source.grid).tight()


def _level_of(session: Session, mask: Mask) -> str:
    """The level whose vertebra holds most of a mask, else the one its middle lies in."""
    points = centres_mm(mask)
    held = {level.name: int(holds(session.masks.get(level.mask), points).sum())
            for level in session.plan.levels if level.mask is not None}  # fmt: skip
    most = max(held, key=lambda name: held[name], default="")
    if most and held[most] > 0:
        return most
    there = level_at(session.plan, point(mask.centroid_mm))
    if there is None:
        raise EditRefused("A lesion of the file lies where no level is marked; name the levels first.")
    return there.name


def _inside(mask: Mask) -> Point:
    """The set voxel nearest to the mask's middle: the middle of a crescent lies outside it."""
    points = centres_mm(mask)
    return point(points[int(np.argmin(np.linalg.norm(points - points.mean(axis=0), axis=1)))])


def names_of(lesions: Iterable[Lesion]) -> str:
    """Levels of several lesions, once each, for a sentence."""
    return ", ".join(dict.fromkeys(lesion.level for lesion in lesions))
