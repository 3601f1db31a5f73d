"""The numbers an operator needs at the table, from a needle, its level and the CT."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.skin import CoarseBody, SkinCrossing, skin_crossing
from spineplan.geometry.angles import CArmAngles, en_face_c_arm, needle_angles
from spineplan.geometry.vectors import Point, Vector, distance_mm, point, unit, vector
from spineplan.imaging.sampling import sample_mm
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Needle, Plan, Side

BONE_HU = 250.0
"""Software convention: the first run of at least 1 mm above this, seen from the skin, is bone."""
BONE_RUN_MM = 1.0
BONE_STEP_MM = 0.25
HUB_ALLOWANCE_MM = 10.0
"""Software convention, editable: length that must stay outside the skin for the hub to be held."""
MIDLINE_MM = 3.0
"""Software convention: an entry this close to the level's centre is neither left nor right."""


@dataclass(frozen=True)
class LengthCheck:
    """needed_mm: depth from the skin plus the hub allowance. spare_mm: what is left over; negative: too short."""

    needed_mm: float
    hub_allowance_mm: float
    spare_mm: float

    @property
    def fits(self) -> bool:
        """Whether the needle reaches its target with the hub outside the skin."""
        return self.spare_mm >= 0.0


@dataclass(frozen=True)
class NeedleNumbers:
    """Points are LPS mm; angles as in geometry.angles; None = unknown, `skin_reason` says why the skin is.

    midline_x_mm: x of the level's marked centre (the patient's midline is taken to pass through it).
    entry_side: where entry_mm lies; needle.side is what was planned. Depths run along the needle; skin_from_midline_mm
    is |x_skin - midline|. on_bone_mm: first cortical crossing from the skin.
    """

    midline_x_mm: float
    entry_side: Side
    convergence_deg: float
    cranio_caudal_deg: float
    c_arm: CArmAngles
    entry_to_target_mm: float
    entry_from_midline_mm: float
    skin_mm: Point | None
    skin_reason: str
    on_bone_mm: Point | None
    skin_from_midline_mm: float | None
    skin_to_target_mm: float | None
    skin_to_bone_mm: float | None
    bone_to_target_mm: float | None
    length: LengthCheck | None


def needle_numbers(
    plan: Plan,
    needle: Needle,
    volume: Volume | None = None,
    body: CoarseBody | None = None,
    hub_allowance_mm: float = HUB_ALLOWANCE_MM,
) -> NeedleNumbers:
    """Every number of a needle (clinical reference 16.1 and 16.2).

    volume: the CT, and body its coarse mask (anatomy.skin); without them the depths are unknown.
    Raises ValueError when the needle's level is not marked.
    """
    level = plan.level(needle.level)
    if level is None:
        raise ValueError(f"{needle.level} is not marked")
    midline = level.centre_mm[0]
    angles = needle_angles(needle.entry_mm, needle.target_mm, midline)
    skin = _skin(needle, volume, body)
    bone = _bone(needle, volume, skin.point_mm)
    depth = distance_mm(skin.point_mm, needle.target_mm) if skin.point_mm else None
    return NeedleNumbers(
        midline_x_mm=midline,
        entry_side=side_of(needle.entry_mm, midline),
        convergence_deg=angles.convergence_deg,
        cranio_caudal_deg=angles.cranio_caudal_deg,
        c_arm=en_face_c_arm(needle.entry_mm, needle.target_mm),
        entry_to_target_mm=distance_mm(needle.entry_mm, needle.target_mm),
        entry_from_midline_mm=abs(needle.entry_mm[0] - midline),
        skin_mm=skin.point_mm,
        skin_reason=skin.reason,
        on_bone_mm=bone,
        skin_from_midline_mm=abs(skin.point_mm[0] - midline) if skin.point_mm else None,
        skin_to_target_mm=depth,
        skin_to_bone_mm=distance_mm(skin.point_mm, bone) if skin.point_mm and bone else None,
        bone_to_target_mm=distance_mm(bone, needle.target_mm) if bone else None,
        length=length_check(needle.length_mm, depth, hub_allowance_mm) if depth is not None else None,
    )


def side_of(entry_mm: Point, midline_x_mm: float) -> Side:
    """The patient's side of an LPS point: + x is left."""
    offset = entry_mm[0] - midline_x_mm
    if abs(offset) <= MIDLINE_MM:
        return "midline"
    return "left" if offset > 0 else "right"


def length_check(length_mm: float, depth_mm: float, hub_allowance_mm: float = HUB_ALLOWANCE_MM) -> LengthCheck:
    """Whether a needle is long enough for a depth from the skin."""
    needed = depth_mm + hub_allowance_mm
    return LengthCheck(needed, hub_allowance_mm, length_mm - needed)


def oblique_words(c_arm: CArmAngles) -> tuple[str, str]:
    """How an operator sets the C-arm: ("20.0° left posterior oblique", "5.0° cranial")."""
    behind = abs(c_arm.primary_deg) > 90.0
    oblique = c_arm.posterior_oblique_deg if behind else abs(c_arm.primary_deg)
    side = "left" if c_arm.primary_deg > 0 else "right"
    facing = "posterior" if behind else "anterior"
    turn: Literal["cranial", "caudal"] = "cranial" if c_arm.secondary_deg >= 0 else "caudal"
    first = f"0.0° straight {facing}" if oblique < 0.05 else f"{oblique:.1f}° {side} {facing} oblique"
    return first, f"{abs(c_arm.secondary_deg):.1f}° {turn}"


def _skin(needle: Needle, volume: Volume | None, body: CoarseBody | None) -> SkinCrossing:
    if volume is None:
        return SkinCrossing(None, "The images are not loaded.")
    if body is None:
        return SkinCrossing(None, "The skin is found on CT only.")
    return skin_crossing(volume, body, needle.target_mm, needle.entry_mm)


def _bone(needle: Needle, volume: Volume | None, skin_mm: Point | None) -> Point | None:
    """First bone on the way in; from the end of the field of view when it lies before the skin."""
    if volume is None or volume.modality != "CT":
        return None
    target = vector(needle.target_mm)
    away = unit(vector(needle.entry_mm) - target)
    reach = distance_mm(skin_mm, target) if skin_mm else float(np.linalg.norm(np.ptp(volume.grid.corners_mm, axis=0)))
    outward = np.arange(0.0, reach, BONE_STEP_MM)
    values = sample_mm(volume, target + outward[:, None] * away)
    known = int(np.argmax(np.isnan(values))) if np.isnan(values).any() else len(values)
    first = _first_run(values[:known][::-1])
    return None if first is None else point(target + outward[known - 1 - first] * away)


def _first_run(values: npt.NDArray[np.float64]) -> int | None:
    """Index of the first sample of the first run of bone."""
    length = round(BONE_RUN_MM / BONE_STEP_MM) + 1
    if len(values) < length:
        return None
    dense: Vector = np.convolve(values >= BONE_HU, np.ones(length), mode="valid")
    hits = np.flatnonzero(dense >= length - 0.5)
    return int(hits[0]) if hits.size else None
