"""Normalised mutual information of two series at places of a region. Importing this imports numba (seconds)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Affine, Points, transform_points
from spineplan.imaging.grid import Grid

F = TypeVar("F", bound=Callable[..., Any])
Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
BINS = 32
LEAST_OVERLAP = 0.6
"""Where less of the region than this lies on the other series, nothing is compared. [CONV]"""


def _compiled(function: F) -> F:
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))


@dataclass(frozen=True, eq=False)
class Binned:
    """Values of a series as continuous bin numbers 0..BINS - 1, float32 [k, j, i]; NaN where it carries no data."""

    array_kji: Float32
    grid: Grid


@dataclass(frozen=True, eq=False)
class Places:
    """Places of a region, LPS mm of the fixed series, with the fixed series' bins there."""

    points_mm: Points
    bins: Float64


def similarity(places: Places, moving: Binned, moving_from_fixed: Affine) -> float:
    """Normalised mutual information (H(F) + H(M)) / H(F, M), 1 (independent) to 2 (equal); Studholme, Pattern Recognit
    1999;32:71. 0 where less than LEAST_OVERLAP of the places lie on the moving series.

    Bins are shared linearly between neighbours, so the value is continuous in the affine.
    """
    joint = joint_histogram(places, moving, moving_from_fixed)
    total = float(joint.sum())
    if total < LEAST_OVERLAP * len(places.bins) or total == 0.0:
        return 0.0
    shares = joint / total
    both = _entropy(shares.ravel())
    return (_entropy(shares.sum(axis=0)) + _entropy(shares.sum(axis=1))) / both if both > 0.0 else 0.0


def joint_histogram(places: Places, moving: Binned, moving_from_fixed: Affine) -> Float64:
    """(BINS, BINS) weights: fixed bins along rows, moving bins along columns; places without data count nowhere."""
    ijk_from_fixed = moving.grid.ijk_from_lps @ moving_from_fixed
    return _joint(places.points_mm, places.bins, moving.array_kji, np.ascontiguousarray(ijk_from_fixed[:3]))


def sampled(binned: Binned, points_mm: Points) -> Float64:
    """Trilinear values at LPS points (n, 3), NaN outside or without data."""
    return _sampled(np.ascontiguousarray(transform_points(binned.grid.ijk_from_lps, points_mm)), binned.array_kji)


def _entropy(shares: Float64) -> float:
    held = shares[shares > 0.0]
    return float(-(held * np.log(held)).sum())


@_compiled
def _value(array: Float32, x: float, y: float, z: float) -> float:
    nk, nj, ni = array.shape
    if not (0.0 <= x <= ni - 1.0 and 0.0 <= y <= nj - 1.0 and 0.0 <= z <= nk - 1.0):
        return np.nan
    i, j, k = min(int(x), max(ni - 2, 0)), min(int(y), max(nj - 2, 0)), min(int(z), max(nk - 2, 0))
    a, b, c = x - i, y - j, z - k
    i1, j1, k1 = min(i + 1, ni - 1), min(j + 1, nj - 1), min(k + 1, nk - 1)
    low = (array[k, j, i] * (1 - a) + array[k, j, i1] * a) * (1 - b) + (
        array[k, j1, i] * (1 - a) + array[k, j1, i1] * a
    ) * b
    high = (array[k1, j, i] * (1 - a) + array[k1, j, i1] * a) * (1 - b) + (
        array[k1, j1, i] * (1 - a) + array[k1, j1, i1] * a
    ) * b
    return float(low * (1 - c) + high * c)


@_compiled
def _sampled(ijk: Points, array: Float32) -> Float64:
    out = np.empty(len(ijk))
    for n in range(len(ijk)):
        out[n] = _value(array, ijk[n, 0], ijk[n, 1], ijk[n, 2])
    return out


@_compiled
def _joint(points: Points, bins: Float64, moving: Float32, ijk_from_fixed: Float64) -> Float64:
    joint = np.zeros((BINS, BINS))
    for n in range(len(bins)):
        p, q, r = points[n, 0], points[n, 1], points[n, 2]
        m = ijk_from_fixed
        value = _value(
            moving,
            m[0, 0] * p + m[0, 1] * q + m[0, 2] * r + m[0, 3],
            m[1, 0] * p + m[1, 1] * q + m[1, 2] * r + m[1, 3],
            m[2, 0] * p + m[2, 1] * q + m[2, 2] * r + m[2, 3],
        )
        if np.isnan(value):
            continue
        f0, m0 = min(int(bins[n]), BINS - 2), min(int(value), BINS - 2)
        f, g = bins[n] - f0, value - m0
        joint[f0, m0] += (1 - f) * (1 - g)
        joint[f0, m0 + 1] += (1 - f) * g
        joint[f0 + 1, m0] += f * (1 - g)
        joint[f0 + 1, m0 + 1] += f * g
    return joint
