"""What a needle clears: at the plan, and at the edge of the guidance's error envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import (
    BigNumber,
    button,
    hint,
    number_grid,
    restyled,
    section,
)
from spineplan.ui.panels.plan.guidance_choice import GuidanceChoice
from spineplan.viewer.overlays.needle_ink import margin_token

if TYPE_CHECKING:  # planning is imported after the first paint
    from spineplan.planning.margins.needle_margins import Clearance, NeedleMargins

MOST_STRUCTURES = 6
_STATES = {"needle_safe": "ok", "needle_close": "caution", "needle_breach": "danger", "level": ""}
_MARKS = {"ok": "✓", "caution": "!", "danger": "✕", "": ""}


class MarginsSection(QWidget):
    """Two large numbers and one row per wall and structure; `choice` asks for another envelope."""

    retry_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.choice = GuidanceChoice(self)
        tip = self.tr("Least bone left in the pedicle and least distance from the needle's surface to a structure.")
        grades = self.tr("Grade A to E: Gertzbein-Robbins, by how far a wall is left. 1 to 4: Heary, by which wall.")
        self.least = BigNumber(self.tr("Least margin"), "mm", f"{tip}\n{grades}")
        tip = self.tr("The same where the error of the guidance could bring the needle.")
        self.at_edge = BigNumber(self.tr("With guidance error"), "mm", tip)
        self.table = QGridLayout()
        self.table.setHorizontalSpacing(8)
        self.table.setVerticalSpacing(2)
        self.table.setColumnStretch(0, 1)
        self.notes = hint()
        self.missing = hint()
        self.retry: QPushButton = button(self.tr("Try again"), self.retry_wanted.emit, "rotate-ccw", "quiet")
        column.addWidget(section(self.tr("MARGINS")))
        column.addLayout(number_grid([self.least, self.at_edge]))
        column.addWidget(self.choice)
        column.addLayout(self.table)
        for widget in (self.notes, self.missing, self.retry):
            column.addWidget(widget)
        self._cells: dict[tuple[int, int], QLabel] = {}
        self._used: set[tuple[int, int]] = set()
        self._rows = 0

    def show_margins(self, margins: NeedleMargins | None, missing: str) -> None:
        """None: not known, for the reason given; without a reason they are being measured."""
        self.missing.setText(missing or self.tr("Measuring what is at risk …"))
        self.missing.setVisible(margins is None)
        self.retry.setVisible(margins is None and bool(missing))
        self._clear()
        envelope = margins.envelope if margins is not None else None
        self._big(self.least, margins.worst_mm if margins is not None else None, self._least_words(margins))
        self._big(self.at_edge, envelope.worst_mm if envelope is not None else None, self._edge_words(margins))
        self.notes.setVisible(margins is not None and bool(margins.notes))
        if margins is None:
            self._hide_rest()
            return
        self.notes.setText(" ".join(map(say, margins.notes)))
        self._head()
        self._walls(margins)
        structures = [one for one in margins.clearances if not one.is_bone][:MOST_STRUCTURES]
        for one in structures:
            self._structure(one, envelope.clearance_mm.get(one.key) if envelope is not None else None)
        self._hide_rest()

    def _least_words(self, margins: NeedleMargins | None) -> str:
        if margins is None or margins.worst_mm is None:
            return ""
        words = [self.tr("grade {grade}").format(grade=margins.grade)] if margins.grade is not None else []
        words += [f"Heary {margins.heary}"] if margins.heary is not None else []
        nearest = margins.nearest
        if nearest is not None:
            words.append(self.tr("nearest: {what}").format(what=say(nearest.title)))
        return ", ".join(words)

    def _edge_words(self, margins: NeedleMargins | None) -> str:
        envelope = margins.envelope if margins is not None else None
        if envelope is None:
            return ""
        return self.tr("grade {grade}").format(grade=envelope.grade) if envelope.grade is not None else ""

    def _big(self, number: BigNumber, value: float | None, note: str) -> None:
        number.show_value(f"{value:.1f}" if value is not None else None, note)
        number.show_state(_STATES[margin_token(value)])

    def _head(self) -> None:
        for column, words in enumerate((self.tr("mm to"), self.tr("plan"), self.tr("with error"), self.tr("wanted"))):
            self._cell(0, column, words, "hint")

    def _walls(self, margins: NeedleMargins) -> None:
        if margins.walls is None:
            return
        edge = margins.envelope.walls if margins.envelope is not None else None
        names = {
            "medial": self.tr("medial wall"),
            "lateral": self.tr("lateral wall"),
            "superior": self.tr("upper wall"),
            "inferior": self.tr("lower wall"),
        }
        for wall, value in margins.walls.by_wall.items():
            self._row(names[wall], value, edge.by_wall[wall] if edge is not None else None, None)

    def _structure(self, one: Clearance, at_edge: float | None) -> None:
        if one.crossed:
            self._on_purpose(say(one.title))
        else:
            self._row(say(one.title), one.clearance_mm, at_edge, one.margin_mm)

    def _on_purpose(self, name: str) -> None:
        """The approach passes it: neither a clearance nor an alarm."""
        self._rows += 1
        self._cell(self._rows, 0, self.tr("{structure}: passed on purpose").format(structure=name), "hint")

    def _row(self, name: str, value: float, at_edge: float | None, wanted: float | None) -> None:
        self._rows += 1
        self._cell(self._rows, 0, name)
        for column, number in ((1, value), (2, at_edge)):
            state = _STATES[margin_token(number)] if wanted is None else _state(number, wanted)
            mark = f"{_MARKS[state]} " if number is not None and state in ("caution", "danger") else ""
            self._cell(self._rows, column, f"{mark}{number:.1f}" if number is not None else "–", state)
        self._cell(self._rows, 3, f"{wanted:.1f}" if wanted is not None else "", "hint")

    def _cell(self, row: int, column: int, words: str, state: str = "") -> None:
        """Labels are kept, and touched only where they change: numbers change with every move of a handle, and each
        label that is hidden or shown has the whole panel laid out anew."""
        label = self._cells.get((row, column))
        if label is None:
            label = self._cells[row, column] = QLabel()
            label.setWordWrap(not column)
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.table.addWidget(label, row, column)
        if label.text() != words:
            label.setText(words)
        if label.isHidden():
            label.show()
        restyled(label, state)
        self._used.add((row, column))

    def _clear(self) -> None:
        self._rows = 0
        self._used.clear()

    def _hide_rest(self) -> None:
        for place, cell in self._cells.items():
            if place not in self._used:
                cell.hide()


def _state(value: float | None, wanted: float) -> str:
    """Against the structure's own wanted margin."""
    if value is None:
        return ""
    if value < 0.0:
        return "danger"
    return "ok" if value >= wanted else "caution"
