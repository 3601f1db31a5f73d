"""The verbs of the plan: each says what it is, and refuses what would break the plan."""

import msgspec
import pytest

from spineplan.errors import EditRefused
from spineplan.plan.edits import (
    AddSeries,
    AnswerItem,
    AnyEdit,
    Edit,
    PutLesion,
    PutLevel,
    PutNeedle,
    RemoveLesion,
    RemoveLevel,
    RenameLevels,
    SetCement,
    SetNotes,
)
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, USUAL_LEVELS, level_rank, region
from spineplan.plan.model import (
    ChecklistAnswer,
    Ellipsoid,
    KeyImage,
    Lesion,
    Level,
    MaskRef,
    Measurement,
    Plan,
    SeriesRef,
)
from tests.support.full_plans import CT, empty_plan, full_session, needle


def with_levels(*names: str) -> Plan:
    """A plan with these levels."""
    plan = empty_plan()
    for name in names:
        plan = PutLevel(Level(name=name, centre_mm=(0.0, 0.0, 0.0))).apply(plan)
    return plan


def test_that_levels_stand_in_the_order_of_the_spine() -> None:
    assert [level.name for level in with_levels("S1", "T13", "C1", "L1", "T12").levels] == [
        "C1", "T12", "T13", "L1", "S1",
    ]  # fmt: skip


def test_that_marking_a_level_again_moves_it() -> None:
    plan = PutLevel(Level(name="L3", centre_mm=(1.0, 2.0, 3.0))).apply(with_levels("L3"))
    assert [level.centre_mm for level in plan.levels] == [(1.0, 2.0, 3.0)]


def test_that_a_level_that_carries_something_is_not_removed() -> None:
    plan = full_session().committed
    with pytest.raises(EditRefused, match="L3 carries lesions"):
        RemoveLevel("L3").apply(plan)
    assert [level.name for level in RemoveLevel("L4").apply(plan).levels] == ["L3"]


def test_that_renaming_takes_everything_along() -> None:
    plan = RenameLevels((("L3", "L2"), ("L4", "L3"))).apply(full_session().committed)
    assert [level.name for level in plan.levels] == ["L2", "L3"]
    assert {plan.lesions[0].level, plan.needles[0].level, plan.cement[0].level} == {"L2"}


@pytest.mark.parametrize("renames", [(("L3", "L4"),), (("L3", "L9"),)])
def test_that_a_rename_onto_another_or_no_level_is_refused(renames: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(EditRefused):
        RenameLevels(renames).apply(full_session().committed)


@pytest.mark.parametrize(
    "edit",
    [
        PutLesion(Lesion(id="a", level="L1", seed_mm=(0.0, 0.0, 0.0))),
        PutNeedle(needle(level="T1")),
        SetCement("S1", 3.0),
        SetCement("L3", 51.0),
        SetCement("L3", float("nan")),
    ],
)
def test_that_an_edit_that_breaks_the_plan_is_refused_with_a_sentence(edit: Edit) -> None:
    with pytest.raises(EditRefused, match=r"^[A-Z].*\.$"):
        edit.apply(with_levels("L3"))


def test_that_cement_is_set_and_taken_back() -> None:
    plan = SetCement("L3", 4.0).apply(with_levels("L3"))
    assert plan.cement[0].volume_ml == 4.0
    assert SetCement("L3", None).apply(plan).cement == ()


def test_that_removing_what_is_not_there_changes_nothing() -> None:
    plan = full_session().committed
    assert RemoveLesion("nobody").apply(plan) == plan


def test_that_answers_stand_in_the_order_of_the_checklist() -> None:
    plan = empty_plan()
    for number in (9, 3, 9):
        plan = AnswerItem(ChecklistAnswer(item=number, state="done")).apply(plan)
    assert [answer.item for answer in plan.checklist] == [3, 9]


def test_that_a_series_is_noted_once() -> None:
    plan = AddSeries(CT).apply(AddSeries(SeriesRef(series_uid="5")).apply(empty_plan()))
    assert [ref.series_uid for ref in plan.series] == ["5", CT.series_uid]


def test_the_labels_that_undo_shows() -> None:
    level = Level(name="L3", centre_mm=(0.0, 0.0, 0.0))
    edits: list[Edit] = [
        PutLevel(level),
        PutLevel(level, verb="Move"),
        PutNeedle(needle()),
        SetCement("L3", 1.0),
        SetNotes(""),
        AnswerItem(ChecklistAnswer(item=7, state="done")),
    ]
    assert [edit.label for edit in edits] == [
        "Mark L3", "Move L3", "Place needle L3 left", "Cement L3", "Notes", "Checklist item 7",
    ]  # fmt: skip


def test_that_stored_edits_refuse_unknown_fields_and_kinds() -> None:
    for text in (b'{"type":"SetNotes","notes":"","more":1}', b'{"type":"Delete"}', b'{"notes":""}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(text, type=AnyEdit)


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Level(name="L7", centre_mm=(0.0, 0.0, 0.0)),
        lambda: Level(name="L3", centre_mm=(NAN, 0.0, 0.0)),
        lambda: Level(name="L3", centre_mm=(0.0, -INF, 0.0)),
        lambda: Level(name="L3", centre_mm=(0.0, 0.0, 2e5)),
        lambda: needle(target_mm=(30.0, 60.0, -775.5)),
        lambda: needle(outer_diameter_mm=NAN),
        lambda: needle(length_mm=1e9),
        lambda: Ellipsoid(centre_mm=(0.0, 0.0, 0.0), semi_axes_mm=(0.1, 5.0, 5.0)),
        lambda: Ellipsoid(
            centre_mm=(0.0, 0.0, 0.0),
            semi_axes_mm=(5.0, 5.0, 5.0),
            axes_lps=((1.0, 0.0, 0.0), (0.6, 0.8, 0.0), (0.0, 0.0, 1.0)),
        ),
        lambda: MaskRef(sha256="x" * 64, series_uid="", voxels=1, volume_ml=1.0),
        lambda: MaskRef(sha256="a" * 64, series_uid="", voxels=10**400, volume_ml=1.0),
        lambda: Measurement(
            id="a", kind="angle", points_mm=((0.0, 0.0, 0.0),) * 2, frame_of_reference_uid="", series_uid=""
        ),
        lambda: Lesion(id="a", level="L3", seed_mm=(0.0, 0.0, 0.0), note="a\x00b"),
        lambda: Lesion(id="a", level="L3", seed_mm=(0.0, 0.0, 0.0), note="half \ud800"),
        lambda: ChecklistAnswer(item=0, state="done"),
        lambda: SeriesRef(series_uid="1", slices=-1),
    ],
)
def test_that_impossible_values_are_refused(make: object) -> None:
    with pytest.raises(ValueError):
        make()  # type: ignore[operator]


def test_that_an_ellipsoid_knows_its_volume() -> None:
    ball = Ellipsoid(centre_mm=(0.0, 0.0, 0.0), semi_axes_mm=(10.0, 10.0, 10.0))
    assert ball.volume_ml == pytest.approx(4.18879, abs=1e-5)


def test_the_order_of_the_spine() -> None:
    assert len(ALL_LEVELS) == 7 + 13 + 6 + 5 + 1
    assert [level_rank(name) for name in ALL_LEVELS] == list(range(32))
    assert set(ALL_LEVELS) - set(USUAL_LEVELS) == TRANSITIONAL
    assert [region(name) for name in ("C7", "T13", "L6", "S5", "Co")] == ["C", "T", "L", "S", "Co"]
    with pytest.raises(ValueError, match="not a vertebral level"):
        region("X1")


def test_that_a_key_image_needs_perpendicular_screen_axes() -> None:
    fields = {"id": "k", "series_uid": "1", "centre_mm": (0.0, 0.0, 0.0), "mm_per_px": 1.0}
    window = {"window_width": 400.0, "window_centre": 40.0}
    KeyImage(**fields, **window, right_lps=(1.0, 0.0, 0.0), down_lps=(0.0, 1.0, 0.0))
    with pytest.raises(ValueError, match="perpendicular"):
        KeyImage(**fields, **window, right_lps=(1.0, 0.0, 0.0), down_lps=(1.0, 0.0, 0.0))


@pytest.mark.parametrize("name", ["a\udce9", "a\x00", "a" * 5000])
def test_that_a_name_no_file_could_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="confirmed_by"):
        Level(name="L1", centre_mm=(0.0, 0.0, 0.0), confirmed_by=name)
    with pytest.raises(ValueError, match="by is"):
        ChecklistAnswer(item=1, state="done", by=name)


@pytest.mark.parametrize("end_b", [(0.0, 0.0, 0.0), (7.0, 0.0, 0.0), (-3.0, 0.0, 0.0)])
def test_that_an_ellipse_without_area_is_refused(end_b: tuple[float, float, float]) -> None:
    space = {"frame_of_reference_uid": "1", "series_uid": "2"}
    points = ((0.0, 0.0, 0.0), (5.0, 0.0, 0.0))
    Measurement(id="m", kind="ellipse", points_mm=(*points, (0.0, 3.0, 0.0)), **space)
    with pytest.raises(ValueError, match="across each other"):
        Measurement(id="m", kind="ellipse", points_mm=(*points, end_b), **space)
