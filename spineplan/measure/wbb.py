"""Which Weinstein-Boriani-Biagini sectors and layers a lesion takes, from masks (clinical reference, section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, holds
from spineplan.measure.morphology_frame import VertebraFrame, VertebraMasks, inside_any
from spineplan.measure.wbb_shape import SECTORS, ClockFace, bin_of, clock_face, polar, sector_of

LAYERS = ("A", "B", "C", "D", "E")
LEAST_ML = 0.1
"""A sector or a cell is involved from a connected piece of this volume on. [CONV]: the paper has no volume rule."""
BEYOND_MM = 1.5
"""A piece outside the bone that nowhere reaches farther is the outline's own uncertainty, no soft tissue. [CONV]"""

Codes = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Cell:
    """One sector of one layer. lesion_ml: lesion in it; piece_ml: its largest connected piece; cell_ml: the cell's own
    volume (None for A, which has no end, and E)."""

    sector: int
    layer: str
    lesion_ml: float
    piece_ml: float
    cell_ml: float | None

    @property
    def fill(self) -> float | None:
        """Share of the cell that the lesion takes."""
        return None if not self.cell_ml else self.lesion_ml / self.cell_ml


@dataclass(frozen=True, eq=False)
class Wbb:
    """cells: every cell with lesion in it. sector_ml, layer_ml: lesion per sector (1 first) and layer (A first).
    least_ml: what counts as involved. face: the vertebra's clock face."""

    cells: tuple[Cell, ...]
    sectors: tuple[int, ...]
    layers: tuple[str, ...]
    sector_ml: tuple[float, ...]
    layer_ml: tuple[float, ...]
    least_ml: float
    face: ClockFace

    @cached_property
    def involved(self) -> tuple[tuple[int, str], ...]:
        """The cells that count, by sector then layer."""
        return tuple((cell.sector, cell.layer) for cell in self.cells if cell.piece_ml >= self.least_ml - 1e-9)


def wbb(
    lesion: Mask,
    masks: VertebraMasks,
    frame: VertebraFrame,
    others: Sequence[Mask] = (),
    least_ml: float = LEAST_ML,
) -> Wbb:
    """Sectors and layers of a lesion on any grid; others: neighbouring vertebrae, whose share of it is left out.

    B and C: in the bone, outer and inner half of the way from the canal to the outside; A: outside the bone; D: in the
    canal; E: within the dural sac, where that is known.
    """
    face = clock_face(masks, frame)
    points = centres_mm(lesion)
    mine = ~inside_any(others, points)
    layer = np.full(len(points), -1, dtype=np.int8)
    layer[mine] = layers_of(points[mine], masks, frame, face)
    angle, _ = polar(frame.local(points))
    sector = sector_of(angle)
    ml = lesion.parent.voxel_volume_ml
    _leave_out_rims(lesion, layer, points, masks, least_ml)
    sizes = _cell_sizes(masks, frame, face)
    cells = []
    counted = np.zeros((SECTORS + 1, len(LAYERS)))
    np.add.at(counted, (sector[layer >= 0], layer[layer >= 0]), ml)
    for s in range(1, SECTORS + 1):
        for n, name in enumerate(LAYERS):
            if counted[s, n] > 0.0:
                piece = _piece_ml(lesion, (sector == s) & (layer == n), counted[s, n], least_ml)
                cells.append(Cell(s, name, float(counted[s, n]), piece, sizes.get((s, name))))
    in_sector, in_layer = counted.sum(axis=1)[1:], counted.sum(axis=0)
    sectors = [
        s for s in range(1, SECTORS + 1)
        if _piece_ml(lesion, (sector == s) & (layer >= 0), in_sector[s - 1], least_ml) >= least_ml - 1e-9
    ]  # fmt: skip
    layers = [
        name for n, name in enumerate(LAYERS)
        if _piece_ml(lesion, layer == n, in_layer[n], least_ml) >= least_ml - 1e-9
    ]  # fmt: skip
    return Wbb(
        tuple(cells),
        tuple(sectors),
        tuple(layers),
        tuple(float(v) for v in in_sector),
        tuple(float(v) for v in in_layer),
        least_ml,
        face,
    )


def layers_of(points_mm: Points, masks: VertebraMasks, frame: VertebraFrame, face: ClockFace) -> Codes:
    """Index into LAYERS of every LPS point (n, 3), as if lesion lay there."""
    local = frame.local(points_mm)
    angle, radius = polar(local)
    at = bin_of(angle)
    bone = holds(masks.vertebra, points_mm)
    rest = ~bone
    bone[rest] = body_gaps(local[rest], frame) & (radius[rest] > face.inner_mm[at[rest]])
    out = np.where(radius < face.middle_mm[at], np.int8(2), np.int8(1))
    canal = radius < face.inner_mm[at]
    if masks.canal is not None:
        canal |= holds(masks.canal, points_mm)
    out[~bone] = np.where(canal[~bone], np.int8(3), np.int8(0))
    if masks.dural_sac is not None:
        out[~bone & holds(masks.dural_sac, points_mm)] = 4
    return out


def body_gaps(local: Points, frame: VertebraFrame) -> npt.NDArray[np.bool_]:
    """Whether points lie in a hole or a notch of the body's mask: within the convex outline of its cross-section there
    (a mask made from the images may leave destroyed bone out), and not behind its back wall."""
    from scipy.spatial import ConvexHull, QhullError

    inside = np.zeros(len(local), dtype=np.bool_)
    body = frame.body_mm
    step = 1.5
    z_body, z_points = np.floor(body[:, 2] / step).astype(int), np.floor(local[:, 2] / step).astype(int)
    for z in np.unique(z_points):
        section = body[np.abs(z_body - z) <= 0][:, :2]
        here = np.flatnonzero(z_points == z)
        if len(section) < 20:
            continue
        try:
            hull = ConvexHull(section).equations
        except (QhullError, ValueError):
            continue
        back = float(section[np.abs(section[:, 0]) < 4.0, 1].max(initial=-np.inf))
        at = local[here, :2]
        inside[here] = (at @ hull[:, :2].T + hull[:, 2] <= 1e-9).all(axis=1) & (at[:, 1] < back)
    return inside


def _leave_out_rims(lesion: Mask, layer: Codes, points: Points, masks: VertebraMasks, least_ml: float) -> None:
    """Pieces outside the bone that are small, or nowhere reach BEYOND_MM away from it, are no extension (-1)."""
    outside = (layer == 0) | (layer >= 3)
    if not outside.any():
        return
    from scipy import ndimage
    from scipy.spatial import cKDTree

    pieces, count = ndimage.label(_box(lesion, outside), structure=np.ones((3, 3, 3)))
    piece = pieces[lesion.voxels_kji]
    spacing = float(np.mean(masks.vertebra.parent.spacing_mm))
    away = np.zeros(len(points))
    away[outside] = cKDTree(centres_mm(masks.vertebra)).query(points[outside])[0] - spacing / 2.0
    reach = ndimage.maximum(away, piece, np.arange(1, count + 1))
    size = np.bincount(piece[outside], minlength=count + 1)[1:] * lesion.parent.voxel_volume_ml
    small = np.concatenate([[False], (reach < BEYOND_MM) | (size < least_ml)])
    layer[outside & small[piece]] = -1


def _piece_ml(lesion: Mask, chosen: npt.NDArray[np.bool_], total_ml: float, least_ml: float) -> float:
    """Volume of the largest connected piece of the chosen voxels; what cannot count is not looked at closely."""
    if total_ml < least_ml - 1e-9:
        return total_ml
    from scipy import ndimage

    pieces, count = ndimage.label(_box(lesion, chosen), structure=np.ones((3, 3, 3)))
    if count <= 1:
        return float(total_ml)
    return float(np.bincount(pieces.ravel())[1:].max()) * lesion.parent.voxel_volume_ml


def _box(lesion: Mask, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Chosen set voxels (in array order) back in the lesion's box."""
    out = np.zeros(lesion.voxels_kji.shape, dtype=np.bool_)
    out[lesion.voxels_kji] = chosen
    return out


def _cell_sizes(masks: VertebraMasks, frame: VertebraFrame, face: ClockFace) -> dict[tuple[int, str], float]:
    """Volume of the bone of every sector in B and C, and of the canal's sectors over the body's height (D)."""
    sizes: dict[tuple[int, str], float] = {}
    angle, radius = polar(frame.local(centres_mm(masks.vertebra)))
    deep = radius < face.middle_mm[bin_of(angle)]
    for name, chosen in (("B", ~deep), ("C", deep)):
        counts = np.bincount(sector_of(angle[chosen]), minlength=SECTORS + 1)
        sizes |= {(s, name): float(counts[s]) * masks.vertebra.parent.voxel_volume_ml for s in range(1, SECTORS + 1)}
    height = float(np.nanmedian(frame.endplates.height_mm))
    area = np.square(face.inner_mm) * np.radians(360.0 / len(face.inner_mm)) / 2.0
    per_sector = area.reshape(SECTORS, -1).sum(axis=1) * height / 1000.0
    return sizes | {(s, "D"): float(per_sector[s - 1]) for s in range(1, SECTORS + 1)}
