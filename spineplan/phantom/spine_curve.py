"""Where every vertebra stands: stacked from the sacral endplate upwards along lordosis, kyphosis and scoliosis."""

import math
from dataclasses import dataclass

import numpy as np

from spineplan.phantom.frames import Array, between, frame, moved, point, rotation_xyz_deg, unit
from spineplan.phantom.morphometry import FacetSize, VertebraSize, facet_size, mean_size, wedge_angle_deg
from spineplan.phantom.recipes import Curve

SACRAL_SLOPE_DEG = 38.0


@dataclass(frozen=True)
class Joint:
    """One facet joint, LPS: the normal points from the superior process of the lower level to the upper level."""

    centre_mm: Array
    normal: Array
    up: Array
    size: FacetSize


@dataclass(frozen=True)
class Spine:
    """lps_from_local per level (origin mid-body), per disc (named by the level above it), and of S1's endplate."""

    levels: tuple[str, ...]
    sizes: dict[str, VertebraSize]
    frames: dict[str, Array]
    discs: dict[str, Array]
    sacral_endplate: Array
    joints: dict[tuple[str, int], Joint]
    scale: float

    def below(self, level: str) -> str | None:
        n = self.levels.index(level)
        return self.levels[n + 1] if n + 1 < len(self.levels) else None

    def above(self, level: str) -> str | None:
        n = self.levels.index(level)
        return self.levels[n - 1] if n > 0 else None


def stack(sizes: dict[str, VertebraSize], sacrum_mm: Array, scoliosis: tuple[Curve, ...], scale: float) -> Spine:
    """sizes from cranial to caudal (C2 ... L5 or L6); sacrum_mm: middle of S1's endplate, LPS."""
    levels = tuple(sizes)
    leans = _leans(sizes)
    rotations = {level: rotation_xyz_deg(leans[level], *_coronal(level, levels, scoliosis)) for level in levels}
    endplate = frame(rotation_xyz_deg(SACRAL_SLOPE_DEG), sacrum_mm)
    frames: dict[str, Array] = {}
    discs: dict[str, Array] = {}
    under, top = endplate[:3, :3], np.asarray(sacrum_mm, dtype=np.float64)
    for level in reversed(levels):
        size, turn = sizes[level], rotations[level]
        axis = unit(under[:, 2] + turn[:, 2])
        bottom = top + axis * size.disc
        frames[level] = frame(turn, bottom + turn[:, 2] * size.height / 2)
        discs[level] = between(frame(under, top), frame(turn, bottom))
        under, top = turn, bottom + turn[:, 2] * size.height
    joints = {
        (level, side): _joint(level, side, sizes[level], discs[level], scale) for level in levels for side in (1, -1)
    }
    return Spine(levels, sizes, frames, discs, endplate, joints, scale)


def _leans(sizes: dict[str, VertebraSize]) -> dict[str, float]:
    """Extra wedging of a fractured body tips everything above it forward by half (the discs take the rest)."""
    extra, leans = 0.0, {}
    for level in reversed(list(sizes)):
        change = wedge_angle_deg(sizes[level]) - wedge_angle_deg(mean_size(level))
        collapse = change if abs(change) > 3.0 else 0.0
        fade = 0.85 if extra else 1.0
        leans[level] = sizes[level].lean + extra + collapse * 0.25
        extra = extra * fade + collapse * 0.5
    return leans


def _coronal(level: str, levels: tuple[str, ...], curves: tuple[Curve, ...]) -> tuple[float, float]:
    """(lean to the left, turn to the left) in degrees."""
    lean, turn = 0.0, 0.0
    for curve in curves:
        top, bottom = levels.index(curve.upper), levels.index(curve.lower)
        at = (levels.index(level) - top) / (bottom - top)
        if 0.0 <= at <= 1.0:
            lean += -curve.side * curve.cobb_deg / 2 * math.cos(math.pi * at)
            turn += -curve.side * curve.cobb_deg * 0.35 * math.sin(math.pi * at)
        else:
            outside = (-at if at < 0 else at - 1) * (bottom - top)
            sign = -curve.side if at < 0 else curve.side
            lean += sign * curve.cobb_deg / 2 * max(0.0, 1 - outside / 3.0)
    return lean, turn


def _joint(level: str, side: int, size: VertebraSize, disc: Array, scale: float) -> Joint:
    facet = facet_size(level, scale)
    local = point(side * facet.x, size.depth_lower / 2 + facet.depth_share * size.canal_depth, facet.z)
    a, b = np.deg2rad([facet.normal_medial_deg, facet.normal_up_deg])
    normal = point(side * math.sin(a) * math.cos(b), math.cos(a) * math.cos(b), math.sin(b))
    up = unit(point(0, 0, 1) - normal * normal[2])
    turn = disc[:3, :3]
    return Joint(moved(disc, local), turn @ normal, turn @ up, facet)
