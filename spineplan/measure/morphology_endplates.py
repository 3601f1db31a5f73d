"""Where the endplates of a vertebral body lie near its midline, between the slices of a CT."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_frame import Endplates, VertebraFrame, inside_any

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

BAND_SHARE = 0.3
"""Columns this share of the half width to both sides of the midline: farther out lie pedicles, hooks and processes."""
CENTRAL_MM = 8.0
NOTCH_MM = 4.0
LEAST_SHARE = 0.85
"""Columns lower than this share of the central ones beside them are roots of pedicles, or stubs of a slanting outline;
columns farther than NOTCH_MM behind the wall's middle are pedicles."""
ACROSS = 9
"""Neighbours in one row, from side to side, are averaged: lips and walls run along it, and stay sharp. The median of
fewer keeps a stray one out."""
ACROSS_MEDIAN = 5
ALONG = 7
"""Rows of a line, front to back, that a parabola is fitted to: slices cross a slanting plate every few of them."""
STUB_MM = 1.0
"""An outermost row that falls off by more than this is the wall's rounding."""
REACH_MM, REACH_SLICES = 1.75, 0.75
OUTWARD_MM = 3.0
"""Where no fall is seen within reach, the mask may leave out a lip: it is looked for this far outside, in the disc.
[CONV]"""
STEP_MM = 0.25
LESION_DEPTH_MM = 2.5
BLUR_SHARE, HALF_SHELL_MM, MOST_BLUR_MM = 0.7, 0.3, 0.75
"""A shell of bone, blurred, falls off around a place as far from its middle as the blur is wide: this share of the
slices' spacing, less half the shell, outside its surface, as the synthetic patients of 0.9 to 1.5 mm show. [D]"""
LEAST_FALL = 60.0
"""HU per mm: an endplate that falls off less steeply is not seen. [CONV]"""
LEAST_COLUMNS = 60
HU_RANGE = (-1024.0, 3000.0)


@dataclass(frozen=True, eq=False)
class Columns:
    """Heights (len(y), len(x)) of the columns of a body in its vertebra's frame, where `known`."""

    x_mm: Floats
    y_mm: Floats
    height_mm: Floats
    known: Bools
    middle_mm: float
    half_width_mm: float


def midline_heights(frame: VertebraFrame, volume: Volume | None, lesions: Sequence[Mask]) -> Columns | None:
    """The columns near the midline; from the mask alone where no CT is given. None for too small a body."""
    plates = frame.endplates
    known = _of_the_body(plates)
    if np.count_nonzero(known) < LEAST_COLUMNS:
        return None
    wide = plates.x_mm[known.any(axis=0)]
    middle, half = float(wide.min() + wide.max()) / 2.0, float(np.ptp(wide)) / 2.0
    near = np.abs(plates.x_mm - middle) <= BAND_SHARE * half + ACROSS // 2
    plates = Endplates(plates.x_mm[near], plates.y_mm, plates.top_mm[:, near], plates.bottom_mm[:, near])
    known = known[:, near]
    if volume is not None and volume.modality == "CT":
        top = _edges(frame, plates, plates.top_mm, 1.0, known, volume, lesions)
        bottom = _edges(frame, plates, plates.bottom_mm, -1.0, known, volume, lesions)
    else:
        top, bottom = (_across_mean(np.where(known, z, np.nan)) for z in (plates.top_mm, plates.bottom_mm))
    height = _along_smooth(np.where(known, top - bottom, np.nan))
    known = np.isfinite(height) & (np.abs(plates.x_mm - middle) <= BAND_SHARE * half)
    return Columns(plates.x_mm, plates.y_mm, height, known, middle, half) if known.any() else None


def _of_the_body(plates: Endplates) -> Bools:
    """Columns that are body, row by row from front to back."""
    height = plates.height_mm
    known = np.isfinite(height)
    if not known.any():
        return known
    x = plates.x_mm[known.any(axis=0)]
    central = np.abs(plates.x_mm - (x.min() + x.max()) / 2.0) <= CENTRAL_MM
    usual, wall_mm = float(np.median(height[known])), np.inf
    kept = known.copy()
    for row, y in enumerate(plates.y_mm):
        here = known[row] & central
        if here.any():
            usual = float(np.median(height[row, here]))
            wall_mm = float(y)
        kept[row] &= (height[row] >= LEAST_SHARE * usual) & (y <= wall_mm + NOTCH_MM)
    return kept


def _edges(
    frame: VertebraFrame, plates: Endplates, plate_mm: Floats, outward: float, known: Bools, volume: Volume,
    lesions: Sequence[Mask],
) -> Floats:  # fmt: skip
    """Height (mm, in the frame) of one endplate per column: the middle of the fall of HU nearest to the mask's; where
    a lesion reaches the plate, or no fall is seen, as far off the mask's as is usual elsewhere."""
    near = _across_mean(np.where(known, plate_mm, np.nan))
    spacing = _spacing_along(volume, frame)
    reach = max(REACH_MM, REACH_SLICES * spacing)
    steps = np.arange(-reach - STEP_MM, max(reach, OUTWARD_MM) + 1.5 * STEP_MM, STEP_MM)
    y, x = (axis[known] for axis in np.meshgrid(plates.y_mm, plates.x_mm, indexing="ij"))
    z = near[known][:, None] + outward * steps
    local = np.stack([np.broadcast_to(x[:, None], z.shape), np.broadcast_to(y[:, None], z.shape), z], axis=-1)
    values = np.full((*known.shape, len(steps)), np.nan)
    values[known] = _cubic(volume, transform_points(frame.lps_from_vertebra, local))
    values = _across_mean(values)[known]
    fall = -(values[:, 2:] - values[:, :-2]) / (2.0 * STEP_MM)
    fall = np.where(np.isfinite(fall), fall, -np.inf)
    # The next vertebra may lie behind a thin disc: what is within reach goes first.
    within = int(np.count_nonzero(steps <= reach + 1.5 * STEP_MM)) - 2
    steepest = fall[:, :within].argmax(axis=1)
    seen = (fall[:, :within].max(axis=1) >= LEAST_FALL) & (steepest > 0) & (steepest < within - 1)
    steepest = np.where(seen, steepest, fall.argmax(axis=1))
    inside = np.column_stack([x, y, near[known] - outward * LESION_DEPTH_MM])
    clear = (fall[np.arange(len(fall)), steepest] >= LEAST_FALL) & (steepest > 0) & (steepest < fall.shape[1] - 1)
    clear &= ~inside_any(lesions, transform_points(frame.lps_from_vertebra, inside))
    blur = min(max(BLUR_SHARE * spacing - HALF_SHELL_MM, 0.0), MOST_BLUR_MM)
    offset = _flank_middle(fall, steepest, steps[1:-1]) - blur
    offset = np.where(clear, offset, np.median(offset[clear]) if clear.any() else 0.0)
    found = np.full(known.shape, np.nan)
    found[known] = near[known] + outward * offset
    return np.where(known, _across_median(found), np.nan)


def _flank_middle(fall: Floats, steepest: npt.NDArray[np.int64], steps: Floats) -> Floats:
    """Centre of gravity of the falling flank about the steepest place of every row: it moves less with where slices
    happen to lie than the steepest place itself."""
    rows, count = np.arange(len(fall)), fall.shape[1]
    taken = np.zeros(fall.shape, dtype=np.bool_)
    taken[rows, steepest] = True
    for side in (-1, 1):
        going = np.ones(len(fall), dtype=np.bool_)
        for step in range(1, count):
            at = np.clip(steepest + side * step, 0, count - 1)
            going &= (at == steepest + side * step) & (fall[rows, at] > 0.0)
            if not going.any():
                break
            taken[rows[going], at[going]] = True
    weight = np.where(taken & np.isfinite(fall), np.maximum(fall, 0.0), 0.0)
    return np.asarray((weight * steps).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-9))


def _spacing_along(volume: Volume, frame: VertebraFrame) -> float:
    """Distance of voxel centres along the vertebra's axis, mm."""
    axis = frame.lps_from_vertebra[:3, 2]
    return float(np.abs(volume.grid.lps_from_ijk[:3, :3].T @ axis).max())


def _cubic(volume: Volume, points_mm: Points) -> Floats:
    """Real values at LPS points (..., 3) by cubic splines, of which the slope is smooth; NaN outside."""
    from scipy import ndimage

    kji = transform_points(volume.grid.ijk_from_lps, points_mm)[..., ::-1]
    shape = np.array(volume.grid.shape_kji)
    flat = kji.reshape(-1, 3)
    low = np.clip(np.floor(flat.min(axis=0)).astype(int) - 4, 0, shape - 1)
    high = np.clip(np.ceil(flat.max(axis=0)).astype(int) + 5, low + 1, shape)
    box = volume.array_kji[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
    real = np.clip(box * volume.value_scale + volume.value_offset, *HU_RANGE)
    values = ndimage.map_coordinates(real, np.moveaxis(kji - low, -1, 0), order=3, mode="mirror")
    inside = np.all((kji >= -0.5) & (kji <= shape - 0.5), axis=-1)
    return np.where(inside, values, np.nan)


def _across_mean(values: Floats) -> Floats:
    """Mean of ACROSS neighbours along the second axis (patient's left); gaps are left out, and stay gaps."""
    from scipy import ndimage

    size = (1, ACROSS, *(1,) * (values.ndim - 2))
    there = np.isfinite(values)
    total = ndimage.uniform_filter(np.where(there, values, 0.0), size, mode="constant")
    share = ndimage.uniform_filter(there.astype(np.float64), size, mode="constant")
    return np.where(there, total / np.maximum(share, 1e-9), np.nan)


def _across_median(values: Floats) -> Floats:
    """Median of ACROSS_MEDIAN neighbours along the second axis; gaps are left out, and stay gaps."""
    pad = ACROSS_MEDIAN // 2
    padded = np.pad(values, ((0, 0), (pad, pad)), constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, ACROSS_MEDIAN, axis=1)
    there = np.isfinite(values)
    out = np.full(values.shape, np.nan)
    out[there] = np.nanmedian(windows[there], axis=-1)
    return out


def _along_smooth(height: Floats) -> Floats:
    """A parabola fitted to ALONG rows about every row of a line, front to back, without the stubs of its walls."""
    out = np.full(height.shape, np.nan)
    for at in range(height.shape[1]):
        line = height[:, at]
        rows = np.flatnonzero(np.isfinite(line))
        while len(rows) > ALONG and line[rows[1]] - line[rows[0]] > STUB_MM:
            rows = rows[1:]
        while len(rows) > ALONG and line[rows[-2]] - line[rows[-1]] > STUB_MM:
            rows = rows[:-1]
        gapless = len(rows) > ALONG and rows[-1] - rows[0] == len(rows) - 1
        out[rows, at] = _parabolic(line[rows]) if gapless else line[rows]
    return out


def _parabolic(values: Floats) -> Floats:
    """Every value of at least ALONG replaced by that of the parabola through its ALONG nearest in the row."""
    powers = np.vander(np.arange(ALONG) - ALONG // 2, 3)
    fit = powers @ np.linalg.pinv(powers)
    half = ALONG // 2
    out = np.convolve(values, fit[half][::-1], mode="same")
    out[:half] = (fit @ values[:ALONG])[:half]
    out[-half:] = (fit @ values[-ALONG:])[-half:]
    return np.asarray(out, dtype=np.float64)
