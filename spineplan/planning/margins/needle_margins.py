"""The margins of one needle: exact, fast enough for every move of a handle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

import numpy as np

from spineplan.anatomy.skin import skin_crossing
from spineplan.clinical.approaches import approach
from spineplan.geometry.angles import needle_angles
from spineplan.geometry.vectors import Point, Vector, distance_mm, point, unit, vector
from spineplan.measure.needle import HUB_ALLOWANCE_MM, LengthCheck, length_check
from spineplan.plan.model import Needle
from spineplan.planning.field.box import set_along
from spineplan.planning.field.pedicle import PedicleShape
from spineplan.planning.field.risks import base_of
from spineplan.planning.field.safety_field import SafetyField
from spineplan.planning.field.structures import RiskStructure
from spineplan.planning.margins.bone_path import bone_entry
from spineplan.planning.margins.carm import USUAL_C_ARM, CArmLimits, CArmView, en_face_view
from spineplan.planning.margins.grades import Grade, Heary, heary
from spineplan.planning.margins.guidance import EnvelopeRadii, Guidance
from spineplan.planning.margins.wall_kernel import wall_clearances
from spineplan.planning.margins.walls import PedicleWalls, walls_of

INSIDE_STEP_MM = 0.25
MOUTH = "The way in is the open mouth."
NO_SKIN = "The skin is found on CT only."


@dataclass(frozen=True)
class Clearance:
    """One structure: from the needle's surface to it (negative: through it), and what is wanted. crossed: the approach
    passes it, as it must."""

    key: str
    title: str
    clearance_mm: float
    margin_mm: float
    is_bone: bool = False
    crossed: bool = False

    @property
    def spare_mm(self) -> float:
        """What is left over of the margin; negative: too near."""
        return self.clearance_mm - self.margin_mm


@dataclass(frozen=True)
class ConePart:
    """A piece of the envelope, for drawing: balls from start to end whose radii run linearly; LPS, the needle's own
    radius included."""

    start_mm: Point
    end_mm: Point
    start_radius_mm: float
    end_radius_mm: float


@dataclass(frozen=True)
class EnvelopeMargins:
    """At the worst place that the guidance's error can bring the needle to. worst_clearance_mm: to `worst_structure`;
    None without a structure. grade: None without a pedicle."""

    guidance: str
    radii: EnvelopeRadii
    cone: tuple[ConePart, ...]
    clearance_mm: Mapping[str, float]
    worst_clearance_mm: float | None
    worst_structure: str
    walls: PedicleWalls | None

    @property
    def grade(self) -> Grade | None:
        """Of the pedicle's walls at the envelope's edge."""
        return self.walls.grade if self.walls is not None else None

    @property
    def worst_mm(self) -> float | None:
        """Least of the walls and of the clearances at the edge; None when none is known."""
        walls = self.walls.least_mm if self.walls is not None else None
        return min((mm for mm in (self.worst_clearance_mm, walls) if mm is not None), default=None)


@dataclass(frozen=True)
class NeedleMargins:
    """Points LPS mm. clearances: nearest first, bones of others last. walls: None when no pedicle is passed.
    anterior_wall_mm: bone left ahead of the tip; None when the tip is not in the body. endplate_mm: from the needle's
    surface to the nearer endplate along its part in the body. endplate_deg: needle against the endplates, + when it
    rises. past_midline_mm: how far the tip lies beyond the body's middle, + on the other side of the entry.
    """

    clearances: tuple[Clearance, ...]
    walls: PedicleWalls | None
    skin_mm: Point | None
    skin_reason: str
    bone_entry_mm: Point | None
    depth_skin_mm: float | None
    depth_bone_mm: float | None
    length: LengthCheck | None
    convergence_deg: float
    cranio_caudal_deg: float
    endplate_deg: float
    past_midline_mm: float
    anterior_wall_mm: float | None
    endplate_mm: float | None
    depth_share: float
    c_arm: CArmView
    envelope: EnvelopeMargins | None
    notes: tuple[str, ...] = dataclass_field(default=())

    @property
    def clearance_mm(self) -> dict[str, float]:
        """By structure."""
        return {one.key: one.clearance_mm for one in self.clearances}

    @property
    def nearest(self) -> Clearance | None:
        """The structure at risk with least left of its margin."""
        soft = [one for one in self.clearances if not one.is_bone and not one.crossed]
        return min(soft, key=lambda one: one.spare_mm, default=None)

    @property
    def worst_mm(self) -> float | None:
        """The one number: least of wall left in the pedicle and clearance to structures; None when none is known."""
        values = [one.clearance_mm for one in self.clearances if not one.is_bone and not one.crossed]
        values += [self.walls.least_mm] if self.walls is not None else []
        return min(values, default=None)

    @property
    def grade(self) -> Grade | None:
        """Gertzbein-Robbins, of the planned path."""
        return self.walls.grade if self.walls is not None else None

    @property
    def heary(self) -> Heary | None:
        """Heary, of the planned path; None without a pedicle or where the scheme has no grade."""
        if self.walls is None:
            return None
        return heary(self.walls.by_wall, self.anterior_wall_mm is not None)

    @property
    def grade_words(self) -> str:
        """Both grades of the planned path; empty without a pedicle."""
        if self.walls is None:
            return ""
        return f"grade {self.walls.grade}" + (f", Heary {self.heary}" if self.heary is not None else "")


def margins_of(
    needle: Needle,
    field: SafetyField,
    guidance: Guidance | None = None,
    limits: CArmLimits = USUAL_C_ARM,
    hub_allowance_mm: float = HUB_ALLOWANCE_MM,
) -> NeedleMargins:
    """Every margin of a needle at its level's field; LPS mm, from the needle's surface to where the
    labels end (`distance`).

    guidance: adds the margins at the edge of its error envelope. Raises ValueError when entry and target coincide.
    """
    tip = vector(needle.target_mm)
    back = unit(vector(needle.entry_mm) - tip)
    way = approach(needle.approach)
    crosses = way.crosses if way is not None else ()
    skin, reason = (None, MOUTH) if way is not None and way.through_mouth else _skin(needle, field)
    hub = vector(skin) if skin is not None else tip + back * needle.length_mm
    radius = needle.outer_diameter_mm / 2.0
    bone = bone_entry(field.bone, field.to_kji, tip, back)
    beside = way is not None and not way.through_pedicle
    pedicle = None if beside else passed_pedicle(field, hub, tip)
    depth = distance_mm(skin, tip) if skin is not None else None
    clearances = tuple(_clearance(risk, hub, tip, radius, crosses) for risk in field.risks)
    front = field.frame.local(tip)
    midline = float(field.frame.origin_mm[0])
    angles = needle_angles(needle.entry_mm, needle.target_mm, midline)
    sign = float(np.sign(field.frame.local(vector(needle.entry_mm))[0])) or 1.0
    return NeedleMargins(
        clearances=tuple(sorted(clearances, key=lambda one: (one.is_bone, one.clearance_mm, one.key))),
        walls=walls_of(field, pedicle, hub, tip, (radius, radius)) if pedicle is not None else None,
        skin_mm=skin,
        skin_reason=reason,
        bone_entry_mm=point(bone) if bone is not None else None,
        depth_skin_mm=depth,
        depth_bone_mm=distance_mm(bone, tip) if bone is not None else None,
        length=length_check(needle.length_mm, depth, hub_allowance_mm) if depth is not None else None,
        convergence_deg=angles.convergence_deg,
        cranio_caudal_deg=angles.cranio_caudal_deg,
        endplate_deg=float(np.degrees(np.arcsin(np.clip(-back @ field.frame.axes[2], -1.0, 1.0)))),
        past_midline_mm=-sign * float(front[0]),
        anterior_wall_mm=ahead_of(field, tip, -back),
        endplate_mm=_endplate(field, hub, tip, radius),
        depth_share=(float(front[1]) - field.frame.back_mm) / field.frame.depth_mm,
        c_arm=en_face_view(needle.entry_mm, needle.target_mm, limits, prone=way is None or way.position == "prone"),
        envelope=_envelope(field, guidance, pedicle, hub, bone, tip, radius, skin is not None, crosses)
        if guidance
        else None,
        notes=field.notes,
    )


def passed_pedicle(field: SafetyField, hub: Vector, tip: Vector) -> PedicleShape | None:
    """The pedicle that a path goes through or breaches: it crosses the isthmus' plane within its height of it."""
    best: tuple[float, PedicleShape] | None = None
    for pedicle in field.pedicles.values():
        a, b = float(pedicle.along_mm(hub)), float(pedicle.along_mm(tip))
        if a >= 0.0 or b <= 0.0:
            continue
        crossing = hub + (tip - hub) * (-a / (b - a))
        off = float(np.linalg.norm(crossing - pedicle.centre_mm))
        if off <= max(pedicle.width_mm / 2.0 + 6.0, pedicle.height_mm / 2.0 + 3.0) and (best is None or off < best[0]):
            best = (off, pedicle)
    return best[1] if best is not None else None


def ahead_of(field: SafetyField, tip: Vector, forward: Vector) -> float | None:
    """Bone left ahead of the tip, along the needle; None when the tip is not in bone."""
    inside = set_along(field.bone, field.to_kji, tip, tip + forward * 60.0, INSIDE_STEP_MM)
    if not inside[0]:
        return None
    out = np.flatnonzero(~inside)
    return float(out[0]) * INSIDE_STEP_MM if out.size else 60.0


def _endplate(field: SafetyField, hub: Vector, tip: Vector, radius: float) -> float | None:
    """Bone left above or below the part of the needle that lies in front of the posterior wall; None behind it."""
    a, b = (float(field.frame.local(end)[1]) for end in (hub, tip))
    if b <= field.frame.back_mm or a >= b:
        return None
    start = tip + (hub - tip) * min(1.0, (b - field.frame.back_mm) / (b - a))
    basis = np.ascontiguousarray(field.frame.axes[[0, 2]])
    walls = wall_clearances(field.outer_mm, field.inner_mm, field.bone, field.to_kji, start, tip, radius, radius, basis)
    return float(min(walls[2], walls[3]))


def _skin(needle: Needle, field: SafetyField) -> tuple[Point | None, str]:
    if field.body is None:
        return None, NO_SKIN
    crossing = skin_crossing(field.volume, field.body, needle.target_mm, needle.entry_mm)
    return crossing.point_mm, crossing.reason


def _clearance(risk: RiskStructure, hub: Vector, tip: Vector, radius: float, crosses: Sequence[str]) -> Clearance:
    left = risk.border.gap_mm(hub, tip, radius, radius)
    if left > -radius and set_along(risk.voxels_kji, risk.to_kji, hub, tip, INSIDE_STEP_MM).any():
        left = -radius
    return Clearance(
        risk.key, risk.title, float(left), risk.margin.margin_mm, risk.is_bone, base_of(risk.structure) in crosses
    )


def _envelope(
    field: SafetyField, guidance: Guidance, pedicle: PedicleShape | None, hub: Vector, bone: Vector | None, tip: Vector,
    radius: float, skin_known: bool, crosses: Sequence[str],
) -> EnvelopeMargins:  # fmt: skip
    knee = bone if bone is not None else tip
    radii = guidance.radii_at(distance_mm(hub, knee) if skin_known else None)
    at = (radius, radius + radii.bone_mm, radius + radii.tip_mm)
    parts = ((hub, knee, at[0], at[1]), (knee, tip, at[1], at[2]))
    cone = tuple(ConePart(point(a), point(b), ra, rb) for a, b, ra, rb in parts)
    left = {
        risk.key: min(_cone_clearance(risk, a, b, ra, rb) for a, b, ra, rb in parts)
        for risk in field.risks
        if not risk.is_bone and base_of(risk.structure) not in crosses
    }
    worst = min(left, key=lambda key: (left[key], key)) if left else ""
    return EnvelopeMargins(
        guidance=guidance.id,
        radii=radii,
        cone=cone,
        clearance_mm=left,
        worst_clearance_mm=left[worst] if left else None,
        worst_structure=worst,
        walls=walls_of(field, pedicle, knee, tip, (at[1], at[2])) if pedicle is not None else None,
    )


def _cone_clearance(risk: RiskStructure, a: Vector, b: Vector, ra: float, rb: float) -> float:
    left = risk.border.gap_mm(a, b, ra, rb)
    if left > -ra and set_along(risk.voxels_kji, risk.to_kji, a, b, INSIDE_STEP_MM).any():
        left = min(left, -ra)
    return left
