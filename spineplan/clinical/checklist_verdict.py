"""What software can say of a checklist item, and how such sayings are put together."""

from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from spineplan.clinical.facts import Facts
from spineplan.plan.model import Plan

State = Literal["open", "done", "not_applicable", "problem"]


class Verdict(Struct, frozen=True):
    """What software can say of an item, and why."""

    state: State
    evidence: str


Rule = Callable[[Plan, Facts], Verdict | None]
"""None: software knows nothing of the item."""


def judged(wrong: list[str], known: list[str], unknown: int, what: str) -> Verdict:
    """Any wrong is a problem; else any unknown leaves the item open; else it is done."""
    if wrong:
        return Verdict("problem", f"{'; '.join(wrong)}.")
    if unknown:
        return Verdict("open", f"Unknown {what} of {unknown}.")
    return Verdict("done", f"{'; '.join(known)}.")


def listed(words: Iterable[str]) -> str:
    """Words with commas between them."""
    return ", ".join(words)
