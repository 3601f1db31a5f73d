"""How a level looks on the board: a vertebral body, its name, and marks that differ in shape, not only in colour."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen

from spineplan.ui.drawings.board_shape import Chip
from spineplan.ui.icons import pixmap
from spineplan.ui.level_facts import LevelFacts
from spineplan.viewer.theme import colour, font, panel_colour, theme

_DOT_PX = 9.0
_MARK_PX = 14
_STATE_PX = 10
_MOST_DOTS = 3
_SINS_PX = 11.0


@dataclass(frozen=True)
class Look:
    """here: under the crosshair; expected: the next click names it."""

    here: bool
    expected: bool
    hovered: bool
    focused: bool


def paint_cord(painter: QPainter, column: list[Chip]) -> None:
    """The line behind the bodies that makes a column of them."""
    path = QPainterPath()
    for index, chip in enumerate(column):
        at = QPointF(chip.rect.right() - 2.0, chip.rect.center().y())
        if index:
            path.lineTo(at)
        else:
            path.moveTo(at)
    painter.setPen(QPen(colour("line"), 3.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def paint_chip(painter: QPainter, chip: Chip, facts: LevelFacts | None, look: Look, board: QRect) -> None:
    """Body and name, symptomatic and treatment marks left, lesions and needle right."""
    body = _body(chip.rect)
    painter.setPen(_outline(facts, look))
    painter.setBrush(_fill(facts, look))
    painter.drawPath(body)
    if look.expected:
        painter.setPen(QPen(colour("accent"), 1.0, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_body(chip.rect.adjusted(-3.0, -1.5, 3.0, 1.5)))
    _paint_name(painter, chip, facts, look)
    if facts is not None:
        _paint_marks(painter, chip.rect, facts, board)


def _body(rect: QRectF) -> QPainterPath:
    """A vertebral body from the side: flat endplates, slightly waisted walls."""
    waist = min(rect.width() * 0.05, 3.0)
    round_ = min(rect.height() * 0.22, 4.0)
    left, right, top, bottom = rect.left(), rect.right(), rect.top(), rect.bottom()
    middle = rect.center().y()
    path = QPainterPath(QPointF(left + round_, top))
    path.lineTo(right - round_, top)
    path.quadTo(right, top, right, top + round_)
    path.quadTo(right - waist, middle, right, bottom - round_)
    path.quadTo(right, bottom, right - round_, bottom)
    path.lineTo(left + round_, bottom)
    path.quadTo(left, bottom, left, bottom - round_)
    path.quadTo(left + waist, middle, left, top + round_)
    path.quadTo(left, top, left + round_, top)
    return path


def _outline(facts: LevelFacts | None, look: Look) -> QPen:
    if look.focused or look.hovered or look.here:
        return QPen(colour("accent"), 2.0 if look.here or look.focused else 1.0)
    if facts is None:
        return QPen(colour("line"), 1.0)
    style = Qt.PenStyle.DashLine if facts.level.state == "proposed" else Qt.PenStyle.SolidLine
    return QPen(colour("muted"), 1.0, style)


def _fill(facts: LevelFacts | None, look: Look) -> object:
    if look.here:
        return colour("accent", 0.28)
    return colour("raised") if facts is not None else colour("panel")


def _paint_name(painter: QPainter, chip: Chip, facts: LevelFacts | None, look: Look) -> None:
    scale = theme().text_scale
    size = max(9.0, min(12.0 * scale, chip.rect.height() * 0.72)) / scale
    weight = QFont.Weight.DemiBold if facts is not None else QFont.Weight.Normal
    painter.setFont(font(size, weight))
    painter.setPen(colour("text") if facts is not None or look.here else colour("muted"))
    proposed = facts is not None and facts.level.state == "proposed"
    # Beside the sign of a confirmed level.
    room = chip.rect.adjusted(0.0 if facts is None or proposed else _STATE_PX - 2.0, 0.0, 0.0, 0.0)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"{chip.name}?" if proposed else chip.name)


def _paint_marks(painter: QPainter, rect: QRectF, facts: LevelFacts, board: QRect) -> None:
    middle = rect.center().y()
    if facts.level.state == "confirmed":
        sign = "check-check" if facts.level.second_by else "check"
        _paint_icon(painter, sign, "ok", round(rect.left()) + 2, middle, _STATE_PX)
    x = board.left() + 6
    if facts.level.treat:
        _paint_icon(painter, "target", "accent", x, middle)
    if facts.level.symptomatic:
        _paint_icon(painter, "zap", "caution", x + _MARK_PX + 1, middle)
    right = rect.right() + 6.0
    for index, kind in enumerate(facts.kinds[:_MOST_DOTS]):
        paint_lesion_dot(painter, QPointF(right + _DOT_PX / 2.0 + index * (_DOT_PX + 2.0), middle), kind)
    if facts.sins:
        left = right + min(len(facts.kinds), _MOST_DOTS) * (_DOT_PX + 2.0)
        _paint_sins(painter, QRectF(left, rect.top(), 20.0, rect.height()), facts)
    if facts.needles:
        _paint_icon(painter, "syringe", "text", board.right() - _MARK_PX - 3, middle)


def _paint_sins(painter: QPainter, room: QRectF, facts: LevelFacts) -> None:
    """The total in the colour of its band."""
    painter.setFont(font(_SINS_PX, QFont.Weight.DemiBold))
    painter.setPen(colour(facts.sins_severity or "text"))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, facts.sins)


def _paint_icon(
    painter: QPainter, name: str, token: str, x: int, middle: float, size_px: int = _MARK_PX
) -> None:  # fmt: skip
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(x, middle - size_px / 2.0), pixmap(name, token, size_px, ratio))


def paint_lesion_dot(painter: QPainter, centre: QPointF, kind: str, size_px: float = _DOT_PX) -> None:
    """Lytic: a ring (bone is gone); blastic: full; mixed: half full; not set: a dotted ring."""
    radius = size_px / 2.0 - 1.0
    circle = QRectF(centre.x() - radius, centre.y() - radius, 2.0 * radius, 2.0 * radius)
    tone = panel_colour(kind)
    edge = QPen(tone, 2.0, Qt.PenStyle.DotLine if kind == "unknown" else Qt.PenStyle.SolidLine)
    painter.setPen(edge)
    painter.setBrush(tone if kind == "blastic" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if kind == "mixed":
        painter.setBrush(tone)
        painter.drawChord(circle, 90 * 16, 180 * 16)
