"""How long the synthetic patient takes to make, and how much memory, each in a process of its own.

    bench/phantom.py [--json] [--rounds N]

`s` is the time of `write_demo` alone, kernels compiled before; `process_s` the whole `spineplan demo` command.
Goals on two idle cores: whole spine 60 s and 3 GB, lumbar 12 s, 2 mm lumbar 2 s.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENTS: dict[str, tuple[dict[str, object], float]] = {
    "2 mm lumbar": ({"levels": ("L1", "L5"), "resolution_mm": 2.0}, 2.0),
    "lumbar": ({"levels": ("L1", "L5")}, 12.0),
    "whole spine": ({"case": "healthy"}, 60.0),
}


def make(name: str) -> dict[str, float]:
    """In this process: one patient, its seconds and its peak memory."""
    from spineplan.phantom import write_demo

    options, _ = PATIENTS[name]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        write_demo(Path(folder), **options)  # type: ignore[arg-type]
        seconds = time.perf_counter() - started
    return {"s": seconds, "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def in_child(name: str) -> dict[str, float]:
    """The same in a fresh process, with that process' own wall time."""
    started = time.perf_counter()
    command = [sys.executable, __file__, "--child", name]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return {**json.loads(done.stdout), "process_s": time.perf_counter() - started}


def main() -> int:
    """Medians over the rounds; the first, uncounted round compiles the kernels."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", choices=PATIENTS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(make(arguments.child)))
        return 0
    in_child("2 mm lumbar")
    results = {}
    for name, (_, goal_s) in PATIENTS.items():
        runs = [in_child(name) for _ in range(arguments.rounds if goal_s < 30 else 1)]
        middle = {key: round(statistics.median(run[key] for run in runs), 2) for key in runs[0]}
        results[name] = {**middle, "goal_s": goal_s}
        if not arguments.json:
            print(f"{name:12} {middle['s']:6.1f} s of {goal_s:g} s  (process {middle['process_s']:.1f} s), "
                  f"peak {middle['peak_mib']:.0f} MiB", flush=True)  # fmt: skip
    if arguments.json:
        print(json.dumps(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
