"""Milliseconds per frame of the image panes, painting included, beside VTK windows and napari.

    bench/mpr.py [PATH] [--volume PATH] [--json] [--rounds 3]

PATH: a folder, zip or NIfTI file; its largest series is used (without it: a synthetic chest of 512 x 512 x 600).
Every program runs in a process of its own, by turns, on a virtual display; medians over all frames of all rounds.

scroll: next axial slice in one pane. oblique: turn one pane about a slanted axis. drag: the crosshair through the
volume with three linked panes, all three new in every frame. mip10: scroll a 10 mm maximum projection (ours draws
it coarse while it moves; mip10_full is the full picture). One pane is as large as said, each of the three as well.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.environments import python_of  # noqa: E402
from spineplan.dicom.index import scan  # noqa: E402
from spineplan.dicom.read import read_volume  # noqa: E402
from spineplan.imaging.volume import Volume  # noqa: E402
from tests.support.display import VirtualDisplay  # noqa: E402

SIZES = ("600x600", "1200x900")
FRAMES = 40
PATIENCE_S = 300.0


def largest_volume(path: Path) -> Volume:
    """The series with most slices that is a volume."""
    series = [entry for entry in scan(path).series if entry.loadable]
    if not series:
        sys.exit(f"There is no volume in {path}.")
    return read_volume(max(series, key=lambda s: s.slices))


def synthetic() -> tuple[np.ndarray, list[float]]:
    """A chest-like body with bones and noise."""
    k, j, i = np.ogrid[-1.0:1.0:600j, -1.0:1.0:512j, -1.0:1.0:512j]
    body = ((i / 0.85) ** 2 + (j / 0.6) ** 2 < 1) & (k > -2)
    bone = ((i / 0.09) ** 2 + ((j - 0.3) / 0.09) ** 2 < 1) & (np.sin(60 * k) > -0.7)
    array = np.where(bone, 700, np.where(body, 40, -1000)).astype(np.int16)
    array += np.random.default_rng(1).integers(-30, 30, array.shape, dtype=np.int16)
    return array, [0.7, 0.7, 1.0]


def programs() -> dict[str, list[str]]:
    """Everybody who can be measured here."""
    found = {"spineplan": [sys.executable, "bench/mpr_ours.py"], "vtk windows": [sys.executable, "bench/mpr_vtk.py"]}
    if napari := python_of("napari"):
        found["napari"] = [str(napari), "bench/mpr_napari.py"]
    return found


def measure(array: np.ndarray, spacing_mm: list[float], rounds: int) -> dict[str, Any]:
    """The document that --json prints: frames in milliseconds, and how many times longer the others take."""
    frames: dict[str, dict[str, dict[str, list[float]]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "volume.npy"
        np.save(path, array)
        for _ in range(rounds):
            for name, command in programs().items():
                for size in SIZES:
                    for action, times in one_run(command, path, spacing_mm, size).items():
                        frames.setdefault(size, {}).setdefault(action, {}).setdefault(name, []).extend(times)
    ms = {
        size: {action: {n: round(statistics.median(t), 2) for n, t in by.items()} for action, by in actions.items()}
        for size, actions in frames.items()
    }
    return {"shape_kji": list(array.shape), "spacing_mm": spacing_mm, "cores": os.cpu_count(), "ms_per_frame": ms}


def one_run(command: list[str], path: Path, spacing_mm: list[float], size: str) -> dict[str, list[float]]:
    """Times of one program: its last line of output."""
    arguments = [*command, str(path), json.dumps(spacing_mm), size, str(FRAMES)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT) if command[0] == sys.executable else ""}
    done = subprocess.run(
        arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    if done.returncode:
        print(f"{command[1]} failed at {size}:\n{done.stderr[-2000:]}", file=sys.stderr)
        return {}
    return json.loads(done.stdout.strip().splitlines()[-1])


def print_table(result: dict[str, Any]) -> None:
    """Rows of actions, columns of programs."""
    names = list(programs())
    for size, actions in result["ms_per_frame"].items():
        print(f"{size:>12}  " + "".join(f"{name:>14}" for name in names) + "   ratio to ours")
        for action, by in actions.items():
            cells = "".join(f"{by[name]:>11.2f} ms" if name in by else f"{'-':>14}" for name in names)
            ours = by.get("spineplan")
            others = [f"{name} {by[name] / ours:.1f}x" for name in names[1:] if ours and name in by]
            print(f"{action:>12}  {cells}   {', '.join(others)}")


def main() -> int:
    """Measure and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--volume", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    path = options.volume or options.path
    if path is not None:
        volume = largest_volume(path)
        array, spacing_mm = volume.array_kji, list(volume.grid.spacing_mm)
    else:
        array, spacing_mm = synthetic()
    display = VirtualDisplay()
    display.start()
    try:
        result = measure(array, spacing_mm, options.rounds)
    finally:
        display.stop()
    if options.json:
        print(json.dumps(result))
    else:
        print_table(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
