"""Every score of a patient or a level from what is known, with where each input came from."""

from collections.abc import Callable, Mapping

from spineplan.clinical.case import Case
from spineplan.clinical.level_inputs import (
    cem43_inputs,
    escc_inputs,
    genant_inputs,
    lmnop_inputs,
    noms_inputs,
    sins_inputs,
    taneichi_inputs,
)
from spineplan.clinical.patient_inputs import (
    bauer_inputs,
    given,
    katagiri_inputs,
    nesms_inputs,
    odi_inputs,
    tokuhashi_inputs,
    tomita_inputs,
    van_der_linden_inputs,
)
from spineplan.clinical.score_definition import score_definition
from spineplan.clinical.score_matching import Given
from spineplan.clinical.score_result import ScoreResult
from spineplan.clinical.scoring import evaluate_score
from spineplan.errors import InputRefused


def score_of(name: str, case: Case, level: str = "") -> ScoreResult | None:
    """One score of the patient, or of one level; None where it does not apply to the level.

    Raises InputRefused where an answer is not allowed in the score or answers contradict each other.
    """
    if not applies(name, level):
        return None
    key = (name, level if score_definition(name).scope == "level" else "")
    if key not in case.worked_out:
        try:
            case.worked_out[key] = evaluate_score(name, given(_MAKERS[name](case, level)), case.policy)
        except InputRefused as error:
            case.worked_out[key] = error
    found = case.worked_out[key]
    if isinstance(found, InputRefused):
        raise InputRefused(str(found))
    return found if isinstance(found, ScoreResult) else None


def applies(name: str, level: str) -> bool:
    """Whether a score is defined for a level; scores of the patient always are."""
    score = score_definition(name)
    if score.scope == "patient":
        return True
    if not level:
        return False
    placed = [item for item in score.items if any(option.levels for option in item.options)]
    return all(any(option.covers(level) for option in item.options) for item in placed)


_MAKERS: Mapping[str, Callable[[Case, str], Mapping[str, Given | None]]] = {
    "sins": sins_inputs,
    "taneichi": taneichi_inputs,
    "genant": genant_inputs,
    "escc": escc_inputs,
    "noms": noms_inputs,
    "lmnop": lmnop_inputs,
    "cem43": cem43_inputs,
    "tokuhashi": tokuhashi_inputs,
    "tomita": tomita_inputs,
    "katagiri": katagiri_inputs,
    "bauer": bauer_inputs,
    "van_der_linden": van_der_linden_inputs,
    "nesms": nesms_inputs,
    "odi": odi_inputs,
}
