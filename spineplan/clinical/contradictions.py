"""Answers that cannot both be right. Nothing is corrected: both stay, and the user is told."""

from collections.abc import Iterator

from spineplan.clinical.case import Case
from spineplan.clinical.patient_inputs import marked_vertebrae

ECOG_BY_KPS = {100: 0, 90: 0, 80: 1, 70: 1, 60: 2, 50: 2, 40: 3, 30: 3, 20: 4, 10: 4}
"""The usual map [K]; others shift by one step, so only a distance of two is a contradiction."""

_OF_WOMEN, _OF_MEN = ("endometrium", "cervix", "ovary"), ("prostate", "seminoma")
_GRADES = {"visceral_removable": "removable", "visceral_treatable": "treatable", "visceral_spread": "a spread"}


def contradictions(case: Case) -> Iterator[tuple[str, str]]:
    """(level or "", sentence)."""
    for sentence in _of_patient(case):
        yield "", sentence
    for level in case.plan.levels:
        for sentence in _of_level(case, level.name, level.symptomatic):
            yield level.name, sentence


def _of_patient(case: Case) -> Iterator[str]:
    entered, marked = case.number("spinal_metastases"), marked_vertebrae(case)
    if entered is not None and entered < marked:
        yield f"{entered:g} vertebrae with metastases were entered, but lesions are marked at {marked}."
    if case.value("visceral") == "none":
        for item, words in _GRADES.items():
            if case.value(item) is not None:
                yield f"Visceral metastases are none, but {words} is answered."
    kps, ecog = case.number("kps"), case.number("ecog")
    if kps is not None and ecog is not None and abs(ECOG_BY_KPS[int(kps)] - ecog) >= 2:
        yield f"Karnofsky {kps:g} and ECOG {ecog:g} lie two steps or more apart on the usual map."
    if (case.value("sex"), case.value("primary")) in {*(("M", x) for x in _OF_WOMEN), *(("F", x) for x in _OF_MEN)}:
        yield "The primary tumour does not go with the patient's sex in the images."


def _of_level(case: Case, level: str, symptomatic: bool) -> Iterator[str]:
    if case.value("pain", level) == "none":
        worst = max((case.number(item, level) or 0.0 for item in ("vas_rest", "vas_movement")), default=0.0)
        if worst > 0.0:
            yield f"{level} is pain-free, but its pain is {worst:g}/10."
        if symptomatic:
            yield f"{level} is pain-free, but marked as symptomatic."
    collapse = case.number("collapse_percent", level)
    begins = case.policy["sins_collapse_from_percent"]
    if case.value("collapse_shape", level) == "none" and collapse is not None and collapse >= begins:
        yield f"{level} has no collapse by shape, but {collapse:.0f} % of its height is lost."
    if case.value("prior_rt", level) == "none":
        if (case.number("prior_rt_dose", level) or 0.0) > 0.0:
            yield f"{level} had no radiotherapy, but a dose is entered."
        if case.value("rt_limit", level) in ("recurrence", "limit"):
            yield f"{level} had no radiotherapy, but a recurrence or a dose limit is entered."
