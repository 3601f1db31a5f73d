"""Bringing another series of the patient into the plan's frame of reference: pairs, result, where it holds (no widget).

Series stay as they were scanned in `session.volumes`; `placed` says where a confirmed registration puts one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as with_fields
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from spineplan.anatomy.level_order import ALONE_REACH_MM, extent_of, level_at
from spineplan.errors import EditRefused, RegistrationRefused
from spineplan.geometry.affine import Affine, Points, transform_points
from spineplan.geometry.vectors import Vector, distance_mm, point, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.registration import LEAST_POINTS, PointFit, fit_levels, fit_points
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutRegistration
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Level, Plan, PointPair, RegisteredLevel, Registration, RegistrationMethod
from spineplan.plan.registration import LEVEL_MOVED_MM, Row, Standing, standing

if TYPE_CHECKING:  # refining brings numba, which must not hold up the first paint
    from spineplan.imaging.registration_refine import Refined, RefineRequest

LEAST_SLICES = 3
LEAST_LEVELS = 2
"""Paired levels from which a first result is worked out: one alone says nothing of how the spine leans."""


@dataclass(frozen=True)
class Stretch:
    """The part of the spine that a registration holds for: below the upper plane and above the lower one, each a point
    and a unit direction towards the head, LPS mm of the plan."""

    upper_mm: Vector
    upper_lps: Vector
    lower_mm: Vector
    lower_lps: Vector

    @property
    def planes(self) -> tuple[tuple[Vector, Vector], tuple[Vector, Vector]]:
        """Upper and lower: a point and the direction towards the head."""
        return (self.upper_mm, self.upper_lps), (self.lower_mm, self.lower_lps)

    def holds(self, point_mm: Sequence[float] | Vector) -> bool:
        """Whether a place lies between the planes."""
        return bool(self.held(vector(point_mm)))

    def held(self, points_mm: Points | Vector) -> npt.NDArray[np.bool_]:
        """The same for each of many places (..., 3)."""
        below = (points_mm - self.upper_mm) @ self.upper_lps <= 0.0
        return np.asarray(below & ((points_mm - self.lower_mm) @ self.lower_lps >= 0.0))


def registration_of(plan: Plan, volume: Volume) -> Registration | None:
    """What the plan has about a series as it was scanned; None for images of the plan's own frame."""
    return next(
        (one for one in plan.registrations if one.serves(volume.frame_of_reference_uid, volume.series_uid)), None
    )


def standing_of(plan: Plan, registration: Registration) -> Standing:
    """Whether it may be used."""
    return standing(registration, plan.levels, plan.reference.frame_of_reference_uid)


def used_registration(plan: Plan, volume: Volume) -> Registration | None:
    """The confirmed registration that puts a series as scanned into the plan's frame, if there is one."""
    if not plan.registrations:
        return None
    found = registration_of(plan, volume)
    return found if found is not None and standing_of(plan, found) == "confirmed" else None


def affine_of(registration: Registration) -> Affine:
    """(4, 4) plan_from_series, LPS mm. Raises RegistrationRefused while there is no result."""
    if registration.plan_from_series is None:
        raise RegistrationRefused("The registration has no result yet; pair more points or levels.")
    return np.array([*registration.plan_from_series, (0.0, 0.0, 0.0, 1.0)])


def moved_volume(volume: Volume, registration: Registration) -> Volume:
    """The same voxels where a registration puts them, in the plan's frame of reference."""
    grid = Grid(volume.grid.shape_kji, affine_of(registration) @ volume.grid.lps_from_ijk)
    return with_fields(volume, grid=grid, frame_of_reference_uid=registration.to_frame_uid)


def stretch_of(plan: Plan, registration: Registration) -> Stretch | None:
    """Where it holds; None while its levels are not all in the plan."""
    ends = [extent_of(plan, level.name) for level in (registration.levels[:1] + registration.levels[-1:])]
    if not ends or ends[0] is None or ends[1] is None:
        return None
    upper, lower = ends[0], ends[1]
    up, down = upper.cranial_mm or ALONE_REACH_MM, lower.caudal_mm or ALONE_REACH_MM
    return Stretch(
        vector(upper.level.centre_mm) + up * upper.cranial_lps,
        upper.cranial_lps,
        vector(lower.level.centre_mm) - down * lower.cranial_lps,
        lower.cranial_lps,
    )


def begun(plan: Plan, volume: Volume, first: str, last: str) -> Registration:
    """The registration of a series for a range of levels, with the pairs it has. Raises EditRefused."""
    reference = plan.reference
    if not reference.frame_of_reference_uid:
        raise EditRefused("The plan's own images name no frame of reference; nothing can be registered to them.")
    if volume.frame_of_reference_uid == reference.frame_of_reference_uid:
        raise EditRefused("These images share the plan's frame of reference; they need no registration.")
    if min(volume.grid.shape_kji) < LEAST_SLICES:
        raise EditRefused("A picture without slices has no place in the body that could be registered.")
    levels = tuple(RegisteredLevel(name=one.name, centre_mm=one.centre_mm) for one in levels_between(plan, first, last))
    if not levels:
        raise EditRefused("Name the levels first: a registration holds for chosen levels only.")
    made = registration_of(plan, volume) or Registration(
        frame_of_reference_uid=volume.frame_of_reference_uid,
        series_uid=volume.series_uid,
        to_frame_uid=reference.frame_of_reference_uid,
        to_series_uid=reference.series_uid,
    )
    kept = made if standing_of(plan, made) != "stale" else fitted(replace(made, pairs=_still_true(plan, made)))
    return replace(
        _open(kept),
        levels=levels,
        to_frame_uid=reference.frame_of_reference_uid,
        to_series_uid=reference.series_uid,
    )


def suggested_range(plan: Plan, here_mm: Sequence[float]) -> tuple[str, str]:
    """The level nearest to a place and its neighbours: the spine bends differently on another couch, so few levels."""
    if not plan.levels:
        return "", ""
    ordered = sorted(plan.levels, key=lambda one: level_rank(one.name))
    off = [distance_mm(one.centre_mm, point(here_mm)) for one in ordered]
    nearest = off.index(min(off))
    return ordered[max(nearest - 1, 0)].name, ordered[min(nearest + 1, len(ordered) - 1)].name


def levels_between(plan: Plan, first: str, last: str) -> list[Level]:
    """The marked levels of a range, cranial first, whichever end is named first."""
    low, high = sorted((level_rank(first), level_rank(last)))
    return [one for one in plan.levels if low <= level_rank(one.name) <= high]


def with_pair(registration: Registration, pair: PointPair) -> PutRegistration:
    """One pair more; of a level, in place of the one it had."""
    others = [one for one in registration.pairs if not pair.level or one.level != pair.level]
    label = f"Pair {pair.level}" if pair.level else "Pair points"
    return PutRegistration(fitted(replace(registration, pairs=(*others, pair))), label)


def without_pair(registration: Registration, index: int) -> PutRegistration:
    """One pair fewer."""
    pairs = tuple(one for n, one in enumerate(registration.pairs) if n != index)
    return PutRegistration(fitted(replace(registration, pairs=pairs)), "Remove pair")


def fitted(registration: Registration) -> Registration:
    """Worked out from its pairs alone; without a result while they say too little (see `lacking`)."""
    pairs = registration.pairs
    fit, method = _fit(pairs)
    if fit is None:
        return replace(
            _open(registration), plan_from_series=None, mean_mm=None, worst_mm=None, method="none", warning=""
        )
    return _with_result(registration, fit.destination_from_source, method, "")


def lacking(registration: Registration) -> str:
    """What the pairs still lack, as a sentence; empty when they give a result."""
    if _fit(registration.pairs)[0] is not None:
        return ""
    free = [pair for pair in registration.pairs if not pair.level]
    if len(registration.pairs) >= LEAST_POINTS and free:
        try:
            fit_points(*_points(registration.pairs))
        except RegistrationRefused as error:
            return str(error)
    if free:
        return f"{len(registration.pairs)} of {LEAST_POINTS} pairs of points."
    return f"{len(registration.pairs)} of {LEAST_LEVELS} levels paired."


def residuals_mm(registration: Registration) -> tuple[float, ...]:
    """Per pair, how far apart the result leaves its two points; empty without a result."""
    if registration.plan_from_series is None or not registration.pairs:
        return ()
    plan_mm, series_mm = _points(registration.pairs)
    off = np.linalg.norm(transform_points(affine_of(registration), series_mm) - plan_mm, axis=1)
    return tuple(float(one) for one in off)


def refine_request(plan: Plan, registration: Registration, reference: Volume, volume: Volume) -> "RefineRequest":
    """What refining starts from: both series as scanned. Raises RegistrationRefused while there is no result."""
    from spineplan.imaging.registration_refine import RefineRequest

    start = affine_of(registration)
    centres = np.array([level.centre_mm for level in registration.levels])
    return RefineRequest(reference, volume, start, centres, _cranial_step(plan, registration))


def refined_edit(registration: Registration, found: "Refined") -> PutRegistration:
    """The edit that takes a refined result, with what speaks against it."""
    warning = ""
    if found.may_be_slipped:
        way = "higher" if found.slipped[0] >= found.slipped[1] else "lower"
        warning = f"The images fit one level {way} about as well or better: count the levels on both series again."
    elif max(found.slipped) <= 0.0:
        warning = "The next levels are not seen on both series, so a slip by one level could not be tested."
    return PutRegistration(
        _with_result(registration, found.fixed_from_moving, "refined", warning), "Refine registration"
    )


def level_there(plan: Plan, point_mm: Sequence[float]) -> str:
    """The level at a place, or nothing."""
    found = level_at(plan, point_mm)
    return found.name if found is not None else ""


def _still_true(plan: Plan, registration: Registration) -> tuple[PointPair, ...]:
    """The pairs of a registration whose levels changed that are still what they were called."""
    if registration.to_frame_uid != plan.reference.frame_of_reference_uid:
        return ()
    centres = {level.name: level.centre_mm for level in plan.levels}
    return tuple(
        pair
        for pair in registration.pairs
        if not pair.level
        or (pair.level in centres and distance_mm(centres[pair.level], pair.plan_mm) <= LEVEL_MOVED_MM)
    )


def _open(registration: Registration) -> Registration:
    return replace(registration, state="proposed", confirmed_by="", confirmed_utc="")


def _with_result(registration: Registration, affine: Affine, method: RegistrationMethod, warning: str) -> Registration:
    rows: list[Row] = [(float(a), float(b), float(c), float(d)) for a, b, c, d in affine[:3]]
    made = replace(_open(registration), plan_from_series=(rows[0], rows[1], rows[2]), method=method, warning=warning)
    off = residuals_mm(made)
    return replace(made, mean_mm=float(np.mean(off)) if off else None, worst_mm=max(off) if off else None)


def _fit(pairs: Sequence[PointPair]) -> tuple[PointFit | None, RegistrationMethod]:
    """By points where there are enough off one line, else by levels."""
    if len(pairs) >= LEAST_POINTS and any(not pair.level for pair in pairs):
        try:
            return fit_points(*_points(pairs)), "points"
        except RegistrationRefused:
            pass
    named = [pair for pair in pairs if pair.level]
    if len(named) >= LEAST_LEVELS:
        return fit_levels(*_points(named)), "levels"
    return None, "none"


def _points(pairs: Sequence[PointPair]) -> tuple[Affine, Affine]:
    return np.array([pair.plan_mm for pair in pairs]), np.array([pair.series_mm for pair in pairs])


def _cranial_step(plan: Plan, registration: Registration) -> Vector:
    """From one level to the next towards the head."""
    extent = extent_of(plan, registration.levels[len(registration.levels) // 2].name)
    if extent is None:
        raise RegistrationRefused("The levels have changed since this registration was made; make it again.")
    reach = (extent.cranial_mm or ALONE_REACH_MM) + (extent.caudal_mm or ALONE_REACH_MM)
    return reach * extent.cranial_lps
