"""Two people edit copies of one plan: what does not clash merges, what clashes is shown, nothing is lost."""

from contextlib import suppress
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplan.errors import EditRefused
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import (
    DecideLevel,
    Edit,
    GiveOpinion,
    PutAblation,
    PutComment,
    PutLesion,
    PutNeedle,
    RemoveComment,
    RemoveNeedle,
    RenameLevels,
    SetCement,
    SetFact,
    SetNotes,
)
from spineplan.plan.items import items_of, parts_of
from spineplan.plan.merge import Merged, merge
from spineplan.plan.model import (
    AblationZone,
    Comment,
    Decision,
    Fact,
    Identity,
    NeedleShare,
    Opinion,
    Pin,
    Plan,
)
from tests.support.full_plans import EDITS, full_session, needle

_IDS = st.sampled_from(["a", "b", "n1", "x1"])
_LEVELS = st.sampled_from(["L1", "L3", "L4"])


def _zone(zone_id: str, level: str, needle_id: str, length: float) -> Edit:
    return PutAblation(
        AblationZone(
            id=zone_id, level=level, needle_id=needle_id, kind="rf", device="d", setting="s", length_mm=length,
            diameter_mm=9.0,
        )
    )  # fmt: skip


def _comment(comment_id: str, text: str, resolved: str = "") -> Edit:
    return PutComment(Comment(id=comment_id, pin=Pin(), author="A", utc="u", text=text, resolved_by=resolved))


MORE: st.SearchStrategy[Edit] = st.one_of(
    EDITS,
    st.builds(_zone, _IDS, _LEVELS, _IDS, st.floats(5.0, 30.0)),
    st.builds(_comment, _IDS, st.sampled_from(["one", "two", "three"]), st.sampled_from(["", "B"])),
    st.builds(RemoveComment, _IDS),
    st.builds(DecideLevel, _LEVELS, st.booleans(), st.builds(Decision, reason=st.sampled_from(["p", "q"]))),
    st.builds(
        lambda level, value: SetFact("level", level, "pain", Fact(item="pain", value=value)),
        _LEVELS, st.sampled_from(["3", "8"]),
    ),
    st.builds(lambda v: SetFact("patient", "", "inr", Fact(item="inr", value=v)), st.sampled_from(["1.0", "1.8"])),
    st.builds(RemoveNeedle, st.just("n1")),
    st.builds(lambda name: RenameLevels((("L3", name),)), st.sampled_from(["L2", "L5"])),
)  # fmt: skip
SEVERAL = st.lists(MORE, max_size=6)


def edited(plan: Plan, edits: list[Edit]) -> Plan:
    def step(now: Plan, edit: Edit) -> Plan:
        try:
            return edit.apply(now)
        except EditRefused:
            return now

    return reduce(step, edits, plan)


BASE = full_session().committed


def _parts(plan: Plan) -> dict[tuple[str, str, str], object]:
    found: dict[tuple[str, str, str], object] = {}
    for key, value in items_of(plan).items():
        parts = parts_of(value) if hasattr(value, "__struct_fields__") else {"": value}
        found |= {(*key, name): part for name, part in parts.items()}
    return found


def _nothing_is_lost(mine: Plan, theirs: Plan, merged: Merged) -> None:
    old, have = _parts(BASE), _parts(merged.plan)
    shown = {conflict.key: conflict for conflict in merged.conflicts}
    for side, plan, other in (("mine", mine, theirs), ("theirs", theirs, mine)):
        for key, value in _parts(plan).items():
            if value in (old.get(key), have.get(key)):
                continue
            whole, told = (*key[:2], ""), shown.get(key) or shown.get((*key[:2], ""))
            assert told is not None, (side, key, value, _parts(other).get(key), shown.get(whole))
    said = {(one.author, one.text) for one in merged.plan.comments}
    for plan, other in ((mine, theirs), (theirs, mine)):
        for one in plan.comments:
            if one not in BASE.comments and one.id not in {x.id for x in BASE.comments}:
                assert (one.author, one.text) in said, (plan.comments, other.comments)


def _clashes(merged: Merged) -> set[tuple[str, str, str]]:
    """Conflicts in which both changed the thing, which do not depend on who is asked."""
    return {one.key for one in merged.conflicts if one.base not in (one.mine, one.theirs)}


@settings(max_examples=300, deadline=None)
@given(SEVERAL, SEVERAL)
def test_that_nothing_of_two_copies_is_lost(mine_edits: list[Edit], their_edits: list[Edit]) -> None:
    mine, theirs = edited(BASE, mine_edits), edited(BASE, their_edits)
    merged = merge(BASE, mine, theirs)
    _nothing_is_lost(mine, theirs, merged)
    swapped = merge(BASE, theirs, mine)
    assert _clashes(swapped) == _clashes(merged)


@settings(max_examples=100, deadline=None)
@given(SEVERAL)
def test_that_one_edited_copy_wins_over_an_untouched_one(edits: list[Edit]) -> None:
    changed = edited(BASE, edits)
    for merged in (merge(BASE, changed, BASE), merge(BASE, BASE, changed), merge(BASE, changed, changed)):
        assert merged.conflicts == ()
        assert content_digest(merged.plan) == content_digest(_canonical(changed, merged.plan))
        assert set(merged.plan.comments) == set(changed.comments)


def _canonical(plan: Plan, like: Plan) -> Plan:
    """Items in the order of another plan: their order says nothing."""
    assert items_of(plan) == items_of(like)
    return like


@settings(max_examples=100, deadline=None)
@given(SEVERAL, SEVERAL)
def test_that_every_choice_gives_a_plan_or_one_sentence(mine_edits: list[Edit], their_edits: list[Edit]) -> None:
    mine, theirs = edited(BASE, mine_edits), edited(BASE, their_edits)
    conflicts = merge(BASE, mine, theirs).conflicts
    with suppress(EditRefused):
        chosen = merge(BASE, mine, theirs, {conflict.key: "theirs" for conflict in conflicts})
        assert all(conflict.taken == "theirs" or conflict.mine is not None for conflict in chosen.conflicts)


def test_that_changes_of_different_things_merge_without_a_question() -> None:
    mine = edited(BASE, [PutNeedle(needle(target_mm=(2.0, -5.0, -779.3)))])
    theirs = edited(BASE, [SetCement("L3", 4.0), DecideLevel("L4", True, Decision(reason="pain", by="B"))])
    merged = merge(BASE, mine, theirs)
    assert merged.conflicts == ()
    assert merged.plan.needles[0].target_mm == (2.0, -5.0, -779.3)
    assert merged.plan.cement[0].volume_ml == 4.0
    assert merged.plan.level("L4").treat


def test_that_two_people_may_answer_different_facts_of_one_level() -> None:
    mine = edited(BASE, [SetFact("level", "L3", "pain", Fact(item="pain", value="8"))])
    theirs = edited(BASE, [SetFact("level", "L3", "mechanical", Fact(item="mechanical", value="yes"))])
    merged = merge(BASE, mine, theirs)
    assert merged.conflicts == ()
    assert {fact.item for fact in merged.plan.level("L3").facts} == {"pain", "mechanical"}


def test_that_both_versions_of_a_needle_are_shown_and_can_be_chosen() -> None:
    mine = edited(BASE, [PutNeedle(needle(target_mm=(2.0, -5.0, -779.0)))])
    theirs = edited(BASE, [PutNeedle(needle(target_mm=(3.0, -5.0, -777.0)))])
    (conflict,) = merge(BASE, mine, theirs).conflicts
    assert (conflict.mine.target_mm, conflict.theirs.target_mm) == ((2.0, -5.0, -779.0), (3.0, -5.0, -777.0))
    chosen = merge(BASE, mine, theirs, {conflict.key: "theirs"})
    assert chosen.plan.needles == theirs.needles
    for choices in (None, {conflict.key: "mine"}):
        assert merge(BASE, mine, theirs, choices).plan.needles == mine.needles


def test_that_a_needle_stays_when_the_other_side_put_cement_through_it() -> None:
    mine = edited(BASE, [RemoveNeedle("n1")])
    theirs = edited(BASE, [SetCement("L3", 4.0, (NeedleShare(needle_id="n1", volume_ml=4.0),))])
    merged = merge(BASE, mine, theirs)
    assert [one.id for one in merged.plan.needles] == ["n1"]
    assert [conflict.key for conflict in merged.conflicts] == [("needle", "n1", "")]


def test_that_a_renamed_level_and_its_edited_needle_are_both_kept() -> None:
    mine = edited(BASE, [RenameLevels((("L3", "L2"),))])
    theirs = edited(BASE, [PutNeedle(needle(target_mm=(2.0, -5.0, -779.0)))])
    merged = merge(BASE, mine, theirs)
    assert ("needle", "n1", "") in {conflict.key for conflict in merged.conflicts}
    chosen = merge(BASE, mine, theirs, {("needle", "n1", ""): "theirs"})
    assert {"L2", "L3"} <= {level.name for level in chosen.plan.levels}


def test_that_opinions_and_edited_comments_of_both_are_there() -> None:
    talked = edited(BASE, [_comment("c1", "Is L3 right?")])
    opinion = Opinion(by="B", role="surgeon", verdict="agree", utc="u", plan_digest="d")
    mine = edited(talked, [_comment("c1", "Is L3 right? I doubt it.")])
    theirs = edited(talked, [_comment("c1", "Is it L3?", "B"), GiveOpinion(opinion)])
    merged = merge(talked, mine, theirs).plan
    assert [one.text for one in merged.comments] == ["Is L3 right? I doubt it.", "Is it L3?"]
    assert merged.comments[0].resolved_by == "B"
    assert merged.comments[1].reply_to == "c1"
    assert merged.opinions == (opinion,)


def test_that_plans_of_two_patients_are_not_merged() -> None:
    from msgspec.structs import replace

    other = replace(BASE, identity=Identity(patient_id="B2"))
    with pytest.raises(EditRefused, match="same patient"):
        merge(BASE, BASE, other)


def test_that_a_removal_is_honoured_when_nobody_else_touched_the_thing() -> None:
    lesion = BASE.lesions[0]
    mine = edited(BASE, [SetNotes("mine")])
    theirs = edited(BASE, [PutLesion(lesion), RemoveNeedle("n1")])
    assert merge(BASE, mine, theirs).plan.needles == ()
