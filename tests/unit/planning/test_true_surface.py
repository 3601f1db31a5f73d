"""Reported distances against true surfaces: tubes anywhere, labelled where a voxel's centre lies inside."""

import numpy as np
import pytest

from spineplan.imaging.grid import Grid
from spineplan.planning.field.cloud import cloud_of
from spineplan.planning.field.distance import border, voxel_box
from spineplan.planning.margins.wall_kernel import wall_clearances

SPACINGS = ((0.35, 0.35, 0.6), (0.7, 0.7, 1.0), (0.8, 0.8, 1.5))


def tube(grid: Grid, axis: np.ndarray, radius_mm: float) -> tuple[np.ndarray, np.ndarray]:
    """(mask [k, j, i], centres (k, j, i, 3)) of an endless tube through the origin."""
    kji = np.indices(grid.shape_kji)
    centres = np.stack([kji[2], kji[1], kji[0]], axis=-1) @ grid.lps_from_ijk[:3, :3].T + grid.lps_from_ijk[:3, 3]
    return np.linalg.norm(np.cross(centres, axis), axis=-1) <= radius_mm, centres


def around(spacing: tuple[float, float, float], half_mm: float, random: np.random.Generator) -> Grid:
    affine = np.diag([*spacing, 1.0])
    shape = np.ceil(2.0 * half_mm / np.array(spacing)).astype(int)
    affine[:3, 3] = -half_mm + random.uniform(0.0, 1.0, 3) * spacing
    return Grid((int(shape[2]), int(shape[1]), int(shape[0])), affine)


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("radius_mm", [2.0, 9.0])
def test_that_a_structure_passed_is_as_far_as_its_true_surface(
    spacing: tuple[float, float, float], radius_mm: float
) -> None:
    random, wrong = np.random.default_rng(4), []
    for _ in range(25):
        grid = around(spacing, radius_mm + 5.0, random)
        axis = np.array([*random.normal(0.0, 0.15, 2), 1.0])
        axis /= np.linalg.norm(axis)
        mask, centres = tube(grid, axis, radius_mm)
        turn = random.uniform(0.0, 2.0 * np.pi)
        along = np.array([np.cos(turn), np.sin(turn), random.normal(0.0, 0.15)])
        away = np.cross(along, axis)
        true_mm = random.uniform(1.0, 4.0)
        middle = away / np.linalg.norm(away) * (radius_mm + true_mm)
        cloud = cloud_of(np.ascontiguousarray(centres[border(mask)], dtype=np.float32), voxel_box(grid))
        wrong.append(cloud.gap_mm(middle - 30.0 * along, middle + 30.0 * along, 0.0, 0.0) - true_mm)
    assert abs(float(np.mean(wrong))) < 0.15
    assert float(np.quantile(np.abs(wrong), 0.9)) < 0.3 + 0.1 * spacing[2]


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("radius_mm", [2.5, 4.0])
def test_that_a_pedicles_wall_is_as_far_as_its_true_surface(
    spacing: tuple[float, float, float], radius_mm: float
) -> None:
    random, wrong = np.random.default_rng(5), []
    for _ in range(25):
        grid = around(spacing, radius_mm + 7.0, random)
        axis = np.array([random.normal(0.0, 0.25), 1.0, random.normal(0.0, 0.25)])
        axis /= np.linalg.norm(axis)
        mask, centres = tube(grid, axis, radius_mm)
        outside = border(~mask) & ~mask
        near = np.linalg.norm(np.cross(centres, axis), axis=-1) < radius_mm + 2.0 * max(spacing)
        basis = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        to_kji = np.linalg.inv(grid.lps_from_ijk)[[2, 1, 0]]
        found = wall_clearances(
            np.ascontiguousarray(centres[outside & near], dtype=np.float32),
            np.ascontiguousarray(centres[border(mask)], dtype=np.float32),
            mask, np.ascontiguousarray(to_kji), -4.0 * axis, 4.0 * axis, 0.9, 0.9, basis,
        )  # fmt: skip
        wrong.append(float(found.min()) - (radius_mm - 0.9))
    assert float(np.abs(wrong).max()) < 0.2
