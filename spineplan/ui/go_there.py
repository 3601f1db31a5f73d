"""Moves every view to a place."""

from spineplan.geometry.vectors import Point
from spineplan.session.resolve import centred_on
from spineplan.session.view_state import Selection
from spineplan.viewer.bridge import SessionBridge


def go_to(bridge: SessionBridge, place_mm: Point, selected: Selection | None = None, origin: object = None) -> None:
    """Crosshair and zoomed-in cameras to an LPS point; selected: what the point stands for."""
    session = bridge.session
    if session is None:
        return
    fields: dict[str, object] = {"crosshair_mm": place_mm, "cameras": centred_on(session.view, place_mm)}
    if selected is not None:
        fields["selected"] = selected
    bridge.look(origin, **fields)


def level_at(bridge: SessionBridge) -> str:
    """Name of the marked level whose centre is nearest to the crosshair, within half a vertebra; empty otherwise."""
    session = bridge.session
    if session is None or not session.plan.levels:
        return ""
    here = session.view.crosshair_mm
    near = min(session.plan.levels, key=lambda level: abs(level.centre_mm[2] - here[2]))
    return near.name if abs(near.centre_mm[2] - here[2]) <= _HALF_LEVEL_MM else ""


_HALF_LEVEL_MM = 18.0
