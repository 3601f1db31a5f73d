"""The 3-D pane with real mouse events; what it shows is read from its pixels."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace as replace_volume

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.edits import PutLabels, PutNeedle
from spineplan.plan.model import Level
from spineplan.session.masks import MaskStore
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.scene.buttons import plate_style
from spineplan.viewer.scene.pane import ScenePane
from spineplan.viewer.theme import THEMES, ThemeName, theme
from tests.support.treated import BALL, MIDDLE, grid, needle, patient, treated
from tests.viewer.conftest import drag, press, release, send_move, wheel

PATIENCE_S = 30.0


@pytest.fixture
def pane(qapp: QApplication) -> Iterator[ScenePane]:
    bridge = SessionBridge()
    found = ScenePane(bridge)
    found.resize(420, 360)
    found.show()
    open_treated(bridge)
    settle(found)
    yield found
    bridge.close()
    found.close()
    found.deleteLater()


def open_treated(bridge: SessionBridge, kind: str = "head_first") -> None:
    plan, masks = treated(grid(kind))
    bridge.set_session(Session(plan, masks=MaskStore(masks.values())))
    bridge.look(series_uid="1.2.3", crosshair_mm=MIDDLE)
    bridge.add_volume(patient(kind))


def wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        QTest.qWait(10)


def settle(pane: ScenePane) -> None:
    """Until everything is drawn in full quality."""
    wait(lambda: pane.drawn)


def pixels(pane: ScenePane) -> np.ndarray:
    image = pane.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)


def around(pane: ScenePane, place_mm: object) -> np.ndarray:
    """Mean colour near an LPS point."""
    assert pane.plane is not None
    ratio = pane.devicePixelRatioF()
    x, y, _ = pane.plane.px_from_mm(place_mm) * ratio  # type: ignore[arg-type]
    return pixels(pane)[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4].reshape(-1, 3).mean(axis=0)


def click(pane: ScenePane, name: str) -> None:
    button = next(each for each in pane.buttons.children() if each.objectName() == f"scene_{name}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]


def test_that_left_is_at_the_right_from_the_front_and_at_the_left_from_behind(pane: ScenePane) -> None:
    mirror = (2 * MIDDLE[0] - BALL[0], *BALL[1:])
    assert around(pane, BALL).sum() > around(pane, mirror).sum() + 100
    assert pane.plane is not None
    assert pane.plane.px_from_mm(BALL)[0] > pane.width() / 2
    click(pane, "p")
    settle(pane)
    assert around(pane, BALL).sum() > around(pane, mirror).sum() + 100
    assert pane.plane.px_from_mm(BALL)[0] < pane.width() / 2


def test_that_a_drag_turns_about_the_crosshair(pane: ScenePane) -> None:
    assert pane.plane is not None
    before, pivot = pixels(pane), pane.plane.px_from_mm(MIDDLE)
    drag(pane, (200, 180), (280, 200))
    settle(pane)
    assert not np.array_equal(before, pixels(pane))
    assert np.allclose(pane.plane.px_from_mm(MIDDLE), pivot, atol=1e-6)


def test_that_a_drag_shows_something_at_once_and_full_quality_later(pane: ScenePane) -> None:
    press(pane, (200, 180))
    send_move(pane, (260, 180), Qt.MouseButton.LeftButton)
    wait(lambda: not pane._timer.isActive())
    coarse = pixels(pane)
    release(pane, (260, 180))
    settle(pane)
    assert coarse.max() > 100
    assert not np.array_equal(coarse, pixels(pane))


def test_that_escape_takes_a_drag_back(pane: ScenePane) -> None:
    before = pane.camera
    press(pane, (200, 180))
    send_move(pane, (260, 190), Qt.MouseButton.LeftButton)
    assert pane.camera != before
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert pane.camera == before
    release(pane, (260, 190))


def test_that_middle_moves_and_right_and_wheel_zoom(pane: ScenePane) -> None:
    assert pane.plane is not None
    x, y, _ = pane.plane.px_from_mm(MIDDLE)
    drag(pane, (200, 180), (230, 170), Qt.MouseButton.MiddleButton)
    assert np.allclose(pane.plane.px_from_mm(MIDDLE)[:2], (x + 30, y - 10))
    scale = pane.plane.mm_per_px
    drag(pane, (200, 180), (200, 230), Qt.MouseButton.RightButton)
    assert pane.plane.mm_per_px < scale
    scale = pane.plane.mm_per_px
    wheel(pane, -2, (200, 180))
    assert pane.plane.mm_per_px > scale
    click(pane, "fit")
    assert np.allclose(pane.plane.px_from_mm(MIDDLE)[:2], (x, y))


def test_that_a_double_click_on_bone_moves_the_crosshair_there(pane: ScenePane) -> None:
    assert pane.plane is not None
    x, y, _ = pane.plane.px_from_mm(BALL)
    QTest.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    session = pane.eye.session
    assert session is not None
    assert np.linalg.norm(np.array(session.view.crosshair_mm) - np.array(BALL)) < 11.0


def test_that_a_double_click_beside_the_patient_maximises(pane: ScenePane) -> None:
    session = pane.eye.session
    assert session is not None
    for shown in ("scene", None):
        QTest.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=pane.rect().bottomRight() / 1.02)
        assert session.view.maximised == shown


def test_that_the_buttons_change_and_show_the_view_state(pane: ScenePane) -> None:
    session = pane.eye.session
    assert session is not None
    bone = pixels(pane)
    click(pane, "surface")
    wait(lambda: pane.source.surface is not None)
    settle(pane)
    assert session.view.scene_preset == "surface"
    surface = pixels(pane)
    assert not np.array_equal(bone, surface)
    click(pane, "cut")
    settle(pane)
    assert session.view.scene_clip
    assert not np.array_equal(surface, pixels(pane))


def test_that_a_new_needle_appears(pane: ScenePane) -> None:
    session = pane.eye.session
    assert session is not None
    click(pane, "p")
    settle(pane)
    place = (42.0, 32.0, 320.0)
    before = around(pane, place)
    high = replace(needle(id="n2"), entry_mm=place, target_mm=(12.0, -8.0, 320.0))
    pane.eye.bridge.apply(PutNeedle(high))
    settle(pane)
    red, _, blue = around(pane, place) - before
    assert blue > red + 15


def test_that_nothing_is_drawn_while_something_else_is_dragged(pane: ScenePane) -> None:
    drawn: list[float] = []
    pane._render = lambda: drawn.append(1.0)  # type: ignore[method-assign]
    QApplication.mouseButtons = staticmethod(lambda: Qt.MouseButton.LeftButton)  # type: ignore[method-assign]
    try:
        for step in range(20):
            pane.eye.bridge.look(crosshair_mm=(MIDDLE[0], MIDDLE[1], MIDDLE[2] + step))
            QTest.qWait(15)
        QTest.qWait(200)
        assert drawn == []
    finally:
        del QApplication.mouseButtons
    wait(lambda: bool(drawn))


def test_that_a_hidden_pane_draws_nothing(pane: ScenePane) -> None:
    pane.hide()
    pane.eye.bridge.look(crosshair_mm=BALL)
    assert not pane._timer.isActive()
    pane.show()
    settle(pane)


def test_that_another_patient_replaces_the_picture(pane: ScenePane) -> None:
    pane.see_from("L")
    settle(pane)
    open_treated(pane.eye.bridge, "feet_first")
    assert pane.source.image is None
    settle(pane)
    assert around(pane, BALL).sum() > 250
    pane.eye.bridge.set_session(None)
    QTest.qWait(250)
    assert pixels(pane)[100:250, 50:370].max() < 200


def test_that_beside_an_mr_only_buttons_that_mean_something_stand_over_the_picture(pane: ScenePane) -> None:
    def shown() -> list[str]:
        return [each.text() for each in pane.buttons.findChildren(QToolButton) if each.isVisible()]

    assert shown()[:5] == ["Bone", "Soft", "Surface", "Levels", "Cut"]
    mr = replace_volume(patient(), modality="MR", series_uid="1.2.4", windows=())
    pane.eye.bridge.add_volume(mr)
    pane.eye.bridge.look(series_uid="1.2.4")
    wait(lambda: pane.source.image is not None and pane.source.image.source_uid == "1.2.4")
    settle(pane)
    assert shown()[:2] == ["Levels", "Cut"]
    assert pane.buttons.geometry().right() == pane.width() - 5, "still at the edge"


def test_that_a_series_that_lies_elsewhere_now_is_seen_whole(pane: ScenePane) -> None:
    scanned = patient()
    away = np.eye(4)
    away[:3, 3] = (0.0, 0.0, 150.0)
    moved = replace_volume(scanned, grid=Grid(scanned.grid.shape_kji, away @ scanned.grid.lps_from_ijk))
    pane.eye.bridge.add_volume(moved)
    settle(pane)
    wait(lambda: pane.camera is not None and abs(pane.camera.centre_mm[2] - MIDDLE[2] - 150.0) < 40.0)


@pytest.mark.parametrize("name", THEMES)
def test_that_a_button_that_waits_can_be_read(qapp: QApplication, name: ThemeName) -> None:
    """On black, WCAG 2.1: at least 3 : 1, and fainter than one that works."""
    before = theme().name
    theme().use(name)
    found = re.search(r"disabled \{ color: rgba\((\d+),(\d+),(\d+),([\d.]+)\)", plate_style())
    theme().use(before)
    assert found is not None
    grey = max(int(found[n]) for n in (1, 2, 3)) * float(found[4]) / 255.0
    luminance = ((grey + 0.055) / 1.055) ** 2.4
    assert 3.0 < (luminance + 0.05) / 0.05 < 7.0


def test_that_it_works_without_any_display() -> None:
    code = """
import logging
logging.basicConfig(level=logging.WARNING)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.scene.pane import ScenePane
from tests.viewer.test_scene_pane import around, open_treated, settle
from tests.support.treated import BALL
application = QApplication([])
bridge = SessionBridge()
pane = ScenePane(bridge)
pane.resize(300, 260)
pane.show()
open_treated(bridge)
settle(pane)
print(round(float(around(pane, BALL).sum())))
bridge.close()
pane.close()
"""
    unseen = ("DISPLAY", "WAYLAND_DISPLAY", "VTK_DEFAULT_OPENGL_WINDOW")
    blind = {k: v for k, v in os.environ.items() if k not in unseen} | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": "2",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=blind, capture_output=True, text=True, timeout=150, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert int(done.stdout) > 250


def with_vertebrae(pane: ScenePane) -> Session:
    """L2 above L3: two cubes of bone in front of the crosshair's column, outlined; only they are shown."""
    session = pane.eye.session
    assert session is not None
    assert session.volume is not None
    levels = []
    for name, k in (("L3", 18), ("L2", 32)):
        mask = Mask(np.ones((10, 20, 20), np.bool_), (k, 35, 38), session.volume.grid)
        centre = (12.0, -8.0, 300.0 + (k + 4.5 - 29.5) * 2.0)
        levels.append(Level(name=name, centre_mm=centre, mask=session.masks.add(mask, "1.2.3")))
    pane.eye.bridge.apply(PutLabels(levels=tuple(levels)))
    pane.eye.bridge.look(scene_preset="labels")
    settle(pane)
    return session


def test_that_a_click_shows_one_vertebra_alone_and_another_click_all(pane: ScenePane) -> None:
    session = with_vertebrae(pane)
    upper, lower = ((12.0 + 12.0, -8.0, session.plan.level(name).centre_mm[2]) for name in ("L2", "L3"))
    assert min(around(pane, upper).max(), around(pane, lower).max()) > 40
    assert np.abs(around(pane, upper) - around(pane, lower)).max() > 20
    x, y, _ = pane.plane.px_from_mm(lower)
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert session.view.labels.isolated == "L3"
    settle(pane)
    assert around(pane, upper).max() < 20
    assert around(pane, lower).max() > 40
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert session.view.labels.isolated == ""
    settle(pane)
    assert around(pane, upper).max() > 40


def test_that_a_turn_isolates_nothing_and_a_surface_is_made_once(pane: ScenePane) -> None:
    session = with_vertebrae(pane)
    made = dict(pane.contents.surfaces.meshes)
    drag(pane, (200, 180), (240, 190))
    settle(pane)
    assert session.view.labels.isolated == ""
    assert all(pane.contents.surfaces.meshes[sha256] is mesh for sha256, mesh in made.items())
    assert len(made) == 2


def test_that_a_double_click_on_a_vertebra_goes_there_and_leaves_all_in_sight(pane: ScenePane) -> None:
    session = with_vertebrae(pane)
    x, y, _ = pane.plane.px_from_mm(session.plan.level("L2").centre_mm)
    spot = QPoint(round(x), round(y))
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=spot)
    assert session.view.labels.isolated == ""
    place = session.view.crosshair_mm
    assert session.masks.get(session.plan.level("L2").mask).holds(np.array(place))
