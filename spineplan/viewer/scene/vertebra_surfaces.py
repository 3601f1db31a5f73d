"""Surfaces of vertebrae and structures for the 3-D pane, made in the background and kept by the hash of their mask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from spineplan.imaging.mask import Mask
from spineplan.session.jobs import Job, Progress
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.words import tr

if TYPE_CHECKING:
    from spineplan.render.mesh import Mesh

MOST_KEPT = 400


class VertebraSurfaces(QObject):
    """Ask for what is to be seen; `ready` when more of it is there. Nothing is made twice."""

    ready = Signal()

    def __init__(self, bridge: SessionBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.meshes: dict[str, Mesh] = {}
        self._job: Job[dict[str, Mesh]] | None = None

    @property
    def busy(self) -> bool:
        """Whether surfaces are being made."""
        return self._job is not None and not self._job.finished.is_set()

    def forget(self) -> None:
        """Another patient."""
        self.meshes, self._job = {}, None

    def want(self, masks: Mapping[str, Mask]) -> None:
        """Make the surfaces of these masks (by hash) that are not there; one piece of work at a time."""
        missing = {sha256: mask for sha256, mask in masks.items() if sha256 not in self.meshes}
        if not missing or self.busy:
            return

        def work(progress: Progress) -> dict[str, Mesh]:
            from spineplan.render.label_surface import label_surface

            made = {}
            for n, (sha256, mask) in enumerate(missing.items()):
                progress.step(n / len(missing), tr("Surfaces of the vertebrae"))
                made[sha256] = label_surface(mask)
            return made

        self._job = self._bridge.jobs.start(tr("Surfaces of the vertebrae"), work, self._made)

    def _made(self, made: dict[str, Mesh]) -> None:
        self.meshes |= made
        while len(self.meshes) > MOST_KEPT:
            del self.meshes[next(iter(self.meshes))]
        self.ready.emit()
