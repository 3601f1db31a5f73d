"""Lesions over the pictures: a tint with a rim in the colour of their kind, on any plane."""

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Lesion
from spineplan.render.mask_slice import mask_slice, touches
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.viewer.theme import colour

TINT, RIM = 0.28, 0.95
SEED_REACH_MM = 6.0
KEPT = 32


class LesionOverlay:
    """Draws every lesion's mask, and a diamond where a lesion is not painted yet."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[str, ViewPlane, str], tuple[QImage, QPointF]] = OrderedDict()

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """What the plane cuts."""
        del pane
        for lesion in session.plan.lesions:
            chosen = session.view.selected == ("lesion", lesion.id)
            if lesion.mask is None:
                self._seed(painter, plane, lesion, chosen)
                continue
            mask = session.masks.get(lesion.mask)
            if touches(mask, plane):
                picture, at = self._picture(mask, plane, lesion.kind, lesion.mask.sha256)
                painter.drawImage(at, picture)

    def _picture(self, mask: Mask, plane: ViewPlane, kind: str, name: str) -> tuple[QImage, QPointF]:
        key = (name, plane, kind)
        if key not in self._pictures:
            self._pictures[key] = tinted(mask, plane, kind)
            while len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def _seed(self, painter: QPainter, plane: ViewPlane, lesion: Lesion, chosen: bool) -> None:
        x, y, depth = (float(v) for v in plane.px_from_mm(lesion.seed_mm))
        if abs(depth) > SEED_REACH_MM:
            return
        painter.setPen(QPen(colour("image_accent") if chosen else colour(lesion.kind), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = [QPointF(x + dx, y + dy) for dx, dy in ((6, 0), (0, 6), (-6, 0), (0, -6))]
        painter.drawPolygon(QPolygonF(corners))


def tinted(mask: Mask, plane: ViewPlane, kind: str) -> tuple[QImage, QPointF]:
    """The part of the picture that a mask covers, as an image with alpha, and where its corner goes."""
    part, corner = _covered(mask, plane)
    inside = mask_slice(mask, part) > 0
    padded = np.pad(inside, 1)
    deep = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    kinds = np.zeros((inside.shape[0], -(-inside.shape[1] // 4) * 4), dtype=np.uint8)
    kinds[:, : inside.shape[1]] = inside * np.uint8(2) - deep * inside
    height, width = inside.shape
    image = QImage(kinds.data, width, height, kinds.shape[1], QImage.Format.Format_Indexed8)
    image.setColorTable([0, colour(kind, TINT).rgba(), colour(kind, RIM).rgba()])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), corner


def _covered(mask: Mask, plane: ViewPlane) -> tuple[ViewPlane, QPointF]:
    """The same plane, only as large as the mask's box on it: a lesion is a small part of a pane."""
    x, y, _ = plane.px_from_mm(mask.grid.corners_mm).T
    left, top = max(int(np.floor(x.min())), 0), max(int(np.floor(y.min())), 0)
    right = min(int(np.ceil(x.max())) + 1, plane.width_px)
    bottom = min(int(np.ceil(y.max())) + 1, plane.height_px)
    size = (max(right - left, 1), max(bottom - top, 1))
    middle = plane.mm_from_px(left + size[0] / 2.0, top + size[1] / 2.0)
    return view_plane(middle, plane.right_lps, plane.down_lps, plane.mm_per_px, size), QPointF(left, top)


def brush_ring(painter: QPainter, at_px: QPointF, radius_px: float, erase: bool) -> None:
    """The size of the brush under the pointer."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(at_px.x() - radius_px, at_px.y() - radius_px, 2.0 * radius_px, 2.0 * radius_px)
    painter.setPen(QPen(colour("image_halo", 0.7), 3.0))
    painter.drawEllipse(box)
    pen = QPen(colour("image_text"), 1.2)
    if erase:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawEllipse(box)
