"""Where a body ends and its arch begins: at the posterior wall, as far aside as the body is wide."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_dilation, find_objects

from spineplan.anatomy.finding.canal_surface import CanalSurface
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.outlining.posterior_elements import half_width_mm

Labels = npt.NDArray[np.uint8]

LUMBAR_ROOM_MM = 27.0
"""From disc to disc. Where it is less, heads of ribs lie at these corners, and in the neck processes. [CONV]"""
WING_AHEAD_MM, WING_MM = 5.0, 12.0
"""Aside of a body, bone so far ahead of the canal and no farther aside is body: the root of a transverse process that
springs from the body's side, as at L5. [CONV]"""
NEAR_MM = 3
"""The fitted wall of a body is rounder than its corners by this much at most. [CONV]"""


def corners_to_bodies(
    spans: Sequence[LevelSpan],
    coordinates: npt.NDArray[np.float32],
    canal: CanalSurface,
    bodies: Labels,
    arches: Labels,
) -> None:
    """Give a body, in place, the bone of its arch that lies ahead of the canal; what is far from the body is nobody's:
    calcified rims of discs, vessels, noise. All arrays [k, j, i] on 1 mm; coordinates: s, u, v of every voxel."""
    found: Sequence[tuple[slice, ...] | None] = find_objects(np.maximum(bodies, arches))
    for n, box in enumerate(found):
        if box is None or spans[n].height_mm < LUMBAR_ROOM_MM:
            continue
        s, u, v = (plane[box] for plane in coordinates)
        front = canal.radius_mm[:, 0][np.clip(np.rint(s).astype(np.intp), 0, len(canal.radius_mm) - 1)]
        aside = np.abs(v) - half_width_mm(spans[n].depth_mm)
        ahead = (arches[box] == n + 1) & (u > front)
        near = binary_dilation(bodies[box] == n + 1, iterations=NEAR_MM)
        inside, wing = ahead & (aside < 0), ahead & (aside >= 0) & (aside < WING_MM) & (u > front + WING_AHEAD_MM)
        arches[box][inside | wing] = 0
        bodies[box][(inside & near) | wing] = n + 1
