"""Masks at points of the patient and on other grids."""

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Affine, Points, inverse, transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import BoolArray, Mask

_ROWS = 400_000
"""Points looked up at once: bounds the memory of a large box."""


def centres_mm(mask: Mask) -> Points:
    """(n, 3) LPS centres of the set voxels, in array order."""
    kji = np.argwhere(mask.voxels_kji) + np.array(mask.start_kji)
    return transform_points(mask.parent.lps_from_ijk, kji[:, ::-1])


def holds(mask: Mask, points_mm: npt.ArrayLike) -> BoolArray:
    """Whether the voxel that contains each LPS point (..., 3) is set; False outside the mask's box. Shape (...)."""
    points = np.asarray(points_mm, dtype=np.float64)
    flat = points.reshape(-1, 3)
    out = np.zeros(len(flat), dtype=np.bool_)
    shape, start = np.array(mask.voxels_kji.shape), np.array(mask.start_kji)
    for first in range(0, len(flat), _ROWS):
        ijk = transform_points(mask.parent.ijk_from_lps, flat[first : first + _ROWS])
        kji = np.floor(ijk[:, ::-1] + 0.5).astype(np.int64) - start
        inside = np.all((kji >= 0) & (kji < shape), axis=1)
        k, j, i = kji[inside].T
        out[first : first + _ROWS][inside] = mask.voxels_kji[k, j, i]
    return out.reshape(points.shape[:-1])


def resampled(mask: Mask, grid: Grid, mask_lps_from_grid_lps: Affine | None = None) -> Mask:
    """The mask on another grid: a voxel is set when its centre lies in a set voxel of the mask.

    mask_lps_from_grid_lps: rigid or affine change of frame (LPS mm) when the two lie in different frames of reference.
    A mask on the grid already is returned as it is. The result is tight; it is empty where the grids do not meet.
    """
    moved = mask_lps_from_grid_lps
    if moved is None and mask.parent.same_place(grid):
        return mask
    mask_from_grid = grid.lps_from_ijk if moved is None else moved @ grid.lps_from_ijk
    box = _box(mask, inverse(mask_from_grid), grid)
    if box is None:
        return Mask(np.zeros((1, 1, 1), dtype=np.bool_), (0, 0, 0), grid)
    index = np.stack(np.meshgrid(*[np.arange(s.start, s.stop) for s in box], indexing="ij"), axis=-1)
    found = holds(mask, transform_points(mask_from_grid, index[..., ::-1]))
    return Mask(found, (box[0].start, box[1].start, box[2].start), grid).tight()


def _box(mask: Mask, grid_from_mask: Affine, grid: Grid) -> tuple[slice, ...] | None:
    """The voxels of a grid that a mask's set voxels can reach."""
    if mask.count == 0:
        return None
    kji = transform_points(grid_from_mask, mask.tight().grid.corners_mm)[:, ::-1]
    low = np.clip(np.floor(kji.min(axis=0)).astype(int), 0, grid.shape_kji)
    high = np.clip(np.ceil(kji.max(axis=0)).astype(int) + 1, 0, grid.shape_kji)
    if (low >= high).any():
        return None
    return tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
