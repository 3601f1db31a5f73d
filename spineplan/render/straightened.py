"""The spine straightened along its canal: a curved plane through a volume, head up, one row per step along the line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Point, Vector, distance_mm
from spineplan.imaging.volume import Volume, Window
from spineplan.plan.model import Plan
from spineplan.render.bands import in_bands
from spineplan.render.kernels import compiled
from spineplan.render.reslice import NO_PADDING, Picture, Slab
from spineplan.render.slice_arrays import bent
from spineplan.render.windowing import grey_scale

if TYPE_CHECKING:
    from spineplan.anatomy.finding.spine_line import SpineLine

Side = Literal["sagittal", "coronal"]
LAYER_MM, MOST_LAYERS = 1.0, 31
"""Layers of a slab of the straightened spine: no farther apart than this, and no more than so many."""
FEWEST_POINTS = 4
"""A spline needs them."""


def line_of(plan: Plan) -> "SpineLine | None":
    """The plan's line through the canal; without one, a line through the marked bodies when there are enough."""
    points = plan.spine_line_mm
    if len(points) < FEWEST_POINTS:
        points = tuple(level.centre_mm for level in reversed(plan.levels))
    apart = [distance_mm(a, b) for a, b in pairwise(points)]
    if len(points) < FEWEST_POINTS or min(apart) < 1.0:
        return None
    from spineplan.anatomy.finding.spine_line import (
        line_through,  # brings the splines: not for the first patient's opening
    )

    return line_through(np.array(points, dtype=np.float64))


@dataclass(frozen=True, eq=False)
class StraightPlane:
    """A picture of width_px x height_px pixels along a line; up is cranial.

    sagittal: the patient's front at the left; coronal: the patient's right at the left. turn_deg turns both about the
    line, + brings the front toward the left. aside_mm: how far the curved plane lies from the line, toward the left
    (sagittal) or the front (coronal). Picture centre: across_mm right of the line on the screen, s_mm along it.
    """

    line: "SpineLine"
    side: Side
    turn_deg: float
    aside_mm: float
    across_mm: float
    s_mm: float
    mm_per_px: float
    width_px: int
    height_px: int

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Equal for equal pictures of one line."""
        place = (self.turn_deg, self.aside_mm, self.across_mm, self.s_mm, self.mm_per_px)
        return (id(self.line), self.side, *place, self.width_px, self.height_px)

    @cached_property
    def _frames(self) -> tuple[Points, Points]:
        """Per row of the line: direction across the screen, and out of the plane (the way aside_mm counts)."""
        cos, sin = np.cos(np.radians(self.turn_deg)), np.sin(np.radians(self.turn_deg))
        ahead = cos * self.line.anterior + sin * self.line.left
        left = cos * self.line.left - sin * self.line.anterior
        return (-ahead, left) if self.side == "sagittal" else (left, ahead)

    def mm_from_px(self, x_px: float, y_px: float) -> Vector:
        """LPS point under a pixel position."""
        s, across = self.along_px(x_px, y_px)
        return self.mm_at(s, across, self.aside_mm)

    def along_px(self, x_px: float, y_px: float) -> tuple[float, float]:
        """(position along the line, offset across the screen) of a pixel position, mm."""
        s = self.s_mm - (y_px - self.height_px / 2.0) * self.mm_per_px
        return s, self.across_mm + (x_px - self.width_px / 2.0) * self.mm_per_px

    def mm_at(self, s_mm: float, across_mm: float, aside_mm: float) -> Vector:
        """LPS point at a place along, across and aside of the line."""
        centre, across, aside = self._rows(np.array([s_mm]))
        return np.asarray(centre[0] + across_mm * across[0] + aside_mm * aside[0])

    def place_of(self, points_mm: Points | Sequence[Point]) -> Points:
        """(..., 3): along, across and aside of LPS points (..., 3), mm: the inverse of mm_at."""
        points = np.asarray(points_mm, dtype=np.float64)
        flat = points.reshape(-1, 3)
        offset = flat[:, None, :] - self.line.points_mm[None]
        along = np.einsum("pnc,nc->pn", offset, self.line.cranial)
        s = np.argmin(np.abs(along) + 0.2 * np.linalg.norm(offset, axis=2), axis=1).astype(np.float64)
        for _ in range(3):
            # Neighbouring cross-sections fan out where the spine bends: step along the line that the point sees.
            s = s + np.einsum("pc,pc->p", flat - self._centres(s), self._cranial(s))
        centre, across, aside = self._rows(s)
        away = flat - centre
        out = np.stack([s, np.einsum("pc,pc->p", away, across), np.einsum("pc,pc->p", away, aside)], axis=-1)
        return np.asarray(out.reshape(points.shape))

    def inward_at(self, points_mm: Points) -> Points:
        """Unit LPS directions (n, 3) out of the curved plane at LPS points (n, 3)."""
        return self._rows(self.place_of(points_mm)[:, 0])[2]

    def px_from_mm(self, points_mm: Points | Point) -> Points:
        """Pixel positions (..., 2) and the distance out of the plane as a third column (..., 3), mm."""
        place = self.place_of(np.asarray(points_mm, dtype=np.float64))
        x = (place[..., 1] - self.across_mm) / self.mm_per_px + self.width_px / 2.0
        y = (self.s_mm - place[..., 0]) / self.mm_per_px + self.height_px / 2.0
        return np.stack([x, y, place[..., 2] - self.aside_mm], axis=-1)

    def in_device_pixels(self, ratio: float) -> "StraightPlane":
        """The same picture at `ratio` device pixels per pixel."""
        width, height = max(round(self.width_px * ratio), 1), max(round(self.height_px * ratio), 1)
        s, across = self.along_px(width / ratio / 2.0, height / ratio / 2.0)
        return StraightPlane(self.line, self.side, self.turn_deg, self.aside_mm, across, s, self.mm_per_px / ratio,
                             width, height)  # fmt: skip

    def row_rays(self) -> tuple[Points, Points]:
        """(height, 3) LPS points under the first pixel of each row, and (height, 3) steps from pixel to pixel."""
        top, first = self.along_px(0.5, 0.5)
        s = np.asarray(top - np.arange(self.height_px) * self.mm_per_px, dtype=np.float64)
        centre, across, aside = self._rows(s)
        return centre + first * across + self.aside_mm * aside, across * self.mm_per_px

    def _rows(self, s_mm: Points) -> tuple[Points, Points, Points]:
        """(n, 3) points of the line, directions across and aside; straight on beyond the ends."""
        across, aside = self._frames
        last = len(self.line) - 1.0
        held = np.clip(s_mm, 0.0, last)
        low = np.minimum(held.astype(int), len(self.line) - 2)
        share = (held - low)[:, None]
        right, out = (a[low] * (1.0 - share) + a[low + 1] * share for a in (across, aside))
        return self._centres(s_mm), _unit_rows(right), _unit_rows(out)

    def _centres(self, s_mm: Points) -> Points:
        held = np.clip(s_mm, 0.0, len(self.line) - 1.0)
        low = np.minimum(held.astype(int), len(self.line) - 2)
        share = (held - low)[:, None]
        points = self.line.points_mm
        return np.asarray(
            points[low] * (1.0 - share) + points[low + 1] * share + (s_mm - held)[:, None] * self._cranial(held)
        )

    def _cranial(self, s_mm: Points) -> Points:
        low = np.clip(np.rint(s_mm).astype(int), 0, len(self.line) - 1)
        return np.asarray(self.line.cranial[low])


def _unit_rows(rows: Points) -> Points:
    return np.asarray(rows / np.sqrt(np.einsum("nc,nc->n", rows, rows))[:, None])


def straight_slab(volume: Volume, plane: StraightPlane, window: Window, slab: Slab) -> Picture:
    """The largest or smallest grey across a thickness, centred on the curved plane. Raises ValueError for a mean: that
    of greys is not the grey of the mean."""
    if slab.mode == "mean":
        raise ValueError("a mean is not drawn along a curve")
    count = min(max(round(slab.thickness_mm / LAYER_MM), 1) | 1, MOST_LAYERS)
    half = slab.thickness_mm / 2.0 if count > 1 else 0.0
    layers = (replace(plane, aside_mm=plane.aside_mm + float(off)) for off in np.linspace(-half, half, count))
    join = np.maximum if slab.mode == "mip" else np.minimum
    out = straight_picture(volume, next(layers), window)
    for layer in layers:
        join(out, straight_picture(volume, layer, window), out=out)
    return out


def straight_picture(volume: Volume, plane: StraightPlane, window: Window) -> Picture:
    """Grey picture [height_px, width_px] of a volume in the same frame of reference. Works before the kernels are
    compiled, then slower."""
    out = np.empty((plane.height_px, plane.width_px), dtype=np.uint8)
    starts_mm, steps_mm = plane.row_rays()
    to_ijk = volume.grid.ijk_from_lps
    starts = np.ascontiguousarray(transform_points(to_ijk, starts_mm))
    steps = np.ascontiguousarray(steps_mm @ to_ijk[:3, :3].T)
    grey = grey_scale(volume, window)
    padding = NO_PADDING if volume.padding_value is None else volume.padding_value
    kernels = compiled()
    if kernels is None:
        bent(volume.array_kji, starts, steps, grey, padding, out)
        return out

    def draw(first: int, last: int) -> None:
        kernels.bent_rows(volume.array_kji, starts, steps, grey.low, grey.gain, padding, out, first, last)

    in_bands(draw, (0, plane.height_px))
    return out
