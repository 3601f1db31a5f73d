"""`spineplan levels PATH --out labels.nii.gz`: find, name and segment the vertebrae of a CT."""

import json
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from math import isfinite
from pathlib import Path
from typing import Any

from spineplan.cli.verbs import print_json
from spineplan.cli.volume import chosen_series
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import UsageError
from spineplan.imaging.nifti import is_nifti
from spineplan.plan.levels import ALL_LEVELS


def add_arguments(parser: ArgumentParser) -> None:
    """PATH, --series, --anchor, --seeds, --extra, --out."""
    parser.add_argument("path", metavar="PATH", type=Path, help="folder, zip, DICOMDIR, DICOM or NIfTI file")
    parser.add_argument("--series", metavar="UID", help="a series as `scan` names it; needed when there are several")
    parser.add_argument("--anchor", metavar="L5=x,y,z", type=_anchor, help="a name that is sure, at an LPS point in mm")
    parser.add_argument("--seeds", metavar="FILE", type=Path, help='JSON: {"L5": [x, y, z], ...}, one per body, LPS mm')
    parser.add_argument(
        "--extra", metavar="T13|L6", choices=("T13", "L6"), help="a vertebra that this patient has more"
    )
    parser.add_argument(
        "--out", metavar="FILE.nii.gz", type=Path, required=True, help="label map to write (VerSe numbers)"
    )


def run(arguments: Namespace) -> int:
    """Read, find, name, segment, write."""
    if not is_nifti(arguments.out.name):
        raise UsageError("The file to write must end in .nii or .nii.gz.")
    if not arguments.out.absolute().parent.is_dir():
        raise UsageError(f'There is no folder "{arguments.out.absolute().parent}" to write into.')
    if arguments.anchor and arguments.seeds:
        raise UsageError("Give either --anchor or --seeds; seeds name the levels already.")
    seeds = _seeds(arguments.seeds) if arguments.seeds else {}
    started = time.perf_counter()
    entry, part = chosen_series(scan(arguments.path), arguments.series)
    volume = read_volume(entry, run=part)
    load_s = time.perf_counter() - started
    # The search compiles its kernels when it is imported: only this verb should wait for that.
    from spineplan.anatomy.levels_document import levels_document
    from spineplan.anatomy.levels_of_ct import find_levels, write_labels

    extra = (arguments.extra,) if arguments.extra else ()
    found = find_levels(volume, anchor=arguments.anchor, seeds_mm=seeds, extra=extra)
    write_labels(found, volume, arguments.out)
    document: dict[str, Any] = levels_document(found)
    document["seconds"]["load"] = round(load_s, 3)
    document["out"] = str(arguments.out)
    if arguments.json:
        print_json(document)
    else:
        _print(document)
    return 0


def _anchor(text: str) -> tuple[str, tuple[float, float, float]]:
    name, _, place = text.partition("=")
    try:
        x, y, z = (float(number) for number in place.split(","))
    except ValueError:
        raise ArgumentTypeError("an anchor looks like L5=1.5,-20,340 (name, then LPS mm)") from None
    if not all(map(isfinite, (x, y, z))):
        raise ArgumentTypeError("an anchor's place is three finite numbers in mm")
    if name not in ALL_LEVELS:
        raise ArgumentTypeError(f"{name!r} is not a vertebral level")
    return name, (x, y, z)


def _seeds(path: Path) -> dict[str, tuple[float, float, float]]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        seeds = {str(name): (float(at[0]), float(at[1]), float(at[2])) for name, at in raw.items()}
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        raise UsageError(f'"{path.name}" must hold JSON like {{"L5": [x, y, z]}}.') from None
    if not all(isfinite(number) for place in seeds.values() for number in place):
        raise UsageError(f'"{path.name}" holds a place that is no finite number.')
    unknown = [name for name in seeds if name not in ALL_LEVELS]
    if unknown or not seeds:
        raise UsageError(f'"{path.name}" names no vertebral level: {", ".join(unknown) or "it is empty"}.')
    return seeds


def _print(document: dict[str, Any]) -> None:
    for level in document["levels"]:
        left, right = (level["pedicles"][side]["width_mm"] for side in ("left", "right"))
        print(f"{level['name']:4} {level['state']:9} {level['confidence']:6} {level['volume_ml']:6.1f} ml  "
              f"pedicles {left:.1f} / {right:.1f} mm")  # fmt: skip
        for sentence in level["problems"]:
            print(f"     {sentence}")
    for sentence in document["problems"]:
        print(sentence)
    print(document["out"])
