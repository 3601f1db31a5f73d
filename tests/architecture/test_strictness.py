"""The house's own alarms ring: log records, forgotten threads, timers and windows, and the virtual display."""

import logging
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.support.display import VirtualDisplay
from tests.support.strictness import LogWatch, leftovers, snapshot


def test_that_an_unexpected_warning_in_the_log_is_kept() -> None:
    watch = LogWatch(["disk is slow"])
    log = logging.Logger("spineplan.x", logging.DEBUG)
    log.addHandler(watch)
    log.warning("disk is slow today")
    log.info("just so you know")
    log.error("slice 7 lost")
    log.warning("lost %d", 3)
    assert watch.unexpected == ["ERROR spineplan.x: slice 7 lost", "WARNING spineplan.x: lost 3"]


def test_that_a_forgotten_thread_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.support.strictness.PATIENCE_S", 0.0)
    before = snapshot(False)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    thread.start()
    assert leftovers(before, False) == ["thread forgotten"]
    stop.set()
    thread.join()
    assert leftovers(before, False) == []


def test_that_a_forgotten_window_and_timer_are_found(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget

    monkeypatch.setattr("tests.support.strictness.PATIENCE_S", 0.0)
    before = snapshot(True)
    window = QWidget()
    timer = QTimer()
    timer.start(10_000)
    assert sorted(leftovers(before, True)) == ["running timer of None", "window QWidget"]
    timer.stop()
    window.deleteLater()
    assert leftovers(before, True) == []


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
def test_that_two_virtual_displays_differ_and_end_with_their_owner() -> None:
    displays = [VirtualDisplay(), VirtualDisplay()]
    outside = os.environ.get("DISPLAY")
    names = []
    for display in displays:
        display.start()
        names.append(os.environ["DISPLAY"])
    sockets = [Path("/tmp/.X11-unix") / f"X{name.removeprefix(':')}" for name in names]
    assert len(set(names) - {outside}) == 2
    assert all(socket.exists() for socket in sockets)
    for display in reversed(displays):
        display.stop()
    assert os.environ.get("DISPLAY") == outside
    assert not any(socket.exists() for socket in sockets)


@pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("setpriv") is None, reason="Xvfb is not installed")
def test_that_the_virtual_display_ends_even_when_its_owner_is_killed() -> None:
    code = (
        "import os, sys; from tests.support.display import VirtualDisplay; VirtualDisplay().start();"
        "print(os.environ['DISPLAY'], flush=True); sys.stdin.read()"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as owner:
        assert owner.stdout is not None
        socket = Path("/tmp/.X11-unix") / f"X{owner.stdout.readline().strip().removeprefix(':')}"
        assert socket.exists()
        owner.kill()
    for _ in range(100):
        if not socket.exists():
            return
        threading.Event().wait(0.05)
    pytest.fail("the virtual display outlived its owner")
