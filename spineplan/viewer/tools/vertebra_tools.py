"""Brush, eraser, re-assignment and cut on vertebrae and structures: one stroke is one undo step."""

import contextlib
from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from spineplan.anatomy.level_order import level_at
from spineplan.errors import EditRefused, PlanLocked, SpineplanError
from spineplan.geometry.affine import transform_points
from spineplan.plan.levels import ALL_LEVELS
from spineplan.session.levels.label_painting import LabelStroke, Way, cut
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName, Tool
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.lesion_overlay import brush_ring
from spineplan.viewer.picture_plane import PictureDrag, PictureEvent, PicturePlane, facing, travel_px
from spineplan.viewer.theme import colour
from spineplan.viewer.words import tr

WAYS: dict[Tool, Way] = {"label_brush": "paint", "label_erase": "erase", "label_assign": "assign"}
LEAST_LINE_PX = 8.0


class VertebraBrush:
    """Tool and overlay (the ring under the pointer). Ctrl and a click choose what is under the pointer."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._hovered: PictureEvent | None = None

    def paint(self, painter: QPainter, plane: PicturePlane, pane: PaneName, session: Session) -> None:
        """The brush's size."""
        under = self._hovered
        if under is not None and under.pane == pane and session.view.tool in WAYS:
            radius_px = session.view.brush.radius_mm / plane.mm_per_px
            brush_ring(painter, QPointF(*under.position_px), radius_px, session.view.tool == "label_erase")

    def hover(self, event: PictureEvent | None) -> bool:
        """The ring follows the pointer."""
        session = self._bridge.session
        painting = session is not None and session.view.tool in WAYS
        stale = painting or self._hovered is not None
        self._hovered = event if painting else None
        return stale

    def press(self, event: PictureEvent) -> PictureDrag | None:
        """A stroke, or a choice of its target."""
        session = self._bridge.session
        if session is None or session.view.tool not in WAYS:
            return None
        if event.modifiers & Qt.KeyboardModifier.ControlModifier:
            choose_target(self._bridge, label_under(session, event))
            return None
        return self._stroke(session, event)

    def double_click(self, event: PictureEvent) -> bool:
        """A second quick dab is a dab."""
        drag = self.press(event)
        if drag is None:
            return False
        with contextlib.suppress(StopIteration):
            next(drag)
            drag.send(None)
        return True

    def cursor_at(self, event: PictureEvent) -> Qt.CursorShape | None:
        """A cross while painting."""
        del event
        session = self._bridge.session
        return Qt.CursorShape.CrossCursor if session is not None and session.view.tool in WAYS else None

    def _stroke(self, session: Session, event: PictureEvent) -> PictureDrag:
        stroke: LabelStroke | None = None
        try:
            _check_writable(session)
            volume = session.volumes.get(event.series_uid or session.view.series_uid)
            target = target_of(session, event)
            if volume is None:
                return
            choose_target(self._bridge, target)
            stroke = LabelStroke(session, volume, target, WAYS[session.view.tool], facing(event))
            now: PictureEvent | None = event
            while now is not None:
                stroke.add(now.point_mm, facing(now))
                self._hovered = now
                self._bridge.drawn_over.emit()
                now = yield
            edit = stroke.edit()
            if edit is not None and self._bridge.apply(edit, self) is None:
                stroke.give_up()
        except GeneratorExit:
            self._give_up(stroke)
            raise
        except SpineplanError as error:
            self._give_up(stroke)
            self._bridge.message.emit(str(error))

    def _give_up(self, stroke: LabelStroke | None) -> None:
        if stroke is not None:
            stroke.give_up()
            self._bridge.drawn_over.emit()


class VertebraCut:
    """A line drawn between two vertebrae: what lies on either side of it, as far as it reaches, goes to that side."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._line: tuple[PictureEvent, PictureEvent] | None = None

    def paint(self, painter: QPainter, plane: PicturePlane, pane: PaneName, session: Session) -> None:
        """The line under way."""
        del plane, session
        if self._line is None or self._line[0].pane != pane:
            return
        ends = [QPointF(*event.position_px) for event in self._line]
        for ink, width in ((colour("image_halo", 0.7), 4.0), (colour("image_text"), 1.8)):
            painter.setPen(QPen(ink, width))
            painter.drawLine(*ends)

    def press(self, event: PictureEvent) -> PictureDrag | None:
        """A line when the cut is in use."""
        session = self._bridge.session
        if session is None or session.view.tool != "label_cut":
            return None
        return self._drawn(session, event)

    def cursor_at(self, event: PictureEvent) -> Qt.CursorShape | None:
        """A cross."""
        del event
        session = self._bridge.session
        return Qt.CursorShape.CrossCursor if session is not None and session.view.tool == "label_cut" else None

    def _drawn(self, session: Session, start: PictureEvent) -> PictureDrag:
        try:
            end = start
            while (now := (yield)) is not None:
                end = now
                self._line = (start, end)
                self._bridge.drawn_over.emit()
            self._line = None
            if travel_px(start, end) >= LEAST_LINE_PX:
                self._cut(session, start, end)
        except GeneratorExit:
            self._line = None
            raise
        finally:
            self._bridge.drawn_over.emit()

    def _cut(self, session: Session, start: PictureEvent, end: PictureEvent) -> None:
        try:
            _check_writable(session)
            target = target_of(session, start)
            edit = cut(session, target, (start.point_mm, end.point_mm), facing(start))
        except SpineplanError as error:
            self._bridge.message.emit(str(error))
            return
        if edit is None:
            self._bridge.message.emit(tr("Nothing lay on the wrong side of the line."))
        elif self._bridge.apply(edit, self) is None:
            session.labels.forget()


def target_of(session: Session, event: PictureEvent) -> str:
    """What is worked on: the chosen target, else the selected level, else what lies under the pointer.

    Raises EditRefused when that is nothing.
    """
    target, selected = session.view.labels.target, session.view.selected
    known = {level.name for level in session.plan.levels}
    if target and (target in known or target not in ALL_LEVELS):
        return target
    if selected is not None and selected[0] == "level" and selected[1] in known:
        return selected[1]
    under = label_under(session, event)
    if under:
        return under
    there = level_at(session.plan, event.point_mm)
    if there is None:
        raise EditRefused("No level is named here; name it first, or choose a structure.")
    return there.name


def label_under(session: Session, event: PictureEvent) -> str:
    """The level, else the structure, that has the voxel under the pointer; empty when there is none."""
    for layer in session.labels.layers(session.plan):
        block = layer.block
        if block.empty:
            continue
        i, j, k = (round(float(v)) for v in transform_points(block.grid.ijk_from_lps, event.point_mm))
        if all(0 <= at < size for at, size in zip((k, j, i), block.numbers_kji.shape, strict=True)):
            number = int(block.numbers_kji[k, j, i])
            if number:
                return block.names[number - 1]
    held = [one for one in session.plan.structures if session.masks.get(one.mask).holds(event.point_mm)]
    smallest = min(held, key=lambda one: one.mask.voxels, default=None)
    return smallest.id if smallest is not None else ""


def choose_target(bridge: SessionBridge, target: str) -> None:
    """Work on this from now on."""
    session = bridge.session
    if session is not None and target and session.view.labels.target != target:
        bridge.look(None, labels=replace(session.view.labels, target=target))


def _check_writable(session: Session) -> None:
    if session.read_only_reason is not None:
        raise PlanLocked(session.read_only_reason)
