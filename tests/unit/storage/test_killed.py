"""A process killed at any moment never leaves half a plan."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from spineplan.storage import atomic
from spineplan.storage.atomic import backup_path, remove_leftovers, write_atomically
from spineplan.storage.planfile import load_plan, save_plan
from tests.support.full_plans import full_session

ROOT = Path(__file__).resolve().parents[3]
SAVES = 200


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")
@pytest.mark.timeout(120)
def test_that_killing_the_saver_at_any_of_200_saves_leaves_a_whole_plan(tmp_path: Path) -> None:
    session = full_session()
    path = tmp_path / "p.spineplan"
    plan = replace(session.committed, notes="0")
    save_plan(path, plan, session.masks.used_by(plan), session.journal)
    first = len(load_plan(path).history.lines)
    rng = random.Random(5)
    kills = 0
    savers = subprocess.Popen(
        [sys.executable, "-m", "tests.support.save_forever", str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert savers.stdin is not None
    assert savers.stdout is not None
    saved = 0
    while saved < SAVES:
        savers.stdin.write("\n")
        savers.stdin.flush()
        child = int(savers.stdout.readline())
        began = time.perf_counter()
        whole = rng.randrange(1, 7)
        for _ in range(whole):
            assert savers.stdout.readline() == "saved\n"
        time.sleep(rng.uniform(0.0, 1.2) * (time.perf_counter() - began) / whole)
        os.kill(child, signal.SIGKILL)
        kills += 1
        while savers.stdout.readline() != "gone\n":
            pass
        loaded = load_plan(path)
        assert int(loaded.plan.notes) >= saved
        saved = int(loaded.plan.notes)
        assert loaded.history_problem is None
        assert len(loaded.history.lines) == first + 2 * saved
        assert replace(loaded.plan, notes="0") == plan
    savers.stdin.close()
    assert savers.wait(20) == 0
    savers.stdout.close()
    assert kills >= 20
    remove_leftovers(path)
    kept = sorted(p for p in tmp_path.iterdir() if p != path)
    assert {p.name for p in kept} <= {f"p.spineplan.bak{n}" for n in (1, 2, 3)}
    assert len(kept) >= 2
    assert all(saved - 10 <= int(load_plan(p).plan.notes) <= saved for p in kept)


def test_that_a_gap_in_the_backups_is_filled_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for n in range(4):
        write_atomically(path, str(n).encode(), backups=3)
    backup_path(path, 1).unlink()
    write_atomically(path, b"4", backups=3)
    assert [backup_path(path, n).read_bytes() for n in (1, 2, 3)] == [b"3", b"1", b"0"]


def test_that_the_three_saves_before_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for n in range(6):
        write_atomically(path, str(n).encode(), backups=3)
    assert path.read_bytes() == b"5"
    assert [backup_path(path, n).read_bytes() for n in (1, 2, 3)] == [b"4", b"3", b"2"]
    assert len(list(tmp_path.iterdir())) == 4


def test_that_backups_are_kept_where_the_disk_knows_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "no hard links here")

    monkeypatch.setattr(atomic.os, "link", refuse)
    path = tmp_path / "file"
    for n in range(3):
        write_atomically(path, str(n).encode(), backups=2)
    assert [p.read_bytes() for p in (path, backup_path(path, 1), backup_path(path, 2))] == [b"2", b"1", b"0"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_that_a_disk_that_refuses_leaves_the_last_save_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"before", backups=1)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "replace":
        monkeypatch.setattr(Path, "replace", refuse)
    else:
        monkeypatch.setattr(atomic.os, "fsync" if step == "fsync" else "link", refuse)
        monkeypatch.setattr(atomic.os, "fsync", refuse)
    with pytest.raises(atomic.SpineplanError, match=r"No space left on device.*intact"):
        write_atomically(path, b"after", backups=1)
    monkeypatch.undo()
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_that_what_was_written_wrongly_never_replaces_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"before")
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"something else")
    with pytest.raises(atomic.SpineplanError, match="intact"):
        write_atomically(path, b"after")
    monkeypatch.undo()
    assert path.read_bytes() == b"before"


def test_that_a_saved_file_that_reads_back_differently_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def altered(self: Path, target: Path) -> Path:
        self.unlink()
        target.write_bytes(b"a share that lies")
        return target

    monkeypatch.setattr(Path, "replace", altered)
    with pytest.raises(atomic.SpineplanError, match="reads back differently"):
        write_atomically(tmp_path / "file", b"after")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no permission bits")
def test_that_permissions_and_links_survive_a_save(tmp_path: Path) -> None:
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_bytes(b"before")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomically(link, b"after")
    assert link.is_symlink()
    assert path.read_bytes() == b"after"
    assert path.stat().st_mode & 0o777 == 0o640
