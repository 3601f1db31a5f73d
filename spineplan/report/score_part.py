"""Scores in the report: of the patient and of one level, with what they cite."""

from dataclasses import dataclass

from spineplan.clinical.case import Case
from spineplan.clinical.score_definition import SHOWN_ORDER, score_definition
from spineplan.clinical.score_inputs import applies, score_of
from spineplan.clinical.score_result import ScoreResult
from spineplan.errors import InputRefused
from spineplan.report.model import Fact, Tone
from spineplan.report.words import untagged

_WORST: dict[str, Tone] = {"unstable": "danger", "indeterminate": "caution"}
"""SINS bands that need attention."""
NOT_SHOWN = frozenset(("cem43",))


@dataclass(frozen=True)
class Scores:
    """facts: name and headline; sources: citations of those."""

    facts: tuple[Fact, ...]
    sources: tuple[str, ...]


def scores_of(case: Case, level: str = "") -> Scores:
    """Every score of the scope of which at least half is known. level "": of the patient."""
    facts, sources = [], []
    for name in SHOWN_ORDER:
        definition = score_definition(name)
        if name in NOT_SHOWN or (definition.scope == "level") != bool(level) or not applies(name, level):
            continue
        try:
            result = score_of(name, case, level)
        except InputRefused as error:
            facts.append(Fact(definition.title, str(error), "caution"))
            continue
        if result is None or not _anything_known(result):
            continue
        facts.append(Fact(definition.title, _words(result), _tone(result)))
        sources.append(f"{definition.title}: {untagged(definition.citation)}")
    return Scores(tuple(facts), tuple(sources))


def _anything_known(result: ScoreResult) -> bool:
    """Enough to be worth a line: half of the items; what images alone say of a score is no score."""
    known = sum(item.value is not None for item in result.items.values())
    return known > 0 and known >= len(result.missing)


def _words(result: ScoreResult) -> str:
    missing = len(result.missing)
    items = "1 item" if missing == 1 else f"{missing} items"
    return f"{result.headline()} ({items} missing)".strip() if missing else result.headline()


def _tone(result: ScoreResult) -> Tone:
    if result.missing:
        return "caution"
    return _WORST.get(result.band.id, "") if result.band is not None else ""
