"""Suspicious namings are said, plausible ones are not."""

import pytest

from spineplan.measure.level_sequence import sequence_findings
from spineplan.plan.model import Level
from tests.support.plans import CURVED, curved_spine, spine

# Steps of a real spine relative to the mean body heights of the table, mm.
STEPS = {"T10": 24.0, "T11": 26.0, "T12": 29.0, "L1": 32.0, "L2": 34.0, "L3": 35.0, "L4": 35.5, "L5": 34.0}


def column(*names: str, doubled: str = "") -> tuple[Level, ...]:
    """Levels at the steps of a real spine; `doubled` has one vertebra too many above it."""
    levels, z = [], 0.0
    for name in names:
        levels.append(Level(name=name, centre_mm=(0.0, 0.0, z)))
        z -= STEPS.get(name, 34.0)
        if name == doubled:
            z -= STEPS[name]
    return tuple(levels)


def codes(levels: tuple[Level, ...]) -> list[str]:
    return [finding.code for finding in sequence_findings(levels)]


def test_that_a_plausible_spine_has_no_finding() -> None:
    assert codes(column("T10", "T11", "T12", "L1", "L2", "L3", "L4", "L5", "S1")) == []
    assert codes(column("L1", "L2")) == []
    assert codes(column("L3")) == []
    assert codes(()) == []


def test_that_a_mark_above_its_upper_neighbour_is_found() -> None:
    up, down = column("L1", "L2")
    wrong = (Level(name="L1", centre_mm=down.centre_mm), Level(name="L2", centre_mm=up.centre_mm))
    found = sequence_findings(wrong)
    assert [f.code for f in found] == ["level-order"]
    assert found[0].severity == "safety"
    assert found[0].show_point_mm == up.centre_mm
    assert found[0].sentence == "L2 is marked above L1: check both names."


@pytest.mark.parametrize("doubled", ["T11", "T12", "L1", "L3"])
def test_that_a_missed_vertebra_is_suspected(doubled: str) -> None:
    levels = column("T10", "T11", "T12", "L1", "L2", "L3", "L4", doubled=doubled)
    assert codes(levels) == ["level-gap"]


def test_that_a_missed_vertebra_is_suspected_with_two_marks_only() -> None:
    assert codes(column("L1", "L2", doubled="L1")) == ["level-gap"]
    assert codes(column("T10", "T11", doubled="T10")) == ["level-gap"]


def test_that_two_marks_on_one_vertebra_are_suspected() -> None:
    top, *rest = column("T12", "L1", "L2", "L3")
    double = Level(name="T12", centre_mm=(0.0, 0.0, rest[0].centre_mm[2] + 8.0))
    assert "level-twice" in codes((double, *rest))
    assert codes((top, *rest)) == []


def test_that_skipped_levels_are_named() -> None:
    found = sequence_findings((column("T12")[0], Level(name="L3", centre_mm=(0.0, 0.0, -95.0))))
    assert [f.sentence for f in found] == ["L1 to L2 are not marked between T12 and L3."]
    assert found[0].severity == "info"


def test_that_a_transitional_level_asks_for_a_whole_spine_count() -> None:
    found = sequence_findings(column("T12", "T13", "L1"))
    assert [(f.code, f.severity) for f in found] == [("level-transitional", "image")]


def test_that_steps_of_c1_and_c2_are_not_judged() -> None:
    assert codes(spine("C1", "C2", pitch_mm=5.0)) == []


def test_that_a_lordotic_spine_is_plausible_and_a_wrong_count_in_it_is_not() -> None:
    assert codes(curved_spine()) == []
    names = list(CURVED)
    for missed in range(1, len(names) - 1):
        kept = curved_spine(names[missed])
        # Whoever overlooks a vertebra gives every one above it the name below its own.
        shifted = [names[i + 1] for i in range(missed)] + names[missed + 1 :]
        wrong = tuple(Level(name=name, centre_mm=v.centre_mm) for name, v in zip(shifted, kept, strict=True))
        assert codes(wrong) == ["level-gap"], names[missed]
