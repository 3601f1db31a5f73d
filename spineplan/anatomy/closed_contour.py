"""The best closed curve around a point, as one radius per angle: the step that body, canal and pedicle share."""

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, median_filter

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.cubic_image import FloatImage

PULL_PER_ROUND = 0.05
ROUNDS = 4
FARTHEST_PULL = 25.0
"""A row is pulled to its neighbours more in every round; far off, the pull (mm squared) grows no more. [CONV]"""


def stacked_contours(
    cost: FloatImage,
    radii_mm: npt.NDArray[np.float64],
    start_mm: npt.NDArray[np.float64],
    smooth: float,
    row_sigma: float,
) -> npt.NDArray[np.float64]:
    """Radii (rows, angles) in mm of a smooth stack of closed curves through low cost [row, angle, radius].

    start_mm: (angles,) or (rows, angles). row_sigma: Gaussian smoothing over rows.
    """
    wall = np.broadcast_to(start_mm, cost.shape[:2]).astype(np.float64)
    for turn in range(ROUNDS):
        pull = PULL_PER_ROUND * turn
        rows = [closed_contour(cost[row], radii_mm, wall[row], pull, smooth) for row in range(len(cost))]
        wall = radii_mm[np.stack(rows)]
        wall = median_filter(np.pad(wall, ((0, 0), (4, 4)), mode="wrap"), size=(5, 3), mode="nearest")[:, 4:-4]
        wall = gaussian_filter(wall, (row_sigma, 0.7), mode=("nearest", "wrap"))
    return wall


@compiled
def closed_contour(
    cost: FloatImage, radii: npt.NDArray[np.float64], pulled_to: npt.NDArray[np.float64], pull: float, smooth: float
) -> npt.NDArray[np.int64]:
    """Radius index per angle of the cheapest contour (angles, radii) that closes; squared steps cost `smooth`."""
    na, nr = cost.shape
    total = np.empty((na, nr))
    back = np.empty((na, nr), dtype=np.int64)
    first = -1
    path = np.zeros(na, dtype=np.int64)
    for turn in range(2):
        for a in range(na):
            for r in range(nr):
                away = radii[r] - pulled_to[a]
                here = cost[a, r] + pull * min(away * away, 25.0)
                if a == 0:
                    total[a, r] = here if first < 0 else here + smooth * (r - first) * (r - first)
                    continue
                best, code = 1e18, 0
                for q in range(max(0, r - 3), min(nr, r + 4)):
                    value = total[a - 1, q] + smooth * (r - q) * (r - q)
                    if value < best:
                        best, code = value, q
                total[a, r] = best + here
                back[a, r] = code
        end = total[na - 1].copy()
        if turn == 1:
            for r in range(nr):
                end[r] += smooth * (r - first) * (r - first)
        path[na - 1] = np.argmin(end)
        for a in range(na - 1, 0, -1):
            path[a - 1] = back[a, path[a]]
        first = (path[0] + path[na - 1]) // 2
    return path
