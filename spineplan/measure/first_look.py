"""Where to look first on a CT: the part of the pictures that the patient fills, and the spine in it."""

from dataclasses import dataclass

import numpy as np

from spineplan.anatomy.skin import CoarseBody
from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Point, point
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume

BONE_HU = 220.0
"""Above most soft tissue and above trabecular bone of the old: cortex and posterior elements stand out."""
WINDOW_MM = 48.0
"""About as wide as a vertebra with its arch: a filled aorta is smaller."""
SPINE_REACH_MM = 110.0
"""In front of and behind the spine: what a view for counting levels shows."""
MIDDLE_SHARE = 0.5
"""Part of the length that is looked at; the ends of a series are often shoulders or hips."""


@dataclass(frozen=True)
class FirstLook:
    """body: the part of the series that the patient fills. spine: the same along the spine, as far as counting needs.

    spine_mm: a point in the spine half-way along the series, LPS mm.
    """

    body: Grid
    spine: Grid
    spine_mm: Point


def first_look(volume: Volume, body: CoarseBody) -> FirstLook | None:
    """Box of the body and a point of the spine; None when no bone lies where a spine would be.

    volume: CT; body: its coarse mask (array [k, j, i]). The spine is where bone lies densest in the middle third of
    the body's back half, over the middle of the length. A rough guess, only for where to look: nothing is measured
    from it.
    """
    extent = _filled(body)
    places = _bone_mm(volume, body)
    low, high = extent.corners_mm.min(axis=0), extent.corners_mm.max(axis=0)
    middle = (low + high) / 2.0
    near = np.abs(places[:, 0] - middle[0]) <= (high[0] - low[0]) / 6.0 + WINDOW_MM / 2.0
    near &= places[:, 1] >= middle[1]
    if not near.any():
        return None
    x, y = _densest(places[near, :2], max(body.grid.spacing_mm))
    spine_mm = point((x, y, float(extent.centre_mm[2])))
    return FirstLook(extent, _along(extent, spine_mm), spine_mm)


def _bone_mm(volume: Volume, body: CoarseBody) -> Points:
    """(N, 3) LPS points of bone in the body, at the coarse mask's cells, over the middle of the length."""
    k, j, i = (
        max(1, round(coarse / fine))
        for coarse, fine in zip(body.grid.spacing_kji_mm, volume.grid.spacing_kji_mm, strict=True)
    )
    bone = volume.array_kji[::k, ::j, ::i] * volume.value_scale + volume.value_offset > BONE_HU
    slices = len(bone)
    outer = np.abs(np.arange(slices) - (slices - 1) / 2.0) > slices * MIDDLE_SHARE / 2.0
    bone &= body.inside_kji & ~outer[:, None, None]
    return transform_points(body.grid.lps_from_ijk, np.argwhere(bone)[:, ::-1])


def _filled(body: CoarseBody) -> Grid:
    """The smallest box of the coarse grid that holds the body."""
    spans = [np.flatnonzero(body.inside_kji.any(axis=others)) for others in ((1, 2), (0, 2), (0, 1))]
    k, j, i = (int(span[0]) for span in spans)
    shape = tuple(int(span[-1] - span[0]) + 1 for span in spans)
    return body.grid.cropped((k, j, i), (shape[0], shape[1], shape[2]))


def _densest(places: Points, cell_mm: float) -> tuple[float, float]:
    """Centre of the square of WINDOW_MM that holds most points."""
    from scipy import ndimage

    low = places.min(axis=0)
    cells = np.floor((places - low) / cell_mm).astype(int)
    counts = np.zeros(cells.max(axis=0) + 1)
    np.add.at(counts, (cells[:, 0], cells[:, 1]), 1.0)
    wide = ndimage.uniform_filter(counts, size=max(1, round(WINDOW_MM / cell_mm)), mode="constant")
    x, y = np.unravel_index(int(wide.argmax()), wide.shape)
    return float(low[0] + (x + 0.5) * cell_mm), float(low[1] + (y + 0.5) * cell_mm)


def _along(extent: Grid, spine_mm: Point) -> Grid:
    """The box, cut in front of and behind the spine."""
    affine = extent.ijk_from_lps
    row = int(np.argmax(np.abs(affine[:3, 1])))
    at = float(affine[row, :3] @ np.array(spine_mm) + affine[row, 3])
    reach = SPINE_REACH_MM / extent.spacing_mm[row]
    start, shape = [0, 0, 0], list(extent.shape_kji)
    axis = 2 - row
    first = int(np.clip(np.floor(at - reach), 0, shape[axis] - 1))
    last = int(np.clip(np.ceil(at + reach), first, shape[axis] - 1))
    start[axis], shape[axis] = first, last - first + 1
    return extent.cropped((start[0], start[1], start[2]), (shape[0], shape[1], shape[2]))
