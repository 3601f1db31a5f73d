"""A CT resampled to cubes along the patient's axes: the one grid on which the spine is searched."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.geometry.affine import Affine, Points, transform_points
from spineplan.geometry.vectors import Vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume

FloatImage = npt.NDArray[np.float32]
AIR_HU = -1000.0
LOWEST_HU = -2000.0
"""Stored values below this mark voxels without data (outside the scanner's circle); they are read as air."""
THREADS = 2


@dataclass(frozen=True, eq=False)
class CubicImage:
    """array_kji: float32 HU, axes superior, posterior, left; origin_mm: LPS centre of voxel (0, 0, 0)."""

    array_kji: FloatImage
    origin_mm: Vector
    step_mm: float

    @property
    def grid(self) -> Grid:
        """The same as a Grid."""
        affine = np.diag([self.step_mm, self.step_mm, self.step_mm, 1.0])
        affine[:3, 3] = self.origin_mm
        k, j, i = self.array_kji.shape
        return Grid((k, j, i), affine)

    def kji_of(self, points_mm: Points) -> Points:
        """LPS points (..., 3) as continuous indices (k, j, i)."""
        return ((np.asarray(points_mm, dtype=np.float64) - self.origin_mm) / self.step_mm)[..., ::-1]

    def at(self, points_mm: Points) -> FloatImage:
        """HU at LPS points (..., 3), trilinear; air outside."""
        kji = np.ascontiguousarray(self.kji_of(points_mm).reshape(-1, 3))
        return sample_kji(self.array_kji, kji, AIR_HU).reshape(np.shape(points_mm)[:-1])


@dataclass(frozen=True)
class Sharpness:
    """blur_mm: of a sharp step along columns, rows and slices of a CT (sigma). cortex_hu: density of the patient's
    cortex, unblurred."""

    blur_mm: tuple[float, float, float]
    cortex_hu: float


@dataclass(frozen=True, eq=False)
class NativeImage:
    """A CT volume read at LPS points without resampling it first."""

    volume: Volume
    sharpness: Sharpness

    def sigma_mm(self, directions: Points) -> npt.NDArray[np.float64]:
        """Blur (n,) along unit LPS directions (n, 3)."""
        axes = self.volume.grid.lps_from_ijk[:3, :3] / np.array(self.volume.grid.spacing_mm)
        return np.asarray(np.sqrt(np.square(directions @ axes) @ np.square(self.sharpness.blur_mm)), dtype=np.float64)

    def holds(self, points_mm: Points) -> npt.NDArray[np.bool_]:
        """Whether LPS points (..., 3) lie within the image."""
        ijk = transform_points(self.volume.grid.ijk_from_lps, np.asarray(points_mm, dtype=np.float64))
        return np.asarray(((ijk >= -0.5) & (ijk <= np.array(self.volume.grid.shape_kji)[::-1] - 0.5)).all(axis=-1))

    def at(self, points_mm: Points) -> FloatImage:
        """HU at LPS points (..., 3), trilinear; air outside."""
        flat = np.asarray(points_mm, dtype=np.float64).reshape(-1, 3)
        kji = np.ascontiguousarray(transform_points(self.volume.grid.ijk_from_lps, flat)[:, ::-1])
        stored = sample_kji(self.volume.array_kji, kji, AIR_HU)
        return (stored * self.volume.value_scale + self.volume.value_offset).reshape(np.shape(points_mm)[:-1])


def cubic_copy(
    volume: Volume, step_mm: float, low_mm: Vector | None = None, high_mm: Vector | None = None
) -> CubicImage:
    """Resample a CT to cubes of step_mm within an LPS box (the whole volume when None).

    Coarser than the source: mean of trilinear samples spread over the cube, so that thin cortex does not alias.
    """
    corners = volume.grid.corners_mm
    low = corners.min(axis=0) if low_mm is None else np.maximum(low_mm, corners.min(axis=0))
    high = corners.max(axis=0) if high_mm is None else np.minimum(high_mm, corners.max(axis=0))
    shape = np.maximum(np.floor((high - low) / step_mm).astype(int), 1)
    origin = low + 0.5 * step_mm
    out = np.empty((shape[2], shape[1], shape[0]), dtype=np.float32)
    axes = np.argmax(np.abs(volume.grid.lps_from_ijk[:3, :3]), axis=1)
    spacing = np.array(volume.grid.spacing_mm)[axes]
    samples = np.clip(np.ceil(step_mm / spacing - 0.25), 1, 3).astype(np.int64)
    matrix = _kji_from_cubes(volume.grid, origin, step_mm)
    bounds = np.linspace(0, len(out), THREADS * 4 + 1).astype(int)

    def fill(n: int) -> None:
        resample(volume.array_kji, matrix, samples, out, int(bounds[n]), int(bounds[n + 1]))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(fill, range(THREADS * 4)))
    if volume.value_scale != 1.0 or volume.value_offset != 0.0:
        out *= volume.value_scale
        out += volume.value_offset
    return CubicImage(out, origin, step_mm)


def _kji_from_cubes(grid: Grid, origin_mm: Vector, step_mm: float) -> Affine:
    """(3, 4): rows k, j, i of the source as affine functions of the cube index (k, j, i)."""
    cubes = np.diag([step_mm, step_mm, step_mm, 1.0])
    cubes[:3, 3] = origin_mm
    ijk = grid.ijk_from_lps @ cubes
    flipped = ijk[:3][::-1]
    return np.ascontiguousarray(flipped[:, [2, 1, 0, 3]])


@compiled
def trilinear(array: npt.NDArray[Any], k: float, j: float, i: float, outside: float) -> float:
    """Value at a continuous index; the border voxel holds half a voxel beyond its centre."""
    nk, nj, ni = array.shape
    if k < -0.5 or j < -0.5 or i < -0.5 or k > nk - 0.5 or j > nj - 0.5 or i > ni - 0.5:
        return outside
    k = min(max(k, 0.0), nk - 1.0)
    j = min(max(j, 0.0), nj - 1.0)
    i = min(max(i, 0.0), ni - 1.0)
    k0 = min(int(k), max(nk - 2, 0))
    j0 = min(int(j), max(nj - 2, 0))
    i0 = min(int(i), max(ni - 2, 0))
    k1 = min(k0 + 1, nk - 1)
    j1 = min(j0 + 1, nj - 1)
    i1 = min(i0 + 1, ni - 1)
    fk, fj, fi = k - k0, j - j0, i - i0
    a = array[k0, j0, i0] * (1 - fi) + array[k0, j0, i1] * fi
    b = array[k0, j1, i0] * (1 - fi) + array[k0, j1, i1] * fi
    c = array[k1, j0, i0] * (1 - fi) + array[k1, j0, i1] * fi
    d = array[k1, j1, i0] * (1 - fi) + array[k1, j1, i1] * fi
    value: float = (a * (1 - fj) + b * fj) * (1 - fk) + (c * (1 - fj) + d * fj) * fk
    return value


@compiled
def sample_kji(array: npt.NDArray[Any], kji: Points, outside: float) -> FloatImage:
    """Trilinear values at continuous indices (n, 3)."""
    out = np.empty(len(kji), dtype=np.float32)
    for n in range(len(kji)):
        out[n] = trilinear(array, kji[n, 0], kji[n, 1], kji[n, 2], outside)
    return out


@compiled
def resample(
    source: npt.NDArray[np.int16],
    matrix: Affine,
    samples: npt.NDArray[np.int64],
    out: FloatImage,
    first: int,
    last: int,
) -> None:
    """Fill slices first..last of `out`: mean over samples (i, j, k) sub-positions of each cube."""
    for k in range(first, last):
        for j in range(out.shape[1]):
            for i in range(out.shape[2]):
                total = 0.0
                for sk in range(samples[2]):
                    ck = k + (sk + 0.5) / samples[2] - 0.5
                    for sj in range(samples[1]):
                        cj = j + (sj + 0.5) / samples[1] - 0.5
                        for si in range(samples[0]):
                            ci = i + (si + 0.5) / samples[0] - 0.5
                            a = matrix[0, 0] * ck + matrix[0, 1] * cj + matrix[0, 2] * ci + matrix[0, 3]
                            b = matrix[1, 0] * ck + matrix[1, 1] * cj + matrix[1, 2] * ci + matrix[1, 3]
                            c = matrix[2, 0] * ck + matrix[2, 1] * cj + matrix[2, 2] * ci + matrix[2, 3]
                            value = trilinear(source, a, b, c, -1000.0)
                            total += value if value > -2000.0 else -1000.0
                out[k, j, i] = total / (samples[0] * samples[1] * samples[2])
