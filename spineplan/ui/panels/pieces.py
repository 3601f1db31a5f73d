"""Small pieces that panels are made of."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spineplan.ui.flow_layout import FlowLayout
from spineplan.ui.icons import put_icon

NOTHING = "–"
"""Shown where there is no number yet."""


def section(text: str) -> QLabel:
    """Heading of a part of a panel."""
    label = QLabel(text)
    label.setObjectName("section")
    label.setContentsMargins(0, 8, 0, 0)
    return label


def hint(text: str = "") -> QLabel:
    """Quiet explanation."""
    label = QLabel(text)
    label.setObjectName("hint")
    label.setWordWrap(True)
    return label


def warning(text: str = "") -> QLabel:
    """Something to look at; hidden while empty."""
    label = QLabel(text)
    label.setObjectName("warning")
    label.setWordWrap(True)
    return label


def restyled(label: QLabel, name: str) -> None:
    """Give a label another of the style sheet's names; nothing is done when it has it already."""
    if label.objectName() != name:
        label.setObjectName(name)
        label.style().unpolish(label)
        label.style().polish(label)


def rule() -> QFrame:
    """A thin line between parts."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def button(text: str, action: Callable[[], object], icon: str = "", kind: str = "", tip: str = "") -> QPushButton:
    """kind: "", "primary" or "quiet"."""
    made = QPushButton(text)
    made.setObjectName(kind)
    made.clicked.connect(lambda _checked: action())
    if icon:
        put_icon(made, icon, "on_accent" if kind == "primary" else "text")
    if tip:
        made.setToolTip(tip)
    return made


def side_by_side(*widgets: QWidget) -> QHBoxLayout:
    """A row that shares the whole width."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return row


def flowing(*widgets: QWidget) -> FlowLayout:
    """A row that wraps where there is no room."""
    row = FlowLayout()
    for widget in widgets:
        row.addWidget(widget)
    return row


def combo(entries: list[tuple[str, str]], name: str) -> QComboBox:
    """entries: (data, text); name: for screen readers."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(6)
    fill(made, entries)
    return made


def fill(box: QComboBox, entries: list[tuple[str, str]], chosen: str | None = None) -> None:
    """Other entries; the choice is kept where it still exists. Emits nothing."""
    wanted = box.currentData() if chosen is None else chosen
    if [
        (box.itemData(row), box.itemText(row)) for row in range(box.count())
    ] == entries and box.currentData() == wanted:
        return
    blocked = box.blockSignals(True)
    box.clear()
    for data, text in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(wanted), 0))
    box.blockSignals(blocked)


MOST_LIST_PX = 260
"""A list in a column is no taller, whatever its rows say."""


def show_rows(rows: QListWidget, most: int) -> None:
    """Make a list as tall as its rows, up to `most` of them."""
    hinted = [rows.sizeHintForRow(n) for n in range(min(rows.count(), most))]
    wanted_px = sum(hinted) if hinted else rows.fontMetrics().lineSpacing() + 8
    rows.setFixedHeight(min(wanted_px, MOST_LIST_PX) + 2 * rows.frameWidth() + 2)


class BigNumber(QWidget):
    """A number that matters: what it is, the value, and how it is meant on hover. Never jumps in width."""

    def __init__(self, name: str, unit: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = hint(name)
        self._value, self._unit, self._note = QLabel(NOTHING), QLabel(unit), hint()
        self._value.setObjectName("big")
        self._unit.setObjectName("bigUnit")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._value)
        row.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(self._note)
        self._note.hide()
        self.setToolTip(tip)
        self.setAccessibleName(name)

    @property
    def text(self) -> str:
        """The value as written, without its unit."""
        return self._value.text()

    def show_unit(self, unit: str) -> None:
        """What the value is counted in, where that changes."""
        self._unit.setText(unit)

    def show_state(self, state: str) -> None:
        """ "" or how good the value is: "ok", "caution", "danger"."""
        restyled(self._value, f"big_{state}" if state else "big")

    def show_value(self, text: str | None, note: str = "") -> None:
        """None: there is no value."""
        self._value.setText(text if text is not None else NOTHING)
        self._unit.setVisible(text is not None)
        self._note.setText(note)
        self._note.setVisible(bool(note))


def number_grid(numbers: list[BigNumber], columns: int = 2) -> QGridLayout:
    """Big numbers in equal columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    for index, number in enumerate(numbers):
        grid.addWidget(number, index // columns, index % columns, Qt.AlignmentFlag.AlignTop)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid


class Card(QFrame):
    """A framed group; name "promptCard" for what to do now."""

    def __init__(self, name: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(6)


class Prompt(Card):
    """What to do now: one sentence, and a quiet one with how."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("promptCard", parent)
        self._what, self._how = QLabel(), hint()
        self._what.setObjectName("prompt")
        self._what.setWordWrap(True)
        self.column.addWidget(self._what)
        self.column.addWidget(self._how)

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._what.text()

    def say(self, what: str, how: str = "") -> None:
        """Write both sentences."""
        self._what.setText(what)
        self._how.setText(how)
        self._how.setVisible(bool(how))
