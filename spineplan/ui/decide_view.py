"""What the Decide stage shows of a case, worked out in one go (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spineplan.clinical.case import Case
from spineplan.clinical.metamer_table import Column, MetamerRow, metamer_rows
from spineplan.clinical.rules import Fulfilled, fulfilled
from spineplan.clinical.score_definition import scores
from spineplan.clinical.score_inputs import score_of
from spineplan.clinical.score_result import ScoreResult
from spineplan.errors import InputRefused

Results = Mapping[str, ScoreResult | str | None]
"""By score id: a result, the sentence of a refusal, or None where the score does not apply."""


@dataclass(frozen=True)
class DecideView:
    """rules: of the patient and of the chosen level. sins: of infiltrated and answered levels, in the order of rows."""

    rows: tuple[MetamerRow, ...]
    rules: tuple[Fulfilled, ...]
    of_level: Results
    of_patient: Results
    sins: tuple[tuple[str, ScoreResult], ...]

    @property
    def prognosis(self) -> list[ScoreResult]:
        """Every result of the patient."""
        return [found for found in self.of_patient.values() if isinstance(found, ScoreResult)]

    def row(self, level: str) -> MetamerRow | None:
        """A level's row."""
        return next((row for row in self.rows if row.level.name == level), None)


def decide_view(case: Case, level: str, order: Sequence[Column]) -> DecideView:
    """level: the chosen one, "" for none; order: what the table is sorted by."""
    rows = metamer_rows(case, order)
    concerned = [row.level.name for row in rows if row.infiltrated or row.cells["sins"].text]
    sins = [(name, _one(case, "sins", name)) for name in concerned]
    return DecideView(
        rows=rows,
        rules=tuple(rule for rule in fulfilled(case) if rule.level in ("", level)),
        of_level=_results(case, "level", level),
        of_patient=_results(case, "patient", ""),
        sins=tuple((name, found) for name, found in sins if isinstance(found, ScoreResult)),
    )


def _results(case: Case, scope: str, level: str) -> Results:
    return {name: _one(case, name, level) for name, score in scores().items() if score.scope == scope}


def _one(case: Case, name: str, level: str) -> ScoreResult | str | None:
    if name == "cem43" and not any(zone.level == level for zone in case.plan.ablations):
        return None
    try:
        return score_of(name, case, level)
    except InputRefused as error:
        return str(error)
