"""What of the plan's vertebrae and structures stands in the 3-D picture. No VTK."""

from collections.abc import Callable, Collection, Mapping

from spineplan.plan.model import MaskRef, Plan
from spineplan.render.label_colours import structure_token, vertebra_token
from spineplan.render.mesh import Mesh
from spineplan.render.scene_shapes import Shape

TRANSLUCENT = 0.35
FEW = 0.08
"""Organs are a background: they must not hide vertebrae and vessels."""


def label_refs(plan: Plan, hidden: Collection[str], isolated: str, structures: bool) -> dict[str, MaskRef]:
    """Masks to be seen by level name or structure id: one vertebra alone, or all that are not hidden."""
    alone = plan.level(isolated)
    if alone is not None and alone.mask is not None:
        return {alone.name: alone.mask}
    found = {level.name: level.mask for level in plan.levels if level.mask is not None and level.name not in hidden}
    if structures:
        found |= {one.id: one.mask for one in plan.structures if one.id not in hidden}
    return found


def label_shapes(plan: Plan, shown: Mapping[str, MaskRef], meshes: Mapping[str, Mesh]) -> tuple[Shape, ...]:
    """Shapes of what is to be seen and whose surface has been made (by mask hash); translucent ones last."""
    kinds = {one.id: one.kind for one in plan.structures}
    solid = [
        Shape(("label", ref.sha256), vertebra_token(name), build=_giver(meshes[ref.sha256]))
        for name, ref in shown.items()
        if name not in kinds and ref.sha256 in meshes
    ]
    clear = [
        Shape(
            ("label", ref.sha256),
            structure_token(kinds[name]),
            FEW if structure_token(kinds[name]) == "organ" else TRANSLUCENT,
            build=_giver(meshes[ref.sha256]),
        )
        for name, ref in shown.items()
        if name in kinds and ref.sha256 in meshes
    ]
    return (*solid, *clear)


def _giver(mesh: Mesh) -> Callable[[], Mesh]:
    return lambda: mesh
