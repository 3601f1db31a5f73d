"""A label map as its file has it, before anything is interpreted: numbers on a grid, and what the file says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.numbering import UNUSED, Meaning
from spineplan.errors import ImageRefused
from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import Point, point
from spineplan.imaging.grid import Grid
from spineplan.plan.model import Identity

LabelArray = npt.NDArray[np.uint16]
Key = tuple[int, int]
"""Layer and number: the same number may mean different things in two layers."""

HIGHEST_LABEL = 65535


@dataclass(frozen=True)
class NamedLabel:
    """What a file says about one of its numbers. code: what its SNOMED CT code means, if it has one."""

    name: str
    code: Meaning = UNUSED


@dataclass(frozen=True)
class LabelFacts:
    """Where the voxels of one number lie: LPS centroid, volume; at_edge: they touch the border of the file's grid."""

    key: Key
    volume_ml: float
    centroid_mm: Point
    at_edge: bool


@dataclass(frozen=True, eq=False)
class LabelSource:
    """layers: uint16 [k, j, i] on `grid`, 0 = nothing; labels of different layers may overlap.

    declared: what the file or its sidecar says about numbers; declared_by: where it says so. frame_of_reference_uid,
    series_uid: of the images it was made on, "" where the format does not say. notes: sentences for the user.
    """

    name: str
    grid: Grid
    layers: tuple[LabelArray, ...]
    declared: Mapping[Key, NamedLabel] = field(default_factory=dict)
    declared_by: str = ""
    frame_of_reference_uid: str = ""
    series_uid: str = ""
    patient: Identity | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.layers or any(layer.shape != self.grid.shape_kji for layer in self.layers):
            raise ValueError("every layer must match the grid")

    @cached_property
    def facts(self) -> tuple[LabelFacts, ...]:
        """One entry per number that has voxels, in order."""
        return tuple(fact for n, layer in enumerate(self.layers) for fact in _facts(n, layer, self.grid))


def label_array(stored: npt.NDArray[Any], name: str) -> LabelArray:
    """uint16 copy of stored numbers, C order. Raises ImageRefused unless they are whole numbers from 0 to 65535."""
    if stored.dtype.kind == "f":
        whole = bool(np.isfinite(stored).all()) and bool((stored == np.rint(stored)).all())
    else:
        whole = stored.dtype.kind in "iub"
    if not whole or (stored.size and (stored.min() < 0 or stored.max() > HIGHEST_LABEL)):
        raise ImageRefused(f'"{name}" is no label map: it holds other values than whole numbers from 0 to 65535.')
    return np.ascontiguousarray(stored, dtype=np.uint16)


def _facts(layer: int, array: LabelArray, grid: Grid) -> list[LabelFacts]:
    """Counts and centroids slice by slice: one pass, whatever the number of labels."""
    size = int(array.max()) + 1
    sums = np.zeros((4, size))
    j, i = (axis.ravel().astype(np.float64) for axis in np.indices(array.shape[1:]))
    for k, plane in enumerate(array):
        flat = plane.ravel()
        if not flat.any():
            continue
        count = np.bincount(flat, minlength=size)
        sums[0] += count
        sums[1] += np.bincount(flat, i, size)
        sums[2] += np.bincount(flat, j, size)
        sums[3] += k * count
    edge = _numbers_at_edge(array)
    found = []
    for number in np.flatnonzero(sums[0][1:]) + 1:
        centre = point(transform_points(grid.lps_from_ijk, sums[1:, number] / sums[0, number]))
        volume = float(sums[0, number]) * grid.voxel_volume_ml
        found.append(LabelFacts((layer, int(number)), volume, centre, int(number) in edge))
    return found


def _numbers_at_edge(array: LabelArray) -> set[int]:
    faces = [array.take(at, axis) for axis in range(3) for at in (0, -1)]
    return {int(number) for face in faces for number in np.unique(face)}
