"""Comments pinned to what they are about: a click brings every pane back to what the author saw."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from spineplan.errors import SpineplanError
from spineplan.plan.edits import Edit, RemoveComment
from spineplan.plan.model import Comment, Plan
from spineplan.session.discussing import Thread, comment, pin_words, pins, reply, resolve, thread_numbers, threads
from spineplan.session.viewpoints import view_at
from spineplan.ui.dates import now_utc, shown_moment
from spineplan.ui.go_there import go_to
from spineplan.ui.panels.pieces import Card, button, combo, fill, flowing, hint
from spineplan.viewer.bridge import SessionBridge

WRITE_LINES = 3


class CommentsSection(QWidget):
    """A field to write in, then the threads, open ones first."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._drawn: tuple[object, ...] = ()
        self._answering = ""
        self._heads: dict[str, QAbstractButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.pin = combo([], self.tr("What the comment is about"))
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(self.tr("Write a comment; what you see now is kept with it"))
        self.text.setAccessibleName(self.tr("Comment"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * WRITE_LINES + 14)
        self.send = button(self.tr("Comment"), self._send, "pencil", "primary")
        self.cancel = button(self.tr("Cancel"), lambda: self._answer(""), kind="quiet")
        column.addWidget(self.pin)
        column.addWidget(self.text)
        column.addLayout(flowing(self.send, self.cancel))
        self._threads = QWidget()
        self._list = QVBoxLayout(self._threads)
        self._list.setContentsMargins(0, 4, 0, 0)
        self._list.setSpacing(8)
        column.addWidget(self._threads)
        column.addStretch(1)

    def show_plan(self, plan: Plan | None) -> int:
        """Write everything; returns how many threads are open."""
        session = self._bridge.session
        found = threads(plan.comments) if plan is not None else ()
        offered = pins(session) if session is not None else ()
        fill(self.pin, [(str(n), words) for n, (_, words) in enumerate(offered)])
        self.pin.setVisible(not self._answering)
        self.cancel.setVisible(bool(self._answering))
        drawn = (found, plan.levels, plan.needles, plan.lesions) if plan is not None else ()
        if drawn != self._drawn:
            self._drawn = drawn
            self._write(plan, found)
        return sum(not thread.resolved for thread in found)

    def _write(self, plan: Plan | None, found: tuple[Thread, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._heads = {}
        if plan is not None:
            numbers = thread_numbers(plan.comments)
            for thread in found:
                self._list.addWidget(self._card(thread, plan, numbers[thread.first.id]))

    def show_thread(self, comment_id: str) -> QWidget | None:
        """The head of a thread takes the keys, so that it is ringed; None when it is gone."""
        head = self._heads.get(comment_id)
        if head is not None:
            head.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return head

    def _card(self, thread: Thread, plan: Plan, number: int) -> Card:
        first = thread.first
        card = Card()
        about = button(f"{number} · {pin_words(first.pin, plan)}", partial(self._go, first), "locate-fixed", "quiet",
                       self.tr("Show what the author saw"))  # fmt: skip
        self._heads[first.id] = about
        card.column.addLayout(flowing(about))
        for one in (first, *thread.replies):
            words = QLabel(one.text)
            words.setWordWrap(True)
            words.setContentsMargins(0 if one is first else 14, 0, 0, 0)
            who = hint(f"{one.author or '?'}, {shown_moment(one.utc)}")
            who.setContentsMargins(0 if one is first else 14, 0, 0, 0)
            card.column.addWidget(who)
            card.column.addWidget(words)
        if thread.resolved:
            card.column.addWidget(hint(self.tr("Resolved by {name}").format(name=first.resolved_by)))
        settle = self.tr("Open again") if thread.resolved else self.tr("Resolve")
        row = [
            button(self.tr("Answer"), partial(self._answer, first.id), kind="quiet"),
            button(settle, partial(self._resolve, first), "check", "quiet"),
        ]
        session = self._bridge.session
        if session is not None and first.author == session.who and not thread.replies:
            row.append(button(self.tr("Remove"), partial(self._apply, RemoveComment(first.id)), "trash-2", "quiet"))
        card.column.addLayout(flowing(*row))
        return card

    def _go(self, one: Comment) -> None:
        session = self._bridge.session
        if session is None:
            return
        self._bridge.look(self, comment=one.id)
        if one.viewpoint is not None:
            session.set_view(view_at(one.viewpoint, session.view, frozenset(session.volumes)), self)
        elif one.pin.point_mm is not None:
            go_to(self._bridge, one.pin.point_mm, None, self)

    def _answer(self, comment_id: str) -> None:
        self._answering = comment_id
        self.send.setText(self.tr("Answer") if comment_id else self.tr("Comment"))
        self.show_plan(self._bridge.session.plan if self._bridge.session is not None else None)
        if comment_id:
            self.text.setFocus()

    def _send(self) -> None:
        session = self._bridge.session
        if session is None:
            return
        text = self.text.toPlainText()
        try:
            to = next((one for one in session.plan.comments if one.id == self._answering), None)
            if to is not None:
                edit = reply(session, to, text, now_utc())
            else:
                edit = comment(session, text, pins(session)[max(self.pin.currentIndex(), 0)][0], now_utc())
        except SpineplanError as error:
            self._bridge.message.emit(str(error))
            return
        if self._apply(edit):
            self.text.clear()
            self._answer("")

    def _resolve(self, one: Comment) -> None:
        session = self._bridge.session
        if session is None:
            return
        try:
            self._apply(resolve(session, one, now_utc()))
        except SpineplanError as error:
            self._bridge.message.emit(str(error))

    def _apply(self, edit: Edit) -> bool:
        return self._bridge.apply(edit, self) is not None
