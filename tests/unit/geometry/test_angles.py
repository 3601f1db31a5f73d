"""Needle and C-arm angles against numbers worked out by hand and against the definition of the detector position."""

from math import cos, isclose, radians, sin, tan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplan.geometry.angles import en_face_c_arm, needle_angles

# AP depth 80 mm and the rounded distances from the midline of the clinical reference, section 16.1.
HAND_CHECK = [(10.0, 14), (20.0, 29), (30.0, 46), (45.0, 80)]


@pytest.mark.parametrize(("alpha_deg", "lateral_mm"), HAND_CHECK)
def test_that_convergence_agrees_with_the_worked_table(alpha_deg: float, lateral_mm: int) -> None:
    lateral = 80.0 * tan(radians(alpha_deg))
    assert round(lateral) == lateral_mm
    angles = needle_angles(entry_mm=(lateral, 80.0, 0.0), target_mm=(0.0, 0.0, 0.0), midline_x_mm=0.0)
    assert angles.convergence_deg == pytest.approx(alpha_deg)
    assert angles.cranio_caudal_deg == pytest.approx(0.0)


@pytest.mark.parametrize("side", [1.0, -1.0], ids=["left", "right"])
def test_that_both_sides_converge_with_the_same_sign(side: float) -> None:
    inward = needle_angles((side * 40.0, 60.0, 0.0), (side * 10.0, 0.0, 0.0), 0.0)
    outward = needle_angles((side * 10.0, 60.0, 0.0), (side * 40.0, 0.0, 0.0), 0.0)
    assert inward.convergence_deg == pytest.approx(26.565051)
    assert outward.convergence_deg == pytest.approx(-26.565051)


def test_that_the_midline_of_the_patient_counts_and_not_that_of_the_scanner() -> None:
    assert needle_angles((10.0, 50.0, 0.0), (20.0, 0.0, 0.0), midline_x_mm=30.0).convergence_deg > 0
    assert needle_angles((10.0, 50.0, 0.0), (20.0, 0.0, 0.0), midline_x_mm=0.0).convergence_deg < 0


def test_that_a_needle_from_the_midline_has_an_unsigned_angle() -> None:
    assert needle_angles((0.0, 50.0, 0.0), (50.0, 0.0, 0.0), 0.0).convergence_deg == pytest.approx(45.0)
    assert needle_angles((0.0, 50.0, 0.0), (-50.0, 0.0, 0.0), 0.0).convergence_deg == pytest.approx(45.0)


@pytest.mark.parametrize(("rise_mm", "beta_deg"), [(50.0, 45.0), (-50.0, -45.0), (0.0, 0.0)])
def test_that_a_needle_advancing_upward_is_cranial(rise_mm: float, beta_deg: float) -> None:
    angles = needle_angles((30.0, 40.0, 0.0), (0.0, 0.0, rise_mm), 0.0)
    assert angles.cranio_caudal_deg == pytest.approx(beta_deg)


def test_that_a_needle_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length zero"):
        needle_angles((1.0, 2.0, 3.0), (1.0, 2.0, 3.0), 0.0)
    with pytest.raises(ValueError, match="length zero"):
        en_face_c_arm((1.0, 2.0, 3.0), (1.0, 2.0, 3.0))


def test_that_the_worked_bulls_eye_is_twenty_degrees_left_posterior_oblique() -> None:
    c_arm = en_face_c_arm(entry_mm=(34.202, 93.969, 0.0), target_mm=(0.0, 0.0, 0.0))
    assert c_arm.primary_deg == pytest.approx(160.0, abs=0.001)
    assert c_arm.posterior_oblique_deg == pytest.approx(20.0, abs=0.001)
    assert c_arm.secondary_deg == pytest.approx(0.0)


coordinate = st.floats(-200.0, 200.0)


@given(st.tuples(coordinate, coordinate, coordinate))
def test_that_the_detector_sees_the_needle_end_on(hub_mm: tuple[float, float, float]) -> None:
    """The definition of the two DICOM angles, applied to the answer, points back along the needle."""
    length = float(np.linalg.norm(hub_mm))
    if length < 1.0:
        return
    c_arm = en_face_c_arm(hub_mm, (0.0, 0.0, 0.0))
    p, s = radians(c_arm.primary_deg), radians(c_arm.secondary_deg)
    detector = (sin(p) * cos(s), -cos(p) * cos(s), sin(s))
    assert all(isclose(d, h / length, abs_tol=1e-6) for d, h in zip(detector, hub_mm, strict=True))
