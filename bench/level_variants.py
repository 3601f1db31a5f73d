"""Are the names of unusual spines right, or in doubt? Synthetic patients with more or fewer vertebrae and ribs.

    bench/level_variants.py [--variant WORD] [--seeds 21,22] [--mm 1.5] [--json]

Each variant is looked at whole and in parts, as the fields of real CTs are. A line for each: names that are wrong, and
how: "checked" (both ends of the count agree: must never be), "one end" (only what the part shows; said to be so),
"doubt" (a sentence says what disagrees), "no anchor". T13 and L6 are right only when called so.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from spineplan.anatomy.level_marks import FoundMarks, find_marks  # noqa: E402
from spineplan.errors import SpineplanError  # noqa: E402
from spineplan.imaging.grid import Grid  # noqa: E402
from spineplan.imaging.volume import Volume  # noqa: E402
from spineplan.phantom.demo import ct_raster, render_ct  # noqa: E402
from spineplan.phantom.recipes import read_recipe  # noqa: E402
from spineplan.phantom.scene import build_scene  # noqa: E402

VARIANTS: dict[str, dict[str, Any]] = {
    "usual": {},
    "no ribs at T12": {"ribs": {"T12": 0.0}},
    "short ribs at T12": {"ribs": {"T12": 0.18}},
    "ribs at L1": {"ribs": {"L1": 0.4}},
    "ribs at C7": {"ribs": {"C7": 0.35}},
    "short ribs at T1": {"ribs": {"T1": 0.15}},
    "T13": {"extra_levels": ("T13",)},
    "L6": {"extra_levels": ("L6",)},
    "L6, no ribs at T12": {"extra_levels": ("L6",), "ribs": {"T12": 0.0}},
    "L5 fused to the sacrum": {"fused_to_sacrum": "both"},
    "L5 fused on one side": {"fused_to_sacrum": "left"},
    "T13, L5 fused": {"extra_levels": ("T13",), "fused_to_sacrum": "both"},
}
FIELDS = (("C1", "S"), ("C1", "L3"), ("C1", "T5"), ("C5", "L2"), ("T1", "S"), ("T6", "S"), ("T9", "L3"), ("L1", "S"))
BESIDE_MM, SAME_MM = 19.0, 12.0


def patient(variant: str, seed: int, mm: float) -> tuple[Volume, dict[str, list[float]]]:
    """A CT from C1 to the sacrum, and the middles of its bodies (LPS mm)."""
    recipe = msgspec.structs.replace(read_recipe("healthy"), seed=seed, **VARIANTS[variant])
    scene = build_scene(recipe, "healthy", seed)
    ct = render_ct(scene, ct_raster(scene, ("C1", "S"), mm))
    volume = Volume(ct.image.astype(np.int16), Grid(ct.image.shape, np.array(ct.raster.lps_from_ijk)), "CT", "1", "2")
    return volume, {name: frame[:3, 3].tolist() for name, frame in scene.spine.frames.items()}


def part(volume: Volume, bodies: dict[str, list[float]], field: tuple[str, str]) -> Volume:
    """The slices from one level to another; C1 and S are the image's own ends."""
    affine, count = volume.grid.lps_from_ijk, len(volume.array_kji)
    first, last = 0, count
    if field[1] in bodies:
        first = round((bodies[field[1]][2] - BESIDE_MM - affine[2, 3]) / affine[2, 2])
    if field[0] in bodies:
        last = round((bodies[field[0]][2] + BESIDE_MM - affine[2, 3]) / affine[2, 2])
    moved = affine.copy()
    moved[2, 3] += first * affine[2, 2]
    array = np.ascontiguousarray(volume.array_kji[first:last])
    return Volume(array, Grid(array.shape, moved), "CT", "1", "2")


def wrong_names(marks: FoundMarks, bodies: dict[str, list[float]]) -> int:
    """Vertebrae whose name is not that of the body they lie on."""
    names, middles, wrong = list(bodies), np.array(list(bodies.values())), 0
    for span, name in zip(marks.spine.spans, marks.names, strict=True):
        away = np.linalg.norm(middles - span.centre_mm, axis=1)
        wrong += away.min() < SAME_MM and names[int(away.argmin())] != name
    return int(wrong)


def rows(word: str, seeds: list[int], mm: float) -> Iterator[dict[str, Any]]:
    """One for each variant, patient and field."""
    for variant in (name for name in VARIANTS if word in name):
        for seed in seeds:
            volume, bodies = patient(variant, seed, mm)
            for field in FIELDS:
                row = {"variant": variant, "seed": seed, "field": "-".join(field)}
                try:
                    marks = find_marks(part(volume, bodies, field))
                except SpineplanError as error:
                    yield {**row, "how": "refused", "wrong": 0, "said": str(error)}
                    continue
                by = marks.suggestion
                assert by is not None
                how = (
                    "no anchor" if not by.anchored else "doubt" if by.doubt else "checked" if by.checked else "one end"
                )
                yield {**row, "how": how, "wrong": wrong_names(marks, bodies), "names": [*marks.names],
                       "said": by.doubt, "second": [*by.other]}  # fmt: skip


def main() -> None:
    """A line for each, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variant", default="", metavar="WORD")
    parser.add_argument("--seeds", default="21,22", metavar="N,N")
    parser.add_argument("--mm", type=float, default=1.5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = []
    for row in rows(arguments.variant, [int(seed) for seed in arguments.seeds.split(",")], arguments.mm):
        found.append(row)
        if not arguments.json:
            print(f"{row['variant']:24}{row['field']:7}{row['seed']:4}  {row['how']:10} wrong {row['wrong']:2}  "
                  f"{row['said']}", flush=True)  # fmt: skip
    counts = Counter((row["how"], row["wrong"] > 0) for row in found)
    sums = {
        how: {"right": counts[how, False], "wrong": counts[how, True]} for how in sorted({how for how, _ in counts})
    }
    print(json.dumps({"rows": found, "sums": sums}) if arguments.json else sums)


if __name__ == "__main__":
    main()
