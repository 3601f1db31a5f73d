"""The clock face of Weinstein, Boriani and Biagini over the axial image, on the vertebra it belongs to; clickable."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Vector, point, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.measure.morphology_extent import SIDES, Side
from spineplan.measure.morphology_frame import VertebraFrame
from spineplan.measure.wbb import LAYERS
from spineplan.measure.wbb_shape import BIN_DEG, BINS, SECTOR_DEG, SECTORS, ClockFace, bin_of, polar, sector_of
from spineplan.measure.wbb_words import ARTERY, shown_sector
from spineplan.plan.model import Lesion
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.session.wbb_answers import (
    artery_sides,
    has_artery,
    put_cells,
    report_string,
    toggled,
    toggled_artery,
    wbb_answer,
)
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.outlined import text
from spineplan.viewer.overlays.wbb_numbering import wbb_numbering
from spineplan.viewer.pane_parts import Drag, PaneEvent
from spineplan.viewer.theme import colour

ACROSS_COS = 0.85
"""A picture that leans more than 32 degrees from the vertebra's own axial plane shows no clock face."""
OUTSIDE_MM = 8.0
NUMBER_MM = 13.0
ARTERY_DEG, ARTERY_PX = 105.0, 10.0
"""Layer F stands beside sector 4 and sector 9."""
DURA_SHARE = 0.55
"""Where the drawing parts D from E: the sac is not known on CT, so this border is only a place to click."""


@dataclass(frozen=True, eq=False)
class _Face:
    """What is drawn: the lesion's level, its frame and clock face, and the height of the picture in that frame."""

    lesion: Lesion
    frame: VertebraFrame
    face: ClockFace
    height_mm: float


class WbbFace:
    """Overlay and tool, both only while the tool "wbb" is in use and a lesion is selected. A click on a cell says that
    it is involved, or that it is not."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        bridge.morphology_changed.connect(bridge.drawn_over)
        wbb_numbering().changed.connect(bridge.drawn_over)

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """Rings, rays, numbers, involved cells and the report's string."""
        del pane
        shown = self._shown(session, plane)
        if shown is None:
            return
        answer = wbb_answer(shown.lesion, self._bridge.morphology.of(shown.lesion.level))
        rings = rings_mm(shown.face)
        tint = colour(shown.lesion.kind if shown.lesion.kind != "unknown" else "image_accent", 0.34)
        for sector, layer in answer.cells:
            painter.fillPath(_cell_path(shown, plane, rings, sector, layer), tint)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for n, (inner, outer) in enumerate(pairwise(rings)):
            faint = n in (0, len(rings) - 2)
            painter.setPen(_pen(0.45 if faint else 0.9, dashed=faint))
            painter.drawPolygon(_ring(shown, plane, inner if n else outer))
            painter.drawPolygon(_ring(shown, plane, outer))
        painter.setPen(_pen(0.55))
        for sector in range(SECTORS):
            ends = [_at(shown, plane, sector * SECTOR_DEG, ring[_bin(sector)]) for ring in (rings[0], rings[-1])]
            painter.drawLine(*ends)
        self._numbers(painter, shown, plane, rings[-1])
        taken = self._artery(painter, session, shown, plane)
        words = report_string(shown.lesion.level, answer.cells, wbb_numbering().name, taken)
        place = _at(shown, plane, 180.0, rings[-1][BINS // 2] + NUMBER_MM)
        box = QRectF(place.x() - 120.0, place.y() - 18.0, 240.0, 18.0)
        text(painter, box, Qt.AlignmentFlag.AlignCenter, words or shown.lesion.level, colour("image_text"))

    def press(self, event: PaneEvent) -> Drag | None:
        """A click on a cell."""
        session = self._bridge.session
        shown = self._shown(session, event.plane) if session is not None else None
        cell = self._cell(shown, event.point_mm) if shown is not None else None
        if session is None or shown is None:
            return None
        side = _artery_under(shown, event)
        if side is not None:
            return self._toggle_artery(session, shown.lesion.level, side)
        return self._toggle(session, shown.lesion, cell) if cell is not None else None

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """A hand over a cell."""
        session = self._bridge.session
        shown = self._shown(session, event.plane) if session is not None else None
        over = shown is not None and (
            self._cell(shown, event.point_mm) is not None or _artery_under(shown, event) is not None
        )
        return Qt.CursorShape.PointingHandCursor if over else None

    def _toggle(self, session: Session, lesion: Lesion, cell: tuple[int, str]) -> Drag:
        while (yield) is not None:
            pass
        answer = wbb_answer(lesion, self._bridge.morphology.of(lesion.level))
        self._bridge.apply(put_cells(session, lesion, answer, toggled(answer.cells, cell)), self)

    def _toggle_artery(self, session: Session, level: str, side: Side) -> Drag:
        while (yield) is not None:
            pass
        self._bridge.apply(toggled_artery(session, level, self._bridge.morphology.of(level), side), self)

    def _artery(self, painter: QPainter, session: Session, shown: _Face, plane: ViewPlane) -> bool:
        """The letter F of either side, in the neck; whether either is taken."""
        level = shown.lesion.level
        if not has_artery(level):
            return False
        sides = artery_sides(session.plan, level, self._bridge.morphology.of(level))
        for side in SIDES:
            place = _artery_place(shown, plane, side)
            painter.setPen(_pen(0.9, dashed=side not in sides))
            painter.setBrush(colour("vessel", 0.8) if side in sides else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, ARTERY_PX, ARTERY_PX)
            box = QRectF(place.x() - ARTERY_PX, place.y() - ARTERY_PX, 2.0 * ARTERY_PX, 2.0 * ARTERY_PX)
            text(painter, box, Qt.AlignmentFlag.AlignCenter, ARTERY, colour("image_text"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return bool(sides)

    def _cell(self, shown: _Face, point_mm: Vector) -> tuple[int, str] | None:
        angle, radius = polar(shown.frame.local(point_mm)[None, :])
        rings, at = rings_mm(shown.face), int(bin_of(angle)[0])
        for layer, (inner, outer) in zip(reversed(LAYERS), pairwise(rings), strict=True):
            if inner[at] <= radius[0] < outer[at]:
                return int(sector_of(angle)[0]), layer
        return None

    def _shown(self, session: Session, plane: ViewPlane) -> _Face | None:
        selected = session.view.selected
        if session.view.tool != "wbb" or selected is None or selected[0] != "lesion":
            return None
        lesion = session.plan.lesion(selected[1])
        found = self._bridge.morphology.of(lesion.level) if lesion is not None else None
        if lesion is None or found is None or found.frame is None or found.wbb is None:
            return None
        axis = found.frame.lps_from_vertebra[:3, 2]
        across = float(axis @ plane.normal_lps)
        if abs(across) < ACROSS_COS:
            return None
        height = float((vector(plane.centre_mm) - found.frame.lps_from_vertebra[:3, 3]) @ plane.normal_lps) / across
        half = float(np.nanmedian(found.frame.endplates.height_mm)) / 2.0 + 6.0
        return _Face(lesion, found.frame, found.wbb.face, height) if abs(height) <= half else None

    def _numbers(self, painter: QPainter, shown: _Face, plane: ViewPlane, outside: Points) -> None:
        for sector in range(1, SECTORS + 1):
            angle = (sector - 0.5) * SECTOR_DEG
            place = _at(shown, plane, angle, float(outside[int(angle // BIN_DEG)]) + 5.0)
            box = QRectF(place.x() - 14.0, place.y() - 9.0, 28.0, 18.0)
            number = str(shown_sector(sector, wbb_numbering().name))
            text(painter, box, Qt.AlignmentFlag.AlignCenter, number, colour("image_text"))


def rings_mm(face: ClockFace) -> tuple[Points, ...]:
    """Borders of the layers from the middle outwards, one radius per bin: E, D, C, B, A lie between neighbours."""
    zero = np.zeros(BINS)
    return zero, face.inner_mm * DURA_SHARE, face.inner_mm, face.middle_mm, face.outer_mm, face.outer_mm + OUTSIDE_MM


def _artery_place(shown: _Face, plane: ViewPlane, side: Side) -> QPointF:
    """Outside the numbers, where the artery runs beside the body."""
    angle = ARTERY_DEG if side == "left" else 360.0 - ARTERY_DEG
    outside = rings_mm(shown.face)[-1]
    return _at(shown, plane, angle, float(outside[int(angle // BIN_DEG)]) + NUMBER_MM)


def _artery_under(shown: _Face, event: PaneEvent) -> Side | None:
    """The side whose letter F is under the pointer."""
    if not has_artery(shown.lesion.level):
        return None
    here = QPointF(*event.position_px)
    places = {side: _artery_place(shown, event.plane, side) - here for side in SIDES}
    return next((side for side, away in places.items() if np.hypot(away.x(), away.y()) <= ARTERY_PX), None)


def _bin(sector: int) -> int:
    return round(sector * SECTOR_DEG / BIN_DEG) % BINS


def _at(shown: _Face, plane: ViewPlane, angle_deg: float, radius_mm: float) -> QPointF:
    """Pixel of a place of the face."""
    angle = np.radians(angle_deg)
    local = np.array([radius_mm * np.sin(angle), radius_mm * np.cos(angle), shown.height_mm])
    x, y, _ = plane.px_from_mm(point(transform_points(shown.frame.lps_from_vertebra, local)))
    return QPointF(float(x), float(y))


def _curve(shown: _Face, plane: ViewPlane, radii: Points, first: int, last: int) -> list[QPointF]:
    """Pixels along a ring from one bin's start to another's end."""
    return [_at(shown, plane, n * BIN_DEG, float(radii[min(n, last) % BINS])) for n in range(first, last + 2)]


def _ring(shown: _Face, plane: ViewPlane, radii: Points) -> QPolygonF:
    return QPolygonF([_at(shown, plane, (n + 0.5) * BIN_DEG, float(radii[n])) for n in range(BINS)])


def _cell_path(shown: _Face, plane: ViewPlane, rings: tuple[Points, ...], sector: int, layer: str) -> QPainterPath:
    at = len(LAYERS) - 1 - LAYERS.index(layer)
    per_sector = BINS // SECTORS
    first, last = (sector - 1) * per_sector, sector * per_sector - 1
    outline = _curve(shown, plane, rings[at], first, last)
    outline += reversed(_curve(shown, plane, rings[at + 1], first, last))
    path = QPainterPath()
    path.addPolygon(QPolygonF(outline))
    path.closeSubpath()
    return path


def _pen(strength: float, dashed: bool = False) -> QPen:
    pen = QPen(colour("image_accent", strength), 1.0)
    if dashed:
        pen.setStyle(Qt.PenStyle.DotLine)
    return pen
