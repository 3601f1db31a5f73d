"""Where two series of a stretch of spine are compared, and their values there in bins."""

import itertools

import numpy as np
from scipy import ndimage

from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Vector, unit, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.registration_similarity import BINS, Binned, Float32, Float64, sampled
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Volume

BACK_MM = 14.0
"""The middle of a vertebra lies this far behind the middle of its body."""
BACKWARD = vector((0.0, BACK_MM, 0.0))
REACH_MM, WIDE_MM = 36.0, 60.0
"""Radius of what is brought together, and of what tells one level from the next: ribs, pelvis, organs. [CONV]"""
BEYOND_MM = 18.0
"""Half a level more at either end."""
FARTHEST_MM = 18.0
"""Refining never goes farther from where it began, and along the spine no farther than half-way to the next level,
where a vertebra looks like its neighbour. [CONV]"""
CT_HU = (-150.0, 650.0)
SHADE_MM = 25.0
"""A coil's shading is smoother than this."""


def region_points(centres_mm: Points, reach_mm: float, beyond_mm: float, count: int) -> Points:
    """(count, 3) LPS places spread evenly but on no grid within reach of the vertebrae's middles along their line."""
    centres = centres_mm + BACKWARD
    line = np.vstack([centres[:1], centres, centres[-1:]])
    ways = centres[0] - centres[-1]
    head = unit(ways) if np.linalg.norm(ways) > 1e-6 else vector((0.0, 0.0, 1.0))
    line[0], line[-1] = line[0] + head * beyond_mm, line[-1] - head * beyond_mm
    random = np.random.default_rng(0)
    low, high = line.min(axis=0) - reach_mm, line.max(axis=0) + reach_mm
    found: list[Points] = []
    while sum(len(one) for one in found) < count:
        tried = random.uniform(low, high, (4 * count, 3))
        found.append(tried[_near(tried, line) <= reach_mm])
    return np.vstack(found)[:count]


def _near(points: Points, line: Points) -> Points:
    """Distance of points from a line of pieces, without rounded ends: beyond them it is infinite."""
    best = np.full(len(points), np.inf)
    for a, b in itertools.pairwise(line):
        way = b - a
        length = float(way @ way)
        if length < 1e-9:
            continue
        share = (points - a) @ way / length
        off = np.linalg.norm(points - a - np.clip(share, 0.0, 1.0)[:, None] * way, axis=1)
        best = np.where((share >= -0.1) & (share <= 1.1), np.minimum(best, off), best)
    return best


def binned(volume: Volume, centres_mm: Points, smooth_mm: float, stride_mm: float) -> Binned:
    """The part of a series round some places, averaged to voxels of about stride_mm, smoothed, in bins.

    CT by its Hounsfield units; what has no unit between its own percentiles after its coil's shading is taken out.
    """
    box, grid = _cropped(volume.grid, centres_mm)
    stored = volume.array_kji[box]
    values = (stored * volume.value_scale + volume.value_offset).astype(np.float32)
    empty = carries_no_data(volume, stored)
    if empty.any():
        values[empty] = CT_HU[0] if volume.modality == "CT" else 0.0
    values, grid = _coarser(values, grid, stride_mm)
    if volume.modality != "CT":
        wide = [SHADE_MM / mm for mm in grid.spacing_kji_mm]
        values /= np.maximum(ndimage.gaussian_filter(values, wide, mode="nearest"), 0.05 * values.mean() + 1e-6)
    sigma = [np.sqrt(max(smooth_mm**2 - (mm / 2.355) ** 2, 0.0)) / mm for mm in grid.spacing_kji_mm]
    values = ndimage.gaussian_filter(values, sigma, mode="nearest")
    low, high = CT_HU if volume.modality == "CT" else np.percentile(values, (1.0, 99.0))
    bins = np.clip((values - low) / max(float(high - low), 1e-6), 0.0, 1.0) * (BINS - 1)
    return Binned(np.ascontiguousarray(bins, dtype=np.float32), grid)


def _cropped(grid: Grid, centres_mm: Points) -> tuple[tuple[slice, ...], Grid]:
    reach = WIDE_MM + BACK_MM + FARTHEST_MM + 2.0 * BEYOND_MM
    corners = np.vstack([centres_mm - reach, centres_mm + reach])
    ends = np.array(np.meshgrid(*zip(corners.min(axis=0), corners.max(axis=0), strict=True), indexing="ij"))
    ijk = transform_points(grid.ijk_from_lps, ends.reshape(3, -1).T)
    limit = np.array(grid.shape_kji[::-1])
    low = np.clip(np.floor(ijk.min(axis=0)).astype(int), 0, limit - 1)
    high = np.clip(np.ceil(ijk.max(axis=0)).astype(int) + 1, low + 1, limit)
    start, stop = low[::-1], high[::-1]
    shape = tuple(int(n) for n in stop - start)
    box = tuple(slice(int(a), int(b)) for a, b in zip(start, stop, strict=True))
    k, j, i = (int(n) for n in start)
    return box, grid.cropped((k, j, i), (shape[0], shape[1], shape[2]))


def _coarser(values: Float32, grid: Grid, stride_mm: float) -> tuple[Float32, Grid]:
    """Blocks of voxels averaged; a rest at the end is left away."""
    n = [
        max(1, min(int(stride_mm / mm + 0.25), size))
        for mm, size in zip(grid.spacing_kji_mm, values.shape, strict=True)
    ]
    if n == [1, 1, 1]:
        return values, grid
    k, j, i = (size // m for size, m in zip(values.shape, n, strict=True))
    cut = values[: k * n[0], : j * n[1], : i * n[2]]
    mean = cut.reshape(k, n[0], j, n[1], i, n[2]).mean(axis=(1, 3, 5), dtype=np.float32)
    affine = np.array(grid.lps_from_ijk)
    affine[:3, :3] *= n[::-1]
    affine[:3, 3] = transform_points(grid.lps_from_ijk, [(m - 1) / 2.0 for m in n[::-1]])
    return mean, Grid((k, j, i), affine)


def thick(fine: Binned, points_mm: Points, across_mm: Vector) -> Float64:
    """Values of the finer series as the coarser one sees them: averaged over its slice thickness."""
    offsets = (-0.4, -0.2, 0.0, 0.2, 0.4)
    return np.asarray(np.mean([sampled(fine, points_mm + share * across_mm) for share in offsets], axis=0))
