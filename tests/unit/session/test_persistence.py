"""Save, autosave, recovery after a crash, and who may write."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from spineplan.errors import PlanLocked, PlanRefused, SpineplanError, UsageError
from spineplan.plan.edits import SetNotes
from spineplan.session.opening import Opened, open_plan, open_recovery
from spineplan.session.persistence import Persistence
from spineplan.storage.autosave import Autosave, find_recovery
from spineplan.storage.folders import autosave_folder
from spineplan.storage.lock import lock_path
from spineplan.storage.planfile import load_plan
from tests.support.full_plans import full_session

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a plan lies."""
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder / "p.spineplan"


def saved(path: Path) -> Persistence:
    """A session saved for the first time."""
    persistence = Persistence(full_session())
    persistence.save_as(path)
    return persistence


def test_that_a_plan_without_a_file_must_be_given_one(path: Path) -> None:
    persistence = Persistence(full_session())
    with pytest.raises(UsageError, match="choose where"):
        persistence.save()
    persistence.save_as(path)
    persistence.session.apply(SetNotes("more"))
    persistence.save()
    persistence.close()
    assert load_plan(path).plan.notes == "more"


def test_that_dirty_means_more_than_the_file_holds(path: Path) -> None:
    persistence = saved(path)
    assert not persistence.dirty
    persistence.session.apply(SetNotes("more"))
    assert persistence.dirty
    persistence.save()
    assert not persistence.dirty
    persistence.close()


def test_that_the_history_grows_over_saves_and_reopenings(path: Path) -> None:
    saved(path).close()
    first = load_plan(path).history.lines
    opened = open_plan(path, "second reader")
    opened.session.apply(SetNotes("seen"))
    opened.session.undo()
    opened.session.redo()
    opened.persistence.save()
    opened.persistence.save()
    opened.persistence.close()
    loaded = load_plan(path)
    assert loaded.history.lines[: len(first)] == first
    assert loaded.history_problem is None
    added = loaded.history.decoded()[len(first) :]
    assert [line.label for line in added] == ["Notes", "Undo Notes", "Redo Notes", "Save", "Save"]
    assert {line.who for line in added} == {"second reader"}
    assert [line.utc for line in added] == sorted(line.utc for line in added)


def test_that_a_second_opener_reads_only_and_may_save_elsewhere(path: Path) -> None:
    first = saved(path)
    second = open_plan(path, "second")
    assert second.session.read_only_reason is not None
    assert "can be read only" in second.notes[0]
    with pytest.raises(PlanLocked):
        second.session.apply(SetNotes("x"))
    with pytest.raises(PlanLocked):
        second.persistence.save()
    with pytest.raises(PlanLocked):
        second.persistence.save_as(path)
    other = path.with_name("copy.spineplan")
    second.persistence.save_as(other)
    second.session.apply(SetNotes("mine"))
    second.persistence.save()
    second.persistence.close()
    first.session.apply(SetNotes("still the first"))
    first.save()
    first.close()
    assert (load_plan(path).plan.notes, load_plan(other).plan.notes) == ("still the first", "mine")


def test_that_closing_leaves_nothing_but_the_plan(path: Path) -> None:
    persistence = saved(path)
    persistence.session.apply(SetNotes("x"))
    assert persistence.autosave()
    persistence.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert list(autosave_folder().iterdir()) == []


def test_that_a_file_changed_by_somebody_else_is_not_overwritten(path: Path) -> None:
    persistence = saved(path)
    path.write_bytes(path.read_bytes() + b"x")
    persistence.session.apply(SetNotes("mine"))
    with pytest.raises(PlanLocked, match="changed by somebody else"):
        persistence.save()
    persistence.save_as(path.with_name("mine.spineplan"))
    persistence.close()


def test_that_a_new_plan_never_overwrites_a_file_that_was_not_chosen(path: Path) -> None:
    path.write_bytes(b"something")
    persistence = Persistence(full_session(), path)
    with pytest.raises(PlanLocked):
        persistence.save()
    persistence.close()
    assert path.read_bytes() == b"something"


def test_that_a_file_that_vanished_is_written_again(path: Path) -> None:
    persistence = saved(path)
    path.unlink()
    persistence.save()
    persistence.close()
    assert load_plan(path).history_problem is None


def test_that_a_lost_lock_stops_the_save(path: Path) -> None:
    persistence = saved(path)
    for lock in path.parent.glob(".*.lock"):
        lock.unlink()
    with pytest.raises(PlanLocked, match="taken over"):
        persistence.save()
    persistence.close()


def test_that_the_autosave_is_written_only_when_there_is_something_new(path: Path) -> None:
    persistence = saved(path)
    assert not persistence.autosave()
    persistence.session.apply(SetNotes("1"))
    assert persistence.autosave()
    assert not persistence.autosave()
    assert find_recovery() == []
    persistence.save()
    assert list(autosave_folder().iterdir()) == []
    persistence.close()


def _crash(path: Path, save_first: bool) -> None:
    """Another process plans, autosaves and is killed."""
    code = (
        "import sys, time; from pathlib import Path\n"
        "from spineplan.session.persistence import Persistence\n"
        "from spineplan.plan.edits import SetNotes\n"
        "from tests.support.full_plans import full_session\n"
        "p = Persistence(full_session())\n"
        f"{save_first} and p.save_as(Path({str(path)!r}))\n"
        "p.session.apply(SetNotes('never saved'))\n"
        "p.autosave(); print('ready', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        assert find_recovery() == []
        os.kill(child.pid, signal.SIGKILL)


def _recovered() -> Opened:
    found = find_recovery()
    assert len(found) == 1
    return open_recovery(found[0], "reader")


def test_that_what_was_not_saved_comes_back_after_a_kill(path: Path) -> None:
    _crash(path, save_first=True)
    assert load_plan(path).plan.notes != "never saved"
    opened = _recovered()
    assert opened.session.committed.notes == "never saved"
    assert opened.persistence.path == path
    assert opened.persistence.dirty
    assert find_recovery() == []
    opened.persistence.save()
    opened.persistence.close()
    assert load_plan(path).plan.notes == "never saved"
    assert load_plan(path).history_problem is None
    assert list(autosave_folder().iterdir()) == []


def test_that_a_plan_never_saved_comes_back_too(path: Path) -> None:
    _crash(path, save_first=False)
    opened = _recovered()
    assert opened.persistence.path is None
    assert opened.notes == ()
    opened.persistence.save_as(path)
    opened.persistence.close()
    assert load_plan(path).plan.notes == "never saved"


def test_that_a_recovered_plan_survives_the_next_crash(path: Path) -> None:
    _crash(path, save_first=True)
    before = find_recovery()[0]
    opened = open_recovery(before, "reader")
    assert not before.path.exists()
    again = list(autosave_folder().glob("*.spineplan"))
    assert [load_plan(p).plan.notes for p in again] == ["never saved"]
    opened.persistence.close()


def test_that_recovery_never_overwrites_what_somebody_saved_meanwhile(path: Path) -> None:
    _crash(path, save_first=True)
    meanwhile = open_plan(path, "somebody")
    meanwhile.session.apply(SetNotes("saved meanwhile"))
    meanwhile.persistence.save()
    meanwhile.persistence.close()
    opened = _recovered()
    assert opened.persistence.path is None
    assert "changed or removed since" in opened.notes[0]
    opened.persistence.close()
    assert load_plan(path).plan.notes == "saved meanwhile"


def test_that_a_recovery_can_be_declined(path: Path) -> None:
    _crash(path, save_first=True)
    find_recovery()[0].discard()
    assert list(autosave_folder().iterdir()) == []


def test_that_a_damaged_autosave_is_not_offered_and_not_deleted(path: Path) -> None:
    _crash(path, save_first=False)
    autosave = next(autosave_folder().glob("*.spineplan"))
    autosave.write_bytes(autosave.read_bytes()[:-40])
    assert find_recovery() == []
    assert autosave.exists()


def test_that_a_damaged_plan_leaves_no_lock_behind(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 no plan")
    with pytest.raises(PlanRefused):
        open_plan(path)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_that_a_missing_plan_leaves_no_lock_behind(path: Path) -> None:
    with pytest.raises(PlanRefused, match="no plan file"):
        open_plan(path)
    assert list(path.parent.iterdir()) == []


def test_that_an_autosave_whose_plan_was_saved_before_the_crash_is_not_offered(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    persistence = saved(path)
    persistence.session.apply(SetNotes("more"))
    persistence.autosave()
    monkeypatch.setattr(Autosave, "clear", lambda self: None)
    persistence.save()
    _die()
    lock_path(path).unlink()
    assert find_recovery() == []
    assert list(autosave_folder().iterdir()) == []


def test_that_a_recovery_that_fails_leaves_the_autosave_and_no_lock(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    persistence = saved(path)
    persistence.session.apply(SetNotes("more"))
    persistence.autosave()
    _die()
    lock_path(path).unlink()
    found = find_recovery()[0]
    with monkeypatch.context() as patched:
        patched.setattr(Persistence, "autosave", _refused)
        with pytest.raises(SpineplanError, match="disk"):
            open_recovery(found)
    assert not lock_path(path).exists()
    opened = _recovered()
    assert opened.session.plan.notes == "more"
    opened.persistence.close()


def _die() -> None:
    """What a killed process leaves: the autosaves, and locks that nobody holds."""
    for lock in autosave_folder().glob(".*.lock"):
        lock.unlink()


def _refused(_: Persistence) -> bool:
    raise SpineplanError("The disk refused.")


def test_that_a_reader_who_saves_over_the_plan_does_not_undo_what_its_writer_saved(path: Path) -> None:
    writer = saved(path)
    reader = open_plan(path, "reader")
    writer.session.apply(SetNotes("the writer's"))
    writer.save()
    writer.close()
    with pytest.raises(PlanLocked, match="changed by somebody else"):
        reader.persistence.save_as(path)
    assert load_plan(path).plan.notes == "the writer's"
    reader.persistence.close()
    open_plan(path).persistence.close()


def test_that_a_home_that_cannot_be_written_costs_the_autosave_only(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "a file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "a file"))
    persistence = Persistence(full_session())
    persistence.session.apply(SetNotes("more"))
    with pytest.raises(SpineplanError, match="cannot be written"):
        persistence.autosave()
    persistence.save_as(path)
    persistence.close()
    assert load_plan(path).plan.notes == "more"


def test_that_a_login_name_no_file_can_hold_does_not_stop_a_save(path: Path) -> None:
    persistence = Persistence(full_session("read\udce9r"))
    persistence.session.who = "an\udce9other\n"
    persistence.session.apply(SetNotes("more"))
    persistence.save_as(path)
    persistence.close()
    assert load_plan(path).history.decoded()[-1].who == "another"
