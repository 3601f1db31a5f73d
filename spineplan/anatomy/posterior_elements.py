"""Pedicles, arches and processes given to their own vertebra: the cheapest way through bone from its pedicles."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.ndimage import grey_closing

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import FloatImage
from spineplan.anatomy.level_span import LevelSpan
from spineplan.anatomy.spine_line import SpineLine
from spineplan.geometry.vectors import Vector

ARCH_HU = (120.0, 220.0)
BONE_SHARE = 0.45
"""Bone begins this far from muscle to the bright end of the patient's own bodies, within ARCH_HU."""
SOFT_HU = 50.0
DENSE_HU, DENSE_STEP_HU = 500.0, 300.0
GAP_FREE_HU, GAP_STEP_HU = 60.0, 80.0
"""A voxel darker than the closing of its surroundings by more than this is joint space, not bone."""
LEAST_COST, MOST_COST = 0.3, 30.0
PEDICLE_H = (0.42, 0.97)
PEDICLE_ASIDE_MM = 18.0
FACET_SHARE = 0.18
SLANT = ((25.0, 35.0), (0.8, 0.12))
"""How far caudally (mm per mm backward) an arch leans: thoracic to lumbar, by the step from disc to disc. [CONV]"""
OUTSIDE_STEP_MM, FORBIDDEN_MM = 3.0, 10.0
RIB_ASIDE_MM = ((27.0, 32.0), (38.0, 52.0))
"""Bone farther aside than this is rib or crest: thoracic and lumbar, by the step from disc to disc."""
AHEAD_OF_WALL_MM = ((27.0, 32.0), (1.0, 9.0))
"""An arch starts behind the body; only lumbar transverse processes root a little farther in front."""
LEAN_REACH_MM = 40.0
LEAST_ROOM = 0.85
"""An arch's room along its vertebra, over the distance of the disc planes. [CONV]"""
RIB = 255
BUCKET, BUCKETS = 0.05, 4096
SIDES = np.array([[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]])


def bone_threshold_hu(body_hu: npt.NDArray[np.float32]) -> float:
    """Where bone begins, from the HU inside a body."""
    if body_hu.size == 0:
        return ARCH_HU[0]
    return float(np.clip(SOFT_HU + BONE_SHARE * (np.percentile(body_hu, 85) - SOFT_HU), *ARCH_HU))


def passage_cost(array: FloatImage) -> FloatImage:
    """Cost per voxel of walking through bone: low in cortex, high in the dark gap of a joint."""
    gap = grey_closing(array, size=(5, 5, 5)) - array
    soft = np.clip((DENSE_HU - array) / DENSE_STEP_HU, 0.0, None)
    cost = LEAST_COST + soft * soft + np.square(np.clip((gap - GAP_FREE_HU) / GAP_STEP_HU, 0.0, None))
    limited: FloatImage = np.minimum(cost, MOST_COST).astype(np.float32)
    return limited


def arch_bands(spans: Sequence[LevelSpan], line: SpineLine) -> npt.NDArray[np.float64]:
    """(levels, 18): where each arch may lie, in its vertebra's own directions, for the kernels.

    Lower and upper end along the vertebra, slant, farthest aside, farthest ahead, room of facets; then the origin (in
    the canal) and the unit directions left, anterior, cranial (LPS). One virtual neighbour is added at each end, so
    that bone beyond the first and last level goes to nobody's label.
    """
    rows = []
    for span in spans:
        left, anterior, cranial = span.axes
        middle = 0.5 * (span.below.s_mm + span.above.s_mm)
        origin, low, high = (
            line.points_mm[_meets(line, at, normal, s)]
            for at, normal, s in (
                (span.centre_mm, cranial, middle),
                (span.below.centre_mm, span.below.cranial, span.below.s_mm),
                (span.above.centre_mm, span.above.cranial, span.above.s_mm),
            )
        )
        # Where two planes lean toward each other behind, as at L5, the arch needs more room than they leave.
        half = 0.5 * max(float((high - low) @ cranial), LEAST_ROOM * span.height_mm)
        wall = float((span.centre_mm - origin) @ anterior) - span.depth_mm / 2.0
        rows.append([-half, half, np.interp(2 * half, *SLANT), np.interp(2 * half, *RIB_ASIDE_MM),
                     wall + np.interp(2 * half, *AHEAD_OF_WALL_MM), FACET_SHARE * 2 * half,
                     *origin, *left, *anterior, *cranial])  # fmt: skip
    bands = np.array(rows)
    ends = bands[[0, -1]].copy()
    ends[:, 6:9] += np.array([[-1.0], [1.0]]) * (ends[:, 1] - ends[:, 0])[:, None] * ends[:, 15:18]
    return np.concatenate([ends[:1], bands, ends[1:]])


def _meets(line: SpineLine, at_mm: Vector, normal: Vector, s_mm: float) -> int:
    """Row where the canal's line crosses a plane: above the disc's middle where the plane leans."""
    near = np.abs(np.arange(len(line)) - s_mm) <= LEAN_REACH_MM
    off = np.abs((line.points_mm - at_mm) @ normal)
    return int(np.where(near, off, np.inf).argmin())


@compiled
def seed_arches(
    origin: npt.NDArray[np.float64],
    step: float,
    bone: npt.NDArray[np.bool_],
    blocked: npt.NDArray[np.bool_],
    bodies: npt.NDArray[np.uint8],
    bands: npt.NDArray[np.float64],
    out: npt.NDArray[np.uint8],
) -> None:
    """out: label n + 1 on seeds of level n of the bands (pedicle zones), 255 on ribs and crests, else 0."""
    nk, nj, ni = bone.shape
    for k in range(nk):
        for j in range(nj):
            for i in range(ni):
                if not bone[k, j, i] or blocked[k, j, i] or bodies[k, j, i] > 0:
                    continue
                for n in range(len(bands)):
                    s, u, v = _own_place(origin, step, k, j, i, bands[n])
                    low, high = bands[n, 0], bands[n, 1]
                    if s < low or s >= high:
                        continue
                    if abs(v) > bands[n, 3]:
                        out[k, j, i] = 255
                        continue
                    share = (s - low) / (high - low)
                    if 0.42 < share < 0.97 and abs(v) < 18.0 and abs(v) > 4.0 and bands[n, 4] - 12.0 < u < bands[n, 4]:
                        out[k, j, i] = n + 1


@compiled
def _own_place(
    origin: npt.NDArray[np.float64], step: float, k: int, j: int, i: int, band: npt.NDArray[np.float64]
) -> tuple[float, float, float]:
    """A voxel along (cranial), ahead and left of the canal's middle, in a vertebra's own directions, mm."""
    x = origin[0] + i * step - band[6]
    y = origin[1] + j * step - band[7]
    z = origin[2] + k * step - band[8]
    return (
        x * band[15] + y * band[16] + z * band[17],
        x * band[12] + y * band[13] + z * band[14],
        x * band[9] + y * band[10] + z * band[11],
    )


@compiled
def grow_arches(
    origin: npt.NDArray[np.float64],
    step: float,
    bone: npt.NDArray[np.bool_],
    cost: FloatImage,
    bands: npt.NDArray[np.float64],
    labels: npt.NDArray[np.uint8],
    bodies: npt.NDArray[np.uint8],
    blocked: npt.NDArray[np.bool_],
) -> None:
    """Spread the seeds in `labels` through bone; every voxel goes to the label that reaches it most cheaply.

    Dijkstra with buckets of 0.05. A label pays for leaving its slanted band along the spine and stops far outside.
    """
    nk, nj, ni = labels.shape
    flat, queue = labels.ravel(), np.full((2, max(1 << 20, labels.size)), -1, dtype=np.int64)
    distance = np.full(labels.size, np.float32(1e9))
    head = np.full(BUCKETS, -1, dtype=np.int64)
    spare = np.array([-1, 0, 0])
    for n in range(labels.size):
        if flat[n] > 0:
            distance[n] = 0.0
            _push(queue, head, spare, n, 0)
    level = 0
    while spare[2] > 0:
        n = _pop(queue, head, spare, level % BUCKETS)
        if n < 0:
            level += 1
            continue
        here, label = distance[n], flat[n]
        if int(here / BUCKET) != level:
            continue
        for side in range(6):
            a, b, c = n // (nj * ni) + SIDES[side, 0], n // ni % nj + SIDES[side, 1], n % ni + SIDES[side, 2]
            if a < 0 or b < 0 or c < 0 or a >= nk or b >= nj or c >= ni:
                continue
            m = (a * nj + b) * ni + c
            if not bone[a, b, c] or blocked[a, b, c] or bodies[a, b, c] > 0 or distance[m] <= here:
                continue
            price = cost[a, b, c]
            if label != RIB:
                band = bands[label - 1]
                s, u, v = _own_place(origin, step, a, b, c, band)
                extra = _band_price(s, u, v, band)
                if extra < 0:
                    continue
                price += extra
            value = np.float32(here + min(price, np.float32(100.0)))
            if value < distance[m]:
                distance[m] = value
                flat[m] = label
                _push(queue, head, spare, m, int(value / BUCKET) % BUCKETS)


@compiled
def _push(
    queue: npt.NDArray[np.int64], head: npt.NDArray[np.int64], spare: npt.NDArray[np.int64], voxel: int, slot: int
) -> None:
    """Put a voxel in a bucket. queue: voxel and next entry; spare: first free entry, entries used, voxels waiting."""
    entry = spare[0]
    if entry >= 0:
        spare[0] = queue[1, entry]
    elif spare[1] < queue.shape[1]:
        entry = spare[1]
        spare[1] += 1
    else:
        return
    queue[0, entry], queue[1, entry] = voxel, head[slot]
    head[slot] = entry
    spare[2] += 1


@compiled
def _pop(queue: npt.NDArray[np.int64], head: npt.NDArray[np.int64], spare: npt.NDArray[np.int64], slot: int) -> int:
    """Take a voxel out of a bucket, -1 when it is empty."""
    entry = head[slot]
    if entry < 0:
        return -1
    head[slot] = queue[1, entry]
    queue[1, entry] = spare[0]
    spare[0] = entry
    spare[2] -= 1
    voxel: int = queue[0, entry]
    return voxel


@compiled
def _band_price(s: float, u: float, v: float, band: npt.NDArray[np.float64]) -> float:
    """What a level pays for a voxel outside its band; negative where it must not go."""
    if u > band[4] or abs(v) > band[3] + 10.0:
        return -1.0
    behind = max(0.0, -u - 4.0)
    low = band[0] - band[2] * behind - band[5]
    high = band[1] - band[2] * behind - 0.1 * (band[1] - band[0])
    if abs(v) > 6.0 and behind < 15.0:
        high += 0.1 * (band[1] - band[0]) + band[5]
    away = max(low - s, s - high, 0.0)
    if away > 10.0:
        return -1.0
    aside = max(0.0, abs(v) - band[3]) / 3.0
    price: float = (away / 3.0) ** 2 + aside * aside
    return price
