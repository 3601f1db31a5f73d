import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplan.geometry.vectors import LEFT, POSTERIOR, SUPERIOR, vector
from spineplan.render.scene_camera import SCREEN_AXES, SceneCamera, facing_axis, fitted
from spineplan.render.scene_marker import cube_faces

SIZE = (600, 400)
SEEN = {"A": POSTERIOR, "P": (0, -1, 0), "L": (-1, 0, 0), "R": LEFT, "S": (0, 0, -1), "I": SUPERIOR}
CENTRE = (5.0, -7.0, 40.0)


def camera(direction: str = "A") -> SceneCamera:
    return SceneCamera(CENTRE, *SCREEN_AXES[direction], 400.0)


@pytest.mark.parametrize("direction", SEEN)
def test_that_each_side_looks_the_right_way(direction: str) -> None:
    assert np.allclose(camera(direction).into_lps, SEEN[direction])
    assert float(vector(camera(direction).right_lps) @ vector(camera(direction).down_lps)) == 0.0


def test_that_left_is_at_the_right_from_the_front_and_at_the_left_from_behind() -> None:
    left = np.add(CENTRE, (50.0, 0.0, 0.0))
    assert camera("A").plane(SIZE).px_from_mm(left)[0] == 300 + 50
    assert camera("P").plane(SIZE).px_from_mm(left)[0] == 300 - 50


@pytest.mark.parametrize(("dx", "dy", "column"), [(30.0, 0.0, 0), (0.0, 30.0, 1)])
def test_that_what_faces_the_viewer_follows_the_pointer(dx: float, dy: float, column: int) -> None:
    front = np.add(CENTRE, (0.0, -60.0, 0.0))
    before = camera().plane(SIZE).px_from_mm(front)
    after = camera().turned(dx, dy, CENTRE).plane(SIZE).px_from_mm(front)
    assert after[column] > before[column] + 5
    assert after[1 - column] == pytest.approx(before[1 - column], abs=1e-6)


@given(st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), min_size=1, max_size=8))
def test_that_turning_keeps_the_axes_straight_and_the_pivot_in_place(drags: list[tuple[float, float]]) -> None:
    pivot = (20.0, 10.0, 60.0)
    seen = camera()
    start = seen.plane(SIZE).px_from_mm(pivot)
    for dx, dy in drags:
        seen = seen.turned(dx, dy, pivot)
    right, down = vector(seen.right_lps), vector(seen.down_lps)
    assert abs(float(right @ down)) < 1e-9
    assert np.linalg.norm(right) == pytest.approx(1.0)
    assert np.allclose(seen.plane(SIZE).px_from_mm(pivot), start, atol=1e-6)


def test_that_panning_moves_the_picture_with_the_pointer() -> None:
    moved = camera().panned(12.0, -5.0, SIZE[1]).plane(SIZE).px_from_mm(CENTRE)
    assert np.allclose(moved[:2], (300 + 12, 200 - 5))


def test_that_zooming_twice_as_large_halves_what_is_seen_and_stops_somewhere() -> None:
    assert camera().zoomed(2.0).height_mm == 200.0
    assert camera().zoomed(1e9).height_mm == 5.0


def test_that_a_fitted_camera_shows_every_corner() -> None:
    corners = np.array([(x, y, z) for x in (-90, 200) for y in (0, 30) for z in (-400, -300)], dtype=np.float64)
    for direction in SEEN:
        px = fitted(corners, direction, 1.5).plane(SIZE).px_from_mm(corners)
        assert px[:, 0].min() >= 0
        assert px[:, 0].max() <= 600
        assert px[:, 1].min() >= 0
        assert px[:, 1].max() <= 400


def test_that_the_facing_axis_points_into_the_screen() -> None:
    axes = (LEFT, POSTERIOR, SUPERIOR)
    assert np.allclose(facing_axis(camera("L"), axes), (-1, 0, 0))
    assert np.allclose(facing_axis(camera("A").turned(40, 20, CENTRE), axes), POSTERIOR)


@pytest.mark.parametrize("direction", SEEN)
def test_that_the_cube_shows_the_side_that_is_seen(direction: str) -> None:
    (face,) = cube_faces(camera(direction))
    assert face.letter == direction
    assert face.middle == (0.0, 0.0)


def test_that_a_turned_cube_shows_three_sides() -> None:
    assert {face.letter for face in cube_faces(camera("A").turned(60, 60, CENTRE))} == {"A", "R", "S"}
