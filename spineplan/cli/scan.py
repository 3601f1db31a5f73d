"""`spineplan scan PATH`: what is there, and which of it is a trustworthy volume."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from spineplan.cli.verbs import print_json
from spineplan.dicom.index import ImageIndex, scan
from spineplan.dicom.series import SeriesEntry


def add_arguments(parser: ArgumentParser) -> None:
    """PATH."""
    parser.add_argument("path", metavar="PATH", type=Path, help="folder, zip, DICOMDIR, DICOM or NIfTI file")


def run(arguments: Namespace) -> int:
    """List the series; problems that belong to no series go to stderr."""
    index = scan(arguments.path)
    for problem in index.problems:
        print(problem, file=sys.stderr)
    if arguments.json:
        print_json({"series": [_document(entry) for entry in index.series]})
    else:
        _print(index)
    return 0


def _document(entry: SeriesEntry) -> dict[str, object]:
    return {
        "uid": entry.key,
        "modality": entry.modality,
        "description": entry.description,
        "slices": entry.slices,
        "shape_kji": entry.shape_kji,
        "spacing_mm": entry.spacing_mm,
        "frame_of_reference": entry.frame_of_reference_uid,
        "verdict": entry.verdict,
        "problems": [*entry.problems, *entry.notes],
    }


def _print(index: ImageIndex) -> None:
    for entry in index.series:
        size = ""
        if entry.shape_kji is not None and entry.spacing_mm is not None:
            k, j, i = entry.shape_kji
            size = f"{i} x {j} x {k}, " + " x ".join(f"{mm:.3g}" for mm in entry.spacing_mm) + " mm"
        kind = f"{entry.modality or '-':4} {entry.slices:5} slices  {entry.verdict:9}"
        print(f"{kind}  {entry.description}  {size}".rstrip())
        print(f"     {entry.key}")
        for sentence in (*entry.problems, *entry.notes):
            print(f"     {sentence}")
        for part in entry.runs[:1]:
            print(f"     Uniform part: --series {entry.key}@{part.first}-{part.last}")
