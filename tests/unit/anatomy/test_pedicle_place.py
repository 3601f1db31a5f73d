"""A lumbar vertebra made by hand: thin-walled pedicles before facets that are larger and brighter."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from spineplan.anatomy.cubic_image import NativeImage, Sharpness
from spineplan.anatomy.finding.canal_surface import ANGLES, CanalSurface
from spineplan.anatomy.finding.level_span import DiscPlane, LevelSpan
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.anatomy.pedicles.isthmus import Pedicle, pedicles_of
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume

LEFT, AHEAD, UP = np.array([1.0, 0.0, 0.0]), np.array([0.0, -1.0, 0.0]), np.array([0.0, 0.0, 1.0])
CANAL_MM, WALL_MM, STEP_MM, HEIGHT_MM = 11.0, 8.0, 1.0, 36.0
PEDICLE_ASIDE_MM, PEDICLE_UP_MM = 16.5, 24.0


def _vertebra(width: float, height: float, facet_mm: float = 7.0) -> NativeImage:
    """facet_mm: how far behind the posterior wall facets begin. The canal's middle is the z axis, discs lie at z 0 and
    36, voxels are cubes of 1 mm with noise."""
    x, y, z = np.meshgrid(*[np.arange(-40.0, 41.0), np.arange(-60.0, 41.0), np.arange(-10.0, 48.0)], indexing="ij")
    ahead, aside, up = -y, np.abs(x), z - PEDICLE_UP_MM
    hu = np.full(x.shape, 40.0)
    body = (np.hypot(aside / 23.0, (ahead - WALL_MM - 17.0) / 17.0) < 1.0) & (np.abs(z - 18.0) < 13.0)
    hu[body] = 160.0
    half = max(width / 2.0, 0.01)
    away = (np.hypot((aside - PEDICLE_ASIDE_MM) / half, up / (height / 2.0)) - 1.0) * half
    pedicle = (away < 0.0) & (ahead < WALL_MM + 8.0) & (ahead > WALL_MM - 14.0) & ~body
    hu[pedicle] = np.where(away[pedicle] > -1.5, 500.0, 120.0)
    facet = (
        (aside > 11.0)
        & (aside < 20.0)
        & (ahead < WALL_MM - facet_mm)
        & (ahead > WALL_MM - 26.0)
        & (up < 16.0)
        & (up > -20.0)
    )
    hu[facet] = 1000.0
    hu = gaussian_filter(hu, 0.6) + np.random.default_rng(3).normal(0.0, 15.0, hu.shape)
    affine = np.diag([1.0, 1.0, 1.0, 1.0])
    affine[:3, 3] = (-40.0, -60.0, -10.0)
    kji = np.ascontiguousarray(np.rint(hu).astype(np.int16).transpose(2, 1, 0))
    return NativeImage(Volume(kji, Grid(kji.shape, affine), "CT", "1.2", "1.9"), Sharpness((0.6, 0.6, 0.6), 500.0))


def _found(image: NativeImage) -> tuple[Pedicle, Pedicle]:
    count = round(HEIGHT_MM) + 1
    points = np.stack([np.zeros(count), np.zeros(count), np.arange(count, dtype=float)], axis=1)
    line = SpineLine(points, *(np.tile(axis, (count, 1)) for axis in (UP, AHEAD, LEFT)))
    middle = (WALL_MM + 17.0) * AHEAD
    below, above = (DiscPlane(middle + z * UP, UP, AHEAD, LEFT, z) for z in (0.0, HEIGHT_MM))
    return pedicles_of(
        image, LevelSpan(below, above, 34.0, WALL_MM), line, CanalSurface(np.full((count, ANGLES), CANAL_MM))
    )


@pytest.mark.parametrize(("width", "height"), [(10.0, 15.0), (8.0, 16.0)])
def test_that_a_pedicle_is_found_before_a_brighter_facet(width: float, height: float) -> None:
    for pedicle in _found(_vertebra(width, height)):
        aside = PEDICLE_ASIDE_MM if pedicle.side == "left" else -PEDICLE_ASIDE_MM
        assert pedicle.centre_mm[0] == pytest.approx(aside, abs=1.0)
        assert pedicle.centre_mm[2] == pytest.approx(PEDICLE_UP_MM, abs=1.0)
        assert pedicle.width_mm == pytest.approx(width, abs=0.7)
        assert pedicle.height_mm == pytest.approx(height, abs=1.0)
        assert abs(pedicle.transverse_deg) < 5.0
        assert abs(pedicle.sagittal_deg) < 5.0
        assert pedicle.wall_seen
        assert not pedicle.doubt


def test_that_what_passes_for_a_pedicle_where_there_is_none_is_doubted() -> None:
    assert [pedicle.doubt != "" for pedicle in _found(_vertebra(0.0, 15.0, 12.0))] == [True, True]


def test_that_a_pedicle_narrower_than_voxels_show_is_doubted() -> None:
    image = _vertebra(6.0, 15.0)
    kji = image.volume.array_kji[:57, :99, :81].astype(np.float64)
    thick = np.ascontiguousarray(kji.reshape(19, 3, 33, 3, 27, 3).mean(axis=(1, 3, 5)).round().astype(np.int16))
    affine = np.diag([3.0, 3.0, 3.0, 1.0])
    affine[:3, 3] = (-39.0, -59.0, -9.0)
    coarse = NativeImage(Volume(thick, Grid(thick.shape, affine), "CT", "1.2", "1.9"), Sharpness((1.4,) * 3, 500.0))
    assert all(pedicle.doubt for pedicle in _found(coarse))
