"""What is written on a pane of the straightened spine: name, letters, crosshair, scale bar."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from spineplan.anatomy.level_order import level_at, said_name
from spineplan.render.straightened import StraightPlane
from spineplan.viewer.overlays import outlined
from spineplan.viewer.overlays.crosshair import GAP_PX
from spineplan.viewer.pane_text import MARGIN, draw_bar, draw_message, pane_title
from spineplan.viewer.straight.view import StraightView
from spineplan.viewer.theme import colour, font, tokens
from spineplan.viewer.words import tr

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TOP, _BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
_MIDDLE_V = Qt.AlignmentFlag.AlignVCenter


def draw_furniture(painter: QPainter, eye: StraightView, plane: StraightPlane) -> None:
    """Everything written on the pane."""
    inside = QRectF(0, 0, plane.width_px, plane.height_px).adjusted(MARGIN, MARGIN - 2, -MARGIN, -(MARGIN - 2))
    ink, small = colour("image_text"), tokens().small_font_px + 1
    title = pane_title(eye.pane)
    outlined.text(painter, inside, _LEFT | _TOP, title, colour(f"plane_{eye.side}"), tokens().font_px)
    session = eye.session
    level = level_at(session.plan, eye.view.crosshair_mm) if session is not None else None
    if level is not None:
        beside = inside.adjusted(QFontMetricsF(font()).horizontalAdvance(title) + 10, 0, 0, 0)
        outlined.text(painter, beside, _LEFT | _TOP, said_name(level), ink, tokens().font_px)
    window = eye.window
    drawn = session is not None and bool(session.plan.spine_line_mm)
    lines = [tr("along the canal") if drawn else tr("along the marks"), tr("W {width}  L {centre}")]
    slab = eye.slab
    if slab is not None:
        mode = {"mip": tr("MIP"), "minip": tr("MinIP")}[slab.mode]
        lines.insert(0, tr("{mode} {mm} mm").replace("{mode}", mode).replace("{mm}", f"{slab.thickness_mm:.1f}"))
    if plane.turn_deg:
        lines.insert(0, tr("turned {deg}°").format(deg=f"{plane.turn_deg:+.0f}"))
    words = "\n".join(lines).format(width=f"{window.width:.0f}", centre=f"{window.centre:.0f}")
    outlined.text(painter, inside, _LEFT | _BOTTOM, words, ink, small)
    near, far = ("A", "P") if eye.side == "sagittal" else ("R", "L")
    if abs(plane.turn_deg) < 45.0:
        outlined.text(painter, inside, _LEFT | _MIDDLE_V, near, ink, tokens().font_px + 1)
        outlined.text(painter, inside, _RIGHT | _MIDDLE_V, far, ink, tokens().font_px + 1)
    draw_bar(painter, plane)


def draw_crosshair(painter: QPainter, plane: StraightPlane, eye: StraightView) -> None:
    """Where the axial plane and the other curved plane pass."""
    x, y, _ = (float(v) for v in plane.px_from_mm(eye.view.crosshair_mm))
    other = "coronal" if eye.side == "sagittal" else "sagittal"
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    arms = {
        "axial": [QLineF(0, y, x - GAP_PX, y), QLineF(x + GAP_PX, y, plane.width_px, y)],
        other: [QLineF(x, 0, x, y - GAP_PX), QLineF(x, y + GAP_PX, x, plane.height_px)],
    }
    for name, lines in arms.items():
        painter.setPen(colour(f"plane_{name}", 0.55))
        painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def draw_empty(painter: QPainter, area: QRectF, eye: StraightView) -> None:
    """What the pane says while there is no line to straighten along."""
    if eye.volume is not None and not eye.in_plan_space:
        head, body = tr("Not registered to the plan"), tr("Show a series in the plan's frame of reference")
    else:
        head, body = tr("No line of the spine yet"), tr("Find the levels, or name four bodies by clicking them")
    draw_message(painter, area, head, body)
    title = area.adjusted(MARGIN, MARGIN - 2, -MARGIN, 0)
    outlined.text(painter, title, _LEFT | _TOP, pane_title(eye.pane), colour(f"plane_{eye.side}"), tokens().font_px)
