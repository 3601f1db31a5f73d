"""Parts and pedicles of a vertebra that was painted or labelled elsewhere: worked out from its voxels alone.

Works in the vertebra's own frame: left, anterior, cranial, the middle of the canal as origin. The canal is the hole
that the vertebra has when it is looked at along the spine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.anatomy.editing.pedicle import pedicle_of
from spineplan.anatomy.outlining.vertebra_measures import PEDICLES_UNKNOWN
from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import LEFT, Point, Vector, cross, point, unit, vector
from spineplan.imaging.mask import BoolArray, Mask
from spineplan.plan.model import Ellipsoid, PartName, PedicleMark

PARTS: tuple[PartName, ...] = (
    "body", "left_pedicle", "right_pedicle", "left_arch", "right_arch", "spinous_process",
)  # fmt: skip
LEAST_HOLE_MM2, HOLE_ASIDE_MM = 50.0, 14.0
WALL_HALF_MM = 5.0
BEHIND_ISTHMUS_MM, SPINOUS_HALF_MM, BEHIND_CANAL_MM = 5.0, 6.0, 2.0
"""[CONV] as where software segments vertebrae itself."""
MOST_KNOWN = 5
"""With this many parts known, new voxels join the nearest one instead of being split anew."""
LEAST_BODY_ML = 1.0
WHOLE = frozenset({"C1", "S1", "S2", "S3", "S4", "S5", "Co"})
"""No pedicles between a body and an arch."""


@dataclass(frozen=True, eq=False)
class VertebraFrame:
    """origin_mm: LPS, middle of the canal. axes_lps: rows left, anterior, cranial. wall_mm: where the posterior wall
    of the body lies in front of the origin; back_mm: where the arch begins behind it; half_mm: half width of the
    canal."""

    origin_mm: Vector
    axes_lps: Points
    wall_mm: float
    back_mm: float
    half_mm: float

    def of(self, points_mm: Points) -> Points:
        """LPS points in this frame."""
        return np.asarray((points_mm - self.origin_mm) @ self.axes_lps.T)


@dataclass(frozen=True, eq=False)
class VertebraWork:
    """What follows from a vertebra's voxels; parts are disjoint and lie within it. pedicles: (left, right) as far as
    they are found. body: ellipsoid of the body's place, proportions and volume."""

    parts: Mapping[PartName, Mask] = field(default_factory=dict)
    pedicles: tuple[PedicleMark, ...] = ()
    body: Ellipsoid | None = None


def work_out(
    name: str, whole: Mask, centre_mm: Point, cranial_lps: Vector, known: Mapping[PartName, Mask]
) -> VertebraWork:
    """Parts, pedicles and body of one vertebra on its own grid. centre_mm: LPS, in the body. cranial_lps: along the
    spine there. known: parts that are known already, within the vertebra.

    A vertebra without a hole for the canal (a piece, or one that is open behind) keeps the parts it has.
    """
    if not whole.count:
        return VertebraWork()
    codes = _codes(whole, known)
    frame = None if name in WHOLE else vertebra_frame(whole, centre_mm, cranial_lps)
    pedicles = _pedicles(whole, frame) if frame is not None else ()
    if len(known) >= MOST_KNOWN:
        codes = _joined(codes, whole)
    elif frame is not None:
        codes = _split(codes, whole, frame, known, pedicles)
    elif "body" in known and name not in WHOLE:
        codes = _joined(codes, whole)
    parts = {part: _part(codes, n, whole) for n, part in enumerate(PARTS, 1)}
    parts = {part: mask for part, mask in parts.items() if mask.count}
    body = _ellipsoid(parts["body"], frame) if frame is not None and "body" in parts else None
    return VertebraWork(parts, pedicles if name not in PEDICLES_UNKNOWN else (), body)


def vertebra_frame(whole: Mask, centre_mm: Point, cranial_lps: Vector) -> VertebraFrame | None:
    """The vertebra's own frame, or None when no hole for the canal is seen along the spine behind the centre."""
    cranial = unit(cranial_lps)
    left = unit(vector(LEFT) - cranial * float(vector(LEFT) @ cranial))
    places = _places(whole)
    frame = None
    for _ in range(2):
        axes = np.stack([left, cross(left, cranial), cranial])
        found = _canal(places, vector(centre_mm), axes, whole)
        if found is None:
            return frame
        frame = found
        ahead = vector(centre_mm) - frame.origin_mm
        ahead = ahead - cranial * float(ahead @ cranial)
        if float(np.linalg.norm(ahead)) < 1.0:
            return frame
        left = cross(cranial, unit(ahead))
    return frame


def _canal(places: Points, centre: Vector, axes: Points, whole: Mask) -> VertebraFrame | None:
    """Looks along the spine: pixels with bone, and the hole among them that lies behind the body."""
    local = (places - centre) @ axes.T
    spacing = whole.parent.spacing_mm
    px = max(1.0, *(float(mm) for mm in spacing))
    low = local[:, :2].min(axis=0) - 2.0 * px
    index = np.rint((local[:, :2] - low) / px).astype(int)
    bone = np.zeros(index.max(axis=0) + 3, dtype=np.bool_)
    bone[index[:, 0], index[:, 1]] = True
    bone = ndimage.binary_closing(bone, iterations=1)
    labels, count = ndimage.label(ndimage.binary_fill_holes(bone) & ~bone)
    best: tuple[float, Points] | None = None
    for n in range(1, count + 1):
        cells = np.argwhere(labels == n) * px + low
        middle = cells.mean(axis=0)
        area = len(cells) * px * px
        if area >= LEAST_HOLE_MM2 and abs(middle[0]) <= HOLE_ASIDE_MM and middle[1] < 0.0:
            best = max(best or (0.0, cells), (area, cells), key=lambda pair: pair[0])
    if best is None:
        return None
    cells = best[1]
    middle = cells.mean(axis=0)
    near = cells[np.abs(cells[:, 0] - middle[0]) <= max(WALL_HALF_MM, px)]
    wall, back = float(near[:, 1].max()) + px / 2.0 - middle[1], middle[1] - float(near[:, 1].min()) + px / 2.0
    half = (float(np.ptp(cells[:, 0])) + px) / 2.0
    origin = centre + middle[0] * axes[0] + middle[1] * axes[1]
    return VertebraFrame(origin, axes, wall, back, half)


def _pedicles(whole: Mask, frame: VertebraFrame) -> tuple[PedicleMark, ...]:
    found = (
        pedicle_of(whole, side, frame.origin_mm, frame.axes_lps, frame.half_mm, frame.wall_mm)
        for side in ("left", "right")
    )
    return tuple(mark for mark in found if mark is not None)


def _split(
    codes: npt.NDArray[np.uint8],
    whole: Mask,
    frame: VertebraFrame,
    known: Mapping[PartName, Mask],
    pedicles: Sequence[PedicleMark],
) -> npt.NDArray[np.uint8]:
    """Parts by place in the vertebra's frame; what is known stays."""
    inside = whole.voxels_kji
    local = frame.of(_places(whole))
    aside, ahead = local[:, 0], local[:, 1]
    part = np.where(aside > 0.0, PARTS.index("left_arch") + 1, PARTS.index("right_arch") + 1).astype(np.uint8)
    part[(np.abs(aside) < SPINOUS_HALF_MM) & (ahead < -(frame.back_mm + BEHIND_CANAL_MM))] = (
        PARTS.index("spinous_process") + 1
    )
    for mark in pedicles:
        start = float(frame.of(vector(mark.centre_mm)[None])[0, 1]) - BEHIND_ISTHMUS_MM
        on_side = (aside > 0.0) if mark.side == "left" else (aside <= 0.0)
        part[on_side & (ahead > start)] = PARTS.index(f"{mark.side}_pedicle") + 1
    if "body" not in known:
        part[ahead > frame.wall_mm] = PARTS.index("body") + 1
    out = codes.copy()
    out[inside] = np.where(codes[inside] > 0, codes[inside], part)
    return out


def _joined(codes: npt.NDArray[np.uint8], whole: Mask) -> npt.NDArray[np.uint8]:
    """Voxels of no part join the nearest one."""
    if not codes.any():
        return codes
    nearest = ndimage.distance_transform_edt(
        codes == 0, sampling=whole.parent.spacing_kji_mm, return_distances=False, return_indices=True
    )
    return np.where(whole.voxels_kji, codes[tuple(nearest)], 0).astype(np.uint8)


def _codes(whole: Mask, known: Mapping[PartName, Mask]) -> npt.NDArray[np.uint8]:
    """Known parts on the vertebra's own box, 1 for the first of PARTS."""
    codes = np.zeros(whole.voxels_kji.shape, dtype=np.uint8)
    for n, part in enumerate(PARTS, 1):
        mask = known.get(part)
        if mask is None or not mask.parent.same_place(whole.parent):
            continue
        low = np.maximum(mask.start_kji, whole.start_kji)
        ends = [np.add(m.start_kji, m.voxels_kji.shape) for m in (mask, whole)]
        high = np.minimum(*ends)
        if (high <= low).any():
            continue
        here, there = (_box(low, high, m.start_kji) for m in (whole, mask))
        codes[here][mask.voxels_kji[there] & whole.voxels_kji[here]] = n
    return codes


def _box(low: Sequence[int] | np.ndarray, high: Sequence[int] | np.ndarray, start: Sequence[int]) -> tuple[slice, ...]:
    return tuple(slice(int(a - s), int(b - s)) for a, b, s in zip(low, high, start, strict=True))


def _part(codes: npt.NDArray[np.uint8], number: int, whole: Mask) -> Mask:
    inside: BoolArray = codes == number
    return Mask(inside, whole.start_kji, whole.parent).tight()


def _places(mask: Mask) -> Points:
    kji = np.argwhere(mask.voxels_kji) + np.array(mask.start_kji)
    return transform_points(mask.parent.lps_from_ijk, kji[:, ::-1])


def _ellipsoid(body: Mask, frame: VertebraFrame) -> Ellipsoid | None:
    """Same second moments along the vertebra's axes, same volume."""
    if body.volume_ml < LEAST_BODY_ML:
        return None
    places = _places(body)
    half = np.sqrt(5.0 * ((places - places.mean(axis=0)) @ frame.axes_lps.T).var(axis=0))
    half = half * (body.volume_ml * 1000.0 / (4.0 / 3.0 * np.pi * float(half.prod()))) ** (1.0 / 3.0)
    left, anterior, cranial = frame.axes_lps
    return Ellipsoid(
        centre_mm=point(places.mean(axis=0)),
        semi_axes_mm=point(np.clip(half, 0.5, 200.0)),
        axes_lps=(point(left), point(-anterior), point(cranial)),
    )
