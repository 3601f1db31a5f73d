"""How a total or a band follows from the items: sums, decision tables, forms, and the three that are their own."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product

from spineplan.clinical.impending_collapse import impending_collapse
from spineplan.clinical.score_definition import Method, Number, Score
from spineplan.clinical.score_matching import Decided, Outcome, missing_warning, number_in, span_of
from spineplan.errors import InputRefused

_MOST_MISSED = 2
"""Sections of the ODI that may be missing [CONV]."""

Items = Mapping[str, Decided]


def _sum(score: Score, items: Items) -> Outcome:
    """The sum of the points; every sum still reachable."""
    totals = {0}
    for item in score.items:
        if not item.optional:
            worth = {option.points for option in items[item.id].options if option.points is not None}
            totals = {total + points for total in totals for points in worth}
    warnings = [*missing_warning(score, items), *_SPECIAL_WARNINGS.get(score.id, _nothing)(items)]
    return _of_totals(score, totals, warnings)


def _of_totals(score: Score, totals: Iterable[Number], warnings: Iterable[str]) -> Outcome:
    ordered = sorted(totals)
    reached = {score.band_of(total).id for total in ordered}
    return Outcome(
        possible=tuple(band for band in score.bands if band.id in reached),
        total=ordered[0] if len(ordered) == 1 else None,
        range=(ordered[0], ordered[-1]),
        warnings=tuple(warnings),
    )


def _nothing(_: Items) -> list[str]:
    return []


def _sins_warnings(items: Items) -> list[str]:
    lesion = items["lesion"]
    guessed = lesion.value is not None and lesion.source == "computed"
    return ["The bone lesion was classified by software; readers agree only fairly on it: look."] if guessed else []


def _escc_warnings(items: Items) -> list[str]:
    grade, read_on, level = (items[name].values for name in ("grade", "read_on", "level"))
    said = []
    if grade == ("1c",):
        said.append("Grade 1c: low grade by NOMS grouping, management contested.")
    if read_on == ("ct",) and grade not in (("0",), ("1a",)):
        said.append("A CT estimate: CT alone cannot tell grades 1b to 3 reliably.")
    elif not read_on:
        said.append("Whether it was read on MR or CT is not known.")
    if level == ("below_conus",):
        said.append("Below the conus there is no cord: read thecal sac and cauda equina.")
    return said


_SPECIAL_WARNINGS: Mapping[str, Callable[[Items], list[str]]] = {"sins": _sins_warnings, "escc": _escc_warnings}


def _rows(score: Score, items: Items) -> Outcome:
    """Rows of a decision table that the possible values reach; a row asks only for what it names."""
    names = [item.id for item in score.items]
    reached, uncovered = set(), False
    for values in product(*(items[name].values for name in names)):
        now = dict(zip(names, values, strict=True))
        bands = {row.band for row in score.rows if all(now[name] == wanted for name, wanted in row.when.items())}
        reached |= bands
        uncovered = uncovered or not bands
    warnings = missing_warning(score, items)
    warnings += [
        f"{i.title}: {items[i.id].value} fits two rows; decide." for i in score.items if _undecided(items[i.id])
    ]
    if str(items["escc"].value).casefold() == "1c":
        warnings.append("Grade 1c: low grade by NOMS grouping, management contested.")
    if uncovered and items["myelopathy"].values == ("yes",):
        warnings.append("The framework has no row for myelopathy with low-grade compression.")
    return Outcome(possible=tuple(band for band in score.bands if band.id in reached), warnings=tuple(warnings))


def _undecided(known: Decided) -> bool:
    return known.value is not None and len(known.options) > 1


def _form(score: Score, items: Items) -> Outcome:
    """No total: only what is still open."""
    return Outcome(warnings=tuple(missing_warning(score, items)))


def _odi(score: Score, items: Items) -> Outcome:
    """100 * sum / (5 * answered). Fairbank & Pynsent 2000; with more than two missed: what all ten could give."""
    points = [span[0] for known in items.values() if known.value is not None and (span := span_of(known.options))]
    missed = len(items) - len(points)
    if missed <= _MOST_MISSED:
        note = f"{missed} of 10 sections not answered; the share is of {5 * len(points)} points."
        return _of_totals(score, {100.0 * sum(points) / (5 * len(points))}, [note] if missed else [])
    reach = (2.0 * sum(points), 2.0 * (sum(points) + 5 * missed))
    reached = [b for b in score.bands if b.low is not None and b.high is not None and _meets(b.low, b.high, reach)]
    note = f"{missed} of 10 sections are missing, more than {_MOST_MISSED} (software convention): no total."
    return Outcome(possible=tuple(reached), range=reach, warnings=(note,))


def _meets(low: float, high: float, reach: tuple[float, float]) -> bool:
    """Whether some total in reach lies in a band that ends with its upper number and begins above its lower one."""
    return reach[0] <= high and reach[1] > low


def _cem43(score: Score, items: Items) -> Outcome:
    """Sum of minutes * R^(43 - T): R 0.5 from 43 C, 0.25 below."""
    steps = items["steps"].value
    if steps is None:
        return Outcome(possible=score.bands, warnings=tuple(missing_warning(score, items)))
    total = sum(_equivalent_minutes(score, step) for step in _listed(score, steps))
    return _of_totals(score, {total}, [])


def _listed(score: Score, steps: object) -> list[object]:
    if not isinstance(steps, list) or not steps:
        raise InputRefused(f"{score.title}, steps: allowed is {score.items[0].allowed()}.")
    return steps


def _equivalent_minutes(score: Score, step: object) -> float:
    item = score.items[0]
    if not isinstance(step, dict) or set(step) != {"temperature_c", "minutes"}:
        raise InputRefused(f"{score.title}, steps: allowed is {item.allowed()}.")
    temperature, minutes = number_in(step["temperature_c"]), number_in(step["minutes"])
    low, high = item.range if item.range is not None else (0.0, 150.0)
    if temperature is None or minutes is None or not low <= temperature <= high or not 0.0 <= minutes <= 1440.0:
        raise InputRefused(f"{score.title}, steps: allowed are {low:g} to {high:g} °C and 0 to 1440 minutes.")
    base = 0.5 if temperature >= 43.0 else 0.25
    return float(minutes * base ** (43.0 - temperature))


METHODS: Mapping[Method, Callable[[Score, Items], Outcome]] = {
    "sum": _sum,
    "rows": _rows,
    "form": _form,
    "odi": _odi,
    "cem43": _cem43,
    "taneichi": impending_collapse,
}
"""By the name that a definition gives."""
