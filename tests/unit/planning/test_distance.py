"""Distances: the transform against scipy, the cone against balls laid along it."""

import numpy as np
import pytest
from scipy import ndimage

from spineplan.planning.cloud import cloud_of
from spineplan.planning.distance import border, distance_to, nearest_to_cone


@pytest.mark.parametrize("spacing", [(1.0, 1.0, 1.0), (3.0, 0.7, 0.7), (0.8, 1.5, 0.6)])
def test_that_the_transform_is_exact(spacing: tuple[float, float, float]) -> None:
    random = np.random.default_rng(3)
    mask = random.random((17, 21, 13)) < 0.01
    expected = ndimage.distance_transform_edt(~mask, sampling=spacing)
    assert np.allclose(distance_to(mask, spacing), expected, atol=1e-4)


def test_that_nothing_is_infinitely_far() -> None:
    assert distance_to(np.zeros((3, 4, 5), dtype=bool), (1.0, 1.0, 1.0)).min() > 1e5


def test_that_the_border_is_the_mask_less_its_erosion() -> None:
    random = np.random.default_rng(4)
    mask = ndimage.binary_dilation(random.random((12, 14, 16)) < 0.02, iterations=3)
    assert np.array_equal(border(mask), mask & ~ndimage.binary_erosion(mask, border_value=0))


@pytest.mark.parametrize("radii", [(1.5, 1.5), (0.5, 4.0), (5.0, 1.0)])
def test_that_the_cone_is_the_union_of_its_balls(radii: tuple[float, float]) -> None:
    random = np.random.default_rng(5)
    points = random.uniform(-30, 30, (200, 3)).astype(np.float32)
    start, end = np.array([-12.0, 3.0, 5.0]), np.array([14.0, -7.0, 2.0])
    along = np.linspace(0.0, 1.0, 4001)
    middles = start + along[:, None] * (end - start)
    sizes = radii[0] + along * (radii[1] - radii[0])
    balls = (np.linalg.norm(points[:, None] - middles, axis=2) - sizes).min(axis=1)
    least, index = nearest_to_cone(points, start, end, *radii)
    assert least == pytest.approx(float(balls.min()), abs=2e-3)
    assert index == int(balls.argmin())


def test_that_no_points_are_far_away() -> None:
    empty = np.empty((0, 3), dtype=np.float32)
    assert nearest_to_cone(empty, np.zeros(3), np.ones(3), 1.0, 1.0) == (1e6, -1)


@pytest.mark.parametrize("radii", [(1.5, 1.5), (0.5, 4.0)])
def test_that_a_cloud_in_blocks_gives_the_same_gap(radii: tuple[float, float]) -> None:
    random = np.random.default_rng(6)
    for _ in range(30):
        points = random.normal(0.0, 40.0, (3000, 3)).astype(np.float32)
        start, end = random.uniform(-60, 60, (2, 3))
        plain, _ = nearest_to_cone(points, start, end, *radii)
        assert cloud_of(points).gap_mm(start, end, *radii) == pytest.approx(plain, abs=1e-6)
    assert cloud_of(np.empty((0, 3), dtype=np.float32)).gap_mm(start, end, *radii) == 1e6
