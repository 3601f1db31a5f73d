"""The lesion's edge: cortex that is gone, a rim, how wide the transition is, bone pushed outward."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, holds, resampled
from spineplan.imaging.sampling import sample_mm
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_frame import VertebraFrame, VertebraMasks
from spineplan.measure.morphology_matrix import Reference, deep_voxels
from spineplan.measure.wbb_shape import BINS, ClockFace, bin_of, polar

Floats = npt.NDArray[np.float64]
Border = Literal["IA", "IB", "IC"]

TOUCH_MM = 2.0
SOUND_MM = 6.0
"""Surface this far from every lesion shows what the patient's cortex looks like here. [CONV]"""
LOST_SHARE = 0.5
LEAST_LOST_MM2 = 20.0
"""[CONV]"""
OUTWARD_MM = 3.0
"""[CONV] the outside of the bone this much farther out than on the other side is displaced."""
PROFILE_MM = 5.0
PROFILE_STEP_MM = 0.5
SHARP_MM = 3.0
"""[CONV] a narrower transition, at the resolution of CT, is called sharp."""
RIM_SD = 3.0


@dataclass(frozen=True)
class CortexNumbers:
    """Surface of the vertebra beside the lesions: how much they reach, and how much of that has no cortex, mm2."""

    reached_mm2: float
    lost_mm2: float

    @property
    def destroyed(self) -> bool:
        """Whether enough is gone to say so (software convention)."""
        return self.lost_mm2 >= LEAST_LOST_MM2


@dataclass(frozen=True, eq=False)
class BorderHint:
    """A hint, no reading: Lodwick's grades II and III need the eye. distance_mm: - inside; mean_hu: per distance, NaN
    where the bone has no voxel there; transition_mm: from 20 to 80 % of the step, None where there is no step;
    rim_hu: highest mean within 3 mm outside."""

    border: Border | None
    distance_mm: Floats
    mean_hu: Floats
    transition_mm: float | None
    rim_hu: float | None


def cortex_numbers(lesions: Sequence[Mask], masks: VertebraMasks, volume: Volume) -> CortexNumbers | None:
    """Cortex beside the lesions against the cortex of the same vertebra away from them; None without a surface."""
    from scipy.spatial import cKDTree

    points = np.concatenate([centres_mm(lesion) for lesion in lesions]) if lesions else np.empty((0, 3))
    surface = _surface_mm(masks.vertebra)
    if not len(points) or not len(surface):
        return None
    away = np.asarray(cKDTree(points).query(surface)[0], dtype=np.float64)
    dense = _densest_near(volume, surface)
    reached = away <= TOUCH_MM
    lost = np.zeros(len(surface), dtype=np.bool_)
    body = holds(masks.body, surface) if masks.body is not None else np.zeros(len(surface), dtype=np.bool_)
    for part in (body, ~body):  # the shell of a body is several times thinner than the cortex of the arch
        sound = dense[part & (away > SOUND_MM) & np.isfinite(dense)]
        if sound.size >= 100:
            lost |= part & reached & (dense < LOST_SHARE * float(np.median(sound)))
    voxel_mm2 = float(np.cbrt(masks.vertebra.parent.voxel_volume_ml * 1000.0) ** 2)
    return CortexNumbers(float(reached.sum()) * voxel_mm2, float(lost.sum()) * voxel_mm2)


def outward_mm(lesions: Sequence[Mask], frame: VertebraFrame, face: ClockFace) -> float:
    """How much farther out bone or lesion reaches, on the rays that hold lesion in the body, than on the other side."""
    points = np.concatenate([frame.local(centres_mm(lesion)) for lesion in lesions])
    angle, radius = polar(points)
    in_front = (angle >= 120.0) & (angle < 240.0)
    farthest = np.zeros(BINS)
    np.maximum.at(farthest, bin_of(angle[in_front]), radius[in_front])
    touched = np.flatnonzero(farthest > 0.0)
    if not touched.size:
        return 0.0
    out = np.maximum(farthest, face.outer_mm)[touched]
    mirror = face.outer_mm[BINS - 1 - touched]
    return float(max(np.max(out - mirror), 0.0))


def border_hint(volume: Volume, lesion: Mask, bone: Mask, reference: Reference) -> BorderHint | None:
    """The mean HU across the lesion's outline, inside the bone and under its cortex."""
    from scipy import ndimage

    here, there = resampled(lesion, volume.grid), resampled(bone, volume.grid)
    if not here.count or not there.count:
        return None
    deep = deep_voxels(there, 2.5)
    inside = np.zeros(there.voxels_kji.shape, dtype=np.bool_)
    places = np.argwhere(here.voxels_kji) + np.array(here.start_kji) - np.array(there.start_kji)
    places = places[np.all((places >= 0) & (places < inside.shape), axis=1)]
    inside[tuple(places.T)] = True
    if not inside.any() or inside.all():
        return None
    spacing = volume.grid.spacing_kji_mm
    half = float(min(spacing)) / 2.0
    out = np.asarray(ndimage.distance_transform_edt(~inside, sampling=spacing), dtype=np.float64)
    depth = np.asarray(ndimage.distance_transform_edt(inside, sampling=spacing), dtype=np.float64)
    distance = np.where(inside, -(depth - half), out - half)
    box = tuple(slice(s, s + n) for s, n in zip(there.start_kji, there.voxels_kji.shape, strict=True))
    values = volume.array_kji[box] * volume.value_scale + volume.value_offset
    edges = np.arange(-PROFILE_MM, PROFILE_MM + 0.1, PROFILE_STEP_MM)
    middles = (edges[:-1] + edges[1:]) / 2.0
    at = np.digitize(distance[deep], edges) - 1
    good = (at >= 0) & (at < len(middles))
    counts = np.bincount(at[good], minlength=len(middles))
    sums = np.bincount(at[good], values[deep][good], minlength=len(middles))
    mean = np.where(counts >= 15, sums / np.maximum(counts, 1), np.nan)
    return _read(middles, mean, reference)


def _read(middles: Floats, mean: Floats, reference: Reference) -> BorderHint:
    near = mean[(middles > 0.0) & (middles <= 3.0)]
    rim = float(np.nanmax(near)) if np.isfinite(near).any() else None
    inner, outer = mean[middles < -1.0], mean[middles > 3.0]
    width = None
    if np.isfinite(inner).any() and np.isfinite(outer).any():
        width = _transition(middles, mean, float(np.nanmean(inner)), float(np.nanmean(outer)))
    border: Border | None = None
    if rim is not None and rim > reference.mean_hu + RIM_SD * reference.sd_hu:
        border = "IA"
    elif width is not None:
        border = "IB" if width <= SHARP_MM else "IC"
    return BorderHint(border, middles, mean, width, rim)


def _transition(middles: Floats, mean: Floats, inner: float, outer: float) -> float | None:
    """From where 20 % of the step is done to where 80 % is."""
    if abs(outer - inner) < 20.0:
        return None
    done = (mean - inner) / (outer - inner)
    good = np.isfinite(done)
    low, high = (_first_at(middles[good], done[good], share) for share in (0.2, 0.8))
    return None if low is None or high is None else max(high - low, 0.0)


def _first_at(middles: Floats, done: Floats, share: float) -> float | None:
    above = np.flatnonzero(done >= share)
    if not above.size:
        return None
    n = int(above[0])
    if n == 0:
        return float(middles[0])
    part = (share - done[n - 1]) / (done[n] - done[n - 1])
    return float(middles[n - 1] + part * (middles[n] - middles[n - 1]))


def _surface_mm(mask: Mask) -> Floats:
    """LPS centres of the set voxels with an unset face neighbour."""
    from scipy import ndimage

    tight = mask.tight()
    inner = ndimage.binary_erosion(np.pad(tight.voxels_kji, 1))[1:-1, 1:-1, 1:-1]
    return centres_mm(Mask(tight.voxels_kji & ~inner, tight.start_kji, tight.parent))


def _densest_near(volume: Volume, points_mm: Floats) -> Floats:
    """Highest HU within 1.5 mm along the three directions of each LPS point."""
    best = sample_mm(volume, points_mm)
    for axis in range(3):
        for step in (-1.5, -0.75, 0.75, 1.5):
            moved = points_mm.copy()
            moved[:, axis] += step
            best = np.fmax(best, sample_mm(volume, moved))
    return best
