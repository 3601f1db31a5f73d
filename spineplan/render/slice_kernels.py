"""Compiled inner loops of `reslice` (numba). Importing this compiles or loads from the cache: only `kernels` does it.

Indices: (i, j, k) = start + x * step_x + y * step_y for pixel (x, y); a pixel outside the voxel box
[-0.5, n - 0.5] is black, and in its outer half voxel the outermost centre's value holds.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
from numba import njit, types

Number = Any
"""A machine number: numba gives every call its own type."""
Voxels = npt.NDArray[np.int16]
Bits = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Offsets = npt.NDArray[np.int64]
Picture = npt.NDArray[np.uint8]
_Function = TypeVar("_Function", bound=Callable[..., Any])

_VOXELS = types.Array(types.int16, 3, "C", readonly=True)
_FLAT = types.Array(types.int16, 1, "C", readonly=True)
_F8 = types.Array(types.float64, 1, "C", readonly=True)
_F8S = types.Array(types.float64, 2, "C", readonly=True)
_F4 = types.Array(types.float32, 1, "C", readonly=True)
_I8 = types.Array(types.int64, 1, "C", readonly=True)
_PICTURE = types.Array(types.uint8, 2, "C")
_ROWS = (types.int64, types.int64)
_GREY = (types.float32, types.float32, types.int32)
_BITS = types.Array(types.boolean, 3, "C", readonly=True)
_NUMBERS = types.Array(types.uint8, 3, "C", readonly=True)
MIP, MINIP, MEAN = 0, 1, 2


def _inlined(function: _Function) -> _Function:
    return cast(_Function, njit(inline="always")(function))


def _kernel(*arguments: Any) -> Callable[[_Function], _Function]:
    return _kernels(arguments)


def _kernels(*signatures: tuple[Any, ...]) -> Callable[[_Function], _Function]:
    wanted = [types.void(*arguments) for arguments in signatures]
    return cast(Callable[[_Function], _Function], njit(wanted, nogil=True, cache=True))


@_inlined
def _grey(value: Number, low: Number, gain: Number) -> Number:
    level = (value - low) * gain + np.float32(0.5)
    return np.uint8(min(max(level, np.float32(0.0)), np.float32(255.0)))


@_inlined
def _span(begin: Number, step: Number, count: int, first: int, last: int) -> tuple[int, int]:
    """Pixels [first, last) whose coordinate begin + x * step lies in [-0.5, count - 0.5]."""
    if abs(step) < 1e-12:
        inside = -0.5 <= begin <= count - 0.5
        return (first, last) if inside else (first, first)
    a = (-0.5 - begin) / step
    b = (count - 0.5 - begin) / step
    low, high = min(a, b), max(a, b)
    return max(first, int(np.ceil(low - 1e-9))), min(last, int(np.floor(high + 1e-9)) + 1)


@_inlined
def _clamped(coordinate: Number, count: int) -> tuple[int, int, Number]:
    """(lower index, upper index, fraction) of a coordinate held inside the voxel centres."""
    held = min(max(coordinate, 0.0), count - 1.0)
    low = min(int(held), max(count - 2, 0))
    return low, min(low + 1, count - 1), np.float32(held - low)


@_inlined
def _trilinear(voxels: Voxels, i: Number, j: Number, k: Number) -> Number:
    nk, nj, ni = voxels.shape
    i0, i1, fi = _clamped(i, ni)
    j0, j1, fj = _clamped(j, nj)
    k0, k1, fk = _clamped(k, nk)
    one = np.float32(1.0)
    a = np.float32(voxels[k0, j0, i0]) * (one - fi) + np.float32(voxels[k0, j0, i1]) * fi
    b = np.float32(voxels[k0, j1, i0]) * (one - fi) + np.float32(voxels[k0, j1, i1]) * fi
    c = np.float32(voxels[k1, j0, i0]) * (one - fi) + np.float32(voxels[k1, j0, i1]) * fi
    d = np.float32(voxels[k1, j1, i0]) * (one - fi) + np.float32(voxels[k1, j1, i1]) * fi
    a += (b - a) * fj
    c += (d - c) * fj
    return a + (c - a) * fk


@_inlined
def _nearest(voxels: Any, i: Number, j: Number, k: Number) -> Number:
    nk, nj, ni = voxels.shape
    return voxels[
        min(max(int(np.floor(k + 0.5)), 0), nk - 1),
        min(max(int(np.floor(j + 0.5)), 0), nj - 1),
        min(max(int(np.floor(i + 0.5)), 0), ni - 1),
    ]


@_kernel(_VOXELS, _F8, _F8, _F8, *_GREY, _PICTURE, *_ROWS)
def oblique_rows(
    voxels: Voxels,
    start: Floats,
    step_x: Floats,
    step_y: Floats,
    low: Number,
    gain: Number,
    padding: int,
    out: Picture,
    first_row: int,
    last_row: int,
) -> None:
    """Any plane: trilinear, rows [first_row, last_row) of out."""
    nk, nj, ni = voxels.shape
    width = out.shape[1]
    for y in range(first_row, last_row):
        i = start[0] + y * step_y[0]
        j = start[1] + y * step_y[1]
        k = start[2] + y * step_y[2]
        first, last = _span(i, step_x[0], ni, 0, width)
        first, last = _span(j, step_x[1], nj, first, last)
        first, last = _span(k, step_x[2], nk, first, last)
        last = max(first, last)
        out[y, : min(first, width)] = 0
        out[y, last:] = 0
        for x in range(first, last):
            a, b, c = i + x * step_x[0], j + x * step_x[1], k + x * step_x[2]
            if padding < 40000 and _nearest(voxels, a, b, c) == padding:
                out[y, x] = 0
            else:
                out[y, x] = _grey(_trilinear(voxels, a, b, c), low, gain)


@_kernel(_VOXELS, _F8S, _F8S, *_GREY, _PICTURE, *_ROWS)
def bent_rows(
    voxels: Voxels,
    starts: Floats,
    steps: Floats,
    low: Number,
    gain: Number,
    padding: int,
    out: Picture,
    first_row: int,
    last_row: int,
) -> None:
    """A plane bent along a line: every row has a start and a step of its own (rows of starts and steps)."""
    nk, nj, ni = voxels.shape
    width = out.shape[1]
    for y in range(first_row, last_row):
        i, j, k = starts[y, 0], starts[y, 1], starts[y, 2]
        first, last = _span(i, steps[y, 0], ni, 0, width)
        first, last = _span(j, steps[y, 1], nj, first, last)
        first, last = _span(k, steps[y, 2], nk, first, last)
        last = max(first, last)
        out[y, : min(first, width)] = 0
        out[y, last:] = 0
        for x in range(first, last):
            a, b, c = i + x * steps[y, 0], j + x * steps[y, 1], k + x * steps[y, 2]
            if padding < 40000 and _nearest(voxels, a, b, c) == padding:
                out[y, x] = 0
            else:
                out[y, x] = _grey(_trilinear(voxels, a, b, c), low, gain)


@_kernel(_FLAT, _I8, _I8, _F4, _I8, _I8, _F4, _I8, _I8, _F4, *_GREY, _PICTURE, *_ROWS)
def aligned_rows(
    flat: Voxels,
    x0: Offsets,
    x1: Offsets,
    fx: Weights,
    y0: Offsets,
    y1: Offsets,
    fy: Weights,
    z0: Offsets,
    z1: Offsets,
    fz: Weights,
    low: Number,
    gain: Number,
    padding: int,
    out: Picture,
    first_row: int,
    last_row: int,
) -> None:
    """A plane along two voxel axes: offsets into the flat array per column (x), row (y) and for the plane (z).

    A negative x0 or y0 marks a column or row outside the box.
    """
    width = out.shape[1]
    first, last = 0, width
    while first < last and x0[first] < 0:
        first += 1
    while last > first and x0[last - 1] < 0:
        last -= 1
    between = fz[0] > np.float32(0.0)
    for y in range(first_row, last_row):
        if y0[y] < 0:
            out[y, :] = 0
            continue
        out[y, :first] = 0
        out[y, last:] = 0
        a, b, f = y0[y] + z0[0], y1[y] + z0[0], fy[y]
        c, d = y0[y] + z1[0], y1[y] + z1[0]
        for x in range(first, last):
            p, q, g = x0[x], x1[x], fx[x]
            near = np.float32(flat[a + p]) + (np.float32(flat[a + q]) - np.float32(flat[a + p])) * g
            below = np.float32(flat[b + p]) + (np.float32(flat[b + q]) - np.float32(flat[b + p])) * g
            value = near + (below - near) * f
            if between:
                near = np.float32(flat[c + p]) + (np.float32(flat[c + q]) - np.float32(flat[c + p])) * g
                below = np.float32(flat[d + p]) + (np.float32(flat[d + q]) - np.float32(flat[d + p])) * g
                value += (near + (below - near) * f - value) * fz[0]
            out[y, x] = _grey(value, low, gain)
        if padding < 40000:
            mid = (b if f >= 0.5 else a) if fz[0] < 0.5 else (d if f >= 0.5 else c)
            for x in range(first, last):
                if flat[mid + (x1[x] if fx[x] >= 0.5 else x0[x])] == padding:
                    out[y, x] = 0


@_inlined
def _slab_value(voxels: Voxels, a: Number, b: Number, c: Number, step_z: Floats, samples: int, mode: int) -> Number:
    """Largest, smallest or mean trilinear value of the samples inside the box; NaN when none is."""
    nk, nj, ni = voxels.shape
    best = np.float32(np.nan)
    count = 0
    for z in range(samples):
        i, j, k = a + z * step_z[0], b + z * step_z[1], c + z * step_z[2]
        if -0.5 <= i <= ni - 0.5 and -0.5 <= j <= nj - 0.5 and -0.5 <= k <= nk - 0.5:
            value = _trilinear(voxels, i, j, k)
            if count == 0:
                best = value
            elif mode == MIP:
                best = max(best, value)
            elif mode == MINIP:
                best = min(best, value)
            else:
                best += value
            count += 1
    return best / np.float32(count) if mode == MEAN and count > 0 else best


@_kernel(_VOXELS, _F8, _F8, _F8, _F8, types.int64, types.int64, *_GREY, _PICTURE, *_ROWS)
def slab_rows(
    voxels: Voxels,
    start: Floats,
    step_x: Floats,
    step_y: Floats,
    step_z: Floats,
    samples: int,
    mode: int,
    low: Number,
    gain: Number,
    padding: int,
    out: Picture,
    first_row: int,
    last_row: int,
) -> None:
    """A slab of `samples` planes, step_z apart, the first at `start`."""
    half = (samples - 1) / 2.0
    for y in range(first_row, last_row):
        for x in range(out.shape[1]):
            i = start[0] + x * step_x[0] + y * step_y[0]
            j = start[1] + x * step_x[1] + y * step_y[1]
            k = start[2] + x * step_x[2] + y * step_y[2]
            hidden = padding < 40000 and (
                _nearest(voxels, i + half * step_z[0], j + half * step_z[1], k + half * step_z[2]) == padding
            )
            value = _slab_value(voxels, i, j, k, step_z, samples, mode)
            out[y, x] = 0 if hidden or np.isnan(value) else _grey(value, low, gain)


@_kernels((_BITS, _F8, _F8, _F8, _PICTURE, *_ROWS), (_NUMBERS, _F8, _F8, _F8, _PICTURE, *_ROWS))
def mask_rows(
    voxels: Bits | Numbers, start: Floats, step_x: Floats, step_y: Floats, out: Picture, first_row: int, last_row: int
) -> None:
    """Nearest voxel of a mask (1 inside, 0 elsewhere) or of labels (their number)."""
    nk, nj, ni = voxels.shape
    width = out.shape[1]
    for y in range(first_row, last_row):
        i = start[0] + y * step_y[0]
        j = start[1] + y * step_y[1]
        k = start[2] + y * step_y[2]
        first, last = _span(i, step_x[0], ni, 0, width)
        first, last = _span(j, step_x[1], nj, first, last)
        first, last = _span(k, step_x[2], nk, first, last)
        last = max(first, last)
        out[y, : min(first, width)] = 0
        out[y, last:] = 0
        for x in range(first, last):
            out[y, x] = _nearest(voxels, i + x * step_x[0], j + x * step_x[1], k + x * step_x[2])
