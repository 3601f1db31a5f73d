"""Steps and differences in the language of the interface: no English word is left, numbers and names stay."""

import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from spineplan.clinical.fact_catalogue import fact_items
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
from spineplan.ui.in_words import say, speak
from tests.support.full_plans import full_session, needle

ENGLISH = re.compile(
    r"\b(is now|was|from|added|removed|changed|moved|needle|lesion|left|right|level|not|to be|reason|of|the|item|by)\b"
)


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


def test_that_english_is_left_alone() -> None:
    speak("en")
    assert say("L3: not to be treated.") == "L3: not to be treated."
