"""The session on one line of time: ablation, mixing, working phase and injection, needle after needle."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from spineplan.clinical.cement_material import material
from spineplan.clinical.treatment_timeline import NeedleWork, Pace, Phase, Step, Timeline, treatment_timeline
from spineplan.plan.model import Plan
from spineplan.session.cement_choosing import shares_of
from spineplan.ui.panels.pieces import hint, warning
from spineplan.viewer.theme import colour, font, theme, tokens

_ROW_PX, _HEAD_PX, _AXIS_PX, _LEGEND_PX = 22.0, 62.0, 18.0, 16.0
_INK: dict[Phase, tuple[str, float]] = {
    "ablation": ("ablation", 0.9),
    "mixing": ("muted", 0.55),
    "waiting": ("muted", 0.25),
    "working": ("cement", 0.35),
    "injection": ("accent", 0.9),
}


class TimelineView(QWidget):
    """One row per needle, one per mix; minutes below. Bars name themselves on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Timeline((), 0, 0.0, ())
        self._rows: tuple[str, ...] = ()
        self._labels: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(280, int(_AXIS_PX + 6 + _ROW_PX * max(len(self._rows), 1) + 2 * _LEGEND_PX))

    def show_timeline(self, line: Timeline, labels: dict[str, str]) -> None:
        """labels: words for each needle id."""
        self._line, self._labels = line, labels
        self._rows = tuple(dict.fromkeys(_row_of(step) for step in line.steps))
        self.setAccessibleName("; ".join(self._words(step) for step in line.steps))
        self.updateGeometry()
        self.update()

    def bars(self) -> list[tuple[Step, QRectF]]:
        """Where every step is drawn."""
        end = max((step.end_min for step in self._line.steps), default=1.0)
        per_min = (self.width() - _HEAD_PX - 6.0) / max(end, 1.0)
        out = []
        for step in self._line.steps:
            top = self._rows.index(_row_of(step)) * _ROW_PX + 3.0
            left = _HEAD_PX + step.start_min * per_min
            out.append((step, QRectF(left, top, max((step.end_min - step.start_min) * per_min, 2.0), _ROW_PX - 6.0)))
        return out

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, bars, minutes."""
        super().paintEvent(event)
        if not self._line.steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(tokens().small_font_px))
        painter.setPen(colour("muted"))
        for n, row in enumerate(self._rows):
            name = self._labels.get(row, self.tr("Mix {n}").format(n=row.removeprefix("mix ")))
            area = QRectF(0, n * _ROW_PX, _HEAD_PX - 6.0, _ROW_PX)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        for step, box in self.bars():
            token, strength = _INK[step.phase]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(token, strength))
            painter.drawRoundedRect(box, 3, 3)
            if step.phase == "working":  # pale: its end is what counts
                painter.setPen(QPen(colour("muted"), 1.0, Qt.PenStyle.DotLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 3, 3)
        self._axis(painter)
        self._legend(painter)

    def _axis(self, painter: QPainter) -> None:
        end = max(step.end_min for step in self._line.steps)
        per_min = (self.width() - _HEAD_PX - 6.0) / max(end, 1.0)
        every = next(step for step in (1, 2, 5, 10, 20, 30, 60, 120) if step * per_min >= 28.0 or step == 120)
        below = len(self._rows) * _ROW_PX
        painter.setPen(QPen(colour("muted")))
        for minute in range(0, int(end) + 1, every):
            x = _HEAD_PX + minute * per_min
            painter.drawLine(int(x), int(below), int(x), int(below + 3))
            words = self.tr("{n} min").format(n=minute) if minute == 0 else str(minute)
            left = x if minute == 0 else x - 20
            flags = Qt.AlignmentFlag.AlignLeft if minute == 0 else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(QRectF(left, below + 3, 40, _AXIS_PX), flags | Qt.AlignmentFlag.AlignTop, words)

    def _legend(self, painter: QPainter) -> None:
        """What the colours mean, in as many lines as they need."""
        left, top = 0.0, len(self._rows) * _ROW_PX + _AXIS_PX + 4.0
        for phase in [one for one in _INK if any(step.phase == one for step in self._line.steps)]:
            words = self._names()[phase]
            width = painter.fontMetrics().horizontalAdvance(words) + 28.0
            if left > 0.0 and left + width > self.width():
                left, top = 0.0, top + _LEGEND_PX
            painter.setPen(QPen(colour("muted"), 1.0, Qt.PenStyle.DotLine) if phase == "working" else Qt.PenStyle.NoPen)
            painter.setBrush(colour(*_INK[phase]))
            painter.drawRoundedRect(QRectF(left + 0.5, top + 3.0, 12.0, 9.0), 2, 2)
            painter.setPen(colour("muted"))
            painter.drawText(QRectF(left + 17.0, top, width, _LEGEND_PX), Qt.AlignmentFlag.AlignVCenter, words)
            left += width

    def event(self, event: QEvent) -> bool:
        """Bars say what they are."""
        if isinstance(event, QHelpEvent):
            at = event.pos()
            hit = [step for step, box in self.bars() if box.contains(at.x(), at.y())]
            QToolTip.showText(event.globalPos(), self._words(hit[-1]) if hit else "", self)
            return True
        return super().event(event)

    def _names(self) -> dict[Phase, str]:
        return {
            "ablation": self.tr("Ablation"), "mixing": self.tr("Mixing"), "waiting": self.tr("Waiting"),
            "working": self.tr("Can be injected"), "injection": self.tr("Injection"),
        }  # fmt: skip

    def _words(self, step: Step) -> str:
        words = self.tr("{what} {level}: minute {start:.0f} to {end:.0f}")
        return words.format(what=self._names()[step.phase], level=step.level, start=step.start_min, end=step.end_min)


class TimelineSection(QWidget):
    """Minutes are the user's; only the working phase comes from the material (its shortest)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        grid = QGridLayout()
        self.mixing = self._box(self.tr("Mixing"), grid, 0)
        self.waiting = self._box(self.tr("Waiting"), grid, 1)
        self.injecting = self._box(self.tr("Injection, per needle"), grid, 2)
        self.changing = self._box(self.tr("Change"), grid, 3)
        self.view = TimelineView()
        self.words, self.problems = hint(), warning()
        column.addWidget(hint(self.tr("Ablation first, then cement through the same needle. Enter your own times.")))
        column.addLayout(grid)
        for widget in (self.view, self.words, self.problems):
            column.addWidget(widget)

    def show_plan(self, plan: Plan) -> None:
        """The whole session."""
        self._plan = plan
        self._write()

    def _box(self, name: str, grid: QGridLayout, n: int) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0.0, 60.0)
        box.setDecimals(1)
        box.setSuffix(" min")
        box.setAccessibleName(name)
        box.valueChanged.connect(lambda _value: self._write())
        grid.addWidget(hint(name), n // 2 * 2, n % 2)
        grid.addWidget(box, n // 2 * 2 + 1, n % 2)
        return box

    def _write(self) -> None:
        plan = self._plan
        if plan is None:
            return
        working = _working_min(plan)
        work, labels = self._work(plan)
        pace = Pace(
            mixing_min=self.mixing.value(),
            waiting_min=self.waiting.value(),
            working_min=working or 0.0,
            change_min=self.changing.value(),
        )
        line = treatment_timeline(work, pace) if work else Timeline((), 0, 0.0, ())
        self.view.show_timeline(line, labels)
        self.view.setVisible(bool(line.steps))
        total = self.tr("{total:.0f} min from the first ablation or mixing, mixes: {n}.")
        self.words.setText(total.format(total=line.total_min, n=line.batches) if line.steps else "")
        missing = [] if working else [self.tr("Choose the material: its working phase is not known.")]
        self.problems.setText("\n".join([*missing, *(line.problems if working else ())]))
        self.problems.setVisible(bool(self.problems.text()))

    def _work(self, plan: Plan) -> tuple[list[NeedleWork], dict[str, str]]:
        work, labels = [], {}
        sides = {"left": self.tr("left"), "right": self.tr("right"), "midline": self.tr("midline")}
        for level in plan.levels:
            shares = dict(shares_of(plan, level.name)) if any(x.level == level.name for x in plan.cement) else {}
            for needle in (one for one in plan.needles if one.level == level.name):
                minutes = tuple(zone.minutes or 0.0 for zone in plan.ablations if zone.needle_id == needle.id)
                cement = shares.get(needle.id, 0.0)
                if not cement and not minutes:
                    continue
                labels[needle.id] = f"{level.name} {sides[needle.side]}"
                work.append(
                    NeedleWork(level=level.name, needle_id=needle.id, ablation_min=minutes, cement_ml=cement,
                               injection_min=self.injecting.value() if cement else 0.0)
                )  # fmt: skip
        return work, labels


def _working_min(plan: Plan) -> float | None:
    """The shortest working phase of the materials chosen; None while none is."""
    chosen = [material(target.material) for target in plan.cement]
    return min((one.working_min[0] for one in chosen if one is not None), default=None)


def _row_of(step: Step) -> str:
    return step.needle_id or f"mix {step.batch}"
