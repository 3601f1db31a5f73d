"""From a plan to the numbers of cement and ablation, its findings, and what cannot be known."""

import json

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.cli.measure import plan_numbers
from spineplan.clinical.facts import Facts
from spineplan.phantom.recipes import Opening
from spineplan.plan.model import CementTarget
from spineplan.planning.filling.inputs import body_of_vertebra, filling_inputs
from spineplan.planning.treatment_facts import with_treatment_facts
from spineplan.planning.treatment_findings import cement_findings, treatment_findings
from spineplan.planning.treatment_numbers import LevelTreatment, filling_document, level_treatment, treated_levels
from spineplan.report.treatment_part import treatment_parts
from tests.support.cement_levels import cement_level
from tests.support.treatment_plans import TreatmentPlan, treatment_plan


@pytest.fixture(scope="module")
def made() -> TreatmentPlan:
    breach = Opening(level="L2", kind="posterior_breach", radius_mm=3.0, offset_mm=(6.0, 2.0))
    return treatment_plan(cement_level("L2", breach), 9.0)


@pytest.fixture(scope="module")
def found(made: TreatmentPlan) -> LevelTreatment:
    return level_treatment(made.plan, "L2", lambda ref: made.masks[ref.sha256], made.level.volume)


def test_that_the_chosen_shares_flow_through_their_needles(found: LevelTreatment) -> None:
    assert found.curve is not None
    filling = found.curve.filling
    count = filling.count_at(3.0)
    left = next(n for n, tip in enumerate(filling.tips) if tip.share == pytest.approx(6.75))
    assert np.count_nonzero(filling.tip_of[:count] == left) == pytest.approx(0.75 * count, abs=2)


def test_that_measure_tells_filling_and_ablation(made: TreatmentPlan, found: LevelTreatment) -> None:
    document = json.loads(json.dumps(plan_numbers(made.plan, made.masks, made.level.volume)))
    filling, ablation = document["filling"][0], document["ablation"][0]
    assert filling["what"] == "geometric simulation, not a prediction"
    assert filling["body_ml"] == pytest.approx(made.level.body.volume_ml)
    assert filling["at_chosen"]["injected_ml"] == pytest.approx(9.0)
    assert {leak["compartment"] for leak in filling["leaks"]} >= {"canal"}
    assert filling["stop"]["volume_ml"] <= min(leak["begins_ml"] for leak in filling["leaks"])
    assert ablation["coverage"]["lesion_percent"] == pytest.approx(100.0, abs=8.0)
    assert {one["near"]: one["severity"] for one in ablation["distances"]}["bowel"] == "ok"
    assert ablation["zones"][0]["entered_by"] == "A. Tester"
    codes = {finding["code"] for finding in document["findings"]}
    assert "cement-leak-canal" in codes
    assert found.safety is not None


def test_that_results_are_not_stored_in_the_plan(made: TreatmentPlan) -> None:
    assert treated_levels(made.plan) == ("L2",)
    assert not {"filling", "coverage", "leaks"} & set(made.plan.__struct_fields__)


def test_that_without_images_it_is_said_why(made: TreatmentPlan) -> None:
    document = plan_numbers(made.plan, made.masks, None)
    assert "needs the CT" in document["filling"][0]["why_not"]
    assert document["ablation"][0]["coverage"] is not None
    bare = replace(made.plan, levels=(replace(made.plan.levels[0], mask=None, parts=()),))
    reason = filling_inputs(bare, "L2", lambda ref: made.masks[ref.sha256], made.level.volume)
    assert isinstance(reason, str)
    assert "outline" in reason


def test_that_leaks_before_the_chosen_volume_are_findings_and_later_ones_are_not(
    made: TreatmentPlan, found: LevelTreatment
) -> None:
    assert found.curve is not None
    begins = min(leak.begins_ml for leak in found.curve.leaks if leak.compartment == "canal")
    little = replace(made.plan, cement=(CementTarget(level="L2", volume_ml=round(begins * 0.5, 1)),))
    few = level_treatment(little, "L2", lambda ref: made.masks[ref.sha256], made.level.volume, found.terrain)
    assert not any(one.code.startswith("cement-leak-canal") for one in treatment_findings([few]))
    assert any(one.code == "cement-leak-canal" and one.severity == "safety" for one in treatment_findings([found]))


def test_that_a_volume_outside_the_band_wants_a_reason(made: TreatmentPlan) -> None:
    much = replace(made.plan, cement=(CementTarget(level="L2", volume_ml=31.0),))
    codes = {one.code: one for one in cement_findings(much)}
    assert codes["cement-band"].severity == "safety"
    assert codes["cement-session"].severity == "safety"
    reasoned = replace(made.plan, cement=(CementTarget(level="L2", volume_ml=14.0, reason="large void"),))
    with_reason = {one.code: one for one in cement_findings(reasoned)}
    assert with_reason["cement-band"].severity == "info"
    assert "large void" in with_reason["cement-band"].sentence


def test_that_the_report_calls_it_a_simulation_and_names_the_leak(made: TreatmentPlan) -> None:
    parts = treatment_parts(made.plan, made.masks, made.level.volume, "L2")
    filling = parts[0]
    assert "not a prediction" in filling.notes[0]
    assert any("the canal" in fact.value for fact in filling.facts if fact.label == "Leak")
    said = {fact.label: fact.value for fact in filling.facts}
    document = filling_document(level_treatment(made.plan, "L2", lambda ref: made.masks[ref.sha256], made.level.volume))
    begins, at_chosen = document["begins_ml"], document["at_chosen"]
    upper, lower = (100.0 * at_chosen[f"{name}_endplate_share"] for name in ("superior", "inferior"))
    assert said["End plates"] == f"{upper:.0f} % of the upper, {lower:.0f} % of the lower touched"
    for label, name in (("Midline crossed", "midline"), ("Posterior wall touched", "posterior_wall")):
        assert said.get(label) == (None if begins[name] is None else f"from {begins[name]:.1f} mL")
    assert parts[1].title == "L2 thermal distances"
    assert treatment_parts(replace(made.plan, cement=(), ablations=()), made.masks, None, "L2") == ()


def test_that_a_body_is_told_from_its_arch(made: TreatmentPlan) -> None:
    guess = body_of_vertebra(made.level.vertebra, np.array([0.0, 0.0, 1.0]))
    whole = np.zeros(made.level.body.parent.shape_kji, dtype=bool)
    k, j, i = guess.start_kji
    a, b, c = guess.voxels_kji.shape
    whole[k : k + a, j : j + b, i : i + c] = guess.voxels_kji
    truth = made.level.body.full()
    dice = 2.0 * (whole & truth).sum() / (whole.sum() + truth.sum())
    assert dice > 0.9


def test_that_the_checklist_is_told_of_bodies_and_zones(made: TreatmentPlan, found: LevelTreatment) -> None:
    facts = with_treatment_facts(Facts(), (found,))
    assert facts.body_volume_ml["L2"] == pytest.approx(made.level.body.volume_ml)
    assert found.safety is not None
    canal = next(one for one in found.safety.distances if one.near == "canal")
    assert f"L2 canal {canal.distance_mm:.0f} mm" in facts.ablation_distances
    assert len(facts.ablation_distances) == 2
    severe = [one for one in treatment_findings((found,)) if one.severity == "safety" and "ablation" in one.code]
    assert facts.ablation_dangers == tuple(one.sentence for one in severe)
    assert set(facts.ablation_protection) == {one.text for one in found.safety.prepare}
