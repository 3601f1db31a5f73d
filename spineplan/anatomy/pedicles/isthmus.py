"""The narrowest part of a pedicle: a tube from body to arch, measured across its own axis at native resolution."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.cubic_image import NativeImage
from spineplan.anatomy.finding.canal_surface import CanalSurface
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.anatomy.pedicles.axis import caliper, centred
from spineplan.anatomy.pedicles.place import SHARE, Beside, Start
from spineplan.anatomy.pedicles.tube import ANGLES, Search, Tube, core_hu, edges
from spineplan.anatomy.pedicles.within import sizes_within_mm
from spineplan.anatomy.thin_wall import cortex_hu
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, cross, unit
from spineplan.imaging.grid import Grid

Side = Literal["left", "right"]
Doubt = Literal["", "unseen", "odd", "rival", "coarse"]
"""Why a pedicle's sizes are a guess: its wall is not seen all round; it lies or runs as pedicles do not; another
outline is about as likely; the voxels are too large for it."""

MIRRORED = (-np.arange(ANGLES) + ANGLES // 2) % ANGLES
"""The angle on one side that is each angle on the other."""
SEEN = 0.55
"""A pedicle whose wall shows at fewer angles than this is measured with the other side's shape, and flagged. [CONV]"""
UNLIKE_MM = 2.0
ELSEWHERE_MM = 4.0
"""A contour this far from the other side's mirror image may sit on a rib or facet."""
DESTROYED_SHARE = 0.4
"""A pedicle this much darker than the other one is taken for lytic and closed with the other's shape. [CONV]"""
FIRST_ROUNDS, LAST_ROUNDS = 2, 2
CLEARLY = 0.05
"""Of cost: so much better than its twin a pedicle lends it its place. [CONV]"""
RIVAL_COST, RIVAL_WIDTH_MM, RIVAL_OFF_MM = 0.12, 1.5, 2.5
"""An outline this little less likely casts doubt when it differs this much in width or place. [CONV]"""
OFF_CANAL_MM, CONVERGING_MM = (-3.0, 3.5), 2.0
"""A pedicle's inner wall is the canal's own, and the canal's is known this well; one that converges leaves the body
farther in, by its slope. [CONV]"""
COARSE_MM = 1.0
"""Sizes that are known no better than this say nothing about needles. [CONV]"""
LEAST_HEIGHT_SHARE, TOO_LOW_COST = 0.55, 0.3
"""Of the height that goes with the vertebra's own; published pedicle heights stay above (Zindrick 1987). [CONV]"""
SURE_BONE_HU = 250.0
ARCH_ROOM = ((0.0, 1.0, 0.05), (-32.0, 8.0, 1.0), (-25.0, 25.5, 1.0))
"""Where a vertebra's pedicles and arch lie: from disc to disc, then mm anterior and left of the body's middle."""
ODD_COST = 0.2
USUAL_DEG = ((-15.0, 48.0), (-28.0, 15.0))
"""Transverse and sagittal angles of pedicles; beyond them run laminae, ribs and transverse processes. [CONV]"""
AREA_WEIGHT = 0.04
SMALL_MM = 4.0
"""Cost per mm of mean radius, down to this: of two tubes with equal walls the narrower one is the pedicle. [CONV]"""


@dataclass(frozen=True, eq=False)
class Pedicle:
    """centre_mm: LPS, middle of the isthmus. axis: unit LPS, from back to front. width_mm, height_mm: outer, across the
    axis, in the transverse and the cranial direction of the vertebra. transverse_deg: + when the axis runs medially
    toward the front; sagittal_deg: + when it rises toward the front. outline_mm: LPS curve (n, 3) of the isthmus.
    tube_mm (m, n, 3): outlines along the axis, back to front. seen: share of the wall with an edge. width_within_mm,
    height_within_mm: ± what the voxels allow. doubt: "" when there is none."""

    side: Side
    centre_mm: Vector
    axis: Vector
    width_mm: float
    height_mm: float
    transverse_deg: float
    sagittal_deg: float
    outline_mm: Points
    tube_mm: Points
    seen: float
    width_within_mm: float = 0.0
    height_within_mm: float = 0.0
    doubt: Doubt = ""

    @property
    def wall_seen(self) -> bool:
        """Whether the width is measured on the patient's own wall all round."""
        return self.seen >= SEEN


def pedicles_of(image: NativeImage, span: LevelSpan, line: SpineLine, canal: CanalSurface) -> tuple[Pedicle, Pedicle]:
    """(left, right) pedicles of one vertebra."""
    image = replace(image, sharpness=replace(image.sharpness, cortex_hu=_cortex_hu(image, span)))
    rooms = {side: Beside(image, span, line, canal, side) for side in (1, -1)}
    tries = {side: [_tried(room, start) for start in room.starts()] for side, room in rooms.items()}
    found = {side: _likeliest(tries[side]) for side in (1, -1)}
    found = {side: _like(own, found[-side], rooms[side]) for side, own in found.items()}
    fine = {}
    for side, own in found.items():
        other = found[-side].tube
        home, axis = _mirrored(other, rooms[side])
        if other.seen > SEEN and (own.tube.seen < SEEN or _destroyed(image, own.tube, other, home, axis)):
            fine[side] = replace(own.search, home=home, outline=other.radius[:, MIRRORED]).told(axis)
        else:
            tube = own.search.refined(own.search.followed(own.tube, LAST_ROUNDS))
            fine[side] = replace(tube, seen=0.0) if _too_low(own.search, tube) else tube
    for side in (1, -1):
        if fine[side].told:
            fine[side] = replace(fine[side], radius=fine[-side].radius[:, MIRRORED])
    grid = image.volume.grid
    left, right = _measured(fine[1], span, "left", grid), _measured(fine[-1], span, "right", grid)
    return _judged(left, rooms[1], found[1], tries[1]), _judged(right, rooms[-1], found[-1], tries[-1])


def _cortex_hu(image: NativeImage, span: LevelSpan) -> float:
    """Density of this vertebra's own cortex: jaw, teeth and metal elsewhere are brighter."""
    h, y, x = (np.arange(low, high, step) for low, high, step in ARCH_ROOM)
    box = image.at(span.points(h[:, None, None], y[:, None], x))
    return cortex_hu(box[box > SURE_BONE_HU])


@dataclass(frozen=True, eq=False)
class _Try:
    search: Search
    start: Start
    tube: Tube

    @property
    def unlikely(self) -> float:
        doubt = self.start.doubt + (TOO_LOW_COST if _too_low(self.search, self.tube) else 0.0)
        doubt += 0.0 if _usual(*_angles_deg(self.tube.axis, self.search.axes, self.search.side)) else ODD_COST
        return self.tube.cost + doubt + AREA_WEIGHT * max(self.tube.mean_radius_mm, SMALL_MM)

    def rivalled_by(self, other: "_Try") -> bool:
        """Whether the other is about as likely and something else."""
        if other.unlikely > self.unlikely + RIVAL_COST:
            return False
        wide, middle = zip(*((t.wide_mm, t.middles[t.narrowest]) for t in (self.tube, other.tube)), strict=True)
        off = (middle[1] - middle[0]) - self.tube.axis * float((middle[1] - middle[0]) @ self.tube.axis)
        return abs(wide[1] - wide[0]) > RIVAL_WIDTH_MM or float(np.linalg.norm(off)) > RIVAL_OFF_MM


def _too_low(search: Search, tube: Tube) -> bool:
    """Whether the section is lower than pedicles of so tall a vertebra are: an edge within the bone, no wall."""
    height = tube.radius[tube.narrowest, ANGLES // 4] + tube.radius[tube.narrowest, 3 * ANGLES // 4]
    return float(height) < LEAST_HEIGHT_SHARE * 2.0 * float(np.median(search.outline[..., ANGLES // 4]))


def _angles_deg(axis: Vector, axes: Points, side: int) -> tuple[float, float]:
    """(transverse, sagittal), as in Pedicle."""
    left, anterior, cranial = axes
    ahead = float(axis @ anterior)
    transverse = np.arctan2(-side * float(axis @ left), ahead)
    return float(np.degrees(transverse)), float(np.degrees(np.arctan2(float(axis @ cranial), ahead)))


def _usual(*angles_deg: float) -> bool:
    return all(low <= angle <= high for angle, (low, high) in zip(angles_deg, USUAL_DEG, strict=True))


def _tried(room: Beside, start: Start) -> _Try:
    search = Search(room.image, room.span.axes, room.side, start.home, start.slide_mm, start.outline)
    return _Try(search, start, search.fitted(start.axis, FIRST_ROUNDS))


def _likeliest(tries: list[_Try]) -> _Try:
    """The tube with the clearest and tightest wall."""
    return min(tries, key=lambda each: each.unlikely)


def _judged(pedicle: Pedicle, room: Beside, chosen: _Try, tries: list[_Try]) -> Pedicle:
    """The pedicle with what is doubtful about it."""
    inner = pedicle.centre_mm - room.side * 0.5 * pedicle.width_mm * room.span.axes[0]
    if not pedicle.wall_seen:
        return replace(pedicle, doubt="unseen")
    low, high = OFF_CANAL_MM
    low -= CONVERGING_MM * max(0.0, float(np.tan(np.radians(pedicle.transverse_deg))))
    if not (low <= room.off_canal_mm(inner) <= high and _usual(pedicle.transverse_deg, pedicle.sagittal_deg)):
        return replace(pedicle, doubt="odd")
    if any(chosen.rivalled_by(other) for other in tries):
        return replace(pedicle, doubt="rival")
    return replace(pedicle, doubt="coarse") if pedicle.width_within_mm > COARSE_MM else pedicle


def _like(own: _Try, other: _Try, room: Beside) -> _Try:
    """The own tube, or a likelier one found from the other side's mirror image."""
    if own.unlikely < other.unlikely + CLEARLY:
        return own
    home, axis = _mirrored(other.tube, room)
    return _likeliest([own, _tried(room, replace(other.start, home=home, axis=axis, outline=other.search.outline))])


def _mirrored(other: Tube, room: Beside) -> tuple[Vector, Vector]:
    """The other side's (centre, axis), reflected in the plane through the middle of the canal."""
    left = room.span.axes[0]
    origin, half = room.wall(SHARE, 0.0)
    half_of_other = replace(room, side=-room.side).wall(SHARE, 0.0)[1]
    middle = origin + 0.5 * room.side * (half - half_of_other) * left
    centre = other.centre - 2.0 * float((other.centre - middle) @ left) * left
    return np.asarray(centre), np.asarray(other.axis - 2.0 * float(other.axis @ left) * left)


def _destroyed(image: NativeImage, own: Tube, other: Tube, centre: Vector, axis: Vector) -> bool:
    """Whether there is no bone where the other side's mirror image says, and what was found instead is unlike it."""
    unlike = own.core_hu < DESTROYED_SHARE * other.core_hu
    widths = [float(tube.radius[3:-3, 0].mean() + tube.radius[3:-3, ANGLES // 2].mean()) for tube in (own, other)]
    unlike |= abs(widths[0] - widths[1]) > min(UNLIKE_MM, 0.3 * widths[1])
    unlike |= float(np.linalg.norm(own.centre - centre)) > ELSEWHERE_MM
    polar, _, _ = edges(image, centre, axis, own.across, own.up)
    return unlike and core_hu(polar, other.radius) < DESTROYED_SHARE * other.core_hu


def _measured(tube: Tube, span: LevelSpan, side: Side, grid: Grid) -> Pedicle:
    at, outlines = tube.narrowest, tube.outlines
    section = centred(tube.radius[at])
    transverse, sagittal = _angles_deg(tube.axis, span.axes, 1 if side == "left" else -1)
    width, height = float(caliper(section, 0)), float(caliper(section, ANGLES // 4))
    within = sizes_within_mm(grid, tube.across, tube.up, width, height)
    return Pedicle(side, tube.middles[at], tube.axis, width, height, transverse, sagittal, outlines[at], outlines,
                   tube.seen, *within)  # fmt: skip


def tube_voxels(pedicle: Pedicle, points_mm: Points) -> npt.NDArray[np.bool_]:
    """Which LPS points (..., 3) lie within the tube: it closes a pedicle that a lesion has opened."""
    middles = pedicle.tube_mm.mean(axis=1)
    spokes = pedicle.tube_mm - middles[:, None]
    across, up = (unit(spokes[len(spokes) // 2, n]) for n in (0, ANGLES // 4))
    axis = unit(cross(across, up))  # across which the outlines were drawn; the pedicle's may have been steadied since
    offset = points_mm[..., None, :] - middles
    row = np.abs(offset @ axis).argmin(axis=-1)
    away = np.take_along_axis(offset, row[..., None, None], axis=-2)[..., 0, :]
    along = away @ axis
    turn = np.arctan2(away @ up, away @ across) / (2.0 * np.pi) % 1.0 * ANGLES
    limit = np.linalg.norm(spokes, axis=2)[row, np.rint(turn).astype(int) % ANGLES]
    return np.asarray((np.hypot(away @ up, away @ across) <= limit) & (np.abs(along) <= 0.6))
