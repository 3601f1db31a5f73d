"""What was answered once need not be typed again into the checklist: it is suggested there, and a person confirms."""

import pytest
from msgspec.structs import replace

from spineplan.clinical.answer_sentences import ANSWERED, answer_sentences
from spineplan.clinical.case import case_of
from spineplan.clinical.checklist import evaluate, template
from spineplan.clinical.checklist_rules import RULES
from spineplan.clinical.facts import Facts
from spineplan.plan.model import Decision, Fact, Lesion, Level, Plan
from tests.support.full_plans import empty_plan


def plan(patient: dict[str, str] | None = None, decision: Decision | None = None, **level: str) -> Plan:
    """L3 to treat, with a lesion; its answers and the patient's."""
    chosen = Level(name="L3", centre_mm=(0.0, 0.0, 0.0), treat=True, facts=facts(level), decision=decision)
    lesion = Lesion(id="x", level="L3", seed_mm=(0.0, 0.0, 0.0))
    return replace(empty_plan(), levels=(chosen,), lesions=(lesion,), facts=facts(patient or {}))


def facts(answers: dict[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(item=item, value=value, by="reader") for item, value in answers.items())


BLOODS = {"labs_date": "2015-06-01", "inr": "1.1", "platelets": "200", "haemoglobin": "12", "creatinine": "1"}


@pytest.mark.parametrize(
    "rule, patient, level, sentence",
    [
        ("pain", {}, {"vas_rest": "3", "vas_movement": "8", "pain": "mechanical"},
         "L3: Pain at rest 3 /10, Pain on movement 8 /10, Pain of this level mechanical."),
        ("palpation", {}, {"palpation": "yes"}, "L3: Palpation concordant yes."),
        ("neurology", {"frankel": "E", "sphincters": "no"}, {}, "Frankel E; Sphincter disturbance no."),
        ("odi", {f"odi_{n}": "2" for n in range(1, 11)}, {}, "ODI 40.0 %, moderate disability."),
        ("performance", {"ecog": "1"}, {}, "ECOG 1."),
        ("allergies", {"allergies": "latex"}, {}, "Allergies latex."),
        ("primary", {"primary": "kidney"}, {}, "Primary tumour Kidney; Radiosensitivity resistant."),
        ("earlier_treatment", {"systemic_therapy": "none", "embolisation": "done"}, {"prior_rt": "none"},
         "L3: Radiotherapy of this level none; Systemic therapy none; Embolisation considered done."),
        ("backup", {"surgical_backup": "available"}, {}, "Surgical back-up and monitoring available."),
        ("bloods", BLOODS,
         {}, "Date of the bloods 2015-06-01; INR 1.1; Platelets 200 ×10⁹/L; Haemoglobin 12 g/dL; Creatinine 1 mg/dL."),
        ("anticoagulants", {"anticoagulants": "none"}, {}, "Anticoagulants and antiplatelets none."),
        ("anticoagulants", {"anticoagulants": "aspirin", "anticoagulants_stopped": "yes"}, {},
         "Anticoagulants and antiplatelets aspirin."),
        ("infection", {"infection": "none"}, {}, "Infection excluded."),
        ("pregnancy", {"pregnancy": "no"}, {}, "Pregnancy excluded."),
    ],
)  # fmt: skip
def test_what_the_answers_say(rule: str, patient: dict[str, str], level: dict[str, str], sentence: str) -> None:
    assert answer_sentences(case_of(plan(patient, **level)))[rule] == sentence


@pytest.mark.parametrize(
    "rule, patient, level",
    [
        ("pain", {}, {"pain": "mechanical"}),
        ("neurology", {"frankel": "E"}, {}),
        ("bloods", {"inr": "1.1", "platelets": "200"}, {}),
        ("anticoagulants", {"anticoagulants": "aspirin"}, {}),
        ("infection", {"infection": "spine"}, {}),
        ("pregnancy", {"pregnancy": "possible"}, {}),
        ("backup", {"surgical_backup": "missing"}, {}),
        ("odi", {"odi_1": "2"}, {}),
    ],
)
def test_that_half_an_answer_or_a_wrong_one_suggests_nothing(
    rule: str, patient: dict[str, str], level: dict[str, str]
) -> None:
    assert rule not in answer_sentences(case_of(plan(patient, **level)))


def test_that_every_infiltrated_level_needs_its_reason() -> None:
    decided = plan(decision=Decision(reason="Mechanical pain", by="reader"))
    assert answer_sentences(case_of(decided))["decisions"] == "L3 treat: Mechanical pain."
    other = Level(name="L4", centre_mm=(0.0, 0.0, -30.0))
    more = replace(decided, levels=(*decided.levels, other),
                   lesions=(*decided.lesions, Lesion(id="y", level="L4", seed_mm=(0.0, 0.0, -30.0))))  # fmt: skip
    assert "decisions" not in answer_sentences(case_of(more))
    left = replace(other, decision=Decision(reason="Painless", by="reader"))
    reasoned = answer_sentences(case_of(replace(more, levels=(decided.levels[0], left))))
    assert reasoned["decisions"] == "L3 treat: Mechanical pain; L4 not: Painless."


def test_that_a_person_confirms_what_the_answers_suggest() -> None:
    answered = Facts(answers={"performance": "Karnofsky 70."})
    state = evaluate(template("review-2015"), plan(), answered)[5]
    assert (state.state, state.filled_by, state.suggestion) == ("open", "", "Karnofsky 70.")


def test_that_every_rule_of_answers_is_used_by_the_template() -> None:
    used = {item.rule for item in template("review-2015").items}
    assert set(ANSWERED) <= used <= {*RULES, ""}
