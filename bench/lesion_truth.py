"""Lesions against how they were drawn: `python bench/lesion_truth.py [--step 1.0] [--json]`.

Every lesion of every synthetic patient that lies on a vertebra with a body, on the patient's own outlines: sectors and
cells of Weinstein, Boriani and Biagini, involvement, posterior wall, volume, and the matrix beside the share of the
lesion that was drawn dense.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from spineplan.measure.morphology import LesionMorphology, LevelMorphology, LevelRequest, level_morphology
from spineplan.measure.morphology_matrix import MatrixRule
from spineplan.measure.wbb import LEAST_ML
from spineplan.phantom.structures import VERSE
from tests.support.phantom_levels import Seen, scene_of, seen

CASES = ("figure1", "figure3", "epidural-t8", "prostate", "vertebra-plana", "scoliosis", "extra-l6", "extra-t13")
HALF_MM = (42.0, 50.0, 75.0)
FILLED = 0.1
SURE = 1.25
"""Cells this much over the least volume must be found; nearer to it a voxel decides."""
WALLS = {"destroyed": "breached", "eroded": "eroded", "intact": "intact", "bulging": "bulging"}
WHOLE_VOXELS = 8000


def lesion_truth(step_mm: float) -> dict[str, Any]:
    """Counts over all patients, and each lesion's matrix."""
    counts: Counter[str] = Counter()
    errors: dict[str, list[float]] = {"volume_percent": [], "involvement_points": []}
    odd: dict[str, str] = {}
    for case in CASES:
        levels = scene_of(case).spine.sizes
        for n, lesion in enumerate(scene_of(case).lesions):
            if lesion.level in levels and lesion.level not in ("C1", "C2"):
                one = seen(case, lesion.level, HALF_MM, step_mm)
                _compare(case, one, n, counts, errors, odd)
    figures: dict[str, Any] = {
        "sectors exact": f"{counts['sectors']} of {counts['lesions']} lesions",
        "cells filled to a tenth, found": f"{counts['cells found']} of {counts['cells']}",
        "empty cells called involved": counts["cells invented"],
        "posterior wall as made": f"{counts['walls']} of {counts['walls known']}",
        "matrix as drawn": f"{counts['matrix']} of {counts['lesions']}",
    }
    figures |= {f"{name}, mean and worst": (float(np.mean(v)), max(v, key=abs)) for name, v in errors.items()}
    return figures | odd


def _compare(
    case: str, one: Seen, n: int, counts: Counter[str], errors: dict[str, list[float]], odd: dict[str, str]
) -> None:
    found = _measured(one)
    mine, truth = found.lesions[str(n)], one.truth(n)
    counts["lesions"] += 1
    _cells(one, n, mine, truth, counts)
    masks, lesion = one.masks(), one.lesion(n)
    if mine.wbb is not None:
        errors["volume_percent"].append(100.0 * (sum(mine.wbb.sector_ml) / truth["volume_ml"] - 1.0))
    if found.body is not None and masks.body is not None and len(one.numbers) == 1:
        body = masks.body.full()
        errors["involvement_points"].append(found.body.percent - 100.0 * (body & lesion.full()).sum() / body.sum())
    wall = WALLS.get(truth["posterior_wall"] or "")
    if wall is not None and found.wall is not None:
        counts["walls known"] += 1
        counts["walls"] += found.wall.state == wall
        if found.wall.state != wall:
            odd[f"wall {case} {one.level}"] = f"drawn {wall}, named {found.wall.state}"
    share, rule = truth["dense_share"], MatrixRule().share
    drawn = "blastic" if share >= rule else "lytic" if share <= 1.0 - rule else "mixed"
    named = mine.matrix.matrix if mine.matrix is not None else None
    counts["matrix"] += named == drawn
    if truth["kind"] == "mixed" or named != drawn:
        odd[f"matrix {case} {one.level}"] = f"drawn {share:.0%} dense ({drawn}), named {named}"


def _cells(one: Seen, n: int, mine: LesionMorphology, truth: dict[str, Any], counts: Counter[str]) -> None:
    cells = one.cells(n)
    filled = {cell for cell, (ml, size) in cells.items() if ml >= FILLED * size and ml >= SURE * LEAST_ML}
    empty = {cell for cell, (ml, _) in cells.items() if ml < 0.5 * LEAST_ML}
    involved = set(mine.wbb.involved) if mine.wbb is not None else set()
    counts["cells"] += len(filled)
    counts["cells found"] += len(filled & involved)
    counts["cells invented"] += len({cell for cell in involved if cell[1] in "BC"} & empty)
    sector_ml = np.array(truth["wbb"]["sector_ml"])
    sure = set(np.flatnonzero(sector_ml >= SURE * LEAST_ML) + 1)
    possible = set(np.flatnonzero(sector_ml >= LEAST_ML / SURE) + 1)
    counts["sectors"] += mine.wbb is not None and sure <= set(mine.wbb.sectors) <= possible


def _measured(one: Seen) -> LevelMorphology:
    whole = [name for name in one.scene.spine.sizes if (one.rendered.labels == VERSE[name]).sum() > WHOLE_VOXELS]
    bodies = {name: body for name in whole if (body := one.masks(name).body) is not None}
    request = LevelRequest(
        one.level, one.masks(), {str(n): one.lesion(n) for n in one.numbers}, one.volume, bodies=bodies,
        every_lesion=(one.mask(one.rendered.lesions > 0),),
    )  # fmt: skip
    return level_morphology(request)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=float, default=1.0, help="mm: cubes that the patients are drawn on")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = lesion_truth(arguments.step)
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:34} {value}")


if __name__ == "__main__":
    main()
