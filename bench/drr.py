"""Virtual fluoroscopy: time of a still and of a dragged picture, and its error against a fine march along the rays.

bench/drr.py [FOLDER] [--json]   FOLDER: a CT series; without one, a synthetic torso of 512 x 512 x 250.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.geometry.angles import CArmAngles
from spineplan.geometry.c_arm import CArm
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.render.drr import COARSE_MM, COARSE_PIXELS, FINE_MM, FINE_PIXELS, drr_volume, radiograph, water_mm

VIEWS = {"AP": (0.0, 0.0), "lateral": (90.0, 0.0), "en face": (160.0, 15.0)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    volume = _read(chosen.folder) if chosen.folder else _torso()
    rows = []
    for name, about_mm, pixels in (("still", FINE_MM, FINE_PIXELS), ("drag", COARSE_MM, COARSE_PIXELS)):
        begun = time.perf_counter()
        ready = drr_volume(volume, about_mm)
        made_ms = (time.perf_counter() - begun) * 1000.0
        for view, angles in VIEWS.items():
            arm = CArm(tuple(volume.grid.centre_mm), CArmAngles(*angles))
            times = [_timed(lambda a=arm, r=ready, p=pixels: radiograph(water_mm(r, a, p))) for _ in range(7)]
            row = {"kind": name, "view": view, "pixels": pixels, "ms": round(float(np.median(times)), 1)}
            error = _error(volume, ready, arm, pixels)
            rows.append(row | {"prepared_ms": round(made_ms, 1), "error_percent": error})
    if chosen.json:
        print(json.dumps({"shape_kji": volume.grid.shape_kji, "rows": rows}, indent=1))
    else:
        for row in rows:
            print("  ".join(f"{key} {value}" for key, value in row.items()))
    return 0


def _timed(work: object) -> float:
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - begun) * 1000.0


def _error(volume: Volume, ready: object, arm: CArm, pixels: int) -> float:
    """Median over rays of the deviation from 0.25 mm steps through the full-resolution CT, per cent."""
    image = water_mm(ready, arm, pixels)  # type: ignore[arg-type]
    attenuation = (np.clip(volume.array_kji, -1000, 3071).astype(np.float32) + 1000.0) / 1000.0
    rng, errors = np.random.default_rng(1), []
    for x, y in rng.integers(pixels // 8, pixels * 7 // 8, (60, 2)):
        source, end = arm.source_mm, arm.detector_point_mm(float(x), float(y), pixels)
        length = float(np.linalg.norm(end - source))
        points = source + np.linspace(0.0, 1.0, int(length * 4))[:, None] * (end - source)
        ijk = points @ volume.grid.ijk_from_lps[:3, :3].T + volume.grid.ijk_from_lps[:3, 3]
        expected = map_coordinates(attenuation, ijk[:, ::-1].T, order=1, mode="constant").mean() * length
        if expected > 50.0:
            errors.append(abs(float(image[y, x]) - expected) / expected * 100.0)
    return round(float(np.median(errors)), 2) if errors else float("nan")


def _read(folder: Path) -> Volume:
    found = [entry for entry in scan(folder).series if entry.loadable and entry.modality == "CT"]
    return read_volume(max(found, key=lambda entry: entry.slices))


def _torso() -> Volume:
    rng = np.random.default_rng(0)
    _, j, i = np.indices((250, 512, 512), dtype=np.float32)
    body = ((i - 256) / 230) ** 2 + ((j - 256) / 160) ** 2 < 1.0
    spine = ((i - 256) / 30) ** 2 + ((j - 330) / 30) ** 2 < 1.0
    noise = gaussian_filter(rng.normal(0.0, 60.0, (250, 512, 512)).astype(np.float32), 1.0)
    array = np.where(spine, 350.0, np.where(body, 40.0, -1000.0)) + noise * body
    affine = np.diag([0.8, 0.8, 1.0, 1.0])
    return Volume(array.astype(np.int16), Grid((250, 512, 512), affine), "CT", "1.2", "1.3", unit="HU")


if __name__ == "__main__":
    sys.exit(main())
