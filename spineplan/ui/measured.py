"""What follows from the open plan and its CT, worked out once per plan for every panel that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from spineplan.anatomy.skin import CoarseBody, known_body
from spineplan.clinical.case import NOTHING_COMPUTED, Case, Computed, case_of
from spineplan.clinical.checklist import ItemState, Readiness, evaluate, readiness, template
from spineplan.clinical.conventions import DEFAULTS, Policy
from spineplan.clinical.facts import Facts
from spineplan.errors import SpineplanError
from spineplan.imaging.volume import Volume
from spineplan.measure.checklist_facts import checklist_facts
from spineplan.measure.finding import Finding, worst_first
from spineplan.measure.findings import plan_findings
from spineplan.measure.first_look import FirstLook, first_look
from spineplan.measure.needle import NeedleNumbers, needle_numbers
from spineplan.plan.model import Needle, Plan
from spineplan.session.jobs import Progress
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.planning.margins.plan_margins import PlanMargins


class Measured(QObject):
    """Findings, checklist and needle numbers of the open plan. Until the skin of the CT is found (in the background,
    once per CT) what depends on it is unknown; `changed` tells when it is there."""

    changed = Signal()
    looked = Signal(object)
    """Volume: what the patient fills of it is known (`session.first_looks`)."""

    def __init__(self, bridge: SessionBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._ready_uid = ""
        self._of: tuple[Plan, str, int] | None = None
        self._findings: tuple[Finding, ...] = ()
        self._case: Case | None = None
        self._computed = NOTHING_COMPUTED
        self._policy = DEFAULTS
        self._states: tuple[ItemState, ...] = ()
        self._readiness: Readiness | None = None
        bridge.session_changed.connect(self._forget)
        bridge.safety_changed.connect(self.changed)
        bridge.cement_changed.connect(self.changed)

    @property
    def volume(self) -> Volume | None:
        """The plan's reference CT, once all of it is there and its skin is known."""
        session = self._bridge.session
        own = session.volumes.get(session.plan.reference.series_uid) if session is not None else None
        return own if own is not None and own.series_uid == self._ready_uid else None

    def prepare(self, volume: Volume) -> None:
        """All of a series has been read: find the patient's skin on it in the background."""
        session = self._bridge.session
        if session is None:
            return

        def find(progress: Progress) -> FirstLook | None:
            progress.step(None, self.tr("Finding the skin"))
            body = known_body(volume) if volume.modality == "CT" else None
            return first_look(volume, body) if body is not None else None

        def found(look: FirstLook | None) -> None:
            own = session.volumes.get(session.plan.reference.series_uid)
            if own is not None and own.series_uid == volume.series_uid:
                self._ready_uid, self._of = volume.series_uid, None
                self.changed.emit()
            if look is not None:
                session.first_looks[volume.series_uid] = look
                self._bridge.volumes_changed.emit(volume.series_uid)
                self.looked.emit(volume)

        self._bridge.jobs.start(self.tr("Finding the skin"), find, found)

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong or worth knowing."""
        self._work_out()
        return self._findings

    def learn(self, computed: Computed) -> None:
        """What the images say of levels and lesions is known now, or has changed."""
        if computed != self._computed:
            self._computed, self._of, self._case = computed, None, None
            self.changed.emit()

    def follow(self, policy: Policy) -> None:
        """The thresholds in force changed."""
        if policy != self._policy:
            self._policy, self._of, self._case = policy, None, None
            self.changed.emit()

    def case(self) -> Case | None:
        """Every clinical answer of the patient; None without a plan."""
        self._work_out()
        return self._case

    def states(self) -> tuple[ItemState, ...]:
        """The checklist, item by item."""
        self._work_out()
        return self._states

    def readiness(self) -> Readiness | None:
        """Whether the procedure may start; None without a plan."""
        self._work_out()
        return self._readiness

    def numbers(self, needle: Needle) -> NeedleNumbers | None:
        """A needle's numbers, also while it is dragged."""
        session = self._bridge.session
        if session is None or session.plan.level(needle.level) is None:
            return None
        volume = self.volume
        return needle_numbers(session.plan, needle, volume, self._skin(volume))

    def _with_margins(self, plan: Plan, facts: Facts, margins: PlanMargins) -> Facts:
        """Findings and facts that follow from what needles clear. Imported here: planning brings numba."""
        from spineplan.planning.needle_findings import needle_findings, with_needle_facts

        self._add(needle_findings(plan, margins.by_needle, margins.missing))
        return with_needle_facts(facts, margins.by_needle)

    def _with_treatment(self, plan: Plan, facts: Facts) -> Facts:
        """Findings and facts of cement and ablation, as far as they are simulated."""
        from spineplan.planning.treatment_facts import with_treatment_facts
        from spineplan.planning.treatment_findings import cement_findings, treatment_findings

        treatments = tuple(self._bridge.cement.treatments())
        self._add((*cement_findings(plan), *treatment_findings(treatments)))
        return with_treatment_facts(facts, treatments)

    def _add(self, findings: Iterable[Finding]) -> None:
        self._findings = worst_first((*self._findings, *findings))

    def _skin(self, volume: Volume | None) -> CoarseBody | None:
        return known_body(volume) if volume is not None and volume.modality == "CT" else None

    def _forget(self) -> None:
        self._ready_uid, self._of = "", None
        self._findings, self._states, self._readiness, self._case = (), (), None, None
        self._computed = NOTHING_COMPUTED

    def _work_out(self) -> None:
        session = self._bridge.session
        if session is None:
            self._forget()
            return
        plan, volume = session.plan, self.volume
        known = (self._ready_uid, self._bridge.safety.revision + self._bridge.cement.revision)
        if self._of is not None and self._of[0] is plan and self._of[1:] == known:
            return
        self._of = (plan, *known)
        margins = self._bridge.safety.plan_margins() if plan.needles else None
        kept = self._case.with_plan(plan) if self._case is not None else None
        self._case = kept or case_of(plan, self._computed, self._policy)
        self._findings = plan_findings(plan, volume, self._case)
        facts = checklist_facts(plan, volume, self._case)
        if plan.cement or plan.ablations:
            facts = self._with_treatment(plan, facts)
        if margins is not None:
            facts = self._with_margins(plan, facts, margins)
        try:
            self._states = evaluate(template(plan.checklist_template), plan, facts)
            self._readiness = readiness(self._states, facts)
        except SpineplanError as error:
            self._states, self._readiness = (), Readiness("REVIEW", (error.for_the_user,))
