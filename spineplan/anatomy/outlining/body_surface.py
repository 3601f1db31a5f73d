"""The surface of a vertebral body as one smooth closed wall and two end-plates: holes in the bone do not matter."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import (
    gaussian_filter,
    gaussian_filter1d,
    grey_opening,
    map_coordinates,
    median_filter,
    uniform_filter1d,
)

from spineplan.anatomy.closed_contour import stacked_contours
from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import CubicImage, FloatImage
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.geometry.affine import Points

ANGLES = 72
RADII_MM = np.arange(4.0, 36.0, 0.5)
MARGIN_MM = 7.0
HALF_Y_MM, HALF_X_MM = 30.0, 36.0
HU_CLIP = (-100.0, 1200.0)
"""Metal and cement count as dense bone, gas and lung as fat: neither outweighs the wall next to it."""
CLEAR_DROP_HU = (120.0, 800.0)
"""Fall of HU across a clear wall: the patient's own (the upper quarter of its edges), within these limits."""
BONE_INSIDE_HU = (60.0, 130.0)
"""An edge counts only with bone on its inner side: a destroyed wall must not send the contour to the lung. [CONV]"""
SEEN = 0.3
"""Share of a clear edge at which a wall counts as seen. [CONV]"""
EDGE_MM = 1.0
"""Half the window across an edge: a wider one would settle outside a thin bright cortex."""
PRIOR_WEIGHT, PRIOR_SHARE = 0.35, 0.22
SMOOTH_WEIGHT = 0.06
PLATE_REACH_MM = 8.0
PLATE_DEEP = 1.25
"""A rise deeper in the body than the plate around it counts as this many times as far: the floor of a hole that tumour
ate rises like a plate. [CONV]"""
PLATE_PAST_DISC_MM, PLATE_BEYOND_MM = 1.0, 2.5
"""An end-plate may bulge this far past the middle of its disc, or lie this far past the guess where the image ends;
farther out is the neighbour's. [CONV]"""
BLOOM_MM = 0.45
"""The scanner's blur moves the steepest fall of a thin bright cortex outward by this much. [CONV]"""
PLATE_BLOOM_MM = (BLOOM_MM, 0.65)
"""An end-plate is thinner: a thin bright plate falls off most steeply one sigma of the blur outside. Outlines drawn on
thick slices follow what is seen, not the plate: hence the most. [CONV]"""
DISC_HU = 40.0
"""Gas in a disc, and fat beside a displaced one, count as disc: only where bone begins matters."""
BRIGHTEST_DISC_HU = 130.0
DISC_SPREAD_HU = (60.0, 80.0)
"""What is brighter than the disc by more than the first is less and less disc. [CONV]"""
PLATE_START_SHARE, PLATE_START_MM = 0.12, 4.0
"""A disc plane lies this far from the end-plate: a share of the vertebra's room, at most so much."""
PLATE_DEPTH_SHARE = 0.45
PLATE_CORE = 0.8
PLATE_SLOPES = np.tan(np.radians([-18.0, -12.0, -6.0, 0.0, 6.0, 12.0, 18.0]))
PLATE_FAR_PRICE, PLATE_FAR_CAP, PLATE_TILT_PRICE = 0.006, 0.35, 0.6
PLATE_LEAST_RISE = 0.12
"""Mean rise over the core, as a share of a clear one, at which a plate is seen. [CONV]"""
PIT_RADIUS_MM, PIT_MM, PIT_SHARE = 7, 1.5, 0.5
"""A pit is narrower than this radius allows and deeper than its surroundings, by so much and by this share of how far
those sank themselves. [CONV]"""
PIT = np.hypot(*np.ogrid[-PIT_RADIUS_MM : PIT_RADIUS_MM + 1, -PIT_RADIUS_MM : PIT_RADIUS_MM + 1]) <= PIT_RADIUS_MM
PLATE_WEIGHT = 0.035
"""[CONV] weights of smoothness against evidence; set on CTs with known outlines."""


@dataclass(frozen=True, eq=False)
class BodySurface:
    """In the span's local coordinates. wall_mm (rows, angles): radius around (centre_y, centre_x) of the row; rows are
    1 mm apart from the caudal plane on; angle 0 is anterior and grows toward the left. lower_h, upper_h [y, x]:
    end-plates as h, on a 1 mm map of +-HALF_Y_MM, +-HALF_X_MM. clarity: 0..1, how much of the wall has an edge; edge_hu
    (rows, angles): fall of HU across it, with bone on its inner side."""

    span: LevelSpan
    wall_mm: npt.NDArray[np.float64]
    centre_y_mm: float
    centre_x_mm: float
    lower_h: npt.NDArray[np.float64]
    upper_h: npt.NDArray[np.float64]
    clarity: float
    edge_hu: npt.NDArray[np.float64]

    def inside(self, points_mm: Points) -> npt.NDArray[np.bool_]:
        """Which LPS points (..., 3) are body."""
        local = self.span.local(points_mm).reshape(-1, 3)
        rows = self.span.height_mm
        found = body_inside(np.ascontiguousarray(local), self.wall_mm, self.centre_y_mm, self.centre_x_mm, rows,
                            self.lower_h, self.upper_h, HALF_Y_MM, HALF_X_MM)  # fmt: skip
        return found.reshape(np.shape(points_mm)[:-1])


def fit_body(image: CubicImage, span: LevelSpan, blur_mm: float) -> BodySurface:
    """Fit wall and end-plates of the body of one span in a CT of about 1 mm cubes, blurred so much along the span."""
    box = np.clip(span.box(image, MARGIN_MM, HALF_Y_MM, HALF_X_MM), *HU_CLIP)
    inner = box[int(MARGIN_MM) : len(box) - int(MARGIN_MM)]
    centre = np.zeros(2)
    prior = _prior(span)
    wall: npt.NDArray[np.float64] = np.empty(0)
    strength: FloatImage = np.empty(0, dtype=np.float32)
    clear = 0.0
    for _ in range(3):
        edges, strength, clear = _wall_edges(inner, centre)
        wall = _fitted(edges, prior)
        shift = _centroid(np.median(wall[len(wall) // 4 : -len(wall) // 4 or None], axis=0))
        if float(np.abs(shift).max()) < 0.4:
            break
        centre = np.clip(centre + shift, -8.0, 8.0)
        mean = np.median(wall, axis=0)
        mirrored = mean[(-np.arange(ANGLES)) % ANGLES]
        prior = 0.5 * (0.5 * (mean + mirrored)) + 0.5 * _prior(span)
    at = np.clip(np.rint((wall - RADII_MM[0]) * 2.0).astype(int), 0, len(RADII_MM) - 1)
    found = np.take_along_axis(strength, at[..., None], axis=2)[..., 0]
    clarity = float((found > SEEN).mean())
    mean_wall = np.median(wall, axis=0)
    bloom = min(max(blur_mm, PLATE_BLOOM_MM[0]), PLATE_BLOOM_MM[1]) / span.height_mm
    lower = _plate(box, span, mean_wall, centre, upper=False) + bloom
    upper = _plate(box, span, mean_wall, centre, upper=True) - bloom
    return BodySurface(span, wall - BLOOM_MM, float(centre[0]), float(centre[1]), lower, upper, clarity,
                       clear * found.astype(np.float64))  # fmt: skip


def _prior(span: LevelSpan) -> npt.NDArray[np.float64]:
    """Radius per angle of a body of the expected size: elliptic in front, flat behind."""
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    half_y, half_x = span.depth_mm / 2.0, span.depth_mm * 0.65
    ahead, aside = np.cos(angle), np.sin(angle)
    power = np.where(ahead < 0, 3.0, 2.0)
    return np.asarray((np.abs(ahead / half_y) ** power + np.abs(aside / half_x) ** power) ** (-1.0 / power))


def _wall_edges(inner: FloatImage, centre: npt.NDArray[np.float64]) -> tuple[FloatImage, FloatImage, float]:
    """Cost and edge strength [row, angle, radius]: low where bone ends and soft tissue begins; HU of a clear edge."""
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    reach = np.arange(RADII_MM[0] - 3.0, RADII_MM[-1] + 3.5, 0.5)
    y = centre[0] + HALF_Y_MM + np.cos(angle)[:, None] * reach
    x = centre[1] + HALF_X_MM + np.sin(angle)[:, None] * reach
    rows = np.broadcast_to(np.arange(len(inner))[:, None, None], (len(inner), *y.shape))
    polar = map_coordinates(inner, [rows, np.broadcast_to(y, rows.shape), np.broadcast_to(x, rows.shape)], order=1,
                            mode="nearest")  # fmt: skip
    polar = uniform_filter1d(polar, 3, axis=0, mode="nearest")
    width = int(EDGE_MM * 2)
    sums = np.cumsum(np.pad(polar, ((0, 0), (0, 0), (1, 0))), axis=2)
    mean = (sums[..., width:] - sums[..., :-width]) / width
    drop = mean[..., :-width] - mean[..., width:]
    # drop[n] lies between samples n + width - 1 and n + width: the mean of two neighbours lies on a radius.
    start = 6 - width
    drop = 0.5 * (drop[..., start : start + len(RADII_MM)] + drop[..., start + 1 : start + 1 + len(RADII_MM)])
    clear = float(np.clip(np.percentile(drop.max(axis=2), 75), *CLEAR_DROP_HU))
    inner_hu = mean[..., start : start + len(RADII_MM)]
    bone = np.clip((inner_hu - BONE_INSIDE_HU[0]) / (BONE_INSIDE_HU[1] - BONE_INSIDE_HU[0]), 0.0, 1.0)
    strength = np.clip(drop / clear, 0.0, 1.0) * bone
    return (1.0 - strength).astype(np.float32), strength.astype(np.float32), clear


def _fitted(edges: FloatImage, prior: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Radii [row, angle] of the smoothest wall along the edges: closed contours, pulled to their neighbours."""
    away = (RADII_MM[None, :] - prior[:, None]) / (PRIOR_SHARE * prior[:, None])
    cost = edges + PRIOR_WEIGHT * np.minimum(away**2, 9.0)[None].astype(np.float32)
    return stacked_contours(cost, RADII_MM, prior, SMOOTH_WEIGHT, row_sigma=2.0)


def _centroid(radius: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    area = (radius**2).sum()
    return np.array([(radius**3 * f(angle)).sum() * 2.0 / 3.0 / area for f in (np.cos, np.sin)])


def _plate(
    box: FloatImage, span: LevelSpan, wall: npt.NDArray[np.float64], centre: npt.NDArray[np.float64], upper: bool
) -> npt.NDArray[np.float64]:
    """End-plate as h on the [y, x] map: where HU rises most from disc to bone, smooth over lytic gaps."""
    profile = box[::-1] if upper else box
    depth = int(MARGIN_MM) + int(PLATE_DEPTH_SHARE * span.height_mm) + 1
    smooth = np.maximum(profile[: depth + 4], DISC_HU)
    smooth = uniform_filter1d(uniform_filter1d(smooth, 3, axis=1), 3, axis=2)
    rise = (smooth[1:] - smooth[:-1])[:depth]
    # Rows are counted from the caudal plane: the last one lies up to half a millimetre off the upper margin.
    first_mm = len(box) - 1.0 - MARGIN_MM - span.height_mm if upper else MARGIN_MM
    at = np.arange(len(rise), dtype=np.float64) + (0.5 - first_mm)
    y, x = _map_axes()
    y, x = y - centre[0], x - centre[1]
    limit = np.interp(
        np.arctan2(x, y) % (2 * np.pi), np.arange(ANGLES + 1) * 2 * np.pi / ANGLES, np.append(wall, wall[0])
    )
    inside = np.hypot(y, x) < limit
    clear = float(np.clip(np.percentile(rise.max(axis=0)[inside], 75), *CLEAR_DROP_HU)) if inside.any() else 1.0
    core = np.hypot(y, x) < PLATE_CORE * limit
    rise = np.asarray(np.clip(rise / clear, -0.3, 1.0) * _disc_outside(smooth, core)[: len(rise)], dtype=np.float32)
    real = (span.above if upper else span.below).real
    start = min(PLATE_START_SHARE * span.height_mm, PLATE_START_MM) if real else 0.0
    rise[at < -(PLATE_PAST_DISC_MM if real else PLATE_BEYOND_MM)] = -1.0
    flat = _flat_plate(rise, at, core, start, 0.0 if real else -PLATE_BEYOND_MM)
    surface, nearest = flat, _nearest_inside(inside)
    for turn in range(6):
        pull = PLATE_WEIGHT * (1.0 + turn)
        off = at[:, None, None] - surface
        off = np.where(off > 0.0, PLATE_DEEP * off, off)
        cost = -rise + pull * np.minimum(np.abs(off), PLATE_REACH_MM) ** 2 / 4.0
        chosen = at[cost.argmin(axis=0)] - flat
        middle = float(np.median(chosen[inside])) if inside.any() else 0.0
        smoothed = gaussian_filter(median_filter(np.where(inside, chosen, middle), size=7, mode="nearest"), 1.5)
        surface = flat + smoothed[nearest]
    h = _without_pits(surface, inside) / span.height_mm
    return 1.0 - h if upper else h


def _without_pits(depth_mm: npt.NDArray[np.float64], inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """A plate's depth [y, x] without narrow pits: tumour ate a hole there, or a disc broke in, and the vertebra goes
    on around it. A plate that sank as a whole is wide, and stays."""
    if not inside.any():
        return depth_mm
    around = grey_opening(depth_mm, footprint=PIT, mode="nearest")
    sunk = np.maximum(around - float(np.median(around[inside])), 0.0)
    return np.where(depth_mm - around > np.maximum(PIT_MM, PIT_SHARE * sunk), around, depth_mm)


def _disc_outside(profile: FloatImage, core: npt.NDArray[np.bool_]) -> FloatImage:
    """0..1 [row, y, x]: whether 2 mm outside of each row there is what the disc is made of, not bone of the body."""
    plane = int(MARGIN_MM)
    disc = min(float(np.median(profile[plane - 1 : plane + 2, core])), BRIGHTEST_DISC_HU) if core.any() else DISC_HU
    outside = np.concatenate([profile[:1], profile[:1], profile[:-2]])
    share: FloatImage = np.clip(1.0 - (outside - disc - DISC_SPREAD_HU[0]) / DISC_SPREAD_HU[1], 0.0, 1.0)
    return share


def _flat_plate(
    rise: FloatImage, at: npt.NDArray[np.float64], core: npt.NDArray[np.bool_], start_mm: float, least_mm: float
) -> npt.NDArray[np.float64]:
    """Height map [y, x] of the flat plate with the clearest rise over the whole core: holes do not move it."""
    y, x = (axis[core] for axis in np.broadcast_arrays(*_map_axes()))
    if len(y) == 0:
        return np.full(core.shape, start_mm)
    columns = rise[:, core]
    # Where no plate shows, it lies where it usually does, or where the image ends.
    best, found = PLATE_LEAST_RISE, (max(start_mm + min(least_mm, 0.0), at[0]), 0.0, 0.0)
    for slope_y in PLATE_SLOPES:
        for slope_x in PLATE_SLOPES:
            shift = np.rint(slope_y * y + slope_x * x).astype(int)
            mean = np.full(len(at), -1.0)
            for n in range(len(at)):
                row = n + shift
                known = (row >= 0) & (row < len(at))
                if known.mean() > 0.7:
                    mean[n] = float(columns[row[known], np.flatnonzero(known)].mean())
            value = gaussian_filter1d(mean, 0.8) - np.minimum(PLATE_FAR_PRICE * (at - start_mm) ** 2, PLATE_FAR_CAP)
            value -= PLATE_TILT_PRICE * (slope_y**2 + slope_x**2)
            value[at < least_mm] = -np.inf
            n = int(value.argmax())
            if value[n] > best:
                best, found = float(value[n]), (float(at[n]), slope_y, slope_x)
    y, x = _map_axes()
    return np.asarray(found[0] + found[1] * y + found[2] * x)


def _map_axes() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """y (n, 1) and x (1, m) of the end-plate maps."""
    return (np.arange(-HALF_Y_MM, HALF_Y_MM + 0.5)[:, None], np.arange(-HALF_X_MM, HALF_X_MM + 0.5)[None, :])


def _nearest_inside(inside: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.intp], ...]:
    """Index of the nearest place inside, for every place of a map."""
    from scipy.ndimage import distance_transform_edt

    if not inside.any():
        return tuple(np.indices(inside.shape))
    return tuple(distance_transform_edt(~inside, return_distances=False, return_indices=True))


@compiled
def body_inside(
    local: Points,
    wall: npt.NDArray[np.float64],
    centre_y: float,
    centre_x: float,
    height: float,
    lower: npt.NDArray[np.float64],
    upper: npt.NDArray[np.float64],
    half_y: float,
    half_x: float,
) -> npt.NDArray[np.bool_]:
    """Whether local points (n, 3) of h, y, x lie between the end-plates and within the wall."""
    out = np.zeros(len(local), dtype=np.bool_)
    rows, angles = wall.shape
    ny, nx = lower.shape
    for n in range(len(local)):
        h, y, x = local[n, 0], local[n, 1], local[n, 2]
        j, i = int(np.rint(y + half_y)), int(np.rint(x + half_x))
        if j < 0 or i < 0 or j >= ny or i >= nx or h < lower[j, i] or h > upper[j, i]:
            continue
        y -= centre_y
        x -= centre_x
        radius = np.hypot(y, x)
        row = min(max(h * height, 0.0), rows - 1.0)
        r0 = min(int(row), max(rows - 2, 0))
        r1 = min(r0 + 1, rows - 1)
        turn = (np.arctan2(x, y) / (2.0 * np.pi)) % 1.0 * angles
        a0 = int(turn) % angles
        a1 = (a0 + 1) % angles
        fr, fa = row - r0, turn - int(turn)
        limit = (wall[r0, a0] * (1 - fa) + wall[r0, a1] * fa) * (1 - fr) + (
            wall[r1, a0] * (1 - fa) + wall[r1, a1] * fa
        ) * fr
        out[n] = radius <= limit
    return out
