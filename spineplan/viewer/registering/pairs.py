"""Pairing places of two series by clicking: named levels on the other series, or any point on both."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from spineplan.errors import SpineplanError
from spineplan.geometry.vectors import Point, point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.volume import Volume
from spineplan.plan.model import PointPair, Registration
from spineplan.session.registering import level_there, registration_of, used_registration, with_pair
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays import outlined
from spineplan.viewer.pane_parts import Drag, PaneEvent
from spineplan.viewer.theme import colour, scaled
from spineplan.viewer.words import tr

REACH_MM = 6.0
"""A mark this far out of the picture is still seen, thinner."""
CROSS_PX = 6.0


class RegistrationPairs:
    """Tool, while `view.tool` is "pair": a click on either series; both together are one undo step."""

    any_space = True

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge

    def press(self, event: PaneEvent) -> Drag | None:
        """A click takes the place under it."""
        session = self._bridge.session
        if session is None or session.view.tool != "pair":
            return None
        return self._click(session, event)

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """A cross while pairing."""
        del event
        session = self._bridge.session
        return Qt.CursorShape.CrossCursor if session is not None and session.view.tool == "pair" else None

    def _click(self, session: Session, event: PaneEvent) -> Drag:
        yield
        try:
            self._take(session, event)
        except SpineplanError as error:
            self._bridge.message.emit(str(error))

    def _take(self, session: Session, event: PaneEvent) -> None:
        scanned = session.volumes.get(event.series_uid)
        found = session.plan.registrations and self._wanted(session)
        if scanned is None or not found:
            return
        place = point(event.point_mm)
        if found.serves(scanned.frame_of_reference_uid, scanned.series_uid):
            if used_registration(session.plan, scanned) is not None:
                self._bridge.message.emit(tr("This registration is confirmed; press Change before you pair again."))
                return
            self._on_series(session, found, place)
        elif scanned.frame_of_reference_uid == found.to_frame_uid:
            self._on_plan(session, found, place)
        else:
            self._bridge.message.emit(tr("This is neither of the two series that are being paired."))

    def _wanted(self, session: Session) -> Registration | None:
        scanned = session.volumes.get(session.view.overlaid_uid)
        return registration_of(session.plan, scanned) if scanned is not None else None

    def _on_series(self, session: Session, found: Registration, place: Point) -> None:
        name = session.view.pair_level
        level = session.plan.level(name)
        if level is not None:
            self._put(found, PointPair(plan_mm=level.centre_mm, series_mm=place, level=name))
            self._bridge.look(self, pair_level=next_unpaired(found, name), pair_half=None)
            return
        half = session.view.pair_half
        if half is not None and half[0]:
            self._put(found, PointPair(plan_mm=half[1], series_mm=place))
            self._bridge.look(self, pair_half=None)
        else:
            self._bridge.look(self, pair_half=(False, place))

    def _on_plan(self, session: Session, found: Registration, place: Point) -> None:
        if session.view.pair_level:
            there = level_there(session.plan, place)
            if there in {level.name for level in found.levels}:
                self._bridge.look(self, pair_level=there)
            return
        half = session.view.pair_half
        if half is not None and not half[0]:
            self._put(found, PointPair(plan_mm=place, series_mm=half[1]))
            self._bridge.look(self, pair_half=None)
        else:
            self._bridge.look(self, pair_half=(True, place))

    def _put(self, found: Registration, pair: PointPair) -> None:
        self._bridge.apply(with_pair(found, pair), self)


def next_unpaired(found: Registration, just: str = "") -> str:
    """The level to click next, caudally from the last; empty when all have their pair."""
    names = [level.name for level in found.levels]
    paired = {pair.level for pair in found.pairs} | {just}
    start = names.index(just) + 1 if just in names else 0
    return next((name for name in (*names[start:], *names[:start]) if name not in paired), "")


def draw_pairs(painter: QPainter, plane: ViewPlane, session: Session, volume: Volume) -> None:
    """The marks of a series in the pane that shows it as it was scanned, and of the plan's own images."""
    scanned = session.volumes.get(volume.series_uid)
    wanted = session.volumes.get(session.view.overlaid_uid)
    found = registration_of(session.plan, wanted) if wanted is not None else None
    if scanned is None or found is None or session.view.tool != "pair":
        return
    on_series = found.serves(volume.frame_of_reference_uid, volume.series_uid)
    if not on_series and volume.frame_of_reference_uid != found.to_frame_uid:
        return
    for words, place in _marks(session, found, on_series):
        x, y, depth = (float(v) for v in plane.px_from_mm(place))
        if abs(depth) <= REACH_MM:
            _draw(painter, QPointF(x, y), words, abs(depth) <= 1.5)


def _marks(session: Session, found: Registration, on_series: bool) -> Iterator[tuple[str, Point]]:
    for n, pair in enumerate(found.pairs):
        if on_series or not pair.level:  # on the plan's images a level has its own mark
            yield pair.level or str(n + 1), pair.series_mm if on_series else pair.plan_mm
    half = session.view.pair_half
    if half is not None and half[0] != on_series:
        yield "?", half[1]


def _draw(painter: QPainter, at: QPointF, words: str, in_plane: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in outlined.pens(colour("measurement"), 1.8 if in_plane else 1.0):
        painter.setPen(QPen(pen))
        painter.drawLine(at - QPointF(CROSS_PX, 0), at + QPointF(CROSS_PX, 0))
        painter.drawLine(at - QPointF(0, CROSS_PX), at + QPointF(0, CROSS_PX))
    beside = QRectF(at.x() + 9, at.y() - scaled(18), scaled(60), scaled(18))
    outlined.text(painter, beside, Qt.AlignmentFlag.AlignLeft, words, colour("measurement"), 12)
