"""Corrections of levels that were found: a disc or a mark moved, a level put in or taken out, a name given (pure).

Each is one edit. What was derived from the old geometry goes with it; a name that changes is proposed again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Point, Vector, point, unit, vector
from spineplan.plan.edits import Edit, RemoveLevel, SetLevels
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank
from spineplan.plan.model import DiscPlane, Level, Plan
from spineplan.session.levels.level_state import called, is_held, without_outline

NEAREST_MM = 5.0
"""Two disc planes are never closer: the flattest vertebra plana with a disc is thicker. [CONV]"""
Snap = Callable[[Point, DiscPlane], DiscPlane]
"""Puts a plane on the disc that the image shows near an LPS point."""


@dataclass(frozen=True)
class Choice:
    """A name that a vertebra may be given, and what it means where that is not the usual spine."""

    name: str
    meaning: str = ""


def moved_disc(plan: Plan, old: DiscPlane, new: DiscPlane) -> SetLevels:
    """A disc plane put elsewhere; the vertebrae on both sides follow. Raises EditRefused when it meets another one."""
    beside = [level for level in plan.levels if old in (level.disc_above, level.disc_below)]
    if not beside:
        raise EditRefused("This disc is not there any more.")
    return _set(plan, _with_discs(plan.levels, {old: new}), f"Move disc {_disc_name(beside)}")


def moved_level(plan: Plan, name: str, to_mm: Point) -> SetLevels:
    """A vertebra that has discs moved as a whole, with both of them. Raises EditRefused."""
    level = _marked(plan, name)
    shift = vector(to_mm) - vector(level.centre_mm)
    moves = {
        disc: replace(disc, centre_mm=point(vector(disc.centre_mm) + shift))
        for disc in (level.disc_below, level.disc_above)
        if disc is not None
    }
    return _set(plan, _with_discs(plan.levels, moves), f"Move {name}")


def inserted_level(plan: Plan, at_mm: Point, snap: Snap | None = None) -> SetLevels:
    """One level more: split at the disc that was missed, or added beyond an end of the row of discs.

    Names follow from the side that is held (confirmed, or carries something). Raises EditRefused.
    """
    row = _row(plan)
    if not row:
        raise EditRefused("Find the levels first, or name this body by clicking it.")
    at = vector(at_mm)
    within = next((n for n, level in enumerate(row) if _between(level, at)), None)
    if within is not None:
        level = row[within]
        plain = _middle_disc(level, at)
        pieces = _split(level, snap(at_mm, plain) if snap is not None else plain) or _split(level, plain)
        if pieces is None:
            raise EditRefused("There is no room for another disc here.")
        made = [*row[:within], *pieces, *row[within + 1 :]]
        fresh = within if _holds(plan, row[within + 1 :]) else within + 1
    else:
        caudal = float((at - vector(_below(row[0]).centre_mm)) @ vector(_below(row[0]).normal_lps)) < 0
        piece = _beyond(row[0] if caudal else row[-1], at, caudal)
        made, fresh = ([piece, *row], 0) if caudal else ([*row, piece], len(row))
    made[fresh] = _fresh(made[fresh])
    anchor, anchored = _anchor(plan, made, fresh)
    return _counted(plan, made, anchor, anchored, (), "Insert a level")


def removed_level(plan: Plan, name: str) -> Edit:
    """One level less. Within the row its shorter neighbour takes its room, and the names follow from the held side.

    Raises EditRefused when it carries something.
    """
    level = _marked(plan, name)
    row = _row(plan)
    at = next((n for n, other in enumerate(row) if other.name == name), None)
    if at is None or at in (0, len(row) - 1):
        return RemoveLevel(name)
    if name in plan.levels_in_use():
        return RemoveLevel(name)  # refuses with its own sentence
    into = min(at - 1, at + 1, key=lambda n: _height_mm(row[n]))
    low, high = (level, row[into]) if into > at else (row[into], level)
    row[into] = _lain(row[into], low.disc_below, high.disc_above)
    made = [*row[:at], *row[at + 1 :]]
    anchor, anchored = _anchor(plan, made, None)
    return _counted(plan, made, anchor, anchored, (name,), f"Remove {name}")


def named_level(plan: Plan, name: str, new_name: str, who: str = "", utc: str = "", meaning: str = "") -> SetLevels:
    """This vertebra has that name for sure; all others follow, with what they carry. The others' names are proposed
    again where they change. Raises EditRefused when the count cannot be."""
    if new_name not in ALL_LEVELS:
        raise EditRefused(f"{new_name} is not a vertebral level.")
    level = _marked(plan, name)
    names = _renamed(plan, name, new_name)
    levels = []
    for other in plan.levels:
        if other is level:
            sure = replace(other, name=new_name, state="confirmed", second_by="", second_utc="")
            levels.append(replace(sure, confirmed_by=who, confirmed_utc=utc))
        else:
            levels.append(called(other, names[other.name]))
    renames = tuple((old, new) for old, new in names.items() if old != new)
    label = f"{name} is {new_name}" if name != new_name else f"Confirm {name}"
    basis = f"{new_name} is {meaning}, named by {who or 'a reader'}." if meaning else ""
    return SetLevels(tuple(levels), label, plan.spine_line_mm, basis, renames)


def choices_for(name: str) -> tuple[Choice, ...]:
    """The names a vertebra may be given, nearest first: three to each side, and what is not the usual spine."""
    rank = [n for n in ALL_LEVELS if n not in TRANSITIONAL or n == name]
    at = rank.index(name)
    near = sorted(range(max(0, at - 3), min(len(rank), at + 4)), key=lambda n: (abs(n - at), n))
    usual = [Choice(rank[n]) for n in near if rank[n] not in TRANSITIONAL]
    special = []
    if name in ("T12", "T13", "L1"):
        special.append(Choice("T13", "a thirteenth thoracic vertebra with ribs"))
    if name in ("L5", "L6", "S1"):
        special.append(Choice("L6", "a sixth lumbar vertebra"))
        special.append(Choice("L6", "a lumbarised S1"))
        special.append(Choice("L5", "a sacralised L5"))
    return (*usual, *special)


def _renamed(plan: Plan, name: str, new_name: str) -> dict[str, str]:
    """Every level's name when one of them is given; gaps keep their room."""
    kept = {level.name for level in plan.levels if level.name in TRANSITIONAL and level.name != name}
    old = _order(kept | ({name} if name in TRANSITIONAL else set()))
    for extra in (kept, set()):
        new = _order(extra | ({new_name} if new_name in TRANSITIONAL else set()))
        shift = new.index(new_name) - old.index(name)
        places = {level.name: old.index(level.name) + shift for level in plan.levels}
        if min(places.values()) < 0 or max(places.values()) >= len(new):
            continue
        names = {level: new[at] for level, at in places.items()}
        if all(names[other] == other for other in extra):
            return names
    raise EditRefused(f"The levels do not fit when {name} is {new_name}.")


def _order(extra: set[str]) -> list[str]:
    return [name for name in ALL_LEVELS if name not in TRANSITIONAL or name in extra]


def _counted(
    plan: Plan, made: Sequence[Level], anchor: int, anchored: str, gone: tuple[str, ...], label: str
) -> SetLevels:  # fmt: skip
    """The plan's levels with this row in place of the old one, its names counted from one of it."""
    extra = {level.name for level in made if level.name in TRANSITIONAL}
    order = _order(extra)
    start = order.index(anchored) + anchor
    if start >= len(order) or start - len(made) + 1 < 0:
        raise EditRefused("The names would run off the spine; correct a name first.")
    row = {level.name for level in _row(plan)}
    renames = [(level.name, order[start - n]) for n, level in enumerate(made) if level.name in row]
    levels = [called(level, order[start - n]) for n, level in enumerate(made)]
    others = [level for level in plan.levels if level.name not in row and level.name not in gone]
    clash = {level.name for level in others} & {level.name for level in levels}
    if clash:
        raise EditRefused(f"{min(clash, key=level_rank)} is marked beyond the row; correct a name first.")
    changed = tuple((old, new) for old, new in renames if old != new)
    return SetLevels((*levels, *others), label, plan.spine_line_mm, plan.count_basis, changed)


def _anchor(plan: Plan, made: Sequence[Level], fresh: int | None) -> tuple[int, str]:
    """Which of the new row keeps its name: a held one if there is any, else the lowest that is not new."""
    old = [(n, level) for n, level in enumerate(made) if n != fresh]
    held = [pair for pair in old if is_held(plan, pair[1])]
    n, level = (held or old)[0]
    return n, level.name


def _holds(plan: Plan, levels: Sequence[Level]) -> bool:
    return any(is_held(plan, level) for level in levels)


def _fresh(level: Level) -> Level:
    """A new level between the same discs, that carries nothing. Its name is given by the count."""
    return Level(name="Co", centre_mm=level.centre_mm, state="proposed", disc_above=level.disc_above,
                 disc_below=level.disc_below)  # fmt: skip


def _with_discs(levels: Sequence[Level], moves: dict[DiscPlane, DiscPlane]) -> tuple[Level, ...]:
    done = []
    for level in levels:
        low, high = (disc and moves.get(disc, disc) for disc in (level.disc_below, level.disc_above))
        done.append(level if (low, high) == (level.disc_below, level.disc_above) else _lain(level, low, high))
    return tuple(done)


def _lain(level: Level, low: DiscPlane | None, high: DiscPlane | None) -> Level:
    """The level between two discs, its mark moved as they moved."""
    if low is None or high is None or level.disc_below is None or level.disc_above is None:
        return replace(without_outline(level), disc_below=low, disc_above=high)
    between = vector(high.centre_mm) - vector(low.centre_mm)
    if min(float(between @ vector(low.normal_lps)), float(between @ vector(high.normal_lps))) < NEAREST_MM:
        raise EditRefused("A disc cannot lie on or beyond the next one.")
    moved = _middle(low, high) - _middle(level.disc_below, level.disc_above)
    centre = point(vector(level.centre_mm) + moved)
    return replace(without_outline(level), disc_below=low, disc_above=high, centre_mm=centre)


def _beyond(end: Level, at: Vector, caudal: bool) -> Level:
    """A level outside the row whose body holds a point: as far beyond the last disc again."""
    near = _below(end) if caudal else _above(end)
    step = at - vector(near.centre_mm)
    normal = vector(near.normal_lps)
    reach = 2.0 * abs(float(step @ normal))
    if reach < 2.0 * NEAREST_MM:
        raise EditRefused("There is no room for another vertebra here.")
    across = unit(step) if float(np.linalg.norm(step)) > 0 else normal
    far = DiscPlane(
        centre_mm=point(vector(near.centre_mm) + 2.0 * step), normal_lps=point(-across if caudal else across)
    )
    low, high = (far, near) if caudal else (near, far)
    return Level(name="Co", centre_mm=point(at), state="proposed", disc_below=low, disc_above=high)


def _split(level: Level, disc: DiscPlane) -> list[Level] | None:
    """Two levels out of one; None where the disc would leave no room for one of them."""
    try:
        return [_lain(level, level.disc_below, disc), _lain(level, disc, level.disc_above)]
    except EditRefused:
        return None


def _middle_disc(level: Level, at: Vector) -> DiscPlane:
    """A plane through the row's middle at the height of a point, its tilt between those of the two discs."""
    low, high = _below(level), _above(level)
    under = abs(float((at - vector(low.centre_mm)) @ vector(low.normal_lps)))
    over = abs(float((vector(high.centre_mm) - at) @ vector(high.normal_lps)))
    share = under / max(under + over, 1e-6)
    middle = (1.0 - share) * vector(low.centre_mm) + share * vector(high.centre_mm)
    return DiscPlane(
        centre_mm=point(middle),
        normal_lps=point(unit((1.0 - share) * vector(low.normal_lps) + share * vector(high.normal_lps))),
    )


def _row(plan: Plan) -> list[Level]:
    """Levels with both discs, caudal first."""
    found = [level for level in plan.levels if level.disc_below is not None and level.disc_above is not None]
    return sorted(found, key=lambda level: -level_rank(level.name))


def _below(level: Level) -> DiscPlane:
    assert level.disc_below is not None
    return level.disc_below


def _above(level: Level) -> DiscPlane:
    assert level.disc_above is not None
    return level.disc_above


def _between(level: Level, at: Vector) -> bool:
    low, high = _below(level), _above(level)
    over = float((at - vector(low.centre_mm)) @ vector(low.normal_lps)) >= 0
    return over and float((at - vector(high.centre_mm)) @ vector(high.normal_lps)) <= 0


def _middle(low: DiscPlane, high: DiscPlane) -> Vector:
    return 0.5 * (vector(low.centre_mm) + vector(high.centre_mm))


def _height_mm(level: Level) -> float:
    return float(np.linalg.norm(vector(_above(level).centre_mm) - vector(_below(level).centre_mm)))


def _disc_name(beside: Sequence[Level]) -> str:
    return "/".join(level.name for level in sorted(beside, key=lambda level: level_rank(level.name)))


def _marked(plan: Plan, name: str) -> Level:
    level = plan.level(name)
    if level is None:
        raise EditRefused(f"{name} is not marked.")
    return level


def _set(plan: Plan, levels: Sequence[Level], label: str) -> SetLevels:
    return SetLevels(tuple(levels), label, plan.spine_line_mm, plan.count_basis)
