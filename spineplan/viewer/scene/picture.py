"""The off-screen scene: given what the view wants to see, and read back into a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from spineplan.geometry.vectors import Point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.render.scene_camera import SceneCamera
from spineplan.render.scene_shapes import Crosshair
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.scene.contents import SceneContents
from spineplan.viewer.scene.source import SceneSource

if TYPE_CHECKING:
    from spineplan.render.scene import Scene


class ScenePicture:
    """Keeps the graphics context from the first picture until `release`."""

    def __init__(self, eye: PaneView, source: SceneSource, contents: SceneContents) -> None:
        self._eye, self._source, self._contents = eye, source, contents
        self._scene: Scene | None = None
        self._pixels: npt.NDArray[np.uint8] | None = None
        self.image: QImage | None = None

    @property
    def ready(self) -> bool:
        """Whether the next picture comes quickly."""
        return self._scene is not None and self._scene.image is not None and self.image is not None

    @property
    def holds_series(self) -> bool:
        """Whether the series to be seen is in the scene already; putting it there takes long enough to be felt."""
        return self._in_use().image is self._source.image

    def render(self, camera: SceneCamera, size: QSize, ratio: float, coarse: float, cement: bool) -> None:
        """Draw what the view wants. coarse: 1 for full quality; cement: False while it is played over the picture."""
        scene, view, source = self._in_use(), self._eye.view, self._source
        scene.set_image(source.image)
        if view.scene_preset == "surface":
            source.want_surface()
        if source.surface is not None and not scene.has_surface:
            scene.set_surface(source.surface)
        scene.show_patient(not self._contents.shows_labels)
        if view.scene_preset != "labels":
            scene.set_preset(view.scene_preset)
        crosshair = Crosshair(view.crosshair_mm, view.frame)
        if view.scene_clip:
            from spineplan.render.scene import clip_towards

            scene.set_clip(clip_towards(camera, crosshair, view.slab_mm if view.slab_mode != "off" else None))
        else:
            scene.set_clip(None)
        plane = camera.plane((max(size.width(), 1), max(size.height(), 1)))
        scene.set_shapes(self._contents.shapes(crosshair, plane.mm_per_px, cement) if view.overlays else ())
        wide, high = (max(2, round(side * ratio)) for side in (size.width(), size.height()))
        self._pixels = scene.render(camera, (wide, high), coarse)
        self.image = QImage(self._pixels.data, wide, high, wide * 3, QImage.Format.Format_RGB888)

    def matter_at(self, plane: ViewPlane, x_px: float, y_px: float) -> Point | None:
        """The first LPS point of the patient under a logical pixel."""
        return self._scene.matter_at(plane, x_px, y_px) if self._scene is not None else None

    def forget(self) -> None:
        """Another patient: nothing of this one stays."""
        self.image = None
        if self._scene is not None:
            self._scene.set_image(None)
            self._scene.set_shapes(())

    def release(self) -> None:
        """Give the graphics context back."""
        if self._scene is not None:
            self._scene.close()
            self._scene = None

    def _in_use(self) -> Scene:
        if self._scene is None:
            from spineplan.render.scene import Scene

            self._scene = Scene()
        return self._scene
