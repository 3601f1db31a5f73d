"""The checklist says done only when it is known, and a problem stays until somebody gives a reason."""

import pytest
from msgspec.structs import replace

from spineplan.clinical.checklist import ItemState, Readiness, evaluate, readiness, template
from spineplan.clinical.checklist_rules import RULES
from spineplan.clinical.facts import Facts, NeedleFacts
from spineplan.errors import PlanRefused
from spineplan.plan.model import CementTarget, ChecklistAnswer, Lesion, Level, Plan, SeriesRef
from tests.support.full_plans import empty_plan, full_session, needle

REVIEW = template("review-2015")
CLEAR = {"canal": 4.0, "foramen": 3.0, "vessels": 9.0}
MEASURED = Facts(
    ct_slice_spacing_mm=1.0,
    needles={"n1": NeedleFacts(pedicle_width_mm=9.0, spare_length_mm=12.0, clearance_mm=CLEAR, c_arm_reachable=True)},
    ablation_planned=False,
    general_anaesthesia=False,
    scores={
        "posterior_wall": "ESCC 0.",
        "prognosis": "Tokuhashi 9.",
        "sins": "SINS 9, L3.",
        "collapse": "No collapse.",
        "wbb": "L3: 4-7 / B-C.",
    },
)
"""Everything that software can know of the full plan."""


UNKNOWN = Facts()


def full_plan(**fields: object) -> Plan:
    """L3 to treat with one left transpedicular needle, 3.5 mL, one lytic lesion."""
    return replace(full_session().committed, **fields)


def _mixed_plan() -> Plan:
    """The full plan with a lesion that is not lytic."""
    plan = full_plan()
    return replace(plan, lesions=(replace(plan.lesions[0], kind="mixed"),))


def state(number: int, plan: Plan, facts: Facts = UNKNOWN) -> ItemState:
    """One item in a plan."""
    return evaluate(REVIEW, plan, facts)[number - 1]


def ready(plan: Plan, facts: Facts = UNKNOWN) -> Readiness:
    """The plan's readiness."""
    return readiness(evaluate(REVIEW, plan, facts), facts)


def answered(plan: Plan, *answers: ChecklistAnswer) -> Plan:
    """The plan with these answers in place of others of the same items."""
    numbers = {answer.item for answer in answers}
    kept = tuple(answer for answer in plan.checklist if answer.item not in numbers)
    return replace(plan, checklist=(*kept, *answers))


def all_answered(plan: Plan, *, but: int = 0) -> Plan:
    """Every item done by a person, except those that software fills, and one."""
    states = evaluate(REVIEW, plan, MEASURED)
    todo = [s.item.id for s in states if s.state == "open" and s.item.id != but]
    return answered(plan, *(ChecklistAnswer(item=n, state="done", by="reader") for n in todo))


def test_that_an_empty_plan_has_nothing_done() -> None:
    assert {s.state for s in evaluate(REVIEW, empty_plan(), Facts())} == {"open"}


def test_that_every_rule_of_the_template_exists_and_every_rule_is_used() -> None:
    assert {item.rule for item in REVIEW.items if item.rule} == set(RULES)
    assert all(item.rule for item in REVIEW.items if item.fill != "manual")


def test_that_every_state_has_a_sentence() -> None:
    for plan in (empty_plan(), full_plan()):
        for facts in (Facts(), MEASURED):
            for each in evaluate(REVIEW, plan, facts):
                assert each.evidence.endswith((".", "VAS 8"))
                assert each.filled_by in ("software", "person", "")
                assert (each.filled_by == "") == (each.state == "open")


def test_what_software_fills_of_a_measured_plan() -> None:
    states = evaluate(REVIEW, full_plan(), MEASURED)
    assert [s.item.id for s in states if s.filled_by == "software" and s.state == "done"] == [
        9, 15, 18, 20, 33, 34, 35, 36, 38,
    ]  # fmt: skip
    assert [s.item.id for s in states if s.state == "not_applicable"] == [32, 37, 41]
    assert [s.item.id for s in states if s.suggestion] == [14, 19, 21, 39]


def test_that_without_measurements_derived_items_stay_open() -> None:
    plan = full_plan()
    assert [state(n, plan).state for n in (9, 18, 34, 35, 38, 39)] == ["open"] * 6
    assert "unknown" in state(9, plan).evidence
    assert "Unknown pedicle width" in state(34, plan).evidence


@pytest.mark.parametrize("spacing, expected", [(1.0, "done"), (1.5, "done"), (3.0, "problem"), (None, "open")])
def test_the_slice_spacing(spacing: float | None, expected: str) -> None:
    assert state(9, full_plan(), Facts(ct_slice_spacing_mm=spacing)).state == expected


def test_that_a_level_outside_the_ct_is_a_problem() -> None:
    facts = Facts(ct_slice_spacing_mm=1.0, levels_outside_ct=("L4",))
    assert "L4" in state(9, full_plan(), facts).evidence
    assert state(9, full_plan(), facts).state == "problem"


def test_that_mr_in_the_plan_is_told_but_confirmed_by_a_person() -> None:
    plan = full_plan(series=(SeriesRef(series_uid="5", modality="MR", description="STIR", study_date="20150530"),))
    assert state(10, plan).state == "open"
    assert "STIR (20150530)" in state(10, plan).evidence


def test_age_and_sex_come_from_the_images() -> None:
    assert "65 years, female" in state(1, full_plan()).evidence


def _with_lesions(*levels: str) -> Plan:
    names = sorted(set(levels) | {"L3"})
    marked = tuple(Level(name=name, centre_mm=(0.0, 0.0, 0.0)) for name in names)
    lesions = tuple(Lesion(id=str(n), level=name, seed_mm=(0.0, 0.0, 0.0)) for n, name in enumerate(levels))
    return replace(empty_plan(), levels=marked, lesions=lesions)


@pytest.mark.parametrize(
    "levels, sentence",
    [
        (["L3"], "One level: L3."),
        (["L3", "L3"], "One level: L3, 2 lesions."),
        (["L4", "T12", "L3"], "Multiple: T12, L3, L4; adjacent: L3-L4."),
        (["T12", "L1"], "Multiple: T12, L1; adjacent: T12-L1."),
        (["L5", "S1"], "Multiple: L5, S1; adjacent: L5-S1."),
        (["T3", "T9"], "Multiple: T3, T9; adjacent: none."),
    ],
)
def test_single_or_multiple(levels: list[str], sentence: str) -> None:
    assert state(15, _with_lesions(*levels)).evidence == sentence


def test_that_a_marked_t13_lies_between_t12_and_l1() -> None:
    plan = _with_lesions("T12", "L1")
    plan = replace(plan, levels=(*plan.levels, Level(name="T13", centre_mm=(0.0, 0.0, 0.0))))
    assert state(15, plan).evidence == "Multiple: T12, L1; adjacent: none."


def test_the_needles_of_the_levels_to_treat() -> None:
    plan = full_plan()
    assert state(33, plan).evidence == "L3 transpedicular left."
    assert state(33, replace(plan, needles=())).state == "open"
    untreated = replace(plan, levels=tuple(replace(level, treat=level.name == "L4") for level in plan.levels))
    assert "No needle for L4" in state(33, untreated).evidence
    both = replace(untreated, needles=(needle(), needle("n2", "L4")))
    assert state(33, both).state == "problem"
    assert "L3, not chosen" in state(33, both).evidence


@pytest.mark.parametrize("width, expected", [(9.0, "done"), (4.5, "problem"), (3.0, "problem"), (None, "open")])
def test_the_pedicle(width: float | None, expected: str) -> None:
    facts = Facts(needles={"n1": NeedleFacts(pedicle_width_mm=width)})
    assert state(34, full_plan(), facts).state == expected


def test_that_no_pedicle_is_asked_of_a_needle_that_passes_none() -> None:
    plan = full_plan(needles=(needle(approach="posterolateral"),))
    assert state(34, plan).state == "not_applicable"


def test_that_an_unknown_approach_is_taken_to_pass_the_pedicle() -> None:
    assert state(34, full_plan(needles=(needle(approach="my own"),))).state == "open"


@pytest.mark.parametrize(
    "measured, expected",
    [
        (CLEAR, "done"),
        ({**CLEAR, "canal": 1.9}, "problem"),
        ({**CLEAR, "canal": -0.5}, "problem"),
        ({"canal": 4.0}, "open"),
        ({"canal": 1.0}, "problem"),
        ({}, "open"),
    ],
)
def test_the_clearances(measured: dict[str, float], expected: str) -> None:
    facts = Facts(needles={"n1": NeedleFacts(clearance_mm=measured)})  # type: ignore[arg-type]
    assert state(35, full_plan(), facts).state == expected


def test_that_a_thoracic_needle_needs_its_distance_to_the_pleura() -> None:
    level = Level(name="T8", centre_mm=(0.0, 0.0, 0.0), treat=True)
    plan = replace(empty_plan(), levels=(level,), needles=(needle(level="T8"),))
    without = Facts(needles={"n1": NeedleFacts(clearance_mm=CLEAR)})  # type: ignore[arg-type]
    assert state(35, plan, without).state == "open"
    full = Facts(needles={"n1": NeedleFacts(clearance_mm={**CLEAR, "pleura": 6.0})})  # type: ignore[arg-type]
    assert state(35, plan, full).state == "done"


@pytest.mark.parametrize("volume, expected", [(2.6, "problem"), (2.7, "done"), (5.4, "done"), (5.5, "problem")])
def test_the_cement_of_a_level(volume: float, expected: str) -> None:
    """The marked body is 4/3 pi 22 x 15 x 13 mm = 17.97 mL: 2.7-5.4 mL."""
    plan = replace(_mixed_plan(), cement=(CementTarget(level="L3", volume_ml=volume),))
    assert state(36, plan).state == expected
    assert state(36, replace(plan, cement=())).state == "open"


def test_that_filling_the_lytic_lesion_alone_is_enough() -> None:
    """The ball has 925 voxels of 0.6125 mm3 = 0.567 mL."""
    plan = full_plan(cement=(CementTarget(level="L3", volume_ml=0.6),))
    assert state(36, plan).state == "done"
    assert state(36, replace(plan, lesions=_mixed_plan().lesions)).state == "problem"


def test_that_the_total_of_a_session_is_a_problem_of_its_own() -> None:
    names = ("L1", "L2", "L3", "L4")
    plan = replace(
        empty_plan(),
        levels=tuple(Level(name=name, centre_mm=(0.0, 0.0, 0.0), treat=True) for name in names),
        cement=tuple(CementTarget(level=name, volume_ml=4.0) for name in names),
    )
    facts = Facts(body_volume_ml=dict.fromkeys(names, 20.0))
    assert state(36, plan, facts).state == "problem"
    assert "4 levels in one session" in state(36, plan, facts).evidence


@pytest.mark.parametrize("spare, expected", [(12.0, "open"), (-7.0, "problem"), (None, "open")])
def test_the_needle_length_is_checked_and_confirmed(spare: float | None, expected: str) -> None:
    facts = Facts(needles={"n1": NeedleFacts(spare_length_mm=spare)})
    assert state(39, full_plan(), facts).state == expected
    assert ("7 mm too short" in state(39, full_plan(), facts).evidence) == (spare == -7.0)


def test_that_a_c_arm_out_of_reach_is_told() -> None:
    facts = Facts(needles={"n1": NeedleFacts(c_arm_reachable=False)})
    assert state(38, full_plan(), facts).state == "problem"


@pytest.mark.parametrize("planned, expected", [(None, "open"), (True, "open"), (False, "not_applicable")])
def test_that_ablation_items_apply_with_ablation(planned: bool | None, expected: str) -> None:
    assert [state(n, full_plan(), Facts(ablation_planned=planned)).state for n in (37, 41)] == [expected] * 2


def test_that_a_trans_oral_route_asks_for_an_anaesthetist() -> None:
    level = Level(name="C2", centre_mm=(0.0, 0.0, 0.0), treat=True)
    plan = replace(empty_plan(), levels=(level,), needles=(needle(level="C2", approach="trans-oral"),))
    assert state(32, plan).evidence == "General anaesthesia is usually needed: C2 trans-oral."
    assert "C2" in state(32, replace(plan, needles=())).evidence
    assert state(32, full_plan()).state == "open"
    assert state(32, full_plan(), Facts(general_anaesthesia=False)).state == "not_applicable"


def test_that_a_person_fills_what_software_cannot_know() -> None:
    done = state(2, full_plan())
    assert (done.state, done.filled_by, done.evidence) == ("done", "person", "VAS 8")
    plan = answered(full_plan(), ChecklistAnswer(item=35, state="done", by="reader"))
    assert (state(35, plan).state, state(35, plan).filled_by) == ("done", "person")


def test_that_a_problem_is_only_set_aside_with_a_reason() -> None:
    facts = Facts(needles={"n1": NeedleFacts(pedicle_width_mm=4.5)})
    without = answered(full_plan(), ChecklistAnswer(item=34, state="done", by="reader"))
    assert (state(34, without, facts).state, state(34, without, facts).filled_by) == ("problem", "software")
    assert "Give a reason" in state(34, without, facts).evidence
    seen = state(34, without, facts).seen
    reason = ChecklistAnswer(item=34, state="done", by="reader", note="Lateral wall is lysed.", seen=seen)
    with_reason = answered(full_plan(), reason)
    assert (state(34, with_reason, facts).state, state(34, with_reason, facts).filled_by) == ("done", "person")
    assert "less than 2 mm to spare" in state(34, with_reason, facts).suggestion


def test_that_a_problem_found_after_the_answer_is_not_accepted_by_it() -> None:
    fits = Facts(needles={"n1": NeedleFacts(pedicle_width_mm=9.0)})
    reason = ChecklistAnswer(item=34, state="done", by="reader", note="Fine.", seen=state(34, full_plan(), fits).seen)
    plan = answered(full_plan(), reason)
    assert state(34, plan, fits).state == "done"
    tight = state(34, plan, Facts(needles={"n1": NeedleFacts(pedicle_width_mm=4.5)}))
    assert tight.state == "problem"
    assert "reader answered before this was so" in tight.evidence
    tighter = state(
        34, answered(plan, replace(reason, seen=tight.seen)), Facts(needles={"n1": NeedleFacts(pedicle_width_mm=4.0)})
    )
    assert tighter.state == "problem"


def test_that_a_needle_elsewhere_than_planned_is_a_problem_of_the_plan() -> None:
    facts = Facts(needles={"n1": NeedleFacts(misplaced=("The needle planned for L3 ends at L4.",))})
    found = state(33, full_plan(), facts)
    assert (found.state, found.evidence) == ("problem", "The needle planned for L3 ends at L4.")
    assert ready(all_answered(full_plan()), facts).state == "REVIEW"


def test_what_is_said_of_an_ablation() -> None:
    near = Facts(ablation_planned=True, ablation_dangers=("An ablation zone of L3 comes within 3 mm of the canal.",))
    assert state(37, full_plan(), near).state == "problem"
    far = Facts(ablation_planned=True, ablation_distances=("L3 canal 12 mm",), ablation_protection=("thermocouple",))
    said = state(37, full_plan(), far)
    assert (said.state, said.evidence) == ("open", "Distance of the zones: L3 canal 12 mm. Advised: thermocouple.")
    assert state(37, full_plan(), Facts(ablation_planned=False)).state == "not_applicable"
    assert state(41, full_plan(), Facts(ablation_planned=False)).state == "not_applicable"


def test_that_an_answer_taken_back_leaves_the_item_to_software() -> None:
    plan = answered(full_plan(), ChecklistAnswer(item=15, state="open"))
    assert state(15, plan).filled_by == "software"


def test_that_a_plan_is_ready_when_all_required_items_before_the_needle_are_done() -> None:
    plan = all_answered(full_plan())
    assert ready(plan, MEASURED) == Readiness("READY", ())


@pytest.mark.parametrize("number", [1, 22, 43, 46])
def test_that_one_required_open_item_keeps_a_plan_in_review(number: int) -> None:
    verdict = ready(all_answered(full_plan(), but=number), MEASURED)
    assert verdict.state == "REVIEW"
    assert verdict.reasons[0].startswith("1 of ")
    assert verdict.reasons[0].endswith(f"open: {number}.")


@pytest.mark.parametrize("number", [5, 7, 47, 48, 49, 50, 51])
def test_that_recommended_items_and_those_after_the_needle_do_not_hold_it_up(number: int) -> None:
    assert ready(all_answered(full_plan(), but=number), MEASURED).state == "READY"


def test_that_a_problem_keeps_a_plan_in_review() -> None:
    plan = answered(all_answered(full_plan()), ChecklistAnswer(item=25, state="problem", note="Not consented."))
    verdict = ready(plan, MEASURED)
    assert verdict.state == "REVIEW"
    assert verdict.reasons == ("Consent with complications: Not consented.",)


def test_that_contraindications_decide() -> None:
    plan = all_answered(full_plan())
    relative = replace(MEASURED, relative_contraindications=("Posterior wall is fractured.",))
    assert ready(plan, relative) == Readiness("REVIEW", ("Posterior wall is fractured.",))
    absolute = replace(relative, absolute_contraindications=("Allergy to cement.",))
    assert ready(plan, absolute) == Readiness("BLOCKED", ("Allergy to cement.",))


def test_that_an_infection_that_is_not_excluded_blocks() -> None:
    plan = answered(all_answered(full_plan()), ChecklistAnswer(item=30, state="problem", note="Discitis L4-L5."))
    verdict = ready(plan, MEASURED)
    assert verdict.state == "BLOCKED"
    assert verdict.reasons[0].startswith("Infection excluded")


@pytest.mark.parametrize("name", ["none", "../catalogues/needles", "", "review-2015.json"])
def test_that_an_unknown_checklist_is_refused(name: str) -> None:
    with pytest.raises(PlanRefused):
        template(name)
