"""The part of a picture for which a registration holds: plan values are drawn there and nowhere else."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.registering import Stretch


def stretch_path(stretch: Stretch, plane: ViewPlane) -> QPainterPath:
    """In the pane's pixels; empty where the picture lies outside."""
    width, height = float(plane.width_px), float(plane.height_px)
    corners = np.array([(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)])
    for through, along in ((stretch.upper_mm, -stretch.upper_lps), (stretch.lower_mm, stretch.lower_lps)):
        corners = _cut(corners, plane, through, along)
    path = QPainterPath()
    if len(corners):
        path.addPolygon(QPolygonF([QPointF(float(x), float(y)) for x, y in corners]))
        path.closeSubpath()
    return path


def _cut(corners: Points, plane: ViewPlane, through_mm: Vector, inward_lps: Vector) -> Points:
    """A polygon's part on the inner side of a plane (Sutherland and Hodgman, Commun ACM 1974;17:32)."""
    depths = [float((plane.mm_from_px(float(x), float(y)) - through_mm) @ inward_lps) for x, y in corners]
    kept: list[Points] = []
    for n, (a, depth) in enumerate(zip(corners, depths, strict=True)):
        b, next_depth = corners[(n + 1) % len(corners)], depths[(n + 1) % len(corners)]
        if depth >= 0.0:
            kept.append(a)
        if (depth >= 0.0) != (next_depth >= 0.0):
            kept.append(a + (b - a) * depth / (depth - next_depth))
    return np.array(kept)
