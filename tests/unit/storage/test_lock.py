"""One writer at a time; a dead writer does not stand in the way."""

import errno
import os
import platform
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import psutil
import pytest
from msgspec.structs import replace

from spineplan.errors import PlanLocked
from spineplan.storage.lock import Holder, Lock, acquire, lock_path, read_holder


def test_that_a_second_opener_is_told_who_has_the_plan(tmp_path: Path) -> None:
    lock = acquire(tmp_path / "p", "Dr. First")
    with pytest.raises(PlanLocked, match=rf"open by Dr\. First on {platform.node()} since .* UTC; it can be read only"):
        acquire(tmp_path / "p", "Dr. Second")
    lock.release()
    acquire(tmp_path / "p").release()
    assert list(tmp_path.iterdir()) == []


def test_that_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "p"
    script = f"import time; from pathlib import Path; from spineplan.storage.lock import acquire; acquire(Path({str(path)!r})); print('held', flush=True); time.sleep(60)"  # noqa: E501
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PlanLocked):
            acquire(path)
        holder.kill()
        holder.wait()
        lock = acquire(path, "next")
        assert lock.held()
        lock.release()


def test_that_a_later_process_with_the_same_number_does_not_keep_a_lock_alive(tmp_path: Path) -> None:
    _write(tmp_path / "p", _me(pid_started=psutil.Process().create_time() - 3600))
    lock = acquire(tmp_path / "p")
    assert lock.held()
    lock.release()


def test_that_a_lock_of_another_computer_stays_until_a_person_takes_it(tmp_path: Path) -> None:
    _write(tmp_path / "p", _me(host="reading-room-2", pid=999_999_999))
    with pytest.raises(PlanLocked, match="reading-room-2"):
        acquire(tmp_path / "p")
    lock = acquire(tmp_path / "p", by_force=True)
    assert lock.held()
    lock.release()


def test_that_one_who_lost_the_lock_knows_and_does_not_remove_the_other(tmp_path: Path) -> None:
    first = acquire(tmp_path / "p")
    second = acquire(tmp_path / "p", by_force=True)
    assert not first.held()
    first.release()
    assert second.held()
    second.release()


def test_that_a_half_written_lock_counts_until_it_is_old(tmp_path: Path) -> None:
    place = lock_path(tmp_path / "p")
    place.write_bytes(b"")
    with pytest.raises(PlanLocked, match="at this moment"):
        acquire(tmp_path / "p")
    os.utime(place, (time.time() - 60, time.time() - 60))
    acquire(tmp_path / "p").release()


@pytest.mark.parametrize("pid", [-5, 0x7FFFFFFF, 10**30])
def test_that_an_impossible_holder_is_gone(pid: int) -> None:
    assert not _me(pid=pid).lives()


def test_that_of_many_who_find_a_stale_lock_one_gets_it(tmp_path: Path) -> None:
    for _ in range(15):
        _write(tmp_path / "p", _me(pid=0x7FFFFFFF))
        start, locks = threading.Barrier(4), list[Lock]()

        def take(start: threading.Barrier = start, locks: list[Lock] = locks) -> None:
            start.wait()
            try:
                locks.append(acquire(tmp_path / "p"))
            except PlanLocked:
                return

        threads = [threading.Thread(target=take) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(lock.held() for lock in locks) == 1
        for lock in locks:
            lock.release()
        assert read_holder(lock_path(tmp_path / "p")) is None


def test_that_a_folder_that_cannot_be_written_gives_read_only(tmp_path: Path) -> None:
    with pytest.raises(PlanLocked, match="cannot be written"):
        acquire(tmp_path / "missing" / "p")


def _me(**fields: object) -> Holder:
    holder = Holder(
        host=platform.node(), pid=os.getpid(), pid_started=psutil.Process().create_time(), who="", utc="", token="t"
    )
    return replace(holder, **fields)


def _write(path: Path, holder: Holder) -> None:
    lock_path(path).write_bytes(msgspec.json.encode(holder))


def test_that_a_full_disk_gives_read_only_and_leaves_no_empty_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, descriptor: int, mode: str) -> None:
            self.descriptor = descriptor

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *exc: object) -> None:
            os.close(self.descriptor)

        def write(self, data: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fdopen", Full)
    with pytest.raises(PlanLocked, match="No space left"):
        acquire(tmp_path / "p")
    assert list(tmp_path.iterdir()) == []
