"""From clicks to needles."""

import numpy as np
import pytest

from spineplan.clinical.needles import default_needle, needle_model
from spineplan.errors import EditRefused
from spineplan.geometry.angles import needle_angles
from spineplan.plan.model import Plan
from spineplan.session.needle_placing import (
    change_model,
    change_side,
    draft_at,
    move_entry,
    move_target,
    place,
    shift,
)
from spineplan.session.view_state import NeedleDraft
from tests.support.plans import mirrored, mirrored_point, plan_of, spine

PLAN = plan_of(spine("L1", "L2", "L3"))
TARGET, ENTRY = (4.0, -6.0, -70.0), (28.0, 45.0, -66.0)


def placed(plan: Plan = PLAN, entry=ENTRY, target=TARGET) -> Plan:
    return place(plan, draft_at(plan, target), entry, "n").apply(plan)


def test_that_target_and_entry_make_a_needle_of_the_level_and_side_clicked() -> None:
    needle = placed().needles[0]
    assert (needle.level, needle.side, needle.entry_mm, needle.target_mm) == ("L3", "left", ENTRY, TARGET)
    model = default_needle()
    assert (needle.model, needle.gauge) == (model.id, model.gauge)
    assert (needle.outer_diameter_mm, needle.length_mm) == (model.outer_diameter_mm, model.length_mm)


def test_that_a_mirrored_click_makes_the_mirrored_needle() -> None:
    other = placed(mirrored(PLAN), mirrored_point(ENTRY), mirrored_point(TARGET))
    assert other.needles == mirrored(placed()).needles
    assert other.needles[0].side == "right"


def test_that_a_named_level_is_kept() -> None:
    draft = draft_at(PLAN, TARGET, NeedleDraft("L2", "parapedicular", "13G 100"))
    assert (draft.level, draft.approach, draft.target_mm) == ("L2", "parapedicular", TARGET)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (lambda: draft_at(PLAN, (0.0, 0.0, 90.0)), "No level is marked here"),
        (lambda: draft_at(PLAN, TARGET, NeedleDraft("T1", "a", "11G 100")), "T1 is not marked"),
        (lambda: place(PLAN, NeedleDraft("L3", "a", "11G 100"), ENTRY), "target first, then the entry"),
        (lambda: place(PLAN, draft_at(PLAN, TARGET), TARGET), "at least 1 mm apart"),
        (lambda: place(PLAN, NeedleDraft("L3", "a", "no such", TARGET), ENTRY), "holds no no such"),
        (lambda: move_entry(PLAN, "gone", ENTRY), "no longer in the plan"),
        (lambda: move_target(placed(), "n", ENTRY), "at least 1 mm apart"),
    ],
)
def test_that_what_cannot_be_placed_is_refused_with_a_sentence(action, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        action()


def test_that_ends_move_alone_and_the_planned_side_stays() -> None:
    plan = placed()
    moved = move_entry(plan, "n", (-28.0, 45.0, -66.0)).apply(plan).needles[0]
    assert (moved.entry_mm, moved.target_mm, moved.side) == ((-28.0, 45.0, -66.0), TARGET, "left")
    moved = move_target(plan, "n", (0.0, 0.0, -72.0)).apply(plan).needles[0]
    assert (moved.entry_mm, moved.target_mm) == (ENTRY, (0.0, 0.0, -72.0))


def test_that_a_shifted_needle_keeps_its_angles() -> None:
    plan = placed()
    moved = shift(plan, "n", np.array([2.0, -3.0, 5.0])).apply(plan).needles[0]
    assert moved.entry_mm == (30.0, 42.0, -61.0)
    assert needle_angles(moved.entry_mm, moved.target_mm, 0.0) == needle_angles(ENTRY, TARGET, 0.0)


def test_that_model_and_side_can_be_changed() -> None:
    plan = placed()
    thin = change_model(plan, "n", "13G 125").apply(plan).needles[0]
    model = needle_model("13G 125")
    assert (thin.gauge, thin.outer_diameter_mm, thin.length_mm) == ("13G", model.outer_diameter_mm, 125.0)
    assert change_side(plan, "n", "right").apply(plan).needles[0].side == "right"
