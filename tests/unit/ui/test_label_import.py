"""Labels made elsewhere in the real window: seen before they are taken, asked about, run for, cancelled."""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace as with_fields
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.anatomy.label_map_verse import write_verse
from spineplan.app import Built
from spineplan.imaging.mask import Mask
from spineplan.imaging.nifti import write_nifti
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLevel
from spineplan.plan.model import Identity, Level, SeriesRef
from spineplan.session.opening import new_session
from spineplan.ui.panels.levels.label_section import LabelSection
from tests.support.label_spines import PLACES, array_of, ct, grid
from tests.unit.exchange.test_total_segmentator import FAIL, HANG, SEGMENT, stand_in

WHO = Identity(patient_name="Rossi^Anna", patient_id="A1", birth_date="19500102", sex="F")
WANTED = ("L1", "L2", "L3", "L4", "L5")


@pytest.fixture
def desk(built: Built) -> Built:
    """The window with the synthetic spine's CT open, in the Levels stage."""
    volume = ct()
    series = SeriesRef(
        series_uid=volume.series_uid, frame_of_reference_uid=volume.frame_of_reference_uid, modality="CT"
    )
    built.window.show()
    built.opening.hold(new_session(WHO, series, volume, "Dr Test"))
    built.bridge.add_volume(volume)
    built.workstation.go("levels")
    QTest.qWait(20)
    return built


def section_of(built: Built) -> LabelSection:
    section = built.deck.panel("levels").findChild(LabelSection)
    section.expand(True)
    return section


def wait(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        QTest.qWait(5)


def written(folder: Path, numbering: str = "totalsegmentator_v2", levels=WANTED, organs: bool = True) -> Path:
    path = folder / "labels.nii.gz"
    array = array_of(numbering, levels, organs).astype(np.int16)
    write_nifti(Volume(array, grid(), "SEG", "", "", unit=""), path)
    return path


def offered(built: Built, path: Path) -> LabelSection:
    built.window.dropped.emit(str(path))
    importing = built.workstation.labels
    wait(lambda: importing.busy is None and (importing.offer is not None or bool(importing.refusal)))
    QTest.qWait(30)
    return section_of(built)


def named_verse(folder: Path, levels=WANTED) -> Path:
    path = folder / "verse.nii.gz"
    array = array_of("verse", levels)
    from spineplan.anatomy.label_map_verse import verse_number

    masks = {name: Mask(array == verse_number(name), (0, 0, 0), grid()).tight() for name in levels}
    write_verse(path, masks)
    return path


def test_that_a_dropped_label_map_is_shown_with_its_evidence_and_taken_as_one_step(desk: Built, tmp_path: Path) -> None:
    section = offered(desk, named_verse(tmp_path))
    card, session = section.offer, desk.bridge.session
    assert card.isVisible()
    assert card._title.text() == "Read as VerSe"
    assert "named" in card._says.text()
    assert card.vertebrae.text() == "Vertebrae: L1, L2, L3, L4, L5"
    assert session.plan.levels == ()
    QTest.mouseClick(card.take_button, Qt.MouseButton.LeftButton)
    wait(lambda: bool(session.plan.levels))
    assert [level.name for level in session.plan.levels] == list(WANTED)
    assert session.undo_label == "Take labels"
    QTest.qWait(30)
    assert not card.isVisible()
    desk.bridge.undo()
    assert session.plan.levels == ()


def test_that_images_that_are_dropped_are_opened_as_images(desk: Built, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "ct.nii.gz"
    write_nifti(ct(), path)
    opened: list[Path] = []
    desk.workstation.labels.open_if_labels(path, opened.append)
    wait(lambda: bool(opened))
    assert opened == [path]
    assert desk.workstation.labels.offer is None


def test_that_an_unclear_numbering_is_asked_with_its_choices_and_never_guessed(desk: Built, tmp_path: Path) -> None:
    section = offered(desk, written(tmp_path, "verse", ("L3",), organs=False))
    card = section.offer
    assert card._title.text() == "Which numbering is this?"
    assert not card.take_button.isEnabled()
    page = desk.deck.panel("levels")
    assert page._page.minimumSizeHint().width() <= page._scroll.viewport().width(), "long titles push nothing aside"
    assert all(made.text() in made.toolTip() for made in card.choices.buttons())
    chosen = next(made for made in card.choices.buttons() if made.property("numbering") == "verse")
    assert "L3" in chosen.text()
    chosen.click()
    QTest.mouseClick(card.take_button, Qt.MouseButton.LeftButton)
    wait(lambda: desk.workstation.labels.busy is None)
    QTest.qWait(30)
    assert card.vertebrae.text() == "Vertebrae: L3"
    assert desk.bridge.session.plan.levels == ()


def test_that_a_clash_with_a_confirmed_level_has_to_be_answered(desk: Built, tmp_path: Path) -> None:
    place = (0.0, 0.0, PLACES["L4"][0])
    desk.bridge.apply(PutLevel(Level(name="L3", centre_mm=place, confirmed_by="Dr Test")))
    card = offered(desk, named_verse(tmp_path)).offer
    assert card._clash_text.text() == "L3 is confirmed where the labels say L4."
    assert not card.take_button.isEnabled()
    card.plan_right.click()
    assert card.plan_right.text() == "Mine are right: move the labels' names by 1"
    QTest.mouseClick(card.take_button, Qt.MouseButton.LeftButton)
    plan = desk.bridge.session
    wait(lambda: len(plan.plan.levels) > 1)
    assert [level.name for level in plan.plan.levels] == ["T12", "L1", "L2", "L3", "L4"]
    assert plan.plan.level("L3").state == "confirmed"


def test_that_only_ticked_structures_are_taken(desk: Built, tmp_path: Path) -> None:
    path = written(tmp_path)
    path.with_name("labels.json").write_text(
        '{"27": "vertebrae_L5", "28": "vertebrae_L4", "52": "aorta", "5": "liver"}'
    )
    card = offered(desk, path).offer
    rows = [card.structures.item(row) for row in range(card.structures.count())]
    assert [row.text().split("   ")[0] for row in rows] == ["Aorta", "Liver"]
    rows[1].setCheckState(Qt.CheckState.Unchecked)
    QTest.mouseClick(card.take_button, Qt.MouseButton.LeftButton)
    session = desk.bridge.session
    wait(lambda: bool(session.plan.structures))
    assert [structure.id for structure in session.plan.structures] == ["aorta"]


def test_that_a_file_that_is_no_label_map_says_so(desk: Built, tmp_path: Path) -> None:
    path = tmp_path / "broken.nrrd"
    path.write_bytes(b"nonsense")
    section = offered(desk, path)
    assert section.offer._title.text() == "These labels cannot be used"
    assert "broken.nrrd" in section.offer._problems.text()
    assert not section.offer.take_button.isVisible()
    section.offer.leave_button.click()
    assert not section.offer.isVisible()


def test_that_a_plan_that_changed_meanwhile_is_not_overwritten(desk: Built, tmp_path: Path) -> None:
    card = offered(desk, named_verse(tmp_path)).offer
    card.take_button.click()
    desk.bridge.apply(PutLevel(Level(name="T3", centre_mm=(0.0, 0.0, 0.0))))
    wait(lambda: desk.workstation.labels.busy is None)
    assert [level.name for level in desk.bridge.session.plan.levels] == ["T3"]
    assert "changed meanwhile" in desk.workstation.labels.refusal


def test_that_a_read_only_plan_takes_nothing(desk: Built, tmp_path: Path) -> None:
    desk.bridge.session.read_only_reason = "Somebody else has it."
    section = offered(desk, named_verse(tmp_path))
    assert section.offer._problems.text() == "Somebody else has it."


def test_that_an_absent_total_segmentator_says_what_to_install(desk: Built, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    section = section_of(desk)
    section.segment_button.click()
    QTest.qWait(20)
    assert "pip install TotalSegmentator" in section._words.text()
    assert section._words.isVisible()
    assert desk.workstation.labels.busy is None


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a #! line")
def test_that_total_segmentator_runs_with_progress_and_its_labels_are_offered(desk: Built, tmp_path: Path) -> None:
    importing, section, seen = desk.workstation.labels, section_of(desk), []
    importing.program = stand_in(tmp_path, SEGMENT)
    section.segment_button.click()

    def done() -> bool:
        seen.append(section._words.text())
        return importing.offer is not None or bool(importing.refusal)

    wait(done)
    assert importing.refusal == ""
    assert any("part 2 of 2" in text and "%" in text for text in seen)
    QTest.qWait(30)
    assert section.offer.vertebrae.text() == "Vertebrae: L4, L5"
    assert not section.cancel_button.isVisible()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a #! line")
def test_that_total_segmentator_can_be_cancelled_and_its_failure_is_said(
    desk: Built, tmp_path: Path, monkeypatch
) -> None:
    from spineplan.exchange import total_segmentator as runner

    monkeypatch.setattr(runner, "GRACE_S", 0.3)
    monkeypatch.setenv("STAND_IN_PIDS", str(tmp_path / "pids"))
    importing, section = desk.workstation.labels, section_of(desk)
    importing.program = stand_in(tmp_path, HANG)
    section.segment_button.click()
    wait(lambda: "Segmenting" in section._words.text())
    section.cancel_button.click()
    wait(lambda: importing.busy is None)
    assert (importing.offer, importing.refusal) == (None, "")
    importing.program = stand_in(tmp_path, FAIL)
    section.segment_button.click()
    wait(lambda: bool(importing.refusal))
    assert "not enough memory" in importing.refusal


def test_that_parts_of_taken_vertebrae_follow_and_undo_takes_all_back(desk: Built, tmp_path: Path) -> None:
    card, session = offered(desk, named_verse(tmp_path)).offer, desk.bridge.session
    card.take_button.click()
    wait(lambda: bool(session.plan.levels))
    wait(lambda: all(level.part("body") is not None for level in session.plan.levels))
    assert session.undo_label == "Take labels"
    body = session.masks.get(session.plan.level("L3").part("body"))
    assert body.centroid_mm[1] < 5.0
    desk.bridge.undo()
    assert session.plan.levels == ()
    desk.bridge.redo()
    assert session.plan.level("L3").part("body") is not None


def test_that_the_list_shows_hides_and_chooses(desk: Built, tmp_path: Path) -> None:
    section, session = offered(desk, named_verse(tmp_path)), desk.bridge.session
    section.offer.take_button.click()
    wait(lambda: bool(session.plan.levels))
    QTest.qWait(40)
    rows = section.tools.list
    assert [rows.item(n).text().split("   ")[0] for n in range(rows.count())] == list(WANTED)
    rows.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert session.view.labels.hidden == {"L3"}
    rows.itemClicked.emit(rows.item(3))
    assert session.view.labels.target == "L4"
    assert session.view.selected == ("level", "L4")
    k, j, i = session.masks.get(session.plan.level("L4").mask).start_kji
    mask = session.masks.get(session.plan.level("L4").mask).full()
    mask[k - 3 : k, j + 4, i + 6] = True  # a spur
    ref = session.masks.add(Mask(mask, (0, 0, 0), grid()), "1.2.3")
    desk.bridge.apply(PutLevel(replace(session.plan.level("L4"), mask=ref)))
    QTest.qWait(30)
    section.tools.smooth_button.click()
    wait(lambda: session.undo_label == "Smooth L4")
    section.tools.looks["vertebrae"].click()
    assert not session.view.labels.vertebrae


def test_that_a_structure_can_be_begun_and_leaving_gives_the_mouse_back(desk: Built) -> None:
    section, session = section_of(desk), desk.bridge.session
    desk.bridge.apply(PutLevel(Level(name="L3", centre_mm=(0.0, 0.0, 0.0))))
    QTest.qWait(30)
    section.tools._beginner("spinal_canal")(True)
    assert (session.view.labels.target, session.view.tool) == ("spinal_canal", "label_brush")
    desk.workstation.go("review")
    QTest.qWait(20)
    assert session.view.tool == "window"


def test_that_what_a_person_measured_outlives_the_follow_up(desk: Built, tmp_path: Path) -> None:
    from spineplan.plan.model import PedicleMark

    own = PedicleMark(side="left", centre_mm=(9.0, 0.0, 0.0), axis_lps=(0.0, -1.0, 0.0), width_mm=3.3, height_mm=12.0,
                      measured_by="Dr Test")  # fmt: skip
    level = Level(name="L3", centre_mm=(0.0, 0.0, PLACES["L3"][0]), confirmed_by="Dr Test", pedicles=(own,))
    desk.bridge.apply(PutLevel(level))
    session = desk.bridge.session
    offered(desk, named_verse(tmp_path)).offer.take_button.click()
    wait(lambda: session.plan.level("L3").part("body") is not None)
    assert own in session.plan.level("L3").pedicles
    assert replace(own, width_mm=7.0) not in session.plan.level("L3").pedicles


def test_that_the_level_chosen_anywhere_is_what_the_tools_work_on(desk: Built, tmp_path: Path) -> None:
    section, session = offered(desk, named_verse(tmp_path)), desk.bridge.session
    section.offer.take_button.click()
    wait(lambda: bool(session.plan.levels))
    desk.bridge.look(None, labels=with_fields(session.view.labels, target="spinal_canal"))
    desk.window.board.level_chosen.emit("L2")
    assert session.view.labels.target == "L2"


def test_that_work_on_an_outline_that_is_gone_is_given_up(desk: Built, tmp_path: Path, monkeypatch) -> None:
    """Undo while parts are worked out: the next correction does not wait for what nobody needs any more."""
    from spineplan.session.levels import label_follow_up

    begun, go_on, worked = threading.Event(), threading.Event(), []
    work_on = label_follow_up.work_on

    def slow(plan, level, masks):
        begun.set()
        assert go_on.wait(20)
        worked.append(level.name)
        return work_on(plan, level, masks)

    monkeypatch.setattr(label_follow_up, "work_on", slow)
    card, bridge = offered(desk, named_verse(tmp_path)).offer, desk.bridge
    card.take_button.click()
    wait(begun.is_set)
    bridge.undo()
    go_on.set()
    wait(lambda: not bridge.jobs.running)
    assert len(worked) == 1, "the others were not begun"
