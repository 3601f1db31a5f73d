"""Naming levels by clicking bodies: which name comes next, what a click means, moving and renaming (pure).

The `level` tool names `view.next_level`; after a click the expectation goes on in the direction of the clicks so far.
"""

from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from spineplan.anatomy.level_order import steps_between
from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Point
from spineplan.plan.edits import PutLevel, RenameLevels, SetLevels
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, USUAL_LEVELS, level_rank
from spineplan.plan.model import Ellipsoid, Level, Plan
from spineplan.session.levels.level_state import called

Direction = Literal["caudal", "cranial"]
FIRST_EXPECTED = "T12"
"""What the tool expects before anything was said: the level beside the last rib."""


@dataclass(frozen=True)
class LevelClick:
    """What a click does: the edit to apply, and what is expected next ("" at the end of the spine).

    turned: the click lay on the other side of the last mark than the expectation, so the other neighbour was named.
    """

    edit: PutLevel
    next_level: str
    turned: bool = False


def neighbour(name: str, direction: Direction) -> str:
    """The usual neighbour of a level, or "" at the end. Next to T13 or L6 it is the level that always follows."""
    step = 1 if direction == "caudal" else -1
    rank = level_rank(name) + step
    while 0 <= rank < len(ALL_LEVELS) and ALL_LEVELS[rank] in TRANSITIONAL:
        rank += step
    return ALL_LEVELS[rank] if 0 <= rank < len(ALL_LEVELS) else ""


def step_expected(name: str, steps: int) -> str:
    """Move the expectation by hand (arrow keys): + caudally, T13 and L6 included; stays at the ends. "" is beyond the
    coccyx."""
    rank = (level_rank(name) if name else len(ALL_LEVELS)) + steps
    return ALL_LEVELS[max(0, min(rank, len(ALL_LEVELS) - 1))]


def direction_of(plan: Plan, expected: str) -> Direction:
    """Where the clicks are heading: away from the nearest mark; caudal when there is none or on both sides alike."""
    distances = [steps_between(level.name, expected) for level in plan.levels if level.name != expected]
    if not distances:
        return "caudal"
    nearest = min(distances, key=lambda distance: (abs(distance), -distance))
    return "caudal" if nearest > 0 else "cranial"


def advance(plan: Plan, name: str, direction: Direction) -> str:
    """The next level in a direction that is not marked yet; "" when the spine ends there."""
    marked = {level.name for level in plan.levels}
    following = neighbour(name, direction)
    while following and following in marked:
        following = neighbour(following, direction)
    return following


def skip(plan: Plan, expected: str) -> str:
    """Leave the expected level unmarked (Space) and go on; stays where it is at the end of the spine."""
    return (advance(plan, expected, direction_of(plan, expected)) or expected) if expected else ""


def default_expected(plan: Plan) -> str:
    """What the tool expects when it is taken up: the level caudal to the lowest mark, T12 without marks, "" when the
    lowest mark is the last level."""
    if not plan.levels:
        return FIRST_EXPECTED
    return advance(plan, max((level.name for level in plan.levels), key=level_rank), "caudal")


def prompt(plan: Plan, expected: str) -> str:
    """The sentence that tells the user what a click will do."""
    if not expected:
        return "The end of the spine is reached."
    if plan.level(expected) is not None:
        return f"Click the body of {expected} to move its mark."
    other = _other_side(plan, expected)
    turn = f" (or {other}, on the other side)" if other else ""
    return f"Click the body of {expected}{turn}. Space skips, arrows choose another level."


def click(plan: Plan, expected: str, point_mm: Point, who: str = "", utc: str = "") -> LevelClick:
    """Name the body under an LPS point. Raises EditRefused when nothing is expected.

    With exactly one chain of marks so far, a click on its other side names the neighbour on that side.
    """
    if not expected:
        raise EditRefused("The end of the spine is reached; choose a level first.")
    name, other = expected, _other_side(plan, expected)
    turned = bool(other) and not _fits(plan, expected, point_mm) and _fits(plan, other, point_mm)
    if turned:
        name = other
    level = plan.level(name)
    if level is not None:
        edit = move_level(plan, name, point_mm, who, utc)
    else:
        edit = PutLevel(Level(name=name, centre_mm=point_mm, state="confirmed", confirmed_by=who, confirmed_utc=utc))
    direction = direction_of(plan, name)
    return LevelClick(edit, advance(edit.apply(plan), name, direction), turned)


def move_level(plan: Plan, name: str, point_mm: Point, who: str = "", utc: str = "") -> PutLevel:
    """Put a mark elsewhere; its body goes with it. A person moved it, so a person has confirmed it."""
    level = _marked(plan, name)
    body = level.body
    if body is not None:
        x, y, z = (c + n - o for c, n, o in zip(body.centre_mm, point_mm, level.centre_mm, strict=True))
        body = replace(body, centre_mm=(x, y, z))
    moved = replace(level, centre_mm=point_mm, body=body)
    if level.state == "proposed" or not level.confirmed_by:
        moved = replace(moved, state="confirmed", confirmed_by=who, confirmed_utc=utc)
    return PutLevel(moved, "Move")


def confirm_level(plan: Plan, name: str, who: str = "") -> PutLevel:
    """A person agrees with a proposed name."""
    return PutLevel(replace(_marked(plan, name), state="confirmed", confirmed_by=who), "Confirm")


def put_body(plan: Plan, name: str, body: Ellipsoid) -> PutLevel:
    """Mark the vertebral body of a level."""
    return PutLevel(replace(_marked(plan, name), body=body), "Body of")


def rename_level(plan: Plan, name: str, new_name: str) -> RenameLevels:
    """Another name for one mark. Raises EditRefused when that name is taken or is no level."""
    _marked(plan, name)
    if plan.level(new_name) is not None:
        raise EditRefused(f"{new_name} is already marked; move the whole numbering instead.")
    if new_name not in ALL_LEVELS:
        raise EditRefused(f"{new_name} is not a vertebral level.")
    return RenameLevels(((name, new_name),), f"Rename {name} to {new_name}")


def shift_levels(plan: Plan, steps: int) -> SetLevels:
    """Move the whole numbering by some levels, + caudally (T12 becomes L1). Marked T13 or L6 count as steps. What was
    confirmed under the old names is a proposal again.

    Raises EditRefused when a name would leave the spine.
    """
    marked = {level.name for level in plan.levels}
    order = [name for name in ALL_LEVELS if name in USUAL_LEVELS or name in marked]
    renames = []
    for level in plan.levels:
        at = order.index(level.name) + steps
        if not 0 <= at < len(order):
            raise EditRefused(f"{level.name} has no neighbour to take its name from.")
        renames.append((level.name, order[at]))
    way = "caudally" if steps > 0 else "cranially"
    levels = tuple(called(level, new) for level, (_, new) in zip(plan.levels, renames, strict=True))
    label = f"Move the numbering {abs(steps)} {way}"
    return SetLevels(levels, label, plan.spine_line_mm, plan.count_basis, tuple(renames))


def _marked(plan: Plan, name: str) -> Level:
    level = plan.level(name)
    if level is None:
        raise EditRefused(f"{name} is not marked.")
    return level


def _other_side(plan: Plan, expected: str) -> str:
    """The free name at the other end, while the marks are one chain that `expected` would extend; else ""."""
    if not plan.levels or plan.level(expected) is not None:
        return ""
    ranks = [level_rank(level.name) for level in plan.levels]
    if level_rank(expected) > max(ranks):
        return neighbour(ALL_LEVELS[min(ranks)], "cranial")
    if level_rank(expected) < min(ranks):
        return neighbour(ALL_LEVELS[max(ranks)], "caudal")
    return ""


def _fits(plan: Plan, name: str, point_mm: Point) -> bool:
    """Whether a mark of that name at the point would be in order with the marks there are."""
    rank = level_rank(name)
    for level in plan.levels:
        below = point_mm[2] < level.centre_mm[2]
        if level.name != name and below != (rank > level_rank(level.name)):
            return False
    return True
