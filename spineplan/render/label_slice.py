"""Labels on a plane: which vertebra each pixel shows, and where its outline runs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.grid import Grid
from spineplan.render import slice_arrays
from spineplan.render.bands import in_bands
from spineplan.render.kernels import compiled
from spineplan.render.reslice import Picture, rays
from spineplan.render.straightened import StraightPlane

MOST = 127
"""Numbers that a picture can tell apart together with their outlines."""


@dataclass(frozen=True, eq=False)
class LabelPicture:
    """codes: uint8 [row, column]; 0 nothing, 2n - 1 inside label n, 2n on its outline. left_px, top_px: its place."""

    codes: Picture
    left_px: int
    top_px: int


def label_picture(numbers_kji: npt.NDArray[np.uint8], grid: Grid, plane: ViewPlane) -> LabelPicture | None:
    """What a plane shows of labels (at most MOST) on a grid in its frame of reference; None where they do not meet.

    Nearest voxel per pixel; an outline is one pixel wide and lies inside its label.
    """
    covered = _covered(grid, plane)
    if covered is None:
        return None
    part, left, top = covered
    return LabelPicture(_coded(_slice(numbers_kji, grid, part)), left, top)


def straight_label_picture(numbers_kji: npt.NDArray[np.uint8], grid: Grid, plane: StraightPlane) -> LabelPicture:
    """The same on the straightened spine, as large as the picture."""
    start, step = plane.row_rays()
    linear = grid.ijk_from_lps[:3, :3]
    first = start @ linear.T + (grid.ijk_from_lps[:3, 3] + 0.5)
    along = step @ linear.T
    out = np.zeros((plane.height_px, plane.width_px), dtype=np.uint8)
    inside = np.ones(out.shape, dtype=np.bool_)
    at: list[npt.NDArray[np.int64]] = []
    for axis, size in enumerate(numbers_kji.shape[::-1]):
        index = np.floor(first[:, axis, None] + along[:, axis, None] * np.arange(plane.width_px)).astype(np.int64)
        inside &= (index >= 0) & (index < size)
        at.append(index)
    i, j, k = (index[inside] for index in at)
    out[inside] = numbers_kji[k, j, i]
    return LabelPicture(_coded(out), 0, 0)


def _coded(numbers: Picture) -> Picture:
    padded = np.pad(numbers, 1)
    middle = padded[1:-1, 1:-1]
    deep = middle == padded[:-2, 1:-1]
    for neighbour in (padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]):
        deep &= middle == neighbour
    codes = np.left_shift(numbers, 1)
    codes -= (deep & (numbers > 0)).view(np.uint8)
    return np.asarray(codes)


def _slice(numbers_kji: npt.NDArray[np.uint8], grid: Grid, plane: ViewPlane) -> Picture:
    out = np.zeros((plane.height_px, plane.width_px), dtype=np.uint8)
    ray = rays(plane, grid.ijk_from_lps)
    rows = (0, plane.height_px)
    kernels = compiled()
    if kernels is None:
        slice_arrays.nearest_mask(numbers_kji, ray.start, ray.step_x, ray.step_y, out, rows)
        return out
    voxels = np.ascontiguousarray(numbers_kji)
    in_bands(lambda a, b: kernels.mask_rows(voxels, ray.start, ray.step_x, ray.step_y, out, a, b), rows)
    return out


def _covered(grid: Grid, plane: ViewPlane) -> tuple[ViewPlane, int, int] | None:
    """The same plane, only as large as the grid's box on it, and its upper left corner in pixels."""
    x, y, depth = plane.px_from_mm(grid.corners_mm).T
    if not depth.min() <= 0.0 <= depth.max():
        return None
    left, top = max(int(np.floor(x.min())), 0), max(int(np.floor(y.min())), 0)
    right, bottom = min(int(np.ceil(x.max())) + 1, plane.width_px), min(int(np.ceil(y.max())) + 1, plane.height_px)
    if right <= left or bottom <= top:
        return None
    size = (right - left, bottom - top)
    middle = plane.mm_from_px(left + size[0] / 2.0, top + size[1] / 2.0)
    return view_plane(middle, plane.right_lps, plane.down_lps, plane.mm_per_px, size), left, top
