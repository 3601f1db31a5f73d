"""Filling the slices between painted ones: signed distances to the outlines, blended from slice to slice.

Shape-based interpolation after Raya and Udupa (IEEE Trans Med Imaging 1990;9:32); outlines are first moved onto each
other by their centroids, so that a slanting lesion does not vanish half-way.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from spineplan.imaging.mask import BoolArray, Mask

Floats = npt.NDArray[np.float64]


def painted_axis(mask: Mask) -> int | None:
    """The array axis (0 = k, 1 = j, 2 = i) along which whole slices are missing between painted ones: the one with
    most of them. None when no slice is missing along any axis."""
    gaps = [_missing(mask.voxels_kji, axis) for axis in range(3)]
    most = max(gaps)
    return gaps.index(most) if most else None


def filled_between_slices(mask: Mask, axis: int) -> Mask:
    """The mask with every empty slice between two painted ones filled; painted slices are left exactly as they are.

    axis: array axis across the slices. Distances are measured in mm within the slices, so pixels need not be square.
    """
    tight = mask.tight()
    spacing = [s for n, s in enumerate(tight.parent.spacing_kji_mm) if n != axis]
    stack = np.moveaxis(tight.voxels_kji, axis, 0).copy()
    painted = np.flatnonzero(stack.any(axis=(1, 2)))
    for below, above in pairwise(painted):
        if above - below > 1:
            stack[below + 1 : above] = _between(stack[below], stack[above], int(above - below), spacing)
    return Mask(np.ascontiguousarray(np.moveaxis(stack, 0, axis)), tight.start_kji, tight.parent).tight()


def signed_distance_mm(inside: BoolArray, spacing_mm: tuple[float, ...] | list[float]) -> Floats:
    """Distance of each voxel centre from the outline, - inside; the outline runs half-way between unlike voxels as far
    as whole-voxel distances can tell. `inside` must hold set and unset voxels."""
    from scipy import ndimage

    out = ndimage.distance_transform_edt(~inside, sampling=spacing_mm)
    deep = ndimage.distance_transform_edt(inside, sampling=spacing_mm)
    return np.asarray(out - deep)


def _missing(voxels: BoolArray, axis: int) -> int:
    used = np.flatnonzero(voxels.any(axis=tuple(a for a in range(3) if a != axis)))
    return int(used[-1] - used[0] + 1 - len(used)) if used.size else 0


def _between(first: BoolArray, last: BoolArray, steps: int, spacing: list[float]) -> BoolArray:
    """The slices strictly between two outlines, steps apart."""
    centres = [np.argwhere(one).mean(axis=0) for one in (first, last)]
    reach = np.abs(centres[1] - centres[0])
    room = [int(np.ceil(r)) + 1 for r in reach]
    distances = [signed_distance_mm(np.pad(one, [(r, r) for r in room]), spacing) for one in (first, last)]
    out = np.zeros((steps - 1, *first.shape), dtype=np.bool_)
    for n in range(1, steps):
        share = n / steps
        middle = centres[0] + share * (centres[1] - centres[0])
        blended = (1.0 - share) * _moved(distances[0], middle - centres[0]) + share * _moved(
            distances[1], middle - centres[1]
        )
        cut = tuple(slice(r, r + size) for r, size in zip(room, first.shape, strict=True))
        out[n - 1] = blended[cut] <= 0.0
    return out


def _moved(distance: Floats, by: Floats) -> Floats:
    """A distance map shifted by a fraction of pixels; beyond the border the nearest value holds."""
    if not np.abs(by).max():
        return distance
    from scipy import ndimage

    return np.asarray(ndimage.shift(distance, by, order=1, mode="nearest"))
