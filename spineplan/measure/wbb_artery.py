"""Layer F of Weinstein, Boriani and Biagini: a lesion of the neck that takes the vertebral artery's place.

A later addition for the cervical spine (clinical reference 5.2); how near is taken is a software convention.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm
from spineplan.measure.morphology_extent import SIDES, Side
from spineplan.measure.morphology_frame import VertebraFrame, VertebraMasks

TOUCH_MM = 1.0
"""Lesion this near to the artery, or to its foramen, counts. [CONV]"""
LEAST_ML = 0.02
ROOM_MM = 3.0
FORAMEN_MM2 = (8.0, 80.0)
"""Holes of a vertebra's silhouette of this size beside the canal are transverse foramina. [CONV]"""
FORAMEN_SIDE_MM = (8.0, 25.0)


@dataclass(frozen=True)
class ArteryContact:
    """lesion_ml: lesion in the artery, its foramen, or within TOUCH_MM. seen: the artery itself was outlined."""

    lesion_ml: float
    involved: bool
    seen: bool


def artery_contacts(
    lesions: Sequence[Mask], masks: VertebraMasks, frame: VertebraFrame, arteries: Mapping[Side, Mask]
) -> dict[Side, ArteryContact | None]:
    """By side; None where neither the artery is outlined beside this vertebra nor its foramen is seen in the bone."""
    foramina = _foramina(masks.vertebra, frame)
    found: dict[Side, ArteryContact | None] = {}
    for side in SIDES:
        artery = _beside(arteries.get(side), frame, side)
        place = artery if artery is not None else foramina.get(side)
        if place is None:
            found[side] = None
            continue
        ml = _near_ml(lesions, place)
        found[side] = ArteryContact(ml, ml >= LEAST_ML, artery is not None)
    return found


def _beside(artery: Mask | None, frame: VertebraFrame, side: Side) -> Points | None:
    """The part of an artery on a side at the vertebra's height, LPS."""
    if artery is None or not artery.count:
        return None
    points = centres_mm(artery)
    half = float(np.nanmedian(frame.endplates.height_mm)) / 2.0
    local = frame.local(points)
    own = local[:, 0] > 0.0 if side == "left" else local[:, 0] < 0.0
    near = points[own & (np.abs(local[:, 2]) <= half + ROOM_MM)]
    return near if len(near) else None


def _foramina(bone: Mask, frame: VertebraFrame) -> dict[Side, Points]:
    """Holes in the silhouette along the vertebra's axis, besides the canal; LPS points through the arch's height."""
    from scipy import ndimage

    local = frame.local(centres_mm(bone))
    pixel = float(max(bone.parent.spacing_mm)) / 2.0
    low = local[:, :2].min(axis=0) - 2.0 * pixel
    cells = np.floor((local[:, :2] - low) / pixel).astype(int)
    picture = np.zeros(cells.max(axis=0) + 3, dtype=np.bool_)
    picture[cells[:, 0], cells[:, 1]] = True
    picture = ndimage.binary_closing(picture, iterations=1)
    holes, count = ndimage.label(ndimage.binary_fill_holes(picture) & ~picture)
    found: dict[Side, Points] = {}
    for number in range(1, count + 1):
        xy = (np.argwhere(holes == number) + 0.5) * pixel + low
        x = float(xy[:, 0].mean())
        fits = FORAMEN_MM2[0] <= len(xy) * pixel**2 <= FORAMEN_MM2[1]
        if not fits or not FORAMEN_SIDE_MM[0] <= abs(x) <= FORAMEN_SIDE_MM[1]:
            continue
        z = np.arange(-4.0, 4.5, 1.0)
        through = np.concatenate([np.column_stack([xy, np.full(len(xy), height)]) for height in z])
        found["left" if x > 0.0 else "right"] = transform_points(frame.lps_from_vertebra, through)
    return found


def _near_ml(lesions: Sequence[Mask], place: Points) -> float:
    """Lesion within TOUCH_MM of a place; lesions that overlap count by the one that takes most."""
    from scipy.spatial import cKDTree

    tree, most = cKDTree(place), 0.0
    for lesion in lesions:
        near = np.isfinite(tree.query(centres_mm(lesion), distance_upper_bound=TOUCH_MM)[0])
        most = max(most, float(near.sum()) * lesion.parent.voxel_volume_ml)
    return most
