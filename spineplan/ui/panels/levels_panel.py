"""Naming levels: says exactly which body the next click names, and lists what is named."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QMenu, QToolButton, QWidget

from spineplan.errors import EditRefused
from spineplan.plan.edits import Edit, RemoveLevel
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL
from spineplan.plan.model import Level, Plan
from spineplan.session.level_naming import (
    confirm_level,
    default_expected,
    rename_level,
    shift_levels,
    skip,
    step_expected,
)
from spineplan.ui.go_there import go_to
from spineplan.ui.icons import put_icon
from spineplan.ui.panels.pieces import Prompt, button, combo, hint, section, side_by_side
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge


class LevelsPanel(StagePanel):
    """Takes up the level tool while it is shown."""

    stage = "levels"

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.prompt = Prompt()
        self.add(self.prompt)
        self.expected = combo([(name, self._entry(name)) for name in ALL_LEVELS], self.tr("Level that comes next"))
        self.expected.activated.connect(lambda _row: self._expect(self.expected.currentData()))
        self.up = self._step("arrow-up", -1, self.tr("One level up  (arrow up, over the images)"))
        self.down = self._step("arrow-down", 1, self.tr("One level down  (arrow down, over the images)"))
        self.skip_button = button(self.tr("Skip"), self._skip, "skip-forward", tip=self.tr("Leave it out  (Space)"))
        self.add(hint(self.tr("Next level")))
        row = side_by_side(self.expected, self.up, self.down, self.skip_button)
        row.setStretch(0, 1)
        self.add(row)
        self.add(section(self.tr("NAMED")))
        self._nothing = hint(self.tr("Nothing is named yet. Start at a level you are sure of, often T12 or L5."))
        self.add(self._nothing)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.add(self._holder)
        self.shift_up = button(
            self.tr("All one up"), lambda: self._edit(lambda plan: shift_levels(plan, -1)), "arrow-up"
        )
        self.shift_down = button(
            self.tr("All one down"), lambda: self._edit(lambda plan: shift_levels(plan, 1)), "arrow-down"
        )
        self._shift_title = section(self.tr("COUNTED WRONG?"))
        self.add(self._shift_title)
        self.add(side_by_side(self.shift_up, self.shift_down))
        self.column.addStretch(1)
        self._rows: tuple[Level, ...] = ()

    def entered(self) -> None:
        """The sagittal view is for counting; the next click names a level."""
        if self.session is not None:
            expected = self.session.view.next_level or default_expected(self.session.plan)
            self.bridge.look(self, tool="level", layout="sagittal_first", next_level=expected, maximised=None)

    def left(self) -> None:
        """Give the mouse back."""
        if self.session is not None and self.session.view.tool == "level":
            self.bridge.look(self, tool="window", layout="four_up")

    def refresh(self) -> None:
        """Prompt, expectation, list."""
        session = self.session
        self.set_usable(session is not None)
        if session is None:
            self.prompt.say(self.tr("Open a study first"))
            return
        expected = session.view.next_level or default_expected(session.plan)
        self._ask(session.plan, expected, session.view.tool == "level")
        self.expected.setCurrentIndex(self.expected.findData(expected))
        if session.plan.levels != self._rows:
            self._rows = session.plan.levels
            self._fill(session.plan.levels)
        some = bool(session.plan.levels)
        for widget in (self._shift_title, self.shift_up, self.shift_down):
            widget.setVisible(some)

    def _ask(self, plan: Plan, expected: str, naming: bool) -> None:
        if not naming:
            self.prompt.say(self.tr("Naming is paused"), self.tr("Choose a level below to go on."))
        elif plan.level(expected) is not None:
            self.prompt.say(
                self.tr("Click the body of {level} to move its mark").format(level=expected),
                self.tr("Or choose the level that comes next."),
            )
        else:
            self.prompt.say(
                self.tr("Click the body of {level}").format(level=expected),
                self.tr("In the sagittal view. Space skips, arrow keys choose another level, Esc gives a click up."),
            )

    def _fill(self, levels: tuple[Level, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._nothing.setVisible(not levels)
        for row, level in enumerate(levels):
            go = button(level.name, self._goer(level), kind="quiet", tip=self.tr("Show it in every view"))
            self._grid.addWidget(go, row, 0)
            self._grid.addWidget(hint(self._state(level)), row, 1)
            if level.state == "proposed":
                self._grid.addWidget(button(self.tr("Confirm"), self._confirmer(level.name), "check"), row, 2)
            self._grid.addWidget(self._more(level.name), row, 3)

    def _state(self, level: Level) -> str:
        if level.state == "proposed":
            return self.tr("suggestion")
        return self.tr("by {name}").format(name=level.confirmed_by) if level.confirmed_by else self.tr("confirmed")

    def _more(self, name: str) -> QToolButton:
        more = QToolButton()
        put_icon(more, "ellipsis", "muted")
        more.setToolTip(self.tr("Rename or remove {level}").format(level=name))
        more.setAccessibleName(more.toolTip())
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        rename = menu.addMenu(self.tr("Rename to"))
        rename.aboutToShow.connect(lambda: self._fill_rename(rename, name))
        menu.addAction(self.tr("Remove")).triggered.connect(lambda _on: self.bridge.apply(RemoveLevel(name), self))
        more.setMenu(menu)
        return more

    def _fill_rename(self, menu: QMenu, name: str) -> None:
        menu.clear()
        taken = {level.name for level in self.plan.levels} if self.plan is not None else set()
        for other in ALL_LEVELS:
            if other not in taken:
                menu.addAction(self._entry(other)).triggered.connect(self._renamer(name, other))

    def _renamer(self, name: str, other: str) -> Callable[[bool], None]:
        return lambda _on: self._edit(lambda plan: rename_level(plan, name, other))

    def _confirmer(self, name: str) -> Callable[[], None]:
        who = self.session.who if self.session is not None else ""
        return lambda: self._edit(lambda plan: confirm_level(plan, name, who))

    def _goer(self, level: Level) -> Callable[[], None]:
        return lambda: go_to(self.bridge, level.centre_mm, ("level", level.name), self)

    def _edit(self, make: Callable[[Plan], Edit]) -> None:
        if self.plan is None:
            return
        try:
            edit = make(self.plan)
        except EditRefused as error:
            self.bridge.message.emit(error.for_the_user)
            return
        self.bridge.apply(edit, self)

    def _expect(self, name: str) -> None:
        self.bridge.look(self, next_level=name, tool="level")

    def _skip(self) -> None:
        if self.session is not None:
            self._expect(skip(self.session.plan, self.session.view.next_level or default_expected(self.session.plan)))

    def _step(self, icon: str, steps: int, tip: str) -> QToolButton:
        made = QToolButton()
        put_icon(made, icon)
        made.setToolTip(tip)
        made.setAccessibleName(tip.split("  ", maxsplit=1)[0])
        made.clicked.connect(lambda: self._expect(step_expected(self.expected.currentData(), steps)))
        return made

    def _entry(self, name: str) -> str:
        return self.tr("{level} (transitional)").format(level=name) if name in TRANSITIONAL else name
