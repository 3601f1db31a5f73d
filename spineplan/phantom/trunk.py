"""Skin, subcutaneous fat, the muscle wall and what fills it: lofts that follow the spine from pelvis to neck."""

from dataclasses import dataclass

import numpy as np

from spineplan.phantom.frames import Array, moved, point
from spineplan.phantom.primitives import loft
from spineplan.phantom.solids import Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import Structure
from spineplan.phantom.vertebra import habit, spinous_tip

STEP_MM = 4.0


@dataclass(frozen=True)
class TrunkShape:
    """Skin outline by height. columns: centre x, centre y, half width, half depth front, half depth back, power."""

    z_start: float
    table: Array
    fat_mm: float


def back_line(spine: Spine) -> Array:
    """(n, 3) LPS: the bony midline of the back, from the sacrum up along the spinous tips."""
    tips = [moved(spine.frames[v], spinous_tip(spine.sizes[v], habit(spine.sizes[v]))) for v in spine.levels]
    sacral = [moved(spine.sacral_endplate, point(0, y, z)) for y, z in ((22.0, -120.0), (36.0, -90.0), (46.0, -50.0))]
    return np.array([*sacral, *tips[::-1]])


def trunk_shape(spine: Spine, girth: float) -> TrunkShape:
    """girth 1 is slim-normal; the back lies a finger behind the spinous processes, flattened by the table."""
    bodies = np.array([spine.frames[v][:3, 3] for v in reversed(spine.levels)])
    tips = back_line(spine)
    low, high = bodies[0, 2] - 260.0, bodies[-1, 2] + 160.0
    z = np.arange(low, high, STEP_MM)
    at = (z - bodies[0, 2]) / (bodies[-1, 2] - bodies[0, 2])
    knots = [-0.45, -0.2, -0.08, 0.1, 0.25, 0.45, 0.6, 0.72, 0.80, 0.86, 0.92, 1.0, 1.08, 1.3]
    wide = np.interp(at, knots, [172, 174, 172, 152, 142, 158, 166, 168, 172, 150, 80, 62, 66, 70]) * girth
    front = np.interp(at, knots, [120, 122, 122, 120, 122, 138, 140, 126, 108, 86, 66, 74, 96, 98]) * girth**0.5
    x = np.interp(z, bodies[:, 2], bodies[:, 0]) * 0.5
    y = np.interp(z, bodies[:, 2], bodies[:, 1])
    skin_gap = np.interp(at, knots, [16, 16, 18, 17, 14, 12, 12, 14, 18, 22, 26, 28, 14, 10])
    back = np.maximum(np.interp(z, tips[:, 2], tips[:, 1]) + skin_gap - y, 60.0)
    y, front, back = (_smooth(v, 9) for v in (y, front, back))
    power = np.interp(at, knots, [2.6, 2.6, 2.7, 2.6, 2.5, 2.4, 2.4, 2.5, 2.5, 2.3, 2.1, 2.1, 2.2, 2.2])
    # The outline's widest line lies in front of the spine: move the centre forward and give the back more depth.
    lead = np.interp(at, [0.8, 0.95], [38.0, 8.0])
    table = np.stack([_smooth(x, 15), y - lead, _smooth(wide, 5), front - lead * 0.5, back + lead, power], axis=1)
    return TrunkShape(float(low), table, 12.0 * girth**2)


def slice_of(table: Array, z_start: float, low: float, high: float) -> tuple[Array, float]:
    """The part of a table between two heights, and where it starts."""
    first = max(int((low - z_start) / STEP_MM), 0)
    last = min(int((high - z_start) / STEP_MM) + 2, len(table))
    return table[first:last], z_start + first * STEP_MM


def _smooth(values: Array, width: int) -> Array:
    padded = np.pad(values, width // 2, mode="edge")
    return np.asarray(np.convolve(padded, np.ones(width) / width, mode="valid"), dtype=np.float64)


def trunk_solids(shape: TrunkShape) -> list[Solid]:
    """Skin and fat, then the muscle wall inside it: fat is thin at the neck, thick at loins and buttocks."""
    z = np.arange(len(shape.table)) / len(shape.table)
    fat = shape.fat_mm * np.interp(z, [0.1, 0.35, 0.6, 0.78, 0.85], [1.6, 1.35, 1.0, 0.8, 0.4])
    wall = shape.table.copy()
    wall[:, 2] -= fat
    wall[:, 3] -= fat * 1.1
    wall[:, 4] -= np.minimum(fat, 0.1 * wall[:, 4])
    skin = loft(0, shape.table, shape.z_start, STEP_MM, structure=Structure.SKIN)
    muscle = loft(0, wall, shape.z_start, STEP_MM, structure=Structure.MUSCLE)
    return [
        Solid(
            "skin",
            skin,
            (Layer(0.0, "skin", Structure.SKIN), Layer(1.8, "fat", Structure.FAT)),
            lofts=shape.table,
            smooth=True,
        ),
        Solid("muscle wall", muscle, (Layer(0.0, "muscle"),), lofts=wall, smooth=True),
    ]
