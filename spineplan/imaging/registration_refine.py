"""Bringing two series of a stretch of spine together by mutual information. Importing this imports numba (seconds).

Local: only the chosen levels and what lies round them are looked at, and only for them is the result meant.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from spineplan.errors import RegistrationRefused
from spineplan.geometry.affine import Affine, Points, inverse, transform_directions, transform_points
from spineplan.geometry.vectors import Vector
from spineplan.imaging.mask import BoolArray
from spineplan.imaging.registration import rigid
from spineplan.imaging.registration_region import (
    BACKWARD,
    BEYOND_MM,
    FARTHEST_MM,
    REACH_MM,
    WIDE_MM,
    binned,
    region_points,
    thick,
)
from spineplan.imaging.registration_similarity import Binned, Places, sampled, similarity
from spineplan.imaging.volume import Volume

Step = Callable[[float, str], None]

LEVER_MM = 40.0
"""A turn counts as far as it moves what lies at this distance."""
SMOOTH_MM = (3.0, 1.5, 0.75)
COUNTS = (4_000, 12_000, 30_000)
STRIDES_MM = (2.0, 1.0, 0.8)
FIRST_STEPS_MM = (4.0, 1.5, 0.6)
SLIP_SHARE = 0.9
"""Where the next level reaches more than this share of what is reached here, the level is in doubt. [CONV]"""
SHIFT_MM, BEGINNINGS = 5.0, 5
TILTS_RAD = (-0.15, 0.0, 0.15)
"""Forward and backward: the spine's curve makes the next level lean otherwise."""

ELSEWHERE = "The best fit lies at another level than where it began; check the pairs of points, then refine again."


@dataclass(frozen=True, eq=False)
class RefineRequest:
    """fixed_from_moving: where to begin. centres_mm: (n, 3) middles of the chosen bodies, LPS of the fixed series,
    cranial first. cranial_step_mm: from one body to the next towards the head, LPS of the fixed series."""

    fixed: Volume
    moving: Volume
    fixed_from_moving: Affine
    centres_mm: Points
    cranial_step_mm: Vector


@dataclass(frozen=True, eq=False)
class Refined:
    """similarity: normalised mutual information, before and after. slipped: the best that is reached one level higher
    and one lower, in the wide region where `own` is reached here; 0 where the series do not overlap so."""

    fixed_from_moving: Affine
    before: float
    after: float
    own: float
    slipped: tuple[float, float]
    moved_mm: float

    @property
    def may_be_slipped(self) -> bool:
        """Whether one level higher or lower fits about as well: nothing in the images says which it is."""
        return max(self.slipped) - 1.0 > SLIP_SHARE * (self.own - 1.0)


def refine(request: RefineRequest, step: Step = lambda _done, _what: None) -> Refined:
    """Turn and shift the moving series until it tells most about the fixed one, coarse to fine; seconds, for a job.

    step: told how far it is; it may raise to stop. Raises RegistrationRefused when the series do not overlap at the
    chosen levels, or when the best fit lies farther than FARTHEST_MM from the start.
    """
    swap = max(request.fixed.grid.spacing_mm) > max(request.moving.grid.spacing_mm)
    first = inverse(request.fixed_from_moving)
    pair = _Pair.of(request, first, swap)
    before = pair.compare(first, len(SMOOTH_MM) - 1, REACH_MM)
    affine = pair.begun(first, BEGINNINGS, step)
    step(0.5, "Refining")
    affine = pair.improved(affine, 1, step)
    if not pair.near(affine, first):
        affine = pair.begun_finer(first, step)
    step(0.7, "Refining")
    affine = pair.improved(affine, 2, step)
    after = pair.compare(affine, len(SMOOTH_MM) - 1, REACH_MM)
    if not pair.near(affine, first):
        raise RegistrationRefused(ELSEWHERE)
    own = pair.compare(affine, 1, WIDE_MM)
    slipped = []
    for n, sign in enumerate((1.0, -1.0)):
        step(0.7 + 0.15 * n, "Comparing with the next level")
        slipped.append(pair.slid(sign, affine, step))
    moved = float(np.linalg.norm(pair.shift_mm(affine, first)))
    return Refined(inverse(affine), before, after, own, (slipped[0], slipped[1]), moved)


class _Pair:
    """Both series, binned at every scale. Affines here are moving_from_fixed of the request; swapped when the moving
    series is the finer one: places are taken on the finer, and the coarser is looked up."""

    def __init__(self, request: RefineRequest, first: Affine, swap: bool) -> None:
        self._request, self._swap = request, swap
        self._centre = request.centres_mm.mean(axis=0) + BACKWARD
        self._first = first
        self._fine = request.moving if swap else request.fixed
        self._coarse = request.fixed if swap else request.moving
        self._binned: dict[tuple[str, int], Binned] = {}
        self._places: dict[tuple[int, float], Places] = {}

    @staticmethod
    def of(request: RefineRequest, first: Affine, swap: bool) -> "_Pair":
        pair = _Pair(request, first, swap)
        if not pair.compare(first, 0, REACH_MM):
            raise RegistrationRefused(
                "The other series does not show these levels where the registration puts them; pair more points."
            )
        return pair

    def compare(self, moving_from_fixed: Affine, level: int, reach_mm: float) -> float:
        """Similarity at a scale in a region."""
        places = self._places_at(level, reach_mm)
        coarse = self._bins("coarse", level)
        if not self._swap:
            return similarity(places, coarse, moving_from_fixed)
        return similarity(places, coarse, inverse(moving_from_fixed))

    def improved(self, begin: Affine, level: int, step: Step) -> Affine:
        """The best of a scale."""
        return begin @ self._moved(self._searched(begin, level, REACH_MM, np.eye(6), step))

    def begun(self, first: Affine, most: int, step: Step) -> Affine:
        """The best at the coarsest scale that lies near enough, begun from the most promising of many shifts: a click
        lies millimetres off, and half-way to the next level another valley begins."""
        best = [(self.compare(first, 0, WIDE_MM), first)]
        for moved in self._promising(first, 0, REACH_MM)[:most]:
            step(-1.0, "Looking for the place")
            found = self.improved(moved, 0, step)
            if self.near(found, first):
                best.append((self.compare(found, 0, WIDE_MM), found))
        return max(best, key=lambda one: one[0])[1]

    def begun_finer(self, first: Affine, step: Step) -> Affine:
        """The same without the coarsest scale, where a thoracic vertebra may look more like its neighbour than like
        itself and every beginning slides there. Raises RegistrationRefused when each ends at another level."""
        best = []
        for moved in self._promising(first, 1, WIDE_MM)[:BEGINNINGS]:
            step(-1.0, "Looking for the place")
            found = self.improved(moved, 1, step)
            if self.near(found, first):
                best.append((self.compare(found, 1, WIDE_MM), found))
        if not best:
            raise RegistrationRefused(ELSEWHERE)
        return max(best, key=lambda one: one[0])[1]

    def _promising(self, first: Affine, level: int, reach_mm: float) -> list[Affine]:
        """Shifted and tilted beginnings near the first, the most similar first."""
        shifts = np.stack(np.meshgrid(*[np.arange(-2, 3) * SHIFT_MM] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
        near = shifts[np.linalg.norm(shifts, axis=1) <= 2.3 * SHIFT_MM]
        scored = []
        for shift, tilt in itertools.product(near, TILTS_RAD):
            moved = first @ rigid(np.array([tilt, 0.0, 0.0]), shift, self._centre)
            if self.near(moved, first):
                scored.append((self.compare(moved, level, reach_mm), moved))
        return [moved for _, moved in sorted(scored, key=lambda one: -one[0])]

    def near(self, moving_from_fixed: Affine, first: Affine) -> bool:
        """Whether a place is no other level's."""
        level_mm = float(np.linalg.norm(self._request.cranial_step_mm))
        shift = self.shift_mm(moving_from_fixed, first)
        along = abs(float(shift @ self._request.cranial_step_mm)) / level_mm
        return float(np.linalg.norm(shift)) <= FARTHEST_MM and along <= level_mm / 2.0 + 1.0

    def shift_mm(self, moving_from_fixed: Affine, first: Affine) -> Vector:
        """How the middle of the chosen levels went, LPS mm of the fixed series."""
        places = self._request.centres_mm
        return np.asarray((transform_points(inverse(moving_from_fixed) @ first, places) - places).mean(axis=0))

    def slid(self, sign: float, affine: Affine, step: Step) -> float:
        """The best similarity in the wide region one level higher (sign 1) or lower (-1)."""
        shift = -sign * self._request.cranial_step_mm
        found = self.begun(affine @ rigid(np.zeros(3), shift, self._centre), BEGINNINGS - 2, step)
        return self.compare(found, 1, WIDE_MM)

    def _searched(self, begin: Affine, level: int, reach_mm: float, axes: Points, step: Step) -> Points:
        def cost(values: Points) -> float:
            step(-1.0, "")
            return -self.compare(begin @ self._moved(values), level, reach_mm)

        found = optimize.minimize(
            cost,
            np.zeros(len(axes)),
            method="Powell",
            options={"direc": axes * FIRST_STEPS_MM[level], "xtol": 0.01, "ftol": 1e-6, "maxiter": 12},
        )
        return np.asarray(found.x)

    def _moved(self, values: Points) -> Affine:
        return rigid(values[3:] / LEVER_MM, values[:3], self._centre)

    def _bins(self, which: str, level: int) -> Binned:
        if (which, level) not in self._binned:
            volume = self._fine if which == "fine" else self._coarse
            on_moving = volume is self._request.moving
            round_mm = self._request.centres_mm
            if on_moving:
                round_mm = transform_points(self._first, round_mm)
            self._binned[which, level] = binned(volume, round_mm, SMOOTH_MM[level], STRIDES_MM[level])
        return self._binned[which, level]

    def _places_at(self, level: int, reach_mm: float) -> Places:
        if (level, reach_mm) not in self._places:
            beyond = BEYOND_MM if reach_mm < WIDE_MM else 2.0 * BEYOND_MM
            points = region_points(self._request.centres_mm, reach_mm, beyond, COUNTS[level])
            if self._swap:
                points = transform_points(self._first, points)
            bins = thick(self._bins("fine", level), points, self._across())
            keep = ~np.isnan(bins) & self._shown(points, level)
            if keep.sum() < 0.3 * len(points):
                raise RegistrationRefused(
                    "Too little of the chosen levels is seen on both series where the registration puts them; choose "
                    "other levels, or pair more points."
                )
            self._places[level, reach_mm] = Places(points[keep], bins[keep])
        return self._places[level, reach_mm]

    def _shown(self, points_mm: Points, level: int) -> BoolArray:
        """Whether the coarser series shows places, roughly: it may be narrower than the region."""
        there = self._first if not self._swap else inverse(self._first)
        return ~np.isnan(sampled(self._bins("coarse", level), transform_points(there, points_mm)))

    def _across(self) -> Vector:
        """Across one slice of the coarser series, mm, in the finer series' frame."""
        grid = self._coarse.grid
        axis = int(np.argmax(grid.spacing_mm))
        back = inverse(self._first) if not self._swap else self._first
        return transform_directions(back, grid.lps_from_ijk[:3, axis])
