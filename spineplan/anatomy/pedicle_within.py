"""How well a pedicle can be measured on voxels of a size: what is said beside its numbers."""

import numpy as np

from spineplan.geometry.vectors import Vector
from spineplan.imaging.grid import Grid

WIDTH_WITHIN, HEIGHT_WITHIN = (0.15, 0.3), (0.2, 0.5)
"""mm, and mm per mm of voxel. Up and down facets and ribs come nearer. 95 % of the synthetic patients' pedicles keep to
them at 0.7 to 1.5 mm and in slices of 3 mm, see bench/levels.md."""


def voxels_allow_mm(grid: Grid, direction_lps: Vector, share: tuple[float, float]) -> float:
    """± mm that 95 % of measured pedicles keep to, along a unit LPS direction on voxels of this size.

    share: WIDTH_WITHIN or HEIGHT_WITHIN: mm, and mm per mm of voxel along the direction."""
    axes = grid.lps_from_ijk[:3, :3] / np.array(grid.spacing_mm)
    voxel = float(np.linalg.norm((direction_lps @ axes) * np.array(grid.spacing_mm)))
    return share[0] + share[1] * voxel
