"""What a needle could meet around a level: labelled structures, neighbours, and what the CT itself shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.anatomy.label_map import LabelledStructure, LabelMap
from spineplan.anatomy.numbering import Structure
from spineplan.anatomy.skin import CoarseBody
from spineplan.geometry.affine import transform_points
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.planning.field.box import Region, kji_from_lps, region_around, sampled
from spineplan.planning.field.cloud import Cloud, cloud_of
from spineplan.planning.field.distance import border, voxel_box
from spineplan.planning.field.risks import Margin, margin_for, words

Bools = npt.NDArray[np.bool_]
Origin = Literal["labelled", "found on the CT", "neighbour"]

LUNG_HU = (-980.0, -400.0)
LEAST_LUNG_ML = 60.0
"""Software convention: less air than this is bowel or airway."""
BONES = frozenset({Structure.VERTEBRAE, Structure.RIB, Structure.RIB_LEFT, Structure.RIB_RIGHT, Structure.HIP_BONE}
                  | {Structure.HIP_BONE_LEFT, Structure.HIP_BONE_RIGHT, Structure.SACRUM, Structure.SKULL})  # fmt: skip
NOT_IN_THE_WAY = frozenset({Structure.DISCS})


@dataclass(frozen=True, eq=False)
class RiskStructure:
    """One structure. key: its id, or a neighbour's level name. border: its outermost voxels within
    reach. margin: wanted between it and a needle's surface."""

    key: str
    structure: Structure
    title: str
    border: Cloud
    voxels_kji: Bools
    to_kji: npt.NDArray[np.float64]
    margin: Margin
    origin: Origin

    @property
    def is_bone(self) -> bool:
        """A needle must not have to go through it, but may touch it."""
        return self.structure in BONES


def risks_around(
    level: str, labels: LabelMap, more: Iterable[LabelledStructure], reach: Region, own_mm: Mapping[str, float] | None
) -> Iterator[RiskStructure]:
    """Every labelled structure and every other vertebra with voxels within reach."""
    structures: dict[Structure, Mask] = {}
    for labelled in (*labels.structures, *more):
        structures[labelled.structure] = labelled.mask
    for structure, mask in structures.items():
        if structure is Structure.VERTEBRAE or structure in NOT_IN_THE_WAY:
            continue
        if structure is Structure.SACRUM and level.startswith("S"):
            continue
        yield from _risk(structure.value, structure, words(structure), mask, reach, own_mm, "labelled")
    for other in labels.levels:
        if other.name != level:
            yield from _risk(other.name, Structure.VERTEBRAE, other.name, other.mask, reach, own_mm, "neighbour")


def found_risk(
    structure: Structure, mask: Mask, reach: Region, own_mm: Mapping[str, float] | None
) -> Iterator[RiskStructure]:
    """A structure that was found on the images, not labelled."""
    yield from _risk(structure.value, structure, words(structure), mask, reach, own_mm, "found on the CT")


def _risk(
    key: str,
    structure: Structure,
    title: str,
    mask: Mask,
    reach: Region,
    own_mm: Mapping[str, float] | None,
    origin: Origin,
) -> Iterator[RiskStructure]:
    region = _overlap(mask, reach)
    if region is None:
        return
    voxels = region.of(mask)
    points = region.points_mm(border(voxels))
    if len(points):
        yield RiskStructure(
            key, structure, title, cloud_of(points, voxel_box(region.parent)), voxels, region.to_kji(),
            margin_for(structure, own_mm), origin,
        )  # fmt: skip


def _overlap(mask: Mask, reach: Region) -> Region | None:
    low = np.maximum(mask.start_kji, reach.start_kji)
    high = np.minimum(np.add(mask.start_kji, mask.voxels_kji.shape), np.add(reach.start_kji, reach.shape_kji))
    if np.any(high <= low):
        return None
    a, b, c = (int(n) for n in low)
    d, e, f = (int(n) for n in high - low)
    return Region(reach.parent, (a, b, c), (d, e, f))


def reach_of(volume: Volume, centre_mm: npt.NDArray[np.float64], half_mm: tuple[float, float, float]) -> Region:
    """The box of the volume that paths to a level can run through."""
    half = np.array(half_mm)
    corners = np.array([[a, b, c] for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]) * half + centre_mm
    return region_around(volume.grid, corners, 0.0)


def lung_of(volume: Volume, body: CoarseBody, reach: Region) -> Mask | None:
    """Air inside the body in pieces larger than bowel or airway would be; None where there is none."""
    part = volume.array_kji[reach.slices]
    hu_low, hu_high = ((hu - volume.value_offset) / volume.value_scale for hu in LUNG_HU)
    step = tuple(max(1, round(3.0 / mm)) for mm in reach.parent.spacing_kji_mm)
    coarse = part[:: step[0], :: step[1], :: step[2]]
    air = (coarse > hu_low) & (coarse < hu_high)
    if not air.any():
        return None
    kji = np.argwhere(air)
    points = transform_points(reach.grid.lps_from_ijk, (kji * np.array(step))[:, ::-1])
    inside = sampled(body.inside_kji, kji_from_lps(body.grid), np.ascontiguousarray(points))
    air[tuple(kji[~inside].T)] = False
    pieces, count = ndimage.label(air)
    cell_ml = reach.parent.voxel_volume_ml * float(np.prod(step))
    sizes = np.bincount(pieces.ravel(), minlength=count + 1) * cell_ml
    sizes[0] = 0.0
    large = np.isin(pieces, np.flatnonzero(sizes >= LEAST_LUNG_ML))
    if not large.any():
        return None
    near = ndimage.binary_dilation(large, iterations=2)
    for axis, n in enumerate(step):
        near = np.repeat(near, n, axis=axis)
    fitted = near[: part.shape[0], : part.shape[1], : part.shape[2]]
    voxels = np.ascontiguousarray((part > hu_low) & (part < hu_high) & fitted)
    return Mask(voxels, reach.start_kji, volume.grid)
