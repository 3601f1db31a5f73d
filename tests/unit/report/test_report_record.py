"""The report for the record: what was said, signed and saved; the sheet for the table; other languages."""

import re
from io import BytesIO

import numpy as np
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from spineplan.imaging.mask import Mask
from spineplan.measure.needle import needle_numbers
from spineplan.measure.wbb import Cell, Wbb
from spineplan.plan.digest import content_digest
from spineplan.plan.model import (
    AblationZone,
    Comment,
    Decision,
    Fact,
    Lesion,
    Level,
    MaskRef,
    Opinion,
    PartMask,
    Pin,
    Plan,
    Signature,
)
from spineplan.report.content import report_content
from spineplan.report.figures import wbb_figure
from spineplan.report.html import html_text
from spineplan.report.language_table import Words
from spineplan.report.model import Report
from spineplan.report.pages import page_bytes
from spineplan.report.pdf import pdf_bytes
from spineplan.report.score_part import scores_of
from spineplan.report.table_sheet import table_pages
from spineplan.report.translated import translated
from spineplan.report.wbb_part import SIZE_PX, wbb_picture, wbb_words_of
from spineplan.storage.history import NO_HISTORY
from spineplan.storage.versions import snapshot, versions_of
from tests.support.plans import plan_of
from tests.support.treated import MIDDLE, grid, needle, offsets, patient, treated
from tests.unit.report.conftest import NOON


def text_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


@pytest.fixture(scope="module")
def talked() -> tuple[Plan, Report]:
    """A plan that was signed, commented and changed after the signature; and its report without images."""
    plan, masks = treated(grid())
    level = replace(plan.levels[1], decision=Decision(reason="pain, SINS 9", by="Dr Verdi", utc="2015-06-09T10:00:00Z"))
    plan = replace(plan, levels=(plan.levels[0], level), facts=(Fact(item="inr", value="1.2", by="Dr Verdi"),))
    digest = content_digest(plan)
    signed = replace(
        plan,
        signatures=(Signature(by="Dr Verdi", role="operator", utc="2015-06-09T11:00:00+00:00", plan_digest=digest),),
        opinions=(
            Opinion(by="Dr Neri", role="surgeon", verdict="disagree", utc="2015-06-09T11:30:00+00:00",
                    plan_digest=digest, text="Fixation first"),
        ),
        comments=(
            Comment(id="c1", pin=Pin(kind="needle", ref="n1"), author="Dr Neri", utc="2015-06-09T11:20:00+00:00",
                    text="Too medial?", resolved_by="Dr Verdi", resolved_utc="2015-06-09T11:25:00+00:00"),
            Comment(id="c2", pin=Pin(), author="Dr Verdi", utc="2015-06-09T11:21:00+00:00", text="No.", reply_to="c1"),
        ),
    )  # fmt: skip
    one = snapshot(signed)
    now = replace(signed, cement=(replace(signed.cement[0], volume_ml=5.5),))
    history = NO_HISTORY.saved("2015-06-09T12:00:00.000+00:00", "Dr Verdi", one.sha256)
    snapshots = {one.sha256: one}
    versions = versions_of(history, snapshots)
    return now, report_content(now, masks, None, NOON, snapshots=snapshots, versions=versions)


def test_that_signatures_opinions_comments_and_versions_are_on_paper(talked) -> None:
    _, report = talked
    for whole in (text_of(pdf_bytes(report)), re.sub(r"<[^>]+>|\s+", " ", html_text(report))):
        words = " ".join(whole.split())
        assert "operator: Dr Verdi, 2015-06-09 11:00: L3 cement: from 4.5 to 5.5 mL." in words
        assert "VOID" in words
        assert "Dr Neri (surgeon) disagrees, 2015-06-09 11:30 UTC: Fixation first" in words
        assert "Given on an earlier state of the plan" in words
        for said in ("L3 left needle", "Too medial?", "Resolved by Dr Verdi", "Version 1"):
            assert said in words


def test_that_the_decision_says_by_whom_and_why(talked) -> None:
    _, report = talked
    assert report.rows[0].decision == "treat (Dr Verdi): pain, SINS 9"
    assert [(fact.label, fact.value) for fact in report.clinical] == [("INR", "1.2 (Dr Verdi)")]


def test_that_the_numbers_on_paper_are_the_plans(report: Report) -> None:
    plan, _ = treated(grid())
    words = text_of(pdf_bytes(report)).replace("−", "-")
    one = plan.needles[0]
    numbers = needle_numbers(plan, one)
    for number in (numbers.convergence_deg, numbers.cranio_caudal_deg, numbers.entry_to_target_mm):
        assert f"{abs(number):.1f}" in words
    assert f"{plan.cement[0].volume_ml:.1f} mL" in words
    assert f"{one.outer_diameter_mm:.2f} mm" in words
    assert f"{plan.lesions[0].mask.volume_ml:.1f} mL" in words
    assert f"{plan.levels[1].body.volume_ml:.1f} mL" in words


def test_that_every_needle_has_a_page_of_its_own(report: Report) -> None:
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf_bytes(report))).pages]
    (own,) = [page for page in pages if "Axial along it, from the skin" in page]
    for words in (
        "Axial along it, near the target",
        "Sagittal along it",
        "Bull's-eye",
        "Convergence",
        "Skin to target",
    ):
        assert words in own
    assert "Checklist" not in own


def test_that_only_the_time_differs_between_two_reports(talked) -> None:
    _, report = talked
    assert pdf_bytes(report) == pdf_bytes(report)
    assert table_pages(report) == table_pages(report)
    later = replace(report, created=NOON.replace(hour=13))
    assert pdf_bytes(later) != pdf_bytes(report)
    assert text_of(pdf_bytes(later)).replace("13:00", "12:00") == text_of(pdf_bytes(report))


def test_that_the_table_side_sheet_is_one_page_of_large_print(report: Report) -> None:
    data, count = table_pages(report)
    assert count == 1
    words = text_of(data)
    facts = {fact.label: fact.value for level in report.levels for part in level.parts for fact in part.facts}
    for label in ("Convergence", "Cranio-caudal", "C-arm en face", "Skin to target", "Length check"):
        assert f"{label} {facts[label]}" in words
    assert "Rossi, Anna" in words
    assert "ID A-17" in words
    assert "Cement 4.5 mL" in words


def test_that_the_table_side_sheet_stays_one_page_with_eight_needles() -> None:
    needles = tuple(needle(id=f"n{n}", entry_mm=(42.0, 32.0, 296.0 + n)) for n in range(8))
    plan, masks = treated(grid(), needles=needles)
    data, count = table_pages(report_content(plan, masks, None, NOON))
    assert count == 1
    assert text_of(data).count("Convergence") == 8


@pytest.mark.parametrize("kind", ["pdf", "html", "table", "share"])
def test_that_every_form_is_written(kind, talked) -> None:
    plan, report = talked
    data, _ = page_bytes(kind, report, plan, {}, None)
    assert data.startswith(b"%PDF" if kind in ("pdf", "table") else b"<!DOCTYPE html>")


def test_that_sectors_and_layers_are_drawn_where_they_are() -> None:
    cells = tuple(Cell(sector, "B", 1.0, 1.0, 2.0) for sector in (4, 5))
    found = Wbb(cells, (4, 5), ("B",), (0.0,) * 12, (0.0,) * 5, 0.2, None)  # type: ignore[arg-type]
    picture = wbb_picture(found, "lytic").astype(int)
    half, radius, angle = SIZE_PX / 2, SIZE_PX / 2 * 0.62, np.radians(105.0)
    row, aside = round(half + radius * np.cos(angle)), radius * np.sin(angle)
    filled, empty = picture[row, round(half + aside)], picture[row, round(half - aside)]
    assert filled[0] - filled[2] > 60, "4 and 5 lie on the patient's left: at the right of the picture"
    assert abs(empty[0] - empty[2]) < 25
    assert wbb_figure(found, "lytic").width_px == SIZE_PX


def test_that_a_lesion_in_an_outlined_vertebra_gets_its_drawing_and_its_margins() -> None:
    """A ring with a body in front, as a vertebra seen from below; 2 mm voxels."""
    plan, masks = treated(grid())
    on = grid()
    away = offsets(on, MIDDLE)
    x, y, z = (away[..., n] for n in range(3))
    body = (np.hypot(x, y) < 18.0) & (np.abs(z) < 13.0)
    radius = np.hypot(x, y - 27.0)
    ring = (radius > 10.0) & (radius < 17.0) & (np.abs(z) < 8.0)
    vertebra, inner = Mask(body | ring, (0, 0, 0), on).tight(), Mask(body, (0, 0, 0), on).tight()
    canal = Mask((radius <= 10.0) & (np.abs(z) < 30.0) & ~body, (0, 0, 0), on).tight()
    lesion = Mask((np.hypot(x - 8.0, y) < 7.0) & (np.abs(z) < 8.0), (0, 0, 0), on).tight()

    def ref(mask: Mask) -> MaskRef:
        return MaskRef(sha256=mask.sha256, series_uid="1.2.3", voxels=mask.count, volume_ml=mask.volume_ml)

    from spineplan.plan.model import StructureMask

    level = replace(plan.levels[1], mask=ref(vertebra), parts=(PartMask(part="body", mask=ref(inner)),))
    plan = replace(
        plan,
        levels=(plan.levels[0], level),
        lesions=(replace(plan.lesions[0], mask=ref(lesion), seed_mm=(20.0, -8.0, 300.0)),),
        structures=(StructureMask(id="canal", kind="spinal_canal", mask=ref(canal), source="painted"),),
        ablations=(
            AblationZone(id="a", level="L3", needle_id="n1", kind="rf", device="probe", setting="90 s", length_mm=20.0,
                         diameter_mm=16.0, entered_by="Dr Verdi", source="instructions for use"),
        ),
    )  # fmt: skip
    masks = {**masks, **{mask.sha256: mask for mask in (vertebra, inner, canal, lesion)}}
    report = report_content(plan, masks, patient(), NOON, pictures=False)
    parts = {part.title: part for part in report.levels[0].parts}
    drawn = parts["L3 lytic lesion"]
    assert {fact.label: fact.value for fact in drawn.facts}["WBB"].startswith("L3: ")
    assert [figure.caption for figure in drawn.figures] == ["WBB, patient's right at the left"]
    facts = {fact.label: fact.value for part in report.levels[0].parts if part.own_page for fact in part.facts}
    assert any(label.startswith("To ") and value.endswith(" mm)") for label, value in facts.items()), facts
    zone = {fact.label: fact.value for fact in parts["L3 ablation"].facts}
    assert zone["Zone left"] == "20.0 mm × 16.0 mm, probe, 90 s"
    assert zone["Lesion covered"].startswith(tuple("0123456789"))


def test_that_scores_are_told_with_what_is_missing_and_where_they_come_from(talked) -> None:
    from spineplan.clinical.case import case_of

    plan, _ = talked
    answered = tuple(
        Fact(item=item, value=value)
        for item, value in (("pain", "mechanical"), ("alignment", "normal"), ("collapse_percent", "30"),
                            ("posterior_wall", "intact"))
    )  # fmt: skip
    plan = replace(plan, levels=(plan.levels[0], replace(plan.levels[1], facts=answered)))
    found = scores_of(case_of(plan), "L3")
    assert any(fact.label == "SINS" for fact in found.facts)
    assert any("Fisher" in source for source in found.sources)


def test_that_the_levels_in_question_stand_side_by_side_with_their_criteria(talked) -> None:
    from spineplan.clinical.case import case_of
    from spineplan.clinical.metamer_table import metamer_rows
    from spineplan.report.metamer_table_part import metamer_columns

    plan, _ = talked
    answered = (Fact(item="pain", value="mechanical"), Fact(item="vas_movement", value="8"))
    plan = replace(plan, levels=(plan.levels[0], replace(plan.levels[1], facts=answered, symptomatic=True)))
    columns = metamer_columns(case_of(plan))
    order = [row.level.name for row in metamer_rows(case_of(plan)) if row.level.name in {one.name for one in columns}]
    assert [one.name for one in columns] == order
    facts = {fact.label: fact.value for fact in next(one for one in columns if one.name == "L3").facts}
    assert (facts["Symptomatic"], facts["Mechanical pain"], facts["Decision"]) == ("yes, 8/10", "yes", "treat")
    assert facts["Uptake"] == "?"
    assert metamer_columns(case_of(replace(plan, levels=(), lesions=(), needles=(), cement=()))) == ()


@pytest.mark.parametrize("language, title", [("en", "Which metamer to treat"), ("it", "Quale metamero trattare")])
def test_that_the_metamer_table_is_printed(talked, language, title: str) -> None:
    _, report = talked
    other = translated(report, language)
    assert other.metamers
    whole = text_of(pdf_bytes(other))
    for text in (title, *(value for one in other.metamers for fact in one.facts for value in (fact.label, fact.value))):
        assert text in whole
    assert f"<h2>{title}</h2>" in html_text(other)


def test_that_sentences_with_numbers_are_translated_and_their_numbers_kept() -> None:
    table = Words({"{a} of the body": "{a} del corpo", "left": "sinistra", "The {a} needle ends at {b}.":
                   "L'ago {a} termina a {b}.", "L3 left": "L3 sinistra"})  # fmt: skip
    assert table.say("31 % of the body") == "31 % del corpo"
    assert table.say("The L3 left needle ends at L2.") == "L'ago L3 sinistra termina a L2."
    assert table.say("Nothing known of this") == "Nothing known of this"


@pytest.mark.parametrize("language, words", [("it", "Trattamento"), ("fr", "Traitement")])
def test_that_the_report_speaks_other_languages_with_the_same_numbers(talked, language, words: str) -> None:
    _, report = talked
    other = translated(report, language)
    there, here = (text_of(pdf_bytes(one)).replace(report.version, "") for one in (other, report))
    assert words.lower() in there.lower()
    numbers = re.compile(r"\d+\.\d+")
    assert sorted(numbers.findall(there)) == sorted(numbers.findall(here))
    assert other.patient_line == report.patient_line
    assert other.notes == report.notes


@pytest.mark.parametrize(
    ("answer", "words"), [("left", "C5: 4-5 / B, F"), ("free", "C5: 4-5 / B"), ("", "C5: 4-5 / B")]
)
def test_that_layer_f_is_named_where_the_artery_is_taken(answer: str, words: str) -> None:
    found = Wbb((), (4, 5), ("B",), (0.0,) * 12, (0.0,) * 5, 0.2, None)  # type: ignore[arg-type]
    facts = (Fact(item="vertebral_artery", value=answer),) if answer else ()
    plan = plan_of((Level(name="C5", centre_mm=(0.0, 0.0, 0.0), facts=facts),))
    assert wbb_words_of(plan, Lesion(id="a", level="C5", seed_mm=(0.0, 0.0, 0.0)), found) == words
