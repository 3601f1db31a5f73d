"""Whether the user is at something else: a 3-D picture takes long enough to be felt."""

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

IDLE_S = 0.5
HELD_S = 1.5
"""A drag elsewhere that has rested this long may be drawn while the button is still held."""


class Stillness:
    """Told of every change; watches the pointer."""

    def __init__(self) -> None:
        self._changed_s = 0.0
        self._cursor = QCursor.pos()

    def changed(self) -> None:
        """Something was changed just now."""
        self._changed_s = time.monotonic()

    def dragged_elsewhere(self) -> bool:
        """Whether a button is held on something else that changed a moment ago."""
        held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return held and time.monotonic() - self._changed_s < HELD_S

    def hands_move(self) -> bool:
        """Whether the pointer has moved since the last question, or something has just changed."""
        at, before = QCursor.pos(), self._cursor
        self._cursor = at
        return at != before or time.monotonic() - self._changed_s < IDLE_S
