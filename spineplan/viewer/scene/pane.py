"""The 3-D pane: an off-screen scene read back into a picture. It draws only when it is seen and the rest is still."""

from __future__ import annotations

import time
from typing import cast

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
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
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later
from spineplan.viewer.overlays.cement_playback import CementPlayback
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.scene import drawing as scene_drawing
from spineplan.viewer.scene.buttons import SceneButtons
from spineplan.viewer.scene.contents import SceneContents
from spineplan.viewer.scene.hand import SceneHand
from spineplan.viewer.scene.over import paint_over, what_it_is
from spineplan.viewer.scene.picture import ScenePicture
from spineplan.viewer.scene.quality import COARSE, FULL, MIDDLE, finer_than
from spineplan.viewer.scene.source import SceneSource
from spineplan.viewer.scene.stillness import Stillness
from spineplan.viewer.theme import colour, theme
from spineplan.viewer.words import tr

STILL_MS = 140
"""How long everything else must be still before a change from outside is drawn here."""
IDLE_MS = 500
REFINE_MS = 60
PLAYED_MS = 220
"""How long the cement's slider must rest before the scene itself draws the cement."""
WHEEL_NOTCH = 120
WHEEL_ZOOM = 1.12


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
        self._fitted: tuple[str, bytes] | None = None
        self.picture = ScenePicture(self.eye, self.source, self.contents)
        self._hand = SceneHand(self.eye, self.contents)
        self._coarse = MIDDLE
        self._still = Stillness()
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
        return self.picture.image is not None and not self._timer.isActive() and not waiting

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
        self.picture.release()

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The last picture and what is drawn over it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        painter.fillRect(area, colour("image_background"))
        plane, session = self.plane, self.eye.session
        if self.picture.image is not None:
            painter.drawImage(area, self.picture.image)
        if plane is not None and self._bare == (self.camera, self.size()):
            self._playback.paint(painter, plane)
        if session is None or self.eye.volume is None or plane is None or self.camera is None:
            scene_drawing.draw_hint(painter, area, tr("The 3-D picture appears with the images"))
        elif self.picture.image is None:
            scene_drawing.draw_hint(painter, area, tr("Preparing the 3-D picture …"))
        elif session.view.overlays:
            paint_over(painter, plane, self.camera, self.eye, self.contents)
        told = what_it_is(self.source, self.eye, self.contents) if self.picture.image is not None else ""
        scene_drawing.draw_title(painter, area, tr("3-D"), told)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(colour("pane_border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _draw_soon(self, wait_ms: int, coarse: float = MIDDLE) -> None:
        self._coarse = coarse
        if self.isVisible():
            self._timer.start(wait_ms)

    def _play(self) -> None:
        """Only the cement changes: it is painted over a picture without it, and drawn by the scene when it rests."""
        if self.camera is None or not self.picture.ready or self._hand.holds or not self.eye.in_plan_space:
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
        if not self._hand.holds and self._still.dragged_elsewhere():
            self._timer.start(STILL_MS)
            return
        session, volume = self.eye.session, self.eye.volume
        if session is None or volume is None:
            self.picture.image = None
            self.source.want(None)
            self.update()
            return
        if volume.series_uid not in session.arrived:
            self.source.want(volume)
        image = self.source.image
        if image is None or image.source_uid != volume.series_uid:
            self.picture.image = None
            self.update()
            return
        if not self.picture.holds_series and self._still.hands_move():
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
        finer = finer_than(self._coarse, took_s)
        if finer is not None and not self._hand.holds:
            self._draw_soon(REFINE_MS if finer > FULL else STILL_MS, finer)

    def _settle_camera(self) -> None:
        """Another series, or the same in another place: see all of it."""
        volume = self.eye.volume
        lies = (volume.series_uid, volume.grid.lps_from_ijk.tobytes()) if volume is not None else None
        if volume is None or self._fitted == lies:
            return
        self._fitted = lies
        self.camera = fitted(volume.grid.corners_mm, "A", self.width() / max(self.height(), 1))

    def _render(self) -> None:
        camera, volume = self.camera, self.eye.volume
        if camera is not None and volume is not None:
            self.buttons.show_view(self.eye.view, volume.modality == "CT", bool(self.contents.labels))
            self.picture.render(camera, self.size(), self.devicePixelRatioF(), self._coarse, cement=self._bare is None)

    # What changes

    def _changed(self, *_: object) -> None:
        """Somebody else changed something: wait until it is still, so that a 2-D drag is never held up."""
        self._still.changed()
        if not self._hand.holds:
            self._draw_soon(STILL_MS)

    def _another_patient(self) -> None:
        self.source.forget()
        self.contents.surfaces.forget()
        self.camera, self._fitted = None, None
        self.picture.forget()
        self.update()
        self._changed()

    def showEvent(self, _event: QShowEvent) -> None:
        """Draw after the window has been painted."""
        self._draw_soon(STILL_MS)

    def hideEvent(self, _event: QHideEvent) -> None:
        """Nothing is drawn for nobody."""
        self._timer.stop()
        self._hand.give_up()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Stretch the old picture until it is still."""
        self.buttons.fit()
        self._draw_soon(STILL_MS)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes: so does the graphics context."""
        self.release()
        super().closeEvent(event)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to turn, move or zoom."""
        if self.camera is not None:
            self._hand.grab(event, self.camera)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The picture follows the hand."""
        camera = self._hand.dragged(event, self.height())
        if camera is not None:
            self._aim(camera, COARSE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag ends: draw in full quality when still."""
        if self._hand.let_go(event, self.plane):
            self._draw_soon(REFINE_MS, MIDDLE)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        event.accept()
        if self.camera is not None:
            self._aim(self.camera.zoomed(WHEEL_ZOOM ** (event.angleDelta().y() / WHEEL_NOTCH)), COARSE)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to what is under the pointer; beside the patient, fill the area with this pane or go back."""
        self._hand.give_up()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._hand.unclick()
        hit = self.matter_at(event.position().x(), event.position().y())
        if hit is not None:
            self.eye.bridge.look(self, crosshair_mm=hit)
        elif self.eye.session is not None:
            shown = self.eye.session.view.maximised
            self.eye.bridge.look(self, maximised=None if shown == "scene" else "scene")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes a drag back."""
        before = self._hand.give_up() if event.key() == Qt.Key.Key_Escape else None
        if before is not None:
            self._aim(before, MIDDLE)
        else:
            super().keyPressEvent(event)

    def matter_at(self, x_px: float, y_px: float) -> Point | None:
        """The first LPS point of what is shown under a logical pixel."""
        plane = self.plane
        if plane is None:
            return None
        if self.contents.shows_labels:
            found = self.contents.label_at(plane, x_px, y_px)
            return found[1] if found is not None else None
        return self.picture.matter_at(plane, x_px, y_px)

    def _aim(self, camera: SceneCamera, coarse: float) -> None:
        self.camera = camera
        self._draw_soon(0, coarse)
        self.update()
