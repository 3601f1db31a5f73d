"""How closed the cortex of a vertebra is, and where cement could get out: from the CT just inside and outside of it.

Software convention, unvalidated: along the surface's normal, what the CT values exceed the spongy bone by is summed
(HU * mm). Blurring does not change that sum, so voxel size and kernel matter little; a tenth of a millimetre of cortex
gives about 100, of which grain and noise may be half.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Vector
from spineplan.planning.filling.space import Bool, Float, Space

TENTH_HU_MM = 100.0
OPEN, THIN = 0.80, 1.60
"""Strength below which the cortex counts as open, and as thin; 1 is a tenth of a millimetre of cortex."""
OUT_MM, DEEP_MM, DEEP_PER_VOXEL, STEP_MM = 1.5, 1.3, 1.2, 0.35
"""The coarser the voxels, the deeper lies what is left of the cortex."""
NORMAL_SIGMA_MM = 1.5
LEAST_CORTEX = 120.0
"""Cortex must exceed the bone inside by this much (HU * mm), or the CT does not show it."""
MOST_VOXEL_MM = 2.0
"""Through thicker slices openings cannot be told from thin walls: on 3 mm slices of sound spines many appear."""
LEAST_GATE_MM2 = 2.0
GateKind = Literal["defect", "thin", "basivertebral", "segmental", "needle"]


@dataclass(frozen=True, eq=False)
class Gate:
    """An opening. at_mm: LPS centre of its voxels. area_mm2: of the bone's surface. strength: mean, see OPEN and THIN.

    lesion_share: how much of it borders on the lesion. local_mm: its centre, mm left, posterior and cranial of the
    body's. width_mm: the longest way across.
    """

    number: int
    kind: GateKind
    at_mm: Vector
    local_mm: Vector
    area_mm2: float
    width_mm: float
    strength: float
    lesion_share: float


@dataclass(frozen=True, eq=False)
class Walls:
    """rim: flat indices of the voxels around the bone. strength: of each, 0 no cortex, 1 a tenth of a millimetre.

    cortex_hu_mm: what the body's cortex mostly exceeds the bone inside by; inside_hu: that bone. seen: whether it is
    enough for an opening to be told from a wall.
    """

    rim: npt.NDArray[np.int64]
    strength: Float
    cortex_hu_mm: float
    inside_hu: float
    coarsest_mm: float

    @property
    def seen(self) -> bool:
        """Whether this CT shows the cortex at all."""
        return self.cortex_hu_mm >= LEAST_CORTEX and self.coarsest_mm <= MOST_VOXEL_MM


def walls_of(space: Space) -> Walls:
    """Strength of the cortex at every voxel that borders the vertebra from outside (faces, edges and corners)."""
    rim = grown(space.vertebra) & ~space.vertebra
    kji = np.argwhere(rim)
    inside = float(np.median(space.hu[_core(space)]))
    cortex = np.zeros(rim.shape, dtype=np.float32)
    cortex[rim] = _cortex(space, kji, inside)
    near = ndimage.uniform_filter(rim.astype(np.float32), 3)
    mean = (ndimage.uniform_filter(cortex, 3) / np.maximum(near, np.float32(1e-6)))[rim]
    of_body = grown(space.body)[rim]
    usual = float(np.median(mean[of_body])) if of_body.any() else float(np.median(mean))
    return Walls(
        np.flatnonzero(rim), (mean / np.float32(TENTH_HU_MM)).astype(np.float32), usual, inside, space.coarsest_mm
    )


def grown(mask: Bool) -> Bool:
    """The mask and every voxel that touches it by a face, an edge or a corner; one axis after the other."""
    for axis in range(3):
        lines = np.moveaxis(mask, axis, 0)
        wider = lines.copy()
        wider[1:] |= lines[:-1]
        wider[:-1] |= lines[1:]
        mask = np.moveaxis(wider, 0, axis)
    return np.ascontiguousarray(mask)


def gates_of(space: Space, walls: Walls) -> tuple[tuple[Gate, ...], npt.NDArray[np.int16]]:
    """Openings of the cortex, largest first, and their numbers on the box (0 where there is none)."""
    weak = np.zeros(space.vertebra.shape, dtype=np.bool_)
    strength = np.full(space.vertebra.shape, np.float32(1.0))
    strength.ravel()[walls.rim] = walls.strength
    weak.ravel()[walls.rim] = walls.strength < THIN
    labels, count = ndimage.label(weak, np.ones((3, 3, 3)))
    by_lesion = ndimage.binary_dilation(space.lesion, iterations=2) if space.lesion.any() else space.lesion
    face = space.grid.voxel_volume_ml * 1000.0 / float(np.mean(space.grid.spacing_mm))
    half = np.percentile(np.abs(space.local_mm(np.flatnonzero(space.body))), 98, axis=0)
    found = []
    boxes = ndimage.find_objects(labels)
    for n in range(count):
        box = boxes[n]
        mine = labels[box] == n + 1
        area = float(np.count_nonzero(mine)) * face
        if area < LEAST_GATE_MM2:
            continue
        flat = np.ravel_multi_index(tuple((np.argwhere(mine) + [s.start for s in box]).T), space.vertebra.shape)
        found.append(_gate(space, flat, strength.ravel()[flat], by_lesion.ravel()[flat], area, half))
    found.sort(key=lambda item: (-item[0].area_mm2, int(item[1][0])))
    numbers = np.zeros(space.vertebra.shape, dtype=np.int16)
    gates = []
    for n, (gate, flat) in enumerate(found, start=1):
        numbers.ravel()[flat] = n
        gates.append(Gate(n, gate.kind, gate.at_mm, gate.local_mm, gate.area_mm2, gate.width_mm, gate.strength,
                          gate.lesion_share))  # fmt: skip
    return tuple(gates), numbers


def _gate(
    space: Space, flat: npt.NDArray[np.integer], strength: Float, lesion: Bool, area_mm2: float, half_mm: Vector
) -> tuple[Gate, npt.NDArray[np.integer]]:
    local = space.local_mm(flat)
    centre = local.mean(axis=0)
    at = space.centre_mm + centre @ space.axes
    width = 2.0 * float(np.linalg.norm(local - centre, axis=1).max()) + float(np.mean(space.grid.spacing_mm))
    share = float(lesion.mean())
    kind = _kind(half_mm, centre, width, share, float(strength.min()))
    return Gate(0, kind, at, centre, area_mm2, width, float(strength.mean()), share), flat


def _kind(half_mm: Vector, local: Vector, width_mm: float, lesion_share: float, weakest: float) -> GateKind:
    """Veins leave at half the height of the body: behind in the midline, or as small holes at its sides.

    Sizes are software convention: the basivertebral foramen is taken to be narrower than 10 mm, a segmental vein's
    than 4 mm, both within a quarter of the height from the middle.
    """
    at_waist = abs(float(local[2])) <= 0.5 * float(half_mm[2])
    behind = float(local[1]) > 0.35 * float(half_mm[1])
    if at_waist and lesion_share < 0.3:
        if behind and abs(float(local[0])) <= 5.0 and width_mm <= 10.0:
            return "basivertebral"
        if not behind and width_mm <= 4.0:
            return "segmental"
    return "thin" if weakest >= OPEN else "defect"


def _cortex(space: Space, kji: npt.NDArray[np.integer], inside_hu: float) -> Float:
    """CT value beyond that of the bone inside, summed (HU * mm) along the normal of the surface from OUT_MM outside to
    within."""
    steps = np.array(space.grid.spacing_kji_mm)
    smooth = ndimage.gaussian_filter(space.vertebra.astype(np.float32), NORMAL_SIGMA_MM / steps)
    inward = np.stack([_slope(smooth, kji, axis) / steps[axis] for axis in range(3)], axis=1)
    inward /= np.maximum(np.linalg.norm(inward, axis=1, keepdims=True), 1e-9)
    total = np.zeros(len(kji), dtype=np.float32)
    deep = DEEP_MM + DEEP_PER_VOXEL * space.coarsest_mm
    for along in np.arange(-OUT_MM, deep + 0.01, STEP_MM):
        at = (kji + inward * (along / steps)).T
        total += np.maximum(ndimage.map_coordinates(space.hu, at, order=1, mode="nearest") - inside_hu, 0.0)
    return total * np.float32(STEP_MM)


def _slope(smooth: Float, kji: npt.NDArray[np.integer], axis: int) -> npt.NDArray[np.float64]:
    after, before = kji.copy(), kji.copy()
    after[:, axis] = np.minimum(after[:, axis] + 1, smooth.shape[axis] - 1)
    before[:, axis] = np.maximum(before[:, axis] - 1, 0)
    return np.asarray(smooth[tuple(after.T)] - smooth[tuple(before.T)], dtype=np.float64) / 2.0


def _core(space: Space) -> Bool:
    """The body away from its wall and from the lesion; the whole body where that leaves nothing."""
    used = ndimage.find_objects(space.body.astype(np.uint8))[0]
    inner = np.zeros_like(space.body)
    inner[used] = ndimage.binary_erosion(space.body[used], iterations=4) & ~space.lesion[used]
    return inner if inner.any() else space.body


def near_shaft(space: Space, tip_mm: Points, entry_mm: Points, within_mm: float) -> Bool:
    """Voxels of the box within a distance of the needle's shaft, from its tip back beyond its entry."""
    tip, entry = np.asarray(tip_mm, dtype=np.float64), np.asarray(entry_mm, dtype=np.float64)
    back = (entry - tip) / float(np.linalg.norm(entry - tip))
    k, j, i = space.grid.shape_kji
    out = np.zeros(space.grid.shape_kji, dtype=np.bool_)
    reach = float(np.linalg.norm(space.grid.corners_mm - tip, axis=1).max())
    points = tip + np.arange(0.0, reach, 0.4)[:, None] * back
    inside = np.rint(transform_points(space.grid.ijk_from_lps, points)).astype(int)
    inside = inside[np.all((inside >= 0) & (inside < [i, j, k]), axis=1)]
    pad = [int(np.ceil(within_mm / step)) for step in space.grid.spacing_mm]
    offsets = np.stack(np.meshgrid(*[np.arange(-n, n + 1) for n in pad], indexing="ij"), axis=-1).reshape(-1, 3)
    near = (inside[:, None] + offsets).reshape(-1, 3)
    near = near[np.all((near >= 0) & (near < [i, j, k]), axis=1)]
    out[near[:, 2], near[:, 1], near[:, 0]] = True
    near = np.argwhere(out)[:, ::-1]
    out[:] = False
    away = transform_points(space.grid.lps_from_ijk, near) - tip
    along = np.maximum(away @ back, 0.0)
    close = np.linalg.norm(away - along[:, None] * back, axis=1) <= within_mm
    kept = near[close]
    out[kept[:, 2], kept[:, 1], kept[:, 0]] = True
    return out
