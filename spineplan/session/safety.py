"""What every needle of the open plan clears: one safety field per level, built in the background and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.label_map_plan import label_map_of_plan
from spineplan.clinical.approaches import PatientFacts
from spineplan.errors import SpineplanError
from spineplan.plan.model import Needle, Plan, Side
from spineplan.planning.margins.carm import USUAL_C_ARM, CArmLimits
from spineplan.session.jobs import Job, Jobs, Progress
from spineplan.session.session import Session

if TYPE_CHECKING:  # planning brings numba and scipy, which must not hold up the first paint
    from spineplan.planning.field.safety_field import FieldRequest, SafetyField
    from spineplan.planning.margins.along import MarginsAlong
    from spineplan.planning.margins.guidance import Guidance
    from spineplan.planning.margins.needle_margins import NeedleMargins
    from spineplan.planning.margins.plan_margins import PlanMargins
    from spineplan.planning.search.entry_map import EntryMap

KEPT_FIELDS = 6
KEPT_MARGINS = 64
FieldKey = tuple[object, ...]


@dataclass(frozen=True)
class NoField:
    """Why a level has no safety field."""

    reason: str


class Safety:
    """`margins` answers at once or says None and has the field built; `on_change` then tells that more is known."""

    def __init__(self, jobs: Jobs, title: str = "Measuring what is at risk") -> None:
        self._jobs = jobs
        self._title = title
        self._session: Session | None = None
        self._fields: dict[FieldKey, SafetyField | NoField] = {}
        self._job: Job[SafetyField | NoField] | None = None
        self._margins: dict[tuple[object, ...], NeedleMargins] = {}
        self._map: tuple[tuple[object, ...], EntryMap] | None = None
        self.limits = USUAL_C_ARM
        """Of the C-arm in this department."""
        self.revision = 0
        """Grows when more is known."""
        self.on_change: Callable[[], None] = lambda: None

    def use(self, session: Session | None) -> None:
        """Another patient: nothing of the last one is kept."""
        self._session = session
        self._fields, self._margins, self._job, self._map = {}, {}, None, None

    def use_c_arm(self, limits: CArmLimits) -> None:
        """Another C-arm: what it reaches is said anew."""
        if limits != self.limits:
            self.limits, self._margins = limits, {}
            self.revision += 1
            self.on_change()

    def margins(self, needle: Needle) -> NeedleMargins | None:
        """Of a needle of the plan or of a drag; None while its level's field is not there (see `missing`)."""
        from spineplan.planning.margins.needle_margins import margins_of

        field = self.field(needle.level)
        if field is None or isinstance(field, NoField) or self._session is None:
            return None
        wanted = guidance_of(self._session.plan, needle)
        key = (id(field), needle, wanted)
        if key not in self._margins:
            if len(self._margins) >= KEPT_MARGINS:
                self._margins.clear()
            self._margins[key] = margins_of(needle, field, wanted, self.limits)
        return self._margins[key]

    def plan_margins(self) -> PlanMargins:
        """Of every needle of the plan as it is shown; what is not known yet is left out."""
        from spineplan.planning.margins.plan_margins import PlanMargins

        needles = self._session.plan.needles if self._session is not None else ()
        known = {needle.id: self.margins(needle) for needle in needles}
        missing = {needle.level: why for needle in needles if (why := self.missing(needle.level))}
        return PlanMargins({name: found for name, found in known.items() if found is not None}, missing)

    def along(self, needle: Needle, depth_mm: npt.NDArray[np.float64]) -> MarginsAlong | None:
        """Margins at depths along a needle; None while its level's field is not there."""
        from spineplan.planning.margins.along import margins_along

        field = self.field(needle.level)
        return None if field is None or isinstance(field, NoField) else margins_along(field, needle, depth_mm)

    def entry_map(self, needle: Needle) -> EntryMap | None:
        """Every way in to the needle's target with its worst margin; None while its field is not there. Some 50 ms,
        once per target and needle."""
        from spineplan.clinical.approaches import approach
        from spineplan.planning.search.entry_map import EntryMapRequest, entry_map

        field, way = self.field(needle.level), approach(needle.approach)
        if field is None or isinstance(field, NoField):
            return None
        key = (id(field), needle.target_mm, needle.outer_diameter_mm, needle.approach, needle.side)
        if self._map is None or self._map[0] != key:
            request = EntryMapRequest(
                field,
                needle.target_mm,
                needle.outer_diameter_mm,
                facing="anterior" if way is not None and way.path == "anterior" else "posterior",
                pedicle=needle.side if way is not None and way.through_pedicle and needle.side != "midline" else None,
                crossed=way.crosses if way is not None else (),
            )
            self._map = (key, entry_map(request))
        return self._map[1]

    def field(self, level: str) -> SafetyField | NoField | None:
        """The field of a level, why there is none, or None while it is being built."""
        session = self._session
        if session is None:
            return None
        key = self._key(session, level)
        if key is None:
            return NoField("Margins need the level's vertebra: find the levels or import labels.")
        found = self._fields.get(key)
        if found is None:
            self._build(level, key)
        return found

    def missing(self, level: str) -> str:
        """Why margins of a level are not known, as a sentence; empty when they are or are coming."""
        field = self.field(level)
        return field.reason if isinstance(field, NoField) else ""

    def patient_facts(self, level: str, side: Side | None, outer_diameter_mm: float | None = None) -> PatientFacts:
        """What decides about the approaches of a level: from its field once that is there, before from the plan alone.
        Without a side the wider pedicle counts."""
        field = self.field(level)
        if field is None or isinstance(field, NoField):
            return (
                _planned_facts(self._session.plan, level, side, outer_diameter_mm) if self._session else PatientFacts()
            )
        from spineplan.planning.search.offers import facts_of

        sides: tuple[Side, ...] = (side,) if side is not None else ("left", "right")
        found = [facts_of(field, one, outer_diameter_mm) for one in sides]
        return max(found, key=lambda facts: facts.pedicle_width_mm or 0.0)

    def _key(self, session: Session, level: str) -> FieldKey | None:
        """Everything a field depends on; None when the level has no vertebra or its CT is not there."""
        plan, named = session.plan, session.plan.level(level)
        if named is None or named.mask is None:
            return None
        volume = session.volumes.get(named.mask.series_uid)
        if volume is None or volume.modality != "CT" or volume.series_uid in session.arrived:
            return None
        neighbours = tuple((one.name, one.mask.sha256) for one in plan.levels if one.mask is not None)
        structures = tuple((one.kind, one.mask.sha256, one.margin_mm) for one in plan.structures)
        return (level, volume.series_uid, neighbours, structures)

    def retry(self, level: str) -> None:
        """Build the field of a level anew, e.g. after it was cancelled."""
        key = self._key(self._session, level) if self._session is not None else None
        if key is not None and isinstance(self._fields.get(key), NoField):
            del self._fields[key]
            self.on_change()

    def request(self, level: str) -> FieldRequest | None:
        """What a field of that level is built from; None when the level has no vertebra or its CT is not there.

        Raises PlanRefused when the plan names a mask that is not there."""
        from spineplan.planning.field.safety_field import FieldRequest

        session = self._session
        named = session.plan.level(level) if session is not None else None
        if session is None or named is None or named.mask is None or self._key(session, level) is None:
            return None
        volume = session.volumes[named.mask.series_uid]
        labels = label_map_of_plan(session.plan, session.masks.get, volume.series_uid)
        own = {one.kind: one.margin_mm for one in session.plan.structures if one.margin_mm is not None}
        return FieldRequest(volume, labels, level, margins_mm=own)

    def _build(self, level: str, key: FieldKey) -> None:
        if self._job is not None:
            return  # one at a time; its end asks again
        try:
            request = self.request(level)
        except SpineplanError as error:
            self._fields[key] = NoField(error.for_the_user)
            return
        if request is None:
            return

        def work(progress: Progress) -> SafetyField | NoField:
            from spineplan.planning.field.safety_field import build_field

            try:
                return build_field(request, progress.step)
            except SpineplanError as error:  # also when it was cancelled: asked for again, it is tried again
                return NoField(error.for_the_user)

        def done(field: SafetyField | NoField) -> None:
            self._job = None
            while len(self._fields) >= KEPT_FIELDS:
                self._fields.pop(next(iter(self._fields)))
            self._fields[key] = field
            self.revision += 1
            self.on_change()

        def failed(error: Exception) -> None:
            self._job = None
            self._fields[key] = NoField("What is at risk could not be measured.")
            raise error

        self._job = self._jobs.start(self._title, work, done, failed)


def _planned_facts(plan: Plan, level: str, side: Side | None, outer_diameter_mm: float | None) -> PatientFacts:
    named = plan.level(level)
    known = [one for one in named.pedicles if not one.doubtful] if named is not None else []
    pedicles = [one for one in known if side in (None, "midline", one.side)]
    kinds = {one.kind.removesuffix("_left").removesuffix("_right") for one in plan.structures}
    return PatientFacts(
        pedicle_width_mm=max((one.width_mm for one in pedicles), default=None),
        outer_diameter_mm=outer_diameter_mm,
        known_structures=frozenset(kinds),
    )


def guidance_of(plan: Plan, needle: Needle) -> Guidance:
    """The error envelope of a needle: its own, else the plan's, else the catalogue's default."""
    from spineplan.planning.margins import plan_margins

    return plan_margins.guidance_of(plan, needle)


def offered_guidances(plan: Plan) -> tuple[tuple[Guidance, Guidance], ...]:
    """Every error envelope, widest published one first: as it counts in the plan, and as published."""
    from spineplan.planning.margins.guidance import guidance_in, guidances

    return tuple((guidance_in(plan, one.id), one) for one in guidances())
