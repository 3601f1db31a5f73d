"""The canal through a CT without a click: the best chain of canal-like places from slice to slice."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import CubicImage, FloatImage
from spineplan.geometry.affine import Points

PER_SLICE = 0.25
"""A chain pays this per slice, so it ends where the canal does."""
PER_VOXEL_MOVED = 0.04
KEEP_EVIDENCE = 0.28
"""Mean evidence over 16 mm below which a chain is cut. [CONV]"""
CORRIDOR_MM, CORRIDOR_GROWTH = 12.0, 0.15
"""The second pass stays this close to the first one's line: hip sockets and the skull base look like canals too."""
STEEPEST = 1.6
"""Sideways or forward millimetres per millimetre up: beyond about 60 degrees the chain has left the spine."""
SHORTEST_MM = 30.0


@dataclass(frozen=True, eq=False)
class CanalPath:
    """points_mm: LPS (n, 3) caudal to cranial, one per slice of the image. worth: the sum of what speaks for it."""

    points_mm: Points
    worth: float


def canal_path(evidence: FloatImage, image: CubicImage) -> CanalPath | None:
    """The course that most speaks for, or None where no canal is seen."""
    kji = _best_run(_chain(evidence), evidence, image.step_mm)
    if kji is None:
        return None
    allowed = _corridor(kji, evidence.shape, image.step_mm)
    again = _best_run(_chain(np.where(allowed, evidence, np.float32(0.0))), evidence, image.step_mm)
    if again is not None and len(again) > len(kji) // 2:
        kji = again
    return CanalPath(image.origin_mm + kji[:, ::-1] * image.step_mm, _worth(kji, evidence))


def _worth(kji: npt.NDArray[np.int64], evidence: FloatImage) -> float:
    return float(evidence[kji[:, 0], kji[:, 1], kji[:, 2]].sum()) * _straightness(kji)


def _chain(evidence: FloatImage) -> npt.NDArray[np.int64]:
    return best_chain(evidence, PER_SLICE, PER_VOXEL_MOVED)


def _best_run(kji: npt.NDArray[np.int64], evidence: FloatImage, step_mm: float) -> npt.NDArray[np.int64] | None:
    """The part of a chain with the most evidence, cut where evidence is thin or the slope absurd."""
    if len(kji) * step_mm < SHORTEST_MM:
        return None
    found = evidence[kji[:, 0], kji[:, 1], kji[:, 2]]
    width = max(1, round(16.0 / step_mm))
    mean = np.convolve(found, np.ones(width) / width, mode="same")
    lag = max(1, round(10.0 / step_mm))
    slope = np.zeros(len(kji))
    slope[lag:-lag] = np.linalg.norm((kji[2 * lag :] - kji[: -2 * lag])[:, 1:], axis=1) / (2 * lag)
    good = (mean >= KEEP_EVIDENCE * np.minimum(1.0, _ramp(len(kji), width))) & (slope < STEEPEST)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(np.int8), [0]])))
    runs = [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if (b - a) * step_mm >= SHORTEST_MM]
    if not runs:
        return None
    first, last = max(runs, key=lambda run: _worth(kji[run[0] : run[1]], evidence))
    return kji[first:last]


def _ramp(count: int, width: int) -> npt.NDArray[np.float64]:
    """Share of the averaging window that lies on the chain: the ends are not cut for lack of neighbours."""
    return np.convolve(np.ones(count), np.ones(width) / width, mode="same")


def _straightness(kji: npt.NDArray[np.int64]) -> float:
    """End to end over length, squared."""
    length = float(np.linalg.norm(np.diff(kji, axis=0), axis=1).sum())
    return (float(np.linalg.norm(kji[-1] - kji[0])) / max(length, 1.0)) ** 2


def _corridor(kji: npt.NDArray[np.int64], shape: tuple[int, ...], step_mm: float) -> npt.NDArray[np.bool_]:
    """Columns near the chain's sideways course; it widens beyond the chain's ends."""
    k = np.arange(shape[0])
    degree = 3 if len(kji) * step_mm > 150.0 else 1
    inside = np.clip(k, kji[0, 0], kji[-1, 0])
    fit = np.polynomial.Polynomial.fit(kji[:, 0], kji[:, 2], degree)
    beyond = np.abs(k - inside) * step_mm
    half = (CORRIDOR_MM + CORRIDOR_GROWTH * beyond) / step_mm
    off = np.abs(np.arange(shape[2])[None, :] - fit(inside)[:, None])
    return np.broadcast_to((off <= half[:, None])[:, None, :], shape)


@compiled
def best_chain(evidence: FloatImage, per_slice: float, per_move: float) -> npt.NDArray[np.int64]:
    """Chain (n, 3) of indices k, j, i with the largest sum, free to start and end anywhere (Kadane along k)."""
    nk, nj, ni = evidence.shape
    gain = np.zeros((2, nj, ni), dtype=np.float32)
    back = np.full((nk, nj, ni), -1, dtype=np.int8)
    best, best_k, best_j, best_i = 0.0, -1, 0, 0
    for k in range(nk):
        now, before = k % 2, (k + 1) % 2
        for j in range(nj):
            for i in range(ni):
                top, code = 0.0, -1
                if k > 0:
                    for dj in range(-3, 4):
                        for di in range(-1, 2):
                            a, b = j + dj, i + di
                            if a < 0 or b < 0 or a >= nj or b >= ni:
                                continue
                            value = gain[before, a, b] - per_move * (abs(dj) + abs(di))
                            if value > top:
                                top, code = value, (dj + 3) * 3 + di + 1
                value = top + evidence[k, j, i] - per_slice
                gain[now, j, i] = max(value, 0.0)
                back[k, j, i] = code if value > 0 else -1
                if value > best:
                    best, best_k, best_j, best_i = value, k, j, i
    if best_k < 0:
        return np.zeros((0, 3), dtype=np.int64)
    path = np.empty((best_k + 1, 3), dtype=np.int64)
    count, k, j, i = 0, best_k, best_j, best_i
    while k >= 0:
        path[count, 0], path[count, 1], path[count, 2] = k, j, i
        count += 1
        code = back[k, j, i]
        if code < 0:
            break
        j, i, k = j + code // 3 - 3, i + code % 3 - 1, k - 1
    return path[:count][::-1].copy()
