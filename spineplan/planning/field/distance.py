"""Distances on voxels (a transform) and between a needle and voxels (exact). Arrays [k, j, i], LPS millimetres.

A label is set where a voxel's centre lies in a structure. To the centres alone a needle seems too far from something
it passes, to the voxels' faces too near. Held against true tubes (tests/unit/planning/test_true_surface.py) a structure
is met half-way between; a wall that a needle runs along is met at the centres, for some of many lie right at it.
"""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.imaging.grid import Grid

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FAR_MM2 = 1e12
FAR_MM = 1e6
TOLERANCE_MM = 1e-3
"""Of the place along a needle that is nearest to a voxel; the distance itself is then far more exact."""


STRUCTURE_SHARE = 0.5
"""How far from centre to faces a labelled voxel counts."""


def voxel_box(grid: Grid) -> Doubles:
    """(4, 3): unit LPS directions of a voxel's edges along (i, j, k), and half the edges of what counts of it, mm."""
    edges = np.asarray(grid.lps_from_ijk[:3, :3], dtype=np.float64).T
    lengths = np.linalg.norm(edges, axis=1)
    return np.ascontiguousarray(np.vstack([edges / lengths[:, None], STRUCTURE_SHARE * lengths / 2.0]))


def distance_to(mask_kji: Bools, spacing_kji_mm: tuple[float, float, float], surface: bool = True) -> Floats:
    """Millimetres from every voxel centre to the nearest set voxel, 0 in the mask; [k, j, i] float32.

    surface: to the voxel's surface; else to its centre. Exact (Felzenszwalb and Huttenlocher 2012, Theory Comput
    8:415). 1e6 everywhere for an empty mask.
    """
    squared = np.where(mask_kji, np.float32(0.0), np.float32(FAR_MM2))
    for axis in (2, 1, 0):
        _along(squared, axis, float(spacing_kji_mm[axis]), surface)
    return np.sqrt(squared, out=squared)


def depth_in(mask_kji: Bools, spacing_kji_mm: tuple[float, float, float]) -> Floats:
    """Millimetres from every voxel centre to the mask's surface: positive inside, negative outside; [k, j, i]."""
    inside = distance_to(~mask_kji, spacing_kji_mm)
    inside -= distance_to(mask_kji, spacing_kji_mm)
    return inside


@compiled
def _along(squared: Floats, axis: int, step: float, surface: bool) -> None:  # noqa: PLR0912
    """One pass of the transform, in place. To a surface, a voxel counts from its two faces instead of its centre."""
    nk, nj, ni = squared.shape
    n = nk if axis == 0 else (nj if axis == 1 else ni)
    first = nj if axis == 0 else nk
    second = nj if axis == 2 else ni
    line = np.empty(n, dtype=np.float64)
    sites = n + 1 if surface else n
    shift = 0.5 if surface else 0.0
    at = np.empty(sites, dtype=np.int64)
    height = np.empty(sites, dtype=np.float64)
    edge = np.empty(sites + 1, dtype=np.float64)
    area = step * step
    for p in range(first):
        for q in range(second):
            for s in range(n):
                line[s] = squared[s, p, q] if axis == 0 else (squared[p, s, q] if axis == 1 else squared[p, q, s])
            last = -1
            for s in range(sites):
                here = line[min(s, n - 1)]
                if surface and s > 0:
                    here = min(here, line[s - 1])
                if here >= 1e11:
                    continue
                meet = -1e30
                while last >= 0:
                    v = at[last]
                    meet = ((here - height[last]) / area + s * s - v * v) / (2.0 * (s - v))
                    if meet > edge[last]:
                        break
                    last -= 1
                if last < 0:
                    meet = -1e30
                last += 1
                at[last], height[last] = s, here
                edge[last] = meet
            if last < 0:
                continue
            edge[last + 1] = 1e30
            run = 0
            for s in range(n):
                place = s + shift
                while edge[run + 1] < place:
                    run += 1
                off = place - at[run]
                value = min(off * off * area + height[run], line[s])
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


@compiled
def box_gap(
    x: float, y: float, z: float, u: Doubles, low: float, high: float, r_start: float, slope: float, voxel: Doubles
) -> tuple[float, float]:
    """Least distance from a voxel to balls, and the centre of that ball along u; negative where they overlap.

    (x, y, z): the voxel's centre from the axis' start; balls sit on the axis from low to high, their radius is
    r_start + slope * place. What is minimised is convex, so halving the range finds it.
    """
    c0 = voxel[0, 0] * x + voxel[0, 1] * y + voxel[0, 2] * z
    c1 = voxel[1, 0] * x + voxel[1, 1] * y + voxel[1, 2] * z
    c2 = voxel[2, 0] * x + voxel[2, 1] * y + voxel[2, 2] * z
    d0 = voxel[0, 0] * u[0] + voxel[0, 1] * u[1] + voxel[0, 2] * u[2]
    d1 = voxel[1, 0] * u[0] + voxel[1, 1] * u[1] + voxel[1, 2] * u[2]
    d2 = voxel[2, 0] * u[0] + voxel[2, 1] * u[1] + voxel[2, 2] * u[2]
    while high - low > TOLERANCE_MM:
        t = (low + high) / 2.0
        e0, e1, e2 = (
            beyond(t * d0 - c0, voxel[3, 0]),
            beyond(t * d1 - c1, voxel[3, 1]),
            beyond(t * d2 - c2, voxel[3, 2]),
        )
        away = np.sqrt(e0 * e0 + e1 * e1 + e2 * e2)
        if e0 * d0 + e1 * d1 + e2 * d2 > slope * away or (away == 0.0 and slope < 0.0):
            high = t
        else:
            low = t
    t = (low + high) / 2.0
    e0, e1, e2 = beyond(t * d0 - c0, voxel[3, 0]), beyond(t * d1 - c1, voxel[3, 1]), beyond(t * d2 - c2, voxel[3, 2])
    return np.sqrt(e0 * e0 + e1 * e1 + e2 * e2) - (r_start + slope * t), t


@compiled
def beyond(off: float, half: float) -> float:
    """How far a place lies outside -half to half, with its sign."""
    if off > half:
        return off - half
    return off + half if off < -half else 0.0


@compiled
def nearest_voxel_to_cone(
    points_mm: Floats, voxel: Doubles, start: Doubles, end: Doubles, r_start: float, r_end: float, best: float
) -> float:
    """As `nearest_to_cone`, but to the surfaces of the voxels round points (n, 3); best: what is known already."""
    best = min(best, nearest_to_cone(points_mm, start, end, r_start, r_end)[0])
    u = end - start
    length = np.sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2])
    if length > 0.0:
        u /= length
    slope = (r_end - r_start) / length if length > 0.0 else 0.0
    widest = max(r_start, r_end)
    corner = np.sqrt(voxel[3, 0] ** 2 + voxel[3, 1] ** 2 + voxel[3, 2] ** 2)
    for n in range(points_mm.shape[0]):
        x, y, z = points_mm[n, 0] - start[0], points_mm[n, 1] - start[1], points_mm[n, 2] - start[2]
        along = x * u[0] + y * u[1] + z * u[2]
        clamped = min(max(along, 0.0), length)
        gap2 = max(x * x + y * y + z * z - along * along, 0.0) + (along - clamped) * (along - clamped)
        reach = best + widest + corner
        if reach > 0.0 and gap2 >= reach * reach:
            continue
        low, high = 0.0, length
        if slope == 0.0:
            low, high = min(max(along - corner, 0.0), length), min(max(along + corner, 0.0), length)
        best = min(best, box_gap(x, y, z, u, low, high, r_start, slope, voxel)[0])
    return best
