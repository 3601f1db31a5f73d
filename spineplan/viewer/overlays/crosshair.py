"""The crosshair: where the other two planes cut this one; grabbed by centre, line or handle."""

from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, degrees, floor, hypot
from typing import Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import Vector, cross, point, unit, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.session import Session
from spineplan.session.view_state import PLANES, Frame, PaneName, PlaneName, ViewState
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays import outlined
from spineplan.viewer.pane_parts import Drag, PaneEvent
from spineplan.viewer.theme import colour

GAP_PX = 16.0
"""Left open around the centre: the anatomy there is what it is about."""
CENTRE_REACH_PX, HANDLE_REACH_PX, LINE_REACH_PX = 11.0, 10.0, 5.0
END_PX = 22.0
"""Length of a line's ends."""
HANDLE_AT = 0.36
"""Distance of the handles from the centre, as a part of the pane's shorter side."""
NAVIGATION = ("window", "zoom", "pan", "crosshair")
MEASURING = ("length", "angle", "ellipse")
AXIS: dict[PlaneName, int] = {"sagittal": 0, "coronal": 1, "axial": 2}

Grip = Literal["centre", "handle", "line"]


@dataclass(frozen=True)
class Hold:
    """What is under the pointer: a grip, and for lines and handles the plane they stand for."""

    grip: Grip
    line: PlaneName | None = None


@dataclass(frozen=True)
class Line:
    """A plane's trace in a pane: through centre_px along direction_px (unit)."""

    name: PlaneName
    centre_px: tuple[float, float]
    direction_px: tuple[float, float]
    handle_px: float

    def along(self, distance_px: float) -> QPointF:
        """Point on the line at a signed distance from the centre."""
        (x, y), (dx, dy) = self.centre_px, self.direction_px
        return QPointF(x + dx * distance_px, y + dy * distance_px)


def lines(plane: ViewPlane, pane: PaneName, view: ViewState) -> list[Line]:
    """Traces of the other two planes in an MPR pane; none in other panes."""
    if pane not in PLANES:
        return []
    own = plane.normal_lps
    x, y, _ = (float(v) for v in plane.px_from_mm(view.crosshair_mm))
    found = []
    for name in PLANES:
        if name != pane:
            trace = cross(own, vector(view.frame[AXIS[name]]))
            dx, dy = float(trace @ vector(plane.right_lps)), float(trace @ vector(plane.down_lps))
            length = hypot(dx, dy) or 1.0
            reach = HANDLE_AT * min(plane.width_px, plane.height_px)
            found.append(Line(name, (x, y), (dx / length, dy / length), reach))
    return found


def orthonormal(rows: npt.NDArray[np.float64]) -> Frame:
    """The nearest right-handed orthonormal frame, keeping z' and then x' (rounding never piles up)."""
    z = unit(rows[2])
    x = unit(rows[0] - z * float(rows[0] @ z))
    return point(x), point(cross(z, x)), point(z)


class Crosshair:
    """Overlay and tool in one: what is drawn is what is grabbed."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._hot: tuple[PaneName, Hold] | None = None

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """Both lines in the colours of their planes; handles under the pointer or with the crosshair tool.

        While something is pointed at or painted, only the lines' ends are drawn: they would lie on it.
        """
        aside = session.view.tool not in NAVIGATION + MEASURING
        hot = self._hot[1] if self._hot is not None and self._hot[0] == pane else None
        for line in lines(plane, pane, session.view):
            ink = colour(f"plane_{line.name}")
            lit = hot is not None and hot.grip != "centre" and hot.line == line.name
            _paint_trace(painter, plane, line, ink, lit, aside)
            if hot is not None or session.view.tool == "crosshair":
                self._paint_handles(painter, line, lit and hot is not None and hot.grip == "handle")
        if hot is not None and hot.grip == "centre":
            self._paint_centre(painter, plane, session.view)

    def press(self, event: PaneEvent) -> Drag | None:
        """Centre: move. Handle: turn. Line: push the plane it stands for."""
        hold = self._hold(event)
        if hold is None:
            return None
        self._hot = (event.pane, hold)
        if hold.grip == "centre":
            return self._move(event)
        return self._turn(event) if hold.grip == "handle" else self._push(event, hold)

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """Says what a press here would do."""
        hold = self._hold(event)
        if hold is None:
            return None
        shapes = {
            "centre": Qt.CursorShape.SizeAllCursor,
            "handle": Qt.CursorShape.PointingHandCursor,
            "line": Qt.CursorShape.OpenHandCursor,
        }
        return shapes[hold.grip]

    def hover(self, event: PaneEvent | None) -> bool:
        """Light up what would be grabbed."""
        hold = self._hold(event) if event is not None else None
        hot = (event.pane, hold) if event is not None and hold is not None else None
        changed = hot != self._hot
        self._hot = hot
        return changed

    def _hold(self, event: PaneEvent) -> Hold | None:
        session = self._bridge.session
        if session is None or session.view.tool not in NAVIGATION:
            return None
        at = QPointF(*event.position_px)
        both = lines(event.plane, event.pane, session.view)
        if both and _apart(at, both[0].along(0.0)) <= CENTRE_REACH_PX:
            return Hold("centre")
        for line in both:
            if min(_apart(at, line.along(s * line.handle_px)) for s in (-1.0, 1.0)) <= HANDLE_REACH_PX:
                return Hold("handle", line.name)
        for line in both:
            (x, y), (dx, dy) = line.centre_px, line.direction_px
            if abs((at.x() - x) * dy - (at.y() - y) * dx) <= LINE_REACH_PX:
                return Hold("line", line.name)
        return None

    def _move(self, start: PaneEvent) -> Drag:
        grabbed = vector(self._view.crosshair_mm) - start.point_mm
        depth = start.plane.normal_lps
        return self._dragged(
            lambda event: self._place(event.point_mm + grabbed - depth * float(grabbed @ depth), start)
        )

    def _push(self, start: PaneEvent, hold: Hold) -> Drag:
        before = vector(self._view.crosshair_mm)
        axis = vector(self._view.frame[AXIS[hold.line or "axial"]])
        return self._dragged(lambda e: self._place(before + axis * float((e.point_mm - start.point_mm) @ axis), start))

    def _turn(self, start: PaneEvent) -> Drag:
        rows = np.array(self._view.frame)
        normal = start.plane.normal_lps
        x, y, _ = (float(v) for v in start.plane.px_from_mm(self._view.crosshair_mm))

        def angle(event: PaneEvent) -> float:
            return atan2(event.position_px[1] - y, event.position_px[0] - x)

        def turned(event: PaneEvent) -> None:
            turn = rotation_about(normal, degrees(angle(event) - angle(start)))
            self._bridge.look(self, frame=orthonormal(rows @ turn.T))

        return self._dragged(turned)

    @property
    def _view(self) -> ViewState:
        session = self._bridge.session
        return session.view if session is not None else ViewState()

    def _place(self, place_mm: Vector, start: PaneEvent) -> None:
        session = self._bridge.session
        volume = session.shown(start.series_uid) if session is not None else None
        if volume is not None and volume.grid.contains_mm(place_mm):
            self._bridge.look(self, crosshair_mm=point(place_mm))

    def _dragged(self, moved: Callable[[PaneEvent], None]) -> Drag:
        before = self._view
        try:
            while (event := (yield)) is not None:
                moved(event)
        except GeneratorExit:
            self._bridge.look(self, crosshair_mm=before.crosshair_mm, frame=before.frame)
            raise

    def _paint_handles(self, painter: QPainter, line: Line, lit: bool) -> None:
        for pen in outlined.pens(colour(f"plane_{line.name}"), 1.5):
            painter.setPen(pen)
            painter.setBrush(colour(f"plane_{line.name}") if lit else colour("image_halo", 0.6))
            for side in (-1.0, 1.0):
                painter.drawEllipse(line.along(side * line.handle_px), 5.5, 5.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_centre(self, painter: QPainter, plane: ViewPlane, view: ViewState) -> None:
        x, y, _ = (float(v) for v in plane.px_from_mm(view.crosshair_mm))
        for pen in outlined.pens(colour("image_accent"), 1.5):
            painter.setPen(pen)
            painter.drawEllipse(QPointF(x, y), CENTRE_REACH_PX, CENTRE_REACH_PX)


def _paint_trace(painter: QPainter, plane: ViewPlane, line: Line, ink: QColor, lit: bool, aside: bool) -> None:
    """Both arms of a line, to the pane's edges; aside: only their ends. Upright lines fall on whole pixels."""
    upright = min(abs(v) for v in line.direction_px) < 1e-6
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not upright)
    arms = [arm for side in (-1.0, 1.0) if (arm := _arm(plane, line, side, aside)) is not None]
    if upright:
        arms = [QLineF(_whole(arm.p1()), _whole(arm.p2())) for arm in arms]
    for pen in outlined.pens(ink, 2.0 if lit else 1.0):
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLines(arms)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _arm(plane: ViewPlane, line: Line, side: float, aside: bool) -> QLineF | None:
    """From the gap around the centre to the edge of the pane; None when the centre is beyond that edge."""
    reach = float("inf")
    for place, step, size in zip(line.centre_px, line.direction_px, (plane.width_px, plane.height_px), strict=True):
        if abs(step) > 1e-6:
            reach = min(reach, max(-place / (step * side), (size - place) / (step * side)))
        elif not 0 <= place <= size:
            return None
    start = max(GAP_PX, _entry(plane, line, side), reach - END_PX if aside else 0.0)
    return QLineF(line.along(side * start), line.along(side * reach)) if reach > start else None


def _entry(plane: ViewPlane, line: Line, side: float) -> float:
    """How far along an arm the pane begins, when its centre lies outside."""
    entry = 0.0
    for place, step, size in zip(line.centre_px, line.direction_px, (plane.width_px, plane.height_px), strict=True):
        if abs(step) > 1e-6:
            entry = max(entry, min(-place / (step * side), (size - place) / (step * side)))
    return entry


def _whole(at: QPointF) -> QPointF:
    return QPointF(floor(at.x()) + 0.5, floor(at.y()) + 0.5)


def _apart(a: QPointF, b: QPointF) -> float:
    return hypot(a.x() - b.x(), a.y() - b.y())
