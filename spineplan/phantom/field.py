"""Compiled signed distances: rows of `primitives` evaluated on a box of voxels. Negative inside, millimetres."""

import math

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.compiled import compiled
from spineplan.phantom.frames import Array
from spineplan.phantom.texture import smooth_noise

# Row layout, see primitives.py (numba freezes these as constants).
_BLEND, _STRUCTURE, _CORTEX, _BOX, _P = 2, 3, 4, 5, 11


@compiled
def _radial(a: float, b: float, c: float, ra: float, rb: float, rc: float, power: float) -> float:
    """Distance to a superellipsoid |a/ra|^p + |b/rb|^p + |c/rc|^p = 1, first order near the surface."""
    x, y, z = abs(a) / ra, abs(b) / rb, abs(c) / rc
    if power == 2.0:
        k0 = math.sqrt(x * x + y * y + z * z)
        k1 = math.sqrt((x / ra) ** 2 + (y / rb) ** 2 + (z / rc) ** 2)
        if k1 < 1e-9:
            return -min(ra, rb, rc)
        return k0 * (k0 - 1.0) / k1
    if power == 4.0:
        x3, y3, z3 = x * x * x, y * y * y, z * z * z
    else:
        x3, y3, z3 = math.pow(x, power - 1.0), math.pow(y, power - 1.0), math.pow(z, power - 1.0)
    total = x3 * x + y3 * y + z3 * z
    if total < 1e-9:
        return -min(ra, rb, rc)
    k0 = math.pow(total, 1.0 / power)
    slope = math.sqrt((x3 / ra) ** 2 + (y3 / rb) ** 2 + (z3 / rc) ** 2) * k0 / total
    return (k0 - 1.0) / max(slope, 1e-6)


@compiled
def _tube(p: Array, x: float, y: float, z: float) -> float:
    bx, by, bz = p[3] - p[0], p[4] - p[1], p[5] - p[2]
    length = math.sqrt(bx * bx + by * by + bz * bz)
    bx, by, bz = bx / length, by / length, bz / length
    qx, qy, qz = x - p[0], y - p[1], z - p[2]
    along = qx * bx + qy * by + qz * bz
    t = min(max(along / length, 0.0), 1.0)
    beyond = along - t * length
    u = qx * p[6] + qy * p[7] + qz * p[8]
    v = qx * (by * p[8] - bz * p[7]) + qy * (bz * p[6] - bx * p[8]) + qz * (bx * p[7] - by * p[6])
    if p[13] > 0.0:
        # Hourglass: quadratic from the isthmus to either end.
        last = 0 if t < p[13] else 2
        share = ((p[13] - t) / p[13] if t < p[13] else (t - p[13]) / (1.0 - p[13])) ** 2
        ru = p[15] + share * (p[9 + last] - p[15])
        rv = p[16] + share * (p[10 + last] - p[16])
    else:
        ru = p[9] + t * (p[11] - p[9])
        rv = p[10] + t * (p[12] - p[10])
    return _radial(u, v, beyond, ru, rv, min(ru, rv), p[14])


@compiled
def _ellipsoid(p: Array, x: float, y: float, z: float) -> float:
    qx, qy, qz = x - p[0], y - p[1], z - p[2]
    u = qx * p[3] + qy * p[4] + qz * p[5]
    v = qx * p[6] + qy * p[7] + qz * p[8]
    wx, wy, wz = p[4] * p[8] - p[5] * p[7], p[5] * p[6] - p[3] * p[8], p[3] * p[7] - p[4] * p[6]
    return _radial(u, v, qx * wx + qy * wy + qz * wz, p[9], p[10], p[11], p[12])


@compiled
def _blob(p: Array, x: float, y: float, z: float) -> float:
    base = _radial(x - p[0], y - p[1], z - p[2], p[3], p[4], p[5], 2.0)
    if abs(base) > 2.0 * p[6] + 2.0:
        return base
    wave = smooth_noise(x * p[7], y * p[7], z * p[7], int(p[8]))
    ripple = smooth_noise(x * p[7] * 2.3, y * p[7] * 2.3, z * p[7] * 2.3, int(p[8]) + 7)
    return float(base + p[6] * (wave + 0.5 * ripple) / 1.5)


@compiled
def _side(u: float, v: float, wide: float, deep: float, power: float) -> float:
    """Distance to the outline u^p + v^p = 1, where u and v are already divided by these half axes."""
    if power == 2.0:
        u1, v1 = u, v
    else:
        u1, v1 = math.pow(u, power - 1.0), math.pow(v, power - 1.0)
    total = u1 * u + v1 * v
    if total < 1e-9:
        return -min(wide, deep)
    r = math.pow(total, 1.0 / power)
    return (r - 1.0) / max(math.sqrt((u1 / wide) ** 2 + (v1 / deep) ** 2) * r / total, 1e-6)


@compiled
def _body(p: Array, x: float, y: float, z: float) -> float:
    x, y, z = x - p[0], y - p[1], z - p[2]
    depth = 0.5 * (p[5] + p[6])
    share = min(max(y / depth + 0.5, 0.0), 1.0)
    half = 0.5 * (p[7] + (p[8] - p[7]) * share)
    s = min(max(z / half, -1.0), 1.0)
    waist = 1.0 - p[9] * (1.0 - s * s)
    up = 0.5 * (s + 1.0)
    wide = 0.5 * (p[4] + (p[3] - p[4]) * up) * waist
    deep = (p[6] + (p[5] - p[6]) * up) * waist
    level = y - 0.17 * deep  # the widest line lies behind the middle
    if level < 0.0:
        reach, power = 0.67 * deep, p[13]
    else:
        # The posterior wall is hollowed in the midline: the back reaches less far there.
        reach, power = 0.33 * deep - p[12] * deep * math.exp(-((x / (0.42 * wide)) ** 2)), p[14]
    u, v = abs(x) / wide, abs(level) / reach
    side = _side(u, v, wide, reach, power)
    hollow = max(0.0, 1.0 - (u * u + v * v) / 0.74)
    top = z - half + p[10] * hollow
    bottom = -z - half + p[11] * hollow
    ends = max(top, bottom)
    k = p[15]
    h = max(k - abs(side - ends), 0.0) / k
    return float(max(side, ends) + h * h * k * 0.25)


@compiled
def _loft(p: Array, lofts: Array, x: float, y: float, z: float) -> float:
    at = (z - p[2]) / p[3]
    last = p[1] - 1.0
    inside = min(max(at, 0.0), last - 1e-6)
    n = int(inside)
    t = inside - n
    a, b = int(p[0]) + n, int(p[0]) + n + 1
    cx = lofts[a, 0] + t * (lofts[b, 0] - lofts[a, 0])
    cy = lofts[a, 1] + t * (lofts[b, 1] - lofts[a, 1])
    wide = lofts[a, 2] + t * (lofts[b, 2] - lofts[a, 2])
    deep = lofts[a, 3] + t * (lofts[b, 3] - lofts[a, 3])
    if y > cy:
        deep = lofts[a, 4] + t * (lofts[b, 4] - lofts[a, 4])
    power = lofts[a, 5] + t * (lofts[b, 5] - lofts[a, 5])
    u, v = abs(x - cx) / wide, abs(y - cy) / deep
    if u > 1.3 or v > 1.3:
        return float(min(wide, deep) * 0.3)
    if u < 0.45 and v < 0.45:
        return float(max(-0.5 * min(wide, deep), max(-at, at - last) * p[3]))
    return float(max(_side(u, v, wide, deep, power), max(-at, at - last) * p[3]))


@compiled
def distance_of(row: Array, lofts: Array, x: float, y: float, z: float) -> float:
    """Signed distance of one primitive at a local point."""
    kind = int(row[0])
    p = row[_P:]
    if kind == 0:
        return _tube(p, x, y, z)
    if kind == 1:
        return _ellipsoid(p, x, y, z)
    if kind == 2:
        return _body(p, x, y, z)
    if kind == 3:
        return float((x - p[0]) * p[3] + (y - p[1]) * p[4] + (z - p[2]) * p[5])
    if kind == 4:
        return _loft(p, lofts, x, y, z)
    return _blob(p, x, y, z)


@compiled
def _voxel_range(row: Array, ijk_from_local: Array, pad: float, shape: tuple[int, int, int]) -> NDArray[np.int64]:
    """First and past-the-end voxel along k, j, i that a row's box can reach."""
    low, high = np.full(3, 1e9), np.full(3, -1e9)
    for corner in range(8):
        x = row[_BOX + (corner & 1)] + (2 * (corner & 1) - 1) * pad
        y = row[_BOX + 2 + (corner >> 1 & 1)] + (2 * (corner >> 1 & 1) - 1) * pad
        z = row[_BOX + 4 + (corner >> 2 & 1)] + (2 * (corner >> 2 & 1) - 1) * pad
        for axis in range(3):
            m = ijk_from_local[axis]
            at = m[0] * x + m[1] * y + m[2] * z + m[3]
            low[axis] = min(low[axis], at)
            high[axis] = max(high[axis], at)
    out = np.empty(6, dtype=np.int64)
    for axis in range(3):
        size = shape[2 - axis]
        out[2 * (2 - axis)] = int(min(max(math.floor(low[axis]), 0.0), size))
        out[2 * (2 - axis) + 1] = int(min(max(math.ceil(high[axis]) + 1.0, 0.0), size))
    return out


@compiled
def evaluate(
    rows: Array,
    lofts: Array,
    local_from_ijk: Array,
    ijk_from_local: Array,
    margin_mm: float,
    distance: NDArray[np.float32],
    cortex: NDArray[np.float32],
    structure: NDArray[np.uint8],
) -> None:
    """Fill distance (start it far outside), cortex thickness and structure number on one box, row after row."""
    for n in range(rows.shape[0]):
        row = rows[n]
        join, k = int(row[1]), row[_BLEND]
        box = _voxel_range(row, ijk_from_local, margin_mm + k, distance.shape)
        for kk in range(box[0], box[1]):
            for jj in range(box[2], box[3]):
                for ii in range(box[4], box[5]):
                    a = distance[kk, jj, ii]
                    if join != 0 and a > margin_mm + k:
                        continue  # already outside, and cutting never brings anything back
                    m = local_from_ijk
                    x = m[0, 0] * ii + m[0, 1] * jj + m[0, 2] * kk + m[0, 3]
                    y = m[1, 0] * ii + m[1, 1] * jj + m[1, 2] * kk + m[1, 3]
                    z = m[2, 0] * ii + m[2, 1] * jj + m[2, 2] * kk + m[2, 3]
                    b = distance_of(row, lofts, x, y, z)
                    if join == 0:
                        h = max(k - abs(a - b), 0.0) / k if k > 0.0 else 0.0
                        distance[kk, jj, ii] = min(a, b) - h * h * k * 0.25
                        if b < a:
                            structure[kk, jj, ii] = int(row[_STRUCTURE])
                            cortex[kk, jj, ii] += (row[_CORTEX] - cortex[kk, jj, ii]) * (1.0 - 0.5 * h)
                        elif h > 0.0:
                            cortex[kk, jj, ii] += (row[_CORTEX] - cortex[kk, jj, ii]) * 0.5 * h
                    else:
                        if join == 1:
                            b = -b
                        h = max(k - abs(a - b), 0.0) / k if k > 0.0 else 0.0
                        distance[kk, jj, ii] = max(a, b) + h * h * k * 0.25


@compiled
def doubled(coarse: NDArray[np.float32], fine: NDArray[np.float32]) -> None:
    """Fill `fine` from values at every second voxel along j and i (linear between)."""
    for k in range(fine.shape[0]):
        for j in range(fine.shape[1]):
            b = j // 2
            v = 0.5 * (j - 2 * b)
            for i in range(fine.shape[2]):
                a = i // 2
                u = 0.5 * (i - 2 * a)
                upper = coarse[k, b, a] + u * (coarse[k, b, a + 1] - coarse[k, b, a])
                lower = coarse[k, b + 1, a] + u * (coarse[k, b + 1, a + 1] - coarse[k, b + 1, a])
                fine[k, j, i] = upper + v * (lower - upper)
