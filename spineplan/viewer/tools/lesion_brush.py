"""The brush and the eraser: one stroke is one undo step; what is painted is seen while it is painted."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from spineplan.errors import EditRefused, SpineplanError
from spineplan.geometry.vectors import point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLesion
from spineplan.plan.model import Lesion
from spineplan.session.lesion_marking import new_lesion, put_mask, with_mask
from spineplan.session.lesion_through import Marking, check_stretch, stamped
from spineplan.session.lesion_tools import check_frame, in_plan_frame
from spineplan.session.lesion_values import check_values
from spineplan.session.session import Session
from spineplan.session.view_state import PaneName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.lesion_overlay import brush_ring
from spineplan.viewer.pane_parts import Drag, PaneEvent


class LesionBrush:
    """Tool and overlay (the ring under the pointer). Paints the selected lesion, or begins one of the level there."""

    any_space = True
    """Where the plan's points mean nothing it says so instead of painting."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge
        self._hovered: PaneEvent | None = None

    def paint(self, painter: QPainter, plane: ViewPlane, pane: PaneName, session: Session) -> None:
        """The brush's size."""
        under = self._hovered
        if under is None or under.pane != pane or session.view.tool not in ("brush", "erase"):
            return
        radius_px = session.view.brush.radius_mm / plane.mm_per_px
        brush_ring(painter, QPointF(*under.position_px), radius_px, session.view.tool == "erase")

    def hover(self, event: PaneEvent | None) -> bool:
        """The ring follows the pointer."""
        session = self._bridge.session
        painting = session is not None and session.view.tool in ("brush", "erase")
        stale = painting or self._hovered is not None
        self._hovered = event if painting else None
        return stale

    def press(self, event: PaneEvent) -> Drag | None:
        """A stroke when the brush or the eraser is in use."""
        session = self._bridge.session
        if session is None or session.view.tool not in ("brush", "erase"):
            return None
        volume = session.shown(event.series_uid or session.view.series_uid)
        return self._stroke(session, volume, event) if volume is not None else None

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """A cross while painting."""
        session = self._bridge.session
        if session is None or session.view.tool not in ("brush", "erase"):
            return None
        volume = session.shown(event.series_uid or session.view.series_uid)
        lost = volume is not None and not in_plan_frame(session, volume)
        return Qt.CursorShape.ForbiddenCursor if lost else Qt.CursorShape.CrossCursor

    def _stroke(self, session: Session, volume: Volume, event: PaneEvent) -> Drag:
        erase = session.view.tool == "erase"
        try:
            check_frame(session, volume)
            check_stretch(session, volume, event.point_mm)
            if not erase:
                check_values(session, volume)
            lesion = stamped(session, volume, _lesion_to_paint(session, event, erase))
            before = session.masks.get(lesion.mask) if lesion.mask is not None else None
            stroke = Marking(session, volume, before, session.view.brush, event.plane.normal_lps, erase)
            now: PaneEvent | None = event
            while now is not None:
                stroke.add(now.point_mm)
                self._hovered = now
                self._bridge.preview(_lent(session, lesion, stroke.mask, stroke.canvas), self)
                now = yield
            self._commit(session, lesion, stroke.mask, stroke.canvas, erase)
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        except SpineplanError as error:
            self._bridge.cancel_preview(self)
            self._bridge.message.emit(str(error))

    def _commit(self, session: Session, lesion: Lesion, mask: Mask, volume: Volume, erase: bool) -> None:
        if mask.count == 0 and lesion.mask is None:
            raise EditRefused("Nothing was painted: no value here lies within the brush's limits.")
        verb = "Erase lesion" if erase else "Paint lesion"
        if self._bridge.apply(put_mask(lesion, mask, session.masks, volume.series_uid, verb), self) is not None:
            self._bridge.look(self, selected=("lesion", lesion.id))


def _lent(session: Session, lesion: Lesion, mask: Mask, volume: Volume) -> PutLesion:
    return with_mask(lesion, session.masks.lend(mask, volume.series_uid) if mask.count else None)


def _lesion_to_paint(session: Session, event: PaneEvent, erase: bool) -> Lesion:
    """The selected lesion; else, for the eraser, the one under the pointer; else a new one of the level here."""
    selected = session.view.selected
    chosen = session.plan.lesion(selected[1]) if selected is not None and selected[0] == "lesion" else None
    if chosen is not None:
        return chosen
    if not erase:
        return new_lesion(session.plan, point(event.point_mm))
    for lesion in session.plan.lesions:
        if lesion.mask is not None and session.masks.get(lesion.mask).holds(event.point_mm):
            return lesion
    raise EditRefused("No lesion lies here; choose the lesion to erase from.")
