"""TotalSegmentator, when it is installed on this computer: in a process of its own, watched and cancellable."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

import psutil

from spineplan.anatomy.importing.source import LabelSource
from spineplan.errors import ImageRefused
from spineplan.exchange.label_files import read_labels
from spineplan.imaging.nifti import write_nifti
from spineplan.imaging.volume import Volume

Step = Callable[[float | None, str], None]
"""step(share done or None, what): reports, and stops the work by raising (session.jobs.Progress.step)."""

PROGRAM = "TotalSegmentator"
HOW_TO_INSTALL = (
    "TotalSegmentator is not installed on this computer. Install Python and then, once, while online: "
    "pip install TotalSegmentator, and totalseg_download_weights -t total. Then try again."
)
POLL_S = 0.1
GRACE_S = 3.0
_LAST_LINES = 20
_PART = re.compile(r"Predicting part (\d+) of (\d+)")
_BAR = re.compile(r"(\d{1,3})%\|")
_STAGES = (
    ("Predicting", 0.1, "Segmenting"),
    ("Saving", 0.95, "Saving"),
    ("Downloading", 0.0, "Downloading its weights"),
)


def installed(program: str = PROGRAM) -> str | None:
    """Path of the program, or None: then HOW_TO_INSTALL says what to do."""
    return shutil.which(program)


def run_total_segmentator(
    volume: Volume,
    step: Step,
    program: str = PROGRAM,
    task: str = "total",
    device: str = "cpu",
    fast: bool = False,
    classes: tuple[str, ...] = (),
) -> LabelSource:
    """Segment a volume; the labels are read back for `import_labels`. classes: only these, which is much faster.

    The volume is written without any identity. Raises ImageRefused when the program is absent, fails, or leaves no
    labels, and whatever `step` raises, after every process of the run has ended.
    """
    path = installed(program)
    if path is None:
        raise ImageRefused(HOW_TO_INSTALL)
    with tempfile.TemporaryDirectory(prefix="spineplan-totalsegmentator-", ignore_cleanup_errors=True) as folder:
        source, result = Path(folder, "image.nii.gz"), Path(folder, "labels.nii.gz")
        step(None, "Writing the images")
        write_nifti(volume, source)
        command = [path, "-i", str(source), "-o", str(result), "--ml", "--task", task, "--device", device]
        command += ["--fast"] if fast else []
        command += ["--roi_subset", *classes] if classes else []
        _run(command, step)
        if not result.is_file():
            raise ImageRefused("TotalSegmentator ended without labels; run it once by hand to see why.")
        return read_labels(result)


class _Watch:
    """What the program prints, turned into a share done: its parts count, and so does the bar of the current one."""

    def __init__(self) -> None:
        self.done: float | None = None
        self.text = "Starting TotalSegmentator"
        self.last_lines: deque[str] = deque(maxlen=_LAST_LINES)
        self._part, self._parts = 1, 1
        self._predicting = False

    def read(self, line: str) -> None:
        """One line, or one state of a progress bar."""
        bar = _BAR.search(line)
        part = _PART.search(line)
        if part is not None:
            self._part, self._parts = int(part[1]), max(1, int(part[2]))
            self._go("Segmenting", 0.0)
            self.text = f"Segmenting, part {self._part} of {self._parts}"
        elif bar is not None:
            if self._predicting:
                self._go(self.text, min(int(bar[1]), 100) / 100.0)
        elif line.strip():
            self.last_lines.append(line.strip())
            for begins, done, text in _STAGES:
                if line.strip().startswith(begins):
                    self._predicting, self.done, self.text = begins == "Predicting", done, text

    def _go(self, text: str, share: float) -> None:
        self._predicting, self.text = True, text
        self.done = 0.1 + 0.85 * min(1.0, (self._part - 1 + share) / self._parts)


def _run(command: list[str], step: Step) -> None:
    watch = _Watch()
    try:
        process = _start(command)
    except OSError as error:
        raise ImageRefused(f"TotalSegmentator cannot be started: {error.strerror or 'unknown reason'}.") from None
    reader = threading.Thread(target=_listen, args=(process, watch), name="total-segmentator-output")
    reader.start()
    try:
        while process.poll() is None:
            step(watch.done, watch.text)
            try:
                process.wait(POLL_S)
            except subprocess.TimeoutExpired:
                continue
    finally:
        _end(process)
        reader.join()
    if process.returncode != 0:
        said = watch.last_lines[-1] if watch.last_lines else "it said nothing"
        raise ImageRefused(f"TotalSegmentator failed (exit code {process.returncode}): {said[:200]}")


def _start(command: list[str]) -> subprocess.Popen[str]:
    """In a process group of its own, so that Cancel reaches the workers it starts."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=sys.platform != "win32",
    )


def _listen(process: subprocess.Popen[str], watch: _Watch) -> None:
    """Until every process that writes to the pipe has ended. Text mode turns the \\r of progress bars into lines."""
    if process.stdout is not None:
        with process.stdout as stream:
            for line in stream:
                watch.read(line)


def _end(process: subprocess.Popen[str]) -> None:
    """End the program and everything it started: politely, then by force."""
    if sys.platform == "win32":
        family = _family(process.pid)
        for member in family:
            with contextlib.suppress(psutil.Error):
                member.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(GRACE_S)
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _family(pid: int) -> list[psutil.Process]:
    """The program and its descendants that still live."""
    try:
        own = psutil.Process(pid)
        return [own, *own.children(recursive=True)]
    except psutil.Error:
        return []
