"""Grids that are equal, grids at the same place, and what a volume must be."""

import numpy as np
import pytest

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from tests.support.volumes import GRIDS, noise


def test_that_equal_grids_have_equal_hashes_and_masks_equal_names() -> None:
    minus = np.eye(4)
    minus[0, 1] = minus[2, 3] = -0.0
    a, b = Grid((2, 3, 4), np.eye(4)), Grid((2, 3, 4), minus)
    voxels = np.ones((1, 1, 1), dtype=np.bool_)
    assert a == b
    assert hash(a) == hash(b)
    assert Mask(voxels, (0, 0, 0), a).sha256 == Mask(voxels, (0, 0, 0), b).sha256


@pytest.mark.parametrize("kind", GRIDS)
def test_that_rounding_keeps_a_grid_in_place_and_a_hundredth_of_a_millimetre_does_not(kind: str) -> None:
    grid = noise(kind).grid
    rounded = np.array(grid.lps_from_ijk) * (1.0 + 1e-12)
    moved = np.array(grid.lps_from_ijk)
    moved[1, 3] += 0.01
    assert grid.same_place(Grid(grid.shape_kji, rounded))
    assert not grid.same_place(Grid(grid.shape_kji, moved))
    k, j, i = grid.shape_kji
    assert not grid.same_place(Grid((k, j, i - 1), grid.lps_from_ijk))


def test_that_a_volume_in_another_order_is_refused() -> None:
    """The kernels read its memory in order."""
    with pytest.raises(ValueError, match="C order"):
        Volume(np.zeros((4, 5, 6), np.int16)[::-1], Grid((4, 5, 6), np.eye(4)), "CT", "1.2", "1.3")
