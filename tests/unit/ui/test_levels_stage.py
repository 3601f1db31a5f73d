"""The Levels stage: who vouches for names, what is said of a count, pedicles that can be corrected."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QPushButton, QWidget

from spineplan.anatomy.finding.level_naming import NO_ANCHOR, Suggestion
from spineplan.app import Built
from spineplan.plan.edits import ConfirmLevels, SetLevels
from spineplan.plan.model import PedicleMark
from spineplan.session.levels.level_finding import basis_of
from spineplan.session.levels.level_pedicles import angles_of
from spineplan.ui.go_there import level_at
from spineplan.viewer.level_actions import name_level
from tests.support.rows import found_plan

PEDICLES = tuple(
    PedicleMark(side=side, centre_mm=(x, -8.0, -15.0), axis_lps=(0.0, -1.0, 0.0), width_mm=width, height_mm=12.0)
    for side, x, width in (("left", 12.0, 9.0), ("right", -12.0, 6.5))
)


@pytest.fixture
def found(opened: Built) -> Built:
    """Three found levels, shown by the stage's panel. Nobody has said yet who he is."""
    opened.window.settings.user_name = ""
    plan = found_plan("L1", "L2", "L3")
    levels = tuple(replace(level, pedicles=PEDICLES) if level.name == "L2" else level for level in plan.levels)
    session = opened.bridge.session
    session.apply(SetLevels(levels, "Find levels", plan.spine_line_mm, NO_ANCHOR))
    opened.workstation.go("levels")
    QTest.qWait(20)
    return opened


def panel(built: Built) -> Any:
    QTest.qWait(20)
    return built.deck.panel("levels")


def click(widget: QPushButton) -> None:
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QTest.qWait(20)


def states(built: Built) -> dict[str, str]:
    return {level.name: level.state for level in built.bridge.session.plan.levels}


def choose(built: Built, name: str) -> None:
    built.bridge.look(None, selected=("level", name))
    QTest.qWait(20)


def test_that_found_levels_open_the_straightened_spine_and_the_mouse_names_nothing(found: Built) -> None:
    view = found.bridge.session.view
    assert (view.layout, view.tool) == ("spine", "window")
    found.workstation.go("lesions")
    assert found.bridge.session.view.layout == "four_up"


def test_that_a_count_without_an_anchor_is_said_in_the_panel_and_in_the_findings(found: Built) -> None:
    levels = panel(found)
    assert levels.basis.text() == f"△ {NO_ANCHOR}"
    assert levels.basis.objectName() == "warning"
    sentences = [one.sentence for one in found.window.findings.findings]
    assert NO_ANCHOR in sentences
    assert "3 names are suggestions that nobody has confirmed: L1 to L3." in sentences


def test_that_one_click_confirms_all_and_the_name_is_asked_once(found: Built) -> None:
    levels = panel(found)
    click(levels.confirm_button)
    assert set(states(found).values()) == {"proposed"}, "nobody has said yet who he is"
    levels.who.setText("Dr Rossi")
    click(levels.who_button)
    assert set(states(found).values()) == {"confirmed"}
    level = found.bridge.session.plan.level("L2")
    assert level.confirmed_by == "Dr Rossi"
    assert level.confirmed_utc
    assert found.window.settings.user_name == "Dr Rossi"
    found.bridge.undo()
    click(panel(found).confirm_button)
    assert not levels.who_card.isVisible()
    assert set(states(found).values()) == {"confirmed"}


def test_that_a_confirmed_count_is_no_suggestion_any_more(found: Built) -> None:
    session = found.bridge.session
    basis = basis_of(Suggestion(("L3", "L2", "L1"), 0.9, "sacrum", anchored=True))
    session.apply(SetLevels(session.plan.levels, "again", session.plan.spine_line_mm, basis))
    assert panel(found).basis.text() == f"△ {basis}"
    session.apply(ConfirmLevels(("L1", "L2", "L3"), "Dr Rossi", ""))
    assert panel(found).basis.text() == "The count rests on the sacrum."


def test_that_the_button_to_confirm_stays_where_it_is_while_outlines_are_made(found: Built) -> None:
    levels = panel(found)
    before = levels.confirm_button.pos()
    for shown in (True, False):
        for other in (levels.find_button, levels.cancel_button, levels.go_on_button):
            other.setVisible(shown)
        QTest.qWait(20)
        assert levels.confirm_button.pos() == before


def test_that_a_key_confirms_all(found: Built, qtbot: Any) -> None:
    found.window.settings.user_name = "Dr Rossi"
    found.window.activateWindow()
    assert QTest.qWaitForWindowActive(found.window)
    panel(found)
    QTest.keyClick(found.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: set(states(found).values()) == {"confirmed"}, timeout=2000)


def test_that_a_name_given_before_the_reader_said_who_he_is_becomes_his(found: Built) -> None:
    found.bridge.session.who = "account"
    name_level(found.bridge, "L2", "L3")
    assert found.bridge.session.plan.level("L3").confirmed_by == "account"
    levels = panel(found)
    click(levels.confirm_button)
    levels.who.setText("Dr Rossi")
    click(levels.who_button)
    assert {level.confirmed_by for level in found.bridge.session.plan.levels} == {"Dr Rossi"}


class Windows(QObject):
    """Widgets that were shown as windows of their own; menus and the main window are meant to be."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown += [] if isinstance(watched, QMenu | QMainWindow) else [watched]
        return False


def test_that_the_list_flashes_no_window_and_leaves_an_open_menu_open(found: Built, qapp: QApplication) -> None:
    """A widget shown before it has a parent is a window: it flashes, and takes the popup grab from a menu."""
    levels = panel(found)
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        levels.list.more.emit("L2")
        QTest.qWait(50)
        menu = next(one for one in found.window.findChildren(QMenu) if one.isVisible())
        found.bridge.session.apply(ConfirmLevels(("L1",), "Dr Rossi", ""))
        QTest.qWait(50)
        assert menu.isVisible()
        menu.close()
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_that_f2_asks_which_vertebra_the_one_at_the_crosshair_is(found: Built, qtbot: Any) -> None:
    session = found.bridge.session
    levels = panel(found)
    found.bridge.look(None, selected=None)
    QTest.qWait(20)
    here = level_at(found.bridge)
    assert here
    found.window.activateWindow()
    assert QTest.qWaitForWindowActive(found.window)
    QTest.keyClick(found.window, Qt.Key.Key_F2)
    names = levels.details.names
    qtbot.waitUntil(lambda: names.view().isVisible(), timeout=2000)
    assert session.view.selected == ("level", here)
    QTest.keyClick(names.view(), Qt.Key.Key_Down)
    QTest.keyClick(names.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(states(found)) != {"L1", "L2", "L3"}, timeout=2000)


def test_that_one_level_can_be_confirmed_alone(found: Built) -> None:
    found.window.settings.user_name = "Dr Rossi"
    choose(found, "L2")
    click(panel(found).details.confirm_button)
    assert states(found) == {"L1": "proposed", "L2": "confirmed", "L3": "proposed"}


def test_that_a_second_reader_is_another_person(found: Built) -> None:
    session = found.bridge.session
    session.who = "Dr Rossi"
    found.window.settings.user_name = "Dr Rossi"
    session.apply(ConfirmLevels(("L1", "L2", "L3"), "Dr Rossi", "2026-01-01T10:00:00+00:00"))
    assert not panel(found).second_button.isVisible()
    found.window.settings.user_name = "Dr Bianchi"
    session.apply(SetLevels(session.plan.levels, "again", session.plan.spine_line_mm, ""))
    click(panel(found).second_button)
    assert {level.second_by for level in session.plan.levels} == {"Dr Bianchi"}
    assert {level.confirmed_by for level in session.plan.levels} == {"Dr Rossi"}


def test_that_choosing_a_name_in_the_panel_renames_all(found: Built) -> None:
    choose(found, "L2")
    names = panel(found).details.names
    row = next(row for row in range(names.count()) if names.itemText(row) == "L3")
    names.setCurrentIndex(row)
    names.activated.emit(row)
    assert list(states(found)) == ["L2", "L3", "L4"]
    assert states(found)["L3"] == "confirmed"


def test_that_pedicles_that_differ_by_more_than_2_mm_are_flagged(found: Built) -> None:
    choose(found, "L2")
    section = panel(found).details.isthmus
    assert section.unlike.text() == "△ The two pedicles differ by 2.5 mm in width."
    assert section.sides["right"].width.value() == 6.5
    assert section.sides["left"].state.text() == "suggestion, width ± 1.2, height ± 1.2 mm"


def test_that_a_guessed_pedicle_says_so_until_somebody_measures_it(found: Built) -> None:
    session = found.bridge.session
    levels = tuple(
        replace(level, pedicles=tuple(replace(one, doubtful=True) for one in level.pedicles))
        for level in session.plan.levels
    )
    session.apply(SetLevels(levels, "again", session.plan.spine_line_mm, NO_ANCHOR))
    choose(found, "L2")
    side = panel(found).details.isthmus.sides["right"]
    assert (side.state.text(), side.state.objectName()) == ("△ a guess: measure it", "warning")
    session.who = "Dr Rossi"
    side.width.setValue(8.0)
    QTest.qWait(500)
    assert [one.doubtful for one in session.plan.level("L2").pedicles] == [True, False]
    assert side.state.text() == "by Dr Rossi"


def test_that_a_typed_width_is_one_step_signed_by_the_reader(found: Built) -> None:
    choose(found, "L2")
    found.bridge.session.who = "Dr Rossi"
    side = panel(found).details.isthmus.sides["right"]
    side.width.setValue(8.0)
    QTest.qWait(500)
    mark = next(p for p in found.bridge.session.plan.level("L2").pedicles if p.side == "right")
    assert (mark.width_mm, mark.measured_by) == (8.0, "Dr Rossi")
    assert found.bridge.session.undo_label == "Pedicle of L2"
    assert panel(found).details.isthmus.unlike.text() == ""


def test_that_a_typed_angle_turns_the_axis_toward_the_midline(found: Built) -> None:
    choose(found, "L2")
    for side, sign in (("left", -1.0), ("right", 1.0)):
        panel(found).details.isthmus.sides[side].axial.setValue(20.0)
        QTest.qWait(500)
        mark = next(p for p in found.bridge.session.plan.level("L2").pedicles if p.side == side)
        assert mark.axis_lps[0] == pytest.approx(sign * np.sin(np.radians(20.0)), abs=1e-6)
        assert angles_of(found.bridge.session.plan.level("L2"), mark) == pytest.approx((20.0, 0.0), abs=0.05)


def test_that_nothing_in_the_panel_is_cut_off(found: Built) -> None:
    choose(found, "L2")
    levels = panel(found)
    assert levels._page.minimumSizeHint().width() <= levels._scroll.viewport().width()


def test_that_a_caliper_can_be_dragged(found: Built) -> None:
    choose(found, "L2")
    section = panel(found).details.isthmus
    view = section.sides["left"].view
    panel(found)._scroll.ensureWidgetVisible(view)
    QTest.qWait(20)
    start = view.end_px("left").toPoint()
    scale = view.plane.mm_per_px
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(-5, 0))
    QTest.mouseMove(view, start + QPoint(-10, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(-10, 0))
    QTest.qWait(20)
    mark = next(p for p in found.bridge.session.plan.level("L2").pedicles if p.side == "left")
    assert mark.width_mm == pytest.approx(9.0 + 10 * scale, abs=0.3)
    assert mark.centre_mm[0] == pytest.approx(12.0 - 5 * scale, abs=0.3), "patient's right is at screen left"
    assert mark.height_mm == 12.0


def test_that_naming_by_hand_is_a_choice_once_levels_were_found(found: Built) -> None:
    levels = panel(found)
    click(levels.by_hand.naming)
    assert found.bridge.session.view.tool == "level"
    assert levels.prompt.text == "Click the body of L4"
    click(levels.by_hand.naming)
    assert found.bridge.session.view.tool == "window"


def test_that_a_read_only_plan_offers_nothing_to_confirm(found: Built) -> None:
    found.bridge.session.read_only_reason = "Somebody else has it open."
    choose(found, "L1")
    levels = panel(found)
    assert not levels.confirm_button.isEnabled()
    assert not levels.find_button.isEnabled()


def test_that_the_board_says_in_words_who_vouches(found: Built) -> None:
    from spineplan.ui.level_facts import facts_of, sentence

    session = found.bridge.session
    assert "a suggestion, to confirm" in sentence("L1", facts_of(session.plan)["L1"])
    session.apply(ConfirmLevels(("L1",), "Dr Rossi", ""))
    session.apply(ConfirmLevels(("L1",), "Dr Bianchi", "", second=True))
    assert "confirmed by Dr Rossi and Dr Bianchi" in sentence("L1", facts_of(session.plan)["L1"])
    found.window.board.grab()


def test_that_finding_again_asks_before_what_nobody_confirmed_is_replaced(found: Built) -> None:
    levels = panel(found)
    begun: list[bool] = []
    levels.again.agreed.disconnect(levels.work.find)
    levels.again.agreed.connect(lambda: begun.append(True))
    levels.find_button.show()
    click(levels.find_button)
    assert levels.again.isVisible()
    assert not begun
    click(levels.again.keep_button)
    assert not levels.again.isVisible()
    click(levels.find_button)
    click(levels.again.replace_button)
    assert begun == [True]
    found.bridge.session.apply(ConfirmLevels(("L1", "L2", "L3"), "Dr Rossi", ""))
    levels.find_button.show()
    click(levels.find_button)
    assert begun == [True, True], "nothing of the confirmed levels is lost: nothing to ask"
