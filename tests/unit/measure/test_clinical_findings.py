"""Contraindications of what is chosen are said where the findings are; what is not chosen stays in the table."""

from msgspec.structs import replace

from spineplan.clinical.case import Computed, case_of
from spineplan.measure.checklist_facts import checklist_facts
from spineplan.measure.finding import Finding
from spineplan.measure.findings import plan_findings
from spineplan.plan.model import Fact, Plan
from tests.support.plans import plan_of, spine


def plan(patient: dict[str, str] | None = None, treat: bool = True, **level: str) -> Plan:
    """L1, L2 and L3, of which L3 has answers."""
    levels = spine("L1", "L2", "L3")
    answered = replace(levels[2], treat=treat, facts=facts(level))
    return replace(plan_of((*levels[:2], answered)), facts=facts(patient or {}))


def facts(answers: dict[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(item=item, value=value, by="reader") for item, value in answers.items())


def by_code(made: Plan) -> dict[str, Finding]:
    return {finding.code: finding for finding in plan_findings(made)}


def test_that_an_absolute_contraindication_of_the_patient_is_a_safety_finding() -> None:
    found = by_code(plan({"infection": "spine"}, treat=False))["absolute-infection"]
    assert (found.severity, found.subject) == ("safety", ("plan", ""))
    assert "osteomyelitis or discitis" in found.sentence


def test_that_a_levels_contraindication_is_said_once_it_is_chosen() -> None:
    assert by_code(plan(treat=False, myelopathy="yes")) == {}
    found = by_code(plan(myelopathy="yes"))["absolute-myelopathy"]
    assert (found.severity, found.subject) == ("safety", ("level", "L3"))
    assert found.show_point_mm is not None


def test_that_coagulation_is_graded() -> None:
    assert by_code(plan({"inr": "1.9"}))["coagulation-inr-high"].severity == "safety"
    assert by_code(plan({"inr": "1.6"}))["coagulation-inr-raised"].severity == "info"
    assert by_code(plan({"inr": "1.5", "platelets": "50"})) == {}
    assert by_code(plan({"platelets": "49"}))["coagulation-platelets-low"].severity == "safety"


def test_that_an_accepted_relative_contraindication_stays_as_information() -> None:
    answers = {"posterior_wall": "breached"}
    assert by_code(plan(**answers))["relative-posterior-wall"].severity == "safety"
    accepted = plan(**answers)
    reason = Fact(item="accept.posterior_wall", value="CT guidance, viscous cement", by="reader")
    level = replace(accepted.levels[2], facts=(*accepted.levels[2].facts, reason))
    found = by_code(replace(accepted, levels=(*accepted.levels[:2], level)))["relative-posterior-wall"]
    assert found.severity == "info"
    assert found.sentence.endswith("Accepted: CT guidance, viscous cement")


def test_that_a_level_without_indication_is_said_once_its_pain_is_known() -> None:
    assert "no-indication" not in by_code(plan())
    assert by_code(plan(pain="none"))["no-indication"].severity == "info"


def test_that_answers_that_count_nowhere_are_said() -> None:
    assert "Albumin" in by_code(plan({"albumin": "38"}))["fact-unread"].sentence
    assert "Karnofsky" not in by_code(plan({"kps": "10"}))["score-refused"].sentence
    assert "20-40" in by_code(plan({"kps": "10"}))["score-refused"].sentence


def test_that_what_the_images_say_counts_too() -> None:
    computed = Computed(levels={"L3": {"posterior_wall": "bulging"}})
    codes = [finding.code for finding in plan_findings(plan(), None, case_of(plan(), computed))]
    assert codes == ["relative-posterior-wall"]


def test_that_the_checklist_hears_of_contraindications() -> None:
    told = checklist_facts(plan({"infection": "spine"}, posterior_wall="breached"))
    assert len(told.absolute_contraindications) == len(told.relative_contraindications) == 1
