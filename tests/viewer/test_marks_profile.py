"""The plot of values along the needle."""

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.plan.edits import RemoveNeedle
from spineplan.session.needle_placing import move_target
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.hu_profile import HuProfile
from spineplan.viewer.theme import theme
from tests.support.marking import block, opened
from tests.support.plans import needle, plan_of, spine

PLAN = plan_of(spine("L1", "L2", "L3", top_z=35.0), needles=(needle((0.0, 50.0, 0.0), (0.0, -10.0, 0.0), level="L2"),))


@pytest.fixture
def bridge():
    made = opened(PLAN, block())
    yield made
    made.close()


@pytest.fixture
def plot(qtbot, bridge: SessionBridge) -> HuProfile:
    widget = HuProfile(bridge)
    qtbot.addWidget(widget)
    widget.resize(600, 160)
    widget.show()
    qtbot.waitUntil(lambda: widget.profile is not None)
    return widget


def test_that_it_draws_the_values_of_the_needle_shown(plot: HuProfile) -> None:
    profile = plot.profile
    assert profile is not None
    # Bone (300 HU) fills the voxels j = 30..59, that is y = -39..19: depths 50 - 19 = 31 to 89 from the entry.
    at = dict(zip(profile.depth_mm, profile.values, strict=True))
    assert (at[29.0], at[31.0], at[60.0]) == pytest.approx((-100.0, 300.0, 300.0))
    x, y = plot.curve_data()
    assert x == pytest.approx(profile.depth_mm)
    assert np.nanmax(y) == 300.0


def test_that_the_cursor_and_the_bulls_eye_move_together(qtbot, bridge: SessionBridge, plot: HuProfile) -> None:
    session = bridge.session
    assert session is not None
    bridge.look(needle_depth_mm=22.0)
    qtbot.waitUntil(lambda: plot.cursor_depth_mm == 22.0)
    QTest.mousePress(plot.viewport, Qt.MouseButton.LeftButton, pos=plot.place_of(60.0))
    assert session.view.needle_depth_mm == pytest.approx(60.0, abs=0.5)
    QTest.mouseRelease(plot.viewport, Qt.MouseButton.LeftButton, pos=plot.place_of(60.0))


def test_that_it_follows_the_needle_and_empties_without_one(qtbot, bridge: SessionBridge, plot: HuProfile) -> None:
    bridge.preview(move_target(PLAN, "n1", (0.0, 0.0, 0.0)))
    qtbot.waitUntil(lambda: plot.profile is not None and plot.profile.target_mm == 50.0)
    bridge.apply(RemoveNeedle("n1"))
    qtbot.waitUntil(lambda: plot.profile is None)


def test_that_it_survives_a_change_of_theme(plot: HuProfile) -> None:
    for name in ("light", "high_contrast", "dark"):
        theme().use(name)
    assert plot.profile is not None


def test_that_pyqtgraph_is_not_imported_before_there_is_something_to_draw() -> None:
    code = "import spineplan.viewer.hu_profile, sys; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
