"""The straightened spine under a real mouse: the crosshair follows, discs and names are corrected, keys arrive."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from msgspec.structs import replace as with_fields
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.geometry.vectors import vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import ConfirmLevels, PutLabels, SetLevels
from spineplan.session.levels.level_state import stale_levels
from spineplan.session.view_state import STRAIGHT, Brush, Tool
from spineplan.viewer.pane_text import slice_level
from spineplan.viewer.straight.pane import FLAT_ONLY, StraightPane
from tests.support.rows import BODY_Y_MM, disc, found_plan
from tests.viewer.conftest import Desk

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def spine(desk: Desk) -> Iterator[Desk]:
    """Four found levels, and the layout that shows the straightened spine."""
    shape = (100, 50, 50)
    affine = np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = (-50.0, -60.0, -170.0)
    array = np.random.default_rng(1).integers(-200, 800, shape).astype(np.int16)
    desk.open(Volume(array, Grid(shape, affine), "CT", "1.2.3", "1.9"))
    plan = found_plan("L1", "L2", "L3", "L4")
    desk.session.apply(SetLevels(plan.levels, "Find levels", plan.spine_line_mm, plan.count_basis))
    desk.bridge.look(None, layout="spine", crosshair_mm=(0.0, BODY_Y_MM, -45.0))
    QApplication.processEvents()
    yield desk
    for menu in desk.area.window().findChildren(QMenu):
        menu.close()


def straight(desk: Desk, name: str = "straight_sagittal") -> StraightPane:
    return next(p for p in desk.area.keyed_panes if isinstance(p, StraightPane) and p.eye.pane == name)


def px(pane: StraightPane, place: object) -> QPoint:
    assert pane.straight_plane is not None
    x, y, _ = pane.straight_plane.px_from_mm(vector(place))  # type: ignore[arg-type]
    return QPoint(round(float(x)), round(float(y)))


def move(pane: StraightPane, at: QPoint, button: Qt.MouseButton = NONE, keys: Qt.KeyboardModifier = PLAIN) -> None:
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(pane.mapToGlobal(at)), NONE, button, keys)
    QApplication.sendEvent(pane, event)


def drag(pane: StraightPane, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    QTest.mousePress(pane, button, PLAIN, start)
    for part in (0.3, 0.7, 1.0):
        move(pane, start + QPoint(round((end - start).x() * part), round((end - start).y() * part)), button)
    QTest.mouseRelease(pane, button, PLAIN, end)
    QApplication.processEvents()


def wheel(pane: StraightPane, notches: int, keys: Qt.KeyboardModifier = PLAIN) -> None:
    at = QPointF(pane.width() / 2, pane.height() / 2)
    delta = QPoint(0, 120 * notches)
    event = QWheelEvent(
        at, QPointF(pane.mapToGlobal(at)), QPoint(), delta, NONE, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(pane, event)
    QApplication.processEvents()


def millimetres(pane: StraightPane, pixels: float) -> float:
    assert pane.straight_plane is not None
    return pixels * pane.straight_plane.mm_per_px


def test_that_every_mark_and_disc_is_in_the_untouched_view(spine: Desk) -> None:
    for name in ("straight_sagittal", "straight_coronal"):
        pane = straight(spine, name)
        places = [level.centre_mm for level in spine.session.plan.levels] + [disc(0.0).centre_mm]
        assert all(pane.rect().contains(px(pane, place)) for place in places)


def test_that_the_picture_is_drawn_again_only_when_it_changed(spine: Desk) -> None:
    pane = straight(spine)
    pane.grab()
    drawn = pane.renders
    pane.grab()
    assert pane.renders == drawn
    spine.bridge.look(None, crosshair_mm=(4.0, BODY_Y_MM, -45.0))
    pane.grab()
    assert pane.renders == drawn + 1


def test_that_a_slab_of_the_slices_is_one_of_the_straightened_spine(spine: Desk) -> None:
    pane = straight(spine)
    pane.grab()
    thin = np.array(pane._pixels)
    spine.bridge.look(None, slab_mode="mip", slab_mm=20.0)
    pane.grab()
    assert (pane._pixels >= thin).all()
    spine.bridge.look(None, slab_mode="mean")
    pane.grab()
    assert (pane._pixels == thin).all(), "a mean is for the flat views"


def test_that_shift_and_move_takes_the_crosshair_of_every_pane_along(spine: Desk) -> None:
    pane = straight(spine)
    move(pane, px(pane, (0.0, BODY_Y_MM, -75.0)), keys=Qt.KeyboardModifier.ShiftModifier)
    assert spine.session.view.crosshair_mm == pytest.approx((0.0, BODY_Y_MM, -75.0), abs=1.0)


def test_that_the_wheel_moves_the_plane_across_the_spine(spine: Desk) -> None:
    wheel(straight(spine), -1)
    assert spine.session.view.crosshair_mm == pytest.approx((2.0, BODY_Y_MM, -45.0), abs=0.01)
    wheel(straight(spine, "straight_coronal"), -1)
    assert spine.session.view.crosshair_mm == pytest.approx((2.0, BODY_Y_MM + 2.0, -45.0), abs=0.01)


def test_that_alt_and_wheel_turn_the_plane_about_the_spine_and_reset_takes_it_back(spine: Desk) -> None:
    pane = straight(spine)
    wheel(pane, 3, Qt.KeyboardModifier.AltModifier)
    assert spine.session.view.spine_turn_deg == 15.0
    pane.setFocus()
    QTest.keyClick(pane, Qt.Key.Key_R)
    assert spine.session.view.spine_turn_deg == 0.0


def test_that_control_and_wheel_zoom_about_the_pointer(spine: Desk) -> None:
    pane = straight(spine)
    before = pane.straight_plane
    wheel(pane, 3, Qt.KeyboardModifier.ControlModifier)
    after = pane.straight_plane
    assert after.mm_per_px == pytest.approx(before.mm_per_px / 1.12**3)
    middle = (pane.width() / 2, pane.height() / 2)
    assert after.mm_from_px(*middle) == pytest.approx(before.mm_from_px(*middle), abs=0.01)


def test_that_a_drag_on_the_picture_sets_the_window(spine: Desk) -> None:
    pane = straight(spine)
    before = pane.eye.window
    drag(pane, QPoint(8, 200), QPoint(68, 200))
    assert pane.eye.window.width > before.width


def test_that_a_right_drag_zooms_and_a_middle_drag_pans(spine: Desk) -> None:
    pane = straight(spine)
    before = pane.straight_plane
    drag(pane, QPoint(60, 300), QPoint(60, 220), Qt.MouseButton.RightButton)
    assert pane.straight_plane.mm_per_px < before.mm_per_px
    zoomed = pane.straight_plane
    drag(pane, QPoint(60, 300), QPoint(60, 260), Qt.MouseButton.MiddleButton)
    assert pane.straight_plane.s_mm == pytest.approx(zoomed.s_mm - 40 * zoomed.mm_per_px, abs=0.5)


def test_that_a_disc_is_pushed_with_one_drag_and_one_step(spine: Desk) -> None:
    pane = straight(spine)
    start = px(pane, disc(-60.0).centre_mm)
    drag(pane, start, start + QPoint(0, 12))
    moved = spine.session.plan.level("L2").disc_below
    assert moved.centre_mm[2] == pytest.approx(-60.0 - millimetres(pane, 12), abs=0.8)
    assert moved == spine.session.plan.level("L3").disc_above
    assert spine.session.undo_label == "Move disc L2/L3"
    assert set(stale_levels(spine.session.plan)) == {"L1", "L2", "L3", "L4"}
    spine.bridge.undo()
    assert spine.session.plan.level("L2").disc_below == disc(-60.0)


def test_that_a_disc_is_tilted_by_its_end(spine: Desk) -> None:
    pane = straight(spine)
    middle = px(pane, disc(-60.0).centre_mm)
    front = middle - QPoint(round(16 / pane.straight_plane.mm_per_px), 0)
    drag(pane, front, front + QPoint(0, -10))
    turned = spine.session.plan.level("L3").disc_above
    angle = np.degrees(np.arctan2(turned.normal_lps[1], turned.normal_lps[2]))
    expected = np.degrees(np.arctan2(10, 16 / pane.straight_plane.mm_per_px))
    assert angle == pytest.approx(expected, abs=2.0), "front up: the normal leans to the back"
    assert turned.centre_mm == disc(-60.0).centre_mm


def test_that_a_disc_stops_before_the_next_one(spine: Desk) -> None:
    pane = straight(spine)
    start = px(pane, disc(-60.0).centre_mm)
    drag(pane, start, px(pane, disc(-120.0).centre_mm))
    assert spine.session.plan.level("L3").disc_above.centre_mm[2] > -86.0


def test_that_escape_gives_a_drag_up(spine: Desk) -> None:
    pane = straight(spine)
    start = px(pane, disc(-60.0).centre_mm)
    before = spine.session.plan
    QTest.mousePress(pane, LEFT, PLAIN, start)
    move(pane, start + QPoint(0, 12), LEFT)
    assert spine.session.plan != before
    pane.setFocus()
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert spine.session.plan == before
    QTest.mouseRelease(pane, LEFT, PLAIN, start)
    assert spine.session.plan == before


def test_that_a_mark_takes_its_discs_along(spine: Desk) -> None:
    pane = straight(spine)
    start = px(pane, spine.session.plan.level("L2").centre_mm)
    drag(pane, start, start + QPoint(0, 8))
    shift = -millimetres(pane, 8)
    assert spine.session.plan.level("L2").centre_mm[2] == pytest.approx(-45.0 + shift, abs=0.8)
    assert spine.session.plan.level("L2").disc_below.centre_mm[2] == pytest.approx(-60.0 + shift, abs=0.8)
    assert spine.session.plan.level("L2").state == "proposed", "moving a mark vouches for no name"


def chosen(words: str) -> None:
    """Click an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().startswith(words))
    QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(action).center())
    QApplication.processEvents()


def test_that_a_click_on_a_name_chooses_another_and_all_follow(spine: Desk) -> None:
    pane = straight(spine)
    QTest.mouseClick(pane, LEFT, PLAIN, px(pane, spine.session.plan.level("L2").centre_mm) + QPoint(16, 0))
    chosen("L3")
    assert [level.name for level in spine.session.plan.levels] == ["L2", "L3", "L4", "L5"]
    assert spine.session.plan.level("L3").state == "confirmed"
    assert spine.session.undo_label == "L2 is L3"


def test_that_a_right_click_asks_about_the_level_there(spine: Desk) -> None:
    pane = straight(spine)
    QTest.mouseClick(pane, Qt.MouseButton.RightButton, PLAIN, px(pane, (0.0, -5.0, -105.0)))
    chosen("Remove L4")
    assert [level.name for level in spine.session.plan.levels] == ["L1", "L2", "L3"]


def test_that_insert_puts_a_level_in_at_the_pointer(spine: Desk) -> None:
    pane = straight(spine)
    move(pane, px(pane, (0.0, BODY_Y_MM, -44.0)))
    pane.setFocus()
    QTest.keyClick(pane, Qt.Key.Key_Insert)
    assert [level.name for level in spine.session.plan.levels] == ["T12", "L1", "L2", "L3", "L4"]
    assert spine.session.plan.level("L2").disc_above.centre_mm[2] == pytest.approx(-44.0, abs=1.0)


def test_that_delete_takes_the_selected_level_out(spine: Desk) -> None:
    pane = straight(spine)
    spine.bridge.look(None, selected=("level", "L3"))
    pane.setFocus()
    move(pane, QPoint(5, 5))
    QTest.keyClick(pane, Qt.Key.Key_Delete)
    assert [level.name for level in spine.session.plan.levels] == ["L2", "L3", "L4"]


def test_that_keys_go_from_level_to_level(spine: Desk) -> None:
    pane = straight(spine)
    spine.bridge.look(None, selected=("level", "L2"))
    pane.setFocus()
    QTest.keyClick(pane, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert spine.session.view.selected == ("level", "L3")
    assert spine.session.view.crosshair_mm == pytest.approx((0.0, BODY_Y_MM, -75.0))
    QTest.keyClick(pane, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert spine.session.view.selected == ("level", "L2")


def test_that_going_to_a_level_scrolls_a_zoomed_picture_there(spine: Desk) -> None:
    pane = straight(spine)
    for _ in range(3):
        wheel(pane, 4, Qt.KeyboardModifier.ControlModifier)
    low = spine.session.plan.level("L4").centre_mm
    spine.bridge.look(None, crosshair_mm=spine.session.plan.level("L1").centre_mm)
    assert not pane.rect().contains(px(pane, low))
    spine.bridge.look(None, crosshair_mm=low, selected=("level", "L4"))
    assert pane.rect().contains(px(pane, low))


def test_that_a_double_click_fills_the_area_and_goes_back(spine: Desk) -> None:
    pane = straight(spine)
    QTest.mouseDClick(pane, LEFT, PLAIN, QPoint(10, 300))
    QApplication.processEvents()
    assert [p.eye.pane for p in spine.area.keyed_panes] == ["straight_sagittal"]
    QTest.keyClick(straight(spine), Qt.Key.Key_F)
    QApplication.processEvents()
    assert len(spine.area.keyed_panes) == 4


def test_that_without_a_line_the_pane_says_what_to_do(desk: Desk) -> None:
    desk.bridge.look(None, layout="spine")
    QApplication.processEvents()
    pane = straight(desk)
    assert pane.straight_plane is None
    pane.grab()
    QTest.mouseClick(pane, LEFT, PLAIN, QPoint(20, 20))
    wheel(pane, 1)


def test_that_names_and_the_straightened_spine_are_shown_on_an_mr_of_the_same_space_only(spine: Desk) -> None:
    ct = spine.session.volumes["1.2.3"]
    same = replace(ct, modality="MR", series_uid="7.1", unit="")
    other = replace(ct, modality="MR", series_uid="7.2", frame_of_reference_uid="7.9", unit="")
    for volume, expected in ((same, "L2?"), (other, "")):
        spine.bridge.add_volume(volume)
        spine.bridge.look(None, series_uid=volume.series_uid, layout="spine")
        spine.bridge.look(None, crosshair_mm=(0.0, BODY_Y_MM, -45.0))
        QApplication.processEvents()
        assert (straight(spine).straight_plane is not None) == bool(expected)
        for name in ("axial", "sagittal"):
            pane = spine.pane(name)
            assert slice_level(pane.eye, pane.plane) == expected
        spine.area.grab()


def test_that_an_oblique_slice_has_its_name(spine: Desk) -> None:
    turned = rotation_about((1.0, 0.0, 0.0), 20.0)
    frame = tuple(tuple(float(v) for v in turned @ np.array(axis)) for axis in STRAIGHT)
    spine.bridge.look(None, frame=frame)
    pane = spine.pane("axial")
    assert slice_level(pane.eye, pane.plane) == "L2?"
    spine.session.apply(ConfirmLevels(("L2",), "Dr One", ""))
    assert slice_level(pane.eye, pane.plane) == "L2"


def test_that_discs_elsewhere_open_only_for_the_selected_level(spine: Desk) -> None:
    pane = spine.pane("sagittal")
    spine.bridge.look(None, crosshair_mm=(0.0, BODY_Y_MM, -45.0))
    x, y, _ = pane.plane.px_from_mm(disc(-60.0).centre_mm)
    at = QPoint(round(float(x)), round(float(y)))

    def pushed() -> bool:
        QTest.mousePress(pane, LEFT, PLAIN, at)
        for step in (4, 8):
            event = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(at + QPoint(0, step)),
                QPointF(pane.mapToGlobal(at)), NONE, LEFT, PLAIN,
            )  # fmt: skip
            QApplication.sendEvent(pane, event)
        QTest.mouseRelease(pane, LEFT, PLAIN, at + QPoint(0, 8))
        return spine.session.plan.level("L2").disc_below != disc(-60.0)

    spine.bridge.look(None, crosshair_mm=(0.0, BODY_Y_MM, -100.0))  # its lines out of the way
    assert not pushed()
    spine.bridge.look(None, selected=("level", "L2"))
    assert pushed()


def test_that_planning_never_moves_a_disc_by_mistake(spine: Desk) -> None:
    before = spine.session.plan
    spine.bridge.look(None, layout="four_up", selected=("level", "L2"), crosshair_mm=(0.0, BODY_Y_MM, -100.0))
    QApplication.processEvents()
    pane = spine.pane("sagittal")
    for place in (disc(-60.0).centre_mm, spine.session.plan.level("L2").centre_mm):
        x, y, _ = pane.plane.px_from_mm(place)
        start = QPoint(round(float(x)), round(float(y)))
        QTest.mousePress(pane, LEFT, PLAIN, start)
        for step in (5, 10):
            at = QPointF(start + QPoint(0, step))
            event = QMouseEvent(QEvent.Type.MouseMove, at, QPointF(pane.mapToGlobal(at)), NONE, LEFT, PLAIN)
            QApplication.sendEvent(pane, event)
        QTest.mouseRelease(pane, LEFT, PLAIN, start + QPoint(0, 10))
    assert spine.session.plan == before


def outlined(spine: Desk, **look: object) -> StraightPane:
    """L2 as a block about its mark, and a tool for outlines in the hand."""
    session = spine.session
    level = session.plan.level("L2")
    grid = session.volume.grid
    i, j, k = (round(float(v)) for v in transform_points(grid.ijk_from_lps, vector(level.centre_mm)))
    mask = Mask(np.ones((8, 8, 8), np.bool_), (k - 4, j - 4, i - 4), grid)
    spine.bridge.apply(PutLabels(levels=(with_fields(level, mask=session.masks.add(mask, "1.2.3")),)))
    spine.bridge.look(None, labels=replace(session.view.labels, target="L2", working=True), **look)
    QApplication.processEvents()
    return straight(spine)


def added(spine: Desk) -> np.ndarray:
    """LPS centres of L2's voxels beyond its block."""
    mask = spine.session.masks.get(spine.session.plan.level("L2").mask)
    kji = np.argwhere(mask.voxels_kji) + mask.start_kji
    places = transform_points(mask.parent.lps_from_ijk, kji[:, ::-1].astype(float))
    far = np.abs(places - np.array(spine.session.plan.level("L2").centre_mm)).max(axis=1) > 10.0
    return places[far]


@pytest.mark.parametrize("three_d", [True, False])
def test_that_an_outline_is_painted_on_the_straightened_spine(spine: Desk, three_d: bool) -> None:
    pane = outlined(spine, tool="label_brush", brush=Brush(4.0, three_d=three_d))
    centre = np.array(spine.session.plan.level("L2").centre_mm)
    place = centre + np.array([0.0, -16.0, 0.0])
    before = spine.session.plan
    QTest.mousePress(pane, LEFT, PLAIN, px(pane, place))
    assert spine.session.committed == before, "nothing is committed while the button is down"
    QTest.mouseRelease(pane, LEFT, PLAIN, px(pane, place))
    painted = added(spine)
    assert len(painted)
    assert np.linalg.norm(painted - place, axis=1).max() <= 4.0 + millimetres(pane, 1.5)
    assert (np.ptp(painted[:, 0]) == 0.0) is not three_d, "a flat brush paints the one layer that is seen"
    assert spine.session.undo_label == "Paint L2"
    spine.bridge.undo()
    assert spine.session.plan == before


def test_that_a_flat_brush_follows_the_bend_of_a_turned_picture(spine: Desk) -> None:
    pane = outlined(spine, tool="label_brush", brush=Brush(4.0, three_d=False), spine_turn_deg=90.0)
    place = np.array(spine.session.plan.level("L2").centre_mm) + np.array([-16.0, 0.0, 0.0])
    QTest.mouseClick(pane, LEFT, PLAIN, px(pane, place))
    painted = added(spine)
    assert len(painted)
    assert np.ptp(painted[:, 1]) == 0.0, "turned by a quarter the sagittal picture is a coronal one"


def test_that_the_brush_has_its_ring_and_gives_it_back(spine: Desk) -> None:
    pane = outlined(spine, tool="label_erase")
    bare = pane.grab().toImage()
    move(pane, px(pane, (0.0, BODY_Y_MM, -75.0)))
    QApplication.processEvents()
    assert pane.grab().toImage() != bare
    QApplication.sendEvent(pane, QEvent(QEvent.Type.Leave))
    QApplication.processEvents()
    assert pane.grab().toImage() == bare


@pytest.mark.parametrize("tool", FLAT_ONLY)
def test_that_a_tool_of_the_flat_views_says_so_here(spine: Desk, tool: Tool) -> None:
    said: list[str] = []
    spine.bridge.message.connect(said.append)
    spine.bridge.look(None, tool=tool)
    pane = straight(spine)
    move(pane, QPoint(30, 300))
    assert pane.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    QTest.mouseClick(pane, LEFT, PLAIN, QPoint(30, 300))
    assert said == ["This tool works in the flat views; on the straightened spine levels and outlines are edited."]


@pytest.mark.parametrize(("frame_uid", "name"), [("1.9", "L2?"), ("1.8", "")])
def test_that_the_compared_series_has_the_name_too_where_it_shares_the_space(
    spine: Desk, frame_uid: str, name: str
) -> None:
    """Axial slices, thick ones and oblique ones; another frame of reference has no names."""
    volume = spine.session.volume
    other = replace(volume, modality="MR", series_uid="1.2.4", frame_of_reference_uid=frame_uid)
    spine.bridge.add_volume(other)
    spine.bridge.look(None, layout="compare", compare_uid="1.2.4", maximised=None)
    tilted = tuple(tuple(float(v) for v in row) for row in rotation_about((1.0, 0.0, 0.0), 20.0))
    for look in ({}, {"slab_mode": "mip", "slab_mm": 20.0}, {"frame": tilted}):
        spine.bridge.look(None, **look)
        QApplication.processEvents()
        names = {pane.eye.series_uid: slice_level(pane.eye, pane.plane) for pane in spine.area.panes}
        assert names == {"1.2.3": "L2?", "1.2.4": name}
