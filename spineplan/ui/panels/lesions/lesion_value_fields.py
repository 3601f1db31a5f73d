"""Between which values lesions are marked: in the unit of the series shown, and first as its own values suggest."""

import math
from collections.abc import Hashable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from spineplan.imaging.volume import Volume
from spineplan.session.lesion_values import FirstLimits, first_limits, values_key
from spineplan.session.session import Session
from spineplan.ui.panels.pieces import hint

FINE_SPAN = 50.0
"""Below this span of values, as of SUV, hundredths matter."""


class LesionValues(QWidget):
    """Whether limits are on, and which. What was set on a series comes back with it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._uid = ""
        self._first: tuple[Hashable, FirstLimits | None] = ((), None)
        self._chosen: dict[str, tuple[float, float]] = {}
        self.limited = QCheckBox(self.tr("Values"))
        self.limited.setToolTip(self.tr("Paint, grow and threshold only voxels whose value lies within these limits"))
        self.limited.toggled.connect(self.changed)
        self.low, self.high = self._limit(), self._limit()
        self.low.setAccessibleName(self.tr("Lowest value painted"))
        self.high.setAccessibleName(self.tr("Highest value painted"))
        self.origin = hint()
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget, stretch in ((self.limited, 0), (self.low, 1), (hint("–"), 0), (self.high, 1)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.origin)

    @property
    def limits(self) -> tuple[float, float] | None:
        """As the fields say; None while they are off."""
        if not self.limited.isChecked():
            return None
        low, high = sorted((self.low.value(), self.high.value()))
        return low, high

    def show_series(self, session: Session, volume: Volume | None) -> None:
        """The limits in force; else those set on this series before, else what it suggests. Emits nothing."""
        if session is not self._session:
            self._session, self._chosen = session, {}
        self._uid = volume.series_uid if volume is not None else ""
        first, limits = self._suggested(session, volume), session.view.brush.limits
        blocked = [widget.blockSignals(True) for widget in (self.limited, self.low, self.high)]
        self.setEnabled(first is not None)
        self.limited.setChecked(limits is not None)
        self.high.setSuffix(f" {volume.unit}" if volume is not None and volume.unit else "")
        if first is not None:
            self._reach(first)
            shown = limits or self._chosen.get(self._uid) or (first.low, first.high)
            self.low.setValue(shown[0])
            self.high.setValue(shown[1])
        for widget, was in zip((self.limited, self.low, self.high), blocked, strict=True):
            widget.blockSignals(was)
        self._say(first, volume)

    def _suggested(self, session: Session, volume: Volume | None) -> FirstLimits | None:
        if volume is None:
            return None
        key = values_key(session, volume)
        if key != self._first[0]:
            self._first = (key, first_limits(session, volume))
        return self._first[1]

    def _reach(self, first: FirstLimits) -> None:
        low, high = first.whole
        fine = high - low < FINE_SPAN
        step = 10.0 if first.of == "ct" else 10.0 ** math.floor(math.log10(max(high - low, 1e-3) / FINE_SPAN))
        for spin in (self.low, self.high):
            spin.setDecimals(2 if fine else 0)
            spin.setRange(low, high)
            spin.setSingleStep(step if fine else max(step, 1.0))

    def _say(self, first: FirstLimits | None, volume: Volume | None) -> None:
        """Where the shown values come from, as long as they are the suggested ones."""
        same = first is not None and all(
            abs(spin.value() - value) <= 0.5 * 10.0 ** -spin.decimals() + 1e-9
            for spin, value in ((self.low, first.low), (self.high, first.high))
        )
        if first is None or volume is None or first.of == "ct" or not same:
            self.origin.setVisible(False)
            return
        median = f"{first.median:.{self.low.decimals()}f} {volume.unit}".strip()
        self.origin.setText(self._words(first).format(factor=f"{first.factor:g}", median=median))
        self.origin.setVisible(True)

    def _words(self, first: FirstLimits) -> str:
        below = first.side == "below"
        if first.of == "vertebrae" and below:
            return self.tr("Suggestion: below {factor} × {median}, the median of vertebrae without lesions")
        if first.of == "vertebrae":
            return self.tr("Suggestion: above {factor} × {median}, the median of vertebrae without lesions")
        if below:
            return self.tr("Suggestion: below {factor} × {median}, the median of this series without air")
        return self.tr("Suggestion: above {factor} × {median}, the median of this series without air")

    def _limit(self) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setDecimals(0)
        made.setRange(-2000, 20000)
        made.setMinimumWidth(48)
        made.valueChanged.connect(self._set)
        return made

    def _set(self) -> None:
        self._chosen[self._uid] = (self.low.value(), self.high.value())
        self.changed.emit()
