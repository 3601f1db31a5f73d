"""Region grow with the mouse: press on the lesion, drag up to take in more values, down for fewer; one undo step."""

import contextlib

from PySide6.QtCore import Qt

from spineplan.errors import SpineplanError
from spineplan.geometry.vectors import point
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import resampled
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Lesion
from spineplan.session.lesion_marking import joined, put_mask, with_mask
from spineplan.session.lesion_through import canvas_of, check_stretch, stamped
from spineplan.session.lesion_tools import check_frame, first_tolerance, grown, in_plan_frame, lesion_to_mark
from spineplan.session.lesion_values import check_values
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.pane_parts import Drag, PaneEvent

DOUBLING_PX = 60.0
"""Pixels of drag that double or halve the tolerance."""
_STRAIGHT = ("straight_sagittal", "straight_coronal")


class LesionGrow:
    """Tool. Within the brush's limits when they are on (then a drag changes nothing), else within a tolerance of the
    value that was pressed on; never out of the vertebra that was pressed in."""

    any_space = True
    """Where the plan's points mean nothing it says so instead of painting."""

    def __init__(self, bridge: SessionBridge) -> None:
        self._bridge = bridge

    def press(self, event: PaneEvent) -> Drag | None:
        """A region, when the tool is in use."""
        session = self._bridge.session
        if session is None or session.view.tool != "grow" or event.pane in _STRAIGHT:
            return None
        volume = session.shown(event.series_uid or session.view.series_uid)
        return self._drag(session, volume, event) if volume is not None else None

    def double_click(self, event: PaneEvent) -> bool:
        """A second quick press is a press."""
        drag = self.press(event)
        if drag is None:
            return False
        with contextlib.suppress(StopIteration):
            next(drag)
            drag.send(None)
        return True

    def cursor_at(self, event: PaneEvent) -> Qt.CursorShape | None:
        """A cross while growing."""
        session = self._bridge.session
        if session is None or session.view.tool != "grow":
            return None
        volume = session.shown(event.series_uid or session.view.series_uid)
        lost = volume is not None and not in_plan_frame(session, volume)
        return Qt.CursorShape.ForbiddenCursor if lost else Qt.CursorShape.CrossCursor

    def _drag(self, session: Session, volume: Volume, start: PaneEvent) -> Drag:
        try:
            check_frame(session, volume)
            check_stretch(session, volume, start.point_mm)
            check_values(session, volume)
            canvas = canvas_of(session, volume)
            lesion = stamped(session, volume, lesion_to_mark(session, point(start.point_mm)))
            before = session.masks.get(lesion.mask) if lesion.mask is not None else None
            first, found, used = first_tolerance(volume, start.point_mm), None, -1.0
            now: PaneEvent | None = start
            while now is not None:
                tolerance = first * 2.0 ** ((start.position_px[1] - now.position_px[1]) / DOUBLING_PX)
                if used < 0.0 or abs(tolerance - used) > 0.02 * used:
                    grew = grown(session, volume, lesion, start.point_mm, tolerance)
                    used, found = tolerance, resampled(grew, canvas.grid)
                    lent = session.masks.lend(joined(before, found), canvas.series_uid)
                    self._bridge.preview(with_mask(lesion, lent, "Grow lesion"), self)
                now = yield
            if found is not None:
                self._commit(session, canvas, lesion, joined(before, found))
        except GeneratorExit:
            self._bridge.cancel_preview(self)
            raise
        except SpineplanError as error:
            self._bridge.cancel_preview(self)
            self._bridge.message.emit(str(error))

    def _commit(self, session: Session, volume: Volume, lesion: Lesion, mask: Mask) -> None:
        edit = put_mask(lesion, mask, session.masks, volume.series_uid, "Grow lesion")
        if self._bridge.apply(edit, self) is not None:
            self._bridge.look(self, selected=("lesion", lesion.id))
