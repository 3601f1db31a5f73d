"""The clock face of one vertebra: where canal, deep bone and outside begin on every ray from the canal's middle.

Weinstein-Boriani-Biagini sectors and layers (Boriani 1997); angles, and the border between layers B and C, are the
conventions of the clinical reference (5.1, 5.2).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points
from spineplan.imaging.mask_sampling import centres_mm
from spineplan.measure.morphology_frame import BESIDE, VertebraFrame, VertebraMasks, canal_section

Floats = npt.NDArray[np.float64]

SECTORS = 12
SECTOR_DEG = 360.0 / SECTORS
BINS = 72
BIN_DEG = 360.0 / BINS
MASS_MM = 5.0
"""A mass in the canal may be missing from the canal's mask: as far as this beyond it, up to the bone, is canal too."""
SMALLEST_CANAL_MM = 4.0
GUESS_BINS, WIDEST = 4, 1.6
"""Without a canal's mask its wall is the nearest bone, smoothed over 20 degrees to both sides and never wider than this
many times the usual: a gap in the bone is no wide canal. [CONV]"""


@dataclass(frozen=True, eq=False)
class ClockFace:
    """Radii in mm from the canal's middle, one per 5 degrees of angle from posterior toward the patient's left (bin n
    covers [5 n, 5 n + 5)). inner: wall of the canal; outer: outside of the bone; half-way between them the deep layer
    C ends and the superficial layer B begins."""

    inner_mm: Floats
    outer_mm: Floats

    @property
    def middle_mm(self) -> Floats:
        """The border between C and B."""
        return (self.inner_mm + self.outer_mm) / 2.0


def polar(local_mm: Points) -> tuple[Floats, Floats]:
    """Angle (degrees from posterior toward the patient's left, 0 to 360) and radius (mm) of points in a vertebra's
    frame; along its axis they may lie anywhere."""
    x, y = local_mm[..., 0], local_mm[..., 1]
    return np.degrees(np.arctan2(x, y)) % 360.0, np.hypot(x, y)


def sector_of(angle_deg: Floats) -> npt.NDArray[np.int64]:
    """Sector 1 to 12: 1 = left half of the spinous process, 4 = left pedicle, 9 = right pedicle (anatomical)."""
    return np.minimum((angle_deg / SECTOR_DEG).astype(np.int64), SECTORS - 1) + 1


def bin_of(angle_deg: Floats) -> npt.NDArray[np.int64]:
    """Index into the radii of a clock face."""
    return np.minimum((angle_deg / BIN_DEG).astype(np.int64), BINS - 1)


def clock_face(masks: VertebraMasks, frame: VertebraFrame) -> ClockFace:
    """The radii of a vertebra, seen along its own axis."""
    angle, radius = polar(frame.local(centres_mm(masks.vertebra)))
    half = float(min(masks.vertebra.parent.spacing_mm)) / 2.0
    bins = bin_of(angle)
    outer = np.full(BINS, -np.inf)
    np.maximum.at(outer, bins, radius)
    outer = _around(np.where(np.isfinite(outer), outer + half, np.nan))
    nearest = np.full(BINS, np.inf)
    np.minimum.at(nearest, bins, radius)
    nearest = _around(np.where(np.isfinite(nearest), nearest - half, np.nan))
    if frame.canal_seen:
        wall = _hull_radii(_beside(frame))
        inner = np.maximum(wall, np.minimum(nearest, wall + MASS_MM))
    else:
        turned = np.stack([np.roll(nearest, n) for n in range(-GUESS_BINS, GUESS_BINS + 1)])
        inner = np.minimum(np.median(turned, axis=0), WIDEST * float(np.median(nearest)))
    inner = np.maximum(inner, SMALLEST_CANAL_MM)
    return ClockFace(inner, np.maximum(outer, inner + 1.0))


def _beside(frame: VertebraFrame) -> Points:
    """(n, 2): the canal where the pedicles close it."""
    plates = frame.endplates
    height = float(np.nanmedian(plates.height_mm))
    share = frame.canal_mm[:, 2] / max(height, 1.0)
    near = (share >= BESIDE[0]) & (share <= BESIDE[1])
    return canal_section(frame.canal_mm[near if np.count_nonzero(near) > 10 else slice(None)])


def _hull_radii(points: Points) -> Floats:
    """Distance from the origin to the convex hull of points (n, 2), in the middle of every bin; 0 where the origin
    lies outside."""
    from scipy.spatial import ConvexHull, QhullError

    try:
        hull = ConvexHull(points).equations
    except (QhullError, ValueError):
        return np.zeros(BINS)
    angle = np.radians((np.arange(BINS) + 0.5) * BIN_DEG)
    directions = np.stack([np.sin(angle), np.cos(angle)], axis=1)
    facing = directions @ hull[:, :2].T
    reach = np.where(facing > 1e-9, -hull[:, 2] / np.where(facing > 1e-9, facing, 1.0), np.inf)
    return np.asarray(np.maximum(reach.min(axis=1), 0.0), dtype=np.float64)


def _around(values: Floats) -> Floats:
    """Gaps filled from their neighbours around the circle; all NaN becomes zero."""
    known = np.flatnonzero(np.isfinite(values))
    if not known.size:
        return np.zeros(BINS)
    at = np.concatenate([known - BINS, known, known + BINS])
    return np.asarray(np.interp(np.arange(BINS), at, np.tile(values[known], 3)), dtype=np.float64)
