"""What the answers of a patient already say to the checklist: a suggestion per item that a person confirms."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from spineplan.clinical.case import Case
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.clinical.score_inputs import score_of
from spineplan.errors import InputRefused

ANSWERED = (
    "pain", "palpation", "neurology", "odi", "performance", "analgesic", "allergies", "primary", "earlier_treatment",
    "decisions", "noms", "backup", "bloods", "anticoagulants", "infection", "pregnancy",
)  # fmt: skip
"""Rules of checklist items that answers fill."""


def answer_sentences(case: Case) -> Mapping[str, str]:
    """By rule: a sentence once everything that the item asks for is answered; nothing before."""
    chosen = [level.name for level in case.plan.levels if level.treat]
    found = {rule: make(case, chosen) for rule, make in _MAKERS.items()}
    return {rule: sentence for rule, sentence in found.items() if sentence}


def _words(case: Case, item: str, level: str | None = None) -> str | None:
    value = case.value(item, level)
    if value is None:
        return None
    return f"{fact_item(item).title} {fact_item(item).words(value)}"


def _all_of(*items: str) -> Callable[[Case, Sequence[str]], str | None]:
    """Every item answered."""

    def make(case: Case, _: Sequence[str]) -> str | None:
        return _joined([_words(case, item) for item in items])

    return make


def _any_of(*items: str) -> Callable[[Case, Sequence[str]], str | None]:
    """At least one answered."""

    def make(case: Case, _: Sequence[str]) -> str | None:
        told = [words for item in items if (words := _words(case, item)) is not None]
        return _joined(told)

    return make


def _joined(parts: Sequence[str | None]) -> str | None:
    told = [part for part in parts if part is not None]
    return f"{'; '.join(told)}." if parts and len(told) == len(parts) else None


def _of_levels(*items: str) -> Callable[[Case, Sequence[str]], str | None]:
    """Every item answered for every level chosen for treatment."""

    def make(case: Case, chosen: Sequence[str]) -> str | None:
        return _joined([_level_words(case, level, items) for level in chosen])

    return make


def _level_words(case: Case, level: str, items: Sequence[str]) -> str | None:
    parts = [_words(case, item, level) for item in items]
    told = [part for part in parts if part is not None]
    return f"{level}: {', '.join(told)}" if len(told) == len(parts) else None


def _odi(case: Case, _: Sequence[str]) -> str | None:
    result = score_of("odi", case)
    return f"ODI {result.headline()}." if result is not None and result.total is not None else None


def _earlier_treatment(case: Case, chosen: Sequence[str]) -> str | None:
    levels = [_level_words(case, level, ("prior_rt",)) for level in chosen]
    return _joined([*levels, _words(case, "systemic_therapy"), _words(case, "embolisation")]) if chosen else None


def _decisions(case: Case, _: Sequence[str]) -> str | None:
    """Every infiltrated level is decided with a reason, and some level is chosen."""
    concerned = [level for level in case.plan.levels if level.treat or case.lesions_of(level.name)]
    if not any(level.treat for level in concerned):
        return None
    parts: list[str | None] = []
    for level in concerned:
        decision = level.decision
        reasoned = decision is not None and bool(decision.reason)
        what = "treat" if level.treat else "not"
        parts.append(f"{level.name} {what}: {decision.reason}" if decision is not None and reasoned else None)
    return _joined(parts)


def _noms(case: Case, chosen: Sequence[str]) -> str | None:
    return _joined([*_noms_words(case, chosen)]) if chosen else None


def _noms_words(case: Case, chosen: Sequence[str]) -> Iterator[str | None]:
    for level in chosen:
        try:
            result = score_of("noms", case, level)
        except InputRefused:
            result = None
        yield f"{level} NOMS: {result.band.text}" if result is not None and result.band is not None else None


def _fulfilling(item: str, *values: str) -> Callable[[Case, Sequence[str]], str | None]:
    """Answered, and with an answer that settles the item."""

    def make(case: Case, _: Sequence[str]) -> str | None:
        return _joined([_words(case, item)]) if case.value(item) in values else None

    return make


def _anticoagulants(case: Case, _: Sequence[str]) -> str | None:
    taken = case.value("anticoagulants")
    stopped = case.value("anticoagulants_stopped") == "yes"
    return _joined([_words(case, "anticoagulants")]) if taken == "none" or (taken is not None and stopped) else None


_MAKERS: Mapping[str, Callable[[Case, Sequence[str]], str | None]] = {
    "pain": _of_levels("vas_rest", "vas_movement", "pain"),
    "palpation": _of_levels("palpation"),
    "neurology": _all_of("frankel", "sphincters"),
    "odi": _odi,
    "performance": _any_of("kps", "ecog"),
    "analgesic": _all_of("analgesic"),
    "allergies": _all_of("allergies"),
    "primary": _all_of("primary", "radiosensitivity"),
    "earlier_treatment": _earlier_treatment,
    "decisions": _decisions,
    "noms": _noms,
    "backup": _fulfilling("surgical_backup", "available"),
    "bloods": _all_of("labs_date", "inr", "platelets", "haemoglobin", "creatinine"),
    "anticoagulants": _anticoagulants,
    "infection": _fulfilling("infection", "none"),
    "pregnancy": _fulfilling("pregnancy", "no"),
}
