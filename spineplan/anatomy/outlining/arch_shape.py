"""From bone found by its density to a whole arch: marrow filled in, the blur of its cortex taken off."""

import numpy as np
import numpy.typing as npt
from scipy.ndimage import (
    binary_closing,
    binary_dilation,
    binary_fill_holes,
    generate_binary_structure,
    label,
    maximum_filter,
)

from spineplan.anatomy.cubic_image import FloatImage

Bool = npt.NDArray[np.bool_]
CLOSING_STEPS = 2
SOFT_HU = 50.0
HALF = 0.5
"""Blurred cortex ends where HU is half way from soft tissue to the brightest neighbour."""


def whole_arch(mine: Bool, body: Bool, canal: Bool, taken: Bool, array: FloatImage) -> Bool:
    """The posterior elements of one vertebra in a box, [k, j, i].

    mine: bone given to it; body, canal: its body and the canal; taken: voxels of others. Result excludes body, canal
    and taken.
    """
    joined = _largest(mine | body) & ~body
    solid = joined | body
    ball = generate_binary_structure(3, 1)
    closed = binary_closing(np.pad(solid, 4), ball, iterations=CLOSING_STEPS)[4:-4, 4:-4, 4:-4]
    closed = (closed & ~taken & ~canal) | solid
    filled = _filled_axially(closed | canal) & ~canal & ~taken
    filled = binary_fill_holes(filled | canal) & ~canal & ~taken
    return _peeled(filled | solid, array, canal | body) & ~body & ~canal


def _largest(mask: Bool) -> Bool:
    parts, count = label(mask, generate_binary_structure(3, 1))
    if count < 2:
        return mask
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return np.asarray(parts == sizes.argmax())


def _filled_axially(mask: Bool) -> Bool:
    out = mask.copy()
    for plane in range(len(mask)):
        out[plane] = binary_fill_holes(mask[plane])
    return out


def _peeled(mask: Bool, array: FloatImage, kept: Bool) -> Bool:
    """Without the outermost voxels that are darker than half of their brightest neighbour."""
    half = SOFT_HU + HALF * (maximum_filter(array, size=3) - SOFT_HU)
    rim = mask & binary_dilation(~mask, generate_binary_structure(3, 1)) & ~kept
    return mask & ~(rim & (array < half))
