"""Whether a C-arm can look down a needle."""

from dataclasses import dataclass

from spineplan.geometry.angles import CArmAngles, en_face_c_arm
from spineplan.geometry.vectors import Point


@dataclass(frozen=True)
class CArmLimits:
    """Of the device, from straight up; unverified, editable. The patient lies prone or supine under it."""

    primary_deg: float = 105.0
    secondary_deg: float = 45.0
    prone: bool = True


@dataclass(frozen=True)
class CArmView:
    """The view along a needle. reason: why it cannot be set, else empty."""

    angles: CArmAngles
    reason: str

    @property
    def reachable(self) -> bool:
        """Whether the device can be turned there."""
        return not self.reason


def en_face_view(entry_mm: Point, target_mm: Point, limits: CArmLimits | None = None) -> CArmView:
    """Angles to look down a needle from its hub (LPS), held against a device's limits.

    A prone patient turns the back to the detector: limits count from straight posterior. Raises ValueError when both
    points coincide.
    """
    limits = limits or CArmLimits()
    angles = en_face_c_arm(entry_mm, target_mm)
    turned = angles.posterior_oblique_deg if limits.prone else abs(angles.primary_deg)
    if turned > limits.primary_deg:
        return CArmView(angles, f"{turned:.0f}° oblique, the C-arm turns {limits.primary_deg:.0f}°.")
    if abs(angles.secondary_deg) > limits.secondary_deg:
        way = "cranial" if angles.secondary_deg > 0 else "caudal"
        limit = f"the C-arm tilts {limits.secondary_deg:.0f}°."
        return CArmView(angles, f"{abs(angles.secondary_deg):.0f}° {way}, {limit}")
    return CArmView(angles, "")
