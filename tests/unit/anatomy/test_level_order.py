"""Which level a point or a slice belongs to."""

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.anatomy.level_order import level_at, level_extents, level_of_plane, said_name, steps_between
from spineplan.geometry.affine import rotation_about
from spineplan.plan.model import Level
from tests.support.plans import plan_of, spine

SPINE = plan_of(spine("L1", "L2", "L3"))
"""Centres at z = 0, -35, -70."""


def name_at(plan, point) -> str | None:
    found = level_at(plan, point)
    return found.name if found is not None else None


@pytest.mark.parametrize(
    ("z", "name"),
    [(0, "L1"), (-17, "L1"), (-18, "L2"), (-52, "L2"), (-53, "L3"), (17, "L1"), (18, None), (-87, "L3"), (-88, None)],
)
def test_that_a_level_reaches_half_way_to_its_neighbour_and_no_further(z: float, name: str | None) -> None:
    assert name_at(SPINE, (40.0, 60.0, z)) == name


def test_that_an_unmarked_level_keeps_its_room() -> None:
    gap = plan_of((spine("L1")[0], Level(name="L3", centre_mm=(0.0, 0.0, -70.0))))
    assert name_at(gap, (0.0, 0.0, -17.0)) == "L1"
    assert name_at(gap, (0.0, 0.0, -35.0)) is None
    assert name_at(gap, (0.0, 0.0, -53.0)) == "L3"


def test_that_a_lonely_level_reaches_half_a_body() -> None:
    lonely = plan_of(spine("L3"))
    assert name_at(lonely, (0.0, 0.0, 12.0)) == "L3"
    assert name_at(lonely, (0.0, 0.0, 12.1)) is None


def test_that_nothing_is_named_without_marks() -> None:
    assert level_at(plan_of(), (0.0, 0.0, 0.0)) is None
    assert level_of_plane(plan_of(), (0.0, 0.0, 0.0), (0.0, 0.0, 1.0)) is None


def test_that_a_turned_patient_has_the_same_levels() -> None:
    turn = rotation_about((1.0, 0.3, 0.1), 25.0)

    def place(point) -> tuple[float, float, float]:
        x, y, z = turn @ np.array(point) + np.array([12.0, -90.0, 300.0])
        return float(x), float(y), float(z)

    turned = plan_of(tuple(Level(name=v.name, centre_mm=place(v.centre_mm)) for v in SPINE.levels))
    for z in np.arange(-95.0, 25.0, 1.7):
        point = (5.0, 30.0, float(z))
        assert name_at(turned, place(point)) == name_at(SPINE, point)


def test_that_a_tilted_slice_is_named_where_it_meets_the_spine() -> None:
    tilted = (0.0, np.sin(np.radians(20.0)), np.cos(np.radians(20.0)))
    # 100 mm behind the spine the slice has risen by 100 * tan(20 deg) = 36.4 mm.
    behind_l2 = (0.0, 100.0, -35.0 - 36.4)
    found = level_of_plane(SPINE, behind_l2, tilted)
    assert found is not None
    assert found.name == "L2"


def test_that_a_slice_along_the_spine_shows_no_single_level() -> None:
    assert level_of_plane(SPINE, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0)) is None


def test_that_transitional_levels_count_only_when_marked() -> None:
    assert steps_between("T12", "L1") == 1
    assert steps_between("T12", "L1", ["T13"]) == 2
    assert steps_between("T12", "T13") == 1
    assert steps_between("L3", "L1") == -2


def test_that_extents_are_listed_from_the_head_down() -> None:
    extents = level_extents(tuple(reversed(SPINE.levels)))
    assert [extent.level.name for extent in extents] == ["L1", "L2", "L3"]
    assert [tuple(extent.cranial_lps) for extent in extents] == [(0.0, 0.0, 1.0)] * 3


def test_that_a_name_nobody_confirmed_is_said_as_a_question() -> None:
    level = spine("L3")[0]
    assert said_name(replace(level, state="confirmed")) == "L3"
    assert said_name(replace(level, state="proposed")) == "L3?"
