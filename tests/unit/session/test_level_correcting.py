"""Corrections of found levels, on a straight row whose numbers can be counted by hand."""

import pytest
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.edits import ConfirmLevels, RemoveLevel, SetLevels
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Lesion, MaskRef, PartMask, PedicleMark, Plan
from spineplan.session.levels.level_aloud import follows, to_look_at
from spineplan.session.levels.level_correcting import (
    choices_for,
    inserted_level,
    moved_disc,
    moved_level,
    named_level,
    removed_level,
)
from spineplan.session.levels.level_state import chain_of, stale_levels
from tests.support.plans import plan_of
from tests.support.rows import BODY_Y_MM, disc, found_plan, row

MASK = MaskRef(sha256="a" * 64, series_uid="1.2.3", voxels=10, volume_ml=1.0)


def outlined(plan: Plan) -> Plan:
    """The same with masks and pedicles on every level."""
    own = PedicleMark(side="left", centre_mm=(10.0, 0.0, 0.0), axis_lps=(0.0, -1.0, 0.0), width_mm=5.0, height_mm=9.0)
    read = replace(own, side="right", centre_mm=(-10.0, 0.0, 0.0), measured_by="Dr One")
    parts = (PartMask(part="body", mask=MASK),)
    levels = tuple(replace(level, mask=MASK, parts=parts, pedicles=(own, read)) for level in plan.levels)
    return replace(plan, levels=levels)


def names(plan: Plan) -> list[str]:
    return [level.name for level in plan.levels]


def states(plan: Plan) -> dict[str, str]:
    return {level.name: level.state for level in plan.levels}


def with_lesion(plan: Plan, level: str) -> Plan:
    place = next(one.centre_mm for one in plan.levels if one.name == level)
    return replace(plan, lesions=(Lesion(id="x", level=level, seed_mm=place),))


def test_that_a_moved_disc_moves_both_neighbours_and_makes_their_outlines_stale() -> None:
    plan = outlined(found_plan("L1", "L2", "L3"))
    edit = moved_disc(plan, disc(-30.0), disc(-34.0))
    after = edit.apply(plan)
    assert edit.label == "Move disc L1/L2"
    assert stale_levels(after) == ("L1", "L2")
    assert [level.centre_mm[2] for level in after.levels] == [-17.0, -47.0, -75.0]
    assert after.level("L3") == plan.level("L3")
    assert [p.side for p in after.level("L1").pedicles] == ["right"], "what a person measured stays"
    assert states(after) == states(plan)


def test_that_what_rests_on_a_moved_vertebra_is_said() -> None:
    plan = found_plan("L1", "L2", "L3")
    assert to_look_at(plan, moved_disc(plan, disc(-30.0), disc(-34.0))) == "", "nothing rests on them"
    treated = with_lesion(plan, "L2")
    two = replace(treated, lesions=(*treated.lesions, replace(treated.lesions[0], id="y")))
    said = "L1, L2 moved: outlines are made again; look again at 2 lesions there."
    assert to_look_at(two, moved_disc(two, disc(-30.0), disc(-34.0))) == said
    place = treated.level("L2").centre_mm
    whole = to_look_at(treated, moved_level(treated, "L2", (place[0], place[1], place[2] + 3.0)))
    assert whole == "L1, L2, L3 moved: outlines are made again; look again at the lesion there."
    assert to_look_at(treated, moved_disc(treated, disc(-90.0), disc(-88.0))) == "", "L2 does not move with that disc"


@pytest.mark.parametrize("z", [-2.0, 5.0, -58.0, -70.0])
def test_that_a_disc_never_meets_the_next_one(z: float) -> None:
    with pytest.raises(EditRefused):
        moved_disc(found_plan("L1", "L2", "L3"), disc(-30.0), disc(z))


def test_that_a_moved_mark_takes_its_discs_along() -> None:
    after = moved_level(found_plan("L1", "L2", "L3"), "L2", (1.0, BODY_Y_MM, -41.0)).apply(found_plan("L1", "L2", "L3"))
    assert after.level("L2").centre_mm == (1.0, BODY_Y_MM, -41.0)
    assert after.level("L1").disc_below.centre_mm == (1.0, BODY_Y_MM, -26.0)
    assert after.level("L3").disc_above.centre_mm == (1.0, BODY_Y_MM, -56.0)


def test_that_one_name_renames_all_others_and_what_they_carry() -> None:
    plan = with_lesion(found_plan("T12", "L1", "L2"), "L1")
    edit = named_level(plan, "L2", "L3", "Dr Two", "2026-01-01T10:00:00+00:00")
    after = edit.apply(plan)
    assert names(after) == ["L1", "L2", "L3"]
    assert after.lesions[0].level == "L2"
    assert after.level("L3").confirmed_by == "Dr Two"
    assert states(after) == {"L1": "proposed", "L2": "proposed", "L3": "confirmed"}
    assert follows(plan, edit) == "Lesions, needles and cement moved with their vertebra: L1 to L2."
    assert after.count_basis == ""


def test_that_confirmed_names_that_change_are_proposed_again_and_said() -> None:
    plan = found_plan("L1", "L2", "L3", state="confirmed")
    edit = named_level(plan, "L3", "L4")
    after = edit.apply(plan)
    assert states(after) == {"L2": "proposed", "L3": "proposed", "L4": "confirmed"}
    assert follows(plan, edit) == "Confirmed names changed; confirm them again."


def test_that_the_same_name_only_confirms_it() -> None:
    after = named_level(found_plan("L1", "L2"), "L2", "L2", "Dr One").apply(found_plan("L1", "L2"))
    assert states(after) == {"L1": "proposed", "L2": "confirmed"}


@pytest.mark.parametrize(
    "before, old, new, after",
    [
        (("T12", "L1", "L2"), "L1", "T13", ["T12", "T13", "L1"]),
        (("T12", "T13", "L1"), "T13", "L1", ["T12", "L1", "L2"]),
        (("L4", "L5", "S1"), "S1", "L6", ["L4", "L5", "L6"]),
        (("L4", "L5", "L6", "S1"), "L4", "L4", ["L4", "L5", "L6", "S1"]),
        (("L5", "L6"), "L6", "L5", ["L4", "L5"]),
        (("T11", "T12", "L1", "L5"), "T12", "T11", ["T10", "T11", "T12", "L4"]),
        (("T12", "L1", "L2", "L3", "L4", "L5", "L6"), "L1", "T13", ["T12", "T13", "L1", "L2", "L3", "L4", "L5"]),
    ],
)
def test_that_transitional_vertebrae_are_counted(before: tuple[str, ...], old: str, new: str, after: list[str]) -> None:
    plan = found_plan(*before)
    assert names(named_level(plan, old, new).apply(plan)) == after


def test_that_a_lumbarised_s1_is_a_choice_and_stays_on_record() -> None:
    offered = [(choice.name, choice.meaning) for choice in choices_for("S1")]
    assert ("L6", "a lumbarised S1") in offered
    plan = found_plan("L5", "S1")
    after = named_level(plan, "S1", "L6", "Dr One", meaning="a lumbarised S1").apply(plan)
    assert after.count_basis == "L6 is a lumbarised S1, named by Dr One."


def test_that_the_nearest_names_are_offered_first() -> None:
    assert [choice.name for choice in choices_for("L2")][:3] == ["L2", "L1", "L3"]
    assert ("T13", "a thirteenth thoracic vertebra with ribs") in [(c.name, c.meaning) for c in choices_for("L1")]


@pytest.mark.parametrize("old, new", [("C1", "C2"), ("L5", "L9")])
def test_that_names_never_run_off_the_spine(old: str, new: str) -> None:
    plan = found_plan("C1", "C2") if old == "C1" else found_plan("L4", "L5")
    if old == "C1":
        old, new = "C2", "C1"
    with pytest.raises(EditRefused):
        named_level(plan, old, new)


def test_that_a_missed_disc_splits_a_vertebra_and_renumbers_cranially() -> None:
    plan = found_plan("L2", "L3", "L4")
    after = inserted_level(plan, (0.0, BODY_Y_MM, -45.0)).apply(plan)
    assert names(after) == ["L1", "L2", "L3", "L4"]
    assert after.level("L4") == plan.level("L4")
    assert after.level("L2").disc_below == after.level("L3").disc_above == disc(-45.0)
    assert stale_levels(after) == ("L1", "L2", "L3", "L4")


def test_that_the_confirmed_side_keeps_its_names_when_a_level_is_put_in() -> None:
    plan = found_plan("L2", "L3", "L4")
    plan = ConfirmLevels(("L2",), "Dr One", "").apply(plan)
    after = inserted_level(plan, (0.0, BODY_Y_MM, -45.0)).apply(plan)
    assert names(after) == ["L2", "L3", "L4", "L5"]
    assert states(after)["L2"] == "confirmed"


@pytest.mark.parametrize("z, expected", [(15.0, ["L1", "L2", "L3"]), (-75.0, ["L2", "L3", "L4"])])
def test_that_a_vertebra_beyond_the_row_is_added(z: float, expected: list[str]) -> None:
    plan = found_plan("L2", "L3")
    after = inserted_level(plan, (0.0, BODY_Y_MM, z)).apply(plan)
    assert names(after) == expected
    assert after.levels[0 if z > 0 else -1].centre_mm[2] == z


def test_that_a_snap_without_room_is_left_out() -> None:
    plan = found_plan("L2", "L3")
    after = inserted_level(plan, (0.0, BODY_Y_MM, -45.0), lambda _at, _disc: disc(-32.0)).apply(plan)
    assert after.level("L3").disc_above == disc(-45.0)


def test_that_a_level_too_many_is_merged_into_its_shorter_neighbour() -> None:
    plan = outlined(found_plan("L1", "L2", "L3"))
    plan = moved_disc(plan, disc(-60.0), disc(-50.0)).apply(plan)  # L2: 20 mm, L3: 40 mm, L1: 30 mm
    after = removed_level(plan, "L2").apply(plan)
    assert names(after) == ["L2", "L3"]
    assert after.level("L2").disc_below == disc(-50.0)
    assert after.level("L3").disc_above == disc(-50.0)


def test_that_an_end_level_just_goes() -> None:
    plan = found_plan("L1", "L2", "L3")
    assert isinstance(removed_level(plan, "L3"), RemoveLevel)
    assert names(removed_level(plan, "L1").apply(plan)) == ["L2", "L3"]


def test_that_a_level_that_carries_something_is_not_taken_out() -> None:
    plan = with_lesion(found_plan("L1", "L2", "L3"), "L2")
    with pytest.raises(EditRefused, match="carries"):
        removed_level(plan, "L2").apply(plan)


def test_that_inserting_asks_for_found_levels() -> None:
    with pytest.raises(EditRefused, match="Find the levels"):
        inserted_level(plan_of(), (0.0, 0.0, 0.0))


def test_that_an_insertion_never_overwrites_a_mark_beyond_the_row() -> None:
    lone = replace(row("T12", state="confirmed", top_z=200.0)[0], disc_above=None, disc_below=None)
    plan = found_plan("L1", "L2")
    plan = replace(plan, levels=(lone, *plan.levels))
    with pytest.raises(EditRefused, match="T12"):
        inserted_level(plan, (0.0, BODY_Y_MM, -45.0))


def test_that_a_gap_in_the_row_keeps_its_place_in_the_chain() -> None:
    levels = row("L1", "L2", "L3")
    chain = chain_of((levels[0], levels[2]))
    assert chain.names == ("L3", "L3", "L1")
    assert [one.centre_mm[2] for one in chain.discs] == [-90.0, -60.0, -30.0, 0.0]
    assert chain_of(()) is None


def test_that_every_correction_is_one_edit_that_keeps_order() -> None:
    plan = found_plan("T11", "T12", "L1", "L2")
    for edit in (
        moved_disc(plan, disc(-30.0), disc(-28.0)),
        inserted_level(plan, (0.0, BODY_Y_MM, -45.0)),
        removed_level(plan, "L1"),
        named_level(plan, "L1", "L2"),
    ):
        assert isinstance(edit, SetLevels)
        after = edit.apply(plan)
        ranks = [level_rank(level.name) for level in after.levels]
        heights = [level.centre_mm[2] for level in after.levels]
        assert ranks == sorted(ranks)
        assert heights == sorted(heights, reverse=True)
        assert after.spine_line_mm == plan.spine_line_mm
