"""Sizes of vertebral bodies from end to end: levels found without a click, their own outlines, heights and angles.

    bench/bodies.py FOLDER [FOLDER ...] [--json]

FOLDER: written by `spineplan demo --out FOLDER` (ct, truth.json, structures.nii.gz, labels.nii.gz). Levels count by
place, not by name. The first and the last vertebra of the truth are left out. Errors are ours minus truth.
"""

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from spineplan.anatomy.levels_of_ct import FoundLevel, FoundLevels, find_levels  # noqa: E402
from spineplan.anatomy.outlining.vertebra_labels import on_grid_of  # noqa: E402
from spineplan.dicom.index import scan  # noqa: E402
from spineplan.dicom.read import read_volume  # noqa: E402
from spineplan.geometry.affine import transform_points  # noqa: E402
from spineplan.imaging.mask import Mask  # noqa: E402
from spineplan.imaging.volume import Volume  # noqa: E402
from spineplan.measure.morphology_collapse import BodyHeights, body_heights, collapse  # noqa: E402
from spineplan.measure.morphology_frame import VertebraMasks, vertebra_frame  # noqa: E402

BODY_AND_DENS, CORD = (49, 53), 60
"""Numbers in the synthetic patient's structures."""
SAME_MM = 8.0
NEAR_AXIS_MM = 2.0
COLLAPSE_POINTS = 3.0
Truth = dict[str, Any]
Labels = npt.NDArray[np.uint8]


def measure(folder: Path) -> dict[str, Any]:
    """Rows per level of one patient, the angles along its spine, and the cord's share inside the canal."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    volume = _read(folder / "ct")
    found = find_levels(volume)
    pairs = _pairs(found, truth)
    ours = on_grid_of(volume, found.spine.image, found.labels.whole)
    bodies = on_grid_of(volume, found.spine.image, found.labels.bodies)
    canal = on_grid_of(volume, found.spine.image, found.labels.canal.astype(np.uint8)) > 0
    labels, structures, lesions = (
        _read(folder / f"{name}.nii.gz").array_kji.astype(np.uint8) for name in ("labels", "structures", "lesions")
    )
    drawn = np.isin(structures, BODY_AND_DENS)
    rows = {}
    for name, level in pairs.items():
        known = truth["levels"][name]
        mask = drawn & (labels == known["label"])
        rows[name] = _row(level, known, _waist_mm(mask, volume, known))
        rows[name]["body_dice"] = _dice(bodies == level.index + 1, mask)
    heights = {name: _heights(volume, ours, bodies, canal, lesions, level) for name, level in pairs.items()}
    _add_collapse(rows, heights, truth)
    return {
        "voxel_mm": [round(mm, 2) for mm in volume.grid.spacing_mm],
        "wanted": len(truth["levels"]) - 2,
        "levels": rows,
        "angles": _angles(found, truth),
        "cord_in_canal": _cord(structures == CORD, canal),
    }


def _read(path: Path) -> Volume:
    return read_volume(max((one for one in scan(path).series if one.loadable), key=lambda one: one.slices))


def _pairs(found: FoundLevels, truth: Truth) -> dict[str, FoundLevel]:
    """Levels of the truth but the outermost, with ours whose centre lies there."""
    out = {}
    for name in list(truth["levels"])[1:-1]:
        centre = np.array(truth["levels"][name]["centre_mm"])
        ours = min(found.levels, key=lambda level: float(np.linalg.norm(level.size.centre_mm - centre)))
        if float(np.linalg.norm(ours.size.centre_mm - centre)) < SAME_MM:
            out[name] = ours
    return out


def _row(level: FoundLevel, known: Truth, waist_mm: tuple[float, float]) -> dict[str, float | None]:
    size, heights = level.size, known["heights_mm"]
    return {
        "anterior_mm": size.anterior_mm - heights["front"],
        "middle_mm": size.middle_mm - heights["middle"],
        "posterior_mm": size.posterior_mm - heights["back"],
        "depth_mm": size.depth_mm - waist_mm[0],
        "width_mm": size.width_mm - waist_mm[1],
        "body_volume_percent": 100.0 * (level.body_ml / known["body_volume_ml"] - 1.0),
    }


def _waist_mm(mask: npt.NDArray[np.bool_], volume: Volume, known: Truth) -> tuple[float, float]:
    """Depth and width of the body as it is drawn, in the middle third of its height and near its own axes, by brute
    force: the truth file names them at the end-plates, where they are larger."""
    points = transform_points(volume.grid.lps_from_ijk, np.argwhere(mask)[:, ::-1].astype(np.float64))
    x, y, z = transform_points(np.linalg.inv(np.array(known["lps_from_vertebra"])), points).T
    voxel = float(np.mean(volume.grid.spacing_mm[:2]))
    middle = np.abs(z) < known["heights_mm"]["middle"] / 6.0
    depth, width = y[middle & (np.abs(x) < NEAR_AXIS_MM)], x[middle & (np.abs(y) < NEAR_AXIS_MM)]
    return (
        (float(np.ptp(depth)) + voxel, float(np.ptp(width)) + voxel) if depth.size and width.size else (np.nan, np.nan)
    )


def _dice(a: npt.NDArray[np.bool_], b: npt.NDArray[np.bool_]) -> float:
    return 2.0 * float((a & b).sum()) / float(max(1, a.sum() + b.sum()))


def _heights(
    volume: Volume, ours: Labels, bodies: Labels, canal: npt.NDArray[np.bool_], lesions: Labels, level: FoundLevel
) -> BodyHeights | None:
    def mask(inside: npt.NDArray[np.bool_]) -> Mask:
        return Mask(np.ascontiguousarray(inside), (0, 0, 0), volume.grid).tight()

    n = level.index + 1
    frame = vertebra_frame(VertebraMasks(mask(ours == n), {"body": mask(bodies == n)}, mask(canal)))
    tumour = lesions > 0
    return body_heights(frame, volume, [mask(tumour)] if tumour.any() else []) if frame is not None else None


def _add_collapse(rows: Truth, heights: dict[str, BodyHeights | None], truth: Truth) -> None:
    """Heights and points of collapse as the Lesions stage measures them, healthy neighbours as the reference."""
    known = {
        name: BodyHeights(*(level["heights_mm"][at] for at in ("front", "middle", "back")))
        for name, level in truth["levels"].items()
    }
    touched = {lesion["level"] for lesion in truth["lesions"]}
    names = list(truth["levels"])
    for name, mine in heights.items():
        at = names.index(name)
        beside = (names[at - 1], names[at + 1])
        usable = [one if one not in touched and heights.get(one) is not None else None for one in beside]
        if mine is None:
            rows[name]["collapse_points"] = None
            continue
        wanted = collapse(known[name], *(known[one] if one else None for one in usable))
        got = collapse(mine, *(heights[one] if one else None for one in usable))
        rows[name] |= {
            "corner_anterior_mm": mine.anterior_mm - known[name].anterior_mm,
            "corner_middle_mm": mine.middle_mm - known[name].middle_mm,
            "corner_posterior_mm": mine.posterior_mm - known[name].posterior_mm,
            "collapse_points": got.percent - wanted.percent,
        }


def _angles(found: FoundLevels, truth: Truth) -> dict[str, float | None]:
    """Degrees: mean tilt of our disc planes from the true ones, and the errors of the sagittal (y, z) and coronal
    (x, z) angle between the first and the last disc that both have."""
    ours, known = [], []
    for upper, lower in pairwise(truth["levels"].values()):
        above, below = upper["endplates"]["lower"], lower["endplates"]["upper"]
        centre = (np.array(above["centre_mm"]) + below["centre_mm"]) / 2.0
        normal = np.array(below["normal"]) - above["normal"]
        plane = min(found.spine.planes, key=lambda one: float(np.linalg.norm(one.centre_mm - centre)))
        if float(np.linalg.norm(plane.centre_mm - centre)) < SAME_MM:
            ours.append(np.asarray(plane.cranial))
            known.append(normal / np.linalg.norm(normal))
    if len(ours) < 2:
        return {"disc_tilt_deg": None, "sagittal_deg": None, "coronal_deg": None}
    tilt = [float(np.degrees(np.arccos(min(1.0, float(a @ b))))) for a, b in zip(ours, known, strict=True)]
    sagittal, coronal = (_between(ours, axis) - _between(known, axis) for axis in (1, 0))
    return {"disc_tilt_deg": float(np.mean(tilt)), "sagittal_deg": sagittal, "coronal_deg": coronal}


def _between(normals: list[npt.NDArray[np.float64]], axis: int) -> float:
    first, last = (np.degrees(np.arctan2(one[axis], one[2])) for one in (normals[0], normals[-1]))
    return float(last - first)


def _cord(cord: npt.NDArray[np.bool_], canal: npt.NDArray[np.bool_]) -> float | None:
    """Share of the cord inside the canal, between its first and its last slice."""
    used = np.flatnonzero(canal.any(axis=(1, 2)))
    cord = cord[used[0] : used[-1] + 1]
    return float((cord & canal[used[0] : used[-1] + 1]).sum() / cord.sum()) if cord.any() else None


def summary(patients: dict[str, Truth]) -> Truth:
    """Per measure: mean, mean absolute and worst error over all levels of all patients."""
    rows = [row for patient in patients.values() for row in patient["levels"].values()]
    out: Truth = {"levels": f"{len(rows)} of {sum(patient['wanted'] for patient in patients.values())}"}
    for key in dict.fromkeys(key for row in rows for key in row):
        values = np.array([row[key] for row in rows if row.get(key) is not None])
        if key == "body_dice":
            out[key] = {"mean": float(values.mean()), "least": float(values.min())}
            continue
        out[key] = {"mean": float(values.mean()), "mean_absolute": float(np.abs(values).mean()),
                    "worst": float(values[np.abs(values).argmax()])}  # fmt: skip
    points = [row.get("collapse_points") for row in rows]
    right = sum(point is not None and abs(point) <= COLLAPSE_POINTS for point in points)
    return out | {"collapse_within_3_points": f"{right} of {len(points)}"}


def main() -> None:
    """Print rows and summary, or the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    patients = {str(folder): measure(folder) for folder in arguments.folders}
    document = {"patients": patients, "summary": summary(patients)}
    if arguments.json:
        print(json.dumps(document))
        return
    for folder, patient in patients.items():
        print(folder, patient["voxel_mm"], {key: _short(value) for key, value in patient["angles"].items()},
              "cord in canal", _short(patient["cord_in_canal"]))  # fmt: skip
        for name, row in patient["levels"].items():
            print(f"  {name:4}", "  ".join(f"{key} {_short(value)}" for key, value in row.items()))
    for key, value in document["summary"].items():
        print(f"{key:22} {value if isinstance(value, str) else {k: _short(v) for k, v in value.items()}}")


def _short(value: float | None) -> float | None:
    return round(value, 3) if value is not None else None


if __name__ == "__main__":
    main()
