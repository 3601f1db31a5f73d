"""The margins of every needle of a plan, for who has the plan's file and its CT but no window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from spineplan.anatomy.label_map_plan import label_map_of_plan
from spineplan.errors import SpineplanError
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import MaskRef, Needle, Plan
from spineplan.planning.field.safety_field import FieldRequest, SafetyField, Step, build_field, no_steps
from spineplan.planning.margins.guidance import Guidance, guidance_in
from spineplan.planning.margins.needle_margins import NeedleMargins, margins_of

UNSEGMENTED = "The vertebra is not outlined."


@dataclass(frozen=True)
class PlanMargins:
    """by_needle: margins by needle id. missing: by level, why they are not known."""

    by_needle: Mapping[str, NeedleMargins] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)


def plan_margins(
    plan: Plan, volume: Volume | None, mask_of: Callable[[MaskRef], Mask], step: Step = no_steps
) -> PlanMargins:
    """Of every needle, at the levels that are outlined on the volume's series. About a second per level.

    Raises what `mask_of` raises.
    """
    levels = list(dict.fromkeys(needle.level for needle in plan.needles))
    if volume is None or volume.modality != "CT":
        return PlanMargins(missing=dict.fromkeys(levels, "Margins need the CT."))
    labels = label_map_of_plan(plan, mask_of, volume.series_uid)
    own = {one.kind: one.margin_mm for one in plan.structures if one.margin_mm is not None}
    found: dict[str, NeedleMargins] = {}
    missing: dict[str, str] = {}
    for n, level in enumerate(levels):
        step(n / len(levels), level)
        if labels.level(level) is None:
            missing[level] = UNSEGMENTED
            continue
        try:
            here: SafetyField = build_field(FieldRequest(volume, labels, level, margins_mm=own))
        except SpineplanError as error:
            missing[level] = error.for_the_user
            continue
        for needle in plan.needles:
            if needle.level == level:
                found[needle.id] = margins_of(needle, here, guidance_of(plan, needle))
    return PlanMargins(found, missing)


def guidance_of(plan: Plan, needle: Needle) -> Guidance:
    """The error envelope of a needle: its own, else the plan's, else the catalogue's default."""
    return guidance_in(plan, needle.guidance)
