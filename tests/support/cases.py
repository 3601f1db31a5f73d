"""Plans with clinical answers, for tests of scores, rules and the table of levels."""

from msgspec.structs import replace

from spineplan.clinical.case import Case, case_of
from spineplan.clinical.score_inputs import score_of
from spineplan.clinical.score_result import ScoreResult
from spineplan.plan.model import Fact, Lesion, Level, Plan
from tests.support.full_plans import empty_plan

FREE = {f"{part}_{side}": "free" for part in ("pedicle", "facet", "costovertebral") for side in ("left", "right")}


def facts(answers: dict[str, str], by: str = "reader") -> tuple[Fact, ...]:
    """Answers of one person."""
    return tuple(Fact(item=item, value=value, by=by) for item, value in answers.items())


def plan(patient: dict[str, str] | None = None, **levels: dict[str, str]) -> Plan:
    """A lesion at each level; "matrix" is the lesion's, everything else the level's."""
    made, lesions = [], []
    for number, (name, answers) in enumerate(levels.items()):
        matrix = {item: value for item, value in answers.items() if item == "matrix"}
        rest = {item: value for item, value in answers.items() if item != "matrix"}
        made.append(Level(name=name, centre_mm=(0.0, 0.0, -30.0 * number), facts=facts(rest)))
        lesions.append(Lesion(id=f"x{number}", level=name, seed_mm=(0.0, 0.0, 0.0), facts=facts(matrix)))
    return replace(empty_plan(), levels=tuple(made), lesions=tuple(lesions), facts=facts(patient or {}))


def case(patient: dict[str, str] | None = None, **levels: dict[str, str]) -> Case:
    return case_of(plan(patient, **levels))


def score(name: str, of: Case, level: str = "") -> ScoreResult:
    result = score_of(name, of, level)
    assert result is not None
    return result


def sources(result: ScoreResult) -> dict[str, str]:
    return {name: item.source for name, item in result.items.items()}


FIGURE_3 = {"pain": "mechanical", "alignment": "normal", "collapse_percent": "0", "body_involvement_percent": "55",
            "matrix": "lytic", **FREE, "pedicle_left": "involved"}  # fmt: skip

PATIENT = {
    "primary": "lung", "kps": "70", "frankel": "E", "visceral": "none", "spinal_metastases": "2",
    "extraspinal_metastases": "0", "ecog": "1", "chemotherapy": "no", "targeted_therapy": "no", "crp": "0.1",
    "ldh": "180", "albumin": "4.0", "platelets": "250", "calcium": "9.2", "bilirubin": "0.5",
    "ambulation": "independent",
}  # fmt: skip
