"""How much a CT blurs: the width of its own steepest steps from air to soft tissue, along each axis of the grid."""

import numpy as np
import numpy.typing as npt

from spineplan.imaging.volume import Volume

AIR_HU, TISSUE_HU = -700.0, (-150.0, 150.0)
"""A step leads from air or lung to fat, muscle or skin."""
ACROSS_MM = 3.0
"""Both plateaus are read this far from the step."""
NOISE_HU = 60.0
STEEPEST_PERCENT = 20
"""Slanting steps look wider than they are; the narrow ones are met head-on. [CONV]"""
FEWEST = 200
PLANES = 60
FALLBACK = (0.45, 0.40)
"""Without air in the image: a usual kernel (sigma, mm) and this share of the voxel, added as squares. [CONV]"""


def blur_mm(volume: Volume) -> tuple[float, float, float]:
    """Sigma (mm) of the Gaussian that a sharp step becomes, trilinear reading included, along columns, rows, slices."""
    i, j, k = (_along(volume, axis) for axis in (2, 1, 0))
    return i, j, k


def _along(volume: Volume, axis: int) -> float:
    spacing = volume.grid.spacing_mm[2 - axis]
    usual = float(np.hypot(FALLBACK[0], FALLBACK[1] * spacing))
    lines = np.moveaxis(volume.array_kji, axis, -1)
    lines = lines[:: max(1, len(lines) // PLANES), ::2].reshape(-1, lines.shape[-1])
    reach = max(2, round(ACROSS_MM / spacing))
    if lines.shape[-1] < 2 * reach + 3:
        return usual
    real = lines.astype(np.float32) * np.float32(volume.value_scale) + np.float32(volume.value_offset)
    widths = np.concatenate([_widths(real, reach), _widths(real[:, ::-1], reach)]) * spacing
    if len(widths) < FEWEST:
        return usual
    return float(np.clip(np.percentile(widths, STEEPEST_PERCENT), 0.3 * spacing, 2.0 * usual))


def _widths(lines: npt.NDArray[np.float32], reach: int) -> npt.NDArray[np.float64]:
    """Sigma in voxels of every rising step from air to tissue: its height over its steepest slope."""
    slope = np.diff(lines, axis=1)
    steepest = (slope[:, 1:-1] >= slope[:, :-2]) & (slope[:, 1:-1] > slope[:, 2:]) & (slope[:, 1:-1] > 2.0 * NOISE_HU)
    row, at = np.nonzero(steepest)
    at = at + 1
    whole = (at >= reach) & (at + 1 + reach < lines.shape[1])
    row, at = row[whole], at[whole]
    around = np.stack([lines[row, at + d] for d in range(-reach, reach + 2)], axis=1)
    low, high = around[:, 0], around[:, -1]
    clean = (np.diff(around, axis=1) > -NOISE_HU).all(axis=1)
    clean &= (low < AIR_HU) & (high > TISSUE_HU[0]) & (high < TISSUE_HU[1])
    return np.asarray((high - low)[clean] / (np.sqrt(2.0 * np.pi) * slope[row, at][clean]), dtype=np.float64)
