import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PageObject, PdfReader

from spineplan.plan.model import Identity
from spineplan.report.content import STATEMENT, report_content
from spineplan.report.html import html_text
from spineplan.report.model import Report
from spineplan.report.pdf import pdf_bytes, pdf_pages
from tests.support.treated import grid, treated
from tests.unit.report.conftest import NOON

LONG = Identity(
    patient_name="Bortolotti-Cavalièri d’Ölmütz und Łódź^Maria Antonietta Àgata Žofia Ñuñez-Garçon de la Concepción",
    patient_id="0123456789-ÀÉÎ-LONGEST-POSSIBLE-PATIENT-IDENTIFIER-64-CHARACTERS",
    issuer="Ospedale Antonio Cardarelli",
    birth_date="19320229",
    sex="F",
)


def texts(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def starts(page: PageObject) -> list[float]:
    """Where the pieces of text begin, points from the left."""
    found: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            found.append(tm[4] * cm[0] + cm[4])

    page.extract_text(visitor_text=visit)
    return found


def said(report: Report) -> list[str]:
    """Everything that has to be on paper."""
    words = [report.title, report.readiness, *report.reasons, report.statement, report.notes, report.session_cement]
    words += [value for fact in report.patient for value in (fact.label, fact.value)]
    words += [cell for row in report.rows for cell in (row.name, row.state, row.lesions, row.needles, row.cement)]
    for level in report.levels:
        words += [level.name, *level.tags]
        for part in level.parts:
            words += [part.title, *part.notes, *(text for fact in part.facts for text in (fact.label, fact.value))]
            words += [figure.caption for figure in part.figures]
    words += [line.sentence for line in report.findings]
    words += [figure.caption for figure in report.kept] + [report.kept_elsewhere, report.plan_sha256]
    words += [text for fact in report.drawn for text in (fact.label, fact.value)]
    words += [text for group in report.checklist for line in group.lines for text in (line.text, line.why, line.state)]
    words += [text for used in report.series for text in (used.description, used.date, used.slices)]
    return [" ".join(word.split()) for word in words if word]


def test_that_every_word_and_number_is_selectable_text(report: Report) -> None:
    whole = " ".join(texts(pdf_bytes(report)))
    assert [word for word in said(report) if word not in whole] == []
    compact = whole.replace(" ", "")
    assert all(used.uid in compact for used in report.series)


def test_that_every_page_has_the_patients_id_and_its_number(report: Report) -> None:
    data, count = pdf_pages(report)
    pages = texts(data)
    assert len(pages) == count
    assert count <= 5
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {count}" in text
        assert "ID A-17 · 2 Jan 1950 · Rossi, Anna" in text
        assert "Decision support, not a medical device" in text
        assert f"Plan {report.plan_sha256[:12]}" in text
        assert "Report of 2015-06-10 12:00+00:00" in text


def test_that_no_type_is_smaller_than_8_points(report: Report) -> None:
    sizes: set[float] = set()

    def visit(text: str, _cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(size * tm[3])

    for page in PdfReader(BytesIO(pdf_bytes(report))).pages:
        page.extract_text(visitor_text=visit)
    assert len(sizes) > 3
    assert min(sizes) >= 8.0


def test_that_the_files_date_is_the_reports(report: Report) -> None:
    told = PdfReader(BytesIO(pdf_bytes(report))).metadata
    assert told is not None
    assert told.creation_date == NOON


def test_that_two_reports_differ_by_their_time_only(report: Report) -> None:
    plan, masks = treated(grid())
    again = report_content(plan, masks, None, NOON)
    assert pdf_bytes(again) == pdf_bytes(report_content(plan, masks, None, NOON))
    assert pdf_bytes(report) == pdf_bytes(report)
    assert html_text(report) == html_text(report)
    later = replace(again, created=NOON.replace(hour=13))
    assert html_text(later).replace("13:00", "12:00") == html_text(again)
    assert [text.replace("13:00", "12:00") for text in texts(pdf_bytes(later))] == texts(pdf_bytes(again))


def test_that_the_fonts_are_embedded(report: Report) -> None:
    fonts = set()
    for page in PdfReader(BytesIO(pdf_bytes(report))).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            if "/FontDescriptor" in described:
                assert "/FontFile2" in described["/FontDescriptor"]
                fonts.add(described["/BaseFont"].split("+")[-1])
    assert fonts == {"Roboto-Regular", "Roboto-Medium"}


def test_that_accents_and_long_names_stay_on_the_page() -> None:
    plan, masks = treated(grid(), identity=LONG, notes="Più che altro: «très bien» – 45° ≥ 40°")
    data = pdf_bytes(report_content(plan, masks, None, NOON))
    pages = texts(data)
    whole = " ".join(pages)
    for word in ("Cavalièri", "d’Ölmütz", "Łódź", "Àgata", "Žofia", "Ñuñez-Garçon", "Più", "«très", "≥ 40°"):
        assert word in whole
    assert all(f"ID {LONG.patient_id}" in page for page in pages)
    assert all(30 < x < 565 for page in PdfReader(BytesIO(data)).pages for x in starts(page))


def test_that_markup_in_names_is_only_text(report: Report) -> None:
    plan, masks = treated(
        grid(), identity=Identity(patient_name="<b>Rossi</b>^&amp;", patient_id="<i>1</i>"), notes="<script>x</script>"
    )
    evil = report_content(plan, masks, None, NOON)
    assert "<b>Rossi</b>, &amp;" in " ".join(texts(pdf_bytes(evil)))
    page = html_text(evil)
    assert "<script" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


@pytest.fixture(scope="module")
def page(report: Report) -> _Page:
    parsed = _Page()
    parsed.feed(html_text(report))
    return parsed


def test_that_the_page_needs_nothing_else(report: Report, page: _Page) -> None:
    assert "http" not in re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "", html_text(report))
    assert "url(" not in html_text(report)
    assert {tag for tag, _ in page.tags} & {"script", "link", "iframe"} == set()
    sources = [attrs["src"] or "" for tag, attrs in page.tags if tag == "img"]
    assert len(sources) == 3 + 3 + 4
    assert all(source.startswith("data:image/jpeg;base64,") for source in sources)
    assert page.open == []


def test_that_the_page_says_the_same_as_the_paper(report: Report, page: _Page) -> None:
    whole = " ".join(" ".join(page.text).split())
    assert [word for word in said(report) if word not in whole] == []
    assert STATEMENT in whole
    assert all(used.uid in whole for used in report.series)
