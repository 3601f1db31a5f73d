import numpy as np
import pytest

from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import point
from spineplan.session.resolve import screen_axes
from spineplan.session.view_state import PLANES, ViewState


def turned(axis: tuple[float, float, float], angle_deg: float) -> ViewState:
    rows = np.eye(3) @ rotation_about(axis, angle_deg).T
    return ViewState(frame=(point(rows[0]), point(rows[1]), point(rows[2])))


def test_that_straight_panes_are_radiological() -> None:
    view = ViewState()
    assert [tuple(a) for a in screen_axes(view, "axial")] == [(1, 0, 0), (0, 1, 0)]
    assert [tuple(a) for a in screen_axes(view, "sagittal")] == [(0, 1, 0), (0, 0, -1)]
    assert [tuple(a) for a in screen_axes(view, "coronal")] == [(1, 0, 0), (0, 0, -1)]


@pytest.mark.parametrize(("plane", "axis"), [("axial", (0, 0, 1)), ("sagittal", (1, 0, 0)), ("coronal", (0, 1, 0))])
def test_that_turning_about_its_own_normal_leaves_a_picture_alone(plane, axis) -> None:
    for angle in (5.0, 60.0, 179.0):
        for now, before in zip(screen_axes(turned(axis, angle), plane), screen_axes(ViewState(), plane), strict=True):
            assert now == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize("plane", PLANES)
def test_that_the_axes_stay_orthonormal_and_across_the_frames_own_axis(plane) -> None:
    for seed in range(20):
        axis = np.random.default_rng(seed).normal(size=3)
        view = turned(tuple(axis), 17.0 * seed)
        right, down = screen_axes(view, plane)
        assert [right @ right, down @ down, right @ down] == pytest.approx([1, 1, 0], abs=1e-12)
        own = {"axial": view.frame[2], "sagittal": view.frame[0], "coronal": view.frame[1]}[plane]
        sign = -1.0 if plane == "sagittal" else 1.0
        assert np.cross(right, down) == pytest.approx(sign * np.array(own), abs=1e-12)


def test_that_a_half_turn_has_axes_too() -> None:
    right, down = screen_axes(turned((1.0, 0.0, 0.0), 180.0), "axial")
    assert np.cross(right, down) == pytest.approx([0.0, 0.0, -1.0], abs=1e-9)
