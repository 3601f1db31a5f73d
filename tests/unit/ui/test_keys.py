"""Keys reach what they mean, wherever the focus is."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from spineplan.app import Built
from spineplan.ui.stages import STAGES


@pytest.fixture
def active(opened: Built) -> Built:
    """The window has the keys."""
    opened.window.activateWindow()
    assert QTest.qWaitForWindowActive(opened.window)
    return opened


def sheets(built: Built) -> list[QWidget]:
    return [sheet for sheet in built.window.findChildren(QWidget, "veil") if sheet.isVisible()]


def test_that_a_question_mark_shows_all_keys_and_escape_closes_them(active: Built) -> None:
    QTest.keyClick(active.window, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert len(sheets(active)) == 1
    QTest.keyClick(sheets(active)[0], Qt.Key.Key_Escape)
    assert sheets(active) == []


@pytest.mark.parametrize(("key", "tool"), [(Qt.Key.Key_Z, "zoom"), (Qt.Key.Key_L, "length"), (Qt.Key.Key_B, "brush")])
def test_that_tool_keys_work_while_a_panel_has_the_focus(active: Built, key: Qt.Key, tool: str) -> None:
    active.window.rail.buttons["study"].setFocus()
    QTest.keyClick(active.window.rail.buttons["study"], key)
    assert active.bridge.session.view.tool == tool
    assert active.window.image_bar.tools.checkedButton() is None or tool != "brush"


def test_that_typing_a_note_changes_no_tool(active: Built) -> None:
    active.workstation.go("review")
    note = active.deck.panel("review").note
    note.setFocus()
    QTest.keyClicks(note, "bzl")
    assert note.text() == "bzl"
    assert active.bridge.session.view.tool == "window"


@pytest.mark.parametrize("number", range(1, 8))
def test_that_alt_and_a_number_goes_to_a_stage(active: Built, qtbot: Any, number: int) -> None:
    QTest.keyClick(active.window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: active.deck.stage == STAGES[number - 1], timeout=1000)


def test_that_tab_reaches_the_board_the_rail_and_the_panel(active: Built) -> None:
    active.workstation.go("levels")
    start = active.window.patient_bar.menu_button
    start.setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[str] = set()
    widget = start.nextInFocusChain()
    while widget is not start:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            for name, part in (
                ("board", active.window.board),
                ("rail", active.window.rail),
                ("panel", active.deck),
                ("image bar", active.window.image_bar),
            ):
                if widget is part or part.isAncestorOf(widget):
                    reached.add(name)
        widget = widget.nextInFocusChain()
    assert reached == {"board", "rail", "panel", "image bar"}
