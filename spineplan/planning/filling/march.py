"""Compiled growth: the eikonal equation |grad T| = slowness from one voxel, nearest arrival first (fast marching).

Sethian 1996, PNAS 93:1591: first-order upwind differences; a voxel is final once it leaves the heap.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from spineplan.planning.filling.compiled import compiled

Floats: TypeAlias = npt.NDArray[np.float32]
Doubles: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.int32]
Gates: TypeAlias = npt.NDArray[np.int16]

BLOCKED = np.float32(1e20)
"""Slowness of what cement never enters."""
_NEVER = 1e30


@compiled
def _before(times: Doubles, a: int, b: int) -> bool:
    """Order of two voxels: earlier arrival, then lower index, so that every run gives the same order."""
    return bool(times[a] < times[b] or (times[a] == times[b] and a < b))


@compiled
def _rise(heap: Indices, place: Indices, times: Doubles, at: int) -> None:
    voxel = heap[at]
    while at > 0:
        parent = (at - 1) // 2
        if not _before(times, voxel, heap[parent]):
            break
        heap[at] = heap[parent]
        place[heap[at]] = at
        at = parent
    heap[at] = voxel
    place[voxel] = at


@compiled
def _sink(heap: Indices, place: Indices, times: Doubles, size: int) -> None:
    voxel, at = heap[0], 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and _before(times, heap[child + 1], heap[child]):
            child += 1
        if not _before(times, heap[child], voxel):
            break
        heap[at] = heap[child]
        place[heap[at]] = at
        at = child
    heap[at] = voxel
    place[voxel] = at


@compiled
def _arrival(lowest: Doubles, steps_mm: Doubles, slowness: float) -> float:
    """Solve sum(max(T - lowest, 0)^2 / step^2) = slowness^2; lowest: earliest final neighbour per axis."""
    first = 0 if lowest[0] <= lowest[1] and lowest[0] <= lowest[2] else 1 if lowest[1] <= lowest[2] else 2
    last = 2 if lowest[2] >= lowest[0] and lowest[2] >= lowest[1] else 1 if lowest[1] >= lowest[0] else 0
    if last == first:
        first, last = 0, 2
    a = b = c = 0.0
    found = _NEVER
    for n in range(3):
        axis = first if n == 0 else 3 - first - last if n == 1 else last
        value = lowest[axis]
        if value >= found or value >= _NEVER:
            break
        weight = 1.0 / (steps_mm[axis] * steps_mm[axis])
        a += weight
        b += weight * value
        c += weight * value * value
        inside = b * b - a * (c - slowness * slowness)
        if inside < 0.0:
            break
        found = (b + np.sqrt(inside)) / a
    return float(found)


@compiled
def march(slowness: Floats, steps_mm: Doubles, source: int, gates: Gates, most: int) -> tuple[Indices, Gates]:
    """Voxels (flat index) in the order in which growth from `source` reaches them, at most `most`, and the gate each
    came through.

    slowness: [k, j, i], 1/speed, BLOCKED where nothing passes. steps_mm: along k, j, i. gates: 0 inside the bone,
    -1 outside, n > 0 where opening n lies; every voxel beyond inherits the opening it was reached through.
    """
    nk, nj, ni = slowness.shape
    total = nk * nj * ni
    slow, gate = slowness.ravel(), gates.ravel()
    stride = np.array([nj * ni, ni, 1])
    times = np.full(total, _NEVER)
    final = np.zeros(total, dtype=np.bool_)
    through = np.zeros(total, dtype=np.int16)
    heap, place = np.empty(total, dtype=np.int32), np.full(total, -1, dtype=np.int32)
    order, came = np.empty(min(most, total), dtype=np.int32), np.empty(min(most, total), dtype=np.int16)
    lowest = np.empty(3)
    times[source], heap[0], place[source] = 0.0, source, 0
    size, count = 1, 0
    while size > 0 and count < len(order):
        voxel = heap[0]
        size -= 1
        if size > 0:
            heap[0] = heap[size]
            place[heap[0]] = 0
            _sink(heap, place, times, size)
        final[voxel] = True
        order[count], came[count] = voxel, through[voxel]
        count += 1
        k, rest = voxel // stride[0], voxel % stride[0]
        for side in range(6):
            other = _neighbour(k, rest // ni, rest % ni, side, nk, nj, ni)
            if other < 0 or final[other] or slow[other] >= BLOCKED:
                continue
            _lowest_around(times, final, other, nk, nj, ni, lowest)
            arrival = _arrival(lowest, steps_mm, float(slow[other]))
            if arrival < times[other]:
                times[other] = arrival
                through[other] = _gate_beyond(gate[other], through[voxel])
                if place[other] < 0:
                    heap[size], place[other] = other, size
                    size += 1
                _rise(heap, place, times, place[other])
    return order[:count], came[:count]


@compiled
def _gate_beyond(here: int, before: int) -> int:
    """Which opening growth has come through: none inside the bone, the first one outside."""
    if here == 0:
        return 0
    return before if before > 0 else max(here, 0)


@compiled
def _neighbour(k: int, j: int, i: int, side: int, nk: int, nj: int, ni: int) -> int:
    axis, step = side // 2, 1 - 2 * (side % 2)
    k, j, i = k + (step if axis == 0 else 0), j + (step if axis == 1 else 0), i + (step if axis == 2 else 0)
    if k < 0 or j < 0 or i < 0 or k >= nk or j >= nj or i >= ni:
        return -1
    return (k * nj + j) * ni + i


@compiled
def _lowest_around(
    times: Doubles, final: npt.NDArray[np.bool_], voxel: int, nk: int, nj: int, ni: int, lowest: Doubles
) -> None:
    k, j, i = voxel // (nj * ni), voxel // ni % nj, voxel % ni
    for axis in range(3):
        lowest[axis] = _NEVER
        for end in range(2):
            other = _neighbour(k, j, i, 2 * axis + end, nk, nj, ni)
            if other >= 0 and final[other] and times[other] < lowest[axis]:
                lowest[axis] = times[other]


@compiled
def merged(orders: Indices, counts: npt.NDArray[np.int64], shares: Doubles, total: int, most: int) -> Indices:
    """Rows (voxel, tip, place in the tip's order): one filling from several tips that push at the given shares.

    orders: (tips, n) rows padded beyond counts. The tip furthest behind its share moves next; what another tip has
    filled is passed without being counted, so no voxel is filled twice and the volume is the number of rows.
    """
    tips = len(counts)
    taken = np.zeros(total, dtype=np.bool_)
    next_of, filled = np.zeros(tips, dtype=np.int64), np.zeros(tips)
    out = np.empty((min(most, total), 3), dtype=np.int32)
    count = 0
    while count < len(out):
        best = -1
        for tip in range(tips):
            while next_of[tip] < counts[tip] and taken[orders[tip, next_of[tip]]]:
                next_of[tip] += 1
            if next_of[tip] >= counts[tip] or shares[tip] <= 0.0:
                continue
            if best < 0 or filled[tip] / shares[tip] < filled[best] / shares[best]:
                best = tip
        if best < 0:
            break
        voxel = orders[best, next_of[best]]
        taken[voxel] = True
        out[count, 0], out[count, 1], out[count, 2] = voxel, best, next_of[best]
        filled[best] += 1.0
        count += 1
    return out[:count]
