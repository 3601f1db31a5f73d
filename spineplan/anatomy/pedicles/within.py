"""How well a pedicle can be measured on voxels of a size: what is said beside its numbers."""

import numpy as np

from spineplan.geometry.vectors import Vector
from spineplan.imaging.grid import Grid

WIDTH_WITHIN, HEIGHT_WITHIN = (0.15, 0.3), (0.2, 0.5)
"""mm, and mm per mm of voxel. Up and down facets and ribs come nearer. See bench/levels.md."""
RESOLVED_SHARE, UNRESOLVED_MM = 0.25, 0.8
"""Voxels larger than this share of a size blur one wall into the other; per mm more that is known this much less."""
STEEP, STEEP_MM = 2.0, 0.8
"""Outlines this much higher than wide have ends too sharp for a contour; per unit more the height is known less."""


def sizes_within_mm(grid: Grid, across: Vector, up: Vector, width_mm: float, height_mm: float) -> tuple[float, float]:
    """± mm that 95 % of measured pedicles keep to, for (width, height) along unit LPS directions on such voxels."""
    width, height = _allowed_mm(grid, across, width_mm, WIDTH_WITHIN), _allowed_mm(grid, up, height_mm, HEIGHT_WITHIN)
    return width, height + STEEP_MM * max(0.0, height_mm / max(width_mm, 1.0) - STEEP)


def _allowed_mm(grid: Grid, direction: Vector, size_mm: float, share: tuple[float, float]) -> float:
    voxel = voxel_mm(grid, direction)
    return share[0] + share[1] * voxel + UNRESOLVED_MM * max(0.0, voxel - RESOLVED_SHARE * size_mm)


def voxel_mm(grid: Grid, direction: Vector) -> float:
    """Size of a voxel along a unit LPS direction."""
    return float(np.linalg.norm(direction @ grid.lps_from_ijk[:3, :3]))
