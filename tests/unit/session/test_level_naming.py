"""What a click names, what is expected next, how marks are moved and renamed."""

import pytest
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.levels import USUAL_LEVELS
from spineplan.plan.model import Ellipsoid, Lesion, Level, Plan
from spineplan.session.levels.level_naming import (
    advance,
    click,
    confirm_level,
    default_expected,
    direction_of,
    move_level,
    neighbour,
    prompt,
    put_body,
    rename_level,
    shift_levels,
    skip,
    step_expected,
)
from tests.support.plans import plan_of, spine


def clicked(plan: Plan, expected: str, z: float) -> tuple[Plan, str, str]:
    """The plan after a click at a height, the level named, and what is expected next."""
    done = click(plan, expected, (0.0, 0.0, z), "Dr A")
    return done.edit.apply(plan), done.edit.level.name, done.next_level


def test_that_clicks_go_down_the_spine_by_default() -> None:
    plan, expected, names = plan_of(), "T12", []
    for z in (0.0, -30.0, -64.0):
        plan, name, expected = clicked(plan, expected, z)
        names.append(name)
    assert (names, expected) == (["T12", "L1", "L2"], "L3")
    assert [level.confirmed_by for level in plan.levels] == ["Dr A"] * 3


def test_that_a_click_on_the_other_side_turns_the_direction() -> None:
    plan, _, expected = clicked(plan_of(), "L5", 0.0)
    assert expected == "S1"
    done = click(plan, expected, (0.0, 0.0, 35.0))
    assert (done.edit.level.name, done.next_level, done.turned) == ("L4", "L3", True)
    plan, name, expected = clicked(done.edit.apply(plan), done.next_level, 70.0)
    assert (name, expected) == ("L3", "L2")


def test_that_within_a_chain_a_click_is_never_renamed() -> None:
    plan = plan_of((*spine("T12"), Level(name="L2", centre_mm=(0.0, 0.0, -70.0))))
    assert click(plan, "L1", (0.0, 0.0, 50.0)).edit.level.name == "L1"


def test_that_a_second_click_moves_the_mark_and_what_it_carries() -> None:
    plan = plan_of((replace(spine("L3")[0], treat=True),))
    after, name, expected = clicked(plan, "L3", 5.0)
    assert (name, expected) == ("L3", "L4")
    assert after.levels[0].centre_mm == (0.0, 0.0, 5.0)
    assert after.levels[0].treat


def test_that_marked_levels_are_jumped_over() -> None:
    plan = plan_of(spine("T12", "L1", "L2"))
    assert advance(plan, "L1", "caudal") == "L3"
    assert advance(plan, "L3", "cranial") == "T11"


def test_that_space_leaves_a_level_out_in_the_direction_of_the_clicks() -> None:
    plan = plan_of(spine("L1"))
    assert skip(plan, "L2") == "L3"
    assert skip(plan, "T12") == "T11"
    assert skip(plan_of(), "Co") == "Co"


@pytest.mark.parametrize(
    ("expected", "direction"), [("L2", "caudal"), ("T11", "cranial"), ("T12", "cranial"), ("L5", "caudal")]
)
def test_that_the_direction_leads_away_from_the_nearest_mark(expected: str, direction: str) -> None:
    assert direction_of(plan_of(spine("T12", "L1")), expected) == direction


def test_that_arrows_reach_transitional_levels_and_stay_at_the_ends() -> None:
    assert [step_expected("T12", n) for n in (1, 2, -1)] == ["T13", "L1", "T11"]
    assert step_expected("L5", 1) == "L6"
    assert (step_expected("C1", -1), step_expected("Co", 5)) == ("C1", "Co")
    assert step_expected("", -1) == "Co"


def test_that_clicks_do_not_reach_transitional_levels_by_themselves() -> None:
    assert (neighbour("T12", "caudal"), neighbour("T13", "caudal"), neighbour("L1", "cranial")) == ("L1", "L1", "T12")
    names, name = ["C1"], "C1"
    while name := neighbour(name, "caudal"):
        names.append(name)
    assert tuple(names) == USUAL_LEVELS


def test_that_after_t13_comes_l1() -> None:
    _, name, expected = clicked(plan_of(spine("T12")), "T13", -30.0)
    assert (name, expected) == ("T13", "L1")


def test_that_the_end_of_the_spine_is_said() -> None:
    plan, _, expected = clicked(plan_of(spine("S5")), "Co", -35.0)
    assert expected == ""
    with pytest.raises(EditRefused, match="end of the spine"):
        click(plan, expected, (0.0, 0.0, -50.0))
    assert "end of the spine" in prompt(plan, "")


def test_that_the_prompt_says_which_level_is_expected() -> None:
    assert prompt(plan_of(), "T12") == "Click the body of T12. Space skips, arrows choose another level."
    assert prompt(plan_of(spine("L1")), "L2").startswith("Click the body of L2 (or T12, on the other side).")
    assert prompt(plan_of(spine("L1")), "L1") == "Click the body of L1 to move its mark."


def test_that_the_tool_starts_below_the_lowest_mark() -> None:
    assert default_expected(plan_of()) == "T12"
    assert default_expected(plan_of(spine("L1", "L2"))) == "L3"
    assert default_expected(plan_of(spine("Co"))) == ""
    assert skip(plan_of(spine("Co")), "") == ""


def test_that_a_moved_mark_takes_its_body_along_and_is_confirmed() -> None:
    body = Ellipsoid(centre_mm=(1.0, 2.0, 3.0), semi_axes_mm=(20.0, 15.0, 12.0))
    level = Level(name="L3", centre_mm=(0.0, 0.0, 0.0), state="proposed", body=body)
    edit = move_level(plan_of((level,)), "L3", (10.0, 0.0, -5.0), "Dr A")
    assert edit.label == "Move L3"
    assert edit.level.body is not None
    assert edit.level.body.centre_mm == (11.0, 2.0, -2.0)
    assert (edit.level.state, edit.level.confirmed_by) == ("confirmed", "Dr A")


def test_that_a_proposed_level_can_be_confirmed_and_given_a_body() -> None:
    plan = plan_of((Level(name="L3", centre_mm=(0.0, 0.0, 0.0), state="proposed"),))
    assert confirm_level(plan, "L3", "Dr B").apply(plan).levels[0].state == "confirmed"
    body = Ellipsoid(centre_mm=(0.0, 0.0, 0.0), semi_axes_mm=(20.0, 15.0, 12.0))
    assert put_body(plan, "L3", body).apply(plan).levels[0].body == body
    with pytest.raises(EditRefused, match="L1 is not marked"):
        confirm_level(plan, "L1")


def test_that_the_whole_numbering_moves_with_what_it_carries() -> None:
    plan = plan_of(spine("T12", "L1", "L2"), lesions=(Lesion(id="a", level="L2", seed_mm=(0.0, 0.0, -70.0)),))
    down = shift_levels(plan, 1)
    after = down.apply(plan)
    assert [level.name for level in after.levels] == ["L1", "L2", "L3"]
    assert [level.centre_mm[2] for level in after.levels] == [0.0, -35.0, -70.0]
    assert after.lesions[0].level == "L3"
    assert [level.name for level in shift_levels(after, -1).apply(after).levels] == ["T12", "L1", "L2"]
    assert {level.state for level in after.levels} == {"proposed"}, "nobody has confirmed the new names"
    assert down.label == "Move the numbering 1 caudally"


def test_that_a_marked_transitional_level_is_a_step_of_the_numbering() -> None:
    plan = plan_of(spine("T12", "T13", "L1"))
    assert [v.name for v in shift_levels(plan, -1).apply(plan).levels] == ["T11", "T12", "T13"]


def test_that_the_numbering_does_not_leave_the_spine() -> None:
    with pytest.raises(EditRefused, match="C1 has no neighbour"):
        shift_levels(plan_of(spine("C1", "C2")), -1)


def test_that_one_mark_can_be_renamed_to_a_free_name_only() -> None:
    plan = plan_of(spine("T12", "L1"))
    assert [v.name for v in rename_level(plan, "L1", "T13").apply(plan).levels] == ["T12", "T13"]
    with pytest.raises(EditRefused, match="already marked"):
        rename_level(plan, "L1", "T12")
    with pytest.raises(EditRefused, match="not a vertebral level"):
        rename_level(plan, "L1", "X1")
