"""Works out parts, pedicles and bodies of outlined levels in the background and completes the last step with them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from spineplan.errors import SpineplanError
from spineplan.plan.signing import is_signed
from spineplan.session.jobs import Job, Progress
from spineplan.session.session import Change
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later

if TYPE_CHECKING:
    from spineplan.anatomy.editing.parts import VertebraWork
    from spineplan.plan.model import Level

STILL_MS = 250
"""A hand that paints on is not raced."""


class LabelFollowUp(QObject):
    """Each outline is worked on once; after undo and redo the answer is at hand. Read-only and signed plans are left
    alone. Waits while anything else is worked on here, and gives up what a correction has made useless."""

    def __init__(self, bridge: SessionBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._made: dict[str, VertebraWork] = {}
        self._job: Job[None] | None = None
        self._keys: frozenset[str] = frozenset()
        self._soon = later(self, self._go_on, STILL_MS)
        bridge.session_changed.connect(self._forget)
        bridge.plan_changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether something is being worked out, or will be in a moment."""
        return self._soon.isActive() or (self._job is not None and not self._job.finished.is_set())

    def _follow(self, change: Change) -> None:
        if not change.preview and (change.old.levels is not change.new.levels or not self._made):
            self._give_up(change)
            self._soon.start()

    def _give_up(self, change: Change) -> None:
        """An outline under way that is no longer there holds up what takes its place."""
        from spineplan.session.levels.label_follow_up import unfinished

        if self._job is not None and not self._keys <= {_key(level) for level in unfinished(change.new)}:
            self._job.cancel()

    def _forget(self) -> None:
        self._made, self._job, self._keys = {}, None, frozenset()
        self._soon.stop()
        if self._bridge.session is not None:
            self._soon.start()

    def _go_on(self) -> None:
        from spineplan.session.levels.label_follow_up import unfinished, work_on

        session = self._bridge.session
        if session is None or session.read_only_reason is not None or is_signed(session.committed):
            return
        if any(not job.outside for job in self._bridge.jobs.running):
            self._soon.start()
            return
        plan, masks = session.committed, session.masks
        wanted = list(unfinished(plan))
        known = [level for level in wanted if _key(level) in self._made]
        if known:
            self._put(known)
        missing = [level for level in wanted if _key(level) not in self._made]
        if not missing:
            return
        what = missing[0].name if len(missing) == 1 else self.tr("{n} vertebrae").format(n=len(missing))

        made = self._made  # what is done stays done when the rest is given up

        def work(progress: Progress) -> None:
            for n, level in enumerate(missing):
                progress.step(n / len(missing), self.tr("Parts of {level}").format(level=level.name))
                made[_key(level)] = work_on(plan, level, masks)

        self._keys = frozenset(_key(level) for level in missing)
        title = self.tr("Parts of {level}").format(level=what)
        self._job = self._bridge.jobs.start(title, work, self._worked, self._failed)

    def _failed(self, error: Exception) -> None:
        """An outline that undo has taken back meanwhile is no failure."""
        if not isinstance(error, SpineplanError):
            raise error

    def _worked(self, _none: None) -> None:
        self._soon.start(0)

    def _put(self, levels: "list[Level]") -> None:
        from spineplan.session.levels.label_follow_up import finishing

        session = self._bridge.session
        if session is None:
            return
        try:
            edit = finishing(levels, [self._made[_key(level)] for level in levels], session.masks)
            session.amend([edit], self)
        except SpineplanError as error:
            self._bridge.message.emit(error.for_the_user)


def _key(level: "Level") -> str:
    """Of an outline with the parts that are known of it."""
    assert level.mask is not None
    return "|".join([level.name, level.mask.sha256, *(part.mask.sha256 for part in level.parts)])
