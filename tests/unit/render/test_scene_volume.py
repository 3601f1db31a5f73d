import numpy as np
import pytest

from spineplan.geometry.affine import transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.render import scene_volume
from spineplan.render.scene_camera import SceneCamera
from spineplan.render.scene_volume import coarse_copy, first_matter
from tests.support.treated import AXES, BALL, BALL_RADIUS_MM, MIDDLE, patient


def brightest_mm(image: scene_volume.CoarseVolume) -> np.ndarray:
    kji = np.argwhere(image.array_kji >= 600).mean(axis=0)
    return transform_points(image.grid.lps_from_ijk, kji[::-1])


@pytest.mark.parametrize("most", [300, 40])
@pytest.mark.parametrize("kind", AXES)
def test_that_the_coarse_copy_is_where_the_patient_is(kind: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene_volume, "MOST_PER_AXIS", most)
    image = coarse_copy(patient(kind))
    assert max(image.array_kji.shape) <= most
    assert np.allclose(brightest_mm(image), BALL, atol=1.0)
    assert np.linalg.det(image.grid.lps_from_ijk[:3, :3]) > 0


def test_that_blocks_are_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene_volume, "MOST_PER_AXIS", 2)
    array = np.arange(64, dtype=np.int16).reshape(4, 4, 4)
    image = coarse_copy(Volume(array, Grid((4, 4, 4), np.eye(4)), "MR", "1", "2", unit=""))
    expected = array.reshape(2, 2, 2, 2, 2, 2).mean(axis=(1, 3, 5))
    assert np.array_equal(image.array_kji, np.floor(expected))
    assert np.allclose(image.grid.lps_from_ijk[:3, 3], 0.5)


def test_that_the_table_is_left_out() -> None:
    volume = patient()
    volume.array_kji[:, 85:88, 30:60] = 300
    image = coarse_copy(volume)
    assert image.array_kji[30, 86, 45] == -1024
    assert image.array_kji[30, 44, 47] == 400


def test_that_other_series_are_shown_relative_to_their_own_values() -> None:
    image = coarse_copy(patient(modality="MR"))
    low, high = image.recipe("bone").colour[0][0], image.recipe("bone").colour[-1][0]
    assert low < image.visible_from("bone") < high <= 1700


def test_that_a_ray_stops_at_the_first_bone() -> None:
    image = coarse_copy(patient())
    plane = SceneCamera(BALL).plane((400, 400))
    hit = first_matter(image, plane, 200, 200, 500, (-500.0, 500.0))
    assert hit is not None
    assert np.allclose(hit, (BALL[0], BALL[1] - BALL_RADIUS_MM, BALL[2]), atol=1.5)
    assert first_matter(image, plane, 200, 5, 500, (-500.0, 500.0)) is None
    assert first_matter(image, plane, 200, 200, 500, (100.0, 50.0)) is None


def test_that_a_ray_meets_the_column_behind_a_cut() -> None:
    image = coarse_copy(patient())
    plane = SceneCamera(MIDDLE).plane((400, 400))
    hit = first_matter(image, plane, 200, 200, 300, (5.0, 500.0))
    assert hit is not None
    assert hit[1] == pytest.approx(MIDDLE[1] + 5.0)
