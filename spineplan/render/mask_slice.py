"""A voxel mask on a plane, for drawing lesions over a picture."""

import numpy as np

from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.mask import Mask
from spineplan.render import slice_arrays
from spineplan.render.bands import in_bands
from spineplan.render.kernels import compiled
from spineplan.render.reslice import Picture, rays


def touches(mask: Mask, plane: ViewPlane) -> bool:
    """Whether the box of the mask meets the picture at all; cheap, ask it first."""
    x, y, depth = plane.px_from_mm(mask.grid.corners_mm).T
    return bool(
        depth.min() <= 0 <= depth.max()
        and x.max() >= 0
        and x.min() <= plane.width_px
        and y.max() >= 0
        and y.min() <= plane.height_px
    )


def mask_slice(mask: Mask, plane: ViewPlane) -> Picture:
    """uint8 picture [height_px, width_px]: 1 where the voxel nearest to the pixel's centre is set, else 0.

    The plane must be in the frame of reference of the mask's grid.
    """
    out = np.zeros((plane.height_px, plane.width_px), dtype=np.uint8)
    if mask.count == 0 or not touches(mask, plane):
        return out
    ray = rays(plane, mask.grid.ijk_from_lps)
    rows = (0, plane.height_px)
    kernels = compiled()
    if kernels is None:
        slice_arrays.nearest_mask(mask.voxels_kji, ray.start, ray.step_x, ray.step_y, out, rows)
        return out
    voxels = np.ascontiguousarray(mask.voxels_kji)
    in_bands(lambda a, b: kernels.mask_rows(voxels, ray.start, ray.step_x, ray.step_y, out, a, b), rows)
    return out
