"""A marked point is drawn where it is, on every pane."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.geometry.vectors import point
from spineplan.imaging.volume import Window
from spineplan.session.view_state import PLANES, PaneCamera
from spineplan.viewer import pane_text
from tests.support.volumes import GRIDS, noise, single_voxel
from tests.viewer.conftest import Desk, grey_of, pixel_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("kind", GRIDS)
@pytest.mark.parametrize("angle_deg", [0.0, 33.0])
def test_that_a_marked_point_is_drawn_where_it_is(desk: Desk, kind: str, angle_deg: float) -> None:
    volume = single_voxel((20, 9, 13), kind)
    place = transform_points(volume.grid.lps_from_ijk, (20.0, 9.0, 13.0))
    session = desk.open(volume)
    rows = np.eye(3) @ rotation_about((1.0, 2.0, 0.5), angle_deg).T
    beside = np.array([1.0, 2.0, -1.5])
    cameras = {name: PaneCamera(point(place + beside), 0.1) for name in PLANES}
    session.look(
        crosshair_mm=point(place),
        frame=tuple(point(row) for row in rows),
        cameras=cameras,
        overlays=False,
        windows={volume.series_uid: Window(2000.0, 0.0)},
    )
    QApplication.processEvents()
    for pane in desk.area.panes:
        x, y = pixel_of(pane, place)
        picture = grey_of(pane)[int(y) - 12 : int(y) + 13, int(x) - 12 : int(x) + 13].astype(float)
        rows_px, columns_px = np.mgrid[int(y) - 12 : int(y) + 13, int(x) - 12 : int(x) + 13] + 0.5
        centre = ((columns_px * picture).sum() / picture.sum(), (rows_px * picture).sum() / picture.sum())
        assert picture.max() > 200
        assert centre == pytest.approx((x, y), abs=1.2)


def test_that_left_is_left_and_the_letters_say_so(desk: Desk) -> None:
    plane = desk.pane("axial").plane
    assert plane is not None
    assert plane.mm_from_px(plane.width_px, 0)[0] > plane.mm_from_px(0, 0)[0]
    assert pane_text.orientation_letters(plane.right_lps) == "L"
    sagittal = desk.pane("sagittal").plane
    assert sagittal is not None
    assert pane_text.orientation_letters(sagittal.right_lps) == "P"
    assert pane_text.orientation_letters(sagittal.down_lps) == "I"


def test_that_a_burst_of_changes_draws_each_stale_pane_once(desk: Desk) -> None:
    before = {pane.eye.pane: pane.picture.renders for pane in desk.area.panes}
    centre = np.array(desk.session.view.crosshair_mm)
    for step in range(10):
        desk.bridge.look(crosshair_mm=point(centre + 0.1 * step * np.array([0.0, 0.0, 1.0])))
    QApplication.processEvents()
    drawn = {pane.eye.pane: pane.picture.renders - before[pane.eye.pane] for pane in desk.area.panes}
    assert drawn == {"axial": 1, "sagittal": 0, "coronal": 0}


def test_that_hovering_paints_over_the_last_picture_without_drawing_it_again(desk: Desk) -> None:
    from tests.viewer.conftest import send_move

    pane = desk.pane("axial")
    before = pane.picture.renders
    for x in range(50, 90, 10):
        send_move(pane, (x, 80))
        QApplication.processEvents()
    assert pane.picture.renders == before


def test_that_a_slab_is_coarse_while_moving_and_full_when_still(desk: Desk, qtbot) -> None:
    pane = desk.pane("axial")
    desk.bridge.look(slab_mode="mip", slab_mm=6.0)
    QApplication.processEvents()
    assert not pane.picture.complete
    qtbot.waitUntil(lambda: pane.picture.complete, timeout=5000)
    before = grey_of(pane)
    pane.eye.scroll(1)
    QApplication.processEvents()
    assert desk.session.view.slab_mode == "mip"
    assert not np.array_equal(grey_of(pane), before)
    qtbot.waitUntil(lambda: all(p.picture.complete for p in desk.area.panes), timeout=5000)


def test_that_growing_voxels_are_drawn_again_and_missing_slices_are_grey(desk: Desk) -> None:
    pane = desk.pane("sagittal")
    volume = desk.session.volumes["1.2.3"]
    arrived = np.zeros(volume.grid.shape_kji[0], dtype=bool)
    arrived[8:12] = True
    desk.session.arrived["1.2.3"] = arrived
    desk.session.look(overlays=False)
    desk.bridge.volumes_changed.emit("1.2.3")
    QApplication.processEvents()
    assert (grey_of(pane) == 22).mean() > 0.3
    del desk.session.arrived["1.2.3"]
    desk.bridge.volumes_changed.emit("1.2.3")
    QApplication.processEvents()
    assert (grey_of(pane) == 22).mean() < 0.02


def test_that_an_empty_pane_teaches(desk: Desk) -> None:
    desk.bridge.set_session(None)
    QApplication.processEvents()
    assert (grey_of(desk.pane("axial")) > 60).any()


def test_that_the_value_under_the_pointer_is_the_voxels(desk: Desk) -> None:
    volume = noise()
    place = transform_points(volume.grid.lps_from_ijk, (5.2, 6.3, 7.4))
    assert pane_text.value_at(volume, place) == volume.array_kji[7, 6, 5]
    assert pane_text.value_at(volume, place + 500.0) is None
    line = pane_text.cursor_line(volume, np.array([-12.34, 40.0, -88.0]))
    assert line.splitlines()[1] == "R 12.3  P 40.0  I 88.0"


HIDPI = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
import numpy as np
from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import point
from spineplan.imaging.volume import Window
from spineplan.session.view_state import PLANES, PaneCamera
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.images_area import ImagesArea
from tests.support.volumes import single_voxel
from tests.viewer.conftest import grey_of, open_volume, pixel_of
bridge = SessionBridge()
area = ImagesArea(bridge, scene=lambda b: QWidget())
area.resize(700, 500)
area.show()
volume = single_voxel((20, 9, 13))
place = transform_points(volume.grid.lps_from_ijk, (20.0, 9.0, 13.0))
session = open_volume(bridge, volume)
session.look(crosshair_mm=point(place), overlays=False, windows={"1.2.3": Window(2000.0, 0.0)},
             cameras={name: PaneCamera(point(place + [1.0, 2.0, -1.5]), 0.1) for name in PLANES})
app.processEvents()
ratio = area.devicePixelRatioF()
for pane in area.panes:
    x, y = (ratio * v for v in pixel_of(pane, place))
    picture = grey_of(pane)
    assert picture.shape[1] == round(pane.width() * ratio), (picture.shape, pane.width(), ratio)
    box = np.s_[int(y) - 25 : int(y) + 26, int(x) - 25 : int(x) + 26]
    rows, columns = (m[box] + 0.5 for m in np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]])
    grey = picture[box].astype(float)
    assert abs((columns * grey).sum() / grey.sum() - x) < 1.5 and abs((rows * grey).sum() / grey.sum() - y) < 1.5
print("ratio", ratio)
bridge.close()
"""


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_that_a_high_resolution_screen_gets_every_pixel_in_its_place(factor: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", HIDPI], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"ratio {float(factor)}"
