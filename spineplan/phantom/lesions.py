"""Tumours of a recipe, placed on the vertebrae they belong to."""

import numpy as np

from spineplan.errors import UsageError
from spineplan.phantom.frames import Array, point
from spineplan.phantom.morphometry import VertebraSize
from spineplan.phantom.primitives import blob
from spineplan.phantom.recipes import LesionPart, LesionRecipe
from spineplan.phantom.solids import Lesion, LesionKind
from spineplan.phantom.structures import LEFT_RIGHT
from spineplan.phantom.vertebra import habit, lamina_middle, pedicle, spinous_tip


def anchors(size: VertebraSize) -> dict[str, Array]:
    """Named places of a vertebra in its own frame."""
    build = habit(size)
    middle = lamina_middle(size, build)
    places = {
        "body": point(0, 0, 0),
        "posterior_wall": point(0, size.depth / 2, 0),
        "lamina": middle,
        "spinous": (middle + spinous_tip(size, build)) / 2,
    }
    for side, name in LEFT_RIGHT:
        here = pedicle(size, side)
        places[f"pedicle_{name}"] = here.centre
        places[f"pillar_{name}"] = here.centre - here.axis * 8.0
        places[f"transverse_{name}"] = point(side * size.span * 0.38, here.centre[1] + 8.0, here.centre[2])
        places[f"lateral_mass_{name}"] = point(side * 17.0, size.depth * 0.3, 0.0)
    return places


def part_rows(parts: tuple[LesionPart, ...], places: dict[str, Array], roughness_mm: float, seed: int) -> Array:
    rows = []
    for n, part in enumerate(parts):
        if part.at not in places:
            raise UsageError(f"'{part.at}' is not a place of a vertebra; use one of {', '.join(sorted(places))}.")
        rows.append(
            blob(
                places[part.at] + np.asarray(part.offset_mm),
                part.radii_mm,
                roughness_mm=roughness_mm,
                grain_mm=5.0,
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
