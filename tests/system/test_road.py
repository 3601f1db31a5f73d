"""The whole road in the real window, with mouse and keys: open, levels, lesion, needle, cement, checklist, undo, save,
close, reopen, report."""

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplan.phantom import write_demo
from spineplan.plan.model import Plan
from spineplan.storage.planfile import load_plan
from tests.system.road import Place, Road, open_window

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
CTRL = Qt.KeyboardModifier.ControlModifier

RIDER_BODIES = {"T8": (-19.7, 30.0, -211.0), "T9": (-19.7, 27.0, -233.4), "T10": (-19.7, 20.5, -264.0)}
RIDER_TARGET, RIDER_ENTRY = (-22.0, 17.0, -228.0), (-35.0, 58.0, -228.0)


def open_file(road: Road, path: Path) -> None:
    road.click(road.panel("study").file_button)
    road.type_path(path)
    road.wait_for(lambda: road.built.bridge.session is not None)
    road.wait_for(lambda: road.built.measured.volume is not None)


def name_levels(road: Road, bodies: dict[str, Place]) -> None:
    """Arrow keys of the panel to the first level, then one click per body in the sagittal view."""
    first = next(iter(bodies.values()))
    road.crosshair_to("axial", (first[0], first[1], road.session.view.crosshair_mm[2]))
    road.go("levels")
    panel = road.panel("levels")
    for _ in range(40):
        if panel.by_hand.expected.currentData() == next(iter(bodies)):
            break
        road.click(panel.by_hand.up)
    for name, place in bodies.items():
        assert name in panel.prompt.text
        road.click_in("sagittal", place)
    assert [level.name for level in road.plan.levels] == list(bodies)


def paint_lesion(road: Road, level: str, centre: Place) -> None:
    road.go("lesions")
    road.click_on_board(level)
    x, y, z = centre
    z = road.session.view.crosshair_mm[2]
    road.drag_in("axial", [(x - 4, y, z), (x, y - 3, z), (x + 4, y, z)])
    road.click(road.panel("lesions").kinds.buttons()[0])
    lesion = road.plan.lesions[0]
    assert (lesion.level, lesion.kind) == (level, "lytic")
    assert lesion.mask is not None
    assert lesion.mask.volume_ml > 0.5


def choose_level(road: Road, level: str) -> None:
    road.go("decide")
    panel = road.panel("decide")
    for tick in panel.ticks(level):
        road.click(tick)
    chosen = road.plan.level(level)
    assert chosen is not None
    assert chosen.treat
    assert chosen.symptomatic


def place_needle(road: Road, level: str, target: Place, entry: Place) -> None:
    road.go("plan")
    panel = road.panel("plan")
    road.crosshair_to("sagittal", target)
    road.click(panel.place_button)
    assert panel.prompt.text == f"Click the target in {level}"
    road.click_in("axial", target)
    assert panel.prompt.text == "Click the entry"
    road.click_in("axial", entry)
    needle = road.plan.needles[0]
    assert (needle.level, needle.side) == (level, "right")
    assert np.linalg.norm(np.subtract(needle.target_mm, target)) < 2.0
    assert np.linalg.norm(np.subtract(needle.entry_mm, entry)) < 2.0


def choose_cement(road: Road, level: str, volume_ml: float) -> None:
    field = road.panel("plan").cement.volume
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, f"{volume_ml:.1f}")
    QTest.keyClick(field, Qt.Key.Key_Return)
    road.live(0.1)
    assert [(target.level, target.volume_ml) for target in road.plan.cement] == [(level, volume_ml)]


def answer_item(road: Road, number: int) -> None:
    road.go("review")
    panel = road.panel("review")
    panel.items.scrollTo(panel.items.row_index(number))
    place = panel.items.visualRect(panel.items.row_index(number)).center()
    QTest.mouseClick(panel.items.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.keyClicks(panel.note, "Counted from C2 on the topogram")
    road.click(panel.done_button)
    said = road.plan.checklist[0]
    assert (said.item, said.state, said.note) == (number, "done", "Counted from C2 on the topogram")
    assert said.by
    assert said.utc


def undo_and_redo(road: Road) -> None:
    whole = road.plan
    assert road.window.undo_button.text() == "Undo Checklist item 12"
    road.key(Qt.Key.Key_Z, CTRL)
    assert road.plan.checklist == ()
    assert road.window.redo_button.text() == "Redo Checklist item 12"
    road.key(Qt.Key.Key_Y, CTRL)
    assert road.plan == whole


def save(road: Road, path: Path) -> Plan:
    road.key(Qt.Key.Key_S, CTRL)
    road.type_path(path)
    assert not road.built.saving.dirty
    road.wait_for(lambda: road.window.patient_bar.save_state.text() == "Saved")
    return road.plan


def close_and_reopen(road: Road, path: Path) -> None:
    road.key(Qt.Key.Key_W, CTRL)
    assert road.built.bridge.session is None
    road.wait_for(lambda: road.window.deck.stage == "study")
    open_file(road, path)


def write_pdf(road: Road, path: Path) -> None:
    from pypdf import PdfReader

    road.go("review")
    road.click(road.panel("review").pdf_button)
    road.type_path(path)
    road.wait_for(path.is_file)
    road.wait_for(lambda: path.name in road.window.message.text)
    pages = PdfReader(path).pages
    assert 1 <= len(pages) <= 6
    assert "T9" in "".join(page.extract_text() for page in pages)


def test_that_the_whole_road_is_walked_on_a_real_ct(qapp: QApplication, shared_data: Path, tmp_path: Path) -> None:
    archive = shared_data / "rider_thoracic_dicom" / "rider-0117-thoracic.zip"
    if not archive.is_file():
        pytest.skip(f"the real images of {archive.name} are not here")
    plan_path = tmp_path / "patient.spineplan"
    with open_window(qapp) as road:
        road.picture("start")
        open_file(road, archive)
        road.picture("study")
        name_levels(road, RIDER_BODIES)
        road.picture("levels")
        paint_lesion(road, "T9", (-24.0, 20.0, -233.0))
        road.picture("lesions")
        choose_level(road, "T9")
        road.picture("decide")
        place_needle(road, "T9", RIDER_TARGET, RIDER_ENTRY)
        choose_cement(road, "T9", 3.5)
        road.picture("plan")
        road.click(road.panel("plan").along_button)
        road.picture("workstation")
        answer_item(road, 12)
        road.picture("review")
        undo_and_redo(road)
        saved = save(road, plan_path)
        close_and_reopen(road, plan_path)
        assert road.plan == saved
        assert load_plan(plan_path).plan == saved
        assert load_plan(plan_path).history_problem is None
        assert load_plan(plan_path).thumbnail_png is not None
        write_pdf(road, tmp_path / "report.pdf")
        road.go("after")
        road.picture("after")


def test_that_the_road_is_walked_on_a_synthetic_patient(qapp: QApplication, tmp_path: Path) -> None:
    demo = write_demo(tmp_path / "demo", resolution_mm=2.0, levels=("T12", "L2"))
    truth = json.loads((demo.folder / "truth.json").read_text(encoding="utf-8"))
    bodies = {name: truth["levels"][name]["centre_mm"] for name in ("T12", "L1", "L2")}
    plan_path = tmp_path / "demo.spineplan"
    with open_window(qapp, (1366, 768)) as road:
        open_file(road, demo.folder / "ct" / next((demo.folder / "ct").iterdir()).name)
        name_levels(road, bodies)
        for name, centre in bodies.items():
            level = road.plan.level(name)
            assert level is not None
            assert np.linalg.norm(np.subtract(level.centre_mm, centre)) < 2.5
        saved = save(road, plan_path)
        close_and_reopen(road, plan_path)
        assert road.plan == saved
