"""The straightened spine: a pane along the canal, with the levels and discs that can be corrected on it."""

from collections.abc import Generator, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from spineplan.anatomy.level_order import level_at
from spineplan.geometry.vectors import point
from spineplan.imaging.volume import Window
from spineplan.render.reslice import Picture
from spineplan.render.straightened import StraightPlane, straight_picture, straight_slab
from spineplan.session.session import ViewChange
from spineplan.session.view_state import StraightName, Tool
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.drag_pane import WHEEL_ZOOM, DragPane
from spineplan.viewer.keymap import Keymap
from spineplan.viewer.level_actions import level_menu
from spineplan.viewer.overlays.disc_marks import DiscMarks
from spineplan.viewer.overlays.level_marks import LevelMarks
from spineplan.viewer.overlays.vertebra_overlay import VertebraOverlay
from spineplan.viewer.pane_parts import Part, PlaneEvent
from spineplan.viewer.pane_text import pane_title
from spineplan.viewer.straight import text as straight_text
from spineplan.viewer.straight.view import StraightView
from spineplan.viewer.theme import colour, theme
from spineplan.viewer.tools import gestures
from spineplan.viewer.tools.vertebra_tools import VertebraBrush, VertebraCut
from spineplan.viewer.words import tr

TURN_DEG = 5.0
CLICK_PX = 3.0


BentPart = DiscMarks | LevelMarks | VertebraBrush | VertebraCut
"""What works on a bent picture, too."""
FLAT_ONLY: tuple[Tool, ...] = ("length", "angle", "ellipse", "brush", "erase", "grow", "needle", "wbb", "pair")
StraightEvent = PlaneEvent[StraightPlane]
Drag = Generator[None, StraightEvent | None, None]
"""As pane_parts.Drag."""


class StraightPane(DragPane[StraightPlane]):
    """Wheel moves the curved plane across the spine, with Alt it turns about it, with Ctrl it zooms."""

    def __init__(
        self, bridge: SessionBridge, pane: StraightName, parts: Sequence[Part], keymap: Keymap,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self.eye = StraightView(bridge, pane)
        super().__init__(self.eye, f"pane_{pane}", pane_title(pane), parent)
        self.keymap = keymap
        self.renders = 0
        self._outlines = [part for part in parts if isinstance(part, VertebraOverlay)]
        self._parts = [part for part in parts if isinstance(part, BentPart)]
        self._brushes = [part for part in self._parts if isinstance(part, VertebraBrush)]
        self._pixels: Picture | None = None
        self._drawn: tuple[object, ...] = ()
        for signal in (bridge.view_changed, bridge.plan_changed, bridge.session_changed, bridge.drawn_over):
            signal.connect(self._mark)
        bridge.view_changed.connect(self._keep_in_sight)
        bridge.volumes_changed.connect(self._voxels_changed)
        theme().changed.connect(self._mark)

    def sizeHint(self) -> QSize:
        """Room for a useful picture."""
        return QSize(320, 480)

    @property
    def plane(self) -> None:
        """There is no flat plane here: no key images."""
        return None

    @property
    def straight_plane(self) -> StraightPlane | None:
        """What is shown, in logical pixels."""
        return self.eye.straight_plane((self.width(), self.height()))

    @property
    def shown(self) -> StraightPlane | None:
        """Its curved plane."""
        return self.straight_plane

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, drawn again when it is stale, and what lies over it."""
        with QPainter(self) as painter:
            plane, volume, session = self.straight_plane, self.eye.volume, self.eye.session
            if plane is None or volume is None or session is None:
                painter.fillRect(self.rect(), colour("image_background"))
                straight_text.draw_empty(painter, QRectF(self.rect()), self.eye)
            else:
                self._paint_picture(painter, plane)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                if self.eye.view.overlays:
                    straight_text.draw_crosshair(painter, plane, self.eye)
                    for part in (*self._outlines, *self._parts):
                        painter.save()
                        part.paint(painter, plane, self.eye.straight, session)
                        painter.restore()
                straight_text.draw_furniture(painter, self.eye, plane)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(colour("pane_border_active" if self.active else "pane_border"), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))

    def _paint_picture(self, painter: QPainter, plane: StraightPlane) -> None:
        volume, ratio = self.eye.volume, self.devicePixelRatioF()
        assert volume is not None
        fine = plane.in_device_pixels(ratio)
        window: Window = self.eye.window
        slab = self.eye.slab
        wanted = (id(volume), self._revision, window, slab, fine.key)
        if wanted != self._drawn or self._pixels is None:
            made = straight_slab(volume, fine, window, slab) if slab else straight_picture(volume, fine, window)
            self._pixels, self._drawn = made, wanted
            self.renders += 1
        height, width = self._pixels.shape
        image = QImage(self._pixels.data, width, height, width, QImage.Format.Format_Grayscale8)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(0, 0, image)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fill the whole area with this pane, or go back."""
        session = self.eye.session
        if session is None or event.button() != Qt.MouseButton.LeftButton:
            return
        here = self._here(event)
        if here is not None and any(
            part.double_click(here) for part in self._usable() if isinstance(part, VertebraBrush)
        ):
            return
        self._drag.cancel()
        shown = session.view.maximised
        self.eye.bridge.look(self, maximised=None if shown == self.eye.pane else self.eye.pane)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The curved plane across the spine; Alt: about it; Ctrl: zoom about the pointer."""
        notches, plane = self._notches(event), self.straight_plane
        if plane is None or not notches:
            return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.eye.turn(notches * TURN_DEG)
        elif bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) != (self.keymap.mouse.wheel == "zoom"):
            self.eye.zoom(plane, WHEEL_ZOOM**notches, (event.position().x(), event.position().y()))
        else:
            self.eye.scroll(-notches)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Levels take Insert and Delete at the pointer; the rest goes to the images area."""
        here, key = self.pointer_event, Qt.Key(event.key())
        marks = (part for part in self._parts if isinstance(part, LevelMarks))
        if here is not None and any(part.key(key, here) for part in marks):
            return
        super().keyPressEvent(event)

    def _drag_for(self, here: StraightEvent) -> Drag | None:
        left, middle, right = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
        if here.button == left:
            for part in reversed(self._usable()):
                drag = part.press(here)
                if drag is not None:
                    return drag
            if self.eye.view.tool in FLAT_ONLY:
                self.eye.bridge.message.emit(
                    tr("This tool works in the flat views; on the straightened spine levels and outlines are edited.")
                )
            return self._gesture(self.eye.view.tool, here)
        if here.button == right:
            return self._or_menu(here)
        return self._gesture(self.keymap.mouse.middle, here) if here.button == middle else None

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        for part in self._brushes:
            part.hover(None)
        super().leaveEvent(event)

    def _hover(self, here: StraightEvent) -> None:
        for part in self._brushes:
            part.hover(here if self.eye.in_plan_space else None)
        shapes = (part.cursor_at(here) for part in reversed(self._usable()))
        idle = Qt.CursorShape.ForbiddenCursor if self.eye.view.tool in FLAT_ONLY else Qt.CursorShape.ArrowCursor
        self.setCursor(next((shape for shape in shapes if shape is not None), idle))

    def _gesture(self, name: str, here: StraightEvent) -> Drag | None:
        moves = {"pan": self.eye.pan_drag, "zoom": self.eye.zoom_drag, "scroll": self.eye.scroll_drag}
        if name == "window":
            return gestures.window_drag(self.eye, here)
        if name == "crosshair":
            return self.eye.crosshair_drag(here)
        return moves[name](here) if name in moves else None

    def _or_menu(self, here: StraightEvent) -> Drag:
        """A right click asks about the level there; a right drag is the profile's."""
        drag = self._gesture(self.keymap.mouse.right, here)
        travelled = 0.0
        if drag is not None:
            next(drag)
        try:
            while (moved := (yield)) is not None:
                dx, dy = (a - b for a, b in zip(moved.position_px, here.position_px, strict=True))
                travelled = max(travelled, abs(dx), abs(dy))
                if drag is not None and travelled > CLICK_PX:
                    drag.send(moved)
        except GeneratorExit:
            if drag is not None:
                drag.close()
            raise
        if drag is not None:
            next(drag, None)  # a drag that is not ended would take everything back
        session = self.eye.session
        level = level_at(session.plan, here.point_mm) if session is not None else None
        if travelled <= CLICK_PX and level is not None:
            self.eye.bridge.look(self, selected=("level", level.name))
            level_menu(self.eye.bridge, level.name, point(here.point_mm))

    def _usable(self) -> list[BentPart]:
        return self._parts if self.eye.view.overlays and self.eye.in_plan_space else []

    def _keep_in_sight(self, change: ViewChange) -> None:
        """Going somewhere else in the patient scrolls a zoomed-in picture along."""
        moved = change.old.crosshair_mm != change.new.crosshair_mm or change.old.selected != change.new.selected
        if moved and self.isVisible() and not self._drag.active and self.eye.pane in change.new.cameras:
            plane = self.straight_plane
            if plane is not None:
                self.eye.bring_into_sight(plane, change.new.crosshair_mm)
