"""Where a thin bright wall ends outside, below the size of a voxel: half maximum lies beyond it, a model does not.

Cortex of a known density and unknown thickness between marrow and soft tissue, blurred as the image is, is fitted to
the HU along each ray (Treece 2010, Med Image Anal 14:276). Without the known density, thickness and place mix.
"""

from math import erf

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import FloatImage

STEP_MM = 0.05
REACH_MM = 1.5
WINDOW_MM = 2.5
THICKNESS_MM = np.array([0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.7, 2.2, 3.0])
OUTSIDE_HU, INSIDE_HU = (-150.0, 250.0), (-50.0, 900.0)
"""What may lie outside a bone (fat to a neighbour's blurred edge) and within it."""
CORTEX_HU = (1000.0, 1600.0)
CORTEX_PERCENT = 99.5


def cortex_hu(bone_hu: npt.NDArray[np.float32]) -> float:
    """Density of this patient's cortex: the brightest of his vertebrae, within what cortex has."""
    if bone_hu.size == 0:
        return CORTEX_HU[0]
    return float(np.clip(np.percentile(bone_hu, CORTEX_PERCENT), *CORTEX_HU))


def outer_walls(
    polar: FloatImage, sample_mm: float, near_mm: npt.NDArray[np.float64], sigma_mm: npt.NDArray[np.float64],
    cortex: float, least_fall_hu: float,
) -> npt.NDArray[np.float64]:  # fmt: skip
    """Radius (row, angle) of the outer face of the wall near near_mm; NaN where none shows.

    polar: HU [row, angle, radius from 0 in steps of sample_mm]. sigma_mm: (angles,) blur along each ray.
    """
    count = round(2.0 * (REACH_MM + WINDOW_MM + 3.0) / STEP_MM) + 1
    at = (np.arange(count) - count // 2) * STEP_MM
    steps = np.array([[0.5 + 0.5 * erf(x / (s * np.sqrt(2.0))) for x in at] for s in sigma_mm])
    return fitted_walls(np.ascontiguousarray(polar, dtype=np.float64), sample_mm, near_mm, steps, cortex, least_fall_hu)


@compiled
def fitted_walls(
    polar: npt.NDArray[np.float64],
    sample: float,
    near: npt.NDArray[np.float64],
    steps: npt.NDArray[np.float64],
    cortex: float,
    least_fall: float,
) -> npt.NDArray[np.float64]:
    """Least squares over place and thickness; marrow and soft tissue follow linearly. steps: blurred step per angle."""
    rows, angles, count = polar.shape
    out = np.full((rows, angles), np.nan)
    middle = steps.shape[1] // 2
    for row in range(rows):
        for angle in range(angles):
            first = max(0, int(np.ceil((near[row, angle] - WINDOW_MM) / sample)))
            last = min(count - 1, int((near[row, angle] + WINDOW_MM) / sample))
            top, bottom = -1e9, 1e9
            for n in range(first, last + 1):
                value = polar[row, angle, n]
                if n * sample <= near[row, angle] + 0.75:
                    top = max(top, value)
                if n * sample >= near[row, angle] - 0.75:
                    bottom = min(bottom, value)
            if top - bottom < least_fall:
                continue
            best = 1e30
            for p in range(-int(REACH_MM / 0.1), int(REACH_MM / 0.1) + 1):
                place = near[row, angle] + 0.1 * p
                for t in range(len(THICKNESS_MM)):
                    aa, ac, cc, af, cf, ff = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
                    for n in range(first, last + 1):
                        x = n * sample - place
                        outer = steps[angle, middle + int(np.rint(x / STEP_MM))]
                        inner = steps[angle, min(middle + int(np.rint((x + THICKNESS_MM[t]) / STEP_MM)), 2 * middle)]
                        rest = polar[row, angle, n] - cortex * (inner - outer)
                        marrow = 1.0 - inner
                        aa += outer * outer
                        ac += outer * marrow
                        cc += marrow * marrow
                        af += outer * rest
                        cf += marrow * rest
                        ff += rest * rest
                    determinant = aa * cc - ac * ac
                    if determinant < 1e-9:
                        continue
                    outside = min(max((af * cc - cf * ac) / determinant, OUTSIDE_HU[0]), OUTSIDE_HU[1])
                    inside = min(max((cf * aa - af * ac) / determinant, INSIDE_HU[0]), INSIDE_HU[1])
                    error = (
                        ff
                        - 2.0 * (outside * af + inside * cf)
                        + outside * outside * aa
                        + inside * inside * cc
                        + 2.0 * outside * inside * ac
                    )
                    if error < best:
                        best = error
                        out[row, angle] = place
    return out
