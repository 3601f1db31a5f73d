"""Outlined vertebrae and structures on a real pane, and the mouse that edits them."""

from dataclasses import replace as with_fields

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.imaging.mask import Mask
from spineplan.plan.edits import PutLabels
from spineplan.plan.model import StructureMask
from spineplan.session.view_state import Brush
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.vertebra_overlay import VertebraOverlay
from spineplan.viewer.theme import colour
from spineplan.viewer.tools.vertebra_tools import VertebraBrush, VertebraCut
from tests.support.marking import Hand, block, opened, pixels, shown_pane
from tests.support.plans import plan_of, spine

PLAN = plan_of(spine("L2", "L3", "L4", top_z=35.0))


@pytest.fixture
def bridges():
    made: list[SessionBridge] = []
    yield made
    for bridge in made:
        bridge.close()


def hand_on(qtbot, bridges, pane: str = "sagittal", **look) -> tuple[Hand, SessionBridge]:
    """L3 at z = 0 and L4 below it, cubes of 32 mm with their centres 35 mm apart, but touching at z = -17."""
    bridge = opened(PLAN, block())
    bridges.append(bridge)
    session = bridge.session
    assert session is not None
    assert session.volume is not None
    grid = session.volume.grid
    levels = []
    for name, k in (("L3", 31), ("L4", 14)):
        mask = Mask(np.ones((17, 16, 16), np.bool_), (k, 42, 42), grid)
        levels.append(replace(PLAN.level(name), mask=session.masks.add(mask, "1.2.3")))
    bridge.apply(PutLabels(levels=tuple(levels)))
    bridge.look(brush=Brush(5.0), labels=with_fields(session.view.labels, working=True), **look)
    parts = (VertebraOverlay(), VertebraBrush(bridge), VertebraCut(bridge))
    return Hand(shown_pane(qtbot, bridge, pane, parts)), bridge


def count(bridge: SessionBridge, name: str) -> int:
    assert bridge.session is not None
    level = bridge.session.plan.level(name)
    return level.mask.voxels if level.mask is not None else 0


def hue(bridge: SessionBridge, hand: Hand, place) -> np.ndarray:
    """How a pixel's colour differs from grey."""
    spot = hand.at(place)
    rgb = pixels(hand.pane)[spot.y(), spot.x()].astype(int)
    return rgb - rgb.mean()


@pytest.mark.parametrize("pane", ["axial", "sagittal", "coronal"])
def test_that_a_vertebra_is_drawn_where_its_voxels_are(qtbot, bridges, pane: str) -> None:
    turned = ((0.8, 0.6, 0.0), (-0.6, 0.8, 0.0), (0.0, 0.0, 1.0))
    hand, bridge = hand_on(qtbot, bridges, pane, frame=turned)
    shown = pixels(hand.pane)
    bridge.look(labels=with_fields(bridge.session.view.labels, vertebrae=False))
    changed = (pixels(hand.pane) != shown).any(axis=2)
    plane, session = hand.pane.plane, bridge.session
    inside = np.zeros_like(changed)
    masks = [session.masks.get(level.mask) for level in session.plan.levels if level.mask is not None]
    for y in range(0, 600, 7):
        for x in range(0, 600, 7):
            inside[y, x] = any(mask.holds(plane.mm_from_px(x + 0.5, y + 0.5)) for mask in masks)
    grid = np.zeros_like(changed)
    grid[::7, ::7] = True
    assert np.array_equal(changed & grid, inside)


def test_that_neighbours_have_colours_of_their_own(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges)
    upper, lower = hue(bridge, hand, (0.0, 0.0, 0.0)), hue(bridge, hand, (0.0, 0.0, -35.0))
    assert np.abs(upper - lower).max() > 5
    assert np.sign(upper[0] - upper[2]) != np.sign(lower[0] - lower[2])


def test_that_hidden_ones_and_hidden_kinds_are_not_drawn(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges)
    look = bridge.session.view.labels
    bridge.look(labels=with_fields(look, hidden=frozenset({"L3"})))
    assert np.abs(hue(bridge, hand, (0.0, 0.0, 0.0))).max() == 0
    assert np.abs(hue(bridge, hand, (0.0, 0.0, -35.0))).max() > 5
    bridge.look(labels=with_fields(look, vertebrae=False))
    assert np.abs(hue(bridge, hand, (0.0, 0.0, -35.0))).max() == 0


def test_that_a_structure_has_the_colour_of_its_meaning(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges)
    session = bridge.session
    mask = Mask(np.ones((20, 5, 5), np.bool_), (60, 48, 48), session.volume.grid)
    canal = StructureMask(id="c", kind="spinal_canal", mask=session.masks.add(mask, "1.2.3"), source="found")
    bridge.apply(PutLabels(structures=(canal,)))
    found, wanted = hue(bridge, hand, (0.0, 0.0, 50.0)), colour("canal")
    assert found[0] > 0 > found[2]
    assert np.sign(found[0] - found[2]) == np.sign(wanted.red() - wanted.blue())


def test_that_a_stroke_is_seen_while_it_is_painted_and_is_one_step(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="label_brush")
    session = bridge.session
    bridge.look(labels=with_fields(session.view.labels, target="L3"))
    bare = pixels(hand.pane)
    hand.hold((0.0, 0.0, -10.0), (0.0, 0.0, -22.0))
    assert (pixels(hand.pane) != bare).any()
    assert (count(bridge, "L3"), count(bridge, "L4")) == (4352, 4352)
    hand.release((0.0, 0.0, -22.0))
    assert count(bridge, "L3") > 4352 > count(bridge, "L4")
    assert session.undo_label == "Paint L3"
    bridge.undo()
    assert (count(bridge, "L3"), count(bridge, "L4")) == (4352, 4352)


def test_that_esc_gives_a_stroke_up(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="label_brush")
    bridge.look(labels=with_fields(bridge.session.view.labels, target="L3"))
    bare = pixels(hand.pane)
    hand.hold((0.0, 0.0, -10.0), (0.0, 0.0, -22.0))
    assert hand.pane.cancel_drag()
    hand.release((0.0, 0.0, -22.0))
    hand.pane.leaveEvent(None)
    bridge.look(labels=with_fields(bridge.session.view.labels, target="L3"))
    assert np.array_equal(pixels(hand.pane), bare) or bridge.session.undo_label == "Labels"
    assert (count(bridge, "L3"), count(bridge, "L4")) == (4352, 4352)


def test_that_ctrl_and_a_click_choose_what_lies_there(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="label_brush")
    spot = hand.at((0.0, 0.0, -35.0))
    QTest.mouseClick(hand.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot)
    assert bridge.session.view.labels.target == "L4"
    assert bridge.session.undo_label == "Labels"


def test_that_without_a_choice_the_level_under_the_pointer_is_painted(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="label_erase")
    hand.click((0.0, 0.0, -35.0))
    assert (count(bridge, "L3"), count(bridge, "L4") < 4352) == (4352, True)
    assert bridge.session.view.labels.target == "L4"


def test_that_where_no_level_is_named_it_is_said(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="label_brush")
    said: list[str] = []
    bridge.message.connect(said.append)
    hand.click((0.0, 0.0, -75.0))
    assert said == ["No level is named here; name it first, or choose a structure."]


def test_that_a_second_quick_dab_paints_and_maximises_nothing(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="label_erase")
    hand.double_click((0.0, 0.0, 0.0))
    assert count(bridge, "L3") < 4352
    assert bridge.session.view.maximised is None


def test_that_a_read_only_plan_is_not_painted(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="label_erase")
    bridge.session.read_only_reason = "Somebody else has it."
    said: list[str] = []
    bridge.message.connect(said.append)
    hand.click((0.0, 0.0, 0.0))
    assert said == ["Somebody else has it."]
    assert bridge.session.labels.layers(bridge.session.plan)[0].block.mask("L3").count == 4352


def test_that_a_line_cuts_and_a_click_does_not(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges, tool="label_cut")
    bridge.look(labels=with_fields(bridge.session.view.labels, target="L3"))
    hand.click((0.0, 0.0, -12.0))
    assert bridge.session.undo_label == "Labels"
    hand.drag((0.0, -40.0, -10.0), (0.0, 40.0, -10.0))
    # Slices of 2 mm below z = -10 go to L4: centres at -17, -15, -13, -11 of the 16 x 16 cube.
    assert (count(bridge, "L3"), count(bridge, "L4")) == (4352 - 4 * 256, 4352 + 4 * 256)
    bridge.undo()
    assert (count(bridge, "L3"), count(bridge, "L4")) == (4352, 4352)


def test_that_away_from_their_stage_outlines_leave_the_picture_alone(qtbot, bridges) -> None:
    hand, bridge = hand_on(qtbot, bridges)
    look = bridge.session.view.labels
    bridge.look(labels=with_fields(look, working=False))
    assert np.abs(hue(bridge, hand, (0.0, 0.0, 0.0))).max() == 0
    shown = pixels(hand.pane)
    bridge.look(labels=with_fields(look, working=False, vertebrae=False))
    changed = (pixels(hand.pane) != shown).any(axis=2)
    assert 200 < changed.sum() < 2000
