"""Level names in the panes, and the mouse that names and moves them."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from spineplan.anatomy.level_order import level_of_plane
from spineplan.errors import SpineplanError
from spineplan.geometry.vectors import Point, point, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.edits import PutLevel
from spineplan.plan.model import Level
from spineplan.session.level_naming import click, default_expected, move_level, skip, step_expected
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.crosshair import NAVIGATION
from spineplan.viewer.outlined import text
from spineplan.viewer.pane_parts import Drag, PaneEvent
from spineplan.viewer.theme import colour, scaled

GRAB_PX = 9.0
TRAVEL_PX = 3.0
"""A press that moves less is a click."""
NEAR_SLICE_MM = 4.0
"""A mark is solid within this distance of the slice, hollow beyond."""
FAR_SLICE_MM = 45.0


class LevelMarks:
    """Overlay and tool: a name with its mark on long planes, the name of the slice on axial ones.

    With the level tool a click names the expected level; a mark can be dragged whenever the level tool is in use or
    its level is selected.
    """

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """Marks near the slice; on axial slices only the one that the slice belongs to has its name."""
        if pane in ("bulls_eye", "needle_axial", "needle_sagittal"):
            return
        plan = session.plan
        here = level_of_plane(plan, plane.centre_mm, plane.normal_lps) if pane == "axial" else None
        for level in plan.levels:
            x, y, depth = (float(v) for v in plane.px_from_mm(level.centre_mm))
            reach = NEAR_SLICE_MM if pane == "axial" else FAR_SLICE_MM
            if abs(depth) <= reach and (here is None or level.name == here.name or pane != "axial"):
                self._mark(painter, QPointF(x, y), level, session, abs(depth) <= NEAR_SLICE_MM)

    def press(self, event: PaneEvent) -> Drag | None:
        """Drag the mark under the pointer, else name a level when the level tool is in use."""
        session = self._bridge.session
        if session is None or event.pane not in ("axial", "sagittal", "coronal"):
            return None
        level = self._level_under(session, event)
        naming = session.view.tool == "level"
        if level is not None and (naming or _unlocked(session, level)):
            return self._move(session, level, event)
        return self._name(session, event) if naming else None

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """An open hand on a mark that can be dragged, a cross where a click names."""
        session = self._bridge.session
        if session is None or event.pane not in ("axial", "sagittal", "coronal"):
            return None
        level = self._level_under(session, event)
        naming = session.view.tool == "level"
        if level is not None and (naming or _unlocked(session, level)):
            return Qt.CursorShape.OpenHandCursor
        return Qt.CursorShape.CrossCursor if naming else None

    def key(self, key: Qt.Key, event: PaneEvent | None) -> bool:
        """While naming: Space skips, arrows choose another level."""
        del event
        session = self._bridge.session
        if session is None or session.view.tool != "level":
            return False
        expected = session.view.next_level or default_expected(session.plan)
        if key == Qt.Key.Key_Space:
            self._bridge.look(self, next_level=skip(session.plan, expected))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self._bridge.look(self, next_level=step_expected(expected, 1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self._bridge.look(self, next_level=step_expected(expected, -1))
        else:
            return False
        return True

    def _name(self, session: Session, event: PaneEvent) -> Drag:
        """One click: what is shown while the button is down is what its release commits."""
        expected = session.view.next_level or default_expected(session.plan)
        at: Point = point(event.point_mm)
        try:
            self._bridge.preview(click(session.plan, expected, at, session.who).edit, self)
            while (moved := (yield)) is not None:
                at = point(moved.point_mm)
                self._bridge.preview(click(session.committed, expected, at, session.who).edit, self)
            named = click(session.committed, expected, at, session.who)
            if self._bridge.apply(named.edit, self) is not None:
                name = named.edit.level.name
                self._bridge.look(self, next_level=named.next_level, selected=("level", name))
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        except SpineplanError as error:
            self._bridge.cancel_preview(self)
            self._bridge.message.emit(str(error))

    def _move(self, session: Session, level: Level, start: PaneEvent) -> Drag:
        edit: PutLevel | None = None
        self._bridge.look(self, selected=("level", level.name))
        try:
            while (moved := (yield)) is not None:
                if edit is None and _travel_px(start, moved) < TRAVEL_PX:
                    continue
                place = vector(level.centre_mm) + (moved.point_mm - start.point_mm)
                edit = move_level(session.committed, level.name, point(place), session.who)
                self._bridge.preview(edit, self)
            if edit is not None:
                self._bridge.apply(edit, self)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise

    def _level_under(self, session: Session, event: PaneEvent) -> Level | None:
        reach = NEAR_SLICE_MM if event.pane == "axial" else FAR_SLICE_MM
        best, best_px = None, GRAB_PX
        for level in session.plan.levels:
            x, y, depth = (float(v) for v in event.plane.px_from_mm(level.centre_mm))
            away = float(np.hypot(x - event.position_px[0], y - event.position_px[1]))
            if abs(depth) <= reach and away <= best_px:
                best, best_px = level, away
        return best

    def _mark(self, painter: QPainter, at: QPointF, level: Level, session: Session, near: bool) -> None:
        selected = session.view.selected == ("level", level.name)
        ink = colour("image_accent") if selected else colour("level", 1.0 if near else 0.65)
        pen = QPen(ink, 1.6)
        if level.state == "proposed":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ink if near and level.state == "confirmed" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(at.x() - 3.5, at.y() - 3.5, 7.0, 7.0))
        words = colour("image_text") if selected else ink
        name = f"{level.name}?" if level.state == "proposed" else level.name
        area = QRectF(at.x() + 9.0, at.y() - scaled(11), 100.0, scaled(22))
        text(painter, area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name, words, 14)


def _unlocked(session: Session, level: Level) -> bool:
    """A drawing tool draws, also over a mark."""
    return session.view.selected == ("level", level.name) and session.view.tool in NAVIGATION


def _travel_px(a: PaneEvent, b: PaneEvent) -> float:
    return float(np.hypot(a.position_px[0] - b.position_px[0], a.position_px[1] - b.position_px[1]))
