"""End-plates of a body lie where its bone begins, whatever the room between its discs measures."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.finding.level_span import DiscPlane, LevelSpan
from spineplan.anatomy.outlining.body_surface import HALF_X_MM, HALF_Y_MM, PLATE_BLOOM_MM, fit_body

LOW_MM, HIGH_MM = -12.0, 12.0
SHARP_MM, BLURRED_MM = 0.3, 2.0


def _image(eaten_mm: float = 0.0, sunk_mm: float = 0.0) -> CubicImage:
    """A drum of bone, 34 mm wide, from LOW_MM to HIGH_MM along z, in soft tissue. eaten_mm: radius of a hole under the
    upper plate; sunk_mm: how far the middle of that plate lies lower than its rim."""
    z, y, x = np.meshgrid(*(np.arange(-39.5, 40.0),) * 3, indexing="ij")
    bowl = sunk_mm * np.maximum(1.0 - (np.hypot(x, y) / 14.0) ** 2, 0.0)
    drum = (np.hypot(x, y) < 17.0) & (z > LOW_MM) & (z < HIGH_MM - bowl)
    drum &= np.linalg.norm([z - HIGH_MM + 2.0, y, x], axis=0) >= eaten_mm
    return CubicImage(gaussian_filter(np.where(drum, 300.0, 60.0), 0.8).astype(np.float32), np.full(3, -39.5), 1.0)


def _span(above_mm: float) -> LevelSpan:
    def plane(z: float) -> DiscPlane:
        axes = np.array([0.0, 0.0, 1.0]), np.array([0.0, -1.0, 0.0]), np.array([1.0, 0.0, 0.0])
        return DiscPlane(np.array([0.0, 0.0, z]), *axes, s_mm=z)

    return LevelSpan(plane(LOW_MM - 2.0), plane(above_mm), 34.0, 5.0)


def _plates_mm(above_mm: float, blur_mm: float) -> tuple[float, ...]:
    span = _span(above_mm)
    surface = fit_body(_image(), span, blur_mm)
    middle = int(HALF_Y_MM), int(HALF_X_MM)
    low, high = (float(plate[middle]) for plate in (surface.lower_h, surface.upper_h))
    return LOW_MM - 2.0 + low * span.height_mm, LOW_MM - 2.0 + high * span.height_mm


@pytest.mark.parametrize("above_mm", [14.0, 14.3, 14.8])
def test_that_both_plates_lie_alike_whatever_the_length_of_the_room(above_mm: float) -> None:
    low, high = _plates_mm(above_mm, SHARP_MM)
    assert high == pytest.approx(-low, abs=0.05)
    assert HIGH_MM - 1.0 <= high <= HIGH_MM


def test_that_a_blurred_images_plates_lie_farther_in_up_to_a_limit() -> None:
    sharp, blurred = _plates_mm(14.0, SHARP_MM), _plates_mm(14.0, BLURRED_MM)
    more = PLATE_BLOOM_MM[1] - PLATE_BLOOM_MM[0]
    assert blurred == pytest.approx((sharp[0] + more, sharp[1] - more), abs=1e-6)


def _upper_mm(image: CubicImage) -> float:
    surface = fit_body(image, _span(14.0), SHARP_MM)
    return LOW_MM - 2.0 + float(surface.upper_h[int(HALF_Y_MM), int(HALF_X_MM)]) * _span(14.0).height_mm


@pytest.mark.parametrize("eaten_mm", [5.0, 6.0, 7.0, 8.0, 9.0])
def test_that_a_hole_that_tumour_ate_under_the_plate_belongs_to_the_body(eaten_mm: float) -> None:
    assert _upper_mm(_image(eaten_mm)) > HIGH_MM - 1.5


@pytest.mark.parametrize("sunk_mm", [3.0, 6.0])
def test_that_a_plate_that_sank_as_a_whole_is_followed(sunk_mm: float) -> None:
    assert _upper_mm(_image(sunk_mm=sunk_mm)) == pytest.approx(HIGH_MM - sunk_mm, abs=1.2)
