"""Where the 3-D picture looks from: a parallel projection, turned and moved by plain arithmetic (no VTK)."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import Point, Vector, point, unit, vector
from spineplan.geometry.view_plane import ViewPlane

Direction = Literal["A", "P", "L", "R", "S", "I"]
SCREEN_AXES: dict[Direction, tuple[Point, Point]] = {
    "A": ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
    "P": ((-1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
    "L": ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0)),
    "R": ((0.0, -1.0, 0.0), (0.0, 0.0, -1.0)),
    "S": ((-1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "I": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
}
"""Screen right and down (LPS) when the patient is seen from the front, back, left, right, head or feet."""

TURN_DEG_PER_PX = 0.4
SMALLEST_MM, LARGEST_MM = 5.0, 4000.0


@dataclass(frozen=True)
class SceneCamera:
    """centre_mm: LPS point in the middle; right_lps, down_lps: orthonormal screen axes; height_mm: seen vertically."""

    centre_mm: Point
    right_lps: Point = SCREEN_AXES["A"][0]
    down_lps: Point = SCREEN_AXES["A"][1]
    height_mm: float = 400.0

    @property
    def into_lps(self) -> Vector:
        """From the viewer into the screen."""
        return np.cross(vector(self.right_lps), vector(self.down_lps))

    def plane(self, size_px: tuple[int, int]) -> ViewPlane:
        """Pixels of the picture to LPS and back; the depth of `px_from_mm` grows away from the viewer."""
        return ViewPlane(self.centre_mm, self.right_lps, self.down_lps, self.height_mm / size_px[1], *size_px)

    def seen_from(self, direction: Direction) -> "SceneCamera":
        """The same centre and scale from a standard side."""
        right, down = SCREEN_AXES[direction]
        return replace(self, right_lps=right, down_lps=down)

    def turned(self, dx_px: float, dy_px: float, about_mm: Point) -> "SceneCamera":
        """Drag by pixels: what faces the viewer follows the pointer, about_mm stays where it is."""
        turn = rotation_about(vector(self.down_lps), dx_px * TURN_DEG_PER_PX) @ rotation_about(
            vector(self.right_lps), -dy_px * TURN_DEG_PER_PX
        )
        right = unit(turn @ vector(self.right_lps))
        down = turn @ vector(self.down_lps)
        down = unit(down - right * float(down @ right))
        pivot = vector(about_mm)
        centre = pivot + turn @ (vector(self.centre_mm) - pivot)
        return SceneCamera(point(centre), point(right), point(down), self.height_mm)

    def panned(self, dx_px: float, dy_px: float, height_px: int) -> "SceneCamera":
        """Drag the picture along with the pointer."""
        scale = self.height_mm / height_px
        moved = vector(self.right_lps) * dx_px + vector(self.down_lps) * dy_px
        return replace(self, centre_mm=point(vector(self.centre_mm) - moved * scale))

    def zoomed(self, factor: float) -> "SceneCamera":
        """factor > 1 enlarges."""
        return replace(self, height_mm=min(max(self.height_mm / factor, SMALLEST_MM), LARGEST_MM))


def fitted(
    corners_mm: npt.NDArray[np.float64], direction: Direction, aspect: float, margin: float = 1.06
) -> SceneCamera:
    """A camera that shows every corner (n, 3) from a side; aspect: width / height of the picture."""
    right, down = SCREEN_AXES[direction]
    low, high = corners_mm.min(axis=0), corners_mm.max(axis=0)
    width, height = (float(np.ptp(corners_mm @ vector(axis))) for axis in (right, down))
    return SceneCamera(point((low + high) / 2.0), right, down, max(height, width / max(aspect, 1e-3), 1.0) * margin)


def facing_axis(camera: SceneCamera, axes_lps: tuple[Point, Point, Point]) -> Vector:
    """Of three axes the one that points most straight into the screen, turned to point into it."""
    along = [float(vector(axis) @ camera.into_lps) for axis in axes_lps]
    best = int(np.argmax(np.abs(along)))
    return vector(axes_lps[best]) * (1.0 if along[best] > 0 else -1.0)
