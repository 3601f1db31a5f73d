"""Indications, contraindications, coagulation: what holds, what does not, and on both sides of every limit."""

import pytest
from msgspec.structs import replace

from spineplan.clinical.case import Case, case_of
from spineplan.clinical.case_summary import contraindications, score_sentences
from spineplan.clinical.contradictions import contradictions
from spineplan.clinical.conventions import Policy, conventions
from spineplan.clinical.fact_catalogue import fact_items
from spineplan.clinical.rules import Fulfilled, accept_item, fulfilled, rules
from spineplan.errors import InputRefused
from spineplan.plan.model import AblationZone
from tests.support.cases import FIGURE_3, FREE, PATIENT, case, facts, plan
from tests.support.full_plans import needle


def held(known: Case, policy: Policy | None = None) -> dict[str, Fulfilled]:
    """Rules that hold, by id."""
    under = case_of(known.plan, known.computed, policy) if policy is not None else known
    return {rule.rule.id: rule for rule in fulfilled(under)}


@pytest.mark.parametrize(
    "patient, level, rule",
    [
        ({}, {"pain": "mechanical", "matrix": "lytic"}, "osteolysis"),
        ({"medical_therapy": "failed"}, {"pain": "occasional", "collapse_percent": "20"}, "refractory_fracture"),
        ({}, {"body_involvement_percent": "40", **FREE, "matrix": "lytic"}, "impending"),
        ({}, {"other_cause": "haemangioma"}, "haemangioma"),
        ({}, {"other_cause": "osteonecrosis"}, "osteonecrosis"),
        ({"medical_therapy": "not_tried"}, {}, "therapy_first"),
        ({}, {"posterior_body": "yes"}, "posterior_body"),
        ({"systemic_stop": "no"}, {}, "systemic_stop"),
        ({}, {"pain": "none", "collapse_percent": "30"}, "asymptomatic_fracture"),
        ({"medical_therapy": "improving"}, {}, "improving"),
        ({"infection": "spine"}, {}, "infection"),
        ({"infection": "systemic"}, {}, "infection"),
        ({"coagulopathy": "uncorrectable"}, {}, "coagulopathy"),
        ({"allergies": "latex, opacifier"}, {}, "allergy"),
        ({}, {"unstable_fracture": "yes"}, "unstable_fracture"),
        ({}, {"myelopathy": "yes"}, "myelopathy"),
        ({"position": "not_tolerated"}, {}, "position"),
        ({}, {"radicular": "yes"}, "radicular"),
        ({}, {"escc": "1a"}, "canal_tumour"),
        ({}, {"posterior_wall": "breached"}, "posterior_wall"),
        ({}, {"collapse_percent": "70.1"}, "deep_collapse"),
        ({}, {"canal_stenosis": "yes"}, "stenosis"),
        ({"spinal_metastases": "6"}, {}, "many_metastases"),
        ({"spinal_metastases": "3", "extraspinal_metastases": "3"}, {}, "many_metastases"),
        ({"surgical_backup": "missing"}, {}, "no_backup"),
        ({"primary": "kidney"}, {}, "radioresistant"),
        ({}, {"rt_limit": "limit"}, "after_radiotherapy"),
        ({"inr": "1.81"}, {}, "inr_high"),
        ({"inr": "1.51"}, {}, "inr_raised"),
        ({"inr": "1.8"}, {}, "inr_raised"),
        ({"platelets": "49"}, {}, "platelets_low"),
        ({"inr": "2.5", "liver_disease": "yes"}, {}, "liver_inr"),
        ({"platelets": "30", "liver_disease": "yes"}, {}, "liver_platelets"),
        ({"platelets": "31", "liver_disease": "yes"}, {}, "liver_platelets_middle"),
        ({"fibrinogen": "100", "liver_disease": "yes"}, {}, "liver_fibrinogen"),
        ({"anticoagulants": "aspirin, warfarin"}, {}, "drug-warfarin"),
        ({"anticoagulants": "other"}, {}, "drug-other"),
    ],
)
def test_that_a_rule_holds(patient: dict[str, str], level: dict[str, str], rule: str) -> None:
    found = held(case(patient, L3=level))
    assert rule in found
    assert found[rule].level == ("L3" if found[rule].rule.scope == "level" else "")
    assert found[rule].sentence.endswith(".")


@pytest.mark.parametrize(
    "patient, level, rule",
    [
        ({}, {"pain": "none", "matrix": "lytic"}, "osteolysis"),
        ({}, {"pain": "mechanical", "matrix": "blastic"}, "osteolysis"),
        ({}, {"pain": "none", "collapse_percent": "19.9"}, "asymptomatic_fracture"),
        ({}, {"body_involvement_percent": "39.9", **FREE, "matrix": "lytic"}, "impending"),
        ({}, {"escc": "0"}, "canal_tumour"),
        ({}, {"posterior_wall": "eroded"}, "posterior_wall"),
        ({}, {"collapse_percent": "70"}, "deep_collapse"),
        ({"spinal_metastases": "5"}, {}, "many_metastases"),
        ({"inr": "1.5"}, {}, "inr_raised"),
        ({"inr": "1.81"}, {}, "inr_raised"),
        ({"platelets": "50"}, {}, "platelets_low"),
        ({"platelets": "31", "liver_disease": "yes"}, {}, "platelets_low"),
        ({"anticoagulants": "warfarin", "anticoagulants_stopped": "yes"}, {}, "drug-warfarin"),
        ({"anticoagulants": "none"}, {}, "drug-none"),
        ({"implant": "yes"}, {}, "ablation_implant"),
        ({}, {"other_cause": "none"}, "haemangioma"),
        ({}, {"other_cause": "haemangioma"}, "osteonecrosis"),
        ({"medical_therapy": "failed"}, {}, "therapy_first"),
        ({}, {"posterior_body": "no"}, "posterior_body"),
        ({"systemic_stop": "yes"}, {}, "systemic_stop"),
        ({}, {}, "systemic_stop"),
        ({}, {}, "infection"),
    ],
)
def test_that_a_rule_does_not_hold(patient: dict[str, str], level: dict[str, str], rule: str) -> None:
    assert rule not in held(case(patient, L3=level))


def test_that_rules_of_ablation_speak_where_one_is_planned() -> None:
    zone = AblationZone(id="a", level="C5", needle_id="n1", kind="rf", device="OsteoCool RF-7", setting="",
                        length_mm=20.0, diameter_mm=15.0)  # fmt: skip
    base = plan({"implant": "yes", "spinal_metastases": "4"}, C5={})
    lesion = replace(base.lesions[0], facts=facts({"longest_mm": "30"}))
    ablated = replace(base, needles=(needle(level="C5"),), ablations=(zone,), lesions=(lesion,))
    found = held(case_of(ablated))
    assert {"ablation_cervical", "ablation_implant", "ablation_many", "ablation_large"} <= set(found)
    assert found["osteocool_sedation"].level == "C5"
    assert found["osteocool_sedation"].sentence.startswith("C5: OsteoCool: minimal to moderate sedation")
    other = replace(ablated, ablations=(replace(zone, device="STAR"),))
    assert not {"osteocool_sedation", "ablation_cervical"} & set(held(case_of(other)))


def test_that_an_answer_is_given_as_reason_only_where_it_says_more() -> None:
    found = held(case({"systemic_stop": "no"}, L3={"other_cause": "haemangioma", "myelopathy": "yes", "pain": "none",
                                                  "collapse_percent": "30"}))  # fmt: skip
    assert found["systemic_stop"].because == found["haemangioma"].because == found["myelopathy"].because == ""
    assert found["asymptomatic_fracture"].because == "pain-free, Collapse 30 %"


@pytest.mark.parametrize(
    ("patient", "level", "held_there"),
    [
        ({"inr": "1.3", "platelets": "70"}, "S1", set()),
        ({"inr": "1.31", "platelets": "69"}, "S1", {"sacrum_inr", "sacrum_platelets"}),
        ({"inr": "1.31", "platelets": "69"}, "L5", set()),
    ],
)
def test_that_the_stricter_limits_of_one_institution_are_told_at_the_sacrum_only(
    patient: dict[str, str], level: str, held_there: set[str]
) -> None:
    found = held(case(patient, **{level: {}}))
    assert set(found) == held_there
    assert all((rule.level, rule.rule.severity) == (level, "info") for rule in found.values())


def test_that_a_department_may_set_a_threshold_otherwise() -> None:
    known = case({"inr": "1.4"})
    assert "inr_high" not in held(known)
    assert "inr_high" in held(known, Policy({"inr_alarm": 1.3}))
    aspirin = held(case({"anticoagulants": "aspirin"}), Policy(holds={"aspirin": "not at all"}))
    assert "hold not at all" in aspirin["drug-aspirin"].sentence
    with pytest.raises(InputRefused, match="from 1 to 4"):
        Policy({"inr_alarm": 9.0})
    with pytest.raises(InputRefused, match="There is no threshold"):
        Policy({"inr": 1.3})


def test_that_every_rule_is_answerable() -> None:
    """Every fact and value that a rule names exists, and so does every threshold."""
    follows = {"level_matrix", "impending_collapse", "bone_metastases", "level_longest_mm", "level_region",
               "ablation_device"}  # fmt: skip
    known = {item.id: item for item in fact_items()}
    for rule in rules():
        for test in rule.when:
            if test.fact not in follows:
                values = {choice.value for choice in known[test.fact].choices}
                assert {*test.among, *test.has, *test.not_} <= values
            for name in (test.above, test.below, test.at_least, test.at_most):
                assert not name or name in conventions()
    assert len({rule.id for rule in rules()}) == len(rules())


def test_that_an_unverified_rule_says_so() -> None:
    assert "unverified" in held(case({"anticoagulants": "aspirin"}))["drug-aspirin"].sentence
    assert "unverified" not in held(case({"infection": "spine"}))["infection"].sentence


def test_that_a_relative_contraindication_can_be_accepted_with_a_reason_and_an_absolute_one_not() -> None:
    wall = next(rule for rule in rules() if rule.id == "posterior_wall")
    answers = {"posterior_wall": "breached", "myelopathy": "yes"}
    chosen = replace(plan(L3=answers).levels[0], treat=True)
    absolute, relative = contraindications(case_of(replace(plan(L3=answers), levels=(chosen,))))
    assert ("Posterior wall broken" in relative[0], "Myelopathy" in absolute[0]) == (True, True)
    more = facts({accept_item(wall): "high viscosity, CT guidance", accept_item(_rule("myelopathy")): "no"})
    accepted = replace(chosen, facts=(*chosen.facts, *more))
    absolute, relative = contraindications(case_of(replace(plan(L3=answers), levels=(accepted,))))
    assert relative == ()
    assert len(absolute) == 1


def _rule(rule_id: str) -> object:
    return next(rule for rule in rules() if rule.id == rule_id)


def test_that_levels_not_chosen_do_not_block() -> None:
    assert contraindications(case(L3={"myelopathy": "yes"})) == ((), ())


def test_the_sentences_for_the_checklist() -> None:
    full = {**FIGURE_3, "posterior_wall": "intact", "escc": "0"}
    base = plan(PATIENT, L4=full)
    chosen = replace(base, levels=(replace(base.levels[0], treat=True),))
    told = score_sentences(case_of(chosen))
    assert told["sins"] == "L4 SINS 9, indeterminate, potentially unstable."
    assert told["posterior_wall"] == "L4 posterior wall intact, ESCC 0."
    assert told["prognosis"].startswith("Revised Tokuhashi 8, less than 6 months; Tomita 6,")
    assert told["collapse"].startswith("L4 Impending collapse")
    assert score_sentences(case_of(base)).keys() == {"prognosis"}
    assert "sins" not in score_sentences(case_of(replace(chosen, levels=(replace(chosen.levels[0], facts=()),))))


@pytest.mark.parametrize(
    "patient, level, said",
    [
        ({"visceral": "none", "visceral_spread": "nodular"}, {}, "but a spread is answered"),
        ({"visceral": "none", "visceral_removable": "removable"}, {}, "but removable is answered"),
        ({"kps": "90", "ecog": "2"}, {}, "two steps or more apart"),
        ({"kps": "40", "ecog": "1"}, {}, "two steps or more apart"),
        ({"primary": "prostate"}, {}, "does not go with the patient's sex"),
        ({}, {"pain": "none", "vas_movement": "6"}, "L3 is pain-free, but its pain is 6/10."),
        ({}, {"collapse_shape": "none", "collapse_percent": "20"}, "no collapse by shape, but 20 %"),
        ({}, {"prior_rt": "none", "prior_rt_dose": "30"}, "no radiotherapy, but a dose"),
        ({}, {"prior_rt": "none", "rt_limit": "recurrence"}, "no radiotherapy, but a recurrence"),
    ],
)
def test_that_answers_that_cannot_both_be_right_are_said(
    patient: dict[str, str], level: dict[str, str], said: str
) -> None:
    found = list(contradictions(case(patient, L3=level)))
    assert [place for place, _ in found] == ["L3" if level else ""]
    assert said in found[0][1]


@pytest.mark.parametrize(
    "patient, level",
    [
        ({"visceral": "present", "visceral_spread": "nodular"}, {}),
        ({"kps": "90", "ecog": "1"}, {}),
        ({"kps": "70", "ecog": "2"}, {}),
        ({"primary": "breast", "spinal_metastases": "1"}, {}),
        ({}, {"pain": "none", "vas_movement": "0"}),
        ({}, {"collapse_shape": "wedge", "collapse_percent": "20"}),
        ({}, {"prior_rt": "none", "prior_rt_dose": "0"}),
    ],
)
def test_that_answers_that_go_together_are_left_alone(patient: dict[str, str], level: dict[str, str]) -> None:
    assert list(contradictions(case(patient, L3=level))) == []


def test_that_fewer_vertebrae_than_marked_are_said() -> None:
    found = list(contradictions(case({"spinal_metastases": "1"}, L3={}, L4={})))
    assert found == [("", "1 vertebrae with metastases were entered, but lesions are marked at 2.")]
