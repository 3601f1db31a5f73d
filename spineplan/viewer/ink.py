"""Text over a picture that stays readable on bone and on air."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from spineplan.viewer.theme import colour


def halo_text(painter: QPainter, at: QPointF, text: str, ink: QColor) -> None:
    """Text in the painter's font with its baseline starting at a point, on a thin dark rim."""
    path = QPainterPath()
    path.addText(at, painter.font(), text)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(path, QPen(colour("image_halo", 0.85), 3.0))
    painter.fillPath(path, ink)
