"""The virtual C-arm pane: it shows what its angles say, and the plan falls where its shadow does."""

import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplan.geometry.angles import CArmAngles
from spineplan.geometry.vectors import vector
from spineplan.imaging.mask import Mask
from spineplan.plan.edits import PutLevel, PutNeedle
from spineplan.plan.model import Level, Needle
from spineplan.planning.margins.carm import USUAL_C_ARM
from spineplan.viewer.fluoro.arm import fluoro_angles, fluoro_arm
from spineplan.viewer.fluoro.drawing import Screen, surface_points
from spineplan.viewer.fluoro.pane import FluoroPane
from tests.support.volumes import of
from tests.viewer.conftest import Desk

ROD = (20.0, 30.0)


@pytest.fixture
def pane(desk: Desk) -> FluoroPane:
    """A metal block in air, and a needle that ends in the ball."""
    array = np.full((40, 60, 60), -1000, dtype=np.int16)
    array[18:22, 28:32, 38:42] = 3000
    volume = of(array, "head_first", series_uid="5.5", frame_of_reference_uid="9.9")
    session = desk.open(volume)
    ball = volume.grid.lps_from_ijk[:3, :3] @ np.array([39.5, 29.5, 19.5]) + volume.grid.lps_from_ijk[:3, 3]
    target = tuple(float(v) for v in ball)
    entry = (target[0] + 20.0, target[1] + 30.0, target[2] + 8.0)
    session.apply(PutLevel(Level(name="L3", centre_mm=target)))
    needle = Needle(id="n1", level="L3", approach="transpedicular", side="left", entry_mm=entry, target_mm=target,
                    model="m", gauge="11", outer_diameter_mm=3.0, length_mm=120.0)  # fmt: skip
    session.apply(PutNeedle(needle))
    desk.bridge.look(layout="trajectory")
    QApplication.processEvents()
    pane = desk.area.findChild(FluoroPane)
    assert pane is not None
    settle(pane)
    return pane


def settle(pane: FluoroPane) -> None:
    """Until the full picture is there."""
    until = time.monotonic() + 20.0
    while time.monotonic() < until:
        QTest.qWait(20)
        if pane.picture.complete:
            return
    raise AssertionError("no radiograph")


@pytest.mark.parametrize("mode", ["ap", "lateral", "en_face"])
@pytest.mark.parametrize("prone", [True, False])
def test_that_the_ball_is_dark_where_the_target_is_drawn(desk: Desk, pane: FluoroPane, mode: str, prone: bool) -> None:
    desk.bridge.look(fluoro=replace(desk.session.view.fluoro, mode=mode, prone=prone, field_mm=60.0))
    settle(pane)
    made = pane.picture.made
    assert made is not None
    screen = Screen(made.arm, 512, 512, False)
    x, y = screen.px(vector(desk.session.plan.needles[0].target_mm))
    dark = np.argwhere(made.pixels < 255).mean(axis=0)
    assert [x, y] == pytest.approx([dark[1], dark[0]], abs=3.0)


def test_that_en_face_puts_hub_and_tip_on_one_point(desk: Desk, pane: FluoroPane) -> None:
    QTest.mouseClick(pane.buttons.modes["en_face"], Qt.MouseButton.LeftButton)
    settle(pane)
    needle = desk.session.plan.needles[0]
    screen = Screen(fluoro_arm(desk.session), pane.width(), pane.height(), False)
    entry, target = screen.px(np.array([needle.entry_mm, needle.target_mm]))
    assert entry == pytest.approx(target, abs=1e-6)


def test_that_a_drag_turns_the_arm_and_flipping_mirrors_the_overlays(desk: Desk, pane: FluoroPane) -> None:
    before = fluoro_angles(desk.session)
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=QPoint(60, 120))
    QTest.mouseMove(pane, QPoint(110, 150))
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=QPoint(110, 150))
    after = fluoro_angles(desk.session)
    turned = (before.primary_deg - after.primary_deg + 180.0) % 360.0 - 180.0
    assert turned == pytest.approx(20.0)
    assert after.secondary_deg - before.secondary_deg == pytest.approx(12.0)
    plain, flipped = (Screen(fluoro_arm(desk.session), 200, 200, side) for side in (False, True))
    point = vector(desk.session.plan.needles[0].entry_mm)
    assert plain.px(point)[0] + flipped.px(point)[0] == pytest.approx(200.0)


def test_that_3d_and_radiograph_share_a_place(desk: Desk, pane: FluoroPane) -> None:
    QTest.mouseClick(pane.buttons.other, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert desk.session.view.beside_bulls_eye == "scene"
    assert not pane.isVisible()


def test_that_mr_has_no_radiograph(desk: Desk) -> None:
    array = np.zeros((8, 8, 8), dtype=np.int16)
    desk.open(of(array, "head_first", series_uid="6.6", frame_of_reference_uid="9.9", modality="MR", unit=""))
    desk.bridge.look(layout="trajectory")
    QApplication.processEvents()
    pane = desk.area.findChild(FluoroPane)
    assert pane is not None
    assert pane.volume is None


def test_that_reach_is_counted_from_the_side_of_the_detector() -> None:
    assert not USUAL_C_ARM.reason(CArmAngles(180.0, 10.0), prone=True)
    assert not USUAL_C_ARM.reason(CArmAngles(-120.0, 0.0), prone=True)
    assert "turns 105°" in USUAL_C_ARM.reason(CArmAngles(-120.0, 0.0), prone=False)
    assert "tilts 45°" in USUAL_C_ARM.reason(CArmAngles(160.0, 60.0), prone=True)


def test_that_a_shadow_needs_only_the_surface_of_a_mask() -> None:
    grid = of(np.zeros((9, 9, 9), dtype=np.int16), "head_first").grid
    solid = np.zeros((9, 9, 9), dtype=bool)
    solid[2:7, 2:7, 2:7] = True
    assert len(surface_points(Mask(solid, (0, 0, 0), grid))) == 5**3 - 3**3
