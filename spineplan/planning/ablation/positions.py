"""Suggestion: the fewest positions of one zone size on given needles that cover a lesion, or the best for a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from spineplan.errors import UsageError
from spineplan.geometry.affine import Points
from spineplan.imaging.mask import Mask
from spineplan.plan.model import AblationZone, Ellipsoid, Needle
from spineplan.planning.ablation.placing import zone_ellipsoid
from spineplan.planning.ablation.zones import grown_points, in_zones, signed_distance_mm

STEP_MM = 1.0
ENOUGH = 0.995
MOST_PAIRED = 120
"""So many places are tried in all pairs; more than two zones are added one by one and then moved."""
_MOST_POINTS = 20_000
_FARTHEST_MM = 60.0
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ZonePosition:
    """A zone centred so far from the target of a needle towards its entry, mm."""

    needle_id: str
    centre_from_target_mm: float


@dataclass(frozen=True)
class Suggestion:
    """positions: fewest first choice. percent: of the lesion, and of the lesion with the margin. complete: whether
    practically all of the lesion is covered. refused: places that the distance to the canal ruled out."""

    positions: tuple[ZonePosition, ...]
    lesion_percent: float
    with_margin_percent: float
    complete: bool
    refused: int


def suggest_positions(
    lesion: Mask,
    needles: Sequence[Needle],
    zone: AblationZone,
    *,
    margin_mm: float,
    most: int,
    canal_mm: Points | None = None,
    least_canal_mm: float = 5.0,
) -> Suggestion:
    """Place up to `most` zones of the size of `zone` on the needles.

    canal_mm: (n, 3) LPS points of the canal; a place whose zone comes closer than least_canal_mm is never proposed.
    Adds zones until the lesion is covered; among equally many, the one that covers most of lesion and margin wins.
    Raises UsageError without a needle, for an empty lesion, or when the canal rules out every place.
    """
    if not needles or most < 1:
        raise UsageError("A suggestion needs a needle and at least one zone.")
    if lesion.count == 0:
        raise UsageError("The lesion is empty: nothing to cover.")
    points, away = _thinned(*grown_points(lesion, margin_mm))
    places, shapes, refused = _candidates(needles, zone, points, canal_mm, least_canal_mm)
    if not places:
        raise UsageError("No place on these needles keeps the zone far enough from the canal.")
    covers = np.array([in_zones([shape], points) for shape in shapes])
    chosen = _fewest(covers, away <= 0.0, most)
    covered: Bools = np.asarray(np.any(covers[list(chosen)], axis=0))
    inside = float(covered[away <= 0.0].mean())
    return Suggestion(
        tuple(places[n] for n in sorted(chosen, key=lambda n: (places[n].needle_id, places[n].centre_from_target_mm))),
        100.0 * inside,
        100.0 * float(covered.mean()),
        inside >= ENOUGH,
        refused,
    )


def _candidates(
    needles: Sequence[Needle], zone: AblationZone, points: Points, canal_mm: Points | None, least_mm: float
) -> tuple[list[ZonePosition], list[Ellipsoid], int]:
    from msgspec.structs import replace

    places, shapes, refused = [], [], 0
    partner = next((one for one in needles if one.id == zone.partner_id), None)
    # A pair stays the pair that it is, a bent tip on the needle that it was bent in.
    bound = bool(zone.partner_id or zone.bend_deg)
    for needle in [one for one in needles if one.id == zone.needle_id or not bound]:
        for along in np.arange(-zone.length_mm / 2.0, _FARTHEST_MM + 0.1, STEP_MM):
            placed = replace(zone, centre_from_target_mm=float(along), needle_id=needle.id)
            shape = zone_ellipsoid(placed, needle, partner)
            if not in_zones([shape], points).any():
                continue
            if canal_mm is not None and len(canal_mm) and float(signed_distance_mm(shape, canal_mm).min()) < least_mm:
                refused += 1
                continue
            places.append(ZonePosition(needle.id, float(along)))
            shapes.append(shape)
    return places, shapes, refused


def _fewest(covers: Bools, inside: Bools, most: int) -> tuple[int, ...]:
    """Indices of the first number of zones that covers the lesion, else of the best `most`."""
    best = _best_of(covers, inside, [(n,) for n in range(len(covers))])
    for count in range(2, most + 1):
        if _gain(covers, inside, best)[0] >= ENOUGH:
            break
        better = _pair(covers, inside) if count == 2 else _moved(covers, inside, _added(covers, inside, best))
        if _gain(covers, inside, better) <= _gain(covers, inside, best):
            break
        best = better
    return best


def _gain(covers: Bools, inside: Bools, chosen: tuple[int, ...]) -> tuple[float, float]:
    """Share of the lesion, then of the lesion with its margin."""
    covered: Bools = np.asarray(np.any(covers[list(chosen)], axis=0))
    return float(covered[inside].mean()), float(covered.mean())


def _best_of(covers: Bools, inside: Bools, options: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return max(options, key=lambda chosen: _gain(covers, inside, chosen))


def _pair(covers: Bools, inside: Bools) -> tuple[int, ...]:
    step = max(1, len(covers) // MOST_PAIRED)
    found = _best_of(covers, inside, list(combinations(range(0, len(covers), step), 2)))
    return _moved(covers, inside, found)


def _added(covers: Bools, inside: Bools, chosen: tuple[int, ...]) -> tuple[int, ...]:
    return _best_of(covers, inside, [(*chosen, n) for n in range(len(covers)) if n not in chosen])


def _moved(covers: Bools, inside: Bools, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Move one zone at a time to a better place until none is better."""
    while True:
        options = [
            (*chosen[:at], n, *chosen[at + 1 :])
            for at in range(len(chosen))
            for n in range(len(covers))
            if n not in chosen
        ]
        better = _best_of(covers, inside, [chosen, *options])
        if better == chosen:
            return chosen
        chosen = better


def _thinned(points: Points, away: npt.NDArray[np.float64]) -> tuple[Points, npt.NDArray[np.float64]]:
    step = max(1, len(points) // _MOST_POINTS)
    return points[::step], away[::step]
