"""The clinical answers of the demo's finished plan: invented, signed by the example reader, nobody's findings."""

from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from spineplan.clinical.case import case_of, primaries
from spineplan.clinical.rules import accept_item, fulfilled
from spineplan.plan.edits import DecideLevel, SetFact
from spineplan.plan.model import Decision, Fact
from spineplan.resource_files import resource
from spineplan.session.session import Session


class _Answers(Struct, frozen=True, forbid_unknown_fields=True):
    note: str
    patient: dict[str, str]
    painful: dict[str, str]
    painless: dict[str, str]
    reasons: dict[str, str]


@cache
def _answers() -> _Answers:
    return msgspec.json.decode(resource("clinical/example_answers.json").read_bytes(), type=_Answers)


def answer_example(session: Session, primary: str, by: str, utc: str) -> None:
    """Answers about the patient and every infiltrated level, the decisions with a reason, and accepted relative
    contraindications. primary: as the synthetic patient's truth names it."""
    said = _answers()
    known = dict(said.patient)
    if primary in primaries():
        known["primary"] = primary
        if primaries()[primary].tomita:
            known.pop("growth_grade")  # follows from the primary
    infiltrated = {lesion.level for lesion in session.plan.lesions}
    known["spinal_metastases"] = str(max(len(infiltrated), 1))
    _put(session, "", known, by, utc)
    for level in session.plan.levels:
        if level.name not in infiltrated and not level.treat:
            continue
        _put(session, level.name, said.painful if level.treat else said.painless, by, utc)
        reason = said.reasons["treat" if level.treat else "leave"]
        session.apply(DecideLevel(level.name, level.treat, Decision(reason=reason, by=by, utc=utc)))
    for rule in fulfilled(case_of(session.plan)):
        if rule.rule.kind == "relative" and not rule.accepted:
            _put(session, rule.level, {accept_item(rule.rule): said.reasons["accept"]}, by, utc)


def _put(session: Session, level: str, answers: Mapping[str, str], by: str, utc: str) -> None:
    for item, value in answers.items():
        fact = Fact(item=item, value=value, by=by, utc=utc)
        session.apply(SetFact("level" if level else "patient", level, item, fact))
