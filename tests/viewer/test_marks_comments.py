"""Pins of comments and needles of other versions, on real panes."""

from dataclasses import replace as replace_field

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.geometry.view_plane import view_plane
from spineplan.imaging.volume import Window
from spineplan.plan.edits import PutComment
from spineplan.plan.model import Comment, Pin, Plan
from spineplan.render.compared_shapes import compared_shapes
from spineplan.render.pictures import PictureRequest, slice_picture
from spineplan.session.discussing import pinned_threads
from spineplan.session.view_state import Compared
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.comment_pins import CommentPins, flags
from spineplan.viewer.overlays.compared_needles import ComparedNeedles
from tests.support.marking import Hand, block, opened, pixels, shown_pane
from tests.support.plans import needle, plan_of, spine

LEVELS = spine("L1", "L2", "L3", top_z=35.0)
PLANNED = plan_of(LEVELS, needles=(needle((30.0, 50.0, 0.0), (5.0, -8.0, 0.0), level="L2"),))
HERE = (-30.0, 20.0, 0.0)


def said(name: str, at: Pin, **fields: str) -> Comment:
    return Comment(id=name, pin=at, author="Dr B", utc="2015-06-10T12:00:00Z", text="Too medial?", **fields)


def with_comments(*comments: Comment) -> Plan:
    plan = PLANNED
    for one in comments:
        plan = PutComment(one).apply(plan)
    return plan


@pytest.fixture
def bridges():
    made: list[SessionBridge] = []
    yield made
    for bridge in made:
        bridge.close()


def hand_on(qtbot, bridges, plan: Plan, part=CommentPins, **look) -> tuple[Hand, SessionBridge]:
    bridge = opened(plan, block())
    bridges.append(bridge)
    bridge.look(**look)
    made = part(bridge) if part is CommentPins else part()
    return Hand(shown_pane(qtbot, bridge, "axial", (made,))), bridge


def plate_of(hand: Hand, bridge: SessionBridge, number: int) -> tuple[float, float, float]:
    """The point under the middle of a flag."""
    plane = hand.pane.plane
    (flag,) = [one for one in flags(bridge.session.plan, plane) if one.pinned.number == number]
    return tuple(float(v) for v in plane.mm_from_px(flag.plate.center().x(), flag.plate.center().y()))


def test_that_a_click_on_a_flag_opens_its_thread(qtbot, bridges) -> None:
    plan = with_comments(said("a", Pin(kind="needle", ref=PLANNED.needles[0].id)), said("b", Pin("point", "", HERE)))
    hand, bridge = hand_on(qtbot, bridges, plan)
    with qtbot.waitSignal(bridge.comment_wanted) as wanted:
        hand.click(plate_of(hand, bridge, 2))
    assert wanted.args == ["b"]
    assert bridge.session.view.comment == "b"
    assert bridge.session.plan == plan


def test_that_a_drag_over_a_flag_opens_nothing(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, with_comments(said("b", Pin("point", "", HERE))))
    x, y, z = plate_of(hand, bridge, 1)
    with qtbot.assertNotEmitted(bridge.comment_wanted):
        hand.drag((x, y, z), (x + 30.0, y, z), (x, y, z))


def test_that_drawing_tools_draw_over_flags(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, with_comments(said("b", Pin("point", "", HERE))), tool="length")
    with qtbot.assertNotEmitted(bridge.comment_wanted):
        hand.click(plate_of(hand, bridge, 1))


def test_that_flags_show_only_near_their_slice(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, with_comments(said("b", Pin("point", "", HERE))))
    assert len(flags(bridge.session.plan, hand.pane.plane)) == 1
    bridge.look(crosshair_mm=(0.0, 0.0, 6.0))
    assert flags(bridge.session.plan, hand.pane.plane) == ()
    assert len(flags(bridge.session.plan, hand.pane.plane, through=True)) == 1


def test_that_a_resolved_flag_is_fainter_than_an_open_one(qtbot, bridges) -> None:
    lightest = []
    for resolved in ("", "Dr C"):
        hand, bridge = hand_on(qtbot, bridges, with_comments(said("b", Pin("point", "", HERE), resolved_by=resolved)))
        (flag,) = flags(bridge.session.plan, hand.pane.plane)
        box = flag.plate.toRect().adjusted(3, 3, -3, -3)
        shown = pixels(hand.pane)[box.top() : box.bottom(), box.left() : box.right()]
        lightest.append(float(shown.mean()))
    assert lightest[0] > 2.0 * lightest[1]


def test_that_flags_of_one_place_stand_side_by_side(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, with_comments(*(said(f"c{n}", Pin("point", "", HERE)) for n in range(3))))
    found = flags(bridge.session.plan, hand.pane.plane)
    assert [one.pinned.number for one in found] == [1, 2, 3]
    assert not any(a.plate.intersects(b.plate) for a in found for b in found if a is not b)


def test_that_a_pin_goes_where_its_needle_goes() -> None:
    plan = with_comments(said("a", Pin(kind="needle", ref=PLANNED.needles[0].id, point_mm=(0.0, 0.0, 0.0))))
    moved = replace(plan, needles=(replace(plan.needles[0], target_mm=(1.0, 2.0, 3.0)),))
    assert [one.at_mm for one in pinned_threads(moved)] == [(1.0, 2.0, 3.0)]


def test_that_a_number_stays_when_another_thread_is_resolved() -> None:
    first, second = said("a", Pin("point", "", HERE)), said("b", Pin("point", "", HERE))
    plan = with_comments(replace(first, resolved_by="Dr C"), second, said("r", Pin("point", "", HERE), reply_to="a"))
    assert {one.thread.first.id: one.number for one in pinned_threads(plan)} == {"a": 1, "b": 2}


def test_that_two_versions_are_told_apart_by_line_end_and_words(qtbot, bridges) -> None:
    older = needle((-30.0, 50.0, 0.0), (-5.0, -8.0, 0.0), level="L2")
    newer = replace(older, id="another")
    empty, bridge = hand_on(qtbot, bridges, PLANNED, ComparedNeedles)
    before = pixels(empty.pane)
    shown = {}
    for name, compared in (
        ("older", Compared((older,), (), "version 1", "now")),
        ("newer", Compared((), (newer,), "version 1", "version 2")),
    ):
        bridge.look(compared=compared)
        shown[name] = np.abs(pixels(empty.pane).astype(int) - before).max(axis=2) > 60
    along = {name: _inked(empty, shown[name], one) for name, one in (("older", older), ("newer", newer))}
    assert all(0.2 < float(inked.mean()) < 0.95 for inked in along.values())
    assert _runs(along["newer"]) > 1.5 * _runs(along["older"])


def _inked(hand: Hand, marked: np.ndarray, one) -> np.ndarray:
    a, b = hand.at(one.entry_mm), hand.at(one.target_mm)
    steps = np.linspace(0.1, 0.9, 400)
    xs, ys = a.x() + steps * (b.x() - a.x()), a.y() + steps * (b.y() - a.y())
    return marked[np.rint(ys).astype(int), np.rint(xs).astype(int)]


def _runs(inked: np.ndarray) -> int:
    return int(np.count_nonzero(np.diff(inked.astype(int)) == 1))


def test_that_both_versions_stand_in_3d_as_different_pieces() -> None:
    older = needle((-30.0, 50.0, 0.0), (-5.0, -8.0, 0.0), level="L2")
    newer = replace(older, target_mm=(-6.0, -8.0, 0.0))
    first, second = compared_shapes((older,), (newer,))
    assert (first.token, second.token) == ("image_muted", "image_text")
    assert first.key != second.key
    assert len(second.build().points_mm) > 1.5 * len(first.build().points_mm)
    nearest = np.linalg.norm(first.build().points_mm - np.array(older.target_mm), axis=1).min()
    assert nearest < 0.01


def test_that_paper_draws_a_former_needle_hollow_and_crossed() -> None:
    volume, plane = block(), view_plane((0.0, 20.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 0.4, (400, 400))
    former = needle((-30.0, 50.0, 0.0), (-5.0, 10.0, 0.0), level="L2")
    request = PictureRequest(plane, Window(2000.0, 350.0))
    before, after = (
        slice_picture(volume, PLANNED, {}, one).astype(int)
        for one in (request, replace_field(request, former=(former,)))
    )
    drawn = np.abs(after - before).max(axis=2) > 20
    x, y, _ = plane.px_from_mm(np.array(former.target_mm))
    assert drawn[int(y) - 5 : int(y) + 6, int(x) - 5 : int(x) + 6].any()
    middle = plane.px_from_mm((np.array(former.entry_mm) + former.target_mm) / 2.0)
    row = drawn[int(middle[1]), int(middle[0]) - 12 : int(middle[0]) + 12]
    assert _runs(row) == 2
