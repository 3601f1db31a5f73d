"""Refining a registration on the images, in the background; an answer for another state of the plan is dropped."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from spineplan.errors import SpineplanError
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Registration
from spineplan.session.jobs import Job, Progress
from spineplan.session.registering import refine_request, refined_edit
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.imaging.registration_refine import Refined


class Refining(QObject):
    """One job at a time."""

    def __init__(self, bridge: SessionBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._job: Job[Refined] | None = None

    @property
    def busy(self) -> bool:
        """Whether it runs."""
        return self._job is not None and self._job in self._bridge.jobs.running

    def start(self, session: Session, found: Registration, volume: Volume) -> None:
        """Begin from what is proposed; the answer is proposed, too."""
        reference = session.volumes.get(session.plan.reference.series_uid)
        if self.busy or reference is None:
            return
        if {reference.series_uid, volume.series_uid} & set(session.arrived):
            self._bridge.message.emit(self.tr("The images are still being read."))
            return
        try:
            request = refine_request(session.plan, found, reference, volume)
        except SpineplanError as error:
            self._bridge.message.emit(str(error))
            return

        def work(progress: Progress) -> "Refined":
            from spineplan.imaging.registration_refine import refine

            return refine(request, _steps(progress))

        self._job = self._bridge.jobs.start(
            self.tr("Refining the registration"), work, lambda result: self._take(session, found, result), self._failed
        )

    def _take(self, session: Session, found: Registration, result: "Refined") -> None:
        if self._bridge.session is not session:
            return
        if session.committed.registration(found.id) != found:
            self._bridge.message.emit(self.tr("The registration was changed meanwhile; refine it again."))
            return
        self._bridge.apply(refined_edit(found, result), self)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SpineplanError):
            raise error
        self._bridge.message.emit(str(error))


def _steps(progress: Progress) -> Callable[[float, str], None]:
    """A share below zero says nothing of how far it is: the last one stays."""
    done: list[float] = [0.0]

    def step(share: float, text: str) -> None:
        done[0] = max(share, done[0])
        progress.step(done[0], text)

    return step
