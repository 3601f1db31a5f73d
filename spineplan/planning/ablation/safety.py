"""How near ablation zones come to what heat or cold must not reach, and what to prepare for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.clinical.ablation import (
    NEAR,
    DistanceRule,
    Near,
    Protection,
    Remark,
    ThermalSeverity,
    cortex_remark,
    device,
    protections,
    thermal_severity,
)
from spineplan.geometry.affine import Points
from spineplan.geometry.vectors import Point, point
from spineplan.plan.model import AblationZone, Ellipsoid
from spineplan.planning.ablation.zones import signed_distance_mm
from spineplan.planning.filling.places import PLACES
from spineplan.planning.filling.simulation import Terrain

Indices = npt.NDArray[np.intp]
ROOT_ROOM_MM = 8.0
"""Where no root is labelled the part of the foramen this close to the canal stands for it. Software convention."""


@dataclass(frozen=True)
class Nearness:
    """Distance from the zones' surface to one structure (negative: they reach into it), the place of it that is
    nearest, LPS, and the rule that applies. known: False when the structure is not labelled."""

    near: Near
    distance_mm: float | None
    at_mm: Point | None
    severity: ThermalSeverity
    rule: DistanceRule | None

    @property
    def known(self) -> bool:
        """Whether there was anything to measure to."""
        return self.distance_mm is not None


@dataclass(frozen=True)
class ThermalSafety:
    """distances: one per kind of structure. cortex: what the wall between zone and canal is worth, in a sentence.

    prepare: for the checklist. refusals: devices that must not be used at this level.
    """

    distances: tuple[Nearness, ...]
    cortex: str
    prepare: tuple[Protection, ...]
    refusals: tuple[Remark, ...]


def thermal_safety(
    level: str,
    zones: Sequence[AblationZone],
    shapes: Sequence[Ellipsoid],
    surroundings: Mapping[Near, Points],
    terrain: Terrain | None = None,
) -> ThermalSafety:
    """Judge the zones of one level. shapes: the same zones in the patient. surroundings: LPS points (n, 3) of each
    structure; one that is missing is unknown. terrain: of the vertebra, for the state of its posterior wall."""
    distances = tuple(_nearness(name, shapes, surroundings.get(name)) for name in NEAR)
    close = [one.near for one in distances if one.severity != "ok"]
    used = {zone.device for zone in zones}
    refused = [found.refusal(level) for found in (device(name) for name in sorted(used)) if found is not None]
    return ThermalSafety(
        distances,
        _cortex_words(terrain) if "canal" in close else "",
        protections([zone.kind for zone in zones], close),
        tuple(one for one in refused if one is not None),
    )


def surroundings_of(terrain: Terrain) -> dict[Near, Points]:
    """Canal, foramina (for the roots) and end plates of one vertebra, LPS mm, from its survey for cement.

    Foramina and an unlabelled canal come from the bone's shape, not from the nerves themselves.
    """
    space = terrain.space
    found: dict[Near, Points] = {}
    canal = np.flatnonzero(space.canal if space.canal.any() else terrain.place_of == PLACES.index("canal"))
    foramen = np.flatnonzero(terrain.place_of == PLACES.index("foramen"))
    pairs: tuple[tuple[Near, Indices], ...] = (("canal", canal), ("root", _by_the_canal(terrain, foramen)))
    for name, flat in pairs:
        if flat.size:
            found[name] = space.centre_mm + space.local_mm(flat) @ space.axes
    plates = []
    for surface in (terrain.places.top, terrain.places.bottom):
        cells = np.argwhere(np.isfinite(surface))
        middle = (surface.shape[0] - 1) // 2
        plates.append(np.column_stack([cells - middle, surface[tuple(cells.T)]]))
    found["endplate"] = space.centre_mm + np.vstack(plates) @ space.axes
    return found


def _by_the_canal(terrain: Terrain, flat: Indices) -> Indices:
    left = np.abs(terrain.space.local_mm(flat)[:, 0])
    return flat[left <= terrain.places.canal_half_mm + ROOT_ROOM_MM]


def _nearness(near: Near, shapes: Sequence[Ellipsoid], points: Points | None) -> Nearness:
    if points is None or not len(points) or not shapes:
        return Nearness(near, None, None, "ok", None)
    distances = np.min([signed_distance_mm(shape, points) for shape in shapes], axis=0)
    nearest = int(np.argmin(distances))
    severity, rule = thermal_severity(float(distances[nearest]))
    if near == "endplate" and severity == "block":
        # The zone may reach an end plate; behind it lies the disc, which is not nerve.
        severity = "red"
    return Nearness(near, float(distances[nearest]), point(points[nearest]), severity, rule)


def _cortex_words(terrain: Terrain | None) -> str:
    if terrain is None:
        return "The posterior wall was not examined. " + cortex_remark().sentence
    if not terrain.walls.seen:
        return "This CT does not show the cortex of the posterior wall well enough. " + cortex_remark().sentence
    wall = terrain.places.wall_mm
    behind = [
        g for g in terrain.gates if abs(g.local_mm[0]) <= terrain.places.canal_half_mm and g.local_mm[1] > wall - 5
    ]
    if behind:
        return f"The posterior wall is open or thin ({behind[0].width_mm:.0f} mm wide): no cortex protects the canal."
    return "The posterior wall looks closed on this CT. " + cortex_remark().sentence
