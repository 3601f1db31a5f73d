"""How near a needle's surface is to the canal and to the outside of its vertebra, all along its way."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import unit, vector
from spineplan.plan.model import Needle
from spineplan.planning.box import values_at
from spineplan.planning.field import SafetyField

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MarginsAlong:
    """depth_mm: from the needle's entry, + towards the target, shape (n,). to_canal_mm: from the surface to canal, cord
    or roots; in_bone_mm: from the surface to the outside of the vertebra, negative outside it. NaN beyond the field's
    box. Both from distances to the labels' surfaces, interpolated between voxel centres."""

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
    inside = np.all((kji >= 0.0) & (kji <= np.array(field.bone.shape) - 1.0), axis=1)
    canal = np.where(inside, values_at(field.neural_mm, matrix, points) - radius, np.nan)
    wall = values_at(field.wall_mm, matrix, points)
    bone = np.where(inside, wall - radius, np.nan)
    return MarginsAlong(depth_mm, canal, bone)
