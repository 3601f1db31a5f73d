"""Tumours of a recipe, placed on the vertebrae they belong to."""

import numpy as np

from spineplan.errors import UsageError
from spineplan.phantom.atlas import atlas_mass
from spineplan.phantom.frames import Array, point
from spineplan.phantom.primitives import blob
from spineplan.phantom.recipes import LesionRecipe, Part
from spineplan.phantom.solids import Lesion, LesionKind
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import LEFT_RIGHT
from spineplan.phantom.vertebra import habit, lamina_middle, pedicle, pillar_of, spinous_tip, transverse_tip


def places(spine: Spine, level: str) -> dict[str, Array]:
    """Named places of a vertebra in its own frame."""
    if level == "C1":
        named = {f"lateral_mass_{name}": atlas_mass(side) for side, name in LEFT_RIGHT}
        return {**named, "anterior_arch": point(0, -21, 0), "posterior_arch": point(0, 26, 0)}
    if level == "S":
        named = {f"ala_{name}": point(side * 36.0, 6.0, -22.0) for side, name in LEFT_RIGHT}
        return {**named, "body": point(0, 0, -15), "s2": point(0, 10, -38)}
    size = spine.sizes[level]
    middle = lamina_middle(size, habit(size))
    found = {
        "body": point(0, 0, 0),
        "posterior_wall": point(0, size.depth / 2, 0),
        "lamina": middle,
        "spinous": (middle + spinous_tip(size, habit(size))) / 2,
        "dens": point(0, -0.5, size.height / 2 + 7.0),
    }
    for side, name in LEFT_RIGHT:
        here = pedicle(size, side)
        found[f"pedicle_{name}"] = here.centre
        found[f"pillar_{name}"] = pillar_of(size, here)
        found[f"transverse_{name}"] = (pillar_of(size, here) + transverse_tip(size, side)) / 2
    return found


def part_rows(parts: tuple[Part, ...], places: dict[str, Array], roughness_mm: float, seed: int) -> Array:
    rows = []
    for n, part in enumerate(parts):
        if part.at not in places:
            raise UsageError(f"'{part.at}' is not a place of a vertebra; use one of {', '.join(sorted(places))}.")
        rows.append(
            blob(
                places[part.at] + np.asarray(part.offset_mm),
                part.radii_mm,
                roughness_mm=roughness_mm,
                grain_mm=0.45 * min(part.radii_mm) + 2.0,
                seed=seed + 97 * n,
                blend_mm=2.0 if n else 0.0,
            )
        )
    return np.vstack(rows)


def lesion(recipe: LesionRecipe, number: int, places: dict[str, Array], seed: int) -> Lesion:
    return Lesion(
        number=number,
        level=recipe.level,
        kind=LesionKind[recipe.kind.upper()],
        rows=part_rows(recipe.parts, places, recipe.roughness_mm, seed + 1009 * number),
        keeps_cortex=recipe.keeps_cortex,
        leaves_bone=recipe.leaves_bone,
        margin_mm=recipe.margin_mm,
        density=recipe.density,
        uptake=recipe.uptake,
        rim=recipe.rim,
    )
