"""Distances: the transform against scipy, the cone against balls laid along it."""

import numpy as np
import pytest
from scipy import ndimage

from spineplan.planning.field.cloud import cloud_of
from spineplan.planning.field.distance import border, depth_in, distance_to, nearest_to_cone

ROUND = np.linalg.qr(np.random.default_rng(9).normal(size=(3, 3)))[0]
VOXEL = np.vstack([ROUND, [0.35, 0.35, 1.5]])
"""Voxels of 0.7 x 0.7 x 3 mm, turned anyhow."""


@pytest.mark.parametrize("spacing", [(1.0, 1.0, 1.0), (3.0, 0.7, 0.7), (0.8, 1.5, 0.6)])
def test_that_the_transform_is_exact(spacing: tuple[float, float, float]) -> None:
    random = np.random.default_rng(3)
    mask = random.random((17, 21, 13)) < 0.01
    expected = ndimage.distance_transform_edt(~mask, sampling=spacing)
    assert np.allclose(distance_to(mask, spacing, surface=False), expected, atol=1e-4)


@pytest.mark.parametrize("spacing", [(1.0, 1.0, 1.0), (3.0, 0.7, 0.7), (0.8, 1.5, 0.6)])
def test_that_the_transform_to_surfaces_is_exact(spacing: tuple[float, float, float]) -> None:
    random = np.random.default_rng(3)
    mask = random.random((9, 12, 10)) < 0.01
    everywhere, set_ = np.indices(mask.shape).reshape(3, -1).T, np.argwhere(mask)
    off = np.maximum(np.abs(everywhere[:, None] - set_[None]) - 0.5, 0.0) * np.array(spacing)
    expected = np.where(mask, 0.0, np.linalg.norm(off, axis=2).min(axis=1).reshape(mask.shape))
    assert np.allclose(distance_to(mask, spacing), expected, atol=1e-4)
    depth = depth_in(mask, spacing)
    assert np.allclose(depth[~mask], -expected[~mask], atol=1e-4)
    assert depth[mask].min() >= min(spacing) / 2.0 - 1e-6


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


@pytest.mark.parametrize("radii", [(1.5, 1.5), (0.5, 4.0), (4.0, 1.0)])
def test_that_a_cloud_is_measured_to_what_counts_of_its_voxels(radii: tuple[float, float]) -> None:
    random = np.random.default_rng(6)
    for _ in range(10):
        points = random.normal(0.0, 40.0, (3000, 3)).astype(np.float32)
        start, end = random.uniform(-60, 60, (2, 3))
        along = np.linspace(0.0, 1.0, 4001)
        middles, sizes = start + along[:, None] * (end - start), radii[0] + along * (radii[1] - radii[0])
        rough = np.array([(np.linalg.norm(points - m, axis=1) - r).min() for m, r in
                          zip(middles[::40], sizes[::40], strict=True)]).min()  # fmt: skip
        near = [p for p in points if (np.linalg.norm(p - middles, axis=1) - sizes).min() < rough + 2.0]
        slow = min(float((np.linalg.norm(_beyond(middles - p), axis=1) - sizes).min()) for p in near)
        assert cloud_of(points, VOXEL).gap_mm(start, end, *radii) == pytest.approx(slow, abs=2e-3)
    assert cloud_of(np.empty((0, 3), dtype=np.float32), VOXEL).gap_mm(start, end, *radii) == 1e6


def _beyond(off: np.ndarray) -> np.ndarray:
    """From a voxel's surface, in its own directions."""
    return np.maximum(np.abs(off @ ROUND.T) - VOXEL[3], 0.0)
