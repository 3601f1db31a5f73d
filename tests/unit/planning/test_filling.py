"""Virtual filling on bones made by hand, where volume, order and shape can be counted."""

import numpy as np
import pytest

from spineplan.errors import UsageError
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.planning.filling.curve import FillingCurve
from spineplan.planning.filling.simulation import Filling, Terrain, Tip, fill, survey
from spineplan.planning.filling.space import space_around

SPACING = 0.8
SIDE = 60
TRABECULAR, CORTEX, SOFT = 120, 900, 45


def _bone(hole: bool = False, void: tuple[float, float, float] | None = None) -> tuple[Volume, Mask]:
    """A cube of 32 mm with a shell, centred at the origin; a hole in its right face, a lytic ball in it."""
    affine = np.diag([SPACING, SPACING, SPACING, 1.0])
    affine[:3, 3] = -(SIDE - 1) / 2.0 * SPACING
    at = np.stack(np.meshgrid(*(np.arange(SIDE),) * 3, indexing="ij"), axis=-1)[..., ::-1] * SPACING + affine[:3, 3]
    reach = np.abs(at).max(axis=-1)
    hu = np.where(reach < 16.0, CORTEX, SOFT)
    hu = np.where(reach < 15.2, TRABECULAR, hu)
    if void is not None:
        hu = np.where(np.linalg.norm(at - void, axis=-1) < 5.0, SOFT, hu)
    if hole:
        bored = (np.linalg.norm(at[..., 1:], axis=-1) < 3.0) & (at[..., 0] < 0.0) & (reach < 16.0)
        hu = np.where(bored & (at[..., 0] < -14.0), SOFT, hu)
    grid = Grid((SIDE, SIDE, SIDE), affine)
    volume = Volume(np.ascontiguousarray(hu.astype(np.int16)), grid, "CT", "1.2", "1.3")
    return volume, Mask(reach < 16.0, (0, 0, 0), grid)


def _terrain(hole: bool = False, void: tuple[float, float, float] | None = None) -> Terrain:
    volume, bone = _bone(hole, void)
    return survey(space_around(volume, bone, bone))


@pytest.fixture(scope="module")
def intact() -> Terrain:
    return _terrain()


def _centres(filling: Filling, count: int) -> np.ndarray:
    return filling.terrain.space.local_mm(filling.order[:count])


def test_that_the_volume_placed_is_the_volume_asked_for(intact: Terrain) -> None:
    filling = fill(intact, [Tip((0.0, 0.0, 0.0))], 6.0)
    curve = FillingCurve(filling)
    assert filling.most_ml == pytest.approx(6.0, abs=filling.voxel_ml)
    assert len(np.unique(filling.order)) == len(filling.order)
    for volume in (0.0, 0.0123, 1.0, 3.3337, 5.999):
        state = curve.at(volume)
        inside_ml = state.body_share * intact.space.body_ml
        assert inside_ml + state.outside_ml == pytest.approx(volume, abs=1e-9)


def test_that_in_even_bone_cement_grows_as_a_ball(intact: Terrain) -> None:
    filling = fill(intact, [Tip((0.4, 0.4, 0.4))], 6.0)
    volume_ml = 5.0
    radius = (3.0 * volume_ml * 1000.0 / (4.0 * np.pi)) ** (1.0 / 3.0)
    away = np.linalg.norm(_centres(filling, filling.count_at(volume_ml)) - [0.4, 0.4, 0.4], axis=1)
    assert away.max() == pytest.approx(radius, rel=0.08)


def test_that_more_volume_keeps_what_was_filled_before(intact: Terrain) -> None:
    small, large = (fill(intact, [Tip((2.0, -3.0, 1.0))], ml) for ml in (2.0, 5.0))
    assert np.array_equal(small.order, large.order[: len(small.order)])


def test_that_two_runs_are_the_same(intact: Terrain) -> None:
    tips = [Tip((-5.0, 0.0, 0.0)), Tip((6.0, 1.0, 0.0), share=2.0)]
    assert np.array_equal(fill(intact, tips, 5.0).order, fill(_terrain(), tips, 5.0).order)


def test_that_closed_cortex_is_never_crossed(intact: Terrain) -> None:
    filling = fill(intact, [Tip((12.0, 0.0, 0.0))], 60.0)
    state = FillingCurve(filling).at(60.0)
    assert filling.full
    assert state.outside_ml == 0.0
    assert intact.space.vertebra.ravel()[filling.order].all()
    # Everything within the shell is found: 30.4 mm cubed, less the rounding of a voxel at each face.
    assert filling.most_ml == pytest.approx(28.1, rel=0.06)


def test_that_it_leaves_by_the_hole_and_nowhere_else() -> None:
    terrain = _terrain(hole=True)
    filling = fill(terrain, [Tip((-6.0, 0.0, 0.0))], 12.0)
    leaks = FillingCurve(filling).leaks
    assert len(leaks) == 1
    assert leaks[0].compartment in ("segmental", "paravertebral")
    assert leaks[0].at_mm == pytest.approx((-16.4, 0.0, 0.0), abs=3.5)
    outside = filling.place_of > 0
    first = _centres(filling, len(filling.order))[outside][0]
    assert np.linalg.norm(first[1:]) < 3.5


def test_that_a_void_fills_before_the_bone_around_it() -> None:
    terrain = _terrain(void=(7.0, 0.0, 0.0))
    filling = fill(terrain, [Tip((0.0, 0.0, 0.0))], 3.0)
    local = _centres(filling, len(filling.order))
    in_void = np.linalg.norm(local - [7.0, 0.0, 0.0], axis=1) < 5.0
    mirrored = np.linalg.norm(local - [-7.0, 0.0, 0.0], axis=1) < 5.0
    assert in_void.sum() > 3 * mirrored.sum()


def test_that_each_tip_gives_its_share(intact: Terrain) -> None:
    filling = fill(intact, [Tip((-6.0, 0.0, 0.0), share=1.0), Tip((6.0, 0.0, 0.0), share=3.0)], 4.0)
    for volume in (1.0, 2.0, 4.0):
        count = filling.count_at(volume)
        assert np.count_nonzero(filling.tip_of[:count] == 1) == pytest.approx(0.75 * count, abs=2)


def test_that_the_midline_and_the_balance_are_seen(intact: Terrain) -> None:
    curve = FillingCurve(fill(intact, [Tip((7.0, 0.0, 0.0))], 8.0))
    begins = curve.begins_ml("midline")
    assert begins is not None
    # A ball about x = 7 that reaches 2 mm beyond the midline has a radius of 9 mm.
    assert begins == pytest.approx(4.0 / 3.0 * np.pi * 0.9**3, rel=0.25)
    assert curve.at(1.0).left_share == 1.0
    both = FillingCurve(fill(intact, [Tip((-7.0, 0.0, 0.0)), Tip((7.0, 0.0, 0.0))], 4.0))
    assert both.at(3.0).left_share == pytest.approx(0.5, abs=0.01)


def test_that_a_mirrored_tip_gives_the_mirrored_balance(intact: Terrain) -> None:
    left, right = (FillingCurve(fill(intact, [Tip((x, 0.0, 0.0))], 6.0)) for x in (5.2, -5.2))
    assert left.at(6.0).left_share == pytest.approx(right.at(6.0).right_share, abs=0.01)


def test_that_contact_with_the_end_plates_begins_where_the_ball_reaches_them(intact: Terrain) -> None:
    curve = FillingCurve(fill(intact, [Tip((0.0, 0.0, 6.0))], 15.0))
    upper, lower = curve.begins_ml("endplate_superior"), curve.begins_ml("endplate_inferior")
    assert upper is not None
    assert lower is None or lower > upper
    assert curve.at(upper * 0.9).superior_endplate_share == 0.0
    assert curve.at(15.0).superior_endplate_share > 0.05


def test_that_a_tip_outside_the_bone_is_refused(intact: Terrain) -> None:
    with pytest.raises(UsageError, match="outside the vertebra"):
        fill(intact, [Tip((24.0, 0.0, 0.0))], 2.0)
    with pytest.raises(UsageError, match="needs a needle tip"):
        fill(intact, [], 2.0)


@pytest.mark.parametrize("spacing", [(0.4, 0.4, 0.4), (0.8, 0.8, 3.2), (0.5, 0.9, 1.3)])
def test_that_fine_and_coarse_voxels_keep_volume_and_place(spacing: tuple[float, float, float]) -> None:
    shape = tuple(round(40.0 / step) for step in spacing[::-1])
    affine = np.diag([*spacing, 1.0])
    affine[:3, 3] = [-(n - 1) / 2.0 * step for n, step in zip(shape[::-1], spacing, strict=True)]
    grid = Grid(shape, affine)
    index = np.stack(np.meshgrid(*[np.arange(n) for n in shape], indexing="ij"), axis=-1)
    away = np.linalg.norm(index[..., ::-1] * spacing + affine[:3, 3], axis=-1)
    body = Mask(away < 14.0, (0, 0, 0), grid)
    volume = Volume(np.where(away < 14.0, 120, 40).astype(np.int16), grid, "CT", "1.2", "1.3")
    space = space_around(volume, body, body)
    counted = np.count_nonzero(space.body) * space.grid.voxel_volume_ml
    assert counted == pytest.approx(body.volume_ml, rel=0.01)
    assert space.local_mm(np.flatnonzero(space.body)).mean(axis=0) == pytest.approx((0.0, 0.0, 0.0), abs=0.05)
    assert min(space.grid.spacing_mm) > 0.49
    assert max(space.grid.spacing_mm) < 1.31


def test_that_thick_slices_are_not_trusted_to_show_the_cortex(intact: Terrain) -> None:
    assert intact.walls.seen
    volume, bone = _bone()
    affine = np.array(volume.grid.lps_from_ijk)
    affine[:3, 2] *= 4.0
    grid = Grid((SIDE // 4, SIDE, SIDE), affine)
    thick = Volume(np.ascontiguousarray(volume.array_kji[::4]), grid, "CT", "1.2", "1.3")
    whole = Mask(np.ascontiguousarray(bone.voxels_kji[::4]), (0, 0, 0), grid)
    assert not survey(space_around(thick, whole, whole)).walls.seen
