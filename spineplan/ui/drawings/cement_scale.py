"""The cement band as a drawn scale: what the studies say, and where the chosen volume lies."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from spineplan.clinical.cement import Band
from spineplan.clinical.confidence import confidence_words
from spineplan.ui.in_words import say
from spineplan.viewer.theme import colour, font, theme, tokens

_SIDE_PX = 10.0
_BAR_TOP_PX, _BAR_HEIGHT_PX = 26.0, 14.0
_HOVER_PX = 6.0


class CementScale(QWidget):
    """0 to beyond the band, in millilitres and per cent of the body; ticks are studies, named on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._band: Band | None = None
        self._chosen_ml: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(260, 78)

    def show_band(self, band: Band | None, chosen_ml: float | None) -> None:
        """The band of one body and the volume chosen for it."""
        if (band, chosen_ml) != (self._band, self._chosen_ml):
            self._band, self._chosen_ml = band, chosen_ml
            self.setAccessibleName(self._words())
            self.update()

    def _words(self) -> str:
        if self._band is None:
            return ""
        chosen = self.tr(", chosen {ml:.1f} mL").format(ml=self._chosen_ml) if self._chosen_ml is not None else ""
        return (
            self.tr("Band {low:.1f} to {high:.1f} mL").format(low=self._band.low_ml, high=self._band.high_ml) + chosen
        )

    def _end_ml(self, band: Band) -> float:
        """The scale ends at 45 % of the body, or beyond the chosen volume."""
        return max(band.body_volume_ml * 0.45, (self._chosen_ml or 0.0) * 1.1, 1.0)

    def _x(self, ml: float) -> float:
        assert self._band is not None
        return _SIDE_PX + (self.width() - 2.0 * _SIDE_PX) * ml / self._end_ml(self._band)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._band is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(tokens().small_font_px))
        self._paint_bar(painter, self._band)
        self._paint_marks(painter, self._band)
        self._paint_axis(painter, self._band)
        if self._chosen_ml is not None:
            self._paint_chosen(painter, self._band, self._chosen_ml)

    def _paint_bar(self, painter: QPainter, band: Band) -> None:
        whole = QRectF(_SIDE_PX, _BAR_TOP_PX, self.width() - 2.0 * _SIDE_PX, _BAR_HEIGHT_PX)
        painter.setPen(QPen(colour("line"), 1.0))
        painter.setBrush(colour("window"))
        painter.drawRoundedRect(whole, 4.0, 4.0)
        good = QRectF(self._x(band.low_ml), _BAR_TOP_PX, self._x(band.high_ml) - self._x(band.low_ml), _BAR_HEIGHT_PX)
        painter.setPen(QPen(colour("ok"), 1.0))
        painter.setBrush(colour("ok", 0.30))
        painter.drawRect(good)

    def _paint_marks(self, painter: QPainter, band: Band) -> None:
        painter.setPen(QPen(colour("text"), 1.0))
        for mark in band.marks:
            x = self._x(mark.ml)
            painter.drawLine(QPointF(x, _BAR_TOP_PX + 2.0), QPointF(x, _BAR_TOP_PX + _BAR_HEIGHT_PX - 2.0))

    def _paint_axis(self, painter: QPainter, band: Band) -> None:
        end = self._end_ml(band)
        step = next((s for s in (0.5, 1.0, 2.0, 5.0, 10.0) if end / s <= 7), 20.0)
        below = _BAR_TOP_PX + _BAR_HEIGHT_PX
        painter.setPen(colour("muted"))
        for n in range(ceil(end / step)):
            x = self._x(n * step)
            painter.drawLine(QPointF(x, below), QPointF(x, below + 4.0))
            percent = f"{100.0 * n * step / band.body_volume_ml:.0f} %"
            for row, text in enumerate((f"{n * step:g}", percent if n else "0 %")):
                box = QRectF(x - 22.0, below + 5.0 + 14.0 * row, 44.0, 14.0)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_chosen(self, painter: QPainter, band: Band, ml: float) -> None:
        x = self._x(ml)
        painter.setPen(QPen(colour("text"), 2.0))
        painter.drawLine(QPointF(x, _BAR_TOP_PX - 4.0), QPointF(x, _BAR_TOP_PX + _BAR_HEIGHT_PX + 2.0))
        painter.setBrush(colour("cement"))
        painter.setPen(QPen(colour("text"), 1.0))
        tip = QPointF(x, _BAR_TOP_PX - 2.0)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-5.0, -8.0), tip + QPointF(5.0, -8.0)]))
        text = f"{ml:.1f} mL · {100.0 * ml / band.body_volume_ml:.0f} %"
        width = painter.fontMetrics().horizontalAdvance(text) + 4.0
        left = min(max(x - width / 2.0, 0.0), self.width() - width)
        painter.setPen(colour("text"))
        painter.drawText(QRectF(left, 0.0, width, 15.0), Qt.AlignmentFlag.AlignCenter, text)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._band is not None:
            QToolTip.showText(event.globalPos(), self._tip_at(float(event.pos().x()), self._band), self)
            return True
        return super().event(event)

    def _tip_at(self, x: float, band: Band) -> str:
        near = [mark for mark in band.marks if abs(self._x(mark.ml) - x) <= _HOVER_PX]
        if not near:
            words = say(confidence_words(band.confidence))
            return f"{band.low_percent:g}-{band.high_percent:g} %: {band.source} ({words})."
        lines = [f"{m.percent:g} %: {m.text}. {m.source} ({say(confidence_words(m.confidence))})." for m in near]
        return "\n".join(lines)
