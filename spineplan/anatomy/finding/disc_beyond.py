"""The disc below the last one found, in the frame of that one: L5-S1 leans too much for the straightened spine."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.finding.disc_phase import WIDTH_OVER_DEPTH
from spineplan.anatomy.finding.disc_profile import CORE, HU_CLIP, NO_DATA_HU
from spineplan.anatomy.finding.level_span import DiscPlane
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import Vector, cross, unit

Floats = npt.NDArray[np.float64]

SAGITTAL_DEG = np.arange(-12.0, 41.0, 4.0)
CORONAL_DEG = np.arange(-12.0, 13.0, 6.0)
"""Turn from one disc to the next, + when they open toward the front, as they do down to the sacrum."""
RISE_MM = (2, 8)
"""The lowest disc is the thickest: its end-plates lie this far from its middle."""
STEP_SHARE = (0.72, 1.35)
STEP_PRICE = 1.2
TURN_PRICE = 0.3
USUAL_TURN_DEG = 10.0
WEDGE_STEPS = 3
HALF_DISC_MM, PLATE_MM = 5, 3
"""Half of a lumbosacral disc, and the stretch within which an end-plate is crossed. [CONV]"""
BRIGHTER_SHARE = 0.12
BOTH_BONUS = 0.3
"""A disc with both end-plates in reach is worth this much more than one end-plate alone. [CONV]"""
LEAST_CONTRAST_HU = 60.0
DARKEST_HU = 30.0
"""Gas in a disc and fat beside a slipped one count as disc."""
LEAST_EDGE = 0.4
"""End-plate contrast that a disc beyond the row must show. [CONV]"""


def disc_beyond(
    image: CubicImage, line: SpineLine, last: DiscPlane, step_mm: float, depth_mm: float
) -> tuple[DiscPlane, float] | None:
    """The disc caudal to `last` about step_mm away, and its end-plate contrast 0..1; None where none is seen.

    Looked for between two end-plates; where the sacrum lies too far off, by the last vertebra's own end-plate alone.
    """
    far = np.arange(round(STEP_SHARE[0] * step_mm) - RISE_MM[1], round(STEP_SHARE[1] * step_mm) + RISE_MM[1] + 1.0)
    frames = [[_turned(last, sagittal, coronal) for sagittal in SAGITTAL_DEG] for coronal in CORONAL_DEG]
    mean = np.array([
        [_means(image, last.centre_mm + far[:, None] * down, ahead, cross(normal, ahead), depth_mm)
         for normal, ahead, down in row] for row in frames
    ])  # fmt: skip
    if not np.isfinite(mean).any():
        return None
    turn = np.abs(SAGITTAL_DEG - USUAL_TURN_DEG)[:, None] / 30.0 + np.abs(CORONAL_DEG)[:, None, None] / 24.0
    price = STEP_PRICE * np.square(np.log(far / step_mm)) + TURN_PRICE * turn
    disc_hu = float(_means(image, last.centre_mm[None], last.anterior, last.left, depth_mm)[0])
    contrast = _contrast(mean, disc_hu)
    # What is brighter than the disc above is the marrow between two end-plates of one vertebra.
    bright = np.nan_to_num(np.clip((mean - disc_hu) / contrast - BRIGHTER_SHARE, 0.0, None), nan=0.0)
    both = np.array([_edges(row, contrast) for row in mean]) - bright
    one = _upper_plates(mean, contrast) - bright
    one[..., (far < STEP_SHARE[0] * step_mm) | (far > STEP_SHARE[1] * step_mm)] = -1.0
    best, value = _best(both, price - BOTH_BONUS)
    lone, lone_value = _best(one, price)
    if best is not None and value >= lone_value:
        middle, edge = _off_middle(mean[best[0]], best[1], best[2]), both
    else:
        best, middle, edge = lone, 0.0, one
    if best is None:
        return None
    c, s, n = best
    normal, ahead, down = frames[c][s]
    centre = last.centre_mm + (far[n] + middle) * down
    plane = DiscPlane(centre, normal, ahead, cross(normal, ahead), line.nearest(centre))
    return plane, float(min(edge[c, s, n], 1.0))


def _best(edge: Floats, price: Floats) -> tuple[tuple[int, int, int] | None, float]:
    """Where (coronal turn, sagittal turn, distance) the edge less its price is largest, and that; None where none."""
    value = np.where(edge < LEAST_EDGE, -np.inf, np.minimum(edge, 1.0) - price)
    c, s, n = np.unravel_index(int(value.argmax()), value.shape)
    best = float(value[c, s, n])
    return ((int(c), int(s), int(n)), best) if np.isfinite(best) else (None, best)


def _contrast(mean: Floats, disc_hu: float) -> float:
    known = mean[np.isfinite(mean)]
    darkest = min(float(np.percentile(known, 5)), disc_hu)
    return max(float(np.percentile(known, 95)) - darkest, LEAST_CONTRAST_HU)


def _upper_plates(mean: Floats, contrast: float) -> Floats:
    """[coronal, sagittal, distance]: fall from bone just above to what lies below, HALF_DISC_MM beyond the plate.

    Only where it stays dark: a plate with bone again right below it lies inside a vertebra.
    """
    edge = np.full(mean.shape, -1.0)
    lead = HALF_DISC_MM + PLATE_MM
    for n in range(lead, mean.shape[-1] - HALF_DISC_MM):
        bone = mean[..., n - lead : n - HALF_DISC_MM + 1].max(axis=-1)
        dark = mean[..., n - HALF_DISC_MM + PLATE_MM : n + HALF_DISC_MM + 1].max(axis=-1)
        edge[..., n] = np.nan_to_num((bone - dark) / contrast, nan=-1.0)
    return edge


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
    return np.where(lost, np.nan, np.clip(values, DARKEST_HU, HU_CLIP[1]).mean(axis=1))


def _edges(mean: Floats, contrast: float) -> Floats:
    """[sagittal turn, distance]: the smaller rise to either side over the contrast of the whole stretch.

    The end-plates of a wedged disc are not parallel: each may lie in a plane turned a little farther or less.
    """
    edge = np.full(mean.shape, -1.0)
    low, high = RISE_MM
    for turn in range(len(mean)):
        upper = mean[max(0, turn - WEDGE_STEPS) : turn + 1]
        lower = mean[turn : turn + WEDGE_STEPS + 1]
        for n in range(high, mean.shape[1] - high):
            above, below = upper[:, n - high : n - low + 1], lower[:, n + low : n + high + 1]
            if np.isfinite(mean[turn, n]) and np.isfinite(above).any() and np.isfinite(below).any():
                edge[turn, n] = (min(np.nanmax(above), np.nanmax(below)) - mean[turn, n]) / contrast
    return edge
