"""Labels made elsewhere on their way into the plan: read in the background, shown, then taken or left."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from spineplan.errors import Cancelled, ImageRefused, SpineplanError
from spineplan.imaging.volume import Volume
from spineplan.session.jobs import Job, Progress
from spineplan.session.masks import MaskStore
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.plan.edits import PutLabels
    from spineplan.session.levels.label_source import LabelOffer
    from spineplan.session.levels.label_taking import Verdict

SEGMENTATOR = "TotalSegmentator"


class LabelImporting(QObject):
    """One offer at a time. Nothing reaches the plan before `take`; another patient forgets everything."""

    changed = Signal()
    arrived = Signal()
    """There is an offer or a question to look at."""

    def __init__(self, bridge: SessionBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.offer: LabelOffer | None = None
        self.refusal = ""
        self.busy: Job[object] | None = None
        self.program = SEGMENTATOR
        bridge.session_changed.connect(self._forget)

    def open(self, path: Path) -> None:
        """Read a label map for the open patient."""
        from spineplan.session.levels.label_source import offer_file

        session = self._ready()
        if session is not None:
            plan, volumes = session.committed, self._whole_volumes(session)
            self._begin(self.tr("Reading {name}").format(name=path.name), lambda _step: offer_file(path, plan, volumes))

    def open_if_labels(self, path: Path, otherwise: Callable[[Path], None]) -> None:
        """Read a file as labels when it is a label map; else hand it on. Without a patient it is handed on at once."""
        from spineplan.exchange.label_files import looks_like_labels

        session = self._bridge.session
        if session is None or not session.volumes:
            otherwise(path)
            return

        def sorted_out(are_labels: bool) -> None:
            self.open(path) if are_labels else otherwise(path)

        self._bridge.jobs.start(
            self.tr("Looking at the file"),
            lambda _progress: looks_like_labels(path),
            sorted_out,
            lambda _error: otherwise(path),
        )

    def segment(self, fast: bool) -> None:
        """Run TotalSegmentator on the plan's images; its labels arrive as an offer."""
        from spineplan.exchange.total_segmentator import run_total_segmentator
        from spineplan.session.levels.label_source import offer, own_images

        session = self._ready()
        if session is None:
            return
        plan, volumes, program = session.committed, self._whole_volumes(session), self.program

        def work(progress: Progress) -> "LabelOffer":
            images = own_images(plan, volumes)
            if images.modality != "CT":
                raise ImageRefused(self.tr("TotalSegmentator is run on the plan's CT; these images are none."))
            return offer(run_total_segmentator(images, progress.step, program, fast=fast), plan, volumes)

        self._begin(self.tr("TotalSegmentator"), work, outside=True)

    def choose(self, numbering: str) -> None:
        """Read the same labels in the numbering that the user named."""
        from spineplan.session.levels.label_source import offer

        session, now = self._ready(), self.offer
        if session is not None and now is not None:
            plan, volumes = session.committed, self._whole_volumes(session)
            self._begin(
                self.tr("Reading labels"),
                lambda _step: offer(now.source, plan, volumes, now.subregions, numbering),
                keep=True,
            )

    def take(self, verdict: "Verdict | None", structures: list[str]) -> None:
        """Put the offered labels into the plan, as one step."""
        from spineplan.anatomy.label_map import LabelMap
        from spineplan.session.levels.label_painting import same_outlines
        from spineplan.session.levels.label_taking import take_labels

        session, offered = self._ready(), self.offer
        if session is None or offered is None or not isinstance(offered.found, LabelMap):
            return
        plan, labels, branch = session.committed, offered.found, session.masks.branch()

        def work(progress: Progress) -> "tuple[PutLabels, MaskStore]":
            progress.step(None, self.tr("Taking the labels"))
            return take_labels(plan, labels, branch, verdict, structures), branch

        def taken(result: "tuple[PutLabels, MaskStore]") -> None:
            if session.committed is not plan and same_outlines(session.committed, plan):
                self.take(verdict, structures)  # only what follows from the outlines was added meanwhile
                return
            if session.committed is not plan:
                self._refuse(self.tr("The plan changed meanwhile; look at the labels again and take them then."))
                return
            session.masks.absorb(result[1])
            if self._bridge.apply(result[0], self) is not None:
                self.leave()

        self._run(self.tr("Taking the labels"), work, taken)

    def leave(self) -> None:
        """Do not take them."""
        self.offer, self.refusal = None, ""
        self.changed.emit()

    def cancel(self) -> None:
        """Stop what is under way."""
        if self.busy is not None:
            self.busy.cancel()

    def _ready(self) -> Session | None:
        """The session, when it can be changed and nothing else is under way."""
        session = self._bridge.session
        if session is None:
            return None
        if self.busy is not None:
            self._bridge.message.emit(self.tr("Labels are being read already; wait for them or cancel."))
            return None
        if session.read_only_reason is not None:
            self._refuse(session.read_only_reason)
            return None
        return session

    def _whole_volumes(self, session: Session) -> dict[str, Volume]:
        return {uid: volume for uid, volume in session.volumes.items() if uid not in session.arrived}

    def _begin(
        self, title: str, work: "Callable[[Progress], LabelOffer]", keep: bool = False, outside: bool = False
    ) -> None:
        if not keep:
            self.offer = None
        self._run(title, work, self._offered, outside)

    def _run(
        self, title: str, work: Callable[[Progress], object], done: Callable[..., None], outside: bool = False
    ) -> None:
        self.refusal = ""

        def guarded(progress: Progress) -> object:
            try:
                return work(progress)
            except Cancelled:
                return None

        def answered(result: object) -> None:
            self.busy = None
            if result is not None:
                done(result)
            self.changed.emit()

        self.busy = self._bridge.jobs.start(title, guarded, answered, self._failed, outside=outside)
        self.changed.emit()

    def _offered(self, offered: "LabelOffer") -> None:
        self.offer = offered
        self.changed.emit()
        self.arrived.emit()

    def _failed(self, error: Exception) -> None:
        self.busy = None
        if isinstance(error, SpineplanError):
            self._refuse(error.for_the_user)
        elif isinstance(error, OSError):
            self._refuse(f"{error.strerror or type(error).__name__}: {error.filename or ''}")
        else:
            self.changed.emit()
            raise error

    def _refuse(self, sentence: str) -> None:
        self.refusal = sentence
        self.changed.emit()
        self.arrived.emit()

    def _forget(self) -> None:
        self.busy = None
        self.leave()
