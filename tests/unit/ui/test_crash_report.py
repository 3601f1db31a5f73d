"""A crash report says where, and never who."""

import sys
import threading
from pathlib import Path

import pytest

from spineplan.ui.crash_report import CrashReports, left_by_crash

NAME = "ROSSI ANNA"


def raise_with_a_name() -> None:
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(f"cannot open the plan of {NAME} in /home/{NAME}/x") from error


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "excepthook", lambda *args: None)
    monkeypatch.setattr(threading, "excepthook", lambda *args: None)
    watching = CrashReports(tmp_path)
    yield watching
    watching.close()


def test_that_a_report_names_the_place_and_the_kind_but_no_patient(reports: CrashReports, tmp_path: Path) -> None:
    seen: list[Path] = []
    reports.on_report = seen.append
    try:
        raise_with_a_name()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    text = seen[0].read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "caused by" in text
    assert "KeyError" in text
    assert "raise_with_a_name" in text
    assert "ROSSI" not in text
    assert str(tmp_path) not in text


def test_that_a_failing_thread_is_reported(reports: CrashReports, tmp_path: Path) -> None:
    thread = threading.Thread(target=raise_with_a_name)
    thread.start()
    thread.join()
    assert len(list(tmp_path.glob("crash-*.txt"))) == 1


def test_that_only_the_latest_reports_are_kept(reports: CrashReports, tmp_path: Path) -> None:
    for _ in range(15):
        reports.write(ValueError(NAME), None)
    assert len(list(tmp_path.glob("crash-*.txt"))) == 10


def test_that_closing_gives_the_hooks_back(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    CrashReports(tmp_path).close()
    assert (sys.excepthook, threading.excepthook) == before
    assert left_by_crash(tmp_path) == ""
