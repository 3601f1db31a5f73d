"""A vertebra's own frame and the size of its body, from its label alone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.anatomy.label_map import LabelledLevel, LabelMap
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import POSTERIOR, SUPERIOR, Vector, cross, unit, vector
from spineplan.plan.levels import level_rank
from spineplan.planning.field.box import Region
from spineplan.planning.field.canal import CanalAxis

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
CORE_LEAST_MM, ASIDE_MM = 1.0, 12.0
MOST_TURNED = 0.85
"""cos of the most that a vertebra is taken to be turned about the spine's axis; beyond, the canal was misread."""
CORE = 0.75
"""Voxels this deep, as a share of the deepest, are the middle of the body: everything else is thinner."""


@dataclass(frozen=True, eq=False)
class VertebraFrame:
    """origin_mm: middle of the body (C1: of its ring), LPS. axes: (3, 3) unit rows left, anterior, cranial, LPS; the
    last is across the endplates. Sizes of the body: front_mm and back_mm along anterior from the origin (back is
    negative), half_width_mm, half_height_mm. canal_half_mm: half the canal's width."""

    origin_mm: Vector
    axes: Points
    front_mm: float
    back_mm: float
    half_width_mm: float
    half_height_mm: float
    canal_centre_mm: Vector
    canal_half_mm: float

    @property
    def depth_mm(self) -> float:
        """From the posterior to the anterior wall."""
        return self.front_mm - self.back_mm

    def local(self, points_mm: npt.ArrayLike) -> Points:
        """(left, anterior, cranial) mm from the origin, of LPS points (..., 3)."""
        return (np.asarray(points_mm, dtype=np.float64) - self.origin_mm) @ self.axes.T

    def world(self, local: npt.ArrayLike) -> Points:
        """LPS points of (left, anterior, cranial) ones."""
        return self.origin_mm + np.asarray(local, dtype=np.float64) @ self.axes


def frame_of(
    level: LabelledLevel, labels: LabelMap, region: Region, bone: Bools, depth: Floats, canal: CanalAxis
) -> VertebraFrame:
    """The frame of one level. bone: its mask on the region; depth: mm to the nearest voxel outside it.

    canal: centre line of the canal at the level.
    """
    has_body = level.name != "C1" and not level.name.startswith(("S", "Co"))
    centre = _core(region, depth, canal.centre_mm) if has_body else canal.centre_mm
    cranial = cranial_of(level, labels)
    axes = _axes(cranial, centre, canal.centre_mm)
    points = region.points_mm(bone)
    if has_body and level.name != "C2":  # the dens would pass for an endplate
        cranial = _across_endplates(points, centre, axes)
        axes = _axes(cranial, centre, canal.centre_mm)
    return _sized(points, centre, axes, canal)


def _core(region: Region, depth: Floats, canal_mm: Vector) -> Vector:
    """Middle of the deepest bone in front of the canal or behind it: the body."""
    deep = depth >= min(CORE_LEAST_MM, float(depth.max()))
    points, deepness = region.points_mm(deep), depth[deep]
    middle = np.abs(points[:, 0] - canal_mm[0]) <= ASIDE_MM
    if not middle.any():
        middle[:] = True
    core = np.zeros_like(deep)
    core[deep] = middle & (deepness >= CORE * float(deepness[middle].max()))
    pieces, _ = ndimage.label(core)
    at = np.unravel_index(int(np.argmax(np.where(core, depth, 0.0))), depth.shape)
    return np.asarray(region.points_mm(pieces == pieces[at]).mean(axis=0), dtype=np.float64)


def cranial_of(level: LabelledLevel, labels: LabelMap) -> Vector:
    """Unit LPS, from the neighbour below to the one above, as far as they are labelled whole."""
    rank = level_rank(level.name)
    above = max((one for one in labels.levels if level_rank(one.name) < rank), key=_rank, default=level)
    below = min((one for one in labels.levels if level_rank(one.name) > rank), key=_rank, default=level)
    ends = [np.asarray(one.mask.centroid_mm) for one in (above, below) if not one.is_fragment or one is level]
    if len(ends) < 2 or float(np.linalg.norm(ends[0] - ends[1])) < 5.0:
        return vector(SUPERIOR)
    return unit(ends[0] - ends[1])


def _rank(level: LabelledLevel) -> int:
    return level_rank(level.name)


def _axes(cranial: Vector, centre: Vector, canal_mm: Vector) -> Points:
    """Rows left, anterior, cranial; anterior runs from the canal to the body, where the two are apart."""
    anterior = centre - canal_mm
    anterior = anterior - cranial * float(anterior @ cranial)
    straight = unit(-vector(POSTERIOR) + cranial * float(cranial[1]))
    length = float(np.linalg.norm(anterior))
    anterior = straight if length < 5.0 or float(anterior @ straight) < MOST_TURNED * length else unit(anterior)
    left = cross(anterior, cranial)
    return np.stack([-left if left[0] < 0 else left, anterior, cranial])


def _across_endplates(points: npt.NDArray[np.float32], centre: Vector, axes: Points) -> Vector:
    """Cranial axis as the mean normal of planes through the tops and bottoms of the body's middle columns."""
    cranial = axes[2]
    for _ in range(2):
        local = (points - centre) @ axes.T
        near = local[(np.abs(local[:, 0]) < 9.0) & (np.abs(local[:, 1]) < 8.0) & (np.abs(local[:, 2]) < 25.0)]
        cell = np.round(near[:, :2] / 2.0).astype(int)
        index = (cell[:, 0] + 64) * 128 + cell[:, 1] + 64
        order = np.lexsort((near[:, 2], index))
        ends = np.flatnonzero(np.diff(index[order], append=-1))
        starts = np.concatenate([[0], ends[:-1] + 1])
        tilt = np.zeros(2)
        for rows in (near[order[starts]], near[order[ends]]):
            design = np.column_stack([rows[:, :2], np.ones(len(rows))])
            tilt += np.linalg.lstsq(design, rows[:, 2], rcond=None)[0][:2] / 2.0
        cranial = unit(axes[2] - tilt[0] * axes[0] - tilt[1] * axes[1])
        axes = np.stack([unit(axes[0] - cranial * float(axes[0] @ cranial)), axes[1], cranial])
        axes[1] = cross(axes[2], axes[0])
    return np.asarray(cranial)


def _sized(points: npt.NDArray[np.float32], centre: Vector, axes: Points, canal: CanalAxis) -> VertebraFrame:
    local = (points - centre) @ axes.T
    canal_local = (canal.centre_mm - centre) @ axes.T
    ahead = local[local[:, 1] > canal_local[1]]
    middle = ahead[(np.abs(ahead[:, 0]) < 6.0) & (np.abs(ahead[:, 2]) < 6.0)]
    aside = ahead[(np.abs(ahead[:, 1]) < 4.0) & (np.abs(ahead[:, 2]) < 4.0)]
    upright = ahead[(np.abs(ahead[:, 0]) < 6.0) & (np.abs(ahead[:, 1]) < 6.0)]
    front, back = _ends(middle[:, 1], 12.0)
    right, left = _ends(aside[:, 0], 12.0)[::-1]
    top, bottom = _ends(upright[:, 2], 10.0)
    return VertebraFrame(
        centre, axes, front, back, (left - right) / 2.0, (top - bottom) / 2.0, canal.centre_mm, canal.half_width_mm
    )


def _ends(values: npt.NDArray[np.float64], fallback: float) -> tuple[float, float]:
    """Highest and lowest, single voxels left out."""
    if values.size < 10:
        return fallback, -fallback
    low, high = np.percentile(values, [1.0, 99.0])
    return float(high), float(low)
