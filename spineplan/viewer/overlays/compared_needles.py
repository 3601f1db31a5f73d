"""Needles of another version beside those of the plan: told apart by their line, their end and their words."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.model import Needle
from spineplan.session.session import Session
from spineplan.session.view_state import STRAIGHT_PANES, Compared, PaneName
from spineplan.viewer.overlays.outlined import pens, text
from spineplan.viewer.theme import colour, font, scaled, tokens
from spineplan.viewer.words import tr

OLDER, NEWER, PLAN = "image_muted", "image_text", "image_accent"
_PATTERNS = {OLDER: [5.0, 3.5], NEWER: [0.6, 2.6]}
"""Line and gap, in widths of the line."""
WIDTH_PX, END_PX, SAMPLE_PX = 1.8, 4.0, 30.0
_BESIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ComparedNeedles:
    """Overlay only: what is compared cannot be grabbed."""

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """From entry to target with what the version is called, and below which line is which."""
        compared = session.view.compared
        if compared is None or pane in STRAIGHT_PANES:
            return
        for needles, ink in ((compared.older, OLDER), (compared.newer, NEWER)):
            for needle in needles:
                entry, target = (plane.px_from_mm(place) for place in (needle.entry_mm, needle.target_mm))
                start, end = (QPointF(float(at[0]), float(at[1])) for at in (entry, target))
                _line(painter, start, end, ink)
                _name(painter, start, needle, ink)
        draw_legend(painter, plane.height_px * 0.5 + scaled(18), compared)


def draw_legend(painter: QPainter, top_px: float, compared: Compared) -> None:
    """A sample of each line with the version's name, at the left edge."""
    painter.setFont(font(tokens().small_font_px + 1))
    rows = [(compared.older_name, OLDER), (compared.newer_name, NEWER if compared.newer else PLAN)]
    if compared.newer:
        rows.append((tr("the plan as it is now"), PLAN))
    height = float(scaled(18))
    width = max(QFontMetricsF(painter.font()).horizontalAdvance(words) for words, _ in rows) + SAMPLE_PX + 22.0
    plate = QRectF(6.0, top_px, width, height * len(rows) + 6.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("image_halo", 0.66))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for n, (words, ink) in enumerate(rows):
        middle = plate.top() + 3.0 + height * (n + 0.5)
        left = QPointF(plate.left() + 6.0, middle)
        _line(painter, left, left + QPointF(SAMPLE_PX, 0.0), ink)
        beside = QRectF(left.x() + SAMPLE_PX + 8.0, middle - height / 2.0, width, height)
        text(painter, beside, _BESIDE, words, colour("image_text"), tokens().small_font_px + 1)


def _line(painter: QPainter, start: QPointF, end: QPointF, ink: str) -> None:
    """The older version dashed with a cross at its end, the newer one dotted with a square, the plan's own solid."""
    for pen in pens(colour(ink), WIDTH_PX):
        styled = QPen(pen)
        if ink in _PATTERNS:
            styled.setDashPattern([part * WIDTH_PX / pen.widthF() for part in _PATTERNS[ink]])
        painter.setPen(styled)
        painter.drawLine(start, end)
        painter.setPen(pen)
        if ink == OLDER:
            painter.drawLine(end + QPointF(-END_PX, -END_PX), end + QPointF(END_PX, END_PX))
            painter.drawLine(end + QPointF(-END_PX, END_PX), end + QPointF(END_PX, -END_PX))
        elif ink == NEWER:
            painter.drawRect(QRectF(end.x() - END_PX, end.y() - END_PX, 2 * END_PX, 2 * END_PX))


def _name(painter: QPainter, at: QPointF, needle: Needle, ink: str) -> None:
    area = QRectF(at.x() + 8.0, at.y() - scaled(18), 160.0, scaled(18))
    text(painter, area, _BESIDE, f"{needle.level} {needle.side}", colour(ink), 11)
