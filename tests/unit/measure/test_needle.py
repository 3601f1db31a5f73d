"""Numbers of a needle: the worked examples, a phantom with known skin and bone, mirrored and moved patients."""

from dataclasses import astuple
from math import hypot, radians, tan

import numpy as np
import pytest

from spineplan.anatomy.skin import coarse_body
from spineplan.geometry.angles import CArmAngles
from spineplan.geometry.vectors import Point
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.measure.needle import NeedleNumbers, length_check, needle_numbers, oblique_words, side_of
from spineplan.plan.model import Level, Plan
from tests.support.plans import mirrored, moved, needle, plan_of


def plan_with(entry: Point, target: Point, centre: Point = (0.0, 0.0, 0.0), **fields) -> Plan:
    return plan_of((Level(name="L3", centre_mm=centre),), needles=(needle(entry, target, **fields),))


def numbers(plan: Plan, volume: Volume | None = None) -> NeedleNumbers:
    body = coarse_body(volume) if volume is not None else None
    return needle_numbers(plan, plan.needles[0], volume, body)


@pytest.mark.parametrize(
    ("entry", "target", "convergence", "cranio_caudal"),
    [
        ((30.0, 60.0, 0.0), (0.0, -20.0, 0.0), 20.56, 0.0),
        ((-20.0, 70.0, 30.0), (5.0, 0.0, 10.0), 19.65, -15.06),
        ((30.0, 60.0, 0.0), (40.0, 0.0, 10.0), -9.46, 9.34),
    ],
)
def test_that_the_worked_examples_give_their_angles(
    entry: Point, target: Point, convergence: float, cranio_caudal: float
) -> None:
    found = numbers(plan_with(entry, target))
    assert found.convergence_deg == pytest.approx(convergence, abs=0.005)
    assert found.cranio_caudal_deg == pytest.approx(cranio_caudal, abs=0.005)


def test_that_the_en_face_view_of_the_worked_example_is_20_deg_left_posterior_oblique() -> None:
    found = numbers(plan_with((34.20, 93.97, 0.0), (0.0, 0.0, 0.0)))
    assert found.c_arm.primary_deg == pytest.approx(160.0, abs=0.005)
    assert found.c_arm.secondary_deg == pytest.approx(0.0)
    assert oblique_words(found.c_arm)[0] == "20.0° left posterior oblique"


@pytest.mark.parametrize(
    ("primary", "secondary", "words"),
    [
        (-160.0, 5.04, ("20.0° right posterior oblique", "5.0° cranial")),
        (180.0, -3.0, ("0.0° straight posterior", "3.0° caudal")),
        (30.0, 0.0, ("30.0° left anterior oblique", "0.0° cranial")),
        (-12.0, -4.0, ("12.0° right anterior oblique", "4.0° caudal")),
    ],
)
def test_that_c_arm_angles_are_said_as_an_operator_sets_them(primary, secondary, words) -> None:
    assert oblique_words(CArmAngles(primary, secondary)) == words


@pytest.mark.parametrize(("angle_deg", "offset_mm"), [(10, 14), (20, 29), (30, 46), (45, 80)])
def test_that_the_hand_check_of_80_mm_depth_holds(angle_deg: int, offset_mm: int) -> None:
    entry = (80.0 * tan(radians(angle_deg)), 80.0, 0.0)
    found = numbers(plan_with(entry, (0.0, 0.0, 0.0)))
    assert found.convergence_deg == pytest.approx(angle_deg)
    assert found.entry_from_midline_mm == pytest.approx(offset_mm, abs=0.6)


@pytest.mark.parametrize(
    ("x", "midline", "side"),
    [(20.0, 0.0, "left"), (-20.0, 0.0, "right"), (2.9, 0.0, "midline"), (-3.1, 0.0, "right"), (20.0, 40.0, "right")],
)
def test_that_the_side_is_the_patients(x: float, midline: float, side: str) -> None:
    assert side_of((x, 60.0, 0.0), midline) == side


@pytest.mark.parametrize(
    ("length", "depth", "fits", "spare"),
    [(100.0, 90.0, True, 0.0), (100.0, 96.0, False, -6.0), (125.0, 96.0, True, 19.0)],
)
def test_that_the_hub_stays_outside_the_skin(length: float, depth: float, fits: bool, spare: float) -> None:
    check = length_check(length, depth, hub_allowance_mm=10.0)
    assert (check.fits, check.spare_mm) == (fits, spare)


def test_that_without_images_depths_are_unknown_and_the_reason_is_said() -> None:
    found = numbers(plan_with((30.0, 60.0, 0.0), (0.0, -20.0, 0.0)))
    assert found.entry_to_target_mm == pytest.approx(hypot(30.0, 80.0))
    assert (found.skin_mm, found.on_bone_mm, found.length) == (None, None, None)
    assert "not loaded" in found.skin_reason


def test_that_a_needle_of_an_unmarked_level_is_refused() -> None:
    plan = plan_with((30.0, 60.0, 0.0), (0.0, -20.0, 0.0))
    with pytest.raises(ValueError, match="T1 is not marked"):
        needle_numbers(plan, needle((30.0, 60.0, 0.0), (0.0, -20.0, 0.0), level="T1"))


SPACING = 1.0


@pytest.fixture(scope="module")
def patient() -> Volume:
    """A block of fat 200 x 140 mm (skin at y = 70) with a shell of bone: a cortex of 2 mm at y = 25..27, bone of 600 HU
    in front of it."""
    return _block(0.0)


def _block(shift_x_mm: float) -> Volume:
    array = np.full((24, 200, 260), -1000, dtype=np.int16)
    x = (np.arange(260) - 129.5) * SPACING - shift_x_mm
    y = (np.arange(200) - 99.5) * SPACING
    fat = (np.abs(x) < 100)[None, :] & (np.abs(y) < 70)[:, None]
    array[:, fat] = -100
    bone = (np.abs(x) < 40)[None, :] & ((y > 0) & (y < 27))[:, None]
    array[:, bone] = 600
    affine = np.diag([SPACING, SPACING, 3.0, 1.0])
    affine[:3, 3] = [-129.5, -99.5, -34.5]
    return Volume(array, Grid((24, 200, 260), affine), "CT", "1.2.3", "1.9")


def test_that_depths_are_those_of_the_phantom(patient: Volume) -> None:
    # Straight in: skin at y = 70, bone at y = 27, target at y = -10; partial voxels leave half a millimetre.
    found = numbers(plan_with((20.0, 40.0, 0.0), (20.0, -10.0, 0.0)), patient)
    assert found.skin_to_target_mm == pytest.approx(80.0, abs=0.6)
    assert found.skin_to_bone_mm == pytest.approx(43.0, abs=0.8)
    assert found.bone_to_target_mm == pytest.approx(37.0, abs=0.6)
    assert found.skin_from_midline_mm == pytest.approx(20.0)
    assert found.length is not None
    assert found.length.spare_mm == pytest.approx(100 - 80 - 10, abs=0.6)


def test_that_an_oblique_needle_is_measured_along_itself(patient: Volume) -> None:
    # 30 deg: 80 mm of depth are 92.4 mm of needle, and the skin lies 46.2 mm further out.
    away = tan(radians(30.0))
    found = numbers(plan_with((30.0 * away, 20.0, 0.0), (0.0, -10.0, 0.0)), patient)
    assert found.skin_to_target_mm == pytest.approx(80.0 / np.cos(radians(30.0)), abs=0.7)
    assert found.skin_from_midline_mm == pytest.approx(80.0 * away, abs=0.5)
    assert found.length is not None
    assert not found.length.fits


def test_that_a_thin_bright_speck_is_no_bone(patient: Volume) -> None:
    array = patient.array_kji.copy()
    array[:, 150, :] = 300
    spotted = Volume(array, patient.grid, "CT", "1.2.3", "1.9")
    found = numbers(plan_with((20.0, 40.0, 0.0), (20.0, -10.0, 0.0)), spotted)
    assert found.skin_to_bone_mm == pytest.approx(43.0, abs=0.8)


def test_that_a_dense_plate_of_more_than_a_millimetre_is_bone(patient: Volume) -> None:
    """One row of 3000 HU at y = 50.5 in fat: 250 HU or more for 1.8 mm."""
    array = patient.array_kji.copy()
    array[:, 150, :] = 3000
    plated = Volume(array, patient.grid, "CT", "1.2.3", "1.9")
    found = numbers(plan_with((20.0, 40.0, 0.0), (20.0, -10.0, 0.0)), plated)
    assert found.skin_to_bone_mm == pytest.approx(70.0 - 51.4, abs=0.8)


def test_that_the_bone_is_found_also_where_the_field_of_view_cuts_the_skin(patient: Volume) -> None:
    cut = Volume(np.ascontiguousarray(patient.array_kji[:, :150]),
                 patient.grid.cropped((0, 0, 0), (24, 150, 260)), "CT", "1.2.3", "1.9")  # fmt: skip
    found = numbers(plan_with((20.0, 40.0, 0.0), (20.0, -10.0, 0.0)), cut)
    assert found.skin_to_target_mm is None
    assert "field of view" in found.skin_reason
    assert found.bone_to_target_mm == pytest.approx(37.0, abs=0.6)


def scalars(found: NeedleNumbers) -> list[float]:
    depths = (found.skin_to_target_mm, found.skin_to_bone_mm, found.bone_to_target_mm, found.skin_from_midline_mm)
    angles = (found.convergence_deg, found.cranio_caudal_deg, found.entry_to_target_mm, found.entry_from_midline_mm)
    return [float(v) for v in (*depths, *angles) if v is not None]


def test_that_a_mirrored_patient_has_the_same_numbers_on_the_other_side(patient: Volume) -> None:
    plan = plan_with((30.0, 45.0, 3.0), (5.0, -10.0, -4.0), centre=(2.0, 0.0, 0.0))
    one = numbers(plan, patient)
    mirror = Volume(np.ascontiguousarray(patient.array_kji[:, :, ::-1]), patient.grid, "CT", "1.2.3", "1.9")
    other = numbers(mirrored(plan), mirror)
    assert scalars(other) == pytest.approx(scalars(one), abs=1e-6)
    assert (one.entry_side, other.entry_side) == ("left", "right")
    assert other.c_arm.primary_deg == pytest.approx(-one.c_arm.primary_deg)
    assert other.c_arm.secondary_deg == pytest.approx(one.c_arm.secondary_deg)


def test_that_a_moved_patient_has_the_same_numbers(patient: Volume) -> None:
    plan = plan_with((30.0, 45.0, 3.0), (5.0, -10.0, -4.0))
    by = np.array([-13.7, 211.3, -842.1])
    affine = np.array(patient.grid.lps_from_ijk)
    affine[:3, 3] += by
    there = Volume(patient.array_kji, Grid(patient.grid.shape_kji, affine), "CT", "1.2.3", "1.9")

    def place(point: Point) -> Point:
        x, y, z = np.array(point) + by
        return float(x), float(y), float(z)

    one, other = numbers(plan, patient), numbers(moved(plan, place), there)
    assert scalars(other) == pytest.approx(scalars(one), abs=1e-6)
    assert astuple(other.c_arm) == pytest.approx(astuple(one.c_arm))
