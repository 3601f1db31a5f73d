"""A destroyed wall of a body goes on as its neighbours' walls do."""

import numpy as np
import pytest

from spineplan.anatomy.outlining.body_neighbours import carried_over
from spineplan.anatomy.outlining.body_surface import ANGLES, BodySurface
from tests.support.found_spines import found_marks

MARKS = found_marks("L1", "L2", "L3")
ROWS = 24
PLATE = np.zeros((61, 73))


def _body(n: int, radius_mm: float, *, centre_x_mm: float = 0.0) -> BodySurface:
    wall, edge = np.full((ROWS, ANGLES), radius_mm), np.full((ROWS, ANGLES), 300.0)
    return BodySurface(MARKS.spine.spans[n], wall, 0.0, centre_x_mm, PLATE, PLATE + 1.0, 1.0, edge)


def _destroyed(body: BodySurface, *, to_mm: float) -> BodySurface:
    """A third of the wall gone: the contour has run on to something else, and no edge shows there."""
    body.wall_mm[:, 20:44] = to_mm
    body.edge_hu[:, 20:44] = 0.0
    return body


def test_that_a_destroyed_wall_follows_both_neighbours() -> None:
    own = _destroyed(_body(1, 20.0), to_mm=26.0)
    mended = carried_over(own, [_body(0, 21.0), _body(2, 19.0)])
    assert mended.wall_mm == pytest.approx(20.0, abs=0.7)
    assert mended.wall_mm[:, 26:38] == pytest.approx(20.0, abs=0.3)


def test_that_the_difference_from_the_neighbours_is_kept_at_the_rim_of_a_hole() -> None:
    own = _destroyed(_body(1, 18.0), to_mm=26.0)
    mended = carried_over(own, [_body(0, 20.0)])
    assert mended.wall_mm[:, 22:25] == pytest.approx(18.0, abs=0.8)


def test_that_a_seen_wall_stays_where_it_is() -> None:
    own = _body(1, 24.0)
    assert carried_over(own, [_body(0, 20.0), _body(2, 20.0)]).wall_mm == pytest.approx(24.0, abs=1e-6)


def test_that_a_neighbour_that_is_destroyed_there_too_says_nothing() -> None:
    own = _destroyed(_body(1, 20.0), to_mm=26.0)
    other = _destroyed(_body(0, 20.0), to_mm=14.0)
    mended = carried_over(own, [other])
    assert mended.wall_mm[:, 26:38] == pytest.approx(26.0, abs=0.3)


def test_that_a_neighbour_beside_is_read_in_its_own_place() -> None:
    own = _destroyed(_body(1, 20.0), to_mm=26.0)
    beside = _body(0, 20.0, centre_x_mm=2.0)
    mended = carried_over(own, [beside])
    # A circle of 20 mm moved 2 mm to the left, seen from the old middle toward the right: 18 mm.
    right = carried_over(_destroyed(_body(1, 20.0), to_mm=26.0), [_body(0, 20.0)]).wall_mm - mended.wall_mm
    assert right[:, 36:40].mean() != pytest.approx(0.0, abs=0.02)
    assert mended.wall_mm[:, 26:38] == pytest.approx(20.0, abs=2.2)


def test_that_one_vertebra_alone_is_left_as_it_is() -> None:
    own = _destroyed(_body(1, 20.0), to_mm=26.0)
    assert carried_over(own, []) is own
