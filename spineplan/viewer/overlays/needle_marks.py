"""Needles in the panes, and the mouse that places and moves them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from spineplan.errors import SpineplanError
from spineplan.geometry.vectors import Vector, distance_mm, point, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.edits import PutNeedle
from spineplan.plan.model import Needle
from spineplan.session.needle_placing import draft_at, move_entry, move_target, new_id, place, shift
from spineplan.session.session import Session
from spineplan.session.view_state import NeedleDraft, PaneCamera, PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.crosshair import NAVIGATION
from spineplan.viewer.overlays.needle_drawing import (
    HANDLE_DEPTH_MM,
    THIN_SLICE_MM,
    Shown,
    draw_draft,
    draw_end_on,
    draw_needle,
)
from spineplan.viewer.pane_parts import Drag, PaneEvent
from spineplan.viewer.pane_view import shown_needle

GRAB_PX = 9.0
SHAFT_PX = 6.0
NEEDLE_PANES = ("needle_axial", "needle_sagittal")
Part = Literal["entry", "target", "shaft"]


class NeedleMarks:
    """Overlay and tool. A needle is locked until it is selected (double-click on it, or N over it); then its ends and
    its shaft can be dragged. With the needle tool, the first click is the target and the second the entry."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._hovered: PaneEvent | None = None

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """All needles; on the planes through a needle, that needle in full length."""
        view = session.view
        through = shown_needle(session)
        half = view.slab_mm / 2.0 if view.slab_mode != "off" and pane not in NEEDLE_PANES else THIN_SLICE_MM
        for needle in session.plan.needles:
            mine = through is not None and through.id == needle.id
            selected = view.selected == ("needle", needle.id)
            margins = self._bridge.safety.margins(needle)
            envelope = margins.envelope if margins is not None else None
            shown = Shown(
                selected,
                mine and pane in NEEDLE_PANES,
                half,
                view.needle_depth_mm,
                margins.worst_mm if margins is not None else None,
                envelope.worst_mm if envelope is not None else None,
                envelope.cone if envelope is not None else (),
            )
            if pane == "bulls_eye" and mine:
                draw_end_on(painter, plane, needle, shown)
            else:
                draw_needle(painter, plane, needle, shown)
        draft = view.needle_draft
        if draft is not None and draft.target_mm is not None:
            under = self._hovered
            pointer = under.position_px if under is not None and under.pane == pane else None
            draw_draft(painter, plane, vector(draft.target_mm), pointer)

    def hover(self, event: PaneEvent | None) -> bool:
        """The line from the target to the pointer, while the entry is awaited."""
        draft = self._bridge.session.view.needle_draft if self._bridge.session is not None else None
        waiting = draft is not None and draft.target_mm is not None
        stale = waiting or self._hovered is not None
        self._hovered = event if waiting else None
        return stale

    def press(self, event: PaneEvent) -> Drag | None:
        """Move what is grabbed of the selected needle; else, with the needle tool, place target or entry."""
        session = self._bridge.session
        if session is None:
            return None
        needle, part = self._grabbed(session, event)
        if needle is not None:
            return self._move(session, needle, part, event)
        if session.view.tool != "needle" or event.pane in (*NEEDLE_PANES, "bulls_eye"):
            return None
        draft = session.view.needle_draft
        waiting = draft is not None and draft.target_mm is not None
        return self._enter(session, draft, event) if draft and waiting else self._aim(session, draft, event)

    def double_click(self, event: PaneEvent) -> bool:
        """Unlock the needle under the pointer."""
        return self._select_under(event)

    def key(self, key: Qt.Key, event: PaneEvent | None) -> bool:
        """N over a needle unlocks it."""
        return key == Qt.Key.Key_N and event is not None and self._select_under(event)

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """A hand on what can be dragged."""
        session = self._bridge.session
        if session is None:
            return None
        needle, part = self._grabbed(session, event)
        if needle is not None:
            return Qt.CursorShape.SizeAllCursor if part == "shaft" else Qt.CursorShape.OpenHandCursor
        return None

    def _select_under(self, event: PaneEvent) -> bool:
        session = self._bridge.session
        if session is None:
            return False
        for needle in session.plan.needles:
            if part_under(needle, event) is not None:
                self._bridge.look(self, selected=("needle", needle.id))
                return True
        return False

    def _grabbed(self, session: Session, event: PaneEvent) -> tuple[Needle | None, Part]:
        if session.view.tool not in (*NAVIGATION, "needle"):
            return None, "shaft"
        selected = session.view.selected
        needle = session.plan.needle(selected[1]) if selected is not None and selected[0] == "needle" else None
        part = part_under(needle, event) if needle is not None and not needle.locked else None
        return (needle, part) if part is not None else (None, "shaft")

    def _move(self, session: Session, needle: Needle, part: Part, start: PaneEvent) -> Drag:
        """What is grabbed follows the pointer within the plane that was pressed; one commit at the end."""
        cameras = session.view.cameras
        if start.pane in (*NEEDLE_PANES, "bulls_eye"):
            # The needle's own planes follow it; looking at a fixed place keeps the picture from running away.
            pinned = PaneCamera(start.plane.centre_mm, start.plane.mm_per_px)
            self._bridge.look(self, cameras={**cameras, start.pane: pinned})
        edit: PutNeedle | None = None
        try:
            while (moved := (yield)) is not None:
                by_mm = start.plane.mm_from_px(*moved.position_px) - start.point_mm
                edit = moved_needle(session, needle, part, by_mm) or edit
                if edit is not None:
                    self._bridge.preview(edit, self)
            if edit is not None:
                self._bridge.apply(edit, self)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        finally:
            self._bridge.look(self, cameras=cameras)

    def _aim(self, session: Session, draft: NeedleDraft | None, event: PaneEvent) -> Drag:
        """The target: where the button is released."""
        before = session.view.needle_draft
        here: PaneEvent | None = event
        try:
            while here is not None:
                aimed = draft_at(session.plan, point(here.point_mm), draft)
                self._bridge.look(self, needle_draft=aimed, selected=None)
                here = yield
        except GeneratorExit:
            self._bridge.look(self, needle_draft=before)
            raise
        except SpineplanError as error:
            self._bridge.look(self, needle_draft=before)
            self._bridge.message.emit(str(error))

    def _enter(self, session: Session, draft: NeedleDraft, event: PaneEvent) -> Drag:
        """The entry: shown while the button is down, placed where it is released."""
        needle_id = new_id()
        here: PaneEvent | None = event
        try:
            while here is not None:
                edit = place(session.committed, draft, point(here.point_mm), needle_id)
                self._bridge.preview(edit, self)
                here = yield
            if self._bridge.apply(edit, self) is not None:
                self._placed(edit.needle, draft)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        except SpineplanError as error:
            self._bridge.cancel_preview(self)
            self._bridge.message.emit(str(error))

    def _placed(self, needle: Needle, draft: NeedleDraft) -> None:
        self._hovered = None
        length = distance_mm(needle.entry_mm, needle.target_mm)
        self._bridge.look(self, needle_draft=replace(draft, target_mm=None), tool="window",
                          selected=("needle", needle.id), needle_depth_mm=length)  # fmt: skip


def moved_needle(session: Session, needle: Needle, part: Part, by_mm: Vector) -> PutNeedle | None:
    """The needle with one part moved, or None where entry and target would meet."""
    plan = session.committed
    moves: dict[Part, Callable[[], PutNeedle]] = {
        "entry": lambda: move_entry(plan, needle.id, point(vector(needle.entry_mm) + by_mm)),
        "target": lambda: move_target(plan, needle.id, point(vector(needle.target_mm) + by_mm)),
        "shaft": lambda: shift(plan, needle.id, by_mm),
    }
    try:
        return moves[part]()
    except SpineplanError:
        return None


def part_under(needle: Needle, event: PaneEvent) -> Part | None:
    """What of a needle lies under the pointer: an end near the plane, or the shaft between them."""
    whole = event.pane in (*NEEDLE_PANES, "bulls_eye")
    ends = event.plane.px_from_mm(np.array([needle.entry_mm, needle.target_mm]))
    pointer = np.array(event.position_px)
    away = np.linalg.norm(ends[:, :2] - pointer, axis=1)
    if event.pane == "bulls_eye":
        return "shaft" if float(away.min()) <= GRAB_PX else None
    for name, distance, depth in (("target", away[1], ends[1, 2]), ("entry", away[0], ends[0, 2])):
        if distance <= GRAB_PX and (whole or abs(depth) <= HANDLE_DEPTH_MM):
            return "target" if name == "target" else "entry"
    along = ends[1] - ends[0]
    length_sq = float(along[:2] @ along[:2])
    share = float(np.clip((pointer - ends[0, :2]) @ along[:2] / length_sq, 0.0, 1.0)) if length_sq > 0 else 0.0
    nearest = ends[0] + share * along
    close = float(np.linalg.norm(nearest[:2] - pointer)) <= SHAFT_PX
    return "shaft" if close and (whole or abs(float(nearest[2])) <= HANDLE_DEPTH_MM) else None
