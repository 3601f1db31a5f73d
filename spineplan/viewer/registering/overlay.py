"""Another series over the plan's own, to judge a registration: blended, in squares, or in its place."""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.volume import Volume
from spineplan.render.windowing import first_window
from spineplan.session.registering import moved_volume, registration_of, stretch_of
from spineplan.session.session import Session
from spineplan.viewer.pane_picture import PanePicture, Request
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.registering.stretch import stretch_path
from spineplan.viewer.theme import colour

SQUARE_PX = 56


class RegistrationOverlay:
    """One per pane: keeps the other picture and the volume where the registration, proposed or confirmed, puts it."""

    def __init__(self, parent: QObject) -> None:
        self._picture = PanePicture(parent)
        self._moved: tuple[object, Volume] | None = None

    def paint(self, painter: QPainter, eye: PaneView, plane: ViewPlane, ratio: float, revision: int) -> None:
        """Over the picture of the plan's own series; nothing elsewhere, and nothing without a result."""
        session = eye.session
        if session is None or eye.compare or eye.view.overlaid == "off":
            return
        if not eye.in_plan_space or eye.registration is not None:
            return
        moved = self._volume(session)
        if moved is None:
            return
        window = eye.view.windows.get(moved.series_uid) or first_window(moved)
        request = Request(moved, plane.in_device_pixels(ratio), window, eye.slab, revision)
        painter.save()
        if eye.view.overlaid == "blend":
            painter.setOpacity(0.5)
        elif eye.view.overlaid == "checker":
            painter.setClipPath(_squares(plane))
        self._picture.paint(painter, request, None)
        painter.restore()
        self._ends(painter, session, plane)

    def _volume(self, session: Session) -> Volume | None:
        scanned = session.volumes.get(session.view.overlaid_uid)
        found = registration_of(session.plan, scanned) if scanned is not None else None
        if scanned is None or found is None or found.plan_from_series is None:
            return None
        key = (scanned, found.plan_from_series)
        if self._moved is None or self._moved[0] != key:
            self._moved = (key, moved_volume(scanned, found))
        return self._moved[1]

    def _ends(self, painter: QPainter, session: Session, plane: ViewPlane) -> None:
        """Where the registration ends to hold."""
        scanned = session.volumes.get(session.view.overlaid_uid)
        found = registration_of(session.plan, scanned) if scanned is not None else None
        stretch = stretch_of(session.plan, found) if found is not None else None
        if stretch is None:
            return
        painter.save()
        pen = QPen(colour("needle_close"), 1.2)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(stretch_path(stretch, plane))
        painter.restore()


def _squares(plane: ViewPlane) -> QPainterPath:
    path = QPainterPath()
    for row in range(plane.height_px // SQUARE_PX + 1):
        for column in range(row % 2, plane.width_px // SQUARE_PX + 1, 2):
            path.addRect(QRectF(column * SQUARE_PX, row * SQUARE_PX, SQUARE_PX, SQUARE_PX))
    return path
