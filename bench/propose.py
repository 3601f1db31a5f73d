"""How good and how fast the needle proposals are, on synthetic patients whose pedicles are known.

    bench/propose.py [--json] [--patients 6] [--first 0] [--levels T1,T2,...] [--keep DIR]

Every pedicle from T1 to L5 of each patient: the field and the search are timed; the best proposal is held against the
true isthmus and the labels by brute force (no code of the planner; walls at voxel centres, the canal half-way from
centre to face); needles wider than the
pedicle must be refused. --keep: a folder in which the patients are kept for the next run. Goals are those of the
project: field 1.5 s, 100,000 candidates per pedicle in 1.0 s on two idle cores; no canal breach, 98 % grade A, 99 %
refused, 95 % A or B at the envelope of laser guidance.
"""

import argparse
import json
import pickle
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PEOPLE = (("M", 178), ("F", 158), ("M", 186), ("F", 166), ("M", 170), ("F", 150), ("M", 192), ("F", 174))
GAUGES = ("8G", "11G", "13G", "15G")
LEVELS = (*(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6)))
PEDICLE_SHARE_MM = 2.0
ZONE_MM = 5.0
CANAL = (60, 61, 62)


@dataclass
class Patient:
    """image, labels, structures [k, j, i]; truth as in truth.json."""

    image: Any
    labels: Any
    structures: Any
    lps_from_ijk: Any
    truth: dict[str, Any]


def make(number: int) -> Patient:
    """One synthetic patient, T1 to L5, of its own size and seed."""
    import msgspec

    from spineplan.phantom.demo import ct_raster, render_ct
    from spineplan.phantom.identity import Identity
    from spineplan.phantom.recipes import PersonRecipe, read_recipe
    from spineplan.phantom.scene import build_scene
    from spineplan.phantom.truth import truth_of

    sex, stature = PEOPLE[number % len(PEOPLE)]
    recipe = msgspec.structs.replace(
        read_recipe("healthy"), person=PersonRecipe(sex=sex, age=60, stature_cm=stature), levels=("T1", "L5")
    )
    scene = build_scene(recipe, "healthy", 100 + number)
    raster = ct_raster(scene, ("T1", "L5"), None)
    ct = render_ct(scene, raster)
    truth = truth_of(scene, ct, Identity("healthy", number, sex, 60, "bench"), ("ct",))
    return Patient(ct.image, ct.labels, ct.structures, raster.lps_from_ijk, truth)


def patient(number: int, keep: Path | None) -> Patient:
    """Made, or read from an earlier run."""
    path = keep / f"propose-{number}.pickle" if keep else None
    if path and path.is_file():
        return pickle.loads(path.read_bytes())
    made = make(number)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(made))
    return made


def planner_input(one: Patient) -> tuple[Any, Any, Any]:
    """(volume, labels, structures) as the planner takes them."""
    from spineplan.anatomy.importing.labels import import_labels
    from spineplan.anatomy.importing.source import LabelSource, NamedLabel
    from spineplan.imaging.grid import Grid
    from spineplan.imaging.volume import Volume
    from spineplan.phantom.structures import Structure

    grid = Grid(one.image.shape, one.lps_from_ijk)
    volume = Volume(np.ascontiguousarray(one.image, dtype=np.int16), grid, "CT", "1", "1")
    labels = LabelSource("labels", grid, (one.labels.astype(np.uint16),))
    names = {(0, int(item)): NamedLabel(item.name.lower()) for item in Structure if item is not Structure.NONE}
    structures = LabelSource("structures", grid, (one.structures.astype(np.uint16),), names, "by the phantom")
    return volume, import_labels(labels, volume, "verse"), import_labels(structures, volume)


def judged(one: Patient, level: str, side: str, proposal: Any) -> dict[str, Any]:
    """Canal breach and grade of a proposal by brute force over the label masks, around the true isthmus."""
    needle = proposal.needle
    radius = needle.outer_diameter_mm / 2.0
    start = np.array(proposal.margins.skin_mm or needle.entry_mm)
    tip = np.array(needle.target_mm)
    isthmus = one.truth["levels"][level]["pedicles"][side]
    centre, axis = np.array(isthmus["isthmus_mm"]), np.array(isthmus["axis"])
    centres, labels, structures = _around(one, centre)
    foot, off = _centre_line(centres, start, tip)
    outside = (labels != one.truth["levels"][level]["label"]) & (np.abs((foot - centre) @ axis) <= ZONE_MM)
    canal = _to_inner_halves(one, centres[np.isin(structures, CANAL)], start, tip)
    wall = float(off[outside].min()) - radius
    said = proposal.margins
    return {
        "canal_mm": float(canal.min()) - radius,
        "said_canal_mm": min(said.clearance_mm.get(key, 99.0) for key in ("spinal_canal", "dural_sac", "spinal_cord")),
        "wall_mm": wall,
        "said_wall_mm": said.walls.least_mm,
        "envelope_grade": said.envelope.grade,
    }


def _around(one: Patient, centre: Any) -> tuple[Any, Any, Any]:
    """Voxel centres (n, 3) LPS within 60 mm, with their labels."""
    ijk = np.linalg.inv(one.lps_from_ijk) @ np.append(centre, 1.0)
    spacing = np.linalg.norm(one.lps_from_ijk[:3, :3], axis=0)
    low = [max(0, int(c - 60.0 / s)) for c, s in zip(ijk[:3], spacing, strict=True)]
    high = [int(c + 60.0 / s) for c, s in zip(ijk[:3], spacing, strict=True)]
    box = tuple(slice(a, b) for a, b in zip(low[::-1], high[::-1], strict=True))
    kji = np.indices(one.labels[box].shape).reshape(3, -1).T + np.array(low[::-1])
    centres = kji[:, ::-1] @ one.lps_from_ijk[:3, :3].T + one.lps_from_ijk[:3, 3]
    return centres, one.labels[box].ravel(), one.structures[box].ravel()


def _centre_line(points: Any, start: Any, tip: Any) -> tuple[Any, Any]:
    """Foot on the needle's axis and distance from it, for points (n, 3)."""
    run = tip - start
    share = np.clip((points - start) @ run / (run @ run), 0.0, 1.0)
    foot = start + share[:, None] * run
    return foot, np.linalg.norm(points - foot, axis=1)


def _to_inner_halves(one: Patient, centres: Any, start: Any, tip: Any) -> Any:
    """Distance of the axis from half the box of every voxel that can be the nearest; by trying many places."""
    length = float(np.linalg.norm(tip - start))
    run = (tip - start) / length
    edges = np.linalg.norm(one.lps_from_ijk[:3, :3], axis=0)
    corner = float(np.linalg.norm(edges)) / 2.0
    away = _centre_line(centres, start, tip)[1]
    centres = centres[away <= away.min() + 4.0 * corner]
    tried = np.clip(((centres - start) @ run)[:, None] + np.linspace(-corner, corner, 121), 0.0, length)
    off = (start + tried[..., None] * run - centres[:, None]) @ (one.lps_from_ijk[:3, :3] / edges)
    return np.linalg.norm(np.maximum(np.abs(off) - edges / 4.0, 0.0), axis=2).min(axis=1)


def run_level(one: Patient, inputs: tuple[Any, Any, Any], level: str) -> list[dict[str, Any]]:
    """Both pedicles of a level with every gauge that tells something."""
    from spineplan.clinical.needles import needle_models
    from spineplan.planning.field.safety_field import FieldRequest, build_field
    from spineplan.planning.search.proposals import ProposalRequest, propose

    volume, labels, structures = inputs
    started = time.perf_counter()
    field = build_field(FieldRequest(volume, labels, level, structures.structures))
    field_s = time.perf_counter() - started
    diameters = {model.gauge: model.outer_diameter_mm for model in needle_models()}
    rows = []
    for side in ("left", "right"):
        width = one.truth["levels"][level]["pedicles"][side]["width_mm"]
        fitting = [gauge for gauge in GAUGES[1:] if diameters[gauge] + PEDICLE_SHARE_MM <= width]
        wider = [gauge for gauge in GAUGES if diameters[gauge] > width]
        for gauge in [*fitting[:1], *wider]:
            found = propose(ProposalRequest(field, "transpedicular", (side,), gauge))
            row = {"level": level, "side": side, "width_mm": width, "gauge": gauge, "fits": gauge not in wider,
                   "field_s": field_s, "search_s": found.search_s, "candidates": found.candidates_searched,
                   "proposals": len(found.proposals), "refused": list(found.refused)}  # fmt: skip
            if found.proposals:
                row |= judged(one, level, side, found.proposals[0])
                row["canal_breaches"] = sum(
                    judged(one, level, side, proposal)["canal_mm"] < 0.0 for proposal in found.proposals
                )
            rows.append(row)
    return rows


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures that the goals name."""
    fitting = [row for row in rows if row["fits"]]
    given = [row for row in fitting if row["proposals"]]
    small = [row for row in rows if not row["fits"]]

    def share(part: int, whole: int) -> float | None:
        return round(100.0 * part / whole, 1) if whole else None

    return {
        "pedicles": len({(row["patient"], row["level"], row["side"]) for row in rows}),
        "fitting": len(fitting),
        "proposed_percent": share(len(given), len(fitting)),
        "canal_breaches": sum(row.get("canal_breaches", 0) for row in rows),
        "grade_a_percent": share(sum(row["wall_mm"] >= 0.0 for row in given), len(fitting)),
        "laser_a_or_b_percent": share(sum(row["envelope_grade"] in "AB" for row in given), len(fitting)),
        "too_small": len(small),
        "refused_percent": share(sum(not row["proposals"] for row in small), len(small)),
        "canal_off_mm": max((abs(row["canal_mm"] - row["said_canal_mm"]) for row in given), default=None),
        "field_s": round(statistics.median(row["field_s"] for row in rows), 3),
        "search_s": round(statistics.median(row["search_s"] for row in fitting), 3) if fitting else None,
        "candidates": round(statistics.median(row["candidates"] for row in fitting)) if fitting else None,
    }


def words(row: dict[str, Any]) -> str:
    """One line of the listing."""
    who = f"{row['level']:4} {row['side']:5} {row['width_mm']:4.1f} mm {row['gauge']:4}"
    if not row["proposals"]:
        return f"{who} {(row['refused'] or ['nothing'])[0]}"
    return f"{who} wall {row['wall_mm']:.1f}, canal {row['canal_mm']:.1f} mm, {row['envelope_grade']} at laser"


def main() -> int:
    """Print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--patients", type=int, default=6)
    parser.add_argument("--first", type=int, default=0, help="number of the first patient")
    parser.add_argument("--levels", default=",".join(LEVELS), help="levels, with commas between")
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    rows = []
    for number in range(arguments.first, arguments.first + arguments.patients):
        one = patient(number, arguments.keep)
        inputs = planner_input(one)
        for level in arguments.levels.split(","):
            for row in run_level(one, inputs, level):
                rows.append({"patient": number, **row})
                if not arguments.json:
                    print(f"{number} {words(row)}", flush=True)
    found = summary(rows)
    if arguments.json:
        print(json.dumps({**found, "rows": rows}))
    else:
        print("\n".join(f"{name}: {value}" for name, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
