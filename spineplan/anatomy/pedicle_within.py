"""How well a pedicle can be measured on voxels of a size: what is said beside its numbers."""

import numpy as np

from spineplan.geometry.vectors import Vector
from spineplan.imaging.grid import Grid

WIDTH_WITHIN, HEIGHT_WITHIN = (0.15, 0.3), (0.2, 0.5)
"""mm, and mm per mm of voxel. Up and down facets and ribs come nearer. See bench/levels.md."""
RESOLVED_SHARE, UNRESOLVED_MM = 0.25, 0.8
"""Voxels larger than this share of a size blur one wall into the other; per mm more that is known this much less."""


def voxels_allow_mm(grid: Grid, direction_lps: Vector, size_mm: float, share: tuple[float, float]) -> float:
    """± mm that 95 % of measured pedicles keep to, for a size along a unit LPS direction on voxels of this size.

    share: WIDTH_WITHIN or HEIGHT_WITHIN: mm, and mm per mm of voxel along the direction."""
    axes = grid.lps_from_ijk[:3, :3] / np.array(grid.spacing_mm)
    voxel = float(np.linalg.norm((direction_lps @ axes) * np.array(grid.spacing_mm)))
    return share[0] + share[1] * voxel + UNRESOLVED_MM * max(0.0, voxel - RESOLVED_SHARE * size_mm)
