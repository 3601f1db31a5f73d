"""Skin from the CT: the exact crossing, what is filled, what is left out, what cannot be known."""

from math import sqrt

import numpy as np
import pytest

from spineplan.anatomy.skin import coarse_body, skin_crossing
from spineplan.geometry.vectors import Point
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume

SPACING = (2.0, 1.5, 3.0)
SHAPE = (30, 180, 200)


def volume_of(array_kji: np.ndarray, modality: str = "CT", padding: int | None = None) -> Volume:
    """The middle of the array at LPS (0, 0, 0)."""
    affine = np.diag([*SPACING, 1.0])
    k, j, i = array_kji.shape
    affine[:3, 3] = [-(i - 1) / 2 * SPACING[0], -(j - 1) / 2 * SPACING[1], -(k - 1) / 2 * SPACING[2]]
    return Volume(array_kji.astype(np.int16), Grid((k, j, i), affine), modality, "1.2", "1.3", padding_value=padding)


def coordinates(shape: tuple[int, int, int] = SHAPE) -> tuple[np.ndarray, np.ndarray]:
    """LPS x and y of each voxel of a slice."""
    _, j, i = shape
    x = (np.arange(i) - (i - 1) / 2) * SPACING[0]
    y = (np.arange(j) - (j - 1) / 2) * SPACING[1]
    return np.broadcast_to(x, (j, i)), np.broadcast_to(y[:, None], (j, i))


def trunk(shape: tuple[int, int, int] = SHAPE) -> np.ndarray:
    """An elliptic trunk of 120 x 80 mm half-axes with two lungs, on a table with a gap."""
    x, y = coordinates(shape)
    one = np.full(shape[1:], -1000)
    one[(x / 120) ** 2 + (y / 80) ** 2 < 1] = 40
    one[((abs(x) - 60) / 35) ** 2 + (y / 45) ** 2 < 1] = -850
    one[(abs(y - 105) < 8) & (abs(x) < 150)] = 200
    return np.broadcast_to(one, shape).copy()


@pytest.fixture(scope="module")
def chest() -> Volume:
    return volume_of(trunk())


def ellipse_exit(start: Point, toward: Point) -> float:
    """Distance at which the ray leaves the trunk's ellipse, in closed form."""
    p = np.array([start[0] / 120, start[1] / 80])
    d = np.array(toward) - np.array(start)
    d = d / np.linalg.norm(d)
    q = np.array([d[0] / 120, d[1] / 80])
    a, b, c = q @ q, p @ q, p @ p - 1
    return float((-b + sqrt(b * b - a * c)) / a)


@pytest.mark.parametrize("toward", [(0.0, 80.0, 0.0), (40.0, 75.0, 0.0), (-40.0, 75.0, 0.0), (-20.0, 70.0, 15.0)])
def test_that_the_skin_is_met_where_the_ellipse_is(chest: Volume, toward: Point) -> None:
    body = coarse_body(chest)
    assert body is not None
    target = (0.0, 10.0, 0.0)
    crossing = skin_crossing(chest, body, target, toward)
    assert crossing.point_mm is not None
    assert np.linalg.norm(np.array(crossing.point_mm) - target) == pytest.approx(ellipse_exit(target, toward), abs=1.5)


def test_that_a_needle_through_a_lung_is_not_told_that_the_lung_is_the_skin(chest: Volume) -> None:
    body = coarse_body(chest)
    assert body is not None
    crossing = skin_crossing(chest, body, (0.0, 0.0, 0.0), (60.0, 0.0, 0.0))
    assert crossing.point_mm is not None
    assert crossing.point_mm[0] == pytest.approx(120.0, abs=1.5)


def test_that_the_table_is_not_the_patient(chest: Volume) -> None:
    body = coarse_body(chest)
    assert body is not None
    crossing = skin_crossing(chest, body, (0.0, 40.0, 0.0), (0.0, 60.0, 0.0))
    assert crossing.point_mm is not None
    assert crossing.point_mm[1] == pytest.approx(80.0, abs=1.0)


def test_that_a_mirrored_patient_has_a_mirrored_skin() -> None:
    array = trunk()
    x, y = coordinates()
    array[:, ((x - 100) / 30) ** 2 + ((y - 50) / 25) ** 2 < 1] = 40
    points = []
    for one, sign in ((volume_of(array), 1.0), (volume_of(array[:, :, ::-1].copy()), -1.0)):
        body = coarse_body(one)
        assert body is not None
        crossing = skin_crossing(one, body, (0.0, 0.0, 0.0), (sign * 100.0, 50.0, 0.0))
        assert crossing.point_mm is not None
        points.append(crossing.point_mm)
    assert points[1] == pytest.approx((-points[0][0], *points[0][1:]), abs=0.1)


def test_that_a_target_outside_the_body_is_said(chest: Volume) -> None:
    body = coarse_body(chest)
    assert body is not None
    crossing = skin_crossing(chest, body, (0.0, -120.0, 0.0), (0.0, 0.0, 0.0))
    assert crossing.point_mm is None
    assert "outside" in crossing.reason


def test_that_a_field_of_view_within_the_body_makes_the_skin_unknown() -> None:
    cut = trunk()[:, :110, 60:140]
    volume = volume_of(np.ascontiguousarray(cut))
    body = coarse_body(volume)
    assert body is not None
    crossing = skin_crossing(volume, body, (0.0, 40.0, 0.0), (5.0, 60.0, 0.0))
    assert crossing.point_mm is None
    assert "field of view" in crossing.reason


@pytest.mark.parametrize(("outside", "padding"), [(-3024, None), (-1000, None), (-1024, -1024)])
def test_that_a_reconstruction_circle_within_the_body_makes_the_skin_unknown(outside: int, padding: int | None) -> None:
    rng = np.random.default_rng(5)
    array = trunk() + rng.integers(-9, 10, SHAPE)
    small = np.ascontiguousarray(array[:, 60:120, 78:122])
    xs, ys = coordinates(small.shape)
    small[:, np.hypot(xs, ys) > 44] = outside
    volume = volume_of(small, padding=padding)
    body = coarse_body(volume)
    assert body is not None
    crossing = skin_crossing(volume, body, (0.0, 10.0, 0.0), (5.0, 40.0, 0.0))
    assert crossing.point_mm is None


def test_that_only_a_ct_with_a_body_has_a_skin() -> None:
    assert coarse_body(volume_of(trunk(), modality="MR")) is None
    assert coarse_body(volume_of(np.full(SHAPE, -1000))) is None


def test_that_padding_of_a_value_like_tissue_is_no_body(chest: Volume) -> None:
    array = trunk()
    array[:, :, :20] = 60
    body = coarse_body(volume_of(array, padding=60))
    plain = coarse_body(chest)
    assert body is not None
    assert plain is not None
    np.testing.assert_array_equal(body.inside_kji, plain.inside_kji)
