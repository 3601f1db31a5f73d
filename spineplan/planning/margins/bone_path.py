"""Where a needle meets the bone of its vertebra."""

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import Vector
from spineplan.planning.field.box import set_along

STEP_MM = 0.1
REACH_MM = 110.0
GAP_MM = 2.0
"""Software convention: a cleft narrower than this (a lytic hole, a joint) does not end the bone."""


def bone_entry(
    bone: npt.NDArray[np.bool_], to_kji: npt.NDArray[np.float64], tip: Vector, back: Vector
) -> Vector | None:
    """The outermost point (LPS) of the run of bone that a path follows back from its tip; None when there is no bone.

    back: unit, from tip to hub. The run starts at the tip or at the first bone behind it.
    """
    inside = set_along(bone, to_kji, tip, tip + back * REACH_MM, STEP_MM)
    where = np.flatnonzero(inside)
    if where.size == 0:
        return None
    breaks = np.flatnonzero(np.diff(where) > GAP_MM / STEP_MM)
    last = int(where[breaks[0]]) if breaks.size else int(where[-1])
    return np.asarray(tip + back * (last * STEP_MM))
