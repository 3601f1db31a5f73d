"""Cement and ablation in the Plan stage, used with mouse and keyboard in the real window."""

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.plan.edits import PutAblation, PutLesion, PutLevel, PutNeedle, SetCement
from spineplan.session.ablation_entries import ZoneEntry, keep_entry, zone_entries
from spineplan.session.opening import new_session
from spineplan.ui.panels.decide.timeline_section import TimelineSection
from spineplan.ui.panels.plan.cement_details import CementDetails
from spineplan.ui.panels.plan.thermal_dose import ThermalDose
from spineplan.ui.panels.plan.tip_comparison import TipComparison
from spineplan.viewer.mpr_pane import MprPane
from tests.support.cement_levels import cement_level
from tests.support.treatment_plans import TreatmentPlan, treatment_plan


@pytest.fixture(scope="module")
def made() -> TreatmentPlan:
    return treatment_plan(cement_level("L2", spacing_mm=1.1), 4.0)


@pytest.fixture
def planning(built: Built, made: TreatmentPlan) -> Built:
    """The plan open in the Plan stage, with cement but without ablation; simulated."""
    built.window.show()
    opened = new_session(made.plan.identity, made.plan.reference, made.level.volume, "Dr Test")
    for mask in made.masks.values():
        opened.session.masks.add(mask, made.level.volume.series_uid)
    built.opening.hold(opened)
    built.bridge.add_volume(made.level.volume)
    built.measured.prepare(made.level.volume)
    built.bridge.apply(PutLevel(made.plan.levels[0]))
    for lesion in made.plan.lesions:
        built.bridge.apply(PutLesion(lesion))
    for needle in made.plan.needles:
        built.bridge.apply(PutNeedle(needle))
    target = made.plan.cement[0]
    built.bridge.apply(SetCement(target.level, target.volume_ml, target.shares, target.material))
    built.workstation.go("plan")
    wait_for(lambda: sections(built).filling.curve is not None)
    return built


def sections(built: Built):
    return built.deck.panel("plan").treatment


def wait_for(condition) -> None:
    for _ in range(1500):
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError("waited in vain")


def cement(built: Built):
    return built.bridge.session.plan.cement[0]


def test_that_the_slider_shows_the_filling_at_its_volume(planning: Built) -> None:
    filling = sections(planning).filling
    assert filling.volume_ml == pytest.approx(4.0, abs=0.05)
    filling.slider.setFocus()
    before = filling.now.rows
    QTest.keyClick(filling.slider, Qt.Key.Key_Home)
    assert filling.now.rows != before
    assert planning.bridge.cement.drawn()[1] == 0
    QTest.keyClick(filling.slider, Qt.Key.Key_End)
    drawn, count = planning.bridge.cement.drawn()
    assert count == len(drawn.order)
    assert any("not a prediction" in label.text() for label in filling.findChildren(type(filling.missing)))


def test_that_playing_ends_at_the_chosen_volume(planning: Built) -> None:
    filling = sections(planning).filling
    QTest.mouseClick(filling.play, Qt.MouseButton.LeftButton)
    assert filling.volume_ml < 1.0
    wait_for(lambda: filling.volume_ml > 3.9)
    wait_for(lambda: not filling._timer.isActive())
    assert filling.volume_ml == pytest.approx(4.0, abs=0.06)


def test_that_leaving_the_stage_shows_no_simulation(planning: Built) -> None:
    assert planning.bridge.cement.drawn() is not None
    planning.workstation.go("review")
    QTest.qWait(20)
    assert planning.bridge.cement.drawn() is None


def test_that_news_just_before_leaving_shows_no_simulation_afterwards(planning: Built) -> None:
    planning.bridge.cement_changed.emit()
    planning.workstation.go("review")
    QTest.qWait(20)
    assert planning.bridge.cement.drawn() is None


def test_that_the_suggested_stop_can_be_taken_and_keeps_the_shares(planning: Built) -> None:
    filling = sections(planning).filling
    wanted = filling._stop_ml
    QTest.mouseClick(filling.use, Qt.MouseButton.LeftButton)
    assert cement(planning).volume_ml == pytest.approx(wanted)
    shares = [share.volume_ml for share in cement(planning).shares]
    assert shares == [pytest.approx(0.75 * wanted), pytest.approx(0.25 * wanted)]
    planning.bridge.undo()
    assert cement(planning).volume_ml == 4.0


def test_that_shares_material_and_reason_are_written(planning: Built) -> None:
    sections(planning).details.unfold()
    details = sections(planning).details.body
    assert isinstance(details, CementDetails)
    details.shares["right"].setValue(2.0)
    wait_for(lambda: cement(planning).volume_ml == pytest.approx(5.0))
    details.material.setCurrentIndex(details.material.findData("pmma-low"))
    details.material.activated.emit(details.material.currentIndex())
    assert cement(planning).material == "pmma-low"
    details.reason.setText("large void")
    QTest.keyClick(details.reason, Qt.Key.Key_Return)
    assert cement(planning).reason == "large void"
    details.bore.setValue(2.0)
    details.length.setValue(100.0)
    # Two cannulas of pi/4 * 2^2 * 100 mm3 each, and 5 mL of cement.
    assert "5.6 mL" in details.prepared.text()


def test_that_two_ways_stand_side_by_side(planning: Built) -> None:
    sections(planning).comparison.unfold()
    comparison = sections(planning).comparison.body
    assert isinstance(comparison, TipComparison)
    assert [box.currentData() for box in comparison.choices] == ["left", "right"]
    assert all(not picture.pixmap().isNull() for picture in comparison.pictures)
    sides = {row[0]: row[1] for row in comparison.numbers.rows}["On the left"]
    left, right = (float(text.strip(" %")) for text in sides.split("|"))
    assert left > 50.0 > right


def test_that_a_zone_needs_its_size_its_author_and_its_source(planning: Built) -> None:
    ablation = sections(planning).ablation
    ablation.entry.unfold()
    form = ablation.form
    form.by.setText("Dr Test")
    assert not form.add.isEnabled()
    form.length.setValue(20.0)
    form.diameter.setValue(16.0)
    assert not form.add.isEnabled()
    form.source.setText("IFU p. 12")
    assert form.add.isEnabled()
    QTest.mouseClick(form.add, Qt.MouseButton.LeftButton)
    zone = planning.bridge.session.plan.ablations[0]
    assert (zone.length_mm, zone.diameter_mm, zone.entered_by, zone.source) == (20.0, 16.0, "Dr Test", "IFU p. 12")
    wait_for(lambda: ablation.plot.curve_data() != ())
    assert ablation.cover.rows[0][0] == "Lesion covered"
    QTest.mouseClick(ablation.back, Qt.MouseButton.LeftButton)
    assert planning.bridge.session.plan.ablations[0].centre_from_target_mm == pytest.approx(1.0)


def test_that_positions_are_suggested_and_protection_reaches_the_checklist(
    planning: Built, made: TreatmentPlan
) -> None:
    planning.bridge.apply(PutAblation(made.plan.ablations[0]))
    ablation = sections(planning).ablation
    wait_for(lambda: bool(ablation.near.rows))
    QTest.mouseClick(ablation.suggest, Qt.MouseButton.LeftButton)
    zones = planning.bridge.session.plan.ablations
    assert 1 <= len(zones) <= 3
    assert all(zone.entered_by == "A. Tester" for zone in zones)
    QTest.qWait(50)
    wait_for(lambda: planning.bridge.cement.treatment("L2") is not None and ablation.push.isVisible())
    QTest.mouseClick(ablation.push, Qt.MouseButton.LeftButton)
    answer = next(one for one in planning.bridge.session.plan.checklist if one.item == 37)
    assert "Thermocouple" in answer.note
    assert "saline conducts" in answer.note


def test_that_the_timeline_asks_for_the_material_and_counts_the_mixes(planning: Built) -> None:
    sections(planning).timeline.unfold()
    timeline = sections(planning).timeline.body
    assert isinstance(timeline, TimelineSection)
    for box, minutes in ((timeline.mixing, 1.0), (timeline.waiting, 1.0), (timeline.injecting, 4.0)):
        box.setValue(minutes)
    # Two injections of 4 min do not fit into a working phase of 6 min.
    assert "2 mixes" in timeline.problems.text()
    assert len(timeline.view.bars()) >= 6
    target = cement(planning)
    planning.bridge.apply(SetCement(target.level, target.volume_ml, target.shares, ""))
    wait_for(lambda: "material" in timeline.problems.text())


def test_that_findings_tell_of_the_simulation(planning: Built, made: TreatmentPlan) -> None:
    planning.bridge.apply(PutAblation(made.plan.ablations[0]))
    wait_for(lambda: any(one.code.startswith("ablation-near") for one in planning.measured.findings()))
    planning.bridge.apply(SetCement("L2", 32.0))
    codes = {one.code for one in planning.measured.findings()}
    assert {"cement-session", "cement-band"} <= codes


def test_that_entered_zones_are_kept_with_their_source(tmp_path: Path) -> None:
    entry = ZoneEntry(device="star", setting="50 °C", length_mm=20, diameter_mm=15, entered_by="A", source="IFU")
    keep_entry(entry, tmp_path)
    other = ZoneEntry(device="star", setting="50 °C", length_mm=22, diameter_mm=15, entered_by="B", source="IFU 2")
    assert keep_entry(other, tmp_path) == (other,)
    assert zone_entries(tmp_path) == (other,)
    (tmp_path / "ablation-zones.json").write_text("{", encoding="utf-8")
    assert zone_entries(tmp_path) == ()


def test_that_a_pair_of_probes_needs_its_width_and_its_distance(planning: Built) -> None:
    ablation = sections(planning).ablation
    ablation.entry.unfold()
    form = ablation.form
    form.device.setCurrentIndex(form.device.findData("osteocool"))
    form.device.activated.emit(form.device.currentIndex())
    for box, value in ((form.length, 20.0), (form.diameter, 18.0)):
        box.setValue(value)
    form.by.setText("Dr Test")
    form.source.setText("IFU p. 3")
    assert form.add.isEnabled()
    shape = form.shape
    shape.partner.setCurrentIndex(1)
    shape.partner.activated.emit(1)
    assert not form.add.isEnabled()
    shape.width_box.setValue(34.0)
    shape.distance.setValue(16.0)
    QTest.mouseClick(form.add, Qt.MouseButton.LeftButton)
    zone = planning.bridge.session.plan.ablations[0]
    assert {zone.needle_id, zone.partner_id} == {needle.id for needle in planning.bridge.session.plan.needles}
    assert (zone.width_mm, zone.pair_distance_mm) == (34.0, 16.0)
    assert zone_entries()[0].width_mm == 34.0
    wait_for(lambda: any(one.code == "ablation-pair" for one in planning.measured.findings()))


def test_that_a_bent_tip_is_entered_with_its_direction(planning: Built) -> None:
    ablation = sections(planning).ablation
    ablation.entry.unfold()
    form = ablation.form
    form.device.setCurrentIndex(form.device.findData("star"))
    form.device.activated.emit(form.device.currentIndex())
    assert not form.shape.is_pair
    for box, value in ((form.length, 20.0), (form.diameter, 15.0), (form.shape.bend, 40.0)):
        box.setValue(value)
    form.by.setText("Dr Test")
    form.source.setText("IFU p. 3")
    assert not form.add.isEnabled()
    form.shape.bent_part.setValue(12.0)
    form.shape.towards.setCurrentIndex(form.shape.towards.findData("180"))
    QTest.mouseClick(form.add, Qt.MouseButton.LeftButton)
    zone = planning.bridge.session.plan.ablations[0]
    assert (zone.bend_deg, zone.bend_towards_deg, zone.bend_length_mm) == (40.0, 180.0, 12.0)


def test_that_the_thermal_dose_is_worked_out_beside_the_distances(planning: Built, made: TreatmentPlan) -> None:
    planning.bridge.apply(PutAblation(replace(made.plan.ablations[0], temperature_c=50.0, minutes=2.0)))
    ablation = sections(planning).ablation
    ablation.dose.unfold()
    dose = ablation.dose.body
    assert isinstance(dose, ThermalDose)
    # 2 min at 50 °C are 2 * 2^7 = 256 equivalent minutes at 43 °C; 16 min at 41 °C add 16 * 0.25^2.
    wait_for(lambda: bool(dose.result.rows))
    assert dose.result.rows[0][1] == "256.0 min"
    assert "necrosis" in dose.result.rows[1][0]
    assert "Sapareto" in dose.source.text()
    dose.temperatures[1].setValue(41.0)
    dose.minutes[1].setValue(16.0)
    assert dose.result.rows[0][1] == "257.0 min"


def test_that_playing_paints_what_a_whole_repaint_would(planning: Built) -> None:
    filling = sections(planning).filling
    panes = [pane for pane in planning.window.findChildren(MprPane) if pane.isVisible() and pane.plane is not None]
    assert panes
    pictures = []
    for step in (60, 180, 300, 120):
        filling.slider.setValue(step)
        for pane in panes:
            played = painted(pane, lambda painter, of=pane: of._paint_played(painter, of.plane))
            whole = painted(pane, lambda painter, of=pane: of._paint_all(painter, of.plane))
            # Layers that are blended one by one round differently, by a few of 255.
            assert np.abs(played - whole).max() <= 4
        pictures.append(played)
    assert not np.array_equal(pictures[0], pictures[2])


def painted(pane: MprPane, paint) -> np.ndarray:
    picture = QImage(pane.size(), QImage.Format.Format_RGB32)
    picture.fill(0)
    with QPainter(picture) as painter:
        paint(painter)
    return np.frombuffer(picture.constBits(), dtype=np.uint8).astype(np.int16)
