"""Labels that are edited stay disjoint, whatever is done to them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplan.anatomy.editing.labels import LabelBlock, within
from spineplan.anatomy.editing.shape import cut_between, filled, smoothed
from spineplan.anatomy.editing.stamp import brush_stamp
from spineplan.geometry.affine import transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from tests.support.volumes import GRIDS, SHAPE, affine

GRID = Grid((30, 28, 26), np.array([[1.0, 0, 0, -13.0], [0, 1.2, 0, -16.0], [0, 0, 1.5, -22.0], [0, 0, 0, 1.0]]))
NAMES = ("L2", "L3", "L4")


def box_mask(start: tuple[int, int, int], stop: tuple[int, int, int], grid: Grid = GRID) -> Mask:
    voxels = np.ones(tuple(b - a for a, b in zip(start, stop, strict=True)), dtype=np.bool_)
    return Mask(voxels, start, grid)


def column() -> LabelBlock:
    """Three boxes, one above the other, that touch."""
    return LabelBlock.of(
        GRID,
        {"L4": box_mask((2, 6, 6), (10, 20, 20)), "L3": box_mask((10, 6, 6), (18, 20, 20)),
         "L2": box_mask((18, 6, 6), (27, 20, 20))},
    )  # fmt: skip


def centres(grid: Grid) -> np.ndarray:
    kji = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape_kji], indexing="ij"), axis=-1)
    return transform_points(grid.lps_from_ijk, kji[..., ::-1])


@pytest.mark.parametrize("kind", GRIDS)
@pytest.mark.parametrize("three_d", [True, False])
def test_that_a_brush_covers_what_is_nearer_to_its_path_than_its_radius(kind: str, three_d: bool) -> None:
    grid = Grid(SHAPE, affine(kind))
    start, end, radius = np.array([8.0, -21.0, 29.0]), np.array([13.0, -18.0, 31.0]), 3.3
    normal = grid.lps_from_ijk[:3, 2] / np.linalg.norm(grid.lps_from_ijk[:3, 2])
    found = brush_stamp(grid, start, end, radius, None if three_d else normal)
    assert found is not None
    painted = np.zeros(SHAPE, dtype=np.bool_)
    painted[found[0]] = found[1]
    share = np.clip(((centres(grid) - start) @ (end - start)) / ((end - start) @ (end - start)), 0.0, 1.0)
    away = centres(grid) - start - share[..., None] * (end - start)
    if three_d:
        assert np.array_equal(painted, np.linalg.norm(away, axis=-1) <= radius)
    else:
        depth = (centres(grid) - start) @ normal
        assert painted.any()
        assert np.abs(depth[painted]).max() <= np.abs(grid.lps_from_ijk[:3, :3].T @ normal).max() / 2.0 + 1e-9
        flat = away - (away @ normal)[..., None] * normal
        assert np.linalg.norm(flat[painted], axis=-1).max() <= radius


def test_that_a_brush_beside_the_images_covers_nothing() -> None:
    assert brush_stamp(GRID, (500.0, 0.0, 0.0), (501.0, 0.0, 0.0), 5.0) is None


def test_that_a_label_put_over_another_takes_its_voxels() -> None:
    block = column()
    block.put("L3", box_mask((8, 6, 6), (18, 20, 20)))
    assert block.mask("L3").count == 10 * 14 * 14
    assert block.mask("L4").count == 6 * 14 * 14
    assert block.mask("L2").count == 9 * 14 * 14


def test_that_a_label_of_another_grid_is_refused() -> None:
    other = Grid(GRID.shape_kji, np.diag([2.0, 2.0, 2.0, 1.0]))
    with pytest.raises(ValueError, match="grid of the others"):
        column().put("L5", box_mask((0, 0, 0), (2, 2, 2), other))


def test_that_masks_go_in_and_come_out_as_they_were() -> None:
    rng = np.random.default_rng(5)
    numbers = rng.integers(0, 4, (9, 8, 7))
    masks = {name: Mask(numbers == n, (3, 4, 5), GRID).tight() for n, name in enumerate(NAMES, 1)}
    block = LabelBlock.of(GRID, masks)
    assert {name: block.mask(name).sha256 for name in NAMES} == {name: mask.sha256 for name, mask in masks.items()}


def test_that_a_part_is_cut_to_its_whole() -> None:
    cut = within(box_mask((0, 0, 0), (10, 10, 10)), box_mask((5, 5, 5), (20, 20, 20)))
    assert (cut.start_kji, cut.voxels_kji.shape) == ((5, 5, 5), (5, 5, 5))
    assert within(box_mask((0, 0, 0), (3, 3, 3)), box_mask((5, 5, 5), (20, 20, 20))).count == 0


def test_that_smoothing_takes_a_spur_off_and_leaves_the_neighbour_alone() -> None:
    block = column()
    block.view((slice(22, 23), slice(20, 24), slice(12, 13)))[...] = block.number("L2")
    before = block.mask("L3").sha256
    volume = block.mask("L2").count
    assert smoothed(block, "L2")
    assert not block.view((slice(22, 23), slice(21, 24), slice(12, 13))).any()
    assert block.mask("L3").sha256 == before
    assert block.mask("L2").count == pytest.approx(volume, rel=0.05)


def test_that_filling_closes_holes_but_not_the_canal_and_not_the_neighbour() -> None:
    block = column()
    hole = (slice(20, 22), slice(9, 11), slice(9, 11))
    canal = (slice(18, 27), slice(15, 17), slice(12, 14))
    block.view(hole)[...] = 0
    block.view(canal)[...] = 0
    closed_to = np.zeros(block.numbers_kji.shape, dtype=np.bool_)
    start = block.start_kji
    closed_to[tuple(slice(s.start - a, s.stop - a) for s, a in zip(canal, start, strict=True))] = True
    before = block.mask("L3").sha256
    assert filled(block, "L2", closed_to)
    assert (block.view(hole) == block.number("L2")).all()
    assert not block.view(canal).any()
    assert block.mask("L3").sha256 == before


def test_that_a_cut_moves_only_what_the_line_reaches() -> None:
    block = column()
    # L3 and L4 meet at k = 10; the line runs from front to back one voxel and a half higher, over j = 6 .. 12 only.
    y = [float(transform_points(GRID.lps_from_ijk, [0.0, j, 0.0])[1]) for j in (5.4, 12.4)]
    z = float(transform_points(GRID.lps_from_ijk, [0.0, 0.0, 11.0])[2])
    line = (np.array([0.0, y[0], z]), np.array([0.0, y[1], z]))
    assert cut_between(block, "L3", "L4", line, (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    moved = block.view((slice(10, 12), slice(6, 20), slice(6, 20)))
    assert (moved[:2, :7] == block.number("L4")).all()
    assert (moved[:, 7:] == block.number("L3")).all()
    assert (block.view((slice(12, 18), slice(6, 20), slice(6, 20))) == block.number("L3")).all()


def test_that_a_cut_where_nothing_is_changes_nothing() -> None:
    block = column()
    line = (np.array([0.0, -10.0, 0.0]), np.array([0.0, -10.0, 0.0]))
    assert not cut_between(block, "L3", "L4", line, (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))


points = st.tuples(*[st.floats(-14.0, 14.0) for _ in range(3)])
edits = st.lists(
    st.one_of(
        st.tuples(st.just("paint"), st.sampled_from(NAMES), points, points, st.floats(0.5, 6.0)),
        st.tuples(st.just("erase"), st.sampled_from(NAMES), points, points, st.floats(0.5, 6.0)),
        st.tuples(st.just("smooth"), st.sampled_from(NAMES), points, points, st.floats(0.5, 2.0)),
        st.tuples(st.just("fill"), st.sampled_from(NAMES), points, points, st.floats(0.5, 3.0)),
        st.tuples(st.just("cut"), st.sampled_from(NAMES[:2]), points, points, st.floats(0.5, 1.0)),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(edits)
def test_that_labels_stay_disjoint_and_parts_within_whatever_is_done(done) -> None:
    block = column()
    body = {name: block.mask(name) for name in NAMES}
    for way, name, a, b, size in done:
        number = block.number(name)
        others = {other: block.mask(other).sha256 for other in NAMES if other != name}
        if way in ("paint", "erase"):
            found = brush_stamp(GRID, a, b, size)
            if found is not None:
                block.cover(found[0])
                view = block.view(found[0])
                view[found[1] & ((view == number) if way == "erase" else True)] = 0 if way == "erase" else number
        elif way == "smooth":
            smoothed(block, name, size)
        elif way == "fill":
            filled(block, name, reach_mm=size)
        else:
            cut_between(block, name, NAMES[NAMES.index(name) + 1], (np.array(a), np.array(b)), (1, 0, 0), (0, 0, 1))
        if way in ("erase", "smooth", "fill"):
            assert {other: block.mask(other).sha256 for other in others} == others
    masks = {name: block.mask(name) for name in NAMES}
    together = sum(mask.full().astype(int) for mask in masks.values())
    assert together.max(initial=0) <= 1
    for name, mask in masks.items():
        part = within(body[name], mask)
        assert not (part.full() & ~mask.full()).any()
        assert part.count == int(np.count_nonzero(body[name].full() & mask.full()))
