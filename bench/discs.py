"""How many discs are found without a click, in slices as they are and averaged to 3 and 5 mm.

    bench/discs.py PATH... [--stress [WORD]] [--json]

--stress: the same CTs made worse in many ways (bench/disc_stress.py), or only in those with WORD in their name; a line
for each way, summed over the CTs. Discs less than 15 mm from the image's end are not asked for there.

PATH: a folder written by `spineplan demo` (its truth counts), or any CT (what is found in its own slices counts, so the
first row says nothing there). A disc is right within 5 mm of the middle between two end-plates. The lowest and the
highest vertebra's outer discs are not asked for, and not counted as wrong. misnamed: vertebrae whose name is not that
of the truth; not_flagged: those although a landmark was claimed and no doubt said.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.disc_stress import Case, averaged, changes  # noqa: E402
from spineplan.anatomy.level_marks import FoundMarks, find_marks  # noqa: E402
from spineplan.dicom.index import scan  # noqa: E402
from spineplan.dicom.read import read_volume  # noqa: E402
from spineplan.errors import SpineplanError  # noqa: E402
from spineplan.imaging.volume import Volume  # noqa: E402

NEAR_MM, SAME_MM, EDGE_MM = 5.0, 10.0, 15.0
THICK_MM = (0.0, 3.0, 5.0)
Points = npt.NDArray[np.float64]


def planes_of(marks: FoundMarks) -> Points:
    """Centres (n, 3) of the discs that were found, LPS mm."""
    return np.array([plane.centre_mm for plane in marks.spine.planes if plane.real]).reshape(-1, 3)


def wanted_of(truth: dict[str, Any]) -> Points:
    """Middles of the discs between the levels of a truth, between an outer end-plate at each end."""
    levels = list(truth["levels"].values())
    inner = [np.add(upper["endplates"]["lower"]["centre_mm"], lower["endplates"]["upper"]["centre_mm"]) / 2.0
             for upper, lower in pairwise(levels)]  # fmt: skip
    return np.array(
        [levels[0]["endplates"]["upper"]["centre_mm"], *inner, levels[-1]["endplates"]["lower"]["centre_mm"]]
    )


def measure(case: Case, margin_mm: float = 0.0) -> dict[str, Any]:
    """One row of the table. Discs nearer to the first or last slice than margin_mm are not asked for."""
    volume, wanted = case.volume, case.wanted
    inner = [n for n in range(1, len(wanted) - 1) if n not in case.fused and _inside(volume, wanted[n], margin_mm)]
    row = {"slice_mm": round(volume.grid.spacing_mm[2], 2), "found": 0, "of": len(inner), "wrong": 0,
           "wrong_not_flagged": 0, "amber": 0, "misnamed": 0, "misnamed_not_flagged": 0, "canal_mm": 0, "names": [],
           "rests_on": "nothing", "doubt": ""}  # fmt: skip
    try:
        marks = find_marks(volume)
    except SpineplanError as error:
        return {**row, "refused": str(error)}
    found, loud, wrong, amber = planes_of(marks), 0, 0, 0
    hit = [n for n in inner if np.linalg.norm(found - wanted[n], axis=1).min() < NEAR_MM]
    for plane in marks.spine.planes:
        away = np.linalg.norm(wanted - plane.centre_mm, axis=1)
        outer = away.argmin() in (0, len(wanted) - 1) or away.argmin() in case.fused
        disc = marks.spine.disc_of(plane)
        sure = disc is not None and disc.confidence == "high"
        if plane.real and not outer and away.min() >= NEAR_MM:
            wrong, loud = wrong + 1, loud + sure
        elif plane.real:
            amber += not sure
    basis = marks.suggestion
    rests_on = basis.reason if basis is not None and basis.anchored else "nothing"
    doubt = basis.doubt if basis is not None else ""
    misnamed = misnamed_in(marks, case)
    return {**row, "found": len(hit), "wrong": wrong, "wrong_not_flagged": loud, "amber": amber, "misnamed": misnamed,
            "misnamed_not_flagged": misnamed if rests_on != "nothing" and not doubt else 0,
            "canal_mm": len(marks.spine.line), "names": [*marks.names], "rests_on": rests_on,
            "doubt": doubt}  # fmt: skip


def misnamed_in(marks: FoundMarks, case: Case) -> int:
    """How many vertebrae have another name than the one of the truth that they lie on."""
    middles, wrong = 0.5 * (case.wanted[1:] + case.wanted[:-1]), 0
    for span, name in zip(marks.spine.spans, marks.names, strict=True):
        away = np.linalg.norm(middles - span.centre_mm, axis=1)
        true = case.names[int(away.argmin())] if away.min() < SAME_MM else ""
        wrong += bool(true) and true != name
    return wrong


def _inside(volume: Volume, point: Points, margin_mm: float) -> bool:
    k = float((volume.grid.ijk_from_lps @ [*point, 1.0])[2]) * volume.grid.spacing_mm[2]
    end = (len(volume.array_kji) - 1) * volume.grid.spacing_mm[2]
    return volume.grid.contains_mm(point) and (margin_mm == 0.0 or margin_mm <= k <= end - margin_mm)


def opened(path: Path) -> Case:
    """A CT with its truth, or with what is found in it as it is."""
    truth = path / "truth.json"
    known = json.loads(truth.read_text(encoding="utf-8")) if truth.exists() else None
    entries = scan(path / "ct" if known else path).series
    volume = read_volume(max((entry for entry in entries if entry.loadable), key=lambda entry: entry.slices))
    if known:
        return Case(volume, wanted_of(known), tuple(known["levels"]))
    marks = find_marks(volume)
    ends = [marks.spine.planes[0].centre_mm, marks.spine.planes[-1].centre_mm]
    beyond = [("",) if marks.spine.planes[end].real else () for end in (0, -1)]
    names = (*beyond[0], *marks.names, *beyond[1])
    return Case(volume, np.array([ends[0], *planes_of(marks), ends[1]]), names)


def thickened(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of one CT as it is and in thicker slices."""
    case = opened(path)
    for mm in THICK_MM:
        if not 0 < mm < 1.5 * case.volume.grid.spacing_mm[2]:
            yield {"ct": path.name, **measure(replace(case, volume=averaged(case.volume, mm)))}


def stressed(path: Path, word: str) -> Iterator[dict[str, Any]]:
    """Rows of one CT changed in many ways."""
    case = opened(path)
    spine = find_marks(case.volume).spine
    for name, change in changes(case):
        if word in name:
            yield {"ct": path.name, "change": name, **measure(change(case, spine), EDGE_MM)}


def summed(rows: list[dict[str, Any]], name: str) -> str:
    """One line of the table."""
    found, asked, wrong, loud, amber = (
        sum(row[key] for row in rows) for key in ("found", "of", "wrong", "wrong_not_flagged", "amber")
    )
    misnamed, silent = (sum(row[key] > 0 for row in rows) for key in ("misnamed", "misnamed_not_flagged"))
    refused = sum("refused" in row for row in rows)
    return (
        f"{name}: {found} of {asked}, wrong {wrong}, not flagged {loud}, right but flagged {amber}, refused {refused}; "
        f"images with wrong names {misnamed}, not flagged {silent}, of {len(rows)}"
    )


def main() -> None:
    """A line for each CT and thickness or change, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--stress", nargs="?", const="", metavar="WORD")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    rows = []
    for path in arguments.paths:
        for row in thickened(path) if arguments.stress is None else stressed(path, arguments.stress):
            rows.append(row)
            if not arguments.json:
                print(row, flush=True)
    if arguments.json:
        print(json.dumps(rows))
    elif arguments.stress is None:
        for thin, kind in ((True, "up to 1.6 mm"), (False, "thicker")):
            print(summed([row for row in rows if (row["slice_mm"] <= 1.6) == thin], kind))
    else:
        for name in dict.fromkeys(row["change"] for row in rows):
            print(summed([row for row in rows if row["change"] == name], name))


if __name__ == "__main__":
    main()
