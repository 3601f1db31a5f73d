"""Ways out of a vertebral body: a hole bored through its cortex from within, filled with soft tissue or blood."""

from dataclasses import dataclass

import numpy as np

from spineplan.phantom.frames import Array, moved, point
from spineplan.phantom.primitives import Join, tube
from spineplan.phantom.recipes import Opening
from spineplan.phantom.solids import NO_LOFTS, SAME, Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import Structure
from spineplan.phantom.vertebra import body_rows, habit

_TISSUE = {
    "posterior_breach": "tumour",
    "upper_endplate": "disc_annulus",
    "lower_endplate": "disc_annulus",
    "basivertebral": "blood",
}
_OVER_MM = 0.5
"""Voxels that the surface halves would keep half of the cortex."""
_BEYOND_MM, _DEEP_MM, _STEP_MM = 6.0, 5.0, 0.05


@dataclass(frozen=True)
class Bore:
    """Axis of a hole in the vertebra's frame, from within the body to beyond its surface."""

    start: Array
    end: Array


def bore(spine: Spine, recipe: Opening) -> Bore:
    size, (x, along) = spine.sizes[recipe.level], recipe.offset_mm
    behind, half = size.depth / 2 + _BEYOND_MM, size.height / 2 + _BEYOND_MM
    if recipe.kind == "basivertebral":
        return Bore(point(x, 0.0, along), point(x, behind, along))
    if recipe.kind == "posterior_breach":
        return Bore(point(x, size.depth / 2 - _DEEP_MM - 2.0, along), point(x, behind, along))
    sign = 1.0 if recipe.kind == "upper_endplate" else -1.0
    return Bore(point(x, along, sign * (size.height / 2 - _DEEP_MM - 2.0)), point(x, along, sign * half))


def opening(spine: Spine, recipe: Opening) -> Solid:
    """The hole; it ends with the body, so vertebra labels and volumes stay what they are without it."""
    axis, size, radius = bore(spine, recipe), spine.sizes[recipe.level], recipe.radius_mm
    across = point(1, 0, 0)
    rows = np.vstack(
        [
            tube(axis.start, axis.end, (radius, radius), width_axis=across),
            body_rows(size, habit(size), shrink_mm=-_OVER_MM, join=Join.INTERSECT),
        ]
    )
    rows[:, 3] = Structure.BODY
    return Solid(f"opening {recipe.level}", rows, (Layer(0.0, _TISSUE[recipe.kind]),), spine.frames[recipe.level],
                 label=SAME)  # fmt: skip


def mouth_mm(spine: Spine, recipe: Opening) -> Array:
    """LPS point where the axis of the hole leaves the body."""
    from spineplan.phantom.field import distance_of

    axis, size = bore(spine, recipe), spine.sizes[recipe.level]
    row = body_rows(size, habit(size))[0]
    length = float(np.linalg.norm(axis.end - axis.start))
    for share in np.arange(0.0, 1.0, _STEP_MM / length):
        at = axis.start + share * (axis.end - axis.start)
        if distance_of(row, NO_LOFTS, float(at[0]), float(at[1]), float(at[2])) > 0.0:
            return moved(spine.frames[recipe.level], at)
    return moved(spine.frames[recipe.level], axis.end)
