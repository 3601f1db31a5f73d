"""One image pane: a plain widget that paints a finished picture and what is drawn over it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.view_state import PaneName
from spineplan.viewer import pane_text
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.drag_pane import WHEEL_ZOOM, DragPane
from spineplan.viewer.keymap import Keymap
from spineplan.viewer.overlays.measurement_drawing import draw_measurements
from spineplan.viewer.pane_parts import (
    Drag,
    Hovers,
    InAnySpace,
    Overlay,
    PaneEvent,
    Part,
    Plays,
    TakesDoubleClick,
    Tool,
)
from spineplan.viewer.pane_picture import PanePicture, Request
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.registering.overlay import RegistrationOverlay
from spineplan.viewer.registering.pairs import draw_pairs
from spineplan.viewer.registering.stretch import stretch_path
from spineplan.viewer.theme import colour, theme
from spineplan.viewer.tools import gestures

_DRAGS = {
    "window": gestures.window_drag,
    "pan": gestures.pan_drag,
    "zoom": gestures.zoom_drag,
    "scroll": gestures.scroll_drag,
}


class MprPane(DragPane[ViewPlane]):
    """Shows one plane of one series. Changes only mark it; it draws at most once per turn, when it is painted."""

    def __init__(
        self,
        bridge: SessionBridge,
        pane: PaneName,
        parts: Sequence[Part] = (),
        keymap: Keymap | None = None,
        compare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.eye = PaneView(bridge, pane, compare)
        super().__init__(self.eye, f"pane_{pane}{'_compare' if compare else ''}", pane_text.pane_title(pane), parent)
        self.eye.on_own_change = self.update
        self.picture = PanePicture(self)
        self.picture.refined.connect(self.update)
        self._other = RegistrationOverlay(self)
        self._chip = QRectF()
        self.keymap = keymap or Keymap.load("default")
        self._overlays = [part for part in parts if isinstance(part, Overlay)]
        self._playing = [part for part in self._overlays if isinstance(part, Plays)]
        self._first_playing = self._overlays.index(self._playing[0]) if self._playing else len(self._overlays)
        self._played_rect = QRect()
        self._stills: tuple[QPixmap, QPixmap] | None = None
        self._tools = [part for part in reversed(parts) if isinstance(part, Tool)]
        self._hovers = [part for part in parts if isinstance(part, Hovers)]
        for signal in (bridge.view_changed, bridge.plan_changed, bridge.session_changed, bridge.drawn_over):
            signal.connect(self._mark)
        bridge.cement_played.connect(self._played)
        bridge.volumes_changed.connect(self._voxels_changed)
        theme().changed.connect(self._mark)

    def sizeHint(self) -> QSize:
        """Room for a useful picture."""
        return QSize(480, 480)

    @property
    def plane(self) -> ViewPlane | None:
        """What the pane shows, in logical pixels."""
        return self.eye.plane((self.width(), self.height()))

    @property
    def shown(self) -> ViewPlane | None:
        """Its plane."""
        return self.plane

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The last picture, or a new one when it is stale; then everything drawn over it."""
        # Ended even when an overlay fails: Qt does not survive a painter left open.
        with QPainter(self) as painter:
            plane = self.plane
            if plane is not None and event.rect() == self._played_rect:
                self._paint_played(painter, plane)
            else:
                self._stills = None
                self._paint_all(painter, plane)

    def _paint_all(self, painter: QPainter, plane: ViewPlane | None) -> None:
        volume = self.eye.volume
        if plane is None or volume is None or self.eye.session is None:
            painter.fillRect(self.rect(), colour("image_background"))
            pane_text.draw_empty(painter, QRectF(self.rect()), self.eye.pane, volume is not None)
            self._paint_border(painter)
        else:
            self._paint_below(painter, plane)
            self._paint_overlays(painter, plane, self._playing)
            self._paint_above(painter, plane)

    def _paint_played(self, painter: QPainter, plane: ViewPlane) -> None:
        """Only what plays is new: everything below and above it is painted once and kept."""
        if self._stills is None:
            self._stills = self._still(self._paint_below, plane), self._still(self._paint_above, plane)
        below, above = self._stills
        painter.drawPixmap(0, 0, below)
        self._paint_overlays(painter, plane, self._playing)
        painter.drawPixmap(0, 0, above)

    def _still(self, paint: Callable[[QPainter, ViewPlane], None], plane: ViewPlane) -> QPixmap:
        ratio = self.devicePixelRatioF()
        still = QPixmap(self.size() * ratio)
        still.setDevicePixelRatio(ratio)
        still.fill(Qt.GlobalColor.transparent)
        with QPainter(still) as painter:
            paint(painter, plane)
        return still

    def _paint_below(self, painter: QPainter, plane: ViewPlane) -> None:
        session, volume = self.eye.session, self.eye.volume
        if session is None or volume is None:
            return
        device_plane = plane.in_device_pixels(self.devicePixelRatioF())
        request = Request(volume, device_plane, self.eye.window, self.eye.slab, self._revision)
        self.picture.paint(painter, request, session.arrived.get(volume.series_uid))
        self._other.paint(painter, self.eye, plane, self.devicePixelRatioF(), self._revision)
        self._paint_overlays(painter, plane, self._overlays[: self._first_playing])

    def _paint_above(self, painter: QPainter, plane: ViewPlane) -> None:
        session, volume = self.eye.session, self.eye.volume
        if session is None or volume is None:
            return
        self._paint_overlays(painter, plane, self._overlays[self._first_playing + len(self._playing) :])
        if self.eye.view.overlays:
            draw_measurements(painter, plane, session, volume)
            draw_pairs(painter, plane, session, volume)
        place = plane.mm_from_px(*self._pointer) if self._pointer is not None else None
        cursor = pane_text.Cursor(place) if place is not None else None
        self._chip = pane_text.draw_furniture(painter, self.eye, plane, cursor)
        self._paint_border(painter)

    def _paint_overlays(self, painter: QPainter, plane: ViewPlane, overlays: Sequence[Overlay]) -> None:
        session = self.eye.session
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if session is not None and self.eye.view.overlays and self.eye.in_plan_space:
            stretch = self.eye.stretch if session.plan.registrations else None
            held = stretch_path(stretch, plane) if stretch is not None else None
            for overlay in overlays:
                painter.save()
                if held is not None:
                    painter.setClipPath(held)
                overlay.paint(painter, plane, self.eye.pane, session)
                painter.restore()

    def _paint_border(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(colour("pane_border_active" if self.active else "pane_border"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))

    def _played(self) -> None:
        """Nothing but the cement changed: paint again where it lies."""
        plane = self.plane
        if plane is None or not self.eye.in_plan_space:
            return
        areas = [part.played_area(plane) for part in self._playing]
        for area in areas:
            if area is not None:
                self._played_rect = area.toAlignedRect().adjusted(-1, -1, 1, 1) & self.rect()
                self.update(self._played_rect)

    # The mouse

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tools first; else fill the whole area with this pane, or go back."""
        here = self._here(event)
        if here is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (
            self.eye.in_plan_space
            and self.eye.registration is None
            and any(tool.double_click(here) for tool in self._tools if isinstance(tool, TakesDoubleClick))
        ):
            return
        self._drag.cancel()
        shared = self.eye.bridge.session
        if shared is not None and not self.eye.compare:
            self.eye.bridge.look(self, maximised=None if shared.view.maximised == self.eye.pane else self.eye.pane)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Slices along the pane's own normal; with Ctrl, zoom about the pointer."""
        notches, plane = self._notches(event), self.plane
        if plane is None or not notches:
            return
        zooms = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if zooms != (self.keymap.mouse.wheel == "zoom"):
            place = (event.position().x(), event.position().y())
            self.eye.aim(gestures.zoomed(plane, WHEEL_ZOOM**notches, place))
        else:
            self.eye.scroll(-notches)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        for part in self._hovers:
            part.hover(None)
        super().leaveEvent(event)

    def _drag_for(self, here: PaneEvent) -> Drag | None:
        if here.button == Qt.MouseButton.MiddleButton:
            return _DRAGS[self.keymap.mouse.middle](self.eye, here)
        if here.button == Qt.MouseButton.RightButton:
            return _DRAGS[self.keymap.mouse.right](self.eye, here)
        if here.button != Qt.MouseButton.LeftButton:
            return None
        if self._chip.contains(*here.position_px):
            self.eye.bridge.registration_wanted.emit(self.eye.series_uid)
            return None
        for tool in self._usable_tools():
            drag = tool.press(here)
            if drag is not None:
                return drag
        chosen = self.eye.view.tool
        if chosen == "crosshair":
            return gestures.crosshair_drag(self.eye, here)
        return _DRAGS[chosen](self.eye, here) if chosen in ("window", "pan", "zoom") else None

    def _usable_tools(self) -> list[Tool]:
        if not self.eye.view.overlays:
            return []
        own = self.eye.in_plan_space and self.eye.registration is None
        return [tool for tool in self._tools if own or isinstance(tool, InAnySpace)]

    def _hover(self, here: PaneEvent) -> None:
        usable = self.eye.in_plan_space
        if sum(part.hover(here) for part in self._hovers if usable or isinstance(part, InAnySpace)):
            self.update()
        if self._chip.contains(*here.position_px):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            return
        for tool in self._usable_tools():
            shape = tool.cursor_at(here)
            if shape is not None:
                self.setCursor(shape)
                return
        crossing = ("crosshair", "length", "angle", "ellipse", "brush", "erase", "needle", "level")
        self.setCursor(Qt.CursorShape.CrossCursor if self.eye.view.tool in crossing else Qt.CursorShape.ArrowCursor)
