"""The pane's own drags: window, zoom, pan, crosshair. Each takes its start back when it is cancelled."""

from collections.abc import Callable, Generator
from math import exp
from typing import TypeVar

from spineplan.geometry.vectors import point, vector
from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.volume import Window
from spineplan.viewer.pane_parts import Drag, PaneEvent
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.picture_plane import PictureEvent

WINDOW_PX = 300.0
"""Pixels of drag that change the window's width by a factor of e, and its centre by one width."""
ZOOM_PX = 160.0
"""Pixels of drag that zoom by a factor of e."""
SCROLL_PX = 6.0
"""Pixels of drag that go on by one slice."""
FINEST_MM_PER_PX, COARSEST_MM_PER_PX = 0.01, 10.0
Event = TypeVar("Event", bound=PictureEvent)


def _reverting(eye: PaneView, moved: Callable[[Event], None]) -> Generator[None, Event | None, None]:
    before = eye.view
    try:
        while (event := (yield)) is not None:
            moved(event)
    except GeneratorExit:
        eye.put(before)
        raise


def window_drag(eye: PaneView, start: PictureEvent) -> Generator[None, PictureEvent | None, None]:
    """Right = wider (softer), down = higher centre (darker); the speed follows the window's width."""
    first, (x, y) = eye.window, start.position_px

    def moved(event: PictureEvent) -> None:
        dx, dy = event.position_px[0] - x, event.position_px[1] - y
        width = max(first.width * exp(dx / WINDOW_PX), 1e-3)
        eye.set_window(Window(width, first.centre + dy * first.width / WINDOW_PX))

    return _reverting(eye, moved)


def pan_drag(eye: PaneView, start: PaneEvent) -> Drag:
    """The picture follows the hand."""
    plane, (x, y) = start.plane, start.position_px

    def moved(event: PaneEvent) -> None:
        dx, dy = event.position_px[0] - x, event.position_px[1] - y
        eye.aim(_centred(plane, plane.width_px / 2.0 - dx, plane.height_px / 2.0 - dy))

    return _reverting(eye, moved)


def zoom_drag(eye: PaneView, start: PaneEvent) -> Drag:
    """Up = closer, about the point that was pressed."""
    plane, y = start.plane, start.position_px[1]

    def moved(event: PaneEvent) -> None:
        eye.aim(zoomed(plane, exp((y - event.position_px[1]) / ZOOM_PX), start.position_px))

    return _reverting(eye, moved)


def crosshair_drag(eye: PaneView, start: PaneEvent) -> Drag:
    """The crosshair goes to the pointer and follows it."""
    before = eye.view
    try:
        event: PaneEvent | None = start
        while event is not None:
            eye.look(crosshair_mm=point(eye.held_inside(event.point_mm)))
            event = yield
    except GeneratorExit:
        eye.put(before)
        raise


def scroll_drag(eye: PaneView, start: PaneEvent) -> Drag:
    """Down = on through the slices."""
    done, y = 0, start.position_px[1]

    def moved(event: PaneEvent) -> None:
        nonlocal done
        wanted = int((event.position_px[1] - y) / SCROLL_PX)
        if wanted != done:
            eye.scroll(wanted - done)
            done = wanted

    return _reverting(eye, moved)


def zoomed(plane: ViewPlane, factor: float, about_px: tuple[float, float]) -> ViewPlane:
    """The plane `factor` times closer; the point at a pixel stays under it."""
    scale = min(max(plane.mm_per_px / factor, FINEST_MM_PER_PX), COARSEST_MM_PER_PX)
    fixed = plane.mm_from_px(*about_px)
    dx, dy = about_px[0] - plane.width_px / 2.0, about_px[1] - plane.height_px / 2.0
    centre = fixed - scale * (dx * vector(plane.right_lps) + dy * vector(plane.down_lps))
    return view_plane(centre, plane.right_lps, plane.down_lps, scale, (plane.width_px, plane.height_px))


def _centred(plane: ViewPlane, x_px: float, y_px: float) -> ViewPlane:
    centre = plane.mm_from_px(x_px, y_px)
    size = (plane.width_px, plane.height_px)
    return view_plane(centre, plane.right_lps, plane.down_lps, plane.mm_per_px, size)
