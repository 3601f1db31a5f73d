"""Values of a volume at points of the patient."""

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.volume import Volume

FloatArray = npt.NDArray[np.float64]

LOWEST_HU = -2000
"""Air is -1000 HU; a stored CT value below this is a marker for "no data"."""


def sample_mm(volume: Volume, points_mm: Points) -> FloatArray:
    """Real values at LPS points (..., 3), trilinear between voxel centres, shape (...).

    NaN where a point lies outside the voxel box or next to a voxel without data. Half a voxel beyond the outermost
    centres the outermost value holds.
    """
    ijk = transform_points(volume.grid.ijk_from_lps, points_mm)
    kji = ijk[..., ::-1].reshape(-1, 3)
    shape = np.array(volume.grid.shape_kji)
    inside = np.all((kji >= -0.5) & (kji <= shape - 0.5), axis=1)
    kji = np.clip(np.where(inside[:, None], kji, 0.0), 0.0, shape - 1.0)
    low = np.minimum(kji.astype(np.int64), np.maximum(shape - 2, 0))
    fraction = kji - low
    high = np.minimum(low + 1, shape - 1)
    total = np.zeros(len(kji))
    missing = ~inside
    for corner in range(8):
        upper = np.array([corner >> 2 & 1, corner >> 1 & 1, corner & 1], dtype=bool)
        index = np.where(upper, high, low)
        stored = volume.array_kji[index[:, 0], index[:, 1], index[:, 2]]
        weight = np.prod(np.where(upper, fraction, 1.0 - fraction), axis=1)
        total += weight * stored
        missing |= (weight > 1e-9) & carries_no_data(volume, stored)
    values = total * volume.value_scale + volume.value_offset
    return np.where(missing, np.nan, values).reshape(ijk.shape[:-1])


def carries_no_data(volume: Volume, stored: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
    """Whether stored values mark voxels outside the field of view: the padding value, or no possible CT number."""
    none = np.zeros(stored.shape, dtype=np.bool_)
    if volume.padding_value is not None:
        none |= stored == volume.padding_value
    if volume.modality == "CT":
        none |= stored < LOWEST_HU
    return none
