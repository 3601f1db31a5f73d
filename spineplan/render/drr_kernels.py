"""Compiled line integrals through a volume (numba); only `drr` imports this, off the main thread.

Joseph's method (IEEE TMI 1982;1:192): a ray visits every plane of its main axis once and takes the bilinear value
there; its sum times the ray's length between two planes is the line integral. The array is padded by one zero on every
side, so that a place held at the border adds nothing.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit, types

_Function = TypeVar("_Function", bound=Callable[..., Any])
_F4 = types.Array(types.float32, 1, "C", readonly=True)
_I8 = types.Array(types.int64, 1, "C", readonly=True)
_F8 = types.Array(types.float64, 1, "C", readonly=True)
_OUT = types.Array(types.float32, 2, "C")
_PADDED = types.Array(types.float32, 3, "C")
_VOXELS = types.Array(types.int16, 3, "C", readonly=True)


def _kernel(*arguments: Any) -> Callable[[_Function], _Function]:
    return cast(Callable[[_Function], _Function], njit([types.void(*arguments)], nogil=True, cache=True, fastmath=True))


@_kernel(_F4, _I8, _I8, _F8, _F8, _F8, _F8, _OUT, types.int64, types.int64)
def integrate_rows(
    voxels: Any,
    counts: Any,
    strides: Any,
    source: Any,
    corner: Any,
    right: Any,
    down: Any,
    out: Any,
    first: int,
    last: int,
) -> None:
    """Sums along the rays of the detector rows [first, last).

    Coordinates are padded voxel indices ordered (main axis, b, c); voxels is flat with those strides, counts the padded
    sizes. Pixel (x, y) lies at corner + x * right + y * down. out: sum of values per ray, without its length.
    """
    width = out.shape[1]
    nb, nc = counts[1], counts[2]
    high_b, high_c = np.float32(nb - 1.001), np.float32(nc - 1.001)
    b = np.empty(width, dtype=np.float32)
    c = np.empty(width, dtype=np.float32)
    slope_b = np.empty(width, dtype=np.float32)
    slope_c = np.empty(width, dtype=np.float32)
    total = np.empty(width, dtype=np.float32)
    sa, sb, sc = np.int32(strides[0]), np.int32(strides[1]), np.int32(strides[2])
    for y in range(first, last):
        for x in range(width):
            da = corner[0] + x * right[0] + y * down[0] - source[0]
            db = corner[1] + x * right[1] + y * down[1] - source[1]
            dc = corner[2] + x * right[2] + y * down[2] - source[2]
            slope_b[x] = db / da
            slope_c[x] = dc / da
            b[x] = source[1] - source[0] * (db / da)
            c[x] = source[2] - source[0] * (dc / da)
            total[x] = 0.0
        for a in range(1, counts[0] - 1):
            at = np.float32(a)
            ends_b0, ends_b1 = b[0] + slope_b[0] * at, b[width - 1] + slope_b[width - 1] * at
            ends_c0, ends_c1 = c[0] + slope_c[0] * at, c[width - 1] + slope_c[width - 1] * at
            if max(ends_b0, ends_b1) <= 0.0 or min(ends_b0, ends_b1) >= nb - 1:
                continue
            if max(ends_c0, ends_c1) <= 0.0 or min(ends_c0, ends_c1) >= nc - 1:
                continue
            plane = np.int32(a * sa)
            for x in range(width):
                at_b = min(max(b[x] + slope_b[x] * at, np.float32(0.0)), high_b)
                at_c = min(max(c[x] + slope_c[x] * at, np.float32(0.0)), high_c)
                ib, ic = np.int32(at_b), np.int32(at_c)
                fb, fc = at_b - np.float32(ib), at_c - np.float32(ic)
                here = np.int32(plane + ib * sb + ic * sc)
                low = voxels[here] + fc * (voxels[np.int32(here + sc)] - voxels[here])
                there = np.int32(here + sb)
                high = voxels[there] + fc * (voxels[np.int32(there + sc)] - voxels[there])
                total[x] += low + fb * (high - low)
        for x in range(width):
            out[y, x] = total[x]


@_kernel(_VOXELS, types.int64, types.int64, types.int64, types.float32, types.float32, _PADDED)
def attenuation(hu: Any, fk: int, fj: int, fi: int, bone_hu: float, bone_gain: float, out: Any) -> None:
    """Means over boxes of fk x fj x fi voxels of attenuation relative to water, into `out` inside its border of zeros.

    hu: int16 [k, j, i]; what lies outside it counts as nothing. HU are held within -1000..3071.
    """
    nk, nj, ni = hu.shape
    share = np.float32(1.0 / (1000.0 * fk * fj * fi))
    for k in range(nk):
        for j in range(nj):
            row = out[k // fk + 1, j // fj + 1]
            for i in range(ni):
                value = np.float32(min(max(hu[k, j, i], -1000), 3071))
                value += (bone_gain - np.float32(1.0)) * max(value - bone_hu, np.float32(0.0))
                row[i // fi + 1] += (value + np.float32(1000.0)) * share
