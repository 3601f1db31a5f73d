"""What the scores of a patient ask for, from the patient's answers, with where each came from.

Nothing is guessed: what only narrows an input leaves the other values possible.
"""

from collections.abc import Iterator, Mapping

from spineplan.clinical.case import Case, Primary, primaries
from spineplan.clinical.score_matching import Given
from spineplan.clinical.score_result import COMPUTED
from spineplan.clinical.scoring import evaluate_score

Inputs = Mapping[str, Given | None]

FROM_PRIMARY = "from the primary"


def given(inputs: Inputs) -> dict[str, Given]:
    """The inputs that are known."""
    return {item: known for item, known in inputs.items() if known is not None}


def answer(case: Case, item: str, level: str | None = None) -> Given | None:
    known = case.known(item, level)
    return None if known is None else Given(known.value, known.source)


def primary_of(case: Case) -> Primary | None:
    """The primary tumour's row, once it is chosen."""
    chosen = case.value("primary")
    return primaries()[chosen] if chosen is not None else None


def primary_title(case: Case) -> Given | None:
    primary = primary_of(case)
    return Given(primary.title, FROM_PRIMARY) if primary is not None else None


def tokuhashi_inputs(case: Case, _: str) -> Mapping[str, Given | None]:
    primary = primary_of(case)
    colon = primary is not None and primary.id == "colon" and case.value("colon_as_rectum") == "yes"
    group = "rectum" if colon else primary.tokuhashi if primary is not None else ""
    return {
        "kps": answer(case, "kps"),
        "extraspinal": answer(case, "extraspinal_metastases"),
        "vertebral": _vertebral(case),
        "organs": _visceral(case, "visceral_removable", ("removable", "unremovable")),
        "primary": Given(group, FROM_PRIMARY) if group else None,
        "palsy": answer(case, "frankel"),
    }


def marked_vertebrae(case: Case) -> int:
    """Vertebrae with a lesion in the plan: the least there can be."""
    return len({lesion.level for lesion in case.plan.lesions})


def _vertebral(case: Case) -> Given | None:
    entered = answer(case, "spinal_metastases")
    if entered is not None:
        return entered
    marked = marked_vertebrae(case)
    if marked >= 3:
        return Given(marked, COMPUTED)
    return Given(None, COMPUTED, ("2", ">=3")) if marked == 2 else None


def _visceral(case: Case, judged: str, grades: tuple[str, str]) -> Given | None:
    """None, or the grade that a score asks of metastases that are present."""
    present = case.known("visceral")
    if present is None:
        return None
    if present.value == "none":
        return Given("none", present.source)
    return answer(case, judged) or Given(None, present.source, grades)


def multiple_bone(case: Case) -> bool | None:
    """Whether there is more than one bone metastasis, spine included; None while that is open."""
    spine, elsewhere = case.number("spinal_metastases"), case.number("extraspinal_metastases")
    least = max(spine or 0.0, float(marked_vertebrae(case))) + (elsewhere or 0.0)
    if least >= 2.0:
        return True
    return None if spine is None or elsewhere is None else False


def _bone(case: Case, one: str, more: str) -> Given | None:
    multiple = multiple_bone(case)
    return None if multiple is None else Given(more if multiple else one, "from the number of metastases")


def tomita_inputs(case: Case, _: str) -> Mapping[str, Given | None]:
    return {
        "primary": answer(case, "growth_grade"),
        "visceral": _visceral(case, "visceral_treatable", ("treatable", "untreatable")),
        "bone": _bone(case, "solitary", "multiple"),
    }


def katagiri_inputs(case: Case, _: str) -> Mapping[str, Given | None]:
    laboratory = {item: answer(case, item) for item in ("crp", "ldh", "albumin", "platelets", "calcium", "bilirubin")}
    return {
        "primary": _katagiri_site(case),
        "visceral": _visceral(case, "visceral_spread", ("nodular", "disseminated")),
        "ecog": answer(case, "ecog"),
        "chemotherapy": answer(case, "chemotherapy"),
        "skeletal": _bone(case, "no", "yes"),
        **laboratory,
    }


_DEPENDS = {
    "breast": ("hormone_dependent", "slow", "moderate"),
    "prostate": ("hormone_dependent", "slow", "moderate"),
    "lung": ("targeted_therapy", "moderate", "rapid"),
    "lung_small_cell": ("targeted_therapy", "moderate", "rapid"),
}


def _katagiri_site(case: Case) -> Given | None:
    primary = primary_of(case)
    if primary is None or not primary.katagiri:
        return None
    if primary.katagiri != "depends":
        return Given(primary.katagiri, FROM_PRIMARY)
    item, yes, no = _DEPENDS[primary.id]
    answer = case.known(item)
    return (
        Given(None, FROM_PRIMARY, (yes, no))
        if answer is None
        else Given(yes if answer.value == "yes" else no, FROM_PRIMARY)
    )


def bauer_inputs(case: Case, _: str) -> Mapping[str, Given | None]:
    primary = primary_of(case)
    group = primary.bauer if primary is not None else None
    return {
        "visceral": answer(case, "visceral"),
        "lung_cancer": Given("yes" if group == "lung" else "no", FROM_PRIMARY) if group else None,
        "favourable_primary": Given("yes" if group == "favourable" else "no", FROM_PRIMARY) if group else None,
        "skeletal": _bone(case, "solitary", "multiple"),
    }


def van_der_linden_inputs(case: Case, _: str) -> Mapping[str, Given | None]:
    primary = primary_of(case)
    return {
        "kps": answer(case, "kps"),
        "primary": Given(primary.van_der_linden, FROM_PRIMARY) if primary is not None else None,
        "visceral": answer(case, "visceral"),
    }


def nesms_inputs(case: Case, _: str) -> Mapping[str, Given | None]:
    bauer = evaluate_score("bauer", given(bauer_inputs(case, "")), case.policy)
    low, high = bauer.range or (0, 4)
    decided = high if high <= 2 else low if low >= 3 else None
    points = Given(int(decided), "from modified Bauer") if decided is not None else None
    return {"bauer": points, "ambulation": answer(case, "ambulation"), "albumin": answer(case, "albumin")}


def odi_inputs(case: Case, _: str) -> Mapping[str, Given | None]:
    return dict(_odi_sections(case))


def _odi_sections(case: Case) -> Iterator[tuple[str, Given | None]]:
    for number in range(1, 11):
        yield f"section_{number}", answer(case, f"odi_{number}")
