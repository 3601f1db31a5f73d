"""Labelled vertebrae and structures on the grid of one series, and the levels they propose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from spineplan.anatomy.body import mean_body_size
from spineplan.anatomy.numbering import Structure, VertebraPart
from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Point, point
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Level

CORE = 0.5
"""Voxels at least this deep, as a share of the deepest, are the inside of the body: pedicles and arches are thinner."""
FRAGMENT = 0.5
"""Software convention."""


@dataclass(frozen=True, eq=False)
class LabelledLevel:
    """mask: the whole vertebra as labelled. parts: its sub-regions where the labels tell them. cut_off: it touches the
    border of the labelled volume or of the images, so it may be incomplete."""

    name: str
    mask: Mask
    parts: Mapping[VertebraPart, Mask] = field(default_factory=dict)
    cut_off: bool = False

    @property
    def body(self) -> Mask | None:
        """The vertebral body, where the labels tell it."""
        return self.parts.get(VertebraPart.BODY)

    @property
    def is_fragment(self) -> bool:
        """Cut off, and smaller than half an average body of its level: such a piece says nothing of its centre."""
        size = mean_body_size(self.name)
        return self.cut_off and size is not None and self.mask.volume_ml < FRAGMENT * size.volume_ml

    @cached_property
    def centre_mm(self) -> Point:
        """LPS centre: centroid of the body where it is labelled, else of the thickest part of the vertebra (the
        centroid of a whole vertebra lies at its posterior wall). C1 has no body: the middle of its ring."""
        if self.body is not None:
            return point(self.body.centroid_mm)
        return point(self.mask.centroid_mm) if self.name == "C1" else _core_centroid(self.mask)


@dataclass(frozen=True, eq=False)
class LabelledStructure:
    """An organ, a vessel, the canal, another bone."""

    structure: Structure
    mask: Mask


@dataclass(frozen=True, eq=False)
class LabelMap:
    """Everything on the grid of the series `series_uid`; levels cranial first. numbering: id of how it was read, title
    its words. evidence: why it was read so. problems: what the user must know before relying on it."""

    source: str
    series_uid: str
    numbering: str
    title: str
    levels: tuple[LabelledLevel, ...]
    structures: tuple[LabelledStructure, ...]
    evidence: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def level(self, name: str) -> LabelledLevel | None:
        """The labelled level of that name, if any."""
        return next((level for level in self.levels if level.name == name), None)

    def structure(self, wanted: Structure) -> Mask | None:
        """The mask of a structure, if it is labelled."""
        return next((found.mask for found in self.structures if found.structure is wanted), None)

    @property
    def at_risk(self) -> tuple[LabelledStructure, ...]:
        """What a needle must keep away from."""
        return tuple(found for found in self.structures if found.structure.at_risk)


def proposed_levels(labels: LabelMap) -> tuple[Level, ...]:
    """One proposed level per labelled vertebra, cranial first, fragments left out; a person has to confirm them."""
    whole = [level for level in labels.levels if not level.is_fragment]
    return tuple(Level(name=level.name, centre_mm=level.centre_mm, state="proposed") for level in whole)


def _core_centroid(mask: Mask) -> Point:
    """LPS centroid of the deep voxels around the deepest one."""
    from scipy import ndimage

    box = mask.tight()
    padded = np.pad(box.voxels_kji, 1)
    depth = ndimage.distance_transform_edt(padded, sampling=box.parent.spacing_kji_mm)
    deep, _ = ndimage.label(depth >= CORE * depth.max())
    core = deep == deep[np.unravel_index(int(np.argmax(depth)), depth.shape)]
    kji = np.argwhere(core).mean(axis=0) - 1.0 + np.array(box.start_kji)
    return point(transform_points(box.parent.lps_from_ijk, kji[::-1]))
