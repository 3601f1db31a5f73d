"""How well pedicles are measured, and whether what is wrong is said to be doubtful.

    bench/pedicles.py PATH... [--labels REF] [--stress] [--json]

PATH: CTs (folder, zip, NIfTI), or folders written by `spineplan demo`, whose truth.json is found. REF: label map of one
CT in VerSe or any other numbers; its pedicles are measured by brute force. --stress: the same CT made noisier, coarser,
with its discs moved; a CT without truth is held against itself. Wrong: width off by more than 1 mm (2.5 mm against
labels, whose borders lie within a voxel), place across the axis by 4 mm, or axis by 25 degrees. Said: the pedicle or
its level carries a doubt, or the two sides' widths differ by more than 2 mm.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import ndimage

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from pedicle_calipers import Reference, isthmus, smoothed  # noqa: E402

from spineplan.anatomy.cubic_image import NativeImage, Sharpness  # noqa: E402
from spineplan.anatomy.finding.level_span import DiscPlane, LevelSpan  # noqa: E402
from spineplan.anatomy.image_blur import blur_mm  # noqa: E402
from spineplan.anatomy.levels_of_ct import FoundLevels, find_levels  # noqa: E402
from spineplan.anatomy.outlining.vertebra_measures import PEDICLE_VOXEL_MM, PEDICLES_UNKNOWN  # noqa: E402
from spineplan.anatomy.pedicles.isthmus import UNLIKE_MM, Pedicle, pedicles_of  # noqa: E402
from spineplan.anatomy.pedicles.row import steadied  # noqa: E402
from spineplan.dicom.index import scan  # noqa: E402
from spineplan.dicom.read import read_volume  # noqa: E402
from spineplan.geometry.vectors import unit  # noqa: E402
from spineplan.imaging.grid import Grid  # noqa: E402
from spineplan.imaging.volume import Volume  # noqa: E402

Points = npt.NDArray[np.float64]
NEAR_MM = 9.0
WRONG_MM, WRONG_BY_LABELS_MM, WRONG_PLACE_MM, WRONG_DEG = 1.0, 2.5, 4.0, 25.0
WANTED_MM, WANTED_DEG = 0.7, 5.0
NOISE_HU = (50.0, 120.0)
CUBES_MM, SLICES_MM = (1.5, 2.0, 3.0), 3.0
MOVED_MM, MOVED_RAD = 1.5, 0.05


@dataclass(frozen=True, eq=False)
class Known:
    """What a pedicle is held against: LPS centre and axis, mm; by: truth, labels or itself."""

    centre_mm: Points
    axis: Points
    width_mm: float
    height_mm: float
    by: str


Places = dict[tuple[int, str], Known]


def measure(path: Path, labels: Path | None, stress: bool) -> dict[str, Any]:
    """The document that --json prints."""
    truth = path / "truth.json"
    levels = json.loads(truth.read_text(encoding="utf-8"))["levels"] if truth.exists() else None
    volume = _volume(path / "ct" if levels is not None else path)
    found = find_levels(volume)
    known = _of_truth(found, levels) if levels is not None else _of_labels(found, labels) if labels else _itself(found)
    cases = _cases(volume) if stress else iter((("as it is", volume),))
    return {"path": path.name, "spacing_mm": [round(mm, 2) for mm in volume.grid.spacing_mm],
            "cases": {name: _case(name, made, found, known) for name, made in cases}}  # fmt: skip


def _volume(path: Path) -> Volume:
    entries = [entry for entry in scan(path).series if entry.loadable and entry.modality == "CT"]
    if not entries:
        sys.exit(f"There is no CT under {path}.")
    return read_volume(max(entries, key=lambda entry: entry.slices))


def _of_truth(found: FoundLevels, levels: dict[str, Any]) -> Places:
    out: Places = {}
    for n, span in enumerate(found.spine.spans):
        level = min(levels.values(), key=lambda one: float(np.linalg.norm(np.array(one["centre_mm"]) - span.centre_mm)))
        if float(np.linalg.norm(np.array(level["centre_mm"]) - span.centre_mm)) > NEAR_MM:
            continue
        for side, one in level["pedicles"].items():
            centre, axis = np.array(one["isthmus_mm"]), np.array(one["axis"])
            out[n, side] = Known(centre, axis, one["width_mm"], one["height_mm"], "truth")
    return out


def _of_labels(found: FoundLevels, path: Path) -> Places:
    volume = read_volume(scan(path).series[0])
    affine = np.array(volume.grid.lps_from_ijk)
    out: Places = {}
    for n, span in enumerate(found.spine.spans):
        i, j, k = np.rint(volume.grid.ijk_from_lps[:3] @ np.append(span.centre_mm, 1.0)).astype(int)
        inside = all(0 <= a < b for a, b in zip((k, j, i), volume.array_kji.shape, strict=True))
        number = int(volume.array_kji[k, j, i]) if inside else 0
        if number == 0:
            continue
        voxels = np.ascontiguousarray((volume.array_kji == number).transpose(2, 1, 0))
        origin = found.spine.line.at(0.5 * (span.below.s_mm + span.above.s_mm))[0]
        reference = Reference(smoothed(voxels), affine, origin, span.axes, span.wall_mm)
        for side, sign in (("left", 1), ("right", -1)):
            one = isthmus(reference, sign)
            if one is not None:
                out[n, side] = Known(one.centre_mm, one.axis, one.width_mm, one.height_mm, "labels")
    return out


def _itself(found: FoundLevels) -> Places:
    return {
        (n, one.side): Known(one.centre_mm, one.axis, one.width_mm, one.height_mm, "itself")
        for n, pair in enumerate(found.labels.pedicles)
        for one in pair
    }


def _cases(volume: Volume) -> Iterator[tuple[str, Volume]]:
    yield "as it is", volume
    yield "discs moved", volume
    for sd in NOISE_HU:
        noise = np.random.default_rng(5).standard_normal(volume.array_kji.shape, dtype=np.float32)
        noise = ndimage.gaussian_filter(noise, 0.6)
        hu = np.clip(volume.array_kji + sd / noise.std() * noise / volume.value_scale, -32000, 32000)
        yield f"noise {sd:.0f} HU", replace(volume, array_kji=hu.astype(np.int16))
    for mm in CUBES_MM:
        if 1.15 * max(volume.grid.spacing_mm) < mm:
            yield f"cubes {mm:g} mm", _averaged(volume, (mm, mm, mm))
    if 1.5 * volume.grid.spacing_mm[2] < SLICES_MM:
        yield f"slices {SLICES_MM:g} mm", _averaged(volume, (*volume.grid.spacing_mm[:2], SLICES_MM))


def _averaged(volume: Volume, spacing_mm: tuple[float, ...]) -> Volume:
    """Means over boxes of this size (i, j, k)."""
    factor = np.array(spacing_mm) / np.array(volume.grid.spacing_mm)
    smooth = ndimage.gaussian_filter(volume.array_kji.astype(np.float32), np.maximum(factor[::-1] - 1.0, 0.0) * 0.3)
    k, j, i = (int(n // f) for n, f in zip(volume.array_kji.shape, factor[::-1], strict=True))
    shape = (k, j, i)
    index = [(np.arange(n) + 0.5) * f - 0.5 for n, f in zip(shape, factor[::-1], strict=True)]
    boxes = ndimage.map_coordinates(smooth, np.meshgrid(*index, indexing="ij"), order=1, mode="nearest")
    affine = np.array(volume.grid.lps_from_ijk)
    affine[:3, 3] += affine[:3, :3] @ (0.5 * factor - 0.5)
    affine[:3, :3] *= factor
    return replace(volume, array_kji=np.rint(boxes).astype(np.int16), grid=Grid(shape, affine))


def _case(name: str, volume: Volume, found: FoundLevels, known: Places) -> dict[str, Any]:
    image = NativeImage(volume, Sharpness(blur_mm(volume), found.labels.sharpness.cortex_hu))
    random = np.random.default_rng(7)
    rows: dict[str, Any] = {}
    start = time.process_time()
    spans = [_moved(span, random) if name == "discs moved" else span for span in found.spine.spans]
    pairs = [pedicles_of(image, span, found.spine.line, found.labels.canal_surface) for span in spans]
    pairs = list(steadied(pairs, spans, volume.grid))
    for level in found.levels:
        if level.name in PEDICLES_UNKNOWN or not any((level.index, side) in known for side in ("left", "right")):
            continue
        pair = pairs[level.index]
        unlike = abs(pair[0].width_mm - pair[1].width_mm) > UNLIKE_MM
        for pedicle in pair:
            if (level.index, pedicle.side) in known:
                coarse = max(volume.grid.spacing_mm) > PEDICLE_VOXEL_MM
                said = pedicle.doubt or ("coarse" if coarse else "") or ("unlike" if unlike else "")
                rows[f"{level.name} {pedicle.side}"] = _row(pedicle, said, known[level.index, pedicle.side])
    spent = time.process_time() - start
    return {"rows": rows, "cpu_s_per_level": round(spent / max(1, len(spans)), 3), **_summary(list(rows.values()))}


def _moved(span: LevelSpan, random: np.random.Generator) -> LevelSpan:
    def disc(plane: DiscPlane) -> DiscPlane:
        return replace(plane, centre_mm=plane.centre_mm + random.normal(0.0, MOVED_MM, 3),
                       cranial=unit(plane.cranial + random.normal(0.0, MOVED_RAD, 3)),
                       s_mm=plane.s_mm + float(random.normal(0.0, MOVED_MM)))  # fmt: skip

    return replace(span, below=disc(span.below), above=disc(span.above))


def _row(pedicle: Pedicle, said: str, known: Known) -> dict[str, Any]:
    off = pedicle.centre_mm - known.centre_mm
    off = off - known.axis * float(off @ known.axis)
    width, height = pedicle.width_mm - known.width_mm, pedicle.height_mm - known.height_mm
    angle = float(np.degrees(np.arccos(min(1.0, abs(float(pedicle.axis @ known.axis))))))
    allowed = WRONG_BY_LABELS_MM if known.by == "labels" else WRONG_MM
    wrong = abs(width) > allowed or float(np.linalg.norm(off)) > WRONG_PLACE_MM or angle > WRONG_DEG
    return {"by": known.by, "width_mm": round(pedicle.width_mm, 2), "width_error_mm": round(width, 2),
            "height_error_mm": round(height, 2), "axis_error_deg": round(angle, 1),
            "width_within_mm": round(pedicle.width_within_mm, 2),
            "height_within_mm": round(pedicle.height_within_mm, 2), "said": said, "wrong": wrong}  # fmt: skip


def _summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    sure = [row for row in rows if not row["said"] or row["said"] in ("coarse", "unlike")]
    return {
        "pedicles": len(rows),
        "width_within_0.7_mm": sum(abs(row["width_error_mm"]) <= WANTED_MM for row in rows),
        "axis_within_5_deg": sum(row["axis_error_deg"] <= WANTED_DEG for row in rows),
        "wrong": sum(row["wrong"] for row in rows),
        "wrong_and_not_said": sum(row["wrong"] and not row["said"] for row in rows),
        "right_but_doubted": sum(not row["wrong"] and row["said"] != "" for row in rows),
        "keep_to_said_width": _share(sure, "width"),
        "keep_to_said_height": _share(sure, "height"),
    }


def _share(rows: list[dict[str, Any]], size: str) -> float | None:
    kept = [abs(row[f"{size}_error_mm"]) <= row[f"{size}_within_mm"] for row in rows]
    return round(float(np.mean(kept)), 3) if kept else None


def main() -> None:
    """Read the arguments, print the documents or a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--stress", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    for path in arguments.paths:
        document = measure(path, arguments.labels, arguments.stress)
        if arguments.json:
            print(json.dumps(document))
            continue
        print(document["path"], document["spacing_mm"])
        for name, case in document["cases"].items():
            print(f"  {name}: " + ", ".join(f"{key} {value}" for key, value in case.items() if key != "rows"))
            for place, row in case["rows"].items():
                if row["wrong"] or row["said"] or abs(row["width_error_mm"]) > WANTED_MM:
                    print(f"    {place:10} {row}")


if __name__ == "__main__":
    main()
