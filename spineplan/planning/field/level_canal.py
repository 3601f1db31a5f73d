"""The canal beside one vertebra: as labelled, else the hole that its arch, or its neighbours', closes."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.numbering import Structure
from spineplan.geometry.vectors import Vector
from spineplan.imaging.mask import Mask
from spineplan.planning.field.box import Region
from spineplan.planning.field.canal import CanalAxis, canal_axis, carried_on, holes
from spineplan.planning.field.risks import CANAL

Bools = npt.NDArray[np.bool_]


def level_canal(
    region: Region, bone: Bools, around: Bools, given: Mapping[Structure, Mask], cranial: Vector
) -> tuple[Bools, Bools, str, Bools]:
    """The canal on the region, the hole in the arch, where the canal is from, and the foramina transversaria seen.

    around: this vertebra and its neighbours, whose arches close what this one's leaves open.
    """
    labelled = np.zeros_like(bone)
    for structure in sorted(CANAL & set(given)):
        labelled |= region.of(given[structure])
    upright = _upright(region)
    spacing = region.parent.spacing_kji_mm
    first, second = (mm for axis, mm in enumerate(spacing) if axis != upright)
    slices = np.ascontiguousarray(np.moveaxis(bone, upright, 0))
    hole, foramina = holes(slices, (first, second), spacing[upright])
    if not hole.any():
        slices = np.ascontiguousarray(np.moveaxis(around, upright, 0))
        hole, _ = holes(slices, (first, second), spacing[upright])
    foramina = np.ascontiguousarray(np.moveaxis(foramina, 0, upright))
    seen = np.ascontiguousarray(np.moveaxis(carried_on(hole, slices, _slope(region, upright, cranial)), 0, upright))
    real = Structure.SPINAL_CANAL in given or Structure.DURAL_SAC in given
    if real and (labelled & _beside(bone)).any():
        return labelled, seen, "labelled", foramina
    if labelled.any():
        return labelled | seen, seen, "cord as labelled, canal from the arch", foramina
    return seen, seen, "from the arch", foramina


def level_axis(region: Region, bone: Bools, hole: Bools, given: Mapping[Structure, Mask]) -> CanalAxis | None:
    """The hole's width, around the middle of cord and sac where these are labelled."""
    upright = _upright(region)
    found = canal_axis(region, hole, bone, upright)
    content = np.zeros_like(bone)
    for structure in sorted({Structure.SPINAL_CORD, Structure.DURAL_SAC} & set(given)):
        content |= region.of(given[structure])
    inside = canal_axis(region, content, bone, upright)
    if found is None or inside is None:
        return found or inside
    return CanalAxis(inside.centre_mm, found.half_width_mm)


def _upright(region: Region) -> int:
    """The array axis that runs from foot to head."""
    return int(np.argmax(np.abs(region.parent.lps_from_ijk[2, :3][::-1])))


def _slope(region: Region, upright: int, cranial: Vector) -> tuple[float, float]:
    """Voxels along the two other axes that the spine moves by from one slice to the next."""
    step = (region.parent.ijk_from_lps[:3, :3] @ cranial)[::-1]
    first, second = (float(step[axis] / step[upright]) for axis in range(3) if axis != upright)
    return first, second


def _beside(bone: Bools) -> Bools:
    """Every voxel of the slices that hold bone, on any axis."""
    out = np.zeros_like(bone)
    used = tuple(slice(int(a.min()), int(a.max()) + 1) for a in np.nonzero(bone))
    out[used] = True
    return out
