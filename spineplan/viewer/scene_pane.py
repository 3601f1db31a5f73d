"""The 3-D pane: an off-screen scene read back into a picture. It draws only when it is seen and the rest is still."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QCursor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from spineplan.geometry.vectors import Point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.render.scene_camera import Direction, SceneCamera, fitted
from spineplan.render.scene_shapes import Crosshair, level_labels
from spineplan.viewer import scene_drawing
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.cement_playback import CementPlayback
from spineplan.viewer.comment_pins import draw_flags, flag_at, flags
from spineplan.viewer.compared_needles import draw_legend
from spineplan.viewer.later import later
from spineplan.viewer.margin_legend import draw_margin_legend
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.scene_buttons import SceneButtons
from spineplan.viewer.scene_contents import SceneContents
from spineplan.viewer.scene_source import SceneSource
from spineplan.viewer.theme import colour, scaled, theme
from spineplan.viewer.words import tr

if TYPE_CHECKING:
    from spineplan.render.scene import Scene

STILL_MS = 140
"""How long everything else must be still before a change from outside is drawn here."""
IDLE_MS = 500
REFINE_MS = 60
PLAYED_MS = 220
"""How long the cement's slider must rest before the scene itself draws the cement."""
HELD_S = 1.5
"""A drag elsewhere that has rested this long may be drawn while the button is still held."""
COARSE, MIDDLE, FULL = 4.0, 2.0, 1.0
FULL_COSTS = 3.5
"""Times as long as the middle quality."""
LONGEST_S = 1.2
"""A picture that would take longer is left in middle quality: nothing can be clicked meanwhile."""
WHEEL_NOTCH = 120
WHEEL_ZOOM = 1.12
CLICK_PX = 4
"""A press that moves less is a click."""
DRAG_ZOOM_PER_PX = 0.006


class ScenePane(QWidget):
    """Left drag turns about the crosshair, middle moves, right and wheel zoom, double-click on matter goes there."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.eye = PaneView(bridge, "scene")
        self.source = SceneSource(bridge, self)
        self.source.ready.connect(lambda: self._draw_soon(0))
        self.contents = SceneContents(self.eye, self)
        self.contents.surfaces.ready.connect(lambda: self._draw_soon(0))
        self.camera: SceneCamera | None = None
        self._fitted_uid = ""
        self._scene: Scene | None = None
        self._picture: QImage | None = None
        self._pixels: npt.NDArray[np.uint8] | None = None
        self._coarse = MIDDLE
        self._changed_s = 0.0
        self._cursor = QCursor.pos()
        self._grabbed: tuple[QPoint, SceneCamera, Qt.MouseButton] | None = None
        self._isolated_before = ""
        self._playback = CementPlayback(bridge)
        self._bare: tuple[SceneCamera, QSize] | None = None
        self._timer = later(self, self._draw)
        self.buttons = SceneButtons(self)
        self.buttons.preset_wanted.connect(lambda name: bridge.look(self, scene_preset=name))
        self.buttons.clip_wanted.connect(lambda on: bridge.look(self, scene_clip=on))
        self.buttons.direction_wanted.connect(lambda name: self.see_from(cast(Direction, name)))
        self.buttons.fit_wanted.connect(self.fit)
        self.buttons.fluoro_wanted.connect(lambda: bridge.look(self, beside_bulls_eye="fluoro"))
        self.setObjectName("pane_scene")
        self.setAccessibleName(tr("3-D"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 120)
        for signal in (bridge.view_changed, bridge.plan_changed, bridge.volumes_changed, bridge.safety_changed):
            signal.connect(self._changed)
        bridge.cement_played.connect(self._play)
        bridge.session_changed.connect(self._another_patient)
        theme().changed.connect(self._changed)
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.release)
        self.destroyed.connect(self.source.forget)

    def sizeHint(self) -> QSize:
        """Room for a useful picture."""
        return QSize(480, 480)

    @property
    def plane(self) -> ViewPlane | None:
        """Logical pixels to LPS; depth grows away from the viewer."""
        return self.camera.plane((max(self.width(), 1), max(self.height(), 1))) if self.camera is not None else None

    @property
    def drawn(self) -> bool:
        """Whether the picture shows everything in full quality."""
        waiting = self.source.busy or self.contents.surfaces.busy
        return self._picture is not None and not self._timer.isActive() and not waiting

    def see_from(self, direction: Direction) -> None:
        """Look from a standard side, scale and centre kept."""
        if self.camera is not None:
            self._aim(self.camera.seen_from(direction), MIDDLE)

    def fit(self) -> None:
        """Show the whole series from the side seen now."""
        if self.eye.volume is not None and self.camera is not None:
            whole = fitted(self.eye.volume.grid.corners_mm, "A", self.width() / max(self.height(), 1))
            seen = SceneCamera(whole.centre_mm, self.camera.right_lps, self.camera.down_lps, whole.height_mm)
            self._aim(seen, MIDDLE)

    def release(self) -> None:
        """Give the graphics context back."""
        self._timer.stop()
        if self._scene is not None:
            self._scene.close()
            self._scene = None

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The last picture and what is drawn over it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        painter.fillRect(area, colour("image_background"))
        plane, session = self.plane, self.eye.session
        if self._picture is not None:
            painter.drawImage(area, self._picture)
        if plane is not None and self._bare == (self.camera, self.size()):
            self._playback.paint(painter, plane)
        if session is None or self.eye.volume is None or plane is None or self.camera is None:
            scene_drawing.draw_hint(painter, area, tr("The 3-D picture appears with the images"))
        elif self._picture is None:
            scene_drawing.draw_hint(painter, area, tr("Preparing the 3-D picture …"))
        elif session.view.overlays:
            if self.eye.in_plan_space:
                alone = session.view.labels.isolated if self.contents.shows_labels else ""
                names = [label for label in level_labels(session.plan, plane) if alone in ("", label.text)]
                scene_drawing.draw_labels(painter, tuple(names))
                draw_flags(painter, flags(session.plan, plane, through=True), session.view.comment)
                if session.view.compared is not None:
                    draw_legend(painter, self.height() * 0.5 + scaled(18), session.view.compared)
            scene_drawing.draw_letters(painter, plane)
            scene_drawing.draw_cube(painter, self.camera, plane)
            draw_margin_legend(painter, plane, session if self.eye.in_plan_space else None)
        scene_drawing.draw_title(painter, area, tr("3-D"), self._words())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(colour("pane_border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _words(self) -> str:
        image = self.source.image
        if image is None or self._picture is None:
            return ""
        if self.contents.shows_labels:
            return scene_drawing.label_words(self.eye.view.labels.isolated)
        return scene_drawing.picture_words(image.is_ct, self.eye.view.scene_preset, self.source.surface is not None)

    def _draw_soon(self, wait_ms: int, coarse: float = MIDDLE) -> None:
        self._coarse = coarse
        if self.isVisible():
            self._timer.start(wait_ms)

    def _play(self) -> None:
        """Only the cement changes: it is painted over a picture without it, and drawn by the scene when it rests."""
        ready = self._scene is not None and self._scene.image is not None and self._picture is not None
        if self.camera is None or not ready or self._grabbed is not None or not self.eye.in_plan_space:
            self._draw_soon(0, COARSE)
            return
        if self.isVisible() and self._bare != (self.camera, self.size()):
            self._bare = (self.camera, self.size())
            self._coarse = MIDDLE
            self._render()
            self.update()
        if self.plane is not None:
            self.update(self._playback.area(self.plane))
        self._draw_soon(PLAYED_MS)

    def _draw(self) -> None:
        """Draw once; then again finer, when nothing has changed meanwhile."""
        if not self.isVisible() or min(self.width(), self.height()) < 2:
            return
        if self._dragged_elsewhere():
            self._timer.start(STILL_MS)
            return
        session, volume = self.eye.session, self.eye.volume
        if session is None or volume is None:
            self._picture = None
            self.source.want(None)
            self.update()
            return
        if volume.series_uid not in session.arrived:
            self.source.want(volume)
        image = self.source.image
        if image is None or image.source_uid != volume.series_uid:
            self._picture = None
            self.update()
            return
        if self._scene_in_use().image is not image and self._hands_move():
            self._timer.start(IDLE_MS)
            return
        self._settle_camera()
        self._bare = None
        started = time.monotonic()
        self._render()
        self.update()
        self._refine(time.monotonic() - started)

    def _refine(self, took_s: float) -> None:
        """Draw finer next, unless that would hold the window up."""
        if self._grabbed is not None:
            return
        if self._coarse > MIDDLE:
            self._draw_soon(REFINE_MS, MIDDLE)
        elif self._coarse > FULL and took_s * FULL_COSTS < LONGEST_S:
            self._draw_soon(STILL_MS, FULL)

    def _dragged_elsewhere(self) -> bool:
        """Whether a button is held on something else that changed a moment ago."""
        held = self._grabbed is None and QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return held and time.monotonic() - self._changed_s < HELD_S

    def _hands_move(self) -> bool:
        """Whether the user is at something: the first picture of a series takes long enough to be felt."""
        at, before = QCursor.pos(), self._cursor
        self._cursor = at
        return at != before or time.monotonic() - self._changed_s < IDLE_MS / 1000.0

    def _settle_camera(self) -> None:
        volume = self.eye.volume
        if volume is None or self._fitted_uid == volume.series_uid:
            return
        self._fitted_uid = volume.series_uid
        self.camera = fitted(volume.grid.corners_mm, "A", self.width() / max(self.height(), 1))

    def _render(self) -> None:
        camera, volume = self.camera, self.eye.volume
        if camera is None or volume is None:
            return
        scene = self._scene_in_use()
        view = self.eye.view
        self.buttons.show_view(view, volume.modality == "CT", bool(self.contents.labels))
        scene.set_image(self.source.image)
        if view.scene_preset == "surface":
            self.source.want_surface()
        if self.source.surface is not None and not scene.has_surface:
            scene.set_surface(self.source.surface)
        scene.show_patient(not self.contents.shows_labels)
        if view.scene_preset != "labels":
            scene.set_preset(view.scene_preset)
        crosshair = Crosshair(view.crosshair_mm, view.frame)
        if view.scene_clip:
            from spineplan.render.scene import clip_towards

            scene.set_clip(clip_towards(camera, crosshair, view.slab_mm if view.slab_mode != "off" else None))
        else:
            scene.set_clip(None)
        mm_per_px = self.plane.mm_per_px if self.plane is not None else 1.0
        shapes = self.contents.shapes(crosshair, mm_per_px, cement=self._bare is None) if view.overlays else ()
        scene.set_shapes(shapes)
        ratio = self.devicePixelRatioF()
        size = (max(2, round(self.width() * ratio)), max(2, round(self.height() * ratio)))
        self._pixels = scene.render(camera, size, self._coarse)
        self._picture = QImage(self._pixels.data, *size, size[0] * 3, QImage.Format.Format_RGB888)

    def _scene_in_use(self) -> Scene:
        if self._scene is None:
            from spineplan.render.scene import Scene

            self._scene = Scene()
        return self._scene

    # What changes

    def _changed(self, *_: object) -> None:
        """Somebody else changed something: wait until it is still, so that a 2-D drag is never held up."""
        self._changed_s = time.monotonic()
        if self._grabbed is None:
            self._draw_soon(STILL_MS)

    def _another_patient(self) -> None:
        self.source.forget()
        self.contents.surfaces.forget()
        self.camera, self._fitted_uid, self._picture = None, "", None
        if self._scene is not None:
            self._scene.set_image(None)
            self._scene.set_shapes(())
        self.update()
        self._changed()

    def showEvent(self, _event: QShowEvent) -> None:
        """Draw after the window has been painted."""
        self._draw_soon(STILL_MS)

    def hideEvent(self, _event: QHideEvent) -> None:
        """Nothing is drawn for nobody."""
        self._timer.stop()
        self._grabbed = None

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Stretch the old picture until it is still."""
        self.buttons.fit_into(max(self.width() - 90, 60))
        self.buttons.move(self.width() - self.buttons.width() - 4, 4)
        self._draw_soon(STILL_MS)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes: so does the graphics context."""
        self.release()
        super().closeEvent(event)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to turn, move or zoom."""
        if self.camera is not None and self._grabbed is None:
            self._grabbed = (event.position().toPoint(), self.camera, event.button())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """From where the drag began, so that going back goes back."""
        if self._grabbed is None:
            return
        start, camera, button = self._grabbed
        dx, dy = event.position().x() - start.x(), event.position().y() - start.y()
        if button == Qt.MouseButton.LeftButton:
            self._aim(camera.turned(dx, dy, self._pivot()), COARSE)
        elif button == Qt.MouseButton.MiddleButton:
            self._aim(camera.panned(dx, dy, self.height()), COARSE)
        elif button == Qt.MouseButton.RightButton:
            self._aim(camera.zoomed(float(np.exp(dy * DRAG_ZOOM_PER_PX))), COARSE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag ends: draw in full quality when still."""
        if self._grabbed is not None and event.button() == self._grabbed[2]:
            travel = (event.position().toPoint() - self._grabbed[0]).manhattanLength()
            self._grabbed = None
            if travel < CLICK_PX and event.button() == Qt.MouseButton.LeftButton:
                self._clicked(event.position())
            self._draw_soon(REFINE_MS, MIDDLE)

    def _clicked(self, place: QPointF) -> None:
        """A comment's flag opens its thread; a vertebra is seen alone."""
        session, plane = self.eye.session, self.plane
        if session is not None and plane is not None and session.view.overlays and self.eye.in_plan_space:
            flag = flag_at(flags(session.plan, plane, through=True), place)
            if flag is not None:
                self.eye.bridge.open_comment(flag.pinned.thread.first.id)
                return
        if self.contents.shows_labels:
            self._isolate(place.x(), place.y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        event.accept()
        if self.camera is not None:
            self._aim(self.camera.zoomed(WHEEL_ZOOM ** (event.angleDelta().y() / WHEEL_NOTCH)), COARSE)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to what is under the pointer; beside the patient, fill the area with this pane or go back."""
        self._grabbed = None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._look_at_labels(self._isolated_before)  # the first click of the two meant something else
        hit = self.matter_at(event.position().x(), event.position().y())
        if hit is not None:
            self.eye.bridge.look(self, crosshair_mm=hit)
        elif self.eye.session is not None:
            shown = self.eye.session.view.maximised
            self.eye.bridge.look(self, maximised=None if shown == "scene" else "scene")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes a drag back."""
        if event.key() == Qt.Key.Key_Escape and self._grabbed is not None:
            _, camera, _ = self._grabbed
            self._grabbed = None
            self._aim(camera, MIDDLE)
        else:
            super().keyPressEvent(event)

    def matter_at(self, x_px: float, y_px: float) -> Point | None:
        """The first LPS point of what is shown under a logical pixel."""
        plane = self.plane
        if self._scene is None or plane is None:
            return None
        if self.contents.shows_labels:
            found = self._label_at(x_px, y_px)
            return found[1] if found is not None else None
        return self._scene.matter_at(plane, x_px, y_px)

    def _label_at(self, x_px: float, y_px: float) -> tuple[str, Point] | None:
        return self.contents.label_at(self.plane, x_px, y_px) if self.plane is not None else None

    def _isolate(self, x_px: float, y_px: float) -> None:
        """A click shows one vertebra alone; again, or beside it, all of them."""
        found, now = self._label_at(x_px, y_px), self.eye.view.labels.isolated
        self._isolated_before = now
        self._look_at_labels("" if now or found is None else found[0])

    def _look_at_labels(self, isolated: str) -> None:
        look = self.eye.view.labels
        if look.isolated != isolated:
            self.eye.bridge.look(self, labels=replace(look, isolated=isolated))

    def _pivot(self) -> Point:
        return self.eye.view.crosshair_mm

    def _aim(self, camera: SceneCamera, coarse: float) -> None:
        self.camera = camera
        self._draw_soon(0, coarse)
        self.update()
