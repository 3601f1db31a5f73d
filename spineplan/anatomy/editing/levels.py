"""Corrections of found levels: a disc moved, a level put in or taken out, a name given. Each gives a new result.

Indices count from the caudal end. Only the vertebrae that change are segmented again.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from spineplan.anatomy.finding.disc_beyond import disc_beyond
from spineplan.anatomy.finding.disc_sequence import Disc
from spineplan.anatomy.finding.level_span import DiscPlane, disc_plane, span_between
from spineplan.anatomy.finding.spine_finding import Spine, span_at
from spineplan.anatomy.level_marks import FoundMarks, Place, named, suggested
from spineplan.anatomy.levels_of_ct import FoundLevels, measured
from spineplan.anatomy.outlining.vertebra_relabel import relabelled
from spineplan.errors import UsageError
from spineplan.geometry.vectors import Vector, cross, unit, vector
from spineplan.imaging.volume import Volume

NEAREST_MM = 5.0
"""Two disc planes are never closer: the flattest vertebra plana with a disc is thicker. [CONV]"""
LEAST_ALONG = 0.35
"""A disc plane leans less than about 70 degrees from across the canal."""
SNAP_MM = 5.0
"""A disc that was pointed at lies within this of the place."""


def moved_disc(found: FoundLevels, volume: Volume, index: int, centre_mm: Place, normal_lps: Place) -> FoundLevels:
    """The plane spine.planes[index] put through an LPS point (the middle of the disc) across a direction (either way).

    Raises UsageError when it would pass a neighbour or run along the spine.
    """
    planes = list(found.spine.planes)
    _check_index(index, len(planes), "disc")
    planes[index] = _plane(found.spine, vector(centre_mm), vector(normal_lps), planes[index])
    return _redone(found, volume, planes)


def moved_level(found: FoundLevels, volume: Volume, index: int, centre_mm: Place) -> FoundLevels:
    """Vertebra `index` moved, with both its disc planes, so that its middle lies at an LPS point. Raises UsageError."""
    _check_index(index, len(found.spine.spans), "level")
    shift = vector(centre_mm) - found.spine.spans[index].centre_mm
    planes = list(found.spine.planes)
    for n in (index, index + 1):
        planes[n] = _plane(found.spine, planes[n].centre_mm + shift, planes[n].cranial, planes[n])
    return _redone(found, volume, planes)


def inserted_level(found: FoundLevels, volume: Volume, at_mm: Place) -> FoundLevels:
    """One level more. at_mm (LPS): on the disc that was missed between two vertebrae found as one; or, beyond either
    end of the row, in the body of the vertebra that was not found. Raises UsageError."""
    spine, at = found.spine, vector(at_mm)
    within = span_at(spine, at)
    planes = list(spine.planes)
    if within is not None:
        planes.insert(within + 1, _disc_near(spine, at, within))
    elif spine.line.nearest(at) < planes[0].s_mm:
        planes.insert(0, _plane_beyond(spine, at, caudal=True))
    else:
        planes.append(_plane_beyond(spine, at, caudal=False))
    return _redone(found, volume, planes)


def removed_level(found: FoundLevels, volume: Volume, index: int) -> FoundLevels:
    """One level less: an end one goes; within the row the fainter of its two discs does. Raises UsageError."""
    spine = found.spine
    _check_index(index, len(spine.spans), "level")
    if len(spine.spans) == 1:
        raise UsageError("The only vertebra cannot be taken out.")
    planes = list(spine.planes)
    below, above = (spine.disc_of(planes[n]) for n in (index, index + 1))
    if index == 0:
        del planes[0]
    elif index == len(spine.spans) - 1:
        del planes[-1]
    else:
        del planes[index if _strength(below) < _strength(above) else index + 1]
    return _redone(found, volume, planes)


def renamed(found: FoundLevels, name: str, index: int, extra: tuple[str, ...] = ()) -> FoundLevels:
    """Vertebra `index` has this name for sure; all others follow. Raises UsageError when the count cannot be."""
    _check_index(index, len(found.spine.spans), "level")
    return _timed(measured(named(found.marks, name, index, extra), found.labels, 0.0), found)


def _redone(found: FoundLevels, volume: Volume, planes: Sequence[DiscPlane]) -> FoundLevels:
    """Spans, names and labels for these planes, caudal first; what did not change is kept."""
    start = time.perf_counter()
    spine = found.spine
    for below, above in pairwise(planes):
        if above.s_mm - below.s_mm < NEAREST_MM or float((above.centre_mm - below.centre_mm) @ below.cranial) <= 0:
            raise UsageError("A disc cannot lie on or beyond the next one.")
    kept = {(id(span.below), id(span.above)): span for span in spine.spans}
    spans = tuple(
        kept.get((id(below), id(above))) or span_between(below, above, spine.profile)
        for below, above in pairwise(planes)
    )
    discs = tuple(disc for plane in planes if (disc := _disc(spine, plane)) is not None)
    edited = replace(spine, discs=discs, spans=spans)
    labels = relabelled(volume, spine, found.labels, edited)
    return _timed(measured(_recounted(found.marks, edited), labels, time.perf_counter() - start), found)


def _recounted(marks: FoundMarks, spine: Spine) -> FoundMarks:
    """Names after an edit: counted from a confirmed level that the edit left alone, else suggested anew."""
    if not marks.confirmed:
        return suggested(spine, marks.extra)
    old = marks.spine.spans
    if len(old) == len(spine.spans):
        return replace(marks, spine=spine)
    sure = [(name, n) for n, name in enumerate(marks.names) if name in marks.confirmed]
    new = {id(span): n for n, span in enumerate(spine.spans)}
    held = [(name, new[id(old[n])]) for name, n in sure if id(old[n]) in new]
    name, index = held[0] if held else (sure[0][0], min(sure[0][1], len(spine.spans) - 1))
    counted = named(replace(marks, spine=spine), name, index, marks.extra)
    return replace(counted, confirmed=frozenset(name for name, n in held if counted.names[n] == name))


def _disc(spine: Spine, plane: DiscPlane) -> Disc | None:
    """The disc of a plane: the one it had, or one that a user placed."""
    if not plane.real:
        return None
    if any(plane is old for old in spine.planes):
        return spine.disc_of(plane)
    row = int(np.clip(round(plane.s_mm), 0, len(spine.line) - 1))
    return Disc(plane.s_mm, float(max(spine.profile.edge[row], 0.0)), 1.0, 0.0, 0.0, clicked=True)


def _plane(spine: Spine, centre: Vector, normal: Vector, like: DiscPlane) -> DiscPlane:
    """A plane through a point, its directions turned as little as can be from those of another plane."""
    cranial = unit(normal)
    s = spine.line.nearest(centre)
    along = float(cranial @ like.cranial)
    if abs(along) < LEAST_ALONG:
        raise UsageError("A disc plane must lie across the spine.")
    cranial = cranial * np.sign(along)
    anterior = unit(like.anterior - cranial * float(like.anterior @ cranial))
    return DiscPlane(centre, cranial, anterior, cross(cranial, anterior), s)


def _disc_near(spine: Spine, at: Vector, within: int) -> DiscPlane:
    """The most disc-like plane near a place inside a vertebra's room."""
    span, profile = spine.spans[within], spine.profile
    low, high = span.below.s_mm + NEAREST_MM, span.above.s_mm - NEAREST_MM
    here = spine.line.nearest(at)
    s = np.arange(np.ceil(low), np.floor(high) + 1.0)
    near = s[np.abs(s - here) <= SNAP_MM]
    if not low <= here <= high or len(near) == 0:
        raise UsageError("There is no room for another disc here.")
    best = int(near[profile.score[near.astype(int)].argmax()])
    disc = Disc(float(best), float(profile.edge[best]), 1.0, float(profile.sagittal_deg[best]),
                float(profile.coronal_deg[best]), clicked=True)  # fmt: skip
    return disc_plane(disc, profile, spine.line)


def _plane_beyond(spine: Spine, body: Vector, caudal: bool) -> DiscPlane:
    """The far plane of a vertebra beyond the row whose body holds a point."""
    end = spine.planes[0] if caudal else spine.planes[-1]
    step = 2.0 * float(np.linalg.norm(body - end.centre_mm))
    if step < 2.0 * NEAREST_MM:
        raise UsageError("There is no room for another vertebra here.")
    row = int(np.clip(round(end.s_mm), 0, len(spine.line) - 1))
    if caudal and (seen := disc_beyond(spine.image, spine.line, end, step, float(spine.profile.depth_mm[row]))):
        return seen[0]
    centre = 2.0 * body - end.centre_mm
    return _plane(spine, centre, unit(centre - end.centre_mm), end)


def _strength(disc: Disc | None) -> float:
    return -1.0 if disc is None else disc.edge + disc.margin


def _check_index(index: int, count: int, what: str) -> None:
    if not 0 <= index < count:
        raise UsageError(f"There is no {what} number {index}.")


def _timed(new: FoundLevels, old: FoundLevels) -> FoundLevels:
    """What finding took is kept beside what the edit took."""
    return replace(new, seconds={**old.seconds, "edit": new.seconds["segmentation"]})
