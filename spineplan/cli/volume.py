"""`spineplan volume PATH --out FILE`: a series exactly as the workstation sees it."""

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from spineplan.cli.verbs import check_place, print_json
from spineplan.dicom.index import ImageIndex, scan
from spineplan.dicom.read import read_volume
from spineplan.dicom.series import SeriesEntry
from spineplan.dicom.stack import Run
from spineplan.errors import ImageRefused, UsageError
from spineplan.imaging.nifti import is_nifti, write_nifti
from spineplan.imaging.volume import Volume

_LISTED = 5


def add_arguments(parser: ArgumentParser) -> None:
    """PATH, --series, --out."""
    parser.add_argument("path", metavar="PATH", type=Path, help="folder, zip, DICOMDIR, DICOM or NIfTI file")
    parser.add_argument("--series", metavar="UID", help="a series as `scan` names it; needed when there are several")
    parser.add_argument("--out", metavar="FILE.nii.gz", type=Path, required=True, help="NIfTI file to write")


def run(arguments: Namespace) -> int:
    """Read one series and write it."""
    out: Path = arguments.out
    if not is_nifti(out.name):
        raise UsageError("The file to write must end in .nii or .nii.gz.")
    check_place(out)
    started = time.perf_counter()
    entry, part = chosen_series(scan(arguments.path), arguments.series)
    volume = read_volume(entry, run=part)
    load_s = time.perf_counter() - started
    write_nifti(volume, out)
    document = _document(volume, load_s, out)
    if arguments.json:
        print_json(document)
    else:
        k, j, i = volume.grid.shape_kji
        spacing = " x ".join(f"{mm:.4g}" for mm in volume.grid.spacing_mm)
        values = f"values {document['min']} to {document['max']} {volume.unit}, mean {document['mean']:.1f}"
        print(f"{out}: {i} x {j} x {k}, {spacing} mm, {values}; read in {load_s:.2f} s")
        for note in volume.notes:
            print(f"  {note}")
    return 0


def chosen_series(index: ImageIndex, key: str | None) -> tuple[SeriesEntry, Run | None]:
    """The series asked for, or the one with the most slices; which one is said. Raises UsageError in doubt."""
    if key is not None:
        return index.find(key)
    loadable = [entry for entry in index.series if entry.loadable]
    if not loadable:
        raise ImageRefused(" ".join(dict.fromkeys(problem for entry in index.series for problem in entry.problems)))
    loadable.sort(key=lambda entry: -entry.slices)
    largest = loadable[0]
    tied = len(loadable) > 1 and loadable[1].slices == largest.slices
    if len({entry.patient for entry in loadable}) > 1 or tied:
        listed = ", ".join(f"{entry.key} ({entry.modality}, {entry.slices} slices)" for entry in loadable[:_LISTED])
        raise UsageError(f"There are {len(loadable)} series to choose from; name one with --series: {listed}.")
    if len(index.series) > 1:
        print(f"Of {len(index.series)} series, the one with the most slices is taken: {largest.key}.", file=sys.stderr)
    return largest, None


def _document(volume: Volume, load_s: float, out: Path) -> dict[str, object]:
    stored = volume.array_kji
    real = [float(v) * volume.value_scale + volume.value_offset for v in (stored.min(), stored.max(), stored.mean())]
    return {
        "shape_kji": list(volume.grid.shape_kji),
        "spacing_mm": list(volume.grid.spacing_mm),
        "lps_from_ijk": volume.grid.lps_from_ijk.tolist(),
        "min": real[0],
        "max": real[1],
        "mean": real[2],
        "load_s": load_s,
        "out": str(out),
    }
