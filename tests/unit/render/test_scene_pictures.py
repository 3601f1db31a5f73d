"""Finished slices for paper: what is where, read from the pixels."""

import numpy as np
import pytest
from PIL import Image

from spineplan.geometry.needle_planes import needle_screen_axes
from spineplan.geometry.vectors import LEFT, POSTERIOR, vector
from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.volume import Window
from spineplan.render.ink import Ink
from spineplan.render.palette import rgb8
from spineplan.render.pictures import PictureRequest, slice_picture
from tests.support.treated import AXES, BALL, MIDDLE, grid, needle, patient, treated

BONE = Window(2000.0, 350.0)
SIZE = (320, 260)
FEET = (0.0, 0.0, -1.0)


def draw(plane: ViewPlane, kind: str = "head_first", **fields: object) -> np.ndarray:
    plan, masks = treated(grid(kind))
    return slice_picture(patient(kind), plan, masks, PictureRequest(plane, BONE, **fields)).astype(int)  # type: ignore[arg-type]


def axial(centre: tuple[float, float, float] = MIDDLE) -> ViewPlane:
    return view_plane(centre, LEFT, POSTERIOR, 0.6, SIZE)


def near(picture: np.ndarray, plane: ViewPlane, place_mm: object, reach: int = 2) -> np.ndarray:
    x, y, _ = plane.px_from_mm(place_mm)  # type: ignore[arg-type]
    return picture[round(y) - reach : round(y) + reach + 1, round(x) - reach : round(x) + reach + 1].reshape(-1, 3)


@pytest.mark.parametrize("kind", AXES)
def test_that_the_left_lesion_is_at_the_right_of_an_axial_picture(kind: str) -> None:
    plane = axial()
    picture = draw(plane, kind)
    red, _, blue = near(picture, plane, BALL).mean(axis=0)
    assert red > blue + 20
    assert plane.px_from_mm(BALL)[0] > SIZE[0] / 2
    red, _, blue = near(picture, plane, (2 * MIDDLE[0] - BALL[0], *BALL[1:])).mean(axis=0)
    assert abs(red - blue) <= 1


def test_that_the_lesions_rim_has_the_colour_of_its_kind() -> None:
    plane = axial()
    picture = draw(plane)
    away = np.abs(picture - np.array(rgb8("lytic"))).max(axis=2)
    y, x = np.nonzero(away <= 12)
    on = plane.px_from_mm(BALL)
    radii = np.hypot(x + 0.5 - on[0], y + 0.5 - on[1]) * plane.mm_per_px
    assert len(radii) > 40
    assert radii.min() > 6.5
    assert radii.max() < 10.5


@pytest.mark.parametrize("name", ["needle_axial", "needle_sagittal"])
def test_that_the_whole_needle_lies_in_its_planes(name: str) -> None:
    planned = needle()
    middle = (vector(planned.entry_mm) + vector(planned.target_mm)) / 2
    plane = view_plane(middle, *needle_screen_axes(planned.entry_mm, planned.target_mm, name), 0.4, SIZE)  # type: ignore[arg-type]
    assert np.allclose(plane.px_from_mm(np.array([planned.entry_mm, planned.target_mm]))[:, 2], 0.0)
    picture = draw(plane, needle_id="n1", needle_look="whole")
    for share in (0.2, 0.5, 0.8):
        place = vector(planned.entry_mm) * (1 - share) + vector(planned.target_mm) * share
        red, _, blue = near(picture, plane, place, 1).mean(axis=0)
        assert blue > red + 40


def test_that_the_bulls_eye_is_a_circle_of_true_diameter() -> None:
    planned = needle()
    plane = view_plane(MIDDLE, *needle_screen_axes(planned.entry_mm, planned.target_mm, "bulls_eye"), 0.1, SIZE)
    picture = draw(plane, needle_id="n1", needle_look="end_on")
    blue = (picture[..., 2] - picture[..., 0]) > 80
    row = np.flatnonzero(blue[SIZE[1] // 2])
    inner = row[np.abs(row - SIZE[0] / 2) < 18]
    assert np.ptp(inner) * 0.1 == pytest.approx(planned.outer_diameter_mm, abs=0.3)


def test_that_a_slice_elsewhere_shows_no_needle() -> None:
    plane = axial((MIDDLE[0], MIDDLE[1], MIDDLE[2] + 12.0))
    picture = draw(plane)
    inside = picture[40:-40, 40:-40]
    assert (inside[..., 2] - inside[..., 0]).max() < 40


def test_that_level_names_stand_beside_their_marks() -> None:
    plane = view_plane((MIDDLE[0], MIDDLE[1], 318.0), LEFT, FEET, 0.6, SIZE)
    named, plain = (draw(plane, level_names=wanted) for wanted in (True, False))
    changed = np.abs(named - plain).max(axis=2) > 40
    for place in (MIDDLE, (12.0, -8.0, 335.0)):
        x, y, _ = plane.px_from_mm(place)
        assert changed[round(y) - 8 : round(y) + 8, round(x) + 8 : round(x) + 36].sum() > 30


def test_that_the_scale_bar_is_as_long_as_it_says() -> None:
    plane = axial()
    row = draw(plane)[SIZE[1] - 11].min(axis=1)
    white = np.flatnonzero(row > 200)
    assert (np.ptp(white) + 1) * plane.mm_per_px == pytest.approx(20.0, abs=2.0)


def test_that_letters_say_where_left_is() -> None:
    plane = axial((MIDDLE[0], MIDDLE[1], 10_000.0))
    picture = draw(plane)
    left_letter, right_letter = Image.new("RGB", SIZE), Image.new("RGB", SIZE)
    expected = []
    for words, letters in (("R", left_letter), ("L", right_letter)):
        ink = Ink(np.asarray(letters))
        ink.words(
            words,
            (8.0, 130.0) if words == "R" else (312.0, 130.0),
            rgb8("image_text"),
            20,
            "lm" if words == "R" else "rm",
        )
        expected.append(ink.finish().astype(int))
    assert np.array_equal(picture[110:150, :40], expected[0][110:150, :40])
    assert np.array_equal(picture[110:150, -40:], expected[1][110:150, -40:])
