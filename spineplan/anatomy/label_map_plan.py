"""A plan's own vertebrae and structures as a label map: what planning and measuring work on."""

from collections.abc import Callable

from spineplan.anatomy.label_map import LabelledLevel, LabelledStructure, LabelMap
from spineplan.anatomy.numbering import Structure, VertebraPart
from spineplan.imaging.mask import Mask
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Level, MaskRef, Plan

_PARTS = {"body": VertebraPart.BODY, "spinous_process": VertebraPart.SPINOUS_PROCESS}
_STRUCTURES = {structure.value: structure for structure in Structure}


def label_map_of_plan(plan: Plan, mask_of: Callable[[MaskRef], Mask], series_uid: str) -> LabelMap:
    """Levels (cranial first) and structures whose masks lie on the grid of one series; others are left out.

    A structure of a kind that no label map knows is named in `problems`. Raises what `mask_of` raises.
    """
    levels = [_level(level, mask_of) for level in plan.levels if level.mask is not None]
    on_grid = [one for one in levels if one is not None and _lies_on(plan, one.name, series_uid)]
    structures, problems = [], []
    for structure in plan.structures:
        kind = _STRUCTURES.get(structure.kind)
        if kind is None:
            problems.append(f"{structure.kind.replace('_', ' ')} is not a structure that margins are known for.")
        elif structure.mask.series_uid == series_uid:
            structures.append(LabelledStructure(kind, mask_of(structure.mask)))
    return LabelMap(
        source="plan",
        series_uid=series_uid,
        numbering="plan",
        title="the plan",
        levels=tuple(sorted(on_grid, key=lambda one: level_rank(one.name))),
        structures=tuple(structures),
        problems=tuple(problems),
    )


def _lies_on(plan: Plan, name: str, series_uid: str) -> bool:
    level = plan.level(name)
    return level is not None and level.mask is not None and level.mask.series_uid == series_uid


def _level(level: Level, mask_of: Callable[[MaskRef], Mask]) -> LabelledLevel | None:
    if level.mask is None:
        return None
    parts = {_PARTS[part.part]: mask_of(part.mask) for part in level.parts if part.part in _PARTS}
    return LabelledLevel(level.name, mask_of(level.mask), parts)
