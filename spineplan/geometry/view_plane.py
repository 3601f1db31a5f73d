"""A picture's place in the patient: which LPS point lies under which pixel."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Point, Vector, cross, point, unit, vector


@dataclass(frozen=True)
class ViewPlane:
    """A planar picture of width_px x height_px square pixels of mm_per_px.

    centre_mm: LPS point under the picture's centre, pixel coordinates (width_px / 2, height_px / 2).
    right_lps, down_lps: orthonormal screen axes. Pixel (x, y) covers [x, x + 1) x [y, y + 1); its centre is
    (x + 0.5, y + 0.5), x to the right, y down.
    """

    centre_mm: Point
    right_lps: Point
    down_lps: Point
    mm_per_px: float
    width_px: int
    height_px: int

    @cached_property
    def normal_lps(self) -> Vector:
        """right x down: points away from the viewer, into the screen."""
        return cross(vector(self.right_lps), vector(self.down_lps))

    @property
    def origin_mm(self) -> Vector:
        """LPS point at the centre of pixel (0, 0)."""
        return self.mm_from_px(0.5, 0.5)

    def mm_from_px(self, x_px: float, y_px: float) -> Vector:
        """LPS point under a pixel position."""
        dx = (x_px - self.width_px / 2.0) * self.mm_per_px
        dy = (y_px - self.height_px / 2.0) * self.mm_per_px
        return vector(self.centre_mm) + dx * vector(self.right_lps) + dy * vector(self.down_lps)

    def px_from_mm(self, points_mm: Points | Point) -> Points:
        """Pixel positions (..., 2) and signed depth along the normal as a third column (..., 3), mm."""
        offset = np.asarray(points_mm, dtype=np.float64) - vector(self.centre_mm)
        x = offset @ vector(self.right_lps) / self.mm_per_px + self.width_px / 2.0
        y = offset @ vector(self.down_lps) / self.mm_per_px + self.height_px / 2.0
        return np.stack([x, y, offset @ self.normal_lps], axis=-1)

    def in_device_pixels(self, ratio: float) -> "ViewPlane":
        """The same picture at `ratio` device pixels per pixel; both have their upper left corner at one point."""
        size = (max(round(self.width_px * ratio), 1), max(round(self.height_px * ratio), 1))
        centre = self.mm_from_px(size[0] / ratio / 2.0, size[1] / ratio / 2.0)
        return ViewPlane(point(centre), self.right_lps, self.down_lps, self.mm_per_px / ratio, *size)


def view_plane(
    centre_mm: Point | Vector,
    right_lps: Point | Vector,
    down_lps: Point | Vector,
    mm_per_px: float,
    size_px: tuple[int, int],
) -> ViewPlane:
    """Checked constructor; size_px is (width, height).

    Raises ValueError when the axes are not perpendicular or the scale is not positive.
    """
    right, down = unit(right_lps), unit(down_lps)
    if abs(float(right @ down)) > 1e-6:
        raise ValueError("the screen axes are not perpendicular")
    if not mm_per_px > 0:
        raise ValueError("mm_per_px must be positive")
    return ViewPlane(point(vector(centre_mm)), point(right), point(down), float(mm_per_px), *size_px)
