"""Pedicles, arches and processes given to their own vertebra: the cheapest way through bone from its pedicles."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.ndimage import grey_closing

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import FloatImage
from spineplan.anatomy.level_span import LevelSpan

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
BUCKET = 0.05


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
    return np.minimum(cost, MOST_COST).astype(np.float32)


def arch_bands(spans: Sequence[LevelSpan]) -> npt.NDArray[np.float64]:
    """(levels, 6): lower and upper arc position, slant, farthest aside, farthest ahead, room of facets; for the kernel.

    One virtual neighbour is added at each end, so that bone beyond the first and last level goes to nobody's label.
    """
    rows = []
    for span in spans:
        low, high = span.below.s_mm, span.above.s_mm
        step = high - low
        rows.append([low, high, np.interp(step, *SLANT), np.interp(step, *RIB_ASIDE_MM),
                     span.wall_mm + np.interp(step, *AHEAD_OF_WALL_MM), FACET_SHARE * step])  # fmt: skip
    first, last = rows[0], rows[-1]
    below = [2 * first[0] - first[1], first[0], *first[2:]]
    above = [last[1], 2 * last[1] - last[0], *last[2:]]
    return np.array([below, *rows, above])


@compiled
def seed_arches(
    suv: FloatImage,
    bone: npt.NDArray[np.bool_],
    blocked: npt.NDArray[np.bool_],
    bodies: npt.NDArray[np.uint8],
    bands: npt.NDArray[np.float64],
    out: npt.NDArray[np.uint8],
) -> None:
    """out: label n + 1 on seeds of level n of the bands (pedicle zones), 255 on ribs and crests, else 0."""
    _, nk, nj, ni = suv.shape
    for k in range(nk):
        for j in range(nj):
            for i in range(ni):
                if not bone[k, j, i] or blocked[k, j, i] or bodies[k, j, i] > 0:
                    continue
                s, u, v = suv[0, k, j, i], suv[1, k, j, i], suv[2, k, j, i]
                for n in range(len(bands)):
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
def grow_arches(
    suv: FloatImage,
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
    size = nk * nj * ni
    distance = np.full(size, np.float32(1e9))
    flat = labels.ravel()
    buckets = 4096
    head = np.full(buckets, -1, dtype=np.int64)
    room = max(1 << 20, size)
    entry = np.empty(room, dtype=np.int64)
    after = np.empty(room, dtype=np.int64)
    free = -1
    used = 0
    waiting = 0
    for n in range(size):
        if flat[n] > 0 and used < room:
            distance[n] = 0.0
            entry[used], after[used] = n, head[0]
            head[0] = used
            used += 1
            waiting += 1
    level = 0
    while waiting > 0:
        slot = level % buckets
        while head[slot] >= 0:
            e = head[slot]
            head[slot] = after[e]
            n = entry[e]
            after[e] = free
            free = e
            waiting -= 1
            here = distance[n]
            if int(here / 0.05) != level:
                continue
            label = flat[n]
            k, rest = n // (nj * ni), n % (nj * ni)
            j, i = rest // ni, rest % ni
            for side in range(6):
                a, b, c = k, j, i
                if side == 0:
                    a -= 1
                elif side == 1:
                    a += 1
                elif side == 2:
                    b -= 1
                elif side == 3:
                    b += 1
                elif side == 4:
                    c -= 1
                else:
                    c += 1
                if a < 0 or b < 0 or c < 0 or a >= nk or b >= nj or c >= ni:
                    continue
                if not bone[a, b, c] or blocked[a, b, c] or bodies[a, b, c] > 0:
                    continue
                m = (a * nj + b) * ni + c
                if distance[m] <= here:
                    continue
                price = cost[a, b, c]
                if label != 255:
                    extra = _band_price(suv[0, a, b, c], suv[1, a, b, c], suv[2, a, b, c], bands[label - 1])
                    if extra < 0:
                        continue
                    price += extra
                value = np.float32(here + min(price, np.float32(100.0)))
                if value < distance[m] and (free >= 0 or used < room):
                    distance[m] = value
                    flat[m] = label
                    to = int(value / 0.05) % buckets
                    if free >= 0:
                        e = free
                        free = after[e]
                    else:
                        e = used
                        used += 1
                    entry[e], after[e] = m, head[to]
                    head[to] = e
                    waiting += 1
        level += 1


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
    return (away / 3.0) ** 2 + aside * aside
