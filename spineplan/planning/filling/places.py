"""Where in and around a vertebra a place lies: distance to end plates and posterior wall, canal, foramen, disc.

Coordinates are millimetres to the left, posterior and cranial of the body's centre (`Space.local_mm`).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.geometry.affine import Points
from spineplan.planning.filling.space import Space

Place = Literal["bone", "canal", "foramen", "disc_superior", "disc_inferior", "paravertebral"]
PLACES: tuple[Place, ...] = ("bone", "canal", "foramen", "disc_superior", "disc_inferior", "paravertebral")
CELL_MM = 1.0
_SPAN = 64
FORAMEN_OUT_MM = 12.0
FORAMEN_FRONT_MM = 4.0
NOTCH_MM = 4.0
"""How far the posterior wall may be hollowed in the midline."""
USUAL_CANAL_MM = (22.0, 16.0)
"""Width and depth where no canal is labelled and the arch does not close round one: an average lumbar canal [K]."""
Map = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Places:
    """Surfaces of the body as heights over 1 mm cells of its own axes. top, bottom: end plates over (left, posterior);
    front, back: walls over (left, cranial). canal_half_mm: half its width. canal_back_mm: its far side."""

    top: Map
    bottom: Map
    front: Map
    back: Map
    canal_half_mm: float
    canal_back_mm: float
    wall_mm: float

    def depths(self, local: Points) -> tuple[Map, Map, Map, Map]:
        """Distance (mm) below the upper and above the lower end plate, to the posterior wall, and share of the depth
        from front (0) to back (1), for (n, 3) places."""
        x, y, z = (_cell(local[:, axis]) for axis in range(3))
        top, bottom = self.top[x, y] - local[:, 2], local[:, 2] - self.bottom[x, y]
        front, back = self.front[x, z], self.back[x, z]
        share = (local[:, 1] - front) / np.maximum(back - front, 1e-6)
        return top, bottom, back - local[:, 1], share


def places_of(space: Space) -> Places:
    """Measure a vertebra's surfaces once; every place is then looked up."""
    body = space.local_mm(np.flatnonzero(space.body))
    top, bottom = _extremes(body, 0, 1, 2)
    back, front = _extremes(body, 0, 2, 1)
    middle = np.abs(body[:, 0]) < 6.0
    wall = float(np.percentile(body[middle, 1], 97)) if middle.any() else float(body[:, 1].max())
    half, far = _canal(space, wall)
    return Places(top, bottom, front, back, half, far, wall)


def place_map(space: Space, places: Places) -> npt.NDArray[np.int8]:
    """Index into PLACES of every voxel of the box, [k, j, i]."""
    from spineplan.planning.filling.place_kernel import classify

    to_local = np.empty((3, 4))
    to_local[:, :3] = space.axes @ space.grid.lps_from_ijk[:3, :3]
    to_local[:, 3] = space.axes @ (space.grid.lps_from_ijk[:3, 3] - space.centre_mm)
    maps = np.stack([places.top, places.bottom, places.back])
    sizes = np.array([places.canal_half_mm, places.canal_back_mm, places.wall_mm, NOTCH_MM, FORAMEN_OUT_MM,
                      FORAMEN_FRONT_MM])  # fmt: skip
    out = np.zeros(space.vertebra.shape, dtype=np.int8)
    classify(space.vertebra, space.canal, to_local, maps, sizes, out)
    return out


def _cell(values: Map) -> npt.NDArray[np.int64]:
    return np.asarray(np.clip(np.rint(values / CELL_MM) + _SPAN, 0, 2 * _SPAN).astype(np.int64))


def _extremes(local: Points, across: int, along: int, height: int) -> tuple[Map, Map]:
    """Highest and lowest `height` over each cell, NaN where the body has none; half a voxel is left out."""
    size = 2 * _SPAN + 1
    high, low = np.full((size, size), -np.inf), np.full((size, size), np.inf)
    cells = (_cell(local[:, across]), _cell(local[:, along]))
    np.maximum.at(high, cells, local[:, height])
    np.minimum.at(low, cells, local[:, height])
    # Voxels wider than a cell leave gaps, which close from their neighbours.
    high, low = ndimage.grey_closing(high, (3, 3)), ndimage.grey_opening(low, (3, 3))
    empty = ~(np.isfinite(high) & np.isfinite(low))
    return np.where(empty, np.nan, high), np.where(empty, np.nan, low)


def _canal(space: Space, wall_mm: float) -> tuple[float, float]:
    """Half width of the canal at this vertebra and where it ends behind (mm): labelled, else the hole in the arch."""
    if space.canal.any():
        local = space.local_mm(np.flatnonzero(space.canal))
        # At the height of the pedicles bone bounds it on both sides; below lie the foramina.
        near = local[(local[:, 2] > 0.0) & (local[:, 2] < 8.0)]
        if len(near):
            return float(np.percentile(np.abs(near[:, 0]), 97)), float(np.percentile(near[:, 1], 99))
    hole = _ring_hole(space)
    if hole is not None:
        left, posterior = hole
        return float(np.percentile(np.abs(left), 97)), float(np.percentile(posterior, 99))
    width, depth = USUAL_CANAL_MM
    return width / 2.0, wall_mm + depth


def _ring_hole(space: Space) -> tuple[Map, Map] | None:
    """Left and posterior of the cells that the vertebra, seen along its own axis, closes a ring around."""
    local = space.local_mm(np.flatnonzero(space.vertebra))
    seen = np.zeros((2 * _SPAN + 1, 2 * _SPAN + 1), dtype=np.bool_)
    seen[_cell(local[:, 0]), _cell(local[:, 1])] = True
    seen = ndimage.binary_closing(seen, iterations=1)
    hole = ndimage.binary_fill_holes(seen) & ~seen
    labels, count = ndimage.label(hole)
    if count == 0:
        return None
    sizes = np.bincount(labels.ravel())[1:]
    if sizes.max() < 60:
        return None
    cells = np.argwhere(labels == int(np.argmax(sizes)) + 1)
    left, posterior = (cells.T.astype(np.float64) - _SPAN) * CELL_MM
    return left, posterior
