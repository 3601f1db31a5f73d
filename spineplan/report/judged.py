"""What is found of a plan without a window: findings, checklist, readiness; the same for report and check."""

from collections.abc import Mapping
from dataclasses import dataclass

from spineplan.clinical.checklist import ItemState, Readiness, Template, evaluate, readiness, template
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.checklist_facts import checklist_facts
from spineplan.measure.finding import Finding
from spineplan.measure.findings import plan_findings
from spineplan.plan.model import MaskRef, Plan
from spineplan.planning.needle_findings import needle_findings, with_needle_facts
from spineplan.planning.plan_margins import PlanMargins, plan_margins
from spineplan.planning.treatment_findings import cement_findings, treatment_findings
from spineplan.planning.treatment_numbers import LevelTreatment, level_treatment, treated_levels

_WORST_FIRST = {"safety": 0, "image": 1, "info": 2}


@dataclass(frozen=True)
class Judged:
    """margins: of the needles at outlined levels. treatments: by level, as far as they can be simulated."""

    findings: tuple[Finding, ...]
    checklist: Template
    states: tuple[ItemState, ...]
    verdict: Readiness
    margins: PlanMargins
    treatments: Mapping[str, LevelTreatment]


def judged(plan: Plan, masks: Mapping[str, Mask], volume: Volume | None) -> Judged:
    """volume: the plan's reference series, or None. About a second per outlined level with a needle.

    Raises PlanRefused for a checklist template that is not there.
    """
    ct = volume if volume is not None and volume.modality == "CT" else None

    def mask_of(ref: MaskRef) -> Mask:
        return masks[ref.sha256]

    margins = plan_margins(plan, ct, mask_of) if plan.needles else PlanMargins()
    facts = with_needle_facts(checklist_facts(plan, volume), margins.by_needle)
    found = [*plan_findings(plan, volume), *needle_findings(plan, margins.by_needle, margins.missing)]
    treatments = {name: level_treatment(plan, name, mask_of, volume) for name in treated_levels(plan)}
    found += (*cement_findings(plan), *treatment_findings(treatments.values()))
    checklist = template(plan.checklist_template)
    states = evaluate(checklist, plan, facts)
    ordered = tuple(sorted(found, key=lambda finding: _WORST_FIRST[finding.severity]))
    return Judged(ordered, checklist, states, readiness(states, facts), margins, treatments)
