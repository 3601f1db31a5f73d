"""CEM43 beside the thermal distances: the dose of temperatures held for minutes, with the source of its bands."""

from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QVBoxLayout, QWidget

from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.score_definition import score_definition
from spineplan.clinical.scoring import evaluate_score
from spineplan.plan.model import AblationZone
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import hint
from spineplan.ui.panels.row_list import RowList

STEPS = 3
LEAST_C = 20.0
"""Below it a box says that it is empty: no tissue is colder but in cryoablation, which has no CEM43."""


class ThermalDose(QWidget):
    """Up to three temperatures, each with its minutes; what a thermocouple reads, or a plan foresees."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.addWidget(hint(self.tr("Temperature")), 0, 0)
        grid.addWidget(hint(self.tr("held for")), 0, 1)
        self.temperatures, self.minutes = [], []
        for n in range(STEPS):
            warm = self._box(self.tr("Temperature {n}").format(n=n + 1), " °C", LEAST_C, 110.0)
            held = self._box(self.tr("Minutes {n}").format(n=n + 1), " min", 0.0, 240.0)
            grid.addWidget(warm, n + 1, 0)
            grid.addWidget(held, n + 1, 1)
            self.temperatures.append(warm)
            self.minutes.append(held)
        self.result = RowList(self.tr("Thermal dose"))
        self.source = hint()
        column.addLayout(grid)
        column.addWidget(self.result)
        column.addWidget(self.source)
        self._offered: tuple[float, float] | None = None
        self._write()

    def offer(self, zones: tuple[AblationZone, ...]) -> None:
        """The temperature and time of the level's only zone, where both were entered and nothing has been typed."""
        only = zones[0] if len(zones) == 1 else None
        if only is None or only.temperature_c is None or only.minutes is None or self.steps():
            return
        if (only.temperature_c, only.minutes) != self._offered:
            self._offered = (only.temperature_c, only.minutes)
            self.temperatures[0].setValue(only.temperature_c)
            self.minutes[0].setValue(only.minutes)

    def steps(self) -> list[dict[str, float]]:
        """What is filled in."""
        pairs = zip(self.temperatures, self.minutes, strict=True)
        return [
            {"temperature_c": warm.value(), "minutes": held.value()}
            for warm, held in pairs
            if warm.value() > LEAST_C and held.value() > 0.0
        ]

    def _box(self, name: str, suffix: str, least: float, most: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(least, most)
        box.setDecimals(1)
        box.setSuffix(suffix)
        box.setSpecialValueText("—")
        box.setAccessibleName(name)
        box.valueChanged.connect(lambda _value: self._write())
        return box

    def _write(self) -> None:
        score = score_definition("cem43")
        words = [f"{score.citation} ({say(confidence_words(score.confidence))})."]
        words += [f"{note.text.rstrip('.')} ({say(confidence_words(note.confidence))})." for note in score.notes]
        for one in score.reliability:
            words.append(f"{one.text.rstrip('.')} ({one.source}; {say(confidence_words(one.confidence))}).")
        self.source.setText(" ".join(words))
        steps = self.steps()
        if not steps:
            self.result.show_rows(())
            return
        found = evaluate_score("cem43", {"steps": steps})
        band = found.band
        minutes = "" if found.total is None else f"{found.total:,.1f}" if found.total < 1e6 else "> 1,000,000"
        self.result.show_rows(((self.tr("CEM43"), self.tr("{n} min").format(n=minutes), "", found.headline()),
                               (band.text if band is not None else "", "", "", score.citation)))  # fmt: skip
