"""A row of pedicles: angles change little by little from level to level, so that clear ones steady unclear ones."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.pedicles.isthmus import Pedicle
from spineplan.anatomy.pedicles.within import voxel_mm
from spineplan.geometry.vectors import Vector, unit
from spineplan.imaging.grid import Grid

Floats = npt.NDArray[np.float64]
Pair = tuple[Pedicle, Pedicle]

OWN_DEG = (5.0, 2.0)
"""How far (sd) a pedicle's transverse and sagittal angle departs from the line through its neighbours'. Transversely it
leaps from T12 to L1 (Zindrick 1987); between 4 and 7, 2 and 3.5 little changes. [CONV]"""
SLOPE_DEG = 4.0
"""Of angles from one level to the next. [CONV]"""
STEPS = 1.2
"""Levels this far (sigma) apart steady each other. [CONV]"""
SHARP_DEG = (8.0, 10.0)
"""An angle is known this well (sd), divided by the voxels across the pedicle. See bench/levels.md."""
LEAST_DEG, DOUBTED_DEG = 0.4, (3.0, 5.0)
"""Never better, and never better than this where there is a doubt. [CONV]"""
ROUNDS = 4
TO_SD = 1.4826
ROBUST_SD = 2.0
FEWEST = 4


def steadied(pairs: Sequence[Pair], spans: Sequence[LevelSpan], grid: Grid) -> tuple[Pair, ...]:
    """The same pedicles, (left, right) from level to level, with axes that agree as far as each one is unclear."""
    flat = [(n, pedicle) for n, pair in enumerate(pairs) for pedicle in pair]
    if len(flat) < FEWEST:
        return tuple(pairs)
    at = np.array([float(n) for n, _ in flat])
    left = np.array([pedicle.side == "left" for _, pedicle in flat])
    doubted = np.array([pedicle.doubt not in ("", "coarse") for _, pedicle in flat])
    angles = []
    for turn, (own, sharp) in enumerate(zip(OWN_DEG, SHARP_DEG, strict=True)):
        # The left and right wall tell the one angle, the upper and lower the other.
        voxels = np.array([p.width_mm / voxel_mm(grid, spans[n].axes[2 * turn]) for n, p in flat])
        measured = np.array([(p.transverse_deg, p.sagittal_deg)[turn] for _, p in flat])
        within = np.maximum(sharp / np.maximum(voxels, 1.0), np.where(doubted, DOUBTED_DEG[turn], LEAST_DEG))
        # A turned or scoliotic vertebra runs one way on its left and another on its right; it rises alike.
        together = left[:, None] == left if turn == 0 else np.ones((len(flat), len(flat)), dtype=np.bool_)
        angles.append(_agreed(at, measured, within, together, own))
    made = [_turned(p, spans[n], *deg) for (n, p), deg in zip(flat, zip(*angles, strict=True), strict=True)]
    return tuple(zip(made[::2], made[1::2], strict=True))


def _agreed(at: Floats, measured: Floats, within: Floats, together: npt.NDArray[np.bool_], own: float) -> Floats:
    """Each angle between its own measure and its neighbours', by what each is worth."""
    near = np.exp(-0.5 * np.square((at[:, None] - at) / STEPS)) * together
    np.fill_diagonal(near, 0.0)
    trust = np.ones(len(at))
    known = np.square(within)
    for _ in range(ROUNDS):
        weight = near * (trust / (known + own**2))
        told, spread = _lines(at, measured, weight)
        apart = measured - told
        scatter = TO_SD * float(np.median(np.abs(apart)))
        # Where the row is rougher than pedicles are, the image is to blame.
        known = np.square(within) + max(0.0, scatter**2 - 2.0 * own**2)
        trust = np.minimum(1.0, ROBUST_SD * np.sqrt(known + 2.0 * own**2) / np.maximum(np.abs(apart), 1e-6))
    row = spread + own**2
    return np.asarray((measured * row + told * known) / (row + known))


def _lines(at: Floats, value: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """(value, variance) at each place of the line through the others, weights (n, n); a slope is held near level."""
    step = at - at[:, None]
    s0, s1 = np.maximum(weight.sum(axis=1), 1e-9), (weight * step).sum(axis=1)
    s2 = (weight * step**2).sum(axis=1) + SLOPE_DEG**-2
    v0, v1 = weight @ value, (weight * step) @ value
    determinant = s0 * s2 - s1**2
    return np.asarray((s2 * v0 - s1 * v1) / determinant), np.asarray(s2 / determinant)


def _turned(pedicle: Pedicle, span: LevelSpan, transverse_deg: float, sagittal_deg: float) -> Pedicle:
    axis = axis_of(span, 1 if pedicle.side == "left" else -1, transverse_deg, sagittal_deg)
    shortened = float(axis @ pedicle.axis)
    outline = pedicle.outline_mm
    outline = outline - ((outline - pedicle.centre_mm) @ axis)[:, None] * axis
    return replace(pedicle, axis=axis, transverse_deg=float(transverse_deg), sagittal_deg=float(sagittal_deg),
                   height_mm=pedicle.height_mm * shortened, outline_mm=outline)  # fmt: skip


def axis_of(span: LevelSpan, side: int, transverse_deg: float, sagittal_deg: float) -> Vector:
    """Unit LPS axis, from back to front. side: 1 left, -1 right."""
    left, anterior, cranial = span.axes
    aside, up = np.tan(np.radians([transverse_deg, sagittal_deg]))
    return unit(anterior - side * aside * left + up * cranial)
