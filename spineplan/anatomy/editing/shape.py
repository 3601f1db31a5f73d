"""Changing the shape of one label among others: smooth, fill, cut from its neighbour. Others keep what is theirs."""

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from spineplan.anatomy.editing.labels import LabelBlock
from spineplan.anatomy.editing.stamp import Box, centres_of
from spineplan.geometry.vectors import Vector, unit, vector
from spineplan.imaging.mask import BoolArray

SMOOTH_MM = 1.0
LEAST_VOXELS = 0.6
"""Smoothing is felt only when it reaches a good part of a voxel. [CONV]"""
CLOSE_MM = 2.0
"""Gaps up to twice this wide are closed by filling. [CONV]"""


def smoothed(block: LabelBlock, name: str, sigma_mm: float = SMOOTH_MM) -> bool:
    """Round off one label (Gaussian, cut at one half), taking nothing from others. Whether it changed."""
    box = block.box_of([name], 3.0 * sigma_mm)
    if box is None:
        return False
    block.cover(box)
    view, number = block.view(box), block.number(name)
    sigma = [max(sigma_mm / mm, LEAST_VOXELS) for mm in block.parent.spacing_kji_mm]
    soft = ndimage.gaussian_filter((view == number).astype(np.float32), sigma, truncate=3.0)
    return _becomes(block, box, number, np.asarray(soft > 0.5))


def filled(block: LabelBlock, name: str, closed_to: BoolArray | None = None, reach_mm: float = CLOSE_MM) -> bool:
    """Close narrow gaps and enclosed holes of one label, as far as they belong to nobody. Whether it changed.

    closed_to: voxels of the block's own box (bool [k, j, i]) that must stay free, such as the canal.
    """
    box = block.box_of([name], 2.0 * reach_mm)
    if box is None:
        return False
    free = None if closed_to is None else ~closed_to
    start, shape = block.start_kji, block.numbers_kji.shape
    block.cover(box)
    view, number = block.view(box), block.number(name)
    inside = view == number
    spacing = block.parent.spacing_kji_mm
    grown = ndimage.distance_transform_edt(~inside, sampling=spacing) <= reach_mm
    closed = ndimage.distance_transform_edt(grown, sampling=spacing) > reach_mm
    wanted = np.asarray(ndimage.binary_fill_holes(inside | closed))
    if free is not None:
        wanted &= inside | ~_placed(~free, start, shape, box)
    return _becomes(block, box, number, wanted | inside)


def cut_between(
    block: LabelBlock,
    cranial: str,
    caudal: str,
    line_mm: tuple[Sequence[float] | Vector, Sequence[float] | Vector],
    through_lps: Sequence[float] | Vector,
    cranial_lps: Sequence[float] | Vector,
) -> bool:
    """Give what two labels hold together to the one on its side of a plane; elsewhere they keep what they have.

    line_mm: both ends (LPS) of a line drawn in a picture; the plane holds it and the picture's normal through_lps, and
    acts as far as the line reaches. cranial_lps: roughly towards the head. Whether anything changed.
    """
    box = block.box_of([cranial, caudal])
    start, end = vector(line_mm[0]), vector(line_mm[1])
    length = float(np.linalg.norm(end - start))
    if box is None or length <= 0.0:
        return False
    along = (end - start) / length
    normal = np.cross(along, unit(through_lps))
    if float(np.linalg.norm(normal)) < 1e-6:
        return False
    normal = unit(normal)
    if float(normal @ unit(cranial_lps)) < 0.0:
        normal = -normal
    places = centres_of(block.parent, box) - start
    reached = (places @ along >= 0.0) & (places @ along <= length)
    above = places @ normal > 0.0
    view, up, down = block.view(box), block.number(cranial), block.number(caudal)
    both = reached & ((view == up) | (view == down))
    wanted = np.where(above, up, down).astype(np.uint8)
    changed = both & (view != wanted)
    view[changed] = wanted[changed]
    return bool(changed.any())


def _becomes(block: LabelBlock, box: Box, number: int, wanted: BoolArray) -> bool:
    """A label becomes what is wanted of it and is nobody else's."""
    view = block.view(box)
    mine = view == number
    changed = (wanted & (view == 0)) | (mine & ~wanted)
    view[wanted & (view == 0)] = number
    view[mine & ~wanted] = 0
    return bool(changed.any())


def _placed(inside: BoolArray, start: tuple[int, int, int], shape: tuple[int, ...], box: Box) -> BoolArray:
    """Voxels of one box of the grid as seen in another."""
    out = np.zeros(tuple(s.stop - s.start for s in box), dtype=np.bool_)
    low = [max(s.start, a) for s, a in zip(box, start, strict=True)]
    high = [min(s.stop, a + n) for s, a, n in zip(box, start, shape, strict=True)]
    if any(a >= b for a, b in zip(low, high, strict=True)):
        return out
    here = tuple(slice(a - s.start, b - s.start) for a, b, s in zip(low, high, box, strict=True))
    there = tuple(slice(a - s, b - s) for a, b, s in zip(low, high, start, strict=True))
    out[here] = inside[there]
    return out
