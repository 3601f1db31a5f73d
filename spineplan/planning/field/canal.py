"""The canal of a vertebra: as labelled, else the hole in its arch, carried on where the arch is open."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.geometry.vectors import LEFT, Vector, vector
from spineplan.planning.field.box import Region, set_voxels

Bools = npt.NDArray[np.bool_]
LEFT_LPS = vector(LEFT)
LEAST_HOLE_MM2 = 60.0
"""A canal is larger than this in cross-section; a foramen transversarium or a nutrient hole is not."""
SLAB_HALF_MM = (3.0, 6.0, 10.0, 40.0)
WIDEN_MM = 2.5
NARROW_PERCENT = 20.0
"""Between the pedicles the canal is narrower than at the foramina."""
LEAST_FORAMEN_MM2, MOST_FORAMEN_MM2 = 4.0, 60.0


@dataclass(frozen=True, eq=False)
class CanalAxis:
    """centre_mm: LPS, in the middle of the level's part of the canal."""

    centre_mm: Vector
    half_width_mm: float


def holes(bone: Bools, pixel_mm: tuple[float, float], slice_mm: float) -> tuple[Bools, Bools]:
    """(canal, foramina) as holes closed by bone; [k, j, i] as `bone`, slices first.

    A lamina slopes: where no slice is closed, ever thicker slabs are looked through, and the hole seen is widened again
    to the bone of the slice itself.
    """
    canal, foramina = np.zeros_like(bone), np.zeros_like(bone)
    area_mm2 = pixel_mm[0] * pixel_mm[1]
    used = np.flatnonzero(bone.any(axis=(1, 2)))
    for k in used:
        labels, areas = _closed(bone[k], area_mm2)
        canal[k] = _largest(labels, areas)
        small = np.flatnonzero((areas >= LEAST_FORAMEN_MM2) & (areas < MOST_FORAMEN_MM2)) + 1
        foramina[k] = np.isin(labels, small)
    for half_mm in SLAB_HALF_MM:
        if np.count_nonzero(canal[used].any(axis=(1, 2))) >= 0.3 * used.size:
            break
        half = max(1, round(half_mm / slice_mm))
        for k in used[~canal[used].any(axis=(1, 2))]:
            slab = np.asarray(bone[max(0, k - half) : k + half + 1].any(axis=0), dtype=np.bool_)
            hole = _largest(*_closed(slab, area_mm2))
            if hole.any():
                rounds = max(1, round(WIDEN_MM / min(pixel_mm)))
                canal[k] = ndimage.binary_dilation(hole, iterations=rounds, mask=~bone[k])
    return canal, foramina


def _closed(one: Bools, area_mm2: float) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    """Holes of one slice, numbered from 1, and their areas."""
    labels, count = ndimage.label(~one)
    inner = np.ones(count + 1, dtype=np.bool_)
    inner[0] = False
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):  # what reaches the edge is outside
        inner[edge] = False
    labels = (np.cumsum(inner) * inner).astype(np.int32)[labels]
    areas = np.bincount(labels.ravel(), minlength=int(inner.sum()) + 1)[1:] * area_mm2
    return labels, np.asarray(areas, dtype=np.float64)


def _largest(labels: npt.NDArray[np.int32], areas: npt.NDArray[np.float64]) -> Bools:
    if areas.size == 0 or areas.max() < LEAST_HOLE_MM2:
        return np.zeros(labels.shape, dtype=np.bool_)
    return np.asarray(labels == int(areas.argmax()) + 1)


def carried_on(canal: Bools, bone: Bools, slope: tuple[float, float]) -> Bools:
    """The canal in every slice: where the arch is open, the nearest closed slice's hole, moved along, less bone.

    slope: rows and columns that the spine moves by from one slice to the next.
    """
    closed = np.flatnonzero(canal.any(axis=(1, 2)))
    if closed.size == 0:
        return canal
    out = canal.copy()
    for k in closed[~_in_line(canal, closed, slope)]:
        out[k] = False
    closed = np.flatnonzero(out.any(axis=(1, 2)))
    canal = out.copy()
    for k in np.setdiff1d(np.arange(len(canal)), closed):
        source = int(closed[np.abs(closed - k).argmin()])
        rows, columns = (round(part * (int(k) - source)) for part in slope)
        out[k] |= _moved(canal[source], rows, columns) & ~bone[k]
    return out


def _in_line(canal: Bools, closed: npt.NDArray[np.int64], slope: tuple[float, float]) -> npt.NDArray[np.bool_]:
    """Which slices' holes lie along one line; the hollow of an endplate is closed by its rim, and is no canal."""
    centres = np.array([ndimage.center_of_mass(canal[k]) for k in closed])
    straight = centres - closed[:, None] * np.array(slope)
    areas = np.array([np.count_nonzero(canal[k]) for k in closed])
    middle = np.median(straight[areas >= 0.5 * areas.max()], axis=0)
    radius = float(np.sqrt(areas.max() / np.pi))
    return np.asarray(np.linalg.norm(straight - middle, axis=1) <= radius)


def canal_axis(region: Region, canal: Bools, bone: Bools, upright: int) -> CanalAxis | None:
    """Its middle within the slices that hold the vertebra; None without a canal. upright: the array axis from foot to
    head."""
    across = tuple(axis for axis in range(3) if axis != upright)
    slices = np.flatnonzero(bone.any(axis=across) & canal.any(axis=across))
    if slices.size == 0:
        return None
    points, at = region.points_mm(canal), set_voxels(canal)[:, upright]
    places = [points[at == k] for k in slices]
    centre = places[len(places) // 2].mean(axis=0)
    width = float(np.percentile([_row_width(one) for one in places], NARROW_PERCENT))
    half = (width + region.parent.spacing_along_mm(LEFT_LPS)) / 2.0
    return CanalAxis(np.asarray(centre, dtype=np.float64), half)


def _row_width(places: npt.NDArray[np.float32]) -> float:
    """From right to left in the row through the middle, mm."""
    off = np.abs(places[:, 1] - places[:, 1].mean())
    row = places[off <= off.min() + 0.5]
    return float(np.ptp(row[:, 0]))


def _moved(one: Bools, rows: int, columns: int) -> Bools:
    out = np.zeros_like(one)
    j, i = np.nonzero(one)
    j, i = j + rows, i + columns
    kept = (j >= 0) & (i >= 0) & (j < one.shape[0]) & (i < one.shape[1])
    out[j[kept], i[kept]] = True
    return out
