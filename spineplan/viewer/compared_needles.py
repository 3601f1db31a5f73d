"""Needles of another version of the plan, drawn beside those of the plan: thin, dashed, in a colour of their own."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.session import Session
from spineplan.session.view_state import STRAIGHT_PANES, PaneName
from spineplan.viewer.outlined import pens, text
from spineplan.viewer.theme import colour, scaled

TOKEN = "mixed"


class ComparedNeedles:
    """Overlay only: what is compared cannot be grabbed."""

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """From entry to target, with a cross at the target."""
        if pane in STRAIGHT_PANES:
            return
        ink = colour(TOKEN)
        for needle in session.view.compared:
            entry, target = (plane.px_from_mm(place) for place in (needle.entry_mm, needle.target_mm))
            a, b = (QPointF(float(at[0]), float(at[1])) for at in (entry, target))
            for pen in pens(ink, 1.6):
                dashed = QPen(pen)
                dashed.setStyle(Qt.PenStyle.DashLine)
                painter.setPen(dashed)
                painter.drawLine(a, b)
                painter.setPen(pen)
                painter.drawLine(b + QPointF(-4, -4), b + QPointF(4, 4))
                painter.drawLine(b + QPointF(-4, 4), b + QPointF(4, -4))
            area = QRectF(a.x() + 8.0, a.y() - scaled(18), 160.0, scaled(18))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            text(painter, area, flags, f"{needle.level} {needle.side}", ink, 11)
