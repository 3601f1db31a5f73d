"""Which needles are tried: every target with every way to it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.clinical.approaches import Approach
from spineplan.geometry.affine import transform_points
from spineplan.plan.model import Side
from spineplan.planning.field.box import values_at
from spineplan.planning.field.pedicle import ZONE_MM, PedicleShape
from spineplan.planning.field.safety_field import SafetyField

Doubles = npt.NDArray[np.float64]

DEPTH_SHARES = (0.70, 0.775, 0.85)
"""Tip at 70 to 85 % of the body's depth from the posterior wall; software convention (clinical reference 11.3)."""
ISTHMUS_ERROR_MM = 1.5
"""The isthmus of an even pedicle is not known better than this along its axis; the wall has to hold all the same."""
TIP_ROOM_MM = 1.5
"""Software convention: bone wanted beyond the needle's surface at the tip."""
LATERAL, HEIGHTS = 13, 9
MOST_TARGETS = 240
WANTED = 100_000
"""Candidates per side: few targets get more ways each."""
LEAST_WAYS, MOST_WAYS = 400, 12_000


@dataclass(frozen=True, eq=False)
class Candidates:
    """targets (n, 3) LPS. backs (m, 3): points to pass (through) or unit directions from tip to hub. zone: rows isthmus
    centre, axis, [half length of the pedicle that is passed or 0, 1 where the needle must go beside it, half length of
    the part whose wall is graded]."""

    targets: Doubles
    backs: Doubles
    through: bool
    zone: Doubles

    @property
    def count(self) -> int:
        """How many needles that makes."""
        return len(self.targets) * len(self.backs)


def candidates_for(field: SafetyField, way: Approach, side: Side, radius_mm: float) -> Candidates | None:
    """Targets of the approach's aim (and in the lesion, where there is one) with every way there.

    None when the pedicle is not there or no target has room for the needle's tip.
    """
    sign = -1.0 if side == "right" else 1.0
    targets = _with_room(field, np.vstack([_aimed(field, way, sign), _in_lesion(field)]), radius_mm)
    if len(targets) == 0:
        return None
    pedicle = field.pedicles.get("right" if sign < 0 else "left")
    if way.path == "pedicle":
        if pedicle is None:
            return None
        zone = np.array([pedicle.centre_mm, pedicle.axis, [ZONE_MM + ISTHMUS_ERROR_MM, 0.0, ZONE_MM]])
        return Candidates(targets, _through(pedicle, _ways(len(targets))), True, zone)
    zone = np.zeros((3, 3))
    if way.path == "posterior" and pedicle is not None:
        zone = np.array([pedicle.centre_mm, pedicle.axis, [0.0, 1.0, 0.0]])
    return Candidates(targets, _directions(field, way, sign, _ways(len(targets))), False, zone)


def _aimed(field: SafetyField, way: Approach, sign: float) -> Doubles:
    frame = field.frame
    wide, tall = frame.half_width_mm, frame.half_height_mm
    if way.aim == "lateral-mass":
        return _deep_on_side(field, sign, 0.0)
    if way.aim == "ala":
        return _deep_on_side(field, sign, 12.0)
    across = {
        "anterior-third": (-0.3, 0.7), "across-midline": (-0.45, 0.15), "midline": (-0.2, 0.2), "centre": (-0.4, 0.4),
    }[way.aim]  # fmt: skip
    shares = (0.40, 0.50, 0.60) if way.aim == "centre" else DEPTH_SHARES
    if way.aim == "across-midline":
        shares = (0.60, 0.675, 0.75)
    u = sign * np.linspace(across[0], across[1], LATERAL) * wide
    v = frame.back_mm + np.array(shares) * frame.depth_mm
    w = np.linspace(-0.55, 0.55, HEIGHTS) * tall
    grid = np.stack(np.meshgrid(u, v, w, indexing="ij"), axis=-1).reshape(-1, 3)
    return frame.world(grid)


def _deep_on_side(field: SafetyField, sign: float, aside_mm: float) -> Doubles:
    """Points of one side's bone that lie deep in it: the lateral mass of C1, the ala of the sacrum."""
    points = field.region.points_mm(field.wall_mm >= 0.6 * _deepest(field, sign, aside_mm))
    local = field.frame.local(points)
    own = points[sign * local[:, 0] > max(aside_mm, 3.0)]
    return np.asarray(own[:: max(1, len(own) // MOST_TARGETS)][:MOST_TARGETS], dtype=np.float64)


def _deepest(field: SafetyField, sign: float, aside_mm: float) -> float:
    points = field.region.points_mm(field.bone)
    mine = sign * field.frame.local(points)[:, 0] > max(aside_mm, 3.0)
    return float(field.wall_mm[field.bone][mine].max()) if mine.any() else 0.0


def _in_lesion(field: SafetyField) -> Doubles:
    """Points spread over the lesion, where one is to be reached."""
    if field.lesion is None or field.lesion.count == 0:
        return np.empty((0, 3))
    kji = np.argwhere(field.lesion.voxels_kji) + np.array(field.lesion.start_kji)
    chosen = kji[:: max(1, len(kji) // 120)]
    return transform_points(field.lesion.parent.lps_from_ijk, chosen[:, ::-1])


def _with_room(field: SafetyField, targets: Doubles, radius_mm: float) -> Doubles:
    room = values_at(field.wall_mm, field.to_kji, targets)
    return np.ascontiguousarray(targets[room >= radius_mm + TIP_ROOM_MM])


def _ways(targets: int) -> int:
    return min(max(-(-WANTED // targets), LEAST_WAYS), MOST_WAYS)


def _through(pedicle: PedicleShape, wanted: int) -> Doubles:
    """Points of the isthmus, over the box around its cross-section."""
    low, high = pedicle.section_mm.min(axis=0), pedicle.section_mm.max(axis=0)
    columns, rows = _split(wanted)
    a, b = (np.linspace(low[axis], high[axis], count + 2)[1:-1] for axis, count in enumerate((columns, rows)))
    grid = np.stack(np.meshgrid(a, b, indexing="ij"), axis=-1).reshape(-1, 2)
    return np.ascontiguousarray(pedicle.centre_mm + grid[:, :1] * pedicle.medial + grid[:, 1:] * pedicle.cranial)


def _directions(field: SafetyField, way: Approach, sign: float, wanted: int) -> Doubles:
    """Unit directions from tip to hub over the approach's angles, in the vertebra's frame."""
    columns, rows = _split(wanted)
    axial = np.radians(np.linspace(*way.axial_deg, columns))
    rise = np.radians(np.linspace(*way.cranio_caudal_deg, rows))
    a, c = np.meshgrid(axial, rise, indexing="ij")
    facing = 1.0 if way.path == "anterior" else -1.0
    local = np.stack([sign * np.sin(a) * np.cos(c), facing * np.cos(a) * np.cos(c), -np.sin(c)], axis=-1)
    return np.ascontiguousarray(local.reshape(-1, 3) @ field.frame.axes)


def _split(wanted: int) -> tuple[int, int]:
    """Two counts, nearly equal, whose product is at least the wanted one."""
    rows = int(np.ceil(np.sqrt(wanted)))
    return -(-wanted // rows), rows
