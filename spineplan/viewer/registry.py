"""Everything that hangs in the image panes, in one list."""

from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.cement_overlay import CementOverlay
from spineplan.viewer.comment_pins import CommentPins
from spineplan.viewer.compared_needles import ComparedNeedles
from spineplan.viewer.crosshair import Crosshair
from spineplan.viewer.disc_marks import DiscMarks
from spineplan.viewer.entry_map_part import EntryMapPart
from spineplan.viewer.lesion_brush import LesionBrush
from spineplan.viewer.lesion_grow import LesionGrow
from spineplan.viewer.lesion_overlay import LesionOverlay
from spineplan.viewer.level_body import LevelBody
from spineplan.viewer.level_marks import LevelMarks
from spineplan.viewer.measurement_tool import MeasurementTool
from spineplan.viewer.needle_marks import NeedleMarks
from spineplan.viewer.pane_parts import Part
from spineplan.viewer.registration_pairs import RegistrationPairs
from spineplan.viewer.vertebra_overlay import VertebraOverlay
from spineplan.viewer.vertebra_tools import VertebraBrush, VertebraCut
from spineplan.viewer.wbb_face import WbbFace


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
