"""The first marks on the screen: where the vertebrae lie and what they are called, before any is segmented."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from spineplan.anatomy.finding.level_evidence import evidence_of
from spineplan.anatomy.finding.level_naming import Suggestion, names_from, suggest_names
from spineplan.anatomy.finding.spine_finding import (
    Spine,
    Step,
    find_spine,
    nothing_to_report,
    span_at,
    spine_from_clicks,
)
from spineplan.anatomy.level_order import steps_between
from spineplan.errors import UsageError
from spineplan.geometry.vectors import Vector, vector
from spineplan.imaging.volume import Volume
from spineplan.plan.levels import level_rank

Place = tuple[float, float, float]
FURTHEST_MM = 75.0
"""No part of a vertebral body is farther from the middle of its canal. [CONV]"""


@dataclass(frozen=True, eq=False)
class FoundMarks:
    """names: one per span of the spine, caudal first ("S1" may come first). confirmed: the names a user gave.
    extra: "T13" or "L6" when the patient has them. suggestion: what the count rests on when nobody named a level.
    against: a sentence when landmarks speak against the name that a user gave."""

    spine: Spine
    names: tuple[str, ...]
    confirmed: frozenset[str]
    extra: tuple[str, ...]
    suggestion: Suggestion | None
    against: str = ""


def find_marks(
    volume: Volume,
    *,
    anchor: tuple[str, Place] | None = None,
    seeds_mm: Mapping[str, Place] | None = None,
    extra: tuple[str, ...] = (),
    step: Step = nothing_to_report,
) -> FoundMarks:
    """Canal, discs and names of a CT. anchor, seeds_mm, extra and what is raised: as in find_levels."""
    places = {name: vector(at) for name, at in (seeds_mm or {}).items()}
    for name, place in (*places.items(), *([(anchor[0], vector(anchor[1]))] if anchor else ())):
        if not volume.grid.contains_mm(place):
            raise UsageError(f"The point given for {name} lies outside the images.")
    spine = find_spine(volume, step)
    if places:
        _check_row(spine, places)
        spine = spine_from_clicks(spine, places)
    if not spine.spans:
        raise UsageError("No vertebra was found between two discs; click one body per level (--seeds).")
    if seeds_mm:
        names = tuple(sorted(seeds_mm, key=level_rank, reverse=True))
        return FoundMarks(spine, names, frozenset(names), extra, None)
    marks = suggested(spine, extra)
    if anchor is None:
        return marks
    at = span_at(spine, vector(anchor[1]))
    if at is None:
        raise UsageError(f"The point given for {anchor[0]} lies in no vertebra that was found.")
    return named(marks, anchor[0], at, extra)


def _check_row(spine: Spine, places: Mapping[str, Vector]) -> None:
    """Clicks of neighbours, in their order, on the spine: anything else would put a name on the wrong vertebra."""
    row = sorted(places, key=level_rank)
    along = {name: spine.line.nearest(place) for name, place in places.items()}
    for name in row:
        away = float(np.linalg.norm(places[name] - spine.line.at(along[name])[0]))
        if away > FURTHEST_MM:
            raise UsageError(f"The point given for {name} lies {away:.0f} mm from the canal: in no vertebra.")
    for above, below in pairwise(row):
        if along[above] <= along[below]:
            raise UsageError(f"The point given for {below} does not lie below that for {above}.")
        if steps_between(above, below, row) != 1:
            raise UsageError(f"Levels between {above} and {below} have no point; give one for each body.")


def suggested(spine: Spine, extra: tuple[str, ...]) -> FoundMarks:
    """Names from sizes, ribs and sacrum; nobody confirmed them."""
    seen = evidence_of(spine.image, spine.line, spine.spans, spine.profile.sacrum_mm, spine.axis_seen)
    suggestion = suggest_names(seen)
    doubt = " ".join(filter(None, (suggestion.doubt, _row_in_doubt(spine, suggestion.names))))
    suggestion = replace(suggestion, doubt=doubt, checked=suggestion.checked and not doubt)
    return FoundMarks(spine, suggestion.names, frozenset(), extra, suggestion)


def _row_in_doubt(spine: Spine, names: tuple[str, ...]) -> str:
    """Where a disc more or fewer would fit nearly as well: names beyond it may be one off."""
    discs = [spine.disc_of(plane) for plane in spine.planes]
    at = [n for n in range(1, len(names)) if (disc := discs[n]) is not None and disc.count_in_doubt]
    if not at:
        return ""
    return (
        f"Between {names[at[-1]]} and {names[at[0] - 1]} a disc may have been missed or counted twice: names on one "
        "side of it may be one off."
    )


def named(marks: FoundMarks, name: str, index: int, extra: tuple[str, ...]) -> FoundMarks:
    """The vertebra at an index gets a sure name; all others follow. Raises UsageError for an impossible count."""
    try:
        names = names_from(name, index, len(marks.spine.spans), extra)
    except ValueError as error:
        raise UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    against = "" if extra else contradicted(marks, name, index)
    return replace(marks, names=names, confirmed=frozenset({name}), extra=extra, suggestion=None, against=against)


def contradicted(marks: FoundMarks, name: str, index: int) -> str:
    """A sentence when the vertebra at an index has another name by what the count rests on; empty when it agrees."""
    by = marks.suggestion
    if by is None or not by.anchored or by.doubt or by.names[index] == name:
        return ""
    return (
        f"{name} is named by hand where the count from {by.rests_on} says {by.names[index]}: one of the two is wrong."
    )
