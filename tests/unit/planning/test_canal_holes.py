"""Holes of a slice and the places of set voxels, against the slow ways of scipy and numpy."""

import numpy as np
import pytest
from scipy import ndimage

from spineplan.planning.field.box import set_voxels
from spineplan.planning.field.canal import _closed


@pytest.mark.parametrize("seed", range(8))
def test_that_holes_are_what_filling_them_adds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    bone = ndimage.gaussian_filter(rng.normal(size=(60, 50)), 2.0) > rng.uniform(-0.05, 0.08)
    labels, areas = _closed(bone, 0.49)
    expected, count = ndimage.label(ndimage.binary_fill_holes(bone) & ~bone)
    assert np.array_equal(labels, expected)
    assert areas == pytest.approx(np.bincount(expected.ravel(), minlength=count + 1)[1:] * 0.49)


def test_that_a_slice_without_bone_has_no_holes() -> None:
    labels, areas = _closed(np.zeros((12, 9), dtype=np.bool_), 1.0)
    assert not labels.any()
    assert areas.size == 0


def test_that_set_voxels_come_in_the_order_of_the_array() -> None:
    voxels = np.random.default_rng(1).random((9, 14, 11)) < 0.2
    assert np.array_equal(set_voxels(voxels), np.argwhere(voxels))
