"""The items of the checklist by group, each with its whole text."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from spineplan.clinical.checklist import ItemState
from spineplan.ui.icons import icon
from spineplan.ui.in_words import say
from spineplan.ui.wrapped_rows import WrappedRows
from spineplan.viewer.theme import theme

translate = QCoreApplication.translate
_ICONS = {
    "open": ("circle", "muted"),
    "done": ("circle-check", "ok"),
    "not_applicable": ("circle-slash", "muted"),
    "problem": ("triangle-alert", "danger"),
}
_ID = Qt.ItemDataRole.UserRole


def state_words(state: str) -> str:
    """An item's state in words."""
    names = {
        "open": translate("Checklist", "open"),
        "done": translate("Checklist", "done"),
        "not_applicable": translate("Checklist", "does not apply"),
        "problem": translate("Checklist", "problem"),
    }
    return names[state]


def level_words(level: str) -> str:
    """How much an item is asked for."""
    names = {
        "R": translate("Checklist", "required"),
        "O": translate("Checklist", "recommended"),
        "I": translate("Checklist", "for information"),
    }
    return names[level]


class ChecklistView(QTreeWidget):
    """`item_chosen(ItemState or None)`."""

    item_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(1)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        WrappedRows(self)
        self.setIconSize(QSize(16, 16))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Checklist"))
        self._states: dict[int, ItemState] = {}
        self._rows: dict[int, QTreeWidgetItem] = {}
        self._groups: dict[str, QTreeWidgetItem] = {}
        self.currentItemChanged.connect(lambda _now, _old: self.item_chosen.emit(self.current()))
        theme().changed.connect(self._write)

    def show_states(self, states: Sequence[ItemState]) -> None:
        """The rows; rebuilt only when another template is shown."""
        self._states = {state.item.id: state for state in states}
        if list(self._states) != list(self._rows):
            self._build(states)
        self._write()

    def current(self) -> ItemState | None:
        """The item chosen."""
        item = self.currentItem()
        return self._states.get(item.data(0, _ID)) if item is not None else None

    def choose(self, number: int) -> None:
        """Go to an item by its number."""
        self.setCurrentItem(self._rows[number])

    def row_index(self, number: int) -> QModelIndex:
        """Where an item's row is, for the tests that click it."""
        return self.indexFromItem(self._rows[number])

    def go_to_next_open(self) -> None:
        """The next item that nobody has answered; from the last one on to the first."""
        current = self.current()
        after = current.item.id if current is not None else 0
        unanswered = [number for number, state in self._states.items() if state.state == "open"]
        if unanswered:
            self.choose(next((number for number in unanswered if number > after), unanswered[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The item chosen stays in sight when its card below takes more room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def _build(self, states: Sequence[ItemState]) -> None:
        blocked = self.blockSignals(True)
        self.clear()
        self._rows = {}
        groups: dict[str, QTreeWidgetItem] = {}
        for state in states:
            group = groups.get(state.item.group)
            if group is None:
                group = groups[state.item.group] = QTreeWidgetItem(self)
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                strong = QFont(self.font())
                strong.setWeight(QFont.Weight.DemiBold)
                group.setFont(0, strong)
            self._rows[state.item.id] = QTreeWidgetItem(group)
            self._rows[state.item.id].setData(0, _ID, state.item.id)
        self.expandAll()
        self._groups = groups
        self.blockSignals(blocked)
        if self._rows:
            self.setCurrentItem(next(iter(self._rows.values())))

    def _write(self, *_theme: object) -> None:
        for number, row in self._rows.items():
            state = self._states[number]
            mark = "" if state.item.level == "R" else f"  ({level_words(state.item.level)})"
            row.setText(0, f"{number}  {say(state.item.text)}{mark}")
            row.setIcon(0, icon(*_ICONS[state.state]))
            row.setToolTip(0, f"{say(state.item.text)}\n{state_words(state.state)}: {say(state.evidence)}")
        for name, group in self._groups.items():
            of = [state for state in self._states.values() if state.item.group == name]
            settled = sum(state.state in ("done", "not_applicable") for state in of)
            group.setText(0, f"{say(name)}   {settled}/{len(of)}")
