"""Naming levels with the mouse and the keyboard, on a real pane."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.anatomy.body import body_of
from spineplan.plan.model import Ellipsoid, Plan
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.level_marks import LevelMarks
from spineplan.viewer.tools.level_body import LevelBody
from tests.support.marking import Hand, block, opened, pixels, shown_pane
from tests.support.plans import plan_of, spine


@pytest.fixture
def bridges():
    made: list[SessionBridge] = []
    yield made
    for bridge in made:
        bridge.close()


def hand_on(qtbot, bridges, plan: Plan, pane: str = "sagittal", **look) -> tuple[Hand, SessionBridge]:
    bridge = opened(plan, block())
    bridges.append(bridge)
    bridge.look(**look)
    return Hand(shown_pane(qtbot, bridge, pane, (LevelMarks(bridge), LevelBody(bridge)))), bridge


def test_that_clicks_name_level_after_level(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(), tool="level", next_level="L1")
    for z in (40.0, 5.0, -30.0):
        hand.click((0.0, 0.0, z))
    session = bridge.session
    assert session is not None
    assert [level.name for level in session.plan.levels] == ["L1", "L2", "L3"]
    assert [level.centre_mm[2] for level in session.plan.levels] == pytest.approx([40.0, 5.0, -30.0], abs=0.7)
    assert session.plan.levels[0].confirmed_by == "Dr A"
    assert (session.view.next_level, session.view.selected) == ("L4", ("level", "L3"))
    assert session.undo_label == "Mark L3"


def test_that_a_click_names_the_point_under_it(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(), tool="level", next_level="L1")
    wanted = hand.point_at((0.0, 17.0, 33.0))
    hand.click((0.0, 17.0, 33.0))
    assert bridge.session is not None
    assert bridge.session.plan.levels[0].centre_mm == pytest.approx(wanted)


def test_that_a_mark_follows_the_button_and_esc_takes_it_back(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(), tool="level", next_level="L1")
    hand.hold((0.0, 0.0, 40.0), (0.0, 10.0, 20.0))
    session = bridge.session
    assert session is not None
    assert session.plan.levels[0].centre_mm[2] == pytest.approx(20.0, abs=0.7)
    assert session.committed.levels == ()
    assert hand.pane.cancel_drag()
    assert session.plan.levels == ()
    hand.release((0.0, 10.0, 20.0))
    assert session.plan.levels == ()
    assert session.undo_label is None


def test_that_a_mark_is_dragged_in_one_step_with_what_is_under_the_pointer(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("L1", "L2")), selected=("level", "L2"))
    hand.drag((0.0, 0.0, -35.0), (0.0, 5.0, -40.0), (0.0, 12.0, -50.0))
    session = bridge.session
    assert session is not None
    moved = session.plan.level("L2")
    assert moved is not None
    assert moved.centre_mm == pytest.approx((0.0, 12.0, -50.0), abs=0.7)
    assert session.undo_label == "Move L2"
    bridge.undo()
    assert session.plan.level("L2") == plan_of(spine("L1", "L2")).level("L2")


def test_that_a_mark_stays_when_it_is_neither_selected_nor_the_tool_in_use(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("L1", "L2")))
    hand.drag((0.0, 0.0, -35.0), (0.0, 12.0, -50.0))
    assert bridge.session is not None
    assert bridge.session.undo_label is None


def test_that_a_drawing_tool_draws_over_marks_and_bodies(qtbot, bridges) -> None:
    look = {"selected": ("level", "L2"), "tool": "length"}
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("L1", "L2", "L3", top_z=35.0)), **look)
    session = bridge.session
    assert session is not None
    hand.drag((0.0, 0.0, 0.0), (0.0, 12.0, -10.0))
    body = body_of(session.plan, "L2")
    assert body is not None
    hand.drag((0.0, 0.0, body.ellipsoid.semi_axes_mm[2]), (0.0, 0.0, 5.0))
    assert session.undo_label is None


def test_that_a_click_on_a_mark_only_selects_it(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("L1", "L2")), tool="level", next_level="L3")
    hand.click((0.0, 0.0, 0.0))
    assert bridge.session is not None
    assert bridge.session.view.selected == ("level", "L1")
    assert bridge.session.undo_label is None


def test_that_keys_skip_and_choose(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("T12")), tool="level", next_level="L1")
    marks = LevelMarks(bridge)
    session = bridge.session
    assert session is not None
    expected = []
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down):
        assert marks.key(key, None)
        expected.append(session.view.next_level)
    assert expected == ["L2", "L1", "T13", "L1"]
    assert not marks.key(Qt.Key.Key_A, None)
    bridge.look(tool="window")
    assert not marks.key(Qt.Key.Key_Space, None)
    del hand


def test_that_the_end_of_the_spine_is_said_and_nothing_is_marked(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("Co")), tool="level")
    said: list[str] = []
    bridge.message.connect(said.append)
    bridge.look(next_level="")
    hand.click((0.0, 30.0, -60.0))
    session = bridge.session
    assert session is not None
    assert session.undo_label is None
    assert said == ["The end of the spine is reached; choose a level first."]


def test_that_names_are_drawn_where_the_marks_are(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("L1", "L2")))
    with_marks = pixels(hand.pane)
    spot = hand.at((0.0, 0.0, -35.0))
    bridge.look(overlays=False)
    QTest.qWait(1)
    without = pixels(hand.pane)
    changed = np.argwhere((with_marks != without).any(axis=2))
    near = np.abs(changed - np.array([spot.y(), spot.x()])).max(axis=1) < 8
    assert near.any()
    for y, x in changed:
        assert min(abs(y - hand.at((0.0, 0.0, z)).y()) for z in (0.0, -35.0)) < 16
        assert -8 < x - spot.x() < 70


def test_that_a_handle_of_the_suggested_body_makes_it_a_marked_one(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("L1", "L2", "L3", top_z=35.0)), selected=("level", "L2"))
    session = bridge.session
    assert session is not None
    suggested = body_of(session.plan, "L2")
    assert suggested is not None
    top = suggested.ellipsoid.semi_axes_mm[2]
    hand.drag((0.0, 0.0, top), (0.0, 0.0, top - 3.0), (0.0, 4.0, top - 6.0))
    level = session.plan.level("L2")
    assert level is not None
    assert level.body is not None
    assert session.undo_label == "Body of L2"
    # The top came down 6 mm along the body's axis; the bottom stayed.
    assert level.body.semi_axes_mm[2] == pytest.approx(top - 3.0, abs=0.4)
    assert level.body.centre_mm[2] - level.body.semi_axes_mm[2] == pytest.approx(-top, abs=0.01)
    assert level.body.semi_axes_mm[:2] == suggested.ellipsoid.semi_axes_mm[:2]


def test_that_esc_gives_the_body_back(qtbot, bridges) -> None:
    body = Ellipsoid(centre_mm=(0.0, 0.0, 0.0), semi_axes_mm=(24.0, 17.0, 13.0))
    plan = plan_of((replace(spine("L2")[0], body=body),))
    hand, bridge = hand_on(qtbot, bridges, plan, selected=("level", "L2"))
    hand.hold((0.0, 17.0, 0.0), (0.0, 30.0, 0.0))
    session = bridge.session
    assert session is not None
    assert session.plan != plan
    assert hand.pane.cancel_drag()
    assert session.plan == plan


def test_that_the_axial_name_is_that_of_the_slice(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(spine("L1", "L2")), pane="axial", crosshair_mm=(0.0, 0.0, -34.0))
    bridge.look(overlays=False)
    QTest.qWait(1)
    bare = pixels(hand.pane)
    bridge.look(overlays=True)
    QTest.qWait(1)
    assert (pixels(hand.pane) != bare).any()
    bridge.look(crosshair_mm=(0.0, 0.0, -18.0))
    QTest.qWait(1)
    between = pixels(hand.pane)
    bridge.look(overlays=False)
    QTest.qWait(1)
    assert not (pixels(hand.pane) != between).any()
