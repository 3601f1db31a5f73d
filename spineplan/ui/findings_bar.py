"""Findings at the bottom: the worst one in a line, all of them on demand, and the way to each cause."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spineplan.measure.finding import Finding, Severity
from spineplan.ui.elided import ElidedLabel
from spineplan.ui.icons import put_icon
from spineplan.ui.in_words import say

_ORDER: tuple[Severity, ...] = ("safety", "image", "info")
_ICONS: dict[Severity, tuple[str, str]] = {
    "safety": ("octagon-alert", "danger"),
    "image": ("triangle-alert", "caution"),
    "info": ("info", "muted"),
}
_OPEN_HEIGHT_PX = 132
_LEAST_TEXT_PX = 160


class FindingsBar(QWidget):
    """`show_me(finding)` when the user asks for the cause of a finding."""

    show_me = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._findings: tuple[Finding, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 8, 2)
        column.setSpacing(0)
        self.line = QHBoxLayout()
        self.line.setSpacing(6)
        self._toggle = QToolButton()
        self._toggle.setCheckable(True)
        self._toggle.setAccessibleName(self.tr("All findings"))
        self._toggle.setToolTip(self.tr("All findings  (Alt+F)"))
        self._toggle.setShortcut("Alt+F")
        self._toggle.toggled.connect(self._open)
        self._icon = QLabel()
        # A long sentence is shortened; it must never make the window wider than the screen.
        self._text = ElidedLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._text.setMinimumWidth(_LEAST_TEXT_PX)
        self._more = QLabel()
        self._more.setObjectName("hint")
        self._show = QPushButton(self.tr("Show me"))
        self._show.setObjectName("quiet")
        self._show.clicked.connect(lambda: self._ask(0))
        for widget in (self._toggle, self._icon, self._text, self._show, self._more):
            self.line.addWidget(widget)
        self.line.addStretch(1)
        column.addLayout(self.line)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFixedHeight(_OPEN_HEIGHT_PX)
        self._list.hide()
        column.addWidget(self._list)
        put_icon(self._toggle, "chevron-up", "muted")
        self.show_findings(None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is listed, worst first."""
        return self._findings

    def show_findings(self, findings: Sequence[Finding] | None) -> None:
        """Worst first; None while no study is open."""
        found = sorted(findings or (), key=lambda one: _ORDER.index(one.severity))
        self._findings = tuple(found)
        first = found[0] if found else None
        name, token = _ICONS[first.severity] if first is not None else ("circle-check", "muted")
        put_icon(self._icon, name, token)
        nothing = self.tr("No findings") if findings is not None else self.tr("Findings appear here")
        self._text.setText(say(first.sentence) if first is not None else nothing)
        self._text.setToolTip(say(first.sentence) if first is not None else "")
        self._show.setVisible(first is not None and first.show_point_mm is not None)
        self._more.setText(self.tr("and {n} more").format(n=len(found) - 1) if len(found) > 1 else "")
        self._toggle.setEnabled(len(found) > 1)
        if len(found) < 2:
            self._toggle.setChecked(False)
        if self._list.isVisible():
            self._fill()

    def _open(self, wanted: bool) -> None:
        put_icon(self._toggle, "chevron-down" if wanted else "chevron-up", "muted")
        self._list.setVisible(wanted)
        if wanted:
            self._fill()

    def _fill(self) -> None:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 2, 0, 2)
        rows.setSpacing(0)
        for number, finding in enumerate(self._findings):
            rows.addLayout(self._row(number, finding))
        rows.addStretch(1)
        self._list.setWidget(page)

    def _row(self, number: int, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        sign, text, show = QLabel(), QLabel(say(finding.sentence)), QPushButton(self.tr("Show me"))
        put_icon(sign, *_ICONS[finding.severity])
        sign.setToolTip(self._severity_name(finding.severity))
        text.setWordWrap(True)
        show.setObjectName("quiet")
        show.setVisible(finding.show_point_mm is not None)
        show.clicked.connect(lambda: self._ask(number))
        row.addWidget(sign)
        row.addWidget(text, 1)
        row.addWidget(show)
        return row

    def _severity_name(self, severity: Severity) -> str:
        names = {"safety": self.tr("Safety"), "image": self.tr("Images"), "info": self.tr("Information")}
        return names[severity]

    def _ask(self, number: int) -> None:
        if number < len(self._findings):
            self.show_me.emit(self._findings[number])
