"""What is found of a plan without a window: findings, checklist, readiness; the same for report and check."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

from spineplan.clinical.checklist import ItemState, Readiness, Template, evaluate, readiness, template
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.checklist_facts import checklist_facts
from spineplan.measure.finding import Finding, worst_first
from spineplan.measure.findings import plan_findings
from spineplan.plan.model import MaskRef, Plan
from spineplan.planning.margins.plan_margins import PlanMargins, plan_margins
from spineplan.planning.needle_findings import needle_findings, with_needle_facts
from spineplan.planning.treatment_facts import with_treatment_facts
from spineplan.planning.treatment_findings import cement_findings, treatment_findings
from spineplan.planning.treatment_numbers import LevelTreatment, level_treatment, treated_levels

THREADS = 2


@dataclass(frozen=True)
class Judged:
    """margins: of the needles at outlined levels. treatments: by level, as far as they can be simulated."""

    findings: tuple[Finding, ...]
    checklist: Template
    states: tuple[ItemState, ...]
    verdict: Readiness
    margins: PlanMargins
    treatments: Mapping[str, LevelTreatment]


@dataclass(frozen=True)
class Known:
    """What the window has worked out of this very plan already."""

    margins: PlanMargins | None = None
    treatments: tuple[LevelTreatment, ...] = ()


def judged(plan: Plan, masks: Mapping[str, Mask], volume: Volume | None) -> Judged:
    """volume: the plan's reference series, or None. Raises PlanRefused for a checklist template that is not there."""
    with ThreadPoolExecutor(THREADS) as pool:
        return begin_judging(plan, masks, volume, pool)()


def begin_judging(
    plan: Plan, masks: Mapping[str, Mask], volume: Volume | None, pool: Executor, known: Known | None = None
) -> Callable[[], Judged]:
    """The same, begun in a pool while its caller draws pictures; the answer waits for it. Margins and fillings take
    about a second per outlined level."""
    ct = volume if volume is not None and volume.modality == "CT" else None

    def mask_of(ref: MaskRef) -> Mask:
        return masks[ref.sha256]

    have = known or Known()
    done = {one.level: one for one in have.treatments}
    ready = have.margins if have.margins is not None and _complete(plan, have.margins) else None
    ready = PlanMargins() if not plan.needles else ready
    waiting = pool.submit(plan_margins, plan, ct, mask_of) if ready is None else None
    missing = [name for name in treated_levels(plan) if name not in done]
    simulated = {name: pool.submit(level_treatment, plan, name, mask_of, volume) for name in missing}

    def finished() -> Judged:
        margins = waiting.result() if waiting is not None else ready or PlanMargins()
        treatments = {**done, **{name: one.result() for name, one in simulated.items()}}
        facts = with_needle_facts(checklist_facts(plan, volume), margins.by_needle)
        facts = with_treatment_facts(facts, treatments.values())
        found = [*plan_findings(plan, volume), *needle_findings(plan, margins.by_needle, margins.missing)]
        found += (*cement_findings(plan), *treatment_findings(treatments.values()))
        checklist = template(plan.checklist_template)
        states = evaluate(checklist, plan, facts)
        ordered = worst_first(found)
        return Judged(ordered, checklist, states, readiness(states, facts), margins, treatments)

    return finished


def _complete(plan: Plan, margins: PlanMargins) -> bool:
    return all(needle.id in margins.by_needle or needle.level in margins.missing for needle in plan.needles)
