"""Compiled compositing of one evaluated solid, and of the tumours in it, into a slab of the image and its masks."""

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.compiled import compiled
from spineplan.phantom.frames import Array
from spineplan.phantom.texture import smooth_noise

Floats: TypeAlias = NDArray[np.float32]
Bytes: TypeAlias = NDArray[np.uint8]

_SPARED = (60, 73, 74, 84, 85, 86, 87)  # cord, great vessels, lungs and airways are never overgrown


@compiled
def _share_inside(distance: float, edge_mm: float) -> float:
    return min(max(0.5 - distance / edge_mm, 0.0), 1.0)


@compiled
def _textured(
    value: float, strength: float, grain: float, at: tuple[float, float, float], shift: int, tile: Floats
) -> float:
    """The value with a grain looked up in the noise tile; trabeculae and fibres run longer along z."""
    if strength == 0.0:
        return value
    step = 4.0 / grain
    i = math.floor(at[0] * step) + shift
    j = math.floor(at[1] * step) + shift
    k = math.floor(at[2] * step * 0.6)
    return float(value + strength * tile[k & 63, j & 63, i & 63])


@compiled
def dense_share_at(x: float, y: float, z: float, number: int) -> float:
    """How much of a mixed lesion is dense at a point of its vertebra's own frame, 0 to 1."""
    patch = smooth_noise(x / 5.0, y / 5.0, z / 5.0, number + 31)
    return min(max(0.5 + 2.5 * patch, 0.0), 1.0)


@compiled
def paint_solid(
    image: Floats, labels: Bytes, structures: Bytes, lesions: Bytes,
    distance: Floats, cortex: Floats, structure: Bytes,
    layers: Array, label: int, edge_mm: float, local_from_ijk: Array, seed: int, tile: Floats,
) -> None:  # fmt: skip
    """layers: rows of depth (negative = the local cortex), value, texture, grain, structure (negative = the row's)."""
    for k in range(distance.shape[0]):
        for j in range(distance.shape[1]):
            for i in range(distance.shape[2]):
                d = distance[k, j, i]
                share = _share_inside(d, edge_mm)
                if share == 0.0:
                    continue
                m = local_from_ijk
                x = m[0, 0] * i + m[0, 1] * j + m[0, 2] * k + m[0, 3]
                y = m[1, 0] * i + m[1, 1] * j + m[1, 2] * k + m[1, 3]
                z = m[2, 0] * i + m[2, 1] * j + m[2, 2] * k + m[2, 3]
                value = _textured(layers[0, 1], layers[0, 2], layers[0, 3], (x, y, z), seed, tile)
                number = int(structure[k, j, i]) if layers[0, 4] < 0.0 else int(layers[0, 4])
                for n in range(1, layers.shape[0]):
                    depth = cortex[k, j, i] if layers[n, 0] < 0.0 else layers[n, 0]
                    deeper = _share_inside(d + depth, edge_mm)
                    if deeper == 0.0:
                        break
                    inner = _textured(layers[n, 1], layers[n, 2], layers[n, 3], (x, y, z), seed + 11 * n, tile)
                    value += deeper * (inner - value)
                    if d + depth < 0.0 and layers[n, 4] >= 0.0:
                        number = int(layers[n, 4])
                image[k, j, i] += share * (value - image[k, j, i])
                if d < 0.0:
                    if label >= 0:
                        labels[k, j, i] = label
                    if label > 0:
                        lesions[k, j, i] = 0
                    structures[k, j, i] = number


@compiled
def paint_lesion(
    image: Floats, labels: Bytes, structures: Bytes, lesions: Bytes,
    bone: Floats, cortex: Floats, tumour: Floats,
    look: Array, number: int, label: int, edge_mm: float, local_from_ijk: Array,
) -> None:  # fmt: skip
    """look: kind, soft value, dense value, texture, keeps cortex, leaves bone, margin mm, rim, structure outside."""
    kind, soft, dense, margin = int(look[0]), look[1], look[2], look[6]
    keeps, leaves, rim = look[4] > 0.0, look[5] > 0.0, look[7] > 0.0
    for k in range(tumour.shape[0]):
        for j in range(tumour.shape[1]):
            for i in range(tumour.shape[2]):
                d = tumour[k, j, i]
                if d > margin + edge_mm + 2.5:
                    continue
                own = labels[k, j, i] == label
                here = structures[k, j, i]
                if (labels[k, j, i] != 0 and not own) or here in _SPARED:
                    continue
                wall = bone[k, j, i] + (cortex[k, j, i] if keeps else 0.0)
                allowed = 1.0 if leaves else _share_inside(wall, edge_mm)
                if allowed == 0.0:
                    continue
                m = local_from_ijk
                x = m[0, 0] * i + m[0, 1] * j + m[0, 2] * k + m[0, 3]
                y = m[1, 0] * i + m[1, 1] * j + m[1, 2] * k + m[1, 3]
                z = m[2, 0] * i + m[2, 1] * j + m[2, 2] * k + m[2, 3]
                grain = smooth_noise(x / 2.2, y / 2.2, z / 2.2, number)
                if rim and own and d > 0.0:
                    near = max(0.0, 1.0 - d / 2.0) * allowed
                    image[k, j, i] += near * 0.6 * (dense - image[k, j, i])
                share = _share_inside(d, edge_mm + margin) * allowed
                if kind == 0:
                    target = soft + look[3] * 0.3 * grain
                    if grain > 0.6 and own:
                        share *= 0.6
                elif kind == 1:
                    target = max(dense + look[3] * grain, image[k, j, i]) if own else soft
                else:
                    mix = dense_share_at(x, y, z, number) if own else 0.0
                    target = soft + mix * (dense - soft) + look[3] * 0.5 * grain
                image[k, j, i] += share * (target - image[k, j, i])
                if d < 0.0 and (leaves or wall < 0.0):
                    lesions[k, j, i] = number
                    if not own:
                        structures[k, j, i] = int(look[8])
