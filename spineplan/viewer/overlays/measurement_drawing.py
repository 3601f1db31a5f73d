"""Lengths, angles and regions on a pane: only where the plane holds them."""

from functools import lru_cache
from itertools import pairwise
from math import isnan

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QTransform

from spineplan.geometry.vectors import Point, distance_mm, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.volume import Volume
from spineplan.measure.drawn import lies_on
from spineplan.measure.region_statistics import RegionStatistics, ellipse_statistics
from spineplan.plan.model import Measurement
from spineplan.session.session import Session
from spineplan.viewer.overlays import outlined
from spineplan.viewer.theme import colour
from spineplan.viewer.words import tr

HANDLE_PX = 3.5


def draw_measurements(painter: QPainter, plane: ViewPlane, session: Session, volume: Volume) -> None:
    """Every measurement that lies on the plane, with its number."""
    area = QRectF(0, 0, plane.width_px, plane.height_px)
    taken: list[QRectF] = []
    for measurement in session.plan.measurements:
        if lies_on(measurement, plane, volume):
            chosen = session.view.selected == ("measurement", measurement.id)
            taken.append(_draw(painter, plane, measurement, volume, chosen, area, taken))


def _draw(
    painter: QPainter,
    plane: ViewPlane,
    measurement: Measurement,
    volume: Volume,
    chosen: bool,
    area: QRectF,
    taken: list[QRectF],
) -> QRectF:
    ink = colour("measurement_selected" if chosen else "measurement")
    points = [QPointF(float(x), float(y)) for x, y, _ in plane.px_from_mm(np.array(measurement.points_mm))]
    path = QPainterPath()
    if measurement.kind == "ellipse":
        path.addPath(_ellipse(points))
    else:
        path.moveTo(points[0])
        for p in points[1:]:
            path.lineTo(p)
    for pen in outlined.pens(ink, 1.5):
        painter.setPen(pen)
        painter.drawPath(path)
    grips = points if measurement.kind != "ellipse" or chosen else []
    painter.setBrush(ink)
    for p in grips:
        painter.drawEllipse(p, HANDLE_PX, HANDLE_PX)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = path.boundingRect()
    end = QRectF(points[-1], points[-1]).adjusted(-2, -2, 2, 2)
    beside = box if measurement.kind == "ellipse" else end
    return outlined.label(painter, beside, words_of(measurement, volume), ink, area, taken)


def _ellipse(points: list[QPointF]) -> QPainterPath:
    centre, a, b = points
    circle = QPainterPath()
    circle.addEllipse(QPointF(0, 0), 1.0, 1.0)
    along, across = a - centre, b - centre
    return QTransform(along.x(), along.y(), across.x(), across.y(), centre.x(), centre.y()).map(circle)


def words_of(measurement: Measurement, volume: Volume) -> str:
    """The number of a measurement, with its unit; a region's over three lines."""
    points = measurement.points_mm
    if measurement.kind == "length":
        words = f"{distance_mm(points[0], points[1]):.1f} mm"
    elif measurement.kind == "angle":
        words = f"{angle_deg(points):.1f}°"
    else:
        words = region_words(_statistics(volume, *points), volume)
    return f"{measurement.label}\n{words}" if measurement.label else words


def angle_deg(points_mm: tuple[Point, ...]) -> float:
    """Angle at the middle point; 0 when an arm has no length."""
    a, b = (vector(points_mm[n]) - vector(points_mm[1]) for n in (0, 2))
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(np.degrees(np.arccos(np.clip(a @ b / lengths, -1.0, 1.0)))) if lengths > 0 else 0.0


def region_words(found: RegionStatistics, volume: Volume) -> str:
    """Mean and spread, extremes, area and voxel count."""
    area = f"{found.area_mm2 / 100.0:.2f} cm²" if found.area_mm2 >= 100.0 else f"{found.area_mm2:.1f} mm²"
    if isnan(found.mean):
        return f"{area}\n{tr('no voxel inside')}"
    digits = 0 if volume.value_scale == 1.0 else 2
    unit = f" {volume.unit}" if volume.unit else ""
    return (
        tr("mean {mean} ± {sd}{unit}").format(mean=f"{found.mean:.{digits}f}", sd=f"{found.sd:.{digits}f}", unit=unit)
        + "\n"
        + tr("min {low}  max {high}").format(low=f"{found.low:.{digits}f}", high=f"{found.high:.{digits}f}")
        + f"\n{area} · {tr('{count} voxels').format(count=found.voxels)}"
    )


@lru_cache(maxsize=64)
def _statistics(volume: Volume, centre: Point, end_a: Point, end_b: Point) -> RegionStatistics:
    return ellipse_statistics(volume, centre, end_a, end_b)


def outline_px(measurement: Measurement, plane: ViewPlane) -> list[QLineF]:
    """The drawn line as pieces in pixels, for grabbing it."""
    points = [QPointF(float(x), float(y)) for x, y, _ in plane.px_from_mm(np.array(measurement.points_mm))]
    if measurement.kind == "ellipse":
        polygon = _ellipse(points).toFillPolygon().toList()
        return [QLineF(a, b) for a, b in pairwise(polygon)]
    return [QLineF(a, b) for a, b in pairwise(points)]
