"""The scene drawn for real, by the processor, without any window."""

import os
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from spineplan.render.pictures import scene_picture
from spineplan.render.scene import Scene, clip_towards
from spineplan.render.scene_camera import SCREEN_AXES, SceneCamera
from spineplan.render.scene_shapes import Crosshair, plan_shapes
from spineplan.render.scene_surface import bone_surface, mask_surface
from spineplan.render.scene_volume import coarse_copy
from tests.support.treated import AXES, BALL, MIDDLE, grid, needle, patient, treated

SIZE = (240, 200)
HEIGHT_MM = 170.0


@pytest.fixture
def scene() -> Iterator[Scene]:
    made = Scene()
    yield made
    made.close()


def seen_from(direction: str) -> SceneCamera:
    return SceneCamera(MIDDLE, *SCREEN_AXES[direction], HEIGHT_MM)


def bright(picture: np.ndarray) -> np.ndarray:
    return picture.max(axis=2) > 60


def at(picture: np.ndarray, camera: SceneCamera, place: object) -> np.ndarray:
    """The 5 x 5 pixels around an LPS point, (25, 3)."""
    x, y, _ = camera.plane(SIZE).px_from_mm(place)  # type: ignore[arg-type]
    return picture[round(y) - 2 : round(y) + 3, round(x) - 2 : round(x) + 3].reshape(-1, 3).astype(int)


@pytest.mark.parametrize("preset", ["bone", "soft", "surface"])
@pytest.mark.parametrize("kind", AXES)
def test_that_the_left_ball_is_at_the_right_from_the_front(scene: Scene, kind: str, preset: str) -> None:
    image = coarse_copy(patient(kind))
    scene.set_image(image)
    scene.set_surface(bone_surface(image, 180.0))
    scene.set_preset(preset)  # type: ignore[arg-type]
    mirror = (2 * MIDDLE[0] - BALL[0], *BALL[1:])
    for direction in ("A", "P"):
        camera = seen_from(direction)
        picture = scene.render(camera, SIZE)
        assert picture.shape == (200, 240, 3)
        assert at(picture, camera, BALL).max() > 100
        assert at(picture, camera, BALL).mean() > at(picture, camera, mirror).mean() + 40
    x_front = seen_from("A").plane(SIZE).px_from_mm(BALL)[0]
    assert x_front > SIZE[0] / 2


def test_that_the_graphics_processors_way_shows_the_same(scene: Scene) -> None:
    image = coarse_copy(patient())
    scene.set_image(image)
    other = Scene(software=False)
    try:
        other.set_image(image)
        ours = bright(scene.render(seen_from("A"), SIZE))
        theirs = bright(other.render(seen_from("A"), SIZE))
    finally:
        other.close()
    assert (ours & theirs).sum() > 0.85 * ours.sum()


def test_that_software_drawing_is_noticed_and_coarse_drawing_is_alike(scene: Scene) -> None:
    scene.set_image(coarse_copy(patient()))
    fine, coarse = (bright(scene.render(seen_from("A"), SIZE, quality)) for quality in (1.0, 4.0))
    assert isinstance(scene.software, bool)
    assert (fine & coarse).sum() > 0.8 * fine.sum()


def test_that_lesion_and_needle_are_drawn_where_they_are(scene: Scene) -> None:
    plan, masks = treated(grid())
    scene.set_image(coarse_copy(patient()))
    scene.set_shapes(plan_shapes(plan, masks, mask_surface))
    camera = seen_from("P")
    picture = scene.render(camera, SIZE)
    red, _, blue = at(picture, camera, BALL).mean(axis=0)
    assert red > blue + 20
    red, _, blue = at(picture, camera, needle().entry_mm).max(axis=0)
    assert blue > red + 40
    scene.set_shapes(())
    red, _, blue = at(scene.render(camera, SIZE), camera, needle().entry_mm).max(axis=0)
    assert blue <= red + 10


def test_that_a_needle_inside_bone_shines_through(scene: Scene) -> None:
    plan, masks = treated(grid())
    scene.set_image(coarse_copy(patient()))
    camera = seen_from("A")
    shaft = np.array(MIDDLE) * 0.7 + np.array(needle().entry_mm) * 0.3
    before = at(scene.render(camera, SIZE), camera, shaft).mean(axis=0)
    scene.set_shapes([shape for shape in plan_shapes(plan, masks, mask_surface) if shape.key[0] == "needle"])
    after = at(scene.render(camera, SIZE), camera, shaft).mean(axis=0)
    assert after[2] - after[0] > before[2] - before[0] + 20


@pytest.mark.parametrize("preset", ["bone", "surface"])
def test_that_the_cut_takes_away_what_lies_in_front(scene: Scene, preset: str) -> None:
    image = coarse_copy(patient())
    scene.set_image(image)
    scene.set_surface(bone_surface(image, 180.0))
    scene.set_preset(preset)  # type: ignore[arg-type]
    camera = seen_from("L")
    whole = scene.render(camera, SIZE)
    scene.set_clip(clip_towards(camera, Crosshair((BALL[0] - 20.0, *BALL[1:])), None))
    cut = scene.render(camera, SIZE)
    assert not np.array_equal(whole, cut)
    hit = scene.matter_at(camera.plane(SIZE), 120, 100)
    assert hit is not None
    assert hit[0] < BALL[0] - 19.0
    scene.set_clip(clip_towards(camera, Crosshair((BALL[0] + 40.0, *BALL[1:])), 10.0))
    assert not bright(scene.render(camera, SIZE)).any()
    scene.set_clip(None)
    assert np.array_equal(scene.render(camera, SIZE), whole)


def test_that_a_click_finds_the_ball(scene: Scene) -> None:
    scene.set_image(coarse_copy(patient()))
    plane = seen_from("A").plane(SIZE)
    x, y, _ = plane.px_from_mm(BALL)
    hit = scene.matter_at(plane, float(x), float(y))
    assert hit is not None
    assert np.linalg.norm(np.array(hit) - np.array(BALL)) < 11.0


def test_that_another_series_replaces_the_first(scene: Scene) -> None:
    scene.set_image(coarse_copy(patient()))
    assert bright(scene.render(seen_from("A"), SIZE)).any()
    scene.set_image(None)
    assert not bright(scene.render(seen_from("A"), SIZE)).any()
    scene.set_image(coarse_copy(patient(modality="MR")))
    assert bright(scene.render(seen_from("A"), SIZE)).any()


def test_that_a_finished_picture_has_its_cube_and_letters() -> None:
    plan, masks = treated(grid())
    picture = scene_picture(coarse_copy(patient()), plan, masks, seen_from("A"), SIZE, title="Front", letter_px=12)
    assert bright(picture[100 - 7 : 100 + 7, -14:]).any()
    assert picture[-45:, :45].max() > 150
    assert picture[:24, :50].max() > 150


@pytest.mark.allow_logs("VTK: ")
def test_that_vtks_complaints_go_to_the_log(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D

    from spineplan.render.vtk_window import route_complaints

    route_complaints()
    vtkFlyingEdges3D().Update()
    assert any("VTK: " in record.getMessage() for record in caplog.records)
    assert capfd.readouterr().err == ""


def test_that_no_display_is_needed() -> None:
    code = """
from spineplan.render.scene import Scene
from spineplan.render.scene_camera import SceneCamera
from spineplan.render.scene_volume import coarse_copy
from tests.support.treated import MIDDLE, patient
scene = Scene()
scene.set_image(coarse_copy(patient()))
print(int(scene.render(SceneCamera(MIDDLE, height_mm=170.0), (120, 100)).max()))
scene.close()
"""
    blind = {
        k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "VTK_DEFAULT_OPENGL_WINDOW")
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=blind, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    assert int(done.stdout) > 100
