"""Walls thinner than a voxel, and the blur of a CT: both on profiles made by hand."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from spineplan.anatomy.image_blur import blur_mm
from spineplan.anatomy.thin_wall import cortex_hu, outer_walls
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume


def _profile(wall_mm: float, thickness_mm: float, sigma_mm: float, outside_hu: float, inside_hu: float) -> np.ndarray:
    """HU along a ray, blurred on a fine raster and read every 0.25 mm."""
    fine = np.arange(0.0, 14.0, 0.01)
    ideal = np.where(fine < wall_mm - thickness_mm, inside_hu, np.where(fine < wall_mm, 1150.0, outside_hu))
    return gaussian_filter1d(ideal, sigma_mm / 0.01, mode="nearest")[::25]


@pytest.mark.parametrize("sigma_mm", [0.35, 0.6, 0.9])
@pytest.mark.parametrize("thickness_mm", [0.5, 1.0, 1.8])
@pytest.mark.parametrize("outside_hu", [-100.0, 60.0])
def test_that_the_outer_face_is_found_whatever_the_blur(
    sigma_mm: float, thickness_mm: float, outside_hu: float
) -> None:
    polar = np.array([[_profile(5.3, thickness_mm, sigma_mm, outside_hu, 150.0)]])
    found = outer_walls(polar, 0.25, np.array([[5.7]]), np.array([sigma_mm]), 1150.0, 100.0)
    assert found[0, 0] == pytest.approx(5.3, abs=0.16)


def test_that_half_maximum_would_lie_outside_where_the_model_does_not() -> None:
    profile = _profile(5.3, 0.6, 0.9, 20.0, 120.0)
    peak = int(profile.argmax())
    half = 0.5 * (profile[peak] + 20.0)
    beyond = peak + int(np.argmax(profile[peak:] < half))
    assert beyond * 0.25 > 5.6
    found = outer_walls(np.array([[profile]]), 0.25, np.array([[5.8]]), np.array([0.9]), 1150.0, 100.0)
    assert found[0, 0] == pytest.approx(5.3, abs=0.16)


def test_that_a_ray_without_a_wall_gives_none() -> None:
    polar = np.full((1, 1, 56), 40.0)
    assert np.isnan(outer_walls(polar, 0.25, np.array([[5.0]]), np.array([0.6]), 1150.0, 100.0)).all()


def test_that_the_cortex_is_the_brightest_bone_within_limits() -> None:
    assert cortex_hu(np.full(1000, 300.0, dtype=np.float32)) == 1000.0
    assert cortex_hu(np.full(1000, 1250.0, dtype=np.float32)) == 1250.0
    assert cortex_hu(np.full(1000, 3000.0, dtype=np.float32)) == 1600.0
    assert cortex_hu(np.empty(0, dtype=np.float32)) == 1000.0


@pytest.mark.parametrize("sigma_mm", [0.6, 1.0])
def test_that_the_blur_of_a_known_edge_is_measured(sigma_mm: float) -> None:
    """A slab of soft tissue in air, blurred by a known Gaussian along each axis; 0.7 mm voxels."""
    ideal = np.full((60, 60, 60), -1000.0)
    ideal[15:45, 15:45, 15:45] = 40.0
    fine = np.repeat(np.repeat(np.repeat(ideal, 1, 0), 1, 1), 10, 2)
    blurred = gaussian_filter1d(fine, sigma_mm / 0.07, axis=2)[:, :, 5::10]
    grid = Grid(ideal.shape, np.diag([0.7, 0.7, 0.7, 1.0]))
    volume = Volume(np.ascontiguousarray(np.rint(blurred)).astype(np.int16), grid, "CT", "1.2", "1.3")
    assert blur_mm(volume)[0] == pytest.approx(sigma_mm, rel=0.15)


def test_that_an_image_without_air_gets_a_usual_blur() -> None:
    grid = Grid((20, 20, 20), np.diag([1.0, 1.0, 3.0, 1.0]))
    volume = Volume(np.full((20, 20, 20), 40, dtype=np.int16), grid, "CT", "1.2", "1.3")
    i, j, k = blur_mm(volume)
    assert i == j == pytest.approx(np.hypot(0.45, 0.4))
    assert k == pytest.approx(np.hypot(0.45, 1.2))
