"""What makes one safe needle better than another: terms from 0 to 1, weighted as the user says."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from spineplan.clinical.approaches import Approach
from spineplan.plan.model import Side
from spineplan.planning.field.safety_field import SafetyField
from spineplan.planning.search import kernel as column

Doubles = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

WALL_MM, STRUCTURE_MM, REACH_MM, SKIN_MM, HU = 2.0, 5.0, 15.0, 160.0, 400.0
ERROR_MM = 3.0
"""A wall that the guidance's error leaves by as much counts nothing; software convention."""
PARALLEL_DEG = 20.0
SWEET_DEPTH = 0.78


@dataclass(frozen=True)
class Weights:
    """How much each term counts; software convention, the user moves them. midline: toward and across it, for a needle
    that has to fill both halves alone; the other approaches ignore it."""

    wall: float = 5.0
    structures: float = 3.0
    reach: float = 2.0
    midline: float = 2.0
    bone_path: float = 0.5
    purchase: float = 0.5
    parallel: float = 1.0
    skin: float = 0.5

    def __post_init__(self) -> None:
        values = [getattr(self, one.name) for one in fields(self)]
        if min(values) < 0.0 or sum(values) <= 0.0:
            raise ValueError("weights must not be negative, and one must count")


TERMS = tuple(one.name for one in fields(Weights))


def weights_in_use(weights: Weights, way: Approach, field: SafetyField) -> dict[str, float]:
    """The weights that count for an approach: walls only in a pedicle, the midline only for one needle alone."""
    used = {name: float(getattr(weights, name)) for name in TERMS}
    if way.path != "pedicle":
        used["wall"] = 0.0
    if way.aim != "across-midline":
        used["midline"] = 0.0
    if field.frame.half_height_mm <= 0.0 or way.aim in ("lateral-mass", "ala"):
        used["parallel"] = 0.0
    return used


def terms_of(field: SafetyField, way: Approach, side: Side, targets: Doubles, rows: Floats) -> dict[str, Doubles]:
    """Each term, 0 to 1, for candidates: their targets (n, 3) LPS and their measured rows (n, COLUMNS)."""
    sign = -1.0 if side == "right" else 1.0
    local = field.frame.local(targets)
    near = np.minimum(rows[:, column.LEFT_NEURAL] - 1.0, rows[:, column.LEFT_SPARE])
    with_error = np.clip(1.0 + rows[:, column.LEFT_ERROR] / ERROR_MM, 0.0, 1.0)
    return {
        "wall": (np.sqrt(np.clip(rows[:, column.LEFT_WALL] / WALL_MM, 0.0, 1.0)) + with_error) / 2.0,
        "structures": np.clip((near + 1.0) / STRUCTURE_MM, 0.0, 1.0),
        "reach": 1.0 - np.clip(_off_aim_mm(field, way, targets, local, sign) / REACH_MM, 0.0, 1.0),
        "midline": np.clip((10.0 - sign * local[:, 0]) / 13.0, 0.0, 1.0),
        "bone_path": 1.0 - np.clip(rows[:, column.IN_BONE] / 90.0, 0.0, 1.0),
        "purchase": np.clip(rows[:, column.HU] / HU, 0.0, 1.0),
        "parallel": 1.0 - np.clip(np.abs(rows[:, column.CRANIAL]) / PARALLEL_DEG, 0.0, 1.0),
        "skin": 1.0 - np.clip(rows[:, column.SKIN_DEPTH] / SKIN_MM, 0.0, 1.0),
    }


def scores_of(terms: dict[str, Doubles], weights: dict[str, float]) -> Doubles:
    """0 to 100."""
    total = sum(weights.values())
    if total <= 0.0:
        raise ValueError("no weight counts for this approach")
    summed = np.sum([weights[name] * terms[name] for name in TERMS], axis=0)
    return np.asarray(100.0 * summed / total)


def _off_aim_mm(field: SafetyField, way: Approach, targets: Doubles, local: Doubles, sign: float) -> Doubles:
    """How far the tip lies from the middle of the lesion, else from the best place of the approach's aim."""
    if field.lesion is not None and field.lesion.count:
        return np.asarray(np.linalg.norm(targets - field.lesion.centroid_mm, axis=1))
    frame = field.frame
    if way.aim in ("lateral-mass", "ala"):
        return np.asarray(np.linalg.norm(targets - targets.mean(axis=0), axis=1))
    shares = {"centre": 0.5, "across-midline": 0.67}.get(way.aim, SWEET_DEPTH)
    aside = {"anterior-third": 0.25 * sign * frame.half_width_mm, "across-midline": -2.0 * sign}.get(way.aim, 0.0)
    best = np.array([aside, frame.back_mm + shares * frame.depth_mm, 0.0])
    return np.asarray(np.linalg.norm(local - best, axis=1))
