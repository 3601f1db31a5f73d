"""Which curved plane a pane of the straightened spine shows, and what moves it."""

from collections.abc import Callable, Generator
from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING, Protocol

import numpy as np

from spineplan.geometry.vectors import Point, point, vector
from spineplan.plan.model import Plan
from spineplan.render.reslice import Slab
from spineplan.render.straightened import Side, StraightPlane, line_of
from spineplan.session.view_state import PaneCamera, StraightName
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.tools.gestures import COARSEST_MM_PER_PX, FINEST_MM_PER_PX, SCROLL_PX, ZOOM_PX

if TYPE_CHECKING:
    from spineplan.anatomy.finding.spine_line import SpineLine

HEAD_PX = 30.0
"""Left free for the pane's name above an untouched view."""
NARROWEST_MM = {"sagittal": 120.0, "coronal": 100.0}
"""An untouched view shows at least so much across."""
BODIES_MM = {"sagittal": -4.0, "coronal": 0.0}
"""Its middle: vertebrae reach further forward of the canal than behind it, but not much."""
EDGE_SHARE = 0.06
FURTHEST_MM = 60.0
"""The curved plane stays within reach of the spine, wherever the crosshair is."""


class Placed(Protocol):
    """A mouse event, as far as drags of the view need it."""

    @property
    def plane(self) -> StraightPlane:
        """What is shown."""

    @property
    def position_px(self) -> tuple[float, float]:
        """Pointer."""


Moves = Generator[None, Placed | None, None]


class StraightView(PaneView):
    """The curved plane always holds the crosshair; its camera is (across, along, 0) mm."""

    def __init__(self, bridge: SessionBridge, pane: StraightName) -> None:
        super().__init__(bridge, pane)
        self.straight: StraightName = pane
        self.side: Side = "sagittal" if pane == "straight_sagittal" else "coronal"
        self._line: tuple[object, SpineLine | None] = ((), None)
        self._asked: tuple[object, ...] = ()
        self._plane: StraightPlane | None = None

    @property
    def slab(self) -> Slab | None:
        """Largest and smallest values go along a curve, too; a mean is for the flat views."""
        view = self.view
        if view.slab_mode == "off":
            return None
        slab = Slab(view.slab_mode, view.slab_mm)
        return slab if slab.mode != "mean" else None

    @property
    def line(self) -> "SpineLine | None":
        """The plan's line, worked out once; None while there is none, or the series is not in the plan's space."""
        session = self.session
        if session is None or not self.in_plan_space:
            return None
        source = _source(session.plan)
        if self._line[0] != source:
            self._line = (source, line_of(session.plan))
        return self._line[1]

    def straight_plane(self, size_px: tuple[int, int]) -> StraightPlane | None:
        """What the pane shows at a size, or None when there is nothing to show."""
        line, view = self.line, self.view
        if line is None or self.volume is None or min(size_px) < 1:
            return None
        asked = (line, view.spine_turn_deg, view.crosshair_mm, view.cameras.get(self.pane), size_px)
        if self._plane is None or self._asked != asked:
            self._asked, self._plane = asked, self._laid(line, size_px)
        return self._plane

    def _laid(self, line: "SpineLine", size_px: tuple[int, int]) -> StraightPlane:
        camera = self.view.cameras.get(self.pane, PaneCamera())
        length = len(line) - 1.0
        room_px = max(size_px[1] - HEAD_PX, 60.0)
        scale = camera.mm_per_px or max(length / room_px, NARROWEST_MM[self.side] / size_px[0])
        across, s, _ = camera.centre_mm or (BODIES_MM[self.side], (length + HEAD_PX * scale) / 2.0, 0.0)
        plane = StraightPlane(line, self.side, self.view.spine_turn_deg, 0.0, across, s, scale, *size_px)
        aside = float(plane.place_of([self.view.crosshair_mm])[0, 2])
        return replace(plane, aside_mm=float(np.clip(aside, -FURTHEST_MM, FURTHEST_MM)))

    def scroll(self, slices: int) -> None:
        """The curved plane goes on, towards the left or the back, with the crosshair in it."""
        plane, volume = self.straight_plane((100, 100)), self.volume
        if plane is None or volume is None:
            return
        s, across, _ = (float(v) for v in plane.place_of([self.view.crosshair_mm])[0])
        way = 1.0 if self.side == "sagittal" else -1.0
        step = vector(plane.mm_at(s, across, plane.aside_mm + way)) - vector(plane.mm_at(s, across, plane.aside_mm))
        aside = plane.aside_mm + way * slices * volume.grid.spacing_along_mm(step)
        self.look(crosshair_mm=point(self.held_inside(plane.mm_at(s, across, aside))))

    def turn(self, by_deg: float) -> None:
        """Both curved planes about the spine."""
        turned = (self.view.spine_turn_deg + by_deg + 180.0) % 360.0 - 180.0
        self.look(spine_turn_deg=turned)

    def zoom(self, plane: StraightPlane, factor: float, about_px: tuple[float, float]) -> None:
        """Closer by a factor; what lies under a pixel stays there."""
        scale = min(max(plane.mm_per_px / factor, FINEST_MM_PER_PX), COARSEST_MM_PER_PX)
        s, across = plane.along_px(*about_px)
        dx, dy = about_px[0] - plane.width_px / 2.0, about_px[1] - plane.height_px / 2.0
        self._aim((across - dx * scale, s + dy * scale, 0.0), scale)

    def bring_into_sight(self, plane: StraightPlane, place_mm: Point) -> None:
        """Move the picture, no further than needed, when a place has left it."""
        x, y, _ = (float(v) for v in plane.px_from_mm(place_mm))
        s, across, _ = (float(v) for v in plane.place_of([place_mm])[0])
        along = plane.s_mm if _well_inside(y, plane.height_px) else s
        beside = plane.across_mm if _well_inside(x, plane.width_px) else across
        if (along, beside) != (plane.s_mm, plane.across_mm):
            self._aim((beside, along, 0.0), plane.mm_per_px)

    def pan_drag(self, start: Placed) -> Moves:
        """The picture follows the hand."""
        plane, (x, y) = start.plane, start.position_px

        def moved(event: Placed) -> None:
            dx, dy = event.position_px[0] - x, event.position_px[1] - y
            scale = plane.mm_per_px
            self._aim((plane.across_mm - dx * scale, plane.s_mm + dy * scale, 0.0), scale)

        return self._reverting(moved)

    def zoom_drag(self, start: Placed) -> Moves:
        """Up = closer, about the point that was pressed."""

        def moved(event: Placed) -> None:
            by = start.position_px[1] - event.position_px[1]
            self.zoom(start.plane, exp(by / ZOOM_PX), start.position_px)

        return self._reverting(moved)

    def scroll_drag(self, start: Placed) -> Moves:
        """Down = on through the curved planes."""
        done = 0

        def moved(event: Placed) -> None:
            nonlocal done
            wanted = int((event.position_px[1] - start.position_px[1]) / SCROLL_PX)
            self.scroll(wanted - done)
            done = wanted

        return self._reverting(moved)

    def crosshair_drag(self, start: Placed) -> Moves:
        """The crosshair goes to the pointer and follows it."""

        def moved(event: Placed) -> None:
            self.look(crosshair_mm=point(self.held_inside(start.plane.mm_from_px(*event.position_px))))

        moved(start)
        return self._reverting(moved)

    def _aim(self, centre: Point, scale: float) -> None:
        self.look(cameras={**self.view.cameras, self.pane: PaneCamera(centre, scale)})

    def _reverting(self, moved: Callable[[Placed], None]) -> Moves:
        before = self.view
        try:
            while (event := (yield)) is not None:
                moved(event)
        except GeneratorExit:
            self.put(before)
            raise


def _well_inside(at_px: float, size_px: int) -> bool:
    return EDGE_SHARE * size_px <= at_px <= (1.0 - EDGE_SHARE) * size_px


def _source(plan: Plan) -> object:
    """What the line is made of."""
    return plan.spine_line_mm or tuple(level.centre_mm for level in plan.levels)
