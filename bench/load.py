"""How long from a folder of DICOM files to one array, beside other readers.

    bench/load.py PATH [--json] [--runs 5]           measure on the largest series under PATH (folder or zip)
    bench/load.py --make DIR [--syntax NAME] [--slices 600]   write a synthetic chest of 512 x 512 slices

Every reader runs in a process of its own, by turns, after the files have been read once (warm); medians are given.
Peers that are not installed are left out (`make bench` installs them).
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.environments import python_of  # noqa: E402
from bench.load_phantom import SYNTAXES, make  # noqa: E402
from bench.load_readers import READERS  # noqa: E402
from spineplan.dicom.index import scan  # noqa: E402
from spineplan.dicom.stack import Stack  # noqa: E402

ENVIRONMENTS = {"SimpleITK": "simpleitk", "itk": "itk", "slicer-core": "slicer-core", "mitk-python": "mitk-python"}
"""Readers that come from a peer's environment; dcm2niix from its own or ours; the others from ours."""
MODULES = {"SimpleITK": "SimpleITK", "vtk": "vtkmodules", "pydicom": "pydicom", "dcm2niix": "dcm2niix"}
PATIENCE_S = 300.0


def measure(path: Path, runs: int) -> dict[str, Any]:
    """The document that --json prints."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = _one_series(path, Path(scratch))
        files = sorted(folder.iterdir())
        pythons = {name: python for name in READERS if (python := _python(name))}
        results: dict[str, list[dict[str, Any]]] = {name: [] for name in pythons}
        cats = [_cat(files)]
        for _ in range(runs):
            cats.append(_cat(files))
            for name, python in pythons.items():
                if (result := _run(python, name, folder)) is not None:
                    results[name].append(result)
        cat_s = statistics.median(cats[1:])
        ours = results["spineplan"][0]
        readers = {name: _median(found, cat_s) for name, found in results.items() if found and _same(name, found, ours)}
        return {"bytes": sum(file.stat().st_size for file in files), "cat_s": cat_s, "readers": readers}


def _one_series(path: Path, scratch: Path) -> Path:
    """A folder with nothing but the files of the largest series that is a volume."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(scratch / "unzipped")
        path = scratch / "unzipped"
    entries = [entry for entry in scan(path).series if entry.loadable and isinstance(entry.content, Stack)]
    if not entries:
        sys.exit(f"There is no DICOM series under {path} that is a volume.")
    stack = max(entries, key=lambda entry: entry.slices).content
    assert isinstance(stack, Stack)
    files = sorted({piece.instance.source.path for piece in stack.slices})
    if path.is_dir() and sorted(str(file) for file in path.iterdir()) == files:
        return path
    folder = scratch / "series"
    folder.mkdir()
    for n, file in enumerate(files):
        link = folder / f"{n:05}.dcm"
        try:
            link.hardlink_to(file)
        except OSError:
            shutil.copy(file, link)
    return folder


def _python(name: str) -> str | None:
    """The Python that can run a reader."""
    if name in ENVIRONMENTS and (python := python_of(ENVIRONMENTS[name])):
        return str(python)
    if name == "dcm2niix" and (python := python_of(name)):
        return str(python)
    if name != "spineplan":
        module = MODULES.get(name)
        test = [sys.executable, "-c", f"import {module}"]
        if module is None or subprocess.run(test, capture_output=True, check=False).returncode:
            return None
    return sys.executable


def _cat(files: list[Path]) -> float:
    """Seconds to read all bytes."""
    if program := shutil.which("cat"):
        started = time.perf_counter()
        subprocess.run([program, *map(str, files)], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - started
    started = time.perf_counter()
    for file in files:
        file.read_bytes()
    return time.perf_counter() - started


def _run(python: str, name: str, folder: Path) -> dict[str, Any] | None:
    command = [python, str(ROOT / "bench" / "load_readers.py"), name, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=True)
        result: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        said = getattr(error, "stderr", b"") or b""
        print(f"{name} did not read it: {said.decode(errors='replace').strip()[-200:] or error}", file=sys.stderr)
        return None
    return result


def _same(name: str, found: list[dict[str, Any]], ours: dict[str, Any]) -> bool:
    """Whether a reader read the pictures that we read; reading something else quickly does not count."""
    agrees = found[0]["shape"] == ours["shape"] and abs(found[0]["mean"] - ours["mean"]) < 1.0
    if not agrees:
        print(f"{name} read other pictures: shape {found[0]['shape']}, mean {found[0]['mean']:.1f}.", file=sys.stderr)
    return agrees


def _median(found: list[dict[str, Any]], cat_s: float) -> dict[str, Any]:
    seconds = statistics.median(result["s"] for result in found)
    peak = statistics.median(result["peak_mib"] for result in found)
    return {"s": seconds, "peak_mib": peak, "x_cat": seconds / cat_s}


def show(document: dict[str, Any]) -> None:
    """The same for people."""
    print(f"{document['bytes'] / 2**20:.0f} MiB, cat {document['cat_s']:.3f} s")
    for name, result in sorted(document["readers"].items(), key=lambda item: item[1]["s"]):
        print(f"{name:12} {result['s']:8.3f} s  {result['x_cat']:6.1f} x cat  {result['peak_mib']:6.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--make", type=Path, metavar="DIR")
    parser.add_argument("--syntax", choices=SYNTAXES, default="explicit")
    parser.add_argument("--slices", type=int, default=600)
    arguments = parser.parse_args()
    if arguments.make is not None:
        make(arguments.make, arguments.syntax, arguments.slices)
    elif arguments.path is None:
        parser.error("give a PATH to measure, or --make DIR")
    else:
        document = measure(arguments.path, arguments.runs)
        if arguments.json:
            print(json.dumps(document))
        else:
            show(document)


if __name__ == "__main__":
    main()
