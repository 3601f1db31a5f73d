"""Steps and differences in the language of the interface: no English word is left, numbers and names stay."""

import json
import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from spineplan.clinical.fact_catalogue import fact_items
from spineplan.clinical.rules import drug_holds, fulfilled, rules
from spineplan.clinical.score_definition import scores
from spineplan.measure.morphology import LevelRequest, level_morphology
from spineplan.measure.morphology_answers import border_note, lesion_answers, level_answers
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
from spineplan.resource_files import resource
from spineplan.ui.in_words import say, speak
from tests.support.cases import case
from tests.support.full_plans import full_session, needle
from tests.support.phantom_levels import seen

ENGLISH = re.compile(
    r"\b(is now|was|from|added|removed|changed|moved|needle|lesion|left|right|level|not|to be|reason|of|the|item|by)\b"
)


NAMES = {"frankel"}


@pytest.fixture(params=["it", "fr"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    speak(request.param)
    yield request.param
    speak("en")


def changed_plans() -> list[tuple]:
    base = full_session().committed
    lesion = base.lesions[0]
    edits = (
        DecideLevel("L3", False, Decision(reason="", by="Dr B")),
        AnswerItem(ChecklistAnswer(item=2, state="problem", by="Dr B")),
        SetFact("patient", "", "inr", Fact(item="inr", value="1.8")),
        SetFact("level", "L3", "posterior_wall", Fact(item="posterior_wall", value="eroded")),
        SetFact("lesion", lesion.id, "matrix", Fact(item="matrix", value="mixed")),
        PutLesion(replace(lesion, kind="mixed", note="x")),
        PutNeedle(needle(target_mm=(2.0, -5.0, -779.0))),
        SetCement("L3", 4.0),
        SetCement("L4", 2.0),
        SetNotes("other"),
        RemoveNeedle("n1"),
    )
    pairs = [(base, edit.apply(base)) for edit in edits]
    comment = Comment(id="c", pin=Pin(), author="A", utc="u", text="?")
    return [*pairs, (base, replace(base, comments=(comment,)))]


def test_that_every_difference_is_told_in_the_language(language: str) -> None:
    for old, new in changed_plans():
        for one in differences(old, new):
            told = say(one.sentence)
            assert told != one.sentence
            assert not ENGLISH.search(told), (one.sentence, told)
            assert re.findall(r"\d+(?:\.\d+)?", told) == re.findall(r"\d+(?:\.\d+)?", one.sentence)


def test_that_every_step_is_named_in_the_language(language: str) -> None:
    steps = [
        "Mark lesion L3", "Paint lesion L3", "Place needle L3 left", "Treat L4", "Do not treat L4", "Confirm 5 levels",
        "Posterior wall, L3", "WBB sectors and layers", "Checklist item 4", "Cement L3", "Find levels",
    ]  # fmt: skip
    for step in steps:
        assert say(step) != step
        assert not ENGLISH.search(say(step)), say(step)


def test_that_every_fact_has_a_title_in_the_language(language: str) -> None:
    from spineplan.report.language_table import words

    table = words(language)
    missing = [item.title for item in fact_items() if item.title not in table._plain]
    assert not missing


def test_that_every_answer_and_every_rule_is_said_in_the_language(language: str) -> None:
    answers = {choice.text for item in fact_items() for choice in item.choices}
    told = {text for text in answers if re.search("[a-z]{3}", text)} | {rule.text for rule in rules()}
    told |= {hold.hold for hold in drug_holds()} | {item.definition for item in fact_items() if item.definition}
    for score in scores().values():
        told |= {band.text for band in score.bands} | {band.strategy for band in score.bands if band.strategy}
        for item in score.items:
            told |= {item.title} | {option.text for option in item.options if re.search("[a-z]{3}", option.text)}
    table = json.loads(resource(f"report/{language}.json").read_bytes())
    known = {key.casefold() for key in table}
    words = {word for value in table.values() for word in re.findall("[a-zà-ÿ]{3,}", value.casefold())} | NAMES
    left = {text for text in told if text.casefold() not in known}
    assert {text for text in left if set(re.findall("[a-zà-ÿ]{3,}", say(text).casefold())) - words} == set()
    assert {text for text in left if say(text) == text and re.search("[a-z]{3}", text)} == set()


def test_that_a_rule_that_holds_is_told_whole_in_the_language(language: str) -> None:
    known = case(
        {"anticoagulants": "aspirin, other", "inr": "1.9", "spinal_metastases": "6", "systemic_stop": "no"},
        L3={"pain": "none", "collapse_percent": "30", "posterior_body": "yes", "myelopathy": "yes"},
    )
    for one in fulfilled(known):
        told = say(one.sentence)
        assert not ENGLISH.search(told), told
        assert not re.search("stopped|hold|contraindication|candidate for|first|tumour", told, re.IGNORECASE), told
        assert re.findall(r"\d+(?:\.\d+)?", told) == re.findall(r"\d+(?:\.\d+)?", one.sentence)


def test_that_the_numbers_beside_a_suggestion_are_told_in_the_language(language: str) -> None:
    one = seen("figure1", "T12")
    lesions = {str(n): one.lesion(n) for n in one.numbers}
    found = level_morphology(LevelRequest("T12", one.masks(), lesions, one.volume))
    notes = [answer.note for answer in level_answers(found).values()]
    for lesion in found.lesions.values():
        notes += [answer.note for answer in lesion_answers(lesion).values()] + [border_note(lesion)]
    notes = [note for note in notes if re.search("[a-z]{4}", note)]
    assert len(notes) >= 10
    for note in notes:
        told = say(note)
        assert told != note
        assert not re.search(r"\b(of|the|mm it|without|reaches|outside|beyond|farther|back|below|above)\b", told), told
        assert re.findall(r"\d+(?:\.\d+)?", told) == re.findall(r"\d+(?:\.\d+)?", note)


def test_that_english_is_left_alone() -> None:
    speak("en")
    assert say("L3: not to be treated.") == "L3: not to be treated."
