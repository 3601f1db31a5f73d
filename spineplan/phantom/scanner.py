"""The CT scanner: point spread of a bone kernel, slice profile, noise by dose. Ideal HU in, measured HU out."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.compiled import compiled
from spineplan.phantom.frames import Array

HU_MIN, HU_MAX = -1024, 3071


@dataclass(frozen=True)
class Kernel:
    """blur_mm: sigma of the in-plane point spread; overshoot: share of edge enhancement (bone kernels ring)."""

    name: str
    blur_mm: float
    overshoot: float
    noise_hu: float


BONE = Kernel("B60s", 0.42, 0.35, 24.0)
SOFT = Kernel("B30s", 0.75, 0.0, 9.0)


def taps(kernel: Kernel, spacing_mm: float) -> Array:
    """Seven weights with sum 1."""
    at = np.arange(-3, 4) * spacing_mm

    def bell(sigma: float) -> Array:
        # Integrated over the voxel, so that a kernel much narrower than a voxel leaves it alone.
        edges = np.concatenate([at - spacing_mm / 2, at[-1:] + spacing_mm / 2]) / (sigma * math.sqrt(2))
        weights = np.diff([math.erf(e) for e in edges])
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    return (1 + kernel.overshoot) * bell(kernel.blur_mm) - kernel.overshoot * bell(2 * kernel.blur_mm)


@compiled
def _filter_plane(plane: NDArray[np.float32], weights_i: Array, weights_j: Array, spare: NDArray[np.float32]) -> None:
    rows, columns = plane.shape
    for j in range(rows):
        for i in range(columns):
            total = 0.0
            for t in range(7):
                total += weights_i[t] * plane[j, min(max(i + t - 3, 0), columns - 1)]
            spare[j, i] = total
    for j in range(rows):
        for i in range(columns):
            total = 0.0
            for t in range(7):
                total += weights_j[t] * spare[min(max(j + t - 3, 0), rows - 1), i]
            plane[j, i] = total


def measured(
    slab: NDArray[np.float32], spacing_mm: Array, kernel: Kernel, dose: float, seed: tuple[int, ...]
) -> NDArray[np.float32]:
    """The slab as the scanner shows it; noise falls with the square root of dose and of the voxel volume."""
    across, down = taps(kernel, float(spacing_mm[0])), taps(kernel, float(spacing_mm[1]))
    gain = math.sqrt(float((across**2).sum() * (down**2).sum()))
    reference_ml = 0.7 * 0.7 * 1.0
    volume = float(np.prod(spacing_mm))
    sigma = kernel.noise_hu / math.sqrt(dose) * min(1.0, math.sqrt(reference_ml / volume)) / gain
    random = np.random.default_rng(seed)
    weight = _noise_map(slab.shape[1], slab.shape[2])
    spare = np.empty(slab.shape[1:], dtype=np.float32)
    weight *= sigma
    for k in range(len(slab)):
        slab[k] += random.standard_normal(weight.shape, dtype=np.float32) * weight
        _filter_plane(slab[k], across, down, spare)
    return np.clip(slab, HU_MIN, HU_MAX, out=slab)


def _noise_map(rows: int, columns: int) -> NDArray[np.float32]:
    """Noise is strongest on the axis of the body, weakest outside."""
    v = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    u = np.linspace(-1, 1, columns, dtype=np.float32)[None, :]
    return np.asarray(0.45 + 0.65 * np.exp(-(u**2 + v**2) / 0.35), dtype=np.float32)
