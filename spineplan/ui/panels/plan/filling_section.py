"""Playing the simulated filling of a level: a slider from nothing to beyond the target, and what happens on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QSlider, QVBoxLayout, QWidget

from spineplan.plan.model import Plan
from spineplan.session.cement_choosing import cement_of, with_volume
from spineplan.session.cement_simulation import ShownFilling
from spineplan.ui.panels.pieces import button, hint, section, side_by_side, warning
from spineplan.ui.panels.plan.cement_details import millilitres
from spineplan.ui.panels.plan.filling_words import Words
from spineplan.ui.panels.row_list import RowList
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:  # planning is imported after the first paint
    from spineplan.planning.filling.curve import FillingCurve
    from spineplan.planning.treatment_numbers import LevelTreatment

STEPS = 400
PLAY_MS, PLAY_STEPS = 33, 4


class FillingSection(QWidget):
    """Shows what `bridge.cement` found for one level; the slider decides what the pictures show of it."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._level, self._words, self._stop_ml = "", Words(), 0.0
        self._found: LevelTreatment | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(PLAY_MS)
        self._timer.timeout.connect(self._advance)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(section(self.tr("SIMULATED FILLING")))
        column.addWidget(hint(self.tr("A geometric simulation, not a prediction. Unvalidated.")))
        self.missing = hint()
        self.play = button(self.tr("Play"), self._play, "play", tip=self.tr("Fill from nothing to the target"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setAccessibleName(self.tr("Cement shown"))
        self.slider.valueChanged.connect(self._slid)
        self.at = hint()
        self.now = RowList(self.tr("At this volume"))
        self.stop = warning()
        self.quarter = QCheckBox(self.tr("Stop at the posterior quarter"))
        self.quarter.setChecked(True)
        self.quarter.setToolTip(self.tr("Practice, textbook standard: also at any leak and at resistance"))
        self.quarter.toggled.connect(lambda _on: self._write_stop())
        self.accepted = millilitres(self.tr("Accepted leak"), 2.0)
        self.accepted.setToolTip(
            self.tr("Into disc, veins at the sides, tissue beside, needle tract. Never the canal.")
        )
        self.accepted.valueChanged.connect(lambda _ml: self._write_stop())
        self._accepts = QWidget()
        accepts = side_by_side(hint(self.tr("Accepted leak, not into canal or foramen")), self.accepted)
        accepts.setContentsMargins(0, 0, 0, 0)
        self._accepts.setLayout(accepts)
        self.use = button(self.tr("Take this volume"), self._take, "check")
        self.risks_title = section(self.tr("RISKS, AND WHEN THEY BEGIN"))
        self.risks = RowList(self.tr("Risks"))
        column.addWidget(self.missing)
        row = side_by_side(self.play, self.slider, self.at)
        row.setStretch(1, 1)
        column.addLayout(row)
        for widget in (self.now, self.stop, self.quarter, self._accepts, self.use, self.risks_title, self.risks):
            column.addWidget(widget)
        self._shown = (self.play, self.slider, self.at, self.now, self.stop, self.quarter, self._accepts, self.use,
                       self.risks_title, self.risks)  # fmt: skip

    @property
    def curve(self) -> FillingCurve | None:
        """What is played."""
        return self._found.curve if self._found is not None else None

    @property
    def volume_ml(self) -> float:
        """Where the slider stands."""
        curve = self.curve
        return 0.0 if curve is None else curve.filling.most_ml * self.slider.value() / STEPS

    def show_level(self, plan: Plan, level: str) -> None:
        """Everything about the filling of one level."""
        if level != self._level:
            self._level, self._found = level, None
            self._timer.stop()
            self._bridge.show_cement(None)
        target = cement_of(plan, level)
        found = self._bridge.cement.treatment(level) if target is not None and level else None
        treatment = None if found is None or isinstance(found, str) else found
        new = treatment is not self._found
        self._found = treatment
        self._say_missing(target is not None, found)
        for widget in self._shown:
            widget.setVisible(self.curve is not None)
        if self.curve is None or target is None:
            self._bridge.show_cement(None)
            return
        if new:
            self._stand_at(target.volume_ml)
            self.risks.show_rows(self._words.risks(self.curve, target.volume_ml))
            self._write_stop()
        self._slid()

    def leave(self) -> None:
        """The stage is left: the pictures show the plan again."""
        self._timer.stop()
        self._bridge.show_cement(None)

    def _say_missing(self, chosen: bool, found: LevelTreatment | str | None) -> None:
        if self.curve is not None:
            words = ""
        elif not chosen:
            words = self.tr("Choose a volume to see how it might spread.")
        elif found is None:
            words = self.tr("Simulating …")
        else:
            words = found if isinstance(found, str) else found.why_not
        self.missing.setText(words)
        self.missing.setVisible(bool(words))

    def _stand_at(self, volume_ml: float) -> None:
        curve = self.curve
        if curve is not None and curve.filling.most_ml > 0 and not self._timer.isActive():
            blocked = self.slider.blockSignals(True)
            self.slider.setValue(round(STEPS * min(volume_ml / curve.filling.most_ml, 1.0)))
            self.slider.blockSignals(blocked)

    def _slid(self) -> None:
        curve = self.curve
        if curve is None:
            return
        volume = self.volume_ml
        self.at.setText(self.tr("{ml:.1f} mL").format(ml=volume))
        self.now.show_rows(self._words.state(curve.at(volume)))
        self._bridge.show_cement(ShownFilling(self._level, volume))

    def _play(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        else:
            self.slider.setValue(0)
            self._timer.start()

    def _advance(self) -> None:
        session, curve = self._bridge.session, self.curve
        target = cement_of(session.plan, self._level) if session is not None else None
        if curve is None or target is None:
            self._timer.stop()
            return
        end = round(STEPS * min(target.volume_ml / curve.filling.most_ml, 1.0))
        self.slider.setValue(min(self.slider.value() + PLAY_STEPS, end))
        if self.slider.value() >= end:
            self._timer.stop()

    def _write_stop(self) -> None:
        curve = self.curve
        if curve is None:
            return
        from spineplan.planning.filling.curve import COMPARTMENTS
        from spineplan.planning.filling.stop import StopLimits, stop_volume
        from spineplan.planning.treatment_findings import GRAVE

        accepted = {name: self.accepted.value() for name in COMPARTMENTS if name not in GRAVE}
        found = stop_volume(curve, StopLimits(accepted, self.quarter.isChecked()))
        self._stop_ml = found.volume_ml
        self.stop.setText(self._words.stop(found))
        self.use.setText(self.tr("Take {ml:.1f} mL").format(ml=found.volume_ml))
        self.use.setEnabled(found.volume_ml > 0)

    def _take(self) -> None:
        session = self._bridge.session
        if session is not None and self.curve is not None:
            self._bridge.apply(with_volume(session.plan, self._level, self._stop_ml), self)
