"""What the panels write into the plan and say of it."""

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from spineplan.app import Built
from spineplan.plan.edits import PutLevel, PutNeedle
from spineplan.plan.model import Level, Needle
from spineplan.ui.stages import STAGES

NEEDLE = Needle(
    id="n", level="L3", approach="transpedicular", side="left", entry_mm=(20.0, 30.0, 0.0), target_mm=(2.0, -10.0, 0.0),
    model="11G 125", gauge="11G", outer_diameter_mm=3.05, length_mm=125.0,
)  # fmt: skip


@pytest.fixture
def named(opened: Built) -> Built:
    """L2, L3 and L4 are named."""
    for name, z in (("L2", 30.0), ("L3", 0.0), ("L4", -30.0)):
        opened.bridge.apply(PutLevel(Level(name=name, centre_mm=(0.0, 0.0, z), confirmed_by="Dr Test")))
    return opened


def panel(built: Built, stage):
    built.workstation.go(stage)
    QTest.qWait(20)
    return built.deck.panel(stage)


def test_that_the_prompt_says_exactly_which_level_is_expected(opened: Built) -> None:
    levels = panel(opened, "levels")
    assert levels.prompt.text == "Click the body of T12"
    levels.by_hand.down.click()
    QTest.qWait(10)
    assert levels.prompt.text == "Click the body of T13"
    levels.by_hand.down.click()
    levels.by_hand.skip_button.click()
    QTest.qWait(10)
    assert levels.prompt.text == "Click the body of L2"
    assert opened.bridge.session.view.layout == "sagittal_first"


def test_that_leaving_the_levels_gives_the_mouse_back(opened: Built) -> None:
    panel(opened, "levels")
    assert opened.bridge.session.view.tool == "level"
    panel(opened, "review")
    assert opened.bridge.session.view.tool == "window"


def test_that_the_whole_numbering_moves_at_once_and_back_by_undo(named: Built) -> None:
    panel(named, "levels").by_hand.shift_down.click()
    assert [level.name for level in named.bridge.session.plan.levels] == ["L3", "L4", "L5"]
    named.bridge.undo()
    assert [level.name for level in named.bridge.session.plan.levels] == ["L2", "L3", "L4"]


def test_that_ticking_treat_keeps_the_keyboard_focus_and_the_row(named: Built) -> None:
    decide = panel(named, "decide")
    symptomatic, treat = decide.ticks("L3")
    symptomatic.click()
    treat.click()
    QTest.qWait(20)
    level = named.bridge.session.plan.level("L3")
    assert (level.symptomatic, level.treat) == (True, True)
    assert decide.ticks("L3") == (symptomatic, treat)
    assert decide.prompt.text == "To treat: L3"
    named.bridge.undo()
    QTest.qWait(20)
    assert not treat.isChecked()


def test_that_a_sphere_at_the_crosshair_becomes_a_lesion_of_the_level_there(named: Built) -> None:
    lesions = panel(named, "lesions")
    named.bridge.look(None, crosshair_mm=(0.0, 0.0, 1.0))
    lesions.sphere_button.click()
    QTest.qWait(20)
    lesion = named.bridge.session.plan.lesions[0]
    assert lesion.level == "L3"
    assert lesion.mask.volume_ml == pytest.approx(4.19 * 0.125, rel=0.25)
    assert lesions.mean.text == "60"
    lesions.kinds.buttons()[1].click()
    assert named.bridge.session.plan.lesions[0].kind == "blastic"
    lesions.remove_button.click()
    assert named.bridge.session.plan.lesions == ()


def test_that_an_ellipsoid_has_the_half_axes_of_its_fields(named: Built) -> None:
    lesions = panel(named, "lesions")
    named.bridge.look(None, crosshair_mm=(0.0, 0.0, 1.0))
    for spin, half_axis in zip(lesions.half_axes, (12.0, 8.0, 6.0), strict=True):
        spin.setValue(half_axis)
    lesions.ellipsoid_button.click()
    session = named.bridge.session
    mask = session.masks.get(session.plan.lesions[0].mask)
    assert mask.volume_ml == pytest.approx(4 / 3 * np.pi * 12 * 8 * 6 / 1000, rel=0.05)
    k, j, i = np.nonzero(mask.voxels_kji)
    assert [2.0 * int(np.ptp(along)) for along in (i, j, k)] == pytest.approx([24.0, 16.0, 12.0], abs=4.0)


def test_that_the_brush_is_what_its_fields_say(named: Built) -> None:
    lesions = panel(named, "lesions")
    lesions.radius.setValue(3.5)
    lesions.limited.click()
    lesions.low.setValue(400)
    brush = named.bridge.session.view.brush
    assert brush.radius_mm == 3.5
    assert brush.limits == (150.0, 400.0)


def test_that_the_numbers_at_the_table_are_large_and_right(named: Built) -> None:
    named.bridge.apply(PutNeedle(NEEDLE))
    plan = panel(named, "plan")
    assert plan.numbers.convergence.text == "24.2°"
    assert plan.numbers.cranio_caudal.text == "0.0°"
    skin_y = 43.0 + 2.0 * (60.0 + 300.0) / 1060.0  # -300 HU between the last voxel of tissue and the first of air
    assert plan.numbers.skin_target.text == f"{(skin_y + 10.0) / 40.0 * (18.0**2 + 40.0**2) ** 0.5:.1f}"
    assert plan.prompt.text == "L3 left, 11G × 125 mm"


def test_that_a_needle_that_is_too_short_is_said_to_be(named: Built) -> None:
    from msgspec.structs import replace

    named.bridge.apply(PutNeedle(replace(NEEDLE, length_mm=60.0)))
    plan = panel(named, "plan")
    assert "Too short" in plan.numbers.length.text()
    assert any(finding.code == "needle-short" for finding in named.window.findings.findings)


def test_that_a_needle_drawn_on_the_other_side_is_a_safety_finding(named: Built) -> None:
    from msgspec.structs import replace

    named.bridge.apply(PutNeedle(replace(NEEDLE, side="right")))
    QTest.qWait(20)
    assert named.window.findings.findings[0].severity == "safety"
    assert "planned for the right side but enters on the left" in named.window.findings.findings[0].sentence


def test_that_quick_steps_of_the_cement_field_are_one_undo_step(named: Built) -> None:
    plan = panel(named, "plan")
    named.bridge.look(None, crosshair_mm=(0.0, 0.0, 0.0))
    for _ in range(5):
        plan.cement.volume.stepUp()
    plan.cement._put()
    assert [target.volume_ml for target in named.bridge.session.plan.cement] == [0.5]
    named.bridge.undo()
    assert named.bridge.session.plan.cement == ()


def test_that_a_problem_needs_a_note(opened: Built) -> None:
    review = panel(opened, "review")
    review.items.choose(30)
    review.problem_button.click()
    assert opened.bridge.session.plan.checklist == ()
    assert opened.window.message.text == "Say in the note what the problem is."
    review.note.setText("Fever since Monday")
    review.problem_button.click()
    assert opened.bridge.session.plan.checklist[0].state == "problem"


def test_that_answering_goes_on_to_the_next_open_item_and_can_be_taken_back(opened: Built) -> None:
    review = panel(opened, "review")
    review.items.choose(2)
    review.done_button.click()
    QTest.qWait(20)
    assert review.items.current().item.id == 3
    review.items.choose(2)
    review.reopen_button.click()
    QTest.qWait(20)
    assert review.items.current().state == "open"


def test_that_all_51_items_are_listed(opened: Built) -> None:
    review = panel(opened, "review")
    assert len(review.items._rows) == 51
    assert review.verdict.text() == "REVIEW"


def test_that_every_control_of_the_window_has_a_name_for_screen_readers(named: Built) -> None:
    named.bridge.apply(PutNeedle(NEEDLE))
    for stage in STAGES:
        panel(named, stage)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in named.window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QComboBox)
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")() or widget.toolTip())
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_that_no_panel_is_wider_than_its_column(named: Built, scale: float) -> None:
    named.bridge.apply(PutNeedle(NEEDLE))
    named.settings.font_scale = scale
    try:
        for stage in STAGES:
            shown = panel(named, stage)
            inner = shown._scroll.widget()
            assert inner.minimumSizeHint().width() <= shown._scroll.viewport().width(), stage
    finally:
        named.settings.font_scale = 1.0


def test_that_checklist_items_show_their_whole_text(opened: Built) -> None:
    review = panel(opened, "review")
    QTest.qWait(20)
    longest = max(review.items._states.values(), key=lambda state: len(state.item.text))
    shortest = min(review.items._states.values(), key=lambda state: len(state.item.text))
    rows = [review.items.visualRect(review.items.row_index(state.item.id)).height() for state in (longest, shortest)]
    assert rows[0] > 1.7 * rows[1]


def test_that_one_click_leads_to_the_next_open_item_and_round_again(opened: Built) -> None:
    review = panel(opened, "review")
    waiting = [number for number, state in review.items._states.items() if state.state == "open"]
    assert f"{len(waiting)} left" in review.next_open_button.text()
    review.items.choose(waiting[-1])
    review.next_open_button.click()
    assert review.items.current().item.id == waiting[0]
    review.next_open_button.click()
    assert review.items.current().item.id == waiting[1]
