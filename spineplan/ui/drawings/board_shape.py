"""The spine as a column of chips: which level lies where on the board (pure)."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF

from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank, region

_HEIGHT = {"C": 0.86, "T": 1.0, "L": 1.16, "S": 0.78, "Co": 0.7}
_WIDTH = {"C": 0.74, "T": 0.84, "L": 1.0, "S": 0.9, "Co": 0.6}
_CURVE = (
    ("C1", 0.10), ("C4", -0.30), ("C7", 0.05), ("T6", 0.85), ("T12", 0.15),
    ("L3", -0.55), ("L5", -0.15), ("S2", 0.75), ("S4", 0.70), ("Co", 0.15),
)  # fmt: skip
"""Lordosis and kyphosis: how far a level lies to the back (+) or the front (-), as shares of the free room."""
_GAP_PX = 2.0
_WIDEST_PX = 56.0
_REGION_GAP = 0.22


@dataclass(frozen=True)
class Chip:
    """A level's place on the board."""

    name: str
    rect: QRectF


def shown_levels(used: set[str]) -> list[str]:
    """The usual levels, and the transitional ones that the plan uses."""
    return [name for name in ALL_LEVELS if name not in TRANSITIONAL or name in used]


def chips(names: list[str], area: QRectF) -> list[Chip]:
    """Chips from top to bottom that fill the area's height, on the curve of a spine seen from its left side."""
    gaps = sum(region(a) != region(b) for a, b in pairwise(names)) * _REGION_GAP
    unit_px = area.height() / (sum(_HEIGHT[region(name)] for name in names) + gaps)
    widest = min(_WIDEST_PX, area.width() * 0.44)
    room = area.width() * 0.09
    found = []
    top = area.top()
    for index, name in enumerate(names):
        if index and region(names[index - 1]) != region(name):
            top += _REGION_GAP * unit_px
        height = _HEIGHT[region(name)] * unit_px
        width = widest * _WIDTH[region(name)]
        middle = area.center().x() + room * _bend(name)
        found.append(Chip(name, QRectF(middle - width / 2.0, top, width, height - _GAP_PX)))
        top += height
    return found


def _bend(name: str) -> float:
    """Piecewise smooth offset of a level from the straight line."""
    rank = level_rank(name)
    knots = [(level_rank(knot), offset) for knot, offset in _CURVE]
    for (r0, x0), (r1, x1) in pairwise(knots):
        if r0 <= rank <= r1:
            t = (rank - r0) / (r1 - r0)
            return x0 + (x1 - x0) * t * t * (3.0 - 2.0 * t)
    return knots[-1][1]
