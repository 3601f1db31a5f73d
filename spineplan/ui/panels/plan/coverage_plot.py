"""How much of the lesion, and of the lesion with ever more margin, ablation zones cover: a falling curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from spineplan.ui.drawings.score_plots import ScorePlot
from spineplan.viewer.theme import hex_colour

if TYPE_CHECKING:
    from spineplan.planning.ablation.zones import Coverage


class CoveragePlot(ScorePlot):
    """Per cent covered over the margin in millimetres; the wanted margin is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._coverage: Coverage | None = None
        super().__init__(self.tr("Coverage by margin"), parent)

    def sizeHint(self) -> QSize:
        """Low: it stands in a panel."""
        return QSize(300, 150)

    def show_coverage(self, coverage: Coverage | None) -> None:
        """Another result."""
        if coverage != self._coverage:
            self._coverage = coverage
            self._draw()

    def curve_data(self) -> tuple[tuple[float, float], ...]:
        """What is drawn."""
        return () if self._coverage is None else self._coverage.curve

    def _draw(self) -> None:
        if self._coverage is None:
            return
        plot = self.plot()
        margins, percent = zip(*self._coverage.curve, strict=True)
        plot.setLabel("bottom", self.tr("margin around the lesion, mm"))
        plot.setLabel("left", self.tr("covered, %"))
        plot.setYRange(0.0, 100.0, padding=0.04)
        plot.setXRange(0.0, margins[-1], padding=0.02)
        plot.plot(margins, percent, pen={"color": hex_colour("ablation"), "width": 2})
        plot.addLine(x=self._coverage.margin_mm, pen={"color": hex_colour("muted"), "style": Qt.PenStyle.DashLine})
