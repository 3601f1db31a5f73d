"""Taking labels made elsewhere into the plan: what they disagree about with it, and the one edit (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from spineplan.anatomy.editing.labels import LabelBlock, within
from spineplan.anatomy.label_map import LabelledLevel, LabelMap
from spineplan.anatomy.numbering import VertebraPart
from spineplan.errors import EditRefused, WrongPatient
from spineplan.geometry.vectors import distance_mm, vector
from spineplan.imaging.mask import Mask
from spineplan.plan.edits import PutLabels
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank
from spineplan.plan.model import Identity, Level, PartMask, PartName, Plan, StructureMask
from spineplan.session.masks import MaskStore
from spineplan.session.opening import check_patient, describe

SAME_VERTEBRA_MM = 15.0
"""A mark this near to a labelled vertebra's centre stands for it, though it lies outside the label. [CONV]"""

Verdict = Literal["labels", "plan"]
"""Whose names count where the two disagree."""

_PARTS: Mapping[VertebraPart, PartName] = {
    VertebraPart.BODY: "body",
    VertebraPart.SPINOUS_PROCESS: "spinous_process",
    VertebraPart.TRANSVERSE_PROCESS_LEFT: "left_arch",
    VertebraPart.SUPERIOR_ARTICULAR_PROCESS_LEFT: "left_arch",
    VertebraPart.INFERIOR_ARTICULAR_PROCESS_LEFT: "left_arch",
    VertebraPart.TRANSVERSE_PROCESS_RIGHT: "right_arch",
    VertebraPart.SUPERIOR_ARTICULAR_PROCESS_RIGHT: "right_arch",
    VertebraPart.INFERIOR_ARTICULAR_PROCESS_RIGHT: "right_arch",
}
"""An arch whose side is not told is left to whoever splits the vertebra."""


@dataclass(frozen=True)
class Clash:
    """A confirmed level that the labels see otherwise. called: what they call the vertebra at its mark; empty when
    they have none there, but the same name apart_mm elsewhere."""

    name: str
    called: str
    apart_mm: float


def check_labels_patient(plan: Plan, identity: Identity | None) -> None:
    """Raises WrongPatient when labels name another patient than the plan; formats without a name pass."""
    if identity is None:
        return
    try:
        check_patient(plan, identity)
    except WrongPatient:
        raise WrongPatient(
            "The labels and the open patient are different people; the labels were not taken.",
            f"Labels: {describe(identity)}. Plan: {describe(plan.identity)}.",
        ) from None


def clashes(plan: Plan, labels: LabelMap) -> tuple[Clash, ...]:
    """Confirmed levels about which plan and labels disagree, cranial first. Somebody has to say who is right."""
    found = []
    for level in plan.levels:
        if level.state != "confirmed":
            continue
        there = _vertebra_at(level, labels.levels)
        same_name = labels.level(level.name)
        if there is not None and there.name != level.name:
            found.append(Clash(level.name, there.name, distance_mm(level.centre_mm, there.centre_mm)))
        elif there is None and same_name is not None and not same_name.is_fragment:
            found.append(Clash(level.name, "", distance_mm(level.centre_mm, same_name.centre_mm)))
    return tuple(found)


def shift_of(found: Sequence[Clash]) -> int | None:
    """By how many levels the labels' names differ from the plan's everywhere, + when they count caudally; None when
    there is no such number."""
    steps = {_rank(clash.called) - _rank(clash.name) if clash.called else 0 for clash in found}
    return steps.pop() if len(steps) == 1 and 0 not in steps else None


def take_labels(
    plan: Plan,
    labels: LabelMap,
    masks: MaskStore,
    verdict: Verdict | None = None,
    structures: Iterable[str] | None = None,
) -> PutLabels:
    """The edit that puts vertebrae and structures at risk into the plan. structures: kinds wanted; None: all of them.

    Confirmed marks keep their place and state where labels and plan agree. verdict "labels": their names count, what
    the levels carry follows, and a level with another name than before has to be confirmed anew. verdict "plan": the
    labels are renamed when they are off by the same number everywhere, else those in dispute are left out.
    Raises EditRefused while a clash has no verdict.
    """
    found = clashes(plan, labels)
    if found and verdict is None:
        raise EditRefused("The labels disagree with confirmed levels; say first whose names count.")
    vertebrae = _renamed(labels, found) if verdict == "plan" else {level.name: level for level in labels.levels}
    block = _disjoint(labels, vertebrae)
    by_name: dict[str, Level] = {}
    renames: list[tuple[str, str]] = []
    claimed: dict[str, Level] = {}
    for level in plan.levels:
        there = _vertebra_at(level, vertebrae.values())
        name = next((known for known, one in vertebrae.items() if one is there), "")
        if name and name not in claimed:
            claimed[name] = level
            if name != level.name:
                renames.append((level.name, name))
    for name, vertebra in vertebrae.items():
        made = _level(name, vertebra, claimed.get(name), block.mask(name), labels.series_uid, masks)
        if made is not None:
            by_name[name] = made
    renames = [(old, new) for old, new in renames if new in by_name]
    kept = _trimmed(plan, by_name, dict(renames), block, labels.series_uid, masks)
    wanted = None if structures is None else set(structures)
    return PutLabels(
        levels=(*kept, *by_name.values()),
        structures=tuple(
            StructureMask(
                id=one.structure.value,
                kind=one.structure.value,
                mask=masks.add(one.mask, labels.series_uid),
                source="imported",
            )
            for one in labels.at_risk
            if wanted is None or one.structure.value in wanted
        ),
        label="Take labels",
        renames=tuple(renames),
    )


def contested(labels: LabelMap) -> tuple[str, ...]:
    """Levels that share voxels with another in the file, and lose them when they are taken, cranial first."""
    block = _disjoint(labels, {level.name: level for level in labels.levels})
    return tuple(level.name for level in labels.levels if block.mask(level.name).count < level.mask.count)


def _vertebra_at(level: Level, vertebrae: Iterable[LabelledLevel]) -> LabelledLevel | None:
    known = [one for one in vertebrae if not one.is_fragment]
    for one in known:
        if one.mask.holds(vector(level.centre_mm)):
            return one
    near = min(known, key=lambda one: distance_mm(level.centre_mm, one.centre_mm), default=None)
    return near if near is not None and distance_mm(level.centre_mm, near.centre_mm) <= SAME_VERTEBRA_MM else None


def _renamed(labels: LabelMap, found: Sequence[Clash]) -> dict[str, LabelledLevel]:
    """The labelled vertebrae under the plan's names."""
    shift = shift_of(found)
    if found and shift is None:
        disputed = {clash.called for clash in found} | {clash.name for clash in found}
        return {level.name: level for level in labels.levels if level.name not in disputed}
    steps = shift or 0
    renamed = {}
    order = _order(labels)
    for level in labels.levels:
        at = order.index(level.name) - steps
        if 0 <= at < len(order):
            renamed[order[at]] = level
    return renamed


def _order(labels: LabelMap) -> list[str]:
    has = {level.name for level in labels.levels}
    return [name for name in ALL_LEVELS if name not in TRANSITIONAL or name in has]


def _rank(name: str) -> int:
    """Among the usual levels: T13 and L6 count as half a step, which no shift is."""
    order = [known for known in ALL_LEVELS if known not in TRANSITIONAL]
    return order.index(name) if name in order else level_rank(name) + 1000


def _disjoint(labels: LabelMap, vertebrae: Mapping[str, LabelledLevel]) -> LabelBlock:
    """Each voxel to one vertebra: a file may hold labels that overlap."""
    masks = [*(level.mask for level in labels.levels), *(one.mask for one in labels.structures)]
    parent = masks[0].parent
    return LabelBlock.of(parent, {name: one.mask for name, one in vertebrae.items()})


def _level(
    name: str, vertebra: LabelledLevel, before: Level | None, mask: Mask, series_uid: str, masks: MaskStore
) -> Level | None:
    """The plan's level for a labelled vertebra; None for a mere piece that nobody has marked."""
    if mask.count == 0 or (before is None and vertebra.is_fragment):
        return None
    parts = _parts(vertebra, mask, series_uid, masks)
    ref = masks.add(mask, series_uid)
    if before is None:
        return Level(name=name, centre_mm=vertebra.centre_mm, state="proposed", mask=ref, parts=parts)
    measured = tuple(pedicle for pedicle in before.pedicles if pedicle.measured_by)
    body = None if before.part("body") is not None else before.body
    level = replace(before, name=name, mask=ref, parts=parts, pedicles=measured, body=body)
    if before.state == "proposed":
        return replace(level, centre_mm=vertebra.centre_mm)
    if name == before.name:
        return level
    again = replace(level, state="proposed", second_by="", second_utc="")
    return replace(again, confirmed_by="", confirmed_utc="")


def _parts(vertebra: LabelledLevel, mask: Mask, series_uid: str, masks: MaskStore) -> tuple[PartMask, ...]:
    joined: dict[PartName, LabelBlock] = {}
    for part, region in vertebra.parts.items():
        if part in _PARTS:
            block = joined.setdefault(_PARTS[part], LabelBlock(mask.parent))
            block.put(part.value, region)
    found = []
    taken = LabelBlock(mask.parent)
    for name, block in joined.items():
        inside = within(Mask(block.numbers_kji > 0, block.start_kji, mask.parent).tight(), mask)
        if inside.count:
            taken.put(name, inside)
            found.append(name)
    return tuple(PartMask(part=name, mask=masks.add(taken.mask(name), series_uid)) for name in found)


def _trimmed(
    plan: Plan,
    new: Mapping[str, Level],
    renames: Mapping[str, str],
    block: LabelBlock,
    series_uid: str,
    masks: MaskStore,
) -> list[Level]:
    """Levels that stay, without the voxels that the labels claim."""
    trimmed = []
    for level in plan.levels:
        if level.name in new or level.name in renames or level.mask is None:
            continue
        mask = masks.get(level.mask)
        if not mask.parent.same_place(block.parent):
            continue
        both = LabelBlock.of(block.parent, {"own": mask})
        for name in block.names:
            other = block.mask(name)
            if other.count:
                both.put(name, other)
        left = both.mask("own")
        if left.count < mask.count:
            parts = tuple(replace(p, mask=masks.add(within(masks.get(p.mask), left), series_uid)) for p in level.parts)
            trimmed.append(replace(level, mask=masks.add(left, series_uid) if left.count else None, parts=parts))
    return trimmed
