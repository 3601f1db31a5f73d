"""Whose arch a voxel of bone is: the vertebra that a random walker through the bone meets first.

A walker starts at the voxel and steps on through bone, seldom across the dark gap of a joint. Many weak bridges (blur,
noise, osteophytes over a facet joint) count little against one broad lamina, which the shortest way alone does not
tell (Grady 2006, IEEE Trans Pattern Anal Mach Intell 28:1768; with priors: Grady 2005, CVPR).
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
from scipy.ndimage import grey_closing

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import THREADS, FloatImage
from spineplan.anatomy.outlining.posterior_elements import BESIDE_SHARE, RIB, WING_H, own_place

Bool = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
COLOURS = 3
"""Levels so many apart never meet: they share one computation."""
GAP_WINDOW = 5
SOFT_HU, LEAST_CONTRAST_HU = 50.0, 100.0
GAP_DEPTH = 0.12
"""A voxel this much darker (of the way to soft tissue) than bone on both sides of it is hardly crossed. [CONV]"""
LEAST_PASSAGE = 1e-4
PRIOR_PULL = 1e-3
"""Chance per step that a walker goes by its place alone: after some 30 mm of bone it does. [CONV]"""
STRAY = 1e-3
"""Chance, by place alone, that bone within reach of an arch is rib or crest."""
ACCURACY, MOST_TURNS = 1e-3, 1000
SIDES = np.array([[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]])


def walk_arches(
    origin_mm: npt.NDArray[np.float64], step_mm: float, array: FloatImage, free: Bool,
    bands: npt.NDArray[np.float64], labels: Labels,
) -> None:  # fmt: skip
    """Spread the seeds in `labels` (n + 1 for level n of the bands, RIB) through the voxels of `free`, in place.

    All arrays [k, j, i] on cubes of step_mm at origin_mm (LPS). free: bone outside bodies and canal.
    """
    flat = np.flatnonzero(free | (labels > 0))
    place, owner = places(flat, np.array(array.shape), origin_mm, step_mm, bands, STRAY)
    seeds = labels.ravel()[flat]
    kept = (owner.max(axis=1) > 0) | (seeds > 0)
    flat, place, owner, seeds = flat[kept], place[kept], owner[kept], seeds[kept]
    if len(flat) == 0:
        return
    number = np.full(array.shape, -1, dtype=np.int32)
    number.ravel()[flat] = np.arange(len(flat), dtype=np.int32)
    near, passage = links(flat, number, _passage(array, flat))
    # A walker that stands on a seed goes nowhere, and what only such walkers could reach takes no part.
    near[seeds > 0] = -1
    used = seeds == 0
    used[near[near >= 0]] = True
    renamed = np.append(np.cumsum(used, dtype=np.int32) - 1, np.int32(-1))
    near, passage = renamed[near[used]], passage[used]
    flat, place, owner, seeds = flat[used], place[used], owner[used], seeds[used]
    colour = np.where(seeds == RIB, COLOURS, (seeds.astype(np.int64) - 1) % COLOURS)
    place[seeds > 0] = (colour[:, None] == np.arange(COLOURS + 1))[seeds > 0]

    def chance(which: int) -> npt.NDArray[np.float32]:
        return met_first(near, passage, place[:, which].copy(), PRIOR_PULL, ACCURACY, MOST_TURNS)

    with ThreadPoolExecutor(COLOURS) as pool:
        chances = np.stack(list(pool.map(chance, range(COLOURS))), axis=1)
    chances = np.concatenate([chances, 1.0 - chances.sum(axis=1, keepdims=True)], axis=1)
    best = chances.argmax(axis=1)
    owner = np.concatenate([owner, np.full((len(owner), 1), RIB, dtype=np.uint8)], axis=1)
    found = np.take_along_axis(owner, best[:, None], axis=1)[:, 0]
    labels.ravel()[flat] = np.where(seeds > 0, seeds, found)


def _passage(array: FloatImage, flat: npt.NDArray[np.int64]) -> FloatImage:
    """0..1: how easily each of these voxels is crossed; dark between bright is the gap of a joint."""
    kji = np.stack(np.unravel_index(flat, array.shape))
    low, high = np.maximum(kji.min(axis=1) - GAP_WINDOW, 0), kji.max(axis=1) + GAP_WINDOW + 1
    near = array[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
    bounds = np.linspace(0, len(near), THREADS + 1).astype(int)

    def closed_part(start: int, stop: int) -> FloatImage:
        first = max(0, start - GAP_WINDOW)
        part = grey_closing(near[first : stop + GAP_WINDOW], size=(GAP_WINDOW,) * 3)
        return np.asarray(part[start - first : stop - first])

    with ThreadPoolExecutor(THREADS) as pool:
        closed = np.concatenate([*pool.map(closed_part, bounds[:-1], bounds[1:])])[tuple(kji - low[:, None])]
    depth = (closed - array.ravel()[flat]) / np.maximum(closed - SOFT_HU, LEAST_CONTRAST_HU)
    passage: FloatImage = np.maximum(np.exp(-np.square(depth / GAP_DEPTH)), LEAST_PASSAGE).astype(np.float32)
    return passage


@compiled
def places(
    flat: npt.NDArray[np.int64],
    shape: npt.NDArray[np.int64],
    origin: npt.NDArray[np.float64],
    step: float,
    bands: npt.NDArray[np.float64],
    stray: float,
) -> tuple[npt.NDArray[np.float32], Labels]:
    """(n, 4) chance by place alone of each colour and of ribs; (n, 3) the one level of each colour, 0 where none."""
    place = np.zeros((len(flat), 4), dtype=np.float32)
    owner = np.zeros((len(flat), 3), dtype=np.uint8)
    for n in range(len(flat)):
        k, j, i = flat[n] // (shape[1] * shape[2]), flat[n] // shape[2] % shape[1], flat[n] % shape[2]
        total = stray
        place[n, 3] = stray
        for b in range(len(bands)):
            s, u, v = own_place(origin, step, k, j, i, bands[b])
            price = band_price(s, u, v, bands[b])
            if price < 0:
                continue
            value = np.exp(-min(price, 30.0))
            if owner[n, b % 3] == 0 or value > place[n, b % 3]:
                total += value - place[n, b % 3]
                place[n, b % 3] = value
                owner[n, b % 3] = b + 1
        for c in range(4):
            place[n, c] /= total
    return place, owner


@compiled
def band_price(s: float, u: float, v: float, band: npt.NDArray[np.float64]) -> float:
    """What a level pays for a place outside its band; negative where it must not go."""
    beside = abs(v) > BESIDE_SHARE * band[19] and WING_H[0] < (s - band[0]) / (band[1] - band[0]) < WING_H[1]
    if u > (band[18] if beside else band[4]) or abs(v) > band[3] + 10.0:
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


@compiled
def links(flat: npt.NDArray[np.int64], number: Ints, passage: npt.NDArray[np.float32]) -> tuple[Ints, FloatImage]:
    """(n, 6) neighbours of each node, -1 for none, and how easily each is stepped to."""
    nk, nj, ni = number.shape
    near = np.full((len(flat), 6), -1, dtype=np.int32)
    easy = np.zeros((len(flat), 6), dtype=np.float32)
    for n in range(len(flat)):
        for side in range(6):
            k = flat[n] // (nj * ni) + SIDES[side, 0]
            j = flat[n] // ni % nj + SIDES[side, 1]
            i = flat[n] % ni + SIDES[side, 2]
            if 0 <= k < nk and 0 <= j < nj and 0 <= i < ni and number[k, j, i] >= 0:
                near[n, side] = number[k, j, i]
                easy[n, side] = min(passage[n], passage[number[k, j, i]])
    return near, easy


@compiled
def met_first(
    near: Ints, easy: FloatImage, place: npt.NDArray[np.float32], pull: float, accuracy: float, most: int
) -> npt.NDArray[np.float32]:
    """Chance per node that its walker ends where place is 1: at every node it goes by place with weight `pull`.

    Conjugate gradients on the walker's linear equations, with the diagonal as preconditioner.
    """
    count = len(near)
    value = place.copy()
    rest, along, pushed = np.zeros_like(value), np.zeros_like(value), np.zeros_like(value)
    diagonal = np.empty_like(value)
    energy = 0.0
    for n in range(count):
        total, flow = pull, pull * place[n]
        for side in range(6):
            if near[n, side] >= 0:
                total += easy[n, side]
                flow += easy[n, side] * value[near[n, side]]
        diagonal[n] = total
        rest[n] = flow - total * value[n]
        along[n] = rest[n] / total
        energy += rest[n] * along[n]
    enough = accuracy * accuracy * energy
    for _ in range(most):
        if energy <= enough:
            break
        curve = 0.0
        for n in range(count):
            flow = diagonal[n] * along[n]
            for side in range(6):
                if near[n, side] >= 0:
                    flow -= easy[n, side] * along[near[n, side]]
            pushed[n] = flow
            curve += along[n] * flow
        share, new = energy / curve, 0.0
        for n in range(count):
            value[n] += share * along[n]
            rest[n] -= share * pushed[n]
            new += rest[n] * rest[n] / diagonal[n]
        for n in range(count):
            along[n] = rest[n] / diagonal[n] + new / energy * along[n]
        energy = new
    return value
