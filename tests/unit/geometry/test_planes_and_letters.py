"""Points under pixels, and the letters beside the picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplan.geometry.affine import rotation_about
from spineplan.geometry.orientation import orientation_letters
from spineplan.geometry.vectors import LEFT, POSTERIOR, SUPERIOR, distance_mm, point, unit, vector
from spineplan.geometry.view_plane import view_plane

AXIAL = view_plane((10.0, 20.0, 30.0), LEFT, POSTERIOR, 0.5, (400, 200))


def test_that_the_centre_of_the_picture_is_the_centre_of_the_plane() -> None:
    assert AXIAL.mm_from_px(200.0, 100.0).tolist() == [10.0, 20.0, 30.0]


def test_that_patient_left_is_at_screen_right_in_an_axial_picture() -> None:
    assert AXIAL.mm_from_px(300.0, 100.0).tolist() == [60.0, 20.0, 30.0]
    assert AXIAL.mm_from_px(200.0, 0.0).tolist() == [10.0, -30.0, 30.0]


def test_that_the_first_pixel_has_its_centre_half_a_pixel_inside() -> None:
    assert AXIAL.origin_mm.tolist() == [10.0 - 199.5 * 0.5, 20.0 - 99.5 * 0.5, 30.0]


def test_that_the_normal_points_into_the_screen() -> None:
    """Radiological axial: the viewer stands at the feet and looks up."""
    assert AXIAL.normal_lps.tolist() == list(SUPERIOR)
    assert AXIAL.px_from_mm((10.0, 20.0, 37.0)).tolist() == [200.0, 100.0, 7.0]


@given(
    st.floats(-180.0, 180.0),
    st.floats(0.05, 4.0),
    st.tuples(*[st.floats(-500.0, 500.0)] * 3),
    st.tuples(st.floats(0.0, 600.0), st.floats(0.0, 600.0)),
)
def test_that_a_pixel_maps_back_to_itself(
    turn_deg: float, mm_per_px: float, centre_mm: tuple[float, float, float], pixel: tuple[float, float]
) -> None:
    turn = rotation_about((0.3, -1.0, 0.7), turn_deg)
    plane = view_plane(centre_mm, turn @ vector(LEFT), turn @ vector(POSTERIOR), mm_per_px, (600, 400))
    assert plane.px_from_mm(plane.mm_from_px(*pixel)) == pytest.approx([*pixel, 0.0], abs=1e-6)


def test_that_many_points_map_at_once() -> None:
    points = np.array([[[10.0, 20.0, 30.0], [11.0, 20.0, 30.0]]])
    assert AXIAL.px_from_mm(points).tolist() == [[[200.0, 100.0, 0.0], [202.0, 100.0, 0.0]]]


def test_that_a_crooked_or_scaleless_plane_is_refused() -> None:
    with pytest.raises(ValueError, match="perpendicular"):
        view_plane((0, 0, 0), (1, 0, 0), (0.1, 1, 0), 1.0, (10, 10))
    for scale in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="positive"):
            view_plane((0, 0, 0), LEFT, POSTERIOR, scale, (10, 10))


@pytest.mark.parametrize(
    ("direction", "letters"),
    [
        (LEFT, "L"), ((-1, 0, 0), "R"), (POSTERIOR, "P"), ((0, -1, 0), "A"), (SUPERIOR, "S"), ((0, 0, -1), "I"),
        ((0.0, 0.9, 0.44), "PS"), ((-0.5, 0.0, -0.87), "IR"), ((0.6, -0.55, 0.58), "LSA"),
    ],
)  # fmt: skip
def test_that_letters_name_the_side_strongest_first(direction: tuple[float, float, float], letters: str) -> None:
    assert orientation_letters(direction) == letters


@pytest.mark.parametrize(("angle_deg", "letters"), [(14.9, "L"), (15.1, "LS"), (44.0, "LS"), (46.0, "SL")])
def test_that_a_second_letter_appears_from_fifteen_degrees(angle_deg: float, letters: str) -> None:
    tilted = rotation_about((0, -1, 0), angle_deg) @ vector(LEFT)
    assert orientation_letters(tilted) == letters


def test_that_only_three_finite_numbers_are_a_vector() -> None:
    for wrong in ((1.0, 2.0), (1.0, 2.0, float("nan")), (1.0, 2.0, float("inf")), (1.0, 2.0, 3.0, 4.0)):
        with pytest.raises(ValueError, match="three finite"):
            vector(wrong)
    with pytest.raises(ValueError, match="length zero"):
        unit((0.0, 0.0, 0.0))


def test_that_distances_are_euclidean_and_points_plain() -> None:
    assert distance_mm((0, 0, 0), (2, 3, 6)) == 7.0
    assert point(np.array([1.0, 2.0, 3.0], dtype=np.float32)) == (1.0, 2.0, 3.0)
    assert unit((0, 3, 4)).tolist() == [0.0, 0.6, 0.8]
