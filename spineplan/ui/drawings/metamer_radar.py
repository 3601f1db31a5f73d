"""A radar of the criteria of the first levels of the metamer table: who stands out, and by what."""

from collections.abc import Sequence
from math import cos, pi, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPolygonItem, QWidget

from spineplan.clinical.metamer_radar import SPOKES, RadarLevel, steps_aside
from spineplan.ui.drawings.score_plots import ScorePlot
from spineplan.ui.metamer_view import column_name
from spineplan.viewer.theme import colour, hex_colour

LEVEL_COLOURS = ("accent", "needle_close", "mixed")
LEVEL_SYMBOLS = ("o", "s", "t")
LEVEL_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
"""Colour is never alone."""
RINGS = (0.5, 1.0)
WORDS_AT = 1.14
APART = 0.075
"""Points of equal shares stand so far apart."""


class MetamerRadar(ScorePlot):
    """One polygon per level; a criterion that is not known leaves a gap, and says so at its spoke."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Criteria of the first levels", parent)
        self._levels: tuple[RadarLevel, ...] = ()

    def show_levels(self, levels: Sequence[RadarLevel]) -> None:
        """In the order of the table."""
        if tuple(levels) != self._levels:
            self._levels = tuple(levels)
            self._draw()

    def legend(self) -> str:
        """Level names in their colours, as rich text."""
        marks = ("●", "■", "▼")
        parts = [
            f'<span style="color:{hex_colour(token)}">{mark}</span> {level.name}'
            for level, token, mark in zip(self._levels, LEVEL_COLOURS, marks, strict=False)
        ]
        return "&nbsp;&nbsp; ".join(parts)

    def _draw(self) -> None:
        if not self._levels:
            if self._plot is not None:
                self._plot.clear()
            return
        plot = self.plot()
        plot.setAspectLocked(True)
        for name in ("left", "bottom"):
            plot.hideAxis(name)
        for ring in RINGS:
            self._curve([_at(n, ring) for n in (*range(len(SPOKES)), 0)], _pen("line"))
        for n, column in enumerate(SPOKES):
            self._curve([(0.0, 0.0), _at(n, 1.0)], _pen("line"))
            x, y = _at(n, WORDS_AT)
            unknown = all(level.shares[n] is None for level in self._levels)
            self._text(column_name(column) + ("?" if unknown else ""), x, y, "muted", _anchor(n))
        beside = steps_aside(self._levels)
        for level, aside, token, symbol, style in zip(
            self._levels, beside, LEVEL_COLOURS, LEVEL_SYMBOLS, LEVEL_STYLES, strict=False
        ):  # fmt: skip
            self._level(_places(level, aside), token, symbol, style)
        plot.setXRange(-1.9, 1.9, padding=0.0)
        plot.setYRange(-1.4, 1.45, padding=0.0)

    def _level(
        self, places: Sequence[tuple[float, float] | None], token: str, symbol: str, style: Qt.PenStyle
    ) -> None:  # fmt: skip
        import pyqtgraph

        pen = _pen(token, 1.8, style)
        for n, here in enumerate(places):
            there = places[(n + 1) % len(places)]
            if here is not None and there is not None:
                self._curve([here, there], pen)
        known = [place for place in places if place is not None]
        x, y = zip(*known, strict=True)
        points = pyqtgraph.ScatterPlotItem(x=x, y=y, symbol=symbol, size=7, pen=None, brush=colour(token))
        self._plot.addItem(points)
        if len(known) == len(places):
            area = QGraphicsPolygonItem(_polygon(known))
            fill = QColor(colour(token))
            fill.setAlphaF(0.12)
            area.setBrush(fill)
            area.setPen(QPen(Qt.PenStyle.NoPen))
            self._plot.addItem(area)

    def _curve(self, places: Sequence[tuple[float, float]], pen: QPen) -> None:
        x, y = zip(*places, strict=True)
        self._plot.plot(list(x), list(y), pen=pen)


def _places(level: RadarLevel, aside: Sequence[float]) -> list[tuple[float, float] | None]:
    """Where a level's points are; None where the criterion is not known."""
    return [
        _at(n, share, APART * step) if share is not None else None
        for n, (share, step) in enumerate(zip(level.shares, aside, strict=True))
    ]


def _at(spoke: int, share: float, aside: float = 0.0) -> tuple[float, float]:
    """Up first, then clockwise; aside: at a right angle to the spoke."""
    angle = 2.0 * pi * spoke / len(SPOKES)
    return share * sin(angle) + aside * cos(angle), share * cos(angle) - aside * sin(angle)


def _anchor(spoke: int) -> tuple[float, float]:
    x, y = _at(spoke, 1.0)
    across = 0.5 if abs(x) < 0.2 else (0.0 if x > 0.0 else 1.0)
    return across, 1.0 if y > 0.9 else 0.0 if y < -0.9 else 0.5


def _pen(token: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour(token), width)
    pen.setCosmetic(True)
    pen.setStyle(style)
    return pen


def _polygon(places: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(*place) for place in places])
