"""Where the virtual C-arm stands for what the session shows."""

from spineplan.geometry.angles import CArmAngles, en_face_c_arm
from spineplan.geometry.c_arm import CArm
from spineplan.session.session import Session
from spineplan.session.view_state import FluoroLook
from spineplan.viewer.pane_view import shown_needle


def fluoro_arm(session: Session) -> CArm:
    """Isocentre: the shown needle's target, else the crosshair; the detector just holds the field of the look."""
    look, needle = session.view.fluoro, shown_needle(session)
    isocentre = needle.target_mm if needle is not None else session.view.crosshair_mm
    arm = CArm(isocentre, fluoro_angles(session))
    magnified = arm.source_to_detector_mm / arm.source_to_isocentre_mm
    return CArm(isocentre, arm.angles, detector_mm=look.field_mm * magnified)


def fluoro_angles(session: Session) -> CArmAngles:
    """Detector angles of the chosen view. AP and lateral are of the table, so a prone patient turns them round."""
    look, needle = session.view.fluoro, shown_needle(session)
    if look.mode == "free":
        return CArmAngles(look.primary_deg, look.secondary_deg)
    if look.mode == "en_face" and needle is not None:
        return en_face_c_arm(needle.entry_mm, needle.target_mm)
    return standard_angles(look)


def standard_angles(look: FluoroLook) -> CArmAngles:
    """AP: the detector above the patient. Lateral: from the patient's left."""
    if look.mode == "lateral":
        return CArmAngles(90.0, 0.0)
    return CArmAngles(180.0 if look.prone else 0.0, 0.0)
