"""Pedicle tubes made by hand: axis, calipers, walls that flare on one side, an image of a known oblique pedicle."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from spineplan.anatomy.cubic_image import NativeImage, Sharpness
from spineplan.anatomy.pedicles.axis import caliper, centred, tilt
from spineplan.anatomy.pedicles.tube import ALONG_MM, ANGLES, Search
from spineplan.anatomy.pedicles.within import sizes_within_mm
from spineplan.geometry.vectors import cross, unit
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume

ANGLE = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
AXES = np.array([[1.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 1.0]])


def _ellipse(half_width: float, half_height: float, x: float = 0.0, y: float = 0.0) -> np.ndarray:
    """Radii from (x, y) beside the ellipse's middle, by walking out along every ray."""
    reach = np.arange(0.0, 20.0, 0.001)
    u, v = np.cos(ANGLE)[:, None] * reach - x, np.sin(ANGLE)[:, None] * reach - y
    return reach[np.argmax((u / half_width) ** 2 + (v / half_height) ** 2 > 1.0, axis=1)]


@pytest.mark.parametrize(("width", "height"), [(3.0, 12.0), (5.0, 13.0), (9.0, 16.0), (20.0, 15.0), (5.5, 7.5)])
def test_that_calipers_read_an_ellipse_wherever_its_rays_begin(width: float, height: float) -> None:
    section = centred(_ellipse(width / 2.0, height / 2.0, 0.3, -0.6))
    assert float(caliper(section, 0)) == pytest.approx(width, abs=0.12)
    assert float(caliper(section, ANGLES // 4)) == pytest.approx(height, abs=0.12)


@pytest.mark.parametrize("slope", [(0.0, 0.0), (0.08, 0.0), (0.0, -0.12), (-0.1, 0.1)])
def test_that_the_axis_follows_straight_walls(slope: tuple[float, float]) -> None:
    radius = np.stack([_ellipse(3.0, 6.5, slope[0] * s, slope[1] * s) for s in ALONG_MM])
    across, up, outline = tilt(radius, ALONG_MM, np.ones_like(radius))
    assert (across, up) == pytest.approx(slope, abs=0.02)
    assert outline == pytest.approx(_ellipse(3.0, 6.5), abs=0.1)


def test_that_a_facet_that_rises_behind_does_not_turn_the_axis() -> None:
    """As at T1: behind the isthmus the upper wall climbs 4 mm into the superior facet."""
    radius = np.stack([_ellipse(4.0, 5.2) for _ in ALONG_MM])
    radius[:5, 9:16] += np.linspace(4.0, 2.0, 5)[:, None]
    across, up, _ = tilt(radius, ALONG_MM, np.ones_like(radius))
    assert abs(np.degrees(np.arctan(across))) < 1.0
    assert abs(np.degrees(np.arctan(up))) < 2.0


def _tube_ct(axis: np.ndarray, width: float, height: float, rib: bool = False, stop_mm: float = 99.0) -> NativeImage:
    """An elliptic pedicle with 1 mm of cortex in soft tissue, 0.7 mm cubes, blurred by 0.5 mm; its middle at the
    origin. rib: another bone 1 mm beside it. stop_mm: the image ends this far above."""
    step, half = 0.35, 20.0
    line = np.arange(-half, half, step)
    x, y, z = np.meshgrid(line, line, line, indexing="ij")
    right, up = unit(cross(axis, AXES[2])), np.zeros(3)
    up = cross(right, axis) if float(cross(right, axis)[2]) > 0 else -cross(right, axis)
    u, v = (x * d[0] + y * d[1] + z * d[2] for d in (right, up))
    away = (np.hypot(u / (width / 2), v / (height / 2)) - 1.0) * min(width, height) / 2.0
    hu = np.where(away > 0.0, 30.0, np.where(away > -1.0, 1150.0, 150.0))
    if rib:
        bone = np.hypot(u - np.sign(right[0]) * (width / 2.0 + 5.0), v) - 4.0
        hu = np.where((bone < 0) & (away > 0), np.where(bone > -1.0, 1150.0, 150.0), hu)
    small = gaussian_filter(hu, 0.5 / step)[::2, ::2, ::2]
    kji = np.ascontiguousarray(np.rint(small).astype(np.int16).transpose(2, 1, 0))
    kji = np.ascontiguousarray(kji[: int((stop_mm + half) / 0.7)])
    affine = np.diag([0.7, 0.7, 0.7, 1.0])
    affine[:3, 3] = -half
    return NativeImage(Volume(kji, Grid(kji.shape, affine), "CT", "1.2", "1.9"), Sharpness((0.55, 0.55, 0.55), 1150.0))


def _found(image: NativeImage, width: float, height: float) -> tuple[float, float, np.ndarray, float]:
    outline = 1.0 / np.hypot(np.cos(ANGLE) / 4.0, np.sin(ANGLE) / 6.0)
    search = Search(image, AXES, 1, np.array([0.8, 0.5, -1.0]), (-4.0, 2.5), outline)
    tube = search.refined(search.fitted(unit(np.array([-0.15, -1.0, 0.0])), 4))
    section = centred(tube.radius[tube.narrowest])
    return float(caliper(section, 0)), float(caliper(section, ANGLES // 4)), tube.axis, tube.seen


@pytest.mark.parametrize(
    ("width", "transverse", "sagittal"), [(3.0, 10.0, -15.0), (4.2, 5.0, -8.0), (8.0, 28.0, -16.0)]
)
def test_that_a_narrow_steep_pedicle_is_measured(width: float, transverse: float, sagittal: float) -> None:
    aside, rise = np.tan(np.radians([transverse, sagittal]))
    axis = unit(np.array([-aside, -1.0, rise]))
    found_width, found_height, found_axis, seen = _found(_tube_ct(axis, width, 12.5), width, 12.5)
    assert found_width == pytest.approx(width, abs=0.4)
    assert found_height == pytest.approx(12.5, abs=0.7)
    assert np.degrees(np.arccos(min(1.0, float(found_axis @ axis)))) < 3.0
    assert seen > 0.9


def test_that_a_rib_beside_it_is_not_part_of_the_pedicle() -> None:
    axis = unit(np.array([-0.3, -1.0, -0.2]))
    width, _, _, _ = _found(_tube_ct(axis, 7.0, 11.0, rib=True), 7.0, 11.0)
    assert width == pytest.approx(7.0, abs=0.7)


def test_that_a_pedicle_that_the_image_cuts_off_is_not_seen() -> None:
    axis = unit(np.array([-0.15, -1.0, 0.0]))
    assert _found(_tube_ct(axis, 6.0, 12.0), 6.0, 12.0)[3] > 0.9
    assert _found(_tube_ct(axis, 6.0, 12.0, stop_mm=3.0), 6.0, 12.0)[3] == 0.0


def test_that_coarse_voxels_say_so() -> None:
    grid = Grid((10, 10, 10), np.diag([0.7, 0.7, 3.0, 1.0]))
    across, up = np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])
    assert sizes_within_mm(grid, across, up, 8.0, 12.0) == pytest.approx((0.15 + 0.2 * 0.7, 0.2 + 0.5 * 3.0))
    assert sizes_within_mm(grid, across, up, 5.0, 12.0)[1] == pytest.approx(0.2 + 0.5 * 3.0 + 0.8 * 0.4)
    blended = 0.7 * 2.0
    assert sizes_within_mm(grid, up, up, 6.0, 12.0)[0] == pytest.approx(0.15 + 0.2 * 3.0 + 0.4 * 1.5 + blended)
    assert sizes_within_mm(grid, up, up, 36.0, 30.0)[0] == pytest.approx(0.15 + 0.2 * 3.0 + 0.25 * blended)
