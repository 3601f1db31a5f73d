"""The report as PDF: selectable text in an embedded font, the patient's id and "page n of m" on every page."""

import time
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from spineplan.report.model import NO_DEVICE, Report
from spineplan.report.pdf_parts import story
from spineplan.report.pdf_style import BOTTOM, MARGIN, MEDIUM, REGULAR, SMALL, TOP, WIDTH, ink, register_fonts


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
        subject=report.say(NO_DEVICE),
        lang=report.language,
        invariant=1,
    )
    frame = Frame(MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(story(report), canvasmaker=numbered_canvas(report))
    return out.getvalue(), document.page


def numbered_canvas(report: Report) -> type[Canvas]:
    """A canvas that knows the number of pages when it writes the first."""

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
        def __init__(self, *args: Any, **fields: Any) -> None:
            super().__init__(*args, **fields)
            self._pages: list[dict[str, Any]] = []
            self._doc._timeStamp = _stamp(report)

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


def _stamp(report: Report) -> TimeStamp:
    """The file's dates are the report's, so that two files of one report are equal."""
    stamp = TimeStamp(invariant=1)
    stamp.t = report.created.timestamp()
    stamp.lt = time.gmtime(stamp.t)
    stamp.YMDhms = tuple(stamp.lt)[:6]
    return stamp


def _furniture(canvas: Canvas, report: Report, number: int, count: int) -> None:
    """What stands on every page: whose plan, which plan, when, which page."""
    top, bottom, right = A4[1] - 10.5 * mm, 9 * mm, A4[0] - MARGIN
    made = f"{report.say('Report of')} {report.made}"
    canvas.setFillColor(ink("text"))
    canvas.setFont(MEDIUM, 8.5)
    room = WIDTH - stringWidth(made, REGULAR, SMALL) - 12
    canvas.drawString(MARGIN, top, _cut(report.patient_line, MEDIUM, 8.5, room))
    canvas.setFillColor(ink("muted"))
    canvas.setFont(REGULAR, SMALL)
    canvas.drawRightString(right, top, made)
    canvas.drawString(
        MARGIN, bottom, f"{report.say('Plan')} {report.digest} · {report.version} · {report.say(NO_DEVICE)}"
    )
    canvas.drawRightString(right, bottom, report.say(f"Page {number} of {count}"))
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
