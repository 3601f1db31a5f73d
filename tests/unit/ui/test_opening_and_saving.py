"""Nothing is lost, and nothing of another patient is shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.dicom.identity import PatientHeader
from spineplan.dicom.series import SeriesEntry
from spineplan.phantom import write_demo
from spineplan.plan.edits import PutLevel
from spineplan.plan.model import Level
from spineplan.session.demo_plans import write_demo_plans
from spineplan.session.plan_images import is_small
from spineplan.storage.autosave import find_recovery
from spineplan.storage.planfile import load_plan

L3 = PutLevel(Level(name="L3", centre_mm=(0.0, 0.0, 0.0)))


def wait_until(seen: Callable[[], bool]) -> None:
    """Let the window work until it shows what is waited for."""
    for _ in range(1500):
        if seen():
            return
        QTest.qWait(10)
    raise AssertionError("waited in vain")


def entry_of(name: str, patient_id: str = "77") -> SeriesEntry:
    """A series of somebody, whose pixels are never reached."""
    return SeriesEntry(
        key="9", uid="9", number=1, modality="CT", description="other", date="", slices=10, verdict="ok", problems=(),
        notes=(), shape_kji=(10, 10, 10), spacing_mm=(1.0, 1.0, 1.0), frame_of_reference_uid="9.9",
        instances_digest="e" * 64, patient=PatientHeader(name, patient_id, "", "19500102", "F"), study_uid="9.1",
        study_date="", study_description="", runs=(), content=None,
    )  # fmt: skip


def test_that_another_patients_images_are_refused_and_the_bar_turns_red(opened: Built) -> None:
    opened.opening.open_series(entry_of("BIANCHI^UGO", "78"))
    QTest.qWait(20)
    assert "different patients" in opened.window.message.text
    assert opened.window.patient_bar.property("wrong") == "true"
    assert list(opened.bridge.session.volumes) == ["1.2.3"]
    opened.window.message.choose(0)
    QTest.qWait(20)
    assert opened.window.patient_bar.property("wrong") == "false"


def test_that_changing_the_patient_asks_before_edits_are_given_up(opened: Built) -> None:
    opened.bridge.apply(L3)
    opened.opening.open_series(entry_of("BIANCHI^UGO", "78"))
    opened.window.message.choose(1)
    assert opened.window.message.text == "The plan has changes that are not saved."
    assert opened.bridge.session is not None


def test_that_closing_the_window_with_unsaved_edits_asks_in_one_sentence(opened: Built) -> None:
    opened.bridge.apply(L3)
    opened.window.close()
    assert opened.window.isVisible()
    assert opened.window.message.text == "The plan has changes that are not saved."
    opened.window.message.choose(1)
    QTest.qWait(20)
    assert not opened.window.isVisible()


def test_that_a_plan_without_changes_closes_without_a_question(opened: Built) -> None:
    opened.window.close()
    assert not opened.window.isVisible()


def test_that_the_autosave_tick_keeps_what_is_new_and_a_crash_leaves_it(
    opened: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.bridge.apply(L3)
    opened.saving.autosave()
    monkeypatch.setattr("spineplan.storage.lock.Holder.lives", lambda self: False)
    left = find_recovery()
    assert [level.name for level in left[0].loaded.plan.levels] == ["L3"]


def test_that_a_saved_plan_needs_no_autosave(opened: Built, tmp_path: Path) -> None:
    opened.bridge.apply(L3)
    opened.saving.autosave()
    opened.saving._persistence.save_as(tmp_path / "x.spineplan")
    assert not opened.saving.dirty
    assert find_recovery() == []
    assert load_plan(tmp_path / "x.spineplan").plan == opened.bridge.session.plan


def test_that_a_second_opener_sees_read_only_and_cannot_edit(opened: Built, tmp_path: Path) -> None:
    path = tmp_path / "shared.spineplan"
    opened.saving._persistence.save_as(path)
    from spineplan.session.opening import open_plan

    second = open_plan(path, "Dr Other")
    assert second.session.read_only_reason is not None
    opened.opening.hold(second)
    QTest.qWait(20)
    assert opened.window.patient_bar.save_state.text() == "Read only"
    opened.bridge.apply(L3)
    assert opened.bridge.session.plan.levels == ()
    assert "read only" in opened.window.message.text


def test_that_a_plan_without_its_images_says_which_images_to_open(built: Built, opened: Built, tmp_path: Path) -> None:
    path = tmp_path / "x.spineplan"
    opened.saving._persistence.save_as(path)
    opened.workstation.close_patient()
    opened.opening.open_plan(path)
    wanted = "Now open the images of this plan: CT spine 2024-03-09, 40 slices."
    wait_until(lambda: opened.window.message.text == wanted)


def test_that_a_plan_finds_the_images_that_lie_beside_it(built: Built, tmp_path: Path) -> None:
    demo = write_demo(tmp_path, resolution_mm=3.0, levels=("L3", "L3"))
    plan_path, _ = write_demo_plans(demo.folder)
    built.window.show()
    built.opening.open_path(plan_path)
    wait_until(lambda: built.bridge.session is not None and built.bridge.session.volume is not None)
    session = built.bridge.session
    assert session is not None
    assert session.view.series_uid == session.committed.reference.series_uid
    wait_until(lambda: not built.bridge.jobs.running)


def test_that_a_large_folder_is_not_looked_through_for_images(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / str(number)).touch()
    assert is_small(tmp_path, most=12)
    assert not is_small(tmp_path, most=11)


def test_that_a_path_that_is_gone_is_named(built: Built, tmp_path: Path) -> None:
    built.opening.open_path(tmp_path / "gone")
    assert built.window.message.text == '"gone" is not there any more.'


@pytest.mark.parametrize("content", [b"", b"not a plan", b"PK\x03\x04 broken"])
def test_that_a_damaged_plan_becomes_one_sentence(built: Built, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.spineplan"
    path.write_bytes(content)
    built.opening.open_path(path)
    assert built.window.message.text
    assert built.bridge.session is None


def test_that_cancelling_the_reading_of_a_new_study_leaves_an_empty_window(
    built: Built, volume: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spineplan.session.opening import new_session
    from tests.unit.ui.plans import SERIES, WHO

    class Endless:
        def __init__(self) -> None:
            self.volume = volume

        def fill(self, progress: Any, on_slices: Any) -> Any:
            on_slices(range(3))
            while True:
                progress(3, 40, "Reading images")

    built.window.show()
    fresh = new_session(WHO, SERIES, volume, "Dr Test")
    built.opening.hold(fresh)
    built.opening.loading.fill(fresh.session, Endless(), lambda full: None)
    QTest.qWait(50)
    assert built.bridge.session is fresh.session
    built.bridge.jobs.running[0].cancel()
    for _ in range(200):
        if built.bridge.session is None:
            break
        QTest.qWait(10)
    assert built.bridge.session is None
    assert fresh.session.volumes == {}


def test_that_the_next_start_offers_what_a_crash_left_and_goes_on_with_it(
    opened: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.bridge.apply(L3)
    opened.saving.autosave()
    left = opened.saving._persistence._autosave
    monkeypatch.setattr("spineplan.storage.lock.Holder.lives", lambda self: False)
    opened.bridge.set_session(None)
    opened.saving._persistence = None
    opened.recovering.begin()
    assert opened.window.message.text.startswith("spineplan stopped unexpectedly. It kept a plan that was never saved")
    opened.window.message.choose(0)
    assert [level.name for level in opened.bridge.session.plan.levels] == ["L3"]
    assert opened.saving.dirty
    assert not left.path.exists()
    opened.saving.let_go()
    assert find_recovery() == []


def test_that_an_unexpected_error_is_reported_and_the_plan_stays(opened: Built) -> None:
    opened.recovering.begin()
    reports = opened.recovering._reports
    reports._before = (lambda *args: None, lambda args: None)
    import sys

    sys.excepthook(RuntimeError, RuntimeError("ROSSI"), None)
    QTest.qWait(20)
    assert "your plan is kept" in opened.window.message.text
    assert opened.bridge.session is not None
    for path in reports.folder.glob("crash-*.txt"):
        assert "ROSSI" not in path.read_text(encoding="utf-8")
