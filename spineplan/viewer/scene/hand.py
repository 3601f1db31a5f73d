"""The mouse on the 3-D picture: a drag turns, moves or zooms; a click opens a comment or shows one vertebra alone."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from spineplan.geometry.view_plane import ViewPlane
from spineplan.render.scene_camera import SceneCamera
from spineplan.viewer.overlays.comment_pins import flag_at, flags
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.scene.contents import SceneContents

CLICK_PX = 4
"""A press that moves less is a click."""
DRAG_ZOOM_PER_PX = 0.006


class SceneHand:
    """What is held, and what a click means."""

    def __init__(self, eye: PaneView, contents: SceneContents) -> None:
        self._eye, self._contents = eye, contents
        self._grabbed: tuple[QPoint, SceneCamera, Qt.MouseButton] | None = None
        self._isolated_before = ""

    @property
    def holds(self) -> bool:
        """Whether a drag is under way."""
        return self._grabbed is not None

    def grab(self, event: QMouseEvent, camera: SceneCamera) -> None:
        """Begin to turn, move or zoom."""
        if self._grabbed is None:
            self._grabbed = (event.position().toPoint(), camera, event.button())

    def dragged(self, event: QMouseEvent, height_px: int) -> SceneCamera | None:
        """The camera now: from where the drag began, so that going back goes back."""
        if self._grabbed is None:
            return None
        start, camera, button = self._grabbed
        dx, dy = event.position().x() - start.x(), event.position().y() - start.y()
        if button == Qt.MouseButton.LeftButton:
            return camera.turned(dx, dy, self._eye.view.crosshair_mm)
        if button == Qt.MouseButton.MiddleButton:
            return camera.panned(dx, dy, height_px)
        return camera.zoomed(float(np.exp(dy * DRAG_ZOOM_PER_PX))) if button == Qt.MouseButton.RightButton else None

    def let_go(self, event: QMouseEvent, plane: ViewPlane | None) -> bool:
        """Whether that ends the drag; one that went nowhere is a click."""
        if self._grabbed is None or event.button() != self._grabbed[2]:
            return False
        travel = (event.position().toPoint() - self._grabbed[0]).manhattanLength()
        self._grabbed = None
        if travel < CLICK_PX and event.button() == Qt.MouseButton.LeftButton and plane is not None:
            self._click(event.position(), plane)
        return True

    def give_up(self) -> SceneCamera | None:
        """The camera from before the drag, if there was one."""
        grabbed, self._grabbed = self._grabbed, None
        return grabbed[1] if grabbed is not None else None

    def unclick(self) -> None:
        """The click was the first of two, that mean something else."""
        self._isolate(self._isolated_before)

    def _click(self, at: QPointF, plane: ViewPlane) -> None:
        """A comment's flag opens its thread; a vertebra is seen alone; again, or beside it, all of them are."""
        session = self._eye.session
        if session is not None and session.view.overlays and self._eye.in_plan_space:
            flag = flag_at(flags(session.plan, plane, through=True), at)
            if flag is not None:
                self._eye.bridge.open_comment(flag.pinned.thread.first.id)
                return
        if self._contents.shows_labels:
            found, now = self._contents.label_at(plane, at.x(), at.y()), self._eye.view.labels.isolated
            self._isolated_before = now
            self._isolate("" if now or found is None else found[0])

    def _isolate(self, name: str) -> None:
        look = self._eye.view.labels
        if look.isolated != name:
            self._eye.bridge.look(self, labels=replace(look, isolated=name))
