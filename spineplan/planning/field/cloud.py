"""Many voxels in blocks, so that a needle is measured against the near ones only. LPS millimetres."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.planning.field.distance import beyond, nearest_to_cone, nearest_voxel_to_cone

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Starts = npt.NDArray[np.int64]

BLOCK_MM = 12.0


@dataclass(frozen=True, eq=False)
class Cloud:
    """points_mm (n, 3): centres of voxels, block by block. starts (m + 1): first point of each block; balls (m, 4):
    centre and radius of a ball that holds the block's voxels. voxel: what of each counts, as `distance.voxel_box`."""

    points_mm: Floats
    starts: Starts
    balls: Floats
    voxel: Doubles

    def gap_mm(self, start: Doubles, end: Doubles, r_start: float, r_end: float) -> float:
        """Least distance from what counts of the voxels to balls from start to end; 1e6 without points."""
        return float(_gap(self.points_mm, self.voxel, self.starts, self.balls, start, end, r_start, r_end))

    def gaps_mm(self, points_mm: Doubles) -> Doubles:
        """Least distance from what counts of the voxels to each of points (n, 3); 1e6 without voxels."""
        return np.asarray(_gaps(self.points_mm, self.voxel, self.starts, self.balls, points_mm))


CENTRES = np.vstack([np.eye(3), np.zeros(3)])
"""A `voxel` of which nothing but the centre counts."""


def cloud_of(points_mm: Floats, voxel: Doubles = CENTRES) -> Cloud:
    """Voxels by their centres, sorted into cubes of 12 mm."""
    cell = np.floor((points_mm - points_mm.min(axis=0, initial=0.0)) / BLOCK_MM).astype(np.int64)
    key = (cell[:, 0] * 4096 + cell[:, 1]) * 4096 + cell[:, 2]
    order = np.argsort(key, kind="stable")
    points, key = np.ascontiguousarray(points_mm[order]), key[order]
    starts = np.concatenate([[0], np.flatnonzero(np.diff(key)) + 1, [len(points)]]).astype(np.int64)
    if len(points) == 0:
        return Cloud(points, np.zeros(1, dtype=np.int64), np.empty((0, 4), dtype=np.float32), voxel)
    low = np.minimum.reduceat(points, starts[:-1], axis=0)
    high = np.maximum.reduceat(points, starts[:-1], axis=0)
    radius = np.linalg.norm(high - low, axis=1) / 2.0 + np.linalg.norm(voxel[3])
    balls = np.column_stack([(low + high) / 2.0, radius]).astype(np.float32)
    return Cloud(points, starts, balls, voxel)


@compiled
def _gap(
    points: Floats, voxel: Doubles, starts: Starts, balls: Floats, start: Doubles, end: Doubles, r_start: float,
    r_end: float,
) -> float:  # fmt: skip
    count = balls.shape[0]
    low = np.empty(count)
    nearest, best = -1, 1e6
    for n in range(count):
        low[n] = nearest_to_cone(balls[n : n + 1, :3], start, end, r_start, r_end)[0] - balls[n, 3]
        if nearest < 0 or low[n] < low[nearest]:
            nearest = n
    if nearest >= 0:
        block = points[starts[nearest] : starts[nearest + 1]]
        best = nearest_voxel_to_cone(block, voxel, start, end, r_start, r_end, best)
    for n in range(count):
        if low[n] < best and n != nearest:
            block = points[starts[n] : starts[n + 1]]
            best = nearest_voxel_to_cone(block, voxel, start, end, r_start, r_end, best)
    return best


@compiled
def _gaps(points: Floats, voxel: Doubles, starts: Starts, balls: Floats, places: Doubles) -> Doubles:
    """What is near one place is at most the step farther from the next one, so most blocks are never looked at."""
    out = np.full(places.shape[0], 1e6)
    for n in range(places.shape[0]):
        x, y, z = places[n]
        best = 1e12
        if n > 0:
            best = (out[n - 1] + np.sqrt(np.square(places[n] - places[n - 1]).sum()) + 1e-6) ** 2
        for b in range(balls.shape[0]):
            dx, dy, dz = balls[b, 0] - x, balls[b, 1] - y, balls[b, 2] - z
            reach = np.sqrt(best) + balls[b, 3]
            if dx * dx + dy * dy + dz * dz <= reach * reach:
                best = min(best, _nearest2(points[starts[b] : starts[b + 1]], voxel, x, y, z, best))
        out[n] = np.sqrt(best)
    return out


@compiled
def _nearest2(points: Floats, voxel: Doubles, x: float, y: float, z: float, best: float) -> float:
    """Least squared distance from a place to what counts of the voxels, if less than `best`."""
    for n in range(points.shape[0]):
        dx, dy, dz = points[n, 0] - x, points[n, 1] - y, points[n, 2] - z
        square = 0.0
        for axis in range(3):
            off = voxel[axis, 0] * dx + voxel[axis, 1] * dy + voxel[axis, 2] * dz
            square += beyond(off, voxel[3, axis]) ** 2
        best = min(best, square)
    return best
