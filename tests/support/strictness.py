"""What a test may not leave behind, and what it may not say."""

import gc
import logging
import re
import sys
import threading
import time
from typing import Any

PATIENCE_S = 3.0
LASTING = ("spineplan-slices", "spineplan-kernels")


class LogWatch(logging.Handler):
    """Keeps every record at WARNING and above that no pattern expects."""

    def __init__(self, expected: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._expected = [re.compile(pattern) for pattern in expected]
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not any(pattern.search(message) for pattern in self._expected):
            self.unexpected.append(f"{record.levelname} {record.name}: {message}")


def qt_application() -> Any:
    """The running QApplication, or None; Qt is not imported for the question."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets is not None else None


def snapshot(look_for_timers: bool) -> list[Any]:
    """The threads, windows and running timers that are there now, kept alive so that none is taken for another."""
    return [*_threads(), *_windows(), *(_timers() if look_for_timers else [])]


def _threads() -> list[Any]:
    """All but those that live as long as the process: the pool that draws slices, and the compiling of its kernels."""
    return [thread for thread in threading.enumerate() if not thread.name.startswith(LASTING)]


def leftovers(before: list[Any], look_for_timers: bool) -> list[str]:
    """What is here now and was not before, after a moment of patience. Finding timers walks every object alive."""
    known = {id(thing) for thing in before}
    deadline = time.monotonic() + PATIENCE_S
    while True:
        _let_qt_delete()
        found = [_name(thing) for thing in snapshot(look_for_timers) if id(thing) not in known]
        if not found or time.monotonic() > deadline:
            return found
        gc.collect()
        time.sleep(0.01)


def _name(thing: Any) -> str:
    if isinstance(thing, threading.Thread):
        return f"thread {thing.name}"
    if hasattr(thing, "isActive"):
        return f"running timer of {thing.parent()!r}"
    return f"window {type(thing).__name__}"


def _let_qt_delete() -> None:
    """Carry out the deleteLater() calls of the test, which wait for an event loop that no longer runs."""
    if qt_application() is None:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _windows() -> list[Any]:
    application = qt_application()
    return list(application.topLevelWidgets()) if application is not None else []


def _timers() -> list[Any]:
    if qt_application() is None:
        return []
    from PySide6.QtCore import QTimer
    from shiboken6 import Shiboken

    timers = [thing for thing in gc.get_objects() if issubclass(type(thing), QTimer)]
    return [timer for timer in timers if Shiboken.isValid(timer) and timer.isActive()]
