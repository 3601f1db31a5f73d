"""Rows of levels with their discs, as they are found: a straight spine, its canal along z at the origin."""

from msgspec.structs import replace

from spineplan.plan.model import DiscPlane, Level, Plan
from tests.support.plans import plan_of

PITCH_MM = 30.0
BODY_Y_MM = -20.0
"""Bodies lie in front of the canal."""


def disc(z_mm: float) -> DiscPlane:
    """A level disc plane."""
    return DiscPlane(centre_mm=(0.0, BODY_Y_MM, z_mm), normal_lps=(0.0, 0.0, 1.0))


def row(*names: str, state: str = "proposed", top_z: float = 0.0) -> tuple[Level, ...]:
    """Levels one below the other, cranial first, each with both discs; top_z: the uppermost disc."""
    levels = []
    for n, name in enumerate(names):
        high = top_z - n * PITCH_MM
        place = (0.0, BODY_Y_MM, high - PITCH_MM / 2.0)
        by = "Dr One" if state == "confirmed" else ""
        levels.append(
            Level(
                name=name,
                centre_mm=place,
                state=state,
                confirmed_by=by,
                disc_above=disc(high),
                disc_below=disc(high - PITCH_MM),
            )
        )
    return tuple(levels)


def found_plan(*names: str, state: str = "proposed") -> Plan:
    """A plan with such a row and the line of its canal."""
    levels = row(*names, state=state)
    length = int(PITCH_MM * len(names)) + 20
    line = tuple((0.0, 0.0, 10.0 - float(z)) for z in range(length, -1, -10))
    return replace(plan_of(levels), spine_line_mm=line, count_basis="The count has no anchor.")
