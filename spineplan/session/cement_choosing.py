"""Edits of a level's cement that keep what is not being changed: shares, material, reason."""

from msgspec.structs import replace

from spineplan.plan.edits import SetCement
from spineplan.plan.model import CementTarget, NeedleShare, Plan


def cement_of(plan: Plan, level: str) -> CementTarget | None:
    """The level's choice, if there is one."""
    return next((target for target in plan.cement if target.level == level), None)


def with_volume(plan: Plan, level: str, volume_ml: float | None) -> SetCement:
    """Another volume; chosen shares keep their proportion."""
    now = cement_of(plan, level)
    if now is None or volume_ml is None:
        return SetCement(level, volume_ml)
    shares: tuple[NeedleShare, ...] = ()
    if now.shares and now.volume_ml > 0 and volume_ml > 0:
        factor = volume_ml / now.volume_ml
        shares = tuple(replace(share, volume_ml=share.volume_ml * factor) for share in now.shares)
    return SetCement(level, volume_ml, shares, now.material, now.reason)


def with_share(plan: Plan, level: str, needle_id: str, share_ml: float) -> SetCement:
    """So much through one needle; the level's volume becomes the sum. Shares not chosen yet start out equal."""
    chosen = dict(shares_of(plan, level))
    chosen[needle_id] = share_ml
    now = cement_of(plan, level)
    shares = tuple(NeedleShare(needle_id=name, volume_ml=volume) for name, volume in chosen.items())
    total = sum(chosen.values())
    if now is None:
        return SetCement(level, total, shares)
    return SetCement(level, total, shares, now.material, now.reason)


def shares_of(plan: Plan, level: str) -> tuple[tuple[str, float], ...]:
    """(needle id, mL) of every needle of a level: as chosen, else equal parts of the volume."""
    needles = [needle.id for needle in plan.needles if needle.level == level]
    now = cement_of(plan, level)
    chosen = {share.needle_id: share.volume_ml for share in now.shares} if now is not None else {}
    if chosen:
        return tuple((name, chosen.get(name, 0.0)) for name in needles)
    total = now.volume_ml if now is not None else 0.0
    return tuple((name, total / len(needles)) for name in needles)


def with_material(plan: Plan, level: str, material: str) -> SetCement | None:
    """Another material; None without a volume to make of it."""
    now = cement_of(plan, level)
    return None if now is None else SetCement(level, now.volume_ml, now.shares, material, now.reason)


def with_reason(plan: Plan, level: str, reason: str) -> SetCement | None:
    """Why a volume outside the band was chosen; None without a volume."""
    now = cement_of(plan, level)
    return None if now is None else SetCement(level, now.volume_ml, now.shares, now.material, reason)
