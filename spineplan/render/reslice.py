"""A volume on a plane: trilinear between voxel centres in LPS, windowed to grey; outside the volume is black."""

from dataclasses import dataclass
from math import floor
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Affine
from spineplan.geometry.vectors import Vector, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.volume import Volume, Window
from spineplan.render import slice_arrays
from spineplan.render.bands import in_bands
from spineplan.render.kernels import compiled
from spineplan.render.windowing import GreyScale, grey_scale

Picture = npt.NDArray[np.uint8]
"""Grey levels [row, column]."""
ProjectionMode = Literal["mip", "minip", "mean"]
PROJECTIONS: tuple[ProjectionMode, ...] = ("mip", "minip", "mean")
NO_PADDING = 1 << 20


@dataclass(frozen=True)
class Slab:
    """Largest, smallest or mean value across a thickness, centred on the plane."""

    mode: ProjectionMode
    thickness_mm: float


@dataclass(frozen=True)
class Ray:
    """Voxel coordinates (i, j, k) of pixel (x, y): start + x * step_x + y * step_y; step_normal_mm: one mm deeper."""

    start: Vector
    step_x: Vector
    step_y: Vector
    step_normal_mm: Vector


def rays(plane: ViewPlane, ijk_from_lps: Affine) -> Ray:
    """Where the pixel centres of a plane lie among the voxels."""
    linear = ijk_from_lps[:3, :3]
    start = linear @ plane.origin_mm + ijk_from_lps[:3, 3]
    return Ray(
        start,
        linear @ (vector(plane.right_lps) * plane.mm_per_px),
        linear @ (vector(plane.down_lps) * plane.mm_per_px),
        linear @ plane.normal_lps,
    )


def reslice(
    volume: Volume,
    plane: ViewPlane,
    window: Window,
    slab: Slab | None = None,
    out: Picture | None = None,
    rows: tuple[int, int] | None = None,
) -> Picture:
    """Grey picture [height_px, width_px] of a volume on a plane of the same frame of reference.

    Half a voxel beyond the outermost centres the outermost value holds. Voxels without data are black.
    out: a picture to draw into; rows: only [first, last) of it. Works before the kernels are compiled, then slower.
    """
    shape = (plane.height_px, plane.width_px)
    if out is None:
        out = np.empty(shape, dtype=np.uint8)
    ray = rays(plane, volume.grid.ijk_from_lps)
    grey = grey_scale(volume, window)
    first, last = rows or (0, plane.height_px)
    if slab is not None and slab.thickness_mm > 0:
        _draw_slab(volume, ray, grey, slab, out, (first, last))
    else:
        _draw_slice(volume, ray, grey, out, (first, last))
    return out


def layers_across(per_mm: float, thickness_mm: float) -> int:
    """Number of planes a slab is sampled with: the middle one and every whole voxel layer to both sides within it."""
    return 2 * floor(thickness_mm / 2.0 * per_mm + 1e-6) + 1


def _draw_slice(volume: Volume, ray: Ray, grey: GreyScale, out: Picture, rows: tuple[int, int]) -> None:
    padding = NO_PADDING if volume.padding_value is None else volume.padding_value
    axes = slice_arrays.along_voxel_axes(ray.start, ray.step_x, ray.step_y, volume.array_kji.shape, out.shape)
    kernels = compiled()
    if kernels is None:
        if axes is not None:
            slice_arrays.aligned(volume.array_kji, axes, grey, padding, out, rows)
        else:
            slice_arrays.oblique(volume.array_kji, ray.start, ray.step_x, ray.step_y, grey, padding, out, rows)
        return
    if axes is not None:
        flat = volume.array_kji.reshape(-1)
        in_bands(lambda a, b: kernels.aligned_rows(flat, *axes, grey.low, grey.gain, padding, out, a, b), rows)
        return
    in_bands(
        lambda a, b: kernels.oblique_rows(
            volume.array_kji, ray.start, ray.step_x, ray.step_y, grey.low, grey.gain, padding, out, a, b
        ),
        rows,
    )


def _draw_slab(volume: Volume, ray: Ray, grey: GreyScale, slab: Slab, out: Picture, rows: tuple[int, int]) -> None:
    padding = NO_PADDING if volume.padding_value is None else volume.padding_value
    per_mm = float(np.linalg.norm(ray.step_normal_mm))
    count = layers_across(per_mm, slab.thickness_mm)
    step = ray.step_normal_mm / per_mm
    start = ray.start - step * (count // 2)
    kernels = compiled()
    mode = PROJECTIONS.index(slab.mode)
    if kernels is None:
        slice_arrays.slab(
            volume.array_kji, (start, ray.step_x, ray.step_y, step), count, mode, grey, padding, out, rows
        )
        return
    in_bands(
        lambda a, b: kernels.slab_rows(
            volume.array_kji, start, ray.step_x, ray.step_y, step, count, mode, grey.low, grey.gain, padding, out, a, b
        ),
        rows,
    )
