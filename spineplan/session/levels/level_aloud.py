"""What a correction of the levels means for what rests on them, as a sentence to say aloud (pure)."""

from spineplan.plan.edits import SetLevels
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Plan


def follows(plan: Plan, edit: SetLevels) -> str:
    """What an edit renames that was held, as a sentence to say aloud; empty when nothing was."""
    names = dict(edit.renames)
    carried = sorted(plan.levels_in_use() & names.keys(), key=level_rank)
    confirmed = [level.name for level in plan.levels if level.name in names and level.state == "confirmed"]
    parts = []
    if carried:
        pairs = ", ".join(f"{old} to {names[old]}" for old in carried)
        parts.append(f"Lesions, needles and cement moved with their vertebra: {pairs}.")
    if [name for name in confirmed if name not in carried]:
        parts.append("Confirmed names changed; confirm them again.")
    return " ".join(parts)


def to_look_at(plan: Plan, edit: SetLevels) -> str:
    """What rests on the vertebrae that an edit moves and is not worked out anew; empty when nothing does."""
    before = {level.name: (level.disc_below, level.disc_above, level.centre_mm) for level in plan.levels}
    moved = {
        level.name
        for level in edit.levels
        if before.get(level.name) not in (None, (level.disc_below, level.disc_above, level.centre_mm))
    }
    counted = (
        ("lesion", sum(lesion.level in moved for lesion in plan.lesions)),
        ("needle", sum(needle.level in moved for needle in plan.needles)),
        ("ablation", sum(zone.level in moved for zone in plan.ablations)),
        ("cement", sum(target.level in moved for target in plan.cement)),
        ("answer", sum(len(level.facts) for level in plan.levels if level.name in moved)),
        ("decision", sum(level.decision is not None for level in plan.levels if level.name in moved)),
    )
    things = [_counted(n, what) for what, n in counted if n]
    if not things:
        return ""
    names = ", ".join(sorted(moved, key=level_rank))
    listed = ", ".join(things[:-1]) + (" and " if things[:-1] else "") + things[-1]
    return f"{names} moved: outlines are made again; look again at {listed} there."


def _counted(n: int, what: str) -> str:
    if what == "cement":
        return "the cement"
    return f"the {what}" if n == 1 else f"{n} {what}s"
