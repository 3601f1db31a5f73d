"""The report as PDF: selectable text in an embedded font, the patient's id and "page n of m" on every page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from spineplan.render.palette import hex_token
from spineplan.report.model import Fact, Figure, LevelPart, Part, Report
from spineplan.report.pdf_style import (
    BOTTOM,
    GAP,
    MARGIN,
    MEDIUM,
    REGULAR,
    TOP,
    ink,
    register_fonts,
    style,
    tone,
    tone_hex,
)

WIDTH = A4[0] - 2 * MARGIN
FACT_COLUMNS = 4
BESIDE = 0.8
Rule = tuple[Any, ...]
_PLAIN: list[Rule] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 1.4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def pdf_bytes(report: Report) -> bytes:
    """The finished file. Two reports of equal content are equal byte for byte."""
    return pdf_pages(report)[0]


def pdf_pages(report: Report) -> tuple[bytes, int]:
    """The finished file and its number of pages."""
    register_fonts()
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=report.title,
        author=report.version,
        subject="Decision support, not a medical device",
        invariant=1,
    )
    frame = Frame(MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(_story(report), canvasmaker=_numbered(report))
    return out.getvalue(), document.page


def _numbered(report: Report) -> type[Canvas]:
    """A canvas that knows the number of pages when it writes the first."""

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
        def __init__(self, *args: Any, **fields: Any) -> None:
            super().__init__(*args, **fields)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                _furniture(self, report, number, len(self._pages))
                super().showPage()
            super().save()

    return Numbered


def _furniture(canvas: Canvas, report: Report, number: int, count: int) -> None:
    top, bottom = A4[1] - 12 * mm, 10.5 * mm
    right = A4[0] - MARGIN
    made = f"Report of {report.created:%Y-%m-%d %H:%M}"
    canvas.setFillColor(ink("text"))
    canvas.setFont(MEDIUM, 8.5)
    room = WIDTH - stringWidth(made, REGULAR, 7.5) - 12
    canvas.drawString(MARGIN, top, _cut(report.patient_line, MEDIUM, 8.5, room))
    canvas.setFillColor(ink("muted"))
    canvas.setFont(REGULAR, 7.5)
    canvas.drawRightString(right, top, made)
    canvas.drawString(MARGIN, bottom, f"{report.version} · Decision support, not a medical device")
    canvas.drawRightString(right, bottom, f"Page {number} of {count}")
    canvas.setStrokeColor(ink("line"))
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, top - 2.2 * mm, right, top - 2.2 * mm)
    canvas.line(MARGIN, bottom + 3.4 * mm, right, bottom + 3.4 * mm)


def _cut(text: str, font: str, size: float, room: float) -> str:
    """The text, its end replaced by an ellipsis when it is too wide."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(text + "…", font, size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _story(report: Report) -> list[Flowable]:
    story: list[Flowable] = [
        Paragraph(escape(report.title), style(15, medium=True, after=2)),
        _readiness(report),
        Spacer(1, GAP),
        _fact_table(report.patient, 4),
    ]
    if report.overview:
        story += [Spacer(1, GAP), _figure_row(report.overview)]
    if report.pictures_missing:
        story += [Spacer(1, GAP), Paragraph(escape(report.pictures_missing), style(8.5, "caution", medium=True))]
    story += _levels_table(report)
    story += _findings(report)
    story += _series(report)
    if report.notes:
        story += [_heading("Notes"), Paragraph(_lines(report.notes), style(8.5))]
    for level in report.levels:
        story += _level(level)
    story += _end(report)
    story += _checklist(report)
    return story


def _readiness(report: Report) -> Flowable:
    reasons = "<br/>".join(escape(reason) for reason in report.reasons)
    colour = tone_hex(report.readiness_tone)
    word = Paragraph(
        f'<font name="{MEDIUM}" color="{colour}">{escape(report.readiness)}</font>', style(11, medium=True)
    )
    table = Table(
        [[word, Paragraph(reasons or "Every required item is done.", style(8.5))]], [24 * mm, WIDTH - 24 * mm]
    )
    return _styled(
        table, [("LINEBEFORE", (0, 0), (0, -1), 2.5, tone(report.readiness_tone)), ("LEFTPADDING", (0, 0), (0, -1), 7)]
    )


def _heading(text: str) -> Flowable:
    return Paragraph(escape(text), style(10.5, medium=True, before=9, after=3))


def _fact_table(facts: Sequence[Fact], columns: int) -> Table:
    """Label above value, in columns filled row by row."""
    cells: list[Any] = [_fact(fact) for fact in facts]
    cells += [""] * (-len(cells) % columns)
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    return _styled(Table(rows, [WIDTH / columns] * columns), [])


def _fact(fact: Fact) -> list[Flowable]:
    colour = tone_hex(fact.tone)
    value = f'<font name="{MEDIUM}" color="{colour}">{escape(fact.value)}</font>'
    return [Paragraph(escape(fact.label), style(7, "muted")), Paragraph(value, style(8.8, medium=True))]


def _figure_row(figures: Sequence[Figure]) -> Table:
    space = 4.0
    full = sum(figure.share for figure in figures)
    widths = [WIDTH * figure.share if full <= 1 else WIDTH * figure.share / full for figure in figures]
    cells = [
        [
            Image(BytesIO(figure.jpeg), width - space, (width - space) * figure.height_px / figure.width_px),
            Paragraph(escape(figure.caption), style(7, "muted")),
        ]
        for figure, width in zip(figures, widths, strict=True)
    ]
    return _styled(Table([cells], widths, hAlign="LEFT"), [("RIGHTPADDING", (0, 0), (-1, -1), space)])


def _levels_table(report: Report) -> list[Flowable]:
    if not report.rows:
        return [_heading("Levels"), Paragraph("No level is marked as infiltrated or chosen for treatment.", style(8.5))]
    head = [Paragraph(word, style(7, "muted")) for word in ("Level", "State", "Lesions", "Needles", "Cement")]
    body = [
        [
            Paragraph(
                f'<font name="{MEDIUM}">{escape(row.name)}</font>', style(9.5, "accent" if row.treat else "text", True)
            ),
            *(Paragraph(escape(text), style(8.3)) for text in (row.state, row.lesions, row.needles, row.cement)),
        ]
        for row in report.rows
    ]
    widths = [WIDTH * share for share in (0.08, 0.22, 0.14, 0.33, 0.23)]
    found: list[Flowable] = [_heading("Levels"), _styled(Table([head, *body], widths, repeatRows=1), _ruled())]
    if report.session_cement:
        found.append(Paragraph(escape(report.session_cement), style(8.3, before=3)))
    return found


def _findings(report: Report) -> list[Flowable]:
    if not report.findings:
        return [_heading("Findings"), Paragraph("None.", style(8.5))]
    rows = [
        [
            Paragraph(f'<font name="{MEDIUM}" color="{tone_hex(line.tone)}">{line.severity}</font>', style(8.3)),
            Paragraph(escape(line.sentence), style(8.3)),
        ]
        for line in report.findings
    ]
    return [_heading("Findings"), _styled(Table(rows, [16 * mm, WIDTH - 16 * mm]), [])]


def _series(report: Report) -> list[Flowable]:
    head = [Paragraph(word, style(7, "muted")) for word in ("Images", "Date", "Slices", "Series UID", "In this report")]
    body = [
        [
            Paragraph(escape(f"{used.description} ({used.role})"), style(8)),
            Paragraph(escape(used.date), style(8)),
            Paragraph(escape(used.slices), style(8)),
            Paragraph(escape(used.uid), style(6.6, "muted")),
            Paragraph("shown" if used.shown else "not at hand", style(8)),
        ]
        for used in report.series
    ]
    widths = [WIDTH * share for share in (0.27, 0.12, 0.12, 0.36, 0.13)]
    return [_heading("Images used"), _styled(Table([head, *body], widths, repeatRows=1), _ruled())]


def _level(level: LevelPart) -> list[Flowable]:
    tags = f' <font name="{REGULAR}" size="8.5" color="{tone_hex("")}">{escape(" · ".join(level.tags))}</font>'
    title = Paragraph(f"{escape(level.name)}{tags}", style(13, "accent", medium=True, before=10, after=2))
    parts = [_part(part) for part in level.parts]
    if not parts:
        return [title]
    return [KeepTogether([title, *parts[0]]), *(KeepTogether(part) for part in parts[1:])]


def _part(part: Part) -> list[Flowable]:
    mark = f'<font color="{hex_token(part.token)}" size="13">•</font> ' if part.token else ""
    found: list[Flowable] = [Paragraph(f"{mark}{escape(part.title)}", style(9.5, medium=True, before=5, after=3))]
    if part.figures and sum(figure.share for figure in part.figures) <= BESIDE:
        found.append(_figures_beside_facts(part))
    else:
        found += [_figure_row(part.figures), Spacer(1, 1.2 * mm)] if part.figures else []
        found.append(_fact_table(part.facts, FACT_COLUMNS))
    found += [Paragraph(_lines(note), style(8)) for note in part.notes]
    return found


def _figures_beside_facts(part: Part) -> Table:
    """Few pictures leave room for the numbers at their right."""
    taken = WIDTH * sum(figure.share for figure in part.figures)
    facts = [flowable for fact in part.facts for flowable in (*_fact(fact), Spacer(1, 1.5))]
    table = Table([[_figure_row(part.figures), facts]], [taken, WIDTH - taken])
    return _styled(table, [("RIGHTPADDING", (0, 0), (0, -1), 0), ("LEFTPADDING", (1, 0), (1, -1), 4)])


def _checklist(report: Report) -> list[Flowable]:
    """One line per item; the group stands beside its first."""
    head = ("", "", "Item", "", "State", "Why, by whom")
    rows: list[list[Any]] = [[Paragraph(word, style(6.5, "muted")) for word in head]]
    for group in report.checklist:
        for index, line in enumerate(group.lines):
            state = f'<font name="{MEDIUM}" color="{tone_hex(line.tone)}">{line.state}</font>'
            rows.append(
                [
                    Paragraph(escape(group.name) if index == 0 else "", style(7, medium=True)),
                    Paragraph(str(line.number), style(6.8, "muted")),
                    Paragraph(escape(line.text), style(7)),
                    Paragraph(line.required, style(6.8, "muted")),
                    Paragraph(state, style(7)),
                    Paragraph(escape(line.why), style(6.6, "muted")),
                ]
            )
    widths = [16 * mm, 5.5 * mm, 79 * mm, 4.5 * mm, 13 * mm, WIDTH - 118 * mm]
    dense: list[Rule] = [(side, (0, 1), (-1, -1), 0.6) for side in ("TOPPADDING", "BOTTOMPADDING")]
    legend = "R required before the report may say READY, O recommended, I informative."
    return [
        CondPageBreak(90 * mm),
        _heading("Checklist"),
        Paragraph(escape(report.checklist_title), style(8)),
        Paragraph(legend, style(7, "muted", after=2)),
        _styled(Table(rows, widths, repeatRows=1), [*_ruled(), *dense]),
    ]


def _end(report: Report) -> list[Flowable]:
    found: list[Flowable] = []
    if report.sources:
        found += [_heading("Sources"), *(Paragraph(escape(source), style(7, "muted")) for source in report.sources)]
    box: list[Rule] = [("BOX", (0, 0), (-1, -1), 0.5, ink("line")), ("LEFTPADDING", (0, 0), (-1, -1), 6)]
    box += [(side, (0, 0), (-1, -1), 4) for side in ("TOPPADDING", "BOTTOMPADDING")]
    statement = _styled(Table([[Paragraph(escape(report.statement), style(7.8))]], [WIDTH]), box)
    signed = (
        "Responsible physician ______________________________ &nbsp; &nbsp; &nbsp; Date and time ____________________"
    )
    return [KeepTogether([*found, Spacer(1, GAP), statement, Spacer(1, 7 * mm), Paragraph(signed, style(8, "muted"))])]


def _ruled() -> list[Rule]:
    return [("LINEBELOW", (0, 0), (-1, -1), 0.35, ink("line"))]


def _styled(table: Table, rules: list[Rule]) -> Table:
    table.setStyle([*_PLAIN, *rules])
    return table


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")
