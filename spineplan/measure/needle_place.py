"""A needle that does not lie where its plan says: another level, another side."""

from collections.abc import Iterator

from spineplan.anatomy.level_order import level_at
from spineplan.measure.finding import Finding, Subject
from spineplan.measure.needle import NeedleNumbers
from spineplan.plan.model import Needle, Plan


def misplaced(plan: Plan, needle: Needle, numbers: NeedleNumbers) -> Iterator[Finding]:
    """Safety findings: on which side of the spine the needle enters, and at which level it ends, against what it is
    planned for. numbers: of this very needle."""
    subject: Subject = ("needle", needle.id)
    entry_side = numbers.entry_side
    if entry_side != needle.side:
        where = "on the midline" if entry_side == "midline" else f"on the {entry_side}"
        planned = "the midline" if needle.side == "midline" else f"the {needle.side} side"
        sentence = f"The {needle.level} needle is planned for {planned} but enters {where}."
        yield Finding("safety", "needle-side", sentence, subject, needle.entry_mm)
    there = level_at(plan, needle.target_mm)
    if there is None:
        sentence = f"The {needle.level} needle ends where no level is marked."
        yield Finding("safety", "needle-level", sentence, subject, needle.target_mm)
    elif there.name != needle.level:
        sentence = f"The needle planned for {needle.level} ends at {there.name}."
        yield Finding("safety", "needle-level", sentence, subject, needle.target_mm)
