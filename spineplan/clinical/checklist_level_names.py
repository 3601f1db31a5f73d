"""Checklist item 12: who vouches for the names of the levels that something is planned at."""

from spineplan.plan.levels import level_rank
from spineplan.plan.model import Plan


def names_vouched(plan: Plan) -> tuple[tuple[str, ...], str]:
    """(levels in use or to treat whose names nobody confirmed, who confirmed the others); cranial first."""
    used = plan.levels_in_use() | {level.name for level in plan.levels if level.treat}
    levels = sorted((level for level in plan.levels if level.name in used), key=lambda level: level_rank(level.name))
    suggested = tuple(level.name for level in levels if level.state == "proposed")
    said = [
        f"{level.name} by {' and '.join(name for name in (level.confirmed_by, level.second_by) if name)}"
        for level in levels
        if level.state == "confirmed" and level.confirmed_by
    ]
    return suggested, "; ".join(said)
