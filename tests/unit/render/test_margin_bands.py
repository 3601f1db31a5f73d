"""The lesion's surface in bands: every triangle has the colour of its margin, and the legend names the same limits."""

from itertools import pairwise

import numpy as np
import pytest

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Ellipsoid
from spineplan.render.filling_shapes import BANDS_MM, TOKENS, margin_shapes
from spineplan.render.palette import rgb8


def _ball(radius: float) -> Mask:
    n, step = 60, 0.7
    affine = np.diag([step, step, step, 1.0])
    affine[:3, 3] = -(n - 1) / 2.0 * step
    index = np.stack(np.meshgrid(*(np.arange(n),) * 3, indexing="ij"), axis=-1)
    return Mask(np.linalg.norm((index - (n - 1) / 2.0) * step, axis=-1) <= radius, (0, 0, 0), Grid((n, n, n), affine))


@pytest.mark.parametrize(("radius", "band"), [(7.0, 0), (10.0, 1), (12.5, 2), (16.0, 3), (22.0, 4)])
def test_that_a_ball_in_a_larger_ball_has_one_colour(radius: float, band: int) -> None:
    zone = Ellipsoid(centre_mm=(0.0, 0.0, 0.0), semi_axes_mm=(radius, radius, radius))
    shapes = margin_shapes(_ball(9.0), [zone])
    assert [shape.token for shape in shapes] == [TOKENS[band]]
    assert shapes[0].through == 1.0


def test_that_a_shifted_zone_gives_several_bands_in_their_places() -> None:
    zone = Ellipsoid(centre_mm=(6.0, 0.0, 0.0), semi_axes_mm=(13.0, 13.0, 13.0))
    found = {shape.token: shape.build() for shape in margin_shapes(_ball(9.0), [zone])}
    assert list(found) == list(TOKENS[: len(found)])
    assert len(found) == 4
    for mesh, low, high in zip(found.values(), (-20.0, *BANDS_MM), (*BANDS_MM, 40.0), strict=False):
        middles = mesh.points_mm[mesh.triangles].mean(axis=1)
        margins = 13.0 - np.linalg.norm(middles - [6.0, 0.0, 0.0], axis=1)
        assert margins.min() > low - 0.7
        assert margins.max() < high + 0.7


def test_that_neighbouring_bands_differ_in_lightness_enough_to_be_told_apart_without_hue() -> None:
    def lightness(token: str) -> float:
        channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.array(rgb8(token)) / 255.0]
        y = float(np.dot([0.2126, 0.7152, 0.0722], channels))
        return 116.0 * y ** (1.0 / 3.0) - 16.0

    steps = [abs(lightness(a) - lightness(b)) for a, b in pairwise(TOKENS)]
    assert min(steps) > 12.0
