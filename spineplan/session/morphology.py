"""What masks and images tell of the lesions of the open plan: one level at a time, in the background, then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spineplan.clinical.case import NOTHING_COMPUTED, Computed
from spineplan.errors import SpineplanError
from spineplan.plan.levels import level_rank
from spineplan.session.jobs import Job, Jobs, Progress
from spineplan.session.lesion_series import series_key
from spineplan.session.level_request import level_request, painted_lesions
from spineplan.session.session import Session

if TYPE_CHECKING:  # measuring brings scipy, which must not hold up the first paint
    from spineplan.measure.morphology import LevelMorphology

KEPT = 60
Key = tuple[object, ...]


class Morphology:
    """`of(level)` answers at once or says None and has it worked out; `on_change` then tells that more is known.

    The level that was asked for last comes first, then those with lesions. What was cancelled waits for `again`.
    """

    def __init__(self, jobs: Jobs, title: str = "Measuring the lesions") -> None:
        self._jobs, self._title = jobs, title
        self._session: Session | None = None
        self._found: dict[Key, LevelMorphology | None] = {}
        self._job: Job[LevelMorphology] | None = None
        self._job_key: Key = ()
        self._waiting: set[str] = set()
        self._cancelled: set[Key] = set()
        self._shown = ""
        self._held = False
        self.on_change: Callable[[], None] = lambda: None

    def use(self, session: Session | None) -> None:
        """Another patient: nothing of the last one is kept."""
        self._session, self._found, self._job = session, {}, None
        self._waiting, self._cancelled, self._shown = set(), set(), ""
        self._held = False

    def of(self, level: str) -> LevelMorphology | None:
        """A level as it is committed now; None while it is being measured, or where nothing can be (see `missing`)."""
        self._shown = level
        return self._known(level)

    def missing(self, level: str) -> str:
        """Why a level is not measured, as a sentence; empty when it is, or is about to be."""
        named = self._session.committed.level(level) if self._session is not None else None
        if named is None or named.mask is None or self._session is None:
            return "Sectors, wall and involvement need the vertebra: find it in Levels, paint it, or import it."
        if not self.busy and _key(self._session, level) in self._cancelled:
            return "Measuring was cancelled; fold this open again to go on."
        return ""

    def again(self, level: str) -> None:
        """Measure what was cancelled after all."""
        if self._cancelled and not self.busy:
            self._cancelled.clear()
            self.of(level)

    def hold(self, held: bool) -> None:
        """While vertebrae are outlined nothing is measured: the outlines take all the processor, and what is measured
        meanwhile would be measured again. What is under way is given up and waits too."""
        if held == self._held:
            return
        self._held = held
        if held:
            if self._job is not None and not self._job.finished.is_set():
                self._job.cancel()
                self._waiting.add(str(self._job_key[0]))
                self._job = None
        elif self._waiting:
            self._go_on()
            self.on_change()

    @property
    def busy(self) -> bool:
        """Whether a level is being measured, or waits for its outline."""
        if self._held:
            return bool(self._waiting)
        if self._job is not None and self._job.finished.is_set():
            # Cancelled: no answer comes. What waits for it was not wanted either.
            self._job = None
            self._cancelled.add(self._job_key)
            self._cancelled |= {key for level in self._waiting if (key := self._key(level)) is not None}
            self._waiting.clear()
        return self._job is not None

    def computed(self) -> Computed:
        """Everything known now, as suggested answers; asks for what is not known yet."""
        from spineplan.measure.morphology_answers import lesion_answers, level_answers, stamps_of, values_of

        session = self._session
        if session is None:
            return NOTHING_COMPUTED
        levels: dict[str, dict[str, str]] = {}
        lesions: dict[str, dict[str, str]] = {}
        through: dict[tuple[str, str], str] = {}
        for level in self._in_turn({one.name for one in session.committed.levels}):
            found = self._known(level)
            if found is None:
                continue
            own = level_answers(found)
            levels[level], through = values_of(own), through | stamps_of(level, own)
            for lesion, one in found.lesions.items():
                answers = lesion_answers(one)
                lesions[lesion], through = values_of(answers), through | stamps_of(lesion, answers)
        return Computed(levels=levels, lesions=lesions, read_through=through)

    def _key(self, level: str) -> Key | None:
        return _key(self._session, level) if self._session is not None else None

    def _known(self, level: str) -> LevelMorphology | None:
        session, key = self._session, self._key(level)
        if session is None or key is None:
            return None
        if key not in self._found:
            busy = self.busy  # and with it whether this level was cancelled
            if busy or self._held:
                self._waiting.add(level)
            elif key not in self._cancelled:
                self._start(session, level, key)
            return None
        return self._found[key]

    def _in_turn(self, levels: set[str]) -> list[str]:
        """The one that is looked at, those with lesions, the others from head to foot."""
        plan = self._session.committed if self._session is not None else None
        carrying = {lesion.level for lesion in plan.lesions} if plan is not None else set()
        return sorted(levels, key=lambda name: (name != self._shown, name not in carrying, level_rank(name)))

    def _start(self, session: Session, level: str, key: Key) -> None:
        try:
            request = level_request(session, level)
        except SpineplanError:
            self._found[key] = None
            return
        if request is None:
            self._found[key] = None
            return

        def work(progress: Progress) -> LevelMorphology:
            from spineplan.measure.morphology import level_morphology

            return level_morphology(request, lambda: progress.step(None, f"Measuring {level}"))

        def done(found: LevelMorphology) -> None:
            while len(self._found) >= KEPT:
                self._found.pop(next(iter(self._found)))
            self._found[key] = found
            self._end(key)

        def failed(error: Exception) -> None:
            self._found[key] = None
            self._end(key)
            raise error

        self._job_key = key
        self._job = self._jobs.start(self._title, work, done, failed)

    def _end(self, key: Key) -> None:
        if key == self._job_key:
            self._job = None
        self._cancelled.discard(key)
        self._go_on()
        self.on_change()

    def _go_on(self) -> None:
        """What waited is measured now, or waits on."""
        waiting, self._waiting = self._waiting, set()
        for level in self._in_turn(waiting):
            self._known(level)


def _key(session: Session, level: str) -> Key | None:
    """Everything that a level's measures depend on; None when there is nothing to measure."""
    plan, named = session.committed, session.committed.level(level)
    if named is None or named.mask is None:
        return None
    carried = painted_lesions(plan, level)
    touched = frozenset(lesion.level for lesion in plan.lesions)
    order = [one.name for one in sorted(plan.levels, key=lambda one: level_rank(one.name))]
    place = order.index(level)
    # Without a lesion only the heights are measured: those follow from the level and its neighbours.
    concerned = set(order if carried else order[max(0, place - 1) : place + 2])
    vertebrae = tuple(
        (one.name, one.mask.sha256, tuple((p.part, p.mask.sha256) for p in one.parts), one.name in touched)
        for one in plan.levels
        if one.mask is not None and one.name in concerned
    )
    marked = tuple((one.id, one.level, one.mask.sha256) for one in plan.lesions if one.mask is not None)
    structures = tuple((one.kind, one.mask.sha256) for one in plan.structures)
    return (level, vertebrae, marked if carried else (), structures, series_key(session, named))
