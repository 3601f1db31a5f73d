"""Rigid registration of two series from matched points. Affines are destination_from_source, LPS mm, never a scaling.

A registration of the spine holds only near the levels it was made for: between two couches the spine bends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.errors import RegistrationRefused
from spineplan.geometry.affine import Affine, Points, transform_points
from spineplan.geometry.vectors import Vector

LEAST_POINTS = 3
LEAST_SPREAD_MM = 4.0
"""Points nearer to one line than this (root mean square) leave the turn about that line to the clicking hand. [CONV]"""
STRAIGHT_MM2 = 25.0
"""How strongly matched levels hold to the patient's own axes, against squared distances of some 35 mm: they settle the
turn about the spine, which levels in a row cannot, and change other turns by about one percent. [CONV]"""


@dataclass(frozen=True, eq=False)
class PointFit:
    """residuals_mm: per pair, how far the moved source point ends from its destination point."""

    destination_from_source: Affine
    residuals_mm: tuple[float, ...]

    @property
    def mean_mm(self) -> float:
        """Mean residual."""
        return float(np.mean(self.residuals_mm))

    @property
    def worst_mm(self) -> float:
        """Largest residual."""
        return max(self.residuals_mm)


def fit_points(destination_mm: npt.ArrayLike, source_mm: npt.ArrayLike) -> PointFit:
    """The turn and shift that brings (n, 3) source points nearest to their (n, 3) destination points, least squares.

    Raises RegistrationRefused for fewer than three pairs, for pairs in one place, and for pairs on one line. Kabsch,
    Acta Cryst 1976;A32:922; Umeyama, IEEE TPAMI 1991;13:376 (no mirror image).
    """
    destination, source = _pairs(destination_mm, source_mm)
    if len(source) < LEAST_POINTS:
        raise RegistrationRefused(f"{LEAST_POINTS} pairs of points are needed; there are {len(source)}.")
    for name, points in (("first", destination), ("other", source)):
        spread = np.linalg.svd(points - points.mean(axis=0), compute_uv=False) / np.sqrt(len(points))
        if spread[0] < LEAST_SPREAD_MM:
            raise RegistrationRefused(f"The points on the {name} series lie in one place; spread them over the levels.")
        if spread[1] < LEAST_SPREAD_MM:
            raise RegistrationRefused(
                f"The points on the {name} series lie on one line, so the turn about it is not known; add a pair to "
                "the side of it, such as a pedicle or the tip of a transverse process."
            )
    return _fit(destination, source, 0.0)


def fit_levels(destination_mm: npt.ArrayLike, source_mm: npt.ArrayLike) -> PointFit:
    """The same for the middles of named bodies or discs, which lie nearly on one line: what they cannot tell is left as
    the patient's axes (LPS) of both series say. Raises RegistrationRefused without a pair.
    """
    destination, source = _pairs(destination_mm, source_mm)
    if not len(source):
        raise RegistrationRefused("No level is marked on both series.")
    return _fit(destination, source, STRAIGHT_MM2)


def rigid(turn_rad: Vector, shift_mm: Vector, about_mm: Vector) -> Affine:
    """(4, 4): first a turn about an LPS point (rotation vector, radians, right-handed), then a shift."""
    angle = float(np.linalg.norm(turn_rad))
    rotation = np.eye(3)
    if angle > 1e-12:
        x, y, z = turn_rad / angle
        cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
        rotation += np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross
    affine = np.eye(4)
    affine[:3, :3] = rotation
    affine[:3, 3] = about_mm - rotation @ about_mm + shift_mm
    return affine


def turn_deg(affine: Affine) -> float:
    """How far a rigid affine turns, degrees."""
    return float(np.degrees(np.arccos(np.clip((np.trace(affine[:3, :3]) - 1.0) / 2.0, -1.0, 1.0))))


def is_rigid(affine: Affine) -> bool:
    """Whether an affine only turns and shifts: no scaling, shear or mirror image."""
    rotation = affine[:3, :3]
    bottom = np.array_equal(affine[3], (0.0, 0.0, 0.0, 1.0))
    return bool(bottom and np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-4) and np.linalg.det(rotation) > 0.0)


def _pairs(destination_mm: npt.ArrayLike, source_mm: npt.ArrayLike) -> tuple[Points, Points]:
    destination = np.asarray(destination_mm, dtype=np.float64).reshape(-1, 3)
    source = np.asarray(source_mm, dtype=np.float64).reshape(-1, 3)
    if destination.shape != source.shape or not (np.isfinite(destination).all() and np.isfinite(source).all()):
        raise RegistrationRefused("Every point needs its partner on the other series.")
    return destination, source


def _fit(destination: Points, source: Points, straight_mm2: float) -> PointFit:
    middle_d, middle_s = destination.mean(axis=0), source.mean(axis=0)
    together = (destination - middle_d).T @ (source - middle_s) + straight_mm2 * np.eye(3)
    u, _, vt = np.linalg.svd(together)
    keep = np.diag([1.0, 1.0, float(np.sign(np.linalg.det(u @ vt)))])
    affine = np.eye(4)
    affine[:3, :3] = u @ keep @ vt
    affine[:3, 3] = middle_d - affine[:3, :3] @ middle_s
    off = np.linalg.norm(transform_points(affine, source) - destination, axis=1)
    return PointFit(affine, tuple(float(v) for v in off))


def pair_gaps_mm(destination_mm: Sequence[Sequence[float]], source_mm: Sequence[Sequence[float]]) -> Vector:
    """Per pair, how much its distances to the other pairs differ between the series, mean mm: a wrong pair stands out
    before anything is fitted. Zero for fewer than three pairs."""
    destination, source = _pairs(destination_mm, source_mm)
    if len(source) < LEAST_POINTS:
        return np.zeros(len(source))
    far = [np.linalg.norm(points[:, None] - points[None], axis=-1) for points in (destination, source)]
    return np.asarray(np.abs(far[0] - far[1]).sum(axis=1) / (len(source) - 1))
