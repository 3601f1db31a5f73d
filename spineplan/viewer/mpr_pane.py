"""One image pane: a plain widget that paints a finished picture and what is drawn over it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from spineplan.geometry.vectors import point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.view_state import PaneName
from spineplan.viewer import gestures, pane_text
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.keymap import Keymap
from spineplan.viewer.measurement_drawing import draw_measurements
from spineplan.viewer.mouse_drag import MouseDrag
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
from spineplan.viewer.theme import colour, theme

WHEEL_NOTCH = 120
WHEEL_ZOOM = 1.12
_TYPING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_DRAGS = {
    "window": gestures.window_drag,
    "pan": gestures.pan_drag,
    "zoom": gestures.zoom_drag,
    "scroll": gestures.scroll_drag,
}


class MprPane(QWidget):
    """Shows one plane of one series. Changes only mark it; it draws at most once per turn, when it is painted."""

    entered = Signal()
    """The pointer came in: keys go to this pane."""

    def __init__(
        self,
        bridge: SessionBridge,
        pane: PaneName,
        parts: Sequence[Part] = (),
        keymap: Keymap | None = None,
        compare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.eye = PaneView(bridge, pane, compare)
        self.eye.on_own_change = self.update
        self.picture = PanePicture(self)
        self.picture.refined.connect(self.update)
        self.keymap = keymap or Keymap.load("default")
        self.active = False
        self._overlays = [part for part in parts if isinstance(part, Overlay)]
        self._playing = [part for part in self._overlays if isinstance(part, Plays)]
        self._first_playing = self._overlays.index(self._playing[0]) if self._playing else len(self._overlays)
        self._played_rect = QRect()
        self._stills: tuple[QPixmap, QPixmap] | None = None
        self._tools = [part for part in reversed(parts) if isinstance(part, Tool)]
        self._hovers = [part for part in parts if isinstance(part, Hovers)]
        self._drag: MouseDrag[PaneEvent] = MouseDrag()
        self._pointer: tuple[float, float] | None = None
        self._wheel = 0
        self._revision = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 120)
        self.setObjectName(f"pane_{pane}{'_compare' if compare else ''}")
        self.setAccessibleName(pane_text.pane_title(pane))
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
    def dragging(self) -> bool:
        """Whether a mouse drag is under way."""
        return self._drag.active

    def event_at(
        self,
        position_px: tuple[float, float],
        button: Qt.MouseButton = Qt.MouseButton.NoButton,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> PaneEvent | None:
        """What tools are told of a place in the pane; None when nothing is shown."""
        plane = self.plane
        if plane is None:
            return None
        place = plane.mm_from_px(*position_px)
        return PaneEvent(self.eye.pane, plane, position_px, place, button, modifiers, self.eye.series_uid)

    @property
    def pointer_event(self) -> PaneEvent | None:
        """Where the pointer is, None when it is elsewhere."""
        return self.event_at(self._pointer) if self._pointer is not None else None

    def cancel_drag(self) -> bool:
        """Esc: take a drag under way back. Whether there was one."""
        was = self._drag.active
        self._drag.cancel()
        return was

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
        self._paint_overlays(painter, plane, self._overlays[: self._first_playing])

    def _paint_above(self, painter: QPainter, plane: ViewPlane) -> None:
        session, volume = self.eye.session, self.eye.volume
        if session is None or volume is None:
            return
        self._paint_overlays(painter, plane, self._overlays[self._first_playing + len(self._playing) :])
        if self.eye.view.overlays:
            draw_measurements(painter, plane, session, volume)
        place = plane.mm_from_px(*self._pointer) if self._pointer is not None else None
        cursor = pane_text.Cursor(place) if place is not None else None
        pane_text.draw_furniture(painter, self.eye, plane, cursor)
        self._paint_border(painter)

    def _paint_overlays(self, painter: QPainter, plane: ViewPlane, overlays: Sequence[Overlay]) -> None:
        session = self.eye.session
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if session is not None and self.eye.view.overlays and self.eye.in_plan_space:
            for overlay in overlays:
                painter.save()
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

    def set_active(self, active: bool) -> None:
        """Mark the pane that takes the keys."""
        if active != self.active:
            self.active = active
            self.update()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left: tools first, then the active tool's own drag; middle and right as the profile says."""
        self.entered.emit()
        here = self._here(event)
        if here is None or self._drag.active:
            return
        drag = self._drag_for(here)
        if drag is not None:
            self._drag.start(drag)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Feed the drag; without one, hover, and with Shift move the crosshair here."""
        here = self._here(event)
        self._pointer = (event.position().x(), event.position().y())
        if here is None:
            return
        if self._drag.active:
            self._drag.move(here)
        elif not event.buttons():
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.eye.look(crosshair_mm=point(self.eye.held_inside(here.point_mm)))
            self._hover(here)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a drag."""
        if not event.buttons():
            self._drag.finish()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tools first; else fill the whole area with this pane, or go back."""
        here = self._here(event)
        if here is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self.eye.in_plan_space and any(
            tool.double_click(here) for tool in self._tools if isinstance(tool, TakesDoubleClick)
        ):
            return
        self._drag.cancel()
        shared = self.eye.bridge.session
        if shared is not None and not self.eye.compare:
            self.eye.bridge.look(self, maximised=None if shared.view.maximised == self.eye.pane else self.eye.pane)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Slices along the pane's own normal; with Ctrl, zoom about the pointer."""
        self._wheel += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._wheel / WHEEL_NOTCH)
        self._wheel -= notches * WHEEL_NOTCH
        event.accept()
        plane = self.plane
        if plane is None or not notches:
            return
        zooms = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if zooms != (self.keymap.mouse.wheel == "zoom"):
            place = (event.position().x(), event.position().y())
            self.eye.aim(gestures.zoomed(plane, WHEEL_ZOOM**notches, place))
        else:
            self.eye.scroll(-notches)

    def enterEvent(self, _event: QEnterEvent) -> None:
        """Keys follow the pointer, unless something is being typed."""
        if keys_may_follow(self):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.entered.emit()

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._pointer = None
        for part in self._hovers:
            part.hover(None)
        self.update()

    def hideEvent(self, _event: QHideEvent) -> None:
        """A pane that goes away drops its drag."""
        self._drag.cancel()

    def _drag_for(self, here: PaneEvent) -> Drag | None:
        if here.button == Qt.MouseButton.MiddleButton:
            return _DRAGS[self.keymap.mouse.middle](self.eye, here)
        if here.button == Qt.MouseButton.RightButton:
            return _DRAGS[self.keymap.mouse.right](self.eye, here)
        if here.button != Qt.MouseButton.LeftButton:
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
        return [tool for tool in self._tools if self.eye.in_plan_space or isinstance(tool, InAnySpace)]

    def _hover(self, here: PaneEvent) -> None:
        usable = self.eye.in_plan_space
        if sum(part.hover(here) for part in self._hovers if usable or isinstance(part, InAnySpace)):
            self.update()
        for tool in self._usable_tools():
            shape = tool.cursor_at(here)
            if shape is not None:
                self.setCursor(shape)
                return
        crossing = ("crosshair", "length", "angle", "ellipse", "brush", "erase", "needle", "level")
        self.setCursor(Qt.CursorShape.CrossCursor if self.eye.view.tool in crossing else Qt.CursorShape.ArrowCursor)

    def _here(self, event: QMouseEvent) -> PaneEvent | None:
        at: QPointF = event.position()
        return self.event_at((at.x(), at.y()), event.button(), event.modifiers())

    def _voxels_changed(self, series_uid: str) -> None:
        if series_uid == self.eye.series_uid:
            self._revision += 1
            self.update()

    def _mark(self, *_: object) -> None:
        self.update()


def keys_may_follow(pane: QWidget) -> bool:
    """Whether a pane may take the keys when the pointer enters: not while something is being typed."""
    return not isinstance(QApplication.focusWidget(), _TYPING) and pane.isActiveWindow()
