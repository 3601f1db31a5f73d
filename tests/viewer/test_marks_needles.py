"""Placing, unlocking and moving needles with the mouse, on real panes."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.geometry.vectors import vector
from spineplan.plan.model import Needle, Plan
from spineplan.session.view_state import NeedleDraft
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.needle_drawing import part_within
from spineplan.viewer.overlays.needle_marks import NeedleMarks
from spineplan.viewer.pane_text import slice_level
from tests.support.marking import Hand, block, opened, pixels, shown_pane
from tests.support.plans import needle, plan_of, spine

LEVELS = spine("L1", "L2", "L3", top_z=35.0)
EMPTY = plan_of(LEVELS)
ENTRY, TARGET = (30.0, 50.0, 0.0), (5.0, -8.0, 0.0)
PLANNED = plan_of(LEVELS, needles=(needle(ENTRY, TARGET, level="L2"),))


@pytest.fixture
def bridges():
    made: list[SessionBridge] = []
    yield made
    for bridge in made:
        bridge.close()


def hand_on(qtbot, bridges, plan: Plan = PLANNED, pane: str = "axial", **look) -> tuple[Hand, SessionBridge]:
    bridge = opened(plan, block())
    bridges.append(bridge)
    bridge.look(**look)
    return Hand(shown_pane(qtbot, bridge, pane, (NeedleMarks(bridge),))), bridge


def only(bridge: SessionBridge) -> Needle:
    assert bridge.session is not None
    (one,) = bridge.session.plan.needles
    return one


def test_that_target_then_entry_make_a_needle(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, EMPTY, tool="needle")
    session = bridge.session
    assert session is not None
    hand.click(TARGET)
    assert session.view.needle_draft is not None
    assert session.view.needle_draft.target_mm == pytest.approx(hand.point_at(TARGET))
    assert session.plan == EMPTY
    hand.click(ENTRY)
    placed = only(bridge)
    assert (placed.level, placed.side) == ("L2", "left")
    assert placed.entry_mm == pytest.approx(hand.point_at(ENTRY))
    assert session.view.selected == ("needle", placed.id)
    assert session.view.needle_depth_mm == pytest.approx(np.hypot(25.0, 58.0), abs=0.7)
    assert session.undo_label == "Place needle L2 left"
    bridge.undo()
    assert session.plan == EMPTY


def test_that_the_entry_can_be_dragged_before_it_is_let_go_and_esc_keeps_the_target(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, EMPTY, tool="needle")
    session = bridge.session
    assert session is not None
    hand.click(TARGET)
    hand.hold((10.0, 60.0, 0.0), (-25.0, 50.0, 0.0))
    assert only(bridge).side == "right"
    assert hand.pane.cancel_drag()
    assert session.plan == EMPTY
    hand.release((-25.0, 50.0, 0.0))
    assert session.view.needle_draft is not None
    assert session.view.needle_draft.target_mm is not None


def test_that_a_draft_of_another_level_and_needle_is_used(qtbot, bridges) -> None:
    draft = NeedleDraft("L1", "parapedicular", "13G 125")
    hand, bridge = hand_on(qtbot, bridges, EMPTY, tool="needle", needle_draft=draft)
    hand.click(TARGET)
    hand.click(ENTRY)
    placed = only(bridge)
    assert (placed.level, placed.approach, placed.gauge, placed.length_mm) == ("L1", "parapedicular", "13G", 125.0)


def test_that_without_a_level_the_tool_asks_for_one(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(), tool="needle")
    said: list[str] = []
    bridge.message.connect(said.append)
    hand.click(TARGET)
    assert said == ["No level is marked here; name the level first, then plan its needle."]
    assert bridge.session is not None
    assert bridge.session.view.needle_draft is None


def test_that_a_needle_is_locked_until_it_is_double_clicked(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges)
    hand.drag(TARGET, (0.0, -20.0, 0.0))
    assert only(bridge).target_mm == TARGET
    hand.double_click((17.5, 21.0, 0.0))
    assert bridge.session is not None
    assert bridge.session.view.selected == ("needle", "n1")
    assert bridge.session.view.maximised is None
    hand.drag(TARGET, (2.0, -14.0, 0.0), (0.0, -20.0, 0.0))
    assert only(bridge).target_mm == pytest.approx((0.0, -20.0, 0.0), abs=0.5)
    assert only(bridge).entry_mm == ENTRY
    assert bridge.session.undo_label == "Move needle L2 left"
    bridge.undo()
    assert bridge.session.plan == PLANNED


def test_that_a_drawing_tool_draws_over_a_needle(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, selected=("needle", "n1"), tool="length")
    hand.drag(TARGET, (0.0, -20.0, 0.0))
    assert only(bridge).target_mm == TARGET


def test_that_n_over_a_needle_unlocks_it(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges)
    marks = NeedleMarks(bridge)
    spot, away = hand.at((17.5, 21.0, 0.0)), hand.at((-60.0, 0.0, 0.0))
    assert not marks.key(Qt.Key.Key_N, hand.pane.event_at((away.x(), away.y())))
    assert not marks.key(Qt.Key.Key_N, None)
    assert not marks.key(Qt.Key.Key_M, hand.pane.event_at((spot.x(), spot.y())))
    assert marks.key(Qt.Key.Key_N, hand.pane.event_at((spot.x(), spot.y())))
    assert bridge.session is not None
    assert bridge.session.view.selected == ("needle", "n1")


def test_that_the_shaft_moves_the_whole_needle_and_esc_takes_it_back(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, selected=("needle", "n1"))
    hand.hold((17.5, 21.0, 0.0), (20.0, 25.0, 0.0), (27.5, 31.0, 0.0))
    moved = only(bridge)
    assert vector(moved.entry_mm) - vector(ENTRY) == pytest.approx([10.0, 10.0, 0.0], abs=0.7)
    assert vector(moved.target_mm) - vector(TARGET) == pytest.approx([10.0, 10.0, 0.0], abs=0.7)
    assert hand.pane.cancel_drag()
    assert bridge.session is not None
    assert bridge.session.plan == PLANNED
    assert bridge.session.undo_label is None


def test_that_ends_move_within_the_plane_that_is_seen(qtbot, bridges) -> None:
    slanted = plan_of(LEVELS, needles=(needle((30.0, 50.0, 3.0), TARGET, level="L2"),))
    hand, bridge = hand_on(qtbot, bridges, slanted, selected=("needle", "n1"))
    hand.drag((30.0, 50.0, 0.0), (40.0, 55.0, 0.0))
    assert only(bridge).entry_mm == pytest.approx((40.0, 55.0, 3.0), abs=0.7)
    assert only(bridge).entry_mm[2] == pytest.approx(3.0)


@pytest.mark.parametrize("pane", ["needle_axial", "needle_sagittal"])
def test_that_an_end_stays_under_the_pointer_in_the_needles_own_planes(qtbot, bridges, pane: str) -> None:
    plan = plan_of(LEVELS, needles=(needle((30.0, 50.0, 12.0), TARGET, level="L2"),))
    hand, bridge = hand_on(qtbot, bridges, plan, pane=pane, selected=("needle", "n1"))
    session = bridge.session
    assert session is not None
    cameras = session.view.cameras
    start = hand.at(TARGET)
    QTest.mousePress(hand.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 9):
        QTest.mouseMove(hand.pane, start + type(start)(4 * step, 3 * step))
    end = start + type(start)(32, 24)
    there = hand.at(only(bridge).target_mm)
    assert (there.x(), there.y()) == pytest.approx((end.x(), end.y()), abs=3)
    QTest.mouseRelease(hand.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert session.undo_label == "Move needle L2 left"
    assert session.view.cameras == cameras


def test_that_on_the_bulls_eye_the_needle_is_shifted_across_itself(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, pane="bulls_eye", selected=("needle", "n1"), needle_depth_mm=30.0)
    start = hand.at(TARGET)
    QTest.mousePress(hand.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(hand.pane, start + type(start)(40, 0))
    QTest.mouseRelease(hand.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    by = vector(only(bridge).target_mm) - vector(TARGET)
    along = (vector(TARGET) - vector(ENTRY)) / np.linalg.norm(vector(TARGET) - vector(ENTRY))
    assert vector(only(bridge).entry_mm) - vector(ENTRY) == pytest.approx(by)
    # 60 mm across 600 pixels: 40 pixels are 4 mm.
    assert np.linalg.norm(by) == pytest.approx(4.0, abs=0.01)
    assert float(by @ along) == pytest.approx(0.0, abs=1e-6)


def drawn(hand: Hand, bridge: SessionBridge) -> np.ndarray:
    """Pixels that the needle changes."""
    shown = pixels(hand.pane)
    bridge.look(overlays=False)
    bare = pixels(hand.pane)
    bridge.look(overlays=True)
    return (shown != bare).any(axis=2)


def test_that_the_shaft_has_its_true_width_and_length_on_the_needles_plane(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, pane="needle_axial")
    plane = hand.pane.plane
    assert plane is not None
    changed = drawn(hand, bridge)
    y, x = np.argwhere(changed).T
    place = np.array(plane.centre_mm) + (
        ((x + 0.5 - 300) * plane.mm_per_px)[:, None] * vector(plane.right_lps)
        + ((y + 0.5 - 300) * plane.mm_per_px)[:, None] * vector(plane.down_lps)
    )
    along = (vector(TARGET) - vector(ENTRY)) / np.linalg.norm(vector(TARGET) - vector(ENTRY))
    depth = (place - vector(TARGET)) @ along
    across = np.linalg.norm(place - vector(TARGET) - depth[:, None] * along, axis=1)
    # Away from the ends, the tick of the bull's-eye and the words, what is drawn is the shaft.
    shaft = (depth > -55.0) & (depth < -8.0) & (across < 6.0)
    assert across[shaft].max() == pytest.approx(3.05 / 2, abs=0.5)
    assert depth.max() < 3.0
    assert depth[across < 1.0].min() == pytest.approx(-100.0, abs=12.0) or depth.min() < -80.0


def test_that_a_needle_beside_the_slice_is_only_dashed(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, crosshair_mm=(0.0, 0.0, 0.0))
    within = int(drawn(hand, bridge).sum())
    bridge.look(crosshair_mm=(0.0, 0.0, 20.0))
    beside = int(drawn(hand, bridge).sum())
    assert 0 < beside < within / 2


def test_that_the_bulls_eye_circle_has_the_needles_diameter(qtbot, bridges) -> None:
    thick = plan_of(LEVELS, needles=(replace(needle(ENTRY, TARGET, level="L2"), outer_diameter_mm=9.0),))
    hand, bridge = hand_on(qtbot, bridges, thick, pane="bulls_eye")
    changed = drawn(hand, bridge)
    row = np.flatnonzero(changed[300 - 20])
    away = np.abs(row - (row.min() + row.max()) / 2.0)
    # 20 px above the centre a circle of 45 px radius is sqrt(45^2 - 20^2) = 40.3 px away, the ring of 5 mm 45.8.
    assert away[away > 15].min() == pytest.approx(40.3, abs=2.5)
    assert (np.abs(away - 45.8) < 1.5).sum() >= 2


def test_that_a_waiting_target_is_shown_with_a_line_to_the_pointer(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, EMPTY, tool="needle")
    hand.click(TARGET)
    QTest.mouseMove(hand.pane, hand.at(ENTRY))
    spot = hand.at((17.5, 21.0, 0.0))
    around = (slice(spot.y() - 6, spot.y() + 7), slice(spot.x() - 6, spot.x() + 7))
    qtbot.waitUntil(lambda: bool(drawn(hand, bridge)[around].any()))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((0, 0, -10), (20, 0, 10), ((9, 0, -1), (11, 0, 1))),
        ((0, 0, 0.5), (20, 0, 0.5), ((0, 0, 0.5), (20, 0, 0.5))),
        ((0, 0, 2), (20, 0, 2), None),
        ((0, 0, 2), (20, 0, 9), None),
        ((0, 0, 0), (20, 0, 4), ((0, 0, 0), (5, 0, 1))),
    ],
)
def test_that_the_solid_part_is_what_lies_in_the_slab(start, end, expected) -> None:
    found = part_within(np.array(start, dtype=float), np.array(end, dtype=float), 1.0)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert np.array(found) == pytest.approx(np.array(expected, dtype=float))


@pytest.mark.parametrize("pane", ["bulls_eye", "needle_axial", "needle_sagittal"])
def test_that_views_along_a_needle_name_the_level_it_is_planned_for(qtbot, bridges, pane: str) -> None:
    hand, bridge = hand_on(qtbot, bridges, pane=pane, needle_depth_mm=0.0)
    assert slice_level(hand.pane.eye, hand.pane.plane) == only(bridge).level
