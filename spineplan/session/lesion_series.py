"""Which MR, NM and PET a level's lesions are read from: those of its own frame of reference, and those that a confirmed
registration puts there, for the levels it holds for and no other."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Level, Plan, Registration
from spineplan.session.registering import Stretch, moved_volume, stretch_of, used_registration
from spineplan.session.session import Session

if TYPE_CHECKING:  # measuring brings scipy, which must not hold up the first paint
    from spineplan.measure.morphology import OtherSeries


def other_series(
    session: Session, level: Level, lesions: Mapping[str, Mask], normal: Mapping[str, Mask]
) -> tuple[OtherSeries, ...]:
    """What a level's lesions are read from, the series of its own frame of reference first. lesions: by id; normal:
    bodies without lesions, by level. Through a registration only what lies where it holds is compared."""
    from spineplan.measure.morphology import OtherSeries

    own, through = [], []
    for volume, used in _readable(session, level):
        if used is None:
            own.append(OtherSeries(volume, dict(lesions), tuple(normal.values())))
            continue
        stretch = stretch_of(session.committed, used)
        names = {one.name for one in used.levels}
        if stretch is not None:
            beside = tuple(mask for name, mask in normal.items() if name in names)
            held = {name: _held(mask, stretch) for name, mask in lesions.items()}
            through.append(OtherSeries(volume, held, beside, through_words(used), used.stamp))
    return (*own, *through)


def through_words(used: Registration) -> str:
    """What a measure says when it was taken through a registration."""
    return f"through the registration of {used.range_words}, confirmed by {used.confirmed_by}"


def frame_of(session: Session, level: Level) -> str:
    """The frame of reference of a level's mask."""
    outlined_on = session.volumes.get(level.mask.series_uid) if level.mask is not None else None
    reference = session.committed.reference
    return outlined_on.frame_of_reference_uid if outlined_on is not None else reference.frame_of_reference_uid


def series_key(session: Session, level: Level) -> tuple[Hashable, ...]:
    """What of the open series a level's measures depend on: which are there, and where registrations put them."""
    read = tuple(uid for uid in session.volumes if uid not in session.arrived)
    through = tuple(
        (volume.series_uid, used.stamp, used.confirmed_by, used.confirmed_utc, _planes(session.committed, used))
        for volume, used in _readable(session, level)
        if used is not None
    )
    return (read, through)


def _readable(session: Session, level: Level) -> list[tuple[Volume, Registration | None]]:
    """Series where they lie in the frame of reference of a level's mask, and through what."""
    found: list[tuple[Volume, Registration | None]] = []
    uid, frame = level.mask.series_uid if level.mask is not None else "", frame_of(session, level)
    for volume in session.volumes.values():
        if volume.modality == "CT" or volume.series_uid in session.arrived:
            continue
        if volume.series_uid == uid or volume.frame_of_reference_uid == frame != "":
            found.append((volume, None))
            continue
        # Of the committed plan, as everything measured is: a preview must not move what is read.
        used = used_registration(session.committed, volume)
        if used is not None and used.to_frame_uid == frame and level.name in {one.name for one in used.levels}:
            found.append((moved_volume(volume, used), used))
    return found


def _held(mask: Mask, stretch: Stretch) -> Mask:
    """The part of a lesion that a registration holds for."""
    inside = stretch.held(centres_mm(mask))
    if inside.all():
        return mask
    voxels = np.zeros_like(mask.voxels_kji)
    voxels[mask.voxels_kji] = inside
    return Mask(voxels, mask.start_kji, mask.parent)


def _planes(plan: Plan, used: Registration) -> Hashable:
    stretch = stretch_of(plan, used)
    if stretch is None:
        return None
    return tuple(float(one) for plane in stretch.planes for place in plane for one in place)
