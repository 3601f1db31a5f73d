"""Where the search for a pedicle begins: bone beside the canal, seen end on with soft tissue all round; in small
vertebrae the bright middle of what lies there."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.cubic_image import FloatImage, NativeImage
from spineplan.anatomy.finding.canal_surface import CanalSurface
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.anatomy.pedicles.tube import ANGLES
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, unit

Floats = npt.NDArray[np.float64]

SHARE = 0.66
"""Pedicles leave the body about this far up from disc to disc. [CONV]"""
END_ON_DEPTH_MM, LUMBAR_HEIGHT_MM = 24.0, 29.0
"""In shallower bodies, the neck and T1 to T3, the transverse process merges with the pedicle when seen end on; where it
is higher from disc to disc, facets and laminae are the brightest bone. [CONV]"""
BEHIND_MM = ((18.0, 28.0), (4.0, 6.0))
"""The isthmus lies this far behind the posterior wall, by the height from disc to disc. [CONV]"""
HEIGHT_MM = ((18.0, 22.0, 28.0, 32.0, 38.0), (10.6, 12.6, 18.0, 16.0, 15.6))
"""Of a pedicle, by the height from disc to disc (Zindrick 1987). [CONV]"""
SLIDE_MM = (-4.0, 2.5)

CONVERGING = (0.1, 0.55)
"""Sideways per mm ahead: upper lumbar and thoracic, L5 (Zindrick 1987: 0 to 30 degrees)."""
WIDTHS_MM = np.array([4.0, 5.5, 7.5, 10.0, 13.0, 17.0, 21.0])
WIDEST_MM = ((24.0, 28.0, 31.0, 33.0, 35.0), (7.5, 10.0, 13.0, 17.0, 21.0))
"""Of a pedicle, by the height from disc to disc (Zindrick 1987: means of 5 to 8 mm thoracic, 18 mm at L5): with its rib
it looks like a wider one. [CONV]"""
HEIGHT_SHARES = np.array([0.8, 1.0, 1.2])
UP_SHARE = np.arange(0.40, 0.91, 0.05)
AHEAD_MM = (0.0, 3.0, 6.0)
OFF_CANAL_MM = np.array([-1.5, 0.0, 1.5, 4.0])
"""The inner wall lies this far beside the canal's. [CONV]"""
HALF_SLAB_MM = 1.5
ALL_MM = np.arange(AHEAD_MM[0] - HALF_SLAB_MM, AHEAD_MM[-1] + HALF_SLAB_MM + 0.5, HALF_SLAB_MM)
TURNS = 16
INSIDE_MM, OUTSIDE_MM = (-2.0, -1.25, -0.5), (1.0, 1.75, 2.5)
"""Of the wall, where bone and where soft tissue are looked for."""
LIT_HU, FULL_HU = (-50.0, 300.0), 200.0
STEP_MM = 0.75
ASIDE_MM = np.arange(-6.0, 30.0, STEP_MM)
ROOM_MM = 16.0
WORST_WEIGHT, SIZE_WEIGHT = 0.5, 0.01
"""Of the rim's worst quarter; per mm of width and height, for a core's rim is as clear as the cortex's. [CONV]"""


@dataclass(frozen=True, eq=False)
class Start:
    """home: LPS; axis: unit LPS, from back to front; outline: radii (ANGLES,) in mm; slide_mm: how far behind to ahead
    of home the isthmus may lie; doubt: added to the cost, for below the neck a corner of the body looks much like a
    pedicle."""

    home: Vector
    axis: Vector
    outline: Floats
    slide_mm: tuple[float, float]
    doubt: float = 0.0


@dataclass(frozen=True, eq=False)
class Beside:
    """Room beside the canal of one vertebra. side: 1 left, -1 right."""

    image: NativeImage
    span: LevelSpan
    line: SpineLine
    canal: CanalSurface
    side: int

    @property
    def sized(self) -> bool:
        """Whether both discs are seen, so that the height tells what kind of vertebra it is."""
        return self.span.below.real and self.span.above.real

    def starts(self) -> list[Start]:
        """Where pedicles of such a vertebra may begin."""
        tall = float(np.interp(self.span.height_mm, *HEIGHT_MM))
        found = _seen_end_on(self, tall) if self.span.depth_mm > END_ON_DEPTH_MM else []
        if not found or (self.sized and self.span.height_mm < LUMBAR_HEIGHT_MM):
            behind = float(np.interp(self.span.height_mm, *BEHIND_MM))
            upper = _bright_middle(self, SHARE, behind, 9.0)
            found.append(Start(upper, self.axis(0.15), ellipse(8.0, tall), SLIDE_MM))
        if self.span.height_mm <= NECK_HEIGHT_MM and self.span.depth_mm <= NECK_DEPTH_MM:
            for behind, slide_mm in NECK_BEHIND_MM:
                home = _bright_middle(self, NECK_SHARE, behind, 4.5)
                found.append(Start(home, self.axis(0.85), ellipse(6.0, 8.0), slide_mm, NECK_DOUBT))
        return found

    def axis(self, converging: float) -> Vector:
        left, anterior, _ = self.span.axes
        return unit(anterior - self.side * converging * left)

    def wall(self, share: float, behind_mm: float) -> tuple[Vector, float]:
        """(LPS, mm): a point behind the posterior wall, in the plane of the canal, and how far aside the canal goes."""
        s = self.span.below.s_mm + share * (self.span.above.s_mm - self.span.below.s_mm)
        origin = self.line.at(s)[0] + (self.span.wall_mm - behind_mm) * self.span.axes[1]
        return np.asarray(origin), self.canal.half_width_mm(s, left=self.side > 0)

    def off_canal_mm(self, inner_wall: Vector) -> float:
        """How far beside the canal's wall a pedicle's inner wall lies."""
        origin, half = self.wall(SHARE, 0.0)
        return self.side * float((inner_wall - origin) @ self.span.axes[0]) - half


NECK_HEIGHT_MM, NECK_DEPTH_MM = 22.0, 21.0
NECK_SHARE = 0.55
NECK_BEHIND_MM = ((0.0, (-3.0, 6.5)), (-3.0, (-4.0, 5.0)))
NECK_DOUBT = 0.06
"""Vertebrae up to this large may have a neck's pedicles: lower, steeper aside, and beside the posterior wall. [CONV]"""


def ellipse(width_mm: float, height_mm: float) -> Floats:
    """Radii (ANGLES,) of an upright ellipse."""
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    return np.asarray(0.5 / np.hypot(np.cos(angle) / width_mm, np.sin(angle) / height_mm))


def _bright_middle(beside: Beside, share: float, behind_mm: float, reach_mm: float) -> Vector:
    """LPS: the bright middle beside the canal at the height of the pedicles, counting less beyond the reach."""
    left, anterior, cranial = beside.span.axes
    origin, half = beside.wall(share, behind_mm)
    aside = np.arange(half, half + 12.5)
    up = np.arange(-0.22, 0.23, 0.04) * beside.span.height_mm
    ahead = np.arange(-3.0, 3.5, 1.5)
    grid = origin + beside.side * aside[:, None, None, None] * left
    grid = grid + up[:, None, None] * cranial + ahead[:, None] * anterior
    weight = np.square(np.clip(beside.image.at(grid).mean(axis=2) - 100.0, 0.0, 500.0))
    weight *= np.exp(-np.square((aside - half) / reach_mm))[:, None]
    total = max(float(weight.sum()), 1.0)
    at_aside = float((weight.sum(axis=1) * aside).sum()) / total if weight.any() else half + 5.0
    at_up = float((weight.sum(axis=0) * up).sum()) / total
    return np.asarray(origin + beside.side * at_aside * left + at_up * cranial)


def _seen_end_on(beside: Beside, tall_mm: float) -> list[Start]:
    """For every direction the ellipse beside the canal with the clearest rim all round."""
    left, _, cranial = beside.span.axes
    origin, half = beside.wall(SHARE, float(np.interp(beside.span.height_mm, *BEHIND_MM)))
    origin = origin + beside.side * half * left
    rise = (UP_SHARE - SHARE) * beside.span.height_mm
    widest = float(np.interp(beside.span.height_mm, *WIDEST_MM)) if beside.sized else WIDEST_MM[1][-1]
    ellipses = _ellipses(rise, WIDTHS_MM[widest >= WIDTHS_MM], tall_mm)
    up = np.arange(rise[0] - ROOM_MM, rise[-1] + ROOM_MM, STEP_MM)
    pixels = _pixels(ellipses, up[0], len(up))
    grid = origin + beside.side * ASIDE_MM[:, None, None] * left + up[:, None] * cranial
    size = SIZE_WEIGHT * (ellipses[:, 2] + ellipses[:, 3])
    found = []
    for axis in (beside.axis(converging) for converging in CONVERGING):
        slices = np.stack([np.clip(beside.image.at(grid + mm * axis), *LIT_HU) for mm in ALL_MM])
        slabs = [slices[np.abs(ALL_MM - ahead) <= HALF_SLAB_MM].mean(axis=0) for ahead in AHEAD_MM]
        contrast = np.stack([_contrasts(slab, pixels) + size for slab in slabs])
        slab, n = np.unravel_index(int(contrast.argmax()), contrast.shape)
        aside, rising, width, height = ellipses[n]
        home = origin + beside.side * aside * left + rising * cranial + AHEAD_MM[slab] * axis
        found.append(Start(home, axis, ellipse(width, height), SLIDE_MM))
    return found


def _ellipses(rise_mm: Floats, widths_mm: Floats, tall_mm: float) -> Points:
    """(n, 4): middle aside of the canal and up, width, height."""
    width, height, off, rise = (
        a.ravel() for a in np.meshgrid(widths_mm, HEIGHT_SHARES * tall_mm, OFF_CANAL_MM, rise_mm, indexing="ij")
    )
    return np.stack([off + width / 2.0, rise, width, height], axis=1)


def _pixels(ellipses: Floats, first_up: float, count_up: int) -> npt.NDArray[np.int64]:
    """(n, turns, inside and outside): which pixel of a picture [aside, up] each ellipse looks at."""
    turn = np.arange(TURNS) * 2.0 * np.pi / TURNS
    aside, rise, width, height = (column[:, None] for column in ellipses.T)
    radius = 0.5 / np.hypot(np.cos(turn) / width, np.sin(turn) / height)
    reach = np.maximum(radius[..., None] + np.array(INSIDE_MM + OUTSIDE_MM), 0.0)
    x = np.rint((aside[..., None] + reach * np.cos(turn)[:, None] - ASIDE_MM[0]) / STEP_MM).astype(np.int64)
    y = np.rint((rise[..., None] + reach * np.sin(turn)[:, None] - first_up) / STEP_MM).astype(np.int64)
    return np.asarray(np.clip(x, 0, len(ASIDE_MM) - 1) * count_up + np.clip(y, 0, count_up - 1))


def _contrasts(picture: FloatImage, pixels: npt.NDArray[np.int64]) -> Floats:
    """Of each ellipse: how much brighter its rim is than what lies outside, all round and in its worst quarter."""
    hu = picture.ravel()[pixels]
    count = len(INSIDE_MM)
    rim = np.clip((hu[..., :count].max(axis=2) - hu[..., count:].min(axis=2)) / FULL_HU, -1.0, 1.0)
    quarters = np.roll(rim, TURNS // 8, axis=1).reshape(len(rim), 4, TURNS // 4).mean(axis=2)
    return np.asarray(rim.mean(axis=1) + WORST_WEIGHT * quarters.min(axis=1))
