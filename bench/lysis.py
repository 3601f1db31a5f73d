"""Whether a vertebra that tumour ate stays whole: `python bench/lysis.py CT [--levels T6,T9] [--json]`.

CT: folder, zip or NIfTI. Levels are found without a click; into each asked one (default: every second, without the
outermost two) balls of soft tissue are painted, within its own outline, and levels are found anew. captured: share of
the ball that the new outline holds. body: change of the body's volume, percent.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from spineplan.imaging.volume import Volume  # noqa: E402

TUMOUR_HU, NOISE_HU = 35.0, 15.0
SAME_MM = 8.0
WANTED = {"breach": 0.95, "front": 0.95, "end-plate": 0.90, "pedicle": 0.90, "half": 0.0, "near total": 0.0}
"""Least captured share; the larger ones are asked for their volume only."""
BODY_PERCENT = 3.0
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Ball:
    """A round lesion: LPS centre and radius, mm."""

    name: str
    kind: str
    centre_mm: npt.NDArray[np.float64]
    radius_mm: float


def balls_of(level: FoundLevel) -> Iterator[Ball]:
    """Lesions in proportion to the body's depth."""
    size = level.size
    lateral, anterior, superior = size.axes
    middle, depth = np.asarray(size.centre_mm), size.depth_mm
    yield Ball("posterior wall", "breach", middle - anterior * (depth / 2 - 0.14 * depth), 0.28 * depth)
    yield Ball("front, aside", "front", middle + anterior * 0.32 * depth + lateral * 0.28 * depth, 0.32 * depth)
    yield Ball("end-plate", "end-plate", middle + superior * (size.middle_mm / 2 - 2.0), 0.25 * depth)
    for side, pedicle in zip(("left", "right"), level.pedicles, strict=True):
        yield Ball(f"{side} pedicle", "pedicle", np.asarray(pedicle.centre_mm), 0.28 * depth)
    yield Ball("half of the body", "half", middle + lateral * 0.25 * depth, 0.38 * depth)
    yield Ball("near total", "near total", middle, 0.45 * depth)


def measure(volume: Volume, asked: list[str]) -> list[dict[str, Any]]:
    """One row per ball."""
    whole = find_levels(volume)
    names = asked or [level.name for level in whole.levels][1:-1:2]
    return [
        _row(volume, whole, level, ball)
        for level in whole.levels if level.name in names for ball in balls_of(level)
    ]  # fmt: skip


def _row(volume: Volume, whole: FoundLevels, level: FoundLevel, ball: Ball) -> dict[str, Any]:
    mine = _outline(volume, whole, level)
    tumour = mine & _inside(volume, ball)
    found = find_levels(_painted(volume, tumour))
    same = _nearest(found, level)
    row: dict[str, Any] = {"level": level.name, "lesion": ball.name, "ml": round(_ml(volume, tumour), 2)}
    if same is None:
        return row | {"captured": 0.0, "body_percent": None, "good": False}
    captured = float(_outline(volume, found, same)[tumour].mean())
    moved = 100.0 * (same.body_ml / level.body_ml - 1.0)
    good = captured >= WANTED[ball.kind] and abs(moved) <= BODY_PERCENT
    return row | {"captured": round(captured, 3), "body_percent": round(moved, 1), "good": good}


def _outline(volume: Volume, found: FoundLevels, level: FoundLevel) -> Bools:
    return np.asarray(on_grid_of(volume, found.spine.image, found.labels.whole) == level.index + 1)


def _inside(volume: Volume, ball: Ball) -> Bools:
    k, j, i = np.indices(volume.grid.shape_kji, sparse=True)
    affine = volume.grid.lps_from_ijk
    offset = [
        i * affine[n, 0] + j * affine[n, 1] + k * affine[n, 2] + affine[n, 3] - ball.centre_mm[n] for n in range(3)
    ]
    return np.asarray(offset[0] ** 2 + offset[1] ** 2 + offset[2] ** 2 <= ball.radius_mm**2)


def _painted(volume: Volume, tumour: Bools) -> Volume:
    noise = np.random.default_rng(0).normal(TUMOUR_HU, NOISE_HU, int(tumour.sum()))
    array = volume.array_kji.copy()
    array[tumour] = np.rint((noise - volume.value_offset) / volume.value_scale)
    return replace(volume, array_kji=array)


def _nearest(found: FoundLevels, level: FoundLevel) -> FoundLevel | None:
    far = {n: float(np.linalg.norm(np.subtract(one.size.centre_mm, level.size.centre_mm)))
           for n, one in enumerate(found.levels)}  # fmt: skip
    n = min(far, key=far.__getitem__, default=None)
    return found.levels[n] if n is not None and far[n] <= SAME_MM else None


def _ml(volume: Volume, mask: Bools) -> float:
    return float(mask.sum()) * volume.grid.voxel_volume_ml


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--levels", default="", help="names, with commas")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    entries = [entry for entry in scan(arguments.path).series if entry.loadable and entry.modality == "CT"]
    if not entries:
        sys.exit(f"There is no CT under {arguments.path}.")
    volume = read_volume(max(entries, key=lambda entry: entry.slices))
    rows = measure(volume, [name for name in arguments.levels.split(",") if name])
    if arguments.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))
    print(f"good: {sum(row['good'] for row in rows)} of {len(rows)}")


if __name__ == "__main__":
    main()
