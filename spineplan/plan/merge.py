"""Two edited copies of one plan become one again: what only one side changed is taken, conflicts are shown.

Nothing is lost: every change of either side is in the result or in a conflict, and what is needed by something kept
stays (a level that carries a needle, a needle that feeds cement).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.items import TALK, Items, Key, items_of, parts_of, plan_of, with_parts
from spineplan.plan.model import Comment, Plan

Side = Literal["mine", "theirs"]
PartKey = tuple[str, str, str]
"""Kind and id of the item, and which part of it ("" for the whole)."""


@dataclass(frozen=True)
class Conflict:
    """Both sides changed the same part of an item, or one removed what the other needs. base, mine, theirs: the part
    as each has it, None where it is not there. taken: which side the result has."""

    key: PartKey
    base: Any
    mine: Any
    theirs: Any
    taken: Side


@dataclass(frozen=True)
class Merged:
    """The one plan, and what was decided by default or choice."""

    plan: Plan
    conflicts: tuple[Conflict, ...]


def merge(base: Plan, mine: Plan, theirs: Plan, choices: Mapping[PartKey, Side] | None = None) -> Merged:
    """Three-way: base is the version that both copies started from. choices: per conflict; else mine is taken.

    Raises EditRefused when the plans are not of one patient on one series, or when the choices contradict each other.
    """
    if (mine.identity, mine.reference) != (theirs.identity, theirs.reference):
        raise EditRefused("The two plans are not of the same patient and images; they cannot be merged.")
    chosen = choices or {}
    old, ours, others = items_of(base), items_of(mine), items_of(theirs)
    merged: Items = {}
    conflicts: list[Conflict] = []
    for key in (*ours, *(key for key in others if key not in ours)):
        value = _item(key, old.get(key), ours.get(key), others.get(key), chosen, conflicts)
        if value is not None:
            merged[key] = value
    _keep_what_is_needed(merged, old, ours, others, conflicts)
    frame = replace(
        Plan(identity=mine.identity, reference=mine.reference),
        comments=_comments(base, mine, theirs),
        **{field: _grown(base, mine, theirs, field) for field in TALK if field != "comments"},
    )
    try:
        return Merged(plan_of(frame, merged), tuple(conflicts))
    except ValueError as error:
        raise EditRefused(f"These choices contradict each other: {error}.") from error


def _item(key: Key, base: Any, mine: Any, theirs: Any, chosen: Mapping[PartKey, Side], told: list[Conflict]) -> Any:
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if base is None or mine is None or theirs is None:
        return _decided(Conflict((*key, ""), base, mine, theirs, chosen.get((*key, ""), "mine")), told)
    parts, others, old = (
        parts_of(one) if hasattr(one, "__struct_fields__") else {"": one} for one in (mine, theirs, base)
    )
    merged = {}
    for name in (*parts, *(name for name in others if name not in parts)):
        a, b, o = parts.get(name), others.get(name), old.get(name)
        if b in (a, o):
            part = a
        elif a == o:
            part = b
        else:
            part = _decided(Conflict((*key, name), o, a, b, chosen.get((*key, name), "mine")), told)
        if part is not None:
            merged[name] = part
    return merged[""] if "" in merged else with_parts(mine, merged)


def _decided(conflict: Conflict, told: list[Conflict]) -> Any:
    told.append(conflict)
    return conflict.mine if conflict.taken == "mine" else conflict.theirs


def _keep_what_is_needed(merged: Items, old: Items, ours: Items, others: Items, told: list[Conflict]) -> None:
    """Bring back what one side removed while the other put something on it; say so."""
    for key in _needed_needles(merged) + _needed_levels(merged, ours, others):
        if key in merged:
            continue
        mine, theirs = ours.get(key), others.get(key)
        merged[key] = mine if mine is not None else theirs if theirs is not None else old[key]
        taken: Side = "mine" if mine is not None else "theirs"
        told.append(Conflict((*key, ""), old.get(key), mine, theirs, taken))


def _needed_needles(merged: Items) -> list[Key]:
    used = [(one.needle_id, one.partner_id) for (kind, _), one in merged.items() if kind == "ablation"]
    zones = [name for pair in used for name in pair if name]
    shares = [share.needle_id for (kind, _), one in merged.items() if kind == "cement" for share in one.shares]
    return [("needle", needle_id) for needle_id in (*zones, *shares)]


def _needed_levels(merged: Items, ours: Items, others: Items) -> list[Key]:
    carried = [one for (kind, _), one in merged.items() if kind in ("lesion", "needle", "cement", "ablation")]
    back = [side[key] for key in _needed_needles(merged) if key not in merged for side in (ours, others) if key in side]
    return [("level", one.level) for one in (*carried, *back)]


def _comments(base: Plan, mine: Plan, theirs: Plan) -> tuple[Comment, ...]:
    """By id; of a comment that both changed, my text and either's resolution stay, and their text joins as a reply."""
    old = {one.id: one for one in base.comments}
    ours, others = {one.id: one for one in mine.comments}, {one.id: one for one in theirs.comments}
    found: list[Comment] = []
    for key in (*ours, *(key for key in others if key not in ours)):
        a, b, o = ours.get(key), others.get(key), old.get(key)
        if b in (a, o):
            found += [a] if a is not None else []
        elif a == o or a is None:
            found += [b] if b is not None else []
        elif b is None:
            found.append(a)
        else:
            found += _both(a, b, o)
    return tuple(found)


def _both(mine: Comment, theirs: Comment, base: Comment | None) -> list[Comment]:
    one = mine
    if not mine.resolved_by and theirs.resolved_by:
        one = replace(one, resolved_by=theirs.resolved_by, resolved_utc=theirs.resolved_utc)
    if theirs.text == mine.text or (base is not None and theirs.text == base.text):
        return [one]
    if base is not None and mine.text == base.text:
        return [replace(one, text=theirs.text, utc=theirs.utc)]
    return [one, replace(theirs, id=f"{theirs.id[:74]}.other", reply_to=mine.reply_to or mine.id)]


def _grown(base: Plan, mine: Plan, theirs: Plan, field: str) -> tuple[Any, ...]:
    """What either side said, without what either took back."""
    old, ours, others = (getattr(plan, field) for plan in (base, mine, theirs))
    kept = [one for one in ours if one in others or one not in old]
    return (*kept, *(one for one in others if one not in old and one not in ours))
