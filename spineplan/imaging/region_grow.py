"""Voxels of like value: all of them within limits, or those connected with a seed."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Vector, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import BoolArray, Mask
from spineplan.imaging.mask_sampling import resampled
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Volume

Box = tuple[slice, slice, slice]


def threshold_mask(volume: Volume, within: Mask, limits: tuple[float, float], least_ml: float = 0.0) -> Mask:
    """Voxels of `within` whose real values lie within limits (both ends included), on the volume's grid.

    within: a vertebra, on any grid of the same frame of reference. Pieces (face neighbours) smaller than least_ml are
    left out: noise. Voxels without data are never taken. May be empty.
    """
    here = resampled(within, volume.grid)
    box = _slices(here)
    found = here.voxels_kji & within_limits(volume, box, limits)
    if least_ml > 0.0:
        found = _large_pieces(found, least_ml / volume.grid.voxel_volume_ml)
    return Mask(found, here.start_kji, volume.grid).tight()


def grown_mask(
    volume: Volume,
    seed_mm: Sequence[float] | Vector,
    limits: tuple[float, float],
    within: Mask | None,
    reach_mm: float = 40.0,
) -> Mask:
    """Voxels connected (by faces) with the voxel at an LPS point through values within limits, on the volume's grid.

    within: the mask that must not be left, on any grid of the same frame; None: nothing farther than reach_mm from the
    seed. Empty when the seed itself is outside the limits, outside `within`, or outside the images.
    """
    box = _reach_box(volume.grid, vector(seed_mm), reach_mm)
    empty = Mask(np.zeros((1, 1, 1), dtype=np.bool_), (0, 0, 0), volume.grid)
    if box is None:
        return empty
    if within is not None:
        here = resampled(within, volume.grid)
        box, allowed = _slices(here), here.voxels_kji
    else:
        allowed = _ball(volume.grid, box, vector(seed_mm), reach_mm)
    seed = _voxel(volume.grid, vector(seed_mm), box)
    found = allowed & within_limits(volume, box, limits)
    if seed is None or not found[seed]:
        return empty
    from scipy import ndimage

    pieces, _ = ndimage.label(found)
    return Mask(pieces == pieces[seed], (box[0].start, box[1].start, box[2].start), volume.grid).tight()


def within_limits(volume: Volume, box: Box, limits: tuple[float, float]) -> BoolArray:
    """Whether each voxel of a box carries data and a real value within limits, both ends included."""
    stored = volume.array_kji[box]
    real = stored * volume.value_scale + volume.value_offset
    return np.asarray((real >= limits[0]) & (real <= limits[1]) & ~carries_no_data(volume, stored))


def seed_limits(volume: Volume, seed_mm: Sequence[float] | Vector, tolerance: float) -> tuple[float, float]:
    """Limits around the mean of the 3 x 3 x 3 voxels at an LPS point: mean -+ tolerance (real values).

    Raises ValueError outside the images.
    """
    box = _reach_box(volume.grid, vector(seed_mm), 0.0)
    seed = _voxel(volume.grid, vector(seed_mm), box) if box is not None else None
    if box is None or seed is None:
        raise ValueError("the seed lies outside the images")
    at = [s.start + n for s, n in zip(box, seed, strict=True)]
    near = tuple(slice(max(0, a - 1), a + 2) for a in at)
    stored = volume.array_kji[near]
    stored = stored[~carries_no_data(volume, stored)]
    if not stored.size:
        raise ValueError("the seed lies where the images have no data")
    mean = float(stored.mean()) * volume.value_scale + volume.value_offset
    return (mean - tolerance, mean + tolerance)


def _large_pieces(found: BoolArray, least_voxels: float) -> BoolArray:
    from scipy import ndimage

    pieces, _ = ndimage.label(found)
    large = np.bincount(pieces.ravel()) >= least_voxels
    large[0] = False
    return np.asarray(large[pieces])


def _slices(mask: Mask) -> Box:
    k, j, i = (slice(s, s + n) for s, n in zip(mask.start_kji, mask.voxels_kji.shape, strict=True))
    return k, j, i


def _reach_box(grid: Grid, seed: Vector, reach_mm: float) -> Box | None:
    """The voxels of a grid that may lie within reach of a point."""
    middle = transform_points(grid.ijk_from_lps, seed)[::-1]
    reach = (reach_mm * np.linalg.norm(grid.ijk_from_lps[:3, :3], axis=1))[::-1]
    low = np.maximum(np.floor(middle - reach + 0.5).astype(int), 0)
    high = np.minimum(np.floor(middle + reach + 0.5).astype(int) + 1, grid.shape_kji)
    if (low >= high).any():
        return None
    k, j, i = (slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    return k, j, i


def _voxel(grid: Grid, seed: Vector, box: Box) -> tuple[int, int, int] | None:
    """Index in a box of the voxel that contains a point."""
    kji = np.floor(transform_points(grid.ijk_from_lps, seed)[::-1] + 0.5).astype(int)
    k, j, i = (int(n - s.start) for n, s in zip(kji, box, strict=True))
    sizes = [s.stop - s.start for s in box]
    return (k, j, i) if all(0 <= a < n for a, n in zip((k, j, i), sizes, strict=True)) else None


def _ball(grid: Grid, box: Box, seed: Vector, reach_mm: float) -> npt.NDArray[np.bool_]:
    index = np.stack(np.meshgrid(*[np.arange(s.start, s.stop) for s in box], indexing="ij"), axis=-1)
    offset = transform_points(grid.lps_from_ijk, index[..., ::-1]) - seed
    return np.asarray(np.einsum("...a,...a->...", offset, offset) <= reach_mm**2)
