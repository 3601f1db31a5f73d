"""Numbers of lesions, checked by hand, by brute force and by SimpleITK."""

from itertools import combinations
from math import hypot

import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.geometry.affine import transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.lesion import lesion_numbers

SPACING = (0.7, 0.8, 2.5)


def grid(shape: tuple[int, int, int] = (20, 40, 50)) -> Grid:
    affine = np.diag([*SPACING, 1.0])
    affine[:3, 3] = [-10.0, 20.0, 300.0]
    return Grid(shape, affine)


def volume(array: np.ndarray, padding: int | None = None) -> Volume:
    return Volume(array.astype(np.int16), grid(array.shape), "CT", "1.2.3", "1.9", padding_value=padding)


def blob(seed: int, shape: tuple[int, int, int] = (20, 40, 50)) -> np.ndarray:
    """A few overlapping balls."""
    rng = np.random.default_rng(seed)
    k, j, i = np.indices(shape)
    inside = np.zeros(shape, dtype=bool)
    for _ in range(4):
        centre = rng.uniform([6, 12, 15], [14, 28, 35])
        radius = rng.uniform(3.0, 9.0)
        near = ((i - centre[2]) * SPACING[0]) ** 2 + ((j - centre[1]) * SPACING[1]) ** 2
        inside |= near + ((k - centre[0]) * SPACING[2]) ** 2 <= radius**2
    return inside


def brute_longest(voxels: np.ndarray) -> float:
    points = transform_points(grid(voxels.shape).lps_from_ijk, np.argwhere(voxels)[:, ::-1])
    longest = 0.0
    for start in range(0, len(points), 200):
        apart = np.linalg.norm(points[start : start + 200, None] - points[None], axis=-1)
        longest = max(longest, float(apart.max()))
    return longest


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_the_diameters_are_those_of_brute_force(seed: int) -> None:
    voxels = blob(seed)
    found = lesion_numbers(Mask(voxels, (0, 0, 0), grid()), None)
    assert found.longest_mm == pytest.approx(brute_longest(voxels))
    per_slice = [brute_longest(np.where(np.arange(20)[:, None, None] == k, voxels, False)) for k in range(20)
                 if voxels[k].any()]  # fmt: skip
    assert found.axial_longest_mm == pytest.approx(max(per_slice))
    ends = found.longest_ends_mm
    assert ends is not None
    assert np.linalg.norm(np.subtract(*ends)) == pytest.approx(found.longest_mm)


def test_that_values_and_volume_are_those_of_simpleitk() -> None:
    voxels = blob(4)
    array = np.random.default_rng(9).normal(80, 60, voxels.shape).astype(np.int16)
    found = lesion_numbers(Mask(voxels, (0, 0, 0), grid()), volume(array))
    image, labels = sitk.GetImageFromArray(array), sitk.GetImageFromArray(voxels.astype(np.uint8))
    for one in (image, labels):
        one.SetSpacing(SPACING)
    stats = sitk.LabelIntensityStatisticsImageFilter()
    stats.Execute(labels, image)
    assert found.volume_ml == pytest.approx(stats.GetPhysicalSize(1) / 1000.0)
    assert found.mean == pytest.approx(stats.GetMean(1))
    assert (found.minimum, found.maximum) == (stats.GetMinimum(1), stats.GetMaximum(1))
    assert found.deviation == pytest.approx(stats.GetStandardDeviation(1))


def test_that_a_box_has_its_hand_computed_numbers() -> None:
    voxels = np.zeros((20, 40, 50), dtype=bool)
    voxels[3:7, 10:21, 5:16] = True
    found = lesion_numbers(Mask(voxels, (0, 0, 0), grid()), None)
    assert found.volume_ml == pytest.approx(4 * 11 * 11 * 0.7 * 0.8 * 2.5 / 1000)
    assert found.axial_longest_mm == pytest.approx(hypot(10 * 0.7, 10 * 0.8))
    assert found.longest_mm == pytest.approx(hypot(7.0, 8.0, 7.5))
    assert (found.mean, found.minimum, found.maximum, found.deviation) == (None, None, None, None)


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 1, 70), (1, 30, 30), (15, 1, 20)])
def test_that_flat_and_thin_lesions_have_diameters(shape: tuple[int, int, int]) -> None:
    voxels = np.ones(shape, dtype=bool)
    found = lesion_numbers(Mask(voxels, (0, 0, 0), grid(shape)), None)
    size = [(n - 1) * s for n, s in zip(shape[::-1], SPACING, strict=True)]
    assert found.longest_mm == pytest.approx(hypot(*size))


def test_that_an_empty_mask_has_no_numbers() -> None:
    found = lesion_numbers(Mask(np.zeros((2, 2, 2), dtype=bool), (0, 0, 0), grid((2, 2, 2))), None)
    assert (found.volume_ml, found.longest_mm, found.mean) == (0.0, 0.0, None)


def test_that_voxels_without_data_do_not_count_as_values() -> None:
    array = np.full((2, 2, 2), 100)
    array[0] = -1024
    found = lesion_numbers(Mask(np.ones((2, 2, 2), dtype=bool), (0, 0, 0), grid((2, 2, 2))), volume(array, -1024))
    assert (found.mean, found.deviation, found.voxels) == (100.0, 0.0, 8)


def test_that_another_series_is_refused() -> None:
    mask = Mask(np.ones((2, 2, 2), dtype=bool), (0, 0, 0), grid())
    with pytest.raises(ValueError, match="another grid"):
        lesion_numbers(mask, volume(np.zeros((3, 3, 3))))


def test_that_a_turned_grid_has_the_same_diameter() -> None:
    voxels = blob(5)
    turn = np.eye(4)
    turn[:3, :3] = np.array([[0.0, -0.6, 0.8], [1.0, 0.0, 0.0], [0.0, 0.8, 0.6]])
    turned = Grid(voxels.shape, turn @ grid().lps_from_ijk)
    one, other = (lesion_numbers(Mask(voxels, (0, 0, 0), g), None) for g in (grid(), turned))
    assert other.longest_mm == pytest.approx(one.longest_mm)
    assert other.volume_ml == pytest.approx(one.volume_ml)


def test_that_brute_force_itself_is_right_on_four_points() -> None:
    voxels = np.zeros((3, 3, 3), dtype=bool)
    spots = [(0, 0, 0), (2, 1, 0), (1, 2, 2), (0, 2, 1)]
    for spot in spots:
        voxels[spot] = True
    apart = [hypot(*((a[2 - n] - b[2 - n]) * SPACING[n] for n in range(3))) for a, b in combinations(spots, 2)]
    assert brute_longest(voxels) == pytest.approx(max(apart))


def test_that_another_readers_rounding_does_not_part_a_mask_from_its_images() -> None:
    voxels = blob(3)
    mask = Mask(voxels, (0, 0, 0), grid())
    array = np.random.default_rng(3).integers(-100, 900, voxels.shape)
    rounded = np.array(grid().lps_from_ijk)
    rounded[0, 3] = np.nextafter(rounded[0, 3], 0.0)
    again = Volume(array.astype(np.int16), Grid(voxels.shape, rounded), "CT", "1.2.3", "1.9")
    assert lesion_numbers(mask, again) == lesion_numbers(mask, volume(array))
