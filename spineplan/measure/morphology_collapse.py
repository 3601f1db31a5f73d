"""How much height a vertebral body has lost (clinical reference 10.4; Genant 1993)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import transform_points
from spineplan.imaging.mask import Mask
from spineplan.imaging.sampling import sample_mm
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_frame import Endplates, VertebraFrame, inside_any

Floats = npt.NDArray[np.float64]

Shape = Literal["none", "wedge", "biconcave", "crush"]

RIM_MM = (1.4, 2.9)
"""The rim of an endplate: columns this far inside the body's outline. Nearer it is rounded off and hooked; farther in
the plate is hollowed even in health."""
END_SHARE = 0.5
"""Front and back: the rim from this share of the way from the middle to the wall."""
MIDDLE_SHARE = 0.15
"""The middle height: this share of the half depth and width around the middle."""
CENTRAL_MM = 8.0
NOTCH_MM = 4.0
LEAST_SHARE = 0.85
"""Columns lower than this share of the central ones beside them are roots of pedicles, or stubs of a slanting outline;
columns farther than NOTCH_MM behind the wall's middle are pedicles."""
EDGE_REACH_MM = 1.25
EDGE_STEP_MM = 0.25
LESION_DEPTH_MM = 2.5
SHELL_BLUR_MM = 0.3
"""A thin shell of bone, blurred, falls off most steeply this far outside its surface. [D]"""
LEAST_FALL = 60.0
"""HU per mm: an endplate that falls off less steeply is not seen. [CONV]"""
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
    """Heights of a body: anterior and posterior from the rims of its endplates, at its walls; middle in its middle.

    volume: the CT the mask lies on; the endplates are then read between its slices, which a mask cannot tell, except
    where a lesion reaches them. None where the body's mask is too small.
    """
    from scipy import ndimage

    plates = frame.endplates
    height = plates.height_mm
    if volume is not None and volume.modality == "CT":
        height = height + _edge_offsets(frame, volume, lesions, plates.top_mm, 1.0) - SHELL_BLUR_MM
        height = height + _edge_offsets(frame, volume, lesions, plates.bottom_mm, -1.0) - SHELL_BLUR_MM
    known = np.isfinite(height)
    known = _of_the_body(plates, height, known)
    if np.count_nonzero(known) < 60:
        return None
    inset = ndimage.distance_transform_edt(np.pad(known, 1))[1:-1, 1:-1]
    y, x = (axis[known] for axis in np.meshgrid(plates.y_mm, plates.x_mm, indexing="ij"))
    height, inset = height[known], inset[known]
    across, along = _share(x), _share(y)
    rim = (inset >= RIM_MM[0]) & (inset <= RIM_MM[1])
    centre = np.hypot(across, along) <= MIDDLE_SHARE
    ends = [rim & (along <= -END_SHARE), rim & (along >= END_SHARE)]
    if not centre.any() or min(np.count_nonzero(end) for end in ends) < 5:
        return None
    slope = float(np.polyfit(y[rim], height[rim], 1)[0])
    walls = (float(y.min()), float(y.max()))
    ahead, behind = (
        float(np.median(height[end] + slope * (wall - y[end]))) for end, wall in zip(ends, walls, strict=True)
    )
    return BodyHeights(ahead, float(np.median(height[centre])), behind)


def _of_the_body(plates: Endplates, height: Floats, known: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Columns that are body, row by row from front to back."""
    x = plates.x_mm[known.any(axis=0)]
    central = np.abs(plates.x_mm - (x.min() + x.max()) / 2.0) <= CENTRAL_MM
    usual, wall_mm = float(np.median(height[known])), np.inf
    kept = known.copy()
    for row, y in enumerate(plates.y_mm):
        here = known[row] & central
        if here.any():
            usual = float(np.median(height[row, here]))
            wall_mm = float(y)
        kept[row] &= (height[row] >= LEAST_SHARE * usual) & (y <= wall_mm + NOTCH_MM)
    return kept


def _edge_offsets(
    frame: VertebraFrame, volume: Volume, lesions: Sequence[Mask], plate_mm: Floats, outward: float
) -> Floats:
    """How much farther out (mm) than in the mask the steepest fall of HU lies, per column; where a lesion reaches the
    endplate, or none is seen, what is usual elsewhere. Smoothed over neighbours."""
    from scipy import ndimage

    plates = frame.endplates
    steps = np.arange(-EDGE_REACH_MM - EDGE_STEP_MM, EDGE_REACH_MM + 1.5 * EDGE_STEP_MM, EDGE_STEP_MM)
    y, x = np.meshgrid(plates.y_mm, plates.x_mm, indexing="ij")
    known = np.isfinite(plate_mm)
    z = plate_mm[known][:, None] + outward * steps
    local = np.stack([np.broadcast_to(x[known][:, None], z.shape), np.broadcast_to(y[known][:, None], z.shape), z], -1)
    values = sample_mm(volume, transform_points(frame.lps_from_vertebra, local))
    fall = -(values[:, 2:] - values[:, :-2]) / (2.0 * EDGE_STEP_MM)
    fall = np.where(np.isfinite(fall), fall, -np.inf)
    inside = np.column_stack([x[known], y[known], plate_mm[known] - outward * LESION_DEPTH_MM])
    clear = (fall.max(axis=1) >= LEAST_FALL) & ~inside_any(lesions, transform_points(frame.lps_from_vertebra, inside))
    found = steps[1:-1][fall.argmax(axis=1)]
    found = np.where(clear, found, np.median(found[clear]) if clear.any() else SHELL_BLUR_MM)
    out = np.zeros(plate_mm.shape)
    out[known] = found
    return np.where(known, ndimage.median_filter(out, size=5, mode="nearest"), 0.0)


def _share(values: Floats) -> Floats:
    """-1 at the least, 1 at the greatest."""
    return np.asarray(2.0 * (values - values.min()) / (values.max() - values.min()) - 1.0)


def collapse(heights: BodyHeights, above: BodyHeights | None = None, below: BodyHeights | None = None) -> Collapse:
    """Lost height. above, below: the neighbours', healthy ones only.

    The reference is the body's own posterior height; when that itself is well below the neighbours' (a crush), their
    mean. Without neighbours a crush cannot be told from a small vertebra: the posterior height is used.
    """
    neighbours = [one.mean_mm for one in (above, below) if one is not None]
    expected = float(np.mean(neighbours)) if neighbours else None
    crushed = expected is not None and 100.0 * (1.0 - heights.posterior_mm / expected) >= CRUSH_PERCENT
    if crushed and expected is not None:
        reference, words = expected, "the mean of the neighbours"
    else:
        reference, words = heights.posterior_mm, "the posterior height of the same body"
    percent = max(0.0, 100.0 * (1.0 - heights.least_mm / reference))
    return Collapse(percent, _shape(heights, percent, crushed), heights, reference, words)


def _shape(heights: BodyHeights, percent: float, crushed: bool) -> Shape:
    if percent < DEFORMED_PERCENT:
        return "none"
    if crushed:
        return "crush"
    return "biconcave" if heights.middle_mm < heights.anterior_mm else "wedge"
