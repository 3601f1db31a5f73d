"""Ellipsoids in the patient: inside or outside, and the curve in which a plane cuts one."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, vector
from spineplan.plan.model import Ellipsoid


def radial_share(ellipsoid: Ellipsoid, points_mm: Points | Vector) -> npt.NDArray[np.float64]:
    """0 at the centre, 1 on the surface, more outside; LPS points (..., 3) give (...)."""
    offset = np.asarray(points_mm, dtype=np.float64) - vector(ellipsoid.centre_mm)
    local = offset @ np.array(ellipsoid.axes_lps).T / np.array(ellipsoid.semi_axes_mm)
    return np.asarray(np.linalg.norm(local, axis=-1), dtype=np.float64)


def bounding_half_sizes_mm(ellipsoid: Ellipsoid) -> Vector:
    """Half the extent along L, P and S, mm."""
    scaled = np.array(ellipsoid.axes_lps) * np.array(ellipsoid.semi_axes_mm)[:, None]
    return np.asarray(np.linalg.norm(scaled, axis=0), dtype=np.float64)


def section(
    ellipsoid: Ellipsoid,
    through_mm: Sequence[float] | Vector,
    right_lps: Sequence[float] | Vector,
    down_lps: Sequence[float] | Vector,
    points: int = 64,
) -> Points | None:
    """Closed curve (points, 3) in LPS mm where a plane cuts the ellipsoid; None when it misses.

    through_mm: a point of the plane; right_lps, down_lps: its orthonormal axes.
    """
    axes = np.array(ellipsoid.axes_lps)
    shape = axes.T @ np.diag(1.0 / np.square(ellipsoid.semi_axes_mm)) @ axes
    plane = np.stack([vector(right_lps), vector(down_lps)])
    offset = vector(through_mm) - vector(ellipsoid.centre_mm)
    quadratic = plane @ shape @ plane.T
    middle = -np.linalg.solve(quadratic, plane @ shape @ offset)
    level = 1.0 - float(offset @ shape @ offset) + float(middle @ quadratic @ middle)
    if level <= 0.0:
        return None
    angle = np.linspace(0.0, 2.0 * np.pi, points, endpoint=False)
    circle = np.stack([np.cos(angle), np.sin(angle)])
    curve = middle[:, None] + np.sqrt(level) * np.linalg.solve(np.linalg.cholesky(quadratic).T, circle)
    return np.asarray(vector(through_mm) + curve.T @ plane, dtype=np.float64)
