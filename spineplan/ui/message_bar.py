"""The one place that talks to the user: a sentence, and at most two things to do about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from spineplan.ui import in_words
from spineplan.ui.icons import put_icon
from spineplan.viewer.later import later

STAYS_MS = 9000


class MessageBar(QWidget):
    """Hidden while there is nothing to say. A message with something to do stays until it is answered.

    `wanted` before it is shown: whoever owns it gives it its place.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._icon, self._text = QLabel(), QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton()
        put_icon(self._close, "x", "muted")
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(self.clear)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self._buttons: list[QPushButton] = []
        self._ends = later(self, self.clear, STAYS_MS)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, sentence: str, *choices: tuple[str, Callable[[], None]], serious: bool = False) -> None:
        """Show a sentence; choices: (button text, what it does); serious: stays until closed."""
        self.clear()
        put_icon(self._icon, *(("octagon-alert", "danger") if serious else ("info", "accent")))
        self._text.setText(in_words.say(sentence))
        for text, action in choices:
            self._add_button(text, action)
        if not choices and not serious:
            self._ends.start()
        self.wanted.emit()
        self.show()

    def height_for(self, width_px: int) -> int:
        """The height that the sentence needs beside the buttons."""
        self._row.activate()
        taken = sum(
            thing.sizeHint().width() + self._row.spacing() for thing in (self._icon, *self._buttons, self._close)
        )
        margins = self._row.contentsMargins()
        room = width_px - taken - margins.left() - margins.right()
        tallest = max(thing.sizeHint().height() for thing in (self._close, *self._buttons))
        return max(self._text.heightForWidth(room), tallest) + margins.top() + margins.bottom() + 8

    def choose(self, number: int) -> None:
        """Press one of the buttons."""
        self._buttons[number].click()

    def clear(self) -> None:
        """Say nothing."""
        self._ends.stop()
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        self.hide()

    def _add_button(self, text: str, action: Callable[[], None]) -> None:
        button = QPushButton(text)
        if not self._buttons:
            button.setObjectName("primary")
        button.clicked.connect(self.clear)
        button.clicked.connect(action)
        self._row.insertWidget(self._row.count() - 1, button)
        self._buttons.append(button)
