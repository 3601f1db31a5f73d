"""A registration in the plan: what it may be, who confirms it, and when it no longer holds."""

import msgspec
import pytest
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.compare import differences
from spineplan.plan.edits import ConfirmRegistration, PutLevel, PutRegistration, RemoveRegistration, RenameLevels
from spineplan.plan.history import UndoStack
from spineplan.plan.merge import merge
from spineplan.plan.model import Identity, Level, Plan, PointPair, RegisteredLevel, Registration, SeriesRef
from spineplan.plan.registration import standing

ROWS = ((1.0, 0.0, 0.0, 5.0), (0.0, 1.0, 0.0, -3.0), (0.0, 0.0, 1.0, -120.0))
LEVELS = tuple(Level(name=name, centre_mm=(0.0, 0.0, -35.0 * n)) for n, name in enumerate(("L2", "L3", "L4")))
PLAN = Plan(
    identity=Identity(patient_id="1"),
    reference=SeriesRef(series_uid="1.ct", frame_of_reference_uid="1.9", modality="CT"),
    levels=LEVELS,
)
FOUND = Registration(
    frame_of_reference_uid="2.9",
    series_uid="2.mr",
    to_frame_uid="1.9",
    to_series_uid="1.ct",
    levels=tuple(RegisteredLevel(name=one.name, centre_mm=one.centre_mm) for one in LEVELS),
    pairs=(PointPair(plan_mm=(0.0, 0.0, 0.0), series_mm=(-5.0, 3.0, 120.0), level="L2"),),
    plan_from_series=ROWS,
    method="levels",
    mean_mm=0.8,
    worst_mm=1.2,
)
PROPOSED = PutRegistration(FOUND).apply(PLAN)
CONFIRMED = ConfirmRegistration("2.9", "Dr A", "2026-01-01T00:00:00Z").apply(PROPOSED)


def now(plan: Plan) -> str:
    return standing(plan.registrations[0], plan.levels, plan.reference.frame_of_reference_uid)


def test_that_it_is_proposed_until_a_named_person_confirms_it() -> None:
    assert now(PROPOSED) == "proposed"
    with pytest.raises(EditRefused, match="who you are"):
        ConfirmRegistration("2.9", "", "u").apply(PROPOSED)
    assert now(CONFIRMED) == "confirmed"
    assert CONFIRMED.registrations[0].confirmed_by == "Dr A"


def test_that_no_edit_but_confirming_makes_it_confirmed() -> None:
    sneaked = replace(FOUND, state="confirmed", confirmed_by="Dr A")
    assert now(PutRegistration(sneaked).apply(PLAN)) == "proposed"


def test_that_every_change_of_a_confirmed_one_asks_again() -> None:
    moved = replace(CONFIRMED.registrations[0], plan_from_series=((*ROWS[0][:3], 6.0), *ROWS[1:]))
    again = PutRegistration(moved).apply(CONFIRMED)
    assert now(again) == "proposed"
    assert not again.registrations[0].confirmed_by
    assert again.registrations[0].stamp != FOUND.stamp


def test_that_without_a_result_or_levels_nothing_can_be_confirmed() -> None:
    for bare in (replace(FOUND, plan_from_series=None), replace(FOUND, levels=())):
        plan = PutRegistration(bare).apply(PLAN)
        assert now(plan) == "open"
        with pytest.raises(EditRefused, match="no result"):
            ConfirmRegistration("2.9", "Dr A", "u").apply(plan)
    with pytest.raises(EditRefused, match="no such"):
        ConfirmRegistration("2.9", "Dr A", "u").apply(PLAN)


@pytest.mark.parametrize("edit", [
    PutLevel(replace(LEVELS[1], centre_mm=(0.0, 0.0, -41.0))), RenameLevels((("L2", "L1"), ("L3", "L2"), ("L4", "L3"))),
])  # fmt: skip
def test_that_it_is_stale_once_the_levels_are_others(edit: PutLevel | RenameLevels) -> None:
    changed = edit.apply(CONFIRMED)
    assert now(changed) == "stale"
    with pytest.raises(EditRefused, match="levels have changed"):
        ConfirmRegistration("2.9", "Dr A", "u").apply(changed)


def test_that_a_level_moved_by_a_nudge_stays_the_same_level() -> None:
    assert now(PutLevel(replace(LEVELS[1], centre_mm=(2.0, 1.0, -36.0))).apply(CONFIRMED)) == "confirmed"


def test_that_it_is_stale_in_another_frame_of_reference() -> None:
    assert standing(CONFIRMED.registrations[0], LEVELS, "other") == "stale"


@pytest.mark.parametrize("rows", [
    ((2.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0)),
    ((-1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0)),
    ((1.0, 0.1, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0)),
    ((1.0, 0.0, 0.0, float("nan")), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0)),
])  # fmt: skip
def test_that_scaling_shear_mirrors_and_nan_never_get_into_a_plan(rows: tuple) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match="registration"):
        replace(FOUND, plan_from_series=rows)


def test_that_images_of_one_frame_need_none() -> None:
    with pytest.raises(ValueError, match="one frame"):
        replace(FOUND, frame_of_reference_uid="1.9")


def test_that_there_is_one_per_frame_and_none_serves_other_images() -> None:
    assert len(PutRegistration(replace(FOUND, series_uid="2.t1")).apply(PROPOSED).registrations) == 1
    assert FOUND.serves("2.9", "2.stir")
    assert not FOUND.serves("3.9", "2.mr")
    alone = replace(FOUND, frame_of_reference_uid="")
    assert alone.serves("", "2.mr")
    assert not alone.serves("", "2.t1")


def test_that_removing_and_undo_bring_back_what_was() -> None:
    stack = UndoStack()
    stack.push("Remove registration", CONFIRMED)
    gone = RemoveRegistration("2.9").apply(CONFIRMED)
    assert gone.registrations == ()
    back = stack.undo(gone)
    assert back is not None
    assert back.before == CONFIRMED


def test_that_two_plans_tell_and_merge_it() -> None:
    said = [one.sentence for one in differences(PROPOSED, CONFIRMED)]
    assert said == ["Registration: confirmed by Dr A."]
    assert [one.sentence for one in differences(PLAN, PROPOSED)] == ["Registration added."]
    other = PutLevel(Level(name="L5", centre_mm=(0.0, 0.0, -105.0))).apply(PLAN)
    merged = merge(PLAN, CONFIRMED, other)
    assert merged.conflicts == ()
    assert merged.plan.registrations == CONFIRMED.registrations


def test_that_it_survives_the_file() -> None:
    again = msgspec.json.decode(msgspec.json.encode(CONFIRMED), type=Plan)
    assert again == CONFIRMED
    assert CONFIRMED.registrations[0].range_words == "L2–L4"
