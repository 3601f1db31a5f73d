"""Indications, contraindications, coagulation, advice: what the answers of a patient fulfil, with each rule's source.

A rule speaks only of what is known; an answer that is missing fulfils nothing.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct, field

from spineplan.clinical.case import Case
from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.clinical.level_inputs import matrix_of
from spineplan.clinical.patient_inputs import marked_vertebrae
from spineplan.clinical.score_inputs import score_of
from spineplan.errors import InputRefused
from spineplan.plan.levels import region
from spineplan.resource_files import resource

_KEPT = ("rules", "")

RuleKind = Literal["indication", "absolute", "relative", "coagulation", "advice"]
Procedure = Literal["augmentation", "ablation"]


class Condition(
    Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"among": "in", "at_least": "from"}
):
    """One condition on an answer. has: any of these among several answers; not_: known not to be, or not known.
    above, below, at_least, at_most: ids of thresholds in conventions.json."""

    fact: str
    among: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    not_: tuple[str, ...] = field(default=(), name="not")
    above: str = ""
    below: str = ""
    at_least: str = ""
    at_most: str = ""


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule. when: all tests have to hold. severity: of coagulation and advice;
    contraindications have their own."""

    id: str
    kind: RuleKind
    procedure: Procedure = field(name="for")
    scope: Literal["patient", "level"]
    text: str
    when: tuple[Condition, ...]
    source: str
    confidence: str
    severity: Literal["safety", "info"] = "safety"


class Fulfilled(Struct, frozen=True, kw_only=True):
    """A rule that holds. level: "" for the whole patient. because: the answers that fulfil it, as a phrase. accepted:
    why somebody set it aside; by whom."""

    rule: Rule
    level: str = ""
    because: str = ""
    accepted: str = ""
    accepted_by: str = ""

    @property
    def sentence(self) -> str:
        """What the user reads."""
        where = f"{self.level}: " if self.level else ""
        because = f" ({self.because})" if self.because else ""
        trust = "; unverified" if "unverified" in confidence_words(self.rule.confidence) else ""
        return f"{where}{self.rule.text}{because}. {_KINDS[self.rule.kind]}, {self.rule.source}{trust}."


_KINDS: Mapping[RuleKind, str] = {
    "indication": "Indication",
    "absolute": "Absolute contraindication",
    "relative": "Relative contraindication",
    "coagulation": "Coagulation",
    "advice": "Advice",
}


class DrugHold(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a drug is stopped before a procedure of high bleeding risk, by default."""

    drug: str
    hold: str
    source: str
    confidence: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[Rule, ...]
    drug_holds: tuple[DrugHold, ...]


@cache
def _file() -> _File:
    return msgspec.json.decode(resource("clinical/rules.json").read_bytes(), type=_File)


def rules() -> tuple[Rule, ...]:
    """The catalogue."""
    return _file().rules


def drug_holds() -> tuple[DrugHold, ...]:
    """The defaults."""
    return _file().drug_holds


def fulfilled(case: Case) -> tuple[Fulfilled, ...]:
    """Every rule that holds, for the patient and for each level, in the catalogue's order; drug holds last."""
    kept = case.worked_out.get(_KEPT)
    if not isinstance(kept, tuple):
        kept = case.worked_out[_KEPT] = _all_fulfilled(case)
    return kept


def _all_fulfilled(case: Case) -> tuple[Fulfilled, ...]:
    ablated = {zone.level for zone in case.plan.ablations}
    found: list[Fulfilled] = []
    for rule in rules():
        places = [""] if rule.scope == "patient" else [level.name for level in case.plan.levels]
        for level in places:
            if (
                rule.procedure == "ablation"
                and rule.kind != "indication"
                and not ablated & ({level} if level else ablated)
            ):
                continue
            if all(_holds(test, case, level) for test in rule.when):
                found.append(_told(rule, case, level))
    return (*found, *_drug_holds(case))


def accept_item(rule: Rule) -> str:
    """The item under which a plan stores why a rule was set aside."""
    return f"accept.{rule.id}"


def _told(rule: Rule, case: Case, level: str) -> Fulfilled:
    accepted = case.known(accept_item(rule), level or None)
    return Fulfilled(
        rule=rule,
        level=level,
        because=", ".join(dict.fromkeys(_reasons(rule, case, level))),
        accepted=accepted.value if accepted is not None else "",
        accepted_by=accepted.by if accepted is not None else "",
    )


def _reasons(rule: Rule, case: Case, level: str) -> Iterator[str]:
    """The answers in words, without those that the rule's own text says."""
    for test in rule.when:
        shown = _shown(test.fact, case, level)
        if shown and shown not in ("yes", "no") and shown.casefold() not in rule.text.casefold():
            yield shown


def _holds(test: Condition, case: Case, level: str) -> bool:
    value = _answer(test.fact, case, level)
    if test.not_:
        return value not in test.not_
    if value is None:
        return False
    if test.among:
        return value in test.among
    if test.has:
        return bool(set(value.split(", ")) & set(test.has))
    number = float(value)
    return (
        (not test.above or number > case.policy[test.above])
        and (not test.below or number < case.policy[test.below])
        and (not test.at_least or number >= case.policy[test.at_least])
        and (not test.at_most or number <= case.policy[test.at_most])
    )


def _answer(name: str, case: Case, level: str) -> str | None:
    """An answer, or one of the few that follow from several of them."""
    if name in _FOLLOWING:
        return _FOLLOWING[name](case, level)
    known = case.value(name, level) if level else None
    return known if known is not None else case.value(name)


def _level_matrix(case: Case, level: str) -> str | None:
    given = matrix_of(case, level)
    return str(given.value) if given is not None and given.value is not None else None


def _impending(case: Case, level: str) -> str | None:
    try:
        result = score_of("taneichi", case, level)
    except InputRefused:
        return None
    return result.band.severity if result is not None and result.band is not None else None


def _bone_metastases(case: Case, _: str) -> str:
    """The least there can be: entered or marked vertebrae, and entered foci elsewhere."""
    spine = max(case.number("spinal_metastases") or 0.0, float(marked_vertebrae(case)))
    return f"{spine + (case.number('extraspinal_metastases') or 0.0):g}"


def _longest(case: Case, level: str) -> str | None:
    found = [case.lesions[lesion.id].get("longest_mm") for lesion in case.lesions_of(level)]
    numbers = [float(known.value) for known in found if known is not None]
    return f"{max(numbers):g}" if numbers else None


def _device(case: Case, level: str) -> str | None:
    devices = [zone.device for zone in case.plan.ablations if zone.level == level]
    return next(("osteocool" for device in devices if "osteocool" in device.casefold()), None)


_FOLLOWING = {
    "level_matrix": _level_matrix,
    "impending_collapse": _impending,
    "bone_metastases": _bone_metastases,
    "level_longest_mm": _longest,
    "level_region": lambda _, level: region(level) if level else None,
    "ablation_device": _device,
}


def _shown(name: str, case: Case, level: str) -> str:
    """The answer in words; empty where it is worked out from others."""
    value = None if name in _FOLLOWING and name != "bone_metastases" else _answer(name, case, level)
    if value is None:
        return ""
    if name == "bone_metastases":
        return f"at least {value}"
    item = fact_item(name)
    return f"{item.title} {item.words(value)}" if item.kind == "number" else item.words(value)


def _drug_holds(case: Case) -> Iterator[Fulfilled]:
    """Drugs that are taken and not said to be stopped as planned."""
    taken = case.value("anticoagulants")
    if taken is None or case.value("anticoagulants_stopped") == "yes":
        return
    item = fact_item("anticoagulants")
    holds = {hold.drug: hold for hold in drug_holds()}
    for drug in taken.split(", "):
        if drug == "none":
            continue
        hold = holds.get(drug)
        told = case.policy.holds.get(drug, hold.hold if hold is not None else "")
        text = f"hold {told}; local policy overrides" if told else "no default hold; see local policy"
        rule = Rule(
            id=f"drug-{drug}",
            kind="coagulation",
            procedure="augmentation",
            scope="patient",
            text=f"{item.words(drug)[:1].upper()}{item.words(drug)[1:]} is not stopped: {text}",
            when=(),
            source=hold.source if hold is not None else "software convention",
            confidence=hold.confidence if hold is not None else "CONV",
        )
        yield _told(rule, case, "")
