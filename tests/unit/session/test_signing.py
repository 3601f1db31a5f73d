"""A signed plan stays what was signed until it is reopened; a later edit voids the signature."""

import pytest

from spineplan.errors import EditRefused
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import (
    AddSeries,
    GiveOpinion,
    PutComment,
    PutNeedle,
    ReopenPlan,
    SetNotes,
    SignPlan,
)
from spineplan.plan.model import Comment, Opinion, Pin, Reopening, SeriesRef, Signature
from spineplan.plan.signing import is_signed, signature_states
from spineplan.session.session import Session
from tests.support.full_plans import full_session, needle


def sign(session: Session, by: str = "Dr A", role: str = "operator") -> None:
    digest = content_digest(session.committed)
    session.apply(SignPlan(Signature(by=by, role=role, utc="2026-01-02T03:04:05+00:00", plan_digest=digest)))


@pytest.fixture
def signed() -> Session:
    session = full_session()
    sign(session)
    return session


@pytest.mark.parametrize("edit", [SetNotes("x"), PutNeedle(needle(target_mm=(2.0, -5.0, -779.0)))])
def test_that_a_signed_plan_refuses_an_edit_and_its_preview(signed: Session, edit) -> None:
    before = signed.committed
    with pytest.raises(EditRefused, match=r"signed \(Dr A\); reopen it"):
        signed.apply(edit)
    with pytest.raises(EditRefused, match="signed"):
        signed.preview(edit)
    assert signed.plan is before


def test_that_undo_does_not_lead_behind_a_signature(signed: Session) -> None:
    with pytest.raises(EditRefused, match="signed"):
        signed.undo()
    assert is_signed(signed.committed)


def test_that_talk_further_signatures_and_a_look_at_other_images_are_free(signed: Session) -> None:
    digest = content_digest(signed.committed)
    signed.apply(PutComment(Comment(id="c", pin=Pin(), author="B", utc="u", text="Fine.")))
    signed.apply(GiveOpinion(Opinion(by="B", role="surgeon", verdict="agree", utc="u", plan_digest=digest)))
    signed.apply(AddSeries(SeriesRef(series_uid="9.9", modality="MR")))
    sign(signed, "Dr B", "second reader")
    sign(signed, "Dr B", "second reader")
    assert [state.valid for state in signature_states(signed.committed)] == [True, True]
    with pytest.raises(EditRefused):
        signed.undo()


def test_that_a_reopened_plan_can_be_edited_and_its_signature_is_void_then(signed: Session) -> None:
    signed.apply(ReopenPlan(Reopening(by="Dr A", utc="u", reason="needle")))
    assert [state.valid for state in signature_states(signed.committed)] == [True]
    assert not is_signed(signed.committed)
    signed.apply(SetNotes("x"))
    assert [state.valid for state in signature_states(signed.committed)] == [False]
    sign(signed)
    assert is_signed(signed.committed)
    with pytest.raises(EditRefused):
        signed.apply(SetNotes("y"))


def test_that_only_what_is_there_can_be_signed() -> None:
    session = full_session()
    with pytest.raises(EditRefused, match="changed while"):
        session.apply(SignPlan(Signature(by="A", role="operator", utc="u", plan_digest="0" * 64)))


def test_that_the_digest_counts_every_decision_and_no_talk() -> None:
    session = full_session()
    digest = content_digest(session.committed)
    assert content_digest(PutComment(Comment(id="c", pin=Pin(), author="B", utc="u", text="x")).apply(
        session.committed)) == digest  # fmt: skip
    assert content_digest(SetNotes("other").apply(session.committed)) != digest
    moved = PutNeedle(needle(target_mm=(2.0, -5.0, -777.0000001))).apply(session.committed)
    assert content_digest(moved) != digest
