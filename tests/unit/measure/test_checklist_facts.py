"""What a plan tells its checklist without anybody typing it."""

from msgspec.structs import replace

from spineplan.measure.checklist_facts import checklist_facts
from spineplan.plan.model import AblationZone, PedicleMark, Plan
from tests.support.plans import needle, plan_of, spine


def l3_plan() -> Plan:
    """L1, L2, L3 at z = 0, -35, -70; one needle from the left into L3, whose left pedicle is 7 mm wide."""
    levels = spine("L1", "L2", "L3")
    pedicles = tuple(
        PedicleMark(side=side, centre_mm=(x, 20.0, -66.0), axis_lps=(0.0, -1.0, 0.0), width_mm=wide, height_mm=14.0)
        for side, x, wide in (("left", 14.0, 7.0), ("right", -14.0, 5.0))
    )
    levels = (*levels[:2], replace(levels[2], pedicles=pedicles))
    return plan_of(levels, needles=(needle((28.0, 45.0, -66.0), (4.0, -6.0, -70.0)),))


def test_that_the_pedicle_of_the_needles_own_side_is_told() -> None:
    plan = l3_plan()
    assert checklist_facts(plan).of_needle("n1").pedicle_width_mm == 7.0
    other = replace(plan, needles=(needle((-28.0, 45.0, -66.0), (-4.0, -6.0, -70.0), side="right"),))
    assert checklist_facts(other).of_needle("n1").pedicle_width_mm == 5.0
    unmeasured = replace(plan, levels=spine("L1", "L2", "L3"))
    assert checklist_facts(unmeasured).of_needle("n1").pedicle_width_mm is None


def test_that_a_width_that_is_a_guess_vouches_for_no_needle() -> None:
    plan = l3_plan()
    level = plan.levels[2]
    guessed = tuple(replace(one, doubtful=one.side == "left") for one in level.pedicles)
    plan = replace(plan, levels=(*plan.levels[:2], replace(level, pedicles=guessed)))
    assert checklist_facts(plan).of_needle("n1").pedicle_width_mm is None


def test_that_a_needle_that_ends_elsewhere_reaches_the_checklist() -> None:
    plan = l3_plan()
    assert checklist_facts(plan).of_needle("n1").misplaced == ()
    away = replace(plan, needles=(replace(plan.needles[0], target_mm=(4.0, -6.0, -35.0)),))
    assert checklist_facts(away).of_needle("n1").misplaced == ("The needle planned for L3 ends at L2.",)
    wrong = replace(plan, needles=(replace(plan.needles[0], side="right"),))
    assert "enters on the left" in checklist_facts(wrong).of_needle("n1").misplaced[0]


def test_that_ablation_is_planned_when_the_plan_has_a_zone() -> None:
    plan = l3_plan()
    assert checklist_facts(plan).ablation_planned is False
    zone = AblationZone(
        id="z1", level="L3", needle_id="n1", kind="radiofrequency", device="d", setting="s", length_mm=20.0,
        diameter_mm=15.0, entered_by="A. Tester", source="IFU",
    )  # fmt: skip
    assert checklist_facts(replace(plan, ablations=(zone,))).ablation_planned is True
    assert checklist_facts(replace(plan, needles=())).ablation_planned is None
