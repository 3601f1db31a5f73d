"""The canal of a vertebra: as labelled, else the hole in its arch, carried on where the arch is open."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Vector
from spineplan.planning.box import Region

Bools = npt.NDArray[np.bool_]
LEAST_HOLE_MM2 = 60.0
"""A canal is larger than this in cross-section; a foramen transversarium or a nutrient hole is not."""
LEAST_FORAMEN_MM2, MOST_FORAMEN_MM2 = 4.0, 60.0


@dataclass(frozen=True, eq=False)
class CanalAxis:
    """centre_mm: LPS, in the middle of the level's part of the canal."""

    centre_mm: Vector
    half_width_mm: float


def holes(bone: Bools, area_mm2: float) -> tuple[Bools, Bools]:
    """(canal, foramina) as holes closed by bone within one slice; [k, j, i] as `bone`. area_mm2: of one pixel."""
    canal, foramina = np.zeros_like(bone), np.zeros_like(bone)
    for k in range(len(bone)):
        labels, count = ndimage.label(ndimage.binary_fill_holes(bone[k]) & ~bone[k])
        if count == 0:
            continue
        areas = np.bincount(labels.ravel())[1:] * area_mm2
        largest = int(areas.argmax())
        if areas[largest] >= LEAST_HOLE_MM2:
            canal[k] = labels == largest + 1
        small = np.flatnonzero((areas >= LEAST_FORAMEN_MM2) & (areas < MOST_FORAMEN_MM2)) + 1
        foramina[k] = np.isin(labels, small)
    return canal, foramina


def carried_on(canal: Bools, bone: Bools) -> Bools:
    """The canal in every slice: where the arch is open, the nearest closed slices' holes, moved along, less bone."""
    closed = np.flatnonzero(canal.any(axis=(1, 2)))
    if closed.size == 0:
        return canal
    centres = np.array([ndimage.center_of_mass(canal[k]) for k in closed])
    slope = np.polyfit(closed, centres, 1)[0] if closed.size > 3 else np.zeros(2)
    out = canal.copy()
    for k in np.setdiff1d(np.arange(len(canal)), closed):
        near = closed[np.argsort(np.abs(closed - k), kind="stable")[:1]]
        for source in near:
            move = np.rint(slope * (k - source)).astype(int)
            out[k] |= _moved(canal[source], int(move[0]), int(move[1])) & ~bone[k]
    return out


def canal_axis(region: Region, canal: Bools, bone: Bools) -> CanalAxis | None:
    """Its middle within the slices that hold the vertebra; None without a canal."""
    slices = np.flatnonzero(bone.any(axis=(1, 2)) & canal.any(axis=(1, 2)))
    if slices.size == 0:
        return None
    middle = int(slices[slices.size // 2])
    _, j, i = ndimage.center_of_mass(canal[middle][None])
    centre = transform_points(region.grid.lps_from_ijk, [i, j, middle])
    width = float(np.median([np.ptp(np.flatnonzero(canal[k].any(axis=0))) + 1 for k in slices]))
    return CanalAxis(centre, width * region.parent.spacing_mm[0] / 2.0)


def _moved(one: Bools, rows: int, columns: int) -> Bools:
    out = np.zeros_like(one)
    j, i = np.nonzero(one)
    j, i = j + rows, i + columns
    kept = (j >= 0) & (i >= 0) & (j < one.shape[0]) & (i < one.shape[1])
    out[j[kept], i[kept]] = True
    return out
