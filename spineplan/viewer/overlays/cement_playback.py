"""The simulated filling over the 3-D picture while its slider moves: quick, until the scene draws it properly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QImage, QPainter

from spineplan.geometry.view_plane import ViewPlane
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.planning.filling.simulation import Filling
    from spineplan.render.filling_splat import FillingSplat


class CementPlayback:
    """Keeps what one side shows of one filling."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._seen: tuple[Filling, ViewPlane, FillingSplat] | None = None

    def area(self, plane: ViewPlane) -> QRect:
        """Where all of the filling can be seen; empty without one."""
        drawn = self._bridge.cement.drawn()
        if drawn is None:
            return QRect()
        splat = self._splat(drawn[0], plane)
        return QRect(QPoint(*splat.corner_px), QSize(*splat.size_px))

    def paint(self, painter: QPainter, plane: ViewPlane) -> None:
        """The cement at the slider's volume, seen along the plane's normal."""
        drawn = self._bridge.cement.drawn()
        if drawn is None or drawn[1] == 0:
            return
        splat = self._splat(drawn[0], plane)
        pixels = splat.picture(drawn[1])
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGBA8888_Premultiplied)
        painter.drawImage(QPointF(*splat.corner_px), image)

    def _splat(self, filling: Filling, plane: ViewPlane) -> FillingSplat:
        if self._seen is None or self._seen[0] is not filling or self._seen[1] != plane:
            from spineplan.render.filling_splat import FillingSplat

            self._seen = (filling, plane, FillingSplat(filling, plane))
        return self._seen[2]
