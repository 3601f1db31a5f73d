"""Disc planes over the pictures: lines between the vertebrae that can be pushed and tilted."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from spineplan.errors import EditRefused
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Vector, cross, distance_mm, point, unit, vector
from spineplan.plan.edits import SetLevels
from spineplan.plan.model import DiscPlane, Plan
from spineplan.session.levels.level_correcting import moved_disc
from spineplan.session.session import Session
from spineplan.session.view_state import COUNTING, STRAIGHT_PANES, PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.level_actions import say_and_apply
from spineplan.viewer.overlays import outlined
from spineplan.viewer.overlays.crosshair import NAVIGATION
from spineplan.viewer.picture_plane import PictureDrag, PictureEvent, PicturePlane, inward_at, screen_axes_at, travel_px
from spineplan.viewer.theme import colour

REACH_PX = 6.0
TRAVEL_PX = 3.0
ALONG = ("sagittal", "coronal", *STRAIGHT_PANES)
NEAR_MM = 25.0
"""A disc further out of the picture than this is not drawn on it."""
LEAST_ALONG = 0.2
"""A disc that lies nearly in the picture has no line on it."""
TILT_SHARE = 0.62
"""Outside this share of its half length a line is tilted, inside it is pushed."""

Grip = Literal["push", "tilt"]


@dataclass(frozen=True, eq=False)
class Trace:
    """A disc on a picture: its ends (2, 2) and middle in pixels. levels: names below and above ("" at the ends)."""

    disc: DiscPlane
    ends_px: Points
    levels: tuple[str, str]
    away_mm: float


def traces(plan: Plan, plane: PicturePlane) -> list[Trace]:
    """Every disc of a plan on a picture along the spine."""
    discs = _discs(plan)
    if not discs:
        return []
    centres = np.array([disc.centre_mm for disc, _, _ in discs])
    along = np.cross(np.array([disc.normal_lps for disc, _, _ in discs]), inward_at(plane, centres))
    length = np.linalg.norm(along, axis=1)
    steps = along * (np.array([half for _, half, _ in discs]) / np.maximum(length, 1e-6))[:, None]
    ends = plane.px_from_mm(np.stack([centres - steps, centres + steps], axis=1))
    return [
        Trace(disc, ends[n, :, :2], levels, float(ends[n, :, 2].mean()))
        for n, (disc, _, levels) in enumerate(discs)
        if length[n] > LEAST_ALONG
    ]


class DiscMarks:
    """Overlay and tool, in the layouts for counting. On the straightened spine every line can be grabbed, beside it
    those of the selected level, or all of them while levels are named."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge

    def paint(self, painter: QPainter, plane: PicturePlane, pane: PaneName, session: Session) -> None:
        """Thin lines; those that can be grabbed have ends."""
        if pane not in ALONG:
            return
        for trace in traces(session.plan, plane):
            if abs(trace.away_mm) > NEAR_MM or not _seen(session, pane):
                continue
            a, b = (QPointF(float(x), float(y)) for x, y in trace.ends_px)
            open_ = _open(session, pane, trace)
            for pen in outlined.pens(colour("level", 0.9 if open_ else 0.45), 1.3):
                painter.setPen(pen)
                painter.drawLine(a, b)
            if open_:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("level"))
                for end in (a, b):
                    painter.drawEllipse(end, 2.6, 2.6)
                painter.setBrush(Qt.BrushStyle.NoBrush)

    def press(self, event: PictureEvent) -> PictureDrag | None:
        """Push or tilt the line under the pointer."""
        found = self._under(event)
        session = self._bridge.session
        return self._drag(session, *found, event) if session is not None and found is not None else None

    def cursor_at(self, event: PictureEvent) -> Qt.CursorShape | None:
        """Says what a press here would do."""
        found = self._under(event)
        if found is None:
            return None
        return Qt.CursorShape.SizeVerCursor if found[1] == "push" else Qt.CursorShape.PointingHandCursor

    def _drag(self, session: Session, trace: Trace, grip: Grip, start: PictureEvent) -> PictureDrag:
        old, edit = trace.disc, None
        try:
            while (moved := (yield)) is not None:
                if edit is None and travel_px(start, moved) < TRAVEL_PX:
                    continue
                edit = self._tried(session, old, grip, start, moved) or edit
                if edit is not None:
                    self._bridge.preview(edit, self)
            if edit is not None:
                say_and_apply(self._bridge, session, edit)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise

    def _tried(
        self, session: Session, old: DiscPlane, grip: Grip, start: PictureEvent, moved: PictureEvent
    ) -> SetLevels | None:
        """The edit for where the pointer is now; None where the disc cannot go: it stays at the last good place."""
        try:
            new = pushed(old, moved.point_mm - start.point_mm) if grip == "push" else tilted(old, start, moved)
            return moved_disc(session.committed, old, new)
        except EditRefused:
            return None

    def _under(self, event: PictureEvent) -> tuple[Trace, Grip] | None:
        session = self._bridge.session
        if session is None or event.pane not in ALONG or session.view.tool not in (*NAVIGATION, "level"):
            return None
        at, best, best_px = np.array(event.position_px), None, REACH_PX
        for trace in traces(session.plan, event.plane):
            if abs(trace.away_mm) > NEAR_MM or not _open(session, event.pane, trace):
                continue
            share, away = _beside(at, trace.ends_px)
            if away <= best_px:
                grip: Grip = "tilt" if abs(share) > TILT_SHARE else "push"
                best, best_px = (trace, grip), away
        return best


def pushed(disc: DiscPlane, by_mm: Vector) -> DiscPlane:
    """A disc moved along its own normal."""
    normal = vector(disc.normal_lps)
    centre = vector(disc.centre_mm) + normal * float(by_mm @ normal)
    return DiscPlane(centre_mm=point(centre), normal_lps=disc.normal_lps)


def tilted(disc: DiscPlane, start: PictureEvent, moved: PictureEvent) -> DiscPlane:
    """A disc turned about its centre within the picture, as the pointer turns; its tilt out of the picture stays."""
    _, _, inward = screen_axes_at(start.plane, disc.centre_mm)
    arms = [_within(event.point_mm - vector(disc.centre_mm), inward) for event in (start, moved)]
    if min(float(np.linalg.norm(arm)) for arm in arms) < 1.0:
        return disc
    before, after = (unit(arm) for arm in arms)
    angle = np.arctan2(float(cross(before, after) @ inward), float(before @ after))
    normal = vector(disc.normal_lps)
    turned = (
        normal * np.cos(angle)
        + cross(inward, normal) * np.sin(angle)
        + inward * float(inward @ normal) * (1.0 - np.cos(angle))
    )
    return DiscPlane(centre_mm=disc.centre_mm, normal_lps=point(unit(turned)))


def _within(offset: Vector, inward: Vector) -> Vector:
    return np.asarray(offset - inward * float(offset @ inward))


def _discs(plan: Plan) -> list[tuple[DiscPlane, float, tuple[str, str]]]:
    """Each disc once, with half the length of its line and the levels below and above it."""
    found: dict[DiscPlane, tuple[float, tuple[str, str]]] = {}
    for level in plan.levels:
        low, high = level.disc_below, level.disc_above
        height = distance_mm(low.centre_mm, high.centre_mm) if low is not None and high is not None else 30.0
        half = 0.4 * height + 6.0
        if low is not None:
            known = found.get(low, (half, ("", "")))
            found[low] = (max(known[0], half), (known[1][0], level.name))
        if high is not None:
            known = found.get(high, (half, ("", "")))
            found[high] = (max(known[0], half), (level.name, known[1][1]))
    return [(disc, half, levels) for disc, (half, levels) in found.items()]


def _seen(session: Session, pane: PaneName) -> bool:
    """Lines are for counting; elsewhere they would lie on the anatomy, and be moved by mistake."""
    return pane in STRAIGHT_PANES or session.view.tool == "level" or session.view.layout in COUNTING


def _open(session: Session, pane: PaneName, trace: Trace) -> bool:
    if not _seen(session, pane):
        return False
    return pane in STRAIGHT_PANES or session.view.tool == "level" or _chosen(session, trace)


def _chosen(session: Session, trace: Trace) -> bool:
    selected = session.view.selected
    return selected is not None and selected[0] == "level" and selected[1] in trace.levels


def _beside(at: Points, ends: Points) -> tuple[float, float]:
    """Place along a line (-1 to 1 from end to end) and distance from it, pixels; beyond the ends, from the end."""
    middle, arm = ends.mean(axis=0), (ends[1] - ends[0]) / 2.0
    length = float(np.hypot(*arm)) or 1.0
    share = float(np.clip((at - middle) @ arm / length**2, -1.0, 1.0))
    return share, float(np.hypot(*(at - middle - share * arm)))
