"""Pictures of scores: SINS of every level, item by item, and what the prognostic scores say of survival."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.clinical.score_definition import Band
from spineplan.clinical.score_result import ScoreResult
from spineplan.viewer.theme import colour, font, hex_colour, theme, tokens

SINS_COLOURS = ("accent", "needle_close", "lytic", "mixed", "vertebra_3", "vertebra_2")
"""One per item of SINS, in its order."""
MONTHS = 42.0
LAST_POINT = 22.0
"""18 points, and room for the words behind the longest bar."""
_BAR = 0.32


class ScorePlot(QWidget):
    """A pyqtgraph plot that is made when it is first drawn and follows the theme."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot: Any = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(name)
        theme().changed.connect(self._follow_theme)

    def sizeHint(self) -> QSize:
        """Room for six bars."""
        return QSize(300, 190)

    def plot(self) -> Any:
        """The plot, cleared and in the colours of the theme."""
        if self._plot is None:
            import pyqtgraph

            self._plot = pyqtgraph.PlotWidget(self)
            self._plot.setMenuEnabled(False)
            # pyqtgraph makes its menu without a parent even when it is not wanted; with one it goes with the plot.
            menu = self._plot.getPlotItem().ctrlMenu
            menu.setParent(self._plot, menu.windowFlags())
            self._plot.hideButtons()
            self._plot.setMouseEnabled(x=False, y=False)
            self._plot.setAntialiasing(True)
            self._layout.addWidget(self._plot)
        self._plot.clear()
        self._plot.setBackground(colour("window"))
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(hex_colour("line"))
            axis.setTextPen(hex_colour("muted"))
            axis.setTickFont(font(tokens().small_font_px))
            axis.label.setFont(font(tokens().small_font_px))
        return self._plot

    def _follow_theme(self, _name: str) -> None:
        self._draw()

    def _draw(self) -> None:
        """Draw what was shown last."""

    def _text(
        self, words: str, x: float, y: float, token: str = "text", anchor: tuple[float, float] = (0, 0.5)
    ) -> None:
        import pyqtgraph

        item = pyqtgraph.TextItem(words, color=hex_colour(token), anchor=anchor)
        item.setFont(font(tokens().small_font_px))
        item.setPos(x, y)
        self._plot.addItem(item)

    def _bars(self, y: float, x0: float, x1: float, token: str, share: float = 1.0, height: float = 2 * _BAR) -> None:
        import pyqtgraph

        pen = QPen(colour(token), 1.0)
        pen.setCosmetic(True)
        if share < 1.0:
            pen.setStyle(Qt.PenStyle.DotLine)
        bars = pyqtgraph.BarGraphItem(x0=[x0], x1=[x1], y=[y], height=height, pen=pen, brush=colour(token, share))
        self._plot.addItem(bars)


class SinsPlot(ScorePlot):
    """Stacked bars: each item's points in its colour; what is still open is dotted. Lines where the bands meet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("SINS", parent)
        self._results: tuple[tuple[str, ScoreResult], ...] = ()

    def show_levels(self, results: Sequence[tuple[str, ScoreResult]]) -> None:
        """(level, SINS) from top to bottom."""
        if tuple(results) != self._results:
            self._results = tuple(results)
            self._draw()

    def _draw(self) -> None:
        if not self._results:
            return
        plot = self.plot()
        count = len(self._results)
        for row, (_, result) in enumerate(self._results):
            self._level(float(count - 1 - row), result)
        for total in (6.5, 12.5):
            plot.addLine(x=total, pen=_dashed("muted"))
        for x, words in ((3.25, self.tr("stable")), (9.5, self.tr("indeterminate")), (15.25, self.tr("unstable"))):
            self._text(words, x, count - 0.35 + 0.02 * count, "muted", (0.5, 0.5))
        plot.getAxis("left").setTicks([[(count - 1 - row, name) for row, (name, _) in enumerate(self._results)]])
        plot.setLabel("bottom", self.tr("SINS, points by item"), color=hex_colour("muted"))
        plot.getAxis("bottom").setTicks([[(points, str(points)) for points in range(0, 19, 3)]])
        plot.setXRange(0.0, LAST_POINT, padding=0.01)
        plot.setYRange(-0.6, count + 0.1 + 0.04 * count, padding=0.0)

    def _level(self, y: float, result: ScoreResult) -> None:
        """Known points first, then what is still possible."""
        at, possible = 0.0, 0.0
        for (_, item), token in zip(result.items.items(), SINS_COLOURS, strict=True):
            low, high = item.span if item.span is not None else (0, 0)
            if low:
                self._bars(y, at, at + low, token)
            at, possible = at + low, possible + high - low
        if possible:
            self._bars(y, at, at + possible, "muted", 0.12)
        words = f"{at:.0f}" if not possible else f"{at:.0f}–{at + possible:.0f}"
        self._text(words, at + possible + 0.2, y)

    def legend(self) -> str:
        """The colours of the items, as rich text."""
        if not self._results:
            return ""
        items = self._results[0][1].definition.items
        parts = [
            f'<span style="color:{hex_colour(token)}">■</span> {item.title}'
            for item, token in zip(items, SINS_COLOURS, strict=True)
        ]
        return "&nbsp;&nbsp; ".join(parts)


class SurvivalPlot(ScorePlot):
    """One line per prognostic score: the months its band predicts, the observed median or mean, the share alive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Survival", parent)
        self._results: tuple[ScoreResult, ...] = ()

    def show_scores(self, results: Sequence[ScoreResult]) -> None:
        """The scores that speak of survival; those with an open band show every band that is possible."""
        told = tuple(result for result in results if any(band.survival is not None for band in result.possible))
        if told != self._results:
            self._results = told
            self._draw()

    def _draw(self) -> None:
        if not self._results:
            if self._plot is not None:
                self._plot.clear()
            return
        plot = self.plot()
        count = len(self._results)
        for row, result in enumerate(self._results):
            self._score(float(count - 1 - row), result)
        for month in (6.0, 12.0, 24.0):
            plot.addLine(x=month, pen=_dashed("line"))
        ticks = [[(count - 1 - row, result.definition.title) for row, result in enumerate(self._results)]]
        plot.getAxis("left").setTicks(ticks)
        plot.getAxis("bottom").setTicks([[(month, f"{month:g}") for month in (0, 6, 12, 24, 36)]])
        plot.setLabel("bottom", self.tr("months"), color=hex_colour("muted"))
        plot.setXRange(0.0, MONTHS, padding=0.02)
        plot.setYRange(-0.6, count - 0.4, padding=0.0)

    def _score(self, y: float, result: ScoreResult) -> None:
        decided = result.band is not None
        if not decided and not any(_predicts(band) or _observed(band) for band in result.possible):
            self._text(self.tr("open: answers are missing"), 0.5, y, "muted")
        for band in result.possible:
            survival = band.survival
            if survival is None:
                continue
            if _predicts(band):
                low, high = survival.at_least_months or 0.0, survival.below_months or MONTHS
                self._bars(y, low, high, band.severity, 0.45 if decided else 0.12)
            for months in (survival.observed_median_months, survival.observed_mean_months):
                if months is not None:
                    self._mark(months, y, band.severity if decided else "muted")
            for alive in survival.alive_percent if decided else ():
                self._text(f"{alive.percent:g}", alive.months, y, band.severity, (0.5, 0.5))

    def _mark(self, months: float, y: float, token: str) -> None:
        import pyqtgraph

        pen = QPen(colour(token), 2.0)
        pen.setCosmetic(True)
        self._plot.addItem(
            pyqtgraph.ScatterPlotItem(
                x=[min(months, MONTHS)], y=[y], symbol="d", size=11, pen=pen, brush=colour("window")
            )
        )


def _predicts(band: Band) -> bool:
    """Whether the paper gives the band a span of months."""
    told = band.survival
    return told is not None and (told.at_least_months is not None or told.below_months is not None)


def _observed(band: Band) -> bool:
    """Whether the paper gives the months its patients lived."""
    told = band.survival
    return told is not None and (told.observed_median_months is not None or told.observed_mean_months is not None)


def _dashed(token: str) -> QPen:
    pen = QPen(colour(token), 1.0)
    pen.setCosmetic(True)
    pen.setStyle(Qt.PenStyle.DashLine)
    return pen
