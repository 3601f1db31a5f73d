"""The Review stage: what colleagues say, sign, compare and read aloud."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.exchange.deidentified import keep_key, write_package
from spineplan.plan.edits import PutComment, PutLevel, PutNeedle, SetCement, SetFact
from spineplan.plan.model import Comment, Fact, Level, Pin
from spineplan.session.view_state import Compared
from spineplan.storage.planfile import load_plan, save_plan
from spineplan.storage.versions import snapshot
from spineplan.ui.panels.review.review_panel import ReviewPanel
from spineplan.ui.review_work import ReviewWork
from spineplan.ui.sheets.compare_sheet import CompareSheet
from spineplan.ui.sheets.merge_sheet import MergeSheet
from spineplan.ui.sheets.time_out_screen import TimeOutScreen
from tests.unit.ui.test_panels import NEEDLE


@pytest.fixture
def review(opened: Built, tmp_path: Path) -> tuple[Built, ReviewPanel]:
    """A saved plan with two levels and a needle, at the Review stage."""
    for name, z in (("L3", 0.0), ("L4", -30.0)):
        level = Level(name=name, centre_mm=(0.0, 0.0, z), confirmed_by="Dr Test", treat=name == "L3")
        opened.bridge.apply(PutLevel(level))
    opened.bridge.apply(PutNeedle(NEEDLE))
    opened.saving.persistence.save_as(tmp_path / "plan.spineplan")
    opened.workstation.go("review")
    QTest.qWait(30)
    return opened, opened.deck.panel("review")


def wait() -> None:
    QTest.qWait(30)


def test_that_a_comment_brings_every_pane_back(review) -> None:
    built, panel = review
    session = built.bridge.session
    panel.folds.head("comments").click()
    built.bridge.look(None, crosshair_mm=(3.0, 4.0, 5.0), layout="sagittal_first", selected=("needle", "n"))
    wait()
    assert panel.comments.pin.currentText() == "L3 left needle"
    panel.comments.text.setPlainText("Too medial?")
    panel.comments.send.click()
    wait()
    (said,) = session.plan.comments
    assert (said.author, said.pin.ref, said.text) == ("Dr Test", "n", "Too medial?")
    assert "1 open" in panel.folds.head("comments").text()
    built.bridge.look(None, crosshair_mm=(0.0, 0.0, -30.0), layout="four_up")
    panel.comments._go(said)
    assert (session.view.crosshair_mm, session.view.layout) == ((3.0, 4.0, 5.0), "sagittal_first")


def test_that_a_pin_opens_its_thread_from_any_stage(review) -> None:
    built, panel = review
    said = Comment(id="c1", pin=Pin(kind="level", ref="L3", point_mm=(0.0, 0.0, 0.0)), author="Dr B", utc="u", text="?")
    built.bridge.apply(PutComment(said))
    built.workstation.go("levels")
    built.bridge.open_comment("c1")
    QTest.qWait(120)
    assert built.deck.stage == "review"
    assert panel.folds.current == "comments"
    head = panel.comments.show_thread("c1")
    assert head is not None
    assert head.text() == "1 · L3"
    assert built.bridge.session.view.comment == "c1"


def test_that_threads_are_answered_and_resolved(review) -> None:
    built, panel = review
    session = built.bridge.session
    panel.folds.open("comments")
    panel.comments.text.setPlainText("Why L3?")
    panel.comments.send.click()
    session.who = "Dr Other"
    panel.comments._answer(session.plan.comments[0].id)
    panel.comments.text.setPlainText("Pain on palpation.")
    panel.comments.send.click()
    panel.comments._resolve(session.plan.comments[0])
    wait()
    first, answer = session.plan.comments
    assert (answer.reply_to, answer.author, first.resolved_by) == (first.id, "Dr Other", "Dr Other")
    assert "open" not in panel.folds.head("comments").text()
    built.bridge.undo()
    assert session.plan.comments[0].resolved_by == ""


def test_that_a_signature_is_saved_refuses_edits_and_is_void_after_one(review) -> None:
    built, panel = review
    session = built.bridge.session
    panel.folds.open("signing")
    panel.signing.sign.click()
    wait()
    assert "1 signed" in panel.folds.head("signing").text()
    assert load_plan(built.saving.path).plan.signatures == session.committed.signatures
    assert built.bridge.apply(SetCement("L3", 2.0)) is None
    assert "signed" in built.window.message.text
    panel.signing.text.setText("Cement added")
    panel.signing.reopen.click()
    assert built.bridge.apply(SetCement("L3", 2.0)) is not None
    wait()
    assert "1 void" in panel.folds.head("signing").text()
    words = [label.text() for label in panel.signing.findChildren(type(panel.signing.who))]
    assert "L3 cement added, 2.0 mL." in words


def test_that_a_second_reader_is_another_person(review) -> None:
    built, panel = review
    session = built.bridge.session
    panel.folds.open("signing")
    wait()
    assert panel.signing.second.isHidden()
    session.who = "Dr Other"
    panel.refresh()
    assert not panel.signing.second.isHidden()
    panel.signing.second.click()
    assert {level.second_by for level in session.plan.levels} == {"Dr Other"}


def test_that_versions_tell_and_draw_what_changed(review) -> None:
    built, panel = review
    session = built.bridge.session
    built.bridge.apply(PutNeedle(replace(NEEDLE, target_mm=(2.0, -10.0, 2.3))))
    built.saving.save()
    panel.folds.open("versions")
    wait()
    assert panel.versions.saves.count() == 2
    panel.versions.saves.setCurrentRow(1)
    assert panel.versions.told.item(0).text() == "L3 left needle: target moved 2.3 mm."
    panel.versions.both.click()
    assert session.view.compared == Compared((NEEDLE,), (), "version 1", "the plan as it is now")
    panel.versions.beside.click()
    (sheet,) = built.window.findChildren(CompareSheet)
    texts = [label.text() for label in sheet.findChildren(type(panel.verdict))]
    assert "L3 left needle" in texts
    assert any("2.3" in text for text in texts)
    sheet.close()
    panel.versions.both.click()
    assert session.view.compared is None


def test_that_going_back_to_a_version_is_a_step(review) -> None:
    built, panel = review
    built.bridge.apply(PutNeedle(replace(NEEDLE, target_mm=(2.0, -10.0, 2.3))))
    built.saving.save()
    panel.folds.open("versions")
    wait()
    panel.versions.saves.setCurrentRow(1)
    panel.versions.back.click()
    assert built.bridge.session.plan.needles == (NEEDLE,)
    built.bridge.undo()
    assert built.bridge.session.plan.needles[0].target_mm[2] == 2.3


def test_that_conflicts_of_a_copy_are_shown_and_chosen(review, tmp_path: Path) -> None:
    built, panel = review
    session = built.bridge.session
    base = session.committed
    theirs = PutNeedle(replace(NEEDLE, target_mm=(5.0, -10.0, 0.0))).apply(base)
    said = Comment(id="c", pin=Pin(), author="Dr Other", utc="u", text="Rather so.")
    theirs = PutComment(said).apply(theirs)
    former = snapshot(base)
    save_plan(tmp_path / "copy.spineplan", theirs, {}, history=built.saving.persistence.history, who="Dr Other",
              snapshots={former.sha256: former})  # fmt: skip
    built.bridge.apply(PutNeedle(replace(NEEDLE, target_mm=(2.0, -10.0, 4.0))))
    panel.findChildren(ReviewWork)[0].merge_copy(tmp_path / "copy.spineplan")
    (sheet,) = built.window.findChildren(MergeSheet)
    (mine, other) = sheet.radios[0]
    assert "4.0" in mine.text()
    assert "5.0" in other.text()
    other.setChecked(True)
    sheet.merge.click()
    assert session.plan.needles[0].target_mm == (5.0, -10.0, 0.0)
    assert session.plan.comments == (said,)


def test_that_what_was_said_in_a_copy_without_identity_comes_back(review, tmp_path: Path) -> None:
    built, panel = review
    session = built.bridge.session
    package = write_package(load_plan(built.saving.path), None, tmp_path / "out")
    keep_key(package.key)
    said = Comment(id="far", pin=Pin(kind="level", ref="L3"), author="Prof. Roe", utc="u", text="Seen from afar.")
    path = tmp_path / "out" / "plan.spineplan"
    save_plan(path, PutComment(said).apply(package.plan), {}, who="Prof. Roe")
    panel.findChildren(ReviewWork)[0].merge_copy(path)
    wait()
    assert [(one.author, one.text) for one in session.plan.comments] == [("Prof. Roe", "Seen from afar.")]
    assert session.undo_label == "Merge review copy"


def test_that_an_alternative_is_written_and_offered(review, tmp_path: Path, monkeypatch) -> None:
    built, panel = review
    place = tmp_path / "other.spineplan"
    monkeypatch.setattr("spineplan.ui.review_work.ask_save", lambda *words: words[-1](place))
    panel.folds.open("versions")
    wait()
    panel.versions.branch.click()
    assert "other.spineplan" in built.window.message.text
    assert load_plan(place).plan.needles == (NEEDLE,)
    assert built.saving.path.name == "plan.spineplan"


def test_that_the_copy_without_identity_is_written_from_the_window(review, tmp_path: Path, monkeypatch) -> None:
    built, panel = review
    folder = tmp_path / "copy"
    monkeypatch.setattr("spineplan.ui.review_work.ask_folder", lambda *words: words[-1](folder))
    panel.package_button.click()
    for _ in range(300):
        QTest.qWait(20)
        if "copy" in built.window.message.text:
            break
    assert "The copy is written" in built.window.message.text
    assert load_plan(folder / "plan.spineplan").plan.identity.patient_id.startswith("REVIEW-")


def test_that_show_me_goes_to_the_evidence(review) -> None:
    built, panel = review
    panel.items.choose(33)
    wait()
    panel.checklist.show_me.click()
    wait()
    assert built.window.deck.stage == "plan"
    assert built.bridge.session.view.crosshair_mm == NEEDLE.target_mm
    assert built.bridge.session.view.selected == ("needle", "n")


def test_that_another_template_is_chosen_per_plan(review) -> None:
    built, panel = review
    at = panel.checklist.template.findData("review-2015-required")
    panel.checklist.template.setCurrentIndex(at)
    panel.checklist.template.activated.emit(at)
    wait()
    assert built.bridge.session.plan.checklist_template == "review-2015-required"
    assert all(state.item.level == "R" for state in panel.items._states.values())


@pytest.mark.parametrize("size", [(1366, 768), (2560, 1440)])
@pytest.mark.parametrize("needles", [1, 4])
def test_that_the_time_out_reads_large_and_cuts_nothing(review, size, needles: int) -> None:
    built, panel = review
    session = built.bridge.session
    for n in range(1, needles):
        built.bridge.apply(PutNeedle(replace(NEEDLE, id=f"n{n}", level="L4" if n % 2 else "L3")))
    identity = replace(session.committed.identity, patient_name="Bortolotti-Cavalieri^Maria Antonietta Agata")
    session._committed = replace(session.committed, identity=identity)
    everything = "latex, contrast, antibiotic, cement, opacifier, anaesthetic"
    for item, value in (("allergies", everything), ("inr", "1.7"), ("anticoagulants", "warfarin, aspirin")):
        built.bridge.apply(SetFact("patient", "", item, Fact(item=item, value=value)))
    panel.time_out_button.click()
    (screen,) = built.window.findChildren(TimeOutScreen)
    screen.resize(*size)
    wait()
    labels = {label.text(): label for label in screen.findChildren(type(panel.verdict))}
    assert {"L3", "LEFT", "1.7"} <= labels.keys()
    assert any("LATEX" in text for text in labels)
    assert labels["L3"].fontInfo().pixelSize() >= size[1] / (12 if needles == 1 else 20)
    for label in labels.values():
        rows = label.text().split("\n")
        assert label.width() >= max(label.fontMetrics().horizontalAdvance(row) for row in rows) - 1, label.text()
        assert label.height() >= label.fontMetrics().height() * len(rows) - 1, label.text()
        corner = label.mapTo(screen, label.rect().bottomRight())
        assert screen.rect().contains(corner), label.text()
    screen.agree.click()
    wait()
    assert {answer.item for answer in built.bridge.session.plan.checklist} >= {43, 44}
    assert built.bridge.session.plan.checklist[0].note == "Confirmed by the whole team"


def test_that_escape_leaves_the_time_out(review) -> None:
    built, panel = review
    panel.time_out_button.click()
    (screen,) = built.window.findChildren(TimeOutScreen)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    wait()
    assert built.window.findChildren(TimeOutScreen) == []
