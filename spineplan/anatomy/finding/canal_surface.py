"""The wall of the vertebral canal: soft tissue inside, bone outside, carried over the gaps between arches."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import map_coordinates, median_filter, uniform_filter1d

from spineplan.anatomy.closed_contour import stacked_contours
from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import CubicImage, FloatImage
from spineplan.anatomy.finding.spine_line import SpineLine, straightened

ANGLES = 72
RADII_MM = np.arange(3.0, 18.0, 0.5)
HALF_MM = 22
CLEAR_RISE_HU = (100.0, 600.0)
HU_CLIP = (-50.0, 900.0)
CROSSED_HU = 260.0
"""The wall never lies behind bone this dense."""
PRIOR_MM, PRIOR_WEIGHT = 9.0, 0.2
SMOOTH_WEIGHT = 0.05
CROSSED_COST = 1.5
CALIBRE_MM, HELD_MM, FRONT_COS = 61, 0.5, 0.5
"""The canal's calibre is the median over some two vertebrae; in front (60 degrees to each side) a wall farther beyond
it than this has run through a hole in the bone, and is put this much short of it: the doubt is the body's. [CONV]"""
BEYOND_MM = 5.0
"""The canal goes on this far past the ends of its line: where the image cuts it aslant, it is whole. [CONV]"""


@dataclass(frozen=True, eq=False)
class CanalSurface:
    """radius_mm (s, angles): distance of the wall from the line; angle 0 is anterior and grows toward the left."""

    radius_mm: npt.NDArray[np.float64]

    def half_width_mm(self, s_mm: float, left: bool) -> float:
        """How far the canal reaches to one side of the line at an arc position."""
        row = int(np.clip(round(s_mm), 0, len(self.radius_mm) - 1))
        side = slice(14, 23) if left else slice(50, 59)
        return float(np.median(self.radius_mm[row, side]))


def canal_surface(image: CubicImage, line: SpineLine) -> CanalSurface:
    """Fit the canal's wall at every millimetre of the line."""
    box = np.clip(straightened(image, line, (-HALF_MM, HALF_MM), (-HALF_MM, HALF_MM)), *HU_CLIP)
    angle = np.arange(ANGLES) * 2.0 * np.pi / ANGLES
    reach = np.arange(RADII_MM[0] - 1.5, RADII_MM[-1] + 2.0, 0.5)
    u = np.broadcast_to(HALF_MM + np.cos(angle)[:, None] * reach, (len(box), ANGLES, len(reach)))
    v = np.broadcast_to(HALF_MM + np.sin(angle)[:, None] * reach, u.shape)
    rows = np.broadcast_to(np.arange(len(box))[:, None, None], u.shape)
    polar = uniform_filter1d(map_coordinates(box, [rows, u, v], order=1, mode="nearest"), 5, axis=0, mode="nearest")
    return CanalSurface(_held(stacked_contours(_cost(polar), RADII_MM, np.full(ANGLES, PRIOR_MM), SMOOTH_WEIGHT, 3.0)))


def _held(radius: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Without what has run through a destroyed posterior wall into a body: in front the canal keeps its calibre."""
    usual = median_filter(radius, size=(CALIBRE_MM, 1), mode="nearest")
    ahead = np.cos(np.arange(ANGLES) * 2.0 * np.pi / ANGLES) > FRONT_COS
    return np.where(ahead & (radius > usual + HELD_MM), usual - HELD_MM, radius)


def _cost(polar: FloatImage) -> FloatImage:
    """[s, angle, radius]: low where HU rises to bone, high behind bone."""
    mean = 0.5 * (polar[..., 1:] + polar[..., :-1])
    rise = mean[..., 2:] - mean[..., :-2]
    rise = 0.5 * (rise[..., 1:] + rise[..., :-1])
    count = len(RADII_MM)
    rise = rise[..., 1 : 1 + count]
    clear = float(np.clip(np.percentile(rise.max(axis=2), 60), *CLEAR_RISE_HU))
    crossed = np.maximum.accumulate(polar, axis=2)[..., 2 : 2 + count] > CROSSED_HU
    away = (RADII_MM - PRIOR_MM) / PRIOR_MM
    cost = 1.0 - np.clip(rise / clear, 0.0, 1.0) + CROSSED_COST * crossed + PRIOR_WEIGHT * away**2
    return np.asarray(cost, dtype=np.float32)


@compiled
def line_coordinates(
    points: npt.NDArray[np.float64],
    cranial: npt.NDArray[np.float64],
    anterior: npt.NDArray[np.float64],
    left: npt.NDArray[np.float64],
    origin: npt.NDArray[np.float64],
    step: float,
    out: FloatImage,
) -> None:
    """Fill out[:, k, j, i] with s, u (anterior), v (left) of every voxel of a cubic image, mm."""
    _, nk, nj, ni = out.shape
    last = len(points) - 1.0
    slope = last / (points[-1, 2] - points[0, 2])
    for k in range(nk):
        z = origin[2] + k * step
        start = min(max((z - points[0, 2]) * slope, 0.0), last)
        for j in range(nj):
            y = origin[1] + j * step
            for i in range(ni):
                x = origin[0] + i * step
                s = start
                for _ in range(8):
                    n = int(min(max(s, 0.0), last))
                    ahead = (
                        (x - points[n, 0]) * cranial[n, 0]
                        + (y - points[n, 1]) * cranial[n, 1]
                        + (z - points[n, 2]) * cranial[n, 2]
                    )
                    new = n + 0.7 * ahead if 0 < n < last else n + ahead
                    if abs(new - s) < 0.2:
                        s = new
                        break
                    s = new
                    if s < 0.0 and n == 0:
                        break
                    if s > last and n == last:
                        break
                n = int(min(max(s, 0.0), last))
                dx, dy, dz = x - points[n, 0], y - points[n, 1], z - points[n, 2]
                out[0, k, j, i] = n + dx * cranial[n, 0] + dy * cranial[n, 1] + dz * cranial[n, 2]
                out[1, k, j, i] = dx * anterior[n, 0] + dy * anterior[n, 1] + dz * anterior[n, 2]
                out[2, k, j, i] = dx * left[n, 0] + dy * left[n, 1] + dz * left[n, 2]
                start = s if abs(s - start) < 40.0 else start


@compiled
def within_canal(suv: FloatImage, radius: npt.NDArray[np.float64], out: npt.NDArray[np.bool_]) -> None:
    """Set out[k, j, i] where a voxel lies inside the wall."""
    _, nk, nj, ni = suv.shape
    rows, angles = radius.shape
    for k in range(nk):
        for j in range(nj):
            for i in range(ni):
                s, u, v = suv[0, k, j, i], suv[1, k, j, i], suv[2, k, j, i]
                if abs(u) > 20.0 or abs(v) > 20.0 or s < -BEYOND_MM or s > rows - 1.0 + BEYOND_MM:
                    continue
                row = int(min(max(np.rint(s), 0), rows - 1))
                turn = (np.arctan2(v, u) / (2.0 * np.pi)) % 1.0 * angles
                a = int(turn) % angles
                share = turn - int(turn)
                limit = radius[row, a] * (1 - share) + radius[row, (a + 1) % angles] * share
                out[k, j, i] = u * u + v * v <= limit * limit
