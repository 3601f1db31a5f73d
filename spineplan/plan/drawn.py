"""What is drawn or kept of the images. Points are LPS mm of the named frame of reference."""

from typing import Literal

from spineplan.geometry.vectors import Point
from spineplan.plan.checks import check_across, check_name, check_orthonormal, check_point, check_range
from spineplan.plan.values import Value


class Measurement(Value, frozen=True):
    """length: 2 points; angle: 3 points, vertex in the middle; ellipse: 3 points, centre and two half-axis ends.

    Points are LPS mm of frame_of_reference_uid, never pixels of a view.
    """

    id: str
    kind: Literal["length", "angle", "ellipse"]
    points_mm: tuple[Point, ...]
    frame_of_reference_uid: str
    series_uid: str
    label: str = ""

    def __post_init__(self) -> None:
        if len(self.points_mm) != (2 if self.kind == "length" else 3):
            raise ValueError(f"a {self.kind} has the wrong number of points")
        for p in self.points_mm:
            check_point("points_mm", p)
        if self.kind == "ellipse":
            check_across("the half-axes of an ellipse", *self.points_mm)
        check_name("label", self.label)


class KeyImage(Value, frozen=True):
    """A picture worth keeping: plane (centre, screen right and down, scale), series, window."""

    id: str
    series_uid: str
    centre_mm: Point
    right_lps: Point
    down_lps: Point
    mm_per_px: float
    window_width: float
    window_centre: float
    note: str = ""

    def __post_init__(self) -> None:
        check_point("centre_mm", self.centre_mm)
        check_orthonormal("right_lps and down_lps", (self.right_lps, self.down_lps))
        check_range("mm_per_px", self.mm_per_px, 1e-3, 100.0)
        check_range("window_width", self.window_width, 1e-6, 1e6)
        check_range("window_centre", self.window_centre, -1e6, 1e6)
        check_name("note", self.note)
