"""Paints one solid, and the tumours in it, onto the part of a canvas that it can reach."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.frames import Array, inverse
from spineplan.phantom.solids import Lesion, Solid
from spineplan.phantom.structures import Structure
from spineplan.phantom.texture import noise_tile
from spineplan.phantom.tissues import Look

_FAR = 1e3


@dataclass(frozen=True)
class Raster:
    """shape_kji and lps_from_ijk (4x4) of the voxels."""

    shape_kji: tuple[int, int, int]
    lps_from_ijk: Array

    @property
    def spacing_mm(self) -> Array:
        """Along i, j, k."""
        return np.asarray(np.linalg.norm(self.lps_from_ijk[:3, :3], axis=0), dtype=np.float64)

    @property
    def voxel_ml(self) -> float:
        return abs(float(np.linalg.det(self.lps_from_ijk[:3, :3]))) / 1000.0


@dataclass(frozen=True)
class Canvas:
    """Slices from start_k on of the image and masks being painted."""

    start_k: int
    image: NDArray[np.float32]
    labels: NDArray[np.uint8]
    structures: NDArray[np.uint8]
    lesions: NDArray[np.uint8]


def paint(solid: Solid, raster: Raster, look: Look, canvas: Canvas) -> None:
    from spineplan.phantom.field import evaluate
    from spineplan.phantom.paint import paint_lesion, paint_solid

    spacing = raster.spacing_mm
    edge = float(np.cbrt(np.prod(spacing)))
    rows = [solid.rows, *(lesion.rows for lesion in solid.lesions if lesion.leaves_bone)]
    box = _box(np.vstack(rows), solid.lps_from_local, raster, canvas, pad_mm=edge + float(solid.rows[:, 2].max()))
    if box is None:
        return
    window, local_from_ijk = box
    ijk_from_local = inverse(local_from_ijk)
    image, labels = canvas.image[window], canvas.labels[window]
    structures, lesions = canvas.structures[window], canvas.lesions[window]
    reach = 2 * edge
    distance, cortex, structure = _evaluated(solid, local_from_ijk, image.shape, reach, coarse=edge < 2.1)
    paint_solid(
        image, labels, structures, lesions, distance, cortex, structure,
        _layer_rows(solid, look), solid.label, edge, local_from_ijk, 17, noise_tile(),
    )  # fmt: skip
    for lesion in solid.lesions:
        tumour = np.full(image.shape, _FAR, dtype=np.float32)
        spare, unused = np.zeros(image.shape, dtype=np.float32), np.zeros(image.shape, dtype=np.uint8)
        evaluate(lesion.rows, solid.lofts, local_from_ijk, ijk_from_local, reach + 4.0, tumour, spare, unused)
        paint_lesion(
            image, labels, structures, lesions, distance, cortex, tumour,
            _lesion_look(lesion, look), lesion.number, solid.label, edge, local_from_ijk,
        )  # fmt: skip


def _evaluated(
    solid: Solid, local_from_ijk: Array, shape: tuple[int, ...], reach_mm: float, *, coarse: bool
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]:
    """Distance, cortex thickness and structure of a solid on a box of voxels."""
    from spineplan.phantom.field import doubled, evaluate

    thinned = coarse and solid.smooth
    size = (shape[0], shape[1] // 2 + 2, shape[2] // 2 + 2) if thinned else shape
    affine = local_from_ijk @ np.diag([2.0, 2.0, 1.0, 1.0]) if thinned else local_from_ijk
    distance = np.full(size, _FAR, dtype=np.float32)
    cortex, structure = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.uint8)
    evaluate(
        solid.rows,
        solid.lofts,
        affine,
        inverse(affine),
        reach_mm * (3.0 if thinned else 1.0),
        distance,
        cortex,
        structure,
    )
    if not thinned:
        return distance, cortex, structure
    full = np.empty(shape, dtype=np.float32)
    doubled(distance, full)
    return full, np.zeros(shape, dtype=np.float32), np.full(shape, int(solid.rows[0, 3]), dtype=np.uint8)


def _layer_rows(solid: Solid, look: Look) -> Array:
    tissues = [(layer, look.palette[layer.tissue]) for layer in solid.layers]
    rows = [(layer.depth_mm, t.value, t.texture, t.grain_mm, layer.structure) for layer, t in tissues]
    return np.array(rows, dtype=np.float64)


def _lesion_look(lesion: Lesion, look: Look) -> Array:
    soft, dense = look.tumour(lesion)
    texture = look.palette["blastic_bone"].texture
    flags = (lesion.keeps_cortex, lesion.leaves_bone, lesion.margin_mm, lesion.rim)
    return np.array([lesion.kind, soft, dense, texture, *flags, Structure.SOFT_MASS], dtype=np.float64)


def _box(
    rows: Array, lps_from_local: Array, raster: Raster, canvas: Canvas, pad_mm: float
) -> tuple[tuple[slice, slice, slice], Array] | None:
    """Voxel window of the solid in the canvas, and its local_from_ijk counted from the window's first voxel."""
    ijk_from_local = inverse(raster.lps_from_ijk) @ lps_from_local
    join = rows[:, 1] == 0
    low, high = rows[join, 5:11:2].min(axis=0) - pad_mm, rows[join, 6:11:2].max(axis=0) + pad_mm
    corners = np.array([[(low, high)[b >> a & 1][a] for a in range(3)] for b in range(8)])
    ijk = corners @ ijk_from_local[:3, :3].T + ijk_from_local[:3, 3]
    first = np.floor(ijk.min(axis=0)).astype(int)
    last = np.ceil(ijk.max(axis=0)).astype(int) + 1
    depth, rows_j, columns = canvas.image.shape
    first = np.maximum(first, [0, 0, canvas.start_k])
    last = np.minimum(last, [columns, rows_j, canvas.start_k + depth])
    if (first >= last).any():
        return None
    window = (
        slice(first[2] - canvas.start_k, last[2] - canvas.start_k),
        slice(first[1], last[1]),
        slice(first[0], last[0]),
    )
    shift = np.eye(4)
    shift[:3, 3] = first
    return window, inverse(ijk_from_local) @ shift
