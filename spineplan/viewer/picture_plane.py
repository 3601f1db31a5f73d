"""What overlays of levels need of a picture, flat or bent: where a point lies on it, and what lies under a pixel."""

from collections.abc import Generator
from typing import Protocol, runtime_checkable

import numpy as np
from PySide6.QtCore import Qt

from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Point, Vector, cross, unit, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.view_state import PaneName


class PicturePlane(Protocol):
    """A ViewPlane, or a plane along the straightened spine."""

    @property
    def mm_per_px(self) -> float:
        """Scale."""

    @property
    def width_px(self) -> int:
        """Columns."""

    @property
    def height_px(self) -> int:
        """Rows."""

    def mm_from_px(self, x_px: float, y_px: float) -> Vector:
        """LPS point under a pixel position."""

    def px_from_mm(self, points_mm: Points | Point) -> Points:
        """Pixel positions and, third, the distance out of the picture, mm."""


class PictureEvent(Protocol):
    """A mouse event on such a picture."""

    @property
    def pane(self) -> PaneName:
        """Which pane."""

    @property
    def plane(self) -> PicturePlane:
        """What it shows."""

    @property
    def position_px(self) -> tuple[float, float]:
        """In logical pixels."""

    @property
    def point_mm(self) -> Vector:
        """LPS point under it."""

    @property
    def modifiers(self) -> Qt.KeyboardModifier:
        """Keys that are held."""

    @property
    def series_uid(self) -> str:
        """The series that the pane shows."""


PictureDrag = Generator[None, PictureEvent | None, None]
"""One drag on a picture, flat or bent; as pane_parts.Drag."""


@runtime_checkable
class Bent(Protocol):
    """A picture whose direction out of the plane differs from place to place."""

    def inward_at(self, points_mm: Points) -> Points:
        """Unit LPS directions (n, 3) there."""


def inward_at(plane: PicturePlane, points_mm: Points) -> Points:
    """Unit LPS directions (n, 3) across a picture at LPS points (n, 3)."""
    if isinstance(plane, Bent):
        return plane.inward_at(points_mm)
    flat = plane.normal_lps if isinstance(plane, ViewPlane) else screen_axes_at(plane, points_mm[0])[2]
    return np.broadcast_to(flat, points_mm.shape)


def facing(event: PictureEvent) -> Vector:
    """Unit LPS direction across the picture under the pointer."""
    return np.asarray(inward_at(event.plane, event.point_mm[None])[0])


def screen_axes_at(plane: PicturePlane, place_mm: Point | Vector) -> tuple[Vector, Vector, Vector]:
    """Unit LPS directions right, down and into the picture, where it shows a point."""
    x, y, _ = (float(v) for v in np.asarray(plane.px_from_mm(vector(place_mm)), dtype=np.float64))
    here = plane.mm_from_px(x, y)
    right = unit(plane.mm_from_px(x + 2.0, y) - here)
    down = plane.mm_from_px(x, y + 2.0) - here
    down = unit(down - right * float(down @ right))
    return right, down, cross(right, down)


def travel_px(a: PictureEvent, b: PictureEvent) -> float:
    """How far the pointer went."""
    return float(np.hypot(a.position_px[0] - b.position_px[0], a.position_px[1] - b.position_px[1]))
