"""Strokes on vertebrae and structures: one step each, disjoint, seen at once."""

from dataclasses import replace as with_fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Ellipsoid, Identity, Level, PartMask, PedicleMark, Plan, SeriesRef, StructureMask
from spineplan.session.levels.label_painting import LabelStroke, Shaping, cut, remove_label
from spineplan.session.session import Session
from spineplan.session.view_state import Brush

GRID = Grid((40, 30, 30), np.array([[1.0, 0, 0, -14.5], [0, 1.0, 0, -14.5], [0, 0, 1.0, -19.5], [0, 0, 0, 1.0]]))
UP = np.array([0.0, 0.0, 1.0])
BONE = (slice(None), slice(8, 22), slice(8, 22))


def session_of(**brush) -> Session:
    """L3 above L4, 10 x 14 x 14 mm each, that touch at z = 0; bone 300 HU; L2 has no outline."""
    array = np.zeros(GRID.shape_kji, dtype=np.int16)
    array[BONE] = 300
    volume = Volume(array, GRID, "CT", "1.2", "9")
    session = Session(Plan(identity=Identity(), reference=SeriesRef(series_uid="1.2", frame_of_reference_uid="9")))
    levels = [Level(name="L2", centre_mm=(0.0, 0.0, 16.0))]
    for name, k in (("L3", 20), ("L4", 10)):
        mask = Mask(np.ones((10, 14, 14), dtype=np.bool_), (k, 8, 8), GRID)
        front = Mask(np.ones((10, 7, 14), dtype=np.bool_), (k, 8, 8), GRID)
        part = PartMask(part="body", mask=session.masks.add(front, "1.2"))
        side = PedicleMark(
            side="left", centre_mm=(5.0, 0.0, 0.0), axis_lps=(0.0, -1.0, 0.0), width_mm=7.0, height_mm=9.0
        )
        ball = Ellipsoid(centre_mm=(0.0, 0.0, k - 14.5), semi_axes_mm=(5.0, 5.0, 5.0))
        levels.append(
            Level(name=name, centre_mm=(0.0, 0.0, k - 14.5), mask=session.masks.add(mask, "1.2"), parts=(part,),
                  pedicles=(side, replace(side, side="right", measured_by="Dr A")), body=ball)
        )  # fmt: skip
    session = Session(replace(session.plan, levels=tuple(levels)), "Dr A", session.masks)
    session.volumes["1.2"] = volume
    session.look(series_uid="1.2", brush=Brush(**{"radius_mm": 3.0, **brush}))
    return session


def stroke(session: Session, target: str, way, *points, normal=UP) -> LabelStroke:
    made = LabelStroke(session, session.volumes["1.2"], target, way, normal)
    for place in points:
        made.add(place)
    return made


def smooth(session: Session, target: str):
    shaping = Shaping(session, target, "Smooth")
    return shaping.edit() if shaping.run() else None


def fill(session: Session, target: str):
    shaping = Shaping(session, target, "Fill")
    return shaping.edit() if shaping.run() else None


def voxels(session: Session, name: str) -> np.ndarray:
    level = session.plan.level(name)
    return session.masks.get(level.mask).full() if level.mask is not None else np.zeros(GRID.shape_kji, dtype=np.bool_)


def test_that_painting_over_a_neighbour_takes_it_from_it_in_one_step() -> None:
    session = session_of()
    before = {name: voxels(session, name) for name in ("L3", "L4")}
    session.apply(stroke(session, "L3", "paint", (0.0, 0.0, -1.0)).edit())
    z, y, x = np.meshgrid(*[np.arange(n) for n in GRID.shape_kji], indexing="ij")
    ball = (x - 14.5) ** 2 + (y - 14.5) ** 2 + (z - 19.5 + 1.0) ** 2 <= 9.0
    assert np.array_equal(voxels(session, "L3"), before["L3"] | ball)
    assert np.array_equal(voxels(session, "L4"), before["L4"] & ~ball)
    assert session.undo_label == "Paint L3"
    session.undo()
    assert {name: voxels(session, name).sum() for name in before} == {"L3": 1960, "L4": 1960}
    session.redo()
    assert not (voxels(session, "L3") & voxels(session, "L4")).any()


def test_that_a_brush_told_to_keep_neighbours_keeps_them() -> None:
    session = session_of()
    session.look(labels=with_fields(session.view.labels, over=False))
    assert stroke(session, "L3", "paint", (0.0, 0.0, -4.0)).edit() is None


def test_that_giving_moves_only_what_some_level_has() -> None:
    session = session_of()
    edit = stroke(session, "L3", "assign", (0.0, 0.0, -1.0), (20.0, 0.0, -1.0)).edit()
    session.apply(edit)
    both = voxels(session, "L3") | voxels(session, "L4")
    assert both.sum() == 3920
    assert voxels(session, "L3").sum() > 1960


def test_that_the_eraser_takes_from_its_level_only() -> None:
    session = session_of()
    session.apply(stroke(session, "L3", "erase", (0.0, 0.0, 0.0)).edit())
    assert voxels(session, "L3").sum() < 1960
    assert voxels(session, "L4").sum() == 1960


def test_that_limits_and_one_layer_hold() -> None:
    session = session_of(radius_mm=5.0, three_d=False, limits=(200.0, 400.0))
    session.apply(stroke(session, "L3", "paint", (7.0, 0.0, 12.0)).edit())
    new = voxels(session, "L3") & ~np.pad(np.ones((10, 14, 14), bool), ((20, 10), (8, 8), (8, 8)))
    assert set(np.argwhere(new)[:, 0]) == {31} or set(np.argwhere(new)[:, 0]) == {32}
    assert (session.volumes["1.2"].array_kji[new] == 300).all()


def test_that_a_level_without_an_outline_can_be_begun() -> None:
    session = session_of()
    session.apply(stroke(session, "L2", "paint", (0.0, 0.0, 16.0)).edit())
    assert voxels(session, "L2").sum() > 0


def test_that_a_level_painted_away_has_no_outline() -> None:
    session = session_of(radius_mm=30.0)
    session.apply(stroke(session, "L4", "erase", (0.0, 0.0, -5.0)).edit())
    assert session.plan.level("L4").mask is None
    assert session.plan.level("L4").parts == ()


def test_that_parts_keep_within_and_what_software_measured_goes_with_the_shape() -> None:
    session = session_of()
    session.apply(stroke(session, "L3", "paint", (0.0, -4.0, -1.0)).edit())
    upper, lower = session.plan.level("L3"), session.plan.level("L4")
    for level in (upper, lower):
        assert [pedicle.measured_by for pedicle in level.pedicles] == ["Dr A"]
        assert level.body is None
        part = session.masks.get(level.parts[0].mask).full()
        assert not (part & ~voxels(session, level.name)).any()
    assert session.masks.get(lower.parts[0].mask).count < 980


def test_that_a_stroke_is_seen_before_it_is_done_and_given_up_without_a_trace() -> None:
    session = session_of()
    (layer,) = session.labels.layers(session.plan)
    before, revision = layer.block.mask("L3").sha256, session.labels.revision
    made = stroke(session, "L3", "paint", (0.0, 0.0, 12.0))
    assert session.labels.layers(session.plan)[0].block.mask("L3").sha256 != before
    assert session.labels.revision > revision
    assert session.plan.level("L3").mask.sha256 == before
    made.give_up()
    assert session.labels.layers(session.plan)[0].block.mask("L3").sha256 == before
    assert session.undo_label is None


def test_that_the_canvas_follows_undo() -> None:
    session = session_of()
    session.apply(stroke(session, "L3", "paint", (0.0, 0.0, -1.0)).edit())
    session.undo()
    assert session.labels.layers(session.plan)[0].block.mask("L4").count == 1960


def test_that_structures_are_painted_beside_the_vertebrae() -> None:
    session = session_of()
    session.apply(stroke(session, "spinal_canal", "paint", (0.0, 4.0, -8.0), (0.0, 4.0, 8.0)).edit())
    (canal,) = session.plan.structures
    assert (canal.id, canal.kind, canal.source) == ("spinal_canal", "spinal_canal", "painted")
    assert voxels(session, "L3").sum() == 1960
    first = session.masks.get(canal.mask).count
    session.apply(stroke(session, "spinal_canal", "erase", (0.0, 4.0, 8.0)).edit())
    assert session.masks.get(session.plan.structures[0].mask).count < first
    session.undo()
    session.undo()
    assert session.plan.structures == ()


def test_that_filling_a_structure_fills_between_painted_slices() -> None:
    session = session_of(three_d=False)
    for z in (-10.5, 9.5):
        edit = stroke(session, "aorta", "paint", (0.0, -10.0, z)).edit()
        session.apply(edit)
    session.apply(fill(session, "aorta"))
    mask = session.masks.get(session.plan.structures[0].mask).full()
    assert mask.any(axis=(1, 2)).sum() >= 21


def test_that_smoothing_and_filling_what_is_not_there_is_refused() -> None:
    session = session_of()
    for change in (smooth, fill):
        with pytest.raises(EditRefused, match="paint it first"):
            change(session, "L2")
    with pytest.raises(EditRefused, match="Choose what to paint"):
        stroke(session, "L5", "paint", (0.0, 0.0, 0.0))


def test_that_a_cut_gives_each_side_its_own() -> None:
    session = session_of()
    session.apply(stroke(session, "L3", "paint", (0.0, 0.0, -3.0)).edit())
    line = (np.array([0.0, -12.0, 0.0]), np.array([0.0, 12.0, 0.0]))
    session.apply(cut(session, "L3", line, np.array([1.0, 0.0, 0.0])))
    assert {name: voxels(session, name).sum() for name in ("L3", "L4")} == {"L3": 1960, "L4": 1960}
    assert session.undo_label == "Cut L3 from L4"


def test_that_a_cut_without_a_neighbour_is_refused() -> None:
    session = session_of()
    line = (np.array([0.0, -12.0, -12.0]), np.array([0.0, 12.0, -12.0]))
    with pytest.raises(EditRefused, match="No level is named below L4"):
        cut(session, "L4", line, np.array([1.0, 0.0, 0.0]))


def test_that_an_outline_is_removed_and_its_level_stays() -> None:
    session = session_of()
    session.apply(remove_label(session.plan, "L3"))
    assert session.plan.level("L3").mask is None
    session.apply(stroke(session, "aorta", "paint", (0.0, -10.0, 0.0)).edit())
    session.apply(remove_label(session.plan, "aorta"))
    assert session.plan.structures == ()


def test_that_a_brush_with_limits_needs_the_images_of_the_outlines() -> None:
    session = session_of(limits=(0.0, 500.0))
    other = Volume(np.zeros((10, 10, 10), np.int16), Grid((10, 10, 10), np.diag([3.0, 3.0, 3.0, 1.0])), "MR", "8", "9")
    session.volumes = {"8": other}
    with pytest.raises(EditRefused, match="open that series"):
        LabelStroke(session, other, "L3", "paint", UP)


def test_that_a_structure_on_another_grid_is_kept_on_it() -> None:
    session = session_of()
    coarse = Grid((20, 15, 15), np.array([[2.0, 0, 0, -14.0], [0, 2.0, 0, -14.0], [0, 0, 2.0, -19.0], [0, 0, 0, 1.0]]))
    mask = session.masks.add(Mask(np.ones((4, 4, 4), np.bool_), (8, 5, 5), coarse), "mr")
    aorta = StructureMask(id="aorta", kind="aorta", mask=mask, source="found")
    session = Session(replace(session.plan, structures=(aorta,)), "Dr A", session.masks)
    session.volumes["1.2"] = session_of().volumes["1.2"]
    session.look(brush=Brush(4.0))
    edit = stroke(session, "aorta", "paint", (8.0, 8.0, 8.0)).edit()
    session.apply(edit)
    painted = session.plan.structures[0].mask
    assert painted.series_uid == "mr"
    assert session.masks.get(painted).parent.same_place(coarse)


places = st.tuples(st.floats(-12.0, 12.0), st.floats(-12.0, 12.0), st.floats(-15.0, 15.0))
strokes = st.lists(
    st.tuples(st.sampled_from(["L2", "L3", "L4"]),
              st.sampled_from(["paint", "erase", "assign", "smooth", "fill", "undo"]),
              places, places, st.floats(1.0, 6.0)),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=40)
@given(strokes)
def test_that_plans_stay_disjoint_and_parts_within_whatever_is_painted(done) -> None:
    session = session_of()
    for target, way, a, b, radius in done:
        session.look(brush=Brush(radius))
        if way == "undo":
            session.undo()
            continue
        try:
            if way in ("smooth", "fill"):
                edit = (smooth if way == "smooth" else fill)(session, target)
            else:
                edit = stroke(session, target, way, a, b).edit()
        except EditRefused:
            session.labels.forget()
            continue
        if edit is not None:
            session.apply(edit)
        together = sum(voxels(session, level.name).astype(int) for level in session.plan.levels)
        assert together.max() <= 1
        for level in session.plan.levels:
            for part in level.parts:
                assert not (session.masks.get(part.mask).full() & ~voxels(session, level.name)).any()
        (layer,) = session.labels.layers(session.plan)
        for level in session.plan.levels:
            assert np.array_equal(layer.block.mask(level.name).full(), voxels(session, level.name))


def test_that_shaping_does_not_overwrite_what_was_done_meanwhile() -> None:
    session = session_of()
    session.apply(stroke(session, "L3", "paint", (0.0, 0.0, 12.0)).edit())
    shaping = Shaping(session, "L3", "Smooth")
    assert shaping.run()
    session.apply(stroke(session, "L4", "erase", (0.0, 0.0, -5.0)).edit())
    with pytest.raises(EditRefused, match="changed meanwhile"):
        shaping.edit()


def test_that_a_level_is_painted_on_its_own_grid_whatever_series_is_shown() -> None:
    session = session_of()
    coarse = Grid((20, 15, 15), np.array([[2.0, 0, 0, -14.0], [0, 2.0, 0, -14.0], [0, 0, 2.0, -19.0], [0, 0, 0, 1.0]]))
    mask = session.masks.add(Mask(np.ones((3, 4, 4), np.bool_), (16, 5, 5), coarse), "mr")
    levels = tuple(replace(v, mask=mask) if v.name == "L2" else v for v in session.plan.levels)
    session = Session(replace(session.plan, levels=levels), "Dr A", session.masks)
    session.volumes["1.2"] = session_of().volumes["1.2"]
    session.look(brush=Brush(4.0))
    session.apply(stroke(session, "L2", "paint", (6.0, 6.0, 16.0)).edit())
    painted = session.plan.level("L2").mask
    assert painted.series_uid == "mr"
    assert painted.voxels > 48
    assert session.masks.get(painted).parent.same_place(coarse)
