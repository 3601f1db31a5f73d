"""Brush, eraser and shapes against brute force over the whole grid."""

import numpy as np
import pytest

from spineplan.errors import EditRefused, PlanRefused
from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.geometry.vectors import point
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Ellipsoid
from spineplan.session.lesion_marking import (
    Stroke,
    ellipsoid_mask,
    joined,
    new_lesion,
    put_mask,
    sphere_mask,
)
from spineplan.session.masks import MaskStore
from spineplan.session.view_state import Brush
from tests.support.plans import plan_of, spine

SHAPE = (24, 50, 60)
SUPERIOR = (0.0, 0.0, 1.0)


def volume(oblique: bool = False, seed: int = 0) -> Volume:
    """Noise around 100 HU; the middle at LPS (0, 0, 0)."""
    affine = np.diag([0.9, 1.1, 2.0, 1.0])
    if oblique:
        affine[:3, :3] = rotation_about((0.3, 1.0, 0.2), 28.0) @ affine[:3, :3]
        affine[0, 1] += 0.15
    affine[:3, 3] = -affine[:3, :3] @ (np.array(SHAPE[::-1]) - 1) / 2
    array = np.random.default_rng(seed).normal(100, 80, SHAPE).astype(np.int16)
    return Volume(array, Grid(SHAPE, affine), "CT", "1.2.3", "1.9")


def centres(one: Volume) -> np.ndarray:
    kji = np.indices(SHAPE)
    return transform_points(one.grid.lps_from_ijk, np.stack([kji[2], kji[1], kji[0]], axis=-1))


def to_segment(points: np.ndarray, a, b) -> np.ndarray:
    a, b = np.array(a), np.array(b)
    share = np.clip((points - a) @ (b - a) / max(float((b - a) @ (b - a)), 1e-12), 0, 1)
    return np.linalg.norm(points - a - share[..., None] * (b - a), axis=-1)


@pytest.mark.parametrize("oblique", [False, True])
def test_that_a_three_d_stroke_is_every_voxel_near_the_path(oblique: bool) -> None:
    one = volume(oblique)
    path = [(-8.0, -5.0, -3.0), (2.0, 4.0, 1.0), (9.0, 3.0, 6.0)]
    stroke = Stroke(one, None, Brush(4.2), SUPERIOR)
    for place in path:
        stroke.add(place)
    points = centres(one)
    expected = (to_segment(points, path[0], path[1]) <= 4.2) | (to_segment(points, path[1], path[2]) <= 4.2)
    assert np.array_equal(stroke.mask.full(), expected)
    assert expected.any()


def test_that_a_two_d_brush_paints_one_slice() -> None:
    one = volume()
    stroke = Stroke(one, None, Brush(5.0, three_d=False), SUPERIOR)
    stroke.add((0.0, 0.0, 1.3))
    stroke.add((6.0, 0.0, 1.3))
    points = centres(one)
    in_slice = np.abs(points[..., 2] - 1.0) < 1e-6
    flat = points * np.array([1.0, 1.0, 0.0])
    assert np.array_equal(stroke.mask.full(), in_slice & (to_segment(flat, (0.0, 0.0, 0.0), (6.0, 0.0, 0.0)) <= 5.0))


@pytest.mark.parametrize("normal", [(1.0, 0.0, 0.0), (0.0, 0.6, 0.8), (0.5, -0.5, 0.7071)])
def test_that_a_two_d_brush_paints_one_closed_layer_of_an_oblique_plane(normal) -> None:
    one = volume()
    stroke = Stroke(one, None, Brush(6.0, three_d=False), normal)
    stroke.add((0.3, 0.2, 0.1))
    mask = stroke.mask
    direction = np.array(normal) / np.linalg.norm(normal)
    depth = (centres(one)[mask.full()] - np.array([0.3, 0.2, 0.1])) @ direction
    assert np.abs(depth).max() <= 1.001
    axis = int(np.abs(one.grid.lps_from_ijk[:3, :3].T @ direction).argmax())
    ijk = np.argwhere(mask.full())[:, ::-1]
    columns = np.delete(ijk, axis, axis=1)
    assert len(np.unique(columns, axis=0)) == len(columns)


def test_that_limits_keep_other_values_out() -> None:
    one = volume(seed=3)
    stroke = Stroke(one, None, Brush(6.0, limits=(50.0, 150.0)), SUPERIOR)
    stroke.add((0.0, 0.0, 0.0))
    expected = (np.linalg.norm(centres(one), axis=-1) <= 6.0) & (one.array_kji >= 50) & (one.array_kji <= 150)
    assert np.array_equal(stroke.mask.full(), expected)


def test_that_limits_are_real_values_not_stored_ones() -> None:
    stored = volume(seed=3)
    one = Volume(stored.array_kji, stored.grid, "PT", "1", "2", value_scale=0.5, value_offset=-10.0)
    found = sphere_mask(one, (0.0, 0.0, 0.0), 6.0, limits=(20.0, 60.0))
    expected = (np.linalg.norm(centres(one), axis=-1) <= 6.0) & (stored.array_kji >= 60) & (stored.array_kji <= 140)
    assert np.array_equal(found.full(), expected)


def test_that_the_eraser_takes_away_what_it_touches_and_nothing_else() -> None:
    one = volume()
    before = sphere_mask(one, (0.0, 0.0, 0.0), 9.0)
    stroke = Stroke(one, before, Brush(4.0), SUPERIOR, erase=True)
    stroke.add((7.0, 0.0, 0.0))
    stroke.add((40.0, 0.0, 0.0))
    expected = before.full() & ~(to_segment(centres(one), (7.0, 0.0, 0.0), (40.0, 0.0, 0.0)) <= 4.0)
    assert np.array_equal(stroke.mask.full(), expected)


def test_that_a_given_up_stroke_leaves_the_mask_as_it_was() -> None:
    one = volume()
    before = sphere_mask(one, (0.0, 0.0, 0.0), 6.0)
    name = before.sha256
    stroke = Stroke(one, before, Brush(5.0), SUPERIOR)
    stroke.add((6.0, 0.0, 0.0))
    assert stroke.mask.count > before.count
    assert Mask(before.voxels_kji, before.start_kji, before.parent).sha256 == name


def test_that_earlier_previews_do_not_change_under_later_dabs() -> None:
    stroke = Stroke(volume(), None, Brush(4.0), SUPERIOR)
    stroke.add((0.0, 0.0, 0.0))
    first = stroke.mask
    count = int(first.voxels_kji.sum())
    stroke.add((3.0, 0.0, 0.0))
    assert int(first.voxels_kji.sum()) == count


def test_that_painting_beyond_the_edge_is_cut_off_and_far_outside_does_nothing() -> None:
    one = volume()
    stroke = Stroke(one, None, Brush(5.0), SUPERIOR)
    stroke.add((500.0, 0.0, 0.0))
    assert stroke.mask.count == 0
    stroke = Stroke(one, None, Brush(5.0), SUPERIOR)
    stroke.add((27.0, 0.0, 0.0))
    expected = np.linalg.norm(centres(one) - np.array([27.0, 0.0, 0.0]), axis=-1) <= 5.0
    assert np.array_equal(stroke.mask.full(), expected)


@pytest.mark.parametrize("oblique", [False, True])
def test_that_an_ellipsoid_is_every_voxel_inside_it(oblique: bool) -> None:
    one = volume(oblique)
    turn = rotation_about((1.0, 0.4, -0.3), 40.0)
    shape = Ellipsoid(centre_mm=(1.0, -2.0, 0.5), semi_axes_mm=(11.0, 6.0, 8.0),
                      axes_lps=(point(turn[0]), point(turn[1]), point(turn[2])))  # fmt: skip
    local = (centres(one) - np.array(shape.centre_mm)) @ turn.T / np.array(shape.semi_axes_mm)
    assert np.array_equal(ellipsoid_mask(one, shape).full(), np.linalg.norm(local, axis=-1) <= 1.0)


def test_that_a_sphere_has_nearly_its_volume() -> None:
    found = sphere_mask(volume(), (0.0, 0.0, 0.0), 12.0)
    assert found.volume_ml == pytest.approx(4 / 3 * np.pi * 12.0**3 / 1000, rel=0.02)


def test_that_shapes_outside_or_without_voxels_are_refused() -> None:
    with pytest.raises(EditRefused, match="outside the images"):
        sphere_mask(volume(), (500.0, 0.0, 0.0), 5.0)
    with pytest.raises(EditRefused, match="No voxel"):
        sphere_mask(volume(), (0.0, 0.0, 0.0), 5.0, limits=(5000.0, 6000.0))


def test_that_joining_is_a_union_on_one_grid_only() -> None:
    one = volume()
    a, b = sphere_mask(one, (-6.0, 0.0, 0.0), 5.0), sphere_mask(one, (6.0, 3.0, 2.0), 5.0)
    assert np.array_equal(joined(a, b).full(), a.full() | b.full())
    assert joined(None, b) is b
    other = sphere_mask(volume(oblique=True), (0.0, 0.0, 0.0), 5.0)
    with pytest.raises(EditRefused, match="another series"):
        joined(a, other)
    with pytest.raises(EditRefused, match="another series"):
        Stroke(one, other, Brush(), SUPERIOR)


PLAN = plan_of(spine("L1", "L2"))


def test_that_a_new_lesion_belongs_to_the_level_it_lies_in() -> None:
    assert new_lesion(PLAN, (5.0, 0.0, -33.0), "lytic").level == "L2"
    assert new_lesion(PLAN, (5.0, 0.0, -33.0), level="L1").level == "L1"
    with pytest.raises(EditRefused, match="name the level first"):
        new_lesion(PLAN, (0.0, 0.0, 200.0))


def test_that_an_erased_lesion_has_no_mask() -> None:
    masks, one = MaskStore(), volume()
    lesion = new_lesion(PLAN, (0.0, 0.0, 0.0))
    stroke = Stroke(one, sphere_mask(one, (0.0, 0.0, 0.0), 4.0), Brush(9.0), SUPERIOR, erase=True)
    stroke.add((0.0, 0.0, 0.0))
    assert put_mask(lesion, stroke.mask, masks, one.series_uid).lesion.mask is None


def test_that_a_lent_mask_lives_until_the_next_one_and_a_kept_one_for_good() -> None:
    masks, one = MaskStore(), volume()
    first, second = (sphere_mask(one, (0.0, 0.0, 0.0), r) for r in (4.0, 5.0))
    lent = masks.lend(first, "1.2.3")
    assert masks.get(lent).count == first.count
    kept = masks.add(second, "1.2.3")
    masks.lend(second, "1.2.3")
    assert masks.get(kept).count == second.count
    with pytest.raises(PlanRefused):
        masks.get(lent)


def test_that_voxels_without_data_are_never_painted() -> None:
    one = volume()
    array = one.array_kji.copy()
    array[:, :, 30:] = -3024
    for padding in (-3024, None):
        cut = Volume(array, one.grid, "CT", "1.2.3", "1.9", padding_value=padding)
        for limits in (None, (-4000.0, 4000.0)):
            stroke = Stroke(cut, None, Brush(6.0, limits=limits), SUPERIOR)
            stroke.add((0.0, 0.0, 0.0))
            ball = sphere_mask(cut, (0.0, 0.0, 0.0), 6.0, limits)
            assert stroke.mask.sha256 == ball.sha256
            assert ball.count > 0
            assert not ball.full()[:, :, 30:].any()
