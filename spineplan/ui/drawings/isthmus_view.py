"""The cross-section of a pedicle at its isthmus: CT across the axis, the outline, and calipers that can be dragged."""

from typing import Literal

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import SUPERIOR, Vector, point, vector
from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.volume import Volume
from spineplan.plan.model import PedicleMark, PedicleSide
from spineplan.render.reslice import reslice
from spineplan.render.windowing import first_window
from spineplan.session.levels.level_pedicles import section_axes
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays import outlined
from spineplan.viewer.theme import colour, scaled, tokens

EDGE_MM = 26.0
GRAB_PX = 9.0
SMALLEST_MM, LARGEST_MM = 0.5, 40.0
_HEIGHT_PX = 132

End = Literal["right", "left", "up", "down"]
_ENDS: dict[End, tuple[float, float]] = {
    "right": (1.0, 0.0),
    "left": (-1.0, 0.0),
    "up": (0.0, -1.0),
    "down": (0.0, 1.0),
}
"""Screen directions of the caliper's ends."""


class IsthmusView(QWidget):
    """`corrected(PedicleMark)` when a caliper was dragged."""

    corrected = Signal(object)

    def __init__(self, bridge: SessionBridge, side: PedicleSide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._mark: PedicleMark | None = None
        self._before: PedicleMark | None = None
        self._outline: Points | None = None
        self._cranial = vector(SUPERIOR)
        self._end: End | None = None
        self.setObjectName(f"isthmus_{side}")
        self.setAccessibleName(self.tr("Cross-section of the {side} pedicle").format(side=side))
        self.setToolTip(self.tr("Across the pedicle at its narrowest; drag the ends of the calipers"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        bridge.volumes_changed.connect(lambda _uid: self.update())

    def sizeHint(self) -> QSize:
        return QSize(scaled(_HEIGHT_PX), scaled(_HEIGHT_PX))

    @property
    def plane(self) -> ViewPlane | None:
        """What is shown, in logical pixels."""
        mark = self._before or self._mark  # the picture stands still while a caliper is dragged
        if mark is None or min(self.width(), self.height()) < 10:
            return None
        right, down = section_axes(vector(mark.axis_lps), self._cranial)
        scale = EDGE_MM / min(self.width(), self.height())
        return view_plane(mark.centre_mm, right, down, scale, (self.width(), self.height()))

    def show_pedicle(self, mark: PedicleMark | None, outline_mm: Points | None, cranial: Vector) -> None:
        """A pedicle, with its outline when that is known (else an ellipse stands for it); cranial: the vertebra's own
        direction (unit, LPS), for width and height are measured along it, not along the table."""
        outline = outline_mm if mark is not None and not mark.measured_by else None
        if mark == self._mark and outline is self._outline and np.array_equal(cranial, self._cranial):
            return  # a drag elsewhere tells of every step
        if self._before is None:
            self._mark = mark
        self._outline, self._cranial = outline, cranial
        self.update()

    def end_px(self, end: End) -> QPointF:
        """Where an end of a caliper is. Raises ValueError when nothing is shown."""
        plane, mark = self.plane, self._mark
        if plane is None or mark is None:
            raise ValueError("no pedicle is shown")
        x, y, _ = (float(v) for v in plane.px_from_mm(mark.centre_mm))
        dx, dy = _ENDS[end]
        return QPointF(x + dx * mark.width_mm / 2.0 / plane.mm_per_px, y + dy * mark.height_mm / 2.0 / plane.mm_per_px)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """CT, outline, calipers."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colour("image_background"))
            plane, volume = self.plane, self.volume
            if plane is None or self._mark is None:
                return
            if volume is not None:
                self._paint_ct(painter, plane, volume)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_outline(painter, plane, self._mark)
            self._paint_calipers(painter)
            inside = QRectF(self.rect()).adjusted(4, 2, -4, -2)
            left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
            middle, small = Qt.AlignmentFlag.AlignVCenter, tokens().small_font_px
            outlined.text(painter, inside, left | middle, "R", colour("image_muted"), small)
            outlined.text(painter, inside, right | middle, "L", colour("image_muted"), small)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        end = self._end_under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and end is not None:
            self._before, self._end = self._mark, end

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._before is None or self._end is None:
            end = self._end_under(event.position())
            shapes = {"right": Qt.CursorShape.SizeHorCursor, "left": Qt.CursorShape.SizeHorCursor}
            wanted = Qt.CursorShape.ArrowCursor if end is None else shapes.get(end, Qt.CursorShape.SizeVerCursor)
            self.setCursor(wanted)
            return
        self._mark = self._stretched(self._before, self._end, event.position())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        before, mark, self._before, self._end = self._before, self._mark, None, None
        if before is not None and mark is not None and mark != before:
            self.corrected.emit(mark)
        self.update()

    def _stretched(self, before: PedicleMark, end: End, to: QPointF) -> PedicleMark:
        """One end of a caliper at the pointer, the other where it was."""
        plane = self.plane
        if plane is None:
            return before
        x, y, _ = (float(v) for v in plane.px_from_mm(before.centre_mm))
        dx, dy = _ENDS[end]
        half = (before.width_mm if dx else before.height_mm) / 2.0
        reach = ((to.x() - x) * dx + (to.y() - y) * dy) * plane.mm_per_px
        size = float(np.clip(half + reach, SMALLEST_MM, LARGEST_MM))
        shift = (size / 2.0 - half) * (dx * vector(plane.right_lps) + dy * vector(plane.down_lps))
        centre = point(vector(before.centre_mm) + shift)
        return replace(before, centre_mm=centre, **{"width_mm" if dx else "height_mm": size})

    def _end_under(self, at: QPointF) -> End | None:
        if self._mark is None or self.plane is None:
            return None
        away = {end: (self.end_px(end) - at).manhattanLength() for end in _ENDS}
        best = min(away, key=lambda end: away[end])
        return best if away[best] <= GRAB_PX else None

    @property
    def volume(self) -> Volume | None:
        """The images that pedicles are measured on."""
        session = self._bridge.session
        if session is None:
            return None
        reference = session.volumes.get(session.plan.reference.series_uid)
        return reference or session.volume

    def _paint_ct(self, painter: QPainter, plane: ViewPlane, volume: Volume) -> None:
        ratio = self.devicePixelRatioF()
        pixels = reslice(volume, plane.in_device_pixels(ratio), first_window(volume))
        height, width = pixels.shape
        image = QImage(pixels.data, width, height, width, QImage.Format.Format_Grayscale8)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(0, 0, image)

    def _paint_outline(self, painter: QPainter, plane: ViewPlane, mark: PedicleMark) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._outline is not None and mark == self._before_or_mark():
            corners = plane.px_from_mm(self._outline)
            shape = QPolygonF([QPointF(float(x), float(y)) for x, y, _ in corners])
            for pen in outlined.pens(colour("image_accent"), 1.3):
                painter.setPen(pen)
                painter.drawPolygon(shape)
            return
        x, y, _ = (float(v) for v in plane.px_from_mm(mark.centre_mm))
        half = (mark.width_mm / 2.0 / plane.mm_per_px, mark.height_mm / 2.0 / plane.mm_per_px)
        for pen in outlined.pens(colour("image_accent"), 1.3):
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawEllipse(QPointF(x, y), *half)

    def _before_or_mark(self) -> PedicleMark | None:
        return self._before or self._mark

    def _paint_calipers(self, painter: QPainter) -> None:
        for a, b in (("left", "right"), ("up", "down")):
            first, second = self.end_px(a), self.end_px(b)  # type: ignore[arg-type]
            for pen in outlined.pens(colour("measurement"), 1.2):
                painter.setPen(pen)
                painter.drawLine(first, second)
            painter.setPen(QPen(colour("image_halo"), 1.0))
            painter.setBrush(colour("measurement"))
            for end in (first, second):
                painter.drawEllipse(end, 3.5, 3.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
