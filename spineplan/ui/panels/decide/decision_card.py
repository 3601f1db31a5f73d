"""The user's own decision on one level: treat or not, with the reason and who said so."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget

from spineplan.plan.edits import DecideLevel, PutLevel
from spineplan.plan.model import Decision, Level
from spineplan.ui.dates import now_utc, shown_moment
from spineplan.ui.panels.pieces import Card, button, flowing, hint
from spineplan.viewer.bridge import SessionBridge


class DecisionCard(Card):
    """Writes DecideLevel; `decided` after it was accepted."""

    decided = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self._bridge = bridge
        self._level: Level | None = None
        self.title = QLabel()
        self.title.setObjectName("prompt")
        self.summary = hint()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.reason.setAccessibleName(self.tr("Reason of the decision"))
        self.reason.setMaxLength(1000)
        self.reason.returnPressed.connect(self._again)
        self.treat_button = self._choice(self.tr("Treat"), True)
        self.leave_button = self._choice(self.tr("Do not treat"), False)
        self.back_button = button(self.tr("Undecided"), self._take_back, kind="quiet")
        self._choices = QButtonGroup(self)
        self._choices.setExclusive(False)
        for made in (self.treat_button, self.leave_button):
            self._choices.addButton(made)
        self.signature = hint()
        self.symptomatic = QCheckBox(self.tr("Symptomatic"))
        self.symptomatic.setToolTip(self.tr("The patient's pain comes from here; infiltrated is another thing."))
        self.symptomatic.clicked.connect(self._put_symptomatic)
        for widget in (self.title, self.summary):
            self.column.addWidget(widget)
        self.column.addLayout(flowing(self.symptomatic))
        self.column.addWidget(self.reason)
        self.column.addLayout(flowing(self.treat_button, self.leave_button, self.back_button))
        self.column.addWidget(self.signature)

    def _choice(self, text: str, treat: bool) -> QPushButton:
        made = button(text, lambda: self.decide(treat), "check" if treat else "x")
        made.setCheckable(True)
        return made

    def show_level(self, level: Level | None, summary: str) -> None:
        """What is decided of a level, and what speaks for it in a line."""
        other = level is None or self._level is None or level.name != self._level.name
        self._level = level
        self.setVisible(level is not None)
        if level is None:
            return
        self.title.setText(self.tr("Treat {level}?").format(level=level.name))
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))
        decision = level.decision
        self.symptomatic.setChecked(level.symptomatic)
        self.treat_button.setChecked(level.treat)
        self.leave_button.setChecked(decision is not None and not level.treat)
        self.back_button.setEnabled(decision is not None or level.treat)
        if other or not self.reason.isModified():
            self.reason.setText(decision.reason if decision is not None else "")
            self.reason.setCursorPosition(0)
        self.signature.setText(self._signature(level))

    def _signature(self, level: Level) -> str:
        decision = level.decision
        if decision is None:
            return self.tr("Chosen, nobody has signed it.") if level.treat else self.tr("Nobody has decided yet.")
        what = self.tr("Treat") if level.treat else self.tr("Do not treat")
        who = ", ".join(part for part in (decision.by, shown_moment(decision.utc)) if part)
        return (
            f"{what} · {who}"
            if decision.reason
            else self.tr("{what} · {who} · no reason given").format(what=what, who=who)
        )

    def decide(self, treat: bool) -> None:
        """Write the decision with the reason as it stands."""
        session = self._bridge.session
        if session is None or self._level is None:
            return
        decision = Decision(reason=self.reason.text().strip(), by=session.who, utc=now_utc())
        self.reason.setModified(False)
        if self._bridge.apply(DecideLevel(self._level.name, treat, decision), self) is not None:
            self.decided.emit()
        else:
            self.show_level(self._level, self.summary.text())

    def _put_symptomatic(self, on: bool) -> None:
        if self._level is not None:
            edit = PutLevel(replace(self._level, symptomatic=on), verb=self.tr("Symptomatic"))
            if self._bridge.apply(edit, self) is None:
                self.show_level(self._level, self.summary.text())

    def _again(self) -> None:
        """Enter in the reason keeps the decision and writes the reason."""
        if self._level is not None and self._level.decision is not None:
            self.decide(self._level.treat)

    def _take_back(self) -> None:
        if self._level is not None:
            self._bridge.apply(DecideLevel(self._level.name, False, None), self)
