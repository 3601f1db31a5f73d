"""Found vertebrae as edits of a plan: first the marks, then the outlines (pure; no widget, no thread).

Levels that a person confirmed, or that carry lesions, needles or decisions, are held: the count follows them, or is
refused. A level with both discs and no mask is stale: its outline is to be made.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from spineplan.anatomy.finding.level_naming import NO_ANCHOR, Suggestion, names_from
from spineplan.anatomy.finding.level_span import DiscPlane as FoundPlane
from spineplan.anatomy.finding.spine_finding import Spine, span_at
from spineplan.anatomy.level_marks import FoundMarks, contradicted
from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Vector, point, vector
from spineplan.plan.edits import SetLevels
from spineplan.plan.levels import TRANSITIONAL
from spineplan.plan.model import DiscPlane, Level, Plan
from spineplan.session.levels.level_correcting import NEAREST_MM
from spineplan.session.levels.level_state import ONLY_A_SUGGESTION, UNCHECKED, is_held, without_outline

LINE_STEP = 5
"""The plan keeps the canal's line at every so many millimetres; a spline through them is within 0.1 mm. [CONV]"""


def basis_of(suggestion: Suggestion | None) -> str:
    """What a count rests on, as a sentence; empty when a person gave a name."""
    if suggestion is None:
        return ""
    if not suggestion.anchored:
        return NO_ANCHOR
    doubt = f"{suggestion.doubt} " if suggestion.doubt else ""
    unchecked = "" if suggestion.checked or doubt else UNCHECKED
    return f"{doubt}The count rests on {suggestion.rests_on}{unchecked}{ONLY_A_SUGGESTION}"


def marks_edit(plan: Plan, marks: FoundMarks) -> SetLevels:
    """All found vertebrae as proposed levels with their discs, and the line of the canal.

    Held levels keep their names and all they carry; confirmed ones also their discs and outlines. Raises EditRefused
    when the found vertebrae contradict them.
    """
    spine = marks.spine
    names, held = _names(plan, marks)
    known = [plan.level(name) if name in held else None for name in names]
    planes = _planes(spine, [level if level is not None and keeps_own(level) else None for level in known])
    levels = [
        _marked(name, span.centre_mm, level, planes[n], planes[n + 1])
        for n, (name, span, level) in enumerate(zip(names, spine.spans, known, strict=True))
    ]
    outside = [level for level in plan.levels if is_held(plan, level) and level.name not in held]
    basis = _against(marks, names, held) if held else basis_of(marks.suggestion)
    return SetLevels((*levels, *outside), "Find levels", line_points(spine), basis)


def _against(marks: FoundMarks, names: Sequence[str], held: set[str]) -> str:
    """What speaks against a name that a person gave; who counts T13 or L6 has looked."""
    if TRANSITIONAL & set(names):
        return ""
    return next((said for name in names if name in held and (said := contradicted(marks, name, names.index(name)))), "")


def line_points(spine: Spine) -> tuple[tuple[float, float, float], ...]:
    """The line of the canal as a plan keeps it, caudal end first."""
    rows = [*range(0, len(spine.line) - 1, LINE_STEP), len(spine.line) - 1]
    return tuple(point(spine.line.points_mm[row]) for row in rows)


def _names(plan: Plan, marks: FoundMarks) -> tuple[tuple[str, ...], set[str]]:
    """Names for the found vertebrae, and which of the plan's levels they keep."""
    spine = marks.spine
    held = [level for level in plan.levels if is_held(plan, level)]
    places = {level.name: at for level in held if (at := span_at(spine, vector(level.centre_mm))) is not None}
    if not places:
        names = marks.names
    else:
        sure = next((name for name in places if name in _confirmed(plan)), next(iter(places)))
        extra = tuple(level.name for level in held if level.name in TRANSITIONAL)
        try:
            names = names_from(sure, places[sure], len(spine.spans), extra)
        except ValueError as error:
            raise EditRefused(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    _check(names, places, [level.name for level in held])
    return names, set(places)


def _confirmed(plan: Plan) -> set[str]:
    return {level.name for level in plan.levels if level.state == "confirmed"}


def _check(names: Sequence[str], places: Mapping[str, int], held: Sequence[str]) -> None:
    for name, at in places.items():
        if names[at] != name:
            raise EditRefused(
                f"{name} is named where the count of the vertebrae says {names[at]}. Rename or move one of the named "
                "levels, then find the levels again."
            )
    lost = [name for name in held if name not in places and name in names]
    if lost:
        raise EditRefused(
            f"{lost[0]} is marked beyond the vertebrae that were found, but the count puts it among them. Check its "
            "mark, then find the levels again."
        )


def keeps_own(level: Level) -> bool:
    """Whether finding again leaves a level's discs and outline as they are: somebody vouched for it."""
    return level.state == "confirmed" and (level.mask is not None or level.disc_above is not None)


def replaced_levels(plan: Plan) -> tuple[str, ...]:
    """Names of the levels whose discs, marks or outlines finding again would replace."""
    found = (level for level in plan.levels if level.disc_above is not None or level.mask is not None)
    return tuple(level.name for level in found if not keeps_own(level))


def _planes(spine: Spine, kept: Sequence[Level | None]) -> list[DiscPlane]:
    """One more than there are vertebrae, caudal first: those of kept levels, else those that were found."""
    planes = [_disc(plane) for plane in spine.planes]
    for n, level in enumerate(kept):
        if level is not None and level.disc_below is not None and level.disc_above is not None:
            planes[n], planes[n + 1] = level.disc_below, level.disc_above
    for n, (low, high) in enumerate(pairwise(planes)):
        if (
            kept[n] is None
            and float((vector(high.centre_mm) - vector(low.centre_mm)) @ vector(low.normal_lps)) < NEAREST_MM
        ):
            raise EditRefused(
                "The discs that were found do not fit beside those of the confirmed levels. Remove or rename a "
                "confirmed level, then find the levels again."
            )
    return planes


def _marked(name: str, centre_mm: Vector, known: Level | None, low: DiscPlane, high: DiscPlane) -> Level:
    if known is not None and (known.disc_below, known.disc_above) == (low, high):
        return known
    base = known or Level(name=name, centre_mm=point(centre_mm), state="proposed")
    taken = known is not None and keeps_own(known) and known.disc_above is None  # its outline came without discs
    return replace(base if taken else without_outline(base), disc_above=high, disc_below=low)


def _disc(plane: FoundPlane) -> DiscPlane:
    normal = plane.cranial / np.linalg.norm(plane.cranial)
    return DiscPlane(centre_mm=point(plane.centre_mm), normal_lps=point(normal))
