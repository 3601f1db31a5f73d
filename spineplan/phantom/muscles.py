"""The muscles that lie behind the spine, each in a thin sleeve of fat so that they can be told apart."""

import numpy as np

from spineplan.phantom.frames import Array, moved, point, smooth_path
from spineplan.phantom.primitives import chain
from spineplan.phantom.solids import Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import LEFT_RIGHT, Structure
from spineplan.phantom.vertebra import habit, lamina_middle


def back_muscles(spine: Spine) -> list[Solid]:
    """Multifidus beside the spinous processes, longissimus and iliocostalis outside it."""
    solids = []
    for side, name in LEFT_RIGHT:
        for title, across, behind, wide, deep in (
            ("erector spinae", 40.0, 10.0, 25.0, 17.0),
            ("multifidus", 16.0, 10.0, 13.0, 13.0),
        ):
            path, radii = _column(spine, side, across, behind, wide, deep)
            solids.append(_muscle(f"{title} {name} sleeve", path, radii + 1.6, "fat", Structure.FAT))
            solids.append(_muscle(f"{title} {name}", path, radii, "muscle", Structure.ERECTOR_SPINAE))
    return solids


def _muscle(name: str, path: Array, radii: Array, tissue: str, structure: Structure) -> Solid:
    return Solid(name, chain(path, radii, structure=structure), (Layer(0.0, tissue),))


def _column(spine: Spine, side: int, across: float, behind: float, wide: float, deep: float) -> tuple[Array, Array]:
    points, scale = [], []
    for level in spine.levels:
        size = spine.sizes[level]
        factor = {"C": 0.62, "T": 0.72, "L": 1.0}[size.region]
        y = lamina_middle(size, habit(size))[1] + behind * factor
        points.append(moved(spine.frames[level], point(side * across * factor, y, -4.0)))
        scale.append(factor)
    points.append(moved(spine.sacral_endplate, point(side * across * 0.7, 46.0, -35.0)))
    scale.append(0.7)
    count = 2 * len(points)
    path = smooth_path(points, count)
    share = np.interp(np.linspace(0, len(scale) - 1, count), np.arange(len(scale)), scale)[:, None]
    return path, share * np.array([wide, deep])
