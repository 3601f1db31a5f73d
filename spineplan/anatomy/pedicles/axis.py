"""Which way a pedicle runs: along the walls that stay parallel, whatever flares into facet, lamina or body."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

INNER_SHARE = 0.3
"""Walls that stand further out than their neighbours along the axis are flares; those further in are the pedicle. The
axis is the 30 % quantile regression of the walls. [CONV]"""
ROUNDS = 25
LEAST_MM = 0.05
STEADY = 0.002
FITTED_DEG = 45.0
"""An outline's ellipse is fitted this far to both sides of the direction measured. [CONV]"""


def tilt(radius_mm: Floats, along_mm: Floats, weight: Floats) -> tuple[float, float, Floats]:
    """(across, up, outline): how far the tube's middle moves aside and up per mm of axis, and the tube's own outline.

    radius_mm, weight: (sections, angles), angle 0 across, a quarter turn later up; along_mm: (sections,) on the axis.
    outline: radii (angles,) of the straight tube at along 0.
    """
    count = radius_mm.shape[1]
    angle = np.arange(count) * 2.0 * np.pi / count
    weight = np.maximum(weight, 1e-6)
    shift = np.zeros(2)
    outline = np.asarray((weight * radius_mm).sum(axis=0) / weight.sum(axis=0))
    pull = weight
    for _ in range(ROUNDS):
        per_mm = _wall_per_shift(outline, angle)
        mean_along = (pull * along_mm[:, None]).sum(axis=0) / pull.sum(axis=0)
        mean_radius = (pull * radius_mm).sum(axis=0) / pull.sum(axis=0)
        s, r = along_mm[:, None] - mean_along, radius_mm - mean_radius
        rows = s[..., None] * per_mm
        normal = np.einsum("sa,sai,saj->ij", pull, rows, rows)
        right = np.einsum("sa,sai,sa->i", pull, rows, r)
        found = np.linalg.solve(normal + 1e-6 * np.eye(2), right)
        outline = mean_radius - mean_along * (per_mm @ found)
        rest = radius_mm - outline - along_mm[:, None] * (per_mm @ found)
        side = np.where(rest > 0, INNER_SHARE, 1.0 - INNER_SHARE)
        pull = weight * side / np.maximum(np.abs(rest), LEAST_MM)
        steady = float(np.abs(found - shift).max()) < STEADY
        shift = found
        if steady:
            break
    return float(shift[0]), float(shift[1]), np.maximum(outline, LEAST_MM)


def _wall_per_shift(outline: Floats, angle: Floats) -> Floats:
    """(angles, 2): how much the radius grows when the outline moves 1 mm across, or 1 mm up."""
    ahead, back = np.roll(outline, -1), np.roll(outline, 1)
    slope = np.clip((ahead - back) / (4.0 * np.pi / len(outline)) / np.maximum(outline, LEAST_MM), -2.0, 2.0)
    across = np.cos(angle) + slope * np.sin(angle)
    up = np.sin(angle) - slope * np.cos(angle)
    return np.stack([across, up], axis=1)


def middle(radius_mm: Floats) -> tuple[Floats, Floats]:
    """(across, up) of the centroid of outlines (..., angles), from where their radii start."""
    count = radius_mm.shape[-1]
    angle = np.arange(count) * 2.0 * np.pi / count
    area = np.square(radius_mm).sum(axis=-1)
    cube = radius_mm**3
    return (
        np.asarray(2.0 / 3.0 * (cube * np.cos(angle)).sum(axis=-1) / area),
        np.asarray(2.0 / 3.0 * (cube * np.sin(angle)).sum(axis=-1) / area),
    )


def centred(radius_mm: Floats) -> Floats:
    """The same outlines (..., angles) as radii from their own centroids."""
    count = radius_mm.shape[-1]
    angle = np.arange(count) * 2.0 * np.pi / count
    x0, y0 = middle(radius_mm)
    x = radius_mm * np.cos(angle) - x0[..., None]
    y = radius_mm * np.sin(angle) - y0[..., None]
    turned, away = np.arctan2(y, x), np.hypot(x, y)
    flat_turned, flat_away = turned.reshape(-1, count), away.reshape(-1, count)
    rows = [
        np.interp(angle, t[order], a[order], period=2.0 * np.pi)
        for t, a in zip(flat_turned, flat_away, strict=True)
        for order in (np.argsort(t),)
    ]
    return np.stack(rows).reshape(radius_mm.shape)


def caliper(radius_mm: Floats, toward: int) -> Floats:
    """Full width (...,) of centred outlines (..., angles) along one angle: of the ellipse fitted to that part of the
    wall, so that neither noise on one ray nor the outline's roundness changes it."""
    count = radius_mm.shape[-1]
    half = round(FITTED_DEG / 360.0 * count)
    lanes = toward + np.arange(-half, half + 1)
    both = np.stack([radius_mm[..., lanes % count], radius_mm[..., (lanes + count // 2) % count]], axis=-1)
    turn = (lanes - toward) * 2.0 * np.pi / count
    rows = np.stack([np.cos(turn) ** 2, np.sin(turn) ** 2, np.sin(turn) * np.cos(turn)], axis=1)
    wanted = np.square(2.0 / both.sum(axis=-1))
    found = np.linalg.lstsq(rows, wanted.reshape(-1, len(lanes)).T, rcond=None)[0]
    return np.asarray(2.0 / np.sqrt(np.maximum(found[0], 1e-4))).reshape(radius_mm.shape[:-1])
