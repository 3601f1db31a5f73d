import numpy as np
import pytest

from spineplan.geometry.affine import transform_points
from spineplan.imaging.mask import Mask
from spineplan.render.mask_slice import mask_slice, touches
from spineplan.render.thumbnails import thumbnail
from tests.support.volumes import GRIDS, noise
from tests.unit.render.test_reslice import PLANES, plane_of, points_of


@pytest.mark.parametrize("kind", GRIDS)
@pytest.mark.parametrize("name", PLANES)
def test_that_a_pixel_is_set_where_its_nearest_voxel_is(kind: str, name: str, way: str) -> None:
    volume = noise(kind)
    mask = Mask(volume.array_kji[3:17, 4:20, 5:30] > 400, (3, 4, 5), volume.grid)
    plane = plane_of(name, volume)
    ijk = np.floor(transform_points(volume.grid.ijk_from_lps, points_of(plane)) + 0.5).astype(int)
    full = np.pad(mask.full(), 60)
    wanted = full[ijk[..., 2] + 60, ijk[..., 1] + 60, ijk[..., 0] + 60]
    assert np.array_equal(mask_slice(mask, plane), wanted)


def test_that_a_mask_beside_the_plane_is_not_even_looked_at(way: str) -> None:
    volume = noise()
    mask = Mask(np.ones((2, 3, 3), dtype=bool), (1, 4, 5), volume.grid)
    plane = plane_of("axial", volume)
    assert not touches(mask, plane)
    assert not mask_slice(mask, plane).any()


def test_that_a_thumbnail_shows_the_whole_middle_slice(way: str) -> None:
    for sagittal in (False, True):
        picture = thumbnail(noise("feet_first"), 48, sagittal)
        assert picture.shape == (48, 48)
        assert picture.any()
