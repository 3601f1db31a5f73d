"""What the clinical answers say against a plan, or leave open: contraindications, coagulation, contradictions."""

from collections.abc import Iterator

from spineplan.clinical.case import Case, stale_answers
from spineplan.clinical.contradictions import contradictions
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.clinical.rules import Fulfilled, fulfilled
from spineplan.clinical.score_definition import scores
from spineplan.clinical.score_inputs import score_of
from spineplan.errors import InputRefused
from spineplan.measure.finding import Finding, Severity, Subject
from spineplan.plan.model import Level

_PLAN: Subject = ("plan", "")


def clinical_findings(case: Case) -> Iterator[Finding]:
    """Of the patient always; of a level only once it is chosen for treatment."""
    chosen = [level for level in case.plan.levels if level.treat]
    held = fulfilled(case)
    for rule in held:
        if not rule.level:
            yield from _rule(rule, None)
    for level in chosen:
        for rule in held:
            if rule.level == level.name:
                yield from _rule(rule, level)
        yield from _without_indication(case, level, held)
    yield from _contradictions(case, chosen)
    yield from _disagreeing(case)
    yield from _unread(case)
    yield from _stale(case)


def _rule(rule: Fulfilled, level: Level | None) -> Iterator[Finding]:
    if rule.rule.kind == "indication":
        return
    accepted = bool(rule.accepted) and rule.rule.kind != "absolute"
    severity: Severity = "info" if accepted else rule.rule.severity
    sentence = f"{rule.sentence} Accepted: {rule.accepted}" if accepted else rule.sentence
    subject: Subject = ("level", level.name) if level is not None else _PLAN
    code = f"{rule.rule.kind}-{rule.rule.id.replace('_', '-')}"
    yield Finding(severity, code, sentence, subject, level.centre_mm if level is not None else None)


def _without_indication(case: Case, level: Level, held: tuple[Fulfilled, ...]) -> Iterator[Finding]:
    """Said once the level's pain is answered: before that nobody can know."""
    if case.value("pain", level.name) is None:
        return
    if not any(rule.rule.kind == "indication" and rule.level == level.name for rule in held):
        sentence = f"{level.name} is chosen for treatment; its answers fulfil no listed indication."
        yield Finding("info", "no-indication", sentence, ("level", level.name), level.centre_mm)


def _contradictions(case: Case, chosen: list[Level]) -> Iterator[Finding]:
    for score in scores().values():
        places = [level.name for level in chosen] if score.scope == "level" else [""]
        for place in places:
            try:
                score_of(score.id, case, place)
            except InputRefused as error:
                subject: Subject = ("level", place) if place else _PLAN
                yield Finding("info", "score-refused", f"{place}: {error}" if place else str(error), subject)


def _disagreeing(case: Case) -> Iterator[Finding]:
    for place, sentence in contradictions(case):
        level = case.plan.level(place) if place else None
        subject: Subject = ("level", place) if place else _PLAN
        yield Finding("info", "fact-contradicts", sentence, subject, level.centre_mm if level is not None else None)


def _stale(case: Case) -> Iterator[Finding]:
    """What was confirmed as read through a registration does not outlive it unsaid."""
    for owner, item in stale_answers(case.plan):
        lesion = case.plan.lesion(owner)
        level = case.plan.level(owner if lesion is None else lesion.level)
        subject: Subject = ("level", owner) if lesion is None else ("lesion", owner)
        sentence = (
            f"{_title(item)} of {owner if lesion is None else lesion.level} was read through a registration that has "
            "changed or is gone: confirm the answer again or clear it."
        )
        seen = lesion.seed_mm if lesion is not None else level.centre_mm if level is not None else None
        yield Finding("safety", "answer-registration", sentence, subject, seen)


def _unread(case: Case) -> Iterator[Finding]:
    """Answers that this program's catalogue does not allow count nowhere; that must not stay silent."""
    for item, where in case.unread:
        place = f" of {where}" if where else ""
        sentence = f"The answer to {_title(item)}{place} is not understood and counts nowhere."
        yield Finding("info", "fact-unread", sentence, _PLAN)


def _title(item: str) -> str:
    try:
        return fact_item(item).title
    except KeyError:
        return item
