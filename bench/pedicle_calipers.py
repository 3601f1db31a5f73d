"""The isthmus of a pedicle on a reference's voxels by brute force: the smallest of many oblique cuts that part arch
from body. Slow, and shares no code with what it judges."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

Points = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

STEP_MM = 1.0
DEPTHS_MM = np.arange(-12.0, 3.1, 1.5)
TRANSVERSE_DEG, SAGITTAL_DEG = range(-15, 50, 7), range(-30, 31, 7)
PIVOT_MM = (14.0, 4.0)
"""Aside of the canal's middle and above the vertebra's: every cut runs through here."""
BODY_MM, ARCH_MM = 4.0, -9.0
"""From the posterior wall: what lies in front is body, what lies behind is arch."""
SLAB_MM = 1.7
SMOOTH_VOXELS = 0.6
FINE_MM, REACH_MM = 0.2, 16.0


@dataclass(frozen=True, eq=False)
class Isthmus:
    """centre_mm: LPS; axis: unit LPS, toward the front; width_mm, height_mm: median chords."""

    centre_mm: Points
    axis: Points
    width_mm: float
    height_mm: float


@dataclass(frozen=True, eq=False)
class Reference:
    """share_ijk: the vertebra's voxels, smoothed; lps_from_ijk: (4, 4); origin_mm: middle of the canal at half height;
    axes: rows left, anterior, cranial; wall_mm: the posterior wall lies this far in front of the origin."""

    share_ijk: npt.NDArray[np.float32]
    lps_from_ijk: Points
    origin_mm: Points
    axes: Points
    wall_mm: float

    def at(self, points_mm: Points) -> npt.NDArray[np.float32]:
        inverse = np.linalg.inv(self.lps_from_ijk)
        ijk = points_mm @ inverse[:3, :3].T + inverse[:3, 3]
        return np.asarray(ndimage.map_coordinates(self.share_ijk, np.moveaxis(ijk, -1, 0), order=1))


def smoothed(voxels_ijk: Bools) -> npt.NDArray[np.float32]:
    """Share of bone, whose half-way surface is smooth."""
    return np.asarray(ndimage.gaussian_filter(voxels_ijk.astype(np.float32), SMOOTH_VOXELS))


def isthmus(reference: Reference, side: int) -> Isthmus | None:
    """The narrowest place of one pedicle; side: 1 left, -1 right. None where no cut parts arch from body."""
    local = _local(reference, side)
    half = reference.at(reference.origin_mm + local @ reference.axes) > 0.5
    ahead = local[..., 1] - reference.wall_mm
    body, arch = half & (ahead > BODY_MM), half & (ahead < ARCH_MM)
    best: tuple[float, Points, Points] | None = None
    for depth in DEPTHS_MM:
        pivot = np.array([side * PIVOT_MM[0], reference.wall_mm + depth, PIVOT_MM[1]])
        for transverse in TRANSVERSE_DEG:
            for sagittal in SAGITTAL_DEG:
                axis = np.array([-side * np.tan(np.radians(transverse)), 1.0, np.tan(np.radians(sagittal))])
                axis /= np.linalg.norm(axis)
                slab = half & (np.abs((local - pivot) @ axis) < SLAB_MM / 2.0)
                if slab.sum() < 8 or (best is not None and slab.sum() >= 1.5 * best[0]):
                    continue
                section = _parting(half, slab, body, arch)
                if section is not None and (best is None or section.sum() < best[0]):
                    best = (float(section.sum()), local[section].mean(axis=0), axis)
    return _measured(reference, best[1], best[2]) if best is not None else None


def _local(reference: Reference, side: int) -> Points:
    aside, ahead, up = np.arange(2.0, 45.0, STEP_MM), np.arange(-28.0, 38.0, STEP_MM), np.arange(-26.0, 26.0, STEP_MM)
    x, y, z = np.meshgrid(side * aside, reference.wall_mm + ahead, up, indexing="ij")
    return np.stack([x, y, z], axis=-1)


def _parting(half: Bools, slab: Bools, body: Bools, arch: Bools) -> Bools | None:
    """The piece of the slab that holds arch and body together, or None when the cut does not part them."""
    rest = half & ~slab
    pieces, count = ndimage.label(rest)
    of_body = np.bincount(pieces[body & rest], minlength=count + 1)[1:]
    of_arch = np.bincount(pieces[arch & rest], minlength=count + 1)[1:]
    if not (of_body.sum() and of_arch.sum()) or of_arch[of_body.argmax()] > 0.02 * of_arch.sum():
        return None
    cuts, _ = ndimage.label(slab, structure=np.ones((3, 3, 3)))
    touching = [
        np.unique(cuts[ndimage.binary_dilation(pieces == 1 + int(part.argmax())) & slab]) for part in (of_body, of_arch)
    ]
    both = np.intersect1d(*touching)
    return np.isin(cuts, both[both > 0]) if (both > 0).any() else None


def _measured(reference: Reference, middle: Points, axis: Points) -> Isthmus | None:
    """Median chords of the section, sampled finely across the axis."""
    across = np.cross(axis, [0.0, 0.0, 1.0])
    across *= np.sign(across[0]) / np.linalg.norm(across)
    up = np.cross(axis, across)
    up *= np.sign(up[2])
    offset = np.arange(-REACH_MM, REACH_MM + FINE_MM / 2.0, FINE_MM)
    points = middle + offset[None, :, None] * across + offset[:, None, None] * up
    pieces, _ = ndimage.label(reference.at(reference.origin_mm + points @ reference.axes) > 0.5)
    away = np.where(pieces > 0, np.hypot(*np.meshgrid(offset, offset)), np.inf)
    if not np.isfinite(away).any():
        return None
    mine = pieces == pieces.ravel()[away.argmin()]
    near = np.hypot(*np.meshgrid(offset, offset)) < 10.0
    chords = [
        np.median([line.sum() for line in plane if line.any()]) * FINE_MM for plane in (mine & near, (mine & near).T)
    ]
    centre = reference.origin_mm + middle @ reference.axes
    return Isthmus(centre, axis @ reference.axes, float(chords[0]), float(chords[1]))
