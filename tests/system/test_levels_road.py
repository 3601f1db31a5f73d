"""From a CT to a confirmed spine with a mouse: how many clicks, what is one step, what a correction costs."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplan.phantom.demo import write_demo
from spineplan.session.levels.level_state import stale_levels
from spineplan.viewer.straight.pane import StraightPane
from tests.system.road import Road, open_window

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


class Presses(QObject):
    """Counts every press of a mouse button or key in the application."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._last: object = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and watched.isWidgetType():
            assert isinstance(event, QMouseEvent)
            if event.timestamp() != self._last:  # a press that a child did not take reaches its parents too
                self._last = event.timestamp()
                self.count += 1
        return False


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Four vertebrae at 2 mm."""
    folder = tmp_path_factory.mktemp("spine")
    demo = write_demo(folder, case="healthy", resolution_mm=2.0, levels=("L1", "L5"))
    return folder / "ct", json.loads(json.dumps(demo.truth))


@pytest.fixture
def road(patient: tuple[Path, dict[str, Any]], qapp: QApplication) -> Iterator[Road]:
    """The window with that patient open at the Levels stage."""
    with open_window(qapp, (1366, 768)) as walked:
        walked.window.settings.user_name = ""  # nobody has said yet who he is
        walked.built.opening.open_path(patient[0])
        bridge = walked.built.bridge
        walked.wait_for(lambda: bridge.session is not None and bool(bridge.session.volumes))
        walked.wait_for(lambda: not walked.session.arrived and not bridge.jobs.running)
        yield walked


def straight(road: Road) -> StraightPane:
    assert road.built.workstation.images is not None
    panes = road.built.workstation.images.area.keyed_panes
    return next(pane for pane in panes if isinstance(pane, StraightPane))


def px(pane: StraightPane, place: Any) -> QPoint:
    assert pane.straight_plane is not None
    x, y, _ = pane.straight_plane.px_from_mm(np.asarray(place, dtype=np.float64))
    return QPoint(round(float(x)), round(float(y)))


def nearest_name(truth: dict[str, Any], place: Any) -> str:
    """The truth's level whose centre is nearest."""
    levels = truth["levels"]
    return min(levels, key=lambda name: float(np.linalg.norm(np.subtract(levels[name]["centre_mm"], place))))


def test_that_a_whole_spine_is_found_named_and_confirmed_in_a_few_clicks(
    road: Road, patient: tuple[Path, dict[str, Any]]
) -> None:
    truth, presses = patient[1], Presses()
    QApplication.instance().installEventFilter(presses)
    try:
        road.go("levels")
        panel = road.panel("levels")
        road.click(panel.find_button)
        road.wait_for(lambda: bool(road.plan.levels))
        assert {level.state for level in road.plan.levels} == {"proposed"}
        assert all(level.mask is None for level in road.plan.levels), "the marks come before the outlines"
        level = max(road.plan.levels, key=lambda one: one.centre_mm[2] if one.disc_above else -1e9)
        real = nearest_name(truth, level.centre_mm)
        road.live(0.3)
        pane = straight(road)
        QTest.mouseClick(pane, LEFT, PLAIN, px(pane, level.centre_mm) + QPoint(16, 0))
        menu = QApplication.activePopupWidget()
        action = next(a for a in menu.actions() if a.text().split(",")[0].split(":")[0] == real)
        QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(action).center())
        road.live(0.2)
        road.click(panel.confirm_button)
        if panel.who_card.isVisible():
            panel.who.setText("Dr One")
            road.click(panel.who_button)
    finally:
        QApplication.instance().removeEventFilter(presses)
    assert presses.count <= 6, "stage, find, name, its entry, confirm, who (once)"
    assert {level.state for level in road.plan.levels} == {"confirmed"}
    assert {level.confirmed_by for level in road.plan.levels} == {"Dr One"}
    for level in road.plan.levels:
        if level.name in truth["levels"]:
            assert nearest_name(truth, level.centre_mm) == level.name
    road.wait_for(lambda: not stale_levels(road.plan) and not panel.work.busy)
    assert all(level.mask is not None and level.pedicles for level in road.plan.levels if level.name[0] == "L")
    assert road.session.undo_label.startswith("Confirm")
    found = {structure.id for structure in road.plan.structures}
    assert found == {"spinal_canal", "neural_foramen_left", "neural_foramen_right"}
    _move_a_disc(road, pane)


def _move_a_disc(road: Road, pane: StraightPane) -> None:
    """Only the two vertebrae beside it are outlined again, as a part of that one step."""
    panel = road.panel("levels")
    before = road.plan
    level = road.plan.level("L3")
    start = px(pane, level.disc_above.centre_mm)
    QTest.mousePress(pane, LEFT, PLAIN, start)
    for step in (3, 6):
        at = start + QPoint(0, step)
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(pane.mapToGlobal(at)),
                            Qt.MouseButton.NoButton, LEFT, PLAIN)  # fmt: skip
        QApplication.sendEvent(pane, event)
    QTest.mouseRelease(pane, LEFT, PLAIN, start + QPoint(0, 6))
    assert set(stale_levels(road.plan)) == {"L2", "L3"}
    road.wait_for(lambda: not stale_levels(road.plan) and not panel.work.busy)
    assert road.plan.level("L4").mask == before.level("L4").mask
    assert road.plan.level("L3").mask != before.level("L3").mask
    assert road.session.undo_label == "Move disc L2/L3"
    road.built.bridge.undo()
    road.live(0.3)
    assert road.plan == before


def test_that_a_cancelled_search_leaves_the_plan_as_it_was(road: Road) -> None:
    road.go("levels")
    panel = road.panel("levels")
    before = road.plan
    road.click(panel.find_button)
    road.wait_for(lambda: panel.work.busy)
    panel.work.cancel()
    ends = time.monotonic() + 60
    while panel.work.busy and time.monotonic() < ends:
        road.live(0.05)
    assert not panel.work.busy
    assert road.plan == before or stale_levels(road.plan), "cancelled before, or just after the marks came"
    road.live(0.2)
    assert not panel.work.busy, "what was cancelled does not begin again by itself"
