"""The ablation of a level: zones with who entered their sizes, and what they cover of the lesion."""

from collections.abc import Mapping

from spineplan.errors import UsageError
from spineplan.imaging.mask import Mask
from spineplan.plan.model import AblationZone, Plan
from spineplan.planning.ablation.placing import pair_distance_mm, zone_ellipsoids
from spineplan.planning.ablation.zones import coverage
from spineplan.report.model import Fact, Part
from spineplan.report.words import ml, mm

MARGIN_MM = 5.0


def ablation_part(plan: Plan, level: str, masks: Mapping[str, Mask]) -> Part | None:
    """None without a zone at the level."""
    zones = [zone for zone in plan.ablations if zone.level == level]
    if not zones:
        return None
    facts = [Fact(_title(plan, zone), _zone(plan, zone)) for zone in zones]
    notes = [f"{_title(plan, zone)}: sizes entered by {zone.entered_by or '?'} from {zone.source or 'no named source'}."
             for zone in zones]  # fmt: skip
    for lesion in plan.lesions:
        mask = masks.get(lesion.mask.sha256) if lesion.mask is not None and lesion.level == level else None
        if mask is not None and mask.count:
            facts += _covered(plan, zones, mask)
    return Part(f"{level} ablation", "ablation", tuple(facts), (), tuple(notes))


def _covered(plan: Plan, zones: list[AblationZone], lesion: Mask) -> list[Fact]:
    try:
        found = coverage(lesion, zone_ellipsoids(zones, plan.needles), MARGIN_MM)
    except UsageError:
        return []
    covered = f"{found.lesion_percent:.0f} %, {ml(found.residual_ml)} left"
    return [
        Fact("Lesion covered", covered, "ok" if found.residual_ml < 0.05 else "caution"),
        Fact(f"With {MARGIN_MM:g} mm margin", f"{found.with_margin_percent:.0f} %"),
    ]


def _title(plan: Plan, zone: AblationZone) -> str:
    needle = plan.needle(zone.needle_id)
    if zone.partner_id:
        return "Zone of the pair"
    return f"Zone {needle.side}" if needle is not None else "Zone"


def _zone(plan: Plan, zone: AblationZone) -> str:
    sizes = [zone.length_mm, zone.width_mm, zone.diameter_mm] if zone.partner_id else [zone.length_mm, zone.diameter_mm]
    words = " × ".join(mm(size) for size in sizes if size is not None) + f", {zone.device or zone.kind}"
    words += f", {zone.setting}" if zone.setting else ""
    words += f", {zone.minutes:g} min" if zone.minutes is not None else ""
    words += f", {zone.temperature_c:g} °C" if zone.temperature_c is not None else ""
    apart = pair_distance_mm(zone, {needle.id: needle for needle in plan.needles})
    if apart is not None:
        entered = f", entered for {mm(zone.pair_distance_mm)}" if zone.pair_distance_mm is not None else ""
        words += f", probes {mm(apart)} apart{entered}"
    return words + (f", tip bent {zone.bend_deg:g}°" if zone.bend_deg else "")
