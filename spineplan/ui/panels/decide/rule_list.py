"""What speaks for and against, rule by rule, each with its source; relative ones can be accepted with a reason."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.fact_catalogue import Scope
from spineplan.clinical.rules import Fulfilled, accept_item
from spineplan.plan.edits import SetFact
from spineplan.plan.model import Fact
from spineplan.ui.dates import now_utc
from spineplan.ui.icons import put_icon
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import button, hint
from spineplan.ui.tips import wrapped
from spineplan.viewer.bridge import SessionBridge

_SIGNS = {
    "indication": ("circle-check", "ok"),
    "absolute": ("octagon-alert", "danger"),
    "relative": ("triangle-alert", "caution"),
    "coagulation": ("droplets", "caution"),
    "advice": ("info", "accent"),
}
_ORDER = ("absolute", "coagulation", "relative", "advice", "indication")


class RuleList(QWidget):
    """Rows are made anew only when other rules hold."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown: tuple[Fulfilled, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.rows: list[QWidget] = []

    def show_rules(self, rules: Sequence[Fulfilled]) -> None:
        """Worst first; indications last."""
        ordered = tuple(sorted(rules, key=lambda rule: _ORDER.index(rule.rule.kind)))
        if ordered == self._shown:
            return
        self._shown = ordered
        for row in self.rows:
            row.deleteLater()
        self.rows = [self._row(rule) for rule in ordered] or [hint(self.tr("No rule is fulfilled by what is known."))]
        for row in self.rows:
            self._column.addWidget(row)

    def _row(self, rule: Fulfilled) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(6)
        sign, text = QLabel(), QLabel()
        put_icon(sign, *_SIGNS[rule.rule.kind])
        text.setWordWrap(True)
        text.setText(say(rule.rule.text) + (f" ({say(rule.because)})" if rule.because else ""))
        text.setToolTip(wrapped(f"{say(rule.sentence)}\n{say(confidence_words(rule.rule.confidence).capitalize())}."))
        line.addWidget(sign)
        line.addWidget(text, 1)
        column.addLayout(line)
        if rule.rule.kind == "relative":
            column.addWidget(self._acceptance(rule))
        return row

    def _acceptance(self, rule: Fulfilled) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(22, 0, 0, 0)
        if rule.accepted:
            line.addWidget(hint(self.tr("Accepted by {who}: {why}").format(who=rule.accepted_by, why=rule.accepted)), 1)
            line.addWidget(self._button(self.tr("Take back"), lambda: self._write(rule, "")))
            return holder
        reason = QLineEdit()
        reason.setPlaceholderText(self.tr("Reason to accept it, then Enter"))
        reason.setAccessibleName(self.tr("Reason to accept: {what}").format(what=say(rule.rule.text)))
        reason.returnPressed.connect(lambda: self._write(rule, reason.text().strip()))
        line.addWidget(reason, 1)
        return holder

    def _button(self, text: str, action: Callable[[], None]) -> QPushButton:
        return button(text, action, kind="quiet")

    def _write(self, rule: Fulfilled, reason: str) -> None:
        session = self._bridge.session
        if session is None:
            return
        item = accept_item(rule.rule)
        fact = Fact(item=item, value=reason, by=session.who, utc=now_utc()) if reason else None
        scope: Scope = "level" if rule.level else "patient"
        self._bridge.apply(SetFact(scope, rule.level, item, fact), self)
