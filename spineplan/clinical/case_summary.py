"""The finished scores of a patient as sentences, for the checklist and the report."""

from collections.abc import Iterator, Mapping, Sequence

from spineplan.clinical.case import Case
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.clinical.facts import ScoreName
from spineplan.clinical.rules import Fulfilled, fulfilled
from spineplan.clinical.score_inputs import score_of
from spineplan.clinical.score_result import ScoreResult
from spineplan.errors import InputRefused

_PROGNOSIS = ("tokuhashi", "tomita", "katagiri", "nesms")


def score_sentences(case: Case) -> Mapping[ScoreName, str]:
    """One sentence per checklist item whose scores are decided; for levels, those chosen for treatment."""
    chosen = [level.name for level in case.plan.levels if level.treat]
    found: dict[ScoreName, str | None] = {
        "sins": _of_levels(case, ("sins",), chosen),
        "collapse": _of_levels(case, ("taneichi", "genant"), chosen),
        "posterior_wall": _posterior_walls(case, chosen),
        "wbb": _sectors(case, chosen),
        "prognosis": _joined(_decided(case, name, "") for name in _PROGNOSIS),
    }
    return {name: sentence for name, sentence in found.items() if sentence is not None}


def contraindications(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Absolute ones, and relative ones that nobody accepted with a reason; of the patient and of the levels chosen."""
    chosen = {"", *(level.name for level in case.plan.levels if level.treat)}
    held = [rule for rule in fulfilled(case) if rule.level in chosen]
    return _sentences(held, "absolute"), _sentences([rule for rule in held if not rule.accepted], "relative")


def _sentences(held: Sequence[Fulfilled], kind: str) -> tuple[str, ...]:
    return tuple(rule.sentence for rule in held if rule.rule.kind == kind)


def _of_levels(case: Case, names: Sequence[str], levels: Sequence[str]) -> str | None:
    parts = [_decided(case, name, level) for level in levels for name in names]
    return _joined(parts) if levels else None


def _decided(case: Case, name: str, level: str) -> str | None:
    """ "" where the score does not apply; None while it is open."""
    try:
        result = score_of(name, case, level)
    except InputRefused:
        return None
    if result is None:
        return ""
    return _words(result, level) if result.band is not None and not result.missing else None


def _words(result: ScoreResult, level: str) -> str:
    return f"{f'{level} ' if level else ''}{result.definition.title} {result.headline()}"


def _joined(parts: Iterator[str | None] | Sequence[str | None]) -> str | None:
    found = list(parts)
    if any(part is None for part in found):
        return None
    told = [part for part in found if part]
    return "; ".join(told) + "." if told else None


def _sectors(case: Case, levels: Sequence[str]) -> str | None:
    """Sectors and layers of every lesion of the levels, once all of them are known."""
    lesions = [lesion for level in levels for lesion in case.lesions_of(level)]
    known = [(lesion.level, case.lesions[lesion.id].get("wbb")) for lesion in lesions]
    return _joined([f"{level}: {found.value}" if found is not None else None for level, found in known])


def _posterior_walls(case: Case, levels: Sequence[str]) -> str | None:
    parts: list[str | None] = []
    for level in levels:
        wall, escc = case.value("posterior_wall", level), case.value("escc", level)
        known = wall is not None and escc is not None
        words = fact_item("posterior_wall").words(wall) if wall is not None else ""
        parts.append(f"{level} posterior wall {words}, ESCC {escc}" if known else None)
    return _joined(parts) if levels else None
