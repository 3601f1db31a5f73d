"""Drawing lengths, angles and regions, and moving them by their handles. Every change is one plan edit."""

from dataclasses import dataclass
from math import hypot
from uuid import uuid4

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QLineF, QPointF, Qt

from spineplan.geometry.vectors import Point, point, vector
from spineplan.imaging.volume import Volume
from spineplan.measure.drawn import lies_on
from spineplan.plan.edits import PutMeasurement
from spineplan.plan.model import Measurement
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.measurement_drawing import outline_px
from spineplan.viewer.pane_parts import Drag, PaneEvent

REACH_PX = 8.0
SHORTEST_MM = 0.5
"""A click without a drag draws nothing."""


@dataclass(frozen=True)
class Grip:
    """A measurement under the pointer; index of its point, None for its line (moves all)."""

    measurement: Measurement
    index: int | None


class MeasurementTool:
    """Length and region: press, drag, release. Angle: drag the first arm, then click the end of the second."""

    any_space = True

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._open_angle: Measurement | None = None

    def press(self, event: PaneEvent) -> Drag | None:
        """Finish an open angle, grab what is there, or draw."""
        session = self._bridge.session
        volume = session.shown(event.series_uid) if session is not None else None
        if session is None or volume is None:
            return None
        if self._open_angle is not None:
            return self._close_angle(event)
        tool = session.view.tool
        if tool in ("brush", "erase", "needle", "level"):
            return None
        grip = self._grip(event, session, volume)
        if grip is not None:
            self._bridge.look(self, selected=("measurement", grip.measurement.id))
            return self._edit(event, grip)
        return self._draw(event, volume) if tool in ("length", "angle", "ellipse") else None

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """Says that a handle or a line can be grabbed."""
        session = self._bridge.session
        volume = session.shown(event.series_uid) if session is not None else None
        if session is None or volume is None or session.view.tool in ("brush", "erase", "needle", "level"):
            return None
        grip = self._grip(event, session, volume)
        if grip is None:
            return None
        return Qt.CursorShape.PointingHandCursor if grip.index is not None else Qt.CursorShape.SizeAllCursor

    def hover(self, event: PaneEvent | None) -> bool:
        """The second arm of an open angle follows the pointer."""
        if self._open_angle is not None and event is not None:
            self._preview(replace(self._open_angle, points_mm=_angle(self._open_angle, event)))
        return False

    def key(self, key: Qt.Key, event: PaneEvent | None) -> bool:
        """Esc gives an open angle up."""
        del event
        if key != Qt.Key.Key_Escape or self._open_angle is None:
            return False
        self._open_angle = None
        self._bridge.cancel_preview(self)
        return True

    def _grip(self, event: PaneEvent, session: Session, volume: Volume) -> Grip | None:
        shown = [m for m in session.plan.measurements if lies_on(m, event.plane, volume)]
        at = QPointF(*event.position_px)
        for measurement in reversed(shown):
            for index, (x, y, _) in enumerate(event.plane.px_from_mm(np.array(measurement.points_mm))):
                if hypot(x - at.x(), y - at.y()) <= REACH_PX:
                    return Grip(measurement, index)
        for measurement in reversed(shown):
            if any(_distance_px(at, line) <= REACH_PX * 0.75 for line in outline_px(measurement, event.plane)):
                return Grip(measurement, None)
        return None

    def _edit(self, start: PaneEvent, grip: Grip) -> Drag:
        latest = grip.measurement
        try:
            while (event := (yield)) is not None:
                latest = moved(grip, vector(event.point_mm) - vector(start.point_mm))
                self._preview(latest)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        if latest != grip.measurement:
            self._bridge.apply(PutMeasurement(latest), self)

    def _draw(self, start: PaneEvent, volume: Volume) -> Drag:
        session = self._bridge.session
        kind = session.view.tool if session is not None else "length"
        first = point(start.point_mm)
        shape: Measurement | None = None
        try:
            while (event := (yield)) is not None:
                if np.linalg.norm(event.point_mm - start.point_mm) < SHORTEST_MM:
                    continue
                points = _box_ellipse(start, event) if kind == "ellipse" else (first, point(event.point_mm))
                points = (*points, points[1]) if kind == "angle" else points
                shape = _measurement(shape, kind, points, volume)
                self._preview(shape)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        if shape is None:
            self._bridge.cancel_preview(self)
        elif kind == "angle":
            self._open_angle = shape
        else:
            self._commit(shape)

    def _close_angle(self, start: PaneEvent) -> Drag:
        angle, self._open_angle = self._open_angle, None
        if angle is None:
            return
        latest = replace(angle, points_mm=_angle(angle, start))
        try:
            while (event := (yield)) is not None:
                latest = replace(angle, points_mm=_angle(angle, event))
                self._preview(latest)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        self._commit(latest)

    def _preview(self, measurement: Measurement) -> None:
        self._bridge.preview(PutMeasurement(measurement), self)

    def _commit(self, measurement: Measurement) -> None:
        if self._bridge.apply(PutMeasurement(measurement), self) is not None:
            self._bridge.look(self, selected=("measurement", measurement.id))


def moved(grip: Grip, by_mm: np.ndarray) -> Measurement:
    """The measurement with the gripped point, or all of it, moved. An ellipse keeps its axes perpendicular."""
    old = grip.measurement.points_mm
    if grip.index is None or (grip.measurement.kind == "ellipse" and grip.index == 0):
        return replace(grip.measurement, points_mm=tuple(point(vector(p) + by_mm) for p in old))
    new = [vector(p) for p in old]
    new[grip.index] = new[grip.index] + by_mm
    if grip.measurement.kind == "ellipse":
        axis = vector(old[grip.index]) - new[0]
        axis /= np.linalg.norm(axis)
        new[grip.index] = new[0] + axis * max(float((new[grip.index] - new[0]) @ axis), SHORTEST_MM)
    return replace(grip.measurement, points_mm=tuple(point(p) for p in new))


def _measurement(old: Measurement | None, kind: str, points: tuple[Point, ...], volume: Volume) -> Measurement:
    return Measurement(
        id=old.id if old is not None else uuid4().hex,
        kind=kind,  # type: ignore[arg-type]
        points_mm=points,
        frame_of_reference_uid=volume.frame_of_reference_uid,
        series_uid=volume.series_uid,
    )


def _angle(angle: Measurement, event: PaneEvent) -> tuple[Point, ...]:
    return (*angle.points_mm[:2], point(event.point_mm))


def _box_ellipse(start: PaneEvent, event: PaneEvent) -> tuple[Point, ...]:
    """Centre and half-axis ends of the ellipse that fills the box between two points of the pane."""
    plane = start.plane
    right, down = vector(plane.right_lps), vector(plane.down_lps)
    across = vector(event.point_mm) - vector(start.point_mm)
    centre = vector(start.point_mm) + across / 2.0
    half_a = max(abs(float(across @ right)) / 2.0, SHORTEST_MM)
    half_b = max(abs(float(across @ down)) / 2.0, SHORTEST_MM)
    return point(centre), point(centre + right * half_a), point(centre + down * half_b)


def _distance_px(at: QPointF, line: QLineF) -> float:
    length = line.length()
    if length < 1e-9:
        return hypot(at.x() - line.x1(), at.y() - line.y1())
    part = ((at.x() - line.x1()) * line.dx() + (at.y() - line.y1()) * line.dy()) / length**2
    nearest = line.pointAt(min(max(part, 0.0), 1.0))
    return hypot(at.x() - nearest.x(), at.y() - nearest.y())
