"""The vertebral body of the selected level: its outline, and handles that fit it to the picture."""

from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from spineplan.anatomy.body import Body, body_of
from spineplan.anatomy.ellipsoid import section
from spineplan.geometry.vectors import Vector, point, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.model import Ellipsoid, Level, Plan
from spineplan.session.levels.level_naming import put_body
from spineplan.session.levels.level_state import is_stale
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.crosshair import NAVIGATION
from spineplan.viewer.overlays.outlined import text
from spineplan.viewer.pane_parts import Drag, PaneEvent
from spineplan.viewer.theme import colour, scaled

GRAB_PX = 8.0
HANDLE_PX = 6.0
HANDLE_REACH_MM = 6.0
"""A handle is shown on planes that pass this near to it."""
SMALLEST_MM, LARGEST_MM = 2.0, 60.0


@dataclass(frozen=True)
class Handle:
    """One end of an axis of the body: axis 0..2, sign +1 or -1."""

    axis: int
    sign: int

    def place_mm(self, body: Ellipsoid) -> Vector:
        """Where it is, LPS."""
        reach = self.sign * body.semi_axes_mm[self.axis]
        return vector(body.centre_mm) + reach * vector(body.axes_lps[self.axis])


HANDLES = tuple(Handle(axis, sign) for axis in range(3) for sign in (1, -1))


class LevelBody:
    """Overlay and tool. Marked bodies are solid: all of them while levels are named, else the selected level's. A
    suggestion from mean sizes is dashed, shown for the selected level, and marked once a handle is dragged. A vertebra
    that was found needs no ellipsoid: its outline is drawn."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """Outlines where the plane cuts bodies; handles and volume of the selected one."""
        del pane
        chosen = _selected_level(session)
        for level in session.plan.levels:
            if _found(level) or (level.name != chosen and (level.body is None or session.view.tool != "level")):
                continue  # away from naming levels, the other outlines would only hide anatomy
            body = body_of(session.plan, level.name)
            if body is not None and (body.origin == "marked" or level.mask is None):
                self._outline(painter, plane, body, level.name == chosen)

    def press(self, event: PaneEvent) -> Drag | None:
        """A drag of the handle under the pointer."""
        session = self._bridge.session
        found = self._handle_under(event)
        if session is None or found is None:
            return None
        return self._drag(session, *found, event)

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """A sizing cursor on a handle."""
        return Qt.CursorShape.SizeAllCursor if self._handle_under(event) is not None else None

    def _drag(self, session: Session, name: str, body: Ellipsoid, handle: Handle, start: PaneEvent) -> Drag:
        fitted = body
        try:
            while (moved := (yield)) is not None:
                fitted = stretched(body, handle, moved.point_mm - start.point_mm)
                self._bridge.preview(put_body(session.committed, name, fitted), self)
            if fitted != body:
                self._bridge.apply(put_body(session.committed, name, fitted), self)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise

    def _handle_under(self, event: PaneEvent) -> tuple[str, Ellipsoid, Handle] | None:
        session = self._bridge.session
        if session is None or session.view.tool not in (*NAVIGATION, "level"):
            return None
        name = _selected_level(session)
        level = session.plan.level(name) if name else None
        body = _body(session.plan, name) if level is not None and not _found(level) else None
        if body is None:
            return None
        for handle in HANDLES:
            x, y, depth = (float(v) for v in event.plane.px_from_mm(point(handle.place_mm(body))))
            near = np.hypot(x - event.position_px[0], y - event.position_px[1]) <= GRAB_PX
            if near and abs(depth) <= HANDLE_REACH_MM:
                return name, body, handle
        return None

    def _outline(self, painter: QPainter, plane: ViewPlane, body: Body, chosen: bool) -> None:
        curve = section(body.ellipsoid, plane.centre_mm, plane.right_lps, plane.down_lps)
        if curve is None:
            return
        ink = colour("image_accent" if chosen else "level", 0.95 if chosen else 0.5)
        pen = QPen(ink, 1.4)
        if body.origin == "suggested":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = plane.px_from_mm(curve)
        painter.drawPolygon(QPolygonF([QPointF(float(x), float(y)) for x, y, _ in corners]))
        if chosen:
            self._handles(painter, plane, body)

    def _handles(self, painter: QPainter, plane: ViewPlane, body: Body) -> None:
        painter.setPen(QPen(colour("image_halo"), 1.0))
        painter.setBrush(colour("image_accent"))
        lowest = QPointF(0.0, -1e9)
        for handle in HANDLES:
            x, y, depth = (float(v) for v in plane.px_from_mm(point(handle.place_mm(body.ellipsoid))))
            if abs(depth) <= HANDLE_REACH_MM:
                painter.drawRect(QRectF(x - HANDLE_PX / 2, y - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX))
                lowest = max(lowest, QPointF(x, y), key=lambda p: p.y())
        if lowest.y() > -1e9:
            words = "" if body.origin == "marked" else " suggestion"
            area = QRectF(lowest.x() + 8.0, lowest.y() + 4.0, 240.0, scaled(20))
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            text(painter, area, left, f"{body.volume_ml:.1f} mL{words}", colour("image_text"), 12)


def stretched(body: Ellipsoid, handle: Handle, by_mm: Vector) -> Ellipsoid:
    """The body with one end of an axis moved along it; the other end stays where it is."""
    axis = vector(body.axes_lps[handle.axis])
    fixed = Handle(handle.axis, -handle.sign).place_mm(body)
    length = 2.0 * body.semi_axes_mm[handle.axis] + handle.sign * float(by_mm @ axis)
    half = float(np.clip(length / 2.0, SMALLEST_MM, LARGEST_MM))
    semi = list(body.semi_axes_mm)
    semi[handle.axis] = half
    return replace(body, centre_mm=point(fixed + handle.sign * half * axis), semi_axes_mm=(semi[0], semi[1], semi[2]))


def _found(level: Level) -> bool:
    return level.mask is not None or is_stale(level)


def _selected_level(session: Session) -> str:
    selected = session.view.selected
    return selected[1] if selected is not None and selected[0] == "level" else ""


def _body(plan: Plan, name: str) -> Ellipsoid | None:
    body = body_of(plan, name)
    return body.ellipsoid if body is not None else None
