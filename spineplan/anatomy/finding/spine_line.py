"""The canal's centre line with a frame at every millimetre, and the spine straightened along it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d, median_filter

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import CubicImage, FloatImage, trilinear
from spineplan.anatomy.finding.canal_evidence import BONE_HU
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import POSTERIOR, Vector, vector

RECENTRE_ROUNDS = 3
RAY_AXES = 8
LONGEST_RAY_MM = 16.0
SLAB_MM = 6.0
SMOOTH_MEDIAN_MM, SMOOTH_SIGMA_MM = 18.0, 9.0
"""The canal bends slowly; 9 mm keeps a kyphus and loses the wobble of foramina. [CONV]"""
BEYOND_MM = 20.0
"""The line is prolonged by this within the image, so that the first and last vertebra are whole."""


@dataclass(frozen=True, eq=False)
class SpineLine:
    """One row per millimetre of arc, caudal to cranial: points_mm (n, 3) LPS, and unit directions cranial, anterior
    and left (each (n, 3), orthogonal)."""

    points_mm: Points
    cranial: Points
    anterior: Points
    left: Points

    def __len__(self) -> int:
        return len(self.points_mm)

    def at(self, s_mm: float) -> tuple[Vector, Vector, Vector, Vector]:
        """Point, cranial, anterior, left at an arc position (mm); held at the ends."""
        s = float(np.clip(s_mm, 0.0, len(self) - 1.0))
        low = min(int(s), len(self) - 2)
        share = s - low
        rows = [
            a[low] * (1.0 - share) + a[low + 1] * share
            for a in (self.points_mm, self.cranial, self.anterior, self.left)
        ]
        return rows[0], *(row / np.linalg.norm(row) for row in rows[1:])

    def nearest(self, point_mm: Vector) -> float:
        """Arc position (mm) whose cross-section holds an LPS point best."""
        offset = vector(point_mm) - self.points_mm
        distance = np.linalg.norm(offset, axis=1)
        along = np.abs(np.einsum("nc,nc->n", offset, self.cranial))
        return float(np.argmin(along + 0.2 * distance))

    def shifted(self, ahead_mm: Points, left_mm: Points) -> Points:
        """LPS points (n, 3) this far anterior and left of the line, one offset per row."""
        return self.points_mm + ahead_mm[:, None] * self.anterior + left_mm[:, None] * self.left


def spine_line(path_mm: Points, image: CubicImage, bone_hu: float = BONE_HU) -> SpineLine:
    """The line through the middle of the canal that a path of LPS points (n, 3), caudal to cranial, runs in."""
    points = np.array(path_mm, dtype=np.float64)
    bone = image.array_kji > bone_hu
    step = float(np.median(np.linalg.norm(np.diff(points, axis=0), axis=1)))
    for _ in range(RECENTRE_ROUNDS):
        kji = np.ascontiguousarray(image.kji_of(points))
        shift = middle_shifts(bone, kji, SLAB_MM / image.step_mm, LONGEST_RAY_MM / image.step_mm) * image.step_mm
        points[:, 1] += shift[:, 0]
        points[:, 0] += shift[:, 1]
        points = _smoothed(points, step)
    return line_through(_within(_prolonged(points), image))


def line_through(points_mm: Points) -> SpineLine:
    """A smooth line with frames through LPS points (n, 3), caudal to cranial; n >= 4."""
    arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points_mm, axis=0), axis=1))])
    spline = CubicSpline(arc, points_mm)
    at = np.arange(0.0, arc[-1], 1.0)
    points = spline(at)
    cranial = spline(at, 1)
    cranial = gaussian_filter1d(cranial, 6.0, axis=0, mode="nearest")
    cranial /= np.linalg.norm(cranial, axis=1, keepdims=True)
    ahead = -np.broadcast_to(vector(POSTERIOR), points.shape)
    anterior = ahead - cranial * np.einsum("nc,nc->n", ahead, cranial)[:, None]
    anterior /= np.linalg.norm(anterior, axis=1, keepdims=True)
    return SpineLine(points, cranial, anterior, np.cross(cranial, anterior))


def turned_line(line: SpineLine, angles_rad: Points) -> SpineLine:
    """The same line with its frames turned about the cranial axis, + brings anterior toward the left."""
    cos, sin = np.cos(angles_rad)[:, None], np.sin(angles_rad)[:, None]
    anterior = cos * line.anterior + sin * line.left
    return SpineLine(line.points_mm, line.cranial, anterior, np.cross(line.cranial, anterior))


def straightened(
    image: CubicImage, line: SpineLine, ahead_mm: tuple[float, float], left_mm: tuple[float, float]
) -> FloatImage:
    """HU along the line, [s, u, v] at 1 mm: s caudal to cranial, u toward anterior and v toward the left, both from
    the first to the last millimetre of their ranges, ends included."""
    u = np.arange(ahead_mm[0], ahead_mm[1] + 0.5)
    v = np.arange(left_mm[0], left_mm[1] + 0.5)
    scale = 1.0 / image.step_mm
    start, du, dv = (image.kji_of(line.points_mm), line.anterior[:, ::-1] * scale, line.left[:, ::-1] * scale)
    start, du, dv = (np.ascontiguousarray(a) for a in (start, du, dv))
    return cross_sections(image.array_kji, start, du, dv, u, v)


def _smoothed(points: Points, step_mm: float) -> Points:
    """Median then Gaussian over arc, with the ends held."""
    size = max(3, round(SMOOTH_MEDIAN_MM / step_mm) | 1)
    sigma = SMOOTH_SIGMA_MM / step_mm
    out = points.copy()
    middle = np.linspace(0.0, 1.0, len(points))
    for axis in (0, 1):
        # What a straight line explains is set aside: filters with held ends would bend it.
        line = points[0, axis] + (points[-1, axis] - points[0, axis]) * middle
        rest = median_filter(points[:, axis] - line, size=min(size, len(points) | 1), mode="nearest")
        out[:, axis] = line + gaussian_filter1d(rest, sigma, mode="nearest")
    return out


def _prolonged(points: Points) -> Points:
    """BEYOND_MM more at each end, straight on."""
    reach = min(8, len(points) - 1)
    step = float(np.linalg.norm(points[1] - points[0]))
    ends = []
    for end, inner in ((points[0], points[reach]), (points[-1], points[-1 - reach])):
        direction = (end - inner) / np.linalg.norm(end - inner)
        ends.append(end + direction * np.arange(step, BEYOND_MM + step, step)[:, None])
    return np.concatenate([ends[0][::-1], points, ends[1]])


def _within(points: Points, image: CubicImage) -> Points:
    kji = image.kji_of(points)
    inside = np.all((kji >= -0.5) & (kji <= np.array(image.array_kji.shape) - 0.5), axis=1)
    return points[inside]


@compiled
def cross_sections(array: FloatImage, start: Points, du: Points, dv: Points, u: Points, v: Points) -> FloatImage:
    """Values at start[s] + u * du[s] + v * dv[s], all in voxels (k, j, i); air outside the image."""
    out = np.empty((len(start), len(u), len(v)), dtype=np.float32)
    for s in range(len(start)):
        for a in range(len(u)):
            for b in range(len(v)):
                k = start[s, 0] + u[a] * du[s, 0] + v[b] * dv[s, 0]
                j = start[s, 1] + u[a] * du[s, 1] + v[b] * dv[s, 1]
                i = start[s, 2] + u[a] * du[s, 2] + v[b] * dv[s, 2]
                out[s, a, b] = trilinear(array, k, j, i, -1000.0)
    return out


@compiled
def middle_shifts(bone: npt.NDArray[np.bool_], kji: Points, slab: float, reach: float) -> Points:
    """(n, 2) shifts along j and i that centre each point between opposite bone, voxels; 0 where none is met."""
    out = np.zeros((len(kji), 2))
    nk, nj, ni = bone.shape
    half = round(slab)
    for n in range(len(kji)):
        weight = np.zeros((2, 2))
        pull = np.zeros(2)
        for axis in range(8):
            angle = axis * np.pi / 8.0
            dj, di = np.cos(angle), np.sin(angle)
            ends = np.zeros(2)
            for side in range(2):
                sign = 1.0 - 2.0 * side
                ends[side] = -1.0
                m = 0.5
                while m <= reach and ends[side] < 0:
                    a = int(np.rint(kji[n, 1] + sign * dj * m))
                    b = int(np.rint(kji[n, 2] + sign * di * m))
                    if a < 0 or b < 0 or a >= nj or b >= ni:
                        break
                    for dk in range(-half, half + 1):
                        k = int(np.rint(kji[n, 0])) + dk
                        if 0 <= k < nk and bone[k, a, b]:
                            ends[side] = m
                            break
                    m += 0.5
            if ends[0] > 0 and ends[1] > 0:
                middle = 0.5 * (ends[0] - ends[1])
                weight[0, 0] += dj * dj
                weight[0, 1] += dj * di
                weight[1, 1] += di * di
                pull[0] += dj * middle
                pull[1] += di * middle
        weight[1, 0] = weight[0, 1]
        determinant = weight[0, 0] * weight[1, 1] - weight[0, 1] * weight[1, 0]
        if determinant > 1e-3:
            out[n, 0] = (weight[1, 1] * pull[0] - weight[0, 1] * pull[1]) / determinant
            out[n, 1] = (weight[0, 0] * pull[1] - weight[1, 0] * pull[0]) / determinant
    return out
