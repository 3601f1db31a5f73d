"""Pins of comments over the pictures: a numbered flag at the place; a click opens what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from spineplan.plan.model import Plan
from spineplan.session.discussing import PinnedThread, pinned_threads
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.crosshair import NAVIGATION
from spineplan.viewer.overlays.outlined import label
from spineplan.viewer.picture_plane import PictureDrag, PictureEvent, PicturePlane, travel_px
from spineplan.viewer.theme import colour, font, scaled, tokens

NEAR_MM = {"level": 12.0}
"""A level is that thick; anything else is a place."""
NEAR_PLACE_MM = 4.0
STEM_PX, CLICK_PX = 9.0, 4.0
WORDS = 60


@dataclass(frozen=True)
class Flag:
    """One pin in a picture: the thread, the pixel it points at, and the plate with its number."""

    pinned: PinnedThread
    at: QPointF
    plate: QRectF


def flags(plan: Plan, plane: PicturePlane, through: bool = False) -> tuple[Flag, ...]:
    """Pins of the places near a slice, or of all (through: the picture looks through the patient); side by side where
    they point at the same pixel."""
    pinned = pinned_threads(plan)
    if not pinned:
        return ()
    size, found = float(scaled(18)), list[Flag]()
    for one, (x, y, depth) in zip(pinned, plane.px_from_mm(np.array([one.at_mm for one in pinned])), strict=True):
        near = through or abs(depth) <= NEAR_MM.get(one.thread.first.pin.kind, NEAR_PLACE_MM)
        if not near or not (0 <= x < plane.width_px and 0 <= y < plane.height_px):
            continue
        plate = QRectF(float(x) - size / 2.0, float(y) - STEM_PX - size, size, size)
        while any(plate.intersects(other.plate) for other in found):
            plate.translate(size + 2.0, 0.0)
        found.append(Flag(one, QPointF(float(x), float(y)), plate))
    return tuple(found)


def flag_at(found: Sequence[Flag], place: QPointF) -> Flag | None:
    """The flag under the pointer."""
    return next((one for one in reversed(found) if one.plate.adjusted(-2, -2, 2, 2).contains(place)), None)


def draw_flags(painter: QPainter, found: Sequence[Flag], opened: str) -> None:
    """Open threads solid, resolved ones a faint outline; the one that is open in the panel has a ring."""
    for one in found:
        resolved, first = one.pinned.thread.resolved, one.pinned.thread.first
        ink = colour("image_text", 0.45 if resolved else 1.0)
        _stem(painter, one, ink)
        painter.setPen(QPen(colour("image_halo", 0.8), 1.0) if not resolved else QPen(ink, 1.0))
        painter.setBrush(colour("image_halo", 0.45) if resolved else ink)
        painter.drawRoundedRect(one.plate, 4, 4)
        painter.setFont(font(tokens().small_font_px, QFont.Weight.DemiBold))
        painter.setPen(ink if resolved else colour("image_halo"))
        painter.drawText(one.plate, Qt.AlignmentFlag.AlignCenter, str(one.pinned.number))
        if first.id == opened:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("image_accent"), 2.0))
            painter.drawRoundedRect(one.plate.adjusted(-3, -3, 3, 3), 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _stem(painter: QPainter, one: Flag, ink: QColor) -> None:
    """From the plate's lower edge to the place."""
    foot = QPointF(one.plate.center().x(), one.plate.bottom())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([foot + QPointF(-4, 0), foot + QPointF(4, 0), one.at]))


def preview_words(one: PinnedThread) -> str:
    """Who wrote, and how it begins."""
    first = one.thread.first
    text = " ".join(first.text.split())
    text = text if len(text) <= WORDS else text[: WORDS - 1].rstrip() + "…"
    more = f"  (+{len(one.thread.replies)})" if one.thread.replies else ""
    return f"{first.author or '?'}{more}\n{text}"


class CommentPins:
    """Overlay and tool of the panes: click a flag to open its thread, rest on it to read how it begins."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._under: tuple[PaneName, str] | None = None

    def paint(self, painter: QPainter, plane: PicturePlane, pane: PaneName, session: Session) -> None:
        """Flags near the slice, and the words of the one under the pointer."""
        found = flags(session.plan, plane)
        draw_flags(painter, found, session.view.comment)
        for one in found:
            if self._under == (pane, one.pinned.thread.first.id):
                inside = QRectF(0, 0, plane.width_px, plane.height_px)
                label(painter, one.plate, preview_words(one.pinned), colour("image_text"), inside)

    def press(self, event: PictureEvent) -> PictureDrag | None:
        """A click on a flag; drawing tools draw over flags."""
        one = self._flag(event)
        return self._open(one, event) if one is not None else None

    def cursor_at(self, event: PictureEvent) -> Qt.CursorShape | None:
        """A finger on a flag."""
        return Qt.CursorShape.PointingHandCursor if self._flag(event) is not None else None

    def hover(self, event: PictureEvent | None) -> bool:
        """Whether another flag is under the pointer now."""
        one = self._flag(event) if event is not None else None
        under = (event.pane, one.pinned.thread.first.id) if event is not None and one is not None else None
        changed, self._under = under != self._under, under
        return changed

    def _flag(self, event: PictureEvent) -> Flag | None:
        session = self._bridge.session
        if session is None or session.view.tool not in NAVIGATION:
            return None
        return flag_at(flags(session.plan, event.plane), QPointF(*event.position_px))

    def _open(self, one: Flag, start: PictureEvent) -> PictureDrag:
        travelled = 0.0
        while (moved := (yield)) is not None:
            travelled = max(travelled, travel_px(start, moved))
        if travelled < CLICK_PX:
            self._bridge.open_comment(one.pinned.thread.first.id)
