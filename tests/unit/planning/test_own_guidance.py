"""An operator's own error of a guidance: it counts, it is named as entered, and the published mean comes back."""

import msgspec
import pytest
from msgspec.structs import replace

from spineplan.plan.compare import differences
from spineplan.plan.edits import PutGuidanceError, RemoveGuidanceError
from spineplan.plan.merge import merge
from spineplan.plan.model import GuidanceError, Plan
from spineplan.planning.field.safety_field import build_field
from spineplan.planning.margins.guidance import guidance, guidance_in
from spineplan.planning.margins.needle_margins import margins_of
from spineplan.planning.margins.plan_margins import guidance_of
from spineplan.planning.needle_findings import needle_findings
from spineplan.report.margin_part import margin_facts
from tests.support.planned import needle, request
from tests.support.plans import plan_of, spine

OWN = GuidanceError(guidance="laser", tip_mm=2.5, angle_deg=0.8, by="Dr Rossi", source="own series, n = 60")
BASE = plan_of(spine("L3", "L4"))


def test_that_own_figures_replace_the_published_ones_and_are_told_apart() -> None:
    plan = PutGuidanceError(OWN).apply(BASE)
    found = guidance_in(plan, "laser")
    assert (found.tip_mm, found.angle_deg, found.entered_by) == (2.5, 0.8, "Dr Rossi")
    assert found.words == "Laser (2.5 mm, 0.8° as entered by Dr Rossi, own series, n = 60)"
    assert guidance_in(plan, "robot") == guidance("robot")
    assert guidance_in(RemoveGuidanceError("laser").apply(plan), "laser") == guidance("laser")


def test_that_a_second_entry_replaces_the_first() -> None:
    plan = PutGuidanceError(replace(OWN, tip_mm=3.0)).apply(PutGuidanceError(OWN).apply(BASE))
    assert [one.tip_mm for one in plan.guidance_errors] == [3.0]


@pytest.mark.parametrize("wrong", [{"tip_mm": -1.0}, {"tip_mm": 31.0}, {"angle_deg": 25.0}, {"guidance": ""}])
def test_that_impossible_errors_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        replace(OWN, **wrong)


def test_that_margins_finding_and_report_follow_it() -> None:
    field = build_field(request())
    needle_in = needle((13.6, 24.0, 1.0), (13.6, -24.0, 1.0))
    plan = replace(BASE, needles=(needle_in,))
    own = PutGuidanceError(replace(OWN, tip_mm=8.0, angle_deg=3.0)).apply(plan)
    usual = margins_of(needle_in, field, guidance("laser")).envelope
    wider = margins_of(needle_in, field, guidance_in(own, "laser"))
    assert usual is not None
    assert wider.envelope is not None
    assert usual.worst_mm is not None
    assert wider.envelope.worst_mm is not None
    assert wider.envelope.worst_mm < usual.worst_mm
    used = own.needles[0]
    told = [one.sentence for one in needle_findings(own, {used.id: wider}) if one.code == "needle-envelope"]
    assert any("8 mm as entered by Dr Rossi" in sentence for sentence in told)
    fact = margin_facts(wider, guidance_of(own, replace(used, guidance="laser")))[-1]
    assert "as entered by Dr Rossi" in fact.value


def test_that_it_travels_with_the_plan_and_is_compared_and_merged() -> None:
    own = PutGuidanceError(OWN).apply(BASE)
    (told,) = differences(BASE, own)
    assert told.sentence == "Error entered for laser guidance added."
    (told,) = differences(own, PutGuidanceError(replace(OWN, tip_mm=3.0)).apply(own))
    assert "2.5 mm and 0.8° (Dr Rossi) is now 3 mm and 0.8° (Dr Rossi)" in told.sentence
    robot = PutGuidanceError(replace(OWN, guidance="robot", tip_mm=0.9)).apply(BASE)
    assert {one.guidance for one in merge(BASE, own, robot).plan.guidance_errors} == {"laser", "robot"}
    assert msgspec.json.decode(msgspec.json.encode(own), type=Plan) == own
