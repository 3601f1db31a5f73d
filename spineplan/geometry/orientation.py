"""Patient orientation letters for the four sides of a picture."""

from collections.abc import Sequence

from spineplan.geometry.vectors import Vector, unit

_LETTERS = (("R", "L"), ("A", "P"), ("I", "S"))
SECONDARY_ABOVE = 0.2588
"""sin 15 deg: a component at least this large earns a secondary letter."""


def orientation_letters(direction_lps: Sequence[float] | Vector, secondary_above: float = SECONDARY_ABOVE) -> str:
    """Letters of the side a screen direction points to, strongest first, e.g. "L", "PS" (DICOM PS3.3 C.7.6.1.1.1).

    direction_lps: LPS, any length but zero. Raises ValueError for a zero vector.
    """
    d = unit(direction_lps)
    order = sorted(range(3), key=lambda axis: -abs(float(d[axis])))
    letters = [
        _LETTERS[axis][1 if d[axis] > 0 else 0]
        for rank, axis in enumerate(order)
        if rank == 0 or abs(float(d[axis])) >= secondary_above
    ]
    return "".join(letters)
