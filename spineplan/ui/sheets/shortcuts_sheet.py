"""Every key and mouse habit on one sheet, from the profile in use."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from spineplan.ui.actions import PLAIN, Actions
from spineplan.ui.panels.pieces import section
from spineplan.ui.sheets.sheet import Sheet

Row = tuple[str, str]
"""Keys, and what they do."""


class ShortcutsSheet(Sheet):
    """groups: title and rows of the images' actions."""

    def __init__(self, groups: list[tuple[str, list[Row]]], actions: Actions, window: QWidget) -> None:
        super().__init__(self.tr("Keys and mouse"), 1100, window)
        columns = QHBoxLayout()
        columns.setSpacing(28)
        everything = [(self.tr("Mouse"), self._mouse()), *groups, (self.tr("Window"), self._window(actions))]
        for group in _balanced(everything, 3):
            column = QVBoxLayout()
            column.setSpacing(4)
            for title, rows in group:
                column.addWidget(section(title.upper()))
                column.addLayout(_table(rows))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.column.addLayout(columns)

    def _mouse(self) -> list[Row]:
        return [
            (self.tr("Wheel"), self.tr("Slices along the pane's own normal")),
            (self.tr("Left drag"), self.tr("The tool in use")),
            (self.tr("Middle drag"), self.tr("Pan")),
            (self.tr("Right drag"), self.tr("Zoom")),
            (self.tr("Ctrl+wheel"), self.tr("Zoom")),
            (self.tr("Shift+move"), self.tr("Crosshair")),
            (self.tr("Double-click"), self.tr("One pane, or all")),
            (self.tr("Crosshair line"), self.tr("Drag to translate; its handle rotates")),
        ]

    def _window(self, actions: Actions) -> list[Row]:
        found = [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), str(action.property(PLAIN)))
            for action in (actions.open_folder, actions.open_file, actions.save, actions.save_as, actions.undo,
                           actions.redo, actions.report, actions.settings, actions.shortcuts, actions.full_screen,
                           actions.close_patient, actions.quit)
        ]  # fmt: skip
        return [
            *found,
            ("Alt+1 … 7", self.tr("Stages of the road")),
            ("Alt+F", self.tr("All findings")),
            ("Ctrl+F", self.tr("Find levels")),
            ("F2", self.tr("Which vertebra is it?")),
            ("Ctrl+Enter", self.tr("Confirm all levels")),
        ]


def _table(rows: list[Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    for row, (keys, text) in enumerate(rows):
        key = QLabel(keys)
        key.setObjectName("key")
        grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words = QLabel(text)
        words.setWordWrap(True)
        grid.addWidget(words, row, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _balanced(groups: list[tuple[str, list[Row]]], columns: int) -> list[list[tuple[str, list[Row]]]]:
    """The groups in order, in columns of about the same length."""
    total = sum(len(rows) + 2 for _, rows in groups)
    found: list[list[tuple[str, list[Row]]]] = [[]]
    length = 0
    for title, rows in groups:
        if found[-1] and length + len(rows) / 2 > total / columns and len(found) < columns:
            found.append([])
            length = 0
        found[-1].append((title, rows))
        length += len(rows) + 2
    return found
