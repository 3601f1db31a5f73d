"""Registering other images in the Study stage, with real clicks: one click starts it, a person confirms it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplan.app import Built
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutRegistration, SetLevels
from spineplan.plan.model import Level
from spineplan.session.registering import registration_of
from spineplan.ui.panels.registering.section import RegistrationSection
from spineplan.viewer.mpr_pane import MprPane
from tests.support.marking import Hand
from tests.support.registered import MR_FRAME, MR_UID, on_mr, other_series

LEVELS = tuple(Level(name=name, centre_mm=(0.0, 0.0, z)) for name, z in (("L2", 24.0), ("L3", 0.0), ("L4", -24.0)))


@pytest.fixture
def mr(opened: Built, volume: Volume) -> Volume:
    """Open beside the CT, in another frame of reference; the CT has bone that tells its levels apart."""
    other = other_series(volume)
    opened.bridge.session.apply(SetLevels(LEVELS))
    opened.bridge.add_volume(other)
    opened.bridge.look(compare_uid=MR_UID, layout="compare", one_up="sagittal", crosshair_mm=(0.0, 0.0, 0.0))
    settle()
    return other


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def section(built: Built) -> RegistrationSection:
    panel = built.deck.panel("study")
    panel.refresh()
    return panel.registration


def pane(built: Built, compare: bool) -> MprPane:
    found = next(one for one in built.window.findChildren(MprPane) if one.eye.compare == compare and one.isVisible())
    found.grab()
    return found


def press_chip(built: Built) -> None:
    other = pane(built, compare=True)
    middle = other._chip.center()
    QTest.mouseClick(other, Qt.MouseButton.LeftButton, pos=QPoint(round(middle.x()), round(middle.y())))
    settle()


def pair_bodies(built: Built) -> None:
    for level in LEVELS:
        Hand(pane(built, compare=True)).click(on_mr(level.centre_mm))
        settle()


def registration(built: Built, mr: Volume):
    return registration_of(built.bridge.session.plan, mr)


def test_that_one_click_on_not_registered_starts_and_bodies_then_confirm_ends_it(opened: Built, mr: Volume) -> None:
    opened.workstation.go("lesions")
    opened.bridge.look(layout="compare")
    settle()
    press_chip(opened)
    session, panel = opened.bridge.session, section(opened)
    assert opened.deck.stage == "study"
    assert (session.view.tool, session.view.layout, session.view.pair_level) == ("pair", "compare", "L2")
    assert "middle of L2's body" in panel.prompt.text
    assert panel.confirm.isHidden()
    assert not opened.deck.panel("study").folder_button.isVisible(), "what is needed now has the room"
    pair_bodies(opened)
    panel = section(opened)
    found = registration(opened, mr)
    assert found.method == "levels"
    assert panel.pairs.count() == 3
    assert "mm" in panel.pairs.item(0).text()
    assert "Pairs are left" in panel.fit.text()
    assert "one level off was not tested" in panel.against.text()
    assert not pane(opened, compare=True).eye.in_plan_space
    assert "Refine, look, confirm" in panel.prompt.text
    QTest.mouseClick(panel.confirm, Qt.MouseButton.LeftButton)
    settle()
    found = registration(opened, mr)
    assert (found.state, found.confirmed_by) == ("confirmed", "Dr Test")
    assert pane(opened, compare=True).eye.in_plan_space
    assert session.view.tool == "window"
    assert opened.deck.panel("study").folder_button.isVisible()
    assert "Confirmed by Dr Test" in section(opened).state.text()
    opened.bridge.undo()
    settle()
    assert not pane(opened, compare=True).eye.in_plan_space


def test_that_change_takes_the_confirmation_back_and_remove_ends_it(opened: Built, mr: Volume) -> None:
    press_chip(opened)
    pair_bodies(opened)
    section(opened).confirm.click()
    settle()
    panel = section(opened)
    assert panel.refine.isHidden()
    panel.change.click()
    settle()
    assert registration(opened, mr).state == "proposed"
    assert len(registration(opened, mr).pairs) == 3
    assert opened.bridge.session.view.tool == "pair"
    section(opened).remove.click()
    settle()
    assert registration(opened, mr) is None
    assert "Not registered" in section(opened).state.text()


def test_that_points_are_paired_on_both_sides(opened: Built, mr: Volume) -> None:
    press_chip(opened)
    panel = section(opened)
    panel.ways.button("points").click()
    settle()
    assert opened.bridge.session.view.pair_level == ""
    Hand(pane(opened, compare=False)).click((0.0, 10.0, 10.0))
    settle()
    assert "same place on T2 sagittal" in section(opened).prompt.text
    Hand(pane(opened, compare=True)).click(on_mr((0.0, 10.0, 10.0)))
    settle()
    assert len(registration(opened, mr).pairs) == 1
    assert section(opened).state.text() == "1 of 3 pairs of points."
    panel.pairs.setCurrentRow(0)
    QTest.keyClick(panel.pairs, Qt.Key.Key_Delete)
    settle()
    assert registration(opened, mr).pairs == ()


def test_that_it_is_judged_over_the_plans_images_and_leaving_the_stage_ends_that(opened: Built, mr: Volume) -> None:
    press_chip(opened)
    pair_bodies(opened)
    panel, view = section(opened), lambda: opened.bridge.session.view
    for way, shown in (("blend", "blend"), ("checker", "checker"), ("flicker", "other")):
        QTest.mouseClick(panel.looks.choices.button(way), Qt.MouseButton.LeftButton)
        settle()
        assert view().overlaid == shown
    for turn in ("off", "other"):
        for _ in range(500):
            if view().overlaid == turn:
                break
            QTest.qWait(10)
        assert view().overlaid == turn, "by turns"
    opened.workstation.go("levels")
    settle()
    QTest.qWait(900)
    assert view().overlaid == "off"
    assert view().tool != "pair"


def test_that_a_warning_must_be_answered_before_confirming(opened: Built, mr: Volume) -> None:
    from msgspec.structs import replace

    press_chip(opened)
    pair_bodies(opened)
    warned = replace(registration(opened, mr), warning="The images fit one level higher about as well or better.")
    opened.bridge.apply(PutRegistration(warned))
    settle()
    panel = section(opened)
    assert "one level higher" in panel.against.text()
    assert not panel.confirm.isEnabled()
    panel.counted.click()
    settle()
    assert panel.confirm.isEnabled()


def test_that_it_is_hidden_while_all_images_share_the_plans_frame(opened: Built) -> None:
    opened.bridge.session.apply(SetLevels(LEVELS))
    assert section(opened).isHidden()


def test_that_refining_runs_in_the_background_and_its_answer_is_proposed(opened: Built, volume: Volume) -> None:
    textured = np.random.default_rng(3).normal(0.0, 1.0, volume.array_kji.shape)
    from scipy.ndimage import gaussian_filter

    bone = (60 + 4000 * gaussian_filter(textured, 2.0)).astype(np.int16)
    ct = Volume(
        bone, volume.grid, "CT", volume.series_uid, volume.frame_of_reference_uid,
        instances_digest=volume.instances_digest,
    )  # fmt: skip
    other = other_series(ct)
    opened.bridge.session.apply(SetLevels(LEVELS))
    opened.bridge.add_volume(ct)
    opened.bridge.add_volume(other)
    opened.bridge.look(compare_uid=MR_UID, layout="compare", one_up="sagittal", crosshair_mm=(0.0, 0.0, 0.0))
    settle()
    press_chip(opened)
    pair_bodies(opened)
    panel = section(opened)
    before = registration(opened, other)
    panel.refine.click()
    assert panel.refining.busy
    assert registration(opened, other) == before
    for _ in range(2000):
        if not panel.refining.busy:
            break
        QTest.qWait(20)
    settle()
    found = registration(opened, other)
    assert found.method == "refined"
    assert found.state == "proposed"
    assert found.id == MR_FRAME
    seen = np.array([on_mr(level.centre_mm) for level in LEVELS])
    moved = np.array(found.plan_from_series)[:, :3] @ seen.T + np.array(found.plan_from_series)[:, 3:]
    assert np.abs(moved.T - [level.centre_mm for level in LEVELS]).max() < 1.0
