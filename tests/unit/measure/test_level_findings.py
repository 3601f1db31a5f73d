"""Suggested names in the findings: loud where something rests on them, one line otherwise."""

from msgspec.structs import replace

from spineplan.clinical.checklist_level_names import names_vouched
from spineplan.measure.level_findings import confirmation_findings
from spineplan.plan.edits import ConfirmLevels
from spineplan.plan.model import Lesion, Plan
from tests.support.rows import found_plan


def with_lesion(plan: Plan, level: str) -> Plan:
    place = next(one.centre_mm for one in plan.levels if one.name == level)
    return replace(plan, lesions=(Lesion(id="a", level=level, seed_mm=place),))


def said(plan: Plan) -> list[tuple[str, str, str]]:
    return [(one.severity, one.code, one.sentence) for one in confirmation_findings(plan)]


def test_that_many_suggested_names_are_one_finding_and_the_count_another() -> None:
    assert said(found_plan("L1", "L2", "L3")) == [
        ("info", "level-unconfirmed", "3 names are suggestions that nobody has confirmed: L1 to L3."),
        ("image", "level-count", "The count has no anchor."),
    ]


def test_that_a_suggested_name_that_carries_something_is_a_matter_of_safety() -> None:
    found = said(with_lesion(found_plan("L1", "L2"), "L2"))
    assert ("safety", "level-unconfirmed", "The name L2 is a suggestion that nobody has confirmed.") in found
    assert ("info", "level-unconfirmed", "The name L1 is a suggestion that nobody has confirmed.") in found
    assert ("safety", "level-count", "The count has no anchor.") in found


def test_that_confirmed_names_are_no_finding() -> None:
    plan = found_plan("L1", "L2")
    assert said(ConfirmLevels(("L1", "L2"), "Dr One", "").apply(plan)) == []


def test_that_the_checklist_knows_who_vouches_for_the_names_in_use() -> None:
    plan = with_lesion(found_plan("L1", "L2"), "L2")
    assert names_vouched(plan) == (("L2",), "")
    read = ConfirmLevels(("L2",), "Dr One", "").apply(plan)
    read = ConfirmLevels(("L2",), "Dr Two", "", second=True).apply(read)
    assert names_vouched(read) == ((), "L2 by Dr One and Dr Two")
