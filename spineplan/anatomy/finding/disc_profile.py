"""How much each place along the spine looks like a disc: dark between two bright end-plates, in the best tilt."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d, percentile_filter, uniform_filter1d

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import CubicImage, FloatImage
from spineplan.anatomy.finding.disc_axis import axis_disc
from spineplan.anatomy.finding.disc_phase import (
    AHEAD_MM,
    ASIDE_MM,
    THICKNESS_MM,
    WIDTH_OVER_DEPTH,
    BodyRows,
    disc_phase,
    envelope,
    sacrum_top,
)
from spineplan.anatomy.finding.spine_line import SpineLine, straightened

SAGITTAL_DEG = np.arange(-52.0, 29.0, 4.0)
"""Steep toward the sacrum: there the canal turns backward more than the disc does."""
CORONAL_DEG = np.arange(-24.0, 25.0, 6.0)
WALL_HU = (110.0, 200.0)
WALL_SHARE = 0.6
"""The posterior wall is where HU first passes this share of the row's usual brightest bone, within WALL_HU: thin
cortex of osteoporotic bone stays below 200. [CONV]"""
LOST_SHARE = 0.4
"""Where this share of rows finds no front by its HU, marrow is as dark as muscle and the front is the clearest edge."""
FRONT_HU = (60.0, 95.0)
"""The front of the body is where HU falls below 0.55 of its core, within these limits: muscle and vessels lie below
in plain and in contrast CT. [CONV]"""
BRIDGE_SHARE, BRIDGE_HU, BRIDGE_MM = 1.5, 120.0, 5
"""Bone this much brighter than the body's core and this thick flows over its front (DISH) and is no part of its depth:
the wall of the body itself is thinner, end-plates and rims pass. [CONV]"""
DEPTH_MM = (13.0, 36.0)
CORE = 0.38
"""Half axes of the tested plane over the body's depth and width: well inside the rim. [CONV]"""
HU_CLIP = (-150.0, 700.0)
BRIGHTEST_HU = 350.0
"""End-plates of a plane are no brighter; cement and metal would make them look faint. [CONV]"""
RISE_MM = (2, 8)
"""End-plates lie this far from the middle of a disc."""
TILT_PRICE = 0.12
EDGE_WEIGHT, DARK_WEIGHT = 0.6, 0.2
DISC_OF_DEPTH_MM = ((20.0, 24.0, 34.0), (6.0, 4.0, 9.0))
"""Body depth and how thick its disc is: thinnest in the upper thorax. [CONV]"""
CLEAR_SHARE, LEAST_SHARE = 0.6, 0.3
"""End-plates count in full where this share of the disc is thicker than the slices, and never less than the other."""
AXIS_WEIGHT, AXIS_SD_MM = (0.1, 0.5), 3.5
"""What the dens says about the disc below C2, in thin and in thick slices, and how far it may be off. [CONV]"""
NO_DATA_HU = -900.0


@dataclass(frozen=True, eq=False)
class DiscProfile:
    """One value per millimetre of the line. score: disc-likeness about 0..1; edge: the part that the two end-plates
    give (0 none, 1 clear); sagittal_deg, coronal_deg: best tilt of the disc plane, + when it rises toward anterior,
    left; wall_mm: posterior wall ahead of the line; depth_mm: of the body; aside_mm: body centre left of the line;
    seen: whether the body lies in the image. sacrum_mm: where the sacrum's wings end cranially; axis_mm: near the disc
    between C2 and C3; None where they are not seen."""

    score: npt.NDArray[np.float64]
    edge: npt.NDArray[np.float64]
    sagittal_deg: npt.NDArray[np.float64]
    coronal_deg: npt.NDArray[np.float64]
    wall_mm: npt.NDArray[np.float64]
    depth_mm: npt.NDArray[np.float64]
    aside_mm: npt.NDArray[np.float64]
    seen: npt.NDArray[np.bool_]
    sacrum_mm: float | None = None
    axis_mm: float | None = None

    @property
    def centre_ahead_mm(self) -> npt.NDArray[np.float64]:
        """Middle of the body ahead of the line."""
        return self.wall_mm + self.depth_mm / 2.0


def disc_profile(image: CubicImage, line: SpineLine, thickness_mm: float = 1.0) -> DiscProfile:
    """Look at every millimetre of the line in a CT of 1 mm cubes, made from slices thickness_mm apart."""
    spine = straightened(image, line, AHEAD_MM, ASIDE_MM)
    clipped = np.clip(spine, *HU_CLIP)
    wall, depth = _walls(clipped)
    aside = _aside(clipped, wall, depth)
    centre = wall + depth / 2.0
    rows = np.arange(len(line))
    at_centre = spine[rows, (centre - AHEAD_MM[0]).astype(int), (aside - ASIDE_MM[0]).astype(int)]
    seen = at_centre > NO_DATA_HU
    plain = np.minimum(clipped, BRIGHTEST_HU)
    mean = plane_means(
        plain, centre - AHEAD_MM[0], aside - ASIDE_MM[0], depth * CORE, depth * CORE * WIDTH_OVER_DEPTH,
        np.tan(np.radians(SAGITTAL_DEG)), np.tan(np.radians(CORONAL_DEG)),
    )  # fmt: skip
    rise = _rises(mean)
    flat = mean[np.argmin(np.abs(SAGITTAL_DEG)), np.argmin(np.abs(CORONAL_DEG))]
    low, high = envelope(flat, 5), envelope(flat, 95)
    amplitude = np.maximum(high - low, 60.0)
    price = TILT_PRICE * (np.abs(SAGITTAL_DEG)[:, None] / 28.0 + np.abs(CORONAL_DEG)[None, :] / 24.0)
    edges = np.minimum(rise / amplitude, 1.0) - price[..., None]
    best = edges.reshape(-1, len(line)).argmax(axis=0)
    edge = np.where(seen, edges.reshape(-1, len(line))[best, rows], -1.0)
    dark = np.clip(1.0 - (mean.reshape(-1, len(line))[best, rows] - low) / amplitude, 0.0, 1.0)
    sacrum = sacrum_top(spine, depth)
    disc = np.interp(depth, *DISC_OF_DEPTH_MM)
    share = np.clip(CLEAR_SHARE * disc / max(thickness_mm, 1.0), LEAST_SHARE, 1.0)
    body = BodyRows(centre, aside, depth)
    axis = axis_disc(clipped, body)
    if sacrum is not None and axis is not None and sacrum > axis:
        sacrum = None
    phase = disc_phase(clipped, body, thickness_mm, sacrum)
    score = EDGE_WEIGHT * share * edge + DARK_WEIGHT * dark + phase
    if axis is not None:
        weight = np.interp(thickness_mm, THICKNESS_MM, AXIS_WEIGHT)
        score += weight * np.exp(-0.5 * np.square((rows - axis) / AXIS_SD_MM))
    sagittal, coronal = np.unravel_index(best, (len(SAGITTAL_DEG), len(CORONAL_DEG)))
    return DiscProfile(np.where(seen, score, -1.0), edge, SAGITTAL_DEG[sagittal], CORONAL_DEG[coronal],
                       wall, depth, aside, seen, sacrum, axis)  # fmt: skip


def _walls(spine: FloatImage) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Posterior wall ahead of the line and depth of the body, mm per row."""
    zero, middle = int(-AHEAD_MM[0]), int(-ASIDE_MM[0])
    core = spine[:, zero:, middle - 6 : middle + 7].mean(axis=2)
    usual = float(np.median(core[:, 3:25].max(axis=1)))
    bright = core[:, 3:25] > float(np.clip(WALL_SHARE * usual, *WALL_HU))
    wall = np.where(bright.any(axis=1), bright.argmax(axis=1) + 3.0, np.nan)
    wall = _filled(wall, 9.0)
    wall = gaussian_filter1d(percentile_filter(wall, 40, size=31, mode="nearest"), 5.0, mode="nearest")
    depth = np.empty(len(spine))
    for s in range(len(spine)):
        start = int(wall[s])
        inner = np.percentile(core[s, start + 3 : start + 13], 60)
        limit = np.clip(0.55 * inner, *FRONT_HU)
        ahead = core[s, start + int(DEPTH_MM[0]) - 3 :]
        below = ahead < limit
        depth[s] = below.argmax() + DEPTH_MM[0] - 3.0 if below.any() else DEPTH_MM[1]
        bridge = uniform_filter1d((ahead > max(BRIDGE_SHARE * inner, inner + BRIDGE_HU)) * 1.0, BRIDGE_MM) > 0.99
        if bridge.any():
            depth[s] = min(depth[s], bridge.argmax() - BRIDGE_MM // 2 + DEPTH_MM[0] - 3.0)
    if float((depth <= DEPTH_MM[0] - 2.0).mean()) > LOST_SHARE:
        depth = _clearest_front(core, wall)
    depth = percentile_filter(depth, 60, size=81, mode="nearest")
    return wall, gaussian_filter1d(np.clip(depth, *DEPTH_MM), 8.0, mode="nearest")


def _clearest_front(core: FloatImage, wall: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Depth per row from the steepest fall of HU ahead of the body, averaged over 31 mm along the spine."""
    reach = np.arange(int(DEPTH_MM[0]), int(DEPTH_MM[1]) + 6)
    falls = np.empty((len(core), len(reach)))
    for s in range(len(core)):
        at = int(wall[s]) + reach
        inner, outer = (np.mean([core[s, np.clip(at + d, 0, core.shape[1] - 1)] for d in ds], axis=0)
                        for ds in ((-3, -2, -1), (1, 2, 3)))  # fmt: skip
        falls[s] = inner - outer
    steepest = uniform_filter1d(falls, 31, axis=0, mode="nearest").argmax(axis=1)
    return np.asarray(reach[steepest], dtype=np.float64)


def _filled(values: npt.NDArray[np.float64], otherwise: float) -> npt.NDArray[np.float64]:
    known = np.isfinite(values)
    if not known.any():
        return np.full(len(values), otherwise)
    return np.interp(np.arange(len(values)), np.flatnonzero(known), values[known])


def _aside(spine: FloatImage, wall: npt.NDArray[np.float64], depth: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Sideways place of the body's middle, mm to the left: centroid of what is brighter than muscle."""
    v = np.arange(ASIDE_MM[0], ASIDE_MM[1] + 0.5)
    out = np.empty(len(spine))
    for s in range(len(spine)):
        first = int(wall[s] + 0.3 * depth[s] - AHEAD_MM[0])
        last = int(wall[s] + 0.8 * depth[s] - AHEAD_MM[0])
        weight = np.clip(spine[s, first:last].mean(axis=0) - 90.0, 0.0, 250.0) * (np.abs(v) <= 0.9 * depth[s])
        out[s] = float((weight * v).sum() / max(weight.sum(), 1.0))
    return gaussian_filter1d(percentile_filter(out, 50, size=31, mode="nearest"), 8.0, mode="nearest")


def _rises(mean: FloatImage) -> FloatImage:
    """The smaller of the rises in HU from each place to the brightest 2 to 8 mm above and below."""
    n = mean.shape[-1]
    padded = np.pad(mean, ((0, 0), (0, 0), (RISE_MM[1], RISE_MM[1])), mode="edge")
    up = np.full(mean.shape, -1e6, dtype=np.float32)
    down = up.copy()
    for lag in range(RISE_MM[0], RISE_MM[1] + 1):
        np.maximum(up, padded[..., RISE_MM[1] + lag : RISE_MM[1] + lag + n], out=up)
        np.maximum(down, padded[..., RISE_MM[1] - lag : RISE_MM[1] - lag + n], out=down)
    return np.minimum(up, down) - mean


@compiled
def plane_means(
    spine: FloatImage,
    centre_u: npt.NDArray[np.float64],
    centre_v: npt.NDArray[np.float64],
    half_u: npt.NDArray[np.float64],
    half_v: npt.NDArray[np.float64],
    slopes_u: npt.NDArray[np.float64],
    slopes_v: npt.NDArray[np.float64],
) -> FloatImage:
    """Mean HU over tilted ellipses, [slope_u, slope_v, s]; all in voxels of the straightened spine."""
    ns, nu, nv = spine.shape
    out = np.zeros((len(slopes_u), len(slopes_v), ns), dtype=np.float32)
    for a in range(len(slopes_u)):
        for b in range(len(slopes_v)):
            for s in range(ns):
                total, count = 0.0, 0
                du = -half_u[s]
                while du <= half_u[s]:
                    dv = -half_v[s]
                    while dv <= half_v[s]:
                        if (du / half_u[s]) ** 2 + (dv / half_v[s]) ** 2 <= 1.0:
                            at = s + du * slopes_u[a] + dv * slopes_v[b]
                            at = min(max(at, 0.0), ns - 1.001)
                            low = int(at)
                            i, j = int(centre_u[s] + du + 0.5), int(centre_v[s] + dv + 0.5)
                            if 0 <= i < nu and 0 <= j < nv:
                                share = at - low
                                total += spine[low, i, j] * (1 - share) + spine[low + 1, i, j] * share
                                count += 1
                        dv += 2.0
                    du += 2.0
                out[a, b, s] = total / max(count, 1)
    return out
