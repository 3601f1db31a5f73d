"""`spineplan measure PLAN [--images PATH]`: every number derived from a plan, worked out anew."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import asdict
from itertools import pairwise
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spineplan.anatomy.body import body_of
from spineplan.anatomy.level_order import level_extents
from spineplan.anatomy.skin import known_body
from spineplan.cli.clinical_numbers import clinical_numbers
from spineplan.cli.morphology_numbers import morphology_numbers
from spineplan.cli.plan_arguments import add_images, plan_volume
from spineplan.cli.treatment import treatment_numbers
from spineplan.cli.verbs import print_json
from spineplan.clinical.case import case_of
from spineplan.clinical.cement import fill_percent, session_load
from spineplan.geometry.angles import angle_deg
from spineplan.geometry.vectors import distance_mm
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.cement_band import level_band
from spineplan.measure.findings import plan_findings
from spineplan.measure.lesion import lesion_numbers
from spineplan.measure.needle import needle_numbers, oblique_words
from spineplan.measure.region_statistics import ellipse_statistics
from spineplan.plan.model import Lesion, Measurement, Needle, Plan
from spineplan.storage.planfile import load_plan

if TYPE_CHECKING:
    from spineplan.measure.finding import Finding
    from spineplan.planning.margins.plan_margins import PlanMargins

Numbers = dict[str, Any]


def add_arguments(parser: ArgumentParser) -> None:
    """PLAN, --images."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help="a .spineplan file")
    add_images(parser)


def run(arguments: Namespace) -> int:
    """Print the numbers; those that need images are null without them."""
    loaded = load_plan(arguments.plan)
    volume = plan_volume(loaded.plan, arguments)
    document = plan_numbers(loaded.plan, loaded.masks, volume)
    if arguments.json:
        print_json(document)
    else:
        _print(document)
    return 0


def plan_numbers(plan: Plan, masks: Mapping[str, Mask], volume: Volume | None) -> Numbers:
    """The whole document; points are LPS mm, units are in the names."""
    margins = _margins(plan, masks, volume)
    treatment = treatment_numbers(plan, masks, volume)
    morphology, computed = morphology_numbers(plan, masks, volume)
    return {
        "reference": {
            "series_uid": plan.reference.series_uid,
            "modality": plan.reference.modality,
            "images_loaded": volume is not None,
        },
        "levels": _levels(plan),
        "lesions": [_lesion(lesion, masks, volume) for lesion in plan.lesions],
        "needles": [_needle(plan, needle, volume) | _clears(margins, needle) for needle in plan.needles],
        "cement": [_cement(plan, target.level, target.volume_ml) for target in plan.cement],
        "cement_session": asdict_of(session_load(target.volume_ml for target in plan.cement)),
        "filling": treatment.filling,
        "ablation": treatment.ablation,
        "morphology": morphology,
        "clinical": clinical_numbers(plan, computed),
        "measurements": [_drawn(measurement, volume) for measurement in plan.measurements],
        "findings": [
            asdict(finding)
            for finding in (
                *plan_findings(plan, volume, case_of(plan, computed)),
                *_needle_findings(plan, margins),
                *treatment.findings,
            )
        ],
    }


def asdict_of(value: Any) -> Numbers:
    """A msgspec value as plain JSON."""
    import msgspec

    plain: Numbers = msgspec.to_builtins(value)
    return plain


def _levels(plan: Plan) -> list[Numbers]:
    extents = level_extents(plan.levels)
    steps = {a.level.name: distance_mm(a.level.centre_mm, b.level.centre_mm) for a, b in pairwise(extents)}
    return [
        {
            "name": extent.level.name,
            "state": extent.level.state,
            "centre_mm": extent.level.centre_mm,
            "step_to_next_marked_mm": steps.get(extent.level.name),
            "body": _body(plan, extent.level.name),
        }
        for extent in extents
    ]


def _body(plan: Plan, level: str) -> Numbers | None:
    body = body_of(plan, level)
    if body is None:
        return None
    sizes = [2.0 * half for half in body.ellipsoid.semi_axes_mm]
    return {
        "origin": body.origin,
        "source": body.source,
        "volume_ml": body.volume_ml,
        "centre_mm": body.ellipsoid.centre_mm,
        "sizes_mm": sizes,
    }


def _lesion(lesion: Lesion, masks: Mapping[str, Mask], volume: Volume | None) -> Numbers:
    numbers: Numbers = {"id": lesion.id, "level": lesion.level, "kind": lesion.kind, "seed_mm": lesion.seed_mm}
    if lesion.mask is None:
        return {**numbers, "volume_ml": None}
    mask = masks[lesion.mask.sha256]
    fits = volume is not None and volume.grid == mask.parent
    return {**numbers, **asdict(lesion_numbers(mask, volume if fits else None))}


def _needle(plan: Plan, needle: Needle, volume: Volume | None) -> Numbers:
    ct = volume if volume is not None and volume.modality == "CT" else None
    found = needle_numbers(plan, needle, ct, known_body(ct) if ct is not None else None)
    oblique, tilt = oblique_words(found.c_arm)
    numbers = asdict(found)
    if found.length is not None:
        numbers["length"]["fits"] = found.length.fits
    return {
        "id": needle.id,
        "level": needle.level,
        "approach": needle.approach,
        "side": needle.side,
        "model": needle.model,
        "outer_diameter_mm": needle.outer_diameter_mm,
        "length_mm": needle.length_mm,
        "c_arm_words": [oblique, tilt],
        **numbers,
    }


def _margins(plan: Plan, masks: Mapping[str, Mask], volume: Volume | None) -> "PlanMargins | None":
    """Imported only for a plan with needles: planning brings numba."""
    if not plan.needles:
        return None
    from spineplan.planning.margins.plan_margins import plan_margins

    return plan_margins(plan, volume, lambda ref: masks[ref.sha256])


def _needle_findings(plan: Plan, margins: "PlanMargins | None") -> "tuple[Finding, ...]":
    if margins is None:
        return ()
    from spineplan.planning.needle_findings import needle_findings

    return needle_findings(plan, margins.by_needle, margins.missing)


def _clears(margins: "PlanMargins | None", needle: Needle) -> Numbers:
    """Margins of one needle; null with the reason when they are not known."""
    found = margins.by_needle.get(needle.id) if margins is not None else None
    if found is None:
        return {"margins": None, "margins_reason": margins.missing.get(needle.level, "") if margins else ""}
    envelope, walls = found.envelope, found.walls
    return {
        "margins": {
            "worst_mm": found.worst_mm,
            "clearance_mm": found.clearance_mm,
            "pedicle_walls_mm": walls.by_wall if walls is not None else None,
            "pedicle_grade": found.grade,
            "pedicle_heary": found.heary,
            "depth_skin_mm": found.depth_skin_mm,
            "c_arm_reachable": found.c_arm.reachable,
            "guidance": envelope.guidance if envelope is not None else None,
            "envelope_worst_mm": envelope.worst_mm if envelope is not None else None,
            "envelope_clearance_mm": dict(envelope.clearance_mm) if envelope is not None else None,
            "envelope_grade": envelope.grade if envelope is not None else None,
        }
    }


def _cement(plan: Plan, level: str, volume_ml: float) -> Numbers:
    found = level_band(plan, level)
    if found is None:
        return {"level": level, "volume_ml": volume_ml, "fill_percent": None, "band": None}
    return {
        "level": level,
        "volume_ml": volume_ml,
        "body": asdict(found.body),
        "fill_percent": fill_percent(volume_ml, found.body.volume_ml),
        "band": asdict_of(found.band),
    }


def _drawn(measurement: Measurement, volume: Volume | None) -> Numbers:
    numbers: Numbers = {"id": measurement.id, "kind": measurement.kind, "label": measurement.label}
    points = measurement.points_mm
    if measurement.kind == "length":
        return {**numbers, "length_mm": distance_mm(points[0], points[1])}
    if measurement.kind == "angle":
        return {**numbers, "angle_deg": angle_deg(points[0], points[1], points[2])}
    if volume is None or volume.series_uid != measurement.series_uid:
        return {**numbers, "region": None}
    region = asdict(ellipse_statistics(volume, points[0], points[1], points[2]))
    return {**numbers, "region": {name: None if isnan(value) else value for name, value in region.items()}}


def _print(document: Numbers) -> None:
    for level in document["levels"]:
        body = level["body"]
        words = f"body {body['volume_ml']:.1f} mL ({body['origin']})" if body else "no body size"
        print(f"{level['name']}: {level['state']}, {words}")
    for lesion in document["lesions"]:
        volume = "not painted" if lesion["volume_ml"] is None else f"{lesion['volume_ml']:.1f} mL"
        longest = f", longest {lesion['longest_mm']:.1f} mm" if lesion.get("longest_mm") is not None else ""
        mean = f", mean {lesion['mean']:.0f} {lesion['unit']}" if lesion.get("mean") is not None else ""
        print(f"Lesion {lesion['level']} ({lesion['kind']}): {volume}{longest}{mean}")
    for needle in document["needles"]:
        _print_needle(needle)
    for cement in document["cement"]:
        fill = "" if cement["fill_percent"] is None else f", {cement['fill_percent']:.0f} % of the body"
        print(f"Cement {cement['level']}: {cement['volume_ml']:.1f} mL{fill}")
    for drawn in document["measurements"]:
        print(f"Measured {drawn['kind']}: {_drawn_words(drawn)}")
    for finding in document["findings"]:
        print(f"Finding ({finding['severity']}): {finding['sentence']}")


def _print_needle(needle: Numbers) -> None:
    print(f"Needle {needle['level']} {needle['side']}, {needle['model']}: "
          f"convergence {needle['convergence_deg']:.1f} deg, cranio-caudal {needle['cranio_caudal_deg']:.1f} deg, "
          f"C-arm {', '.join(needle['c_arm_words'])}")  # fmt: skip
    if needle["skin_to_target_mm"] is None:
        print(f"  depth from the skin unknown: {needle['skin_reason']}")
        return
    bone = "no bone" if needle["skin_to_bone_mm"] is None else f"bone at {needle['skin_to_bone_mm']:.1f} mm"
    spare = needle["length"]["spare_mm"]
    fit = f"{spare:.1f} mm to spare" if spare >= 0 else f"too short by {-spare:.1f} mm"
    print(f"  skin {needle['skin_from_midline_mm']:.1f} mm from the midline, {bone}, "
          f"target at {needle['skin_to_target_mm']:.1f} mm, {fit}")  # fmt: skip


def _drawn_words(drawn: Numbers) -> str:
    if drawn["kind"] == "length":
        return f"{drawn['length_mm']:.1f} mm"
    if drawn["kind"] == "angle":
        return f"{drawn['angle_deg']:.1f} deg"
    region = drawn["region"]
    return "needs its images" if region is None else f"{region['area_mm2']:.1f} mm2, {region['voxels']} voxels"
