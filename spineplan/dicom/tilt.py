"""Slices of a tilted gantry moved within their planes, so that the volume becomes upright.

Every slice keeps its own plane: nothing is interpolated between slices, only by a fraction of a pixel inside each.
"""

import numpy as np

from spineplan.imaging.volume import Int16Array


def place_shifted(
    picture: Int16Array, shift_ij: tuple[float, float], out: Int16Array, fill: int, fill_is_padding: bool
) -> None:
    """Write `picture` into the larger `out` so that its first pixel lands at (shift_i, shift_j), both >= 0.

    Arrays are (rows, columns), int16. Around the picture `fill` is written. Where the fill means "no data", pixels
    beside it take their nearest neighbour instead of a mixture.
    """
    shifted = picture
    whole = []
    for axis, shift in ((1, shift_ij[0]), (0, shift_ij[1])):
        step = int(np.floor(shift + 1e-6))
        part = max(0.0, shift - step)
        if part > 1e-6:
            shifted = _by_fraction(shifted, part, axis, fill, fill_is_padding)
        whole.append(step)
    i, j = whole
    out[...] = fill
    room = out[j : j + shifted.shape[0], i : i + shifted.shape[1]]
    room[...] = shifted[: room.shape[0], : room.shape[1]]


def _by_fraction(picture: Int16Array, part: float, axis: int, fill: int, fill_is_padding: bool) -> Int16Array:
    """Linear interpolation along one axis; the result is one longer and starts `part` of a pixel before the picture."""
    rim = [(0, 0), (0, 0)]
    rim[axis] = (1, 1)
    framed = np.pad(picture, rim, constant_values=fill)
    count = picture.shape[axis] + 1
    before, after = np.take(framed, range(count), axis), np.take(framed, range(1, count + 1), axis)
    mixed = np.rint(before * np.float32(part) + after * np.float32(1.0 - part)).astype(np.int16)
    if fill_is_padding:
        np.copyto(mixed, after if part < 0.5 else before, where=(before == fill) | (after == fill))
    return mixed
