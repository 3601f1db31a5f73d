"""The demo's finished example plan and the empty one beside it."""

import json
from pathlib import Path

import numpy as np
import pytest

from spineplan.clinical.case import case_of
from spineplan.clinical.checklist import evaluate, readiness, template
from spineplan.clinical.contradictions import contradictions
from spineplan.clinical.score_inputs import score_of
from spineplan.errors import ImageRefused
from spineplan.measure.checklist_facts import checklist_facts
from spineplan.measure.findings import plan_findings
from spineplan.phantom import write_demo
from spineplan.session.demo_plans import write_demo_plans
from spineplan.storage.planfile import load_plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    write_demo(out, resolution_mm=2.0, levels=("L2", "L5"))
    write_demo_plans(out)
    return out


def test_that_the_example_treats_both_painful_levels_from_the_side_of_their_lesion(folder: Path) -> None:
    plan = load_plan(folder / "ct" / "example.spineplan").plan
    truth = json.loads((folder / "truth.json").read_text())
    assert {needle.level: needle.side for needle in plan.needles} == {"L4": "left", "L3": "right"}
    assert [level.name for level in plan.levels if level.treat] == ["L3", "L4"]
    for needle in plan.needles:
        pedicle = truth["levels"][needle.level]["pedicles"][needle.side]
        entry, target = np.array(needle.entry_mm), np.array(needle.target_mm)
        along = (target - entry) / np.linalg.norm(target - entry)
        offset = np.array(pedicle["isthmus_mm"]) - entry
        assert np.linalg.norm(offset - along * (offset @ along)) < 0.1


def test_that_lesion_masks_have_the_true_volume_on_the_ct(folder: Path) -> None:
    loaded = load_plan(folder / "ct" / "example.spineplan")
    truth = {
        lesion["level"]: lesion["volume_ml"] for lesion in json.loads((folder / "truth.json").read_text())["lesions"]
    }
    for lesion in loaded.plan.lesions:
        assert lesion.mask is not None
        assert loaded.masks[lesion.mask.sha256].volume_ml == pytest.approx(truth[lesion.level], rel=0.15)


def test_that_bodies_have_the_true_volume(folder: Path) -> None:
    levels = load_plan(folder / "ct" / "example.spineplan").plan.levels
    truth = json.loads((folder / "truth.json").read_text())["levels"]
    for level in levels:
        assert level.body is not None
        assert level.body.volume_ml == pytest.approx(truth[level.name]["body_volume_ml"], rel=1e-3)


def test_that_the_example_is_finished_and_without_safety_findings(folder: Path) -> None:
    from spineplan.dicom.index import scan
    from spineplan.dicom.read import read_volume

    plan = load_plan(folder / "ct" / "example.spineplan").plan
    volume = read_volume(scan(folder / "ct").series[0])
    facts = checklist_facts(plan, volume)
    assert readiness(evaluate(template(plan.checklist_template), plan, facts), facts).state == "READY"
    assert [finding for finding in plan_findings(plan, volume) if finding.severity == "safety"] == []


def test_that_the_example_answers_what_the_scores_ask(folder: Path) -> None:
    plan = load_plan(folder / "ct" / "example.spineplan").plan
    case = case_of(plan)
    assert case.unread == ()
    assert {name: score_of(name, case).total for name in ("tokuhashi", "tomita", "van_der_linden", "nesms")} == {
        "tokuhashi": 8, "tomita": 6, "van_der_linden": 3, "nesms": 2,
    }  # fmt: skip
    assert [level.decision.reason for level in plan.levels if level.treat and level.decision] == [
        "Example: mechanical pain, and palpation agrees with this level."
    ] * 2
    assert list(contradictions(case)) == []


def test_that_the_empty_plan_belongs_to_the_same_images_and_decides_nothing(folder: Path) -> None:
    example, empty = (load_plan(folder / "ct" / f"{name}.spineplan").plan for name in ("example", "empty"))
    assert empty.reference == example.reference
    assert empty.identity == example.identity
    assert (empty.levels, empty.lesions, empty.needles, empty.cement, empty.checklist) == ((), (), (), (), ())


def test_that_plans_that_are_there_are_left_alone(folder: Path) -> None:
    before = (folder / "ct" / "example.spineplan").read_bytes()
    write_demo_plans(folder)
    assert (folder / "ct" / "example.spineplan").read_bytes() == before


def test_that_a_folder_without_a_demo_patient_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImageRefused, match="no demo patient"):
        write_demo_plans(tmp_path)
