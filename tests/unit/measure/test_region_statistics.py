from math import pi

import numpy as np
import pytest

from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.geometry.vectors import point
from spineplan.measure.region_statistics import ellipse_statistics
from tests.support.volumes import GRIDS, noise, of


@pytest.mark.parametrize("kind", [kind for kind in GRIDS if kind != "sheared"])
def test_that_a_region_on_a_slice_counts_that_slices_voxels(kind: str) -> None:
    volume = noise(kind)
    grid = volume.grid
    centre = transform_points(grid.lps_from_ijk, (15.0, 12.0, 9.0))
    i_axis = grid.lps_from_ijk[:3, 0] / grid.spacing_mm[0]
    j_axis = grid.lps_from_ijk[:3, 1] / grid.spacing_mm[1]
    found = ellipse_statistics(volume, point(centre), point(centre + 6.0 * i_axis), point(centre + 4.0 * j_axis))
    j, i = np.mgrid[0:26, 0:32]
    inside = ((i - 15) * 0.8 / 6.0) ** 2 + ((j - 12) * 0.7 / 4.0) ** 2 <= 1.0
    values = volume.array_kji[9][inside].astype(float)
    assert found.voxels == values.size
    assert (found.mean, found.sd) == pytest.approx((values.mean(), values.std(ddof=1)))
    assert (found.low, found.high) == (values.min(), values.max())
    assert found.area_mm2 == pytest.approx(pi * 24.0)


def test_that_an_oblique_region_counts_about_one_layer() -> None:
    volume = noise()
    turn = rotation_about((1.0, 1.0, 0.0), 40.0)
    centre = volume.grid.centre_mm
    found = ellipse_statistics(
        volume, point(centre), point(centre + 5.0 * turn[:, 0]), point(centre + 5.0 * turn[:, 1])
    )
    layer = volume.grid.spacing_along_mm(turn[:, 2])
    assert found.voxels == pytest.approx(pi * 25.0 * layer / (0.8 * 0.7 * 1.5), rel=0.1)


def test_that_real_values_are_measured_and_padding_is_left_out() -> None:
    array = np.full((3, 9, 9), 200, dtype=np.int16)
    array[1, 4, 5] = -5000
    volume = of(array, modality="PT", value_scale=0.1, value_offset=1.0, padding_value=-5000)
    centre = volume.grid.centre_mm
    found = ellipse_statistics(volume, point(centre), *(point(centre + half) for half in ((1.7, 0, 0), (0, 1.5, 0))))
    # Centres (di, dj) with (0.8 di / 1.7)^2 + (0.7 dj / 1.5)^2 <= 1: 5 + 2 * (3 + 1) = 13, less the padded one.
    assert (found.voxels, found.mean, found.sd) == (12, pytest.approx(21.0), pytest.approx(0.0))


def test_that_a_region_without_voxels_says_so() -> None:
    volume = noise()
    far = point(volume.grid.centre_mm + 500.0)
    found = ellipse_statistics(volume, far, (far[0] + 3.0, *far[1:]), (far[0], far[1] + 3.0, far[2]))
    assert found.voxels == 0
    assert np.isnan(found.mean)
