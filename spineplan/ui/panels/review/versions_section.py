"""The saves of the plan: what changed between any two, both drawn together, an alternative, a colleague's copy."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from spineplan.errors import SpineplanError
from spineplan.plan.compare import Difference, Numbers, differences
from spineplan.plan.model import Plan
from spineplan.session.persistence import Persistence
from spineplan.session.view_state import Compared
from spineplan.storage.versions import Version
from spineplan.ui.dates import shown_moment
from spineplan.ui.go_there import go_to
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import button, combo, fill, flowing, hint, section, show_rows
from spineplan.viewer.bridge import SessionBridge

NOW = "now"
_SHOWN = Qt.ItemDataRole.UserRole


class VersionsSection(QWidget):
    """`branch_wanted(Version)`, `back_wanted(Version)`, `copy_wanted()`."""

    branch_wanted = Signal(object)
    back_wanted = Signal(object)
    copy_wanted = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._persistence: Persistence | None = None
        self._versions: tuple[Version, ...] = ()
        self._drawn: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.saves = QListWidget()
        self.saves.setWordWrap(True)
        self.saves.setAccessibleName(self.tr("Versions"))
        self.saves.currentRowChanged.connect(self._choose)
        self.empty = hint(self.tr("Every save is a version. Save the plan to begin."))
        self.against = combo([], self.tr("Compare with"))
        self.against.activated.connect(lambda _n: self._compare())
        self.told = QListWidget()
        self.told.setWordWrap(True)
        self.told.setAccessibleName(self.tr("Differences"))
        self.told.itemClicked.connect(self._show)
        self.told.itemActivated.connect(self._show)
        self.both = button(self.tr("Draw both"), self._draw_both, "layers",
                           tip=self.tr("The needles of both are drawn in the images"))  # fmt: skip
        self.both.setCheckable(True)
        self.beside = button(self.tr("Side by side…"), self._side_by_side, "columns-2")
        self.branch = button(self.tr("Alternative from here…"), lambda: self._emit(self.branch_wanted), "file-plus")
        self.back = button(self.tr("Back to it"), lambda: self._emit(self.back_wanted), "history")
        self.copy = button(self.tr("Merge a colleague's copy…"), self.copy_wanted.emit, "folder-open")
        self._title = section(self.tr("WHAT CHANGED"))
        for thing in (self.empty, self.saves, self._title, self.against, self.told):
            column.addWidget(thing)
        column.addLayout(flowing(self.both, self.beside))
        column.addLayout(flowing(self.branch, self.back))
        column.addLayout(flowing(self.copy))
        column.addStretch(1)

    def show_versions(self, persistence: Persistence | None) -> int:
        """Write the list; returns how many there are."""
        self._persistence = persistence
        self._versions = persistence.versions() if persistence is not None else ()
        drawn = (self._versions, persistence.session.committed if persistence is not None else None)
        if drawn != self._drawn:
            self._drawn = drawn
            self._write()
        return len(self._versions)

    def chosen(self) -> Version | None:
        """The version chosen in the list, latest on top."""
        row = self.saves.currentRow()
        return self._versions[len(self._versions) - 1 - row] if 0 <= row < len(self._versions) else None

    def _write(self) -> None:
        row = max(self.saves.currentRow(), 0)
        blocked = self.saves.blockSignals(True)
        self.saves.clear()
        for one in reversed(self._versions):
            who = one.who or self.tr("nobody named")
            QListWidgetItem(f"{one.number}   {who}, {shown_moment(one.utc)}\n{one.summary}", self.saves)
        self.saves.setCurrentRow(min(row, len(self._versions) - 1))
        self.saves.blockSignals(blocked)
        has = bool(self._versions)
        self.empty.setVisible(not has)
        for part in (self.saves, self.told, self.against, self._title, self.both, self.beside, self.branch, self.back):
            part.setVisible(has)
        if has:
            show_rows(self.saves, 5)
        others = [(NOW, self.tr("compared with the plan as it is now"))]
        others += [(one.sha256, self.tr("compared with version {n}").format(n=one.number))
                   for one in reversed(self._versions)]  # fmt: skip
        fill(self.against, others)
        self._compare()

    def pair(self) -> tuple[Plan, Plan] | None:
        """The chosen version and what it is compared with, older first."""
        one, held = self.chosen(), self._persistence
        if one is None or held is None:
            return None
        try:
            other = self.against.currentData()
            chosen = held.snapshots[one.sha256].plan()
            if other in (None, NOW):
                return chosen, held.session.committed
            order = list(held.snapshots)
            older, newer = sorted((one.sha256, str(other)), key=order.index)
            return held.snapshots[older].plan(), held.snapshots[newer].plan()
        except SpineplanError as error:
            self._bridge.message.emit(str(error))
            return None

    def _choose(self, _row: int) -> None:
        self._compare()

    def _compare(self) -> None:
        pair = self.pair()
        found: tuple[Difference, ...] = ()
        if pair is not None:
            found = differences(*pair, self._clearances(pair[0]), self._clearances(pair[1]))
        self.told.clear()
        for one in found:
            QListWidgetItem(say(one.sentence), self.told).setData(_SHOWN, one)
        if pair is not None and not found:
            self.told.addItem(self.tr("No difference."))
        show_rows(self.told, 6)
        if self.both.isChecked():
            self._draw_both()

    def _clearances(self, plan: Plan) -> Numbers:
        """What each needle clears, where the level's surroundings are known in the window."""
        found = {}
        for needle in plan.needles:
            margins = self._bridge.safety.margins(needle)
            if margins is not None:
                soft = [one for one in margins.clearances if not one.is_bone]
                found[needle.id] = {f"{one.title.lower()} clearance, mm": one.clearance_mm for one in soft}
        return found

    def _show(self, item: QListWidgetItem) -> None:
        one = item.data(_SHOWN)
        if isinstance(one, Difference) and one.show_point_mm is not None:
            go_to(self._bridge, one.show_point_mm, None, self)

    def _draw_both(self) -> None:
        pair = self.pair() if self.both.isChecked() else None
        session = self._bridge.session
        if session is None:
            return
        compared = None
        if pair is not None:
            own = session.plan.needles
            older = tuple(one for one in pair[0].needles if one not in own)
            newer = tuple(one for one in pair[1].needles if one not in own and one not in older)
            compared = Compared(older, newer, *self._names())
        self._bridge.look(self, compared=compared)

    def _names(self) -> tuple[str, str]:
        """What the older and the newer of the pair are called."""
        numbers = [one.number for one in self._versions]
        chosen, other = self.chosen(), self.against.currentData()
        against = next((one.number for one in self._versions if one.sha256 == other), None)
        picked = sorted(n for n in (chosen.number if chosen is not None else None, against) if n is not None)
        words = [self.tr("version {n}").format(n=n) for n in picked or numbers[-1:]]
        return words[0], words[-1] if len(words) > 1 else self.tr("the plan as it is now")

    def _side_by_side(self) -> None:
        pair = self.pair()
        if pair is not None:
            from spineplan.ui.sheets.compare_sheet import CompareSheet

            session = self._bridge.session
            volume = session.volumes.get(pair[1].reference.series_uid) if session is not None else None
            CompareSheet(*pair, volume, self.window()).open()

    def _emit(self, signal: SignalInstance) -> None:
        if (one := self.chosen()) is not None:
            signal.emit(one)
