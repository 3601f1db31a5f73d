"""Needle and C-arm angles (definitions: clinical reference 16.1 and 16.2; DICOM 0018,1510 and 0018,1511)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, atan2, copysign, degrees, hypot

import numpy as np

from spineplan.geometry.vectors import Vector, unit, vector


@dataclass(frozen=True)
class NeedleAngles:
    """convergence_deg: from the sagittal plane in the axial projection, + when moving toward the midline.
    cranio_caudal_deg: from the scanner's axial plane, + when the needle advances cranially."""

    convergence_deg: float
    cranio_caudal_deg: float


@dataclass(frozen=True)
class CArmAngles:
    """Detector position about the patient: primary_deg RAO - / LAO +, secondary_deg CAU - / CRA +."""

    primary_deg: float
    secondary_deg: float

    @property
    def posterior_oblique_deg(self) -> float:
        """Oblique angle from straight posterior: 180 - |primary|."""
        return 180.0 - abs(self.primary_deg)


def needle_angles(
    entry_mm: Sequence[float] | Vector, target_mm: Sequence[float] | Vector, midline_x_mm: float
) -> NeedleAngles:
    """Angles of a needle from entry to target, LPS millimetres. Raises ValueError when both points coincide.

    midline_x_mm: LPS x of the patient's midline at this level. An entry on the midline has an unsigned angle.
    """
    entry = vector(entry_mm)
    d = unit(vector(target_mm) - entry)
    alpha = degrees(atan2(abs(d[0]), abs(d[1])))
    side = float(entry[0]) - midline_x_mm
    moves_away = side != 0.0 and d[0] != 0.0 and copysign(1.0, side) == copysign(1.0, float(d[0]))
    return NeedleAngles(-alpha if moves_away else alpha, degrees(atan2(d[2], hypot(d[0], d[1]))))


def en_face_c_arm(entry_mm: Sequence[float] | Vector, target_mm: Sequence[float] | Vector) -> CArmAngles:
    """C-arm angles looking down the needle with the detector on the needle's hub side.

    Raises ValueError when both points coincide.
    """
    u = unit(vector(entry_mm) - vector(target_mm))
    return CArmAngles(degrees(atan2(u[0], -u[1])), degrees(asin(max(-1.0, min(1.0, float(u[2]))))))


def angle_deg(
    arm_mm: Sequence[float] | Vector, vertex_mm: Sequence[float] | Vector, other_arm_mm: Sequence[float] | Vector
) -> float:
    """Angle at a vertex between two points, 0..180; 0 when an arm has no length."""
    a, b = vector(arm_mm) - vector(vertex_mm), vector(other_arm_mm) - vector(vertex_mm)
    return degrees(atan2(float(np.linalg.norm(np.cross(a, b))), float(a @ b)))
