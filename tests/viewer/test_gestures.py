"""Real mouse and key events do what a radiologist expects, and Esc takes them back."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplan.geometry.vectors import point, vector
from spineplan.imaging.volume import Window
from spineplan.session.view_state import STRAIGHT
from spineplan.viewer.keymap import PROFILES, Keymap
from spineplan.viewer.overlays.crosshair import lines
from tests.support.volumes import noise
from tests.viewer.conftest import LEFT, MIDDLE, RIGHT, Desk, drag, pixel_of, press, release, send_move, wheel


def away(desk: Desk, name: str) -> tuple[float, float]:
    """A place in a pane that is far from the crosshair's lines."""
    x, y = pixel_of(desk.pane(name), desk.session.view.crosshair_mm)
    return round(x) + 60.0, round(y) + 45.0


def test_that_dragging_the_centre_moves_the_crosshair(desk: Desk) -> None:
    pane = desk.pane("axial")
    plane = pane.plane
    before = vector(desk.session.view.crosshair_mm)
    x, y = (round(v) for v in pixel_of(pane, before))
    drag(pane, (x, y), (x + 30, y - 20))
    moved = vector(desk.session.view.crosshair_mm) - before
    assert moved == pytest.approx([30 * plane.mm_per_px, -20 * plane.mm_per_px, 0.0], abs=1e-9)


def test_that_dragging_a_line_pushes_only_its_plane(desk: Desk) -> None:
    pane = desk.pane("axial")
    before = vector(desk.session.view.crosshair_mm)
    x, y = pixel_of(pane, before)
    drag(pane, (x + 60, round(y)), (x + 90, round(y) + 25))
    moved = vector(desk.session.view.crosshair_mm) - before
    assert moved == pytest.approx([0.0, 25 * pane.plane.mm_per_px, 0.0], abs=1e-9)


def test_that_a_handle_turns_the_other_planes_about_the_centre(desk: Desk) -> None:
    pane = desk.pane("sagittal")
    before, plane = desk.session.view.crosshair_mm, pane.plane
    line = next(line for line in lines(plane, "sagittal", desk.session.view) if line.name == "axial")
    grip = line.along(line.handle_px)
    x, y = line.centre_px
    start = (round(grip.x()), round(grip.y()))
    angle = np.radians(25.0)
    arm = np.array(start) - (x, y)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    end = turn @ arm + (x, y)
    drag(pane, start, tuple(end))
    frame = np.array(desk.session.view.frame)
    assert frame @ frame.T == pytest.approx(np.eye(3), abs=1e-12)
    assert frame[0] == pytest.approx([1.0, 0.0, 0.0], abs=1e-12)
    assert frame[2] @ [0.0, 0.0, 1.0] == pytest.approx(np.cos(np.radians(25.0)), abs=0.01)
    # The posterior end was pulled down, so the axial plane now falls towards the back: its normal leans posterior.
    assert frame[2][1] > 0.3
    assert desk.session.view.crosshair_mm == before
    assert pane.plane == plane
    traced = next(line for line in lines(plane, "sagittal", desk.session.view) if line.name == "axial")
    assert abs(np.cross([*traced.direction_px, 0.0], [*(end - [x, y]), 0.0])[2]) < 1.0


@pytest.mark.parametrize("grip", ["centre", "line", "handle"])
def test_that_escape_takes_a_crosshair_drag_back(desk: Desk, grip: str) -> None:
    pane = desk.pane("coronal")
    before = desk.session.view
    line = lines(pane.plane, "coronal", before)[0]
    at = line.along({"centre": 0.0, "line": 45.0, "handle": line.handle_px}[grip])
    press(pane, (at.x(), at.y()))
    send_move(pane, (at.x() + 17, at.y() + 23), LEFT)
    assert (desk.session.view.crosshair_mm, desk.session.view.frame) != (before.crosshair_mm, before.frame)
    desk.press_key(Qt.Key.Key_Escape)
    assert (desk.session.view.crosshair_mm, desk.session.view.frame) == (before.crosshair_mm, before.frame)
    send_move(pane, (at.x() + 50, at.y()), LEFT)
    release(pane, (at.x() + 50, at.y()))
    assert desk.session.view.crosshair_mm == before.crosshair_mm


def test_that_many_turns_keep_the_frame_orthonormal(desk: Desk) -> None:
    for n in range(30):
        pane = desk.area.panes[n % 3]
        line = lines(pane.plane, pane.eye.pane, desk.session.view)[n % 2]
        grip = line.along(line.handle_px)
        drag(pane, (grip.x(), grip.y()), (grip.x() + 11 - n, grip.y() + 17), steps=1)
    frame = np.array(desk.session.view.frame)
    assert frame @ frame.T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(frame) == pytest.approx(1.0)


def test_that_the_wheel_goes_from_slice_centre_to_slice_centre(desk: Desk) -> None:
    volume = noise()
    for name, axis, sign in (("axial", 2, -1), ("sagittal", 0, 1), ("coronal", 1, 1)):
        before = volume.grid.ijk_from_lps @ [*desk.session.view.crosshair_mm, 1.0]
        wheel(desk.pane(name), -1, away(desk, name))
        after = volume.grid.ijk_from_lps @ [*desk.session.view.crosshair_mm, 1.0]
        assert after[axis] == pytest.approx(round(before[axis]) + sign)
        assert np.delete(after, axis) == pytest.approx(np.delete(before, axis))


def test_that_the_wheel_follows_an_oblique_normal_and_stops_at_the_end(desk: Desk) -> None:
    from spineplan.geometry.affine import rotation_about

    turn = rotation_about((1.0, 0.0, 0.0), 30.0)
    desk.bridge.look(frame=tuple(point(row) for row in turn.T))
    normal = vector(desk.session.view.frame[2])
    before = vector(desk.session.view.crosshair_mm)
    wheel(desk.pane("axial"), -2, away(desk, "axial"))
    moved = vector(desk.session.view.crosshair_mm) - before
    assert moved == pytest.approx(-2.0 * noise().grid.spacing_along_mm(normal) * normal)
    wheel(desk.pane("axial"), -200, away(desk, "axial"))
    assert noise().grid.contains_mm(vector(desk.session.view.crosshair_mm))


def test_that_ctrl_wheel_zooms_about_the_pointer(desk: Desk) -> None:
    pane, at = desk.pane("coronal"), away(desk, "coronal")
    fixed, scale = pane.plane.mm_from_px(*at), pane.plane.mm_per_px
    wheel(pane, 3, at, Qt.KeyboardModifier.ControlModifier)
    assert pane.plane.mm_per_px == pytest.approx(scale / 1.12**3)
    assert pane.plane.mm_from_px(*at) == pytest.approx(fixed)


def test_that_the_middle_button_pans_and_the_right_one_zooms(desk: Desk) -> None:
    pane = desk.pane("axial")
    x, y = away(desk, "axial")
    held = pane.plane.mm_from_px(round(x), round(y))
    drag(pane, (round(x), round(y)), (round(x) - 40, round(y) + 15), MIDDLE)
    assert pixel_of(pane, held) == pytest.approx((round(x) - 40, round(y) + 15))
    scale = pane.plane.mm_per_px
    held = pane.plane.mm_from_px(round(x), round(y))
    drag(pane, (round(x), round(y)), (round(x), round(y) - 50), RIGHT)
    assert pane.plane.mm_per_px < scale
    assert pixel_of(pane, held) == pytest.approx((round(x), round(y)))


@pytest.mark.parametrize("button", [LEFT, MIDDLE, RIGHT])
def test_that_escape_takes_window_pan_and_zoom_back(desk: Desk, button: Qt.MouseButton) -> None:
    pane, at = desk.pane("axial"), away(desk, "axial")
    before = (pane.eye.window, pane.plane)
    press(pane, at, button)
    send_move(pane, (at[0] + 30, at[1] + 20), button)
    assert (pane.eye.window, pane.plane) != before
    desk.press_key(Qt.Key.Key_Escape)
    assert (pane.eye.window, pane.plane) == before
    release(pane, at, button)


def test_that_windowing_is_as_fast_as_the_window_is_wide(desk: Desk) -> None:
    pane, at = desk.pane("axial"), away(desk, "axial")
    changes = []
    for width in (100.0, 1000.0):
        pane.eye.set_window(Window(width, 50.0))
        drag(pane, at, (at[0] + 30, at[1] - 15))
        changes.append((pane.eye.window.width / width, (pane.eye.window.centre - 50.0) / width))
    assert changes[0] == pytest.approx(changes[1])
    assert changes[0][0] == pytest.approx(np.exp(0.1))
    assert changes[0][1] == pytest.approx(-0.05)


def test_that_windows_in_hounsfield_units_are_not_put_on_mr(desk: Desk) -> None:
    session = desk.open(noise(modality="MR", unit=""))
    before, said = desk.pane("axial").eye.window, list[str]()
    desk.bridge.message.connect(said.append)
    desk.area.run("window.preset1")
    assert desk.pane("axial").eye.window == before
    assert session.view.windows == {}
    assert said
    assert "HU" in said[0]


def test_that_keys_choose_presets_tools_and_slabs(desk: Desk) -> None:
    pane = desk.pane("axial")
    desk.key("2")
    assert pane.eye.window == Window(400.0, 40.0)
    desk.key("1")
    assert pane.eye.window == Window(2000.0, 350.0)
    desk.key("0")
    assert 1800 < pane.eye.window.width < 2000
    for key, tool in (("L", "length"), ("H", "crosshair"), ("W", "window")):
        desk.key(key)
        assert desk.session.view.tool == tool
    desk.key("M")
    assert desk.session.view.slab_mode == "mip"
    desk.key("]")
    assert desk.session.view.slab_mm == 12.5
    desk.press_key(Qt.Key.Key_Space)
    assert not desk.session.view.overlays


def test_that_page_and_arrow_keys_change_the_slice_of_the_pane_under_the_pointer(desk: Desk) -> None:
    QTest.mouseMove(desk.pane("coronal"), QPoint(30, 30))
    desk.pane("coronal").entered.emit()
    before = desk.session.view.crosshair_mm[1]
    desk.press_key(Qt.Key.Key_Down)
    assert desk.session.view.crosshair_mm[1] == pytest.approx(before + 0.35)
    desk.press_key(Qt.Key.Key_PageUp)
    assert desk.session.view.crosshair_mm[1] == pytest.approx(before + 0.35 - 7.0)


def test_that_reset_restores_angle_zoom_centre_and_window_but_not_the_place(desk: Desk) -> None:
    pane = desk.pane("sagittal")
    fresh, window = pane.plane, pane.eye.window
    line = lines(pane.plane, "sagittal", desk.session.view)[0]
    grip = line.along(line.handle_px)
    drag(pane, (grip.x(), grip.y()), (grip.x() + 30, grip.y() + 30))
    at = away(desk, "sagittal")
    drag(pane, at, (at[0] + 20, at[1] + 9), MIDDLE)
    drag(pane, at, (at[0], at[1] - 40), RIGHT)
    pane.entered.emit()
    desk.key("2")
    desk.key("R")
    assert desk.session.view.frame == STRAIGHT
    assert pane.plane == fresh
    assert pane.eye.window == window


def test_that_shift_and_move_take_the_crosshair_along(desk: Desk) -> None:
    pane = desk.pane("axial")
    at = away(desk, "axial")
    send_move(pane, at, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert desk.session.view.crosshair_mm == pytest.approx(pane.plane.mm_from_px(*at))


def test_that_a_double_click_maximises_and_goes_back(desk: Desk) -> None:
    pane = desk.pane("coronal")
    x, y = away(desk, "coronal")
    QTest.mouseDClick(pane, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y)))
    QApplication.processEvents()
    assert [p.eye.pane for p in desk.area.panes] == ["coronal"]
    assert pane.width() == desk.area.width()
    QTest.mouseDClick(pane, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(40, 40))
    QApplication.processEvents()
    assert [p.eye.pane for p in desk.area.panes] == ["axial", "sagittal", "coronal"]


@pytest.mark.parametrize("profile", PROFILES)
def test_that_every_profile_has_a_key_for_every_action_and_none_twice(desk: Desk, profile: str) -> None:
    keymap = Keymap.load(profile)
    keys = [key for keys in keymap.keys.values() for key in keys]
    assert sorted(set(keys)) == sorted(keys)
    assert set(keymap.keys) == set(desk.area.actions_by_name)
    assert all(keymap.keys.values())


def test_that_the_crosshair_leaves_free_what_is_pointed_at(desk: Desk) -> None:
    pane = desk.pane("axial")
    x, y = (round(v) for v in pixel_of(pane, desk.session.view.crosshair_mm))

    def coloured(at: tuple[int, int]) -> bool:
        shown = pane.grab().toImage().pixelColor(*at)
        return max(shown.red(), shown.green(), shown.blue()) - min(shown.red(), shown.green(), shown.blue()) > 40

    on_line, at_end = (x + 60, y), (pane.width() - 12, y)
    assert coloured(on_line)
    for tool in ("level", "brush", "needle"):
        desk.bridge.look(tool=tool)
        assert not coloured(on_line)
        assert coloured(at_end)
