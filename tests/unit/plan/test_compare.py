"""The difference of two plans in words; the numbers are worked out by hand."""

from msgspec.structs import replace

from spineplan.plan.catalogue_words import called, fact_title, value_words
from spineplan.plan.compare import differences
from spineplan.plan.edits import (
    AnswerItem,
    DecideLevel,
    PutLesion,
    PutNeedle,
    RemoveNeedle,
    SetCement,
    SetFact,
    SetNotes,
)
from spineplan.plan.model import ChecklistAnswer, Comment, Decision, Fact, Pin
from tests.support.full_plans import full_session, needle

BASE = full_session().committed


def said(new, **numbers) -> list[str]:
    return [difference.sentence for difference in differences(BASE, new, **numbers)]


def test_that_a_plan_does_not_differ_from_itself() -> None:
    assert said(BASE) == []


def test_that_a_moved_needle_is_told_with_its_distance_and_its_clearance() -> None:
    moved = PutNeedle(needle(target_mm=(2.0, -5.0 + 1.84, -777.0 - 1.38))).apply(BASE)
    assert said(
        moved,
        numbers_old={"n1": {"canal clearance, mm": 4.1, "pleura clearance, mm": 9.0}},
        numbers_new={"n1": {"canal clearance, mm": 3.2, "pleura clearance, mm": 9.04}},
    ) == ["L3 left needle: target moved 2.3 mm, canal clearance from 4.1 to 3.2 mm."]


def test_that_a_clearance_that_turned_negative_is_told_although_the_needle_stayed() -> None:
    told = said(BASE, numbers_old={"n1": {"canal clearance, mm": 0.4}}, numbers_new={"n1": {"canal clearance, mm": -1}})
    assert told == ["L3 left needle: canal clearance from 0.4 to −1.0 mm."]


def test_that_added_and_removed_things_are_named() -> None:
    new = RemoveNeedle("n1").apply(PutNeedle(needle("n2", side="right")).apply(SetCement("L4", 2.0).apply(BASE)))
    assert said(new) == ["L3 right needle added.", "L4 cement added, 2.0 mL.", "L3 left needle removed."]


def test_that_two_needles_of_one_side_are_told_apart() -> None:
    two = PutNeedle(needle("n2")).apply(BASE)
    moved = PutNeedle(needle("n2", target_mm=(2.0, -5.0, -778.0))).apply(two)
    assert [one.sentence for one in differences(two, moved)] == ["L3 left needle 2: target moved 1.0 mm."]


def test_that_decisions_answers_facts_lesions_and_notes_are_told() -> None:
    lesion = replace(BASE.lesions[0], kind="mixed", note="soft tissue")
    edits = (
        DecideLevel("L3", False, Decision(reason="asymptomatic", by="Dr B")),
        AnswerItem(ChecklistAnswer(item=2, state="problem", by="Dr B")),
        SetFact("patient", "", "inr", Fact(item="inr", value="1.8")),
        PutLesion(lesion),
        SetNotes("other"),
        SetCement("L3", 4.0),
    )
    new = BASE
    for edit in edits:
        new = edit.apply(new)
    assert said(new) == [
        'L3: not to be treated (Dr B), reason "asymptomatic".',
        "L3 mixed lesion: lytic is now mixed, note changed.",
        "L3 cement: from 3.5 to 4.0 mL.",
        "Checklist item 2: done is now problem (Dr B).",
        "Notes: changed.",
        'INR added, "1.8".',
    ]


def test_that_new_comments_are_counted() -> None:
    new = replace(BASE, comments=(Comment(id="c", pin=Pin(), author="A", utc="u", text="Why?"),))
    assert said(new) == ["Comments: 1 new or changed."]


def test_that_the_difference_leads_to_its_place() -> None:
    moved = PutNeedle(needle(target_mm=(2.0, -5.0, -778.0))).apply(BASE)
    assert differences(BASE, moved)[0].show_point_mm == (2.0, -5.0, -778.0)


def test_that_facts_are_told_by_their_titles_and_answers_never_by_ids() -> None:
    def answered(scope, ref, item, value):
        return SetFact(scope, ref, item, Fact(item=item, value=value))

    lesion = BASE.lesions[0].id
    first, second = BASE, BASE
    for edit in (answered("lesion", lesion, "matrix", "lytic"), answered("level", "L3", "posterior_wall", "intact")):
        first = edit.apply(first)
    for edit in (
        answered("lesion", lesion, "matrix", "mixed"),
        answered("level", "L3", "posterior_wall", "breached"),
        answered("patient", "", "albumin", "3.5"),
    ):
        second = edit.apply(second)
    words = [one.sentence for one in differences(first, second)]
    assert words[0] == 'L3: Posterior wall "intact" is now "breached".'
    assert words[1].startswith('L3 lytic lesion: Density "lytic" is now "mixed"')
    assert words[2] == 'Albumin added, "3.5 g/dL".'
    labels = [answered("lesion", lesion, "wbb", "4B").label, answered("level", "L3", "posterior_wall", "intact").label]
    assert labels == ["WBB sectors and layers", "Posterior wall, L3"]


def test_that_every_id_of_the_catalogues_has_a_name_of_its_own() -> None:
    assert called("approaches", "trans-oral") == "Trans-oral"
    assert called("ablation", "osteocool") == "OsteoCool (Medtronic)"
    assert called("cement_materials", "pmma-low") == "PMMA, low viscosity"
    assert called("guidance", "cone-beam") == "Cone-beam CT"
    assert called("guidance", "my_own") == "my own"
    assert fact_title("of_a_later_version") == "Of a later version"
    assert value_words("of_a_later_version", "x") == "x"
