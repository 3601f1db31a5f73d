"""What a colleague saw when they wrote a comment, and back to it (pure)."""

from dataclasses import replace
from typing import cast, get_args

from spineplan.imaging.volume import Window
from spineplan.plan.model import PaneLook, Viewpoint
from spineplan.session.view_state import Layout, PaneCamera, PaneName, ViewState


def viewpoint_of(view: ViewState) -> Viewpoint:
    """Crosshair and its axes, series, layout, window, and where every pane looks that was moved."""
    window = view.windows.get(view.series_uid)
    panes = [
        PaneLook(pane=name, centre_mm=camera.centre_mm, mm_per_px=camera.mm_per_px)
        for name, camera in view.cameras.items()
        if camera.centre_mm is not None and camera.mm_per_px is not None
    ]
    return Viewpoint(
        crosshair_mm=view.crosshair_mm,
        axes_lps=view.frame,
        series_uid=view.series_uid,
        layout=view.layout,
        window_width=window.width if window is not None else None,
        window_centre=window.centre if window is not None else None,
        panes=tuple(panes),
    )


def view_at(seen: Viewpoint, view: ViewState, open_series: frozenset[str]) -> ViewState:
    """The view as it was seen. What this spineplan does not know of it stays as it is, and so does the series when
    the one that was seen is not open."""
    cameras = {
        cast(PaneName, look.pane): PaneCamera(look.centre_mm, look.mm_per_px)
        for look in seen.panes
        if look.pane in get_args(PaneName)
    }
    windows = dict(view.windows)
    if seen.window_width is not None and seen.window_centre is not None:
        windows[seen.series_uid] = Window(seen.window_width, seen.window_centre)
    return replace(
        view,
        crosshair_mm=seen.crosshair_mm,
        frame=seen.axes_lps,
        series_uid=seen.series_uid if seen.series_uid in open_series else view.series_uid,
        layout=cast(Layout, seen.layout) if seen.layout in get_args(Layout) else view.layout,
        cameras=cameras,
        windows=windows,
        maximised=None,
        slab_mode="off",
    )
