"""The checklist as the last gate: template, items, evidence with "show me", and the answer of a named person."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from spineplan.clinical.checklist import ItemState, offered_templates
from spineplan.plan.edits import AnswerItem, ChooseTemplate
from spineplan.plan.model import AnswerState, ChecklistAnswer, Plan
from spineplan.session.evidence import evidence_of
from spineplan.ui.dates import now_utc, shown_moment
from spineplan.ui.go_there import go_to
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import Card, button, combo, fill, flowing, hint
from spineplan.ui.panels.review.checklist_view import ChecklistView, level_words, state_words
from spineplan.viewer.bridge import SessionBridge


class ChecklistSection(QWidget):
    """`stage_wanted(stage)`: the evidence is shown there."""

    stage_wanted = Signal(str)

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown: ItemState | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.template = combo([], self.tr("Checklist template"))
        self.template.activated.connect(self._choose_template)
        self._column.addWidget(self.template)
        self.items = ChecklistView()
        self.items.setMinimumHeight(170)
        self.items.item_chosen.connect(self.show_item)
        self._column.addWidget(self.items, 1)
        self._add_answer()

    def _add_answer(self) -> None:
        self._card = Card()
        self._item, self._evidence, self._who = QLabel(), hint(), hint()
        self._item.setWordWrap(True)
        self.show_me = button(self.tr("Show me"), self._show_evidence, "locate-fixed", "quiet",
                              self.tr("Go to what this rests on"))  # fmt: skip
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note or reason"))
        self.note.setAccessibleName(self.tr("Note or reason"))
        self.note.returnPressed.connect(lambda: self._answer("done"))
        self.done_button = button(self.tr("Done"), lambda: self._answer("done"), "check",
                                  tip=self.tr("Key D in the list"))  # fmt: skip
        self.skip_button = button(
            self.tr("Does not apply"), lambda: self._answer("not_applicable"), tip=self.tr("Key N in the list")
        )
        self.problem_button = button(
            self.tr("Problem"), lambda: self._answer("problem"), "triangle-alert", tip=self.tr("Key P in the list")
        )
        self.reopen_button = button(self.tr("Reopen"), lambda: self._answer("open"), kind="quiet")
        for widget in (self._item, self._evidence, self._who):
            self._card.column.addWidget(widget)
        self._card.column.addWidget(self.note)
        self._card.column.addLayout(flowing(self.done_button, self.problem_button, self.show_me))
        self._card.column.addLayout(flowing(self.skip_button, self.reopen_button))
        self._column.addWidget(self._card)
        for key, state in (("D", "done"), ("N", "not_applicable"), ("P", "problem")):
            self._key(key, state)  # type: ignore[arg-type]

    def _key(self, key: str, state: AnswerState) -> None:
        shortcut = QShortcut(QKeySequence(key), self.items)
        shortcut.setContext(shortcut.context().WidgetShortcut)
        shortcut.activated.connect(lambda: self._answer(state))

    def show_states(self, plan: Plan | None, states: Sequence[ItemState]) -> None:
        """The list, and the item chosen in it."""
        version = self.tr("version {n}")
        offered = [(one.id, f"{one.title}, {version.format(n=one.version)}") for one in offered_templates()]
        fill(self.template, offered, plan.checklist_template if plan is not None else None)
        self.template.setVisible(len(offered) > 1)
        self.items.show_states(states)
        self.show_item(self.items.current())

    def show_item(self, state: ItemState | None) -> None:
        """The item's evidence and answer."""
        changed = state is None or self._shown is None or state.item.id != self._shown.item.id
        self._shown = state
        session = self._bridge.session
        self._card.setEnabled(state is not None and session is not None)
        if state is None or session is None:
            self._item.setText(self.tr("Choose an item of the list."))
            for label in (self._evidence, self._who):
                label.setText("")
            self.show_me.hide()
            return
        self._item.setText(f"{state.item.id}  {say(state.item.text)}")
        lines = [say(state.evidence)]
        if state.suggestion:
            lines.append(self.tr("Suggestion: {text}").format(text=say(state.suggestion)))
        self._evidence.setText("\n".join(lines))
        self._who.setText(self._signature(state))
        self.show_me.setVisible(evidence_of(state, session.plan) is not None)
        self.reopen_button.setEnabled(state.answer is not None)
        if changed:
            self.note.setText(state.answer.note if state.answer is not None else "")
            self.note.setCursorPosition(0)

    def _show_evidence(self) -> None:
        session = self._bridge.session
        found = evidence_of(self._shown, session.plan) if session is not None and self._shown is not None else None
        if found is None:
            return
        if found.point_mm is not None:
            go_to(self._bridge, found.point_mm, found.selection, self)
        self.stage_wanted.emit(found.stage)

    def _signature(self, state: ItemState) -> str:
        words = f"{state_words(state.state)} · {level_words(state.item.level)}"
        if state.answer is not None:
            when = shown_moment(state.answer.utc)
            return self.tr("{words} · {name}, {when}").format(words=words, name=state.answer.by or "?", when=when)
        return self.tr("{words} · by the software").format(words=words) if state.filled_by == "software" else words

    def _answer(self, answer: AnswerState) -> None:
        session, shown = self._bridge.session, self._shown
        if session is None or shown is None:
            return
        if answer == "problem" and not self.note.text().strip():
            self._bridge.message.emit(self.tr("Say in the note what the problem is."))
            self.note.setFocus()
            return
        said = ChecklistAnswer(
            item=shown.item.id,
            state=answer,
            by=session.who,
            utc=now_utc(),
            note=self.note.text().strip(),
            seen=shown.seen,
        )
        if self._bridge.apply(AnswerItem(said), self) is not None and answer != "open":
            self.items.go_to_next_open()

    def _choose_template(self) -> None:
        self._bridge.apply(ChooseTemplate(self.template.currentData()), self)
