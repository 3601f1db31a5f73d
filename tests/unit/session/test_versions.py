"""Former versions, alternatives and copies of the open plan."""

from pathlib import Path

import pytest

from spineplan.errors import EditRefused, PlanRefused
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import PutComment, PutNeedle, SetCement, SetNotes, SignPlan
from spineplan.plan.model import Comment, Pin, Signature
from spineplan.session.opening import Opened, open_plan
from spineplan.session.persistence import Persistence
from spineplan.session.versions import back_to, branch, copy_of, take_copy
from spineplan.storage.planfile import load_plan
from spineplan.storage.signed_versions import signature_stories
from tests.support.full_plans import full_session, needle


@pytest.fixture
def mine(tmp_path: Path) -> Opened:
    held = Persistence(full_session("Dr A"))
    held.save_as(tmp_path / "mine.spineplan")
    held.close()
    return open_plan(tmp_path / "mine.spineplan", "Dr A")


def colleague(mine: Opened, *edits) -> Path:
    """A copy of the file, edited by Dr B."""
    path = mine.persistence.path.with_name("theirs.spineplan")
    path.write_bytes(mine.persistence.path.read_bytes())
    theirs = open_plan(path, "Dr B")
    for edit in edits:
        theirs.session.apply(edit)
    theirs.persistence.save()
    theirs.persistence.close()
    return path


COMMENT = Comment(id="c1", pin=Pin(kind="level", ref="L3"), author="Dr B", utc="u", text="Too medial?")


def test_that_a_colleagues_comments_and_edits_merge_as_one_step(mine: Opened) -> None:
    path = colleague(mine, PutComment(COMMENT), SetCement("L3", 4.0))
    mine.session.apply(PutNeedle(needle(target_mm=(2.0, -5.0, -779.0))))
    merged = take_copy(mine.session, copy_of(load_plan(path), mine.persistence))
    assert merged.conflicts == ()
    plan = mine.session.committed
    assert (plan.comments, plan.cement[0].volume_ml, plan.needles[0].target_mm[2]) == ((COMMENT,), 4.0, -779.0)
    assert mine.session.undo_label == "Merge copy of Dr B"
    mine.persistence.save()
    assert load_plan(mine.persistence.path).history.decoded()[-2].label == "Merge copy of Dr B"


def test_that_comments_merge_into_a_signed_plan_and_edits_do_not(mine: Opened) -> None:
    digest = content_digest(mine.session.committed)
    mine.session.apply(SignPlan(Signature(by="Dr A", role="operator", utc="u", plan_digest=digest)))
    take_copy(mine.session, copy_of(load_plan(colleague(mine, PutComment(COMMENT))), mine.persistence))
    assert mine.session.committed.comments == (COMMENT,)
    with pytest.raises(EditRefused, match="signed"):
        take_copy(mine.session, copy_of(load_plan(colleague(mine, SetNotes("x"))), mine.persistence))


def test_that_a_plan_without_a_common_version_is_no_copy(mine: Opened, tmp_path: Path) -> None:
    other = Persistence(full_session("Dr C"))
    other.session.apply(SetNotes("of somebody else"))
    other.save_as(tmp_path / "other.spineplan")
    other.close()
    with pytest.raises(PlanRefused, match="no version in common"):
        copy_of(load_plan(tmp_path / "other.spineplan"), mine.persistence)


def test_that_a_former_version_comes_back_and_what_was_said_stays(mine: Opened) -> None:
    former = mine.session.committed
    mine.session.apply(SetNotes("worse"))
    mine.session.apply(PutComment(COMMENT))
    mine.persistence.save()
    mine.session.apply(back_to(mine.persistence, mine.persistence.versions()[0]))
    assert mine.session.committed.notes == former.notes
    assert mine.session.committed.comments == (COMMENT,)
    assert mine.session.undo_label == "Back to version 1"


def test_that_an_alternative_is_a_file_of_its_own_that_merges_back(mine: Opened, tmp_path: Path) -> None:
    mine.session.apply(SetNotes("second"))
    mine.persistence.save()
    path = tmp_path / "alternative.spineplan"
    branch(mine.persistence, mine.persistence.versions()[0], path)
    other = open_plan(path, "Dr B")
    assert other.session.committed.notes == "Über das Ziel: L3 – 5 %"
    assert other.notes == ()
    other.session.apply(SetCement("L3", 2.5))
    other.persistence.save()
    other.persistence.close()
    take_copy(mine.session, copy_of(load_plan(path), mine.persistence))
    assert mine.session.committed.cement[0].volume_ml == 2.5
    assert mine.session.committed.notes == "second"


def test_that_a_void_signature_says_what_changed(mine: Opened) -> None:
    session = mine.session
    digest = content_digest(session.committed)
    session.apply(SignPlan(Signature(by="Dr A", role="operator", utc="2026-01-02T03:04:05Z", plan_digest=digest)))
    mine.persistence.save()
    path = mine.persistence.path
    loaded = load_plan(path)
    assert signature_stories(loaded.plan, loaded.snapshots)[0].sentence == "operator: Dr A, 2026-01-02 03:04, valid."
    moved = PutNeedle(needle(target_mm=(2.0, -5.0, -779.3))).apply(session.committed)
    story = signature_stories(moved, loaded.snapshots)[0]
    assert story.sentence == "operator: Dr A, 2026-01-02 03:04, VOID: L3 left needle: target moved 2.3 mm."
    assert signature_stories(moved, {})[0].sentence.endswith("VOID: the plan was changed after it was signed.")
