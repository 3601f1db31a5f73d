"""How high the body of a synthetic vertebra is as it is drawn: from corner to corner, and in the middle."""

import numpy as np

from spineplan.phantom.field import distance_of
from spineplan.phantom.frames import Array
from spineplan.phantom.morphometry import VertebraSize
from spineplan.phantom.solids import NO_LOFTS
from spineplan.phantom.vertebra import body_rows, habit

BAND_SHARE = 0.3
"""Sagittal lines this share of the half width to both sides of the midline; the median of them counts."""
LINES = 7
STEP_MM = 0.1
HALVINGS = 25


def body_heights(size: VertebraSize) -> dict[str, float]:
    """Front, middle and back height (mm, along the vertebra's axis) of the body that is painted: hollowed endplates and
    rounded rims make it lower than the heights it was built from. A corner is the highest place of the front or the
    back third, once the tilt of the endplates against each other is taken out."""
    row = body_rows(size, habit(size))[0]
    slope = (size.height_back - size.height_front) / size.depth
    lines = np.array([_line(row, size, x, slope) for x in np.linspace(-BAND_SHARE, BAND_SHARE, LINES) * size.width / 2])
    front, middle, back = np.median(lines, axis=0)
    return {"front": float(front), "middle": float(middle), "back": float(back)}


def _line(row: Array, size: VertebraSize, x: float, slope: float) -> tuple[float, float, float]:
    places = np.arange(-size.depth / 2 - 1.0, size.depth / 2 + 1.0, STEP_MM)
    inside = np.array([distance_of(row, NO_LOFTS, x, float(y), 0.0) < 0.0 for y in places])
    y = places[inside]
    height = np.array([_reach(row, size, x, float(at), 1) + _reach(row, size, x, float(at), -1) for at in y])
    third = (y[-1] - y[0]) / 3
    front = (height + slope * (y[0] - y))[y <= y[0] + third].max()
    back = (height + slope * (y[-1] - y))[y >= y[-1] - third].max()
    return float(front), float(np.interp((y[0] + y[-1]) / 2, y, height)), float(back)


def _reach(row: Array, size: VertebraSize, x: float, y: float, sign: int) -> float:
    """How far from half its height the body goes, up (1) or down (-1), by halving."""
    low, high = 0.0, size.height
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if distance_of(row, NO_LOFTS, x, y, sign * middle) < 0.0 else (low, middle)
    return low
