"""How many discs are found without a click, in slices as they are and averaged to 3 and 5 mm.

    bench/discs.py PATH... [--json]

PATH: a folder written by `spineplan demo` (its truth counts), or any CT (what is found in its own slices counts, so the
first row says nothing there). A disc is right within 5 mm of the middle between two end-plates. The lowest and the
highest vertebra's outer discs are not asked for, and not counted as wrong.
"""

import argparse
import json
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from spineplan.anatomy.level_marks import FoundMarks, find_marks  # noqa: E402
from spineplan.dicom.index import scan  # noqa: E402
from spineplan.dicom.read import read_volume  # noqa: E402
from spineplan.imaging.grid import Grid  # noqa: E402
from spineplan.imaging.volume import Volume  # noqa: E402

NEAR_MM = 5.0
THICK_MM = (0.0, 3.0, 5.0)
Points = npt.NDArray[np.float64]


def thick(volume: Volume, mm: float) -> Volume:
    """Whole slices averaged to about this thickness."""
    count = max(1, round(mm / volume.grid.spacing_mm[2]))
    if count == 1:
        return volume
    whole = len(volume.array_kji) // count
    array = volume.array_kji[: whole * count].reshape(whole, count, *volume.array_kji.shape[1:])
    affine = volume.grid.lps_from_ijk.copy()
    affine[:3, 3] += affine[:3, 2] * (count - 1) / 2.0
    affine[:3, 2] *= count
    means = np.stack([np.rint(slab.mean(axis=0, dtype=np.float32)).astype(np.int16) for slab in array])
    return replace(volume, array_kji=means, grid=Grid(means.shape, affine))


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


def measure(volume: Volume, wanted: Points) -> dict[str, Any]:
    """wanted: first and last are the outer ends."""
    marks = find_marks(volume)
    found, inner = planes_of(marks), [n for n in range(1, len(wanted) - 1) if volume.grid.contains_mm(wanted[n])]
    hit = [n for n in inner if np.linalg.norm(found - wanted[n], axis=1).min() < NEAR_MM]
    wrong, loud = 0, 0
    for plane in marks.spine.planes:
        away = np.linalg.norm(wanted - plane.centre_mm, axis=1)
        outer = away.argmin() in (0, len(wanted) - 1)
        if plane.real and not outer and away.min() >= NEAR_MM:
            disc = marks.spine.disc_of(plane)
            wrong, loud = wrong + 1, loud + (disc is not None and disc.confidence == "high")
    basis = marks.suggestion
    return {"slice_mm": round(volume.grid.spacing_mm[2], 2), "found": len(hit), "of": len(inner), "wrong": wrong,
            "wrong_not_flagged": loud, "names": [*marks.names],
            "rests_on": basis.reason if basis is not None and basis.anchored else "nothing"}  # fmt: skip


def main() -> None:
    """A line for each CT and thickness, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    rows = []
    for path in arguments.paths:
        truth = path / "truth.json"
        known = json.loads(truth.read_text(encoding="utf-8")) if truth.exists() else None
        entries = scan(path / "ct" if known else path).series
        volume = read_volume(max((entry for entry in entries if entry.loadable), key=lambda entry: entry.slices))
        wanted = wanted_of(known) if known else None
        for mm in THICK_MM:
            if 0 < mm < 1.5 * volume.grid.spacing_mm[2]:
                continue
            if wanted is None:
                marks = find_marks(volume)
                ends = [marks.spine.planes[0].centre_mm, marks.spine.planes[-1].centre_mm]
                wanted = np.array([ends[0], *planes_of(marks), ends[1]])
            rows.append({"ct": path.name, **measure(thick(volume, mm), wanted)})
            if not arguments.json:
                print(rows[-1], flush=True)
    if arguments.json:
        print(json.dumps(rows))
        return
    for thin in (True, False):
        some = [row for row in rows if (row["slice_mm"] <= 1.6) == thin]
        found, asked = sum(row["found"] for row in some), sum(row["of"] for row in some)
        wrong, loud = (sum(row[name] for row in some) for name in ("wrong", "wrong_not_flagged"))
        kind = "up to 1.6 mm" if thin else "thicker"
        print(f"{kind}: {found} of {asked}, wrong {wrong}, not flagged {loud}")


if __name__ == "__main__":
    main()
