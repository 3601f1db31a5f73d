"""Virtual fluoroscopy against line integrals computed in other ways."""

from math import sqrt

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, map_coordinates

from spineplan.geometry.angles import CArmAngles, en_face_c_arm
from spineplan.geometry.c_arm import CArm
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.render.drr import drr_volume, radiograph, water_mm

PIXELS = 64


def _volume(array: np.ndarray, spacing: tuple[float, float, float], turn_deg: float = 0.0) -> Volume:
    """Centred on the LPS origin; turned about z."""
    affine = np.eye(4)
    affine[:3, :3] = np.diag(spacing)
    a = np.radians(turn_deg)
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    affine[:3, :3] = turn @ affine[:3, :3]
    affine[:3, 3] = -affine[:3, :3] @ ((np.array(array.shape[::-1]) - 1) / 2.0)
    return Volume(array.astype(np.int16), Grid(array.shape, affine), "CT", "1.2", "1.3", unit="HU")


def _ball(shape: tuple[int, int, int], spacing: tuple[float, float, float], radius_mm: float, hu: int) -> np.ndarray:
    """Voxels hold the share of the ball in them (supersampled), so that its integral is the analytic one."""
    array = np.zeros(shape)
    offsets = (np.arange(4) + 0.5) / 4 - 0.5
    k, j, i = np.indices(shape, dtype=float)
    centre = (np.array(shape) - 1) / 2
    for dk in offsets:
        for dj in offsets:
            for di in offsets:
                z, y, x = ((k + dk - centre[0]) * spacing[2], (j + dj - centre[1]) * spacing[1],
                           (i + di - centre[2]) * spacing[0])  # fmt: skip
                array += x * x + y * y + z * z <= radius_mm**2
    return -1000 + (hu + 1000) * array / 64


ANGLES = [(0.0, 0.0), (90.0, 0.0), (180.0, 0.0), (25.0, -15.0), (160.0, 20.0), (-135.0, 40.0), (0.0, 85.0)]


@pytest.mark.parametrize(("primary", "secondary"), ANGLES)
def test_that_a_ball_casts_its_analytic_chords(primary: float, secondary: float) -> None:
    radius, spacing, shape = 30.0, (1.0, 1.0, 1.0), (80, 80, 80)
    ball = drr_volume(_volume(_ball(shape, spacing, radius, 500), spacing, 10.0), 1.0)
    arm = CArm((0.0, 0.0, 0.0), CArmAngles(primary, secondary), detector_mm=120.0)
    image = water_mm(ball, arm, PIXELS)
    expected = np.zeros_like(image)
    for y in range(PIXELS):
        for x in range(PIXELS):
            ray = arm.detector_point_mm(x, y, PIXELS) - arm.source_mm
            ray /= np.linalg.norm(ray)
            nearest = -arm.source_mm - ray * float(-arm.source_mm @ ray)
            expected[y, x] = 1.5 * 2.0 * sqrt(max(radius**2 - float(nearest @ nearest), 0.0))
    thick = expected > 0.6 * expected.max()  # nearer the limb a chord changes within one voxel
    assert thick.sum() > 500
    error = np.abs(image - expected)[thick] / expected[thick]
    assert np.percentile(error, 95) <= 0.01
    assert np.abs(image[thick].mean() - expected[thick].mean()) <= 0.003 * expected[thick].mean()


def test_that_random_tissue_gives_the_sums_of_a_fine_march_along_the_ray() -> None:
    rng = np.random.default_rng(5)
    array = gaussian_filter(rng.normal(0, 2500, (40, 60, 60)), 1.5) - 100
    volume = _volume(np.clip(array, -1000, 2000), (1.2, 1.2, 2.0), -20.0)
    arm = CArm((3.0, -4.0, 5.0), CArmAngles(20.0, 12.0), 1000.0, 600.0, 150.0)
    image = water_mm(drr_volume(volume), arm, PIXELS)
    mu = np.pad((volume.array_kji.astype(float) + 1000) / 1000, 1)
    for x, y in [(10, 12), (31, 31), (32, 20), (50, 44), (20, 40)]:
        source, end = arm.source_mm, arm.detector_point_mm(x, y, PIXELS)
        along = np.linspace(0.0, 1.0, 40_001)
        points = source + along[:, None] * (end - source)
        ijk = points @ volume.grid.ijk_from_lps[:3, :3].T + volume.grid.ijk_from_lps[:3, 3] + 1.0
        values = map_coordinates(mu, ijk[:, ::-1].T, order=1, mode="constant")
        expected = values.sum() * float(np.linalg.norm(end - source)) / 40_000
        assert image[y, x] == pytest.approx(expected, rel=0.01)


def test_that_points_fall_where_their_shadow_is_seen() -> None:
    array = np.full((50, 50, 50), -1000.0)
    array[31, 12, 40] = 3000.0
    volume = _volume(array, (1.0, 1.0, 1.0))
    place = volume.grid.lps_from_ijk[:3, :3] @ np.array([40, 12, 31]) + volume.grid.lps_from_ijk[:3, 3]
    for primary, secondary in ANGLES:
        arm = CArm((0.0, 0.0, 0.0), CArmAngles(primary, secondary), detector_mm=120.0)
        image = water_mm(drr_volume(volume, 1.0), arm, 256)
        y, x = np.argwhere(image >= image.max() * 0.5).mean(axis=0)
        assert arm.pixel_of(place, 256) == pytest.approx([x, y], abs=0.8)


def test_that_the_patient_is_seen_from_the_detector_head_up() -> None:
    front = CArm((0.0, 0.0, 0.0), CArmAngles(0.0, 0.0))
    assert front.screen_axes[0] == pytest.approx([1.0, 0.0, 0.0])  # patient's left at screen right
    assert front.screen_axes[1] == pytest.approx([0.0, 0.0, -1.0])
    back = CArm((0.0, 0.0, 0.0), CArmAngles(180.0, 0.0))
    assert back.screen_axes[0] == pytest.approx([-1.0, 0.0, 0.0])
    left = CArm((0.0, 0.0, 0.0), CArmAngles(90.0, 0.0))
    assert left.towards_detector == pytest.approx([1.0, 0.0, 0.0], abs=1e-12)
    assert front.pixel_of(np.array([0.0, 0.0, 10.0]), 100)[1] < 49.5


def test_that_a_needle_is_a_dot_in_its_en_face_view() -> None:
    entry, target = np.array([30.0, 60.0, 5.0]), np.array([4.0, -2.0, 0.0])
    arm = CArm(tuple(target), en_face_c_arm(entry, target))  # type: ignore[arg-type]
    assert arm.pixel_of(entry, 512) == pytest.approx(arm.pixel_of(target, 512), abs=1e-6)


def test_that_bone_is_dark_and_an_empty_picture_bright() -> None:
    picture = radiograph(np.array([[0.0, 200.0], [250.0, 300.0]], dtype=np.float32))
    assert picture[0, 0] == 255
    assert picture[1, 1] < picture[0, 1]
    assert (radiograph(np.zeros((4, 4), dtype=np.float32)) == 255).all()


def test_that_only_a_ct_has_a_radiograph() -> None:
    volume = _volume(np.zeros((4, 4, 4)), (1.0, 1.0, 1.0))
    with pytest.raises(ValueError, match="from a CT"):
        drr_volume(Volume(volume.array_kji, volume.grid, "MR", "1", "2", unit=""))
