"""Ablation zones against lesions: counted by other means, shifted, and near the canal."""

import numpy as np
import pytest
from msgspec.structs import replace
from scipy.spatial import cKDTree

from spineplan.errors import UsageError
from spineplan.geometry.affine import rotation_about
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.model import AblationZone, Ellipsoid, Needle
from spineplan.planning.ablation.placing import drawable, pair_distance_mm, zone_ellipsoid, zone_ellipsoids
from spineplan.planning.ablation.positions import suggest_positions
from spineplan.planning.ablation.safety import thermal_safety
from spineplan.planning.ablation.zones import (
    coverage,
    in_zones,
    margin_map,
    residual,
    signed_distance_mm,
)

NEEDLE = Needle(
    id="n1", level="L3", approach="transpedicular", side="left", entry_mm=(0.0, 40.0, 0.0), target_mm=(0.0, 0.0, 0.0),
    model="11G 125", gauge="11G", outer_diameter_mm=3.05, length_mm=125.0,
)  # fmt: skip
ZONE = AblationZone(
    id="z1", level="L3", needle_id="n1", kind="bipolar radiofrequency", device="osteocool", setting="as entered",
    length_mm=24.0, diameter_mm=16.0, entered_by="A. Tester", source="IFU page 1",
)  # fmt: skip


def _lesion(radii: tuple[float, float, float], centre: tuple[float, float, float] = (0.0, 0.0, 0.0), step: float = 0.7,
            turn: np.ndarray | None = None) -> Mask:  # fmt: skip
    """An ellipsoidal lesion on a grid that may be turned and shifted as a whole."""
    n = 80
    affine = np.eye(4)
    affine[:3, :3] = (np.eye(3) if turn is None else turn) * step
    affine[:3, 3] = np.array(centre) - affine[:3, :3] @ np.full(3, (n - 1) / 2.0)
    index = np.stack(np.meshgrid(*(np.arange(n),) * 3, indexing="ij"), axis=-1)[..., ::-1]
    away = (index - (n - 1) / 2.0) * step / np.array(radii)
    return Mask((away**2).sum(axis=-1) <= 1.0, (0, 0, 0), Grid((n, n, n), affine))


def _ball(radius: float, centre: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Ellipsoid:
    return Ellipsoid(centre_mm=centre, semi_axes_mm=(radius, radius, radius))


def test_that_a_ball_covers_an_equal_ball_wholly() -> None:
    found = coverage(_lesion((9.0, 9.0, 9.0)), [_ball(9.0)], 5.0)
    assert found.lesion_percent == 100.0
    assert found.residual_ml == 0.0
    assert found.least_margin_mm is not None
    assert 0.0 <= found.least_margin_mm < 0.7
    # The ball of 9 mm within the ball of 14 mm.
    assert found.with_margin_percent == pytest.approx(100.0 * (9.0 / 14.0) ** 3, abs=1.0)


def test_that_nothing_covers_nothing() -> None:
    found = coverage(_lesion((6.0, 6.0, 6.0)), [], 5.0)
    assert (found.lesion_percent, found.with_margin_percent) == (0.0, 0.0)
    assert found.residual_ml == pytest.approx(found.lesion_ml)
    assert found.least_margin_mm is None
    with pytest.raises(UsageError, match="empty"):
        coverage(Mask(np.zeros((3, 3, 3), dtype=bool), (0, 0, 0), Grid((3, 3, 3), np.eye(4))), [], 5.0)


def test_that_coverage_agrees_with_a_count_on_another_grid() -> None:
    lesion, zones = _lesion((12.0, 8.0, 7.0)), [_ball(8.0, (-4.0, 0.0, 0.0)), _ball(7.0, (5.0, 1.0, 0.0))]
    at = np.stack(np.meshgrid(*(np.arange(-14.0, 14.01, 0.23),) * 3, indexing="ij"), axis=-1)
    inside = ((at / np.array([12.0, 8.0, 7.0])) ** 2).sum(axis=-1) <= 1.0
    held = (np.linalg.norm(at - [-4, 0, 0], axis=-1) <= 8.0) | (np.linalg.norm(at - [5, 1, 0], axis=-1) <= 7.0)
    counted = 100.0 * (inside & held).sum() / inside.sum()
    found = coverage(lesion, zones, 3.0)
    assert found.lesion_percent == pytest.approx(counted, abs=1.0)
    assert residual(lesion, zones).volume_ml == pytest.approx(found.residual_ml)


def test_that_shifting_and_turning_both_changes_nothing() -> None:
    turn = rotation_about((0.3, 0.5, 0.8), 37.0)
    shift = np.array([12.3, -45.6, 78.9])
    here = coverage(_lesion((11.0, 7.0, 9.0)), [_ball(9.0, (3.0, 1.0, -2.0))], 4.0)
    moved = _ball(9.0, tuple(float(x) for x in turn @ np.array([3.0, 1.0, -2.0]) + shift))
    there = coverage(_lesion((11.0, 7.0, 9.0), tuple(float(x) for x in shift), turn=turn), [moved], 4.0)
    assert there.lesion_percent == pytest.approx(here.lesion_percent, abs=1e-9)
    assert dict(there.curve) == pytest.approx(dict(here.curve))
    assert there.least_margin_mm == pytest.approx(here.least_margin_mm)


def test_that_the_curve_falls_with_the_margin() -> None:
    curve = coverage(_lesion((8.0, 8.0, 8.0)), [_ball(11.0)], 5.0).curve
    values = [percent for _, percent in curve]
    assert values == sorted(values, reverse=True)
    assert values[0] == 100.0
    assert dict(curve)[3.0] == pytest.approx(100.0, abs=2.0)
    assert dict(curve)[10.0] < 40.0


def test_that_distances_to_a_long_zone_agree_with_its_sampled_surface() -> None:
    shape = zone_ellipsoid(replace(ZONE, length_mm=30.0, diameter_mm=14.0), NEEDLE)
    angle, rise = np.meshgrid(np.linspace(0, 2 * np.pi, 500), np.linspace(0, np.pi, 500))
    unit_ball = np.stack([np.cos(rise), np.sin(rise) * np.cos(angle), np.sin(rise) * np.sin(angle)], axis=-1)
    surface = (unit_ball.reshape(-1, 3) * shape.semi_axes_mm) @ np.array(shape.axes_lps) + shape.centre_mm
    points = np.random.default_rng(5).uniform(-25.0, 25.0, (40, 3))
    brute = np.array([np.linalg.norm(surface - p, axis=1).min() for p in points])
    assert np.abs(signed_distance_mm(shape, points)) == pytest.approx(brute, abs=0.05)
    flat = zone_ellipsoid(replace(ZONE, length_mm=8.0, diameter_mm=20.0), NEEDLE)
    assert signed_distance_mm(flat, np.array([[0.0, 0.0, 0.0], [10.0, 0.0, 0.0], [0.0, 9.0, 0.0]])) == pytest.approx(
        [-4.0, 0.0, 5.0], abs=1e-6
    )


def test_that_a_zone_lies_along_its_needle() -> None:
    shape = zone_ellipsoid(replace(ZONE, centre_from_target_mm=6.0), NEEDLE)
    assert shape.centre_mm == pytest.approx((0.0, 6.0, 0.0))
    tip_end = signed_distance_mm(shape, np.array([[0.0, -6.0, 0.0], [0.0, 18.0, 0.0], [8.0, 6.0, 0.0]]))
    assert tip_end == pytest.approx([0.0, 0.0, 0.0], abs=1e-6)
    with pytest.raises(UsageError, match="not in the plan"):
        zone_ellipsoids([replace(ZONE, needle_id="gone")], [NEEDLE])


def test_that_the_margin_map_knows_where_the_lesion_sticks_out() -> None:
    margins = margin_map(_lesion((10.0, 6.0, 6.0)), [_ball(8.0)])
    worst = margins.points_mm[int(np.argmin(margins.margin_mm))]
    assert margins.margin_mm.min() == pytest.approx(-2.0, abs=0.5)
    assert abs(worst[0]) == pytest.approx(10.0, abs=1.0)


def test_that_the_fewest_zones_are_suggested() -> None:
    one = suggest_positions(_lesion((6.0, 8.0, 6.0)), [NEEDLE], ZONE, margin_mm=0.0, most=4)
    assert one.complete
    assert len(one.positions) == 1
    assert one.positions[0].centre_from_target_mm == pytest.approx(0.0, abs=4.0)
    two = suggest_positions(_lesion((5.0, 18.0, 5.0)), [NEEDLE], ZONE, margin_mm=0.0, most=4)
    assert two.complete
    assert len(two.positions) == 2
    wide = suggest_positions(_lesion((16.0, 16.0, 16.0)), [NEEDLE], ZONE, margin_mm=0.0, most=3)
    assert not wide.complete
    assert len(wide.positions) <= 3


def test_that_no_position_breaks_the_cord_rule() -> None:
    canal = np.array([[0.0, 20.0, float(z)] for z in range(-20, 21, 2)])
    lesion = _lesion((6.0, 12.0, 6.0), (0.0, 4.0, 0.0))
    found = suggest_positions(lesion, [NEEDLE], ZONE, margin_mm=2.0, most=3, canal_mm=canal, least_canal_mm=5.0)
    assert found.refused > 0
    for position in found.positions:
        shape = zone_ellipsoid(replace(ZONE, centre_from_target_mm=position.centre_from_target_mm), NEEDLE)
        assert signed_distance_mm(shape, canal).min() >= 5.0
    with pytest.raises(UsageError, match="far enough from the canal"):
        suggest_positions(lesion, [NEEDLE], ZONE, margin_mm=2.0, most=3, canal_mm=canal, least_canal_mm=60.0)


@pytest.mark.parametrize(("gap_mm", "severity"), [(12.0, "ok"), (7.0, "amber"), (3.0, "red"), (-1.0, "block")])
def test_that_a_zone_near_the_canal_is_judged_by_its_surface(gap_mm: float, severity: str) -> None:
    shape = zone_ellipsoid(ZONE, NEEDLE)
    canal = np.array([[0.0, 12.0 + gap_mm, 0.0], [0.0, 40.0, 30.0]])
    safety = thermal_safety("L3", [ZONE], [shape], {"canal": canal})
    near = {one.near: one for one in safety.distances}
    assert near["canal"].severity == severity
    assert near["canal"].distance_mm == pytest.approx(gap_mm, abs=1e-6)
    assert not near["bowel"].known
    assert bool(safety.prepare) == (severity != "ok")
    assert bool(safety.cortex) == (severity != "ok")


def test_that_a_device_is_refused_where_it_is_contraindicated() -> None:
    shape = zone_ellipsoid(ZONE, NEEDLE)
    assert (
        thermal_safety("C5", [ZONE], [shape], {}).refusals[0].text == "OsteoCool (Medtronic) is contraindicated at C5"
    )
    assert thermal_safety("L3", [ZONE], [shape], {}).refusals == ()


SECOND = replace(NEEDLE, id="n2", side="right", entry_mm=(-16.0, 40.0, 0.0), target_mm=(-16.0, 0.0, 0.0))
PAIR = replace(ZONE, partner_id="n2", width_mm=32.0, pair_distance_mm=16.0, centre_from_target_mm=6.0)


def test_that_the_zone_of_a_pair_lies_between_its_probes_and_is_wide_across_them() -> None:
    shape = zone_ellipsoids([PAIR], [NEEDLE, SECOND])[0]
    assert shape.centre_mm == pytest.approx((-8.0, 6.0, 0.0))
    assert shape.semi_axes_mm == (12.0, 16.0, 8.0)
    assert in_zones([shape], np.array([[7.9, 6.0, 0.0], [-23.9, 6.0, 0.0], [-8.0, 17.9, 0.0], [-8.0, 6.0, 7.9]])).all()
    assert not in_zones([shape], np.array([[8.1, 6.0, 0.0], [-8.0, 18.1, 0.0], [-8.0, 6.0, 8.1]])).any()
    assert pair_distance_mm(PAIR, {"n1": NEEDLE, "n2": SECOND}) == pytest.approx(16.0)
    assert pair_distance_mm(ZONE, {"n1": NEEDLE, "n2": SECOND}) is None
    swapped = replace(PAIR, needle_id="n2", partner_id="n1")
    assert zone_ellipsoids([swapped], [NEEDLE, SECOND])[0].centre_mm == pytest.approx(shape.centre_mm)


def test_that_a_pair_without_its_second_probe_is_refused_and_not_drawn() -> None:
    with pytest.raises(UsageError, match="two probes"):
        zone_ellipsoids([PAIR], [NEEDLE])
    one_behind_the_other = replace(SECOND, entry_mm=(0.0, 60.0, 0.0), target_mm=(0.0, 20.0, 0.0))
    with pytest.raises(UsageError, match="side by side"):
        zone_ellipsoids([PAIR], [NEEDLE, one_behind_the_other])
    assert drawable([PAIR, ZONE], [NEEDLE]) == zone_ellipsoids([ZONE], [NEEDLE])


@pytest.mark.parametrize(
    ("towards", "tip"), [(0.0, (0.0, 0.0, 10.0)), (90.0, (10.0, 0.0, 0.0)), (180.0, (0.0, 0.0, -10.0))]
)
def test_that_a_bent_tip_carries_its_zone_to_the_side_it_bends_to(towards: float, tip: tuple[float, ...]) -> None:
    # From behind, bent by a right angle at the target: the tip lies 10 mm beside it, the zone's middle 4 mm back.
    zone = replace(ZONE, bend_deg=90.0, bend_towards_deg=towards, bend_length_mm=10.0, centre_from_target_mm=4.0)
    shape = zone_ellipsoid(zone, NEEDLE)
    assert shape.centre_mm == pytest.approx(tuple(0.6 * value for value in tip), abs=1e-9)
    assert abs(np.dot(shape.axes_lps[0], tip)) == pytest.approx(10.0)
    from_the_front = replace(NEEDLE, entry_mm=(0.0, -40.0, 0.0))
    assert zone_ellipsoid(zone, from_the_front).centre_mm == pytest.approx(shape.centre_mm, abs=1e-9)


def test_that_a_tip_bent_by_half_a_right_angle_lies_ahead_and_aside() -> None:
    zone = replace(ZONE, bend_deg=45.0, bend_length_mm=10.0)
    away = 10.0 / np.sqrt(2.0)
    assert zone_ellipsoid(zone, NEEDLE).centre_mm == pytest.approx((0.0, -away, away))


def test_that_distances_to_any_ellipsoid_are_those_of_a_fine_mesh_of_it() -> None:
    random = np.random.default_rng(3)
    shape = Ellipsoid(centre_mm=(1.0, -2.0, 3.0), semi_axes_mm=(7.0, 16.0, 10.0))
    points = random.uniform(-22.0, 22.0, (200, 3)) + np.array(shape.centre_mm)
    points[:3] = np.add(shape.centre_mm, [[0.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 5.0, 4.0]])
    polar, around = np.meshgrid(np.linspace(0, np.pi, 700), np.linspace(0, 2 * np.pi, 1400), indexing="ij")
    ball = np.stack([np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)], axis=-1)
    surface = ball.reshape(-1, 3) * np.array(shape.semi_axes_mm) + np.array(shape.centre_mm)
    nearest, _ = cKDTree(surface).query(points)
    found = signed_distance_mm(shape, points)
    assert np.abs(found) == pytest.approx(nearest, abs=0.01)
    assert np.array_equal(found < 0, in_zones([shape], points))


def test_that_positions_of_a_pair_are_suggested_between_its_probes() -> None:
    lesion = _lesion((6.0, 6.0, 6.0), centre=(-8.0, 10.0, 0.0))
    made = suggest_positions(lesion, [NEEDLE, SECOND], PAIR, margin_mm=2.0, most=1)
    assert [one.needle_id for one in made.positions] == ["n1"]
    assert made.positions[0].centre_from_target_mm == pytest.approx(10.0, abs=2.1)
    assert made.complete
