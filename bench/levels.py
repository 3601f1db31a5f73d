"""How well vertebrae are found, named, segmented and measured, and how long it takes.

    bench/levels.py PATH [--labels REF.nii.gz] [--numbers verse|totalseg] [--only L3,L4] [--bodies REF.nii.gz]
                    [--truth truth.json] [--clicks | --seeds FILE] [--json]

PATH: a CT (folder, zip, NIfTI). --labels: label map on any grid (a folder written by `spineplan demo` has it,
structures.nii.gz and truth.json beside its ct folder; they are found). --bodies: where the bodies are, for the score by
part (sub-region map, or the body map of TotalSegmentator). --clicks: one click per level, in the middle of the
reference's body. Identification is asked twice: of the suggestion
alone, and with one anchor taken from the reference.
"""

import argparse
import json
import resource
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_erosion, distance_transform_edt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from levels_parts import part_scores  # noqa: E402

from spineplan.anatomy.editing.levels import moved_disc  # noqa: E402
from spineplan.anatomy.levels_document import levels_document  # noqa: E402
from spineplan.anatomy.levels_of_ct import FoundLevels, find_levels, label_array  # noqa: E402
from spineplan.anatomy.outlining.vertebra_labels import on_grid_of  # noqa: E402
from spineplan.anatomy.vertebra_numbers import VERSE  # noqa: E402
from spineplan.dicom.index import scan  # noqa: E402
from spineplan.dicom.read import read_volume  # noqa: E402
from spineplan.geometry.affine import transform_points  # noqa: E402
from spineplan.imaging.volume import Volume  # noqa: E402

NAMES = {number: name for name, number in VERSE.items()}
TOTALSEG = dict(enumerate(reversed([name for name in VERSE if VERSE[name] < 25]), start=27))
"""TotalSegmentator version 2: L5 27 up to C1 50."""
BODY_REGIONS = (49, 50)
"""Numbers of body and end-plates in maps of sub-regions; maps without them have the bodies as 1."""
DRAWN_BODIES = (49, 53)
"""Numbers of body and dens in the synthetic patient's structures; 50 is a pedicle there."""
NEAR_MM = 5.0
LEAST_ML = 3.0
CORD = 60
"""Number of the cord in the synthetic patient's structures."""
Labels = npt.NDArray[np.uint8]
Truth = dict[str, Any]


def measure(arguments: argparse.Namespace) -> dict[str, Any]:
    """The document that --json prints."""
    volume = _volume(arguments.path)
    truth = json.loads(arguments.truth.read_text(encoding="utf-8")) if arguments.truth else None
    seeds = json.loads(arguments.seeds.read_text(encoding="utf-8")) if arguments.seeds else None
    reference = _reference(volume, arguments)
    bodies = _bodies(volume, arguments.bodies)
    if arguments.clicks and reference is not None:
        seeds = _clicks(volume, reference, bodies)
    cold = time.perf_counter()
    find_levels(volume, seeds_mm=seeds)
    cold = time.perf_counter() - cold
    found = find_levels(volume, seeds_mm=seeds)
    out: dict[str, Any] = {
        "shape_kji": list(volume.grid.shape_kji),
        "spacing_mm": [round(mm, 3) for mm in volume.grid.spacing_mm],
        "seconds": {**levels_document(found)["seconds"], "first_run": round(cold, 2)},
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "levels": [level.name for level in found.levels],
        "suggestion": levels_document(found)["count"],
        "discs": levels_document(found)["discs"],
    }
    if reference is not None:
        out["segmentation"] = _segmentation(volume, found, reference)
    if reference is not None and bodies is not None:
        out["parts"] = part_scores(volume, found, reference, bodies)
    out["edit_s"] = _edit_seconds(volume, found)
    beside = arguments.labels.with_name("structures.nii.gz") if arguments.labels else None
    if beside is not None and beside.exists():
        out["cord_in_canal"] = _cord_in_canal(volume, found, _on_grid(volume, beside))
    if truth is not None:
        out["discs_against_truth"] = _discs(found, truth)
        out["pedicles"] = _pedicles(found, truth)
    return out


def _volume(path: Path) -> Volume:
    entries = [entry for entry in scan(path).series if entry.loadable and entry.modality == "CT"]
    if not entries:
        sys.exit(f"There is no CT under {path}.")
    return read_volume(max(entries, key=lambda entry: entry.slices))


def _reference(volume: Volume, arguments: argparse.Namespace) -> Labels | None:
    """The reference in VerSe numbers, without the levels that are not asked for."""
    if arguments.labels is None:
        return None
    names = TOTALSEG if arguments.numbers == "totalseg" else NAMES
    wanted = (
        arguments.only.split(",") if arguments.only else [name for name in VERSE if VERSE[name] < 26 or name == "T13"]
    )
    number = np.zeros(256, dtype=np.uint8)
    for was, name in names.items():
        number[was] = VERSE[name] if name in wanted else 0
    return number[_on_grid(volume, arguments.labels)]


def _bodies(volume: Volume, path: Path | None) -> npt.NDArray[np.bool_] | None:
    if path is None:
        return None
    regions = _on_grid(volume, path)
    found = np.isin(regions, DRAWN_BODIES if path.name == "structures.nii.gz" else BODY_REGIONS)
    return found if found.any() else regions == 1


def _clicks(volume: Volume, reference: Labels, bodies: npt.NDArray[np.bool_] | None) -> Truth:
    """LPS mm per level: the middle of each body of the reference that is not cut to a sliver."""
    out = {}
    for number in np.unique(reference[reference > 0]):
        mask = (reference == number) & (True if bodies is None else bodies)
        if mask.sum() * volume.grid.voxel_volume_ml >= LEAST_ML:
            middle = np.argwhere(mask).mean(axis=0)[None, ::-1]
            out[NAMES[int(number)]] = tuple(transform_points(volume.grid.lps_from_ijk, middle)[0].tolist())
    return out


def _on_grid(volume: Volume, path: Path) -> Labels:
    """A label map on the CT's grid, nearest voxel."""
    entry = scan(path).series[0]
    reference = read_volume(entry)
    k, j, i = np.indices(volume.grid.shape_kji).reshape(3, -1)
    points = transform_points(reference.grid.ijk_from_lps @ volume.grid.lps_from_ijk, np.stack([i, j, k], axis=1))
    index = np.rint(points).astype(np.int64)[:, ::-1]
    inside = np.all((index >= 0) & (index < reference.grid.shape_kji), axis=1)
    out = np.zeros(len(index), dtype=np.uint8)
    out[inside] = reference.array_kji[tuple(index[inside].T)].astype(np.uint8)
    return out.reshape(volume.grid.shape_kji)


def _segmentation(volume: Volume, found: FoundLevels, reference: Labels) -> dict[str, Any]:
    ours = on_grid_of(volume, found.spine.image, found.labels.whole)
    named = label_array(found, volume)
    voxel_ml = volume.grid.voxel_volume_ml
    levels = {}
    right = 0
    for number in sorted(int(n) for n in np.unique(reference) if n in NAMES):
        mask = reference == number
        if mask.sum() * voxel_ml < LEAST_ML:
            continue
        counts = np.bincount(ours[mask], minlength=256)
        counts[0] = 0
        mine = ours == counts.argmax() if counts.any() else np.zeros_like(mask)
        right += int(bool(counts.any()) and int(np.bincount(named[mask & mine]).argmax()) == number)
        others = (ours > 0) & ~mine & mask
        levels[NAMES[number]] = _overlap(mask, mine, volume) | {
            "wrong_level": round(float(others.sum() / mask.sum()), 4)
        }
    whole = [float(value["dice"] or 0.0) for value in levels.values()]
    return {"levels": levels, "mean_dice": round(float(np.mean(whole)), 4) if whole else None,
            "named_right_without_anchor": f"{right} of {len(levels)}"}  # fmt: skip


def _edit_seconds(volume: Volume, found: FoundLevels) -> float:
    """Time to redo what a disc in the middle of the row changes when it is moved by 1 mm."""
    planes = found.spine.planes
    plane = planes[len(planes) // 2]
    x, y, z = plane.centre_mm + plane.cranial
    a, b, c = plane.cranial
    start = time.perf_counter()
    moved_disc(found, volume, len(planes) // 2, (float(x), float(y), float(z)), (float(a), float(b), float(c)))
    return round(time.perf_counter() - start, 2)


def _cord_in_canal(volume: Volume, found: FoundLevels, structures: Labels) -> float | None:
    """Share of the cord inside the canal, between the first and the last slice of the canal."""
    canal = on_grid_of(volume, found.spine.image, found.labels.canal.astype(np.uint8)) > 0
    cord = structures == CORD
    used = np.flatnonzero(canal.any(axis=(1, 2)))
    cord[: used[0]], cord[used[-1] + 1 :] = False, False
    return round(float((canal & cord).sum() / cord.sum()), 4) if cord.any() else None


def _overlap(mask: npt.NDArray[np.bool_], mine: npt.NDArray[np.bool_], volume: Volume) -> dict[str, float | None]:
    """Dice, and mean and 95th percentile of the symmetric surface distance, mm."""
    dice = 2.0 * float((mask & mine).sum()) / max(1, int(mask.sum() + mine.sum()))
    used = np.argwhere(mask | mine)
    box = tuple(slice(int(a), int(b) + 1) for a, b in zip(used.min(axis=0), used.max(axis=0), strict=True))
    a, b = np.pad(mask[box], 2), np.pad(mine[box], 2)
    if not b.any():
        return {"dice": 0.0, "assd_mm": None, "hd95_mm": None}
    rim_a, rim_b = a & ~binary_erosion(a), b & ~binary_erosion(b)
    spacing = volume.grid.spacing_kji_mm
    to_a = distance_transform_edt(~rim_a, sampling=spacing)[rim_b]
    to_b = distance_transform_edt(~rim_b, sampling=spacing)[rim_a]
    both = np.concatenate([to_a, to_b])
    return {"dice": round(dice, 4), "assd_mm": round(float(both.mean()), 3),
            "hd95_mm": round(float(np.percentile(both, 95)), 2)}  # fmt: skip


def _discs(found: FoundLevels, truth: Truth) -> dict[str, Any]:
    """Recall of the discs between levels of the truth; more discs than these (sacrum, beyond the range) are listed."""
    levels = list(truth["levels"].values())
    middles = [
        (np.array(upper["endplates"]["lower"]["centre_mm"]) + lower["endplates"]["upper"]["centre_mm"]) / 2.0
        for upper, lower in pairwise(levels)
    ]
    ours = [np.array(disc["centre_mm"]) for disc in levels_document(found)["discs"]]
    hit = sum(min((float(np.linalg.norm(m - d)) for d in ours), default=99.0) < NEAR_MM for m in middles)
    extra = sum(min(float(np.linalg.norm(m - d)) for m in middles) >= NEAR_MM for d in ours)
    return {"recall": f"{hit} of {len(middles)}", "others": extra}


def _pedicles(found: FoundLevels, truth: Truth) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for name, level in truth["levels"].items():
        centre = np.array(level["centre_mm"])
        ours = min(found.levels, key=lambda other: float(np.linalg.norm(other.size.centre_mm - centre)))
        if float(np.linalg.norm(ours.size.centre_mm - centre)) > 8.0:
            continue
        for pedicle in ours.pedicles:
            known = level["pedicles"][pedicle.side]
            cosine = min(1.0, abs(float(np.dot(pedicle.axis, known["axis"]))))
            rows[f"{name} {pedicle.side}"] = {
                "width_error_mm": round(pedicle.width_mm - known["width_mm"], 2),
                "height_error_mm": round(pedicle.height_mm - known["height_mm"], 2),
                "axis_error_deg": round(float(np.degrees(np.arccos(cosine))), 1),
                "wall_seen": pedicle.wall_seen,
            }
    widths = np.array([abs(row["width_error_mm"]) for row in rows.values()])
    axes = np.array([row["axis_error_deg"] for row in rows.values()])
    return {"rows": rows, "width_within_0.7_mm": round(float((widths <= 0.7).mean()), 3) if rows else None,
            "axis_within_5_deg": round(float((axes <= 5.0).mean()), 3) if rows else None}  # fmt: skip


def main() -> None:
    """Read the arguments, print the document or a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--numbers", choices=("verse", "totalseg"), default="verse")
    parser.add_argument("--only")
    parser.add_argument("--bodies", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--clicks", action="store_true")
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.path
    if folder.is_dir() and (folder / "labels.nii.gz").exists():
        arguments.labels = arguments.labels or folder / "labels.nii.gz"
        arguments.truth = arguments.truth or folder / "truth.json"
        arguments.bodies = arguments.bodies or folder / "structures.nii.gz"
        arguments.path = folder / "ct"
    document = measure(arguments)
    if arguments.json:
        print(json.dumps(document))
        return
    for name, value in document.items():
        if name == "segmentation":
            for level, row in value["levels"].items():
                print(f"  {level:4} {row}")
            print(f"  mean Dice {value['mean_dice']}, named right {value['named_right_without_anchor']}")
        elif name == "parts":
            for number, row in value["levels"].items():
                print(f"  {NAMES[number]:4} {row}")
            print(f"  mean {value['means']}; of 1000 posterior voxels of the reference:")
            for part, row in value["per_thousand"].items():
                print(f"    {part:18} {row}")
        elif name == "pedicles":
            for side, row in value["rows"].items():
                print(f"  {side:10} {row}")
            print(f"  width within 0.7 mm: {value['width_within_0.7_mm']}, axis within 5: {value['axis_within_5_deg']}")
        elif name != "discs":
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
