"""What margins say against a plan: each finding from a needle placed so by hand."""

import dataclasses

import pytest
from msgspec.structs import replace

from spineplan.clinical.facts import Facts
from spineplan.measure.findings import plan_findings
from spineplan.plan.edits import PutLevel, PutNeedle, PutStructures
from spineplan.plan.model import Needle, Plan, StructureMask
from spineplan.planning.margins.plan_margins import PlanMargins, plan_margins
from spineplan.planning.needle_findings import needle_findings, with_needle_facts
from spineplan.session.session import Session
from tests.support.blocks import block_needle, block_session, canal_of_blocks


@pytest.fixture(scope="module")
def session() -> Session:
    made, volume = block_session()
    canal = made.masks.add(canal_of_blocks(volume), volume.series_uid)
    structure = StructureMask(id="spinal_canal", kind="spinal_canal", mask=canal, source="found")
    made.apply(PutStructures((structure,)))
    return made


def of(session: Session, *needles: Needle, guidance: str = "robot") -> tuple[Plan, PlanMargins]:
    plan = session.plan
    for needle in needles:
        plan = PutNeedle(replace(needle, guidance=guidance)).apply(plan)
    return plan, plan_margins(plan, next(iter(session.volumes.values())), session.masks.get)


def codes(plan: Plan, margins: PlanMargins) -> list[str]:
    return [finding.code for finding in needle_findings(plan, margins.by_needle, margins.missing)]


def test_that_a_needle_in_the_middle_of_its_pedicle_raises_nothing(session: Session) -> None:
    plan, margins = of(session, block_needle())
    assert codes(plan, margins) == []
    facts = with_needle_facts(Facts(), margins.by_needle).of_needle("n1")
    # The pedicle is 8 mm wide, its medial voxels' centres 3 mm from the needle's axis, the canal's 5 mm.
    assert facts.clearance_mm["canal"] == pytest.approx(margins.by_needle["n1"].clearance_mm["spinal_canal"])
    assert facts.c_arm_reachable is True


def test_that_a_needle_through_the_canal_is_a_safety_finding(session: Session) -> None:
    plan, margins = of(session, block_needle(x_mm=6.0))
    found = needle_findings(plan, margins.by_needle)
    assert "The L3 left needle passes through the spinal canal." in [one.sentence for one in found]
    assert found[0].severity == "safety"
    assert found[0].subject == ("needle", "n1")


def test_that_what_the_approach_passes_on_purpose_is_no_finding_and_no_clearance(session: Session) -> None:
    plan, margins = of(session, block_needle(x_mm=6.0))
    of_needle = margins.by_needle["n1"]
    on_purpose = tuple(
        dataclasses.replace(one, crossed=one.crossed or one.key == "spinal_canal") for one in of_needle.clearances
    )
    passed = {"n1": dataclasses.replace(of_needle, clearances=on_purpose)}
    assert not any("spinal canal" in one.sentence for one in needle_findings(plan, passed))
    assert "canal" not in with_needle_facts(Facts(), passed).of_needle("n1").clearance_mm


def test_that_a_breached_wall_is_named_with_its_side_and_grade(session: Session) -> None:
    plan, margins = of(session, block_needle(x_mm=22.0))
    walls = margins.by_needle["n1"].walls
    assert walls is not None
    assert walls.breach_mm > 0.0
    found = {one.code: one.sentence for one in needle_findings(plan, margins.by_needle)}
    beyond = f"by {walls.breach_mm:.1f} mm (grade {walls.grade}, Heary 3)."  # the tip is outside too
    assert found["needle-breach"] == f"The L3 left needle leaves the lateral wall of the pedicle {beyond}"
    assert "outside the outlined L3" in found["needle-tip"]


def test_that_what_only_the_error_reaches_is_said_with_its_guidance(session: Session) -> None:
    plan, margins = of(session, block_needle(), guidance="free-hand")
    sentences = [one.sentence for one in needle_findings(plan, margins.by_needle)]
    assert any(text.startswith("With the error of free-hand guidance the L3 left needle could") for text in sentences)


def test_that_a_tip_outside_the_outlined_vertebra_is_a_safety_finding_and_the_ellipsoid_is_not_asked(
    session: Session,
) -> None:
    inside = replace(block_needle(), target_mm=(16.0, 0.0, 1.0))
    beyond = replace(block_needle(), target_mm=(16.0, -60.0, 1.0))
    assert "needle-tip" not in codes(*of(session, inside))
    plan, margins = of(session, beyond)
    sentences = [one.sentence for one in needle_findings(plan, margins.by_needle) if one.code == "needle-tip"]
    assert sentences == ["The L3 left needle ends outside the outlined L3."]
    assert not [one for one in plan_findings(plan) if one.code == "needle-tip"]


def test_that_crossing_needles_are_found(session: Session) -> None:
    first = block_needle()
    second = replace(first, id="n2", side="right", entry_mm=(-14.0, 60.0, 1.0), target_mm=(16.0, 20.0, 1.0))
    plan, margins = of(session, first, second)
    assert "needle-conflict" in codes(plan, margins)


def test_that_an_unoutlined_level_says_that_nothing_is_measured(session: Session) -> None:
    plan, _ = of(session, block_needle())
    plan = PutLevel(replace(plan.levels[0], mask=None)).apply(plan)
    margins = plan_margins(plan, next(iter(session.volumes.values())), session.masks.get)
    assert codes(plan, margins) == ["needle-unmeasured"]
    assert plan_margins(plan, None, session.masks.get).missing == {"L3": "Margins need the CT."}
