"""The checklist: a template of items, their state in one plan, and whether the plan is ready."""

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from spineplan.clinical.checklist_rules import RULES, condition_holds
from spineplan.clinical.checklist_verdict import State, Verdict
from spineplan.clinical.facts import Facts
from spineplan.errors import PlanRefused
from spineplan.plan.model import ChecklistAnswer, Plan
from spineplan.resource_files import resource

MOST_SEEN = 1900
"""Letters of what software said that an answer keeps."""


class Item(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of a template. fill "both": software fills or suggests, a person confirms. level: R required,
    O recommended, I informative. phase: before or after the needle. absolute: why a problem here forbids treatment."""

    id: int
    group: str
    text: str
    fill: Literal["auto", "manual", "both"]
    level: Literal["R", "O", "I"]
    phase: Literal["before", "after"]
    sources: tuple[str, ...]
    rule: str = ""
    condition: Literal["", "rf", "ga", "transoral"] = ""
    absolute: str = ""


class Template(Struct, frozen=True, kw_only=True):
    """A checklist. id: as a plan names it; a later version of a template has its number in it ("centre@2"), so that
    answers given to one version are never read as answers to another. sources: what the items' tags mean."""

    id: str
    title: str
    version: int = 1
    sources: dict[str, str]
    items: tuple[Item, ...]


class ItemState(Struct, frozen=True, kw_only=True):
    """One item in one plan. evidence: a sentence that says why. filled_by: "" while nobody has.

    suggestion: what software would say, where a person has to confirm or has answered otherwise. seen: what it says of
    the item now, as an answer given now keeps it.
    """

    item: Item
    state: State
    evidence: str
    filled_by: Literal["software", "person", ""]
    suggestion: str = ""
    answer: ChecklistAnswer | None = None
    seen: str = ""


class Readiness(Struct, frozen=True):
    """READY: every required item before the needle is done. BLOCKED: an absolute contraindication. REVIEW: anything
    else; reasons are sentences, worst first. open_items: numbers of the required items that the last reason names.
    Software convention."""

    state: Literal["READY", "REVIEW", "BLOCKED"]
    reasons: tuple[str, ...]
    open_items: tuple[int, ...] = ()


def template_folders() -> tuple[Path, ...]:
    """Where templates are looked for: ours, then the hospital's own, which SPINEPLAN_CHECKLISTS names."""
    own = os.environ.get("SPINEPLAN_CHECKLISTS", "")
    return (resource("checklists"), *((Path(own),) if own else ()))


def offered_templates() -> tuple[Template, ...]:
    """Every template that can be chosen, ours first; files that are none are left out."""
    found: dict[str, Template] = {}
    for folder in template_folders():
        for path in sorted(folder.glob("*.json")):
            with suppress(PlanRefused):
                if not path.name.endswith(".schema.json"):
                    found.setdefault(path.stem, template(path.stem))
    return tuple(found.values())


@cache
def template(template_id: str) -> Template:
    """A template by its id. Raises PlanRefused for one that this workstation does not have, or that is damaged."""
    plain = template_id != "" and all(c.isalnum() or c in "-@" for c in template_id)
    for folder in template_folders() if plain else ():
        path = folder / f"{template_id}.json"
        if path.is_file():
            return _read(path, template_id)
    raise PlanRefused("The plan uses a checklist that this spineplan does not have.")


def _read(path: Path, template_id: str) -> Template:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Template)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PlanRefused(f'The checklist template "{path.name}" is damaged.') from error
    numbers = [item.id for item in found.items]
    version = int(at) if (at := template_id.partition("@")[2]).isdigit() else 1
    if found.id != template_id or found.version != version or len(set(numbers)) != len(numbers):
        raise PlanRefused(f'The checklist template "{path.name}" contradicts its name or repeats an item.')
    if any(item.rule and item.rule not in RULES for item in found.items):
        raise PlanRefused(f'The checklist template "{path.name}" names a rule that this spineplan does not have.')
    return found


def evaluate(checklist: Template, plan: Plan, facts: Facts) -> tuple[ItemState, ...]:
    """The state of every item, in the template's order. What software does not know stays open."""
    answers = {answer.item: answer for answer in plan.checklist if answer.state != "open"}
    return tuple(_state(item, plan, facts, answers.get(item.id)) for item in checklist.items)


def readiness(states: Sequence[ItemState], facts: Facts) -> Readiness:
    """Whether the procedure may start, by the items before the needle and the contraindications."""
    blocked = [*facts.absolute_contraindications]
    blocked += [f"{s.item.text}: {s.item.absolute}." for s in states if s.item.absolute and s.state == "problem"]
    if blocked:
        return Readiness("BLOCKED", tuple(blocked))
    required = [s for s in states if s.item.level == "R" and s.item.phase == "before"]
    review = [*facts.relative_contraindications]
    review += [f"{s.item.text}: {s.evidence}" for s in states if s.state == "problem" and s.item.phase == "before"]
    missing = [s for s in required if s.state == "open"]
    if missing:
        numbers = ", ".join(str(s.item.id) for s in missing)
        review.append(f"{len(missing)} of {len(required)} required items are open: {numbers}.")
    return Readiness("REVIEW" if review else "READY", tuple(review), tuple(s.item.id for s in missing))


def _state(item: Item, plan: Plan, facts: Facts, answer: ChecklistAnswer | None) -> ItemState:
    verdict = RULES[item.rule](plan, facts) if item.rule else None
    applies = condition_holds(item.condition, plan, facts) if item.condition else True
    seen = verdict.evidence[:MOST_SEEN] if verdict is not None else ""
    if answer is not None:
        return _answered(item, verdict, answer, seen)
    if applies is False or (verdict is not None and verdict.state == "not_applicable"):
        evidence = verdict.evidence if verdict is not None else "Does not apply to this plan."
        return ItemState(item=item, state="not_applicable", evidence=evidence, filled_by="software")
    if verdict is None:
        return ItemState(item=item, state="open", evidence="Not answered.", filled_by="")
    if verdict.state == "problem" or (verdict.state == "done" and item.fill == "auto"):
        return ItemState(item=item, state=verdict.state, evidence=verdict.evidence, filled_by="software", seen=seen)
    suggestion = verdict.evidence if item.fill == "both" and verdict.state == "done" else ""
    return ItemState(item=item, state="open", evidence=verdict.evidence, filled_by="", suggestion=suggestion, seen=seen)


def _answered(item: Item, verdict: Verdict | None, answer: ChecklistAnswer, seen: str) -> ItemState:
    """A person's answer stands, except that a problem software sees is only set aside with a reason given for it."""
    if verdict is not None and verdict.state == "problem" and answer.state != "problem":
        why = "Give a reason to accept it." if not answer.note.strip() else ""
        if not why and answer.seen != seen:
            why = f"{answer.by or 'A person'} answered before this was so: accept it again, with a reason."
        if why:
            evidence = f"{verdict.evidence} {why}"
            return ItemState(
                item=item, state="problem", evidence=evidence, filled_by="software", answer=answer, seen=seen
            )
    evidence = answer.note.strip() or f"Answered by {answer.by or 'a person'}."
    suggestion = verdict.evidence if verdict is not None else ""
    return ItemState(
        item=item, state=answer.state, evidence=evidence, filled_by="person", suggestion=suggestion, answer=answer,
        seen=seen,
    )  # fmt: skip
