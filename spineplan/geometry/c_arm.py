"""A C-arm's perspective: source, isocentre and flat detector (angles: clinical reference 16.2)."""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
import numpy.typing as npt

from spineplan.geometry.angles import CArmAngles
from spineplan.geometry.vectors import SUPERIOR, Point, Vector, cross, unit, vector

SOURCE_TO_DETECTOR_MM = 1200.0
"""Software convention: an ordinary floor-mounted C-arm; the user may enter the own machine's."""
SOURCE_TO_ISOCENTRE_MM = 785.0
"""Software convention, as above."""
_ALONG_BODY = 0.02
"""A beam this parallel to the body's axis has no head-up; posterior is shown downwards then."""


@dataclass(frozen=True)
class CArm:
    """isocentre_mm: LPS point the arm turns about. detector_mm: edge of the square detector.

    Raises ValueError when the distances do not put the isocentre between source and detector.
    """

    isocentre_mm: Point
    angles: CArmAngles
    source_to_detector_mm: float = SOURCE_TO_DETECTOR_MM
    source_to_isocentre_mm: float = SOURCE_TO_ISOCENTRE_MM
    detector_mm: float = 300.0

    def __post_init__(self) -> None:
        if not 0.0 < self.source_to_isocentre_mm < self.source_to_detector_mm or self.detector_mm <= 0.0:
            raise ValueError("the isocentre must lie between source and detector")

    @property
    def towards_detector(self) -> Vector:
        """Unit, LPS, from the isocentre to the detector's middle."""
        p, s = radians(self.angles.primary_deg), radians(self.angles.secondary_deg)
        return np.array([sin(p) * cos(s), -cos(p) * cos(s), sin(s)])

    @property
    def source_mm(self) -> Vector:
        """LPS focal spot."""
        return vector(self.isocentre_mm) - self.towards_detector * self.source_to_isocentre_mm

    @property
    def screen_axes(self) -> tuple[Vector, Vector]:
        """(right, down), LPS unit vectors of the picture: seen from the detector, head up."""
        look = -self.towards_detector
        up = vector(SUPERIOR) - look * float(vector(SUPERIOR) @ look)
        if float(np.linalg.norm(up)) < _ALONG_BODY:
            up = np.array([0.0, -1.0, 0.0]) + look * float(look[1])
        up = unit(up)
        return cross(look, up), -up

    @property
    def detector_centre_mm(self) -> Vector:
        """LPS middle of the detector."""
        return self.source_mm + self.towards_detector * self.source_to_detector_mm

    def pixel_mm(self, pixels: int) -> float:
        """Size of a detector pixel when the square detector has pixels x pixels."""
        return self.detector_mm / pixels

    def pixel_of(self, points_mm: npt.NDArray[np.float64], pixels: int) -> npt.NDArray[np.float64]:
        """(..., 3) LPS mm to (..., 2) pixel (x right, y down), pixel centres at integers. A point at or behind the
        source has none: NaN."""
        right, down = self.screen_axes
        ray = np.asarray(points_mm, dtype=np.float64) - self.source_mm
        depth = ray @ self.towards_detector
        scale = np.where(depth > 1e-6, self.source_to_detector_mm / np.where(depth > 1e-6, depth, 1.0), np.nan)
        at_mm = np.stack([ray @ right, ray @ down], axis=-1) * scale[..., None]
        return at_mm / self.pixel_mm(pixels) + (pixels - 1) / 2.0

    def detector_point_mm(self, x: float, y: float, pixels: int) -> Vector:
        """LPS point of a (fractional) pixel on the detector."""
        right, down = self.screen_axes
        middle, size = (pixels - 1) / 2.0, self.pixel_mm(pixels)
        return self.detector_centre_mm + right * ((x - middle) * size) + down * ((y - middle) * size)
