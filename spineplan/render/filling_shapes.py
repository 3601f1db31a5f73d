"""Simulated cement, ablation zones and the margin on a lesion's surface as shapes of the 3-D picture. No VTK here."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Ellipsoid
from spineplan.planning.ablation.zones import signed_distance_mm
from spineplan.planning.filling.simulation import Filling
from spineplan.render.mesh import Mesh, ellipsoid_mesh, joined
from spineplan.render.scene_shapes import Shape

SOFT_VOXELS = 0.6
OFF_MM = 0.3
BANDS_MM = (0.0, 2.0, 5.0, 10.0)
TOKENS = tuple(f"margin_{n}" for n in range(len(BANDS_MM) + 1))
"""One colour between two limits: warm below the wanted 5 mm, cold above. ColorBrewer's RdYlBu, which the colour-blind
tell apart too."""


def cement_shapes(filling: Filling, count: int) -> tuple[Shape, ...]:
    """The first `count` voxels of a filling: inside the bone, and what has leaked in another colour."""
    inside = filling.place_of[:count] == 0
    shapes = []
    for name, token, kept in (("cement", "cement", inside), ("leak", "needle_breach", ~inside)):
        voxels = filling.order[:count][kept]
        if voxels.size:
            shapes.append(
                Shape(
                    (name, id(filling), count), token, 1.0, 0.55,
                    build=lambda voxels=voxels: voxel_surface(filling.terrain.space.grid, voxels),  # type: ignore[misc]
                )
            )  # fmt: skip
    return tuple(shapes)


def voxel_surface(grid: Grid, voxels: npt.NDArray[np.int32]) -> Mesh:
    """The smooth surface of voxels given by flat index, LPS mm."""
    from spineplan.render.scene_surface import surface_of

    kji = np.stack(np.unravel_index(voxels, grid.shape_kji), axis=1)
    if not len(kji):
        return joined()
    low, high = kji.min(axis=0) - 2, kji.max(axis=0) + 3
    box = np.zeros(high - low, dtype=np.float32)
    box[tuple((kji - low).T)] = 1000.0
    soft = ndimage.gaussian_filter(box, SOFT_VOXELS)
    k, j, i = (int(n) for n in high - low)
    affine = np.array(grid.lps_from_ijk)
    affine[:3, 3] += affine[:3, :3] @ low[::-1].astype(np.float64)
    return surface_of(soft.astype(np.int16), Grid((k, j, i), affine), 450.0)


def zone_shapes(zones: Sequence[Ellipsoid]) -> tuple[Shape, ...]:
    """Ablation zones, translucent."""
    return tuple(
        Shape(("ablation", zone), "ablation", 0.30, 0.14, build=lambda zone=zone: ellipsoid_mesh(zone))  # type: ignore[misc]
        for zone in zones
    )


def margin_shapes(lesion: Mask, zones: Sequence[Ellipsoid]) -> tuple[Shape, ...]:
    """The lesion's surface in bands of colour, by the margin that the zones leave around it. Nothing shines through it:
    a mixed colour is none of the legend's."""
    parts = _margin_parts(lesion, tuple(zones))
    return tuple(
        Shape(("margin", lesion.sha256, tuple(zones), token), token, 1.0, 1.0, build=lambda part=part: part)  # type: ignore[misc]
        for token, part in zip(TOKENS, parts, strict=True)
        if len(part.triangles)
    )


@lru_cache(maxsize=8)
def _margin_parts(lesion: Mask, zones: tuple[Ellipsoid, ...]) -> tuple[Mesh, ...]:
    from spineplan.render.scene_surface import mask_surface

    mesh = mask_surface(lesion)
    if not len(mesh.triangles) or not zones:
        return (joined(),) * len(TOKENS)
    points = np.asarray(mesh.points_mm, dtype=np.float64)
    margin = np.max([-signed_distance_mm(zone, points) for zone in zones], axis=0)
    kinds = np.searchsorted(BANDS_MM, margin[mesh.triangles].mean(axis=1), side="right")
    # A little off the lesion's own surface, which is drawn too.
    lifted = mesh.points_mm + mesh.normals * np.float32(OFF_MM) if mesh.normals is not None else mesh.points_mm
    return tuple(Mesh(lifted, mesh.triangles[kinds == kind], mesh.normals) for kind in range(len(TOKENS)))
