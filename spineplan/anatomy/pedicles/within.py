"""How well a pedicle can be measured on voxels of a size: what is said beside its numbers."""

import numpy as np

from spineplan.geometry.vectors import Vector
from spineplan.imaging.grid import Grid

WIDTH_WITHIN, HEIGHT_WITHIN = (0.15, 0.2), (0.2, 0.5)
"""mm, and mm per mm of voxel. Up and down facets and ribs come nearer. See bench/levels.md."""
FINE_MM, BLENDED_MM, WIDE_VOXELS = 1.0, 0.7, 6.0
"""Larger voxels blend the wall with the rib or facet beside it: per mm more the width is known this much less, until
the pedicle is wider than so many voxels; then this falls with the square. See bench/levels.md."""
RESOLVED_SHARE, UNRESOLVED_MM = 0.25, (0.4, 0.8)
"""Voxels larger than this share of a size blur one wall into the other; per mm more that is known this much less."""
STEEP, STEEP_MM = 2.0, 0.8
"""Outlines this much higher than wide have ends too sharp for a contour; per unit more the height is known less."""


def sizes_within_mm(grid: Grid, across: Vector, up: Vector, width_mm: float, height_mm: float) -> tuple[float, float]:
    """± mm that 95 % of measured pedicles keep to, for (width, height) along unit LPS directions on such voxels."""
    voxel = voxel_mm(grid, across)
    width = _allowed_mm(voxel, width_mm, WIDTH_WITHIN, UNRESOLVED_MM[0])
    width += BLENDED_MM * max(0.0, voxel - FINE_MM) * min(1.0, (WIDE_VOXELS * voxel / max(width_mm, 1.0)) ** 2)
    height = _allowed_mm(voxel_mm(grid, up), height_mm, HEIGHT_WITHIN, UNRESOLVED_MM[1])
    return width, height + STEEP_MM * max(0.0, height_mm / max(width_mm, 1.0) - STEEP)


def voxel_mm(grid: Grid, direction: Vector) -> float:
    """Size of a voxel along a unit LPS direction."""
    return float(np.linalg.norm(direction @ grid.lps_from_ijk[:3, :3]))


def _allowed_mm(voxel: float, size_mm: float, share: tuple[float, float], unresolved_mm: float) -> float:
    return share[0] + share[1] * voxel + unresolved_mm * max(0.0, voxel - RESOLVED_SHARE * size_mm)
