"""A virtual display of its own for every process that runs tests, gone when the process is."""

import os
import shutil
import subprocess
import sys

SCREEN = "2560x1440x24"


class VirtualDisplay:
    """Starts Xvfb on a free display number; `stop` puts the environment back.

    Nothing happens where the desktop has no X server of its own kind (Windows, macOS), where Xvfb is not
    installed (Qt then draws off screen), or when SPINEPLAN_TEST_DISPLAY=1 asks to watch on the real screen.
    """

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._before: dict[str, str | None] = {}
        self._dies_with_us = shutil.which("setpriv") is not None

    def start(self) -> None:
        """Show windows of this process and its children on the virtual display."""
        if not sys.platform.startswith("linux") or os.environ.get("SPINEPLAN_TEST_DISPLAY") == "1":
            return
        xvfb = shutil.which("Xvfb")
        if xvfb is None:
            self._set(QT_QPA_PLATFORM="offscreen")
            return
        self._set(DISPLAY=self._launch(xvfb), QT_QPA_PLATFORM="xcb", WAYLAND_DISPLAY=None)

    def _launch(self, xvfb: str) -> str:
        """Start the server and return its display name; the server itself picks a free number."""
        read, write = os.pipe()
        dies_with_us = ["setpriv", "--pdeathsig", "TERM"] if self._dies_with_us else []
        command = [
            *dies_with_us,
            xvfb,
            "-displayfd",
            str(write),
            "-screen",
            "0",
            SCREEN,
            "-nolisten",
            "tcp",
            "-noreset",
        ]
        self._server = subprocess.Popen(
            command, pass_fds=[write], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        return f":{number.decode()}"

    def leave(self) -> None:
        """At the end of the process: a server that dies with it is left to do so.

        Qt and VTK hold connections until the interpreter is gone; a server that goes first makes Xlib exit with 1.
        """
        if not self._dies_with_us:
            self.stop()

    def stop(self) -> None:
        """End the server and restore the environment."""
        if self._server is not None:
            self._server.terminate()
            try:
                self._server.wait(5)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None
        self._set(**self._before)
        self._before = {}

    def _set(self, **values: str | None) -> None:
        for name, value in values.items():
            self._before.setdefault(name, os.environ.get(name))
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def let_threads_work_while_waiting() -> None:
    """Qt's own qWait keeps Python's lock, so jobs on other threads crawl; an event loop gives it away, as the running
    application does."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtTest import QTest

    def wait(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    QTest.qWait = staticmethod(wait)  # type: ignore[method-assign]
