"""HU of a lesion beside the patient's own normal vertebrae, with the limits that make a voxel lytic or blastic."""

from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPen

from spineplan.measure.morphology_matrix import MatrixNumbers
from spineplan.ui.drawings.score_plots import ScorePlot
from spineplan.viewer.theme import colour, hex_colour

TAIL_SHARE = 0.003
"""Bins beyond the last one that holds this share are not shown."""


class LesionHistogram(ScorePlot):
    """Shares of voxels per 20 HU; both areas are one."""

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Density of the lesion and of normal vertebrae"))
        self.setFixedHeight(150)
        self._numbers: MatrixNumbers | None = None

    def sizeHint(self) -> QSize:
        return QSize(300, 150)

    def show_numbers(self, numbers: MatrixNumbers | None) -> None:
        """Draw, or clear."""
        if numbers is not self._numbers:
            self._numbers = numbers
            self._draw()

    def _draw(self) -> None:
        numbers = self._numbers
        if numbers is None and self._plot is None:
            return
        plot = self.plot()
        if numbers is None:
            return
        self._step(plot, numbers.bins_hu, numbers.normal_share, colour("muted"))
        self._step(plot, numbers.bins_hu, numbers.lesion_share, colour("accent"))
        for at, kind in ((numbers.lytic_below_hu, "lytic"), (numbers.blastic_above_hu, "blastic")):
            pen = QPen(colour(kind), 0)
            pen.setStyle(Qt.PenStyle.DashLine)
            plot.addLine(x=at, pen=pen)
        seen = np.flatnonzero((numbers.lesion_share > TAIL_SHARE) | (numbers.normal_share > TAIL_SHARE))
        if seen.size:
            plot.setXRange(numbers.bins_hu[seen[0]], max(numbers.bins_hu[seen[-1] + 1], numbers.blastic_above_hu + 40))
        plot.setYRange(0.0, float(max(numbers.lesion_share.max(), numbers.normal_share.max())) * 1.05)
        plot.hideAxis("left")
        plot.setLabel("bottom", "HU", color=hex_colour("muted"))

    def _step(self, plot: Any, edges: Any, shares: Any, ink: QColor) -> None:
        soft = QColor(ink)
        soft.setAlphaF(0.25)
        plot.plot(edges, shares, stepMode="center", fillLevel=0.0, brush=soft, pen=QPen(ink, 0))
