"""The canal of a CT without a click, in firm and in poor bone, in calm and in noisy images."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from scipy.ndimage import gaussian_filter

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.finding.canal_evidence import BONE_HU, POROTIC_HU, canal_evidence
from spineplan.anatomy.finding.canal_path import CanalPath, canal_path
from spineplan.anatomy.finding.spine_line import SpineLine, spine_line

SOFT_HU, NOISY_HU, CALMED_MM = 150.0, 30.0, 1.6
"""Of soft tissue, neighbours differ by more than the second (as a standard deviation) in very noisy images only; these
are blurred by the third. [CONV]"""
CLEARLY_MORE = 1.3
"""Marrow and vessels look like bone at the lower threshold: its course must be worth this many times more. [CONV]"""


def canal_line(image: CubicImage) -> SpineLine | None:
    """The line through the canal of a CT in cubes of about 2 mm; None where none is seen."""
    calm = _calmed(image)
    with ThreadPoolExecutor(2) as pool:
        firm, poor = pool.map(lambda bone_hu: _course(calm, bone_hu), (BONE_HU, POROTIC_HU))
    if poor is not None and (firm is None or poor.worth > CLEARLY_MORE * firm.worth):
        return spine_line(poor.points_mm, calm, POROTIC_HU)
    return None if firm is None else spine_line(firm.points_mm, calm, BONE_HU)


def _course(image: CubicImage, bone_hu: float) -> CanalPath | None:
    return canal_path(canal_evidence(image, bone_hu), image)


def _calmed(image: CubicImage) -> CubicImage:
    array = image.array_kji
    soft = np.abs(array) < SOFT_HU
    beside = np.abs(np.diff(array, axis=2))[soft[:, :, 1:] & soft[:, :, :-1]]
    noise = float(np.median(beside)) / 0.954 if len(beside) else 0.0
    if noise <= NOISY_HU:
        return image
    return replace(image, array_kji=gaussian_filter(array, CALMED_MM / image.step_mm, mode="nearest"))
