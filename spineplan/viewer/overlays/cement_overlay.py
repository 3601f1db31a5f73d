"""Simulated cement and ablation zones over the pictures, on any plane."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

from spineplan.anatomy.ellipsoid import section
from spineplan.geometry.affine import transform_points
from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.model import Ellipsoid
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.theme import colour

if TYPE_CHECKING:
    from spineplan.planning.filling.simulation import Filling

TINT, RIM, LEAK = 0.55, 0.95, 0.85
KEPT = 12
NEVER = np.iinfo(np.int32).max
_Ranks = tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_], QPointF]


class CementOverlay:
    """Cuts the filling once per plane; playing it is then a comparison of numbers."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._cuts: OrderedDict[tuple[int, ViewPlane], _Ranks | None] = OrderedDict()
        self._ranks: tuple[Filling, npt.NDArray[np.int32]] | None = None

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """What the plane cuts."""
        del pane
        if session.plan.ablations:
            self._zones(painter, plane, session)
        drawn = self._bridge.cement.drawn()
        if drawn is None:
            return
        filling, count = drawn
        cut = self._cut(filling, plane)
        if cut is not None:
            ranks, outside, corner = cut
            painter.drawImage(corner, _picture(ranks < count, outside))

    def played_area(self, plane: ViewPlane) -> QRectF | None:
        """All that the whole filling can cover on a plane."""
        drawn = self._bridge.cement.drawn()
        cut = self._cut(drawn[0], plane) if drawn is not None else None
        return None if cut is None else QRectF(cut[2], QSizeF(cut[0].shape[1], cut[0].shape[0]))

    def _zones(self, painter: QPainter, plane: ViewPlane, session: Session) -> None:
        from spineplan.planning.ablation.placing import drawable

        painter.setBrush(colour("ablation", 0.14))
        painter.setPen(QPen(colour("ablation"), 1.4))
        for shape in drawable(session.plan.ablations, session.plan.needles):
            draw_ellipsoid(painter, plane, shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _cut(self, filling: Filling, plane: ViewPlane) -> _Ranks | None:
        key = (id(filling), plane)
        if self._ranks is None or self._ranks[0] is not filling:
            self._ranks = (filling, filling.rank_kji())
            self._cuts.clear()
        if key not in self._cuts:
            self._cuts[key] = _sliced(filling, self._ranks[1], plane)
            while len(self._cuts) > KEPT:
                self._cuts.popitem(last=False)
        self._cuts.move_to_end(key)
        return self._cuts[key]


def draw_ellipsoid(painter: QPainter, plane: ViewPlane, ellipsoid: Ellipsoid) -> None:
    """Where the plane cuts it."""
    middle = plane.mm_from_px(plane.width_px / 2.0, plane.height_px / 2.0)
    curve = section(ellipsoid, middle, plane.right_lps, plane.down_lps)
    if curve is not None:
        painter.drawPolygon(QPolygonF([QPointF(float(x), float(y)) for x, y, _ in plane.px_from_mm(curve)]))


def _sliced(filling: Filling, ranks: npt.NDArray[np.int32], plane: ViewPlane) -> _Ranks | None:
    """When each pixel is filled, and whether it lies outside the bone; only where the filling can reach."""
    grid = filling.terrain.space.grid
    x, y, depth = plane.px_from_mm(grid.corners_mm).T
    if depth.min() > 0 or depth.max() < 0:
        return None
    left, top = max(int(np.floor(x.min())), 0), max(int(np.floor(y.min())), 0)
    right, bottom = min(int(np.ceil(x.max())) + 1, plane.width_px), min(int(np.ceil(y.max())) + 1, plane.height_px)
    if right <= left or bottom <= top:
        return None
    columns, rows = np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5)
    corner, aside, below = (plane.mm_from_px(*at) for at in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
    points = corner + columns[..., None] * (aside - corner) + rows[..., None] * (below - corner)
    kji = np.rint(transform_points(grid.ijk_from_lps, points)[..., ::-1]).astype(np.int32)
    inside = np.all((kji >= 0) & (kji < np.array(grid.shape_kji)), axis=-1)
    kji = np.where(inside[..., None], kji, 0)
    at = (kji[..., 0], kji[..., 1], kji[..., 2])
    cut = np.where(inside, ranks[at], NEVER)
    if cut.min() == NEVER:
        return None
    used_rows, used = np.flatnonzero((cut < NEVER).any(axis=1)), np.flatnonzero((cut < NEVER).any(axis=0))
    part = (slice(used_rows[0], used_rows[-1] + 1), slice(used[0], used[-1] + 1))
    outside = filling.terrain.place_of[at][part] > 0
    place = QPointF(left + float(used[0]), top + float(used_rows[0]))
    return np.ascontiguousarray(cut[part]), np.ascontiguousarray(outside), place


def _picture(filled: npt.NDArray[np.bool_], outside: npt.NDArray[np.bool_]) -> QImage:
    padded = np.pad(filled, 1)
    deep = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    height, width = filled.shape
    kinds = np.zeros((height, -(-width // 4) * 4), dtype=np.uint8)
    kinds[:, :width] = np.where(filled, np.where(outside, 3, np.where(deep, 1, 2)), 0)
    image = QImage(kinds.data, width, height, kinds.shape[1], QImage.Format.Format_Indexed8)
    inks = [colour("cement", TINT), colour("cement", RIM), colour("needle_breach", LEAK)]
    image.setColorTable([0, *(ink.rgba() for ink in inks)])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
