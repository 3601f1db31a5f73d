"""Where voxels lie. Arrays are [k, j, i] (slice, row, column); points are LPS millimetres."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spineplan.geometry.affine import Affine, Points, inverse, transform_points
from spineplan.geometry.vectors import Vector


@dataclass(frozen=True, eq=False)
class Grid:
    """shape_kji: slices, rows, columns. lps_from_ijk: (4, 4), maps voxel centres (i, j, k) to LPS mm.

    Raises ValueError for a non-positive shape or a singular affine.
    """

    shape_kji: tuple[int, int, int]
    lps_from_ijk: Affine

    def __post_init__(self) -> None:
        if min(self.shape_kji) < 1:
            raise ValueError("a grid needs at least one voxel along each axis")
        affine = np.array(self.lps_from_ijk, dtype=np.float64) + 0.0  # no -0.0: equal grids have equal bytes
        if affine.shape != (4, 4) or not np.isfinite(affine).all():
            raise ValueError("lps_from_ijk must be a finite 4x4 matrix")
        affine.setflags(write=False)
        object.__setattr__(self, "lps_from_ijk", affine)
        object.__setattr__(self, "shape_kji", tuple(int(n) for n in self.shape_kji))
        inverse(affine)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Grid)
            and self.shape_kji == other.shape_kji
            and np.array_equal(self.lps_from_ijk, other.lps_from_ijk)
        )

    def __hash__(self) -> int:
        return hash((self.shape_kji, self.lps_from_ijk.tobytes()))

    def same_place(self, other: "Grid", tolerance_mm: float = 1e-3) -> bool:
        """Whether both have the same voxels at the same place: no corner strays further (LPS mm) than the tolerance.

        Equality is exact; another reader's rounding must not part a mask from its images.
        """
        return self.shape_kji == other.shape_kji and bool(
            np.abs(self.corners_mm - other.corners_mm).max() <= tolerance_mm
        )

    @cached_property
    def ijk_from_lps(self) -> Affine:
        """(4, 4), LPS mm to continuous voxel index (i, j, k); voxel centres are integers."""
        return inverse(self.lps_from_ijk)

    @cached_property
    def spacing_mm(self) -> tuple[float, float, float]:
        """Distance between neighbours along i, j, k."""
        i, j, k = np.linalg.norm(self.lps_from_ijk[:3, :3], axis=0)
        return (float(i), float(j), float(k))

    @property
    def spacing_kji_mm(self) -> tuple[float, float, float]:
        """The same in array axis order."""
        i, j, k = self.spacing_mm
        return (k, j, i)

    @cached_property
    def voxel_volume_ml(self) -> float:
        """Volume of one voxel, millilitres (determinant, so right for sheared grids too)."""
        return abs(float(np.linalg.det(self.lps_from_ijk[:3, :3]))) / 1000.0

    @cached_property
    def centre_mm(self) -> Vector:
        """LPS point in the middle of the grid."""
        k, j, i = self.shape_kji
        return transform_points(self.lps_from_ijk, [(i - 1) / 2.0, (j - 1) / 2.0, (k - 1) / 2.0])

    @cached_property
    def corners_mm(self) -> Points:
        """(8, 3) LPS corners of the voxel box (outer faces, half a voxel beyond the centres)."""
        k, j, i = self.shape_kji
        ijk = [(a, b, c) for a in (-0.5, i - 0.5) for b in (-0.5, j - 0.5) for c in (-0.5, k - 0.5)]
        return transform_points(self.lps_from_ijk, ijk)

    def spacing_along_mm(self, direction_lps: Vector) -> float:
        """Distance that crosses one voxel layer in a direction (LPS, unit): along a voxel axis, its spacing."""
        return 1.0 / float(np.linalg.norm(self.ijk_from_lps[:3, :3] @ direction_lps))

    def contains_mm(self, points_mm: Points | Vector) -> bool:
        """Whether every LPS point lies inside the voxel box."""
        ijk = transform_points(self.ijk_from_lps, points_mm)
        upper = np.array(self.shape_kji[::-1], dtype=np.float64) - 0.5
        return bool(np.all((ijk >= -0.5) & (ijk <= upper)))

    def cropped(self, start_kji: tuple[int, int, int], shape_kji: tuple[int, int, int]) -> "Grid":
        """Grid of a box of voxels that starts at start_kji; LPS positions are kept."""
        affine = np.array(self.lps_from_ijk)
        affine[:3, 3] = transform_points(self.lps_from_ijk, start_kji[::-1])
        return Grid(shape_kji, affine)
