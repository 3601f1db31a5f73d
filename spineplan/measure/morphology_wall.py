"""The posterior wall of a body and what lies behind it in the canal (clinical reference 10.3 and 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, holds
from spineplan.imaging.sampling import sample_mm
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_frame import VertebraFrame, VertebraMasks, inside_any
from spineplan.measure.wbb_shape import BINS, ClockFace, bin_of, polar

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
WallState = Literal["intact", "eroded", "breached", "bulging"]

REACH_MM = 2.0
"""Lesion this near to the wall's surface has reached it. [CONV]"""
LEAST_GAP_MM2 = 10.0
LEAST_BREACH_ML = 0.05
LEAST_BULGE_MM = 2.0
"""[CONV] The literature has no numbers for a gap; below these the outline's own uncertainty is as large."""
CORNER_SHARE = 0.7
"""From this share of the half height on, the wall's corners."""
FORAMEN_X_MM, FORAMEN_SHARE = 4.0, 0.35
"""Where the basivertebral vein leaves: a gap there is normal."""
LOST_SHARE = 0.6
"""Cortex is lost where its density is below this share of the wall's elsewhere. [CONV]"""


@dataclass(frozen=True)
class PosteriorWall:
    """state: a suggestion. reached_mm2: wall that lesion reaches; gap_mm2: of it, without cortex (None without a CT);
    beyond_ml: lesion in the canal; bulge_mm: farthest beyond the line that joins the corners (None where the body is
    not labelled: pedicles would pass for a bulge); canal_percent: of the canal's section that lesion or bulge takes,
    at the worst height."""

    state: WallState
    reached_mm2: float
    gap_mm2: float | None
    beyond_ml: float
    bulge_mm: float | None
    canal_percent: float


@dataclass(frozen=True)
class EsccEstimate:
    """grade: a suggestion that CT cannot prove beyond 1a; by: "ct" or "mr" (the sac was known). reason: a sentence."""

    grade: str
    by: Literal["ct", "mr"]
    reason: str


def posterior_wall(
    lesions: Sequence[Mask], masks: VertebraMasks, frame: VertebraFrame, face: ClockFace, volume: Volume | None = None
) -> PosteriorWall:
    """The wall's state from the lesions of a level; volume: the CT, for the cortex."""
    x, z, wall = _wall(masks, frame, face)
    points = _local_points(lesions, frame)
    known = np.isfinite(wall)
    reached = known & _reached(points, x, z, wall)
    gap = _gap(frame, volume, x, z, wall, reached) if volume is not None and volume.modality == "CT" else None
    bulge = _bulge(x, z, wall) if frame.body_seen else np.full(wall.shape, np.nan)
    beyond, share = _in_canal(lesions, masks, frame, face)
    bulge_mm = float(np.nanmax(bulge, initial=0.0)) if np.isfinite(bulge).any() else 0.0
    area = float(np.square(face.inner_mm).sum() * np.radians(360.0 / BINS) / 2.0)
    pushed = np.where(np.isfinite(bulge), np.maximum(bulge, 0.0), 0.0).sum(axis=0) * (x[1] - x[0])
    percent = 100.0 * max(share, float(pushed.max(initial=0.0)) / area if area else 0.0)
    reached_mm2 = float(reached.sum())
    state = _state(reached_mm2, gap, beyond, bulge_mm)
    told_mm = max(bulge_mm, 0.0) if frame.body_seen else None
    return PosteriorWall(state, reached_mm2, gap, beyond, told_mm, min(percent, 100.0))


def escc_estimate(lesions: Sequence[Mask], wall: PosteriorWall, masks: VertebraMasks) -> EsccEstimate:
    """Epidural extension on the scale of Bilsky 2010, as far as masks can tell.

    With the dural sac (and cord) outlined on MR: contact decides. On CT alone: 0 or 1a; beyond that is for MR.
    """
    points = np.concatenate([centres_mm(lesion) for lesion in lesions]) if lesions else np.empty((0, 3))
    if masks.dural_sac is not None and masks.dural_sac.count:
        return _by_sac(points, wall, masks.dural_sac, masks.cord)
    if wall.beyond_ml < LEAST_BREACH_ML:
        return EsccEstimate("0", "ct", "No lesion in the canal on this image; CT can miss epidural tumour.")
    return EsccEstimate("1a", "ct", "Lesion in the canal: 1a or more. Whether sac or cord are touched needs MR.")


def _by_sac(points: Points, wall: PosteriorWall, sac: Mask, cord: Mask | None) -> EsccEstimate:
    if wall.beyond_ml < LEAST_BREACH_ML:
        return EsccEstimate("0", "mr", "No lesion in the canal.")
    near_sac = _distance_mm(points, sac)
    touch = float(max(sac.parent.spacing_mm)) * 1.1
    if near_sac > touch:
        return EsccEstimate("1a", "mr", f"Lesion in the canal, {near_sac:.1f} mm from the sac.")
    if cord is None or not cord.count:
        return EsccEstimate("1b", "mr", "Lesion touches the sac; no cord is outlined here.")
    near_cord = _distance_mm(points, cord)
    if near_cord > touch:
        return EsccEstimate("1b", "mr", f"Lesion touches the sac, {near_cord:.1f} mm from the cord.")
    return EsccEstimate("1c", "mr", "Lesion touches the cord: 1c or more; compression is for the eye.")


def _distance_mm(points: Points, mask: Mask) -> float:
    """Between the nearest voxel centres."""
    from scipy.spatial import cKDTree

    distances, _ = cKDTree(centres_mm(mask)).query(points)
    return float(np.min(distances))


def _wall(masks: VertebraMasks, frame: VertebraFrame, face: ClockFace) -> tuple[Floats, Floats, Floats]:
    """x and z every 1 mm, and the y of the body's back at each (len(x), len(z)), NaN where there is none."""
    width = float(np.min(face.inner_mm[[BINS // 4 - 1, BINS // 4, 3 * BINS // 4 - 1, 3 * BINS // 4]]))
    x = np.arange(-np.floor(width), np.floor(width) + 0.5)
    half = float(np.nanmedian(frame.endplates.height_mm)) / 2.0
    z = np.arange(-np.floor(half * 0.92), np.floor(half * 0.92) + 0.5)
    y = np.arange(float(frame.body_mm[:, 1].mean()), 3.0, 0.25)
    across, up, behind = np.meshgrid(x, z, y, indexing="ij")
    grid = np.stack([across, behind, up], axis=-1)
    bone = holds(
        masks.body if masks.body is not None else masks.vertebra, transform_points(frame.lps_from_vertebra, grid)
    )
    last = bone.shape[-1] - 1 - np.argmax(bone[..., ::-1], axis=-1)
    return x, z, np.where(bone.any(axis=-1), y[last], np.nan)


def _reached(points: Points, x: Floats, z: Floats, wall: Floats) -> Bools:
    """Wall cells with lesion at most REACH_MM in front of them, or behind them."""
    out = np.zeros(wall.shape, dtype=np.bool_)
    if not len(points):
        return out
    i, k = np.rint(points[:, 0] - x[0]).astype(int), np.rint(points[:, 2] - z[0]).astype(int)
    on = (i >= 0) & (i < len(x)) & (k >= 0) & (k < len(z))
    i, k, y = i[on], k[on], points[on, 1]
    near = (y >= wall[i, k] - REACH_MM) & (y <= 0.0)
    out[i[near], k[near]] = True
    return out


def _gap(frame: VertebraFrame, volume: Volume, x: Floats, z: Floats, wall: Floats, reached: Bools) -> float:
    """Square millimetres of reached wall without cortex, against the wall where no lesion reaches it."""
    known = np.isfinite(wall)
    if not (known & reached).any():
        return 0.0
    i, k = np.nonzero(known)
    depth = np.arange(-2.0, 1.3, 0.5)
    local = np.stack(
        [np.repeat(x[i][:, None], len(depth), 1), wall[i, k][:, None] + depth, np.repeat(z[k][:, None], len(depth), 1)],
        axis=-1,
    )
    values = sample_mm(volume, transform_points(frame.lps_from_vertebra, local))
    cortex = np.full(wall.shape, np.nan)
    cortex[i, k] = np.nan_to_num(values, nan=-1000.0).max(axis=1)
    foramen = (np.abs(x)[:, None] <= FORAMEN_X_MM) & (np.abs(z)[None, :] <= FORAMEN_SHARE * np.abs(z).max())
    sound = cortex[known & ~reached & ~foramen]
    usual = float(np.median(sound)) if sound.size >= 20 else float(np.nanpercentile(cortex, 75))
    return float((reached & (cortex < LOST_SHARE * usual)).sum())


def _bulge(x: Floats, z: Floats, wall: Floats) -> Floats:
    """How far the wall lies behind the line that joins its upper and lower corner, per cell; + into the canal."""
    from scipy import ndimage

    half = float(np.abs(z).max(initial=0.0))
    upper, lower = z >= CORNER_SHARE * half, z <= -CORNER_SHARE * half
    out = np.full(wall.shape, np.nan)
    for n in range(len(x) if half >= 3.0 else 0):
        if not (np.isfinite(wall[n, upper]).any() and np.isfinite(wall[n, lower]).any()):
            continue
        top, bottom = float(np.nanmax(wall[n, upper])), float(np.nanmax(wall[n, lower]))
        z_top, z_bottom = float(z[upper].mean()), float(z[lower].mean())
        line = bottom + (top - bottom) * (z - z_bottom) / (z_top - z_bottom)
        out[n] = np.where(~upper & ~lower, wall[n] - line, np.nan)
    filled = np.where(np.isfinite(out), out, -np.inf)
    smooth = ndimage.median_filter(filled, size=3, mode="nearest")
    return np.where(np.isfinite(out) & np.isfinite(smooth), smooth, np.nan)


def _in_canal(
    lesions: Sequence[Mask], masks: VertebraMasks, frame: VertebraFrame, face: ClockFace
) -> tuple[float, float]:
    """Lesion in the canal beside this body: millilitres, and its share of the canal's section at the worst height."""
    area = float(np.square(face.inner_mm).sum() * np.radians(360.0 / BINS) / 2.0)
    half = float(np.nanmedian(frame.endplates.height_mm)) / 2.0 + 5.0
    ml, per_mm = 0.0, np.zeros(2 * int(half) + 3)
    for lesion in lesions:
        points = centres_mm(lesion)
        points = points[~inside_any([masks.vertebra], points)]
        local = frame.local(points)
        angle, radius = polar(local)
        inside = (radius < face.inner_mm[bin_of(angle)]) & (np.abs(local[:, 2]) <= half)
        ml += float(inside.sum()) * lesion.parent.voxel_volume_ml
        rows = np.rint(local[inside, 2] + half).astype(int)
        per_mm += np.bincount(rows, minlength=len(per_mm))[: len(per_mm)] * lesion.parent.voxel_volume_ml * 1000.0
    # One voxel layer may fall between two millimetres: the mean of three is a section.
    worst = float(np.convolve(per_mm, np.ones(3) / 3.0, mode="same").max())
    return ml, worst / area if area else 0.0


def _local_points(lesions: Sequence[Mask], frame: VertebraFrame) -> Points:
    found = [frame.local(centres_mm(lesion)) for lesion in lesions if lesion.count]
    return np.concatenate(found) if found else np.empty((0, 3))


def _state(reached_mm2: float, gap_mm2: float | None, beyond_ml: float, bulge_mm: float) -> WallState:
    if reached_mm2 >= LEAST_GAP_MM2 and beyond_ml >= LEAST_BREACH_ML:
        return "breached"
    if bulge_mm >= LEAST_BULGE_MM:
        return "bulging"
    return "eroded" if gap_mm2 is not None and gap_mm2 >= LEAST_GAP_MM2 else "intact"
