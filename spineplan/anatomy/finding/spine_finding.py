"""A CT without a click: its canal, the row of discs, the vertebrae between them. The first marks on the screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from spineplan.anatomy.cubic_image import CubicImage, cubic_copy
from spineplan.anatomy.finding.canal_finding import canal_line
from spineplan.anatomy.finding.disc_axis import CLEFT_SD_MM
from spineplan.anatomy.finding.disc_beyond import disc_beyond
from spineplan.anatomy.finding.disc_profile import DiscProfile, disc_profile
from spineplan.anatomy.finding.disc_sequence import Disc, discs_between, find_discs
from spineplan.anatomy.finding.level_span import DiscPlane, LevelSpan, disc_plane, level_spans, span_between
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.errors import ImageRefused, UsageError
from spineplan.geometry.vectors import Vector, vector
from spineplan.imaging.volume import Volume

COARSE_MM, FINE_MM = 2.0, 1.0
ROOM_MM = ((-62.0, -95.0, -10.0), (62.0, 75.0, 10.0))
"""Around the canal: transverse processes and rib necks aside, bodies in front, spinous processes behind."""
SACRAL_LEAN = 0.57
"""A disc plane that leans forward by more than this (35 degrees) is the lowest one: no other is looked for."""
TRIM_SCORE = 0.2
"""First or last discs that together fall below this each are the row running on past the last real disc. [CONV]"""
SACRAL_DISC_MM, CLEAR_OF_SACRUM_MM, AT_SACRUM_MM = 16.0, 18.0, 4.0
"""The lowest disc lies this near the top of the sacrum's wings; the one above it farther than the second; and a row
that comes as near as the third has reached it. [CONV]"""
BRIGHT_HU, DENSE_HU, MOST_DENSE, MOST_DENSE_OF_BRIGHT = 300.0, 700.0, 0.08, 0.8
"""Of a CT at most 6 % is denser than the second, and 65 % of what is denser than the first (metal, arms in the field);
of values without their rescale 11 % and 87 % at least. [CONV]"""
Step = Callable[[float, str], None]
"""Called with 0..1 and a word; may raise Cancelled."""


@dataclass(frozen=True, eq=False)
class Spine:
    """image: 1 mm cubes around the spine. line: through the canal, caudal to cranial. discs and spans (vertebrae, from
    disc to disc) caudal first; a span's end planes are discs unless the image ends there (`real`). voxel_mm: the
    longest side of the CT's own voxels. axis_seen: above the last disc lies C2, by its dens."""

    image: CubicImage
    line: SpineLine
    profile: DiscProfile
    discs: tuple[Disc, ...]
    spans: tuple[LevelSpan, ...]
    voxel_mm: float
    axis_seen: bool = False

    @property
    def planes(self) -> tuple[DiscPlane, ...]:
        """The planes between and beyond the vertebrae, caudal first: one more than there are vertebrae."""
        return (self.spans[0].below, *(span.above for span in self.spans)) if self.spans else ()

    def disc_of(self, plane: DiscPlane) -> Disc | None:
        """The disc that a plane was laid through; None where the image ends."""
        return next((disc for disc in self.discs if abs(disc.s_mm - plane.s_mm) < 0.5), None)


def nothing_to_report(_done: float, _what: str) -> None:
    """The Step of those who do not watch."""


def find_spine(volume: Volume, step: Step = nothing_to_report) -> Spine:
    """Canal, discs and vertebrae of a CT, without a click.

    Raises ImageRefused when the volume is no CT in Hounsfield units or shows no vertebral canal of at least 30 mm.
    """
    if volume.modality != "CT":
        kind = "of unknown kind" if volume.modality in {"", "OT"} else volume.modality
        raise ImageRefused(f"Vertebrae are found in CT only; this series is {kind}.")
    step(0.0, "canal")
    coarse = cubic_copy(volume, COARSE_MM)
    _check_units(coarse)
    step(0.2, "canal")
    line = canal_line(coarse)
    if line is None:
        raise ImageRefused("No vertebral canal was found in this CT; mark the levels by hand.")
    step(0.6, "discs")
    low, high = line.points_mm.min(axis=0) + ROOM_MM[0], line.points_mm.max(axis=0) + ROOM_MM[1]
    image = cubic_copy(volume, FINE_MM, low, high)
    profile = disc_profile(image, line, max(volume.grid.spacing_mm))
    step(0.9, "vertebrae")
    return _row_of_discs(Spine(image, line, profile, (), (), max(volume.grid.spacing_mm)))


def _check_units(image: CubicImage) -> None:
    """Without its rescale values a CT's soft tissue lies near 1000: canal and discs found in it would be elsewhere."""
    bright, bone = (float((image.array_kji > hu).mean()) for hu in (DENSE_HU, BRIGHT_HU))
    if bright > MOST_DENSE and bright > MOST_DENSE_OF_BRIGHT * bone:
        raise ImageRefused("The values of this series are no Hounsfield units: most of the body is denser than bone.")


def spine_from_clicks(spine: Spine, bodies_mm: Mapping[str, Vector]) -> Spine:
    """The same spine with its discs set by one click per vertebral body (name -> LPS point).

    Raises UsageError for a vertebra whose disc lies outside the images: without it the names would not fit the row.
    """
    clicks = sorted((spine.line.nearest(vector(at)), name) for name, at in bodies_mm.items())
    found = discs_between(spine.profile, [s_mm for s_mm, _ in clicks])
    discs = tuple(disc for disc in found if disc is not None)
    if len(discs) < len(found):
        cut = clicks[max(0, found.index(None) - 1)][1]
        raise UsageError(f"The image cuts {cut} off: a disc beside it lies outside. Leave out the point given for it.")
    planes = [disc_plane(disc, spine.profile, spine.line) for disc in discs]
    spans = tuple(span_between(below, above, spine.profile) for below, above in pairwise(planes))
    return replace(spine, discs=discs, spans=spans)


def span_at(spine: Spine, point_mm: Vector) -> int | None:
    """Index of the vertebra whose room holds an LPS point; None outside all."""
    for index, span in enumerate(spine.spans):
        h = float(span.local(vector(point_mm)[None])[0, 0])
        if 0.0 <= h <= 1.0:
            return index
    return None


def _row_of_discs(spine: Spine) -> Spine:
    """The row from the sacrum or the image's lower end to C2 or the upper end."""
    profile = spine.profile
    top = np.inf if profile.axis_mm is None else profile.axis_mm + CLEFT_SD_MM
    if profile.sacrum_mm is not None:
        # The lowest disc leans too much for the row: it is looked for on its own, then within the row.
        above = _trimmed(find_discs(profile, profile.sacrum_mm + CLEAR_OF_SACRUM_MM, top), profile)
        whole = _with_spans(replace(spine, discs=above))
        if whole.discs and whole.discs[0].s_mm < profile.sacrum_mm + CLEAR_OF_SACRUM_MM:
            return _with_axis(whole)
    lowest = 0.0 if profile.sacrum_mm is None else profile.sacrum_mm - SACRAL_DISC_MM
    return _with_axis(_with_spans(replace(spine, discs=_trimmed(find_discs(profile, lowest, top), profile))))


def _with_axis(spine: Spine) -> Spine:
    at = spine.profile.axis_mm
    return replace(
        spine, axis_seen=at is not None and bool(spine.discs) and abs(spine.discs[-1].s_mm - at) <= CLEFT_SD_MM
    )


def _with_spans(spine: Spine) -> Spine:
    discs, planes = spine.discs, [disc_plane(disc, spine.profile, spine.line) for disc in spine.discs]
    beyond = _lowest(spine, planes)
    if beyond is None:
        return replace(spine, spans=level_spans(discs, spine.profile, spine.line))
    plane, edge = beyond
    spans = level_spans(discs, spine.profile, spine.line)
    upper = [span for span in spans if span.below.s_mm >= planes[0].s_mm]
    lowest = span_between(plane, planes[0], spine.profile)
    disc = Disc(plane.s_mm, edge, 0.3, 0.0, 0.0)
    return replace(spine, discs=(disc, *discs), spans=(lowest, *upper))


def _lowest(spine: Spine, planes: list[DiscPlane]) -> tuple[DiscPlane, float] | None:
    """The disc caudal to the row, where there is room for one and the row has not reached the sacrum."""
    profile = spine.profile
    top = profile.sacrum_mm
    if len(planes) < 2 or -float(planes[0].cranial[1]) > SACRAL_LEAN:
        return None
    if top is not None and planes[0].s_mm < top + AT_SACRUM_MM:
        return None
    step = planes[1].s_mm - planes[0].s_mm
    row = int(np.clip(round(planes[0].s_mm), 0, len(spine.line) - 1))
    found = disc_beyond(spine.image, spine.line, planes[0], step, float(profile.depth_mm[row]))
    if found is None or found[0].s_mm >= planes[0].s_mm - 0.5 * step:
        return None
    return found if top is None or abs(found[0].s_mm - top) < SACRAL_DISC_MM else None


def _trimmed(discs: tuple[Disc, ...], profile: DiscProfile) -> tuple[Disc, ...]:
    """The run of discs that are worth the most together."""
    if not discs:
        return discs
    rows = np.clip([round(disc.s_mm) for disc in discs], 0, len(profile.score) - 1)
    worth = np.maximum(profile.score[rows], [disc.edge for disc in discs]) - TRIM_SCORE
    sums = np.concatenate([[0.0], np.cumsum(worth)])
    first, last = max(
        ((a, b) for a in range(len(discs)) for b in range(a + 1, len(discs) + 1)),
        key=lambda run: sums[run[1]] - sums[run[0]],
    )
    return discs[first:last]
