"""Level names in the panes, and the mouse that names and moves them."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from spineplan.anatomy.level_order import level_of_plane, said_name
from spineplan.errors import EditRefused, SpineplanError
from spineplan.geometry.vectors import Point, point, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.edits import Edit
from spineplan.plan.model import Level, Plan
from spineplan.session.levels.level_correcting import moved_level
from spineplan.session.levels.level_naming import click, default_expected, move_level, skip, step_expected
from spineplan.session.levels.level_state import is_stale
from spineplan.session.session import Session
from spineplan.session.view_state import COUNTING, STRAIGHT_PANES, PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.level_actions import insert_at, level_menu, now, remove, say_and_apply
from spineplan.viewer.overlays.crosshair import NAVIGATION
from spineplan.viewer.overlays.outlined import text
from spineplan.viewer.picture_plane import PictureDrag, PictureEvent, PicturePlane, travel_px
from spineplan.viewer.theme import colour, font, scaled

GRAB_PX = 9.0
TRAVEL_PX = 3.0
"""A press that moves less is a click."""
NEAR_SLICE_MM = 4.0
"""A mark is solid within this distance of the slice, hollow beyond."""
FAR_SLICE_MM = 45.0
NAME_PX = 14
LONG = ("sagittal", "coronal", *STRAIGHT_PANES)


class LevelMarks:
    """Overlay and tool: a name with its mark on long planes, the name of the slice on axial ones.

    With the level tool a click names the expected level. A mark can be dragged, and its name clicked to choose another
    one, on the straightened spine, with the level tool, or when its level is selected.
    """

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge

    def paint(self, painter: QPainter, plane: PicturePlane, pane: PaneName, session: Session) -> None:
        """Marks near the slice; on axial slices only the one that the slice belongs to has its name."""
        if pane not in ("axial", *LONG):
            return
        plan = session.plan
        here = None
        if isinstance(plane, ViewPlane) and pane == "axial":
            here = level_of_plane(plan, plane.centre_mm, plane.normal_lps)
        for level, at, depth in _places(plan, plane):
            reach = NEAR_SLICE_MM if pane == "axial" else FAR_SLICE_MM
            if abs(depth) <= reach and (here is None or level.name == here.name or pane != "axial"):
                self._mark(painter, at, level, session, abs(depth) <= NEAR_SLICE_MM or pane in STRAIGHT_PANES)

    def press(self, event: PictureEvent) -> PictureDrag | None:
        """Drag the mark under the pointer, choose the name under it, else name a level with the level tool."""
        session = self._bridge.session
        if session is None or event.pane not in ("axial", *LONG):
            return None
        naming = session.view.tool == "level"
        level, on_name = self._under(session, event)
        if level is not None and (naming or _unlocked(session, level, event.pane)):
            return self._move(session, level, event, on_name)
        return self._name(session, event) if naming else None

    def cursor_at(self, event: PictureEvent) -> Qt.CursorShape | None:
        """An open hand on a mark that can be dragged, a finger on a name, a cross where a click names."""
        session = self._bridge.session
        if session is None or event.pane not in ("axial", *LONG):
            return None
        level, on_name = self._under(session, event)
        naming = session.view.tool == "level"
        if level is not None and (naming or _unlocked(session, level, event.pane)):
            return Qt.CursorShape.PointingHandCursor if on_name else Qt.CursorShape.OpenHandCursor
        return Qt.CursorShape.CrossCursor if naming else None

    def key(self, key: Qt.Key, event: PictureEvent | None) -> bool:
        """Insert puts a level in, Delete takes the selected one out; while naming, Space skips, arrows choose."""
        session = self._bridge.session
        if session is None:
            return False
        selected = session.view.selected
        if key == Qt.Key.Key_Insert and any(level.disc_above is not None for level in session.plan.levels):
            insert_at(self._bridge, point(event.point_mm) if event is not None else session.view.crosshair_mm)
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and selected is not None and selected[0] == "level":
            remove(self._bridge, selected[1])
            return True
        return session.view.tool == "level" and self._choose(session, key)

    def _choose(self, session: Session, key: Qt.Key) -> bool:
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

    def _name(self, session: Session, event: PictureEvent) -> PictureDrag:
        """One click: what is shown while the button is down is what its release commits."""
        expected = session.view.next_level or default_expected(session.plan)
        at: Point = point(event.point_mm)
        try:
            self._bridge.preview(click(session.plan, expected, at, session.who, now()).edit, self)
            while (moved := (yield)) is not None:
                at = point(moved.point_mm)
                self._bridge.preview(click(session.committed, expected, at, session.who, now()).edit, self)
            named = click(session.committed, expected, at, session.who, now())
            if self._bridge.apply(named.edit, self) is not None:
                name = named.edit.level.name
                self._bridge.look(self, next_level=named.next_level, selected=("level", name))
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        except SpineplanError as error:
            self._bridge.cancel_preview(self)
            self._bridge.message.emit(str(error))

    def _move(self, session: Session, level: Level, start: PictureEvent, on_name: bool) -> PictureDrag:
        """A drag moves the mark (with its discs); a click on the name asks which vertebra it is."""
        edit: Edit | None = None
        self._bridge.look(self, selected=("level", level.name))
        try:
            while (moved := (yield)) is not None:
                if edit is None and travel_px(start, moved) < TRAVEL_PX:
                    continue
                place = point(vector(level.centre_mm) + (moved.point_mm - start.point_mm))
                edit = _moving(session, level, place) or edit
                if edit is not None:
                    self._bridge.preview(edit, self)
            if edit is not None:
                say_and_apply(self._bridge, session, edit)
            elif on_name:
                level_menu(self._bridge, level.name, point(start.point_mm))
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise

    def _under(self, session: Session, event: PictureEvent) -> tuple[Level | None, bool]:
        """The level whose mark or name is under the pointer, and whether it is the name."""
        reach = NEAR_SLICE_MM if event.pane == "axial" else FAR_SLICE_MM
        best, best_px, on_name = None, GRAB_PX, False
        pointer = QPointF(*event.position_px)
        for level, at, depth in _places(session.plan, event.plane):
            away = float(np.hypot(at.x() - pointer.x(), at.y() - pointer.y()))
            named = event.pane != "axial" and name_area(at, _words(level)).contains(pointer)
            if abs(depth) <= reach and (away <= best_px or (named and best is None)):
                best, best_px, on_name = level, min(away, GRAB_PX), away > GRAB_PX
        return best, on_name

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
        name = _words(level)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        text(painter, name_area(at, name), left, name, words, NAME_PX)


def name_area(at: QPointF, words: str) -> QRectF:
    """Where a mark's name is written, in pixels."""
    width = QFontMetricsF(font(NAME_PX)).horizontalAdvance(words) + 6.0
    return QRectF(at.x() + 9.0, at.y() - scaled(11), width, scaled(22))


def _words(level: Level) -> str:
    """A suggestion has a question mark; while its outline is being made again it has dots."""
    return f"{said_name(level)} …" if is_stale(level) else said_name(level)


def _places(plan: Plan, plane: PicturePlane) -> list[tuple[Level, QPointF, float]]:
    if not plan.levels:
        return []
    places = plane.px_from_mm(np.array([level.centre_mm for level in plan.levels]))
    return [
        (level, QPointF(float(x), float(y)), float(depth))
        for level, (x, y, depth) in zip(plan.levels, places, strict=True)
    ]


def _moving(session: Session, level: Level, place: Point) -> Edit | None:
    """The edit that moves a mark; None where its discs cannot follow."""
    if level.disc_above is None and level.disc_below is None:
        return move_level(session.committed, level.name, place, session.who, now())
    try:
        return moved_level(session.committed, level.name, place)
    except EditRefused:
        return None


def _unlocked(session: Session, level: Level, pane: PaneName) -> bool:
    """A drawing tool draws, also over a mark. A mark with discs is moved where levels are counted, and nowhere else."""
    free = pane in STRAIGHT_PANES or session.view.selected == ("level", level.name)
    here = level.disc_above is None or pane in STRAIGHT_PANES or session.view.layout in COUNTING
    return free and here and session.view.tool in NAVIGATION
