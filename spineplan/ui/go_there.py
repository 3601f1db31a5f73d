"""Moves every view to a place."""

from spineplan.geometry.vectors import Point, point
from spineplan.imaging.volume import Volume
from spineplan.session.resolve import centred_on
from spineplan.session.view_state import PLANES, PaneCamera, Selection
from spineplan.viewer.bridge import SessionBridge

HALF_LEVEL_MM = 18.0
CLOSE_MM_PER_PX = 0.4
"""A level and the way to it from the back fill a pane of 450 pixels."""


def go_to(bridge: SessionBridge, place_mm: Point, selected: Selection | None = None, origin: object = None) -> None:
    """Crosshair and zoomed-in cameras to an LPS point; selected: what the point stands for."""
    session = bridge.session
    if session is None:
        return
    fields: dict[str, object] = {"crosshair_mm": place_mm, "cameras": centred_on(session.view, place_mm)}
    if selected is not None:
        fields["selected"] = selected
    bridge.look(origin, **fields)


def close_up(bridge: SessionBridge, place_mm: Point, selected: Selection | None = None, origin: object = None) -> None:
    """The same, and near enough to work on one level; a nearer view stays as it is."""
    session = bridge.session
    if session is None:
        return
    cameras = dict(session.view.cameras)
    for pane in PLANES:
        now = cameras.get(pane, PaneCamera()).mm_per_px
        cameras[pane] = PaneCamera(place_mm, min(now or CLOSE_MM_PER_PX, CLOSE_MM_PER_PX))
    bridge.look(origin, cameras=cameras)
    go_to(bridge, place_mm, selected, origin)


def go_to_planned(bridge: SessionBridge, name: str, origin: object = None) -> None:
    """Near to a level, with its first needle selected; without a needle the level itself is. Unknown names are left."""
    plan = bridge.session.plan if bridge.session is not None else None
    level = plan.level(name) if plan is not None else None
    if plan is None or level is None:
        return
    needle = next((one for one in plan.needles if one.level == name), None)
    close_up(bridge, level.centre_mm, ("needle", needle.id) if needle is not None else ("level", name), origin)


def begin_at(bridge: SessionBridge, volume: Volume) -> None:
    """Unless somebody has looked elsewhere already: the crosshair goes to the level to treat, else to the spine."""
    session = bridge.session
    look = session.first_looks.get(volume.series_uid) if session is not None else None
    if session is None or look is None or session.view.series_uid != volume.series_uid:
        return
    if session.view.crosshair_mm != point(volume.grid.centre_mm):
        return
    planned = volume.series_uid == session.plan.reference.series_uid
    treated = [level.centre_mm for level in session.plan.levels if level.treat and planned]
    bridge.look(crosshair_mm=(*treated, look.spine_mm)[0])


def level_at(bridge: SessionBridge) -> str:
    """Name of the marked level whose centre is nearest to the crosshair, within half a vertebra; empty otherwise."""
    session = bridge.session
    if session is None or not session.plan.levels:
        return ""
    here = session.view.crosshair_mm
    near = min(session.plan.levels, key=lambda level: abs(level.centre_mm[2] - here[2]))
    return near.name if abs(near.centre_mm[2] - here[2]) <= HALF_LEVEL_MM else ""
