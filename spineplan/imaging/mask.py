"""Voxel masks: a box of booleans on a parent grid, named by the hash of its content."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.grid import Grid

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Mask:
    """voxels_kji: bool box; start_kji: its first voxel in `parent` (the series' grid). The box may be larger than
    the set voxels; `tight()` crops it. Raises ValueError when the box leaves the parent grid."""

    voxels_kji: BoolArray
    start_kji: tuple[int, int, int]
    parent: Grid

    def __post_init__(self) -> None:
        if self.voxels_kji.dtype != np.bool_ or self.voxels_kji.ndim != 3:
            raise ValueError("a mask is a 3-D array of bool")
        for start, size, limit in zip(self.start_kji, self.voxels_kji.shape, self.parent.shape_kji, strict=True):
            if start < 0 or start + size > limit:
                raise ValueError("the mask's box leaves its grid")

    @property
    def grid(self) -> Grid:
        """Grid of the box itself."""
        k, j, i = self.voxels_kji.shape
        return self.parent.cropped(self.start_kji, (k, j, i))

    @cached_property
    def count(self) -> int:
        """Number of set voxels."""
        return int(np.count_nonzero(self.voxels_kji))

    @property
    def volume_ml(self) -> float:
        """Volume of the set voxels, millilitres."""
        return self.count * self.parent.voxel_volume_ml

    @cached_property
    def sha256(self) -> str:
        """Hash of voxels, box and parent grid: equal masks at equal places have equal names."""
        digest = hashlib.sha256()
        digest.update(repr((self.voxels_kji.shape, self.start_kji, self.parent.shape_kji)).encode())
        digest.update(np.ascontiguousarray(self.parent.lps_from_ijk).tobytes())
        digest.update(np.packbits(self.voxels_kji).tobytes())
        return digest.hexdigest()

    @cached_property
    def centroid_mm(self) -> Points:
        """(3,) LPS centroid of the set voxels. Raises ValueError for an empty mask."""
        if self.count == 0:
            raise ValueError("an empty mask has no centroid")
        kji = np.argwhere(self.voxels_kji).mean(axis=0) + np.array(self.start_kji)
        return transform_points(self.parent.lps_from_ijk, kji[::-1])

    def holds(self, point_mm: Points) -> bool:
        """Whether the voxel nearest to an LPS point is set."""
        ijk = np.rint(transform_points(self.parent.ijk_from_lps, point_mm)).astype(int)
        k, j, i = ijk[::-1] - np.array(self.start_kji)
        inside = all(0 <= at < size for at, size in zip((k, j, i), self.voxels_kji.shape, strict=True))
        return inside and bool(self.voxels_kji[k, j, i])

    def tight(self) -> "Mask":
        """The same mask with the smallest box; an empty mask keeps one voxel."""
        if self.count == 0:
            return Mask(np.zeros((1, 1, 1), dtype=np.bool_), self.start_kji, self.parent)
        # Twice, in the order of the voxels: a stroke does this at every event.
        by_slice: BoolArray = np.any(self.voxels_kji.reshape(len(self.voxels_kji), -1), axis=1)
        across: BoolArray = np.any(self.voxels_kji, axis=0)
        slices = []
        for filled in (by_slice, np.any(across, axis=1), np.any(across, axis=0)):
            used = np.flatnonzero(filled)
            slices.append(slice(int(used[0]), int(used[-1]) + 1))
        if all(s.stop - s.start == size for s, size in zip(slices, self.voxels_kji.shape, strict=True)):
            return self
        k, j, i = (s.start + start for s, start in zip(slices, self.start_kji, strict=True))
        return Mask(self.voxels_kji[tuple(slices)].copy(), (k, j, i), self.parent)

    def full(self) -> BoolArray:
        """The mask on the whole parent grid, bool [k, j, i]."""
        out = np.zeros(self.parent.shape_kji, dtype=np.bool_)
        box = tuple(slice(s, s + n) for s, n in zip(self.start_kji, self.voxels_kji.shape, strict=True))
        out[box] = self.voxels_kji
        return out
