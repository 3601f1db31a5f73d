"""The time-out: what is read aloud before the first cut, over the whole screen, readable from across the room."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spineplan.session.time_out import Line, Site, TimeOut
from spineplan.viewer.theme import hex_colour

LINES_ON_SCREEN = 21.0
"""The letters are as tall as the screen allows for this many lines of the smallest size."""
LEAST_PX = 13
NEEDLE_SHARE, SAFETY_SHARE = 0.62, 0.82
"""Of the width, for what stands right of a level's name and side, and right of a safety label."""


class TimeOutScreen(QWidget):
    """Covers the window; Esc leaves. `confirmed()` when the team agrees."""

    confirmed = Signal()

    def __init__(self, content: TimeOut, verdict: tuple[str, str], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("timeOut")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Time-out"))
        self.setStyleSheet(f"#timeOut {{ background: {hex_colour('window')}; }}")
        self._content, self._verdict = content, verdict
        self._sized: list[tuple[QLabel, float, str, bool]] = []
        self._shares: dict[QLabel, float] = {}
        self._was_full = window.isFullScreen()
        self._build()

    def open(self) -> None:
        """Fill the screen and take the keys."""
        window = self.window()
        if not self._was_full:
            window.showFullScreen()
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 18, 28, 18)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._label(self.tr("TIME-OUT"), 1.2, "muted", bold=True))
        head.addStretch(1)
        head.addWidget(self._label(self._verdict[0], 1.2, self._verdict[1], bold=True))
        column.addLayout(head)
        column.addLayout(self._patient())
        column.addWidget(self._rule())
        for site in self._content.sites:
            column.addLayout(self._site(site))
            column.addWidget(self._rule())
        if not self._content.sites:
            column.addWidget(self._label(self.tr("No level is planned"), 2.4, "danger", bold=True))
        column.addLayout(self._safety())
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _patient(self) -> QVBoxLayout:
        """The name has a line of its own and is never cut: its letters shrink until it fits."""
        block = QVBoxLayout()
        block.setSpacing(0)
        name, *rest = self._content.patient
        block.addWidget(self._fitted(name.value, 2.4, name.tone or "text", 1.0, bold=True))
        row = QHBoxLayout()
        row.setSpacing(36)
        for line in rest:
            row.addWidget(self._label(f"{line.label} {line.value}", 1.4, line.tone or "text"))
        row.addStretch(1)
        block.addLayout(row)
        return block

    def _site(self, site: Site) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(30)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._label(site.level, 4.2, "accent", bold=True), 0, 0, len(site.needles) + 1, 1)
        sides = {"LEFT", "RIGHT", "MIDLINE"}
        for row, line in enumerate(site.needles):
            side = line.label in sides
            grid.addWidget(self._label(line.label, 2.4 if side else 1.4, line.tone or "text", bold=True), row, 1)
            grid.addWidget(self._fitted(line.value, 1.5, line.tone or "text", NEEDLE_SHARE), row, 2)
        below = QHBoxLayout()
        below.setSpacing(36)
        below.addLayout(self._pair(site.cement, 1.5))
        tone = "caution" if "no " in site.confirmed or "not " in site.confirmed else "muted"
        below.addWidget(self._label(site.confirmed, 1.0, tone), 0, Qt.AlignmentFlag.AlignBottom)
        below.addStretch(1)
        grid.addLayout(below, len(site.needles), 1, 1, 2)
        grid.setColumnStretch(2, 1)
        return grid

    def _safety(self) -> QGridLayout:
        """A line of its own for each, so that no allergy is ever cut."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for row, line in enumerate(self._content.safety):
            grid.addWidget(self._label(line.label, 1.0, "muted"), row, 0)
            grid.addWidget(self._fitted(line.value, 1.8, line.tone or "text", SAFETY_SHARE, bold=True), row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.agree = self._button(self.tr("The whole team confirms"), self._confirm, "primary")
        self.leave = self._button(self.tr("Back  (Esc)"), self.close, "")
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.agree)
        return row

    def _pair(self, line: Line, size: float) -> QVBoxLayout:
        pair = QVBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(self._label(line.label, 0.8, "muted"))
        pair.addWidget(self._label(line.value, size, line.tone or "text", bold=True))
        return pair

    def _fitted(self, words: str, size: float, colour: str, share: float, bold: bool = False) -> QLabel:
        """A label whose letters shrink until the longest line fits into that share of the screen's width."""
        label = self._label(words, size, colour, bold)
        self._shares[label] = share
        return label

    def _label(self, words: str, size: float, colour: str, bold: bool = False) -> QLabel:
        label = QLabel(words)
        self._sized.append((label, size, hex_colour(colour), bold))
        return label

    def _button(self, words: str, action: Callable[[], object], kind: str) -> QPushButton:
        made = QPushButton(words)
        made.setObjectName(kind)
        made.clicked.connect(lambda _on: action())
        return made

    def _rule(self) -> QFrame:
        line = QFrame()
        line.setObjectName("rule")
        return line

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.close()

    def _scale(self) -> None:
        """Letters follow the screen, and shrink for plans with many needles."""
        lines = 7.0 + 2.0 * len(self._content.safety)
        lines += sum(3.2 + 3.4 * len(site.needles) for site in self._content.sites)
        unit = min(self.height() / max(lines * 1.2, LINES_ON_SCREEN), self.width() / 46.0)
        for widget, size, colour, bold in self._sized:
            weight = 700 if bold else 400
            px = max(round(unit * size), LEAST_PX)
            if widget in self._shares:
                px = min(px, self._fit(widget, bold))
            widget.setStyleSheet(f"font-size: {px}px; font-weight: {weight}; color: {colour};")
        for made in (self.agree, self.leave):
            made.setStyleSheet(f"font-size: {max(round(unit * 0.8), LEAST_PX)}px; padding: 8px 20px;")

    def _fit(self, label: QLabel, bold: bool) -> int:
        """The letters' height at which the longest line takes its share of the width, measured, not guessed."""
        probe = QFont(self.font())
        probe.setPixelSize(100)
        probe.setBold(bold)
        longest = max(QFontMetricsF(probe).horizontalAdvance(line) for line in label.text().split("\n"))
        room = (self.width() - 80) * self._shares[label]
        return max(int(100.0 * room / max(longest, 1.0)), LEAST_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._was_full:
            self.window().showNormal()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
