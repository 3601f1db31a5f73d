"""How much height a vertebral body has lost (clinical reference 10.4; Genant 1993)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.clinical.score_raw import height_loss_percent
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_endplates import Columns, midline_heights
from spineplan.measure.morphology_frame import VertebraFrame

Floats = npt.NDArray[np.float64]

Shape = Literal["none", "wedge", "biconcave", "crush"]

END_SHARE = 1.0 / 3.0
"""A corner is looked for in the front and the back third of the body's depth."""
WALL_ROWS = 0.25
"""A row is the middle of its stretch: the wall lies up to a row before the first one, half on average, and rims rise up
to it; blur rounds half of that rise off, as the synthetic patients of 0.9 to 1.5 mm show. [D]"""
MIDDLE_SHARE = 0.2
"""The middle height: this share of the half width around the midline, and MIDDLE_MM in front of and behind it."""
MIDDLE_MM = 2.0
LEAST_LINES, LEAST_ROWS = 3, 8
BORDER_VOXELS = 1
"""A body that comes this near to the border of its images goes on beyond it."""
DEFORMED_PERCENT = 20.0
"""Genant: less than this is no deformity."""
CRUSH_PERCENT = 15.0
"""[CONV] posterior height this far below the neighbours' is a crush: then the neighbours are the reference."""


@dataclass(frozen=True)
class BodyHeights:
    """Millimetres along the vertebra's own axis, near the midline."""

    anterior_mm: float
    middle_mm: float
    posterior_mm: float

    @property
    def least_mm(self) -> float:
        """The least of the three."""
        return min(self.anterior_mm, self.middle_mm, self.posterior_mm)

    @property
    def mean_mm(self) -> float:
        """The mean of the three."""
        return (self.anterior_mm + self.middle_mm + self.posterior_mm) / 3.0


@dataclass(frozen=True)
class Collapse:
    """percent: 100 (1 - least height / reference_mm), not below 0. reference: what reference_mm is, as a phrase."""

    percent: float
    shape: Shape
    heights: BodyHeights
    reference_mm: float
    reference: str


def body_heights(
    frame: VertebraFrame, volume: Volume | None = None, lesions: Sequence[Mask] = ()
) -> BodyHeights | None:
    """Heights of a body near its midline: front and back from corner to corner, at its walls; middle half-way.

    volume: the CT the mask lies on; the endplates are then read between its slices, which a mask cannot tell, except
    where a lesion reaches them. None where the body's mask is too small.
    """
    columns = midline_heights(frame, volume, lesions)
    if columns is None:
        return None
    # Sagittal lines, each from its front to its back wall, with the tilt of both plates taken out: a corner is then
    # the highest place of its end.
    y, x = (axis[columns.known] for axis in np.meshgrid(columns.y_mm, columns.x_mm, indexing="ij"))
    if np.ptp(y) < LEAST_ROWS or np.unique(x).size < LEAST_LINES:
        return None
    slope = float(np.polyfit(y, columns.height_mm[columns.known], 1)[0])
    lines = [_line(columns, at, slope) for at in np.unique(np.nonzero(columns.known)[1])]
    kept = np.array([line for line in lines if line is not None])
    if len(kept) < LEAST_LINES or not np.isfinite(kept[:, 1]).any():
        return None
    ahead, middle, behind = (float(np.nanmedian(kept[:, at])) for at in range(3))
    return BodyHeights(ahead, middle, behind)


def _line(columns: Columns, at: int, slope: float) -> tuple[float, float, float] | None:
    """Front, middle (NaN away from the midline) and back height of one sagittal line."""
    known = columns.known[:, at]
    y, height = columns.y_mm[known], columns.height_mm[known, at]
    if len(y) < LEAST_ROWS:
        return None
    ahead, behind = _corner(y, height, slope), _corner(-y[::-1], height[::-1], -slope)
    front, back = float(y[0]), float(y[-1])
    central = abs(columns.x_mm[at] - columns.middle_mm) <= MIDDLE_SHARE * columns.half_width_mm
    middle = float(np.median(height[np.abs(y - (front + back) / 2.0) <= MIDDLE_MM])) if central else np.nan
    return ahead, middle, behind


def _corner(y: Floats, height: Floats, slope: float) -> float:
    """The highest place of the first third of a line that begins at a wall, seen from there."""
    wall = float(y[0] - WALL_ROWS * (y[1] - y[0]))
    third = y <= y[0] + END_SHARE * (y[-1] - y[0])
    at_wall = height[0] + WALL_ROWS * (height[0] - height[2]) / 2.0
    return max(float((height + slope * (wall - y))[third].max()), float(at_wall))


def cut_off(body: Mask) -> bool:
    """Whether a body goes on beyond its images: its height cannot be told then, nor its volume."""
    first = np.array(body.tight().start_kji)
    last = first + body.tight().voxels_kji.shape
    return bool((first <= BORDER_VOXELS).any() or (last >= np.array(body.parent.shape_kji) - BORDER_VOXELS).any())


def collapse(heights: BodyHeights, above: BodyHeights | None = None, below: BodyHeights | None = None) -> Collapse:
    """Lost height. above, below: the neighbours', healthy ones only.

    The reference is the body's own posterior height; when that itself is well below the neighbours' (a crush), their
    mean. Without neighbours a crush cannot be told from a small vertebra: the posterior height is used.
    """
    neighbours = [one.mean_mm for one in (above, below) if one is not None]
    expected = float(np.mean(neighbours)) if neighbours else None
    crushed = expected is not None and height_loss_percent(heights.posterior_mm, expected) >= CRUSH_PERCENT
    if crushed and expected is not None:
        reference, words = expected, "the mean of the neighbours"
    else:
        reference, words = heights.posterior_mm, "the posterior height of the same body"
    percent = height_loss_percent(heights.least_mm, reference)
    return Collapse(percent, _shape(heights, percent, crushed), heights, reference, words)


def _shape(heights: BodyHeights, percent: float, crushed: bool) -> Shape:
    if percent < DEFORMED_PERCENT:
        return "none"
    if crushed:
        return "crush"
    return "biconcave" if heights.middle_mm < heights.anterior_mm else "wedge"
