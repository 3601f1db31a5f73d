"""What is drawn over a radiograph: needles, pedicle rings, lesions, level names, rulers."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from spineplan.anatomy.level_order import said_name
from spineplan.geometry.affine import transform_points
from spineplan.geometry.c_arm import CArm
from spineplan.geometry.vectors import Vector, cross, unit, vector
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Ellipsoid, Level, Needle, PedicleMark
from spineplan.session.session import Session
from spineplan.viewer.overlays.needle_ink import needle_ink
from spineplan.viewer.overlays.outlined import pens, text
from spineplan.viewer.theme import colour, scaled

Floats = npt.NDArray[np.float64]
WorstOf = Callable[[Needle], float | None]
RING_POINTS = 40
MOST_POINTS = 1500
END_ON_PX = 6.0
"""A needle whose shadow is shorter than this is seen end on."""


class Screen:
    """From the patient to the pane: the picture's square, centred in the pane."""

    def __init__(self, arm: CArm, width_px: int, height_px: int, mirrored: bool) -> None:
        self.arm, self.mirrored = arm, mirrored
        self.size = max(min(width_px, height_px), 1)
        self.area = QRectF((width_px - self.size) / 2.0, (height_px - self.size) / 2.0, self.size, self.size)

    def px(self, points_mm: Floats | Vector) -> Floats:
        """(..., 3) LPS mm to (..., 2) pane pixels."""
        at = self.arm.pixel_of(np.asarray(points_mm, dtype=np.float64), self.size) + 0.5
        if self.mirrored:
            at = np.stack([self.size - at[..., 0], at[..., 1]], axis=-1)
        return np.asarray(at + np.array([self.area.x(), self.area.y()]), dtype=np.float64)

    def px_per_mm(self, point_mm: Vector) -> float:
        """Magnification at a point of the patient, pane pixels per millimetre."""
        depth = float((point_mm - self.arm.source_mm) @ self.arm.towards_detector)
        return self.arm.source_to_detector_mm / max(depth, 1.0) / self.arm.pixel_mm(self.size)


def draw_plan(painter: QPainter, screen: Screen, session: Session, worst_mm: WorstOf) -> None:
    """Everything of the plan that casts a shadow. worst_mm: a needle's least margin, None while unknown."""
    painter.setClipRect(screen.area)
    for level in session.plan.levels:
        _level(painter, screen, level)
    for lesion in session.plan.lesions:
        mask = session.masks.get(lesion.mask) if lesion.mask is not None else None
        if mask is not None:
            _outline(painter, screen, mask, colour(lesion.kind))
    for needle in session.plan.needles:
        selected = session.view.selected == ("needle", needle.id)
        _needle(painter, screen, needle, needle_ink(worst_mm(needle), selected))
    painter.setClipping(False)


def _level(painter: QPainter, screen: Screen, level: Level) -> None:
    ink = colour("level")
    for pedicle in level.pedicles:
        painter.setPen(QPen(ink, 1.2, Qt.PenStyle.DashLine if not pedicle.measured_by else Qt.PenStyle.SolidLine))
        painter.drawPolyline(_polygon(screen.px(pedicle_ring(pedicle))))
    if not level.pedicles and level.body is not None:
        painter.setPen(QPen(ink, 1.0, Qt.PenStyle.DotLine))
        painter.drawPolyline(outline_of_ellipsoid(screen, level.body))
    x, y = screen.px(vector(level.centre_mm))
    area = QRectF(x - 40.0, y - scaled(10), 80.0, scaled(20))
    text(painter, area, Qt.AlignmentFlag.AlignCenter, said_name(level), colour("image_text"), 12)


def pedicle_ring(pedicle: PedicleMark) -> Floats:
    """(n, 3) LPS mm: the isthmus' outer ellipse, closed; its height runs as cranially as its axis allows."""
    axis = vector(pedicle.axis_lps)
    side = cross(axis, np.array([0.0, 0.0, 1.0]))
    side = unit(side) if float(np.linalg.norm(side)) > 1e-3 else np.array([1.0, 0.0, 0.0])
    up = cross(side, axis)
    turn = np.linspace(0.0, 2.0 * np.pi, RING_POINTS + 1)[:, None]
    return (
        vector(pedicle.centre_mm)
        + np.cos(turn) * side * pedicle.width_mm / 2.0
        + np.sin(turn) * up * (pedicle.height_mm / 2.0)
    )


def _outline(painter: QPainter, screen: Screen, mask: Mask, ink: QColor) -> None:
    outline = _polygon(_hull(screen.px(surface_points(mask))))
    for pen in pens(ink, 1.4):
        painter.setPen(pen)
        painter.drawPolyline(outline)


@lru_cache(maxsize=64)
def surface_points(mask: Mask) -> Floats:
    """(n, 3) LPS mm: centres of voxels on the mask's surface, thinned to MOST_POINTS; its shadow is their hull."""
    inside = np.pad(mask.voxels_kji, 1)
    core = inside[1:-1, 1:-1, 1:-1].copy()
    for axis in range(3):
        for shift in (1, -1):
            core &= np.roll(inside, shift, axis)[1:-1, 1:-1, 1:-1]
    kji = np.argwhere(mask.voxels_kji & ~core)
    kji = kji[:: max(len(kji) // MOST_POINTS, 1)] + np.array(mask.start_kji)
    return transform_points(mask.parent.lps_from_ijk, kji[:, ::-1].astype(np.float64))


def outline_of_ellipsoid(screen: Screen, shape: Ellipsoid) -> QPolygonF:
    """Its shadow's outline, closed."""
    return _polygon(_hull(screen.px(_ellipsoid(shape))))


def _ellipsoid(body: Ellipsoid) -> Floats:
    """(n, 3) LPS mm: points of its surface."""
    turn, tilt = np.meshgrid(np.linspace(0.0, 2.0 * np.pi, 24), np.linspace(-1.4, 1.4, 9))
    ball = np.stack([np.cos(turn) * np.cos(tilt), np.sin(turn) * np.cos(tilt), np.sin(tilt)], axis=-1).reshape(-1, 3)
    surface = vector(body.centre_mm) + (ball * np.array(body.semi_axes_mm)) @ np.array(body.axes_lps)
    return np.asarray(surface, dtype=np.float64)


def _needle(painter: QPainter, screen: Screen, needle: Needle, ink: QColor) -> None:
    entry, target = vector(needle.entry_mm), vector(needle.target_mm)
    hub = target + unit(entry - target) * needle.length_mm
    ends = screen.px(np.stack([hub, entry, target]))
    width = max(needle.outer_diameter_mm * screen.px_per_mm(target), 1.6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if float(np.linalg.norm(ends[1] - ends[2])) < END_ON_PX:
        for pen in pens(ink, 1.6):
            painter.setPen(pen)
            painter.drawEllipse(QPointF(*ends[2]), width / 2.0 + 1.0, width / 2.0 + 1.0)
            painter.drawEllipse(QPointF(*ends[2]), width / 2.0 + 7.0, width / 2.0 + 7.0)
        return
    shaft = QColor(ink)
    shaft.setAlphaF(0.8)
    pen = QPen(shaft, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(*ends[0]), QPointF(*ends[2]))
    painter.setPen(QPen(colour("image_halo"), 1.0))
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(*ends[2]), 3.5, 3.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _polygon(points: Floats) -> QPolygonF:
    return QPolygonF([QPointF(float(x), float(y)) for x, y in points])


def _hull(points: Floats) -> Floats:
    """Convex outline, closed (monotone chain)."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) < 3:
        return np.array(ordered)

    def half(of: list[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for p in of:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], p) <= 0.0:
                chain.pop()
            chain.append(p)
        return chain

    lower, upper = half(ordered), half(ordered[::-1])
    return np.array([*lower[:-1], *upper[:-1], lower[0]])


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
