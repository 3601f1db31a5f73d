"""A needle on a plane: true width, solid where it lies in the slice, dashed where it is only projected."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from spineplan.geometry.vectors import Vector, distance_mm, unit, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.model import Needle
from spineplan.session.resolve import needle_point
from spineplan.viewer.overlays.needle_envelope import ConePart, draw_envelope
from spineplan.viewer.overlays.needle_ink import margin_words, needle_ink
from spineplan.viewer.overlays.outlined import pens, text
from spineplan.viewer.theme import colour, scaled

THIN_SLICE_MM = 1.5
"""Half the thickness within which a needle counts as lying in a thin slice."""
THINNEST_PX = 1.6
RING_MM, RINGS = 5.0, 6
HANDLE_PX = 7.0
HANDLE_DEPTH_MM = 6.0
"""Handles can be grabbed on planes that pass this near to them, and on every plane that contains the needle."""


@dataclass(frozen=True)
class Shown:
    """How a needle is shown: whole = on the planes that contain it; half_slab_mm: half the slice's thickness.

    worst_mm: its least margin, envelope_worst_mm: at the edge of its envelope; None while unknown. cone: the envelope.
    """

    selected: bool
    whole: bool
    half_slab_mm: float
    depth_mm: float
    worst_mm: float | None = None
    envelope_worst_mm: float | None = None
    cone: tuple[ConePart, ...] = ()


def draw_needle(painter: QPainter, plane: ViewPlane, needle: Needle, shown: Shown) -> None:
    """Shaft from hub to tip, target dot, entry tick, depth from entry to target; rings to grab when selected."""
    ink = needle_ink(shown.worst_mm, shown.selected)
    entry, target = vector(needle.entry_mm), vector(needle.target_mm)
    hub = target + unit(entry - target) * needle.length_mm
    pixels = plane.px_from_mm(np.stack([hub, entry, target]))
    width = max(needle.outer_diameter_mm / plane.mm_per_px, THINNEST_PX)
    if shown.selected:
        draw_envelope(painter, plane, shown.cone, needle_ink(shown.envelope_worst_mm, False))
    _dashed(painter, pixels[1], pixels[2], ink)
    if shown.whole:
        _shaft(painter, pixels[0], pixels[2], ink, width)
        _depth_tick(painter, plane, needle, shown.depth_mm)
    else:
        within = part_within(pixels[0], pixels[2], shown.half_slab_mm)
        if within is not None:
            _shaft(painter, *within, ink, width)
    _ends(painter, pixels[1], pixels[2], ink, shown)
    if shown.whole or abs(float(pixels[1][2])) <= shown.half_slab_mm:
        area = QRectF(float(pixels[1][0]) + 10.0, float(pixels[1][1]) - scaled(22), 160.0, scaled(20))
        words = margin_words(shown.worst_mm) or f"{distance_mm(needle.entry_mm, needle.target_mm):.0f} mm"
        text(painter, area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words, colour("image_text"), 12)


def draw_end_on(painter: QPainter, plane: ViewPlane, needle: Needle, shown: Shown) -> None:
    """On the bull's-eye: a circle of the needle's true diameter, and how deep the plane lies."""
    x, y, _ = (float(v) for v in plane.px_from_mm(needle.target_mm))
    radius = max(needle.outer_diameter_mm / plane.mm_per_px / 2.0, THINNEST_PX)
    if shown.selected:
        draw_envelope(painter, plane, shown.cone, needle_ink(shown.envelope_worst_mm, False))
    _rings(painter, plane, QPointF(x, y))
    ink = needle_ink(shown.worst_mm, shown.selected)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in pens(ink, 1.4):
        painter.setPen(pen)
        painter.drawEllipse(QPointF(x, y), radius, radius)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        start, end = (
            QPointF(x + dx * (radius + 3), y + dy * (radius + 3)),
            QPointF(x + dx * (radius + 12), y + dy * (radius + 12)),
        )
        painter.drawLine(start, end)
    length = distance_mm(needle.entry_mm, needle.target_mm)
    words = f"{shown.depth_mm:.0f} of {length:.0f} mm"
    area = QRectF(x + radius + 8.0, y + radius + 4.0, 160.0, scaled(20))
    text(painter, area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words, colour("image_text"), 12)


def _rings(painter: QPainter, plane: ViewPlane, middle: QPointF) -> None:
    """Every 5 mm about the needle."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring in range(1, RINGS + 1):
        faint = colour("image_muted", 0.55 if ring % 2 == 0 else 0.3)
        painter.setPen(QPen(faint, 1.0))
        radius = ring * RING_MM / plane.mm_per_px
        painter.drawEllipse(middle, radius, radius)


def draw_draft(painter: QPainter, plane: ViewPlane, target_mm: Vector, pointer_px: tuple[float, float] | None) -> None:
    """A target that waits for its entry, with a line to the pointer."""
    x, y, _ = (float(v) for v in plane.px_from_mm((float(target_mm[0]), float(target_mm[1]), float(target_mm[2]))))
    ink = colour("image_accent")
    _dot(painter, QPointF(x, y), ink)
    if pointer_px is not None:
        painter.setPen(QPen(ink, 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, y), QPointF(*pointer_px))


def part_within(start_px: Vector, end_px: Vector, half_mm: float) -> tuple[Vector, Vector] | None:
    """The part of a segment (x, y, depth) whose depth lies within a slab, or None."""
    a, b = float(start_px[2]), float(end_px[2])
    if abs(b - a) < 1e-9:
        return (start_px, end_px) if abs(a) <= half_mm else None
    shares = sorted(((-half_mm - a) / (b - a), (half_mm - a) / (b - a)))
    first, last = max(shares[0], 0.0), min(shares[1], 1.0)
    if first >= last:
        return None
    return start_px + first * (end_px - start_px), start_px + last * (end_px - start_px)


def _shaft(painter: QPainter, start: Vector, end: Vector, ink: QColor, width: float) -> None:
    body = QColor(ink)
    body.setAlphaF(0.42 if width > 4.0 else 0.85)
    pen = QPen(body, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(float(start[0]), float(start[1])), QPointF(float(end[0]), float(end[1])))
    if width > 4.0:
        _edges(painter, start, end, ink, width)


def _edges(painter: QPainter, start: Vector, end: Vector, ink: QColor, width: float) -> None:
    """The walls of a wide shaft: what the bone has to clear."""
    along = end[:2] - start[:2]
    length = float(np.linalg.norm(along))
    if length < 1e-6:
        return
    across = np.array([-along[1], along[0]]) / length * width / 2.0
    painter.setPen(QPen(ink, 1.2))
    for side in (across, -across):
        a, b = start[:2] + side, end[:2] + side
        painter.drawLine(QPointF(float(a[0]), float(a[1])), QPointF(float(b[0]), float(b[1])))


def _dashed(painter: QPainter, entry: Vector, target: Vector, ink: QColor) -> None:
    faint = QColor(ink)
    faint.setAlphaF(0.7)
    painter.setPen(QPen(faint, 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(float(entry[0]), float(entry[1])), QPointF(float(target[0]), float(target[1])))


def _ends(painter: QPainter, entry: Vector, target: Vector, ink: QColor, shown: Shown) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in (entry, target):
        if shown.selected and (shown.whole or abs(float(place[2])) <= HANDLE_DEPTH_MM):
            for pen in pens(ink, 1.6):
                painter.setPen(pen)
                painter.drawEllipse(QPointF(float(place[0]), float(place[1])), HANDLE_PX, HANDLE_PX)
    if shown.whole or abs(float(target[2])) <= shown.half_slab_mm:
        _dot(painter, QPointF(float(target[0]), float(target[1])), ink)
    if shown.whole or abs(float(entry[2])) <= shown.half_slab_mm:
        painter.setPen(QPen(ink, 1.4))
        x, y = float(entry[0]), float(entry[1])
        painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))
        painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4))


def _depth_tick(painter: QPainter, plane: ViewPlane, needle: Needle, depth_mm: float) -> None:
    """Where the bull's-eye plane crosses the needle."""
    here = plane.px_from_mm(needle_point(needle, depth_mm))
    ahead = plane.px_from_mm(needle_point(needle, depth_mm + 1.0))
    along = ahead[:2] - here[:2]
    across = np.array([-along[1], along[0]]) / max(float(np.linalg.norm(along)), 1e-9) * 14.0
    painter.setPen(QPen(colour("plane_bulls_eye"), 1.4))
    a, b = here[:2] - across, here[:2] + across
    painter.drawLine(QPointF(float(a[0]), float(a[1])), QPointF(float(b[0]), float(b[1])))


def _dot(painter: QPainter, at: QPointF, ink: QColor) -> None:
    painter.setPen(QPen(colour("image_halo"), 1.0))
    painter.setBrush(ink)
    painter.drawEllipse(at, 3.5, 3.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
