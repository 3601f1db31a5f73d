"""The metamer table: every level in a row, what is known of it in columns, sorted by a rule that the user sees."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from spineplan.clinical.metamer_table import COLUMNS, Column, MetamerRow
from spineplan.ui.icons import icon
from spineplan.ui.in_words import say
from spineplan.ui.tips import wrapped
from spineplan.viewer.theme import colour, theme

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RAISED = ("¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "¹⁰", "¹¹", "¹²")
_LEVEL, _DECISION, _FIRST = 0, 1, 2
_WORDY = tuple(COLUMNS.index(column) + _FIRST for column in ("reachable", "contraindications"))
"""Columns of sentences: their first words are enough, the rest is in the tip."""
WORDY_PX, HEADING_AIR_PX = 64, 12
AIRY_PX, DENSE_PX = 12, 6
"""Between the lines of two rows: closer where not all of them are seen otherwise."""


def column_name(column: Column) -> str:
    """A column's heading."""
    names: dict[Column, str] = {
        "symptomatic": translate("Metamers", "Pain"),
        "palpation": translate("Metamers", "Palp."),
        "mechanical": translate("Metamers", "Mech."),
        "sins": translate("Metamers", "SINS"),
        "impending": translate("Metamers", "Impending"),
        "acute": translate("Metamers", "Acute"),
        "uptake": translate("Metamers", "Uptake"),
        "lytic": translate("Metamers", "Lytic"),
        "posterior_wall": translate("Metamers", "Wall"),
        "escc": translate("Metamers", "ESCC"),
        "reachable": translate("Metamers", "Route"),
        "contraindications": translate("Metamers", "Against"),
    }
    return names[column]


def column_words(column: Column) -> str:
    """What a column means."""
    names: dict[Column, str] = {
        "symptomatic": translate("Metamers", "Marked as symptomatic, or pain answered for the level."),
        "palpation": translate("Metamers", "Palpation or percussion pain at this level."),
        "mechanical": translate("Metamers", "Mechanical pain, as SINS asks for it."),
        "sins": translate("Metamers", "Spinal Instability Neoplastic Score; a range while answers are missing."),
        "impending": translate("Metamers", "Impending collapse by Taneichi's criteria A and B."),
        "acute": translate("Metamers", "Recent fracture, or marrow oedema on STIR."),
        "uptake": translate("Metamers", "Uptake on bone scan or PET against the background."),
        "lytic": translate("Metamers", "Lytic part of the body."),
        "posterior_wall": translate("Metamers", "State of the posterior wall."),
        "escc": translate("Metamers", "Epidural compression (Bilsky)."),
        "reachable": translate("Metamers", "A planned needle, or a proposed route."),
        "contraindications": translate("Metamers", "Contraindications of this level that are known."),
    }
    return names[column]


class MetamerModel(QAbstractTableModel):
    """Rows of the clinical table; holds no logic of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[MetamerRow, ...] = ()
        self.order: tuple[Column, ...] = ()

    def show_rows(self, rows: Sequence[MetamerRow], order: Sequence[Column]) -> None:
        """Other rows, or the same in another order."""
        self.beginResetModel()
        self.rows, self.order = tuple(rows), tuple(order)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS) + _FIRST

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(section)
        if role == Qt.ItemDataRole.ToolTipRole and section >= _FIRST:
            how = translate("Metamers", "Click, or key S in the column: sort by this first.")
            return f"{column_words(COLUMNS[section - _FIRST])}\n{how}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _heading(self, section: int) -> str:
        if section == _LEVEL:
            return translate("Metamers", "Level")
        if section == _DECISION:
            return translate("Metamers", "Decision")
        column = COLUMNS[section - _FIRST]
        place = _RAISED[self.order.index(column)] if column in self.order else ""
        return column_name(column) + place

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if index.column() == _LEVEL:
            return _level_data(row, role)
        if index.column() == _DECISION:
            return _decision_data(row, role)
        cell = row.cells[COLUMNS[index.column() - _FIRST]]
        if role == Qt.ItemDataRole.DisplayRole:
            return say(cell.text) if cell.text else "?"
        if role == Qt.ItemDataRole.ForegroundRole:
            token = cell.severity if cell.severity in ("caution", "danger") else "text" if cell.text else "muted"
            return colour(token)
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = [say(cell.tip or cell.text) or translate("Metamers", "Not known"), say(cell.source)]
            return wrapped("\n".join(part for part in parts if part))
        return None


def _level_data(row: MetamerRow, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return row.level.name
    if role == Qt.ItemDataRole.FontRole:
        strong = QFont()
        strong.setWeight(QFont.Weight.DemiBold)
        return strong
    if role == Qt.ItemDataRole.DecorationRole:
        return icon("circle-dot", "caution") if row.infiltrated else icon("circle", "muted")
    if role == Qt.ItemDataRole.ToolTipRole:
        return translate("Metamers", "Infiltrated") if row.infiltrated else translate("Metamers", "No lesion marked")
    return None


def _decision_data(row: MetamerRow, role: int) -> object:
    level = row.level
    if role == Qt.ItemDataRole.DisplayRole:
        if level.treat:
            return translate("Metamers", "treat")
        return translate("Metamers", "do not treat") if level.decision is not None else translate("Metamers", "open")
    if role == Qt.ItemDataRole.DecorationRole:
        return icon("check", "accent") if level.treat else icon("x", "muted") if level.decision is not None else None
    if role == Qt.ItemDataRole.ToolTipRole and level.decision is not None:
        return f"{level.decision.reason}\n{level.decision.by}".strip()
    if role == Qt.ItemDataRole.ForegroundRole:
        return colour("text" if level.treat or level.decision is not None else "muted")
    return None


class MetamerView(QTableView):
    """`level_chosen(name)` on a click or Enter; `column_chosen(Column)` on a heading."""

    level_chosen = Signal(str)
    column_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = MetamerModel(self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Levels side by side"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(44)
        head.sectionClicked.connect(self._sort_by)
        self.clicked.connect(lambda index: self.level_chosen.emit(self._model.rows[index.row()].level.name))
        self.activated.connect(lambda index: self.level_chosen.emit(self._model.rows[index.row()].level.name))
        theme().changed.connect(self._follow_theme)

    def show_rows(self, rows: Sequence[MetamerRow], order: Sequence[Column], chosen: str) -> None:
        """The rows in their order; the chosen level's row is marked."""
        if (tuple(rows), tuple(order)) != (self._model.rows, self._model.order):
            self._model.show_rows(rows, order)
            self._fit()
        names = [row.level.name for row in self._model.rows]
        if chosen in names:
            self.selectRow(names.index(chosen))
        else:
            self.clearSelection()

    def whole_px(self) -> int:
        """The height at which every row is seen."""
        line_px = self.fontMetrics().lineSpacing() + DENSE_PX
        return self.horizontalHeader().sizeHint().height() + len(self._model.rows) * line_px + 2 * self.frameWidth()

    def level_names(self) -> list[str]:
        """The levels from top to bottom."""
        return [row.level.name for row in self._model.rows]

    def _follow_theme(self, _name: str) -> None:
        """Another theme, or another text size."""
        self._fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self._fit()

    def _fit(self) -> None:
        """Every column is seen where its words allow it: the air goes first, then the ends of routes and reasons. What
        is left over is theirs."""
        self.resizeColumnsToContents()
        line_px = self.fontMetrics().lineSpacing()
        all_seen = len(self._model.rows) * (line_px + AIRY_PX) <= self.viewport().height()
        self.verticalHeader().setDefaultSectionSize(line_px + (AIRY_PX if all_seen else DENSE_PX))
        columns = range(self._model.columnCount())
        widths = {n: self.columnWidth(n) for n in columns}
        least = {n: max(self.sizeHintForColumn(n), self.horizontalHeader().minimumSectionSize()) for n in columns}
        least |= dict.fromkeys(_WORDY, WORDY_PX)
        for group in (tuple(n for n in columns if n not in _WORDY), _WORDY):
            over = sum(widths.values()) - self.viewport().width()
            spare = {n: max(widths[n] - max(least[n], self._heading_px(n)), 0) for n in group}
            whole = sum(list(spare.values()))
            if over > 0 and whole:
                share = min(over / whole, 1.0)
                widths |= {n: widths[n] - ceil(spare[n] * share) for n in group}
        left_over = max(self.viewport().width() - sum(widths.values()), 0)
        widths |= {n: widths[n] + left_over // len(_WORDY) for n in _WORDY}
        for n, width in widths.items():
            self.setColumnWidth(n, width)

    def _heading_px(self, column: int) -> int:
        words = str(self._model.headerData(column, Qt.Orientation.Horizontal))
        return self.horizontalHeader().fontMetrics().horizontalAdvance(words) + HEADING_AIR_PX

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S sorts by the column of the cell with the focus."""
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._sort_by(self.currentIndex().column())
            return
        super().keyPressEvent(event)

    def _sort_by(self, section: int) -> None:
        if section >= _FIRST:
            self.column_chosen.emit(COLUMNS[section - _FIRST])
