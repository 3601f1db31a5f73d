"""The road of the task rail and how far a plan has come on it."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from spineplan.plan.model import Plan

translate = QCoreApplication.translate

Stage = Literal["study", "levels", "lesions", "decide", "plan", "review", "after"]
STAGES: tuple[Stage, ...] = ("study", "levels", "lesions", "decide", "plan", "review", "after")
State = Literal["empty", "in_progress", "done", "attention"]
STATE_ICONS: dict[State, str] = {
    "empty": "circle",
    "in_progress": "circle-dot",
    "done": "circle-check",
    "attention": "triangle-alert",
}
STATE_COLOURS: dict[State, str] = {
    "empty": "muted",
    "in_progress": "accent",
    "done": "ok",
    "attention": "caution",
}


@dataclass(frozen=True)
class Progress:
    """A stage's state and one sentence that says why."""

    state: State
    why: str


def stage_name(stage: Stage) -> str:
    """The stage as the rail writes it."""
    names = {
        "study": translate("Stages", "Study"),
        "levels": translate("Stages", "Levels"),
        "lesions": translate("Stages", "Lesions"),
        "decide": translate("Stages", "Decide"),
        "plan": translate("Stages", "Plan"),
        "review": translate("Stages", "Review"),
        "after": translate("Stages", "After"),
    }
    return names[stage]


def state_name(state: State) -> str:
    """The state in words, for tooltips and screen readers."""
    names = {
        "empty": translate("Stages", "empty"),
        "in_progress": translate("Stages", "in progress"),
        "done": translate("Stages", "done"),
        "attention": translate("Stages", "needs attention"),
    }
    return names[state]


def progress_of(plan: Plan | None, readiness: str = "") -> dict[Stage, Progress]:
    """Every stage's progress; readiness: READY, REVIEW, BLOCKED or empty while the checklist is untouched."""
    if plan is None:
        nothing = translate("Stages", "Open a study first.")
        return {
            stage: Progress("empty", translate("Stages", "No study is open.") if stage == "study" else nothing)
            for stage in STAGES
        }
    return {
        "study": Progress("done", translate("Stages", "Images are open.")),
        "levels": _levels(plan),
        "lesions": _lesions(plan),
        "decide": _decide(plan),
        "plan": _plan(plan),
        "review": _review(plan, readiness),
        "after": Progress("empty", translate("Stages", "After the procedure.")),
    }


def _levels(plan: Plan) -> Progress:
    if not plan.levels:
        return Progress("empty", translate("Stages", "No level is named yet."))
    proposed = [level.name for level in plan.levels if level.state == "proposed"]
    if proposed:
        text = translate("Stages", "To confirm: {levels}.").format(levels=", ".join(proposed))
        return Progress("in_progress", text)
    names = [level.name for level in plan.levels]
    return Progress("done", translate("Stages", "Named: {levels}.").format(levels=", ".join(names)))


def _lesions(plan: Plan) -> Progress:
    if not plan.lesions:
        return Progress("empty", translate("Stages", "No lesion is marked yet."))
    unknown = sum(lesion.kind == "unknown" for lesion in plan.lesions)
    if unknown:
        return Progress("in_progress", translate("Stages", "{n} without a kind.").format(n=unknown))
    return Progress("done", translate("Stages", "{n} marked, each with its kind.").format(n=len(plan.lesions)))


def _decide(plan: Plan) -> Progress:
    treated = [level.name for level in plan.levels if level.treat]
    if treated:
        return Progress("done", translate("Stages", "To treat: {levels}.").format(levels=", ".join(treated)))
    if plan.needles:
        return Progress("attention", translate("Stages", "A needle is planned, but no level is chosen for treatment."))
    if any(level.symptomatic for level in plan.levels):
        return Progress("in_progress", translate("Stages", "Symptomatic levels are marked; none is chosen yet."))
    return Progress("empty", translate("Stages", "No level is chosen for treatment."))


def _plan(plan: Plan) -> Progress:
    treated = [level.name for level in plan.levels if level.treat]
    aimed = {needle.level for needle in plan.needles}
    if not aimed:
        return Progress("empty", translate("Stages", "No needle is placed."))
    missing = [name for name in treated if name not in aimed]
    if missing:
        text = translate("Stages", "Without a needle: {levels}.").format(levels=", ".join(missing))
        return Progress("in_progress", text)
    cement = {target.level for target in plan.cement}
    if not aimed <= cement:
        text = translate("Stages", "No cement volume chosen: {levels}.")
        return Progress("in_progress", text.format(levels=", ".join(sorted(aimed - cement))))
    return Progress("done", translate("Stages", "Needles and cement are planned."))


def _review(plan: Plan, readiness: str) -> Progress:
    if readiness == "READY":
        return Progress("done", translate("Stages", "Every required item is done."))
    if readiness == "BLOCKED":
        return Progress("attention", translate("Stages", "Blocked: see the checklist."))
    if not plan.checklist:
        return Progress("empty", translate("Stages", "The checklist is untouched."))
    return Progress("in_progress", translate("Stages", "{n} items answered.").format(n=len(plan.checklist)))
