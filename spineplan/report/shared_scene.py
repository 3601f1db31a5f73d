"""The 3-D scene of a shared page: a few small meshes, positions as int16 steps from a centre."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import Vector, vector
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Ellipsoid, Plan
from spineplan.planning.ablation.placing import drawable
from spineplan.render.mesh import Mesh, ellipsoid_mesh, needle_mesh
from spineplan.render.palette import hex_token
from spineplan.render.scene_shapes import hub_mm
from spineplan.render.scene_volume import coarse_copy

STEP_MM = 0.05
MOST_TRIANGLES, MOST_PAINTED = 70_000, 9_000
"""For WebGL; and for a browser without it, which sorts and paints them one by one."""
AROUND_MM = (75.0, 90.0, 45.0)
"""Of the bone, sideways, front to back and beyond the levels."""
UNPAINTED_MM = 4.0


def scene_data(plan: Plan, masks: Mapping[str, Mask], volume: Volume | None) -> dict[str, Any]:
    """Meshes, lines of the needles and names of the levels, ready for JSON. Points are LPS mm from the centre."""
    centre = _middle(plan, volume)
    solids = [*_lesions(plan, masks), *_needles(plan), *_zones(plan)]
    return {
        "step": STEP_MM,
        "meshes": [
            *_bones(plan, volume, centre),
            *(_packed(name, mesh, colour, centre) for name, mesh, colour in solids),
        ],
        "levels": [
            {"name": level.name, "at": _rounded(vector(level.centre_mm) - centre), "treat": level.treat}
            for level in plan.levels
        ],
        "needles": [
            {
                "name": f"{needle.level} {needle.side}",
                "hub": _rounded(vector(hub_mm(needle)) - centre),
                "tip": _rounded(vector(needle.target_mm) - centre),
                "width": needle.outer_diameter_mm,
            }
            for needle in plan.needles
        ],
        "colours": {"needle": hex_token("accent"), "level": hex_token("level"), "text": hex_token("image_text")},
    }


def clustered(mesh: Mesh, cell_mm: float) -> Mesh:
    """One point for every cell of this size; triangles that shrink to a line are gone."""
    cells = np.floor(mesh.points_mm / cell_mm).astype(np.int64)
    _, which, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    points = np.stack([np.bincount(which, mesh.points_mm[:, axis]) / counts for axis in range(3)], axis=1)
    triangles = which.ravel()[mesh.triangles]
    a, b, c = triangles.T
    kept = triangles[(a != b) & (b != c) & (a != c)]
    _, first = np.unique(np.sort(kept, axis=1), axis=0, return_index=True)
    return Mesh(points.astype(np.float32), kept[np.sort(first)])


def coarsened(mesh: Mesh, most: int) -> Mesh:
    """At most about so many triangles, by growing cells."""
    cell_mm = 1.0
    while len(mesh.triangles) > most and cell_mm < 20.0:
        mesh, cell_mm = clustered(mesh, cell_mm), cell_mm * 1.3
    return mesh


def _bones(plan: Plan, volume: Volume | None, centre: Vector) -> list[dict[str, Any]]:
    """The bone around the marked levels, fine and rough."""
    from spineplan.render.scene_surface import bone_surface
    from spineplan.render.scene_volume import scene_style

    if volume is None or volume.modality != "CT":
        return []
    surface = scene_style().surface
    whole = bone_surface(coarse_copy(volume), surface.threshold).fine
    near = _cropped(whole, plan, centre)
    return [
        _packed(name, coarsened(near, most), surface.colour, centre)
        for name, most in (("bone", MOST_TRIANGLES), ("rough", MOST_PAINTED))
    ]


def _cropped(mesh: Mesh, plan: Plan, centre: Vector) -> Mesh:
    used = plan.levels_in_use() | {level.name for level in plan.levels if level.treat}
    places = np.array([level.centre_mm for level in plan.levels if level.name in used or not used])
    places = places if len(places) else centre[None]
    low, high = places.min(axis=0) - AROUND_MM, places.max(axis=0) + AROUND_MM
    inside = np.all((mesh.points_mm >= low) & (mesh.points_mm <= high), axis=1)
    return Mesh(mesh.points_mm, mesh.triangles[inside[mesh.triangles].all(axis=1)])


def _lesions(plan: Plan, masks: Mapping[str, Mask]) -> list[tuple[str, Mesh, str]]:
    from spineplan.render.scene_surface import mask_surface

    found = []
    for lesion in plan.lesions:
        mask = masks.get(lesion.mask.sha256) if lesion.mask is not None else None
        if mask is not None and mask.count:
            mesh = coarsened(mask_surface(mask), 4000)
        else:
            mesh = ellipsoid_mesh(Ellipsoid(centre_mm=lesion.seed_mm, semi_axes_mm=(UNPAINTED_MM,) * 3), 10, 16)
        found.append((f"{lesion.level} {lesion.kind} lesion", mesh, hex_token(lesion.kind)))
    return found


def _needles(plan: Plan) -> list[tuple[str, Mesh, str]]:
    return [
        (
            f"needle {needle.level} {needle.side}",
            needle_mesh(hub_mm(needle), needle.target_mm, max(needle.outer_diameter_mm, 2.0), 12),
            hex_token("accent"),
        )
        for needle in plan.needles
    ]


def _zones(plan: Plan) -> list[tuple[str, Mesh, str]]:
    return [
        (f"{zone.level} ablation", ellipsoid_mesh(shape, 12, 20), hex_token("ablation"))
        for zone in plan.ablations
        for shape in drawable([zone], plan.needles)
    ]


def _packed(name: str, mesh: Mesh, colour: str, centre: Vector) -> dict[str, Any]:
    used = np.unique(mesh.triangles)
    lookup = np.zeros(len(mesh.points_mm), np.int64)
    lookup[used] = np.arange(len(used))
    steps = np.rint((mesh.points_mm[used] - centre) / STEP_MM)
    wide = len(used) > 65_535
    indices = lookup[mesh.triangles].astype("<u4" if wide else "<u2")
    return {
        "name": name,
        "colour": colour,
        "points": _base64(np.clip(steps, -32_768, 32_767).astype("<i2")),
        "triangles": _base64(indices),
        "wide": wide,
        "count": len(mesh.triangles),
    }


def _middle(plan: Plan, volume: Volume | None) -> Vector:
    used = plan.levels_in_use() | {level.name for level in plan.levels if level.treat}
    places = [level.centre_mm for level in plan.levels if level.name in used] or [x.centre_mm for x in plan.levels]
    if places:
        return np.asarray(np.mean(places, axis=0), dtype=np.float64)
    return volume.grid.centre_mm if volume is not None else np.zeros(3)


def _rounded(place: Vector) -> list[float]:
    return [round(float(v), 2) for v in place]


def _base64(array: npt.NDArray[Any]) -> str:
    return b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
