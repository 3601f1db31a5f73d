"""A coarse lattice of the region that paths can run through: worst margin, bone in the way, inside of the skin."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.skin import CoarseBody
from spineplan.planning.field.box import Region, kji_from_lps
from spineplan.planning.field.distance import distance_to
from spineplan.planning.field.structures import RiskStructure

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Doubles = npt.NDArray[np.float64]

STEP_MM = 2.0
CLEAR_MM = 60.0


@dataclass(frozen=True, eq=False)
class FarField:
    """Cubes of 2 mm, [k, j, i] along LPS z, y, x. spare_mm: distance to the nearest structure less its margin,
    hard_mm: without; bone_mm: to bones that are not this vertebra. inside: 1 within the skin. to_kji: (3, 4) from
    LPS mm."""

    spare_mm: Floats
    bone_mm: Floats
    hard_mm: Floats
    inside: Floats
    to_kji: Doubles

    @property
    def arrays(self) -> tuple[Floats, Floats, Floats, Floats, Doubles]:
        """What the search's kernel reads on the way to the skin."""
        return self.spare_mm, self.hard_mm, self.bone_mm, self.inside, self.to_kji


def far_field(
    body: CoarseBody | None,
    reach: Region,
    risks: Sequence[RiskStructure],
    step: Callable[[float, str], None],
) -> FarField:
    """The lattice over the reach. Structures with one margin share one transform."""
    corners = reach.grid.corners_mm
    low = corners.min(axis=0) + STEP_MM / 2.0
    count = np.maximum(np.floor((corners.max(axis=0) - low) / STEP_MM).astype(int) + 1, 1)[::-1]
    shape = (int(count[0]), int(count[1]), int(count[2]))
    to_kji = np.zeros((3, 4))
    for axis in range(3):
        to_kji[axis, 2 - axis] = 1.0 / STEP_MM
        to_kji[axis, 3] = -low[2 - axis] / STEP_MM
    groups: dict[tuple[bool, float], list[RiskStructure]] = defaultdict(list)
    for risk in risks:
        groups[risk.is_bone, risk.margin.margin_mm].append(risk)
    keys = sorted(groups)

    def one(key: tuple[bool, float]) -> Floats:
        mask = np.zeros(shape, dtype=np.bool_)
        for risk in groups[key]:
            fill(mask, low, STEP_MM, risk.voxels_kji, risk.to_kji)
            mark(mask, to_kji, risk.border.points_mm)
        return distance_to(mask, (STEP_MM, STEP_MM, STEP_MM), surface=False)

    spare = np.full(shape, CLEAR_MM, dtype=np.float32)
    hard = np.full(shape, CLEAR_MM, dtype=np.float32)
    bone = np.full(shape, CLEAR_MM, dtype=np.float32)
    with ThreadPoolExecutor(2) as pool:
        for n, (key, distance) in enumerate(zip(keys, pool.map(one, keys), strict=True)):
            step(0.6 + 0.35 * n / len(keys), "structures")
            if key[0]:
                np.minimum(bone, distance, out=bone)
            else:
                np.minimum(hard, distance, out=hard)
                np.minimum(spare, distance - np.float32(key[1]), out=spare)
    inside = np.ones(shape, dtype=np.bool_)
    if body is not None:
        inside[:] = False
        fill(inside, low, STEP_MM, body.inside_kji, kji_from_lps(body.grid))
    return FarField(spare, bone, hard, inside.astype(np.float32), to_kji)


@compiled
def fill(out: Bools, low: Doubles, step: float, mask: Bools, matrix: Doubles) -> None:
    """Set cells whose centre lies in a voxel of the mask; matrix (3, 4) maps LPS mm to the mask's (k, j, i)."""
    for k in range(out.shape[0]):
        z = low[2] + k * step
        for j in range(out.shape[1]):
            y = low[1] + j * step
            for i in range(out.shape[2]):
                x = low[0] + i * step
                a = int(np.rint(matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2] * z + matrix[0, 3]))
                b = int(np.rint(matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2] * z + matrix[1, 3]))
                c = int(np.rint(matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2] * z + matrix[2, 3]))
                if 0 <= a < mask.shape[0] and 0 <= b < mask.shape[1] and 0 <= c < mask.shape[2] and mask[a, b, c]:
                    out[k, j, i] = True


@compiled
def mark(out: Bools, matrix: Doubles, points_mm: Floats) -> None:
    """Set the cells that hold LPS points."""
    for n in range(points_mm.shape[0]):
        x, y, z = points_mm[n, 0], points_mm[n, 1], points_mm[n, 2]
        k = int(np.rint(matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2] * z + matrix[0, 3]))
        j = int(np.rint(matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2] * z + matrix[1, 3]))
        i = int(np.rint(matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2] * z + matrix[2, 3]))
        if 0 <= k < out.shape[0] and 0 <= j < out.shape[1] and 0 <= i < out.shape[2]:
            out[k, j, i] = True
