"""Left is left, head is up, and a point lies under its pixel: hand-computed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import Point, Vector, point
from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.grid import Grid
from spineplan.session.resolve import centred_on, needle_axes, needle_point, resolve
from spineplan.session.view_state import PaneCamera, PaneName, ViewState
from tests.support.full_plans import needle, points

CUBE = Grid((101, 101, 101), np.array([[1.0, 0, 0, -50], [0, 1.0, 0, -50], [0, 0, 1.0, -50], [0, 0, 0, 1]]))
SIZE = (400, 300)


def px(plane: ViewPlane, p: Point) -> tuple[float, float, float]:
    """Screen position of a point and its depth, relative to the picture's centre."""
    x, y, depth = plane.px_from_mm(p)
    return (float(x) - plane.width_px / 2, float(y) - plane.height_px / 2, float(depth))


def shown(pane: PaneName, view: ViewState | None = None) -> ViewPlane:
    """A pane at half a millimetre per pixel."""
    return resolve(view or ViewState(cameras={pane: PaneCamera(None, 0.5)}), pane, CUBE, SIZE)


@pytest.mark.parametrize(
    "pane, left, posterior, superior",
    [
        ("axial", (20, 0, 0), (0, 20, 0), (0, 0, 10)),
        ("sagittal", (0, 0, -10), (20, 0, 0), (0, -20, 0)),
        ("coronal", (20, 0, 0), (0, 0, 10), (0, -20, 0)),
    ],
)
def test_that_ten_millimetres_each_way_go_where_a_radiologist_expects(
    pane: PaneName, left: Point, posterior: Point, superior: Point
) -> None:
    """Axial and coronal: patient left at screen right. Sagittal: anterior at screen left. Head up."""
    plane = shown(pane)
    assert px(plane, (10.0, 0.0, 0.0)) == pytest.approx(left)
    assert px(plane, (0.0, 10.0, 0.0)) == pytest.approx(posterior)
    assert px(plane, (0.0, 0.0, 10.0)) == pytest.approx(superior)


def test_that_the_plane_goes_through_the_crosshair_and_looks_where_its_camera_does() -> None:
    view = ViewState(crosshair_mm=(5.0, 6.0, 7.0), cameras={"axial": PaneCamera((20.0, -10.0, 99.0), 0.25)})
    assert resolve(view, "axial", CUBE, SIZE).centre_mm == pytest.approx((20.0, -10.0, 7.0))


def test_that_a_pane_without_camera_shows_the_whole_volume() -> None:
    plane = resolve(ViewState(crosshair_mm=(5.0, 6.0, 7.0)), "coronal", CUBE, SIZE)
    assert plane.centre_mm == pytest.approx((0.0, 6.0, 0.0))
    assert plane.mm_per_px == pytest.approx(101.0 * 1.04 / 300.0)


def test_that_centring_keeps_the_scales() -> None:
    view = ViewState(cameras={"axial": PaneCamera(None, 0.5)})
    cameras = centred_on(view, (1.0, 2.0, 3.0))
    assert cameras == {"axial": PaneCamera((1.0, 2.0, 3.0), 0.5)}


def test_that_the_3d_pane_has_no_plane() -> None:
    with pytest.raises(ValueError, match="no plane"):
        resolve(ViewState(), "scene", CUBE, SIZE)


def test_that_a_needle_pane_needs_a_needle() -> None:
    with pytest.raises(ValueError, match="no needle"):
        resolve(ViewState(), "bulls_eye", CUBE, SIZE)


LEFT_BACK = {"entry_mm": (30.0, 40.0, 0.0), "target_mm": (0.0, 0.0, 0.0)}
"""3-4-5: direction (-0.6, -0.8, 0)."""


@pytest.mark.parametrize(
    "pane, right, down",
    [
        ("needle_axial", (1, 0, 0), (0, 1, 0)),
        ("needle_sagittal", (0.6, 0.8, 0), (0, 0, -1)),
        ("bulls_eye", (-0.8, 0.6, 0), (0, 0, -1)),
    ],
)
def test_the_planes_of_a_needle_from_the_left_behind(pane: PaneName, right: Point, down: Point) -> None:
    """Seen from its hub, behind the patient, the patient's left is at the left."""
    axes = needle_axes(needle(**LEFT_BACK), pane)
    assert axes[0] == pytest.approx(right)
    assert axes[1] == pytest.approx(down)


@pytest.mark.parametrize("pane", ["needle_axial", "needle_sagittal"])
def test_that_a_needle_lies_in_its_planes(pane: PaneName) -> None:
    tilted = needle(entry_mm=(30.0, 40.0, 12.0), target_mm=(0.0, 1.0, -3.0))
    plane = resolve(ViewState(), pane, CUBE, SIZE, tilted)
    for p in (tilted.entry_mm, tilted.target_mm):
        assert px(plane, p)[2] == pytest.approx(0.0, abs=1e-9)
    assert plane.centre_mm == pytest.approx((15.0, 20.5, 4.5))


def test_that_the_bulls_eye_slides_along_the_needle() -> None:
    plane = resolve(ViewState(needle_depth_mm=10.0), "bulls_eye", CUBE, SIZE, needle(**LEFT_BACK))
    assert plane.centre_mm == pytest.approx((24.0, 32.0, 0.0))
    assert px(plane, (0.0, 0.0, 0.0)) == pytest.approx((0.0, 0.0, 40.0))
    assert needle_point(needle(**LEFT_BACK), 50.0) == pytest.approx((0.0, 0.0, 0.0))


@pytest.mark.parametrize(
    "entry, left_is_right",
    [((0.0, -60.0, 0.0), True), ((0.0, 60.0, 0.0), False), ((0.0, -60.0, 30.0), True), ((5.0, 60.0, -30.0), False)],
)
def test_that_the_bulls_eye_is_seen_from_the_hub(entry: Point, left_is_right: bool) -> None:
    """From the front (trans-oral) the patient's left is at screen right; from behind at screen left. Head up."""
    plane = resolve(ViewState(), "bulls_eye", CUBE, SIZE, needle(entry_mm=entry, target_mm=(0.0, 0.0, 0.0)))
    assert (px(plane, (9.0, 0.0, 0.0))[0] > 0) == left_is_right
    assert px(plane, (0.0, 0.0, 9.0))[1] < 0
    assert px(plane, (0.0, 0.0, 0.0))[2] > 0


@given(points(1.0).filter(lambda d: sum(v * v for v in d) > 0.05))
def test_that_every_needle_gets_upright_planes_the_usual_way_round(direction: Point) -> None:
    any_needle = needle(entry_mm=(0.0, 0.0, 0.0), target_mm=point(np.array(direction) * 60.0))
    along = np.array(direction) / np.linalg.norm(direction)
    for pane in ("needle_axial", "needle_sagittal", "bulls_eye"):
        right, down = needle_axes(any_needle, pane)
        assert [right @ right, down @ down, right @ down] == pytest.approx([1.0, 1.0, 0.0], abs=1e-9)
        into = np.cross(right, down)
        if pane == "bulls_eye":
            assert into == pytest.approx(along, abs=1e-9)
            assert down[2] <= 1e-9 or abs(along[2]) > 0.99
        else:
            assert into @ along == pytest.approx(0.0, abs=1e-9)
    axial_right, axial_down = needle_axes(any_needle, "needle_axial")
    assert axial_right[0] >= 0
    assert np.cross(axial_right, axial_down)[2] >= -1e-9 or abs(along[2]) > 0.99
    assert needle_axes(any_needle, "needle_sagittal")[1][2] <= 0


def test_that_a_needle_straight_from_either_side_is_shown_head_up() -> None:
    for x in (-60.0, 60.0):
        right, down = needle_axes(needle(entry_mm=(x, 0.0, 0.0), target_mm=(0.0, 0.0, 0.0)), "needle_sagittal")
        assert right == pytest.approx((1.0, 0.0, 0.0))
        assert down == pytest.approx((0.0, 0.0, -1.0))


@st.composite
def planes(draw: st.DrawFn) -> ViewPlane:
    """Any plane anywhere."""
    axis = np.array(draw(points(1.0).filter(lambda d: sum(v * v for v in d) > 0.01)))
    turn = rotation_about(axis, draw(st.floats(-180.0, 180.0)))
    return view_plane(
        draw(points()), turn[:, 0], turn[:, 1], draw(st.floats(0.05, 5.0)), (draw(st.integers(1, 900)), 500)
    )


@given(planes(), st.floats(-2000.0, 2000.0), st.floats(-2000.0, 2000.0))
def test_that_pixels_and_millimetres_round_trip_on_any_plane(plane: ViewPlane, x: float, y: float) -> None:
    assert plane.px_from_mm(point(plane.mm_from_px(x, y))) == pytest.approx((x, y, 0.0), abs=1e-6)


@given(planes(), points())
def test_that_a_point_is_its_foot_on_the_plane_plus_its_depth(plane: ViewPlane, p: Point) -> None:
    x, y, depth = (float(v) for v in plane.px_from_mm(p))
    back: Vector = plane.mm_from_px(x, y) + depth * plane.normal_lps
    assert back == pytest.approx(p, abs=1e-6)


@given(points(40.0), points(1.0).filter(lambda d: sum(v * v for v in d) > 0.01), st.floats(-60.0, 60.0))
def test_that_the_crosshair_lies_in_every_plane_however_it_is_turned(
    crosshair: Point, axis: Point, angle: float
) -> None:
    turn = rotation_about(axis, angle)
    frame = (point(turn[:, 0]), point(turn[:, 1]), point(turn[:, 2]))
    view = ViewState(crosshair_mm=crosshair, frame=frame)
    for n, pane in ((2, "axial"), (0, "sagittal"), (1, "coronal")):
        plane = resolve(view, pane, CUBE, SIZE)  # type: ignore[arg-type]
        assert px(plane, crosshair)[2] == pytest.approx(0.0, abs=1e-6)
        assert abs(plane.normal_lps @ turn[:, n]) == pytest.approx(1.0)
