"""The quick picture of a filling: what it covers, in which colour, and that growing equals starting anew."""

import numpy as np
import pytest

from spineplan.geometry.view_plane import ViewPlane
from spineplan.planning.filling.simulation import Filling, fill
from spineplan.render.filling_splat import FillingSplat
from tests.support.cement_levels import cement_level


@pytest.fixture(scope="module")
def filling() -> Filling:
    level = cement_level("L3")
    return fill(level.terrain(), [level.tip(1, 5.0, -3.0, 0.0)], 3.0)


@pytest.fixture
def plane(filling: Filling) -> ViewPlane:
    """From the front, a millimetre per pixel, the body in the middle."""
    x, y, z = (float(v) for v in filling.terrain.space.centre_mm)
    return ViewPlane((x, y, z), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 1.0, 200, 200)


def test_that_cement_is_drawn_where_its_voxels_lie_and_grows(filling: Filling, plane: ViewPlane) -> None:
    splat = FillingSplat(filling, plane)
    half, whole = splat.picture(filling.count_at(1.5))[..., 3] > 100, splat.picture(filling.count_at(3.0))[..., 3] > 100
    assert half.sum() < whole.sum()
    assert (whole[half]).mean() > 0.98
    local = filling.terrain.space.local_mm(filling.order)
    middle_of_picture = np.argwhere(whole).mean(axis=0)[::-1] + splat.corner_px - 100.0
    assert middle_of_picture[0] == pytest.approx(local[:, 0].mean(), abs=1.5)
    assert middle_of_picture[1] == pytest.approx(-local[:, 2].mean(), abs=1.5)
    assert splat.size_px == (whole.shape[1], whole.shape[0])


def test_that_stepping_gives_the_picture_of_jumping_and_going_back_too(filling: Filling, plane: ViewPlane) -> None:
    stepped, jumped = FillingSplat(filling, plane), FillingSplat(filling, plane)
    for n in range(0, len(filling.order), 137):
        stepped.picture(n)
    last = len(filling.order)
    assert np.array_equal(stepped.picture(last), jumped.picture(last))
    assert np.array_equal(stepped.picture(500), FillingSplat(filling, plane).picture(500))


def test_that_nothing_is_drawn_of_no_cement(filling: Filling, plane: ViewPlane) -> None:
    assert not FillingSplat(filling, plane).picture(0).any()
