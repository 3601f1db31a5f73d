"""Cement and ablation of the open plan, simulated in the background; what of it is shown over the pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spineplan.anatomy.numbering import Structure
from spineplan.errors import SpineplanError
from spineplan.plan.model import Plan
from spineplan.session.jobs import Job, Jobs, Progress
from spineplan.session.session import Session

if TYPE_CHECKING:  # planning brings numba and scipy, which must not hold up the first paint
    from spineplan.planning.filling.curve import FillingCurve
    from spineplan.planning.filling.simulation import Filling, Terrain
    from spineplan.planning.treatment_numbers import LevelTreatment

KEPT = 8
STRUCTURES = frozenset({Structure.SPINAL_CANAL.value, Structure.SPINAL_CORD.value, Structure.BOWEL.value})
Key = tuple[object, ...]


@dataclass(frozen=True)
class ShownFilling:
    """What the slider stands at: so much cement in a level; needle_ids: only these needles, empty for all."""

    level: str
    volume_ml: float
    needle_ids: tuple[str, ...] = ()


class CementSimulation:
    """`treatment` answers at once or says None and has the level simulated; `on_change` then tells that it is there."""

    def __init__(self, jobs: Jobs, title: str = "Simulating cement") -> None:
        self._jobs = jobs
        self._title = title
        self._session: Session | None = None
        self._found: dict[Key, LevelTreatment | str] = {}
        self._terrains: dict[Key, Terrain] = {}
        self._compared: dict[tuple[object, ...], FillingCurve] = {}
        self._job: Job[LevelTreatment | str] | None = None
        self.shown: ShownFilling | None = None
        self.revision = 0
        """Grows when more is known."""
        self.on_change: Callable[[], None] = lambda: None

    def use(self, session: Session | None) -> None:
        """Another patient: nothing of the last one is kept."""
        self._session, self._job, self.shown = session, None, None
        self._found, self._terrains, self._compared = {}, {}, {}

    def treatment(self, level: str) -> LevelTreatment | str | None:
        """A level's numbers, why there are none (a sentence), or None while they are worked out."""
        session = self._session
        if session is None or session.plan.level(level) is None:
            return None
        key = _key(session.plan, level) + self._ready(level)
        if key not in self._found:
            self._simulate(session, level, key)
        return self._found.get(key)

    def treatments(self) -> tuple[LevelTreatment, ...]:
        """Of every treated level, as far as they are known."""
        if self._session is None:
            return ()
        plan = self._session.plan
        used = {target.level for target in plan.cement} | {zone.level for zone in plan.ablations}
        found = [self.treatment(level.name) for level in plan.levels if level.name in used]
        return tuple(one for one in found if one is not None and not isinstance(one, str))

    def with_needles(self, level: str, needle_ids: tuple[str, ...], most_ml: float) -> FillingCurve | None:
        """The same level filled through some of its needles only, for comparing tips; None while it is not surveyed."""
        from spineplan.planning.filling.curve import FillingCurve
        from spineplan.planning.filling.inputs import tips_of
        from spineplan.planning.filling.simulation import fill

        found = self.treatment(level)
        if found is None or isinstance(found, str) or found.terrain is None or self._session is None:
            return None
        needles = [one for one in self._session.plan.needles if one.level == level and one.id in needle_ids]
        key = (id(found.terrain), tuple(needles), round(most_ml, 3))
        if key not in self._compared:
            while len(self._compared) >= KEPT:
                self._compared.pop(next(iter(self._compared)))
            try:
                self._compared[key] = FillingCurve(fill(found.terrain, tips_of(needles, None), most_ml))
            except SpineplanError:
                return None
        return self._compared[key]

    def show(self, shown: ShownFilling | None) -> None:
        """What is drawn over the pictures."""
        self.shown = shown

    def drawn(self) -> tuple[Filling, int] | None:
        """The filling drawn over the pictures and how many of its voxels are filled; None for none."""
        shown = self.shown
        if shown is None:
            return None
        found = self.treatment(shown.level)
        if found is None or isinstance(found, str):
            return None
        curve = found.curve
        if shown.needle_ids and curve is not None:
            curve = self.with_needles(shown.level, shown.needle_ids, curve.filling.most_ml)
        return None if curve is None else (curve.filling, curve.filling.count_at(shown.volume_ml))

    def _ready(self, level: str) -> Key:
        """Whether the level's CT has wholly arrived: a filling of half a CT is no filling."""
        session = self._session
        named = session.plan.level(level) if session is not None else None
        if session is None or named is None or named.mask is None:
            return (False,)
        uid = named.mask.series_uid
        return (uid in session.volumes and uid not in session.arrived,)

    def _simulate(self, session: Session, level: str, key: Key) -> None:
        if self._job is not None:
            return  # one at a time; its end asks again
        plan, named = session.plan, session.plan.level(level)
        uid = named.mask.series_uid if named is not None and named.mask is not None else ""
        volume = session.volumes.get(uid) if key[-1] else None
        ground = _ground(plan, level)
        terrain, mask_of = self._terrains.get(ground), session.masks.get

        def work(progress: Progress) -> LevelTreatment | str:
            from spineplan.planning.treatment_numbers import level_treatment

            progress.step(None, f"Cement {level}")
            try:
                return level_treatment(plan, level, mask_of, volume, terrain)
            except SpineplanError as error:
                return error.for_the_user

        def done(found: LevelTreatment | str) -> None:
            self._job = None
            while len(self._found) >= KEPT:
                self._found.pop(next(iter(self._found)))
            self._found[key] = found
            if not isinstance(found, str) and found.terrain is not None:
                while len(self._terrains) >= KEPT:
                    self._terrains.pop(next(iter(self._terrains)))
                self._terrains[ground] = found.terrain
            self.revision += 1
            self.on_change()

        def failed(error: Exception) -> None:
            self._job = None
            self._found[key] = "The cement could not be simulated."
            raise error

        self._job = self._jobs.start(self._title, work, done, failed)


def _ground(plan: Plan, level: str) -> Key:
    """Everything the survey of a vertebra depends on, and no more: answers to clinical questions change nothing."""
    named = plan.level(level)
    lesions = tuple((x.kind, x.mask) for x in plan.lesions if x.level == level)
    structures = tuple((one.kind, one.mask) for one in plan.structures if one.kind in STRUCTURES)
    centres = tuple((one.name, one.centre_mm) for one in plan.levels)
    return (named and named.mask, named and named.part("body"), lesions, structures, centres)


def _key(plan: Plan, level: str) -> Key:
    """Everything the numbers of a level depend on."""
    return (
        level,
        _ground(plan, level),
        tuple(needle for needle in plan.needles if needle.level == level),
        tuple((target.volume_ml, target.shares) for target in plan.cement if target.level == level),
        tuple(zone for zone in plan.ablations if zone.level == level),
    )
