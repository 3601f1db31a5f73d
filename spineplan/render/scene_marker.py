"""The small cube that says which way the patient is seen, as plain polygons: Qt and the report draw the same."""

from dataclasses import dataclass

import numpy as np

from spineplan.geometry.vectors import Vector, vector
from spineplan.render.scene_camera import SceneCamera

FACES = (("L", 0, 1.0), ("R", 0, -1.0), ("P", 1, 1.0), ("A", 1, -1.0), ("S", 2, 1.0), ("I", 2, -1.0))
BARELY_SEEN = 0.05


@dataclass(frozen=True)
class CubeFace:
    """corners: around the cube's middle, in units of its half edge; facing: 1 when seen straight, near 0 edge-on."""

    letter: str
    corners: tuple[tuple[float, float], ...]
    middle: tuple[float, float]
    facing: float


def cube_faces(camera: SceneCamera) -> tuple[CubeFace, ...]:
    """The one to three faces of a cube around the patient's axes that are turned to the viewer."""
    right, down, into = vector(camera.right_lps), vector(camera.down_lps), camera.into_lps
    faces = []
    for letter, axis, sign in FACES:
        normal = np.eye(3)[axis] * sign
        facing = -float(normal @ into)
        if facing > BARELY_SEEN:
            across = [np.eye(3)[other] for other in range(3) if other != axis]
            ring = [normal + a * across[0] + b * across[1] for a, b in ((1, 1), (1, -1), (-1, -1), (-1, 1))]
            corners = tuple(_on_screen(corner, right, down) for corner in ring)
            faces.append(CubeFace(letter, corners, _on_screen(normal, right, down), facing))
    return tuple(faces)


def _on_screen(offset: Vector, right: Vector, down: Vector) -> tuple[float, float]:
    return (float(offset @ right), float(offset @ down))
