"""Repeatable smooth noise in space: the same point gives the same value whatever grid asks."""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.compiled import compiled


@compiled
def _lattice(x: int, y: int, z: int, seed: int) -> float:
    """Hash of a lattice point to -1..1 (integer mixing, wraps in 64 bits)."""
    h = (x * 73856093) ^ (y * 19349663) ^ (z * 83492791) ^ (seed * 2654435761)
    h &= 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 2246822519) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 3266489917) & 0xFFFFFFFF
    h ^= h >> 16
    return h / 2147483647.5 - 1.0


@compiled
def smooth_noise(x: float, y: float, z: float, seed: int) -> float:
    """Value noise of unit lattice, -1..1, mean 0."""
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    u, v, w = x - i, y - j, z - k
    u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
    i, j, k = int(i), int(j), int(k)
    total = 0.0
    for corner in range(8):
        a, b, c = corner & 1, corner >> 1 & 1, corner >> 2 & 1
        weight = (u if a else 1.0 - u) * (v if b else 1.0 - v) * (w if c else 1.0 - w)
        total += weight * _lattice(i + a, j + b, k + c, seed)
    return total


TILE = 64


@cache
def noise_tile() -> NDArray[np.float32]:
    """A periodic block of smooth noise (TILE cubed, four samples per grain), about -1..1: cheap to look up."""
    random = np.random.default_rng(2021)
    shape = (TILE, TILE, TILE)
    frequency = np.meshgrid(*(np.fft.fftfreq(TILE),) * 3, indexing="ij")
    radius = np.sqrt(sum(axis**2 for axis in frequency))
    fine, coarse = np.exp(-((radius / 0.16) ** 2)), np.exp(-((radius / 0.05) ** 2))
    spectrum = np.fft.fftn(random.normal(size=shape))
    blocks = [np.fft.ifftn(spectrum * band).real for band in (fine, coarse)]
    mixed = sum(0.36 * share * block / block.std() for share, block in zip((0.85, 0.5), blocks, strict=True))
    return np.ascontiguousarray(mixed - mixed.mean(), dtype=np.float32)
