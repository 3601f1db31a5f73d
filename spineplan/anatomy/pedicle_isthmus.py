"""The narrowest part of a pedicle: a tube from body to arch, measured across its own axis at native resolution."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from spineplan.anatomy.canal_surface import CanalSurface
from spineplan.anatomy.closed_contour import stacked_contours
from spineplan.anatomy.cubic_image import FloatImage, NativeImage
from spineplan.anatomy.level_span import LevelSpan
from spineplan.anatomy.spine_line import SpineLine
from spineplan.anatomy.thin_wall import outer_walls
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, cross, unit

Side = Literal["left", "right"]
Floats = npt.NDArray[np.float64]

ANGLES = 48
RADII_MM = np.arange(1.0, 14.0, 0.25)
MIRRORED = (-np.arange(ANGLES) + ANGLES // 2) % ANGLES
"""The angle on one side that is each angle on the other."""
ALONG_MM = np.arange(-5.0, 5.5, 1.0)
START_SHARE = 0.66
"""Pedicles leave the upper half of the body; the bright centroid around here starts the search."""
BEHIND_WALL_MM = ((18.0, 28.0), (4.0, 6.0))
HALF_WIDTH_MM = 4.0
HALF_HEIGHT_OF_STEP_MM = ((18.0, 22.0, 28.0, 32.0, 38.0), (5.3, 6.3, 9.0, 8.0, 7.8))
"""Half width, and half height by the step from disc to disc, that the contour starts from; a light pull, so that
neither 3 mm nor 18 mm is hidden."""
PRIOR_WEIGHT, FIRM_PRIOR_WEIGHT = 0.10, 3.0
SMOOTH_WEIGHT = 0.025
HU_CLIP = (-50.0, 1000.0)
CLEAR_DROP_HU = (150.0, 700.0)
SOFT_HU, LEFT_BONE_MM = 90.0, 1.0
"""After this much soft tissue beyond bone the contour has left the pedicle."""
LEAST_RADIUS_MM = 0.8
SEEN = 0.55
"""A pedicle whose wall shows at fewer angles than this is measured with the other side's shape, and flagged. [CONV]"""
UNLIKE_MM = 2.0
USUAL_CONVERGENCE = 0.15
ELSEWHERE_MM = 4.0
"""A contour this far from the other side's mirror image may sit on a rib or facet."""
DESTROYED_SHARE = 0.4
"""A pedicle this much darker than the other one is taken for lytic and closed with the other's shape. [CONV]"""
MOST_TRANSVERSE_DEG = 50.0
SAGITTAL_DEG = (-12.0, 28.0)


@dataclass(frozen=True, eq=False)
class Pedicle:
    """centre_mm: LPS, middle of the isthmus. axis: unit LPS, from back to front. width_mm, height_mm: outer, across the
    axis, in the transverse and the cranial direction of the vertebra. transverse_deg: + when the axis runs medially
    toward the front; sagittal_deg: + when it rises toward the front. outline_mm: LPS curve (n, 3) of the isthmus.
    tube_mm (m, n, 3): outlines along the axis, back to front. seen: share of the wall with an edge."""

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

    @property
    def wall_seen(self) -> bool:
        """Whether the width is measured on the patient's own wall all round."""
        return self.seen >= SEEN


@dataclass(frozen=True, eq=False)
class _Tube:
    centre: Vector
    axis: Vector
    across: Vector
    up: Vector
    radius: Floats
    seen: float
    core_hu: float


def pedicles_of(image: NativeImage, span: LevelSpan, line: SpineLine, canal: CanalSurface) -> tuple[Pedicle, Pedicle]:
    """(left, right) pedicles of one vertebra."""
    axes = {side: unit(span.axes[1] - side * USUAL_CONVERGENCE * span.axes[0]) for side in (1, -1)}
    starts = {side: _start(image, span, line, canal, side) for side in (1, -1)}
    tubes = {side: _fitted(image, span, starts[side], axes[side], side, None) for side in (1, -1)}
    for side in (1, -1):
        other = tubes[-side]
        centre = _mirrored(other, span, line, canal)
        axis = other.axis - 2.0 * float(other.axis @ span.axes[0]) * span.axes[0]
        if other.seen > SEEN and (tubes[side].seen < SEEN or _destroyed(image, tubes[side], other, centre, axis)):
            shape = other.radius[:, MIRRORED]
            tubes[side] = _fitted(image, span, centre, axis, side, shape)
    fine = {side: _to_outer_wall(image, tube) if tube.seen > 0 else tube for side, tube in tubes.items()}
    for side in (1, -1):
        if tubes[side].seen == 0:
            fine[side] = replace(fine[side], radius=fine[-side].radius[:, MIRRORED])
    return _measured(fine[1], span, "left"), _measured(fine[-1], span, "right")


def _start(image: NativeImage, span: LevelSpan, line: SpineLine, canal: CanalSurface, side: int) -> Vector:
    """The bright middle beside the canal at the height of the pedicles."""
    left, anterior, cranial = span.axes
    s = span.below.s_mm + START_SHARE * (span.above.s_mm - span.below.s_mm)
    origin = line.at(s)[0] + (span.wall_mm - float(np.interp(span.height_mm, *BEHIND_WALL_MM))) * anterior
    half = canal.half_width_mm(s, left=side > 0)
    aside = np.arange(half, half + 12.5)
    up = np.arange(-0.22, 0.23, 0.04) * span.height_mm
    ahead = np.arange(-3.0, 3.5, 1.5)
    grid = origin + side * aside[:, None, None, None] * left + up[:, None, None] * cranial + ahead[:, None] * anterior
    weight = np.square(np.clip(image.at(grid).mean(axis=2) - 100.0, 0.0, 500.0))
    weight *= np.exp(-np.square((aside - half) / 9.0))[:, None]
    total = max(float(weight.sum()), 1.0)
    at_aside = float((weight.sum(axis=1) * aside).sum()) / total if weight.any() else half + 5.0
    at_up = float((weight.sum(axis=0) * up).sum()) / total
    return np.asarray(origin + side * at_aside * left + at_up * cranial)


def _mirrored(other: _Tube, span: LevelSpan, line: SpineLine, canal: CanalSurface) -> Vector:
    """The other side's centre, reflected in the plane through the middle of the canal."""
    left = span.axes[0]
    s = span.below.s_mm + START_SHARE * (span.above.s_mm - span.below.s_mm)
    middle = line.at(s)[0] + 0.5 * (canal.half_width_mm(s, True) - canal.half_width_mm(s, False)) * left
    return np.asarray(other.centre - 2.0 * float((other.centre - middle) @ left) * left)


def _fitted(
    image: NativeImage, span: LevelSpan, centre: Vector, axis: Vector, side: int, shape: Floats | None
) -> _Tube:
    """Contours across the axis, the axis through their centres, in rounds; with a given shape, where they are told."""
    left, _, cranial = span.axes
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    tall = float(np.interp(span.height_mm, *HALF_HEIGHT_OF_STEP_MM))
    prior = 1.0 / np.hypot(np.cos(angle) / HALF_WIDTH_MM, np.sin(angle) / tall)
    target = prior if shape is None else shape
    weight = PRIOR_WEIGHT if shape is None else FIRM_PRIOR_WEIGHT
    tube = None
    for turn in range(4):
        across = unit(left - axis * float(left @ axis))
        up = cross(axis, -across)
        up = up if float(up @ cranial) > 0 else -up
        polar, cost = _edges(image, centre, axis, across, up)
        radius = stacked_contours(cost + _pull(target, weight), RADII_MM, target, SMOOTH_WEIGHT, 1.0)
        seen = _seen(cost, radius)
        tube = _Tube(centre, axis, across, up, radius, seen if shape is None else 0.0, _core_hu(polar, radius))
        middles = _middles(tube)
        inner = middles[2:-2]
        drift = np.median(inner, axis=0) - centre
        if shape is not None:
            break
        centre = centre + np.clip(drift - axis * float(drift @ axis), -2.0, 2.0)
        if turn < 3:
            axis = _held(_direction(inner, axis), span, side)
    assert tube is not None
    return tube


def _pull(target: Floats, weight: float) -> FloatImage:
    away = (RADII_MM - np.atleast_2d(target)[..., None]) / np.atleast_2d(target)[..., None]
    return np.asarray(weight * np.minimum(np.square(away), 6.0), dtype=np.float32)


def _edges(
    image: NativeImage, centre: Vector, axis: Vector, across: Vector, up: Vector
) -> tuple[FloatImage, FloatImage]:
    """HU [along, angle, radius from 0 in steps of 0.25 mm] and the cost of the pedicle's wall there."""
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    spokes = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * up
    reach = np.arange(0.0, RADII_MM[-1] + 2.0, 0.25)
    points = centre + ALONG_MM[:, None, None, None] * axis + reach[:, None] * spokes[:, None, :]
    polar = np.clip(image.at(points), *HU_CLIP)
    smooth = gaussian_filter1d(polar, 1.5, axis=2)
    fall = -np.gradient(smooth, axis=2) * 4.0
    first = int(RADII_MM[0] / 0.25)
    fall = fall[..., first : first + len(RADII_MM)]
    clear = float(np.clip(np.percentile(fall.max(axis=2), 60), *CLEAR_DROP_HU))
    soft = np.cumsum(polar[..., : first + len(RADII_MM)] < SOFT_HU, axis=2)[..., first:] * 0.25
    bone_before = np.maximum.accumulate(polar[..., : first + len(RADII_MM)], axis=2)[..., first:] > 200.0
    gone = (soft > LEFT_BONE_MM) & bone_before
    return polar, np.asarray(1.0 - np.clip(fall / clear, 0.0, 1.0) + 0.6 * gone, dtype=np.float32)


def _destroyed(image: NativeImage, own: _Tube, other: _Tube, centre: Vector, axis: Vector) -> bool:
    """Whether there is no bone where the other side's mirror image says, and what was found instead is unlike it."""
    unlike = own.core_hu < DESTROYED_SHARE * other.core_hu
    widths = [float(tube.radius[3:-3, 0].mean() + tube.radius[3:-3, ANGLES // 2].mean()) for tube in (own, other)]
    unlike |= abs(widths[0] - widths[1]) > min(UNLIKE_MM, 0.3 * widths[1])
    unlike |= float(np.linalg.norm(own.centre - centre)) > ELSEWHERE_MM
    polar, _ = _edges(image, centre, axis, own.across, own.up)
    return unlike and _core_hu(polar, other.radius) < DESTROYED_SHARE * other.core_hu


def _core_hu(polar: FloatImage, radius: Floats) -> float:
    """Mean HU within 2.5 mm of the axis, or half way to a nearer wall, over the middle of the tube."""
    reach = np.arange(polar.shape[2]) * 0.25
    inside = reach <= np.minimum(0.8 * radius, 2.5)[..., None]
    return float(polar[3:-3][inside[3:-3]].mean())


def _seen(cost: FloatImage, radius: Floats) -> float:
    at = np.clip(np.rint((radius - RADII_MM[0]) / 0.25).astype(int), 1, len(RADII_MM) - 2)
    around = np.stack([np.take_along_axis(cost, (at + d)[..., None], axis=2)[..., 0] for d in (-1, 0, 1)])
    return float((around.min(axis=0)[3:-3] < 0.65).mean())


def _to_outer_wall(image: NativeImage, tube: _Tube) -> _Tube:
    """The tube with its radii on the outer face of the cortex, below the size of a voxel."""
    polar, _ = _edges(image, tube.centre, tube.axis, tube.across, tube.up)
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    spokes = np.cos(angle)[:, None] * tube.across + np.sin(angle)[:, None] * tube.up
    found = outer_walls(polar, 0.25, tube.radius, image.sigma_mm(spokes), image.sharpness.cortex_hu, CLEAR_DROP_HU[0])
    # A ray without a wall of its own follows its neighbours.
    known = np.isfinite(found)
    off = np.where(known, found - tube.radius, 0.0)
    weight = np.pad(known.astype(np.float64), ((0, 0), (8, 8)), mode="wrap")
    off = np.pad(off, ((0, 0), (8, 8)), mode="wrap")
    share = gaussian_filter(weight, (1.0, 1.5), mode="nearest")
    off = gaussian_filter(off * weight, (1.0, 1.5), mode="nearest") / np.maximum(share, 1e-3)
    return replace(tube, radius=np.maximum(tube.radius + off[:, 8:-8], LEAST_RADIUS_MM))


def _outlines(tube: _Tube) -> Points:
    """(along, angles, 3) LPS."""
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    spokes = np.cos(angle)[:, None] * tube.across + np.sin(angle)[:, None] * tube.up
    return tube.centre + ALONG_MM[:, None, None] * tube.axis + tube.radius[..., None] * spokes


def _middles(tube: _Tube) -> Points:
    """Centroid of each outline, LPS."""
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    area = np.square(tube.radius).sum(axis=1)
    cube = tube.radius**3
    x = 2.0 / 3.0 * (cube * np.cos(angle)).sum(axis=1) / area
    y = 2.0 / 3.0 * (cube * np.sin(angle)).sum(axis=1) / area
    offset = ALONG_MM[:, None] * tube.axis + x[:, None] * tube.across + y[:, None] * tube.up
    return np.asarray(tube.centre + offset, dtype=np.float64)


def _direction(points: Points, axis: Vector) -> Vector:
    """Direction of the line through points, along axis."""
    _, _, rows = np.linalg.svd(points - points.mean(axis=0))
    found = rows[0]
    return np.asarray(found if float(found @ axis) > 0 else -found)


def _held(axis: Vector, span: LevelSpan, side: int) -> Vector:
    """The axis within the angles that pedicles have."""
    left, anterior, cranial = span.axes
    ahead = max(float(axis @ anterior), 0.3)
    aside = np.clip(
        -side * float(axis @ left) / ahead, np.tan(np.radians(-25.0)), np.tan(np.radians(MOST_TRANSVERSE_DEG))
    )
    up = np.clip(float(axis @ cranial) / ahead, *np.tan(np.radians(SAGITTAL_DEG)))
    return unit(anterior - side * aside * left + up * cranial)


def _measured(tube: _Tube, span: LevelSpan, side: Side) -> Pedicle:
    left, anterior, cranial = span.axes
    area = gaussian_filter1d(np.square(tube.radius).sum(axis=1), 1.0)
    at = 2 + int(area[2:-2].argmin())
    outline = _outlines(tube)
    quarter = ANGLES // 4

    def across(n: int) -> float:
        lanes = [(n + d) % ANGLES for d in (-2, -1, 0, 1, 2)]
        return float(np.mean([tube.radius[at, a] + tube.radius[at, (a + ANGLES // 2) % ANGLES] for a in lanes]))

    sign = 1.0 if side == "left" else -1.0
    ahead = float(tube.axis @ anterior)
    transverse = float(np.degrees(np.arctan2(-sign * float(tube.axis @ left), ahead)))
    sagittal = float(np.degrees(np.arctan2(float(tube.axis @ cranial), ahead)))
    return Pedicle(side, _middles(tube)[at], tube.axis, across(0), across(quarter), transverse, sagittal, outline[at],
                   outline, tube.seen)  # fmt: skip


def tube_voxels(pedicle: Pedicle, points_mm: Points) -> npt.NDArray[np.bool_]:
    """Which LPS points (..., 3) lie within the tube: it closes a pedicle that a lesion has opened."""
    middles = pedicle.tube_mm.mean(axis=1)
    offset = points_mm[..., None, :] - middles
    row = np.abs(offset @ pedicle.axis).argmin(axis=-1)
    away = np.take_along_axis(offset, row[..., None, None], axis=-2)[..., 0, :]
    along = away @ pedicle.axis
    spokes = pedicle.tube_mm - middles[:, None]
    across = spokes[len(spokes) // 2, 0] / np.linalg.norm(spokes[len(spokes) // 2, 0])
    up = spokes[len(spokes) // 2, ANGLES // 4] / np.linalg.norm(spokes[len(spokes) // 2, ANGLES // 4])
    turn = np.arctan2(away @ up, away @ across) / (2.0 * np.pi) % 1.0 * ANGLES
    limit = np.linalg.norm(spokes, axis=2)[row, np.rint(turn).astype(int) % ANGLES]
    return np.asarray((np.hypot(away @ up, away @ across) <= limit) & (np.abs(along) <= 0.6))
