"""From bone found by its density to a whole arch: marrow filled in, the blur of its cortex taken off."""

import numpy as np
import numpy.typing as npt
from scipy.ndimage import (
    binary_closing,
    binary_dilation,
    binary_fill_holes,
    distance_transform_edt,
    find_objects,
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


PROCESS_ASIDE_MM, PROCESS_GAP_MM = 20.0, 5
"""Transverse processes, so far aside, hold marrow and ligaments darker than bone: gaps in them up to twice as wide are
closed. Nearer the canal such gaps are foramina. [CONV]"""

RIB_NEAR_MM, RIB_CONTACT = 35.0, 20
"""A vertebra that touches so many voxels of rib so near the spine has ribs, not long transverse processes. [CONV]"""


def whole_arch(
    mine: Bool, body: Bool, canal: Bool, taken: Bool, array: FloatImage, aside_mm: FloatImage | None = None
) -> Bool:
    """The posterior elements of one vertebra in a box, [k, j, i].

    mine: bone given to it; body, canal: its body and the canal; taken: voxels of others; aside_mm: left of the canal's
    middle, None where there are no transverse processes to close. Result excludes body, canal and taken.
    """
    joined = _largest(mine | body) & ~body
    solid = joined | body
    ball = generate_binary_structure(3, 1)
    closed = binary_closing(np.pad(solid, 4), ball, iterations=CLOSING_STEPS)[4:-4, 4:-4, 4:-4]
    closed = (closed & ~taken & ~canal) | solid
    filled = _filled_axially(closed | canal) & ~canal & ~taken
    filled = binary_fill_holes(filled | canal) & ~canal & ~taken
    arch = _peeled(filled | solid, array, canal | body) & ~body & ~canal
    for side in () if aside_mm is None else (aside_mm > PROCESS_ASIDE_MM, aside_mm < -PROCESS_ASIDE_MM):
        found = find_objects((arch & side).astype(np.uint8))
        if found:
            box = tuple(slice(max(0, s.start - PROCESS_GAP_MM), s.stop + PROCESS_GAP_MM) for s in found[0])
            closed = _closed(arch[box] | body[box], PROCESS_GAP_MM)
            arch[box] |= closed & side[box] & ~taken[box] & ~canal[box] & ~body[box]
    return arch


def bears_rib(mine: Bool, ribs: Bool, aside_mm: FloatImage) -> bool:
    """Whether bone of a vertebra borders on a rib near the spine, [k, j, i]."""
    near = ribs & (np.abs(aside_mm) < RIB_NEAR_MM)
    return bool(near.any() and (binary_dilation(mine) & near).sum() >= RIB_CONTACT)


def _closed(mask: Bool, steps: int) -> Bool:
    """Closed with a ball of this radius, in voxels."""
    grown = distance_transform_edt(~np.pad(mask, steps + 1)) <= steps
    closed: Bool = distance_transform_edt(grown) > steps
    return closed[(slice(steps + 1, -steps - 1),) * 3]


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
