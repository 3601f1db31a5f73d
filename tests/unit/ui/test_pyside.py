"""The library under the window counts references properly (see docs/decisions/0020-pyside-below-6-12.md)."""

import sys
from typing import Any

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

CALLS = 500


def test_that_calls_which_return_nothing_lose_no_reference_to_none(qtbot: Any) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
        painter.setPen(QColor(widget.palette().window().color()))
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < CALLS // 10
