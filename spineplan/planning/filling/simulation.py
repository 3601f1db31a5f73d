"""Virtual filling: how cement might spread through one vertebra. A geometric simulation, not a prediction.

Growth starts at the needle tips and follows the easiest way: lytic voids first, dense bone last, closed cortex never.
Where the CT shows no cortex (or a needle has made a hole) it goes on outside. Nothing here knows of pressure, viscosity
or blood flow, and no part of it has been validated against patients.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.errors import UsageError
from spineplan.geometry.vectors import Point
from spineplan.planning.filling.places import PLACES, Places, place_map, places_of
from spineplan.planning.filling.space import Float, Space, smoothed_within
from spineplan.planning.filling.walls import THIN, Gate, Walls, gates_of, near_shaft, walls_of

SLOWEST_HU = 500.0
"""Bone as dense as this is cortex: cement stays out of it."""
SOFT_HU, PER_HU = 50.0, 60.0
"""Every PER_HU above SOFT_HU makes cement e times slower. Software convention, unvalidated."""
SMOOTH_MM = 0.8
VOID_HU = 250.0
_OUTSIDE = {"canal": 2.5, "foramen": 2.5, "disc_superior": 8.0, "disc_inferior": 8.0, "paravertebral": 6.0}
"""Fat and veins give way more easily than disc and muscle. Software convention, unvalidated."""
_SHAFT, _OPENING = 3.0, 2.5
_THIN_WALL_MM = 15.0
"""Getting through a thin wall is as hard as so many millimetres of lytic bone."""


@dataclass(frozen=True)
class Tip:
    """Where cement leaves a needle. share: of the whole volume (any positive scale). entry_mm: where the needle meets
    the bone; None for a tip without a shaft. All LPS mm."""

    at_mm: Point
    share: float = 1.0
    entry_mm: Point | None = None
    outer_mm: float = 3.0


@dataclass(frozen=True, eq=False)
class Terrain:
    """What one vertebra offers to cement, whatever needle: made once, then `fill` is quick."""

    space: Space
    walls: Walls
    gates: tuple[Gate, ...]
    gate_numbers: npt.NDArray[np.int16]
    places: Places
    place_of: npt.NDArray[np.int8]
    slowness: Float


@dataclass(frozen=True, eq=False)
class Filling:
    """order: flat voxel indices in the order of filling. tip_of, gate_of: of each (gate 0 inside the bone).

    place_of: index into PLACES of each. local: mm to the left, posterior and cranial of the body's centre.
    full: whether growth ended because nothing more could be reached.
    """

    terrain: Terrain
    tips: tuple[Tip, ...]
    gates: tuple[Gate, ...]
    order: npt.NDArray[np.int32]
    tip_of: npt.NDArray[np.int32]
    gate_of: npt.NDArray[np.int16]
    place_of: npt.NDArray[np.int8]
    full: bool

    @property
    def voxel_ml(self) -> float:
        """Volume of one voxel."""
        return self.terrain.space.grid.voxel_volume_ml

    @property
    def most_ml(self) -> float:
        """How much was placed; asking for more finds no room or was not asked for."""
        return len(self.order) * self.voxel_ml

    def count_at(self, volume_ml: float) -> int:
        """Whole voxels filled by a volume; the rest of the volume lies in the next voxel."""
        return int(np.clip(np.floor(volume_ml / self.voxel_ml + 1e-9), 0, len(self.order)))

    def rank_kji(self) -> npt.NDArray[np.int32]:
        """[k, j, i] when each voxel is filled (0 first), the largest int32 where never: cement at n is `rank < n`."""
        rank = np.full(self.terrain.space.grid.shape_kji, np.iinfo(np.int32).max, dtype=np.int32)
        rank.ravel()[self.order] = np.arange(len(self.order), dtype=np.int32)
        return rank


def survey(space: Space) -> Terrain:
    """Walls, openings and resistance of one vertebra; independent of needles."""
    walls = walls_of(space)
    gates, numbers = gates_of(space, walls)
    places = places_of(space)
    place_of = place_map(space, places)
    return Terrain(space, walls, gates, numbers, places, place_of, _slowness(space, walls, numbers, place_of))


def fill(terrain: Terrain, tips: Sequence[Tip], most_ml: float) -> Filling:
    """Spread up to most_ml from the tips. Raises UsageError when a tip does not lie in the vertebra's box or no share
    is positive; a tip in dense bone or just outside starts at the nearest bone that lets cement in."""
    from spineplan.planning.filling.march import march, merged

    space = terrain.space
    if not tips or not any(tip.share > 0 for tip in tips) or not most_ml > 0:
        raise UsageError("Filling needs a needle tip with a share of the cement and a volume.")
    slowness, numbers, gates = _with_shafts(terrain, tips)
    most = int(np.ceil(most_ml / space.grid.voxel_volume_ml))
    steps = np.array(space.grid.spacing_kji_mm)
    grown = [march(slowness, steps, _source(space, slowness, tip), numbers, most) for tip in tips]
    counts = np.array([len(order) for order, _ in grown], dtype=np.int64)
    orders = np.zeros((len(tips), int(counts.max())), dtype=np.int32)
    came = np.zeros(orders.shape, dtype=np.int16)
    for n, (order, through) in enumerate(grown):
        orders[n, : len(order)], came[n, : len(order)] = order, through
    shares = np.array([max(tip.share, 0.0) for tip in tips])
    rows = merged(orders, counts, shares, slowness.size, most)
    order, tip_of = rows[:, 0].copy(), rows[:, 1].copy()
    gate_of = came[rows[:, 1], rows[:, 2]]
    return Filling(
        terrain, tuple(tips), gates, order, tip_of, gate_of, terrain.place_of.ravel()[order], len(order) < most
    )


def _slowness(space: Space, walls: Walls, numbers: npt.NDArray[np.int16], place_of: npt.NDArray[np.int8]) -> Float:
    """1/speed: bone by its CT value, closed cortex BLOCKED, soft tissue outside by where it lies."""
    from spineplan.planning.filling.march import BLOCKED

    inside = smoothed_within(space.hu, space.vertebra, SMOOTH_MM, space.grid)
    inside = np.where(space.lesion & (inside < VOID_HU), np.float32(SOFT_HU), inside)
    bone = np.exp((np.maximum(inside, np.float32(SOFT_HU)) - SOFT_HU) / PER_HU)
    bone[inside > SLOWEST_HU] = BLOCKED
    soft = np.array([_OUTSIDE.get(place, 1.0) for place in PLACES], dtype=np.float32)[place_of]
    slowness = np.where(space.vertebra, bone, soft)
    slowness[~space.vertebra & (space.hu > SLOWEST_HU)] = BLOCKED
    gated = numbers.ravel()[walls.rim] > 0
    thin = 1.0 + np.clip(walls.strength / THIN, 0.0, 1.0) ** 4 * _THIN_WALL_MM / float(np.mean(space.grid.spacing_mm))
    slowness.ravel()[walls.rim] = np.where(gated, _OPENING * thin, BLOCKED)
    return np.ascontiguousarray(slowness, dtype=np.float32)


def _with_shafts(terrain: Terrain, tips: Sequence[Tip]) -> tuple[Float, npt.NDArray[np.int16], tuple[Gate, ...]]:
    """The terrain with the holes that the needles make, each an opening of its own."""
    space = terrain.space
    slowness, gates = terrain.slowness.copy(), list(terrain.gates)
    numbers = np.where(space.vertebra, np.int16(0), np.int16(-1))
    numbers = np.where(terrain.gate_numbers > 0, terrain.gate_numbers, numbers)
    rim = np.zeros(space.vertebra.shape, dtype=np.bool_)
    rim.ravel()[terrain.walls.rim] = True
    for tip in tips:
        if tip.entry_mm is None:
            continue
        shaft = near_shaft(space, np.array(tip.at_mm), np.array(tip.entry_mm), tip.outer_mm / 2.0)
        slowness[shaft] = np.minimum(slowness[shaft], np.float32(_SHAFT))
        hole = shaft & rim
        if hole.any():
            flat = np.flatnonzero(hole)
            local = space.local_mm(flat).mean(axis=0)
            number = len(gates) + 1
            numbers.ravel()[flat] = number
            gates.append(Gate(number, "needle", space.centre_mm + local @ space.axes, local,
                              float(np.pi * (tip.outer_mm / 2.0) ** 2), tip.outer_mm, 0.0, 0.0))  # fmt: skip
    return slowness, np.ascontiguousarray(numbers), tuple(gates)


def _source(space: Space, slowness: Float, tip: Tip) -> int:
    """The nearest voxel of the vertebra to the tip that cement can enter."""
    from spineplan.planning.filling.march import BLOCKED

    at = space.index_of(np.array(tip.at_mm))
    if at is None:
        raise UsageError("A needle tip lies outside the vertebra that the cement is meant for.")
    enterable = space.vertebra & (slowness < BLOCKED)
    if enterable[at]:
        return int(np.ravel_multi_index(at, enterable.shape))
    flat = np.flatnonzero(enterable)
    if flat.size == 0:
        raise UsageError("No bone here lets cement in: it is as dense as cortex throughout.")
    local = space.local_mm(flat)
    tip_local = (np.array(tip.at_mm) - space.centre_mm) @ space.axes.T
    away = np.linalg.norm(local - tip_local, axis=1)
    nearest = int(np.argmin(away))
    if float(away[nearest]) > 5.0:
        raise UsageError("A needle tip lies outside the vertebra that the cement is meant for.")
    return int(flat[nearest])
