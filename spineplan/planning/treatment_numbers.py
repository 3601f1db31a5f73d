"""Every number of cement and ablation that follows from a plan, its masks and its CT: for JSON, report and findings."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from spineplan.anatomy.numbering import Structure
from spineplan.anatomy.skin import known_body
from spineplan.clinical.ablation import Near, wanted_margin_mm
from spineplan.errors import UsageError
from spineplan.geometry.affine import Points, transform_points
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import AblationZone, Ellipsoid, MaskRef, Plan
from spineplan.planning.ablation.placing import pair_distance_mm, zone_ellipsoids
from spineplan.planning.ablation.safety import ThermalSafety, surroundings_of, thermal_safety
from spineplan.planning.ablation.zones import Coverage, coverage
from spineplan.planning.filling.curve import MILESTONES, FillingCurve
from spineplan.planning.filling.inputs import filling_inputs, followed_ml, tips_of, united
from spineplan.planning.filling.simulation import Terrain, fill
from spineplan.planning.filling.stop import StopSuggestion, stop_volume

NAME = "geometric simulation, not a prediction"
MaskOf = Callable[[MaskRef], Mask]
Numbers = dict[str, Any]


@dataclass(frozen=True, eq=False)
class LevelTreatment:
    """One level. terrain: its vertebra as surveyed. why_not: why there is no filling, "" when there is.

    chosen_ml: the plan's volume, None for none. apart_mm: of each zone, how far apart its two probes are, None for one.
    """

    level: str
    chosen_ml: float | None
    terrain: Terrain | None
    curve: FillingCurve | None
    stop: StopSuggestion | None
    why_not: str
    zones: tuple[AblationZone, ...]
    shapes: tuple[Ellipsoid, ...]
    coverage: Coverage | None
    safety: ThermalSafety | None
    apart_mm: tuple[float | None, ...] = ()


def treated_levels(plan: Plan) -> tuple[str, ...]:
    """Levels with cement or ablations, cranial first."""
    used = {target.level for target in plan.cement} | {zone.level for zone in plan.ablations}
    return tuple(level.name for level in plan.levels if level.name in used)


def level_treatment(
    plan: Plan, level: str, mask_of: MaskOf, volume: Volume | None, terrain: Terrain | None = None
) -> LevelTreatment:
    """Simulate and measure one level. terrain: of its vertebra, where it is known already. Raises what `mask_of`
    raises."""
    target = next((one for one in plan.cement if one.level == level), None)
    needles = [needle for needle in plan.needles if needle.level == level]
    inputs = filling_inputs(plan, level, mask_of, volume)
    if terrain is None and not isinstance(inputs, str):
        terrain = inputs.terrain()
    curve, why_not = None, inputs if isinstance(inputs, str) else ""
    if terrain is not None and target is not None:
        try:
            most = followed_ml(terrain.space.body_ml, target.volume_ml)
            curve = FillingCurve(fill(terrain, tips_of(needles, target), most))
        except UsageError as error:
            why_not = error.for_the_user
    zones = tuple(zone for zone in plan.ablations if zone.level == level)
    shapes = zone_ellipsoids(zones, plan.needles)
    around = surroundings(plan, terrain, mask_of, volume) if zones else {}
    found, safety = _ablated(plan, level, zones, shapes, terrain, mask_of, around)
    return LevelTreatment(
        level, target.volume_ml if target is not None else None, terrain, curve,
        stop_volume(curve) if curve is not None else None, why_not, zones, shapes, found, safety,
        tuple(pair_distance_mm(zone, {needle.id: needle for needle in plan.needles}) for zone in zones),
    )  # fmt: skip


def _ablated(
    plan: Plan,
    level: str,
    zones: tuple[AblationZone, ...],
    shapes: tuple[Ellipsoid, ...],
    terrain: Terrain | None,
    mask_of: MaskOf,
    around: dict[Near, Points],
) -> tuple[Coverage | None, ThermalSafety | None]:
    if not zones:
        return None, None
    lesion = lesion_of(plan, level, mask_of)
    found = coverage(lesion, shapes, wanted_margin_mm()) if lesion is not None and lesion.count else None
    return found, thermal_safety(level, zones, shapes, around, terrain)


def lesion_of(plan: Plan, level: str, mask_of: MaskOf) -> Mask | None:
    """Every painted lesion of a level together, on the grid of the first one."""
    masks = [mask_of(lesion.mask) for lesion in plan.lesions if lesion.level == level and lesion.mask is not None]
    return united([mask for mask in masks if mask.parent == masks[0].parent])


def surroundings(
    plan: Plan, terrain: Terrain | None, mask_of: MaskOf, volume: Volume | None = None
) -> dict[Near, Points]:
    """LPS points of what heat and cold must not reach: from the vertebra, bowel where it is labelled, and the skin as
    the CT shows it (on a grid of about 4 mm)."""
    found = surroundings_of(terrain) if terrain is not None else {}
    kinds: dict[str, Near] = {
        Structure.BOWEL.value: "bowel",
        Structure.SPINAL_CANAL.value: "canal",
        Structure.SPINAL_CORD.value: "canal",
    }
    for structure in plan.structures:
        near = kinds.get(structure.kind)
        if near is not None and near not in found:
            found[near] = _voxels_mm(mask_of(structure.mask))
    skin = _skin_mm(volume) if volume is not None else None
    return found if skin is None else found | {"skin": skin}


def _skin_mm(volume: Volume) -> Points | None:
    """Outermost places of the body within its slices; None where the CT shows no body."""
    import numpy as np
    from scipy import ndimage

    body = known_body(volume)
    if body is None:
        return None
    in_slice = np.zeros((3, 3, 3), dtype=np.bool_)
    in_slice[1] = ndimage.generate_binary_structure(2, 1)
    edge = body.inside_kji & ~ndimage.binary_erosion(body.inside_kji, in_slice, border_value=1)
    kji = np.argwhere(edge)
    return transform_points(body.grid.lps_from_ijk, kji[:, ::-1]) if len(kji) else None


def _voxels_mm(mask: Mask) -> Points:
    import numpy as np

    kji = np.argwhere(mask.voxels_kji) + np.array(mask.start_kji)
    return transform_points(mask.parent.lps_from_ijk, kji[:, ::-1])


def filling_document(treatment: LevelTreatment) -> Numbers:
    """The filling of one level as plain data; volumes mL, shares 0..1."""
    head: Numbers = {"level": treatment.level, "what": NAME, "why_not": treatment.why_not or None}
    curve = treatment.curve
    if curve is None or treatment.chosen_ml is None or treatment.stop is None:
        return head
    space, walls = curve.filling.terrain.space, curve.filling.terrain.walls
    state = asdict(curve.at(treatment.chosen_ml))
    return head | {
        "body_ml": space.body_ml,
        "lesion_ml": space.lesion_ml or None,
        "chosen_ml": treatment.chosen_ml,
        "followed_to_ml": curve.filling.most_ml,
        "cortex_seen": walls.seen,
        "at_chosen": state | {"right_share": 1.0 - state["left_share"]},
        "begins_ml": {name: curve.begins_ml(name) for name in MILESTONES},
        "leaks": [
            {"compartment": leak.compartment, "begins_ml": leak.begins_ml, "at_mm": leak.at_mm, "reason": leak.reason}
            for leak in curve.leaks
        ],
        "openings": [
            {"kind": gate.kind, "at_mm": [float(x) for x in gate.at_mm], "area_mm2": gate.area_mm2,
             "width_mm": gate.width_mm, "strength": gate.strength, "lesion_share": gate.lesion_share}
            for gate in curve.filling.gates
        ],
        "stop": asdict(treatment.stop),
    }  # fmt: skip


def ablation_document(treatment: LevelTreatment) -> Numbers | None:
    """The ablation of one level as plain data, None without zones."""
    import msgspec

    if not treatment.zones or treatment.safety is None:
        return None
    safety = treatment.safety
    return {
        "level": treatment.level,
        "zones": [
            msgspec.to_builtins(zone)
            | {"centre_mm": shape.centre_mm, "axes_lps": shape.axes_lps, "semi_axes_mm": shape.semi_axes_mm}
            | {"volume_ml": shape.volume_ml, "probes_apart_mm": apart}
            for zone, shape, apart in zip(treatment.zones, treatment.shapes, treatment.apart_mm, strict=True)
        ],
        "coverage": asdict(treatment.coverage) if treatment.coverage is not None else None,
        "distances": [
            {"near": one.near, "distance_mm": one.distance_mm, "at_mm": one.at_mm, "severity": one.severity}
            for one in safety.distances
        ],
        "cortex": safety.cortex,
        "prepare": [one.text for one in safety.prepare],
        "refusals": [one.sentence for one in safety.refusals],
    }
