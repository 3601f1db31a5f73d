"""A box of voxels with its place, for kernels: values at LPS points."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask

Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Start = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class Region:
    """A box of a grid: its first voxel and its shape, [k, j, i]."""

    parent: Grid
    start_kji: Start
    shape_kji: Start

    @property
    def grid(self) -> Grid:
        """Grid of the box itself."""
        return self.parent.cropped(self.start_kji, self.shape_kji)

    @property
    def slices(self) -> tuple[slice, slice, slice]:
        """Of the parent's arrays."""
        k, j, i = (slice(s, s + n) for s, n in zip(self.start_kji, self.shape_kji, strict=True))
        return k, j, i

    def of(self, mask: Mask) -> Bools:
        """The mask's part inside the region, on the region."""
        out = np.zeros(self.shape_kji, dtype=np.bool_)
        low = np.maximum(self.start_kji, mask.start_kji)
        high = np.minimum(np.add(self.start_kji, self.shape_kji), np.add(mask.start_kji, mask.voxels_kji.shape))
        if np.any(high <= low):
            return out
        mine = tuple(slice(int(a - s), int(b - s)) for a, b, s in zip(low, high, self.start_kji, strict=True))
        theirs = tuple(slice(int(a - s), int(b - s)) for a, b, s in zip(low, high, mask.start_kji, strict=True))
        out[mine] = mask.voxels_kji[theirs]
        return out

    def points_mm(self, voxels_kji: Bools) -> npt.NDArray[np.float32]:
        """LPS centres (n, 3) of the set voxels."""
        kji = set_voxels(voxels_kji) + np.array(self.start_kji)
        return np.ascontiguousarray(transform_points(self.parent.lps_from_ijk, kji[:, ::-1]), dtype=np.float32)

    def to_kji(self) -> Doubles:
        """(3, 4) from LPS mm to the box's own (k, j, i)."""
        return kji_from_lps(self.grid)


def set_voxels(voxels_kji: Bools) -> npt.NDArray[np.int64]:
    """`np.argwhere` of a volume; several times faster, as flat arrays are searched faster."""
    flat = np.flatnonzero(voxels_kji)
    return np.stack(np.unravel_index(flat, voxels_kji.shape), axis=1).astype(np.int64, copy=False)


def kji_from_lps(grid: Grid) -> Doubles:
    """(3, 4) from LPS mm to continuous (k, j, i) of a grid."""
    return np.ascontiguousarray(grid.ijk_from_lps[:3][::-1])


def region_around(parent: Grid, points_mm: Points, room_mm: float) -> Region:
    """The smallest box of the grid that holds LPS points with room around them, kept inside the grid."""
    kji = transform_points(parent.ijk_from_lps, points_mm)[..., ::-1].reshape(-1, 3)
    room = room_mm / np.array(parent.spacing_kji_mm)
    shape = np.array(parent.shape_kji)
    low = np.clip(np.floor(kji.min(axis=0) - room).astype(int), 0, shape - 1)
    high = np.clip(np.ceil(kji.max(axis=0) + room).astype(int) + 1, low + 1, shape)
    a, b, c = (int(n) for n in low)
    d, e, f = (int(n) for n in high - low)
    return Region(parent, (a, b, c), (d, e, f))


@compiled
def linear(values: npt.NDArray[np.float32], matrix: Doubles, x: float, y: float, z: float, outside: float) -> float:
    """Trilinear value at an LPS point; matrix (3, 4) maps it to (k, j, i)."""
    k = matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2] * z + matrix[0, 3]
    j = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2] * z + matrix[1, 3]
    i = matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2] * z + matrix[2, 3]
    nk, nj, ni = values.shape
    if k < 0.0 or j < 0.0 or i < 0.0 or k > nk - 1 or j > nj - 1 or i > ni - 1:
        return outside
    k0, j0, i0 = min(int(k), max(nk - 2, 0)), min(int(j), max(nj - 2, 0)), min(int(i), max(ni - 2, 0))
    k1, j1, i1 = min(k0 + 1, nk - 1), min(j0 + 1, nj - 1), min(i0 + 1, ni - 1)
    fk, fj, fi = k - k0, j - j0, i - i0
    low = (values[k0, j0, i0] * (1 - fi) + values[k0, j0, i1] * fi) * (1 - fj) + (
        values[k0, j1, i0] * (1 - fi) + values[k0, j1, i1] * fi
    ) * fj
    high = (values[k1, j0, i0] * (1 - fi) + values[k1, j0, i1] * fi) * (1 - fj) + (
        values[k1, j1, i0] * (1 - fi) + values[k1, j1, i1] * fi
    ) * fj
    return float(low * (1 - fk) + high * fk)


@compiled
def set_at(mask: Bools, matrix: Doubles, x: float, y: float, z: float) -> bool:
    """Whether the voxel nearest to an LPS point is set; outside the box it is not."""
    k = int(np.rint(matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2] * z + matrix[0, 3]))
    j = int(np.rint(matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2] * z + matrix[1, 3]))
    i = int(np.rint(matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2] * z + matrix[2, 3]))
    inside = 0 <= k < mask.shape[0] and 0 <= j < mask.shape[1] and 0 <= i < mask.shape[2]
    return bool(inside and mask[k, j, i])


@compiled
def set_along(mask: Bools, matrix: Doubles, start: Doubles, end: Doubles, step: float) -> Bools:
    """`set_at` at equal steps from start to end, both ends included."""
    length = np.sqrt((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2 + (end[2] - start[2]) ** 2)
    count = max(int(np.ceil(length / step)), 1)
    out = np.zeros(count + 1, dtype=np.bool_)
    for n in range(count + 1):
        t = n / count
        out[n] = set_at(
            mask, matrix,
            start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1]), start[2] + t * (end[2] - start[2]),
        )  # fmt: skip
    return out


@compiled
def sampled(mask: Bools, matrix: Doubles, points: Doubles) -> Bools:
    """`set_at` for points (n, 3)."""
    out = np.zeros(points.shape[0], dtype=np.bool_)
    for n in range(points.shape[0]):
        out[n] = set_at(mask, matrix, points[n, 0], points[n, 1], points[n, 2])
    return out


def values_at(values: npt.NDArray[np.float32], matrix: Doubles, points_mm: Points) -> npt.NDArray[np.float64]:
    """Trilinear values at LPS points (..., 3), 0 outside the box; shape (...)."""
    flat = np.ascontiguousarray(points_mm.reshape(-1, 3), dtype=np.float64)
    return np.asarray(_linear_all(values, matrix, flat)).reshape(points_mm.shape[:-1])


@compiled
def _linear_all(values: npt.NDArray[np.float32], matrix: Doubles, points: Doubles) -> Doubles:
    out = np.empty(points.shape[0])
    for n in range(points.shape[0]):
        out[n] = linear(values, matrix, points[n, 0], points[n, 1], points[n, 2], 0.0)
    return out
