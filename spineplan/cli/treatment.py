"""Cement and ablation for `measure` and `check`: simulated anew from the plan, its masks and its CT."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan

if TYPE_CHECKING:
    from spineplan.measure.finding import Finding


@dataclass(frozen=True)
class TreatmentNumbers:
    """filling, ablation: one document per level."""

    filling: list[dict[str, Any]]
    ablation: list[dict[str, Any]]
    findings: tuple["Finding", ...]


def treatment_numbers(plan: Plan, masks: Mapping[str, Mask], volume: Volume | None) -> TreatmentNumbers:
    """Every number of cement and ablation; what needs images says why it is missing without them."""
    if not plan.cement and not plan.ablations:
        return TreatmentNumbers([], [], ())
    from spineplan.planning.treatment_findings import cement_findings, treatment_findings
    from spineplan.planning.treatment_numbers import (
        ablation_document,
        filling_document,
        level_treatment,
        treated_levels,
    )

    found = [level_treatment(plan, name, lambda ref: masks[ref.sha256], volume) for name in treated_levels(plan)]
    ablated = [document for one in found if (document := ablation_document(one)) is not None]
    return TreatmentNumbers(
        [filling_document(one) for one in found if one.chosen_ml is not None],
        ablated,
        (*cement_findings(plan), *treatment_findings(found)),
    )
