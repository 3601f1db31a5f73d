"""What a virtual filling of one level is made from: taken from a plan, its masks and its CT."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from spineplan.anatomy.level_order import extent_of
from spineplan.anatomy.numbering import Structure
from spineplan.geometry.affine import Points, transform_points
from spineplan.geometry.vectors import Vector
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import CementTarget, MaskRef, Needle, Plan
from spineplan.planning.filling.simulation import Terrain, Tip, survey
from spineplan.planning.filling.space import space_around

FILLABLE = ("lytic", "mixed")
BEYOND = 1.6
"""A filling is followed beyond the chosen volume, so that the risks just behind it are seen."""
LEAST_SHARE = 0.35
"""Of the body: how far it is followed at least."""
_THICKEST = 0.8
_MIDLINE_MM, _ROW_MM, _GAP_MM, _LEAST_ROWS = 4.0, 1.5, 2.5, 4
_MOSTLY = 85.0
"""Per cent: the wall is hollow in the middle of its height, the body reaches to its edges."""


@dataclass(frozen=True, eq=False)
class FillingInputs:
    """Masks on the grid of the CT. lesion: the level's lytic and mixed lesions together."""

    volume: Volume
    vertebra: Mask
    body: Mask
    lesion: Mask | None
    canal: Mask | None
    cranial_lps: Vector

    def terrain(self) -> Terrain:
        """Surveyed; a few tenths of a second."""
        return survey(
            space_around(
                self.volume, self.vertebra, self.body, lesion=self.lesion, canal=self.canal,
                cranial_lps=self.cranial_lps,
            )
        )  # fmt: skip


def filling_inputs(
    plan: Plan, level_name: str, mask_of: Callable[[MaskRef], Mask], volume: Volume | None
) -> FillingInputs | str:
    """The inputs for one level, or why there are none, as a sentence. Raises what `mask_of` raises."""
    level, extent = plan.level(level_name), extent_of(plan, level_name)
    if level is None or extent is None or level.mask is None:
        return "Filling needs the vertebra's outline: find the levels or import labels."
    if volume is None or volume.modality != "CT" or volume.series_uid != level.mask.series_uid:
        return "Filling needs the CT that the vertebra was outlined on."
    vertebra, part = mask_of(level.mask), level.part("body")
    body = mask_of(part) if part is not None else body_of_vertebra(vertebra, extent.cranial_lps)
    refs = [x.mask for x in plan.lesions if x.level == level_name and x.kind in FILLABLE and x.mask is not None]
    lesions = [mask_of(ref) for ref in refs if ref.series_uid == volume.series_uid]
    canal = [
        mask_of(one.mask)
        for one in plan.structures
        if one.kind == Structure.SPINAL_CANAL.value and one.mask.series_uid == volume.series_uid
    ]
    return FillingInputs(
        volume, vertebra, body, united(lesions), canal[0] if canal else None, extent.cranial_lps
    )  # fmt: skip


def tips_of(needles: Sequence[Needle], target: CementTarget | None) -> tuple[Tip, ...]:
    """One tip per needle with its share of the cement; equal shares where none were chosen."""
    chosen = {share.needle_id: share.volume_ml for share in target.shares} if target is not None else {}
    return tuple(
        Tip(needle.target_mm, chosen.get(needle.id, 0.0) if chosen else 1.0, needle.entry_mm, needle.outer_diameter_mm)
        for needle in needles
    )


def followed_ml(body_ml: float, chosen_ml: float | None) -> float:
    """How far a filling is simulated: beyond the chosen volume and at least a third of the body."""
    return max(LEAST_SHARE * body_ml, BEYOND * (chosen_ml or 0.0))


def united(masks: Sequence[Mask]) -> Mask | None:
    """All masks as one, on their common grid; None for none."""
    if not masks:
        return None
    if len(masks) == 1:
        return masks[0]
    low = np.min([mask.start_kji for mask in masks], axis=0)
    high = np.max([np.add(mask.start_kji, mask.voxels_kji.shape) for mask in masks], axis=0)
    out = np.zeros(high - low, dtype=np.bool_)
    for mask in masks:
        at = tuple(slice(s - a, s - a + n) for s, a, n in zip(mask.start_kji, low, mask.voxels_kji.shape, strict=True))
        out[at] |= mask.voxels_kji
    k, j, i = (int(n) for n in low)
    return Mask(out, (k, j, i), masks[0].parent)


def body_of_vertebra(vertebra: Mask, cranial_lps: Vector) -> Mask:
    """The body of a vertebra that is labelled as a whole: everything in front of its posterior wall.

    A software convention: the wall is where bone ends behind the thickest part, in the midline, at every height; a
    plane through it, tilted as the wall is (steeply at L5), cuts the pedicles.
    """
    box = vertebra.tight()
    kji = np.argwhere(box.voxels_kji)
    depth = ndimage.distance_transform_edt(np.pad(box.voxels_kji, 1), sampling=box.parent.spacing_kji_mm)
    thick = depth[tuple((kji + 1).T)]
    points = transform_points(box.parent.lps_from_ijk, (kji + np.array(box.start_kji))[:, ::-1])
    middle = points[thick >= _THICKEST * thick.max()].mean(axis=0)
    behind = points.mean(axis=0) - middle
    behind -= cranial_lps * float(behind @ cranial_lps)
    behind /= max(float(np.linalg.norm(behind)), 1e-9)
    local = (points - middle) @ np.stack([np.cross(behind, cranial_lps), behind, cranial_lps]).T
    slope, wall = _posterior_wall(local)
    out = np.zeros_like(box.voxels_kji)
    out[tuple(kji[local[:, 1] <= wall + slope * local[:, 2]].T)] = True
    return Mask(out, box.start_kji, box.parent)


def _posterior_wall(local: Points) -> tuple[float, float]:
    """mm backward per mm upward, and mm behind the middle, of the wall in the midline: the median of all slopes between
    heights (Theil 1950), because where the basivertebral vein leaves the wall lies further in front."""
    middle = local[(np.abs(local[:, 0]) <= _MIDLINE_MM) & (local[:, 1] >= 0.0)]
    rows = np.rint(middle[:, 2] / _ROW_MM)
    found = []
    for row in np.unique(rows):
        behind = np.sort(middle[rows == row, 1])
        if behind[0] <= _MIDLINE_MM:
            gaps = np.flatnonzero(np.diff(behind) > _GAP_MM)
            found.append((row * _ROW_MM, behind[gaps[0]] if gaps.size else behind[-1]))
    if len(found) < _LEAST_ROWS:
        return 0.0, float(local[:, 1].max())
    height, wall = np.array(found).T
    a, b = np.triu_indices(len(height), 1)
    slope = float(np.median((wall[b] - wall[a]) / (height[b] - height[a])))
    return slope, float(np.percentile(wall - slope * height, _MOSTLY))
