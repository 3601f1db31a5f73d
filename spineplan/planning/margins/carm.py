"""Whether a C-arm can look down a needle."""

from dataclasses import dataclass

from spineplan.geometry.angles import CArmAngles, en_face_c_arm
from spineplan.geometry.vectors import Point


@dataclass(frozen=True)
class CArmLimits:
    """Of the device, from straight up; the usual values are unverified, a department sets its own."""

    primary_deg: float = 105.0
    secondary_deg: float = 45.0

    def reason(self, angles: CArmAngles, prone: bool) -> str:
        """Why the device cannot be turned there, as a sentence; empty when it can.

        A prone patient turns the back to the detector: limits count from straight posterior.
        """
        turned = angles.posterior_oblique_deg if prone else abs(angles.primary_deg)
        if turned > self.primary_deg:
            return f"{turned:.0f}° oblique, the C-arm turns {self.primary_deg:.0f}°."
        if abs(angles.secondary_deg) > self.secondary_deg:
            way = "cranial" if angles.secondary_deg > 0 else "caudal"
            return f"{abs(angles.secondary_deg):.0f}° {way}, the C-arm tilts {self.secondary_deg:.0f}°."
        return ""


USUAL_C_ARM = CArmLimits()


@dataclass(frozen=True)
class CArmView:
    """The view along a needle. reason: why it cannot be set, else empty."""

    angles: CArmAngles
    reason: str

    @property
    def reachable(self) -> bool:
        """Whether the device can be turned there."""
        return not self.reason


def en_face_view(entry_mm: Point, target_mm: Point, limits: CArmLimits = USUAL_C_ARM, prone: bool = True) -> CArmView:
    """Angles to look down a needle from its hub (LPS), held against a device's limits.

    prone: how the patient lies. Raises ValueError when both points coincide.
    """
    angles = en_face_c_arm(entry_mm, target_mm)
    return CArmView(angles, limits.reason(angles, prone))
