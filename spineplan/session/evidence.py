"""Where the evidence of a checklist item is: the stage that shows it and the place to look at (pure)."""

from dataclasses import dataclass
from typing import Literal

from spineplan.clinical.checklist import ItemState
from spineplan.geometry.vectors import Point
from spineplan.plan.model import Level, Plan
from spineplan.session.view_state import Selection

Stage = Literal["study", "levels", "lesions", "decide", "plan"]
_STAGES: dict[str, Stage] = {
    "person": "study", "mri": "study", "ct": "levels", "lesions": "lesions", "posterior_wall": "lesions",
    "distribution": "lesions", "wbb": "lesions", "prognosis": "decide", "sins": "decide", "collapse": "decide",
    "anaesthesia": "plan", "approach": "plan", "pedicle_fit": "plan", "clearance": "plan", "cement": "plan",
    "ablation": "plan", "c_arm": "plan", "needle_length": "plan",
}  # fmt: skip
_BY_HAND: dict[int, Stage] = {2: "decide", 3: "decide", 4: "decide", 6: "decide", 8: "decide", 12: "levels",
                              16: "decide", 17: "decide", 22: "decide", 26: "decide", 27: "decide"}  # fmt: skip
"""Items of the review's checklist that a person answers, where what is known of them is shown."""


@dataclass(frozen=True)
class Evidence:
    """point_mm and selection: None where there is no single place."""

    stage: Stage
    point_mm: Point | None = None
    selection: Selection | None = None


def evidence_of(state: ItemState, plan: Plan) -> Evidence | None:
    """Where to look, or None for what no view shows."""
    stage = _STAGES.get(state.item.rule) or _BY_HAND.get(state.item.id)
    if stage is None:
        return None
    if stage == "plan":
        return _needle(state.evidence, plan)
    if stage == "lesions" and plan.lesions:
        named = [lesion for lesion in plan.lesions if _names(state.evidence, lesion.level)]
        lesion = (named or list(plan.lesions))[0]
        return Evidence("lesions", lesion.seed_mm, ("lesion", lesion.id))
    level = _level(state.evidence, plan)
    return Evidence(stage, level.centre_mm, ("level", level.name)) if level is not None else Evidence(stage)


def _needle(words: str, plan: Plan) -> Evidence:
    """The needle that the sentence names, else the first."""
    named = [needle for needle in plan.needles if f"{needle.level} {needle.side}" in words]
    named = named or [needle for needle in plan.needles if _names(words, needle.level)] or list(plan.needles)
    if not named:
        return Evidence("plan")
    return Evidence("plan", named[0].target_mm, ("needle", named[0].id))


def _level(words: str, plan: Plan) -> Level | None:
    named = [level for level in plan.levels if _names(words, level.name)]
    treated = [level for level in plan.levels if level.treat]
    return next(iter(named or treated or plan.levels), None)


def _names(words: str, level: str) -> bool:
    return level in words.replace(",", " ").replace(".", " ").replace(";", " ").replace("-", " ").split()
