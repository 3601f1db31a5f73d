"""How much of the body, and which of its processes and joints, the lesions of a level take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, holds
from spineplan.measure.morphology_frame import VertebraFrame, VertebraMasks, inside_any
from spineplan.measure.wbb import body_gaps
from spineplan.measure.wbb_shape import ClockFace, bin_of, polar

Side = Literal["left", "right"]
SIDES: tuple[Side, ...] = ("left", "right")
Bools = npt.NDArray[np.bool_]

PART_SHARE = 0.1
PART_ML = 0.05
"""[CONV] a pedicle or a facet is involved from a tenth of it, or from this volume, on; one that is not labelled only
from a tenth on, for its own border is a guess."""
FACET_DEG = (38.0, 92.0)
FACET_DEPTH_MM = 16.0
"""Without labelled facets: the arch beside and behind the canal, this deep. [CONV]"""
JOINT_MM = 3.0
"""Bone of a vertebra this near to a rib is its costovertebral joint. [CONV]"""


@dataclass(frozen=True)
class PartShare:
    """One part of a vertebra. share: of its volume that is lesion. guessed: the part was not labelled but taken from
    the shape of the vertebra."""

    share: float
    lesion_ml: float
    involved: bool
    guessed: bool


@dataclass(frozen=True)
class BodyShare:
    """The vertebral body and the lesions inside it."""

    body_ml: float
    lesion_ml: float

    @property
    def percent(self) -> float:
        """Of the body that is lesion."""
        return 100.0 * self.lesion_ml / self.body_ml if self.body_ml else 0.0


def body_share(lesions: Sequence[Mask], masks: VertebraMasks, frame: VertebraFrame) -> BodyShare:
    """Involvement of the body by all lesions together; what lies in a hole of the body's mask counts for both.

    Counted on the vertebra's grid, so lesions drawn on different images are not counted twice.
    """
    voxel_ml = masks.vertebra.parent.voxel_volume_ml
    body = _body_points(frame)
    inside = inside_any(lesions, body)
    gaps = _gap_voxels(lesions, masks, frame)
    lesion_ml = (int(inside.sum()) + gaps) * voxel_ml
    return BodyShare((len(body) + gaps) * voxel_ml, lesion_ml)


def pedicle_share(
    side: Side, lesions: Sequence[Mask], masks: VertebraMasks, frame: VertebraFrame, face: ClockFace
) -> PartShare | None:
    """Involvement of a pedicle: as labelled, else the arch beside the canal's front half."""
    part = masks.parts.get(f"{side}_pedicle")
    if part is not None and part.count:
        return _share(lesions, centres_mm(part), part.parent.voxel_volume_ml, guessed=False)
    arch, angle, radius = _arch(masks, frame)
    beside = (angle >= 80.0) & (angle <= 150.0) if side == "left" else (angle >= 210.0) & (angle <= 280.0)
    near = radius <= face.inner_mm[bin_of(angle)] + FACET_DEPTH_MM
    return _share(lesions, arch[beside & near], masks.vertebra.parent.voxel_volume_ml, guessed=True)


def facet_share(
    side: Side, lesions: Sequence[Mask], masks: VertebraMasks, frame: VertebraFrame, face: ClockFace
) -> PartShare | None:
    """Involvement of the articular processes of a side: as labelled, else the arch beside and behind the canal."""
    labelled = [masks.parts[name] for name in masks.parts if name.endswith(f"articular_process_{side}")]
    if labelled:
        points = np.concatenate([centres_mm(part) for part in labelled])
        return _share(lesions, points, labelled[0].parent.voxel_volume_ml, guessed=False)
    arch, angle, radius = _arch(masks, frame)
    turned = angle if side == "left" else 360.0 - angle
    chosen = (turned >= FACET_DEG[0]) & (turned <= FACET_DEG[1])
    chosen &= radius <= face.inner_mm[bin_of(angle)] + FACET_DEPTH_MM
    return _share(lesions, arch[chosen], masks.vertebra.parent.voxel_volume_ml, guessed=True)


def costovertebral_share(
    side: Side, lesions: Sequence[Mask], masks: VertebraMasks, frame: VertebraFrame
) -> bool | None:
    """Whether a lesion takes the bone that faces a rib; None where the ribs are not known."""
    ribs = [rib for rib in masks.ribs if rib.count]
    if not ribs:
        return None
    from scipy.spatial import cKDTree

    bone = centres_mm(masks.vertebra)
    x = frame.local(bone)[:, 0]
    bone = bone[x > 0.0 if side == "left" else x < 0.0]
    near = np.zeros(len(bone), dtype=np.bool_)
    for rib in ribs:
        near |= np.isfinite(cKDTree(centres_mm(rib)).query(bone, distance_upper_bound=JOINT_MM)[0])
    if not near.any():
        return None
    taken = inside_any(lesions, bone[near])
    ml = float(taken.sum()) * masks.vertebra.parent.voxel_volume_ml
    return bool(ml >= PART_ML or taken.mean() >= PART_SHARE)


def lesion_in_levels(lesion: Mask, vertebrae: Mapping[str, Mask]) -> dict[str, float]:
    """Millilitres of a lesion in each vertebra that holds some of it: one that crosses a disc belongs to both."""
    points = centres_mm(lesion)
    found = {name: float(holds(mask, points).sum()) * lesion.parent.voxel_volume_ml for name, mask in vertebrae.items()}
    return {name: ml for name, ml in found.items() if ml > 0.0}


def _share(lesions: Sequence[Mask], part: Points, voxel_ml: float, guessed: bool) -> PartShare | None:
    if not len(part):
        return None
    taken = int(inside_any(lesions, part).sum())
    share, ml = taken / len(part), taken * voxel_ml
    return PartShare(share, ml, share >= PART_SHARE or (ml >= PART_ML and not guessed), guessed)


def _arch(
    masks: VertebraMasks, frame: VertebraFrame
) -> tuple[Points, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Bone that is neither body, pedicle nor spinous process: LPS points, their angle and radius."""
    bone = centres_mm(masks.vertebra)
    others = [masks.parts[name] for name in ("body", "left_pedicle", "right_pedicle", "spinous_process")
              if name in masks.parts]  # fmt: skip
    bone = bone[~inside_any(others, bone)]
    if masks.body is None:
        front = float(frame.body_mm[:, 1].max())
        bone = bone[frame.local(bone)[:, 1] > front]
    angle, radius = polar(frame.local(bone))
    return bone, angle, radius


def _body_points(frame: VertebraFrame) -> Points:
    """LPS points of the body's voxels, on the body's own grid."""
    return transform_points(frame.lps_from_vertebra, frame.body_mm)


def _gap_voxels(lesions: Sequence[Mask], masks: VertebraMasks, frame: VertebraFrame) -> int:
    """Lesion in holes of the body's mask, in voxels of the vertebra's grid."""
    ml = 0.0
    for lesion in lesions:
        points = centres_mm(lesion)
        points = points[~holds(masks.vertebra, points)]
        ml += float(body_gaps(frame.local(points), frame).sum()) * lesion.parent.voxel_volume_ml
    return round(ml / masks.vertebra.parent.voxel_volume_ml)
