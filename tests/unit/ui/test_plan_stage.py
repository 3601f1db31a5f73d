"""The Plan stage on a vertebra of blocks: proposals, margins, small steps, the entry map."""

import time
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.plan.edits import PutLevel, PutNeedle
from spineplan.plan.model import Identity, Level
from spineplan.ui.sheets.settings_sheet import SettingsSheet
from spineplan.viewer.images_area import ImagesArea
from tests.support.blocks import block_needle, block_session


@pytest.fixture
def planning(built: Built) -> Built:
    """L3 outlined, the Plan stage shown."""
    built.window.show()
    session, volume = block_session()
    assert session.plan.identity == Identity()
    built.bridge.set_session(session)
    built.bridge.look(series_uid=volume.series_uid)
    built.bridge.volumes_changed.emit(volume.series_uid)
    built.workstation.go("plan")
    QTest.qWait(30)
    return built


def until(ready: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end
        QTest.qWait(30)


def test_that_a_proposal_is_looked_at_before_it_is_taken(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    panel.model.setCurrentIndex(panel.model.findText("15G", Qt.MatchFlag.MatchContains))
    panel.refresh()
    until(lambda: bridge.safety.field("L3"))
    QTest.mouseClick(panel.proposals.ask, Qt.MouseButton.LeftButton)
    until(lambda: panel.proposals.found)
    assert panel.proposals.found.proposals, panel.proposals.found.refused
    assert len(bridge.session.plan.needles) == 1
    assert bridge.session.committed.needles == ()
    until(lambda: panel.prompt.text == "A proposal")
    QTest.mouseClick(panel.proposals.cards[0].take_button, Qt.MouseButton.LeftButton)
    assert len(bridge.session.committed.needles) == 1
    bridge.undo()
    assert bridge.session.committed.needles == ()


def test_that_leaving_gives_an_untaken_proposal_back(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    until(lambda: bridge.safety.field("L3"))
    panel.proposals.search()
    until(lambda: panel.proposals.found)
    planning.workstation.go("review")
    assert bridge.session.plan.needles == ()


def test_that_margins_are_shown_with_their_number_and_state(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    bridge.apply(PutNeedle(block_needle()))
    bridge.look(selected=("needle", "n1"))
    until(lambda: bridge.safety.margins(block_needle()))
    QTest.qWait(30)
    margins = bridge.safety.margins(block_needle())
    assert panel.margins.least.text == f"{margins.worst_mm:.1f}"
    assert panel.margins.at_edge.text == f"{margins.envelope.worst_mm:.1f}"
    assert panel.margins.missing.isHidden()
    chosen = panel.margins.choice.box.findData("robot")
    panel.margins.choice.box.setCurrentIndex(chosen)
    panel.margins.choice.box.activated.emit(chosen)
    assert bridge.session.plan.guidance == "robot"


def test_that_own_figures_of_a_guidance_are_entered_kept_and_taken_back(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    bridge.apply(PutNeedle(block_needle()))
    bridge.look(selected=("needle", "n1"))
    until(lambda: bridge.safety.margins(block_needle()))
    QTest.qWait(30)
    choice, usual = panel.margins.choice, panel.margins.at_edge.text
    choice.edit.click()
    choice.tip.setValue(9.0)
    choice.source.clear()
    assert not choice.use.isEnabled()
    choice.by.setText("Dr Rossi")
    QTest.keyClicks(choice.source, "own series")
    QTest.mouseClick(choice.use, Qt.MouseButton.LeftButton)
    QTest.qWait(30)
    (kept,) = bridge.session.plan.guidance_errors
    assert (kept.tip_mm, kept.by, kept.source) == (9.0, "Dr Rossi", "own series")
    assert float(panel.margins.at_edge.text) < float(usual)
    assert "Dr Rossi" in choice.said.text()
    assert "PMC4499536" in choice.said.text()
    assert "own ±9 mm" in choice.box.currentText()
    assert "Dr Rossi" in planning.window.settings.guidance_errors
    choice.edit.click()
    QTest.mouseClick(choice.restore, Qt.MouseButton.LeftButton)
    QTest.qWait(30)
    assert bridge.session.plan.guidance_errors == ()
    assert panel.margins.at_edge.text == usual
    assert planning.window.settings.guidance_errors == ""


def test_that_the_reach_of_the_c_arm_is_set_once_and_counts_everywhere(planning: Built) -> None:
    bridge = planning.bridge
    bridge.apply(PutNeedle(block_needle()))
    until(lambda: bridge.safety.margins(block_needle()))
    assert bridge.safety.margins(block_needle()).c_arm.reachable
    sheet = SettingsSheet(planning.window.settings, [], planning.window)
    oblique = bridge.safety.margins(block_needle()).c_arm.angles.posterior_oblique_deg
    tilt = abs(bridge.safety.margins(block_needle()).c_arm.angles.secondary_deg)
    sheet.c_arm["c_arm_oblique_deg"].setValue(30)
    sheet.c_arm["c_arm_tilt_deg"].setValue(5)
    assert (bridge.safety.limits.primary_deg, bridge.safety.limits.secondary_deg) == (30.0, 5.0)
    assert bridge.safety.margins(block_needle()).c_arm.reachable is (oblique <= 30.0 and tilt <= 5.0)
    bridge.look(selected=("needle", "n1"))
    bridge.apply(PutNeedle(replace(block_needle(), entry_mm=steep_entry())))
    panel = planning.deck.panel("plan")
    until(panel.numbers.reach.text)
    assert "the C-arm t" in panel.numbers.reach.text()


def steep_entry() -> tuple[float, float, float]:
    """Of the block needle, 20 degrees steeper than a C-arm that tilts 5 degrees can follow."""
    x, y, z = block_needle().entry_mm
    return (x, y, z + 0.36 * abs(y - block_needle().target_mm[1]))


def test_that_a_level_without_outline_says_what_to_do(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    level = bridge.session.plan.levels[0]
    bridge.apply(PutLevel(type(level)(name="L3", centre_mm=level.centre_mm)))
    bridge.apply(PutNeedle(block_needle()))
    bridge.look(selected=("needle", "n1"))
    QTest.qWait(30)
    assert "find the levels or import labels" in panel.margins.missing.text()
    panel.proposals.search()
    assert "find the levels or import labels" in panel.proposals.said.text()


def test_that_another_level_shows_its_own_needle_and_moves_none(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    bridge.apply(PutLevel(Level(name="L2", centre_mm=(-1.0, -3.0, 34.0), treat=True)))
    bridge.apply(PutLevel(Level(name="L1", centre_mm=(-1.0, -3.0, 69.0))))
    bridge.apply(PutNeedle(block_needle()))
    bridge.apply(PutNeedle(replace(block_needle(), id="n2", level="L1")))
    bridge.look(selected=("needle", "n1"))
    panel.refresh()
    for name, selected in (("L1", ("needle", "n2")), ("L2", ("level", "L2")), ("L3", ("needle", "n1"))):
        panel.level.setCurrentIndex(panel.level.findData(name))
        panel.level.activated.emit(panel.level.currentIndex())
        assert bridge.session.view.selected == selected
        assert bridge.session.view.crosshair_mm == bridge.session.plan.level(name).centre_mm
        panel.refresh()
        assert panel.level.currentData() == name
    assert [needle.level for needle in bridge.session.plan.needles] == ["L3", "L1"]
    planning.window.board.level_chosen.emit("L1")
    assert bridge.session.view.selected == ("needle", "n2")


def test_that_the_stage_opens_at_the_level_looked_at(planning: Built) -> None:
    bridge = planning.bridge
    bridge.apply(PutLevel(Level(name="L2", centre_mm=(-1.0, -3.0, 34.0), treat=True)))
    bridge.apply(PutNeedle(block_needle()))
    for place, selected in (((0.0, 0.0, 34.0), ("level", "L2")), ((0.0, 0.0, -1.0), ("needle", "n1"))):
        planning.workstation.go("levels")
        bridge.look(selected=None, crosshair_mm=place)
        planning.workstation.go("plan")
        assert bridge.session.view.selected == selected


def test_that_what_the_field_found_is_not_called_unmarked(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    panel.refresh()
    assert "spinal canal" in panel.words.unknown.text()
    until(lambda: bridge.safety.field("L3"))
    panel.refresh()
    assert "spinal canal" not in panel.words.unknown.text()
    assert "nerve root" in panel.words.unknown.text()


def test_that_keys_move_the_needle_by_half_a_millimetre_and_a_lock_holds_it(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    bridge.apply(PutNeedle(block_needle()))
    bridge.look(selected=("needle", "n1"))
    planning.window.activateWindow()
    QTest.qWait(50)
    QTest.keyClick(planning.window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    moved = bridge.session.plan.needles[0]
    assert moved.entry_mm[2] == pytest.approx(block_needle().entry_mm[2] + 0.5)
    panel.moves.lock.click()
    QTest.keyClick(planning.window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert bridge.session.plan.needles[0].entry_mm == moved.entry_mm


def test_that_the_other_side_is_one_click_away(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    bridge.apply(PutNeedle(block_needle()))
    bridge.look(selected=("needle", "n1"))
    QTest.qWait(30)
    panel.moves.mirror.click()
    left, right = bridge.session.plan.needles
    assert right.side == "right"
    assert right.entry_mm[0] == pytest.approx(2 * bridge.session.plan.levels[0].centre_mm[0] - left.entry_mm[0])


def test_that_a_set_is_taken_in_one_step(planning: Built) -> None:
    panel, bridge = planning.deck.panel("plan"), planning.bridge
    panel.model.setCurrentIndex(panel.model.findText("15G", Qt.MatchFlag.MatchContains))
    panel.refresh()
    panel.proposals.search_set()
    until(panel.proposals.set_card.isVisible)
    panel.proposals.set_card.take_button.click()
    assert sorted(needle.side for needle in bridge.session.plan.needles) == ["left", "right"]
    bridge.undo()
    assert bridge.session.plan.needles == ()


def test_that_a_drag_on_the_entry_map_turns_the_needle_about_its_target(planning: Built) -> None:
    bridge = planning.bridge
    planning.workstation._show_images()
    bridge.apply(PutNeedle(block_needle()))
    bridge.look(selected=("needle", "n1"), layout="trajectory", needle_depth_mm=0.0, entry_map=True)
    until(lambda: bridge.safety.margins(block_needle()))
    QTest.qWait(50)
    area = planning.window.findChild(ImagesArea)
    assert area is not None
    pane = next(pane for pane in area.panes if pane.eye.pane == "bulls_eye")
    place = pane.rect().center()
    place.setX(place.x() + 60)
    expected = pane.plane.mm_from_px(place.x(), place.y())
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=place)
    needle = bridge.session.plan.needles[0]
    assert needle.target_mm == block_needle().target_mm
    back = [a - b for a, b in zip(needle.entry_mm, needle.target_mm, strict=True)]
    wanted = expected - needle.target_mm
    assert sum(a * b for a, b in zip(back, wanted, strict=True)) == pytest.approx(
        sum(a * a for a in back) ** 0.5 * float((wanted @ wanted) ** 0.5), rel=1e-6
    )
