"""Painting and erasing lesions with the mouse, on a real pane."""

from dataclasses import replace as in_volume

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.plan.edits import PutLesion
from spineplan.plan.model import Lesion, Plan
from spineplan.session.lesion_marking import new_lesion, put_mask, sphere_mask
from spineplan.session.view_state import Brush
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.lesion_overlay import LesionOverlay
from spineplan.viewer.tools.lesion_brush import LesionBrush
from spineplan.viewer.tools.lesion_grow import LesionGrow
from tests.support.marking import Hand, block, opened, pixels, shown_pane
from tests.support.plans import plan_of, spine

PLAN = plan_of(spine("L1", "L2", "L3", top_z=35.0))


@pytest.fixture
def bridges():
    made: list[SessionBridge] = []
    yield made
    for bridge in made:
        bridge.close()


def hand_on(qtbot, bridges, plan: Plan = PLAN, pane: str = "axial", **look) -> tuple[Hand, SessionBridge]:
    bridge = opened(plan, block())
    bridges.append(bridge)
    bridge.look(**look)
    return Hand(shown_pane(qtbot, bridge, pane, (LesionOverlay(), LesionBrush(bridge)))), bridge


def mask_of(bridge: SessionBridge) -> np.ndarray:
    session = bridge.session
    assert session is not None
    (lesion,) = session.plan.lesions
    assert lesion.mask is not None
    return session.masks.get(lesion.mask).full()


def voxel(bridge: SessionBridge, place) -> tuple[int, int, int]:
    assert bridge.session is not None
    assert bridge.session.volume is not None
    grid = bridge.session.volume.grid
    i, j, k = np.rint(grid.ijk_from_lps[:3, :3] @ np.array(place) + grid.ijk_from_lps[:3, 3]).astype(int)
    return int(k), int(j), int(i)


def test_that_a_stroke_paints_the_path_in_one_step(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="brush", brush=Brush(6.0))
    hand.drag((-20.0, -10.0, 0.0), (0.0, -10.0, 0.0), (20.0, -10.0, 0.0))
    session = bridge.session
    assert session is not None
    mask = mask_of(bridge)
    for x in np.arange(-20.0, 21.0, 2.0):
        assert mask[voxel(bridge, (x, -10.0, 0.0))]
    assert not mask[voxel(bridge, (0.0, 0.0, 0.0))]
    # A capsule of 40 mm length and 6 mm radius is pi r^2 (l + 4 r / 3) = 5.43 mL; across it, 32 voxels of 2 mm
    # (128 mm2) stand for 113 mm2.
    assert session.plan.lesions[0].mask is not None
    assert session.plan.lesions[0].mask.volume_ml == pytest.approx(5.43 * 128 / 113, rel=0.03)
    assert session.plan.lesions[0].level == "L2"
    assert session.view.selected == ("lesion", session.plan.lesions[0].id)
    assert session.undo_label == "Paint lesion L2"
    bridge.undo()
    assert session.plan.lesions == ()


def test_that_a_second_stroke_adds_to_the_selected_lesion(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="brush", brush=Brush(6.0))
    hand.click((-10.0, -10.0, 0.0))
    first = mask_of(bridge)
    hand.click((15.0, -10.0, 0.0))
    both = mask_of(bridge)
    assert both[first].all()
    assert both[voxel(bridge, (15.0, -10.0, 0.0))]
    bridge.undo()
    assert np.array_equal(mask_of(bridge), first)
    bridge.redo()
    assert np.array_equal(mask_of(bridge), both)


def test_that_what_is_painted_is_seen_at_once_and_esc_takes_it_back(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="brush", brush=Brush(8.0))
    before = pixels(hand.pane)
    hand.hold((0.0, -10.0, 0.0), (10.0, -10.0, 0.0))
    session = bridge.session
    assert session is not None
    assert mask_of(bridge)[voxel(bridge, (10.0, -10.0, 0.0))]
    assert (pixels(hand.pane) != before).any()
    assert session.committed.lesions == ()
    assert hand.pane.cancel_drag()
    assert session.plan.lesions == ()
    hand.release((10.0, -10.0, 0.0))
    assert session.undo_label is None


def test_that_limits_hold_while_painting(qtbot, bridges) -> None:
    # Bone (300 HU) begins at j = 30, y = 30 * 2 - 99 = -39.
    hand, bridge = hand_on(qtbot, bridges, tool="brush", brush=Brush(10.0, limits=(200.0, 400.0)))
    hand.click((0.0, -39.0, 0.0))
    mask = mask_of(bridge)
    assert bridge.session is not None
    assert bridge.session.volume is not None
    assert set(np.unique(bridge.session.volume.array_kji[mask])) == {300}


def test_that_painting_nothing_is_said_and_leaves_nothing(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="brush", brush=Brush(5.0, limits=(2000.0, 3000.0)))
    said: list[str] = []
    bridge.message.connect(said.append)
    hand.click((0.0, -10.0, 0.0))
    assert bridge.session is not None
    assert bridge.session.plan == PLAN
    assert said == ["Nothing was painted: no value here lies within the brush's limits."]


def test_that_where_no_level_is_marked_the_brush_asks_for_it(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, plan_of(), tool="brush")
    said: list[str] = []
    bridge.message.connect(said.append)
    hand.click((0.0, -10.0, 0.0))
    assert said == ["No level is marked here; name the level first, then mark its lesion."]


def painted(bridge: SessionBridge, kind: str = "lytic") -> Lesion:
    """A ball of 15 mm about the middle, already in the plan."""
    session = bridge.session
    assert session is not None
    assert session.volume is not None
    lesion = new_lesion(session.plan, (0.0, 0.0, 0.0), kind)
    ball = sphere_mask(session.volume, (0.0, 0.0, 0.0), 15.0)
    bridge.apply(put_mask(lesion, ball, session.masks, session.volume.series_uid))
    return session.plan.lesions[0]


def test_that_the_eraser_finds_the_lesion_under_it(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="erase", brush=Brush(5.0))
    painted(bridge)
    hand.click((10.0, 0.0, 0.0))
    assert not mask_of(bridge)[voxel(bridge, (10.0, 0.0, 0.0))]
    assert mask_of(bridge)[voxel(bridge, (0.0, 0.0, 0.0))]
    assert bridge.session is not None
    assert bridge.session.undo_label == "Erase lesion L2"


def test_that_erasing_where_nothing_is_is_said(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="erase", brush=Brush(5.0))
    painted(bridge)
    said: list[str] = []
    bridge.message.connect(said.append)
    hand.click((60.0, 0.0, 0.0))
    assert said == ["No lesion lies here; choose the lesion to erase from."]


@pytest.mark.parametrize("pane", ["axial", "sagittal", "coronal"])
def test_that_a_lesion_is_drawn_where_its_voxels_are(qtbot, bridges, pane: str) -> None:
    turned = ((0.8, 0.6, 0.0), (-0.6, 0.8, 0.0), (0.0, 0.0, 1.0))
    hand, bridge = hand_on(qtbot, bridges, pane=pane, frame=turned)
    bare = pixels(hand.pane)
    painted(bridge)
    plane = hand.pane.plane
    assert plane is not None
    changed = (pixels(hand.pane) != bare).any(axis=2)
    radius_px = 15.0 / plane.mm_per_px
    y, x = np.indices(changed.shape)
    away = np.hypot(x + 0.5 - 300, y + 0.5 - 300)
    # The rim of a ball of 2 mm voxels is uneven by a voxel.
    slack = 2.0 / plane.mm_per_px
    assert changed[away < radius_px - slack].all()
    assert not changed[away > radius_px + slack].any()


def test_that_kinds_have_their_own_colours(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges)
    lesion = painted(bridge, "lytic")
    lytic = pixels(hand.pane)[300, 300]
    session = bridge.session
    assert session is not None
    bridge.apply(PutLesion(replace(lesion, kind="blastic")))
    blastic = pixels(hand.pane)[300, 300]
    assert lytic[0] > lytic[2]
    assert blastic[2] > blastic[0]


def test_that_an_unpainted_lesion_shows_where_it_is(qtbot, bridges) -> None:
    plan = replace(PLAN, lesions=(Lesion(id="a", level="L2", seed_mm=(10.0, 0.0, 0.0)),))
    hand, bridge = hand_on(qtbot, bridges, plan)
    shown = pixels(hand.pane)
    bridge.look(overlays=False)
    spot = hand.at((10.0, 0.0, 0.0))
    changed = np.argwhere((pixels(hand.pane) != shown).any(axis=2))
    assert len(changed)
    assert np.abs(changed - np.array([spot.y(), spot.x()])).max() <= 9


def test_that_growing_takes_the_block_that_was_pressed_and_a_drag_up_takes_more(qtbot, bridges) -> None:
    bridge = opened(PLAN, block())
    bridges.append(bridge)
    bridge.look(tool="grow")
    hand = Hand(shown_pane(qtbot, bridge, "axial", (LesionOverlay(), LesionGrow(bridge))))
    hand.drag((0.0, -10.0, 0.0), (0.0, -10.0, 0.0))
    small = mask_of(bridge)
    volume = block()
    reach = np.linalg.norm(
        np.stack(np.meshgrid(*[np.arange(n) * 2.0 - (n - 1.0) for n in volume.array_kji.shape], indexing="ij"), -1)
        - np.array([0.0, *hand.point_at((0.0, -10.0, 0.0))[1::-1]]),
        axis=-1,
    )
    wanted = (volume.array_kji == 300) & (reach <= 40.0)
    assert (small != wanted).sum() <= 0.02 * wanted.sum()
    assert bridge.session.undo_label == "Grow lesion L2"
    bridge.undo()
    assert bridge.session.plan.lesions == ()
    hand.drag((0.0, -10.0, 0.0), (0.0, -90.0, 0.0))
    assert mask_of(bridge).sum() > small.sum()


def test_that_growing_in_the_air_is_refused_with_a_sentence(qtbot, bridges) -> None:
    bridge = opened(PLAN, block())
    bridges.append(bridge)
    said: list[str] = []
    bridge.message.connect(said.append)
    bridge.look(tool="grow", brush=Brush(5.0, True, (1000.0, 2000.0)))
    hand = Hand(shown_pane(qtbot, bridge, "axial", (LesionOverlay(), LesionGrow(bridge))))
    hand.drag((0.0, -10.0, 0.0), (0.0, -12.0, 0.0))
    assert bridge.session.plan.lesions == ()
    assert "outside the limits" in said[0]


@pytest.mark.parametrize("tool", ["brush", "erase", "grow"])
def test_that_images_in_another_frame_of_reference_are_refused_with_a_sentence(qtbot, bridges, tool) -> None:
    bridge = opened(PLAN, block())
    bridges.append(bridge)
    bridge.add_volume(in_volume(block(), series_uid="mr", frame_of_reference_uid="elsewhere", modality="MR"))
    said: list[str] = []
    bridge.message.connect(said.append)
    bridge.look(series_uid="mr", tool=tool, brush=Brush(6.0))
    parts = (LesionOverlay(), LesionBrush(bridge), LesionGrow(bridge))
    Hand(shown_pane(qtbot, bridge, "axial", parts)).drag((-10.0, -10.0, 0.0), (10.0, -10.0, 0.0))
    assert bridge.session is not None
    assert bridge.session.plan.lesions == ()
    assert len(said) == 1
    assert "another frame of reference than the plan" in said[0]


def test_that_lesions_are_painted_on_an_mr_that_is_the_plans_reference(qtbot, bridges) -> None:
    volume = in_volume(block(), modality="MR", unit="")
    bridge = opened(PLAN, volume)
    bridges.append(bridge)
    bridge.look(tool="brush", brush=Brush(6.0))
    parts = (LesionOverlay(), LesionBrush(bridge))
    Hand(shown_pane(qtbot, bridge, "axial", parts)).drag((-10.0, -10.0, 0.0), (10.0, -10.0, 0.0))
    assert mask_of(bridge).any()
