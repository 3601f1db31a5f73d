"""The canal keeps its calibre where the posterior wall of a body is destroyed."""

import numpy as np
import pytest

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.finding.canal_surface import ANGLES, canal_surface
from spineplan.anatomy.finding.spine_line import SpineLine, line_through

CANAL_MM, BONE_HU, SOFT_HU = 8.0, 400.0, 30.0


def _tube(hole_mm: float) -> tuple[CubicImage, SpineLine]:
    """A straight round canal through bone; in front, between z = 60 and 76, a hole this deep in the bone."""
    k, j, i = np.indices((140, 70, 70)).astype(np.float64)
    x, y = i - 35.0, j - 40.0
    array = np.where(np.hypot(x, y) < CANAL_MM, SOFT_HU, BONE_HU)
    hole = (np.abs(k - 68.0) < 8.0) & (np.abs(x) < 7.0) & (y < 0.0) & (y > -(CANAL_MM + hole_mm))
    array[hole] = SOFT_HU
    line = line_through(np.stack([np.array([35.0, 40.0, z]) for z in np.linspace(2.0, 138.0, 18)]))
    return CubicImage(array.astype(np.float32), np.zeros(3), 1.0), line


def test_that_a_hole_in_the_posterior_wall_is_not_canal() -> None:
    image, line = _tube(hole_mm=7.0)
    radius = canal_surface(image, line).radius_mm
    at = round(line.nearest(np.array([35.0, 40.0, 68.0])))
    assert radius[at, 0] == pytest.approx(CANAL_MM, abs=1.0)


def test_that_the_rest_of_the_wall_is_where_it_is() -> None:
    image, line = _tube(hole_mm=7.0)
    radius = canal_surface(image, line).radius_mm
    assert radius[20:40] == pytest.approx(CANAL_MM, abs=0.8)
    assert radius[60:70, ANGLES // 2] == pytest.approx(CANAL_MM, abs=0.8)
