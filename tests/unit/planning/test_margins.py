"""Margins of one needle: by hand on blocks, and against every voxel of the masks."""

import numpy as np
import pytest

from spineplan.anatomy.numbering import Structure
from spineplan.planning.field.safety_field import SafetyField, build_field
from spineplan.planning.margins.guidance import guidance
from spineplan.planning.margins.needle_margins import margins_of
from tests.support.planned import block, brute_clearance, canal, centres, from_axis, grid, needle, request, vertebra


@pytest.fixture(scope="module")
def field() -> SafetyField:
    aorta = block((-4, -50, -25), (12, -40, 25))
    return build_field(request(structures={Structure.SPINAL_CANAL: canal(), Structure.AORTA: aorta}))


def test_a_straight_needle_by_hand(field: SafetyField) -> None:
    # Along y at x = 15, z = 1. Voxels are 1 mm: the canal's last centre is at x = 10, a quarter of a voxel is added;
    # the pedicle's run from 11 to 19 and from -6 to 8, the first ones outside lie at 10 and 20.
    found = margins_of(needle((15.0, 24.0, 1.0), (15.0, -24.0, 1.0)), field)
    assert found.clearance_mm["spinal_canal"] == pytest.approx(4.75 - 1.5)
    assert found.clearance_mm["aorta"] == pytest.approx(float(np.hypot(2.75, 15.75)) - 1.5)
    assert found.walls is not None
    assert found.walls.medial_mm == pytest.approx(5.0 - 1.5)
    assert found.walls.lateral_mm == pytest.approx(5.0 - 1.5)
    corner = float(np.hypot(5.0, 5.0))
    assert found.walls.superior_mm >= corner - 1.5 - 1e-9
    assert found.walls.inferior_mm >= corner - 1.5 - 1e-9
    assert found.grade == "A"
    assert found.bone_entry_mm == pytest.approx((15.0, 24.5, 1.0), abs=0.15)
    assert found.depth_bone_mm == pytest.approx(48.5, abs=0.15)
    assert found.skin_mm is not None
    assert found.skin_mm[1] == pytest.approx(81.7, abs=0.5)
    assert found.depth_skin_mm == pytest.approx(found.skin_mm[1] + 24.0, abs=1e-6)
    assert found.length is not None
    assert found.length.spare_mm == pytest.approx(125.0 - found.depth_skin_mm - 10.0)
    assert found.convergence_deg == found.cranio_caudal_deg == 0.0
    assert found.past_midline_mm == pytest.approx(-15.0, abs=0.3)
    assert found.anterior_wall_mm == pytest.approx(8.5, abs=0.3)
    assert found.endplate_mm is not None
    assert 5.0 < found.endplate_mm <= 14.0 - 1.0 - 1.5
    assert found.c_arm.angles.primary_deg == pytest.approx(180.0)
    assert found.c_arm.reachable


@pytest.mark.parametrize(("x", "grade"), [(11.6, "A"), (11.4, "B"), (10.4, "B"), (9.4, "C"), (7.4, "D"), (5.4, "E")])
def test_that_a_needle_too_medial_is_graded_by_its_breach(field: SafetyField, x: float, grade: str) -> None:
    found = margins_of(needle((x, 24.0, 1.0), (x, -24.0, 1.0)), field)
    assert found.walls is not None
    assert found.walls.thinnest == "medial"
    assert found.grade == grade


def test_that_a_needle_through_the_canal_clears_nothing(field: SafetyField) -> None:
    found = margins_of(needle((1.0, 24.0, 0.0), (0.0, -20.0, 0.0)), field)
    assert found.clearance_mm["spinal_canal"] == pytest.approx(-1.5, abs=0.51)
    assert found.worst_mm is not None
    assert found.worst_mm < 0.0


def test_every_structure_against_every_voxel(field: SafetyField) -> None:
    random = np.random.default_rng(11)
    masks = {"spinal_canal": canal(), "aorta": block((-4, -50, -25), (12, -40, 25))}
    points = {name: centres(mask, grid()) for name, mask in masks.items()}
    for _ in range(40):
        entry = (float(random.uniform(8, 30)), 24.0, float(random.uniform(-8, 8)))
        tip = (float(random.uniform(-8, 12)), float(random.uniform(-28, -12)), float(random.uniform(-9, 9)))
        found = margins_of(needle(entry, tip), field)
        assert found.skin_mm is not None
        for name, cloud in points.items():
            slow = brute_clearance(cloud, grid(), np.array(found.skin_mm), np.array(tip), 1.5)
            if slow > 0.0:
                assert found.clearance_mm[name] == pytest.approx(slow, abs=0.01)
            else:
                assert -1.5 <= found.clearance_mm[name] <= slow + 0.01


def test_the_walls_against_every_voxel(field: SafetyField) -> None:
    pedicle = field.pedicles["left"]
    outside = centres(~vertebra(), grid())
    near = np.abs((outside - pedicle.centre_mm) @ pedicle.axis) < 12.0
    outside = outside[near & (np.linalg.norm(outside - pedicle.centre_mm, axis=1) < 40.0)]
    random = np.random.default_rng(12)
    for _ in range(20):
        entry = np.array([15.0, 24.0, 1.0]) + random.uniform(-1.5, 1.5, 3) * (1, 0, 1)
        tip = np.array([12.0, -22.0, 1.0]) + random.uniform(-2.0, 2.0, 3)
        found = margins_of(needle(tuple(entry), tuple(tip)), field)
        away, foot = from_axis(outside, entry, tip)
        slow = float(away[np.abs((foot - pedicle.centre_mm) @ pedicle.axis) <= 5.0].min()) - 1.5
        assert found.walls is not None
        assert found.walls.least_mm == pytest.approx(slow, abs=0.02)


def test_that_the_envelope_is_the_needle_swept_by_its_error(field: SafetyField) -> None:
    entry, tip = np.array([16.0, 24.0, 2.0]), np.array([10.0, -22.0, 0.0])
    found = margins_of(needle(tuple(entry), tuple(tip)), field, guidance("laser"))
    assert found.envelope is not None
    assert found.skin_mm is not None
    assert found.bone_entry_mm is not None
    cloud = centres(block((-4, -50, -25), (12, -40, 25)), grid())
    skin, bone = np.array(found.skin_mm), np.array(found.bone_entry_mm)
    at_bone = float(np.linalg.norm(skin - bone)) * np.tan(np.radians(1.3))
    least = min(
        float(_to_cubes(cloud, a + t * (b - a)) - (1.5 + ra + t * (rb - ra)))
        for a, b, ra, rb in ((skin, bone, 0.0, at_bone), (bone, tip, at_bone, 4.0))
        for t in np.linspace(0.0, 1.0, 60)
    )
    assert found.envelope.clearance_mm["aorta"] == pytest.approx(least, abs=0.02)
    assert found.envelope.cone[-1].end_radius_mm == pytest.approx(5.5)
    assert found.envelope.worst_clearance_mm == min(found.envelope.clearance_mm.values())
    assert found.envelope.walls is not None
    assert found.walls is not None
    assert found.envelope.walls.least_mm < found.walls.least_mm


def _to_cubes(middles: np.ndarray, at: np.ndarray) -> float:
    return float(np.linalg.norm(np.maximum(np.abs(middles - at) - 0.25, 0.0), axis=1).min())


def test_the_worked_angles(field: SafetyField) -> None:
    # Clinical reference 19.9: A1 and A2.
    first = margins_of(needle((30.0, 60.0, 0.0), (0.0, -20.0, 0.0)), field)
    assert first.convergence_deg == pytest.approx(20.56, abs=0.01)
    assert first.cranio_caudal_deg == pytest.approx(0.0)
    second = margins_of(needle((-20.0, 70.0, 30.0), (5.0, 0.0, 10.0)), field)
    assert second.convergence_deg == pytest.approx(19.65, abs=0.01)
    assert second.cranio_caudal_deg == pytest.approx(-15.06, abs=0.01)


def test_that_a_needle_beside_the_pedicle_is_not_graded(field: SafetyField) -> None:
    found = margins_of(needle((40.0, 20.0, 0.0), (2.0, -20.0, 0.0), approach="posterolateral"), field)
    assert found.walls is None
    assert found.grade is None


def test_that_what_an_approach_crosses_does_not_count_as_its_worst() -> None:
    throat = block((-10, -48, -20), (10, -44, 20))
    field = build_field(request(structures={Structure.SPINAL_CANAL: canal(), Structure.PHARYNX: throat}))
    found = margins_of(needle((0.0, -35.0, 0.0), (0.0, -20.0, 0.0), approach="trans-oral"), field, guidance("robot"))
    assert found.clearance_mm["pharynx"] < 0.0
    assert found.nearest is not None
    assert found.nearest.key == "spinal_canal"
    assert found.skin_mm is None
    assert "mouth" in found.skin_reason
    assert found.c_arm.reachable
    assert found.envelope is not None
    assert found.envelope.worst_structure == "spinal_canal"
