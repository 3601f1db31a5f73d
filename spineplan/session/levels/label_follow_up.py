"""What follows from a vertebra's voxels once they were painted or taken from elsewhere: parts, pedicles, body."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from spineplan.anatomy.editing.parts import WHOLE, VertebraWork, work_out
from spineplan.anatomy.level_order import extent_of
from spineplan.geometry.vectors import SUPERIOR, Vector, unit, vector
from spineplan.plan.edits import PutLabels
from spineplan.plan.model import Level, PartMask, Plan
from spineplan.session.masks import MaskStore


def unfinished(plan: Plan) -> Iterator[Level]:
    """Outlined levels whose parts, pedicles or body are not worked out, cranial first."""
    for level in plan.levels:
        lacks = len(level.pedicles) < 2 or level.part("body") is None or level.body is None
        if level.mask is not None and lacks and level.name not in WHOLE:
            yield level


def work_on(plan: Plan, level: Level, masks: MaskStore) -> VertebraWork:
    """Parts, pedicles and body of an outlined level of the plan. Slow: for a job."""
    if level.mask is None:
        return VertebraWork()
    known = {part.part: masks.get(part.mask) for part in level.parts}
    made = work_out(level.name, masks.get(level.mask), level.centre_mm, _cranial(plan, level), known)
    for mask in made.parts.values():
        _ = mask.sha256
    return made


def finishing(levels: Sequence[Level], made: Sequence[VertebraWork], masks: MaskStore) -> PutLabels:
    """The edit that completes levels: what a person measured or marked stays."""
    finished = tuple(_finished(level, work, masks) for level, work in zip(levels, made, strict=True))
    return PutLabels(levels=finished, label=f"Parts of {', '.join(level.name for level in levels)}")


def _finished(level: Level, made: VertebraWork, masks: MaskStore) -> Level:
    if level.mask is None:
        return level
    uid = level.mask.series_uid
    parts = tuple(PartMask(part=name, mask=masks.add(mask, uid)) for name, mask in made.parts.items())
    measured = {pedicle.side for pedicle in level.pedicles if pedicle.measured_by}
    own = tuple(pedicle for pedicle in level.pedicles if pedicle.side in measured)
    pedicles = (*own, *(mark for mark in made.pedicles if mark.side not in measured))
    return replace(
        level,
        parts=parts or level.parts,
        pedicles=tuple(sorted(pedicles, key=lambda pedicle: pedicle.side)),
        body=level.body or made.body,
    )


def _cranial(plan: Plan, level: Level) -> Vector:
    normals = [vector(disc.normal_lps) for disc in (level.disc_above, level.disc_below) if disc is not None]
    if normals:
        return unit(sum(normals[1:], normals[0]))
    extent = extent_of(plan, level.name)
    return extent.cranial_lps if extent is not None else vector(SUPERIOR)
