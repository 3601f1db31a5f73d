"""What the colours on a lesion's surface mean, beside the 3-D picture: the margin to the edge of the ablation, mm."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from spineplan.geometry.view_plane import ViewPlane
from spineplan.session.session import Session
from spineplan.viewer.theme import colour, font, scaled, tokens
from spineplan.viewer.words import tr

_LEFT_PX, _ROOM_PX, _SWATCH_PX = 10.0, 6.0, 14.0
_BESIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_margin_legend(painter: QPainter, plane: ViewPlane, session: Session | None) -> None:
    """Widest margin on top; nothing where no painted lesion has an ablation."""
    if session is None or not _has_map(session):
        return
    from spineplan.render.filling_shapes import BANDS_MM, TOKENS

    limits = [f"{limit:g}" for limit in BANDS_MM]
    words = [tr("outside"), *(f"{a} - {b} mm" for a, b in pairwise(limits)), f"> {limits[-1]} mm"]
    painter.setFont(font(tokens().small_font_px))
    metrics = QFontMetricsF(painter.font())
    line = metrics.height() + 3.0
    title = tr("Margin")
    width = max(metrics.horizontalAdvance(text) for text in (title, *words)) + _SWATCH_PX + 3.0 * _ROOM_PX
    height = line * (len(words) + 1) + 2.0 * _ROOM_PX
    top = min(plane.height_px * 0.5 + scaled(18), plane.height_px - height - scaled(56))
    plate = QRectF(_LEFT_PX, top, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("image_halo", 0.72))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(colour("image_text"))
    at = QRectF(plate.left() + _ROOM_PX, plate.top() + _ROOM_PX, width, line)
    painter.drawText(at, _BESIDE, title)
    for token, text in reversed(list(zip(TOKENS, words, strict=True))):
        at.translate(0.0, line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(token))
        painter.drawRect(QRectF(at.left(), at.top() + 2.0, _SWATCH_PX, line - 4.0))
        painter.setPen(colour("image_text"))
        painter.drawText(at.translated(_SWATCH_PX + _ROOM_PX, 0.0), _BESIDE, text)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _has_map(session: Session) -> bool:
    ablated = {zone.level for zone in session.plan.ablations}
    return any(lesion.mask is not None and lesion.level in ablated for lesion in session.plan.lesions)
