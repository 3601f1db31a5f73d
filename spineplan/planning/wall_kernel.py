"""Bone left around a piece of a needle, in four directions. Points LPS mm."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.planning.box import set_at
from spineplan.planning.distance import TOLERANCE_MM, beyond, box_gap

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FAR_MM = 20.0


@compiled
def wall_clearances(
    outer: Floats, inner: Floats, voxel: Doubles, bone: Bools, to_kji: Doubles, start: Doubles, end: Doubles,
    r_start: float, r_end: float, basis: Doubles,
) -> Doubles:  # fmt: skip
    """[medial, lateral, superior, inferior]: least distance from the surface to a voxel outside the bone whose foot on
    the axis lies between start and end; where the axis itself is outside, minus radius and depth outside.

    outer, inner (n, 3): centres of the voxels just outside and just inside the bone; voxel: as `distance.voxel_box`,
    distances run to their surfaces. basis: rows medial, cranial.
    """
    out = np.full(4, FAR_MM)
    length = np.sqrt(np.square(end - start).sum())
    if length == 0.0:
        return out
    u = (end - start) / length
    slope = (r_end - r_start) / length
    corner = np.sqrt(np.square(voxel[3]).sum())
    reach = FAR_MM + max(r_start, r_end) + corner
    for n in range(outer.shape[0]):
        x, y, z = outer[n, 0] - start[0], outer[n, 1] - start[1], outer[n, 2] - start[2]
        s = x * u[0] + y * u[1] + z * u[2]
        dx, dy, dz = x - s * u[0], y - s * u[1], z - s * u[2]
        off2 = dx * dx + dy * dy + dz * dz
        lean = abs(slope) * np.sqrt(off2) + corner
        if off2 > reach * reach or s < -lean or s > length + lean:
            continue
        q = quarter(dx, dy, dz, basis)
        if np.sqrt(off2) - corner - max(r_start, r_end) > out[q]:
            continue
        free, _ = box_gap(x, y, z, u, s - 2.0 * lean, s + 2.0 * lean, r_start, slope, voxel)
        low, high = min(max(s - 2.0 * lean, 0.0), length), max(min(s + 2.0 * lean, length), 0.0)
        left, _ = box_gap(x, y, z, u, low, high, r_start, slope, voxel)
        if left <= free + TOLERANCE_MM:  # else its foot lies beyond the ends
            out[q] = min(out[q], left)
    count = max(int(np.ceil(length / 0.5)), 1)
    for m in range(count + 1):
        t = m / count
        x = start[0] + t * (end[0] - start[0])
        y = start[1] + t * (end[1] - start[1])
        z = start[2] + t * (end[2] - start[2])
        if set_at(bone, to_kji, x, y, z):
            continue
        best, at = nearest_voxel(inner, voxel, x, y, z)
        if at >= 0:
            q = quarter(x - inner[at, 0], y - inner[at, 1], z - inner[at, 2], basis)
            out[q] = min(out[q], -(r_start + (r_end - r_start) * t) - best)
    return out


@compiled
def nearest_voxel(centres: Floats, voxel: Doubles, x: float, y: float, z: float) -> tuple[float, int]:
    """Distance from a point to the nearest of the voxels with these centres (n, 3), and which it is."""
    best, at = 1e6, -1
    corner = np.sqrt(np.square(voxel[3]).sum())
    for n in range(centres.shape[0]):
        dx, dy, dz = x - centres[n, 0], y - centres[n, 1], z - centres[n, 2]
        reach = best + corner
        if dx * dx + dy * dy + dz * dz >= reach * reach:
            continue
        off2 = 0.0
        for row in range(3):
            off = voxel[row, 0] * dx + voxel[row, 1] * dy + voxel[row, 2] * dz
            off2 += beyond(off, voxel[3, row]) ** 2
        if np.sqrt(off2) < best:
            best, at = np.sqrt(off2), n
    return best, at


@compiled
def quarter(x: float, y: float, z: float, basis: Doubles) -> int:
    """0 medial, 1 lateral, 2 superior, 3 inferior."""
    across = x * basis[0, 0] + y * basis[0, 1] + z * basis[0, 2]
    up = x * basis[1, 0] + y * basis[1, 1] + z * basis[1, 2]
    if abs(across) >= abs(up):
        return 0 if across > 0.0 else 1
    return 2 if up > 0.0 else 3
