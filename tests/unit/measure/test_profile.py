"""Values along a needle, and sampling between voxels."""

import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from spineplan.imaging.grid import Grid
from spineplan.imaging.sampling import sample_mm
from spineplan.imaging.volume import Volume
from spineplan.measure.profile import needle_profile
from tests.support.plans import needle


def ramp(padding: int | None = None) -> Volume:
    """The value is 10 * y (LPS)."""
    affine = np.diag([1.0, 2.0, 3.0, 1.0])
    affine[:3, 3] = [-30.0, -60.0, -30.0]
    y = np.arange(-60.0, 60.0, 2.0) * 10
    array = np.broadcast_to(y[None, :, None], (20, 60, 60)).astype(np.int16).copy()
    return Volume(array, Grid((20, 60, 60), affine), "CT", "1.2.3", "1.9", padding_value=padding)


def test_that_the_profile_reads_the_ramp_every_half_millimetre() -> None:
    profile = needle_profile(ramp(), needle((0.0, 20.0, 0.0), (0.0, -20.0, 0.0)))
    assert profile.target_mm == 40.0
    assert np.diff(profile.depth_mm) == pytest.approx(0.5)
    assert (profile.depth_mm[0], profile.depth_mm[-1]) == (-30.0, 55.0)
    known = np.isfinite(profile.values)
    inside = profile.depth_mm > 20.0 - 58.5
    assert profile.values[known] == pytest.approx(np.minimum(200.0 - 10.0 * profile.depth_mm[known], 580.0))
    assert known[inside].all()
    assert profile.unit == "HU"


def test_that_depth_zero_is_the_entry_also_off_the_half_millimetre() -> None:
    profile = needle_profile(ramp(), needle((0.0, 20.0, 0.0), (3.0, -17.3, 1.0)), before_mm=7.3)
    assert 0.0 in profile.depth_mm
    assert profile.values[profile.depth_mm == 0.0] == pytest.approx(200.0)


def test_that_sampling_is_trilinear() -> None:
    rng = np.random.default_rng(3)
    array = rng.integers(-1000, 2000, (9, 11, 13)).astype(np.int16)
    turn = np.array([[0.0, -0.6, 0.8, 5.0], [1.1, 0.0, 0.0, -3.0], [0.0, 0.8, 0.6, 70.0], [0.0, 0.0, 0.0, 1.0]])
    volume = Volume(array, Grid((9, 11, 13), turn), "MR", "1", "2", value_scale=0.5, value_offset=7.0)
    ijk = rng.uniform([0, 0, 0], [12, 10, 8], (500, 3))
    points = ijk @ turn[:3, :3].T + turn[:3, 3]
    expected = map_coordinates(array.astype(float), ijk[:, ::-1].T, order=1) * 0.5 + 7.0
    assert sample_mm(volume, points) == pytest.approx(expected)
    assert sample_mm(volume, points.reshape(10, 50, 3)).shape == (10, 50)


def test_that_outside_and_beside_padding_nothing_is_known() -> None:
    volume = ramp(padding=-600)
    outside = sample_mm(volume, np.array([[0.0, 0.0, 100.0], [0.0, -59.0, 0.0], [0.0, -58.0, 0.0]]))
    assert np.isnan(outside).tolist() == [True, True, False]


def test_that_a_single_slice_can_be_sampled() -> None:
    one = Volume(np.full((1, 4, 4), 50, dtype=np.int16), Grid((1, 4, 4), np.eye(4)), "CT", "1", "2")
    assert sample_mm(one, np.array([[1.5, 1.5, 0.3]])) == pytest.approx([50.0])
