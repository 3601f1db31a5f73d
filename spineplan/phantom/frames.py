"""Small rigid geometry of the phantom, written apart from `geometry/` so that its truth stays independent.

Local frames are LPS-like: x to the patient's left, y posterior, z superior along the vertebra.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
Point: TypeAlias = Array | tuple[float, float, float]


def point(x: float, y: float, z: float) -> Array:
    return np.array([x, y, z], dtype=np.float64)


def unit(direction: ArrayLike) -> Array:
    vector = np.asarray(direction, dtype=np.float64)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float64)


def rotation_xyz_deg(lean_forward: float = 0.0, lean_left: float = 0.0, turn_left: float = 0.0) -> Array:
    """3x3 whose columns are the local axes: top leans anterior, top leans left, front turns to the left."""
    a, b, c = np.deg2rad([lean_forward, lean_left, turn_left])
    forward = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    left = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    turn = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return np.asarray(left @ forward @ turn, dtype=np.float64)


def frame(rotation: Array, origin_mm: Point) -> Array:
    """4x4 lps_from_local."""
    affine = np.eye(4)
    affine[:3, :3] = rotation
    affine[:3, 3] = origin_mm
    return affine


def moved(affine: Array, points: ArrayLike) -> Array:
    """Points (..., 3) through a 4x4."""
    values = np.asarray(points, dtype=np.float64)
    return np.asarray(values @ affine[:3, :3].T + affine[:3, 3], dtype=np.float64)


def turned(affine: Array, directions: ArrayLike) -> Array:
    """Directions (..., 3) through the linear part of a 4x4."""
    return np.asarray(np.asarray(directions, dtype=np.float64) @ affine[:3, :3].T, dtype=np.float64)


def inverse(affine: Array) -> Array:
    return np.asarray(np.linalg.inv(affine), dtype=np.float64)


def between(first: Array, second: Array, share: float = 0.5) -> Array:
    """Frame part of the way from one rigid frame to another (rotations close enough to average)."""
    mixed = (1 - share) * first[:3, :3] + share * second[:3, :3]
    u, _, vt = np.linalg.svd(mixed)
    origin = (1 - share) * first[:3, 3] + share * second[:3, 3]
    return frame(np.asarray(u @ vt, dtype=np.float64), origin)


def smooth_path(points: Sequence[Point] | Array, count: int) -> Array:
    """`count` points on a Catmull-Rom curve through the given ones, ends included."""
    knots = np.asarray(points, dtype=np.float64)
    padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    at = np.linspace(0, len(knots) - 1, count)
    i = np.minimum(at.astype(int), len(knots) - 2)
    t = (at - i)[:, None]
    p0, p1, p2, p3 = padded[i], padded[i + 1], padded[i + 2], padded[i + 3]
    bend = (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (-p0 + 3 * p1 - 3 * p2 + p3) * t**3
    return np.asarray(0.5 * (2 * p1 + (p2 - p0) * t + bend), dtype=np.float64)
