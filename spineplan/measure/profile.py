"""Image values along a needle."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import distance_mm, unit, vector
from spineplan.imaging.sampling import sample_mm
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Needle

STEP_MM = 0.5
BEFORE_MM = 30.0
BEYOND_MM = 15.0
"""A profile starts before the entry and ends beyond the target, so that what is missed narrowly is seen."""


@dataclass(frozen=True)
class Profile:
    """depth_mm: from the needle's entry point, + toward the target, shape (n,); values: in `unit`, NaN where the
    volume has no data, shape (n,). target_mm: depth of the target."""

    depth_mm: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    target_mm: float
    unit: str


def needle_profile(volume: Volume, needle: Needle, before_mm: float = BEFORE_MM) -> Profile:
    """Values on the needle's axis every 0.5 mm, trilinear; before_mm: how far before the entry it starts."""
    entry = vector(needle.entry_mm)
    along = unit(vector(needle.target_mm) - entry)
    length = distance_mm(needle.entry_mm, needle.target_mm)
    first, last = -np.ceil(before_mm / STEP_MM), np.floor((length + BEYOND_MM) / STEP_MM)
    depth = np.arange(first, last + 1.0) * STEP_MM
    return Profile(depth, sample_mm(volume, entry + depth[:, None] * along), length, volume.unit)
