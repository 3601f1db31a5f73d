"""A list of labelled values in a panel: name at the left, value at the right, a word for its state."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from spineplan.ui.panels.pieces import restyled

_MARKS = {"ok": "✓", "caution": "△", "danger": "✕", "": ""}
Row = tuple[str, str, str, str]
"""Name, value, state ("", ok, caution or danger), and a tip."""


class RowList(QWidget):
    """Labels are used again, so that playing a filling makes no widgets."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._cells: list[tuple[QLabel, QLabel]] = []
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these and no others."""
        if rows == self.rows:
            return
        self.rows = rows
        while len(self._cells) < len(rows):
            self._cells.append(self._row(len(self._cells)))
        for n, cells in enumerate(self._cells):
            for cell in cells:
                if cell.isHidden() == (n < len(rows)):
                    cell.setVisible(n < len(rows))
        for (name, value), row in zip(self._cells, rows, strict=False):
            self._write(name, value, row)
        self.setVisible(bool(rows))

    def _row(self, at: int) -> tuple[QLabel, QLabel]:
        name, value = QLabel(), QLabel()
        name.setWordWrap(True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        # Long words wrap instead of widening the panel.
        name.setMinimumWidth(60)
        self._grid.addWidget(name, at, 0)
        self._grid.addWidget(value, at, 1)
        return name, value

    def _write(self, name: QLabel, value: QLabel, row: Row) -> None:
        words, number, state, tip = row
        mark = _MARKS[state]
        texts = (words, f"{mark} {number}".strip())
        for label, text in ((name, texts[0]), (value, texts[1])):
            if label.text() != text:
                label.setText(text)
            if label.toolTip() != tip:
                label.setToolTip(tip)
        restyled(value, state)
