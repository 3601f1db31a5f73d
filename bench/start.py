"""How long from starting the process until the main window is on screen, and until a folder can be opened.

    bench/start.py [--runs 5] [--json]

`visible_s` is seen from outside, the same way for everybody: a window of at least 700 x 450 pixels is mapped on a
virtual display and shows more than two colours. `usable_s` is said by the program itself: spineplan, started
with SPINEPLAN_MEASURE_START=<time.monotonic() at launch> in its environment, prints one line on stdout

    {"visible_s": 0.31, "usable_s": 0.62}

(seconds since that moment: end of the main window's first paint; first turn of the event loop in which *Open* works
and everything that opening a folder needs has been imported) and quits with exit code 0. napari says it at the first
turn of its event loop after the window is shown; InVesalius cannot say it. Runs are interleaved; medians are given.
"""

import argparse
import contextlib
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.environments import PEERS, ROOT, program_of, python_of
from bench.screen_watch import Screen
from tests.support.display import VirtualDisplay

PATIENCE_S = 20.0
AFTER_S = 3.0
Program = tuple[list[str], dict[str, str]]
"""Command and what it needs in its environment."""
NAPARI = """
import json, os, time
import napari
from qtpy.QtCore import QTimer
viewer = napari.Viewer()
def say():
    print(json.dumps({"usable_s": time.monotonic() - float(os.environ["SPINEPLAN_MEASURE_START"])}), flush=True)
QTimer.singleShot(0, say)
napari.run()
"""


def programs(home: Path) -> dict[str, Program]:
    """Everybody who can be started here."""
    found: dict[str, Program] = {"spineplan": ([sys.executable, "-m", "spineplan"], {})}
    if napari := python_of("napari"):
        found["napari"] = ([str(napari), "-c", NAPARI], {})
    if installed := program_of("invesalius"):
        found["InVesalius"] = invesalius(installed, home)
    return found


def one_run(program: Program, display: str, home: Path) -> dict[str, float]:
    """Start a program once, watch the screen, end it; seconds since launch, only those that were seen."""
    screen = Screen(display)
    while screen.main_window_is_painted():  # the previous program's window goes a moment after its process
        time.sleep(0.01)
    launched = time.monotonic()
    command, extra = program
    environment = {**os.environ, "HOME": str(home), "SPINEPLAN_MEASURE_START": repr(launched), **extra}
    seen: dict[str, float] = {}
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.DEVNULL, start_new_session=True
        )
        while time.monotonic() - launched < PATIENCE_S:
            if "visible_s" not in seen and screen.main_window_is_painted():
                seen["visible_s"] = time.monotonic() - launched
            if (own := last_json(said)) and (process.poll() is not None or "visible_s" in seen):
                seen["usable_s"] = max(own["usable_s"], seen.get("visible_s", 0.0))
                if "visible_s" in own:
                    seen["said_visible_s"] = own["visible_s"]
                break
            if process.poll() is not None or time.monotonic() - launched > seen.get("visible_s", PATIENCE_S) + AFTER_S:
                break
            time.sleep(0.002)
        end(process)
    screen.close()
    return seen


def last_json(said: IO[str]) -> dict[str, float]:
    """The line a program printed about itself, or nothing yet."""
    said.seek(0)
    lines = [line for line in said.read().splitlines() if line.startswith("{") and line.endswith("}")]
    return json.loads(lines[-1]) if lines else {}


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and its children; ours quits by itself."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(0.5)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def medians(runs: list[dict[str, float]]) -> dict[str, float | None]:
    """Median of each time over the runs that have it."""
    names = ("visible_s", "usable_s", "said_visible_s")
    values = {name: [run[name] for run in runs if name in run] for name in names}
    return {name: round(statistics.median(v), 3) if v else None for name, v in values.items()}


def invesalius(program: str, home: Path) -> tuple[list[str], dict[str, str]]:
    """Command and environment of InVesalius, its two first-start questions answered: the language and its locale."""
    folder = home / ".config" / "invesalius"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(PEERS["debian"]["invesalius"]["settings"]))
    locale = ["localedef", "-i", "en_US", "-f", "UTF-8", "--no-archive", str(home / "en_US.UTF-8")]
    subprocess.run(locale, check=False, capture_output=True)
    return [program], {"LOCPATH": str(home), "LC_ALL": "en_US.UTF-8", "PATH": "/usr/bin:/bin"}


def main() -> int:
    """Measure and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    display = VirtualDisplay()
    display.start()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        everybody = programs(home)
        results: dict[str, list[dict[str, float]]] = {name: [] for name in everybody}
        for run in range(options.runs + 1):
            for name, program in everybody.items():
                seen = one_run(program, os.environ["DISPLAY"], home)
                if run > 0:  # the first round fills the caches
                    results[name].append(seen)
    display.stop()
    table = {name: medians(runs) for name, runs in results.items()}
    if options.json:
        print(json.dumps({"runs": options.runs, "programs": table}))
        return 0
    print(f"medians of {options.runs} interleaved starts, seconds")
    for name, row in table.items():
        print(f"{name:12} visible {row['visible_s'] or '-':>6}   usable {row['usable_s'] or '-':>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
