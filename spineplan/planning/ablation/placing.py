"""Where an ablation zone lies in the patient: on a needle, ahead of its bent tip, or between two probes."""

from collections.abc import Mapping, Sequence

import numpy as np

from spineplan.errors import UsageError
from spineplan.geometry.vectors import LEFT, POSTERIOR, SUPERIOR, Vector, cross, point, unit, vector
from spineplan.plan.model import AblationZone, Ellipsoid, Needle


def zone_ellipsoid(zone: AblationZone, needle: Needle, partner: Needle | None = None) -> Ellipsoid:
    """The zone in the patient (LPS mm): its first axis along the probe, from tip to entry.

    A bent tip turns about the needle's target, towards `zone.bend_towards_deg`. Of a pair the zone lies half-way
    between the two probes: first axis along their mean direction, second from one to the other.
    Raises UsageError for a pair without its second probe, or with two probes in one place.
    """
    if zone.partner_id:
        if partner is None:
            raise UsageError(f"An ablation of {zone.level} lies between two probes, of which one is not in the plan.")
        return _between(zone, needle, partner)
    back = _back(needle)
    tip = vector(needle.target_mm)
    if zone.bend_deg:
        back = -bent_ahead(zone, needle)
        tip = tip - back * zone.bend_length_mm
    second = _across(back)
    return Ellipsoid(
        centre_mm=point(tip + back * zone.centre_from_target_mm),
        semi_axes_mm=(zone.length_mm / 2.0, zone.diameter_mm / 2.0, zone.diameter_mm / 2.0),
        axes_lps=(point(back), point(second), point(cross(back, second))),
    )


def zone_ellipsoids(zones: Sequence[AblationZone], needles: Sequence[Needle]) -> tuple[Ellipsoid, ...]:
    """Every zone in the patient. Raises UsageError for a zone on a needle that is not there."""
    known = {needle.id: needle for needle in needles}
    for zone in zones:
        if zone.needle_id not in known:
            raise UsageError(f"An ablation of {zone.level} lies on a needle that is not in the plan.")
    return tuple(zone_ellipsoid(zone, known[zone.needle_id], known.get(zone.partner_id)) for zone in zones)


def drawable(zones: Sequence[AblationZone], needles: Sequence[Needle]) -> tuple[Ellipsoid, ...]:
    """Zones whose probes are where they can make one; for pictures, which leave the others out."""
    found: list[Ellipsoid] = []
    for zone in zones:
        try:
            found += zone_ellipsoids([zone], needles)
        except UsageError:
            continue
    return tuple(found)


def bent_ahead(zone: AblationZone, needle: Needle) -> Vector:
    """Unit vector (LPS) along the bent tip, away from the entry. 0 deg bends cranially, 90 deg to the patient's left;
    for a needle along the spine 0 deg is posterior, for one from the side 90 deg is posterior."""
    back = _back(needle)
    up, turn, bend = _across(back), np.deg2rad(zone.bend_towards_deg), np.deg2rad(zone.bend_deg)
    left = cross(back, up)
    main = vector(LEFT if abs(float(left @ vector(LEFT))) > 0.5 else POSTERIOR)
    left = left if float(left @ main) > 0 else -left
    aside = np.cos(turn) * up + np.sin(turn) * left
    return unit(-back * float(np.cos(bend)) + aside * float(np.sin(bend)))


def pair_distance_mm(zone: AblationZone, needles: Mapping[str, Needle]) -> float | None:
    """How far apart the two probes are where the zone's middle lies; None for a zone of one probe."""
    first, second = needles.get(zone.needle_id), needles.get(zone.partner_id)
    if first is None or second is None:
        return None
    a, b = _places(zone, first, second)
    return float(np.linalg.norm(b - a))


def _between(zone: AblationZone, needle: Needle, partner: Needle) -> Ellipsoid:
    a, b = _places(zone, needle, partner)
    mean = _back(needle) + _back(partner)
    if float(np.linalg.norm(b - a)) < 1.0 or float(np.linalg.norm(mean)) < 0.2:
        raise UsageError(f"The two probes of an ablation of {zone.level} do not lie side by side.")
    across = unit(b - a)
    back = mean - across * float(mean @ across)
    if float(np.linalg.norm(back)) < 0.2:
        raise UsageError(f"The two probes of an ablation of {zone.level} do not lie side by side.")
    back = unit(back)
    width = zone.width_mm if zone.width_mm is not None else zone.diameter_mm
    return Ellipsoid(
        centre_mm=point((a + b) / 2.0),
        semi_axes_mm=(zone.length_mm / 2.0, width / 2.0, zone.diameter_mm / 2.0),
        axes_lps=(point(back), point(across), point(cross(back, across))),
    )


def _places(zone: AblationZone, needle: Needle, partner: Needle) -> tuple[Vector, Vector]:
    """On both probes, as far behind their tips as the zone's middle lies."""
    a, b = (vector(one.target_mm) + _back(one) * zone.centre_from_target_mm for one in (needle, partner))
    return a, b


def _back(needle: Needle) -> Vector:
    return unit(vector(needle.entry_mm) - vector(needle.target_mm))


def _across(back: Vector) -> Vector:
    """Perpendicular to the needle, cranial as far as may be."""
    aside = vector(SUPERIOR if abs(float(back[2])) < 0.9 else POSTERIOR)
    return unit(aside - back * float(aside @ back))
