"""What is written on a pane: names, corners, orientation letters, scale bar."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from spineplan.anatomy.level_order import level_at, level_of_plane, said_name
from spineplan.geometry.orientation import orientation_letters
from spineplan.geometry.vectors import Vector, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.sampling import carries_no_data
from spineplan.imaging.volume import Volume
from spineplan.session.view_state import STRAIGHT, PaneName
from spineplan.viewer.overlays import outlined
from spineplan.viewer.pane_view import MPR, PaneView
from spineplan.viewer.picture_plane import PicturePlane
from spineplan.viewer.registering.chip import Chip, registration_chip
from spineplan.viewer.theme import colour, font, scaled, tokens
from spineplan.viewer.words import tr

MARGIN = 8
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TOP, _BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
_MIDDLE = Qt.AlignmentFlag.AlignCenter
BAR_STEPS_MM = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class Cursor:
    """Where the pointer is."""

    point_mm: Vector


def pane_title(pane: PaneName) -> str:
    """A pane's name for the user."""
    return {
        "axial": tr("Axial"),
        "sagittal": tr("Sagittal"),
        "coronal": tr("Coronal"),
        "needle_sagittal": tr("Along the needle, sagittal"),
        "needle_axial": tr("Along the needle, axial"),
        "bulls_eye": tr("Bull's-eye"),
        "fluoro": tr("Virtual fluoroscopy"),
        "scene": tr("3-D"),
        "straight_sagittal": tr("Straightened, sagittal"),
        "straight_coronal": tr("Straightened, coronal"),
    }[pane]


def draw_furniture(painter: QPainter, eye: PaneView, plane: ViewPlane, cursor: Cursor | None) -> QRectF:
    """Everything written on a pane that shows a series; where it says how the series is registered."""
    volume = eye.volume
    if volume is None:
        return QRectF()
    inside = QRectF(0, 0, plane.width_px, plane.height_px).adjusted(MARGIN, MARGIN - 2, -MARGIN, -(MARGIN - 2))
    ink = colour("image_text")
    chip = _draw_name(painter, inside, eye, plane, volume)
    outlined.text(painter, inside, _RIGHT | _TOP, "\n".join(position_lines(eye, plane, volume)), ink, _small())
    outlined.text(painter, inside, _LEFT | _BOTTOM, "\n".join(display_lines(eye, plane, volume)), ink, _small())
    if cursor is not None:
        outlined.text(painter, inside, _RIGHT | _BOTTOM, cursor_line(volume, cursor.point_mm), ink, _small())
    _draw_letters(painter, inside, plane)
    draw_bar(painter, plane)
    return chip


def _small() -> int:
    return tokens().small_font_px + 1


def _draw_name(painter: QPainter, inside: QRectF, eye: PaneView, plane: ViewPlane, volume: Volume) -> QRectF:
    title = pane_title(eye.pane)
    if eye.pane in MPR and eye.view.frame != STRAIGHT:
        title = tr("{plane}, oblique").format(plane=title)
    level = slice_level(eye, plane)
    outlined.text(painter, inside, _LEFT | _TOP, title, colour(f"plane_{eye.pane}"), tokens().font_px)
    metrics = QFontMetricsF(font())
    if level:
        beside = inside.adjusted(metrics.horizontalAdvance(title) + 10, 0, 0, 0)
        outlined.text(painter, beside, _LEFT | _TOP, level, colour("image_text"), tokens().font_px)
    lines = [volume.description or volume.modality]
    if eye.session is not None and volume.series_uid in eye.session.arrived:
        done = float(np.mean(eye.session.arrived[volume.series_uid]))
        lines.append(tr("Loading {percent} %").format(percent=int(100 * done)))
    below = inside.adjusted(0, metrics.lineSpacing(), -inside.width() * 0.35, 0)
    lines = [
        QFontMetricsF(font(_small())).elidedText(line, Qt.TextElideMode.ElideRight, below.width()) for line in lines
    ]
    outlined.text(painter, below, _LEFT | _TOP, "\n".join(lines), colour("image_muted"), _small())
    chip = registration_chip(eye)
    if chip is None:
        return QRectF()
    at = QPointF(below.left(), below.top() + QFontMetricsF(font(_small())).lineSpacing() * len(lines) + 6)
    return _draw_chip(painter, at, chip, inside)


def _draw_chip(painter: QPainter, at: QPointF, said: Chip, inside: QRectF) -> QRectF:
    painter.setFont(font(_small(), QFont.Weight.DemiBold))
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(said.words, Qt.TextElideMode.ElideRight, inside.width() - 16)
    width = metrics.horizontalAdvance(words) + 16
    chip = QRectF(at.x(), at.y(), width, scaled(20))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("needle_close" if said.warns else "needle_safe"))
    painter.drawRoundedRect(chip, 10, 10)
    painter.setPen(colour("image_halo"))
    painter.drawText(chip, _MIDDLE, words)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return chip


def slice_level(eye: PaneView, plane: ViewPlane) -> str:
    """The level a pane's slice goes through: across the spine by the slice itself, along it at the crosshair, along
    a needle the level it is planned for."""
    session = eye.session
    if session is None or not eye.in_plan_space:
        return ""
    stretch = eye.stretch
    if stretch is not None and not stretch.holds(eye.view.crosshair_mm):
        return ""
    if eye.pane not in MPR:
        planned = session.plan.level(eye.needle.level) if eye.needle is not None else None
        return said_name(planned) if planned is not None else ""
    if eye.pane in ("sagittal", "coronal"):
        level = level_at(session.plan, eye.view.crosshair_mm)
    else:
        level = level_of_plane(session.plan, plane.centre_mm, plane.normal_lps)
    return said_name(level) if level is not None else ""


def position_lines(eye: PaneView, plane: ViewPlane, volume: Volume) -> list[str]:
    """Slice position along its normal, then thickness and mode."""
    normal = plane.normal_lps
    position = float(vector(plane.centre_mm) @ normal)
    letters = orientation_letters(normal if position >= 0 else -normal)
    slab = eye.slab
    if slab is None:
        thickness = tr("{mm} mm slice").format(mm=f"{volume.grid.spacing_along_mm(normal):.1f}")
    else:
        mode = {"mip": tr("MIP"), "minip": tr("MinIP"), "mean": tr("Mean")}[slab.mode]
        thickness = tr("{mode} {mm} mm").format(mode=mode, mm=f"{slab.thickness_mm:.1f}")
    lines = [f"{letters} {abs(position):.1f} mm", thickness]
    if eye.pane not in MPR and eye.needle is not None:
        turned = eye.pane != "bulls_eye"
        depth, turn = f"{eye.view.needle_depth_mm:.1f}", f"{eye.view.needle_turn_deg:.0f}"
        lines[0] = tr("turned {deg}°").format(deg=turn) if turned else tr("depth {mm} mm").format(mm=depth)
    return lines


def display_lines(eye: PaneView, plane: ViewPlane, volume: Volume) -> list[str]:
    """Zoom (screen pixels per voxel) and window."""
    window = eye.window
    zoom = 100.0 * volume.grid.spacing_along_mm(vector(plane.right_lps)) / plane.mm_per_px
    digits = 0 if window.width >= 20 else 2
    return [
        tr("Zoom {percent} %").format(percent=f"{zoom:.0f}"),
        tr("W {width}  L {centre}").format(width=f"{window.width:.{digits}f}", centre=f"{window.centre:.{digits}f}"),
    ]


def value_at(volume: Volume, place_mm: Vector) -> float | None:
    """Real value of the voxel that holds a point; None outside the volume or where there is no data."""
    ijk = volume.grid.ijk_from_lps[:3, :3] @ place_mm + volume.grid.ijk_from_lps[:3, 3]
    k, j, i = np.floor(ijk[::-1] + 0.5).astype(int)
    if not all(0 <= n < size for n, size in zip((k, j, i), volume.grid.shape_kji, strict=True)):
        return None
    stored = volume.array_kji[k, j, i]
    if bool(carries_no_data(volume, np.array([stored]))[0]):
        return None
    return float(stored) * volume.value_scale + volume.value_offset


def cursor_line(volume: Volume, place_mm: Vector) -> str:
    """Value under the pointer, and below it its place, e.g. "L 12.3  P 40.1  S 88.0"."""
    value = value_at(volume, place_mm)
    digits = 0 if volume.value_scale == 1.0 else 2
    words = "–" if value is None else f"{value:.{digits}f} {volume.unit}".rstrip()
    letters = ("RL", "AP", "IS")
    place = "  ".join(f"{pair[int(v >= 0)]} {abs(v):.1f}" for pair, v in zip(letters, place_mm, strict=True))
    return f"{words}\n{place}"


def _draw_letters(painter: QPainter, inside: QRectF, plane: ViewPlane) -> None:
    right, down = vector(plane.right_lps), vector(plane.down_lps)
    middle_v, middle_h = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
    for direction, flags in (
        (-right, _LEFT | middle_v),
        (right, _RIGHT | middle_v),
        (-down, _TOP | middle_h),
        (down, _BOTTOM | middle_h),
    ):
        outlined.text(
            painter, inside, flags, orientation_letters(direction), colour("image_text"), tokens().font_px + 1
        )


def bar_length_mm(plane: PicturePlane) -> int:
    """The longest round length that takes at most a quarter of the pane's height."""
    room_mm = plane.height_px * plane.mm_per_px / 4.0
    return max((step for step in BAR_STEPS_MM if step <= room_mm), default=BAR_STEPS_MM[0])


def draw_bar(painter: QPainter, plane: PicturePlane) -> None:
    """At the right edge, where neither crosshair nor letters run."""
    length_mm = bar_length_mm(plane)
    half = length_mm / plane.mm_per_px / 2.0
    x, middle = plane.width_px - 14.0, plane.height_px * 0.72
    lines = [QLineF(x, middle - half, x, middle + half)]
    lines += [QLineF(x - 3, y, x + 3, y) for y in (middle - half, middle + half)]
    for pen in outlined.pens(colour("image_text"), 1.5):
        painter.setPen(pen)
        painter.drawLines(lines)
    words = f"{length_mm // 10} cm" if length_mm >= 10 else f"{length_mm} mm"
    beside = QRectF(x - 6 - scaled(70), middle - scaled(10), scaled(70), scaled(20))
    outlined.text(painter, beside, _RIGHT | Qt.AlignmentFlag.AlignVCenter, words, colour("image_text"), _small())


def draw_empty(painter: QPainter, area: QRectF, pane: PaneName, has_series: bool) -> None:
    """What a pane without a picture says."""
    if not has_series:
        head, body = tr("No images yet"), tr("Open a folder, a zip or a CD, or drop it here")
    else:
        head, body = tr("No needle yet"), tr("Press N, click the target, then the entry")
    draw_message(painter, area, head, body)
    title = area.adjusted(MARGIN, MARGIN - 2, -MARGIN, 0)
    outlined.text(painter, title, _LEFT | _TOP, pane_title(pane), colour(f"plane_{pane}"), tokens().font_px)


def draw_message(painter: QPainter, area: QRectF, head: str, body: str) -> None:
    """Two lines in the middle of a pane without a picture."""
    painter.setFont(font(tokens().font_px + 3, QFont.Weight.DemiBold))
    painter.setPen(QColor(colour("image_muted")))
    painter.drawText(area.adjusted(0, 0, 0, -scaled(24)), _MIDDLE, head)
    painter.setFont(font())
    wrap = Qt.TextFlag.TextWordWrap
    painter.drawText(area.adjusted(24, scaled(28), -24, 0), int(_MIDDLE) | int(wrap), body)
