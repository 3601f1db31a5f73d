"""How far the plan has come, stage by stage."""

import pytest

from spineplan.plan.model import CementTarget, ChecklistAnswer, Lesion, Level, Needle, Plan
from spineplan.ui.stages import STAGES, progress_of, stage_name
from tests.unit.ui.plans import plan_with

L3 = Level(name="L3", centre_mm=(0, 0, 0))
TREATED = Level(name="L3", centre_mm=(0, 0, 0), treat=True)
NEEDLE = Needle(
    id="n", level="L3", approach="transpedicular", side="left", entry_mm=(30, 60, 0), target_mm=(0, 0, 0),
    model="11G 125", gauge="11G", outer_diameter_mm=3.05, length_mm=125.0,
)  # fmt: skip


def states(plan: Plan | None, readiness: str = "") -> dict[str, str]:
    return {stage: progress.state for stage, progress in progress_of(plan, readiness).items()}


def test_that_without_a_patient_everything_is_empty() -> None:
    assert set(states(None).values()) == {"empty"}
    assert [stage_name(stage) for stage in STAGES] == [
        "Study", "Levels", "Lesions", "Decide", "Plan", "Review", "After",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "stage", "state"),
    [
        (plan_with(), "study", "done"),
        (plan_with(), "levels", "empty"),
        (plan_with(levels=(L3,)), "levels", "done"),
        (plan_with(levels=(Level(name="L3", centre_mm=(0, 0, 0), state="proposed"),)), "levels", "in_progress"),
        (plan_with(levels=(L3,), lesions=(Lesion(id="a", level="L3", seed_mm=(0, 0, 0)),)), "lesions", "in_progress"),
        (
            plan_with(levels=(L3,), lesions=(Lesion(id="a", level="L3", seed_mm=(0, 0, 0), kind="lytic"),)),
            "lesions",
            "done",
        ),
        (plan_with(levels=(TREATED,)), "decide", "done"),
        (plan_with(levels=(L3,), needles=(NEEDLE,)), "decide", "attention"),
        (plan_with(levels=(TREATED,), needles=(NEEDLE,)), "plan", "in_progress"),
        (
            plan_with(levels=(TREATED,), needles=(NEEDLE,), cement=(CementTarget(level="L3", volume_ml=4.0),)),
            "plan",
            "done",
        ),
        (plan_with(checklist=(ChecklistAnswer(item=1, state="done"),)), "review", "in_progress"),
    ],
)
def test_that_a_stage_tells_its_state(plan: Plan, stage: str, state: str) -> None:
    assert states(plan)[stage] == state


def test_that_review_needs_attention_when_the_plan_is_blocked_and_is_done_when_ready() -> None:
    assert states(plan_with(), "BLOCKED")["review"] == "attention"
    assert states(plan_with(), "READY")["review"] == "done"


def test_that_the_reason_names_the_levels() -> None:
    plan = plan_with(levels=(TREATED,), needles=(NEEDLE,))
    assert "L3" in progress_of(plan)["plan"].why
