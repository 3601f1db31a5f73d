"""Lengths, angles and regions are plan values: exact, editable, undoable, and only where they belong."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from spineplan.geometry.vectors import distance_mm
from spineplan.measure.drawn import lies_on
from spineplan.plan.edits import PutKeyImage, PutLesion, PutLevel
from spineplan.plan.model import KeyImage, Lesion, Level
from spineplan.viewer.overlays.measurement_drawing import angle_deg, words_of
from tests.support.volumes import noise
from tests.viewer.conftest import Desk, drag, pixel_of, press, release, send_move


def draw(desk: Desk, key: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    desk.key(key)
    drag(desk.pane("axial"), start, end)


def test_that_a_length_has_its_ends_where_the_mouse_was(desk: Desk) -> None:
    draw(desk, "L", (100, 90), (160, 170))
    (found,) = desk.session.committed.measurements
    plane = desk.pane("axial").plane
    assert found.points_mm[0] == pytest.approx(plane.mm_from_px(100, 90))
    assert distance_mm(*found.points_mm) == pytest.approx(100.0 * plane.mm_per_px)
    assert words_of(found, noise()) == f"{100.0 * plane.mm_per_px:.1f} mm"
    assert found.frame_of_reference_uid == "9.9"


def test_that_an_angle_is_drawn_with_a_drag_and_a_click(desk: Desk) -> None:
    pane = desk.pane("axial")
    draw(desk, "A", (100, 200), (100, 120))
    assert desk.session.committed.measurements == ()
    send_move(pane, (180, 130))
    drag(pane, (190, 120), (190, 120))
    (found,) = desk.session.committed.measurements
    assert angle_deg(found.points_mm) == pytest.approx(90.0)
    assert words_of(found, noise()) == "90.0°"


def test_that_escape_gives_an_open_angle_up(desk: Desk) -> None:
    draw(desk, "A", (100, 200), (100, 120))
    assert len(desk.session.plan.measurements) == 1
    desk.press_key(Qt.Key.Key_Escape)
    assert desk.session.plan.measurements == ()


def test_that_a_region_measures_the_voxels_of_its_slice(desk: Desk) -> None:
    desk.pane("axial").eye.scroll(1)
    draw(desk, "E", (140, 110), (260, 200))
    (found,) = desk.session.committed.measurements
    volume = noise()
    k = round((volume.grid.ijk_from_lps @ [*found.points_mm[0], 1.0])[2])
    centre, a, b = (np.array(p) for p in found.points_mm)
    kji = np.stack(np.meshgrid([k], range(26), range(32), indexing="ij"), axis=-1)
    places = kji[..., ::-1] @ volume.grid.lps_from_ijk[:3, :3].T + volume.grid.lps_from_ijk[:3, 3] - centre
    half = np.linalg.norm(a - centre), np.linalg.norm(b - centre)
    inside = (places[..., 0] / half[0]) ** 2 + (places[..., 1] / half[1]) ** 2 <= 1.0
    values = volume.array_kji[k][inside[0]]
    words = words_of(found, volume)
    assert f"mean {values.mean():.0f} ± {values.std(ddof=1):.0f} HU" in words
    assert f"min {values.min()}  max {values.max()}" in words
    assert f"{values.size} voxels" in words


def test_that_a_handle_moves_one_end_and_undo_brings_it_back(desk: Desk) -> None:
    draw(desk, "L", (100, 90), (160, 170))
    desk.key("W")
    (before,) = desk.session.committed.measurements
    drag(desk.pane("axial"), (160, 170), (200, 150))
    (after,) = desk.session.committed.measurements
    assert after.points_mm[0] == before.points_mm[0]
    assert pixel_of(desk.pane("axial"), after.points_mm[1]) == pytest.approx((200, 150))
    desk.bridge.undo()
    assert desk.session.committed.measurements == (before,)
    desk.bridge.undo()
    assert desk.session.committed.measurements == ()
    desk.bridge.redo()
    assert desk.session.committed.measurements == (before,)


def test_that_escape_takes_a_handle_drag_back(desk: Desk) -> None:
    draw(desk, "L", (100, 90), (160, 170))
    (before,) = desk.session.committed.measurements
    press(desk.pane("axial"), (160, 170))
    send_move(desk.pane("axial"), (200, 150), Qt.MouseButton.LeftButton)
    assert desk.session.plan.measurements != (before,)
    desk.press_key(Qt.Key.Key_Escape)
    assert desk.session.plan.measurements == (before,)
    release(desk.pane("axial"), (200, 150))
    assert desk.session.committed.measurements == (before,)


def test_that_dragging_the_line_moves_all_of_it(desk: Desk) -> None:
    draw(desk, "L", (100, 90), (160, 170))
    (before,) = desk.session.committed.measurements
    drag(desk.pane("axial"), (130, 130), (120, 150))
    (after,) = desk.session.committed.measurements
    assert distance_mm(*after.points_mm) == pytest.approx(distance_mm(*before.points_mm))
    assert pixel_of(desk.pane("axial"), after.points_mm[0]) == pytest.approx((90, 110))


def test_that_an_ellipse_keeps_its_axes_perpendicular(desk: Desk) -> None:
    draw(desk, "E", (140, 110), (260, 200))
    drag(desk.pane("axial"), (260, 155), (240, 185))
    (found,) = desk.session.committed.measurements
    centre, a, b = (np.array(p) for p in found.points_mm)
    assert (a - centre) @ (b - centre) == pytest.approx(0.0, abs=1e-9)
    assert pixel_of(desk.pane("axial"), a)[0] == pytest.approx(240, abs=0.01)


def test_that_delete_removes_the_selected_one_and_can_be_undone(desk: Desk) -> None:
    draw(desk, "L", (100, 90), (160, 170))
    desk.press_key(Qt.Key.Key_Delete)
    assert desk.session.committed.measurements == ()
    desk.bridge.undo()
    assert len(desk.session.committed.measurements) == 1


def test_that_a_click_without_a_drag_draws_nothing(desk: Desk) -> None:
    draw(desk, "L", (100, 90), (100, 90))
    assert desk.session.plan.measurements == ()
    assert desk.session.undo_label is None


def test_that_a_measurement_is_drawn_only_on_the_slice_that_holds_it(desk: Desk) -> None:
    draw(desk, "L", (100, 90), (160, 170))
    (found,) = desk.session.committed.measurements
    volume = noise()
    pane = desk.pane("axial")
    assert lies_on(found, pane.plane, volume)
    assert not lies_on(found, desk.pane("sagittal").plane, volume)
    assert not lies_on(found, pane.plane, noise(frame_of_reference_uid="8.8"))
    pane.eye.scroll(2)
    assert not lies_on(found, pane.plane, volume)


def test_that_a_key_image_keeps_what_the_pane_shows(desk: Desk) -> None:
    desk.pane("axial").entered.emit()
    desk.key("2")
    desk.key("K")
    (image,) = desk.session.committed.key_images
    plane = desk.pane("axial").plane
    assert (image.centre_mm, image.right_lps, image.mm_per_px) == (plane.centre_mm, plane.right_lps, plane.mm_per_px)
    assert (image.window_width, image.window_centre) == (400.0, 40.0)
    assert desk.session.undo_label == "Key image"


@pytest.mark.parametrize(
    ("selected", "edit"),
    [
        (("level", "L1"), PutLevel(Level(name="L1", centre_mm=(0.0, 0.0, 0.0)))),
        (("lesion", "x"), PutLesion(Lesion(id="x", level="L1", seed_mm=(0.0, 0.0, 0.0)))),
        (
            ("key_image", "k"),
            PutKeyImage(KeyImage("k", "1", (0.0,) * 3, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 1.0, 1.0, 0.0)),
        ),
    ],
)
def test_that_delete_removes_whatever_is_selected(desk: Desk, selected, edit) -> None:
    if selected[0] == "lesion":
        desk.bridge.apply(PutLevel(Level(name="L1", centre_mm=(0.0, 0.0, 0.0))))
    before = desk.session.committed
    assert desk.bridge.apply(edit) is not None
    desk.bridge.look(selected=selected)
    desk.press_key(Qt.Key.Key_Delete)
    assert desk.session.committed == before
    assert desk.session.view.selected is None
