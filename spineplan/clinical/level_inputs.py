"""What the scores of a level ask for, from the answers about it and its lesions, with where each came from."""

from collections.abc import Mapping
from itertools import pairwise

from spineplan.clinical.case import Case
from spineplan.clinical.patient_inputs import answer, given, primary_title, tokuhashi_inputs
from spineplan.clinical.score_matching import Given
from spineplan.clinical.score_result import COMPUTED, ScoreResult
from spineplan.clinical.scoring import evaluate_score
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank, region

PARTS = ("pedicle", "facet", "costovertebral")
NOT_HERE = "does not count at this level"


def sins_inputs(case: Case, level: str) -> Mapping[str, Given | None]:
    return {
        "location": Given(level, COMPUTED),
        "pain": answer(case, "pain", level),
        "lesion": matrix_of(case, level),
        "alignment": answer(case, "alignment", level),
        "collapse_percent": answer(case, "collapse_percent", level),
        "body_involvement_percent": answer(case, "body_involvement_percent", level),
        "posterolateral": _posterolateral(case, level),
    }


def matrix_of(case: Case, level: str) -> Given | None:
    """Lytic, mixed or blastic of all lesions of a level together; undecided while one of them is."""
    found = [case.lesions[lesion.id].get("matrix") for lesion in case.lesions_of(level)]
    known = [entry for entry in found if entry is not None]
    if not found or len(known) < len(found):
        return None
    kinds = {entry.value for entry in known}
    source = COMPUTED if any(entry.source == COMPUTED for entry in known) else known[0].source
    return Given(kinds.pop() if len(kinds) == 1 else "mixed", source)


def _posterolateral(case: Case, level: str) -> Given | None:
    """Bilateral, unilateral or none by the sides on which a facet, pedicle or costovertebral joint is involved."""
    sides = [_side_involved(case, level, side) for side in ("left", "right")]
    source = _source(case, level, [f"{part}_{side}" for part in PARTS for side in ("left", "right")])
    least, most = sides.count(True), len(sides) - sides.count(False)
    values = ("none", "unilateral", "bilateral")[least : most + 1]
    if len(values) == 1:
        return Given(values[0], source)
    return Given(None, source, values) if len(values) == 2 else None


def _side_involved(case: Case, level: str, side: str) -> bool | None:
    parts = [part for part in PARTS if part != "costovertebral" or region(level) == "T"]
    found = [case.value(f"{part}_{side}", level) for part in parts]
    return _any_involved(found)


def _any_involved(found: list[str | None]) -> bool | None:
    if "involved" in found:
        return True
    return None if None in found else False


def _source(case: Case, level: str, items: list[str]) -> str:
    sources = {known.source for item in items if (known := case.known(item, level)) is not None}
    return " and ".join(sorted(sources)) or COMPUTED


def taneichi_inputs(case: Case, level: str) -> Mapping[str, Given | None]:
    thoracic, lumbar = level_rank(level) <= level_rank("T10"), level_rank(level) >= level_rank("T10")
    joint = [f"costovertebral_{side}" for side in ("left", "right")]
    arch = [f"{part}_{side}" for part in ("pedicle", "facet") for side in ("left", "right")]
    return {
        "level": Given(level, COMPUTED),
        "body_involvement_percent": answer(case, "body_involvement_percent", level),
        "costovertebral": _destroyed(case, level, joint) if thoracic else Given("no", NOT_HERE),
        "posterior": _destroyed(case, level, arch) if lumbar else Given("no", NOT_HERE),
        "lesion": matrix_of(case, level),
    }


def _destroyed(case: Case, level: str, items: list[str]) -> Given | None:
    involved = _any_involved([case.value(item, level) for item in items])
    return None if involved is None else Given("yes" if involved else "no", _source(case, level, items))


def genant_inputs(case: Case, level: str) -> Mapping[str, Given | None]:
    return {"loss_percent": answer(case, "collapse_percent", level)}


def escc_inputs(case: Case, level: str) -> Mapping[str, Given | None]:
    return {
        "grade": answer(case, "escc", level),
        "read_on": answer(case, "escc_from", level),
        "level": Given(level, COMPUTED),
    }


def noms_inputs(case: Case, level: str) -> Mapping[str, Given | None]:
    return {
        "escc": answer(case, "escc", level),
        "myelopathy": answer(case, "myelopathy", level),
        "radiosensitivity": answer(case, "radiosensitivity"),
        "stability": _stability(evaluate_score("sins", given(sins_inputs(case, level)), case.policy)),
        "fitness": answer(case, "fitness"),
    }


def _stability(sins: ScoreResult) -> Given | None:
    if len(sins.possible) == len(sins.definition.bands):
        return None
    bands = tuple(band.id for band in sins.possible)
    if len(bands) == 1:
        return Given(bands[0], "from SINS")
    return None if {"stable", "unstable"} <= {*bands} or "indeterminate" in bands else Given(None, "from SINS", bands)


def lmnop_inputs(case: Case, level: str) -> Mapping[str, Given | None]:
    involved = sorted({lesion.level for lesion in case.plan.lesions}, key=level_rank)
    sins = evaluate_score("sins", given(sins_inputs(case, level)), case.policy)
    prognosis = evaluate_score("tokuhashi", given(tokuhashi_inputs(case, level)), case.policy)
    return {
        "columns": _columns(case, level),
        "levels": Given(len(involved), COMPUTED) if involved else None,
        "contiguous": Given("yes" if _contiguous(involved) else "no", COMPUTED) if involved else None,
        "mechanics": Given(sins.total, "from SINS") if sins.total is not None else None,
        "neurology": answer(case, "myelopathy", level),
        "escc": answer(case, "escc", level),
        "histology": answer(case, "histology") or primary_title(case),
        "radiosensitivity": answer(case, "radiosensitivity"),
        "fitness": answer(case, "fitness"),
        "wishes": answer(case, "wishes"),
        "prognosis": Given(prognosis.headline(), "from Tokuhashi") if prognosis.band is not None else None,
        "response": answer(case, "response", level),
    }


def cem43_inputs(case: Case, level: str) -> Mapping[str, Given | None]:
    """One ablation with time and temperature; doses of several zones lie in different places and do not add up."""
    zones = [zone for zone in case.plan.ablations if zone.level == level]
    if len(zones) != 1 or zones[0].minutes is None or zones[0].temperature_c is None:
        return {}
    steps = [{"temperature_c": zones[0].temperature_c, "minutes": zones[0].minutes}]
    return {"steps": Given(steps, "from the planned ablation")}


def _columns(case: Case, level: str) -> Given | None:
    body = case.number("body_involvement_percent", level)
    arch = _any_involved([case.value(f"{part}_{side}", level) for part in PARTS[:2] for side in ("left", "right")])
    if body is None or arch is None or (body <= 0.0 and not arch):
        return None
    return Given("both" if body > 0.0 and arch else "anterior" if body > 0.0 else "posterior", COMPUTED)


def _contiguous(levels: list[str]) -> bool:
    usual = [name for name in ALL_LEVELS if name not in TRANSITIONAL or name in levels]
    return all(usual.index(b) - usual.index(a) == 1 for a, b in pairwise(levels))
