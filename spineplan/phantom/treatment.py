"""What a procedure leaves behind: cement in bodies and where it leaked, needles still in place."""

from dataclasses import dataclass

import numpy as np

from spineplan.phantom.frames import Array, moved, point, turned, unit
from spineplan.phantom.lesions import part_rows, places
from spineplan.phantom.primitives import Join, tube
from spineplan.phantom.recipes import Deposit, NeedleRecipe
from spineplan.phantom.solids import SAME, Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import Structure
from spineplan.phantom.vertebra import body_rows, habit, pedicle


@dataclass(frozen=True)
class Needle:
    """LPS mm; direction points from the skin to the tip."""

    tip_mm: Array
    direction: Array
    outer_mm: float
    length_mm: float


def cement(spine: Spine, deposit: Deposit, number: int, seed: int) -> Solid:
    """Rough blobs; those in a body stay inside its cortex."""
    rows = part_rows(deposit.parts, places(spine, deposit.level), 1.8, seed + 313 * number)
    if deposit.compartment == "body":
        size = spine.sizes[deposit.level]
        rows = np.vstack([rows, body_rows(size, habit(size), shrink_mm=0.6, join=Join.INTERSECT)])
    rows[:, 3] = Structure.CEMENT_FIRST + number
    title = f"cement {deposit.level} {deposit.compartment}"
    return Solid(title, rows, (Layer(0.0, "cement"),), spine.frames[deposit.level], label=SAME)


def needle(spine: Spine, recipe: NeedleRecipe) -> Needle:
    size, frame = spine.sizes[recipe.level], spine.frames[recipe.level]
    through = pedicle(size, recipe.side).centre
    tip = point(recipe.target_x_mm, size.depth * (0.5 - recipe.depth_share), through[2] - 1.5)
    return Needle(moved(frame, tip), turned(frame, unit(tip - through)), recipe.outer_mm, recipe.length_mm)


def needle_solid(shaft: Needle, number: int) -> Solid:
    """Steel with a bevelled end just reaching the tip, and a plastic hub at the far end."""
    radius = shaft.outer_mm / 2
    hub = shaft.tip_mm - shaft.direction * shaft.length_mm
    rows = [
        tube(hub, shaft.tip_mm - shaft.direction * radius, (radius, radius), width_axis=_across(shaft.direction)),
        tube(hub - shaft.direction * 14.0, hub, (5.0, 5.0), (3.0, 3.0), width_axis=_across(shaft.direction)),
    ]
    stacked = np.vstack(rows)
    stacked[:, 3] = Structure.NEEDLE_FIRST + number
    return Solid(f"needle {number}", stacked, (Layer(0.0, "steel"),), label=SAME)


def _across(direction: Array) -> Array:
    return unit(np.cross(direction, point(0, 0, 1)))
