"""Levels: found by themselves and confirmed, or named by clicking; says exactly what to do next."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

from spineplan.errors import EditRefused
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL
from spineplan.plan.model import Plan
from spineplan.session.level_naming import default_expected, shift_levels, skip, step_expected
from spineplan.session.level_state import is_anchored, rested_on, stale_levels
from spineplan.session.session import Session
from spineplan.ui.go_there import go_to
from spineplan.ui.icons import put_icon
from spineplan.ui.level_work import LevelWork
from spineplan.ui.panels.find_again import FindAgain
from spineplan.ui.panels.level_details import LevelDetails
from spineplan.ui.panels.level_list import LevelList
from spineplan.ui.panels.pieces import Card, Prompt, button, combo, flowing, hint, section, side_by_side, warning
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.ui.settings import Settings
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.level_actions import confirm, level_menu, to_confirm, to_read_again

if TYPE_CHECKING:
    from spineplan.anatomy.levels_of_ct import FoundLevel


_FEWEST = 4
"""So many marked bodies give a line to straighten the spine along."""


class LevelsPanel(StagePanel):
    """Finds, lists and confirms levels. Takes up the level tool while there is nothing that was found."""

    stage = "levels"

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.work = LevelWork(bridge, self)
        self.work.changed.connect(self.mark_stale)
        self.work.found_marks.connect(self._show_found)
        self._settings: Settings | None = None
        self._asked: tuple[tuple[str, ...], bool] = ((), False)
        self.prompt = Prompt()
        self.find_button = button(self.tr("Find levels"), self._find, "scan", "primary")
        self.cancel_button = button(self.tr("Cancel"), self.work.cancel, "x")
        self.go_on_button = button(self.tr("Make the outlines"), self.work.go_on, "play")
        self.basis = warning()
        self.confirm_button = button(
            self.tr("Confirm all"), self._confirm_all, "check", "primary",
            self.tr("You vouch for every name in the list  (Ctrl+Enter)"),
        )  # fmt: skip
        self.confirm_button.setShortcut("Ctrl+Return")
        self.second_button = button(
            self.tr("Second reading of all"), self._read_all, "check-check", "",
            self.tr("Another person than the first vouches for the names too"),
        )  # fmt: skip
        for thing in (self.prompt, self.basis):
            self.add(thing)
        # What is pressed next comes first and stays where it is while the rest comes and goes.
        self.add(flowing(self.confirm_button, self.second_button, self.find_button, self.cancel_button,
                         self.go_on_button))  # fmt: skip
        self.again = FindAgain()
        self.again.agreed.connect(self.work.find)
        self.add(self.again)
        self._add_who()
        self._add_list()
        self._add_by_hand()
        self.column.addStretch(1)

    def use_settings(self, settings: Settings) -> None:
        """Where the user's name is kept: it is asked for once."""
        self._settings = settings

    def entered(self) -> None:
        """The sagittal view is for counting. Without found levels the next click names one."""
        session = self.session
        if session is None:
            return
        plan = session.plan
        if any(level.disc_above is not None or level.mask is not None for level in plan.levels):
            bent = bool(plan.spine_line_mm) or len(plan.levels) >= _FEWEST
            self.bridge.look(self, tool="window", layout="spine" if bent else "sagittal_first", maximised=None)
            return
        expected = session.view.next_level or default_expected(session.plan)
        self.bridge.look(self, tool="level", layout="sagittal_first", next_level=expected, maximised=None)

    def left(self) -> None:
        """Give the mouse back."""
        if self.session is not None:
            if self.session.view.tool == "level":
                self.bridge.look(self, tool="window")
            if self.session.view.layout in ("sagittal_first", "spine"):
                self.bridge.look(self, layout="four_up")

    def refresh(self) -> None:
        """Prompt, list, details, expectation."""
        session = self.session
        self.set_usable(session is not None)
        if session is None:
            self.prompt.say(self.tr("Open a study first"))
            return
        plan = session.plan
        self._ask(session)
        self._write_state(session)
        found = self._found_by_name(session)
        doubts = {name: level.problems for name, level in found.items()}
        chosen = session.view.selected[1] if session.view.selected and session.view.selected[0] == "level" else ""
        self.list.show_levels(plan.levels, doubts, chosen)
        self._nothing.setVisible(not plan.levels)
        self.details.show_level(plan.level(chosen), found.get(chosen), self.work.ct is not None and not self.work.busy)
        expected = session.view.next_level or default_expected(plan)
        self.expected.setCurrentIndex(self.expected.findData(expected))
        self.by_hand.setChecked(session.view.tool == "level")
        for widget in (self._shift_title, self.shift_up, self.shift_down):
            widget.setVisible(bool(plan.levels))

    def _add_who(self) -> None:
        self.who_card = Card("promptCard")
        self.who = QLineEdit()
        self.who.setAccessibleName(self.tr("Your name"))
        self.who.setPlaceholderText(self.tr("Your name"))
        self.who.returnPressed.connect(self._say_who)
        self.who_button = button(self.tr("Confirm as"), self._say_who, "user", "primary")
        self.who_card.column.addWidget(hint(self.tr("Who confirms? It is written beside each name, and asked once.")))
        self.who_card.column.addLayout(side_by_side(self.who, self.who_button))
        self.who_card.hide()
        self.add(self.who_card)

    def _add_list(self) -> None:
        self.add(section(self.tr("LEVELS")))
        self._nothing = hint(self.tr("Nothing is named yet. Start at a level you are sure of, often T12 or L5."))
        self.list = LevelList()
        self.list.chosen.connect(self._go)
        self.list.confirmed.connect(lambda name: self._confirm((name,)))
        self.list.more.connect(self._more)
        self.details = LevelDetails(self.bridge)
        self.details.confirm.connect(lambda name: self._confirm((name,)))
        self.details.second.connect(lambda name: self._confirm((name,), second=True))
        self.details.measure.connect(self.work.measure)
        for thing in (self._nothing, self.details, self.list):
            self.add(thing)

    def _add_by_hand(self) -> None:
        self.add(section(self.tr("BY HAND")))
        self.by_hand = button(
            self.tr("Name by clicking"), self._toggle_naming, "tag", tip=self.tr("Each click on a body names a level")
        )
        self.by_hand.setCheckable(True)
        self.expected = combo([(name, self._entry(name)) for name in ALL_LEVELS], self.tr("Level that comes next"))
        self.expected.activated.connect(lambda _row: self._expect(self.expected.currentData()))
        self.up = self._step("arrow-up", -1, self.tr("One level up  (arrow up, over the images)"))
        self.down = self._step("arrow-down", 1, self.tr("One level down  (arrow down, over the images)"))
        self.skip_button = button(self.tr("Skip"), self._skip, "skip-forward", tip=self.tr("Leave it out  (Space)"))
        self.add(flowing(self.by_hand))
        row = side_by_side(self.expected, self.up, self.down, self.skip_button)
        row.setStretch(0, 1)
        self.add(row)
        self._shift_title = section(self.tr("COUNTED WRONG?"))
        self.shift_up = button(self.tr("All one up"), lambda: self._shift(-1), "arrow-up")
        self.shift_down = button(self.tr("All one down"), lambda: self._shift(1), "arrow-down")
        self.add(self._shift_title)
        self.add(side_by_side(self.shift_up, self.shift_down))

    def _ask(self, session: Session) -> None:
        """The one thing to do now."""
        plan = session.plan
        expected = session.view.next_level or default_expected(plan)
        open_ = to_confirm(plan)
        if self.work.finding:
            self.prompt.say(self.tr("Finding the levels"), self.tr("The marks come first; you can work meanwhile."))
        elif session.view.tool == "level" and plan.level(expected) is not None:
            self.prompt.say(
                self.tr("Click the body of {level} to move its mark").format(level=expected),
                self.tr("Or choose the level that comes next."),
            )
        elif session.view.tool == "level":
            self.prompt.say(
                self.tr("Click the body of {level}").format(level=expected),
                self.tr("In the sagittal view. Space skips, arrow keys choose another level, Esc gives a click up."),
            )
        elif open_:
            self.prompt.say(
                self.tr("Check the names, then confirm"),
                self.tr("One is wrong? Click its name: all others follow. Drag a mark or a disc line to correct it."),
            )
        elif plan.levels:
            self.prompt.say(self.tr("Every name is confirmed"), self.tr("Click a name or drag a disc line to correct."))
        else:
            self.prompt.say(self.tr("Naming is paused"), self.tr("Find the levels, or name them by clicking."))

    def _write_state(self, session: Session) -> None:
        plan, busy = session.plan, self.work.busy
        open_ = to_confirm(plan)
        writable = session.read_only_reason is None
        self.basis.setText(f"△ {plan.count_basis}" if open_ else rested_on(plan.count_basis))
        self.basis.setObjectName("warning" if open_ else "hint")
        self.basis.style().unpolish(self.basis)
        self.basis.style().polish(self.basis)
        self.basis.setVisible(bool(plan.count_basis))
        self.find_button.setVisible(self.work.ct is not None)
        self.find_button.setEnabled(writable and not busy)
        self.find_button.setText(self.tr("Find again") if plan.spine_line_mm else self.tr("Find levels"))
        _rank(self.find_button, "scan", not plan.levels)
        self.confirm_button.setVisible(bool(open_))
        self.confirm_button.setEnabled(writable)
        _rank(self.confirm_button, "check", is_anchored(plan))
        self.second_button.setVisible(not open_ and bool(to_read_again(plan, session.who)))
        self.cancel_button.setVisible(busy)
        self.go_on_button.setVisible(not busy and self.work.ct is not None and bool(stale_levels(plan)))

    def _found_by_name(self, session: Session) -> "dict[str, FoundLevel]":
        if session.found is None:
            return {}
        from spineplan.session.level_outlines import matched

        return {level.name: found for level, found in matched(session.plan, session.found)}

    def _show_found(self) -> None:
        """The straightened spine shows what was found; the mouse corrects and no longer names."""
        session = self.session
        if session is None or not self.isVisible():
            return
        self.bridge.look(self, layout="spine", tool="window", maximised=None)
        middle = session.plan.levels[len(session.plan.levels) // 2]
        go_to(self.bridge, middle.centre_mm, None, self)

    def _find(self) -> None:
        if self.plan is not None:
            self.again.ask(self.plan)

    def _confirm_all(self) -> None:
        if self.plan is not None:
            self._confirm(to_confirm(self.plan))

    def _read_all(self) -> None:
        if self.session is not None and self.plan is not None:
            self._confirm(to_read_again(self.plan, self.session.who), second=True)

    def _confirm(self, names: tuple[str, ...], second: bool = False) -> None:
        """Confirm, once it is known who does."""
        session = self.session
        if session is None or not names:
            return
        if not session.who or (self._settings is not None and not self._settings.user_name_said):
            self._asked = (names, second)
            self.who.setText(session.who)
            self.who_card.show()
            self.who.setFocus()
            self.who.selectAll()
            return
        confirm(self.bridge, names, second)

    def _say_who(self) -> None:
        name = self.who.text().strip()
        if not name or self.session is None:
            return
        if self._settings is not None:
            self._settings.user_name = name
        self.session.who = name
        self.who_card.hide()
        names, second = self._asked
        self._asked = ((), False)
        if names:
            confirm(self.bridge, names, second)

    def _go(self, name: str) -> None:
        level = self.plan.level(name) if self.plan is not None else None
        if level is not None:
            go_to(self.bridge, level.centre_mm, ("level", name), self)

    def _more(self, name: str) -> None:
        level = self.plan.level(name) if self.plan is not None else None
        if level is not None:
            self._go(name)
            level_menu(self.bridge, name, level.centre_mm)

    def _shift(self, steps: int) -> None:
        plan: Plan | None = self.plan
        if plan is None:
            return
        try:
            edit = shift_levels(plan, steps)
        except EditRefused as error:
            self.bridge.message.emit(error.for_the_user)
            return
        self.bridge.apply(edit, self)

    def _toggle_naming(self) -> None:
        if self.session is not None:
            naming = self.session.view.tool == "level"
            expected = self.session.view.next_level or default_expected(self.session.plan)
            self.bridge.look(self, tool="window" if naming else "level", next_level=expected)

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


def _rank(made: QPushButton, icon: str, first: bool) -> None:
    """Whether a button is the one to press now."""
    name = "primary" if first else ""
    if made.objectName() != name:
        made.setObjectName(name)
        put_icon(made, icon, "on_accent" if first else "text")
        made.style().unpolish(made)
        made.style().polish(made)
