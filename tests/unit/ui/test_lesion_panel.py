"""The Lesions stage: what the images say is suggested, confirmed or overridden, and both are kept."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.imaging.mask import Mask
from spineplan.plan.edits import PutLesion, PutStructures, SetLevels
from spineplan.plan.model import Ellipsoid, Lesion, Level, MaskRef, PartMask, PedicleMark, StructureMask
from spineplan.viewer.mpr_pane import MprPane
from spineplan.viewer.overlays.wbb_face import WbbFace, _artery_place
from spineplan.viewer.overlays.wbb_numbering import wbb_numbering


def measured_level(opened: Built, name: str) -> Built:
    """A level of a body, a canal behind it and the ring around it; a lesion in its left half, selected and measured."""
    session = opened.bridge.session
    grid = session.volume.grid
    k, j, i = np.indices(grid.shape_kji)
    x, y, z = (a * 2.0 - b for a, b in ((i, 59.0), (j, 59.0), (k, 39.0)))
    body = (np.abs(x) <= 22) & (y <= 4) & (y >= -28) & (np.abs(z) <= 14)
    canal = np.hypot(x, y - 14) < 9
    ring = (np.hypot(x, y - 14) < 15) & ~canal & (np.abs(z) <= 10) & ~body
    lesion = (x > 4) & (x < 18) & (y > -22) & (y < -4) & (np.abs(z) <= 8)

    def kept(inside: np.ndarray) -> MaskRef:
        return session.masks.add(Mask(inside, (0, 0, 0), grid), session.volume.series_uid)

    parts = (PartMask(part="body", mask=kept(body)),)
    pedicles = tuple(
        PedicleMark(side=side, centre_mm=(x_mm, 6.0, 0.0), axis_lps=(0.0, -1.0, 0.0), width_mm=8.0, height_mm=14.0)
        for side, x_mm in (("left", 12.0), ("right", -12.0))
    )
    level = Level(
        name=name, centre_mm=(0.0, -12.0, 0.0), confirmed_by="Dr Test", mask=kept(body | ring), parts=parts,
        pedicles=pedicles, body=Ellipsoid(centre_mm=(0.0, -12.0, 0.0), semi_axes_mm=(20.0, 15.0, 13.0)),
    )  # fmt: skip
    session.apply(SetLevels((level,)))
    mask = kept(canal & (np.abs(z) <= 30))
    session.apply(PutStructures((StructureMask(id="spinal_canal", kind="spinal_canal", mask=mask, source="found"),)))
    session.apply(PutLesion(Lesion(id="a", level=name, seed_mm=(10.0, -12.0, 0.0), mask=kept(lesion))))
    opened.workstation.go("lesions")
    opened.bridge.look(None, selected=("lesion", "a"), crosshair_mm=(10.0, -12.0, 0.0))
    for _ in range(600):
        if opened.bridge.morphology.of(name) is not None and not opened.bridge.jobs.running:
            break
        QTest.qWait(10)
    QTest.qWait(30)
    return opened


@pytest.fixture
def measured(opened: Built) -> Iterator[Built]:
    yield measured_level(opened, "L3")
    wbb_numbering().use("anatomical")


@pytest.fixture
def neck(opened: Built) -> Built:
    return measured_level(opened, "C5")


def panel(built: Built):
    shown = built.deck.panel("lesions")
    shown.refresh()
    return shown


def fact(built: Built, item: str = "wbb"):
    return next((fact for fact in built.bridge.session.plan.lesions[0].facts if fact.item == item), None)


def test_that_sectors_are_suggested_and_the_numbering_only_changes_what_is_shown(measured: Built) -> None:
    lesions = panel(measured)
    assert lesions.wbb.report.startswith("L3: 5-6 / ")
    wbb_numbering().use("mirrored")
    assert lesions.wbb.report.startswith("L3: 7-8 / ")
    lesions.wbb.confirm.click()
    assert fact(measured).value.startswith("5B")


def test_that_a_clicked_cell_is_the_users_and_what_was_computed_is_kept(measured: Built) -> None:
    lesions = panel(measured)
    computed = lesions.wbb.report
    clock = lesions.wbb.clock
    QTest.mouseClick(clock, Qt.MouseButton.LeftButton, pos=clock.centre_of(4, "B").toPoint())
    answer = fact(measured)
    assert "4B" in answer.value.split(", ")
    assert "4B" not in answer.computed.split(", ")
    assert answer.by == "Dr Test"
    assert panel(measured).wbb.report.startswith("L3: 4-6 / ")
    assert "computed" in lesions.wbb.note.text()
    lesions.wbb.forget.click()
    assert fact(measured) is None
    assert panel(measured).wbb.report == computed
    measured.bridge.undo()
    assert fact(measured).value == answer.value


def test_that_every_cell_of_the_clock_is_found_under_its_own_middle(measured: Built) -> None:
    clock = panel(measured).wbb.clock
    for sector in range(1, 13):
        for layer in "ABCDE":
            assert clock.cell_at(clock.centre_of(sector, layer)) == (sector, layer)
    middle = clock.rect().center()
    assert clock.centre_of(4, "B").x() > middle.x()  # the patient's left is at the right
    assert clock.centre_of(1, "B").y() > middle.y()  # posterior is below
    assert clock.cell_at(clock.rect().topLeft().toPointF()) is None


def test_that_the_clock_works_with_the_keys(measured: Built) -> None:
    clock = panel(measured).wbb.clock
    clock.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Space):
        QTest.keyClick(clock, key)
    assert "3A" in fact(measured).value.split(", ")


def test_that_a_level_answer_shows_its_numbers_and_is_confirmed_with_one_click(measured: Built) -> None:
    lesions = panel(measured)
    lesions.folds.head("level").click()
    for _ in range(300):
        if "pedicle_left" in measured.measured.case().levels["L3"]:
            break
        QTest.qWait(10)
    lesions.refresh()
    field = lesions.level_section.form.fields["pedicle_left"]
    assert field.known.value == "free"
    assert "mL" in field.note.text()
    field.confirm.click()
    (kept,) = measured.bridge.session.plan.level("L3").facts
    assert (kept.item, kept.value, kept.by) == ("pedicle_left", "free", "Dr Test")


def test_that_a_stroke_makes_the_old_numbers_go_until_the_new_are_there(measured: Built) -> None:
    lesions = panel(measured)
    before = lesions.wbb.report
    measured.bridge.look(None, crosshair_mm=(-12.0, -12.0, 0.0))
    lesions.sphere_button.click()
    assert measured.bridge.morphology.of("L3") is None
    for _ in range(600):
        if measured.bridge.morphology.of("L3") is not None:
            break
        QTest.qWait(10)
    assert panel(measured).wbb.report != before


def test_that_a_click_on_the_face_over_the_image_turns_a_cell_on(measured: Built) -> None:
    panel(measured).wbb.on_image.click()
    assert measured.bridge.session.view.tool == "wbb"
    QTest.qWait(50)
    pane = measured.window.findChild(MprPane, "pane_axial")
    place = pane.plane.px_from_mm((-14.0, -14.0, 0.0))  # the right half of the body
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(place[0]), round(place[1])))
    assert any(cell.startswith(("7", "8")) for cell in fact(measured).value.split(", "))


def test_that_a_level_without_an_outline_says_what_is_missing(opened: Built) -> None:
    opened.bridge.apply(SetLevels((Level(name="L3", centre_mm=(0.0, 0.0, 0.0), confirmed_by="Dr Test"),)))
    opened.workstation.go("lesions")
    opened.bridge.look(None, crosshair_mm=(0.0, 0.0, 1.0))
    lesions = panel(opened)
    lesions.sphere_button.click()
    assert "need the vertebra" in panel(opened).wbb.note.text()


def test_that_layer_f_is_clicked_beside_the_clock_in_the_neck_only(neck: Built) -> None:
    section = panel(neck).wbb
    clock = section.clock
    clock.resize(260, 214)
    assert not section.report.endswith(", F")
    left = clock._artery_box("left").center().toPoint()
    assert clock.artery_at(left.toPointF()) == "left"
    assert clock._words((4, "B")).startswith("Sector 4")
    QTest.mouseClick(clock, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, left)
    answer = next(fact for fact in neck.bridge.session.plan.level("C5").facts if fact.item == "vertebral_artery")
    assert (answer.value, bool(answer.by)) == ("left", True)
    assert panel(neck).wbb.report.endswith(", F")
    right = clock._artery_box("right").center().toPoint()
    QTest.mouseClick(clock, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, right)
    assert neck.bridge.session.undo_label == "Vertebral artery (WBB layer F), C5"
    values = [f.value for f in neck.bridge.session.plan.level("C5").facts if f.item == "vertebral_artery"]
    assert values == ["both"]
    neck.bridge.undo()
    neck.bridge.undo()
    assert not panel(neck).wbb.report.endswith(", F")


def test_that_layer_f_is_clicked_on_the_image_too(neck: Built) -> None:
    panel(neck).wbb.on_image.click()
    pane = next(one for one in neck.window.findChildren(MprPane) if one.eye.pane == "axial")
    QTest.qWait(50)
    face = WbbFace(neck.bridge)
    shown = face._shown(neck.bridge.session, pane.plane)
    place = _artery_place(shown, pane.plane, "right").toPoint()
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    values = [f.value for f in neck.bridge.session.plan.level("C5").facts if f.item == "vertebral_artery"]
    assert values == ["right"]
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    values = [f.value for f in neck.bridge.session.plan.level("C5").facts if f.item == "vertebral_artery"]
    assert values == ["free"]


def test_that_no_letter_f_stands_beside_a_lumbar_level(measured: Built) -> None:
    clock = panel(measured).wbb.clock
    assert clock.artery_at(clock._artery_box("left").center()) is None


def test_that_values_of_other_images_are_not_called_hounsfield_units(measured: Built) -> None:
    lesions = panel(measured)
    assert lesions.mean._unit.text() == "HU"
    session = measured.bridge.session
    uid = session.volume.series_uid
    session.volumes[uid] = replace(session.volumes[uid], modality="NM", unit="counts")
    lesions.refresh()
    assert (lesions.mean._unit.text(), lesions.span._unit.text()) == ("counts", "counts")


@pytest.mark.parametrize("name", ["lesion", "level", "density"])
def test_that_an_opened_part_comes_into_view(measured: Built, name: str) -> None:
    measured.window.resize(1366, 700)
    lesions = panel(measured)
    QTest.qWait(30)
    lesions.folds.head(name).click()
    QTest.qWait(80)
    head = lesions.folds.head(name)
    seen = lesions._scroll.viewport().height()
    top = head.mapTo(lesions._scroll.viewport(), head.rect().topLeft()).y()
    below = lesions.folds.height() - head.geometry().bottom()
    assert 0 <= top <= max(seen - min(below, 260) - head.height(), 0)
