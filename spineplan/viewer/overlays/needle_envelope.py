"""The error envelope of a needle on a plane: where the guidance's error can bring it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from spineplan.geometry.vectors import Point, Vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.viewer.overlays.outlined import pens

FILL, EDGE = 0.16, 0.85
STEP_MM = 2.0
ARC_POINTS = 9
END_ON_PX = 4.0
Disc = tuple[Vector, float]


class ConePart(Protocol):
    """A piece of the envelope (planning.margins.ConePart): balls whose radii run linearly from start to end."""

    @property
    def start_mm(self) -> Point: ...
    @property
    def end_mm(self) -> Point: ...
    @property
    def start_radius_mm(self) -> float: ...
    @property
    def end_radius_mm(self) -> float: ...


def draw_envelope(painter: QPainter, plane: ViewPlane, cone: Sequence[ConePart], ink: QColor) -> None:
    """The cut of a plane with the cone of balls."""
    fill, edge = QColor(ink), QColor(ink)
    fill.setAlphaF(FILL)
    edge.setAlphaF(EDGE)
    for chain in chains(plane, cone):
        outline = QPolygonF([QPointF(float(x), float(y)) for x, y in outline_of(chain)])
        painter.setBrush(fill)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in pens(edge, 1.0):
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawPolygon(outline)


def chains(plane: ViewPlane, cone: Sequence[ConePart]) -> Iterator[list[Disc]]:
    """Runs of discs (px centre, px radius) that the balls leave in the plane."""
    run: list[Disc] = []
    for x, y, depth, radius_mm in _balls(plane, cone):
        left = radius_mm**2 - depth**2
        if left > 0.0:
            run.append((np.array([x, y]), float(np.sqrt(left)) / plane.mm_per_px))
        elif run:
            yield run
            run = []
    if run:
        yield run


def outline_of(chain: Sequence[Disc]) -> Vector:
    """(n, 2) pixels: round a run of discs; their largest one where the run is seen end on."""
    first, last = chain[0], chain[-1]
    along = last[0] - first[0]
    length = float(np.linalg.norm(along))
    if length < END_ON_PX:
        centre, radius = max(chain, key=lambda disc: disc[1])
        turn = np.linspace(0.0, 2.0 * np.pi, 4 * ARC_POINTS, endpoint=False)
        return np.asarray(centre + radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1))
    along = along / length
    across = np.array([-along[1], along[0]])
    turn = np.linspace(np.pi / 2.0, -np.pi / 2.0, ARC_POINTS)[:, None]
    end = last[0] + last[1] * (np.cos(turn) * along + np.sin(turn) * across)
    begin = first[0] - first[1] * (np.cos(turn) * along + np.sin(turn) * across)
    left = [centre + across * radius for centre, radius in chain]
    right = [centre - across * radius for centre, radius in reversed(chain)]
    return np.concatenate([left, end, right, begin])


def _balls(plane: ViewPlane, cone: Sequence[ConePart]) -> Iterator[tuple[float, float, float, float]]:
    """(x px, y px, depth mm, radius mm) along the cone."""
    for part in cone:
        ends = plane.px_from_mm(np.array([part.start_mm, part.end_mm]))
        length = float(np.linalg.norm(np.subtract(part.end_mm, part.start_mm)))
        for share in np.linspace(0.0, 1.0, max(int(length / STEP_MM), 1) + 1):
            x, y, depth = ends[0] + share * (ends[1] - ends[0])
            yield (
                float(x),
                float(y),
                float(depth),
                float(part.start_radius_mm + share * (part.end_radius_mm - part.start_radius_mm)),
            )
