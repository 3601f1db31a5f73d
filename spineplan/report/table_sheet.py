"""The table-side sheet: one page in large print with what the operator sets and reads while the needle goes in."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepInFrame, PageTemplate, Paragraph, Spacer, Table

from spineplan.clinical.fact_catalogue import fact_item
from spineplan.report.model import Fact, LevelPart, Part, Report
from spineplan.report.pdf import numbered_canvas
from spineplan.report.pdf_style import BOTTOM, MARGIN, TOP, WIDTH, ink, register_fonts, style, tone_hex

LABELS = ("Needle", "Convergence", "Cranio-caudal", "C-arm en face", "Skin entry", "Skin to bone", "Skin to target",
          "Entry to target", "Length check", "Pedicle walls", "With guidance error")  # fmt: skip
"""In the order in which they are needed at the table."""
LARGE, MEDIUM_PT, HUGE = 16.0, 12.5, 38.0


def table_pages(report: Report) -> tuple[bytes, int]:
    """The finished file; one page, whatever it takes: the print shrinks when there are many needles."""
    register_fonts()
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, title=report.say("Table-side sheet"), author=report.version, lang=report.language, invariant=1
    )
    height = A4[1] - TOP - BOTTOM
    frame = Frame(MARGIN, BOTTOM, WIDTH, height, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build([KeepInFrame(WIDTH, height - 2, _story(report), mode="shrink")], canvasmaker=numbered_canvas(report))
    return out.getvalue(), document.page


def _story(report: Report) -> list[Flowable]:
    name = next((fact.value for fact in report.patient if fact.value), "")
    identity = " · ".join(fact.value for fact in report.patient[1:3])
    colour = tone_hex(report.readiness_tone)
    found: list[Flowable] = [
        Paragraph(escape(name), style(26, medium=True, after=2)),
        Paragraph(f'{escape(identity)} &nbsp; <font color="{colour}">{escape(report.readiness)}</font>',
                  style(LARGE, medium=True, after=2)),
        *(Paragraph(escape(reason), style(10.5, "caution")) for reason in report.reasons[:3]),
        *_safety(report),
    ]  # fmt: skip
    for level in report.levels:
        if any(part.own_page for part in level.parts):
            found += _level(report, level)
    return found


def _safety(report: Report) -> list[Flowable]:
    """Allergies and coagulation, as they were answered."""
    wanted = {report.say(fact_item(name).title) for name in ("allergies", "inr", "platelets", "anticoagulants")}
    lines = [f"{fact.label}: <b>{escape(fact.value)}</b>" for fact in report.clinical if fact.label in wanted]
    return [Spacer(1, 4), Paragraph(" &nbsp; ".join(lines), style(LARGE))] if lines else []


def _level(report: Report, level: LevelPart) -> list[Flowable]:
    found: list[Flowable] = []
    cement = next((fact.value for part in level.parts for fact in part.facts if fact.label == report.say("Chosen")), "")
    for part in level.parts:
        if part.own_page:
            found.append(_needle(report, level, part, cement))
            cement = ""
    return found


def _needle(report: Report, level: LevelPart, part: Part, cement: str) -> Flowable:
    """The level's name beside its numbers."""
    order = {report.say(label): n for n, label in enumerate(LABELS)}
    facts = sorted((fact for fact in part.facts if fact.label in order), key=lambda fact: order[fact.label])
    approach = next((fact.value for fact in part.facts if fact.label == report.say("Approach")), "")
    rows: list[list[Any]] = [[Paragraph(escape(approach), style(LARGE, medium=True, after=2)), ""]]
    if cement:
        facts = [*facts, Fact(report.say("Cement"), cement)]
    rows += [
        [
            Paragraph(escape(fact.label), style(MEDIUM_PT, "muted")),
            Paragraph(f'<font color="{tone_hex(fact.tone)}">{escape(fact.value)}</font>', style(LARGE, medium=True)),
        ]
        for fact in facts
    ]
    numbers = Table(rows, [44 * mm, WIDTH - 74 * mm], style=[
        ("SPAN", (0, 0), (1, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ])  # fmt: skip
    name = Paragraph(escape(level.name), style(HUGE, "accent", medium=True))
    return Table([[name, numbers]], [28 * mm, WIDTH - 28 * mm], style=[
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEABOVE", (0, 0), (-1, 0), 1.2, ink("line")),
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 6),
    ])  # fmt: skip
