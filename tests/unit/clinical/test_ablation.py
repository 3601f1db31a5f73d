"""Ablation catalogue and thermal rules, cement materials, dead space and the timeline of a session."""

import json

import pytest

from spineplan.clinical.ablation import device, devices, protections, thermal_severity, wanted_margin_mm
from spineplan.clinical.cement import cement_band
from spineplan.clinical.cement_material import dead_space_ml, material, materials, to_prepare_ml
from spineplan.clinical.treatment_timeline import NeedleWork, Pace, treatment_timeline
from spineplan.resource_files import resource


def test_that_no_device_brings_a_zone_size() -> None:
    text = resource("catalogues/ablation.json").read_text(encoding="utf-8")
    fields = {name for entry in json.loads(text)["devices"] for name in entry}
    assert not fields & {"length_mm", "diameter_mm", "settings", "zone"}
    assert len(devices()) >= 6


@pytest.mark.parametrize(
    ("distance_mm", "severity"),
    [(-0.1, "block"), (0.0, "red"), (4.99, "red"), (5.0, "amber"), (9.9, "amber"), (10, "ok")],
)
def test_that_distances_are_judged_at_ten_five_and_nought(distance_mm: float, severity: str) -> None:
    assert thermal_severity(distance_mm)[0] == severity


def test_that_osteocool_is_refused_in_the_neck_only() -> None:
    found = device("osteocool")
    assert found is not None
    assert all(found.refusal(f"C{n}") is not None for n in range(1, 8))
    assert found.refusal("T1") is None
    assert device("of tomorrow") is None


def test_that_saline_is_never_proposed_for_radiofrequency() -> None:
    heat = {one.id for one in protections(["bipolar radiofrequency"], ["canal"])}
    cold = {one.id for one in protections(["cryo"], ["canal"])}
    assert heat == {"thermocouple", "hydrodissection-rf", "neuromonitoring"}
    assert cold == {"thermocouple", "dissection-other", "neuromonitoring"}
    assert protections(["cryo"], []) == ()
    assert wanted_margin_mm() == 5.0


def test_that_volumes_are_marked_for_the_region_they_were_studied_in() -> None:
    lumbar, thoracic, plain = (cement_band(20.0, level=level) for level in ("L3", "T8", ""))
    assert {mark.ml for mark in lumbar.marks} >= {2.0, 4.5, 6.0}
    assert 4.0 in {mark.ml for mark in thoracic.marks}
    assert not any("lumbar (" in mark.text for mark in thoracic.marks)
    assert len(plain.marks) < len(lumbar.marks)
    assert [mark.ml for mark in lumbar.marks] == sorted(mark.ml for mark in lumbar.marks)


def test_that_the_dead_space_of_a_cannula_is_its_bore() -> None:
    # 2 mm wide, 125 mm long: pi * 1 mm2 * 125 mm = 392.7 mm3.
    assert dead_space_ml(2.0, 125.0) == pytest.approx(0.3927, abs=1e-4)
    assert to_prepare_ml(4.0, 0.39, 0.2) == pytest.approx(4.59)
    with pytest.raises(ValueError):
        dead_space_ml(-1.0, 10.0)
    with pytest.raises(ValueError):
        to_prepare_ml(1.0, -0.1, 0.0)


def test_that_unknown_numbers_of_a_material_stay_unknown() -> None:
    low = material("pmma-low")
    assert low is not None
    assert low.waiting_min is None
    assert all(one.opacifier_hu is None for one in materials())
    assert material("plaster") is None


def test_that_cement_follows_ablation_through_the_same_needle() -> None:
    work = [
        NeedleWork(level="L3", needle_id="a", ablation_min=(4.0, 3.0), cement_ml=3.0, injection_min=3.0),
        NeedleWork(level="L4", needle_id="b", ablation_min=(5.0,), cement_ml=2.5, injection_min=3.0),
    ]
    line = treatment_timeline(work, Pace(mixing_min=1.0, waiting_min=2.0, working_min=8.0, change_min=1.0))
    ablation_ends = max(step.end_min for step in line.steps if step.phase == "ablation")
    injections = [step for step in line.steps if step.phase == "injection"]
    assert [step.needle_id for step in injections] == ["a", "b"]
    assert min(step.start_min for step in injections) >= ablation_ends
    # 4 + 1 + 3 + 1 + 5 + 1 = 15 minutes of ablation, then 3 + 1 + 3 of cement.
    assert line.total_min == pytest.approx(22.0)
    assert line.batches == 1
    assert line.problems == ()
    mixing = next(step for step in line.steps if step.phase == "mixing")
    assert mixing.start_min == pytest.approx(12.0)


def test_that_a_second_mix_is_asked_for_when_the_first_does_not_last() -> None:
    work = [NeedleWork(level=level, needle_id=level, cement_ml=3.0, injection_min=4.0) for level in ("T12", "L1", "L2")]
    line = treatment_timeline(work, Pace(mixing_min=1.0, waiting_min=3.0, working_min=8.0))
    assert line.batches == 2
    assert "2 mixes" in line.problems[0]
    for step in (one for one in line.steps if one.phase == "injection"):
        window = next(one for one in line.steps if one.phase == "working" and one.batch == step.batch)
        assert window.start_min - 1e-9 <= step.start_min
        assert step.end_min <= window.end_min + 1e-9
    slow = [NeedleWork(level="L3", needle_id="x", cement_ml=3.0, injection_min=12.0)]
    assert "longer than" in treatment_timeline(slow, Pace(mixing_min=1, waiting_min=0, working_min=6)).problems[0]
