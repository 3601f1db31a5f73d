"""Which metamer to treat: the criteria of the levels in question side by side, in the usual order."""

from spineplan.clinical.case import Case
from spineplan.clinical.metamer_table import COLUMNS, Column, MetamerRow, metamer_rows
from spineplan.plan.model import Level
from spineplan.report.model import Fact, MetamerColumn, Tone

CRITERIA: dict[Column, str] = {
    "symptomatic": "Symptomatic",
    "palpation": "Palpation concordant",
    "mechanical": "Mechanical pain",
    "sins": "SINS",
    "impending": "Impending collapse",
    "acute": "Recent fracture or oedema",
    "uptake": "Uptake",
    "lytic": "Lytic part of the body",
    "posterior_wall": "Posterior wall",
    "escc": "ESCC",
    "reachable": "Reached by",
    "contraindications": "Contraindications",
}
NOT_KNOWN = "?"
DECISION = "Decision"


def metamer_columns(case: Case) -> tuple[MetamerColumn, ...]:
    """Levels that carry something, hurt or were decided on, first what speaks most for treating; none for no such."""
    carrying = case.plan.levels_in_use()
    return tuple(_column(row) for row in metamer_rows(case) if _in_question(row, carrying))


def _in_question(row: MetamerRow, carrying: set[str]) -> bool:
    level = row.level
    decided = level.treat or level.decision is not None
    return decided or level.symptomatic or row.infiltrated or level.name in carrying


def _column(row: MetamerRow) -> MetamerColumn:
    facts = []
    for column in COLUMNS:
        cell = row.cells[column]
        tone: Tone = cell.severity
        facts.append(Fact(CRITERIA[column], cell.text or NOT_KNOWN, tone))
    facts.append(Fact(DECISION, _decision(row.level)))
    return MetamerColumn(row.level.name, tuple(facts))


def _decision(level: Level) -> str:
    if level.decision is None and not level.treat:
        return "not decided"
    return "treat" if level.treat else "do not treat"
