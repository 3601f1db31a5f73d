"""The room of one vertebra: all that lies between its two disc planes, in coordinates that follow both tilts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import CubicImage, FloatImage
from spineplan.anatomy.finding.disc_phase import INTERVAL_OF_DEPTH_MM
from spineplan.anatomy.finding.disc_profile import DiscProfile
from spineplan.anatomy.finding.disc_sequence import Disc
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, cross, unit

LEAST_SEEN = 0.55
"""A vertebra at the end of the image is kept when this share of its expected height lies inside. [CONV]"""


@dataclass(frozen=True, eq=False)
class DiscPlane:
    """centre_mm: LPS, in the middle of the body's outline. Orthonormal cranial, anterior, left. s_mm: arc position on
    the line. real: False where the image ends before the disc."""

    centre_mm: Vector
    cranial: Vector
    anterior: Vector
    left: Vector
    s_mm: float
    real: bool = True


@dataclass(frozen=True, eq=False)
class LevelSpan:
    """Between two disc planes. Local coordinates (h, y, x): h 0 on the caudal plane to 1 on the cranial one, y mm
    anterior and x mm left of the line between the planes' centres. depth_mm, width_mm: expected size of the body."""

    below: DiscPlane
    above: DiscPlane
    depth_mm: float
    wall_mm: float
    """The line (canal) lies this far behind the posterior wall."""

    @property
    def height_mm(self) -> float:
        """Distance of the two planes' centres: the body and half of each disc."""
        return float(np.linalg.norm(self.above.centre_mm - self.below.centre_mm))

    @property
    def centre_mm(self) -> Vector:
        """LPS, half way between the planes."""
        return 0.5 * (self.below.centre_mm + self.above.centre_mm)

    @property
    def axes(self) -> Points:
        """(3, 3) rows left, anterior, cranial (unit, LPS) of the vertebra as a whole."""
        cranial = unit(self.below.cranial + self.above.cranial)
        ahead = self.below.anterior + self.above.anterior
        anterior = unit(ahead - cranial * float(ahead @ cranial))
        return np.stack([cross(cranial, anterior), anterior, cranial])

    def points(self, h: Points, y_mm: Points, x_mm: Points) -> Points:
        """LPS points (..., 3) of local coordinates (broadcast together)."""
        h, y_mm, x_mm = (np.asarray(a, dtype=np.float64)[..., None] for a in (h, y_mm, x_mm))
        low = self.below.centre_mm + y_mm * self.below.anterior + x_mm * self.below.left
        high = self.above.centre_mm + y_mm * self.above.anterior + x_mm * self.above.left
        return np.asarray((1.0 - h) * low + h * high, dtype=np.float64)

    def packed(self) -> Points:
        """(8, 3) rows centre, cranial, anterior, left of the lower, then of the upper plane: for the kernels."""
        return np.stack([getattr(plane, name) for plane in (self.below, self.above)
                         for name in ("centre_mm", "cranial", "anterior", "left")])  # fmt: skip

    def local(self, points_mm: Points) -> Points:
        """(..., 3) local coordinates h, y, x of LPS points (..., 3)."""
        flat = np.ascontiguousarray(np.asarray(points_mm, dtype=np.float64).reshape(-1, 3))
        return local_coordinates(self.packed(), flat).reshape(np.shape(points_mm))

    def box(self, image: CubicImage, margin_mm: float, half_y_mm: float, half_x_mm: float) -> FloatImage:
        """HU on the local grid at 1 mm, [h, y, x]; h runs from -margin to height + margin."""
        rows = np.arange(-margin_mm, self.height_mm + margin_mm + 0.5) / self.height_mm
        y = np.arange(-half_y_mm, half_y_mm + 0.5)
        x = np.arange(-half_x_mm, half_x_mm + 0.5)
        return image.at(self.points(rows[:, None, None], y[None, :, None], x[None, None, :]))


def level_spans(discs: Sequence[Disc], profile: DiscProfile, line: SpineLine) -> tuple[LevelSpan, ...]:
    """Spans caudal to cranial: one between each two discs, and one beyond each end where the image shows enough."""
    planes = [disc_plane(disc, profile, line) for disc in discs]
    if not planes:
        return ()
    seen = np.flatnonzero(profile.seen)
    if len(seen):
        planes = [*_beyond(planes, profile, line, float(seen[0]), -1), *planes]
        planes = [*planes, *_beyond(planes, profile, line, float(seen[-1]), 1)]
    return tuple(span_between(below, above, profile) for below, above in pairwise(planes))


def disc_plane(disc: Disc, profile: DiscProfile, line: SpineLine, real: bool = True) -> DiscPlane:
    """The plane of a disc, with its centre in the middle of the body's outline."""
    point, cranial, anterior, left = line.at(disc.s_mm)
    row = int(np.clip(round(disc.s_mm), 0, len(line) - 1))
    centre = point + profile.centre_ahead_mm[row] * anterior + profile.aside_mm[row] * left
    sagittal, coronal = np.tan(np.radians([disc.sagittal_deg, disc.coronal_deg]))
    normal = unit(cranial - sagittal * anterior - coronal * left)
    ahead = unit(anterior - normal * float(anterior @ normal))
    return DiscPlane(centre, normal, ahead, cross(normal, ahead), disc.s_mm, real)


def _beyond(
    planes: Sequence[DiscPlane], profile: DiscProfile, line: SpineLine, edge_mm: float, toward: int
) -> list[DiscPlane]:
    """A plane one interval beyond the last disc, if the image shows most of it. toward: -1 caudal, 1 cranial."""
    end = planes[0] if toward < 0 else planes[-1]
    row = int(np.clip(round(end.s_mm), 0, len(line) - 1))
    step = float(np.interp(profile.depth_mm[row], *INTERVAL_OF_DEPTH_MM))
    if len(planes) > 1:
        inner = planes[1] if toward < 0 else planes[-2]
        step = 0.5 * (step + abs(inner.s_mm - end.s_mm))
    room = (edge_mm - end.s_mm) * toward
    if room < LEAST_SEEN * step:
        return []
    at = end.s_mm + toward * min(step, room + 2.0)
    point, cranial, anterior, left = line.at(at)
    held = int(np.clip(round(at), 0, len(line) - 1))
    centre = point + profile.centre_ahead_mm[held] * anterior + profile.aside_mm[held] * left
    return [DiscPlane(centre, cranial, anterior, left, at, real=False)]


def span_between(below: DiscPlane, above: DiscPlane, profile: DiscProfile) -> LevelSpan:
    """The room between two planes, with the size that the spine has there."""
    row = int(np.clip(round(0.5 * (below.s_mm + above.s_mm)), 0, len(profile.depth_mm) - 1))
    return LevelSpan(below, above, float(profile.depth_mm[row]), float(profile.wall_mm[row]))


@compiled
def local_coordinates(planes: Points, points: Points) -> Points:
    """h, y, x of LPS points (n, 3); planes as LevelSpan.packed gives them."""
    out = np.empty(points.shape)
    for n in range(len(points)):
        low, high = 0.0, 0.0
        for c in range(3):
            low += (points[n, c] - planes[0, c]) * planes[1, c]
            high += (planes[4, c] - points[n, c]) * planes[5, c]
        total = low + high
        h = low / total if abs(total) > 1e-6 else 0.5
        h = min(max(h, -1.0), 2.0)
        y, x = 0.0, 0.0
        for c in range(3):
            away = points[n, c] - (1.0 - h) * planes[0, c] - h * planes[4, c]
            y += away * ((1.0 - h) * planes[2, c] + h * planes[6, c])
            x += away * ((1.0 - h) * planes[3, c] + h * planes[7, c])
        out[n, 0], out[n, 1], out[n, 2] = h, y, x
    return out
