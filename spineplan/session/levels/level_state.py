"""What a level's values say of its state: held, stale, in a row (pure and light: the panes ask at every paint)."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from spineplan.plan.levels import SACRAL, level_rank
from spineplan.plan.model import DiscPlane, Level, Plan

UNANCHORED = "The count has no anchor"
"""How a plan's basis of the count begins when no landmark lies in the image."""

CONFIRM_ONE = " Confirm one name."
ONLY_A_SUGGESTION = f"; it is a suggestion.{CONFIRM_ONE}"
"""How it ends while nobody has."""
UNCHECKED = "; a vertebra more or less than usual would not be noticed in this part of the spine"
"""What it says where neither the neck nor the first ribs lie in the image, or neither the last ribs nor the sacrum."""


@dataclass(frozen=True)
class Chain:
    """Levels with discs, caudal first, and their disc planes from the lowest to the highest (one more)."""

    names: tuple[str, ...]
    discs: tuple[DiscPlane, ...]


def is_held(plan: Plan, level: Level) -> bool:
    """Whether a name must not change by itself: confirmed, or something rests on it."""
    decided = level.treat or level.symptomatic or level.decision is not None or bool(level.facts)
    return level.state == "confirmed" or decided or level.name in plan.levels_in_use()


def is_anchored(plan: Plan) -> bool:
    """Whether the count of the levels rests on more than a guess: a landmark, or a name that a person gave."""
    return not plan.count_basis.startswith(UNANCHORED)


def rested_on(basis: str) -> str:
    """A basis of the count once every name is confirmed: only how the names came."""
    return basis.replace(UNCHECKED, "").replace(ONLY_A_SUGGESTION, ".").replace(CONFIRM_ONE, "")


def is_stale(level: Level) -> bool:
    """Whether the outline of a level is to be made (again)."""
    discs = level.disc_above is not None and level.disc_below is not None
    return discs and level.mask is None and level.name not in SACRAL and level.name != "Co"


def stale_levels(plan: Plan) -> tuple[str, ...]:
    """Names of the levels whose outline is to be made, cranial first."""
    return tuple(level.name for level in plan.levels if is_stale(level))


def chain_of(levels: Sequence[Level]) -> Chain | None:
    """The levels with discs as one row; None without any. A gap between two discs gets the name of the level below."""
    names: list[str] = []
    discs: list[DiscPlane] = []
    for level in sorted(levels, key=lambda level: -level_rank(level.name)):
        if level.disc_below is None or level.disc_above is None:
            continue
        if not discs:
            discs.append(level.disc_below)
        elif discs[-1] != level.disc_below:
            names.append(names[-1])
            discs.append(level.disc_below)
        names.append(level.name)
        discs.append(level.disc_above)
    return Chain(tuple(names), tuple(discs)) if names else None


def without_outline(level: Level) -> Level:
    """A level whose geometry changed: what was derived from the old one goes, what a person measured stays."""
    pedicles = tuple(pedicle for pedicle in level.pedicles if pedicle.measured_by)
    body = None if level.part("body") is not None else level.body
    return replace(level, mask=None, parts=(), pedicles=pedicles, body=body)


def called(level: Level, name: str) -> Level:
    """Under another name a level is a proposal again."""
    if level.name == name:
        return level
    open_ = replace(level, second_by="", second_utc="")
    return replace(open_, name=name, state="proposed", confirmed_by="", confirmed_utc="")
