"""Where the arch of each vertebra may lie, and where in its pedicles and lamina it surely starts."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.geometry.vectors import Vector

ARCH_HU = (120.0, 220.0)
BONE_SHARE = 0.45
"""Bone begins this far from muscle to the bright end of the patient's own bodies, within ARCH_HU."""
SOFT_HU = 50.0
PEDICLE_H = (0.42, 0.97)
PEDICLE_ASIDE_MM = (4.0, 18.0)
LAMINA_H, LAMINA_ASIDE_MM, LAMINA_BEHIND_MM = (0.18, 0.7), 7.0, (3.0, 16.0)
LAMINA_SLANT = 0.5
"""Right behind the canal, away from both neighbours' joints, a vertebra has its own lamina, leaning this share of the
arch's slant. Without it the way from its pedicles to its lower joints is so long that the next vertebra, which is one
blurred joint away, takes them. [CONV]"""
FACET_SHARE = 0.18
SLANT = ((25.0, 35.0), (0.8, 0.12))
"""How far caudally (mm per mm backward) an arch leans: thoracic to lumbar, by the step from disc to disc. [CONV]"""
RIB_ASIDE_MM = ((27.0, 32.0), (38.0, 52.0))
"""Bone farther aside than this is rib or crest: thoracic and lumbar, by the step from disc to disc."""
AHEAD_OF_WALL_MM = ((27.0, 32.0), (1.0, 9.0))
"""An arch starts behind the body; only lumbar transverse processes root a little farther in front."""
WING_STEPS_MM, WING_AHEAD_SHARE, WING_H = (27.0, 30.0), 0.5, (0.2, 0.8)
"""Aside of a lumbar body its transverse process may root as far ahead as this share of the depth, between the end
plates: the fifth one's does. By the step from disc to disc. [CONV]"""
BESIDE_SHARE = 0.75
"""Beside a body: farther aside than this share of half its width. [CONV]"""
HALF_WIDTH_SHARE, HALF_WIDTH_MORE_MM = 0.65, 1.0
"""Half the width of a body, from its expected depth; farther aside lie the roots of transverse processes. [CONV]"""
LEAN_REACH_MM = 40.0
LEAST_ROOM = 0.85
"""An arch's room along its vertebra, over the distance of the disc planes. [CONV]"""
RIB = 255


def bone_threshold_hu(body_hu: npt.NDArray[np.float32]) -> float:
    """Where bone begins, from the HU inside a body."""
    if body_hu.size == 0:
        return ARCH_HU[0]
    return float(np.clip(SOFT_HU + BONE_SHARE * (np.percentile(body_hu, 85) - SOFT_HU), *ARCH_HU))


def arch_bands(spans: Sequence[LevelSpan], line: SpineLine) -> npt.NDArray[np.float64]:
    """(levels, 20): where each arch may lie, in its vertebra's own directions, for the kernels.

    Lower and upper end along the vertebra, slant, farthest aside, farthest ahead, room of facets; then the origin (in
    the canal) and the unit directions left, anterior, cranial (LPS), farthest ahead aside of the body, and half its
    width. One virtual neighbour is added at each end, so
    that bone beyond the first and last level goes to nobody's label.
    """
    rows = []
    for span in spans:
        left, anterior, cranial = span.axes
        middle = 0.5 * (span.below.s_mm + span.above.s_mm)
        origin, low, high = (
            line.points_mm[_meets(line, at, normal, s)]
            for at, normal, s in (
                (span.centre_mm, cranial, middle),
                (span.below.centre_mm, span.below.cranial, span.below.s_mm),
                (span.above.centre_mm, span.above.cranial, span.above.s_mm),
            )
        )
        # Where two planes lean toward each other behind, as at L5, the arch needs more room than they leave.
        half = 0.5 * max(float((high - low) @ cranial), LEAST_ROOM * span.height_mm)
        wall = float((span.centre_mm - origin) @ anterior) - span.depth_mm / 2.0
        ahead = wall + np.interp(2 * half, *AHEAD_OF_WALL_MM)
        wing = ahead + np.interp(2 * half, WING_STEPS_MM, (0.0, 1.0)) * max(
            0.0, wall + WING_AHEAD_SHARE * span.depth_mm - ahead
        )
        rows.append([-half, half, np.interp(2 * half, *SLANT), np.interp(2 * half, *RIB_ASIDE_MM),
                     ahead, FACET_SHARE * 2 * half, *origin, *left, *anterior, *cranial,
                     wing, half_width_mm(span.depth_mm)])  # fmt: skip
    bands = np.array(rows)
    ends = bands[[0, -1]].copy()
    ends[:, 6:9] += np.array([[-1.0], [1.0]]) * (ends[:, 1] - ends[:, 0])[:, None] * ends[:, 15:18]
    return np.concatenate([ends[:1], bands, ends[1:]])


def half_width_mm(depth_mm: float) -> float:
    """Half the width of a body of this depth."""
    return HALF_WIDTH_SHARE * depth_mm + HALF_WIDTH_MORE_MM


def _meets(line: SpineLine, at_mm: Vector, normal: Vector, s_mm: float) -> int:
    """Row where the canal's line crosses a plane: above the disc's middle where the plane leans."""
    near = np.abs(np.arange(len(line)) - s_mm) <= LEAN_REACH_MM
    off = np.abs((line.points_mm - at_mm) @ normal)
    return int(np.where(near, off, np.inf).argmin())


@compiled
def seed_arches(
    origin: npt.NDArray[np.float64],
    step: float,
    bone: npt.NDArray[np.bool_],
    blocked: npt.NDArray[np.bool_],
    bodies: npt.NDArray[np.uint8],
    bands: npt.NDArray[np.float64],
    out: npt.NDArray[np.uint8],
) -> None:
    """out: label n + 1 on seeds of level n of the bands (pedicles, lamina), 255 on ribs and crests, else 0."""
    nk, nj, ni = bone.shape
    for k in range(nk):
        for j in range(nj):
            for i in range(ni):
                if not bone[k, j, i] or blocked[k, j, i] or bodies[k, j, i] > 0:
                    continue
                for n in range(len(bands)):
                    s, u, v = own_place(origin, step, k, j, i, bands[n])
                    low, high = bands[n, 0], bands[n, 1]
                    if s < low or s >= high:
                        continue
                    if abs(v) > bands[n, 3]:
                        out[k, j, i] = 255
                        continue
                    share = (s - low) / (high - low)
                    aside = PEDICLE_ASIDE_MM[0] < abs(v) < PEDICLE_ASIDE_MM[1]
                    if PEDICLE_H[0] < share < PEDICLE_H[1] and aside and bands[n, 4] - 12.0 < u < bands[n, 4]:
                        out[k, j, i] = n + 1
                    share += LAMINA_SLANT * bands[n, 2] * max(0.0, -u - 4.0) / (high - low)
                    behind = LAMINA_BEHIND_MM[0] < -u < LAMINA_BEHIND_MM[1]
                    if LAMINA_H[0] < share < LAMINA_H[1] and abs(v) < LAMINA_ASIDE_MM and behind:
                        out[k, j, i] = n + 1


@compiled
def own_place(
    origin: npt.NDArray[np.float64], step: float, k: int, j: int, i: int, band: npt.NDArray[np.float64]
) -> tuple[float, float, float]:
    """A voxel along (cranial), ahead and left of the canal's middle, in a vertebra's own directions, mm."""
    x = origin[0] + i * step - band[6]
    y = origin[1] + j * step - band[7]
    z = origin[2] + k * step - band[8]
    return (
        x * band[15] + y * band[16] + z * band[17],
        x * band[12] + y * band[13] + z * band[14],
        x * band[9] + y * band[10] + z * band[11],
    )
