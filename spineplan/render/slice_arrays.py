"""The same slices as `slice_kernels` in plain numpy: what draws until the kernels are compiled."""

from typing import Any

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import Vector
from spineplan.render.windowing import GreyScale

Voxels = npt.NDArray[np.int16]
Picture = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]
Axis = tuple[Offsets, Offsets, Weights]
Axes = tuple[Offsets, Offsets, Weights, Offsets, Offsets, Weights, Offsets, Offsets, Weights]
STRAY_VOXELS = 1e-4
"""A plane counts as lying along the voxel axes when it strays by less than this over its whole width."""


def along_voxel_axes(
    start: Vector, step_x: Vector, step_y: Vector, shape_kji: tuple[int, ...], size: tuple[int, int]
) -> Axes | None:
    """Flat offsets and weights per column, per row and for the plane, when each step follows one voxel axis.

    size: rows and columns of the picture. Offsets of columns and rows outside the box are -1.
    """
    height, width = size
    axis_x, axis_y = int(np.argmax(np.abs(step_x))), int(np.argmax(np.abs(step_y)))
    stray_x = np.delete(np.abs(step_x), axis_x).max() * width
    stray_y = np.delete(np.abs(step_y), axis_y).max() * height
    if axis_x == axis_y or max(stray_x, stray_y) > STRAY_VOXELS:
        return None
    axis_z = 3 - axis_x - axis_y
    counts = shape_kji[::-1]
    strides = (1, counts[0], counts[0] * counts[1])
    x = _axis(start[axis_x] + np.arange(width) * step_x[axis_x], counts[axis_x], strides[axis_x])
    y = _axis(start[axis_y] + np.arange(height) * step_y[axis_y], counts[axis_y], strides[axis_y])
    z = _axis(start[axis_z : axis_z + 1], counts[axis_z], strides[axis_z])
    if z[0][0] < 0:
        x[0][:] = -1
    return (*x, *y, *z)


def _axis(coordinates: npt.NDArray[np.float64], count: int, stride: int) -> Axis:
    inside = (coordinates >= -0.5 - 1e-6) & (coordinates <= count - 0.5 + 1e-6)
    # A hair beside a voxel centre is that centre: rounding must not cost a second slice.
    whole = np.round(coordinates)
    held = np.clip(np.where(np.abs(coordinates - whole) < 1e-6, whole, coordinates), 0.0, count - 1.0)
    low = np.minimum(held.astype(np.int64), max(count - 2, 0))
    high = np.minimum(low + 1, count - 1)
    return np.where(inside, low * stride, -1), high * stride, (held - low).astype(np.float32)


def _to_grey(values: Weights, hidden: npt.NDArray[np.bool_], grey: GreyScale) -> Picture:
    levels = (values - np.float32(grey.low)) * np.float32(grey.gain) + np.float32(0.5)
    picture: Picture = np.clip(levels, 0.0, 255.0).astype(np.uint8)
    picture[hidden] = 0
    return picture


def aligned(voxels: Voxels, axes: Axes, grey: GreyScale, padding: int, out: Picture, rows: tuple[int, int]) -> None:
    """Rows of a plane along two voxel axes."""
    x0, x1, fx, y0, y1, fy, z0, z1, fz = axes
    band = slice(*rows)
    y0, y1, fy = y0[band], y1[band], fy[band]
    flat = voxels.reshape(-1)
    outside = (x0[None, :] < 0) | (y0[:, None] < 0)
    x0, y0, z0 = np.maximum(x0, 0), np.maximum(y0, 0), np.maximum(z0, 0)

    def row(y: Offsets, z: Offsets) -> Weights:
        near = flat[y[:, None] + (x0 + z)[None, :]].astype(np.float32)
        return near + (flat[y[:, None] + (x1 + z)[None, :]] - near) * fx[None, :]

    def sheet(z: Offsets) -> Weights:
        near = row(y0, z)
        return near + (row(y1, z) - near) * fy[:, None]

    values = sheet(z0)
    if fz[0] > 0:
        values += (sheet(z1) - values) * fz[0]
    if padding < 40000:
        x, y, z = (np.where(f >= 0.5, b, a) for a, b, f in ((x0, x1, fx), (y0, y1, fy), (z0, z1, fz)))
        outside |= flat[y[:, None] + (x + z)[None, :]] == padding
    out[band] = _to_grey(values, outside, grey)


def trilinear(voxels: Voxels, ijk: npt.NDArray[np.float64], padding: int) -> tuple[Weights, npt.NDArray[np.bool_]]:
    """Values at voxel coordinates (..., 3) and where there is none: outside the box, or padding."""
    counts = np.array(voxels.shape[::-1])
    hidden = np.any((ijk < -0.5 - 1e-9) | (ijk > counts - 0.5 + 1e-9), axis=-1)
    held = np.clip(ijk, 0.0, counts - 1.0)
    low = np.minimum(held.astype(np.int64), np.maximum(counts - 2, 0))
    high = np.minimum(low + 1, counts - 1)
    fraction = (held - low).astype(np.float32)
    (i0, j0, k0), (i1, j1, k1) = np.moveaxis(low, -1, 0), np.moveaxis(high, -1, 0)
    fi, fj, fk = np.moveaxis(fraction, -1, 0)

    def row(k: Offsets, j: Offsets) -> Weights:
        near: Weights = voxels[k, j, i0].astype(np.float32)
        near += (voxels[k, j, i1] - near) * fi
        return near

    a: Weights
    a, b, c, d = row(k0, j0), row(k0, j1), row(k1, j0), row(k1, j1)
    a += (b - a) * fj
    c += (d - c) * fj
    if padding < 40000:
        hidden |= _nearest(voxels, ijk) == padding
    a += (c - a) * fk
    return a, hidden


def _nearest(voxels: npt.NDArray[Any], ijk: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
    counts = np.array(voxels.shape[::-1])
    i, j, k = np.moveaxis(np.clip(np.floor(ijk + 0.5), 0, counts - 1).astype(np.int64), -1, 0)
    return np.asarray(voxels[k, j, i])


def _coordinates(
    start: Vector, step_x: Vector, step_y: Vector, width: int, rows: tuple[int, int]
) -> npt.NDArray[np.float64]:
    y, x = np.mgrid[rows[0] : rows[1], 0:width].astype(np.float64)
    return np.asarray(start + x[..., None] * step_x + y[..., None] * step_y)


def oblique(
    voxels: Voxels,
    start: Vector,
    step_x: Vector,
    step_y: Vector,
    grey: GreyScale,
    padding: int,
    out: Picture,
    rows: tuple[int, int],
) -> None:
    """Rows of any plane."""
    values, hidden = trilinear(voxels, _coordinates(start, step_x, step_y, out.shape[1], rows), padding)
    out[slice(*rows)] = _to_grey(values, hidden, grey)


def bent(
    voxels: Voxels,
    starts: npt.NDArray[np.float64],
    steps: npt.NDArray[np.float64],
    grey: GreyScale,
    padding: int,
    out: Picture,
) -> None:
    """A plane whose every row has a start and a step of its own, each (rows, 3)."""
    x = np.arange(out.shape[1])[None, :, None]
    values, hidden = trilinear(voxels, starts[:, None] + x * steps[:, None], padding)
    out[:] = _to_grey(values, hidden, grey)


def slab(
    voxels: Voxels,
    ray: tuple[Vector, Vector, Vector, Vector],
    count: int,
    mode: int,
    grey: GreyScale,
    padding: int,
    out: Picture,
    rows: tuple[int, int],
) -> None:
    """Rows of a slab of `count` planes. ray: start, step_x, step_y, step_z; mode: 0 MIP, 1 MinIP, 2 mean."""
    start, step_x, step_y, step_z = ray
    first = _coordinates(start, step_x, step_y, out.shape[1], rows)
    layers = []
    for layer in range(count):
        values, hidden = trilinear(voxels, first + layer * step_z, 1 << 20)
        layers.append(np.where(hidden, np.float32(np.nan), values))
    stack = np.stack(layers)
    empty = np.isnan(stack).all(axis=0)
    stack[:, empty] = 0.0
    values = (np.nanmax, np.nanmin, np.nanmean)[mode](stack, axis=0).astype(np.float32)
    if padding < 40000:
        empty |= _nearest(voxels, first + count // 2 * step_z) == padding
    out[slice(*rows)] = _to_grey(values, empty, grey)


def nearest_mask(
    voxels: npt.NDArray[np.bool_] | npt.NDArray[np.uint8],
    start: Vector,
    step_x: Vector,
    step_y: Vector,
    out: Picture,
    rows: tuple[int, int],
) -> None:
    """Rows of a mask on any plane: 1 where the nearest voxel is set; of labels, the nearest one's number."""
    ijk = _coordinates(start, step_x, step_y, out.shape[1], rows)
    counts = np.array(voxels.shape[::-1])
    inside = np.all((ijk >= -0.5 - 1e-9) & (ijk <= counts - 0.5 + 1e-9), axis=-1)
    out[slice(*rows)] = np.where(inside, _nearest(voxels, ijk), 0)
