"""Points and directions in patient space."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
"""Shape (3,), LPS; millimetres for points, unitless for directions."""

Point = tuple[float, float, float]
"""A point or direction as it is stored in the plan: LPS, millimetres."""

LEFT: Point = (1.0, 0.0, 0.0)
POSTERIOR: Point = (0.0, 1.0, 0.0)
SUPERIOR: Point = (0.0, 0.0, 1.0)
INFERIOR: Point = (0.0, 0.0, -1.0)


def vector(values: Sequence[float] | Vector) -> Vector:
    """Float64 copy of three numbers. Raises ValueError unless there are exactly three finite ones."""
    array = np.array(values, dtype=np.float64)
    if array.shape != (3,) or not np.isfinite(array).all():
        raise ValueError("expected three finite numbers")
    return array


def point(values: Sequence[float] | Vector) -> Point:
    """Plain tuple of three Python floats, for the plan."""
    x, y, z = (float(v) for v in values)
    return (x, y, z)


def unit(values: Sequence[float] | Vector) -> Vector:
    """Direction of length one. Raises ValueError for a zero vector."""
    array = vector(values)
    length = float(np.linalg.norm(array))
    if length < 1e-12:
        raise ValueError("a direction cannot have length zero")
    return array / length


def cross(a: Vector, b: Vector) -> Vector:
    """Cross product of two vectors; much faster than numpy's general one, which shows in every frame."""
    ax, ay, az = a
    bx, by, bz = b
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def distance_mm(a: Sequence[float] | Vector, b: Sequence[float] | Vector) -> float:
    """Euclidean distance of two LPS points, millimetres."""
    return float(np.linalg.norm(vector(a) - vector(b)))
