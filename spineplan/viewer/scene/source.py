"""What the 3-D pane shows, made in the background: the coarse copy of the series and the surface of its bone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from spineplan.imaging.volume import Volume
from spineplan.render.scene_volume import CoarseVolume, coarse_copy, scene_style
from spineplan.session.jobs import Progress
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.words import tr

if TYPE_CHECKING:
    from spineplan.render.scene_surface import BoneSurface


@dataclass(frozen=True)
class _CopyRequest:
    volume: Volume

    def work(self, progress: Progress) -> CoarseVolume:
        """Also brings VTK in, so that the window's thread need not wait for it."""
        progress.step(None, tr("Half resolution"))
        copy = coarse_copy(self.volume)
        progress.step(0.8)
        import spineplan.render.scene  # noqa: F401

        return copy


@dataclass(frozen=True)
class _SurfaceRequest:
    image: CoarseVolume
    threshold: float

    def work(self, progress: Progress) -> BoneSurface:
        progress.step(None, tr("Bone from {hu} HU").format(hu=f"{self.threshold:.0f}"))
        from spineplan.render.scene_surface import bone_surface

        return bone_surface(self.image, self.threshold)


class SceneSource(QObject):
    """Answers for a series that is no longer wanted are dropped; nothing is made twice."""

    ready = Signal()

    def __init__(self, bridge: SessionBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._volume: Volume | None = None
        self.image: CoarseVolume | None = None
        self.surface: BoneSurface | None = None
        self.busy = False
        self._surface_asked = False

    def forget(self) -> None:
        """Another patient: jobs of the old one never answer."""
        self._volume = self.image = self.surface = None
        self.busy = self._surface_asked = False

    def want(self, volume: Volume | None) -> None:
        """Make the coarse copy of a series, unless it is there or on its way."""
        if volume is self._volume:
            return
        self.forget()
        self._volume = volume
        if volume is None:
            return
        self.busy = True
        request = _CopyRequest(volume)
        self._bridge.jobs.start(tr("3-D picture"), request.work, lambda copy: self._copied(volume, copy), self._failed)

    def want_surface(self) -> None:
        """Make the bone's surface once the copy is there."""
        if self.image is None or self._surface_asked or not self.image.is_ct:
            return
        self._surface_asked = self.busy = True
        image = self.image
        request = _SurfaceRequest(image, scene_style().surface.threshold)
        self._bridge.jobs.start(tr("Bone surface"), request.work, lambda made: self._meshed(image, made), self._failed)

    def _copied(self, volume: Volume, copy: CoarseVolume) -> None:
        if volume is self._volume:
            self.image, self.busy = copy, False
            self.ready.emit()

    def _meshed(self, image: CoarseVolume, surface: BoneSurface) -> None:
        if image is self.image:
            self.surface, self.busy = surface, False
            self.ready.emit()

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self._bridge.message.emit(tr("The 3-D picture could not be made: {why}").format(why=type(error).__name__))
        self.ready.emit()
