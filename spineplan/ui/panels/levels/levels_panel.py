"""Levels: found by themselves and confirmed, or named by clicking; says exactly what to do next."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from spineplan.session.levels.level_naming import default_expected
from spineplan.session.levels.level_state import is_anchored, rested_on, stale_levels
from spineplan.session.session import Session
from spineplan.ui.go_there import go_to, level_at
from spineplan.ui.icons import put_icon
from spineplan.ui.level_work import LevelWork
from spineplan.ui.panels.levels.find_again import FindAgain
from spineplan.ui.panels.levels.level_by_hand import LevelByHand
from spineplan.ui.panels.levels.level_details import LevelDetails
from spineplan.ui.panels.levels.level_list import LevelList
from spineplan.ui.panels.pieces import Card, Prompt, button, flowing, hint, section, side_by_side, warning
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
        self.find_button = button(
            self.tr("Find levels"), self._find, "scan", "primary",
            self.tr("Vertebrae and discs are looked for in the CT  (Ctrl+F)"),
        )  # fmt: skip
        self.find_button.setShortcut("Ctrl+F")
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
        self.by_hand = LevelByHand(bridge)
        self.add(self.by_hand)
        self.column.addStretch(1)
        QShortcut(QKeySequence("F2"), self, self._ask_name)

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
        self._nothing.setText(self._where_to_start(session))
        self.details.show_level(plan.level(chosen), found.get(chosen), self.work.ct is not None and not self.work.busy)
        self.by_hand.show_session(session)

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
        self._nothing = hint("")
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

    def _where_to_start(self, session: Session) -> str:
        start = self.tr("Nothing is named yet. Start at a level you are sure of, often T12 or L5.")
        if session.volume is None or session.volume.modality == "CT":
            return start
        return self.tr("Levels find themselves in a CT only; here each is named by a click.") + " " + start

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
        from spineplan.session.levels.level_outlines import matched

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
        session = self.session
        if not name or session is None:
            return
        # Until now a name that was given in passing was signed with that of the computer's account.
        unsigned = () if self._settings is None or self._settings.user_name_said else (session.who,)
        if self._settings is not None:
            self._settings.user_name = name
        session.who = name
        self.who_card.hide()
        names, second = self._asked
        self._asked = ((), False)
        if not second:
            mine = [level.name for level in session.plan.levels
                    if level.state == "confirmed" and level.confirmed_by in unsigned]  # fmt: skip
            names = (*names, *(one for one in mine if one not in names))
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

    def _ask_name(self) -> None:
        """F2: which vertebra is the selected one, or the one at the crosshair?"""
        session = self.session
        if session is None:
            return
        name = self.details.shown or level_at(self.bridge)
        if session.plan.level(name) is None:
            self.bridge.message.emit(self.tr("Choose a level first: Ctrl+Up and Ctrl+Down go from one to the next."))
            return
        self.bridge.look(self, selected=("level", name))
        self.refresh()
        self.details.ask()


def _rank(made: QPushButton, icon: str, first: bool) -> None:
    """Whether a button is the one to press now."""
    name = "primary" if first else ""
    if made.objectName() != name:
        made.setObjectName(name)
        put_icon(made, icon, "on_accent" if first else "text")
        made.style().unpolish(made)
        made.style().polish(made)
