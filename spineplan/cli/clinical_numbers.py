"""Answers, scores and rules of a plan as plain JSON."""

from collections.abc import Mapping
from typing import Any

from spineplan.clinical.case import NOTHING_COMPUTED, Case, Computed, Known, case_of
from spineplan.clinical.metamer_table import USUAL_ORDER, metamer_rows
from spineplan.clinical.rules import fulfilled
from spineplan.clinical.score_definition import scores
from spineplan.clinical.score_inputs import applies, score_of
from spineplan.clinical.score_result import document
from spineplan.errors import InputRefused
from spineplan.plan.model import Plan

Numbers = dict[str, Any]


def clinical_numbers(plan: Plan, computed: Computed = NOTHING_COMPUTED) -> Numbers:
    """Scores are as `spineplan score` prints them; a refused one is {"refused": sentence}. levels: as the table of
    levels has them, in its usual order."""
    case = case_of(plan, computed)
    return {
        "patient": {"answers": _answers(case.patient), "scores": _scores(case, "")},
        "levels": [
            {
                "name": row.level.name,
                "answers": _answers(case.levels[row.level.name]),
                "scores": _scores(case, row.level.name),
                "table": {column: cell.text or None for column, cell in row.cells.items()},
                "treat": row.level.treat,
                "decision": None
                if row.level.decision is None
                else {"reason": row.level.decision.reason, "by": row.level.decision.by, "utc": row.level.decision.utc},
            }
            for row in metamer_rows(case)
        ],
        "sorted_by": list(USUAL_ORDER),
        "lesions": {lesion: _answers(known) for lesion, known in case.lesions.items()},
        "rules": [
            {"id": one.rule.id, "kind": one.rule.kind, "level": one.level or None, "sentence": one.sentence,
             "accepted": one.accepted or None}
            for one in fulfilled(case)
        ],
    }  # fmt: skip


def _answers(known: Mapping[str, Known]) -> Numbers:
    return {
        item: {"value": one.value, "source": one.source, "by": one.by, "computed": one.computed or None}
        for item, one in known.items()
    }


def _scores(case: Case, level: str) -> Numbers:
    found: Numbers = {}
    for name, score in scores().items():
        if (score.scope == "level") != bool(level) or not applies(name, level):
            continue
        try:
            result = score_of(name, case, level)
        except InputRefused as error:
            found[name] = {"refused": str(error)}
            continue
        if result is not None:
            found[name] = document(result)
    return found
