"""A body's wall where it shows no edge of its own: as the vertebrae next to it go on, not as a smooth guess would."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, uniform_filter

from spineplan.anatomy.cubic_image import THREADS, CubicImage, NativeImage
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.outlining.body_surface import ANGLES, SEEN, BodySurface, fit_body

Floats = npt.NDArray[np.float64]

CLEAR_PERCENT = 75
"""Of the edges of a vertebra and its neighbours, the one that counts as clear."""
PATCH = (5, 5)
"""Rows (mm) and angles (5 degrees each) that decide together whether a piece of wall is seen."""
CARRIED = (6.0, 6.0)
"""The difference from the neighbours is carried this far (sigma; rows in mm, angles of 5 degrees) over a gap. [CONV]"""
LEAST_WEIGHT = 0.05
ANGLE = np.arange(ANGLES) * 2.0 * np.pi / ANGLES


def fit_bodies(
    image: CubicImage,
    native: NativeImage,
    spans: Sequence[LevelSpan],
    known: Sequence[BodySurface | None] | None = None,
) -> tuple[BodySurface, ...]:
    """Surfaces of neighbouring vertebrae, caudal first, in the cubes of a CT. known: surfaces to keep as they are, None
    where to fit."""
    kept = known or [None] * len(spans)
    blur_mm = native.sigma_mm(np.stack([span.axes[2] for span in spans])) if spans else np.empty(0)
    with ThreadPoolExecutor(THREADS) as pool:
        alone = list(pool.map(lambda own, span, blur: own or fit_body(image, span, blur), kept, spans, blur_mm))
    return tuple(
        kept[n] or carried_over(surface, [alone[m] for m in (n - 1, n + 1) if 0 <= m < len(alone)])
        for n, surface in enumerate(alone)
    )


def carried_over(own: BodySurface, others: Sequence[BodySurface]) -> BodySurface:
    """The same surface, its unseen wall taken from the others' where they see theirs."""
    if not others:
        return own
    clear = float(np.median([np.percentile(surface.edge_hu, CLEAR_PERCENT) for surface in (own, *others)]))
    seen = _seen(own.edge_hu, clear)
    walls, weights = zip(*(_in_frame_of(own, other, clear) for other in others), strict=True)
    weight = np.sum(weights, axis=0)
    expected = np.sum([w * wall for w, wall in zip(weights, walls, strict=True)], axis=0) / np.maximum(weight, 1e-6)
    known = seen * np.minimum(weight, 1.0)
    off = _spread(known * (own.wall_mm - expected)) / (_spread(known) + LEAST_WEIGHT)
    gap = _spread((1.0 - seen) * np.minimum(weight, 1.0), 1.0)
    return replace(own, wall_mm=own.wall_mm + gap * (expected + off - own.wall_mm))


def _in_frame_of(own: BodySurface, other: BodySurface, clear: float) -> tuple[Floats, Floats]:
    """Another vertebra's wall (rows, angles) around this one's centre and row for row, and where it is seen, 0..1."""
    rows = np.linspace(0.0, len(other.wall_mm) - 1.0, len(own.wall_mm))
    low = np.minimum(rows.astype(int), len(other.wall_mm) - 2)
    share = (rows - low)[:, None]
    wall, seen = (a[low] * (1.0 - share) + a[low + 1] * share for a in (other.wall_mm, _seen(other.edge_hu, clear)))
    y = wall * np.cos(ANGLE) + other.centre_y_mm - own.centre_y_mm
    x = wall * np.sin(ANGLE) + other.centre_x_mm - own.centre_x_mm
    turn = np.unwrap(np.arctan2(x, y), axis=1)
    radius, shown = np.empty_like(wall), np.empty_like(wall)
    for row in range(len(wall)):
        at = (ANGLE - turn[row, 0]) % (2.0 * np.pi) + turn[row, 0]
        round_turn = np.append(turn[row], turn[row, 0] + 2.0 * np.pi)
        radius[row] = np.interp(at, round_turn, np.append(np.hypot(y[row], x[row]), np.hypot(y[row, 0], x[row, 0])))
        shown[row] = np.interp(at, round_turn, np.append(seen[row], seen[row, 0]))
    return radius, shown


def _seen(edge_hu: Floats, clear: float) -> Floats:
    """0..1: whether the wall around each place has an edge; 0 where half of the patch has none."""
    share = uniform_filter((edge_hu > SEEN * clear).astype(np.float64), PATCH, mode=("nearest", "wrap"))
    return np.asarray(np.clip(2.0 * share - 1.0, 0.0, 1.0))


def _spread(values: Floats, sigma: float | None = None) -> Floats:
    return np.asarray(gaussian_filter(values, CARRIED if sigma is None else sigma, mode=("nearest", "wrap")))
