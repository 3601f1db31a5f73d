"""Reports of rich plans in Italian and French: no sentence stays English but names, free text and citations."""

import json
import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from msgspec import Struct
from pypdf import PdfReader

from spineplan.phantom.recipes import Opening
from spineplan.report.content import report_content
from spineplan.report.language_table import Words, words
from spineplan.report.model import Figure, Remark, Report
from spineplan.report.pdf import pdf_pages
from spineplan.report.translated import AS_WRITTEN, translated
from spineplan.resource_files import resource
from tests.support.cement_levels import cement_level
from tests.support.treated import grid, patient, treated
from tests.support.treatment_plans import treatment_plan
from tests.support.whole_plans import whole_session
from tests.unit.report.conftest import NOON

THEIRS = {"verdi", "rossa", "bianchi", "tester", "anna", "rossi", "utc", "probe", "min", "concordant", "pain",
          "painless", "spine", "bone", "ifu", "page", "cement", "osteocool", "medtronic",
          "test"}  # fmt: skip
"""Names, what people wrote, devices, the series' own description: written as they were written."""
BREACH = Opening(level="L2", kind="posterior_breach", radius_mm=3.0, offset_mm=(6.0, 2.0))
REASON = "lytic void"
"""What a person gave as reason in one of the plans."""
NOT_READ = AS_WRITTEN | {"sources", "description", "patient"}


def texts(value: object) -> Iterator[str]:
    """Everything of a report that is in its language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, Remark):
        yield from (value.about, value.resolved)
    elif isinstance(value, Figure):
        yield value.caption
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in NOT_READ:
                yield from texts(getattr(value, name))


def tokens(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿ]{3,}", text.replace(REASON, "").lower()))


@pytest.fixture(scope="module")
def rich() -> list[Report]:
    """A treated patient with images, a plan that holds every kind of value, and a level that was ablated and filled."""
    session = whole_session()
    plan, masks = treated(grid())
    filled = treatment_plan(cement_level("L2", BREACH), 9.0)
    return [
        report_content(plan, masks, patient(), NOON, pictures=False),
        report_content(session.plan, session.masks.used_by(session.plan), None, NOON),
        report_content(filled.plan, filled.masks, filled.level.volume, NOON, pictures=False),
    ]


def english_left(reports: list[Report], language: str) -> list[str]:
    """Texts with a word that is English and that the language's table never uses."""
    table = json.loads(resource(f"report/{language}.json").read_bytes())
    english = set().union(*(tokens(text) for one in reports for text in texts(one)), *(tokens(key) for key in table))
    foreign = english - set().union(*(tokens(value) for value in table.values())) - THEIRS
    shown = [text for one in reports for text in texts(translated(one, language))]  # type: ignore[arg-type]
    return sorted({text for text in shown if tokens(text) & foreign})


@pytest.mark.parametrize("language", ["it", "fr"])
def test_that_no_sentence_of_a_rich_report_stays_english(rich: list[Report], language: str) -> None:
    assert english_left(rich, language) == []


def test_that_a_sentence_without_an_entry_is_noticed(rich: list[Report], monkeypatch: pytest.MonkeyPatch) -> None:
    table = json.loads(resource("report/it.json").read_bytes())
    del table["Unknown {a} of {n}."]
    monkeypatch.setattr("spineplan.report.translated.words", lambda _language: Words(table))
    assert any(text.startswith("Unknown ") for text in english_left(rich, "it"))


@pytest.mark.parametrize("language", ["it", "fr"])
def test_that_every_number_of_a_rich_report_is_kept(rich: list[Report], language: str) -> None:
    numbers = re.compile(r"\d+(?:\.\d+)?")
    for report in rich:
        pairs = zip(texts(report), texts(translated(report, language)), strict=True)  # type: ignore[arg-type]
        wrong = [(a, b) for a, b in pairs if sorted(numbers.findall(a)) != sorted(numbers.findall(b))]
        assert wrong == []


@pytest.mark.parametrize("language", ["it", "fr"])
def test_that_every_entry_keeps_its_holes(language: str) -> None:
    table = json.loads(resource(f"report/{language}.json").read_bytes())
    holes = re.compile(r"\{[A-Za-z]\}")
    assert [key for key, value in table.items() if sorted(holes.findall(key)) != sorted(holes.findall(value))] == []


def test_that_typed_holes_take_only_what_fits_them() -> None:
    table = Words({"The {L} needle ends at {K}.": "L'ago {L} termina a {K}.", "{V} mL in {L}": "{V} mL a {L}"})
    assert table.say("The L3 needle ends at T12.") == "L'ago L3 termina a T12."
    assert table.say("The last needle ends at L2.") == "The last needle ends at L2."
    assert table.say("−2.5 mL in L3") == "−2.5 mL a L3"
    assert table.say("some mL in L3") == "some mL in L3"


def test_that_a_heading_and_its_sentences_are_each_looked_up() -> None:
    table = Words({"Cement": "Cemento", "No needle is planned.": "Nessun ago.", "total {V} mL": "totale {V} mL"})
    said = "Cement: No needle is planned. L3 3.0 mL, total 3.0 mL."
    assert table.say(said) == "Cemento: Nessun ago. L3 3.0 mL, totale 3.0 mL."
    assert words("en").say(said) == said


def test_that_pages_are_counted_in_the_readers_language(rich: list[Report]) -> None:
    data, count = pdf_pages(translated(rich[0], "it"))
    for number, page in enumerate(PdfReader(BytesIO(data)).pages, start=1):
        assert f"Pagina {number} di {count}" in " ".join(page.extract_text().split())
