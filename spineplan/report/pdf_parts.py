"""The pieces of the PDF's pages, in the order of reading."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Image, KeepTogether, PageBreak, Paragraph, Spacer, Table

from spineplan.render.palette import hex_token
from spineplan.report.figures import metamer_figures
from spineplan.report.model import LEGEND, NO_LEVEL, Fact, Figure, FindingLine, LevelPart, Part, Report
from spineplan.report.pdf_metamers import enough_room, metamer_table
from spineplan.report.pdf_style import GAP, MEDIUM, REGULAR, SMALL, WIDTH, ink, style, tone, tone_hex

BESIDE = 0.8
"""Pictures up to this share of the width have their facts beside them."""
LABEL_MM = 30.0
Rule = tuple[Any, ...]
_PLAIN: list[Rule] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 1.2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def story(report: Report) -> list[Flowable]:
    """Everything between header and footer."""
    found: list[Flowable] = [
        Paragraph(escape(report.title), style(15, medium=True, after=1)),
        _readiness(report),
        Spacer(1, GAP),
        _figures_beside_facts(report.overview, report.patient) if report.overview else _fact_lines(report.patient),
    ]
    if report.pictures_missing:
        found += [Spacer(1, GAP), Paragraph(escape(report.pictures_missing), style(8.5, "caution", medium=True))]
    found += _levels_table(report) + _findings(report) + _clinical(report) + _series(report) + _metamers(report)
    if report.notes:
        found += [_heading(report.say("Notes")), Paragraph(_lines(report.notes), style(8.5))]
    for level in report.levels:
        found += _level(level)
    return found + _kept(report) + _checklist(report) + _discussion(report) + _end(report)


def _clinical(report: Report) -> list[Flowable]:
    """What was answered of the patient, and the patient's scores."""
    found: list[Flowable] = []
    if report.clinical:
        found += [_heading(report.say("Clinical")), _fact_lines(report.clinical)]
    if report.scores:
        found += [_heading(report.say("Scores")), _fact_lines(report.scores)]
    return found


def _discussion(report: Report) -> list[Flowable]:
    """Signatures, opinions, comments, versions."""
    found: list[Flowable] = []
    for title, lines in (("Signatures", report.signatures), ("Opinions", report.opinions)):
        if lines:
            found += [_heading(report.say(title)), _line_table(lines)]
    if report.remarks:
        found.append(_heading(report.say("Comments")))
    for one in report.remarks:
        indent = 12 if one.reply else 0
        head = escape(one.who if one.reply else f"{one.about}: {one.who}")
        for words, token in ((head, "muted"), (_lines(one.text), "text"), (escape(one.resolved), "ok")):
            if words:
                found.append(Paragraph(words, style(8.3, token, indent=indent)))
    if report.versions:
        found += [_heading(report.say("Versions")), _fact_lines(report.versions)]
    return found


def _metamers(report: Report) -> list[Flowable]:
    """The levels in question side by side, with pictures where there are some."""
    if not report.metamers:
        return []
    figures = metamer_figures(report)
    pictures = [_figure_row(figures)] if figures else []
    return [enough_room(), _heading(report.say("Which metamer to treat")), *metamer_table(report), *pictures]


def _readiness(report: Report) -> Flowable:
    reasons = "<br/>".join(escape(reason) for reason in report.reasons)
    colour = tone_hex(report.readiness_tone)
    word = Paragraph(
        f'<font name="{MEDIUM}" color="{colour}">{escape(report.readiness)}</font>', style(11, medium=True)
    )
    table = Table([[word, Paragraph(reasons or escape(report.all_done), style(8.5))]], [24 * mm, WIDTH - 24 * mm])
    return _styled(
        table, [("LINEBEFORE", (0, 0), (0, -1), 2.5, tone(report.readiness_tone)), ("LEFTPADDING", (0, 0), (0, -1), 7)]
    )


def _heading(text: str) -> Flowable:
    return Paragraph(escape(text), style(10.5, medium=True, before=7, after=2))


def _fact_lines(facts: Sequence[Fact]) -> Table:
    """Label before value, in two columns read downward."""
    half = (len(facts) + 1) // 2
    cells = [_fact_line(fact) for fact in facts]
    cells += [["", ""]] * (2 * half - len(cells))
    rows = [[*left, *right] for left, right in zip(cells[:half], cells[half:], strict=True)]
    label = LABEL_MM * mm
    dense: list[Rule] = [(side, (0, 0), (-1, -1), 0.6) for side in ("TOPPADDING", "BOTTOMPADDING")]
    return _styled(Table(rows, [label, WIDTH / 2 - label] * 2), dense)


def _fact_line(fact: Fact) -> list[Any]:
    return [Paragraph(escape(fact.label), style(SMALL, "muted")), _value(fact, 8.2)]


def _fact(fact: Fact) -> list[Flowable]:
    return [Paragraph(escape(fact.label), style(SMALL, "muted")), _value(fact, 8.8)]


def _value(fact: Fact, size: float) -> Paragraph:
    colour = tone_hex(fact.tone)
    return Paragraph(f'<font color="{colour}">{escape(fact.value)}</font>', style(size, medium=True))


def _figure_row(figures: Sequence[Figure]) -> Table:
    space = 4.0
    full = sum(figure.share for figure in figures)
    widths = [WIDTH * figure.share if full <= 1 else WIDTH * figure.share / full for figure in figures]
    cells = [
        [
            Image(BytesIO(figure.jpeg), width - space, (width - space) * figure.height_px / figure.width_px),
            Paragraph(escape(figure.caption), style(SMALL, "muted")),
        ]
        for figure, width in zip(figures, widths, strict=True)
    ]
    return _styled(Table([cells], widths, hAlign="LEFT"), [("RIGHTPADDING", (0, 0), (-1, -1), space)])


def _levels_table(report: Report) -> list[Flowable]:
    if not report.rows:
        return [_heading(report.say("Levels")), Paragraph(report.say(NO_LEVEL), style(8.5))]
    words = ("Level", "State", "Decision", "Lesions", "Needles", "Cement")
    head = [Paragraph(report.say(word), style(SMALL, "muted")) for word in words]
    body = [
        [
            Paragraph(
                f'<font name="{MEDIUM}">{escape(row.name)}</font>', style(9.5, "accent" if row.treat else "text", True)
            ),
            *(
                Paragraph(escape(text), style(8.3))
                for text in (row.state, row.decision, row.lesions, row.needles, row.cement)
            ),
        ]
        for row in report.rows
    ]
    widths = [WIDTH * share for share in (0.07, 0.17, 0.22, 0.12, 0.22, 0.20)]
    found: list[Flowable] = [
        _heading(report.say("Levels")),
        _styled(Table([head, *body], widths, repeatRows=1), _ruled()),
    ]
    if report.session_cement:
        found.append(Paragraph(escape(report.session_cement), style(8.3, before=3)))
    return found


def _findings(report: Report) -> list[Flowable]:
    if not report.findings:
        return [_heading(report.say("Findings")), Paragraph(report.say("None."), style(8.5))]
    return [_heading(report.say("Findings")), _line_table(report.findings)]


def _line_table(lines: Sequence[FindingLine]) -> Table:
    rows = [
        [
            Paragraph(
                f'<font name="{MEDIUM}" color="{tone_hex(line.tone)}">{escape(line.severity)}</font>', style(8.3)
            ),
            Paragraph(escape(line.sentence), style(8.3)),
        ]
        for line in lines
    ]
    return _styled(Table(rows, [20 * mm, WIDTH - 20 * mm]), [])


def _series(report: Report) -> list[Flowable]:
    words = ("Images", "Date", "Slices", "Series UID", "In this report")
    head = [Paragraph(report.say(word), style(SMALL, "muted")) for word in words]
    body = [
        [
            Paragraph(escape(f"{used.description} ({used.role})"), style(8.3)),
            Paragraph(escape(used.date), style(8.3)),
            Paragraph(escape(used.slices), style(8.3)),
            Paragraph(escape(used.uid), style(SMALL, "muted")),
            Paragraph(report.say("shown" if used.shown else "not at hand"), style(8.3)),
        ]
        for used in report.series
    ]
    widths = [WIDTH * share for share in (0.31, 0.11, 0.07, 0.40, 0.11)]
    notes = [Paragraph(escape(note), style(8.3, "caution")) for used in report.series for note in used.notes]
    return [_heading(report.say("Images used")), _styled(Table([head, *body], widths, repeatRows=1), _ruled()), *notes]


def _level(level: LevelPart) -> list[Flowable]:
    tags = f' <font name="{REGULAR}" size="8.5" color="{tone_hex("")}">{escape(" · ".join(level.tags))}</font>'
    title = Paragraph(f"{escape(level.name)}{tags}", style(13, "accent", medium=True, before=7, after=0))
    if not level.parts:
        return [title]
    first, *rest = [(part, _needle_page(part) if part.own_page else _part(part)) for part in level.parts]
    found: list[Flowable] = [KeepTogether([title, *first[1]])]
    for part, pieces in rest:
        found += [PageBreak(), *pieces, PageBreak()] if part.own_page else [KeepTogether(pieces)]
    return found


def _needle_page(part: Part) -> list[Flowable]:
    """A page of its own: four pictures, then every number for the table."""
    title = Paragraph(escape(part.title), style(14, medium=True, before=0, after=4))
    rows = [_figure_row(part.figures[start : start + 2]) for start in range(0, len(part.figures), 2)]
    notes = [Paragraph(_lines(note), style(SMALL)) for note in part.notes]
    return [title, *rows, Spacer(1, GAP), _fact_lines(part.facts), *notes]


def _part(part: Part) -> list[Flowable]:
    mark = f'<font color="{hex_token(part.token)}" size="13">•</font> ' if part.token else ""
    found: list[Flowable] = [Paragraph(f"{mark}{escape(part.title)}", style(9.5, medium=True, before=3, after=2))]
    if part.figures and sum(figure.share for figure in part.figures) <= BESIDE:
        found.append(_figures_beside_facts(part.figures, part.facts))
    else:
        found += [_figure_row(part.figures)] if part.figures else []
        found.append(_fact_lines(part.facts))
    found += [Paragraph(_lines(note), style(SMALL)) for note in part.notes]
    return found


def _figures_beside_facts(figures: Sequence[Figure], facts: Sequence[Fact]) -> Table:
    """Few pictures leave room for the numbers at their right."""
    taken = WIDTH * sum(figure.share for figure in figures)
    lines = [flowable for fact in facts for flowable in (*_fact(fact), Spacer(1, 1.0))]
    table = Table([[_figure_row(figures), lines]], [taken, WIDTH - taken])
    return _styled(table, [("RIGHTPADDING", (0, 0), (0, -1), 0), ("LEFTPADDING", (1, 0), (1, -1), 4)])


def _kept(report: Report) -> list[Flowable]:
    """Key images, three in a row, and what was measured by hand."""
    found: list[Flowable] = []
    if report.kept or report.kept_elsewhere:
        rows = [_figure_row(report.kept[start : start + 3]) for start in range(0, len(report.kept), 3)]
        missing = [Paragraph(escape(report.kept_elsewhere), style(SMALL, "caution"))] if report.kept_elsewhere else []
        first, *rest = [*rows, *missing]
        found += [KeepTogether([_heading(report.say("Key images")), first]), *rest]
    if report.drawn:
        label = 2 * LABEL_MM * mm
        table = Table([_fact_line(fact) for fact in report.drawn], [label, WIDTH - label])
        found += [CondPageBreak(20 * mm), _heading(report.say("Measured by hand")), _styled(table, _ruled())]
    return found


def _checklist(report: Report) -> list[Flowable]:
    """One line per item; the group stands beside its first."""
    head = ("", "", "Item", "", "State", "Why, by whom")
    rows: list[list[Any]] = [[Paragraph(report.say(word), style(SMALL, "muted")) for word in head]]
    for group in report.checklist:
        for index, line in enumerate(group.lines):
            state = f'<font name="{MEDIUM}" color="{tone_hex(line.tone)}">{escape(line.state)}</font>'
            rows.append(
                [
                    Paragraph(escape(group.name) if index == 0 else "", style(SMALL, medium=True)),
                    Paragraph(str(line.number), style(SMALL, "muted")),
                    Paragraph(escape(line.text), style(SMALL)),
                    Paragraph(line.required, style(SMALL, "muted")),
                    Paragraph(state, style(SMALL)),
                    Paragraph(escape(line.why), style(SMALL, "muted")),
                ]
            )
    widths = [19 * mm, 6 * mm, 80 * mm, 5 * mm, 18 * mm, WIDTH - 128 * mm]
    dense: list[Rule] = [(side, (0, 1), (-1, -1), 0.6) for side in ("TOPPADDING", "BOTTOMPADDING")]
    return [
        CondPageBreak(60 * mm),
        _heading(report.say("Checklist")),
        Paragraph(escape(report.checklist_title), style(8)),
        Paragraph(report.say(LEGEND), style(SMALL, "muted", after=1)),
        _styled(Table(rows, widths, repeatRows=1), [*_ruled(), *dense]),
    ]


def _end(report: Report) -> list[Flowable]:
    found: list[Flowable] = []
    if report.sources:
        found += [
            _heading(report.say("Sources")),
            *(Paragraph(escape(source), style(SMALL, "muted")) for source in report.sources),
        ]
    box: list[Rule] = [("BOX", (0, 0), (-1, -1), 0.5, ink("line")), ("LEFTPADDING", (0, 0), (-1, -1), 6)]
    box += [(side, (0, 0), (-1, -1), 4) for side in ("TOPPADDING", "BOTTOMPADDING")]
    statement = _styled(Table([[Paragraph(escape(report.statement), style(8.3))]], [WIDTH]), box)
    line, gap = "_" * 26, "&nbsp; " * 3
    signed = f"{report.say('Responsible physician')} {line} {gap} {report.say('Date and time')} {line[:18]}"
    digest = Paragraph(
        f"{report.say('sha256 of the plan')}: {report.plan_sha256}", style(SMALL, "muted", before=4, after=4)
    )
    sign = Paragraph(signed, style(8.5, "muted"))
    return [KeepTogether([*found, digest, statement, Spacer(1, 8 * mm), sign, Spacer(1, GAP)])]


def _ruled() -> list[Rule]:
    return [("LINEBELOW", (0, 0), (-1, -1), 0.35, ink("line"))]


def _styled(table: Table, rules: list[Rule]) -> Table:
    table.setStyle([*_PLAIN, *rules])
    return table


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")
