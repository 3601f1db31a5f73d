"""What every pane of slices does with the mouse: one drag at a time, keys that follow the pointer, whole notches."""

from collections.abc import Generator
from typing import Generic

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from spineplan.geometry.vectors import point
from spineplan.viewer.pane_parts import PlaneEvent, Shown
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.tools.mouse_drag import MouseDrag

WHEEL_NOTCH = 120
WHEEL_ZOOM = 1.12
_TYPING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)


class DragPane(QWidget, Generic[Shown]):
    """A pane says what it shows, which drag a press begins, and what hovering shows."""

    entered = Signal()
    """The pointer came in: keys go to this pane."""

    def __init__(self, eye: PaneView, name: str, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._eye = eye
        self.active = False
        self._drag: MouseDrag[PlaneEvent[Shown]] = MouseDrag()
        self._pointer: tuple[float, float] | None = None
        self._wheel = 0
        self._revision = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 120)
        self.setObjectName(name)
        self.setAccessibleName(title)

    @property
    def shown(self) -> Shown | None:
        """What the pane shows, in logical pixels; None while there is nothing."""
        raise NotImplementedError

    def _drag_for(self, here: PlaneEvent[Shown]) -> Generator[None, PlaneEvent[Shown] | None, None] | None:
        raise NotImplementedError

    def _hover(self, here: PlaneEvent[Shown]) -> None:
        raise NotImplementedError

    def event_at(
        self,
        position_px: tuple[float, float],
        button: Qt.MouseButton = Qt.MouseButton.NoButton,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> PlaneEvent[Shown] | None:
        """What tools are told of a place in the pane; None when nothing is shown."""
        plane = self.shown
        if plane is None:
            return None
        place = plane.mm_from_px(*position_px)
        return PlaneEvent(self._eye.pane, plane, position_px, place, button, modifiers, self._eye.series_uid)

    @property
    def pointer_event(self) -> PlaneEvent[Shown] | None:
        """Where the pointer is, None when it is elsewhere."""
        return self.event_at(self._pointer) if self._pointer is not None else None

    @property
    def dragging(self) -> bool:
        """Whether a mouse drag is under way."""
        return self._drag.active

    def cancel_drag(self) -> bool:
        """Esc: take a drag under way back. Whether there was one."""
        was = self._drag.active
        self._drag.cancel()
        return was

    def set_active(self, active: bool) -> None:
        """Mark the pane that takes the keys."""
        if active != self.active:
            self.active = active
            self.update()

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
                self._eye.look(crosshair_mm=point(self._eye.held_inside(here.point_mm)))
            self._hover(here)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a drag."""
        if not event.buttons():
            self._drag.finish()

    def enterEvent(self, _event: QEnterEvent) -> None:
        """Keys follow the pointer, unless something is being typed."""
        if keys_may_follow(self):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.entered.emit()

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._pointer = None
        self.update()

    def hideEvent(self, _event: QHideEvent) -> None:
        """A pane that goes away drops its drag."""
        self._drag.cancel()

    def _notches(self, event: QWheelEvent) -> int:
        """Whole notches since the last ones; a fine wheel's parts are kept."""
        self._wheel += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._wheel / WHEEL_NOTCH)
        self._wheel -= notches * WHEEL_NOTCH
        event.accept()
        return notches

    def _here(self, event: QMouseEvent) -> PlaneEvent[Shown] | None:
        at = event.position()
        return self.event_at((at.x(), at.y()), event.button(), event.modifiers())

    def _voxels_changed(self, series_uid: str) -> None:
        if series_uid == self._eye.series_uid:
            self._revision += 1
            self.update()

    def _mark(self, *_: object) -> None:
        self.update()


def keys_may_follow(pane: QWidget) -> bool:
    """Whether a pane may take the keys when the pointer enters: not while something is being typed."""
    return not isinstance(QApplication.focusWidget(), _TYPING) and pane.isActiveWindow()
