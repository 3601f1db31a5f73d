"""Cement, ablation zones and margins of the open plan in the 3-D pane."""

from spineplan.render.scene_shapes import Shape
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge


def treatment_shapes(bridge: SessionBridge, session: Session, cement: bool = True) -> tuple[Shape, ...]:
    """What is drawn of the treatment; the cement itself may be left out. Imported late: planning brings scipy and
    numba."""
    drawn = bridge.cement.drawn() if cement else None
    if drawn is None and not session.plan.ablations:
        return ()
    from spineplan.planning.ablation.placing import drawable
    from spineplan.render.filling_shapes import cement_shapes, margin_shapes, zone_shapes

    shapes = cement_shapes(*drawn) if drawn is not None else ()
    shapes += zone_shapes(drawable(session.plan.ablations, session.plan.needles))
    for level in dict.fromkeys(zone.level for zone in session.plan.ablations):
        here = drawable([zone for zone in session.plan.ablations if zone.level == level], session.plan.needles)
        for lesion in session.plan.lesions:
            if lesion.level == level and lesion.mask is not None:
                shapes += margin_shapes(session.masks.get(lesion.mask), here)
    return shapes
