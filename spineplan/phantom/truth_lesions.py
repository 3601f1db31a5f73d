"""What is known about tumours, cement and needles, counted on the masks that were written."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.frames import Array, inverse, moved
from spineplan.phantom.paint import dense_share_at
from spineplan.phantom.raster import Rendered
from spineplan.phantom.scene import Scene
from spineplan.phantom.solids import LesionKind
from spineplan.phantom.structures import VERSE, Structure
from spineplan.phantom.treatment import Needle

SECTOR_ML = 0.1
"""A sector counts as involved from this volume on (convention; the paper has no volume rule)."""


def listed(values: NDArray[np.floating]) -> Any:
    return np.round(values, 4).tolist()


def lesion_truth(scene: Scene, ct: Rendered, n: int) -> dict[str, Any]:
    lesion, recipe = scene.lesions[n], scene.recipe.lesions[n]
    mine = ct.lesions == lesion.number
    points = _points(ct, mine)
    outside = mine & (ct.structures == Structure.SOFT_MASS)
    return {
        "number": lesion.number,
        "level": lesion.level,
        "kind": recipe.kind,
        "dense_share": _dense_share(scene, ct, n, mine & (ct.structures != Structure.SOFT_MASS)),
        "centre_mm": listed(points.mean(axis=0)) if len(points) else None,
        "volume_ml": round(len(points) * ct.raster.voxel_ml, 4),
        "outside_bone_ml": round(float(outside.sum()) * ct.raster.voxel_ml, 4),
        "wbb": _wbb(scene, ct, lesion.level, points, _points(ct, outside)),
        "posterior_wall": recipe.posterior_wall,
        "keeps_cortex": recipe.keeps_cortex,
        "leaves_bone": recipe.leaves_bone,
        "uptake": recipe.uptake,
        "note": recipe.note,
    }


def _dense_share(scene: Scene, ct: Rendered, n: int, in_bone: NDArray[np.bool_]) -> float | None:
    """Dense part of the lesion's share of bone as it was drawn, before blur and noise: "mixed" says of a recipe only
    that patches of both were drawn, and a small lesion may lie in one of them."""
    lesion = scene.lesions[n]
    if lesion.kind is not LesionKind.MIXED:
        return float(lesion.kind is LesionKind.BLASTIC)
    if lesion.level not in scene.spine.frames or not in_bone.any():
        return None
    local = moved(inverse(scene.spine.frames[lesion.level]), _points(ct, in_bone))
    return round(float(np.mean([dense_share_at(x, y, z, lesion.number) for x, y, z in local])), 4)


def _points(ct: Rendered, mask: NDArray[np.bool_]) -> Array:
    """(n, 3) LPS centres of the mask's voxels."""
    return moved(ct.raster.lps_from_ijk, np.argwhere(mask)[:, ::-1])


def _wbb(scene: Scene, ct: Rendered, level: str, points: Array, outside: Array) -> dict[str, Any] | None:
    """Weinstein-Boriani-Biagini sectors (1 = left half of the spinous process) and layers; none for C1 and sacrum."""
    if level not in scene.spine.sizes or not len(points):
        return None
    size, local = scene.spine.sizes[level], inverse(scene.spine.frames[level])
    behind = size.depth / 2 + size.canal_depth / 2 + 0.3

    def polar(lps: Array) -> tuple[Array, Array]:
        flat = moved(local, lps)[:, :2] - [0.0, behind]
        return np.degrees(np.arctan2(flat[:, 0], flat[:, 1])) % 360.0, np.hypot(flat[:, 0], flat[:, 1])

    angles, radii = polar(points)
    volumes = np.bincount((angles // 30).astype(int), minlength=12) * ct.raster.voxel_ml
    layers = _intraosseous_layers(polar(_points(ct, ct.labels == VERSE[level])), (angles, radii), size.canal_width / 2)
    if len(outside):
        x, y = moved(local, outside)[:, 0], moved(local, outside)[:, 1]
        in_canal = (x / (size.canal_width / 2)) ** 2 + ((y - behind) / (size.canal_depth / 2)) ** 2 < 1.0
        layers |= ({"D"} if in_canal.any() else set()) | ({"A"} if (~in_canal).any() else set())
    sectors = [n + 1 for n in range(12) if volumes[n] >= SECTOR_ML]
    return {"sectors": sectors, "sector_ml": listed(volumes), "layers": sorted(layers)}


def _intraosseous_layers(bone: tuple[Array, Array], tumour: tuple[Array, Array], canal_mm: float) -> set[str]:
    """C where nearer to the canal than to the outside of the bone on the same ray, else B (convention)."""
    outer = np.zeros(72)
    np.maximum.at(outer, (bone[0] // 5).astype(int), bone[1])
    middle = canal_mm + (outer[(tumour[0] // 5).astype(int)] - canal_mm) / 2
    deep = tumour[1] < middle
    return ({"C"} if deep.any() else set()) | ({"B"} if (~deep).any() else set())


def cement_truth(scene: Scene, ct: Rendered, n: int) -> dict[str, Any]:
    deposit = scene.recipe.cement[n]
    mine = ct.structures == Structure.CEMENT_FIRST + n
    points = _points(ct, mine)
    return {
        "level": deposit.level,
        "compartment": deposit.compartment,
        "structure": Structure.CEMENT_FIRST + n,
        "volume_ml": round(len(points) * ct.raster.voxel_ml, 4),
        "centre_mm": listed(points.mean(axis=0)) if len(points) else None,
    }


def needle_truth(scene: Scene, n: int) -> dict[str, Any]:
    recipe, shaft = scene.recipe.needles[n], scene.needles[n]
    return {
        "level": recipe.level,
        "side": "left" if recipe.side > 0 else "right",
        "tip_mm": listed(shaft.tip_mm),
        "direction": listed(shaft.direction),
        "hub_mm": listed(_hub(shaft)),
        "outer_mm": shaft.outer_mm,
        "length_mm": shaft.length_mm,
        "structure": Structure.NEEDLE_FIRST + n,
    }


def _hub(shaft: Needle) -> Array:
    return np.asarray(shaft.tip_mm - shaft.direction * shaft.length_mm, dtype=np.float64)
