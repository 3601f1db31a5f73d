"""Undo covers everything: the session against a plain list, under any sequence of edits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from spineplan.errors import EditRefused, PlanLocked, PlanRefused
from spineplan.imaging.mask import Mask
from spineplan.plan.edits import Edit, PutLesion, PutLevel, PutNeedle, SetNotes
from spineplan.plan.history import UndoStack
from spineplan.plan.model import Lesion, Level, Plan
from spineplan.session.lesion_marking import put_mask
from spineplan.session.session import Change, Session
from spineplan.storage.history import NO_HISTORY
from spineplan.storage.planfile import decode_plan_file, encode_plan_file
from tests.support.full_plans import CT, EDITS, GRID, ball, empty_plan, full_session, needle


class SessionAgainstAList(RuleBasedStateMachine):
    """The plain model: a list of every plan committed, and a position in it."""

    @initialize()
    def start(self) -> None:
        self.session = Session(empty_plan(), who="reader")
        self.plans = [self.session.committed]
        self.at = 0
        self.seen: list[Change] = []
        self.session.subscribe(self.seen.append)

    @rule(edit=EDITS)
    def apply(self, edit: Edit) -> None:
        try:
            expected = edit.apply(self.plans[self.at])
        except EditRefused:
            with pytest.raises(EditRefused):
                self.session.apply(edit)
            return
        self.session.apply(edit)
        if expected != self.plans[self.at]:
            self.plans = [*self.plans[: self.at + 1], expected]
            self.at += 1

    @rule(edit=EDITS)
    def preview(self, edit: Edit) -> None:
        try:
            expected = edit.apply(self.plans[self.at])
        except EditRefused:
            return
        self.session.preview(edit)
        assert self.session.plan == expected

    @rule()
    def escape(self) -> None:
        self.session.cancel_preview()
        assert self.session.plan == self.plans[self.at]

    @rule()
    def undo(self) -> None:
        change = self.session.undo()
        assert (change is None) == (self.at == 0)
        self.at = max(self.at - 1, 0)

    @rule()
    def redo(self) -> None:
        change = self.session.redo()
        assert (change is None) == (self.at == len(self.plans) - 1)
        self.at = min(self.at + 1, len(self.plans) - 1)

    @rule()
    def save_and_load(self) -> None:
        data = encode_plan_file(self.session.committed, {}, NO_HISTORY.extended(self.session.journal))[0]
        assert decode_plan_file(data).plan == self.plans[self.at]

    @invariant()
    def the_session_is_where_the_list_is(self) -> None:
        assert self.session.committed == self.plans[self.at]
        assert (self.session.undo_label is None) == (self.at == 0)
        assert (self.session.redo_label is None) == (self.at == len(self.plans) - 1)
        assert len(self.session.journal) == self.session.revision

    @invariant()
    def subscribers_saw_what_is_shown(self) -> None:
        if self.seen:
            assert self.seen[-1].new == self.session.plan


SessionAgainstAList.TestCase.settings = settings(max_examples=40, stateful_step_count=30)
TestSessionAgainstAList = SessionAgainstAList.TestCase


@settings(max_examples=60)
@given(st.lists(EDITS, max_size=20))
def test_that_undoing_all_is_the_start_and_redoing_all_is_the_end(edits: list[Edit]) -> None:
    session = Session(empty_plan())
    for edit in edits:
        try:
            session.apply(edit)
        except EditRefused:
            continue
    end = session.committed
    while session.undo() is not None:
        pass
    assert session.committed == empty_plan()
    while session.redo() is not None:
        pass
    assert session.committed == end


@given(st.lists(EDITS, max_size=8), EDITS)
def test_that_a_refused_edit_changes_nothing(edits: list[Edit], last: Edit) -> None:
    plan = empty_plan()
    for edit in [*edits, last]:
        before = repr(plan)
        after, sentence = _applied(edit, plan)
        assert repr(plan) == before
        assert sentence == "" or sentence.endswith(".")
        plan = after


def _applied(edit: Edit, plan: Plan) -> tuple[Plan, str]:
    try:
        return edit.apply(plan), ""
    except EditRefused as refusal:
        return plan, str(refusal)


def test_that_a_brush_stroke_is_undone_with_its_voxels() -> None:
    session = Session(empty_plan())
    session.apply(PutLevel(Level(name="L3", centre_mm=(0.0, 0.0, 0.0))))
    small, large = (session.masks.add(ball(radius=r), CT.series_uid) for r in (3, 5))
    for ref in (small, large):
        session.apply(PutLesion(Lesion(id="x", level="L3", seed_mm=(0.0, 0.0, 0.0), mask=ref)))
    session.undo()
    lesion = session.committed.lesions[0]
    assert lesion.mask is not None
    assert session.masks.get(lesion.mask).count == ball(radius=3).count
    session.redo()
    assert session.committed.lesions[0].mask == large


def test_that_a_drag_is_one_step() -> None:
    session = full_session()
    steps = len(session.journal)
    for x in range(10):
        session.preview(PutNeedle(needle(target_mm=(float(x), 0.0, -777.0)), verb="Move needle"))
    session.apply(PutNeedle(needle(target_mm=(9.0, 0.0, -777.0)), verb="Move needle"))
    assert len(session.journal) == steps + 1
    assert session.undo_label == "Move needle L3 left"
    session.undo()
    assert session.plan.needles[0] == needle()


def test_that_a_read_only_session_refuses_edits_and_undo() -> None:
    session = full_session()
    session.read_only_reason = "Open elsewhere."
    for act in (lambda: session.apply(SetNotes("x")), lambda: session.preview(SetNotes("x")), session.undo):
        with pytest.raises(PlanLocked, match=r"Open elsewhere\."):
            act()


def test_that_an_unsubscribed_listener_hears_nothing_more() -> None:
    session, heard = full_session(), list[Change]()
    stop = session.subscribe(heard.append)
    session.apply(SetNotes("1"), origin="me")
    stop()
    stop()
    session.apply(SetNotes("2"))
    assert [(change.label, change.origin) for change in heard] == [("Notes", "me")]


def test_that_only_the_latest_steps_are_kept() -> None:
    stack = UndoStack(limit=3)
    plans = [full_session().committed] * 5
    for n, plan in enumerate(plans):
        stack.push(f"Step {n}", plan)
    assert len(stack.snapshots()) == 3
    assert stack.undo_label == "Step 4"


def test_that_only_masks_in_reach_of_undo_and_redo_are_kept() -> None:
    session = full_session()
    lesion = session.plan.lesions[0]
    assert lesion.mask is not None
    for n in range(520):
        voxels = np.zeros((1, 20, 40), dtype=np.bool_)
        voxels.reshape(-1)[: n + 1] = True
        session.apply(put_mask(lesion, Mask(voxels, (0, 0, 0), GRID), session.masks, "1.2.3"))
    with pytest.raises(PlanRefused, match="missing"):
        session.masks.get(lesion.mask)
    steps = 0
    while session.undo():
        session.masks.used_by(session.plan)
        steps += 1
    assert steps == UndoStack().limit
    assert session.redo() is not None
    session.masks.used_by(session.plan)
    undone = session.plan.mask_refs()
    session.undo()
    session.apply(SetNotes("what was undone is gone"))
    with pytest.raises(PlanRefused, match="missing"):
        session.masks.get(undone[0])
    session.masks.used_by(session.plan)
