"""The background work of the Levels stage: finds the vertebrae of the open CT, and makes outlines that are stale."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from spineplan.errors import SpineplanError
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan
from spineplan.plan.signing import is_signed
from spineplan.session.jobs import Job, Progress
from spineplan.session.levels.level_state import chain_of, stale_levels
from spineplan.session.session import Change, Session
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later

if TYPE_CHECKING:
    from spineplan.anatomy.finding.spine_finding import Spine
    from spineplan.anatomy.level_marks import FoundMarks
    from spineplan.anatomy.levels_of_ct import FoundLevels
    from spineplan.session.levels.level_outlines import Outlines


class LevelWork(QObject):
    """`changed` when work begins or ends. One undo step each: the marks are the step, the outlines complete it."""

    changed = Signal()
    found_marks = Signal()
    """The first marks are in the plan."""

    def __init__(self, bridge: SessionBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._spine: Spine | None = None
        self._job: Job[object] | None = None
        self._given_up: frozenset[object] = frozenset()
        self.finding = False
        self._soon = later(self, self._settle)
        self.changed.connect(lambda: bridge.morphology.hold(self.busy))
        bridge.session_changed.connect(self._forget)
        bridge.plan_changed.connect(self._follow)
        bridge.volumes_changed.connect(lambda _uid: self._soon.start())
        bridge.jobs_changed.connect(self._soon.start)

    @property
    def busy(self) -> bool:
        """Whether something is being found or outlined."""
        return self._job is not None

    @property
    def ct(self) -> Volume | None:
        """The CT to look in: the plan's reference, else the one shown in its space; None until all of it is there."""
        session = self._bridge.session
        if session is None:
            return None
        reference = session.plan.reference
        for uid in (reference.series_uid, session.view.series_uid):
            volume = session.volumes.get(uid)
            same = uid == reference.series_uid or (
                volume is not None and volume.frame_of_reference_uid == reference.frame_of_reference_uid != ""
            )
            if volume is not None and same and volume.modality == "CT" and uid not in session.arrived:
                return volume
        return None

    def find(self) -> None:
        """Look for the vertebrae: the marks come first, as one edit; then their outlines."""
        session, volume = self._bridge.session, self.ct
        if session is None or volume is None or self.busy:
            return

        def work(progress: Progress) -> "FoundMarks":
            from spineplan.anatomy.level_marks import find_marks

            progress.step(None, self.tr("Finding the levels"))
            return find_marks(volume, step=lambda done, what: progress.step(0.4 * done, self._words(what)))

        self.finding = True
        self._given_up = frozenset()
        self._begin(self.tr("Finding the levels"), work, lambda marks: self._mark(session, marks))

    def measure(self) -> None:
        """Find the sizes of the plan's vertebrae again: they are not stored."""
        session = self._bridge.session
        if session is not None and not self.busy and self.ct is not None:
            self._outline(session, self.ct)

    def cancel(self) -> None:
        """Stop what runs; outlines that are still wanted wait for the next change or for `go_on`."""
        if self._job is not None:
            self._job.cancel()

    def go_on(self) -> None:
        """Make the outlines that were given up."""
        self._given_up = frozenset()
        self._soon.start()

    def _mark(self, session: Session, marks: "FoundMarks") -> None:
        from spineplan.session.levels.level_finding import marks_edit

        self._spine = marks.spine
        try:
            edit = marks_edit(session.committed, marks)
        except SpineplanError as error:
            self._bridge.message.emit(error.for_the_user)
            return
        again = chain_of(session.committed.levels) is not None
        session.found = None
        if self._bridge.apply(edit, self) is not None:
            self.found_marks.emit()
            if again:
                self._bridge.message.emit(
                    self.tr("The discs and outlines were found again; Undo brings the earlier ones back.")
                )

    def _outline(self, session: Session, volume: Volume) -> None:
        """Stale levels get their outlines; only what changed since the last result is segmented."""
        plan, found, spine = session.committed, session.found, self._spine
        chain = chain_of(plan.levels)
        if chain is None:
            return
        wanted = _wanted(plan)

        def work(progress: Progress) -> "tuple[FoundLevels, Outlines]":
            from spineplan.anatomy.levels_of_planes import refound, segmented_planes
            from spineplan.session.levels.level_outlines import outlines_of

            def step(done: float, what: str) -> None:
                progress.step(0.4 + 0.55 * done, self._words(what))

            step(0.0, "bodies")
            if found is not None:
                made = refound(found, volume, chain.discs, chain.names)
            else:
                made = segmented_planes(volume, spine, chain.discs, chain.names, step)
            progress.step(0.96, self._words("outlines"))
            return made, outlines_of(plan, made, volume)

        def done(result: "tuple[FoundLevels, Outlines]") -> None:
            session.found, self._spine = result[0], result[0].spine
            self._put(session, result[1])
            self._given_up = wanted & _wanted(session.committed)

        self._given_up = wanted  # taken back only by another wish: a failure is not tried for ever
        self._begin(self.tr("Outlining the vertebrae"), work, done)

    def _put(self, session: Session, made: "Outlines") -> None:
        from spineplan.session.levels.level_outlines import outline_edits

        try:
            session.amend(outline_edits(session.committed, made, session.masks), self)
        except SpineplanError as error:
            self._bridge.message.emit(error.for_the_user)

    def _begin(self, title: str, work: object, then: object) -> None:
        self._job = self._bridge.jobs.start(title, work, then, self._failed)  # type: ignore[arg-type]
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SpineplanError):
            raise error
        self._bridge.message.emit(error.for_the_user)

    def _settle(self) -> None:
        """After every change: what ran has ended (also when it was cancelled); what is stale is made."""
        if self._job is not None and self._job not in self._bridge.jobs.running:
            self._job, self.finding = None, False
            self.changed.emit()
        session, volume = self._bridge.session, self.ct
        if session is None or volume is None or self.busy:
            return
        if session.read_only_reason is not None or is_signed(session.committed):
            return  # nobody may change this plan now, so nobody completes it either
        wanted = _wanted(session.committed)
        if wanted and not wanted <= self._given_up:
            self._outline(session, volume)

    def _follow(self, change: Change) -> None:
        if not change.preview:
            self._soon.start()

    def _forget(self) -> None:
        self._spine, self._job, self.finding, self._given_up = None, None, False, frozenset()
        self.changed.emit()

    def _words(self, what: str) -> str:
        words = {
            "canal": self.tr("Following the canal"),
            "discs": self.tr("Finding the discs"),
            "vertebrae": self.tr("Counting the vertebrae"),
            "bodies": self.tr("Outlining the bodies"),
            "pedicles": self.tr("Measuring the pedicles"),
            "arches": self.tr("Outlining the arches"),
            "outlines": self.tr("Drawing the outlines"),
        }
        return words.get(what, self.tr("Finding the levels"))


def _wanted(plan: Plan) -> frozenset[object]:
    """What is to be outlined, by name and place: moved again, it is another wish."""
    stale = set(stale_levels(plan))
    return frozenset((level.name, level.disc_below, level.disc_above) for level in plan.levels if level.name in stale)
