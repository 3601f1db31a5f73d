"""Opinions and signatures: what each colleague thinks, and who signed which state of the plan in which role."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from spineplan.errors import SpineplanError
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import ConfirmLevels, Edit
from spineplan.plan.model import Plan, Verdict
from spineplan.plan.signing import ROLES, is_signed
from spineplan.session.discussing import opinion, reopening, signature
from spineplan.session.session import Session
from spineplan.storage.signed_versions import SignatureStory, signature_stories
from spineplan.storage.versions import Snapshot
from spineplan.ui.dates import now_utc, shown_moment
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import Card, button, combo, flowing, hint, section
from spineplan.viewer.bridge import SessionBridge


class SignOffSection(QWidget):
    """`signed` after a signature, so that the plan can be saved with it."""

    signed = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.snapshots: Callable[[], Mapping[str, Snapshot]] = dict
        self._drawn: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.who = hint()
        self.role = combo([(role, self._role_words(role)) for role in ROLES], self.tr("Your role"))
        self.role.setEditable(True)
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Reason, alternative"))
        self.text.setAccessibleName(self.tr("Reason, alternative"))
        self.agree = button(self.tr("Agree"), lambda: self._say("agree"), "check")
        self.disagree = button(self.tr("Disagree"), lambda: self._say("disagree"), "x")
        self.other = button(self.tr("Alternative"), lambda: self._say("alternative"))
        self.second = button(self.tr("Second reading of the levels"), self._confirm, "check-check",
                             tip=self.tr("I counted the levels myself and agree with their names"))  # fmt: skip
        self.sign = button(self.tr("Sign the plan"), self._sign, "pencil", "primary")
        self.reopen = button(self.tr("Reopen for edits"), self._reopen, "rotate-ccw")
        for thing in (self.who, self.role, self.text):
            column.addWidget(thing)
        column.addLayout(flowing(self.agree, self.disagree, self.other))
        column.addLayout(flowing(self.second))
        column.addLayout(flowing(self.sign, self.reopen))
        self._told = QVBoxLayout()
        self._told.setSpacing(6)
        column.addLayout(self._told)
        column.addStretch(1)

    def show_plan(self, session: Session | None) -> str:
        """Write everything; returns a few words for the heading."""
        plan = session.plan if session is not None else None
        if session is None or plan is None:
            return ""
        self.who.setText(self.tr("You are {name}.").format(name=session.who) if session.who
                         else self.tr("Say who you are in the settings: what is signed carries a name."))  # fmt: skip
        locked = is_signed(plan)
        self.reopen.setVisible(locked)
        self.second.setVisible(bool(_to_read(plan, session.who)) and not locked)
        stories = signature_stories(plan, self.snapshots())
        drawn = (plan.opinions, stories, plan.levels, plan.reopenings, content_digest(plan))
        if drawn != self._drawn:
            self._drawn = drawn
            self._write(plan, stories)
        void = sum(not story.valid for story in stories)
        valid = len(stories) - void
        words = [self.tr("{n} signed").format(n=valid)] if valid else []
        words += [self.tr("{n} void").format(n=void)] if void else []
        return ", ".join(words)

    def _write(self, plan: Plan, stories: tuple[SignatureStory, ...]) -> None:
        while (item := self._told.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        digest = content_digest(plan)
        if stories:
            self._told.addWidget(section(self.tr("SIGNATURES")))
        for story in stories:
            self._told.addWidget(self._signature(story))
        if plan.opinions:
            self._told.addWidget(section(self.tr("OPINIONS")))
        names = {"agree": self.tr("agrees"), "disagree": self.tr("disagrees"), "alternative": self.tr("would do else")}
        for one in plan.opinions:
            head = f"{one.by} ({self._role_words(one.role)}) {names[one.verdict]}"
            stale = "" if one.plan_digest == digest else self.tr("of an earlier state of the plan")
            tone = "ok" if one.verdict == "agree" else "caution"
            self._told.addWidget(_card(head, tone, [shown_moment(one.utc), one.text, stale]))
        for again in plan.reopenings:
            words = self.tr("Reopened by {name}").format(name=again.by)
            self._told.addWidget(_card(words, "", [shown_moment(again.utc), again.reason]))

    def _signature(self, story: SignatureStory) -> Card:
        one = story.signature
        state = self.tr("valid") if story.valid else self.tr("VOID")
        head = f"{one.by} ({self._role_words(one.role)}): {state}"
        changes = [say(change.sentence) for change in story.changes or ()]
        if story.changes is None:
            changes = [self.tr("The plan was changed after it was signed.")]
        return _card(head, "ok" if story.valid else "danger", [shown_moment(one.utc), *changes])

    def _role_words(self, role: str) -> str:
        names = {
            "operator": self.tr("operator"), "second reader": self.tr("second reader"), "surgeon": self.tr("surgeon"),
            "anaesthetist": self.tr("anaesthetist"), "oncologist": self.tr("oncologist"),
            "radiotherapist": self.tr("radiotherapist"), "nurse": self.tr("nurse"),
        }  # fmt: skip
        return names.get(role, role)

    def _chosen_role(self) -> str:
        written = self.role.currentText().strip()
        at = self.role.findText(written)
        return str(self.role.itemData(at)) if at >= 0 else written

    def _say(self, verdict: Verdict) -> None:
        if self._do(lambda session: opinion(session, self._chosen_role(), verdict, self.text.text(), now_utc())):
            self.text.clear()

    def _sign(self) -> None:
        if self._do(lambda session: signature(session, self._chosen_role(), now_utc())):
            self.signed.emit()

    def _reopen(self) -> None:
        if self._do(lambda session: reopening(session, self.text.text(), now_utc())):
            self.text.clear()

    def _confirm(self) -> None:
        def edit(session: Session) -> Edit:
            return ConfirmLevels(_to_read(session.plan, session.who), session.who, now_utc(), second=True)

        self._do(edit)

    def _do(self, make: Callable[[Session], Edit]) -> bool:
        session = self._bridge.session
        if session is None:
            return False
        try:
            edit = make(session)
        except SpineplanError as error:
            self._bridge.message.emit(str(error))
            return False
        return self._bridge.apply(edit, self) is not None


def _to_read(plan: Plan, who: str) -> tuple[str, ...]:
    """Levels that a first person confirmed and this one may read a second time."""
    return tuple(
        level.name
        for level in plan.levels
        if level.state == "confirmed" and level.confirmed_by not in ("", who) and not level.second_by
    )


def _card(head: str, tone: str, lines: list[str]) -> Card:
    card = Card()
    title = QLabel(head)
    title.setObjectName(tone)
    title.setWordWrap(True)
    card.column.addWidget(title)
    for line in lines:
        if line:
            card.column.addWidget(hint(line))
    return card
