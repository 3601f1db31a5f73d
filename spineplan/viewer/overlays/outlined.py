"""Text and lines that stay readable on any picture: a dark halo under a light stroke."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from spineplan.viewer.theme import colour, font


def text(
    painter: QPainter,
    area: QRectF,
    flags: Qt.AlignmentFlag,
    words: str,
    ink: QColor,
    size_px: int | None = None,
) -> None:
    """Words in an area, one or more lines."""
    painter.setFont(font(size_px))
    painter.setPen(colour("image_halo", 0.85))
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        painter.drawText(area.translated(dx, dy), flags, words)
    painter.setPen(ink)
    painter.drawText(area, flags, words)


def label(
    painter: QPainter, beside: QRectF, words: str, ink: QColor, inside: QRectF, taken: Sequence[QRectF] = ()
) -> QRectF:
    """Words on a dark plate at the right of a box, at its left where there is no room, below plates already there.

    Returns the plate's place.
    """
    painter.setFont(font())
    lines = words.split("\n")
    metrics = QFontMetricsF(painter.font())
    width = max(metrics.horizontalAdvance(line) for line in lines) + 10.0
    plate = QRectF(beside.right() + 10.0, beside.top() - 6.0, width, metrics.lineSpacing() * len(lines) + 6.0)
    if plate.right() > inside.right() - 2 and beside.left() - 10.0 - width > inside.left():
        plate.moveRight(beside.left() - 10.0)
    plate.moveLeft(max(inside.left() + 2, min(plate.left(), inside.right() - plate.width() - 2)))
    plate.moveTop(max(inside.top() + 2, min(plate.top(), inside.bottom() - plate.height() - 2)))
    for other in sorted(taken, key=lambda rect: rect.top()):
        if plate.intersects(other):
            plate.moveTop(other.bottom() + 3.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("image_halo", 0.66))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(ink)
    painter.drawText(plate.adjusted(5, 3, -5, -3), Qt.AlignmentFlag.AlignLeft, words)
    return plate


def pens(ink: QColor, width: float = 1.5) -> tuple[QPen, QPen]:
    """(halo, stroke): draw with the first, then with the second."""
    halo = QPen(colour("image_halo", 0.6), width + 2.0)
    stroke = QPen(ink, width)
    for pen in (halo, stroke):
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return halo, stroke
