"""Cement on the radiograph lies where its shadow falls: not mirrored, as thick as it is."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from spineplan.geometry.angles import CArmAngles
from spineplan.geometry.c_arm import CArm
from spineplan.geometry.vectors import vector
from spineplan.imaging.grid import Grid
from spineplan.viewer.fluoro.drawing import Screen
from spineplan.viewer.fluoro.treatment import LEAST_MM, cement_shadow, picture_of

CUBE = (slice(12, 22), slice(14, 24), slice(20, 30))
"""10 mm cube of cement to the patient's left of the isocentre, in front of it and above it."""


@dataclass(frozen=True)
class Poured:
    """What is drawn of a planning.filling.Filling."""

    terrain: Any
    order: np.ndarray
    place_of: np.ndarray
    voxel_ml: float = 0.001


@pytest.fixture
def poured() -> Poured:
    affine = np.eye(4)
    affine[:3, 3] = (-10.0, -30.0, -5.0)
    grid = Grid((40, 40, 40), affine)
    mask = np.zeros(grid.shape_kji, dtype=bool)
    mask[CUBE] = True
    order = np.flatnonzero(mask).astype(np.int32)
    place = np.zeros(len(order), dtype=np.int8)
    place[-100:] = 1  # its topmost layer lies outside the bone
    return Poured(SimpleNamespace(space=SimpleNamespace(grid=grid)), order, place)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("primary_deg", [0.0, 180.0, 90.0])
def test_that_the_shadow_lies_where_the_cement_projects(poured: Poured, primary_deg: float, mirrored: bool) -> None:
    screen = Screen(CArm((0.0, 0.0, 0.0), CArmAngles(primary_deg, 0.0), detector_mm=200.0), 400, 400, mirrored)
    shadow = cement_shadow(poured, len(poured.order), screen)
    assert shadow is not None
    middle = screen.px(vector((14.5, -11.5, 11.5)))
    rows, columns = shadow.cement_mm.shape
    weight = shadow.cement_mm / shadow.cement_mm.sum()
    x = shadow.area.x() + ((np.arange(columns) + 0.5) * weight.sum(axis=0)).sum() * shadow.area.width() / columns
    y = shadow.area.y() + ((np.arange(rows) + 0.5) * weight.sum(axis=1)).sum() * shadow.area.height() / rows
    assert [x, y] == pytest.approx([middle[0], middle[1]], abs=2.5)
    assert y < 200.0  # above the isocentre
    if primary_deg == 0.0:  # seen from the front the patient's left is on the right, unless flipped
        assert (x > 200.0) is not mirrored
    if primary_deg == 180.0:
        assert (x < 200.0) is not mirrored


def test_that_it_is_as_thick_as_on_the_ray(poured: Poured) -> None:
    screen = Screen(CArm((14.5, -11.5, 11.5), CArmAngles(0.0, 0.0), detector_mm=120.0), 600, 600, False)
    shadow = cement_shadow(poured, len(poured.order), screen)
    assert shadow is not None
    inner = shadow.cement_mm[shadow.cement_mm > LEAST_MM]
    assert float(np.median(inner)) == pytest.approx(10.0, rel=0.25)
    half = cement_shadow(poured, len(poured.order) // 2, screen)
    assert half is not None
    assert half.cement_mm.sum() == pytest.approx(shadow.cement_mm.sum() / 2.0, rel=0.05)
    assert cement_shadow(poured, 0, screen) is None


def test_that_leaked_cement_has_another_colour(poured: Poured) -> None:
    screen = Screen(CArm((14.5, -11.5, 11.5), CArmAngles(0.0, 0.0), detector_mm=120.0), 600, 600, False)
    shadow = cement_shadow(poured, len(poured.order), screen)
    assert shadow is not None
    image = picture_of(shadow)
    columns = image.width() // 2
    inside, outside = (image.pixelColor(columns, row) for row in (image.height() // 2, int(np.argmax(
        shadow.leaked_mm.sum(axis=1)))))  # fmt: skip
    assert inside.alphaF() > 0.6
    assert outside.red() > outside.blue() + 60
    assert abs(inside.red() - inside.blue()) < 60
