"""The map of entries as coloured patches of skin in the 3-D picture. No VTK."""

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points
from spineplan.measure.margin_state import STATES, margin_states
from spineplan.render.mesh import Mesh
from spineplan.render.scene_shapes import Shape

TOKENS = tuple(f"needle_{state}" for state in STATES)
OPACITY = (0.22, 0.55, 0.65)
FARTHEST_MM = 25.0
"""Corners further apart lie on different folds of skin."""


def entry_shapes(skin_mm: Points, worst_mm: npt.NDArray[np.float64], key: int) -> tuple[Shape, ...]:
    """One patch per colour that occurs. skin_mm: (rows, columns, 3) LPS, NaN where no skin is met; worst_mm: (rows,
    columns). key: equal keys are the same map."""
    kinds = margin_states(worst_mm)
    shapes = []
    for kind, token in enumerate(TOKENS):
        triangles = patch_triangles(skin_mm, kinds == kind)
        if len(triangles):
            mesh = Mesh(np.nan_to_num(skin_mm.reshape(-1, 3)).astype(np.float32), triangles)
            shapes.append(Shape(("entries", key, token), token, OPACITY[kind], 0.3, build=lambda mesh=mesh: mesh))  # type: ignore[misc]
    return tuple(shapes)


def patch_triangles(skin_mm: Points, wanted: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """(m, 3) indices into the flattened grid: two triangles per cell whose lower left corner is wanted and whose four
    corners lie near each other on the skin."""
    rows, columns = wanted.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    corners = np.stack([number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]], axis=-1)
    places = skin_mm.reshape(-1, 3)[corners]
    known = ~np.isnan(places).any(axis=(-1, -2))
    spread = np.nan_to_num(places, nan=1e9)
    near = (np.linalg.norm(spread - spread[..., :1, :], axis=-1) <= FARTHEST_MM).all(axis=-1)
    cells = corners[known & near & wanted[:-1, :-1]]
    return np.concatenate([cells[:, [0, 1, 2]], cells[:, [0, 2, 3]]]).astype(np.int64)
