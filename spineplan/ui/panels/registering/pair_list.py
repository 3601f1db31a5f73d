"""The pairs of a registration with what the result leaves between them; a click goes there, Delete removes one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from spineplan.plan.model import PointPair, Registration
from spineplan.session.registering import without_pair
from spineplan.ui.icons import icon
from spineplan.ui.panels.pieces import show_rows
from spineplan.ui.panels.registering.words import pair_state
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.theme import theme

_MOST_ROWS = 6
_SIGNS = {"ok": ("circle-check", "ok"), "caution": ("triangle-alert", "caution"), "danger": ("octagon-alert", "danger")}


class PairList(QListWidget):
    """Hides itself while there is no pair."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._registration: Registration | None = None
        self._editable = True
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(self.tr("Pairs"))
        self.setToolTip(self.tr("Click to see it on the plan's images, Delete removes it"))
        self.itemClicked.connect(self._go)

    def show_pairs(self, registration: Registration | None, off_mm: tuple[float, ...], editable: bool) -> None:
        """One row for each."""
        self._registration, self._editable = registration, editable
        pairs = registration.pairs if registration is not None else ()
        self.setVisible(bool(pairs))
        shown = (pairs, off_mm, theme().name)
        if shown == self._shown:
            return
        self._shown = shown
        row = self.currentRow()
        self.clear()
        for n, pair in enumerate(pairs):
            self.addItem(self._row(n, pair, off_mm[n] if off_mm else None))
        show_rows(self, _MOST_ROWS)
        self.setCurrentRow(min(row, self.count() - 1))

    def _row(self, n: int, pair: PointPair, off_mm: float | None) -> QListWidgetItem:
        name = pair.level or self.tr("Point {n}").format(n=n + 1)
        if off_mm is None:
            return QListWidgetItem(name)
        return QListWidgetItem(icon(*_SIGNS[pair_state(off_mm)]), f"{name}   {off_mm:.1f} mm")

    def _go(self, _item: QListWidgetItem) -> None:
        row, found = self.currentRow(), self._registration
        if found is not None and 0 <= row < len(found.pairs):
            self._bridge.look(self, crosshair_mm=found.pairs[row].plan_mm)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, found = self.currentRow(), self._registration
        if event.key() not in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            super().keyPressEvent(event)
        elif found is not None and self._editable and 0 <= row < len(found.pairs):
            self._bridge.apply(without_pair(found, row), self)
