"""Small steps of the selected needle, its lock, and copies of it."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from spineplan.errors import EditRefused
from spineplan.plan.edits import PutNeedle
from spineplan.plan.model import Needle, Plan
from spineplan.session.needle_moving import (
    STEP_DEG,
    STEP_MM,
    advanced,
    nudged,
    put_copied,
    put_mirrored,
    put_snapped,
    tilted,
)
from spineplan.ui.panels.pieces import button, flowing, hint, section
from spineplan.viewer.bridge import SessionBridge

_KEYS: dict[str, Callable[[Needle], Needle]] = {
    "Alt+Left": lambda needle: nudged(needle, -STEP_MM, 0.0),
    "Alt+Right": lambda needle: nudged(needle, STEP_MM, 0.0),
    "Alt+Up": lambda needle: nudged(needle, 0.0, STEP_MM),
    "Alt+Down": lambda needle: nudged(needle, 0.0, -STEP_MM),
    "Alt+Shift+Left": lambda needle: tilted(needle, -STEP_DEG, 0.0),
    "Alt+Shift+Right": lambda needle: tilted(needle, STEP_DEG, 0.0),
    "Alt+Shift+Up": lambda needle: tilted(needle, 0.0, STEP_DEG),
    "Alt+Shift+Down": lambda needle: tilted(needle, 0.0, -STEP_DEG),
    "Alt+PgUp": lambda needle: advanced(needle, -STEP_MM),
    "Alt+PgDown": lambda needle: advanced(needle, STEP_MM),
}


class NeedleMovesSection(QWidget):
    """Keys work in the whole window while the Plan stage is shown and a needle is selected."""

    def __init__(
        self, bridge: SessionBridge, selected: Callable[[], Needle | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._selected = selected
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.lock = button(self.tr("Lock"), self._lock, "lock", tip=self.tr("A locked needle is not moved by a drag"))
        self.lock.setCheckable(True)
        tip = self.tr("Onto the axis of its pedicle, as deep as it is")
        self.snap = button(self.tr("Snap"), self._snap, "locate-fixed", tip=tip)
        self.mirror = button(self.tr("Mirror"), self._mirror, "columns-2", tip=self.tr("The same on the other side"))
        self.copy = button(self.tr("Copy to"), lambda: None, "plus", tip=self.tr("The same in another level"))
        self._menu = QMenu(self.copy)
        self.copy.setMenu(self._menu)
        self._menu.triggered.connect(lambda action: self._copy(str(action.data())))
        column.addWidget(section(self.tr("MOVE IT")))
        words = self.tr("Alt with arrows {mm:g} mm, with Shift {deg:g}°, Alt with Page keys deeper or back.")
        column.addWidget(hint(words.format(mm=STEP_MM, deg=STEP_DEG)))
        tip = self.tr("Colour every way to the target by its worst margin, on the bull's-eye and on the skin in 3-D")
        self.map = button(self.tr("Entry map"), self._toggle_map, "target", tip=tip)
        self.map.setCheckable(True)
        column.addLayout(flowing(self.snap, self.lock, self.mirror, self.copy, self.map))
        for keys, move in _KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda move=move: self.step(move))

    def show_needle(self, plan: Plan, needle: Needle | None) -> None:
        """Buttons for a needle; None disables."""
        if needle is None:
            return
        session = self._bridge.session
        self.map.setChecked(session is not None and session.view.entry_map)
        self.lock.setChecked(needle.locked)
        self.lock.setText(self.tr("Locked") if needle.locked else self.tr("Lock"))
        others = [level.name for level in plan.levels if level.name != needle.level]
        if [action.data() for action in self._menu.actions()] != others:
            self._menu.clear()
            for name in others:
                self._menu.addAction(name).setData(name)
        self.copy.setEnabled(bool(others))

    def step(self, move: Callable[[Needle], Needle]) -> None:
        """One small step, as one undo step."""
        needle = self._selected()
        if needle is None or needle.locked:
            return
        self._try(lambda: PutNeedle(move(needle), "Move needle"))

    def _toggle_map(self) -> None:
        self._bridge.look(self, entry_map=self.map.isChecked())

    def _lock(self) -> None:
        needle = self._selected()
        if needle is not None:
            verb = "Unlock needle" if needle.locked else "Lock needle"
            self._try(lambda: PutNeedle(replace(needle, locked=not needle.locked), verb))

    def _snap(self) -> None:
        session, needle = self._bridge.session, self._selected()
        if session is not None and needle is not None and not needle.locked:
            self._try(lambda: put_snapped(session.plan, needle))

    def _mirror(self) -> None:
        session, needle = self._bridge.session, self._selected()
        if session is not None and needle is not None:
            self._try(lambda: put_mirrored(session.plan, needle), select=True)

    def _copy(self, level: str) -> None:
        session, needle = self._bridge.session, self._selected()
        if session is not None and needle is not None:
            self._try(lambda: put_copied(session.plan, needle, level), select=True)

    def _try(self, made: Callable[[], PutNeedle], select: bool = False) -> None:
        try:
            edit = made()
        except EditRefused as error:
            self._bridge.message.emit(error.for_the_user)
            return
        if self._bridge.apply(edit, self) is not None and select:
            self._bridge.look(self, selected=("needle", edit.needle.id))
