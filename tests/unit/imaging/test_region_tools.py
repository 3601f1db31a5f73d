"""Threshold, region grow, interpolation between slices and masks on other grids, against brute force."""

from collections import deque

import numpy as np
import pytest

from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, holds, resampled
from spineplan.imaging.region_grow import grown_mask, seed_limits, threshold_mask
from spineplan.imaging.shape_interpolation import filled_between_slices, painted_axis
from spineplan.imaging.volume import Volume
from tests.support.volumes import GRIDS, SHAPE, affine, noise


def ball(grid: Grid, centre_mm, radius_mm: float) -> Mask:
    kji = np.indices(grid.shape_kji)
    points = transform_points(grid.lps_from_ijk, np.stack([kji[2], kji[1], kji[0]], axis=-1))
    return Mask(np.linalg.norm(points - np.array(centre_mm), axis=-1) <= radius_mm, (0, 0, 0), grid)


def flooded(allowed: np.ndarray, seed: tuple[int, int, int]) -> np.ndarray:
    """Breadth-first over face neighbours, one voxel at a time."""
    out = np.zeros_like(allowed)
    if not allowed[seed]:
        return out
    queue = deque([seed])
    out[seed] = True
    while queue:
        at = queue.popleft()
        for axis in range(3):
            for step in (-1, 1):
                near = list(at)
                near[axis] += step
                if 0 <= near[axis] < allowed.shape[axis] and allowed[tuple(near)] and not out[tuple(near)]:
                    out[tuple(near)] = True
                    queue.append(tuple(near))
    return out


MIDDLE = (10.0, -20.0, 30.0)


@pytest.mark.parametrize("kind", GRIDS)
def test_that_growing_is_a_flood_over_face_neighbours_inside_the_vertebra(kind: str) -> None:
    volume = noise(kind)
    bone = ball(volume.grid, MIDDLE, 9.0)
    seed = tuple(np.argwhere(bone.voxels_kji & (volume.array_kji > 300))[40])
    seed_mm = transform_points(volume.grid.lps_from_ijk, np.array(seed[::-1], dtype=float)) + 0.2
    allowed = bone.voxels_kji & (volume.array_kji >= -200) & (volume.array_kji <= 1500)
    found = grown_mask(volume, seed_mm, (-200.0, 1500.0), bone)
    assert np.array_equal(found.full(), flooded(allowed, seed))
    assert 100 < found.count < bone.count


def test_that_growing_without_a_vertebra_stays_within_reach() -> None:
    volume = noise("tilted")
    seed_mm = volume.grid.centre_mm
    seed = tuple(np.floor(transform_points(volume.grid.ijk_from_lps, seed_mm)[::-1] + 0.5).astype(int))
    volume.array_kji[seed] = 500
    allowed = ball(volume.grid, seed_mm, 6.0).voxels_kji & (volume.array_kji >= -100)
    assert np.array_equal(grown_mask(volume, seed_mm, (-100.0, 3000.0), None, 6.0).full(), flooded(allowed, seed))


def test_that_a_seed_outside_the_limits_the_vertebra_or_the_images_grows_nothing() -> None:
    volume = noise()
    bone = ball(volume.grid, MIDDLE, 5.0)
    assert grown_mask(volume, MIDDLE, (9000.0, 9001.0), bone).count == 0
    assert grown_mask(volume, (14.0, -26.0, 30.0), (-9000.0, 9000.0), bone).count == 0
    assert grown_mask(volume, (500.0, 0.0, 0.0), (-9000.0, 9000.0), None).count == 0


def test_that_limits_are_real_values_and_no_data_is_never_taken() -> None:
    volume = noise(value_scale=0.5, value_offset=10.0, padding_value=300, modality="PT")
    volume.array_kji[5:8, 5:9, 5:9] = 300
    bone = ball(volume.grid, MIDDLE, 30.0)
    found = threshold_mask(volume, bone, (100.0, 400.0))
    real = volume.array_kji * 0.5 + 10.0
    wanted = bone.voxels_kji & (real >= 100.0) & (real <= 400.0) & (volume.array_kji != 300)
    assert np.array_equal(found.full(), wanted)


def test_that_small_pieces_are_left_out() -> None:
    array = np.zeros(SHAPE, dtype=np.int16)
    array[4:9, 4:9, 4:9] = 100
    array[15, 15, 15] = 100
    volume = Volume(array, Grid(SHAPE, affine("head_first")), "CT", "1", "2")
    everything = Mask(np.ones(SHAPE, dtype=np.bool_), (0, 0, 0), volume.grid)
    found = threshold_mask(volume, everything, (50.0, 150.0), least_ml=0.02)
    assert found.count == 125
    assert threshold_mask(volume, everything, (50.0, 150.0)).count == 126


def test_that_the_tolerance_lies_around_the_mean_at_the_seed() -> None:
    volume = noise(value_scale=2.0, value_offset=-5.0, modality="MR")
    seed_mm = transform_points(volume.grid.lps_from_ijk, [6.0, 7.0, 8.0])
    mean = float(volume.array_kji[7:10, 6:9, 5:8].mean()) * 2.0 - 5.0
    assert seed_limits(volume, seed_mm, 30.0) == pytest.approx((mean - 30.0, mean + 30.0))
    with pytest.raises(ValueError, match="outside"):
        seed_limits(volume, (900.0, 0.0, 0.0), 30.0)


@pytest.mark.parametrize("source", GRIDS)
def test_that_a_mask_on_another_grid_holds_the_same_points(source: str) -> None:
    """Every voxel centre of the new grid is asked the old one, one by one."""
    mask = ball(Grid(SHAPE, affine(source)), MIDDLE, 7.0)
    placed = np.diag([0.9, 1.1, 1.3, 1.0]) @ affine("head_first")
    placed[:3, 3] += (0.0137, 0.0291, 0.0173)  # no centre on the border of two voxels
    other = Grid((30, 31, 29), placed)
    found = resampled(mask, other)
    kji = np.indices(other.shape_kji)
    points = transform_points(other.lps_from_ijk, np.stack([kji[2], kji[1], kji[0]], axis=-1)).reshape(-1, 3)
    wanted = np.array([mask.holds(p) for p in points]).reshape(other.shape_kji)
    assert np.array_equal(found.full(), wanted)
    assert np.array_equal(holds(mask, points).reshape(other.shape_kji), wanted)


def test_that_resampling_keeps_the_volume_and_the_place() -> None:
    fine = Grid((60, 60, 60), np.diag([0.5, 0.5, 0.5, 1.0]))
    mask = ball(fine, (15.0, 15.0, 15.0), 9.0)
    coarse = Grid((20, 40, 40), np.diag([0.8, 0.8, 2.0, 1.0]))
    found = resampled(mask, coarse)
    assert found.volume_ml == pytest.approx(mask.volume_ml, rel=0.02)
    assert np.allclose(found.centroid_mm, mask.centroid_mm, atol=0.15)
    assert resampled(mask, fine) is mask
    assert resampled(mask, Grid((4, 4, 4), affine("tilted"))).count == 0


def test_that_a_registration_moves_a_mask_into_the_other_frame() -> None:
    grid = Grid((40, 40, 40), np.eye(4))
    mask = ball(grid, (14.0, 20.0, 22.0), 6.0)
    turned = np.eye(4)
    turned[:3, :3] = rotation_about((0.0, 0.0, 1.0), 90.0)
    turned[:3, 3] = (39.0, 0.0, 0.0)
    found = resampled(mask, grid, np.linalg.inv(turned))
    assert np.allclose(found.centroid_mm, transform_points(turned, (14.0, 20.0, 22.0)), atol=1e-6)
    assert np.allclose(sorted(centres_mm(found)[:, 2]), sorted(centres_mm(mask)[:, 2]))


def disc(shape: tuple[int, int], centre, radius: float, spacing=(1.0, 1.0)) -> np.ndarray:
    y, x = np.indices(shape)
    return np.hypot((y - centre[0]) * spacing[0], (x - centre[1]) * spacing[1]) <= radius


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_that_a_cone_is_rebuilt_from_its_two_ends(axis: int) -> None:
    stack = np.zeros((11, 48, 48), dtype=np.bool_)
    stack[0], stack[10] = disc((48, 48), (24, 24), 6.0), disc((48, 48), (24, 24), 16.0)
    mask = Mask(
        np.ascontiguousarray(np.moveaxis(stack, 0, axis)), (0, 0, 0), Grid(np.moveaxis(stack, 0, axis).shape, np.eye(4))
    )
    assert painted_axis(mask) == axis
    found = np.moveaxis(filled_between_slices(mask, axis).full(), axis, 0)
    for n in range(11):
        wanted = disc((48, 48), (24, 24), 6.0 + n)
        assert (found[n] != wanted).sum() <= 0.05 * wanted.sum()
    assert np.array_equal(found[0], stack[0])
    assert np.array_equal(found[10], stack[10])


def test_that_a_slanting_rod_does_not_vanish_half_way() -> None:
    stack = np.zeros((9, 30, 60), dtype=np.bool_)
    stack[0], stack[8] = disc((30, 60), (15, 8), 5.0), disc((30, 60), (15, 48), 5.0)
    found = filled_between_slices(Mask(stack, (0, 0, 0), Grid(stack.shape, np.eye(4))), 0).full()
    for n in range(9):
        wanted = disc((30, 60), (15, 8 + 5 * n), 5.0)
        assert (found[n] & wanted).sum() >= 0.9 * wanted.sum()
        assert found[n].sum() == pytest.approx(wanted.sum(), rel=0.1)


def test_that_pixels_need_not_be_square() -> None:
    spacing = (2.0, 0.5)
    stack = np.zeros((5, 30, 120), dtype=np.bool_)
    stack[0], stack[4] = disc((30, 120), (15, 60), 8.0, spacing), disc((30, 120), (15, 60), 20.0, spacing)
    grid = Grid(stack.shape, np.diag([0.5, 2.0, 1.0, 1.0]))
    middle = filled_between_slices(Mask(stack, (0, 0, 0), grid), 0).full()[2]
    wanted = disc((30, 120), (15, 60), 14.0, spacing)
    assert (middle != wanted).sum() <= 0.08 * wanted.sum()


def test_that_a_whole_mask_has_nothing_to_fill() -> None:
    mask = ball(Grid((20, 20, 20), np.eye(4)), (10.0, 10.0, 10.0), 6.0)
    assert painted_axis(mask) is None
    assert filled_between_slices(mask, 0).sha256 == mask.tight().sha256
