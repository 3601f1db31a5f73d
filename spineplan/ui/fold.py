"""A part of a panel that folds away; what is in it is made when it is first seen."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from spineplan.ui.icons import put_icon


class Fold(QWidget):
    """`opened` when the body is seen for the first time and each time after."""

    opened = Signal()

    def __init__(
        self, title: str, make: Callable[[], QWidget], unfolded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self.body: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.head = QToolButton()
        self.head.setObjectName("fold")
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.toggled.connect(self._show)
        self.sign, self.note = QLabel(), QLabel()
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.head, 1)
        row.addWidget(self.note)
        row.addWidget(self.sign)
        column.addLayout(row)
        self.sign.hide()
        self.set_title(title)
        put_icon(self.head, "chevron-right", "muted")
        if unfolded:
            self.head.setChecked(True)

    def set_title(self, title: str) -> None:
        """The words beside the arrow."""
        self.head.setText(title)
        self.head.setAccessibleName(title)

    def say(self, note: str, sign: tuple[str, str] | None = None) -> None:
        """A short note at the right, and an icon (name, colour) for its meaning."""
        self.note.setText(note)
        self.sign.setVisible(sign is not None)
        if sign is not None:
            put_icon(self.sign, *sign)

    def unfold(self, on: bool = True) -> None:
        """Open or close it."""
        self.head.setChecked(on)

    def _show(self, on: bool) -> None:
        put_icon(self.head, "chevron-down" if on else "chevron-right", "muted")
        if on and self.body is None:
            self.body = self._make()
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self.body)
        if self.body is not None:
            self.body.setVisible(on)
        if on:
            self.opened.emit()
