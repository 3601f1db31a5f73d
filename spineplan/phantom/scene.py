"""The patient as a list of solids in painting order, with what the truth needs to know about them."""

from dataclasses import dataclass

import numpy as np

from spineplan.phantom.abdomen import abdominal_organs
from spineplan.phantom.atlas import atlas_frame, atlas_rows, axis_rows
from spineplan.phantom.canal import canal_solids
from spineplan.phantom.discs import disc
from spineplan.phantom.frames import moved, point
from spineplan.phantom.lesions import lesion, places
from spineplan.phantom.morphometry import Person, collapsed, draw_sizes, level_names
from spineplan.phantom.muscles import back_muscles
from spineplan.phantom.neck import neck_solids
from spineplan.phantom.openings import opening
from spineplan.phantom.recipes import Recipe
from spineplan.phantom.sacrum import canal_path, coccyx, fused_wings, hip_bones, sacrum
from spineplan.phantom.solids import CORTEX_DEEP, Layer, Lesion, Solid
from spineplan.phantom.spine_curve import Spine, stack
from spineplan.phantom.structures import VERSE
from spineplan.phantom.thorax import breastbone, chest_organs, rib_cage, ribs
from spineplan.phantom.treatment import Needle, cement, needle, needle_solid
from spineplan.phantom.trunk import TrunkShape, trunk_shape, trunk_solids
from spineplan.phantom.vertebra import vertebra_rows

BONE_LAYERS = (Layer(0.0, "cortical_bone"), Layer(CORTEX_DEEP, "trabecular_bone"))
SACRUM_MM = point(0.0, 40.0, -480.0)


@dataclass(frozen=True)
class Scene:
    recipe: Recipe
    case: str
    seed: int
    person: Person
    spine: Spine
    trunk: TrunkShape
    lesions: tuple[Lesion, ...]
    needles: tuple[Needle, ...]
    solids: tuple[Solid, ...]


def build_scene(recipe: Recipe, case: str, seed: int) -> Scene:
    """The whole patient, whatever part of it will be imaged."""
    person = Person(recipe.person.sex, recipe.person.age, recipe.person.stature_cm)
    sizes = draw_sizes(person, level_names(recipe.extra_levels), seed)
    for level, left in recipe.collapse.items():
        sizes[level] = collapsed(sizes[level], left.front, left.middle, left.back)
    spine = stack(sizes, SACRUM_MM, recipe.scoliosis, person.scale)
    lesions = tuple(lesion(row, n + 1, places(spine, row.level), seed) for n, row in enumerate(recipe.lesions))
    trunk = trunk_shape(spine, recipe.person.girth)
    needles = tuple(needle(spine, row) for row in recipe.needles)
    solids = [
        *_soft_tissue(spine, trunk, recipe),
        *_bones(spine, lesions),
        *fused_wings(spine, recipe.fused_to_sacrum),
        *(opening(spine, row) for row in recipe.openings),
        *(cement(spine, row, n, seed) for n, row in enumerate(recipe.cement)),
        *(needle_solid(shaft, n) for n, shaft in enumerate(needles)),
    ]
    return Scene(recipe, case, seed, person, spine, trunk, lesions, needles, tuple(solids))


def _soft_tissue(spine: Spine, trunk: TrunkShape, recipe: Recipe) -> list[Solid]:
    cage, contrast = rib_cage(spine, trunk), recipe.contrast
    solids = [*trunk_solids(trunk), *back_muscles(spine), *abdominal_organs(spine, trunk, contrast)]
    solids += [*chest_organs(spine, cage, contrast), *ribs(spine, cage, recipe.ribs), breastbone(spine, cage)]
    for level in spine.levels:
        solids += disc(spine, level)
    atlas = atlas_frame(spine)
    top = np.array([moved(atlas, point(0, y, z)) for y, z in ((2.0, 30.0), (4.0, 12.0), (4.5, -2.0))])
    return [*solids, *neck_solids(spine, contrast), *canal_solids(spine, top, canal_path(spine))]


def _bones(spine: Spine, lesions: tuple[Lesion, ...]) -> list[Solid]:
    solids = [*hip_bones(spine), coccyx(spine), sacrum(spine, tuple(row for row in lesions if row.level == "S"))]
    for level in reversed(spine.levels):
        own = tuple(row for row in lesions if row.level == level)
        rows = axis_rows(spine) if level == "C2" else vertebra_rows(spine, level)
        solids.append(Solid(level, rows, BONE_LAYERS, spine.frames[level], label=VERSE[level], lesions=own))
    own = tuple(row for row in lesions if row.level == "C1")
    return [*solids, Solid("C1", atlas_rows(), BONE_LAYERS, atlas_frame(spine), label=VERSE["C1"], lesions=own)]
