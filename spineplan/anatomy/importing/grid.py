"""Labels from one grid onto another: nearest neighbour through the two affines, never interpolated."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.importing.source import LabelArray
from spineplan.geometry.affine import Affine, transform_points
from spineplan.imaging.grid import Grid

TIE = 1e-6
"""A point half way between two voxels goes to the one with the higher index, rounding errors aside."""
_PARALLEL = 1e-3
"""Voxels that a target axis may drift off a source axis over the whole volume and still count as parallel."""

Triple = tuple[int, int, int]


def onto_grid(array: LabelArray, source: Grid, target: Grid) -> tuple[LabelArray, Triple]:
    """The labels on the target grid: a box [k, j, i] of it that holds every label, and where the box starts (k, j, i).

    Each target voxel takes the label of the source voxel whose centre is nearest along the source's axes; outside the
    source there is no label. Handles any rotation, flip, permutation of axes and spacing.
    """
    start, stop = _target_box(array, source, target)
    shape = (stop[0] - start[0], stop[1] - start[1], stop[2] - start[2])
    if min(shape) < 1:
        return np.zeros((1, 1, 1), dtype=np.uint16), (0, 0, 0)
    box = target.cropped(start, shape)
    source_from_box = source.ijk_from_lps @ box.lps_from_ijk
    axes = _parallel_axes(source_from_box, shape)
    if axes is not None:
        return _taken(array, source_from_box, axes, shape), start
    return _gathered(array, source_from_box, shape), start


def _target_box(array: LabelArray, source: Grid, target: Grid) -> tuple[Triple, Triple]:
    """Target voxels that can meet a labelled source voxel."""
    used = [np.flatnonzero(array.any(axis=tuple(a for a in range(3) if a != axis))) for axis in range(3)]
    if any(len(axis) == 0 for axis in used):
        return (0, 0, 0), (0, 0, 0)
    ijk = np.array([(axis[0] - 0.5, axis[-1] + 0.5) for axis in used[::-1]])
    corners = np.stack(np.meshgrid(*ijk), axis=-1).reshape(-1, 3)
    there = transform_points(target.ijk_from_lps @ source.lps_from_ijk, corners)[:, ::-1]
    limit = np.array(target.shape_kji)
    low = np.clip(np.floor(there.min(axis=0)), 0, limit).astype(int)
    high = np.clip(np.ceil(there.max(axis=0)) + 1, 0, limit).astype(int)
    k, j, i = (int(n) for n in low)
    k2, j2, i2 = (int(n) for n in high)
    return (k, j, i), (k2, j2, i2)


def _parallel_axes(source_from_box: Affine, shape: Triple) -> Triple | None:
    """For each source axis (i, j, k) the box axis it runs along, or None when the grids are turned to each other."""
    linear = np.abs(source_from_box[:3, :3])
    along = np.argmax(linear, axis=1)
    if len(set(along.tolist())) != 3:
        return None
    drift = linear * (np.array(shape[::-1]) - 1)
    drift[np.arange(3), along] = 0.0
    i, j, k = (int(a) for a in along)
    return (i, j, k) if drift.sum(axis=1).max() <= _PARALLEL else None


def _nearest(index: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    return np.floor(index + (0.5 + TIE)).astype(np.int64)


def _taken(array: LabelArray, source_from_box: Affine, axes: Triple, shape: Triple) -> LabelArray:
    """Parallel grids: one row of indices per axis."""
    out = np.zeros(shape, dtype=np.uint16)
    picks: list[npt.NDArray[np.int64]] = []
    places: dict[int, npt.NDArray[np.int64]] = {}
    for source_axis, box_axis in enumerate(axes):
        steps = np.arange(shape[2 - box_axis], dtype=np.float64)
        nearest = _nearest(source_from_box[source_axis, box_axis] * steps + source_from_box[source_axis, 3])
        inside = (nearest >= 0) & (nearest < array.shape[2 - source_axis])
        picks.insert(0, nearest[inside])
        places[2 - box_axis] = np.flatnonzero(inside)
    found = array[np.ix_(*picks)]
    # Array axis d of the box is its axis 2 - d, which runs along one source axis a: array axis 2 - a of `found`.
    order = [2 - axes.index(2 - d) for d in range(3)]
    out[np.ix_(places[0], places[1], places[2])] = found.transpose(order)
    return out


def _gathered(array: LabelArray, source_from_box: Affine, shape: Triple) -> LabelArray:
    """Any two grids, one slice of the box at a time."""
    out = np.zeros(shape, dtype=np.uint16)
    j, i = np.indices(shape[1:], dtype=np.float64)
    limit = np.array(array.shape[::-1])
    for k in range(shape[0]):
        points = np.stack([i, j, np.full_like(i, k)], axis=-1)
        nearest = _nearest(transform_points(source_from_box, points))
        inside = np.all((nearest >= 0) & (nearest < limit), axis=-1)
        a, b, c = nearest[inside].T
        out[k][inside] = array[c, b, a]
    return out
