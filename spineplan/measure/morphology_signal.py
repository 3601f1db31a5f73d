"""A lesion's values on MR, bone scan or PET against the patient's own normal vertebrae on the same series."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_matrix import values_in

SeriesKind = Literal["t1", "stir", "t2", "uptake", "other"]

LOW, HIGH = 0.8, 1.25
"""[CONV] below and above normal marrow; ratios of signal have no unit."""
INCREASED, DECREASED = 1.5, 0.67
"""[CONV] uptake against normal vertebrae."""
LEAST_VOXELS = 4


@dataclass(frozen=True)
class SignalRatio:
    """ratio: mean in the lesion / mean in normal vertebrae; maximum: highest value in the lesion / the same mean.
    through: a clause that says by which registration it was read, stamp: that registration's; empty when by none."""

    ratio: float
    maximum: float
    lesion_mean: float
    normal_mean: float
    through: str = ""
    stamp: str = ""

    @property
    def origin(self) -> str:
        """The clause, ready to follow a number."""
        return f", {self.through}" if self.through else ""


def signal_ratio(volume: Volume, lesions: Sequence[Mask], normal: Sequence[Mask]) -> SignalRatio | None:
    """Ratio on any series of the masks' frame of reference, masks on any grid. None where lesion or normal bone lie
    outside the series."""
    inside = [values_in(volume, one) for one in lesions]
    beside = [values_in(volume, one) for one in normal]
    found = np.concatenate([np.empty(0), *inside])
    usual = np.concatenate([np.empty(0), *beside])
    if found.size < LEAST_VOXELS or usual.size < LEAST_VOXELS or usual.mean() <= 0.0:
        return None
    mean = float(usual.mean())
    return SignalRatio(float(found.mean()) / mean, float(found.max()) / mean, float(found.mean()), mean)


def series_kind(volume: Volume) -> SeriesKind:
    """What a series says of bone, by its modality and its description."""
    if volume.modality in ("NM", "PT", "ST"):
        return "uptake"
    if volume.modality != "MR":
        return "other"
    words = volume.description.lower()
    if re.search(r"stir|tirm|spair|fat.?sat|\bfs\b|_fs", words):
        return "stir"
    if re.search(r"t1", words):
        return "t1"
    return "t2" if re.search(r"t2", words) else "other"


def signal_word(ratio: float) -> Literal["low", "intermediate", "high"]:
    """Signal of MR against normal marrow (software convention)."""
    return "low" if ratio < LOW else "high" if ratio > HIGH else "intermediate"


def uptake_word(ratio: float) -> Literal["increased", "normal", "decreased"]:
    """Uptake against normal vertebrae (software convention)."""
    return "increased" if ratio >= INCREASED else "decreased" if ratio <= DECREASED else "normal"
