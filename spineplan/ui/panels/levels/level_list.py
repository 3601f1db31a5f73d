"""The named levels as rows: where to go, who vouches for the name, what is doubtful."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from spineplan.plan.model import Level
from spineplan.session.levels.level_state import is_stale
from spineplan.ui.dates import shown_moment
from spineplan.ui.elided import ElidedLabel
from spineplan.ui.icons import put_icon
from spineplan.ui.panels.pieces import button


@dataclass(frozen=True)
class Row:
    """What is written of one level."""

    name: str
    icon: str
    token: str
    words: str
    when: str
    doubt: str
    chosen: bool
    proposed: bool


class LevelList(QWidget):
    """`chosen(name)`, `confirmed(name)`, `more(name)`: what the user wants."""

    chosen = Signal(str)
    confirmed = Signal(str)
    more = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self._rows: tuple[Row, ...] = ()

    def show_levels(self, levels: tuple[Level, ...], doubts: Mapping[str, tuple[str, ...]], selected: str) -> None:
        """Cranial first; nothing is made anew while what is written stays the same."""
        rows = tuple(self._row(level, doubts.get(level.name, ()), level.name == selected) for level in levels)
        if rows != self._rows:
            self._rows = rows
            self._fill()

    def _row(self, level: Level, doubts: tuple[str, ...], chosen: bool) -> Row:
        icon, token, words = "circle-help", "caution", self.tr("to confirm")
        if level.state == "confirmed":
            by, when = level.confirmed_by or self.tr("confirmed"), shown_moment(level.confirmed_utc)[5:]
            icon, token, words = "check", "ok", f"{by} · {when}" if when else by
        if level.second_by:
            icon, words = "check-check", f"{level.confirmed_by} + {level.second_by}"
        if is_stale(level):
            icon, token, words = "loader-circle", "muted", self.tr("outline to be made")
        return Row(
            level.name, icon, token, words, self._when(level), "\n".join(doubts), chosen, level.state == "proposed"
        )

    def _when(self, level: Level) -> str:
        """Who vouched for the name, and when."""
        readings = ((level.confirmed_by, level.confirmed_utc), (level.second_by, level.second_utc))
        said = [self.tr("{name}, {time}").format(name=by, time=shown_moment(utc)) for by, utc in readings if by]
        return self.tr("Confirmed by {who}").format(who="; ".join(said)) if said else ""

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, row in enumerate(self._rows):
            for column, widget in enumerate(self._widgets(row)):
                self._grid.addWidget(widget, place, column)

    def _widgets(self, row: Row) -> list[QWidget]:
        go = button(row.name, lambda: self.chosen.emit(row.name), kind="quiet", tip=self.tr("Show it in every view"))
        go.setCheckable(True)
        go.setChecked(row.chosen)
        go.setMinimumWidth(44)
        sign, words, doubt = QLabel(), ElidedLabel(), QLabel()
        put_icon(sign, row.icon, row.token)
        words.setObjectName("hint")
        words.setText(row.words)
        words.setToolTip(row.when)
        if row.doubt:
            put_icon(doubt, "triangle-alert", "caution")
            doubt.setToolTip(row.doubt)
            doubt.setAccessibleName(row.doubt)
        more = button("", lambda: self.more.emit(row.name), "pencil", "quiet", self.tr("Another name, insert, remove"))
        more.setAccessibleName(self.tr("Change {level}").format(level=row.name))
        confirm = button("", lambda: self.confirmed.emit(row.name), "check", "quiet", self.tr("Confirm this name"))
        confirm.setAccessibleName(self.tr("Confirm {level}").format(level=row.name))
        if not row.proposed:
            confirm.hide()  # never shown here: without a parent it would be a window, and close any open menu
        sizes = confirm.sizePolicy()
        sizes.setRetainSizeWhenHidden(True)
        confirm.setSizePolicy(sizes)
        for quiet in (go, more, confirm):
            quiet.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return [go, sign, words, doubt, confirm, more]
