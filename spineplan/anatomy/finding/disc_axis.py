"""Where the dens stands between the lateral masses of the atlas: the landmark that the neck is counted from."""

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter1d

from spineplan.anatomy.cubic_image import FloatImage
from spineplan.anatomy.finding.disc_phase import AHEAD_MM, ASIDE_MM, BodyRows

INNER_MM, HU_RANGE = (2, 4), (-100.0, 600.0)
"""Of the body's depth, what is left out behind and in front."""
CORE_MM, GAP_MM, MASS_MM, MASS_LEAST_MM = 3, (5, 10), (10, 20), 5
"""Aside of the middle: the dens, the clefts beside it, the lateral masses and how wide they are at least."""
CLEFT_HU, CLEFT_RUN_MM, SMOOTH_MM = 65.0, 7, 5
"""No other place of a spine has two clefts this deep over this length: up to 58 HU were met elsewhere. [CONV]"""
NECK_DEPTH_MM = 24.0
BELOW_CLEFT_MM, CLEFT_SD_MM = 33.0, 9.0
"""The disc of C2-C3 lies this far below where the clefts begin (32 to 34 mm measured), give or take this. [CONV]"""


def axis_disc(spine: FloatImage, body: BodyRows) -> float | None:
    """Row (mm) near which the disc between C2 and C3 lies in a straightened spine; None where no dens is seen."""
    clefts = (uniform_filter1d(_clefts(spine, body), SMOOTH_MM) > CLEFT_HU) & (body.depth_mm <= NECK_DEPTH_MM)
    runs = np.flatnonzero(np.diff(np.concatenate([[False], clefts, [False]]).astype(np.int8))).reshape(-1, 2)
    return next((float(start) - BELOW_CLEFT_MM for start, end in runs if end - start >= CLEFT_RUN_MM), None)


def _clefts(spine: FloatImage, body: BodyRows) -> npt.NDArray[np.float64]:
    """How much darker than the bone on either side the deeper part of the shallower cleft is, HU per row."""
    u, zero, reach = np.arange(spine.shape[1]), -AHEAD_MM[0], MASS_MM[1]
    back = np.floor(zero + body.ahead_mm - body.depth_mm / 2.0) + INNER_MM[0]
    front = np.maximum(back + 1, np.floor(zero + body.ahead_mm + body.depth_mm / 2.0) - INNER_MM[1])
    inner = (u >= back[:, None]) & (u < front[:, None])
    across = np.einsum("suv,su->sv", np.clip(spine, *HU_RANGE), inner / inner.sum(axis=1, keepdims=True))
    middle = np.clip(np.rint(body.aside_mm - ASIDE_MM[0]).astype(int), reach, spine.shape[2] - 1 - reach)
    near = np.take_along_axis(across, middle[:, None] + np.arange(-reach, reach + 1), axis=1)
    core = near[:, reach - CORE_MM : reach + CORE_MM + 1].max(axis=1)
    return np.minimum(*(_cleft(side, core) for side in (near[:, reach:], near[:, reach::-1])))


def _cleft(side: npt.NDArray[np.float64], core: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    gap = side[:, GAP_MM[0] : GAP_MM[1] + 1].min(axis=1)
    mass = np.sort(side[:, MASS_MM[0] : MASS_MM[1] + 1], axis=1)[:, -MASS_LEAST_MM:].mean(axis=1)
    return np.asarray(np.minimum(core, mass) - gap)
