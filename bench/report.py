"""The report of three treated, outlined levels: time of `spineplan report` from outside, in each language, and pages.

bench/report.py [PLAN IMAGES] [--rounds 3] [--json]

PLAN: a .spineplan; without one, the synthetic patient is written and L2 to L4 are outlined with its own truth, a needle
and cement in each.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
from msgspec.structs import replace

from spineplan.imaging.mask import Mask
from spineplan.imaging.nifti import inspect_nifti, read_nifti
from spineplan.plan.edits import PutLevel, PutNeedle, PutStructure, SetCement
from spineplan.plan.model import MaskRef, Plan, StructureMask
from spineplan.session.demo_plans import write_demo_plans
from spineplan.session.plan_images import reference_volume
from spineplan.storage.planfile import load_plan, save_plan

LEVELS = {"L2": 21, "L3": 22, "L4": 23}
"""VerSe numbers in the synthetic patient's labels."""
STRUCTURES = ("spinal_canal", "aorta", "inferior_vena_cava", "dural_sac")
CHOSEN_ML = 4.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", nargs="?", type=Path)
    parser.add_argument("images", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plan, images = chosen.plan, chosen.images
        if plan is None:
            plan, images = three_levels(Path(folder)), Path(folder) / "ct"
        rows = [
            _row(plan, images or plan.parent, language, chosen.rounds, Path(folder)) for language in ("en", "it", "fr")
        ]
    if chosen.json:
        print(json.dumps(rows, indent=1))
    else:
        for row in rows:
            print("  ".join(f"{key} {value}" for key, value in row.items()))
    return 0


def _row(plan: Path, images: Path, language: str, rounds: int, folder: Path) -> dict[str, object]:
    words = ["report", str(plan), "--images", str(images), "--language", language, "--json"]
    command = [sys.executable, "-m", "spineplan", *words, "--out", str(folder / f"{language}.pdf")]
    walls, cpus, told = [], [], {}
    for _ in range(rounds + 1):  # the first fills the caches
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        walls.append(time.perf_counter() - begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        told = json.loads(done.stdout)
    return {
        "language": language, "wall_s": round(median(walls[1:]), 2), "cpu_s": round(median(cpus[1:]), 2),
        "pages": told["pages"], "pictures": told["pictures"], "bytes": told["bytes"],
    }  # fmt: skip


def three_levels(folder: Path) -> Path:
    """The synthetic patient in a folder, and its example plan with three levels outlined and treated."""
    subprocess.run([sys.executable, "-m", "spineplan", "demo", "--out", str(folder)], check=True, capture_output=True)
    loaded = load_plan(write_demo_plans(folder)[0])
    volume = reference_volume(loaded.plan, folder / "ct")
    plan, masks = loaded.plan, dict(loaded.masks)
    read = {
        name: read_nifti(inspect_nifti(folder / f"{name}.nii.gz"), name, volume.frame_of_reference_uid).array_kji
        for name in ("labels", "structures")
    }

    def ref(voxels: np.ndarray) -> MaskRef:
        mask = Mask(voxels, (0, 0, 0), volume.grid).tight()
        masks[mask.sha256] = mask
        return MaskRef(mask.sha256, volume.series_uid, mask.count, mask.volume_ml)

    for name, number in LEVELS.items():
        level = plan.level(name)
        assert level is not None
        plan = PutLevel(replace(level, mask=ref(read["labels"] == number), treat=True)).apply(plan)
    for number, kind in json.loads((folder / "structures.json").read_text()).items():
        if kind in STRUCTURES and (read["structures"] == int(number)).any():
            one = StructureMask(id=kind, kind=kind, mask=ref(read["structures"] == int(number)), source="imported")
            plan = PutStructure(one).apply(plan)
    save_plan(folder / "ct" / "three.spineplan", _with_needles(plan), masks)
    return folder / "ct" / "three.spineplan"


def _with_needles(plan: Plan) -> Plan:
    """A needle and cement at every level; a missing one is its neighbour's, moved along."""
    first = plan.needles[0]
    start = plan.level(first.level)
    for name in LEVELS:
        level = plan.level(name)
        if not any(needle.level == name for needle in plan.needles) and level is not None and start is not None:
            shift = np.subtract(level.centre_mm, start.centre_mm)
            entry, target = (tuple((np.array(at) + shift).tolist()) for at in (first.entry_mm, first.target_mm))
            plan = PutNeedle(replace(first, id=f"needle-{name}", level=name, entry_mm=entry, target_mm=target)).apply(
                plan
            )
        if not any(target.level == name for target in plan.cement):
            plan = SetCement(name, CHOSEN_ML).apply(plan)
    return plan


if __name__ == "__main__":
    sys.exit(main())
