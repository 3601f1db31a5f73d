"""Labels onto another grid: hand-made permutations, brute force, and SimpleITK as the second opinion."""

from itertools import permutations, product

import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.anatomy.importing.grid import onto_grid
from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.imaging.grid import Grid


def labels(seed: int = 1, shape: tuple[int, int, int] = (9, 11, 13)) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 5, shape).astype(np.uint16)


def grid_of(array: np.ndarray, linear: np.ndarray, centre: tuple[float, float, float] = (10.0, -20.0, 30.0)) -> Grid:
    """A grid whose middle voxel lies at a point."""
    affine = np.eye(4)
    affine[:3, :3] = linear
    affine[:3, 3] = np.array(centre) - linear @ ((np.array(array.shape[::-1]) - 1) / 2.0)
    return Grid(array.shape, affine)


def on_all(array: np.ndarray, source: Grid, target: Grid) -> np.ndarray:
    box, start = onto_grid(array, source, target)
    full = np.zeros(target.shape_kji, dtype=np.uint16)
    full[tuple(slice(s, s + n) for s, n in zip(start, box.shape, strict=True))] = box
    return full


def brute(array: np.ndarray, source: Grid, target: Grid) -> tuple[np.ndarray, np.ndarray]:
    """Voxel by voxel; the second array marks where the nearest voxel is clear (no tie within 1e-4)."""
    out = np.zeros(target.shape_kji, dtype=np.uint16)
    clear = np.ones(target.shape_kji, dtype=bool)
    for k, j, i in np.ndindex(*target.shape_kji):
        at = transform_points(source.ijk_from_lps, transform_points(target.lps_from_ijk, (i, j, k)))
        clear[k, j, i] = np.abs(np.abs(at - np.floor(at)) - 0.5).min() > 1e-4
        a, b, c = np.rint(at).astype(int)
        if 0 <= a < array.shape[2] and 0 <= b < array.shape[1] and 0 <= c < array.shape[0]:
            out[k, j, i] = array[c, b, a]
    return out, clear


def itk_image(array: np.ndarray, grid: Grid) -> sitk.Image:
    image = sitk.GetImageFromArray(array)
    linear = grid.lps_from_ijk[:3, :3]
    spacing = np.linalg.norm(linear, axis=0)
    image.SetSpacing(spacing.tolist())
    image.SetDirection((linear / spacing).ravel().tolist())
    image.SetOrigin(grid.lps_from_ijk[:3, 3].tolist())
    return image


def test_that_the_same_grid_changes_nothing() -> None:
    array = labels()
    grid = grid_of(array, np.diag([0.7, 0.8, 1.5]))
    assert np.array_equal(on_all(array, grid, grid), array)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_that_every_flip_and_permutation_of_axes_is_exact(order: tuple[int, int, int]) -> None:
    """The same voxels stored along other axes: 48 orientations, left-handed ones included."""
    array = labels()
    target = grid_of(array, np.diag([2.0, 3.0, 4.0]))
    for flips in product((False, True), repeat=3):
        stored = array.transpose(order)
        affine = np.array(target.lps_from_ijk)
        affine[:3, :3] = affine[:3, :3][:, [2 - order[2 - axis] for axis in range(3)]]
        for axis in range(3):
            if flips[axis]:
                stored = np.flip(stored, axis)
                column = 2 - axis
                affine[:3, 3] += affine[:3, column] * (stored.shape[axis] - 1)
                affine[:3, column] *= -1.0
        assert np.array_equal(on_all(np.ascontiguousarray(stored), Grid(stored.shape, affine), target), array)


@pytest.mark.parametrize(
    "linear",
    [
        np.diag([1.13, 0.91, 2.3]), np.diag([-0.43, 0.61, -3.7]),
        rotation_about((1.0, 0.4, -0.2), 23.0) @ np.diag([0.9, 1.2, 1.7]),
        rotation_about((0.0, 0.0, 1.0), 0.2) @ np.diag([1.05, 1.05, 1.05]),
        np.array([[0.0, 0.0, 1.27], [0.93, 0.0, 0.0], [0.0, -1.13, 0.0]]),
    ],
)  # fmt: skip
def test_that_other_grids_agree_with_brute_force_and_simpleitk(linear: np.ndarray) -> None:
    array = labels()
    source = grid_of(array, linear, (10.3, -19.6, 30.2))
    target = grid_of(np.zeros((12, 10, 14)), np.diag([0.8, 0.7, 1.3]))
    found = on_all(array, source, target)
    expected, clear = brute(array, source, target)
    assert clear.mean() > 0.9
    assert np.array_equal(found[clear], expected[clear])
    theirs = sitk.Resample(itk_image(array, source), itk_image(np.zeros(target.shape_kji, np.uint16), target),
                           sitk.Transform(), sitk.sitkNearestNeighbor, 0)  # fmt: skip
    assert np.array_equal(found[clear], sitk.GetArrayFromImage(theirs)[clear])


def test_that_a_tie_always_goes_the_same_way() -> None:
    array = np.arange(1, 5, dtype=np.uint16).reshape(1, 1, 4)
    source = Grid(array.shape, np.eye(4))
    affine = np.diag([1.0, 1.0, 1.0, 1.0])
    affine[0, 3] = 0.5
    assert on_all(array, source, Grid((1, 1, 3), affine)).ravel().tolist() == [2, 3, 4]


def test_that_a_grid_beside_the_labels_gets_nothing() -> None:
    array = labels()
    source = grid_of(array, np.eye(3))
    target = grid_of(array, np.eye(3), (200.0, 0.0, 0.0))
    assert not on_all(array, source, target).any()
    assert not on_all(np.zeros_like(array), source, source).any()


def test_that_only_the_labelled_box_is_worked_on() -> None:
    array = np.zeros((40, 40, 40), dtype=np.uint16)
    array[10:12, 20:23, 30:34] = 7
    grid = grid_of(array, np.eye(3))
    box, start = onto_grid(array, grid, grid)
    assert box.size <= 5 * 6 * 7
    assert np.array_equal(on_all(array, grid, grid), array)
    assert all(s >= low - 2 for s, low in zip(start, (10, 20, 30), strict=True))
