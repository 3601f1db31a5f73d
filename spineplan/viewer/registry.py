"""Everything that hangs in the image panes, in one list."""

from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.overlays.cement_overlay import CementOverlay
from spineplan.viewer.overlays.comment_pins import CommentPins
from spineplan.viewer.overlays.compared_needles import ComparedNeedles
from spineplan.viewer.overlays.crosshair import Crosshair
from spineplan.viewer.overlays.disc_marks import DiscMarks
from spineplan.viewer.overlays.entry_map_part import EntryMapPart
from spineplan.viewer.overlays.lesion_overlay import LesionOverlay
from spineplan.viewer.overlays.level_marks import LevelMarks
from spineplan.viewer.overlays.needle_marks import NeedleMarks
from spineplan.viewer.overlays.vertebra_overlay import VertebraOverlay
from spineplan.viewer.overlays.wbb_face import WbbFace
from spineplan.viewer.pane_parts import Part
from spineplan.viewer.registering.pairs import RegistrationPairs
from spineplan.viewer.tools.lesion_brush import LesionBrush
from spineplan.viewer.tools.lesion_grow import LesionGrow
from spineplan.viewer.tools.level_body import LevelBody
from spineplan.viewer.tools.measurement_tool import MeasurementTool
from spineplan.viewer.tools.vertebra_tools import VertebraBrush, VertebraCut


def default_parts(bridge: SessionBridge) -> tuple[Part, ...]:
    """Bottom to top: overlays are drawn in this order, tools are asked for the mouse in the reverse order.

    A part that is both Overlay and Tool (handles that can be grabbed) is listed once. Parts draw plan values, so
    panes paint and ask them only where the series shown lies in the plan's frame of reference.
    """
    return (
        VertebraOverlay(),
        LesionOverlay(),
        CementOverlay(bridge),
        Crosshair(bridge),
        MeasurementTool(bridge),
        DiscMarks(bridge),
        LevelMarks(bridge),
        LevelBody(bridge),
        EntryMapPart(bridge),
        ComparedNeedles(),
        NeedleMarks(bridge),
        WbbFace(bridge),
        LesionBrush(bridge),
        LesionGrow(bridge),
        VertebraBrush(bridge),
        VertebraCut(bridge),
        CommentPins(bridge),
        RegistrationPairs(bridge),
    )
