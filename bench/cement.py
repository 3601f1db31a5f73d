"""Virtual filling on synthetic vertebrae: planted ways out found, false leaks, conservation, seconds per level.

    bench/cement.py [--json] [--patients N] [--spacing MM MM MM] [--outlines body|whole]

Every patient has five levels; each is intact or has one way out of random kind, size and place, and one or two needles.
A way out counts as found when cement leaves by it into the right compartment before three quarters of the body are
filled. `seconds` is the whole curve of one level: crop, survey, growth, numbers. Goals: >= 95 % found, no false leak
into the canal, 1.5 s. `--outlines whole` gives the program the whole vertebra only, as most label files do: it has to
tell the body from the arch and to find the canal itself.

A slice holds the mean over its thickness, as a scanner's does: it is made of three thinner ones. Point samples 1 mm
apart would lose up to three quarters of a 0.5 mm cortex that lies between two slices.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from spineplan.geometry.vectors import Vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.phantom.demo import render_ct
from spineplan.phantom.frames import moved
from spineplan.phantom.openings import mouth_mm
from spineplan.phantom.painter import Raster
from spineplan.phantom.recipes import Opening, read_recipe
from spineplan.phantom.scene import Scene, build_scene
from spineplan.phantom.structures import VERSE, Structure
from spineplan.phantom.vertebra import pedicle
from spineplan.planning.filling.curve import FillingCurve
from spineplan.planning.filling.inputs import body_of_vertebra
from spineplan.planning.filling.simulation import Tip, fill, survey
from spineplan.planning.filling.space import space_around

LEVELS = ("T8", "T12", "L1", "L3", "L5")
KINDS = ("posterior_breach", "upper_endplate", "lower_endplate", "basivertebral", "intact")
INTO = {
    "posterior_breach": "canal", "upper_endplate": "disc_superior", "lower_endplate": "disc_inferior",
    "basivertebral": "basivertebral",
}  # fmt: skip
CANAL = (Structure.CORD, Structure.EPIDURAL_SPACE, Structure.THECAL_SAC, Structure.ROOT)
NEAR_MM, FILLED, PARTS = 6.0, 0.75, 3


def patient(seed: int) -> tuple[Scene, dict[str, Opening]]:
    """A patient of random age and sex; which levels have which way out."""
    random, base = np.random.default_rng(seed), read_recipe("cement-leaks")
    openings = {}
    for level in LEVELS:
        kind = str(random.choice(KINDS))
        aside = (float(random.uniform(-8, 8)), float(random.uniform(-5, 4)))
        if kind == "posterior_breach":
            aside = (float(random.choice([-1, 1]) * random.uniform(5, 8)), float(random.uniform(-6, 6)))
        if kind != "intact":
            offset = (0.0, 0.0) if kind == "basivertebral" else aside
            radius = float(random.uniform(2.0, 3.5))
            openings[level] = Opening(level=level, kind=kind, radius_mm=radius, offset_mm=offset)  # type: ignore[arg-type]
    person = replace(base.person, age=int(random.integers(45, 85)), sex=str(random.choice(["M", "F"])))
    recipe = replace(base, openings=tuple(openings.values()), person=person)
    return build_scene(recipe, "bench", 100 + seed), openings


def rendered(scene: Scene, level: str, spacing_mm: tuple[float, ...]) -> tuple[Volume, Mask, Mask, Mask]:
    """CT, whole vertebra, body and canal of one level."""
    spacing, half = np.array(spacing_mm), np.array([42.0, 48.0, 34.0])
    i, j, k = (int(n) for n in np.ceil(2.0 * half / spacing))
    affine = np.diag([*spacing, 1.0])
    affine[:3, 3] = scene.spine.frames[level][:3, 3] + [0, 14, 0] - (np.array([i, j, k]) - 1) / 2.0 * spacing
    thin = affine @ np.diag([1.0, 1.0, 1.0 / PARTS, 1.0])
    thin[:3, 3] -= affine[:3, 2] * (PARTS - 1) / (2.0 * PARTS)
    ct = render_ct(scene, Raster((k * PARTS, j, i), thin))
    image = np.rint(ct.image.reshape(k, PARTS, j, i).mean(axis=1)).astype(np.int16)
    labels, structures = ct.labels[PARTS // 2 :: PARTS], ct.structures[PARTS // 2 :: PARTS]
    grid = Grid((k, j, i), affine)
    whole = labels == VERSE[level]
    masks = (whole, whole & (structures == Structure.BODY), np.isin(structures, CANAL))
    made = tuple(Mask(np.ascontiguousarray(one), (0, 0, 0), grid) for one in masks)
    return Volume(image, grid, "CT", "1", "2"), made[0], made[1], made[2]


def cranial(scene: Scene, level: str) -> Vector:
    """From the next level's centre to the one before, as the program takes it from a plan."""
    names = list(scene.spine.frames)
    at = names.index(level)
    above, below = (scene.spine.frames[name][:3, 3] for name in (names[at - 1], names[at + 1]))
    direction = np.asarray(above - below)
    return direction / float(np.linalg.norm(direction)) * np.sign(direction[2])


def tips(scene: Scene, level: str, random: np.random.Generator) -> list[Tip]:
    """One or two needles through the middle of a pedicle into the middle of the body."""
    size, frame, out = scene.spine.sizes[level], scene.spine.frames[level], []
    first = int(random.choice([-1, 1]))
    for side in (first, -first)[: int(random.integers(1, 3))]:
        at = np.array([side * random.uniform(3, 9), size.depth * random.uniform(-0.25, 0.05), random.uniform(-3, 3)])
        entry = at + 1.5 * (pedicle(size, side).centre - at)
        outer = 3.05 if level[0] == "L" else 2.41
        out.append(Tip(tuple(moved(frame, at)), 1.0, tuple(moved(frame, entry)), outer))
    return out


def judged(scene: Scene, level: str, opening: Opening | None, seed: int, arguments: argparse.Namespace) -> Counter[str]:
    """What one level adds to the count."""
    volume, whole, body, canal = rendered(scene, level, tuple(arguments.spacing))
    random = np.random.default_rng([seed, LEVELS.index(level)])
    needles = tips(scene, level, random)
    started, used = time.perf_counter(), time.process_time()
    up, alone = cranial(scene, level), arguments.outlines == "whole"
    own = body_of_vertebra(whole, up) if alone else body
    terrain = survey(space_around(volume, whole, own, canal=None if alone else canal, cranial_lps=up))
    curve = FillingCurve(fill(terrain, needles, FILLED * terrain.space.body_ml))
    state, leaks = curve.at(curve.filling.most_ml), curve.leaks
    seconds, cpu = time.perf_counter() - started, time.process_time() - used
    kind = opening.kind if opening is not None else "intact"
    mouth = mouth_mm(scene.spine, opening) if opening is not None else None
    there = [mouth is not None and float(np.linalg.norm(leak.gate.at_mm - mouth)) < NEAR_MM for leak in leaks]
    hit = any(ok and leak.compartment == INTO.get(kind) for ok, leak in zip(there, leaks, strict=True))
    wrong = [leak for ok, leak in zip(there, leaks, strict=True) if not ok and leak.gate.kind != "needle"]
    inside = np.count_nonzero(curve.filling.place_of == 0) * curve.filling.voxel_ml
    kept = abs(inside + state.outside_ml - curve.filling.most_ml) < 1e-9
    return Counter({
        f"{kind} levels": 1, f"{kind} found": int(hit),
        "false canal leaks": int(any(x.compartment == "canal" for x in wrong)),
        "levels with a false leak": int(bool(wrong)), "volume kept": int(kept), "microseconds": int(seconds * 1e6),
        "cpu": int(cpu * 1e6), "body per mille": round(1000.0 * terrain.space.body_ml / body.volume_ml),
    })  # fmt: skip


def main() -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--patients", type=int, default=20)
    parser.add_argument("--outlines", choices=("body", "whole"), default="body")
    parser.add_argument("--spacing", type=float, nargs=3, default=(0.7, 0.7, 1.0))
    arguments = parser.parse_args()
    total, times, cpu, bodies = Counter[str](), [], [], []
    for seed in range(arguments.patients):
        scene, openings = patient(seed)
        for level in LEVELS:
            one = judged(scene, level, openings.get(level), seed, arguments)
            times.append(one.pop("microseconds") / 1e6)
            cpu.append(one.pop("cpu") / 1e6)
            bodies.append(one.pop("body per mille") / 10.0)
            total += one
    planted = sum(total[f"{kind} levels"] for kind in INTO)
    found = sum(total[f"{kind} found"] for kind in INTO)
    result = {
        "levels": len(times), "intact_levels": total["intact levels"], "planted": planted, "found": found,
        "found_percent": round(100.0 * found / planted, 1), "false_canal_leaks": total["false canal leaks"],
        "levels_with_a_false_leak": total["levels with a false leak"], "volume_kept": total["volume kept"],
        "body_percent_of_truth": [min(bodies), max(bodies)], "cpu_s_median": round(float(np.median(cpu[1:])), 3),
        "seconds_median": round(float(np.median(times[1:])), 3), "seconds_most": round(max(times[1:]), 3),
        "by_kind": {kind: [total[f"{kind} found"], total[f"{kind} levels"]] for kind in INTO},
    }  # fmt: skip
    print(json.dumps(result) if arguments.json else "\n".join(f"{name}: {value}" for name, value in result.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
