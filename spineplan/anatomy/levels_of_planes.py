"""Vertebrae for discs that are given, as a plan keeps them: the spine laid through them, and its labels made again."""

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from spineplan.anatomy.finding.disc_sequence import Disc
from spineplan.anatomy.finding.level_span import DiscPlane, span_between
from spineplan.anatomy.finding.spine_finding import Spine, Step, find_spine, nothing_to_report
from spineplan.anatomy.level_marks import FoundMarks
from spineplan.anatomy.levels_of_ct import FoundLevels, measured, segment_found
from spineplan.anatomy.outlining.vertebra_relabel import relabelled
from spineplan.geometry.vectors import cross, unit, vector
from spineplan.imaging.volume import Volume
from spineplan.plan import model

SAME_MM, SAME_COS = 0.05, 0.9999
"""Planes this near to each other are one plane: a plan's numbers may have been rounded."""


def spine_of_planes(spine: Spine, discs: Sequence[model.DiscPlane]) -> Spine:
    """The same canal with its vertebrae between these planes (caudal first, at least two); planes that the spine has
    already, and the vertebrae between them, stay the same objects. Raises ValueError for fewer than two planes."""
    if len(discs) < 2:
        raise ValueError("a vertebra lies between two discs")
    planes = [_plane(spine, disc) for disc in discs]
    kept = {(id(span.below), id(span.above)): span for span in spine.spans}
    spans = tuple(
        kept.get((id(below), id(above))) or span_between(below, above, spine.profile)
        for below, above in pairwise(planes)
    )
    return replace(spine, discs=tuple(_disc(spine, plane) for plane in planes if plane.real), spans=spans)


def marks_of_planes(spine: Spine, discs: Sequence[model.DiscPlane], names: Sequence[str]) -> FoundMarks:
    """Marks for given discs, caudal first, and the names of the vertebrae between them (one fewer)."""
    laid = spine_of_planes(spine, discs)
    if len(names) != len(laid.spans):
        raise ValueError(f"{len(laid.spans)} vertebrae and {len(names)} names")
    return FoundMarks(laid, tuple(names), frozenset(names), (), None)


def segmented_planes(
    volume: Volume, spine: Spine | None, discs: Sequence[model.DiscPlane], names: Sequence[str],
    step: Step = nothing_to_report,
) -> FoundLevels:  # fmt: skip
    """Segment and measure the vertebrae between given discs; the canal is found first unless it is given."""
    return segment_found(volume, marks_of_planes(spine or find_spine(volume), discs, names), step)


def refound(
    found: FoundLevels, volume: Volume, discs: Sequence[model.DiscPlane], names: Sequence[str]
) -> FoundLevels:  # fmt: skip
    """The result for other discs of the same spine: only vertebrae that changed are segmented again."""
    start = time.perf_counter()
    marks = marks_of_planes(found.spine, discs, names)
    labels = relabelled(volume, found.spine, found.labels, marks.spine)
    return measured(marks, labels, time.perf_counter() - start)


def _plane(spine: Spine, disc: model.DiscPlane) -> DiscPlane:
    centre, normal = vector(disc.centre_mm), vector(disc.normal_lps)
    for plane in spine.planes:
        near = float(np.linalg.norm(plane.centre_mm - centre)) <= SAME_MM
        if near and float(plane.cranial @ normal) >= SAME_COS:
            return plane
    s = spine.line.nearest(centre)
    _, _, anterior, _ = spine.line.at(s)
    ahead = unit(anterior - normal * float(anterior @ normal))
    return DiscPlane(centre, normal, ahead, cross(normal, ahead), s)


def _disc(spine: Spine, plane: DiscPlane) -> Disc:
    """The disc a plane was laid through, or one that a user placed."""
    known = spine.disc_of(plane) if any(plane is old for old in spine.planes) else None
    row = int(np.clip(round(plane.s_mm), 0, len(spine.line) - 1))
    return known or Disc(plane.s_mm, float(max(spine.profile.edge[row], 0.0)), 1.0, 0.0, 0.0, clicked=True)
