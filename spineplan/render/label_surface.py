"""Surfaces of labelled vertebrae and structures, and what is hit by a click on them. Safe on any thread."""

from collections.abc import Mapping

import numpy as np
from scipy import ndimage

from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Point, point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import holds
from spineplan.render.mesh import Mesh, joined
from spineplan.render.scene_surface import surface_of

CELL_MM, LARGE_CELL_MM = 1.2, 2.5
LARGE_ML = 150.0
"""Larger things have room for larger triangles."""
SOFT_VOXELS = 0.8
STEP_MM = 0.5


def label_surface(mask: Mask) -> Mesh:
    """A smooth surface of a mask in LPS mm, of triangles about as large as CELL_MM."""
    tight = mask.tight()
    if tight.count == 0:
        return joined()
    cell = CELL_MM if tight.volume_ml <= LARGE_ML else LARGE_CELL_MM
    size = [max(1, round(cell / mm)) for mm in tight.parent.spacing_kji_mm]
    room = [2 * n for n in size]
    short = [(-n) % s for n, s in zip(tight.voxels_kji.shape, size, strict=True)]
    padded = np.pad(tight.voxels_kji, [(r, r + extra) for r, extra in zip(room, short, strict=True)])
    k, j, i = (n // s for n, s in zip(padded.shape, size, strict=True))
    share = padded.reshape(k, size[0], j, size[1], i, size[2]).mean(axis=(1, 3, 5), dtype=np.float32)
    soft = ndimage.gaussian_filter(share, SOFT_VOXELS) * 1000.0
    affine = np.array(tight.grid.lps_from_ijk)
    first = [(s - 1) / 2.0 - r for s, r in zip(size, room, strict=True)]
    affine[:3, 3] = transform_points(affine, first[::-1])
    affine[:3, :3] = affine[:3, :3] @ np.diag([float(s) for s in size[::-1]])
    return surface_of(soft.astype(np.int16), Grid((k, j, i), affine), 500.0)


def label_at(masks: Mapping[str, Mask], plane: ViewPlane, x_px: float, y_px: float) -> tuple[str, Point] | None:
    """The first label under a pixel, seen along the plane's normal, and the LPS point where it is met."""
    start, into = plane.mm_from_px(x_px, y_px), plane.normal_lps
    best: tuple[float, str] | None = None
    for name, mask in masks.items():
        depths = (mask.grid.corners_mm - start) @ into
        away = start + depths.mean() * into - mask.grid.centre_mm
        if np.linalg.norm(away - (away @ into) * into) > np.linalg.norm(mask.grid.corners_mm[0] - mask.grid.centre_mm):
            continue
        t = np.arange(depths.min(), depths.max(), STEP_MM)
        hit = np.flatnonzero(holds(mask, start + t[:, None] * into))
        if hit.size and (best is None or t[hit[0]] < best[0]):
            best = (float(t[hit[0]]), name)
    return None if best is None else (best[1], point(start + (best[0] + STEP_MM / 2.0) * into))
