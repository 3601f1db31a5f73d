"""A filled vertebra from above, as a small picture: its slab of CT with the cement that lies in it."""

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import transform_points
from spineplan.planning.filling.simulation import Filling
from spineplan.render.palette import rgb

HALF_MM, STEP_MM = 27.0, 0.45
WINDOW = (-150.0, 900.0)
CEMENT, LEAK, STRENGTH = "cement", "needle_breach", 0.75


def axial_picture(filling: Filling, count: int) -> npt.NDArray[np.uint8]:
    """RGB (height, width, 3), across the vertebra's own axis: the middle of the body, and all cement projected on it.

    The patient's left is at the right, the back below, as in an axial slice.
    """
    space = filling.terrain.space
    across = np.arange(-HALF_MM, HALF_MM + 0.01, STEP_MM)
    posterior, left = np.meshgrid(across + 6.0, across, indexing="ij")
    local = np.stack([left, posterior, np.zeros_like(left)], axis=-1)
    points = space.centre_mm + local @ space.axes
    kji = np.rint(transform_points(space.grid.ijk_from_lps, points)[..., ::-1]).astype(np.int64)
    inside = np.all((kji >= 0) & (kji < np.array(space.grid.shape_kji)), axis=-1)
    kji = np.where(inside[..., None], kji, 0)
    values = np.where(inside, space.hu[kji[..., 0], kji[..., 1], kji[..., 2]], WINDOW[0])
    grey = np.clip((values - WINDOW[0]) / (WINDOW[1] - WINDOW[0]), 0.0, 1.0)
    picture = np.repeat(grey[..., None], 3, axis=-1)
    for token, kept in ((CEMENT, filling.place_of[:count] == 0), (LEAK, filling.place_of[:count] > 0)):
        covered = _covered(space.local_mm(filling.order[:count][kept]), across)
        picture[covered] = (1.0 - STRENGTH) * picture[covered] + STRENGTH * np.array(rgb(token))
    return (picture * 255.0).astype(np.uint8)


def _covered(local: npt.NDArray[np.float64], across: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Pixels under which there is cement."""
    size = len(across)
    out = np.zeros((size, size), dtype=np.bool_)
    column = np.rint((local[:, 0] + HALF_MM) / STEP_MM).astype(np.int64)
    row = np.rint((local[:, 1] - 6.0 + HALF_MM) / STEP_MM).astype(np.int64)
    # A voxel covers about two pixels.
    for dr in (0, 1):
        for dc in (0, 1):
            r, c = row + dr, column + dc
            kept = (r >= 0) & (r < size) & (c >= 0) & (c < size)
            out[r[kept], c[kept]] = True
    return out
