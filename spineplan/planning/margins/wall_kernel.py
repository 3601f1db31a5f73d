"""Bone left around a piece of a needle, in four directions. Points LPS mm."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.planning.field.box import set_at

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FAR_MM = 20.0


@compiled
def wall_clearances(
    outer: Floats, inner: Floats, bone: Bools, to_kji: Doubles, start: Doubles, end: Doubles, r_start: float,
    r_end: float, basis: Doubles,
) -> Doubles:  # fmt: skip
    """[medial, lateral, superior, inferior]: least distance from the surface to a voxel outside the bone whose foot on
    the axis lies between start and end; where the axis itself is outside, minus radius and depth outside.

    outer, inner (n, 3): voxel centres just outside and just inside the bone. basis: rows medial, cranial.
    """
    out = np.full(4, FAR_MM)
    length = np.sqrt(np.square(end - start).sum())
    if length == 0.0:
        return out
    u = (end - start) / length
    reach = FAR_MM + max(r_start, r_end)
    for n in range(outer.shape[0]):
        x, y, z = outer[n, 0] - start[0], outer[n, 1] - start[1], outer[n, 2] - start[2]
        s = x * u[0] + y * u[1] + z * u[2]
        if s < 0.0 or s > length:
            continue
        dx, dy, dz = x - s * u[0], y - s * u[1], z - s * u[2]
        off2 = dx * dx + dy * dy + dz * dz
        if off2 > reach * reach:
            continue
        left = np.sqrt(off2) - (r_start + (r_end - r_start) * s / length)
        q = quarter(dx, dy, dz, basis)
        out[q] = min(out[q], left)
    count = max(int(np.ceil(length / 0.5)), 1)
    for m in range(count + 1):
        t = m / count
        x = start[0] + t * (end[0] - start[0])
        y = start[1] + t * (end[1] - start[1])
        z = start[2] + t * (end[2] - start[2])
        if set_at(bone, to_kji, x, y, z):
            continue
        best, at = 1e12, -1
        for n in range(inner.shape[0]):
            d2 = (inner[n, 0] - x) ** 2 + (inner[n, 1] - y) ** 2 + (inner[n, 2] - z) ** 2
            if d2 < best:
                best, at = d2, n
        if at >= 0:
            q = quarter(x - inner[at, 0], y - inner[at, 1], z - inner[at, 2], basis)
            depth = np.sqrt(best) - layer(x - inner[at, 0], y - inner[at, 1], z - inner[at, 2], to_kji)
            out[q] = min(out[q], -(r_start + (r_end - r_start) * t) - depth)
    return out


@compiled
def layer(x: float, y: float, z: float, to_kji: Doubles) -> float:
    """Millimetres from one voxel layer to the next in a direction: depth outside goes on from the outermost voxel."""
    length2 = x * x + y * y + z * z
    steps2 = 0.0
    for row in range(3):
        steps2 += (to_kji[row, 0] * x + to_kji[row, 1] * y + to_kji[row, 2] * z) ** 2
    return np.sqrt(length2 / steps2) if steps2 > 0.0 else 0.0


@compiled
def quarter(x: float, y: float, z: float, basis: Doubles) -> int:
    """0 medial, 1 lateral, 2 superior, 3 inferior."""
    across = x * basis[0, 0] + y * basis[0, 1] + z * basis[0, 2]
    up = x * basis[1, 0] + y * basis[1, 1] + z * basis[1, 2]
    if abs(across) >= abs(up):
        return 0 if across > 0.0 else 1
    return 2 if up > 0.0 else 3
