"""The rib cage's outline by height, ribs with their two joints, breastbone, lungs, heart and diaphragm."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from spineplan.phantom.frames import Array, moved, point, smooth_path
from spineplan.phantom.morphometry import THORACIC
from spineplan.phantom.primitives import Join, chain, ellipsoid, halfspace, loft, tube
from spineplan.phantom.solids import CORTEX_DEEP, Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import LEFT_RIGHT, Structure, sided
from spineplan.phantom.trunk import STEP_MM, TrunkShape, slice_of
from spineplan.phantom.vertebra import habit, pedicle, pillar_of, transverse_tip

BONE = (Layer(0.0, "cortical_bone"), Layer(CORTEX_DEEP, "trabecular_bone"))
_HEAD_RADIUS = 4.6


@dataclass(frozen=True)
class Cage:
    """Outline through the middle of the ribs; table like a trunk's, on the same heights."""

    z_start: float
    table: Array

    def at(self, z: float) -> Array:
        rows = (z - self.z_start) / STEP_MM
        n = int(np.clip(rows, 0, len(self.table) - 2))
        t = float(np.clip(rows - n, 0, 1))
        return np.asarray((1 - t) * self.table[n] + t * self.table[n + 1], dtype=np.float64)


def rib_cage(spine: Spine, trunk: TrunkShape) -> Cage:
    table = trunk.table.copy()
    z = trunk.z_start + STEP_MM * np.arange(len(table))
    names = [v for v in spine.levels if v[0] == "T"][::-1]
    heights = np.array([spine.frames[v][2, 3] for v in names])
    tips = np.array([moved(spine.frames[v], transverse_tip(spine.sizes[v], 1))[1] for v in names])
    top = heights[-1]
    narrow = np.interp(z, [top - 110, top - 60, top - 20, top + 25], [1.0, 0.86, 0.60, 0.38])
    table[:, 2] = (table[:, 2] - trunk.fat_mm - 16.0) * narrow
    table[:, 3] = (table[:, 3] - trunk.fat_mm - 10.0) * np.sqrt(narrow)
    table[:, 4] = np.interp(z, heights, tips) + 9.0 - table[:, 1]
    table[:, 5] = 2.3
    return Cage(trunk.z_start, table)


def ribs(spine: Spine, cage: Cage, lengths: Mapping[str, float]) -> list[Solid]:
    """lengths: share of the usual length where it is not 1; 0 is no rib."""
    shares = {level: 1.0 for level in spine.levels if level[0] == "T"} | {**lengths}
    return [
        Solid(f"rib {level} {name}", _rib(spine, cage, level, side, share), BONE)
        for level, share in shares.items()
        if share > 0.0
        for side, name in LEFT_RIGHT
    ]


def _rib(spine: Spine, cage: Cage, level: str, side: int, share: float) -> Array:
    number = {"C": 1, "T": int(level[1:]), "L": 12}[level[0]]
    size, frame = spine.sizes[level], spine.frames[level]
    high = 0.5 if 2 <= number <= 10 else 0.2
    x = side * (0.94 * size.width / 2 + _HEAD_RADIUS + 0.9)
    head = moved(frame, point(x, 0.33 * size.depth, high * size.height))
    thick = habit(size).transverse_half[3]
    tip = transverse_tip(size, side)
    tubercle = moved(frame, tip + point(side * 1.5, -(thick + 5.0), 1.5))
    if number >= 11:
        tubercle = moved(frame, tip + point(side * 4.0, -2.0, 0.0))
    course = _course(cage, tubercle, side, number)
    path = smooth_path([tubercle, *course], 6 * len(course) + 1)
    path = path[: max(4, round(share * len(path)))]
    neck = np.array([head, (head + tubercle) / 2 + point(0, 1.0, 0.5), tubercle])
    shaft = _flat(number)
    spread = np.interp(np.arange(len(path)), [0, 4, len(path) - 1], [0.75, 1.0, 0.95])[:, None] * np.array(shaft)
    return np.vstack(
        [
            ellipsoid(head, (_HEAD_RADIUS,) * 3, structure=Structure.RIB, cortex_mm=0.6),
            chain(
                neck,
                np.array([(3.9, 3.6), (3.6, 2.9), (4.6, 3.4)]),
                width_axis=(0.0, 0.0, 1.0),
                structure=Structure.RIB,
                cortex_mm=0.9,
                blend_mm=1.5,
            ),
            chain(path, spread, width_axis=(0.0, 0.0, 1.0), structure=Structure.RIB, cortex_mm=1.1, blend_mm=0.8),
        ]
    )


def _flat(number: int) -> tuple[float, float]:
    """Half height and half thickness of the shaft."""
    return (3.2, 5.5) if number == 1 else (6.2, 3.3)


def _course(cage: Cage, tubercle: Array, side: int, number: int) -> list[Array]:
    """From the tubercle round the chest; angle 0 is straight back, 180 straight forward."""
    last = {1: 150, 2: 150, 11: 95, 12: 62, 13: 52}.get(number, 158)
    fall = {1: 28.0, 2: 50.0, 11: 60.0, 12: 34.0, 13: 20.0}.get(number, 62.0 + 7.0 * min(number, 9))
    points = []
    first = 42
    for angle in np.linspace(first, last, 8 if number < 11 else 4):
        share = (angle - first + 14) / (last - first + 14)
        z = tubercle[2] - 4.0 - fall * share**1.1
        cx, cy, wide, front, back, _ = cage.at(z)
        a = np.deg2rad(angle)
        deep = back if np.cos(a) > 0 else front
        points.append(
            point(cx + side * wide * np.sin(a) ** 0.9, cy + deep * np.sign(np.cos(a)) * abs(np.cos(a)) ** 0.9, z)
        )
    return points


def breastbone(spine: Spine, cage: Cage) -> Solid:
    heights = [spine.frames[v][2, 3] for v in ("T3", "T5", "T8")]
    path = np.array([point(cage.at(z)[0], cage.at(z - 25)[1] - cage.at(z - 25)[3] - 1.0, z - 12) for z in heights])
    radii = np.array([(24.0, 6.0), (17.0, 5.5), (15.0, 5.0)])
    at = np.linspace(0, 2, 7)
    spread = np.stack([np.interp(at, [0, 1, 2], radii[:, n]) for n in (0, 1)], axis=1)
    rows = chain(smooth_path(path, 7), spread, structure=Structure.STERNUM, cortex_mm=0.8)
    return Solid("sternum", rows, BONE)


def chest_organs(spine: Spine, cage: Cage, contrast: bool) -> list[Solid]:
    """Lungs round the mediastinum and above the diaphragm, with branching vessels."""
    blood = "contrast_blood" if contrast else "blood"
    heart_at = moved(spine.frames["T8"], point(22, -78, 0))
    heart = ellipsoid(heart_at, (56, 44, 52), blend_mm=6.0)
    solids = [_lung(spine, cage, side, heart_at) for side, _ in LEFT_RIGHT]
    solids += [_vessels(spine, side) for side, _ in LEFT_RIGHT]
    heart[:, 3] = Structure.HEART
    return [*solids, Solid("heart", heart, (Layer(0.0, "muscle"), Layer(9.0, blood)))]


def _lung(spine: Spine, cage: Cage, side: int, heart: Array) -> Solid:
    table = cage.table.copy()
    table[:, 2:5] -= 6.5
    table[:, 2:5] = np.maximum(table[:, 2:5], 12.0)
    apex = spine.frames["T2"][2, 3] + 6.0
    dome = moved(spine.frames["T11"], point(side * 72, -45, -62.0 + (8 if side < 0 else 0)))
    table, z_start = slice_of(table, cage.z_start, float(dome[2]) - 4.0, float(apex) + 4.0)
    rows = [
        loft(0, table, z_start, STEP_MM, structure=sided("LUNG", side)),
        halfspace(point(0, 0, apex), (0, 0, 1), blend_mm=24.0),
        halfspace(point(side * 16.0, 0, 0), (-side, 0.0, 0.0), blend_mm=6.0),
        halfspace(dome, (0, 0, -1)),
        ellipsoid(dome, (98, 110, 92), join=Join.SUBTRACT, blend_mm=5.0),
        ellipsoid(heart, (64, 50, 60), join=Join.SUBTRACT, blend_mm=12.0),
    ]
    for level in THORACIC:
        size, frame = spine.sizes[level], spine.frames[level]
        low, high = moved(frame, point(0, -4, -12)), moved(frame, point(0, -4, 14))
        rows.append(tube(low, high, (size.width / 2 + 7.0, size.depth / 2 + 9.0), join=Join.SUBTRACT, blend_mm=9.0))
        front_low, front_high = low + point(4, -36, 0), high + point(4, -36, 0)
        rows.append(tube(front_low, front_high, (20.0, 26.0), join=Join.SUBTRACT, blend_mm=9.0))
        back = pillar_of(size, pedicle(size, side)) + point(side * 6.0, 3.0, 0.0)
        rows.append(ellipsoid(moved(frame, back), (22.0, 14.0, 18.0), join=Join.SUBTRACT, blend_mm=8.0))
    return Solid(f"lung {side}", np.vstack(rows), (Layer(0.0, "lung"),), lofts=table, smooth=True)


def _vessels(spine: Spine, side: int) -> Solid:
    """Pulmonary vessels fanning out from the hilum, thinner with every branch."""
    random = np.random.default_rng(side + 5)
    hilum = moved(spine.frames["T6"], point(side * 34, -48, 0))
    rows = [tube(hilum - point(side * 18, 0, 0), hilum, (9, 9), (7, 7), width_axis=(0, 0, 1))]
    for _ in range(26):
        way = random.normal(size=3) * [0.7, 0.9, 1.2] + point(side * 0.8, 0.1, 0.0)
        way /= np.linalg.norm(way)
        knee = hilum + way * random.uniform(18, 40)
        rows.append(tube(hilum, knee, (4.5, 4.5), (2.6, 2.6), width_axis=(0.3, 0.9, 0.2)))
        for _ in range(3):
            turn = way + random.normal(size=3) * 0.5
            end = knee + turn / np.linalg.norm(turn) * random.uniform(20, 45)
            rows.append(tube(knee, end, (2.2, 2.2), (0.9, 0.9), width_axis=(0.3, 0.9, 0.2)))
    stacked = np.vstack(rows)
    stacked[:, 3] = Structure.PULMONARY_VESSEL
    return Solid("pulmonary vessels", stacked, (Layer(0.0, "blood"),))
