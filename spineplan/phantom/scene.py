"""The patient as a list of solids in painting order, with what the truth needs to know about them."""

from dataclasses import dataclass

import numpy as np

from spineplan.phantom.canal import canal_solids
from spineplan.phantom.discs import disc
from spineplan.phantom.frames import moved, point
from spineplan.phantom.lesions import anchors, lesion
from spineplan.phantom.morphometry import Person, collapsed, draw_sizes, level_names
from spineplan.phantom.recipes import Recipe
from spineplan.phantom.solids import CORTEX_DEEP, Layer, Lesion, Solid
from spineplan.phantom.spine_curve import Scoliosis, Spine, stack
from spineplan.phantom.structures import VERSE
from spineplan.phantom.trunk import TrunkShape, trunk_shape, trunk_solid
from spineplan.phantom.vertebra import vertebra_rows

BONE_LAYERS = (Layer(0.0, "cortical_bone"), Layer(CORTEX_DEEP, "trabecular_bone"))
SACRUM_MM = point(0.0, 40.0, -480.0)


@dataclass(frozen=True)
class Scene:
    recipe: Recipe
    seed: int
    person: Person
    spine: Spine
    trunk: TrunkShape
    lesions: tuple[Lesion, ...]
    solids: tuple[Solid, ...]


def build_scene(recipe: Recipe, seed: int) -> Scene:
    """The whole patient, whatever part of it will be imaged."""
    person = Person(recipe.sex, recipe.age, recipe.stature_cm)
    sizes = draw_sizes(person, level_names(recipe.extra_levels), seed)
    for level, shares in recipe.collapse.items():
        sizes[level] = collapsed(sizes[level], shares["front"], shares["middle"], shares["back"])
    curves = tuple(Scoliosis(**curve) for curve in recipe.scoliosis)
    spine = stack(sizes, SACRUM_MM, curves, person.scale)
    lesions = tuple(lesion(row, n + 1, anchors(sizes[row.level]), seed) for n, row in enumerate(recipe.lesions))
    trunk = trunk_shape(spine, recipe.girth)
    solids = [trunk_solid(trunk)]
    for level in spine.levels:
        solids += disc(spine, level)
    top = np.array([moved(spine.frames["C2"], point(0, 16, z)) for z in (60.0, 30.0)])
    bottom = np.array([moved(spine.sacral_endplate, point(0, 20, z)) for z in (-10.0, -30.0, -50.0)])
    solids += canal_solids(spine, top, bottom)
    for level in spine.levels:
        own = tuple(row for row in lesions if row.level == level)
        rows = vertebra_rows(spine, level)
        solids.append(Solid(level, rows, BONE_LAYERS, spine.frames[level], label=VERSE[level], lesions=own))
    return Scene(recipe, seed, person, spine, trunk, lesions, tuple(solids))
