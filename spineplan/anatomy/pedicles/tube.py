"""A pedicle as a tube: closed contours across its axis, the axis along the walls, down to below the size of a voxel."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from spineplan.anatomy.closed_contour import stacked_contours
from spineplan.anatomy.cubic_image import FloatImage, NativeImage
from spineplan.anatomy.pedicles.axis import middle, tilt
from spineplan.anatomy.thin_wall import outer_walls
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, cross, unit

Floats = npt.NDArray[np.float64]

ANGLES = 48
RADII_MM = np.arange(1.0, 14.0, 0.25)
ALONG_MM = np.arange(-5.0, 5.5, 1.0)
PRIOR_WEIGHT, TALL_WEIGHT, FIRM_PRIOR_WEIGHT = 0.10, 0.4, 3.0
"""The contour's pull to the size it starts from; light, so that neither 3 mm nor 18 mm is hidden. Up and down it is
stronger where the contour is smaller: heights vary less than widths, and edges within the bone are many. [CONV]"""
SMOOTH_WEIGHT = 0.025
HU_CLIP = (-50.0, 1000.0)
CLEAR_DROP_HU = (150.0, 700.0)
SOFT_HU, LEFT_BONE_MM = 90.0, 1.0
"""After this much soft tissue beyond bone the contour has left the pedicle."""
LEAST_RADIUS_MM = 0.8
SEEN_COST = 0.65
AXIS_REACH_MM = 2.5
"""The axis follows the walls this near (sigma) to the narrowest section. [CONV]"""
MOST_STEP_MM = 2.0
VALLEY_HU, BEYOND_VALLEY = 250.0, 0.4
"""Behind a darker valley this deep lies the next bone, a rib or a facet, and this is what going there costs. [CONV]"""
OUTWARD_MM = 0.6
"""At its sides the outer face lies no further out than this from the steepest fall: there a rib may touch. [CONV]"""
CUT_SHARE = 0.05
"""With more of its wall beyond the image a section is not measured. [CONV]"""
MOST_TRANSVERSE_DEG = 50.0
SAGITTAL_DEG = (-32.0, 32.0)


@dataclass(frozen=True, eq=False)
class Tube:
    """radius (sections, angles): from centre + ALONG_MM * axis, angle 0 along `across`, a quarter turn later `up`.
    home: where the search began; slide_mm: the narrowest section lies this far behind to ahead of it, for further on is
    lamina or body. clear (sections, angles): how clear the wall is, 0 to 1. seen: share of the wall with
    an edge, 0 where the image cuts it; cost: how unlike a wall the contour is; core_hu: within the tube. told: its
    place and shape are the other side's."""

    home: Vector
    slide_mm: tuple[float, float]
    centre: Vector
    axis: Vector
    across: Vector
    up: Vector
    radius: Floats
    clear: Floats
    seen: float
    cost: float
    core_hu: float
    told: bool = False

    @property
    def spokes(self) -> Points:
        """(angles, 3) unit LPS directions of the radii."""
        angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
        return np.asarray(np.cos(angle)[:, None] * self.across + np.sin(angle)[:, None] * self.up)

    @property
    def outlines(self) -> Points:
        """(sections, angles, 3) LPS."""
        return np.asarray(
            self.centre + ALONG_MM[:, None, None] * self.axis + self.radius[..., None] * self.spokes[None]
        )

    @property
    def middles(self) -> Points:
        """(sections, 3) centroids of the outlines, LPS."""
        x, y = middle(self.radius)
        offset = ALONG_MM[:, None] * self.axis + x[:, None] * self.across + y[:, None] * self.up
        return np.asarray(self.centre + offset, dtype=np.float64)

    @property
    def mean_radius_mm(self) -> float:
        """Of the smallest section."""
        return float(np.sqrt(np.square(self.radius[self.narrowest]).mean()))

    @property
    def wide_mm(self) -> float:
        """Of the smallest section, across."""
        return float(self.radius[self.narrowest, 0] + self.radius[self.narrowest, ANGLES // 2])

    @property
    def narrowest(self) -> int:
        """Index of the smallest section, away from the ends and from what is no pedicle."""
        area = gaussian_filter1d(np.square(self.radius).sum(axis=1), 1.0)
        along = ALONG_MM + float((self.centre - self.home) @ self.axis)
        too_far = np.maximum(np.maximum(self.slide_mm[0] - along, along - self.slide_mm[1]), 0.0)
        return int(min(range(2, len(ALONG_MM) - 2), key=lambda row: (too_far[row], area[row])))


@dataclass(frozen=True, eq=False)
class Search:
    """axes: rows left, anterior, cranial of the vertebra; side: 1 left, -1 right; home, slide_mm: as in Tube; outline:
    radii (angles,) to begin with."""

    image: NativeImage
    axes: Points
    side: int
    home: Vector
    slide_mm: tuple[float, float]
    outline: Floats

    def fitted(self, axis: Vector, rounds: int) -> Tube:
        """Contours across the axis and the axis along their walls, in rounds."""
        return self.followed(self._contoured(self.home, axis, self.outline, PRIOR_WEIGHT), rounds)

    def followed(self, tube: Tube, rounds: int) -> Tube:
        """The same tube after more rounds."""
        for _ in range(rounds):
            tube = self._contoured(*_along_walls(tube, self.axes, self.side), self.outline, PRIOR_WEIGHT)
        return tube

    def told(self, axis: Vector) -> Tube:
        """The tube where and as it is told, whatever the image shows; outline: (sections, angles)."""
        return replace(self._contoured(self.home, axis, self.outline, FIRM_PRIOR_WEIGHT), seen=0.0, told=True)

    def refined(self, tube: Tube) -> Tube:
        """The tube on the outer face of the cortex, with its axis along that face."""
        return to_outer_wall(self.image, self.followed(to_outer_wall(self.image, tube), 1))

    def _contoured(self, centre: Vector, axis: Vector, target: Floats, weight: float) -> Tube:
        left, _, cranial = self.axes
        across = unit(cross(axis, cranial))
        across = across if float(across @ left) > 0 else -across
        up = cross(axis, across)
        up = up if float(up @ cranial) > 0 else -up
        polar, cost, inside = edges(self.image, centre, axis, across, up)
        away = _pull(target, weight) + BEYOND_VALLEY * _beyond_valley(polar)
        radius = stacked_contours(cost + away, RADII_MM, target, SMOOTH_WEIGHT, 1.0)
        near = _at_wall(cost, radius)
        inner = near[3:-3]
        tube = Tube(self.home, self.slide_mm, centre, axis, across, up, radius, np.clip(1.0 - near, 0.05, 1.0),
                    float((inner < SEEN_COST).mean()), float(inner.mean()), core_hu(polar, radius))  # fmt: skip
        at = tube.narrowest
        cut = float(np.mean(radius[at - 1 : at + 2] > inside[at - 1 : at + 2]))
        return tube if cut <= CUT_SHARE else replace(tube, seen=0.0)


def _along_walls(tube: Tube, axes: Points, side: int) -> tuple[Vector, Vector]:
    """(centre, axis) of the straight tube through the walls near the narrowest section."""
    at = float(ALONG_MM[tube.narrowest])
    weight = tube.clear * np.exp(-0.5 * np.square((ALONG_MM - at) / AXIS_REACH_MM))[:, None]
    aside, rise, outline = tilt(tube.radius, ALONG_MM, weight)
    x, y = middle(outline)
    step = np.clip(x + at * aside, -MOST_STEP_MM, MOST_STEP_MM) * tube.across
    step = step + np.clip(y + at * rise, -MOST_STEP_MM, MOST_STEP_MM) * tube.up
    centre = tube.centre + np.clip(at, -MOST_STEP_MM, MOST_STEP_MM) * tube.axis + step
    return np.asarray(centre), held(unit(tube.axis + aside * tube.across + rise * tube.up), axes, side)


def _pull(target: Floats, weight: float) -> FloatImage:
    away = (RADII_MM - np.atleast_2d(target)[..., None]) / np.atleast_2d(target)[..., None]
    upright = np.sin(np.arange(ANGLES) * 2.0 * np.pi / ANGLES)[:, None] ** 4
    return np.asarray(
        (weight + TALL_WEIGHT * upright * (away < 0)) * np.minimum(np.square(away), 6.0), dtype=np.float32
    )


def edges(
    image: NativeImage, centre: Vector, axis: Vector, across: Vector, up: Vector
) -> tuple[FloatImage, FloatImage, Floats]:
    """HU [along, angle, radius from 0 in steps of 0.25 mm], the cost of the pedicle's wall there, and how far the image
    reaches [along, angle]."""
    points = _points(centre, axis, across, up)
    outside = ~image.holds(points)
    inside = np.where(outside.any(axis=2), outside.argmax(axis=2) * 0.25, np.inf)
    polar = np.clip(image.at(points), *HU_CLIP)
    smooth = gaussian_filter1d(polar, 1.5, axis=2)
    fall = -np.gradient(smooth, axis=2) * 4.0
    first = int(RADII_MM[0] / 0.25)
    fall = np.where(inside[..., None] - 1.0 <= RADII_MM, 0.0, fall[..., first : first + len(RADII_MM)])
    clear = float(np.clip(np.percentile(fall.max(axis=2), 60), *CLEAR_DROP_HU))
    soft = np.cumsum(polar[..., : first + len(RADII_MM)] < SOFT_HU, axis=2)[..., first:] * 0.25
    bone_before = np.maximum.accumulate(polar[..., : first + len(RADII_MM)], axis=2)[..., first:] > 200.0
    gone = (soft > LEFT_BONE_MM) & bone_before
    return polar, np.asarray(1.0 - np.clip(fall / clear, 0.0, 1.0) + 0.6 * gone, dtype=np.float32), inside


def _beyond_valley(polar: FloatImage) -> FloatImage:
    """1 where a ray [along, angle, radius] has crossed a valley between two bones, else 0; for RADII_MM."""
    polar = gaussian_filter1d(polar, 1.5, axis=2)
    out = np.zeros_like(polar)
    ridge, bottom, deepest = polar[..., 0].copy(), polar[..., 0].copy(), out[..., 0].copy()
    for n in range(1, polar.shape[-1]):
        here = polar[..., n]
        bottom = np.minimum(bottom, here)
        deepest = np.maximum(deepest, np.minimum(ridge, here) - bottom)
        bottom = np.where(here > ridge, here, bottom)
        ridge = np.maximum(ridge, here)
        out[..., n] = deepest
    first = int(RADII_MM[0] / 0.25)
    return np.asarray(out[..., first : first + len(RADII_MM)] > VALLEY_HU, dtype=np.float32)


def _points(centre: Vector, axis: Vector, across: Vector, up: Vector) -> Points:
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    spokes = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * up
    reach = np.arange(0.0, RADII_MM[-1] + 2.0, 0.25)
    return np.asarray(centre + ALONG_MM[:, None, None, None] * axis + reach[:, None] * spokes[:, None, :])


def core_hu(polar: FloatImage, radius: Floats) -> float:
    """Mean HU within 2.5 mm of the axis, or half way to a nearer wall, over the middle of the tube."""
    reach = np.arange(polar.shape[2]) * 0.25
    inside = reach <= np.minimum(0.8 * radius, 2.5)[..., None]
    return float(polar[3:-3][inside[3:-3]].mean())


def _at_wall(cost: FloatImage, radius: Floats) -> Floats:
    at = np.clip(np.rint((radius - RADII_MM[0]) / 0.25).astype(int), 1, len(RADII_MM) - 2)
    around = np.stack([np.take_along_axis(cost, (at + d)[..., None], axis=2)[..., 0] for d in (-1, 0, 1)])
    return np.asarray(around.min(axis=0), dtype=np.float64)


def to_outer_wall(image: NativeImage, tube: Tube) -> Tube:
    """The tube with its radii on the outer face of the cortex, below the size of a voxel."""
    polar = np.clip(image.at(_points(tube.centre, tube.axis, tube.across, tube.up)), *HU_CLIP)
    sigma = image.sigma_mm(tube.spokes)
    found = outer_walls(polar, 0.25, tube.radius, sigma, image.sharpness.cortex_hu, CLEAR_DROP_HU[0])
    # A ray without a wall of its own, or onto the next bone's, follows its neighbours.
    aside = np.abs(np.cos(np.arange(ANGLES) * 2.0 * np.pi / ANGLES)) > 0.5
    known = np.isfinite(found) & ~(aside & (found - tube.radius > OUTWARD_MM))
    off = np.where(known, found - tube.radius, 0.0)
    weight = np.pad(known.astype(np.float64), ((0, 0), (8, 8)), mode="wrap")
    off = np.pad(off, ((0, 0), (8, 8)), mode="wrap")
    share = gaussian_filter(weight, (1.0, 1.5), mode="nearest")
    off = gaussian_filter(off * weight, (1.0, 1.5), mode="nearest") / np.maximum(share, 1e-3)
    return replace(tube, radius=np.maximum(tube.radius + off[:, 8:-8], LEAST_RADIUS_MM))


def held(axis: Vector, axes: Points, side: int) -> Vector:
    """The axis within the angles that pedicles have."""
    left, anterior, cranial = axes
    ahead = max(float(axis @ anterior), 0.3)
    least, most = np.tan(np.radians([-25.0, MOST_TRANSVERSE_DEG]))
    aside = np.clip(-side * float(axis @ left) / ahead, least, most)
    up = np.clip(float(axis @ cranial) / ahead, *np.tan(np.radians(SAGITTAL_DEG)))
    return unit(anterior - side * aside * left + up * cranial)
