"""What a level's lesions are measured from, collected from the open plan (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from spineplan.anatomy.level_order import extent_of
from spineplan.geometry.vectors import SUPERIOR, Point, point
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Lesion, Level, Plan
from spineplan.session.lesion_series import other_series
from spineplan.session.session import Session

if TYPE_CHECKING:  # measuring brings scipy, which must not hold up the first paint
    from spineplan.measure.morphology import LevelRequest
    from spineplan.measure.morphology_frame import VertebraMasks

CANAL, SAC, CORD = "spinal_canal", "dural_sac", "spinal_cord"
ARTERIES: dict[Literal["left", "right"], str] = {"left": "vertebral_artery_left", "right": "vertebral_artery_right"}
BOTH_ARTERIES = "vertebral_artery"
NEIGHBOURHOOD = 2
"""Levels on each side whose vertebrae are looked at: a lesion seldom crosses more discs."""


def level_request(session: Session, level: str) -> LevelRequest | None:
    """What a level is measured from; None when it has neither a vertebra nor a lesion.

    Masks lie in the plan's own frame of reference; which other series are read, `other_series` says. Raises PlanRefused
    when the plan names a mask that is not there.
    """
    from spineplan.measure.morphology import LevelRequest

    plan = session.committed
    named = plan.level(level)
    if named is None or named.mask is None:
        return None
    lesions = {one.id: session.masks.get(one.mask) for one in painted_lesions(plan, level) if one.mask is not None}
    ct = _ct(session, named)
    order = sorted(plan.levels, key=lambda one: level_rank(one.name))
    place = [one.name for one in order].index(level)
    near = order[max(0, place - NEIGHBOURHOOD) : place + NEIGHBOURHOOD + 1]
    touched = {one.level for one in plan.lesions}
    beside = [order[n] if 0 <= n < len(order) else None for n in (place - 1, place + 1)]
    bodies = {one.name: mask for one in order if (mask := _body(session, one)) is not None}
    normal = {name: mask for name, mask in bodies.items() if name not in touched}
    return LevelRequest(
        level=level,
        masks=vertebra_masks(session, named),
        lesions=lesions,
        ct=ct,
        neighbours=(_healthy(session, beside[0], touched), _healthy(session, beside[1], touched)),
        bodies=bodies,
        every_lesion=tuple(session.masks.get(one.mask) for one in plan.lesions if one.mask is not None),
        other_vertebrae=tuple(session.masks.get(one.mask) for one in near if one is not named and one.mask is not None),
        other_series=other_series(session, named, lesions, normal),
    )


def vertebra_masks(session: Session, level: Level) -> VertebraMasks:
    """The masks of a level that has one."""
    from spineplan.measure.morphology_frame import VertebraMasks

    plan, get = session.committed, session.masks.get
    assert level.mask is not None
    structures: dict[str, Mask] = {one.kind: get(one.mask) for one in plan.structures}
    extent = extent_of(plan, level.name)
    cranial: Point = point(extent.cranial_lps) if extent is not None else SUPERIOR
    return VertebraMasks(
        vertebra=get(level.mask),
        parts={part.part: get(part.mask) for part in level.parts},
        canal=structures.get(CANAL),
        dural_sac=structures.get(SAC),
        cord=structures.get(CORD),
        ribs=tuple(mask for kind, mask in structures.items() if kind.startswith("rib")),
        arteries=_arteries(structures),
        canal_line_mm=plan.spine_line_mm,
        cranial_lps=cranial,
    )


def _arteries(structures: Mapping[str, Mask]) -> dict[Literal["left", "right"], Mask]:
    """Vertebral arteries by side; one outline of both serves both sides."""
    found = {side: structures.get(kind, structures.get(BOTH_ARTERIES)) for side, kind in ARTERIES.items()}
    return {side: mask for side, mask in found.items() if mask is not None}


def painted_lesions(plan: Plan, level: str) -> list[Lesion]:
    """Those that have a mask."""
    return [lesion for lesion in plan.lesions if lesion.level == level and lesion.mask is not None]


def _ct(session: Session, level: Level) -> Volume | None:
    """The CT that the vertebra lies on, once all of it has been read."""
    uid = level.mask.series_uid if level.mask is not None else ""
    volume = session.volumes.get(uid)
    whole = volume is not None and volume.modality == "CT" and uid not in session.arrived
    return volume if whole else None


def _body(session: Session, level: Level) -> Mask | None:
    ref = level.part("body")
    return session.masks.get(ref) if ref is not None else None


def _healthy(session: Session, level: Level | None, touched: set[str]) -> VertebraMasks | None:
    if level is None or level.mask is None or level.name in touched:
        return None
    return vertebra_masks(session, level)
