"""The map of entries on the bull's-eye: each way to the target coloured by its worst margin; a drag takes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from spineplan.geometry.vectors import Vector, distance_mm, point, unit, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.measure.margin_state import margin_states
from spineplan.plan.edits import PutNeedle
from spineplan.plan.model import Needle
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.needle_marks import part_under
from spineplan.viewer.pane_parts import Drag, PaneEvent
from spineplan.viewer.pane_view import shown_needle
from spineplan.viewer.theme import colour

if TYPE_CHECKING:  # planning is imported after the first paint
    from spineplan.planning.search.entry_map import EntryMap

CELL_PX = 4
ALPHA = (0.22, 0.38, 0.42)
LEAST_AWAY_MM = 8.0
"""Nearer to the target the plane cannot tell directions apart."""
TOKENS = ("needle_breach", "needle_close", "needle_safe")


class EntryMapPart:
    """Overlay and tool, on the bull's-eye only and only while the map is on."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """Cells of a few pixels over the whole pane."""
        needle = self._mapped(session, pane)
        found = self._bridge.safety.entry_map(needle) if needle is not None else None
        if needle is None or found is None:
            return
        image = map_picture(plane, vector(needle.target_mm), found)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(QRectF(0, 0, image.width() * CELL_PX, image.height() * CELL_PX), image)

    def press(self, event: PaneEvent) -> Drag | None:
        """Take the way under the pointer: the target stays, the entry turns about it."""
        session = self._bridge.session
        needle = self._mapped(session, event.pane) if session is not None else None
        if session is None or needle is None or needle.locked or event.button != Qt.MouseButton.LeftButton:
            return None
        if session.view.selected == ("needle", needle.id) and part_under(needle, event) is not None:
            return None
        return self._turn(needle, event)

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """A cross where a way can be taken."""
        session = self._bridge.session
        wanted = session is not None and self._mapped(session, event.pane) is not None
        return Qt.CursorShape.CrossCursor if wanted else None

    def _mapped(self, session: Session, pane: PaneName) -> Needle | None:
        return shown_needle(session) if pane == "bulls_eye" and session.view.entry_map else None

    def _turn(self, needle: Needle, start: PaneEvent) -> Drag:
        here: PaneEvent | None = start
        edit: PutNeedle | None = None
        try:
            while here is not None:
                place = start.plane.mm_from_px(*here.position_px)
                turned = turned_towards(needle, place)
                if turned is not None:
                    edit = PutNeedle(turned, "Move needle")
                    self._bridge.preview(edit, self)
                here = yield
            if edit is not None:
                self._bridge.apply(edit, self)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise


def turned_towards(needle: Needle, place_mm: Vector) -> Needle | None:
    """The needle turned about its target so that it passes a point; None for a point at the target."""
    target = vector(needle.target_mm)
    if distance_mm(place_mm, target) < LEAST_AWAY_MM:
        return None
    length = distance_mm(needle.entry_mm, needle.target_mm)
    return replace(needle, entry_mm=point(target + unit(place_mm - target) * length))


def map_picture(plane: ViewPlane, target_mm: Vector, found: EntryMap) -> QImage | None:
    """One pixel per cell of CELL_PX pane pixels; None where the plane lies at the target."""
    x = (np.arange(plane.width_px // CELL_PX + 1) + 0.5) * CELL_PX
    y = (np.arange(plane.height_px // CELL_PX + 1) + 0.5) * CELL_PX
    origin, right, down = plane.mm_from_px(0.0, 0.0), vector(plane.right_lps), vector(plane.down_lps)
    places = origin + plane.mm_per_px * (x[None, :, None] * right + y[:, None, None] * down) - target_mm
    if abs(float(places[0, 0] @ np.cross(right, down))) < LEAST_AWAY_MM:
        return None
    kinds = _kinds(places / np.linalg.norm(places, axis=-1, keepdims=True), found)
    shades = np.zeros((len(TOKENS) + 1, 4), dtype=np.uint8)
    for n, token in enumerate(TOKENS):
        ink = colour(token)
        shades[n] = [round(part * ALPHA[n]) for part in (ink.red(), ink.green(), ink.blue(), 255)]
    pixels = shades[kinds].tobytes()
    height, width = kinds.shape
    borrowed = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied)
    return borrowed.copy()


def _kinds(backs: npt.NDArray[np.float64], found: EntryMap) -> npt.NDArray[np.int64]:
    """0 breach, 1 close, 2 safe, 3 not in the map; (rows, columns) for directions (rows, columns, 3), tip to hub."""
    middle = found.backs[len(found.cranial_deg) // 2, len(found.axial_deg) // 2]
    across = found.backs[len(found.cranial_deg) // 2, -1]
    up = unit(np.cross(middle, across))
    across = unit(across - middle * float(across @ middle))
    up = up if float(found.backs[-1, len(found.axial_deg) // 2] @ up) > 0.0 else -up
    axial = np.degrees(np.arctan2(backs @ across, backs @ middle))
    cranial = np.degrees(np.arcsin(np.clip(backs @ up, -1.0, 1.0)))
    column = np.rint((axial - found.axial_deg[0]) / (found.axial_deg[1] - found.axial_deg[0])).astype(np.int64)
    row = np.rint((cranial - found.cranial_deg[0]) / (found.cranial_deg[1] - found.cranial_deg[0])).astype(np.int64)
    inside = (column >= 0) & (column < len(found.axial_deg)) & (row >= 0) & (row < len(found.cranial_deg))
    worst = found.worst_mm[np.clip(row, 0, len(found.cranial_deg) - 1), np.clip(column, 0, len(found.axial_deg) - 1)]
    return np.where(inside, margin_states(worst), len(TOKENS))
