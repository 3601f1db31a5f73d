"""Distances on voxels (a transform) and between a needle and voxels (exact). Arrays [k, j, i], LPS millimetres."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FAR_MM2 = 1e12


def distance_to(mask_kji: Bools, spacing_kji_mm: tuple[float, float, float]) -> Floats:
    """Millimetres from every voxel centre to the nearest set voxel's centre, 0 in the mask; [k, j, i] float32.

    Exact (Felzenszwalb and Huttenlocher 2012, Theory Comput 8:415). 1e6 everywhere for an empty mask.
    """
    squared = np.where(mask_kji, np.float32(0.0), np.float32(FAR_MM2))
    for axis in (2, 1, 0):
        _along(squared, axis, float(spacing_kji_mm[axis]))
    return np.sqrt(squared, out=squared)


@compiled
def _along(squared: Floats, axis: int, step: float) -> None:  # noqa: PLR0912
    """One pass of the transform, in place."""
    nk, nj, ni = squared.shape
    n = nk if axis == 0 else (nj if axis == 1 else ni)
    first = nj if axis == 0 else nk
    second = nj if axis == 2 else ni
    line = np.empty(n, dtype=np.float64)
    at = np.empty(n, dtype=np.int64)
    edge = np.empty(n + 1, dtype=np.float64)
    area = step * step
    for p in range(first):
        for q in range(second):
            for s in range(n):
                line[s] = squared[s, p, q] if axis == 0 else (squared[p, s, q] if axis == 1 else squared[p, q, s])
            last = -1
            for s in range(n):
                if line[s] >= 1e11:
                    continue
                meet = -1e30
                while last >= 0:
                    v = at[last]
                    meet = ((line[s] - line[v]) / area + s * s - v * v) / (2.0 * (s - v))
                    if meet > edge[last]:
                        break
                    last -= 1
                if last < 0:
                    meet = -1e30
                last += 1
                at[last] = s
                edge[last] = meet
            if last < 0:
                continue
            edge[last + 1] = 1e30
            run = 0
            for s in range(n):
                while edge[run + 1] < s:
                    run += 1
                v = at[run]
                value = (s - v) * (s - v) * area + line[v]
                if axis == 0:
                    squared[s, p, q] = value
                elif axis == 1:
                    squared[p, s, q] = value
                else:
                    squared[p, q, s] = value


@compiled
def border(mask_kji: Bools) -> Bools:
    """Voxels of the mask with a 6-neighbour outside it; the array's edge counts as outside."""
    nk, nj, ni = mask_kji.shape
    out = np.zeros((nk, nj, ni), dtype=np.bool_)
    for k in range(nk):
        for j in range(nj):
            for i in range(ni):
                if mask_kji[k, j, i]:
                    out[k, j, i] = (
                        k == 0 or j == 0 or i == 0 or k == nk - 1 or j == nj - 1 or i == ni - 1
                        or not mask_kji[k - 1, j, i] or not mask_kji[k + 1, j, i]
                        or not mask_kji[k, j - 1, i] or not mask_kji[k, j + 1, i]
                        or not mask_kji[k, j, i - 1] or not mask_kji[k, j, i + 1]
                    )  # fmt: skip
    return out


@compiled
def nearest_to_cone(points_mm: Floats, start: Doubles, end: Doubles, r_start: float, r_end: float) -> tuple[float, int]:
    """Least distance from points (n, 3) to the union of balls whose centres run from start to end and whose radii run
    linearly from r_start to r_end (a cylinder with round ends when equal), and the point's index; negative inside.

    (1e6, -1) without points.
    """
    ux, uy, uz = end[0] - start[0], end[1] - start[1], end[2] - start[2]
    length = np.sqrt(ux * ux + uy * uy + uz * uz)
    if length > 0.0:
        ux, uy, uz = ux / length, uy / length, uz / length
    slope = (r_end - r_start) / length if length > 0.0 else 0.0
    lean = slope / np.sqrt(1.0 - slope * slope) if abs(slope) < 0.999 else 1e3
    widest = max(r_start, r_end)
    best, index = 1e6, -1
    for n in range(points_mm.shape[0]):
        x, y, z = points_mm[n, 0] - start[0], points_mm[n, 1] - start[1], points_mm[n, 2] - start[2]
        along = x * ux + y * uy + z * uz
        off2 = max(x * x + y * y + z * z - along * along, 0.0)
        clamped = min(max(along, 0.0), length)
        gap2 = off2 + (along - clamped) * (along - clamped)
        reach = best + widest
        if gap2 >= reach * reach and reach > 0.0:
            continue
        s = min(max(along + np.sqrt(off2) * lean, 0.0), length)
        value = np.sqrt(off2 + (along - s) * (along - s)) - (r_start + slope * s)
        if value < best:
            best, index = value, n
    return best, index
