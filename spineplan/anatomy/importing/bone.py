"""Do the labelled vertebrae lie on bone? A label map of another patient, or a flipped one, does not."""

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from spineplan.anatomy.label_map import LabelledLevel
from spineplan.imaging.volume import Volume

AROUND_MM = 6.0
"""How far around a vertebra its surroundings are looked at; software convention."""
BRIGHTER_HU = 20.0
"""Bone, even osteoporotic or lytic, is on average this much brighter than what surrounds it; software convention."""


def bone_problem(images: Volume, levels: Sequence[LabelledLevel]) -> str | None:
    """A sentence when labelled vertebrae are not brighter than their surroundings in a CT; None otherwise."""
    if images.modality != "CT" or not levels:
        return None
    dark = [level.name for level in levels if _difference_hu(images, level) < BRIGHTER_HU]
    if len(dark) <= len(levels) // 4:
        return None
    return f"{', '.join(dark)}: the labels do not lie on bone; they may be flipped, or of another series or patient."


def _difference_hu(images: Volume, level: LabelledLevel) -> float:
    """Mean HU inside minus mean HU within AROUND_MM outside, air left out."""
    mask = level.mask
    margin = [int(np.ceil(AROUND_MM / mm)) for mm in mask.parent.spacing_kji_mm]
    low = np.maximum(np.subtract(mask.start_kji, margin), 0)
    high = np.minimum(np.add(np.add(mask.start_kji, mask.voxels_kji.shape), margin), mask.parent.shape_kji)
    inside = np.zeros(tuple(high - low), dtype=np.bool_)
    starts = np.subtract(mask.start_kji, low)
    inside[tuple(slice(int(s), int(s) + n) for s, n in zip(starts, mask.voxels_kji.shape, strict=True))] = (
        mask.voxels_kji
    )
    hu = images.array_kji[tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))]
    near = ndimage.distance_transform_edt(~inside, sampling=mask.parent.spacing_kji_mm) <= AROUND_MM
    around = near & ~inside & (hu > -300)
    if not around.any():
        return float("inf")
    return float(hu[inside].mean() - hu[around].mean())
