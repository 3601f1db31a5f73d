"""Impending collapse of a lytic vertebra: share of the body involved, with or without a destroyed joint or pedicle.

Taneichi H et al. Spine 1997;22:239-45. T10 is in both rows in print: both are evaluated, the stricter one counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from msgspec.structs import replace

from spineplan.clinical.score_definition import Band, Criterion, Score
from spineplan.clinical.score_matching import Decided, Outcome, missing_warning
from spineplan.plan.levels import ALL_LEVELS, level_rank


def impending_collapse(score: Score, items: Mapping[str, Decided]) -> Outcome:
    """Bands that the inputs leave possible. Within a criterion's range the severity is caution, from its upper number
    on danger [CONV]. Nothing for a blastic lesion."""
    if items["lesion"].values == ("blastic",):
        return Outcome(warnings=("Not applied: the criteria come from lytic lesions, not from blastic ones.",))
    met = [_strictest(score, rows, involved) for rows, involved in _cases(score, items)]
    possible = tuple(_worst(band, met) for band in score.bands if band.id in {found.id for found in met})
    asked = {
        row.needs for row in score.criteria if items["level"].value is None or _holds(row, str(items["level"].value))
    }
    warnings = missing_warning(
        score, {k: v for k, v in items.items() if k in asked | {"level", "body_involvement_percent"}}
    )
    if items["lesion"].value is None:
        warnings.append("The criteria come from lytic lesions; the kind of lesion is not given.")
    if len(possible) == 1 and possible[0].severity == "caution":
        warnings.append("Within the criterion's range: its upper number is not reached.")
    return Outcome(possible=possible, warnings=tuple(warnings))


def _cases(score: Score, items: Mapping[str, Decided]) -> Iterator[tuple[list[Criterion], float]]:
    """Every set of criteria that may apply, with every involvement that may make a difference."""
    known = items["body_involvement_percent"].number
    level = items["level"].value
    places = [str(level)] if level is not None else ["T1", "T10", "L5"]
    for place, joint, posterior in product(places, items["costovertebral"].values, items["posterior"].values):
        destroyed = {"": True, "costovertebral": joint == "yes", "posterior": posterior == "yes"}
        rows = [row for row in score.criteria if _holds(row, place) and destroyed[row.needs]]
        for involved in [known] if known is not None else [0.0, *(row.low for row in rows), 100.0]:
            yield rows, involved


def _holds(row: Criterion, place: str) -> bool:
    if place not in ALL_LEVELS:
        return place == "-".join(row.levels)
    return level_rank(row.levels[0]) <= level_rank(place) <= level_rank(row.levels[1])


def _strictest(score: Score, rows: Sequence[Criterion], involved: float) -> Band:
    """The band of the strictest criterion that is met; the one furthest past its range where several are."""
    met = [row for row in rows if involved >= row.low]
    if not met:
        return score.band("none")
    worst = max(met, key=lambda row: (involved >= row.high, row.criterion))
    band = score.band(f"alarm {worst.criterion}")
    return band if involved >= worst.high else replace(band, severity="caution")


def _worst(band: Band, met: Sequence[Band]) -> Band:
    same = [found for found in met if found.id == band.id]
    return next((found for found in same if found.severity == "danger"), same[0])
