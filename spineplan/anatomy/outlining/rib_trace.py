"""Ribs, followed from far aside, where each is a tube of its own, to where it grows together with a vertebra."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.outlining.posterior_elements import RIB, own_place

Bool = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.uint8]

FROM_MM = (8.0, 11.0)
"""A rib is taken up this far outside of the room of arches."""
WIDEST_MM = 30.0
"""What is wider where it is taken up is no rib: crest of the ilium, kidney with contrast."""
USUAL_LAYERS = 8
GROWN = 1.6
"""Layers this much larger than the first ones have left the rib. With 2 more of real ribs' thick necks is taken, but
transverse processes of the upper thorax are too. [CONV]"""
LAYERS_BACK = 4
"""So many layers late the growth is noticed. [CONV]"""
FREE, START, USED = 0, 1, 2


@compiled
def trace_ribs(
    origin: npt.NDArray[np.float64],
    step: float,
    bone: Bool,
    blocked: Bool,
    bands: npt.NDArray[np.float64],
    labels: Labels,
) -> None:
    """Set labels, RIB where surely rib or crest, to RIB along each rib up to its vertebra, in place.

    All arrays [k, j, i] on cubes of step (mm) at origin (LPS, mm). bands: see arch_bands. Bone outside `blocked` is
    walked layer by layer from far aside inwards; a rib that ends free is rib as a whole.
    """
    state = np.zeros(bone.shape, dtype=np.uint8)
    for start in _starts(origin, step, bands, labels, state):
        if state[start] != START:
            continue
        state[start] = USED
        rib = [start]
        done = 0
        while done < len(rib):
            _reach(rib, done, 3, START, state, bone, blocked)
            done += 1
        if step * _width(rib) > WIDEST_MM:
            continue
        for k, j, i in rib[: _walked(rib, state, bone, blocked)]:
            if labels[k, j, i] == 0:
                labels[k, j, i] = RIB


@compiled
def _starts(
    origin: npt.NDArray[np.float64], step: float, bands: npt.NDArray[np.float64], labels: Labels, state: Labels
) -> list[tuple[int, int, int]]:
    """Voxels where ribs are taken up; what lies farther aside is not walked."""
    starts = []
    for k in range(labels.shape[0]):
        for j in range(labels.shape[1]):
            for i in range(labels.shape[2]):
                if labels[k, j, i] != RIB:
                    continue
                for band in bands:
                    s, _, v = own_place(origin, step, k, j, i, band)
                    if band[0] <= s < band[1]:
                        outside = abs(v) - band[3]
                        if outside >= FROM_MM[1]:
                            state[k, j, i] = USED
                        elif outside >= FROM_MM[0]:
                            state[k, j, i] = START
                            starts.append((k, j, i))
                        break
    return starts


@compiled
def _walked(rib: list[tuple[int, int, int]], state: Labels, bone: Bool, blocked: Bool) -> int:
    """Append the rib's layers, from its first voxels on; how many of them are rib."""
    ends = [len(rib)]
    first = 0
    while first < len(rib):
        last = len(rib)
        corners = 1 + len(ends) % 2 * 2  # by faces and by corners in turn, so that layers are nearly round
        for n in range(first, last):
            _reach(rib, n, corners, FREE, state, bone, blocked)
        first = last
        ends.append(len(rib))
        if len(ends) > USUAL_LAYERS + 3:
            usual = (ends[USUAL_LAYERS] - ends[0]) / USUAL_LAYERS
            if (ends[-1] - ends[-4]) / 3.0 > GROWN * usual:
                return ends[-1 - LAYERS_BACK]
    return len(rib)


@compiled
def _reach(
    rib: list[tuple[int, int, int]], n: int, corners: int, wanted: int, state: Labels, bone: Bool, blocked: Bool
) -> None:
    """Append the neighbours of one voxel that are in the wanted state; corners: 1 over faces only, 3 over all."""
    k, j, i = rib[n]
    for a in range(max(0, k - 1), min(bone.shape[0], k + 2)):
        for b in range(max(0, j - 1), min(bone.shape[1], j + 2)):
            for c in range(max(0, i - 1), min(bone.shape[2], i + 2)):
                near = abs(a - k) + abs(b - j) + abs(c - i) <= corners
                if near and state[a, b, c] == wanted and bone[a, b, c] and not blocked[a, b, c]:
                    state[a, b, c] = USED
                    rib.append((a, b, c))


@compiled
def _width(voxels: list[tuple[int, int, int]]) -> float:
    """Diagonal of their box, in voxels."""
    low, high = np.array(voxels[0]), np.array(voxels[0])
    for at in voxels:
        for axis in range(3):
            low[axis] = min(low[axis], at[axis])
            high[axis] = max(high[axis], at[axis])
    return float(np.sqrt(((high - low) ** 2).sum()))
