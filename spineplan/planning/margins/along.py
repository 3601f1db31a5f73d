"""How near a needle's surface is to the canal and to the outside of its vertebra, all along its way."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import unit, vector
from spineplan.plan.model import Needle
from spineplan.planning.field.box import sampled
from spineplan.planning.field.risks import NEURAL
from spineplan.planning.field.safety_field import SafetyField

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MarginsAlong:
    """depth_mm: from the needle's entry, + towards the target, shape (n,). to_canal_mm: from the surface to canal, cord
    or roots; in_bone_mm: from the surface to the outside of the vertebra, negative outside it. NaN beyond the field's
    box. Measured as in the table of margins (`distance`), so that curve and table agree."""

    depth_mm: Doubles
    to_canal_mm: Doubles
    in_bone_mm: Doubles


def margins_along(field: SafetyField, needle: Needle, depth_mm: Doubles) -> MarginsAlong:
    """Sampled at depths (n,) along the needle's axis. Raises ValueError when entry and target coincide."""
    entry = vector(needle.entry_mm)
    points = entry + depth_mm[:, None] * unit(vector(needle.target_mm) - entry)
    radius = needle.outer_diameter_mm / 2.0
    matrix = field.to_kji
    kji = points @ matrix[:, :3].T + matrix[:, 3]
    known = np.all((kji >= 0.0) & (kji <= np.array(field.bone.shape) - 1.0), axis=1)
    canal, bone = np.full(len(points), np.nan), np.full(len(points), np.nan)
    if known.any():
        canal[known] = _to_canal(field, points[known]) - radius
        bone[known] = _in_bone(field, points[known]) - radius
    return MarginsAlong(depth_mm, canal, bone)


def _to_canal(field: SafetyField, points: Doubles) -> Doubles:
    gaps = np.full(len(points), np.inf)
    for risk in field.risks:
        if risk.structure in NEURAL:
            gaps = np.minimum(gaps, risk.border.gaps_mm(points))
            gaps[sampled(risk.voxels_kji, risk.to_kji, points)] = 0.0
    return gaps


def _in_bone(field: SafetyField, points: Doubles) -> Doubles:
    inside = sampled(field.bone, field.to_kji, points)
    return np.where(inside, field.outside.gaps_mm(points), -field.inside.gaps_mm(points))
