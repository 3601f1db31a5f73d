"""The checklist: what is done, by whom and why; whether the plan is ready; the report."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from spineplan.clinical.checklist import ItemState, Readiness
from spineplan.plan.edits import AnswerItem
from spineplan.plan.model import AnswerState, ChecklistAnswer
from spineplan.ui.dates import now_utc, shown_moment
from spineplan.ui.icons import put_icon
from spineplan.ui.measured import Measured
from spineplan.ui.panels.checklist_view import ChecklistView, level_words, state_words
from spineplan.ui.panels.kept_list import KeptList
from spineplan.ui.panels.pieces import Card, button, flowing, hint, section
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge

_SIGNS = {
    "READY": ("circle-check", "ok"),
    "REVIEW": ("triangle-alert", "caution"),
    "BLOCKED": ("octagon-alert", "danger"),
}
_MOST_REASONS = 3


class ReviewPanel(StagePanel):
    """`report_wanted("pdf" or "html")`."""

    stage = "review"
    report_wanted = Signal(str)

    def __init__(self, bridge: SessionBridge, measured: Measured, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._measured = measured
        measured.changed.connect(self.mark_stale)
        self.items = ChecklistView()
        self._add_verdict()
        self.items.setMinimumHeight(220)
        self.items.item_chosen.connect(self._show_item)
        self.column.addWidget(self.items, 1)
        self._add_answer()
        self._add_kept()
        self.pdf_button = button(
            self.tr("Report as PDF…"), lambda: self.report_wanted.emit("pdf"), "file-text", "primary"
        )
        self.html_button = button(self.tr("HTML…"), lambda: self.report_wanted.emit("html"))
        self.add(flowing(self.pdf_button, self.html_button))
        self._shown: ItemState | None = None

    def _add_verdict(self) -> None:
        card = Card()
        self._sign, self.verdict = QLabel(), QLabel()
        self.verdict.setObjectName("big")
        card.column.addLayout(flowing(self._sign, self.verdict))
        self.reasons = hint()
        card.column.addWidget(self.reasons)
        self.next_open_button = button(
            "", self.items.go_to_next_open, "arrow-down", tip=self.tr("Goes to it in the list")
        )
        card.column.addLayout(flowing(self.next_open_button))
        self.add(card)

    def _add_answer(self) -> None:
        self._card = Card()
        self._item, self._evidence, self._who = QLabel(), hint(), hint()
        self._item.setWordWrap(True)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note or reason"))
        self.note.setAccessibleName(self.tr("Note or reason"))
        self.note.returnPressed.connect(lambda: self._answer("done"))
        self.done_button = button(
            self.tr("Done"), lambda: self._answer("done"), "check", tip=self.tr("Key D in the list")
        )
        self.skip_button = button(
            self.tr("Does not apply"), lambda: self._answer("not_applicable"), tip=self.tr("Key N in the list")
        )
        self.problem_button = button(
            self.tr("Problem"), lambda: self._answer("problem"), "triangle-alert", tip=self.tr("Key P in the list")
        )
        self.reopen_button = button(self.tr("Reopen"), lambda: self._answer("open"), kind="quiet")
        for widget in (self._item, self._evidence, self._who, self.note):
            self._card.column.addWidget(widget)
        self._card.column.addLayout(flowing(self.done_button, self.problem_button))
        self._card.column.addLayout(flowing(self.skip_button, self.reopen_button))
        self.add(section(self.tr("ANSWER")))
        self.add(self._card)
        for key, state in (("D", "done"), ("N", "not_applicable"), ("P", "problem")):
            self._key(key, state)  # type: ignore[arg-type]

    def _add_kept(self) -> None:
        self.kept = KeptList(self.bridge)
        self.remove_kept = button(self.tr("Remove"), self.kept.remove, "trash-2", "quiet")
        self._kept_title = section(self.tr("KEY IMAGES AND MEASUREMENTS"))
        self.kept.chose.connect(self._offer_removal)
        for widget in (self._kept_title, self.kept):
            self.add(widget)
        self.add(flowing(self.remove_kept))

    def _offer_removal(self) -> None:
        self.remove_kept.setVisible(self.kept.currentItem() is not None)

    def _key(self, key: str, state: AnswerState) -> None:
        shortcut = QShortcut(QKeySequence(key), self.items)
        shortcut.setContext(shortcut.context().WidgetShortcut)
        shortcut.activated.connect(lambda: self._answer(state))

    def refresh(self) -> None:
        """Verdict, list, the item chosen."""
        self.set_usable(self.session is not None)
        self._judge(self._measured.readiness(), self._measured.states())
        self.items.show_states(self._measured.states())
        self.kept.show_plan(self.plan)
        self._kept_title.setVisible(not self.kept.isHidden())
        self._offer_removal()
        shown = self.items.current()
        self._show_item(shown)

    def _judge(self, verdict: Readiness | None, states: Sequence[ItemState]) -> None:
        still_open = sum(state.state == "open" for state in states)
        self.next_open_button.setVisible(still_open > 0)
        self.next_open_button.setText(self.tr("Next open item  ({n} left)").format(n=still_open))
        if verdict is None:
            self.verdict.setText(self.tr("No plan"))
            self.reasons.setText("")
            return
        put_icon(self._sign, *_SIGNS[verdict.state], 24)
        self.verdict.setText(verdict.state)
        reasons = list(verdict.reasons)
        if verdict.open_items:
            text = self.tr("{n} required items are open.")
            reasons[-1] = text.format(n=len(verdict.open_items))
        shown = reasons[:_MOST_REASONS]
        if len(reasons) > _MOST_REASONS:
            shown.append(self.tr("and {n} more").format(n=len(reasons) - _MOST_REASONS))
        self.reasons.setText("\n".join(shown) or self.tr("Every required item before the procedure is done."))
        self.reasons.setToolTip("\n".join(verdict.reasons))

    def _show_item(self, state: ItemState | None) -> None:
        changed = state is None or self._shown is None or state.item.id != self._shown.item.id
        self._shown = state
        self._card.setEnabled(state is not None and self.session is not None)
        if state is None:
            self._item.setText(self.tr("Choose an item of the list."))
            for label in (self._evidence, self._who):
                label.setText("")
            return
        self._item.setText(f"{state.item.id}  {state.item.text}")
        lines = [state.evidence]
        if state.suggestion:
            lines.append(self.tr("Suggestion: {text}").format(text=state.suggestion))
        self._evidence.setText("\n".join(lines))
        self._who.setText(self._signature(state))
        self.reopen_button.setEnabled(state.answer is not None)
        if changed:
            self.note.setText(state.answer.note if state.answer is not None else "")
            self.note.setCursorPosition(0)

    def _signature(self, state: ItemState) -> str:
        words = f"{state_words(state.state)} · {level_words(state.item.level)}"
        if state.answer is not None:
            when = shown_moment(state.answer.utc)
            return self.tr("{words} · {name}, {when}").format(words=words, name=state.answer.by or "?", when=when)
        return self.tr("{words} · by the software").format(words=words) if state.filled_by == "software" else words

    def _answer(self, answer: AnswerState) -> None:
        session, shown = self.session, self._shown
        if session is None or shown is None:
            return
        if answer == "problem" and not self.note.text().strip():
            self.bridge.message.emit(self.tr("Say in the note what the problem is."))
            self.note.setFocus()
            return
        said = ChecklistAnswer(
            item=shown.item.id, state=answer, by=session.who, utc=now_utc(), note=self.note.text().strip()
        )
        if self.bridge.apply(AnswerItem(said), self) is not None and answer != "open":
            self.items.go_to_next_open()
