"""Needles of other versions in 3-D: shafts in pieces, long ones for the older version and short ones for the newer."""

from collections.abc import Sequence

import numpy as np

from spineplan.geometry.vectors import point, unit, vector
from spineplan.plan.model import Needle
from spineplan.render.mesh import Mesh, joined, needle_mesh
from spineplan.render.scene_shapes import Shape, hub_mm

DASH_MM, DOT_MM = (9.0, 5.0), (2.5, 4.0)
"""Length of a piece, and of the gap after it."""


def compared_shapes(older: Sequence[Needle], newer: Sequence[Needle]) -> tuple[Shape, ...]:
    """Both, at their true places and widths."""
    return tuple(
        Shape(
            ("compared", hub_mm(needle), needle.target_mm, needle.outer_diameter_mm, step),
            token,
            through=0.6,
            build=lambda needle=needle, step=step: _pieces(needle, step),  # type: ignore[misc]
        )
        for needles, token, step in ((older, "image_muted", DASH_MM), (newer, "image_text", DOT_MM))
        for needle in needles
    )


def _pieces(needle: Needle, step: tuple[float, float]) -> Mesh:
    """From the tip, which is where two versions differ, to the hub."""
    tip, hub = vector(needle.target_mm), vector(hub_mm(needle))
    along, length = unit(hub - tip), float(np.linalg.norm(hub - tip))
    starts = np.arange(0.0, length, sum(step))
    ends = np.minimum(starts + step[0], length)
    return joined(
        *(
            needle_mesh(point(tip + along * end), point(tip + along * start), needle.outer_diameter_mm, 16)
            for start, end in zip(starts, ends, strict=True)
            if end - start > 0.1
        )
    )
