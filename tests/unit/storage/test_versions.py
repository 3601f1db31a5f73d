"""Every save is a version that can be looked at again; every altered byte of a signed plan is noticed."""

from pathlib import Path

import pytest

from spineplan.errors import PlanRefused
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import PutNeedle, RemoveLesion, ReopenPlan, SetCement, SetNotes, SignPlan
from spineplan.plan.model import Reopening, Signature
from spineplan.session.opening import open_plan
from spineplan.session.persistence import Persistence
from spineplan.storage.history import NO_HISTORY
from spineplan.storage.planfile import decode_plan_file, encode_plan_file, load_plan
from spineplan.storage.versions import kept, snapshot, summary, versions_of
from tests.support.full_plans import empty_plan, full_session, needle
from tests.support.mutations import entries, zipped


def signed_session():
    session = full_session()
    digest = content_digest(session.committed)
    session.apply(SignPlan(Signature(by="Dr A", role="operator", utc="2026-01-02T03:04:05Z", plan_digest=digest)))
    return session


def test_that_a_change_of_any_byte_of_a_signed_plan_is_noticed() -> None:
    session = signed_session()
    history = NO_HISTORY.extended(session.journal)
    data = encode_plan_file(session.committed, session.masks.used_by(session.committed), history)[0]
    unnoticed = []
    for place in range(len(data)):
        altered = bytearray(data)
        altered[place] ^= 1 << (place % 8)
        try:
            if decode_plan_file(bytes(altered)).history_problem is None:
                unnoticed.append(place)
        except PlanRefused:
            pass
    assert unnoticed == []


def test_that_a_file_without_its_seal_is_not_trusted() -> None:
    data = encode_plan_file(empty_plan(), {}, NO_HISTORY)[0]
    assert decode_plan_file(data).history_problem is None
    assert "no seal" in (decode_plan_file(zipped(entries(data))).history_problem or "")


def test_that_every_save_is_a_version_with_author_and_steps(tmp_path: Path) -> None:
    path = tmp_path / "a.spineplan"
    session = full_session("Dr A")
    held = Persistence(session)
    held.save_as(path)
    first = session.committed
    session.apply(SetCement("L3", 4.0))
    session.who = "Dr B"
    session.apply(PutNeedle(needle(target_mm=(2.0, -5.0, -779.0))))
    session.apply(PutNeedle(needle(target_mm=(2.0, -5.0, -778.0))))
    held.save()
    held.save()
    held.close()
    opened = open_plan(path)
    versions = opened.persistence.versions()
    assert [(one.number, one.who, one.summary) for one in versions[1:]] == [
        (2, "Dr B", "Cement L3, Place needle L3 left (2 times)")
    ]
    snapshots = opened.persistence.snapshots
    assert snapshots[versions[0].sha256].plan() == first
    assert snapshots[versions[1].sha256].plan() == opened.session.committed
    opened.persistence.close()


def test_that_the_masks_of_a_former_version_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.spineplan"
    session = full_session()
    held = Persistence(session)
    held.save_as(path)
    lesion = session.committed.lesions[0]
    session.apply(RemoveLesion("x1"))
    held.save()
    held.close()
    again = open_plan(path).persistence
    assert again.session.committed.lesions == ()
    first = again.versions()[0]
    assert lesion.mask.sha256 in again.masks_of(first.sha256)
    again.session.apply(SetNotes("more"))
    again.save()
    again.close()
    assert lesion.mask.sha256 in load_plan(path).masks


def test_that_what_was_signed_is_kept_although_it_was_never_saved(tmp_path: Path) -> None:
    session = signed_session()
    content = session.committed.signatures[0].plan_digest
    session.apply(ReopenPlan(Reopening(by="Dr A", utc="u")))
    session.apply(SetNotes("other"))
    held = Persistence(session)
    held.save_as(tmp_path / "a.spineplan")
    held.close()
    found = [one for one in load_plan(tmp_path / "a.spineplan").snapshots.values() if one.content == content]
    assert found[0].plan().notes == "Über das Ziel: L3 – 5 %"


def test_that_a_changed_former_version_is_refused() -> None:
    plan = empty_plan()
    former = snapshot(SetNotes("former").apply(plan))
    data = encode_plan_file(plan, {}, NO_HISTORY, snapshots={former.sha256: former})[0]
    assert decode_plan_file(data).snapshots[former.sha256].plan().notes == "former"
    name = f"versions/{former.sha256}.json"
    content = entries(data)
    with pytest.raises(PlanRefused, match="former version"):
        decode_plan_file(zipped(content | {name: content[name].replace(b'"former"', b'"better"')}))


def test_that_the_first_the_signed_and_the_latest_versions_stay() -> None:
    snapshots = {one.sha256: one for one in (snapshot(SetNotes(str(n)).apply(empty_plan())) for n in range(10))}
    names = list(snapshots)
    stay = kept(snapshots, {snapshots[names[4]].content}, most=5)
    assert list(stay) == [names[0], names[4], *names[-3:]]


def test_that_a_save_without_a_change_is_no_new_version() -> None:
    one = snapshot(empty_plan())
    history = NO_HISTORY.saved("u", "A", one.sha256).saved("v", "B", one.sha256)
    assert [version.utc for version in versions_of(history, {one.sha256: one})] == ["u"]


def test_that_many_steps_are_told_in_few_words() -> None:
    assert summary(()) == "No change"
    assert summary("abcdefg") == "a, b, c, d, e, and 2 more"


def test_that_a_file_of_version_1_keeps_its_plan_as_a_version(tmp_path: Path) -> None:
    frozen = Path(__file__).parents[2] / "data" / "plan_version_1.spineplan"
    path = tmp_path / "old.spineplan"
    path.write_bytes(frozen.read_bytes())
    opened = open_plan(path)
    opened.session.apply(SetNotes("new"))
    opened.persistence.save()
    opened.persistence.close()
    loaded = load_plan(path)
    assert loaded.history_problem is None
    old, new = (loaded.snapshots[one.sha256].plan() for one in versions_of(loaded.history, loaded.snapshots)[-2:])
    assert (old.needles, new.notes) == (new.needles, "new")
