"""Suggested and marked bodies, and the ellipsoids they are."""

from math import pi

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.anatomy.body import body_axes, body_of, body_volume, mean_body_size
from spineplan.anatomy.ellipsoid import bounding_half_sizes_mm, radial_share, section
from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import point
from spineplan.plan.model import Ellipsoid, Level, MaskRef, PartMask
from tests.support.plans import CURVED, curved_spine, plan_of, spine

# The table of the clinical reference, section 12.1: ellipse volume, mL, to one decimal.
VOLUMES = {"T1": 5.5, "T5": 8.3, "T8": 12.6, "T12": 23.9, "L1": 27.4, "L3": 30.1, "L5": 29.5}


@pytest.mark.parametrize(("level", "volume_ml"), VOLUMES.items())
def test_that_mean_sizes_give_the_published_volumes(level: str, volume_ml: float) -> None:
    size = mean_body_size(level)
    assert size is not None
    assert size.volume_ml == pytest.approx(volume_ml, abs=0.051)


def test_that_a_suggested_body_has_the_volume_of_the_table() -> None:
    body = body_of(plan_of(spine("T12", "L1", "L2")), "L1")
    assert body is not None
    assert body.origin == "suggested"
    assert body.volume_ml == pytest.approx(27.4, abs=0.05)
    assert "Panjabi" in body.source


def test_that_a_small_patient_gets_a_small_body() -> None:
    # L1 is 23.8 mm high in the table; steps of 20 mm scale it by 20 / 23.8.
    body = body_of(plan_of(spine("T12", "L1", "L2", pitch_mm=20.0)), "L1")
    assert body is not None
    assert body.volume_ml == pytest.approx(27.4 * (20.0 / 23.8) ** 3, abs=0.1)


def test_that_two_marks_on_one_vertebra_do_not_shrink_the_body() -> None:
    body = body_of(plan_of(spine("L1", "L2", pitch_mm=3.0)), "L1")
    assert body is not None
    assert body.volume_ml == pytest.approx(27.4, abs=0.05)


@pytest.mark.parametrize("level", ["C1", "C2", "S1", "Co"])
def test_that_no_size_is_invented(level: str) -> None:
    assert body_of(plan_of(spine(level)), level) is None


def test_that_an_unmarked_level_has_no_body() -> None:
    assert body_of(plan_of(), "L1") is None


def test_that_transitional_levels_borrow_the_size_above() -> None:
    assert mean_body_size("L6") == mean_body_size("L5")


def test_that_the_outlined_body_counts_before_the_marked_and_the_suggested_one() -> None:
    levels = spine("L1", "L2", "L3")
    marked = Ellipsoid(centre_mm=levels[1].centre_mm, semi_axes_mm=(20.0, 15.0, 12.0))
    mask = MaskRef(sha256="0" * 64, series_uid="1.2", voxels=9, volume_ml=31.5)
    outlined = replace(
        levels[2], body=marked, mask=mask, parts=(PartMask(part="body", mask=replace(mask, volume_ml=22.25)),)
    )
    plan = plan_of((levels[0], replace(levels[1], body=marked), outlined))
    found = {name: body_volume(plan, name) for name in ("L1", "L2", "L3")}
    assert [one.origin for one in found.values() if one is not None] == ["suggested", "marked", "outlined"]
    assert found["L3"] is not None
    assert found["L3"].volume_ml == 22.25
    assert found["L2"] is not None
    assert found["L2"].volume_ml == pytest.approx(4.0 / 3.0 * pi * 20.0 * 15.0 * 12.0 / 1000.0)
    assert body_volume(plan, "L4") is None


def test_that_a_marked_body_is_used_as_it_is() -> None:
    own = Ellipsoid(centre_mm=(1.0, 2.0, 3.0), semi_axes_mm=(20.0, 15.0, 10.0))
    body = body_of(plan_of((Level(name="L1", centre_mm=(0.0, 0.0, 0.0), body=own),)), "L1")
    assert body is not None
    assert (body.ellipsoid, body.origin) == (own, "marked")
    assert body.volume_ml == pytest.approx(4 / 3 * pi * 3.0)


def test_that_a_leaning_spine_leans_its_bodies() -> None:
    lean = np.radians(30.0)
    levels = (
        Level(name="L1", centre_mm=(0.0, 0.0, 0.0)),
        Level(name="L2", centre_mm=(0.0, 35 * np.sin(lean), -35 * np.cos(lean))),
    )
    body = body_of(plan_of(levels), "L2")
    assert body is not None
    assert body.ellipsoid.axes_lps[2] == pytest.approx((0.0, -np.sin(lean), np.cos(lean)))
    assert body.ellipsoid.axes_lps[0] == pytest.approx((1.0, 0.0, 0.0))


@pytest.mark.parametrize("up", [(0.0, 0.0, 1.0), (0.2, -0.4, 0.9), (1.0, 0.0, 0.0)])
def test_that_body_axes_are_a_right_handed_frame(up) -> None:
    axes = body_axes(np.array(up))
    assert axes @ axes.T == pytest.approx(np.eye(3))
    assert np.linalg.det(axes) == pytest.approx(1.0)


def turned_ellipsoid() -> Ellipsoid:
    x, y, z = rotation_about((0.2, 1.0, -0.4), 33.0)
    return Ellipsoid(
        centre_mm=(10.0, -20.0, 5.0), semi_axes_mm=(20.0, 14.0, 9.0), axes_lps=(point(x), point(y), point(z))
    )


def test_that_a_section_lies_on_the_surface_and_on_the_plane() -> None:
    one = turned_ellipsoid()
    curve = section(one, (12.0, -18.0, 8.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    assert curve is not None
    assert curve[:, 2] == pytest.approx(8.0)
    assert radial_share(one, curve) == pytest.approx(1.0)


def test_that_a_section_is_the_rim_of_the_brute_force_mask() -> None:
    one = turned_ellipsoid()
    right, down = np.array([0.0, 0.6, 0.8]), np.array([1.0, 0.0, 0.0])
    curve = section(one, one.centre_mm, right, down, points=720)
    assert curve is not None
    u, v = (curve - np.array(one.centre_mm)) @ right, (curve - np.array(one.centre_mm)) @ down
    shoelace = 0.5 * abs(float(np.sum(u * np.roll(v, -1) - v * np.roll(u, -1))))
    steps = np.arange(-25.0, 25.0, 0.1)
    grid = np.array(one.centre_mm) + steps[:, None, None] * right + steps[None, :, None] * down
    assert shoelace == pytest.approx(float((radial_share(one, grid) <= 1).sum()) * 0.01, rel=0.003)


def test_that_a_plane_beside_an_ellipsoid_does_not_cut_it() -> None:
    assert section(turned_ellipsoid(), (0.0, 0.0, 30.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)) is None


def test_that_the_bounding_box_touches_the_surface() -> None:
    one = turned_ellipsoid()
    rng = np.random.default_rng(1)
    directions = rng.normal(size=(200_000, 3))
    local = directions / np.linalg.norm(directions, axis=1, keepdims=True) * np.array(one.semi_axes_mm)
    world = local @ np.array(one.axes_lps)
    assert np.abs(world).max(axis=0) == pytest.approx(bounding_half_sizes_mm(one), rel=1e-3)


@pytest.mark.parametrize("level", CURVED)
def test_that_bodies_of_a_lordotic_spine_stand_as_the_vertebrae_do(level: str) -> None:
    body = body_of(plan_of(curved_spine()), level)
    assert body is not None
    across = np.linalg.norm(np.cross(body.ellipsoid.axes_lps[2], CURVED[level][1]))
    # The last level has a neighbour on one side only.
    assert np.degrees(np.arcsin(across)) < (8.0 if level == "L5" else 3.0)
