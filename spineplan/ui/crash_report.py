"""When something unexpected happens: a report without patient names on this computer, and one sentence on screen."""

import contextlib
import faulthandler
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from spineplan import __version__

_KEPT = 10


class CrashReports:
    """Hooks of the interpreter and of the threads. `on_report(path)` is called on the thread that failed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.on_report: Callable[[Path], None] = lambda _path: None
        self._before = (sys.excepthook, threading.excepthook)
        self._fatal = (folder / "fatal.txt").open("w", encoding="utf-8")
        self._was_on = faulthandler.is_enabled()
        faulthandler.enable(self._fatal)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def close(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        faulthandler.disable()
        if self._was_on and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)
        self._fatal.close()
        with contextlib.suppress(OSError):
            Path(self._fatal.name).unlink()

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            self.write(error, trace)
        self._before[0](kind, error, trace)

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.write(args.exc_value, args.exc_traceback)
        self._before[1](args)

    def write(self, error: BaseException, trace: TracebackType | None) -> None:
        """Write the report and say so."""
        now = datetime.now(UTC)
        path = self.folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        with contextlib.suppress(OSError):
            path.write_text(report_text(error, trace, now), encoding="utf-8")
            self._forget_old()
            self.on_report(path)

    def _forget_old(self) -> None:
        for old in sorted(self.folder.glob("crash-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)


def report_text(error: BaseException, trace: TracebackType | None, now: datetime) -> str:
    """Where in our code it happened and what kind of error it was. The error's own words stay out: they may quote a
    header, a path or a value, and so a patient's name."""
    lines = [
        f"spineplan {__version__}, {now:%Y-%m-%d %H:%M:%S} UTC",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}",
        "",
        f"{type(error).__module__}.{type(error).__qualname__}",
    ]
    lines += [f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines += ["", "caused by " + report_text(cause, cause.__traceback__, now).split("\n", 3)[3]]
    return "\n".join(lines) + "\n"


def _inside(filename: str) -> str:
    """The path from the package on; the user's own folders stay out."""
    parts = Path(filename).parts
    for start in ("spineplan", "site-packages"):
        if start in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(start) - 1 :])
    return Path(filename).name


def left_by_crash(folder: Path) -> str:
    """What a fatal error of the last run left; empty when there was none."""
    with contextlib.suppress(OSError):
        return (folder / "fatal.txt").read_text(encoding="utf-8", errors="replace").strip()
    return ""
