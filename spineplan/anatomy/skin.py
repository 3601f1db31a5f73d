"""The patient's skin on a CT: a coarse mask of the body, and the exact crossing along a line."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Affine
from spineplan.geometry.vectors import Point, Vector, point, unit, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import BoolArray
from spineplan.imaging.sampling import carries_no_data, sample_mm
from spineplan.imaging.volume import Volume

SKIN_HU = -300.0
"""Software convention: between air (-1000) and fat (-100); the partial-volume edge of skin lies here."""
COARSE_MM = 4.0
FINE_MM = 0.25
CUT_MM = 2.0
"""A crossing this close to the end of the field of view is no skin but a cut."""

LUNG_HU = -880.0
"""Software convention: aerated lung is denser, room air is not."""


@dataclass(frozen=True, eq=False)
class CoarseBody:
    """inside_kji: bool on `grid` (about 4 mm), lungs and bowel gas filled, the table left out.

    circle: centre (LPS) and radius of the reconstruction circle when the voxels outside it carry no image, else None.
    """

    inside_kji: BoolArray
    grid: Grid
    circle: tuple[Point, float] | None


@dataclass(frozen=True)
class SkinCrossing:
    """point_mm: where a line leaves the body, LPS; None when that cannot be known, then `reason` says why."""

    point_mm: Point | None
    reason: str = ""


def coarse_body(volume: Volume) -> CoarseBody | None:
    """Mask of the body from CT values above -300 HU: opened, largest component, filled slice by slice.

    None for a volume that is no CT or shows no body. 512 x 512 x 600 takes a fraction of a second.
    """
    from scipy import ndimage

    if volume.modality != "CT":
        return None
    steps = [max(1, round(COARSE_MM / spacing)) for spacing in volume.grid.spacing_kji_mm]
    sampled = volume.array_kji[:: steps[0], :: steps[1], :: steps[2]]
    tissue = sampled * volume.value_scale + volume.value_offset > SKIN_HU
    tissue &= ~carries_no_data(volume, sampled)
    opened = np.stack([ndimage.binary_opening(one) for one in tissue])
    labels, count = ndimage.label(opened)
    if count == 0:
        return None
    largest = labels == np.bincount(labels.ravel())[1:].argmax() + 1
    inside = np.stack([ndimage.binary_fill_holes(_closed_at_rim(one))[1:-1, 1:-1] for one in largest])
    return CoarseBody(inside, _coarse_grid(volume.grid, sampled.shape, steps), _circle(volume))


_KNOWN: WeakKeyDictionary[Volume, tuple[int, CoarseBody | None]] = WeakKeyDictionary()


def known_body(volume: Volume) -> CoarseBody | None:
    """`coarse_body`, kept as long as the volume lives and until more of its slices have arrived."""
    _, rows, columns = volume.grid.shape_kji
    arrived = int(volume.array_kji[:, rows // 2, :: max(1, columns // 8)].sum(dtype=np.int64))
    found = _KNOWN.get(volume)
    if found is None or found[0] != arrived:
        found = (arrived, coarse_body(volume))
        _KNOWN[volume] = found
    return found[1]


def skin_crossing(volume: Volume, body: CoarseBody, inside_mm: Point, toward_mm: Point) -> SkinCrossing:
    """Where the ray from a point inside the body through another one meets the skin; LPS mm.

    The coarse mask says about where (so that lung and bowel are passed), the CT values say exactly where: the
    crossing of -300 HU nearest to it. Raises ValueError when both points coincide.
    """
    start = vector(inside_mm)
    away = unit(vector(toward_mm) - start)
    reach_mm = float(np.linalg.norm(np.ptp(volume.grid.corners_mm, axis=0)))
    depth = np.arange(0.0, reach_mm, 1.0)
    state = _coarse_state(body, start + depth[:, None] * away)
    if state[0] != 1:
        return SkinCrossing(None, "The target lies outside the patient's body.")
    left = np.flatnonzero(state != 1)
    exit_mm = float(depth[left[0]]) if left.size else reach_mm
    cell_mm = max(body.grid.spacing_mm)
    fine = np.arange(max(exit_mm - 2.0 * cell_mm, 0.0), exit_mm + 2.0 * cell_mm, FINE_MM)
    values = sample_mm(volume, start + fine[:, None] * away)
    crossing = _crossing(fine, values, exit_mm)
    if crossing is None or _is_cut(volume, body, start + crossing * away, away):
        return SkinCrossing(None, "The field of view ends before the skin.")
    return SkinCrossing(point(start + crossing * away))


def _crossing(depth: Vector, values: npt.NDArray[np.float64], expected: float) -> float | None:
    """Depth at which the value falls through -300 HU, the one nearest to the expected depth."""
    with np.errstate(invalid="ignore"):
        falls = np.flatnonzero((values[:-1] >= SKIN_HU) & (values[1:] < SKIN_HU))
    if falls.size == 0:
        return None
    share = (values[falls] - SKIN_HU) / (values[falls] - values[falls + 1])
    depths = depth[falls] + share * FINE_MM
    return float(depths[np.abs(depths - expected).argmin()])


def _is_cut(volume: Volume, body: CoarseBody, at_mm: Vector, away: Vector) -> bool:
    if np.isnan(sample_mm(volume, (at_mm + CUT_MM * away)[None])).any():
        return True
    if body.circle is None:
        return False
    centre, radius = vector(body.circle[0]), body.circle[1]
    normal = unit(volume.grid.lps_from_ijk[:3, 2])
    offset = at_mm - centre
    if float(np.linalg.norm(offset - normal * float(offset @ normal))) > radius - CUT_MM:
        return True
    # A lung that reaches the circle could not be filled; what lies beyond its wall is no air.
    beyond = sample_mm(volume, at_mm + np.arange(CUT_MM, CUT_MM + 5.0, 0.5)[:, None] * away)
    return bool(np.nanmean(beyond) > LUNG_HU)


def _coarse_state(body: CoarseBody, points_mm: npt.NDArray[np.float64]) -> npt.NDArray[np.int8]:
    """1 inside the body, 0 outside, -1 beyond the grid."""
    affine: Affine = body.grid.ijk_from_lps
    kji = np.rint(points_mm @ affine[:3, :3].T + affine[:3, 3]).astype(np.int64)[:, ::-1]
    known = np.all((kji >= 0) & (kji < np.array(body.inside_kji.shape)), axis=1)
    state = np.full(len(points_mm), -1, dtype=np.int8)
    k, j, i = kji[known].T
    state[known] = body.inside_kji[k, j, i]
    return state


def _closed_at_rim(one: BoolArray) -> BoolArray:
    """The slice with a margin in which body that touches one side of the picture is joined along that side."""
    padded = np.pad(one, 1)
    _bridge(padded[0], padded[1])
    _bridge(padded[-1], padded[-2])
    _bridge(padded[:, 0], padded[:, 1])
    _bridge(padded[:, -1], padded[:, -2])
    return padded


def _bridge(edge: BoolArray, beside: BoolArray) -> None:
    touching = np.flatnonzero(beside)
    if touching.size:
        edge[touching[0] : touching[-1] + 1] = True


def _coarse_grid(grid: Grid, shape: tuple[int, ...], steps: list[int]) -> Grid:
    affine = np.array(grid.lps_from_ijk)
    affine[:3, :3] *= np.array(steps[::-1], dtype=np.float64)
    k, j, i = shape
    return Grid((k, j, i), affine)


def _circle(volume: Volume) -> tuple[Point, float] | None:
    """The reconstruction circle, when all beyond it in the middle slice is one constant value of no tissue."""
    slices, rows, columns = volume.grid.shape_kji
    i_mm, j_mm, _ = volume.grid.spacing_mm
    radius = min(columns * i_mm, rows * j_mm) / 2.0
    x = (np.arange(columns) - (columns - 1) / 2.0) * i_mm
    y = (np.arange(rows) - (rows - 1) / 2.0) * j_mm
    beyond = volume.array_kji[slices // 2][np.hypot(x, y[:, None]) > radius + max(i_mm, j_mm)]
    if np.ptp(beyond) != 0 or beyond[0] * volume.value_scale + volume.value_offset > SKIN_HU:
        return None
    return point(volume.grid.centre_mm), radius
