"""The disc below the last one found, in the frame of that one: L5-S1 leans too much for the straightened spine."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.disc_profile import CORE, HU_CLIP, NO_DATA_HU, WIDTH_OVER_DEPTH
from spineplan.anatomy.level_span import DiscPlane
from spineplan.anatomy.spine_line import SpineLine
from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import Vector, cross, unit

Floats = npt.NDArray[np.float64]

SAGITTAL_DEG = np.arange(-12.0, 41.0, 4.0)
CORONAL_DEG = np.arange(-12.0, 13.0, 6.0)
"""Turn from one disc to the next, + when they open toward the front, as they do down to the sacrum."""
RISE_MM = (2, 11)
"""The lowest disc is the thickest: its end-plates lie this far from its middle."""
STEP_SHARE = (0.72, 1.35)
STEP_PRICE = 1.2
TURN_PRICE = 0.3
USUAL_TURN_DEG = 10.0
WEDGE_STEPS = 3
LEAST_EDGE = 0.4
"""End-plate contrast that a disc beyond the row must show. [CONV]"""


def disc_beyond(
    image: CubicImage, line: SpineLine, last: DiscPlane, step_mm: float, depth_mm: float
) -> tuple[DiscPlane, float] | None:
    """The disc caudal to `last` about step_mm away, and its end-plate contrast 0..1; None where none is seen."""
    far = np.arange(round(STEP_SHARE[0] * step_mm) - RISE_MM[1], round(STEP_SHARE[1] * step_mm) + RISE_MM[1] + 1.0)
    frames = [[_turned(last, sagittal, coronal) for sagittal in SAGITTAL_DEG] for coronal in CORONAL_DEG]
    mean = np.array([
        [_means(image, last.centre_mm + far[:, None] * down, ahead, cross(normal, ahead), depth_mm)
         for normal, ahead, down in row] for row in frames
    ])  # fmt: skip
    if not np.isfinite(mean).any():
        return None
    edge = np.array([_edges(row) for row in mean])
    turn = np.abs(SAGITTAL_DEG - USUAL_TURN_DEG)[:, None] / 30.0 + np.abs(CORONAL_DEG)[:, None, None] / 24.0
    value = edge - STEP_PRICE * np.square(np.log(far / step_mm)) - TURN_PRICE * turn
    value[edge < LEAST_EDGE] = -np.inf
    c, s, n = np.unravel_index(int(value.argmax()), value.shape)
    if not np.isfinite(value[c, s, n]):
        return None
    normal, ahead, down = frames[c][s]
    centre = last.centre_mm + (far[n] + _off_middle(mean[c], int(s), int(n))) * down
    plane = DiscPlane(centre, normal, ahead, cross(normal, ahead), line.nearest(centre))
    return plane, float(min(edge[c, s, n], 1.0))


def _turned(last: DiscPlane, sagittal_deg: float, coronal_deg: float) -> tuple[Vector, Vector, Vector]:
    """Normal and anterior of a plane turned against `last`, and the way down to it: half turned."""
    turn = rotation_about(last.left, sagittal_deg) @ rotation_about(last.anterior, coronal_deg)
    half = rotation_about(last.left, sagittal_deg / 2.0) @ rotation_about(last.anterior, coronal_deg / 2.0)
    return unit(turn @ last.cranial), unit(turn @ last.anterior), -unit(half @ last.cranial)


def _off_middle(mean: Floats, turn: int, n: int) -> float:
    """How far the middle between the two end-plates lies beyond place n, mm."""
    low, high = RISE_MM
    above = np.nan_to_num(mean[max(0, turn - WEDGE_STEPS) : turn + 1, n - high : n - low + 1], nan=-1e3).max(axis=0)
    below = np.nan_to_num(mean[turn : turn + WEDGE_STEPS + 1, n + low : n + high + 1], nan=-1e3).max(axis=0)
    return 0.5 * ((low + int(below.argmax())) - (high - int(above.argmax())))


def _means(
    image: CubicImage, centres: npt.NDArray[np.float64], ahead: npt.NDArray[np.float64],
    left: npt.NDArray[np.float64], depth_mm: float,
) -> npt.NDArray[np.float64]:  # fmt: skip
    """Mean HU of parallel ellipses; NaN where one leaves the image."""
    y = np.arange(-CORE, CORE + 0.01, 0.095) * depth_mm
    x = y * WIDTH_OVER_DEPTH
    inside = np.square(y / y[-1])[:, None] + np.square(x / x[-1])[None, :] <= 1.0
    points = centres[:, None, None, :] + y[:, None, None] * ahead + x[:, None] * left
    values = image.at(points)[:, inside]
    lost = (values < NO_DATA_HU).mean(axis=1) > 0.1
    return np.where(lost, np.nan, np.clip(values, *HU_CLIP).mean(axis=1))


def _edges(mean: Floats) -> Floats:
    """[sagittal turn, distance]: the smaller rise to either side over the contrast of the whole stretch.

    The end-plates of a wedged disc are not parallel: each may lie in a plane turned a little farther or less.
    """
    known = mean[np.isfinite(mean)]
    edge = np.full(mean.shape, -1.0)
    if known.size == 0:
        return edge
    contrast = max(float(np.percentile(known, 95) - np.percentile(known, 5)), 60.0)
    low, high = RISE_MM
    for turn in range(len(mean)):
        upper = mean[max(0, turn - WEDGE_STEPS) : turn + 1]
        lower = mean[turn : turn + WEDGE_STEPS + 1]
        for n in range(high, mean.shape[1] - high):
            above, below = upper[:, n - high : n - low + 1], lower[:, n + low : n + high + 1]
            if np.isfinite(mean[turn, n]) and np.isfinite(above).any() and np.isfinite(below).any():
                edge[turn, n] = (min(np.nanmax(above), np.nanmax(below)) - mean[turn, n]) / contrast
    return edge
