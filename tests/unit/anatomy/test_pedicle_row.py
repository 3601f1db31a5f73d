"""Pedicles of a straight row made by hand: which angles their neighbours steady, and which they leave alone."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from spineplan.anatomy.finding.level_span import DiscPlane, LevelSpan
from spineplan.anatomy.pedicles.isthmus import Doubt, Pedicle
from spineplan.anatomy.pedicles.row import axis_of, steadied
from spineplan.imaging.grid import Grid
from tests.support.found_spines import AHEAD, LEFT, UP, pedicle

LEVELS, HEIGHT_MM = 9, 25.0
PLANES = [DiscPlane(n * HEIGHT_MM * UP, UP, AHEAD, LEFT, n * HEIGHT_MM) for n in range(LEVELS + 1)]
SPANS = [LevelSpan(below, above, 30.0, 8.0) for below, above in pairwise(PLANES)]
TRANSVERSE_DEG, SAGITTAL_DEG = (12.0, 4.0), np.linspace(-2.0, -14.0, LEVELS)
"""Left and right, as in a turned spine; from below upward."""


def _row(width_mm: float = 4.5, doubt: Doubt = "") -> list[tuple[Pedicle, Pedicle]]:
    def made(n: int, side: str, transverse: float) -> Pedicle:
        axis = axis_of(SPANS[n], 1 if side == "left" else -1, transverse, SAGITTAL_DEG[n])
        return replace(pedicle(side, (n + 0.6) * HEIGHT_MM), axis=axis, width_mm=width_mm, doubt=doubt,
                       transverse_deg=transverse, sagittal_deg=float(SAGITTAL_DEG[n]))  # fmt: skip

    return [(made(n, "left", TRANSVERSE_DEG[0]), made(n, "right", TRANSVERSE_DEG[1])) for n in range(LEVELS)]


def _tilted(one: Pedicle, n: int, deg: float) -> Pedicle:
    sagittal = one.sagittal_deg + deg
    return replace(one, sagittal_deg=sagittal, axis=axis_of(SPANS[n], 1, one.transverse_deg, sagittal))


def _grid(voxel_mm: float) -> Grid:
    return Grid((50, 50, 50), np.diag([voxel_mm, voxel_mm, voxel_mm, 1.0]))


def _off_deg(one: Pedicle, other: Pedicle) -> float:
    return float(np.degrees(np.arccos(min(1.0, float(one.axis @ other.axis)))))


def test_that_a_row_that_agrees_is_left_alone_turned_as_it_may_be() -> None:
    row = _row()
    for old, new in zip(row, steadied(row, SPANS, _grid(1.4)), strict=True):
        assert max(_off_deg(*both) for both in zip(old, new, strict=True)) < 0.6


def test_that_a_narrow_pedicle_that_stands_out_is_drawn_to_its_row_and_nothing_else_changes() -> None:
    row = _row()
    true = row[4][0]
    row[4] = (_tilted(true, 4, 13.0), row[4][1])
    new = steadied(row, SPANS, _grid(1.4))
    assert _off_deg(new[4][0], true) < 0.5 * 13.0
    assert _off_deg(new[4][1], row[4][1]) < 1.5
    assert new[4][0].width_mm == true.width_mm
    assert new[4][0].doubt == ""
    assert new[4][0].centre_mm is true.centre_mm
    assert new[4][0].tube_mm is true.tube_mm


def test_that_a_wide_pedicle_on_fine_voxels_keeps_the_angle_it_was_measured_at() -> None:
    row = _row(width_mm=14.0)
    row[4] = (_tilted(row[4][0], 4, 6.0), row[4][1])
    assert _off_deg(steadied(row, SPANS, _grid(0.7))[4][0], row[4][0]) < 0.5


def test_that_doubted_neighbours_hardly_turn_a_clear_pedicle() -> None:
    row = _row(width_mm=9.0)
    for n in (3, 5):
        row[n] = (replace(_tilted(row[n][0], n, 20.0), doubt="odd"), row[n][1])
    assert _off_deg(steadied(row, SPANS, _grid(1.0))[4][0], row[4][0]) < 1.0


def test_that_one_vertebra_alone_keeps_its_axes() -> None:
    alone = _row()[:1]
    assert steadied(alone, SPANS[:1], _grid(1.0)) == tuple(alone)


@pytest.mark.parametrize("side", [1, -1])
def test_that_an_axis_runs_medially_and_upward_for_angles_above_zero(side: int) -> None:
    axis = axis_of(SPANS[0], side, 20.0, 10.0)
    ahead = float(axis @ AHEAD)
    assert np.linalg.norm(axis) == pytest.approx(1.0)
    assert float(axis @ LEFT) / ahead == pytest.approx(-side * np.tan(np.radians(20.0)))
    assert float(axis @ UP) / ahead == pytest.approx(np.tan(np.radians(10.0)))
