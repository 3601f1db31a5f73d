"""The values that lesions are marked within: what a series suggests, and on which series they mean anything."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.errors import EditRefused
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import resampled
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Volume
from spineplan.plan.model import MaskRef, Plan
from spineplan.session.lesion_series import frame_of
from spineplan.session.registering import used_registration
from spineplan.session.session import Session

CT_HU = (-100.0, 150.0)
"""Soft tissue in the place of bone. [CONV]"""
SAMPLED = 4
"""Every so many voxels along each axis tell the median of a whole series."""
LEAST_VOXELS = 50


@dataclass(frozen=True)
class FirstLimits:
    """low, high: real values of the series. of: what they come from; "ct" is the same for every CT. side: whether
    lesions are sought above or below `factor` times `median`, which is that of healthy vertebrae or of the series
    without air. whole: from the lowest to the highest value that the series has."""

    low: float
    high: float
    of: Literal["ct", "vertebrae", "series"]
    side: Literal["below", "above"] = "above"
    factor: float = 1.0
    median: float = 0.0
    whole: tuple[float, float] = (-2000.0, 20000.0)


def first_limits(session: Session, volume: Volume) -> FirstLimits | None:
    """What is offered first for a series as it is shown (`Session.shown`): on CT always the same, on others what lies
    off its own healthy vertebrae, to the side that lesions usually take. None while it is read, or without values."""
    from spineplan.measure.morphology_signal import HIGH, INCREASED, LOW, series_kind

    if volume.modality == "CT":
        return FirstLimits(*CT_HU, "ct")
    if volume.series_uid in session.arrived:
        return None
    bone = [_values(volume, resampled(session.masks.get(ref), volume.grid)) for ref in _healthy(session, volume)]
    normal = np.concatenate([np.empty(0), *bone])
    found = normal if normal.size >= LEAST_VOXELS else _without_air(volume)
    if not found.size:
        return None
    kind, median = series_kind(volume), float(np.median(found))
    below = kind == "t1"
    factor = LOW if below else INCREASED if kind == "uptake" else HIGH
    whole, edge = _reach(volume), factor * median
    low, high = (whole[0], max(edge, whole[0])) if below else (min(edge, whole[1]), whole[1])
    side: Literal["below", "above"] = "below" if below else "above"
    return FirstLimits(
        low, high, "vertebrae" if found is normal else "series", side, factor, median, (min(whole[0], 0.0), whole[1])
    )


def values_key(session: Session, volume: Volume) -> Hashable:
    """What `first_limits` depends on."""
    if volume.modality == "CT":
        return "CT"
    place = volume.grid.lps_from_ijk.tobytes()
    healthy = tuple(ref.sha256 for ref in _healthy(session, volume))
    return volume.series_uid, volume.series_uid in session.arrived, place, healthy


def check_values(session: Session, volume: Volume) -> None:
    """Raises EditRefused where the brush's limits were set on a series whose values mean something else."""
    shown = session.volume
    if session.view.brush.limits is None or shown is None or shown.series_uid == volume.series_uid:
        return
    if not (shown.modality == volume.modality == "CT"):
        raise EditRefused(
            "The values were set on another series and mean nothing here; show this series alone and set them, or "
            "untick Values."
        )


def _healthy(session: Session, volume: Volume) -> list[MaskRef]:
    """Outlines of vertebrae without a lesion where a series lies; bodies where they are known."""
    plan: Plan = session.committed
    scanned = session.volumes.get(volume.series_uid)
    used = used_registration(plan, scanned) if scanned is not None else None
    there = {one.name for one in used.levels} if used is not None else None
    touched = {lesion.level for lesion in plan.lesions}
    found = []
    for level in plan.levels:
        held = there is None or level.name in there
        if level.mask is None or level.name in touched or not held:
            continue
        same_frame = frame_of(session, level) == volume.frame_of_reference_uid != ""
        if same_frame or level.mask.series_uid == volume.series_uid:
            found.append(level.part("body") or level.mask)
    return found


def _values(volume: Volume, mask: Mask) -> npt.NDArray[np.float64]:
    start, shape = mask.start_kji, mask.voxels_kji.shape
    stored = volume.array_kji[tuple(slice(s, s + n) for s, n in zip(start, shape, strict=True))][mask.voxels_kji]
    return _real(volume, stored[~carries_no_data(volume, stored)])


def _without_air(volume: Volume) -> npt.NDArray[np.float64]:
    """A sample of the values above their mean: air and what lies outside the patient keep that low."""
    stored = volume.array_kji[::SAMPLED, ::SAMPLED, ::SAMPLED].ravel()
    real = _real(volume, stored[~carries_no_data(volume, stored)])
    return real[real >= real.mean()] if real.size else real


def _reach(volume: Volume) -> tuple[float, float]:
    stored = volume.array_kji
    if volume.padding_value is not None:
        stored = stored[stored != volume.padding_value]
    if not stored.size:
        return 0.0, 0.0
    low, high = _real(volume, np.array([stored.min(), stored.max()], dtype=np.int16))
    return float(min(low, high)), float(max(low, high))


def _real(volume: Volume, stored: npt.NDArray[np.int16]) -> npt.NDArray[np.float64]:
    return np.asarray(stored * volume.value_scale + volume.value_offset, dtype=np.float64)
