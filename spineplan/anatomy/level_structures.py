"""What follows from segmented vertebrae besides them: canal, neural foramina, end-plates, as masks and as points."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_dilation, label

from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.anatomy.label_map import LabelledStructure
from spineplan.anatomy.levels_of_ct import FoundLevels
from spineplan.anatomy.numbering import Structure
from spineplan.anatomy.outlining.body_surface import ANGLES, HALF_X_MM, HALF_Y_MM, BodySurface
from spineplan.anatomy.outlining.vertebra_labels import on_grid_of
from spineplan.anatomy.pedicles.isthmus import Pedicle, Side
from spineplan.geometry.affine import Points
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume

Bool = npt.NDArray[np.bool_]
BEHIND_PEDICLE_MM, AHEAD_OF_WALL_MM = 7.0, 1.0
"""A foramen runs from the back of the body to the facet behind the pedicles. [CONV]"""
ENDPLATE_GRID_MM = 2
FORAMINA: dict[Side, Structure] = {
    "left": Structure.NEURAL_FORAMEN_LEFT,
    "right": Structure.NEURAL_FORAMEN_RIGHT,
}


@dataclass(frozen=True, eq=False)
class EndPlate:
    """points_mm: LPS (rows, columns, 3) on a 2 mm raster, rows back to front, columns right to left of the vertebra;
    NaN outside the body's outline. upper: the cranial one."""

    level: str
    upper: bool
    points_mm: Points


def structures_of(found: FoundLevels, volume: Volume) -> tuple[LabelledStructure, ...]:
    """Canal and neural foramina of found levels, on the grid of the same CT; empty ones are left out."""
    kinds = (Structure.SPINAL_CANAL, *FORAMINA.values())
    numbers = np.zeros(found.labels.canal.shape, dtype=np.uint8)
    for side, at, inside in _foramina(found):
        numbers[at][inside & (numbers[at] == 0)] = kinds.index(FORAMINA[side]) + 1
    numbers[found.labels.canal] = 1
    array = on_grid_of(volume, found.spine.image, numbers)
    masks = ((kind, Mask(array == n + 1, (0, 0, 0), volume.grid).tight()) for n, kind in enumerate(kinds))
    return tuple(LabelledStructure(kind, mask) for kind, mask in masks if mask.count)


def endplates_of(found: FoundLevels) -> tuple[EndPlate, ...]:
    """Both end-plates of every vertebra between two discs that were seen, caudal first."""
    plates = []
    for level in found.levels:
        surface = found.labels.surfaces[level.index]
        for upper, plane in ((False, surface.span.below), (True, surface.span.above)):
            if plane.real:
                plates.append(EndPlate(level.name, upper, _plate_points(surface, upper)))
    return tuple(plates)


def _plate_points(surface: BodySurface, upper: bool) -> Points:
    j = np.arange(0, int(2 * HALF_Y_MM) + 1, ENDPLATE_GRID_MM)
    i = np.arange(0, int(2 * HALF_X_MM) + 1, ENDPLATE_GRID_MM)
    h = (surface.upper_h if upper else surface.lower_h)[np.ix_(j, i)]
    y, x = np.meshgrid(j - HALF_Y_MM, i - HALF_X_MM, indexing="ij")
    ahead, aside = y - surface.centre_y_mm, x - surface.centre_x_mm
    wall = surface.wall_mm[-1 if upper else 0]
    turn = np.arctan2(aside, ahead) % (2.0 * np.pi)
    limit = np.interp(turn, np.arange(ANGLES + 1) * 2.0 * np.pi / ANGLES, np.append(wall, wall[0]))
    points = surface.span.points(h, y, x)
    points[np.hypot(ahead, aside) > limit] = np.nan
    return points


def _foramina(found: FoundLevels) -> Iterator[tuple[Side, tuple[slice, ...], Bool]]:
    """Side, voxel box and voxels of every foramen between two neighbouring pedicles."""
    labels, line = found.labels, found.spine.line
    solid = (labels.whole > 0) | (found.spine.image.array_kji > np.float32(labels.bone_hu))
    for lower, upper in zip(labels.pedicles[:-1], labels.pedicles[1:], strict=True):
        for below, above in zip(lower, upper, strict=True):
            at, inside = _between(found, line, below, above, solid)
            if inside.any():
                yield below.side, at, inside


def _between(
    found: FoundLevels, line: SpineLine, below: Pedicle, above: Pedicle, solid: Bool
) -> tuple[tuple[slice, ...], Bool]:
    """Soft tissue beside the canal between two pedicles, in one piece with the canal."""
    s, u, v = (np.array([_along(line, pedicle)[n] for pedicle in (below, above)]) for n in range(3))
    box = _box(found, np.stack([below.centre_mm, above.centre_mm]), margin_mm=25.0)
    at_s, at_u, at_v = (plane[box] for plane in found.labels.coordinates)
    share = np.clip((at_s - s[0]) / max(float(s[1] - s[0]), 1.0), 0.0, 1.0)
    middle_u, middle_v = u[0] + share * (u[1] - u[0]), v[0] + share * (v[1] - v[0])
    half = 0.5 * (below.width_mm + share * (above.width_mm - below.width_mm))
    wall = float(found.spine.profile.wall_mm[int(np.clip(round(s.mean()), 0, len(line) - 1))])
    sign = 1.0 if below.side == "left" else -1.0
    canal = found.labels.canal[box]
    room = (at_s > s[0]) & (at_s < s[1]) & (at_u > middle_u - BEHIND_PEDICLE_MM) & (at_u < wall + AHEAD_OF_WALL_MM)
    room &= (sign * at_v > 0.0) & (sign * at_v < sign * middle_v + half)
    room &= ~solid[box] & ~canal
    pieces, count = label(room)
    if count == 0:
        return box, room
    beside = np.unique(pieces[binary_dilation(canal, iterations=2) & room])
    return box, np.isin(pieces, beside[beside > 0])


def _along(line: SpineLine, pedicle: Pedicle) -> tuple[float, float, float]:
    """A pedicle's middle as s, u, v of the canal's line."""
    s = line.nearest(pedicle.centre_mm)
    point, _, anterior, left = line.at(s)
    away = pedicle.centre_mm - point
    return s, float(away @ anterior), float(away @ left)


def _box(found: FoundLevels, points_mm: Points, margin_mm: float) -> tuple[slice, ...]:
    kji = found.spine.image.kji_of(points_mm)
    room = margin_mm / found.spine.image.step_mm
    low, high = kji.min(axis=0) - room, kji.max(axis=0) + room
    return tuple(
        slice(int(np.clip(a, 0, n)), int(np.clip(b + 1, 0, n)))
        for a, b, n in zip(low, high, found.labels.canal.shape, strict=True)
    )
