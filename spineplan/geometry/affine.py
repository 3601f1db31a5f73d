"""4x4 affines, named destination_from_source. Voxel index order here is (i, j, k): column, row, slice."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import Vector, unit, vector

Affine = npt.NDArray[np.float64]
"""Shape (4, 4), row-vector-free: p_destination = A @ p_source (homogeneous column)."""

Points = npt.NDArray[np.float64]
"""Shape (..., 3)."""

LPS_FROM_RAS: Affine = np.diag([-1.0, -1.0, 1.0, 1.0])
"""The one place where the two patient frames meet (NIfTI and Slicer are RAS; its own inverse)."""


def lps_from_ijk(
    origin_mm: Sequence[float] | Vector,
    i_lps: Sequence[float] | Vector,
    j_lps: Sequence[float] | Vector,
    k_step_mm: Sequence[float] | Vector,
    spacing_ij_mm: tuple[float, float],
) -> Affine:
    """Voxel-to-patient affine of a slice stack (DICOM PS3.3 C.7.6.2.1.1).

    origin_mm: centre of voxel (0, 0, 0). i_lps, j_lps: unit directions of growing column and row index.
    k_step_mm: vector from slice k to k + 1. spacing_ij_mm: distance between columns, between rows.
    Raises ValueError for zero directions.
    """
    affine = np.eye(4)
    affine[:3, 0] = unit(i_lps) * spacing_ij_mm[0]
    affine[:3, 1] = unit(j_lps) * spacing_ij_mm[1]
    affine[:3, 2] = vector(k_step_mm)
    affine[:3, 3] = vector(origin_mm)
    return affine


def inverse(affine: Affine) -> Affine:
    """Inverse of an invertible affine. Raises ValueError when it is singular."""
    if abs(float(np.linalg.det(affine[:3, :3]))) < 1e-12:
        raise ValueError("the affine is singular")
    return np.asarray(np.linalg.inv(affine), dtype=np.float64)


def transform_points(affine: Affine, points: Sequence[float] | npt.ArrayLike) -> Points:
    """Points of shape (..., 3) mapped through the affine, same shape, float64."""
    array = np.asarray(points, dtype=np.float64)
    return array @ affine[:3, :3].T + affine[:3, 3]


def transform_directions(affine: Affine, directions: Sequence[float] | npt.ArrayLike) -> Points:
    """Directions of shape (..., 3) mapped through the linear part only."""
    return np.asarray(directions, dtype=np.float64) @ affine[:3, :3].T


def rotation_about(axis_lps: Sequence[float] | Vector, angle_deg: float) -> npt.NDArray[np.float64]:
    """3x3 right-handed rotation about an axis through the origin (Rodrigues)."""
    x, y, z = unit(axis_lps)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(angle_deg)
    return cast(npt.NDArray[np.float64], np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross)
