"""The Weinstein-Boriani-Biagini clock face as a drawing: twelve sectors, five layers; a click turns a cell on."""

import math
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from spineplan.measure.morphology_extent import SIDES, Side
from spineplan.measure.wbb import LAYERS
from spineplan.measure.wbb_shape import SECTOR_DEG, SECTORS
from spineplan.measure.wbb_words import ARTERY, shown_sector
from spineplan.viewer.overlays.wbb_numbering import wbb_numbering
from spineplan.viewer.theme import colour, font

RINGS = (0.0, 0.16, 0.32, 0.55, 0.78, 1.0)
"""Borders of E, D, C, B, A from the middle outwards, shares of the radius."""
NUMBERS_PX = 20.0
Cells = tuple[tuple[int, str], ...]


class WbbClock(QWidget):
    """As the axial image shows the patient: posterior below, the patient's left at the right. Arrow keys move between
    cells, Space turns one on."""

    cell_clicked = Signal(int, str)
    artery_clicked = Signal(str)
    """Layer F, by side; only in the neck."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: Cells = ()
        self._computed: Cells = ()
        self._kind = "unknown"
        self._at: tuple[int, str] | None = None
        self._artery: frozenset[str] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Sectors and layers"))
        wbb_numbering().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(230, 214)

    def show_cells(self, cells: Cells, computed: Cells, kind: str) -> None:
        """Filled: cells as they stand; a dashed outline: computed, where a person said otherwise."""
        if (cells, computed, kind) != (self._cells, self._computed, self._kind):
            self._cells, self._computed, self._kind = cells, computed, kind
            self.update()

    def show_artery(self, sides: frozenset[Side] | None) -> None:
        """Sides where the vertebral artery is taken; None where there is none."""
        if sides != self._artery:
            self._artery = frozenset(sides) if sides is not None else None
            self.update()

    def artery_at(self, place: QPointF) -> Side | None:
        """The side whose letter F is under a pixel."""
        on = [side for side in SIDES if self._artery is not None and self._artery_box(side).contains(place)]
        return on[0] if on else None

    def centre_of(self, sector: int, layer: str) -> QPointF:
        """The middle of a cell, widget pixels."""
        inner, outer = _ring(layer)
        return self._point((sector - 0.5) * SECTOR_DEG, (inner + outer) / 2.0)

    def cell_at(self, place: QPointF) -> tuple[int, str] | None:
        """The cell under a pixel."""
        middle, radius = self._middle()
        dx, dy = place.x() - middle.x(), place.y() - middle.y()
        share = math.hypot(dx, dy) / radius
        angle = math.degrees(math.atan2(dx, dy)) % 360.0
        for layer in LAYERS:
            inner, outer = _ring(layer)
            if inner <= share < outer:
                return min(int(angle / SECTOR_DEG), SECTORS - 1) + 1, layer
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = self._middle()
        ink = self.palette().windowText().color()
        fill = colour(self._kind if self._kind != "unknown" else "accent")
        fill.setAlphaF(0.75)
        for cell in self._cells:
            painter.fillPath(self._path(*cell), fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        thin = QPen(ink, 1.0)
        faint = ink
        faint.setAlphaF(0.45)
        thin.setColor(faint)
        painter.setPen(thin)
        for share in RINGS[1:]:
            painter.drawEllipse(middle, radius * share, radius * share)
        for sector in range(SECTORS):
            painter.drawLine(middle, self._point(sector * SECTOR_DEG, 1.0))
        dashed = QPen(colour("text"), 1.4, Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        for cell in set(self._computed) - set(self._cells):
            painter.drawPath(self._path(*cell))
        if self._at is not None:
            painter.setPen(QPen(colour("accent"), 2.0))
            painter.drawPath(self._path(*self._at))
        self._letters(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        side, cell = self.artery_at(event.position()), self.cell_at(event.position())
        if side is not None and event.button() == Qt.MouseButton.LeftButton:
            self.artery_clicked.emit(side)
        elif cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = cell
            self.cell_clicked.emit(*cell)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.cell_at(event.position()) is not None or self.artery_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sector, layer = self._at or (1, "B")
        place, key = LAYERS.index(layer), event.key()
        moves = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        if key in moves:
            step, ring = moves[Qt.Key(key)]
            place = min(max(place + ring, 0), len(LAYERS) - 1)
            self._at = ((sector - 1 + step) % SECTORS + 1, LAYERS[place])
            self.update()
        elif key == Qt.Key.Key_Space:
            self._at = (sector, layer)
            self.cell_clicked.emit(sector, layer)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            side, cell = self.artery_at(QPointF(event.pos())), self.cell_at(QPointF(event.pos()))
            words = self._artery_words(side) if side is not None else self._words(cell) if cell is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _words(self, cell: tuple[int, str]) -> str:
        sector, layer = cell
        layers = {
            "A": self.tr("outside the bone, paravertebral"),
            "B": self.tr("in the bone, superficial"),
            "C": self.tr("in the bone, near the canal"),
            "D": self.tr("in the canal, outside the dura"),
            "E": self.tr("inside the dura"),
        }
        number = shown_sector(sector, wbb_numbering().name)
        side = self.tr("left") if sector <= SECTORS // 2 else self.tr("right")
        text = self.tr("Sector {number}, patient's {side}; layer {layer}: {meaning}")
        return text.format(number=number, side=side, layer=layer, meaning=layers[layer])

    def _artery_words(self, side: Side) -> str:
        name = self.tr("left") if side == "left" else self.tr("right")
        return self.tr("Layer F: vertebral artery on the patient's {side}").format(side=name)

    def _letters(self, painter: QPainter) -> None:
        painter.setFont(font())
        painter.setPen(colour("text"))
        for sector in range(1, SECTORS + 1):
            middle, radius = self._middle()
            place = self._point((sector - 0.5) * SECTOR_DEG, 1.0 + 10.0 / radius)
            box = QRectF(place.x() - 12.0, place.y() - 9.0, 24.0, 18.0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(shown_sector(sector, wbb_numbering().name)))
        painter.setPen(colour("muted"))
        middle, radius = self._middle()
        for letter, dx in (("R", -1.0), ("L", 1.0)):
            place = QPointF(middle.x() + dx * (radius + NUMBERS_PX + 14.0), middle.y())
            painter.drawText(QRectF(place.x() - 10, place.y() - 9, 20, 18), Qt.AlignmentFlag.AlignCenter, letter)
        for side in SIDES if self._artery is not None else ():
            self._letter_f(painter, side)
        painter.setPen(colour("text"))
        for layer in LAYERS:
            inner, outer = _ring(layer)
            place = self._point(180.0, (inner + outer) / 2.0)
            painter.drawText(QRectF(place.x() + 1, place.y() - 9, 14, 18), Qt.AlignmentFlag.AlignCenter, layer)

    def _letter_f(self, painter: QPainter, side: Side) -> None:
        box, taken = self._artery_box(side), self._artery is not None and side in self._artery
        painter.setPen(QPen(colour("vessel"), 1.4, Qt.PenStyle.SolidLine if taken else Qt.PenStyle.DotLine))
        painter.setBrush(colour("vessel") if taken else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        painter.setPen(colour("window") if taken else colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, ARTERY)

    def _artery_box(self, side: Side) -> QRectF:
        """Where the letter F of a side is drawn: beside the circle, below the side's letter."""
        middle, radius = self._middle()
        away = radius + NUMBERS_PX + 14.0
        return _box(QPointF(middle.x() + (away if side == "left" else -away), middle.y() + 22.0), 10.0)

    def _middle(self) -> tuple[QPointF, float]:
        size = min(self.width() - 50.0, float(self.height()))
        return QPointF(self.width() / 2.0, self.height() / 2.0), max(size / 2.0 - NUMBERS_PX, 20.0)

    def _point(self, angle_deg: float, share: float) -> QPointF:
        middle, radius = self._middle()
        angle = math.radians(angle_deg)
        return QPointF(middle.x() + radius * share * math.sin(angle), middle.y() + radius * share * math.cos(angle))

    def _path(self, sector: int, layer: str) -> QPainterPath:
        middle, radius = self._middle()
        inner, outer = (share * radius for share in _ring(layer))
        # Qt counts angles counter-clockwise from three o'clock; ours from six o'clock towards three.
        start = (sector - 1) * SECTOR_DEG - 90.0
        path = QPainterPath()
        path.arcMoveTo(_box(middle, outer), start)
        path.arcTo(_box(middle, outer), start, SECTOR_DEG)
        path.arcTo(_box(middle, inner), start + SECTOR_DEG, -SECTOR_DEG)
        path.closeSubpath()
        return path


def _ring(layer: str) -> tuple[float, float]:
    """Inner and outer border of a layer."""
    place = len(LAYERS) - 1 - LAYERS.index(layer)
    return list(pairwise(RINGS))[place]


def _box(middle: QPointF, radius: float) -> QRectF:
    return QRectF(middle.x() - radius, middle.y() - radius, 2.0 * radius, 2.0 * radius)
