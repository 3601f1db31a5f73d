"""Levels by hand: each click on a body names the level that comes next; all names one up or down."""

from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from spineplan.errors import EditRefused
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL
from spineplan.session.levels.level_aloud import follows
from spineplan.session.levels.level_naming import default_expected, shift_levels, skip, step_expected
from spineplan.session.session import Session
from spineplan.ui.icons import put_icon
from spineplan.ui.panels.pieces import button, combo, flowing, section, side_by_side
from spineplan.viewer.bridge import SessionBridge


class LevelByHand(QWidget):
    """Takes up the level tool, says which level comes next, moves the whole numbering."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(self.tr("BY HAND")))
        self.naming = button(
            self.tr("Name by clicking"), self._toggle, "tag", tip=self.tr("Each click on a body names a level")
        )
        self.naming.setCheckable(True)
        self.expected = combo([(name, self._entry(name)) for name in ALL_LEVELS], self.tr("Level that comes next"))
        self.expected.activated.connect(lambda _row: self._expect(self.expected.currentData()))
        self.up = self._step("arrow-up", -1, self.tr("One level up  (arrow up, over the images)"))
        self.down = self._step("arrow-down", 1, self.tr("One level down  (arrow down, over the images)"))
        self.skip_button = button(self.tr("Skip"), self._skip, "skip-forward", tip=self.tr("Leave it out  (Space)"))
        column.addLayout(flowing(self.naming))
        row = side_by_side(self.expected, self.up, self.down, self.skip_button)
        row.setStretch(0, 1)
        column.addLayout(row)
        self._shift_title = section(self.tr("COUNTED WRONG?"))
        self.shift_up = button(self.tr("All one up"), lambda: self._shift(-1), "arrow-up")
        self.shift_down = button(self.tr("All one down"), lambda: self._shift(1), "arrow-down")
        column.addWidget(self._shift_title)
        column.addLayout(side_by_side(self.shift_up, self.shift_down))

    def show_session(self, session: Session) -> None:
        """What comes next, and whether there is a numbering to move."""
        expected = session.view.next_level or default_expected(session.plan)
        self.expected.setCurrentIndex(self.expected.findData(expected))
        self.naming.setChecked(session.view.tool == "level")
        for widget in (self._shift_title, self.shift_up, self.shift_down):
            widget.setVisible(bool(session.plan.levels))

    def _toggle(self) -> None:
        session = self._bridge.session
        if session is not None:
            naming = session.view.tool == "level"
            expected = session.view.next_level or default_expected(session.plan)
            self._bridge.look(self, tool="window" if naming else "level", next_level=expected)

    def _expect(self, name: str) -> None:
        self._bridge.look(self, next_level=name, tool="level")

    def _skip(self) -> None:
        session = self._bridge.session
        if session is not None:
            self._expect(skip(session.plan, session.view.next_level or default_expected(session.plan)))

    def _shift(self, steps: int) -> None:
        session = self._bridge.session
        if session is None:
            return
        try:
            edit = shift_levels(session.committed, steps)
        except EditRefused as error:
            self._bridge.message.emit(error.for_the_user)
            return
        aloud = follows(session.committed, edit)
        if self._bridge.apply(edit, self) is not None and aloud:
            self._bridge.message.emit(aloud)

    def _step(self, icon: str, steps: int, tip: str) -> QToolButton:
        made = QToolButton()
        put_icon(made, icon)
        made.setToolTip(tip)
        made.setAccessibleName(tip.split("  ", maxsplit=1)[0])
        made.clicked.connect(lambda: self._expect(step_expected(self.expected.currentData(), steps)))
        return made

    def _entry(self, name: str) -> str:
        return self.tr("{level} (transitional)").format(level=name) if name in TRANSITIONAL else name
