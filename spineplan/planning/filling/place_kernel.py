"""Compiled: which compartment every voxel around a vertebra belongs to."""

import numpy as np
import numpy.typing as npt

from spineplan.planning.filling.compiled import compiled

Map = npt.NDArray[np.float64]


@compiled
def classify(
    bone: npt.NDArray[np.bool_],
    canal: npt.NDArray[np.bool_],
    local_from_ijk: Map,
    maps: Map,
    sizes: Map,
    out: npt.NDArray[np.int8],
) -> None:
    """Fill out[k, j, i] with an index into PLACES. local_from_ijk: (3, 4) to mm left, posterior, cranial of the body.

    maps: top, bottom (over left, posterior) and back (over left, cranial), 1 mm cells. sizes: half width of the canal,
    its far side, the posterior wall, how far the wall may be hollow, reach of the foramina outward and forward.
    """
    top, bottom, back = maps[0], maps[1], maps[2]
    half, far, wall, notch, foramen_out, foramen_front = sizes
    middle, m = (top.shape[0] - 1) // 2, local_from_ijk
    last = 2 * middle
    for k in range(bone.shape[0]):
        for j in range(bone.shape[1]):
            for i in range(bone.shape[2]):
                if bone[k, j, i]:
                    continue
                left = m[0, 0] * i + m[0, 1] * j + m[0, 2] * k + m[0, 3]
                posterior = m[1, 0] * i + m[1, 1] * j + m[1, 2] * k + m[1, 3]
                cranial = m[2, 0] * i + m[2, 1] * j + m[2, 2] * k + m[2, 3]
                x = min(max(int(np.rint(left)) + middle, 0), last)
                y = min(max(int(np.rint(posterior)) + middle, 0), last)
                z = min(max(int(np.rint(cranial)) + middle, 0), last)
                # Near an end plate only its rim is left of the body, far in front of the canal.
                behind = np.fmax(wall - notch, back[x, z])
                place = 5
                if canal[k, j, i] or (behind - 0.5 < posterior < far and abs(left) <= half):
                    place = 1
                elif cranial < bottom[x, y] + 0.5:
                    place = 4
                elif cranial > top[x, y] - 0.5:
                    place = 3
                elif abs(left) <= half + foramen_out and wall - foramen_front < posterior < far:
                    place = 2
                out[k, j, i] = place
