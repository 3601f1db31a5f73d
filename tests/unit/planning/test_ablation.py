"""Ablation zones against lesions: counted by other means, shifted, and near the canal."""

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.errors import UsageError
from spineplan.geometry.affine import rotation_about
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.model import AblationZone, Ellipsoid, Needle
from spineplan.planning.ablation import (
    coverage,
    margin_map,
    residual,
    signed_distance_mm,
    zone_ellipsoid,
    zone_ellipsoids,
)
from spineplan.planning.ablation_positions import suggest_positions
from spineplan.planning.ablation_safety import thermal_safety

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
