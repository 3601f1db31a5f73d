"""The PDF's page "Which metamer to treat": criteria downward, levels across."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table

from spineplan.report.model import METAMER_NOTE, Fact, MetamerColumn, Report
from spineplan.report.pdf_style import MEDIUM, SMALL, WIDTH, ink, style, tone_hex

ACROSS = 6
"""Levels side by side; more go below."""
LABEL_MM = 38.0


def metamer_table(report: Report) -> list[Flowable]:
    """The tables, without their heading."""
    groups = [report.metamers[start : start + ACROSS] for start in range(0, len(report.metamers), ACROSS)]
    treated = {row.name for row in report.rows if row.treat}
    note = Paragraph(escape(report.say(METAMER_NOTE)), style(SMALL, "muted"))
    return [*(_table(group, treated) for group in groups), note]


def _table(levels: Sequence[MetamerColumn], treated: set[str]) -> Table:
    names = [
        Paragraph(escape(one.name), style(10, "accent" if one.name in treated else "text", medium=True))
        for one in levels
    ]
    rows = [[Paragraph("", style(SMALL)), *names]]
    for n, fact in enumerate(levels[0].facts):
        label = Paragraph(escape(fact.label), style(SMALL, "muted"))
        rows.append([label, *(_cell(one.facts[n]) for one in levels)])
    widths = [LABEL_MM * mm, *[min((WIDTH - LABEL_MM * mm) / len(levels), 48 * mm)] * len(levels)]
    rules = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.35, ink("line")),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
    ]
    return Table(rows, widths, hAlign="LEFT", repeatRows=1, spaceAfter=6, style=rules)


def _cell(fact: Fact) -> Paragraph:
    words = f'<font name="{MEDIUM}" color="{tone_hex(fact.tone)}">{escape(fact.value)}</font>'
    return Paragraph(words, style(8.3))


def enough_room() -> CondPageBreak:
    """The table is not torn from its heading."""
    return CondPageBreak(80 * mm)
