"""Registered images in the panes: shown apart until a person confirmed them, and only where they hold after that."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplan.plan.edits import ConfirmRegistration, PutRegistration, RemoveRegistration
from spineplan.session.registering import begun, registration_of
from spineplan.session.view_state import Brush
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.mpr_pane import MprPane
from spineplan.viewer.overlays.lesion_overlay import LesionOverlay
from spineplan.viewer.registering.chip import registration_chip
from spineplan.viewer.registering.pairs import RegistrationPairs
from spineplan.viewer.tools.lesion_brush import LesionBrush
from spineplan.viewer.tools.lesion_grow import LesionGrow
from tests.support.marking import SIZE, Hand, block, opened, pixels, shown_pane
from tests.support.plans import plan_of, spine
from tests.support.registered import MR_FRAME, MR_UID, on_mr, other_series, registered

PLAN = plan_of(spine("L1", "L2", "L3", "L4", top_z=52.0))
CT = block()
CENTRE = (0.0, -10.0, 0.0)


@pytest.fixture
def bridge():
    made = opened(PLAN, CT)
    made.add_volume(other_series(CT))
    made.look(compare_uid=MR_UID, layout="compare", overlaid_uid=MR_UID)
    yield made
    made.close()


def propose(bridge: SessionBridge, off_mm: float = 0.0) -> None:
    bridge.apply(PutRegistration(registered(PLAN, other_series(CT), "L2", "L3", off_mm)))


def confirm(bridge: SessionBridge) -> None:
    bridge.apply(ConfirmRegistration(MR_FRAME, "Dr A", "2026-01-01T00:00:00Z"))


def compare_pane(qtbot, bridge: SessionBridge, name="sagittal", parts=None) -> MprPane:
    made = (LesionOverlay(), LesionBrush(bridge), LesionGrow(bridge), RegistrationPairs(bridge))
    pane = MprPane(bridge, name, parts or made, compare=True)
    qtbot.addWidget(pane)
    pane.resize(*SIZE)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def voxels_round(place_mm) -> tuple[slice, slice, slice]:
    """The eight voxels of the plan's images that meet in a place."""
    i, j, k = np.floor((CT.grid.ijk_from_lps @ np.array((*place_mm, 1.0)))[:3]).astype(int)
    return slice(k, k + 2), slice(j, j + 2), slice(i, i + 2)


def words(pane: MprPane) -> str:
    chip = registration_chip(pane.eye)
    return chip.words if chip is not None else ""


def pairing(bridge: SessionBridge, level: str) -> None:
    bridge.apply(PutRegistration(begun(PLAN, other_series(CT), "L1", "L3")))
    bridge.look(tool="pair", pair_level=level)


def test_that_a_series_stays_apart_until_a_person_confirms(qtbot, bridge) -> None:
    pane = compare_pane(qtbot, bridge)
    assert not pane.eye.linked
    assert words(pane) == "not registered"
    propose(bridge)
    assert not pane.eye.linked
    assert not pane.eye.in_plan_space
    assert "look and confirm" in words(pane)
    confirm(bridge)
    assert pane.eye.linked
    assert pane.eye.in_plan_space
    assert words(pane).startswith("registered, confirmed by Dr A, L2–L3 only")
    bridge.look(crosshair_mm=(0.0, 0.0, 60.0))
    assert words(pane) == "registered for L2–L3 only: not here"
    bridge.apply(RemoveRegistration(MR_FRAME))
    assert not pane.eye.in_plan_space


def test_that_a_confirmed_series_shows_what_the_plans_own_shows_there(qtbot, bridge) -> None:
    propose(bridge)
    confirm(bridge)
    bridge.look(crosshair_mm=(5.0, -8.0, 3.0))
    other = compare_pane(qtbot, bridge, parts=(LesionOverlay(),))
    own = shown_pane(qtbot, bridge, "sagittal", (LesionOverlay(),))
    assert np.allclose(own.plane.centre_mm, other.plane.centre_mm, atol=1e-6)
    for z in (-10.0, 0.0, 20.0):
        assert Hand(own).at((5.0, -20.0, z)) == Hand(other).at((5.0, -20.0, z))


def test_that_a_stroke_on_a_registered_series_lands_at_its_place_on_the_plans_grid(qtbot, bridge) -> None:
    propose(bridge)
    confirm(bridge)
    bridge.look(crosshair_mm=CENTRE, tool="brush", brush=Brush(6.0))
    Hand(compare_pane(qtbot, bridge)).click(CENTRE)
    session = bridge.session
    (lesion,) = session.plan.lesions
    mask = session.masks.get(lesion.mask)
    assert lesion.mask.series_uid == CT.series_uid
    assert mask.parent.same_place(CT.grid)
    assert np.linalg.norm(np.subtract(mask.centroid_mm, CENTRE)) < 1.0
    # Voxel centres at odd mm about it: 64 with no coordinate of 5 mm and 72 with one lie within 6 mm; 8 uL each.
    assert lesion.mask.volume_ml == pytest.approx(136 * 0.008)
    assert lesion.painted_through == (registration_of(session.plan, other_series(CT)).stamp,)
    bridge.look(tool="erase", brush=Brush(3.0))
    Hand(compare_pane(qtbot, bridge)).click(CENTRE)
    left = session.masks.get(session.plan.lesions[0].mask)
    assert 136 > left.count >= 136 - 32
    assert not left.full()[voxels_round(CENTRE)].any()


def test_that_nothing_is_marked_beyond_the_levels_it_holds_for(qtbot, bridge) -> None:
    said: list[str] = []
    bridge.message.connect(said.append)
    propose(bridge)
    confirm(bridge)
    place = (0.0, -10.0, 50.0)
    for tool in ("brush", "grow"):
        bridge.look(crosshair_mm=place, tool=tool)
        Hand(compare_pane(qtbot, bridge)).click(place)
    assert bridge.session.plan.lesions == ()
    assert len(said) == 2
    assert all("L2–L3 only" in one for one in said)


def test_that_growing_on_a_registered_series_is_kept_on_the_plans_grid(qtbot, bridge) -> None:
    propose(bridge)
    confirm(bridge)
    bridge.look(crosshair_mm=CENTRE, tool="grow")
    Hand(compare_pane(qtbot, bridge)).click(CENTRE)
    session = bridge.session
    (lesion,) = session.plan.lesions
    assert lesion.mask.series_uid == CT.series_uid
    grown = session.masks.get(lesion.mask)
    assert (CT.array_kji[grown.full()] == 300).mean() > 0.97


def test_that_clicking_bodies_pairs_them_and_goes_on_to_the_next(qtbot, bridge) -> None:
    pairing(bridge, "L1")
    pane = compare_pane(qtbot, bridge)
    hand, session = Hand(pane), bridge.session
    for name, after in (("L1", "L2"), ("L2", "L3"), ("L3", "")):
        assert session.view.pair_level == name
        hand.click(on_mr(session.plan.level(name).centre_mm))
        assert session.view.pair_level == after
    (found,) = session.plan.registrations
    assert [pair.level for pair in found.pairs] == ["L1", "L2", "L3"]
    assert found.method == "levels"
    assert found.state == "proposed"
    assert found.worst_mm < 5.0
    bridge.undo()
    assert [pair.level for pair in session.plan.registrations[0].pairs] == ["L1", "L2"]


def test_that_points_are_paired_by_a_click_on_either_series(qtbot, bridge) -> None:
    pairing(bridge, "")
    own = Hand(shown_pane(qtbot, bridge, "sagittal", (RegistrationPairs(bridge),)))
    other = Hand(compare_pane(qtbot, bridge))
    session = bridge.session
    own.click((0.0, -30.0, 20.0))
    assert session.view.pair_half[0] is True
    assert session.plan.registrations[0].pairs == ()
    clicked = other.point_at(on_mr((0.0, -30.0, 20.0)))
    other.click(on_mr((0.0, -30.0, 20.0)))
    assert session.view.pair_half is None
    (pair,) = session.plan.registrations[0].pairs
    assert np.allclose(pair.series_mm, clicked, atol=1e-6)
    assert np.allclose(pair.plan_mm, own.point_at((0.0, -30.0, 20.0)), atol=1e-6)
    other.click(on_mr((0.0, 10.0, -20.0)))
    assert session.view.pair_half[0] is False
    own.click((0.0, 10.0, -20.0))
    assert len(session.plan.registrations[0].pairs) == 2


def test_that_a_confirmed_one_takes_no_more_clicks(qtbot, bridge) -> None:
    said: list[str] = []
    bridge.message.connect(said.append)
    propose(bridge)
    confirm(bridge)
    before = bridge.session.plan.registrations
    bridge.look(tool="pair", pair_level="L2", crosshair_mm=CENTRE)
    Hand(compare_pane(qtbot, bridge)).click(CENTRE)
    assert bridge.session.plan.registrations == before
    assert "press Change" in said[0]


def test_that_not_registered_is_a_button(qtbot, bridge) -> None:
    wanted: list[str] = []
    bridge.registration_wanted.connect(wanted.append)
    pane = compare_pane(qtbot, bridge)
    pane.grab()
    middle = pane._chip.center()
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(middle.x()), round(middle.y())))
    assert wanted == [MR_UID]


def test_that_the_other_series_is_seen_over_the_plans_own_and_says_what_it_is(qtbot, bridge) -> None:
    propose(bridge, off_mm=25.0)
    bridge.look(crosshair_mm=CENTRE)
    pane = shown_pane(qtbot, bridge, "axial", ())
    seen = {}
    for way in ("off", "blend", "checker", "other"):
        bridge.look(overlaid=way)
        QApplication.processEvents()
        seen[way] = pixels(pane).astype(int)
        assert words(pane) == ("" if way == "off" else "T2 sagittal shown over it, not confirmed")
    for way in ("blend", "checker", "other"):
        assert np.abs(seen[way] - seen["off"]).mean() > 0.5
    assert np.abs(seen["blend"] - seen["other"]).mean() > 0.5


def test_that_a_key_image_of_registered_images_is_refused(qtbot, bridge) -> None:
    from spineplan.viewer.actions import keep_key_image

    said: list[str] = []
    bridge.message.connect(said.append)
    propose(bridge)
    confirm(bridge)
    keep_key_image(compare_pane(qtbot, bridge))
    assert bridge.session.plan.key_images == ()
    assert "No key image" in said[0]
