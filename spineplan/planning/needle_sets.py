"""Several needles at once: they must not meet, nor their hubs; the best choice of one from each group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from spineplan.geometry.vectors import Point, Vector, unit, vector
from spineplan.plan.model import Needle
from spineplan.planning.field.safety_field import Step, no_steps
from spineplan.planning.search.proposals import Proposal, ProposalRequest, propose

HUB_RADIUS_MM = 12.0
HUB_LENGTH_MM = 25.0
SHAFTS_APART_MM = 2.0
ONE_PUNCTURE_MM = 3.0
"""Software conventions: a needle's handle, the distance wanted between shafts, skin points that are one puncture."""


@dataclass(frozen=True)
class Conflict:
    """Two needles that come too near. kind: their shafts, or a hub and the other needle; gap_mm: what is left between
    the surfaces, negative: they overlap."""

    first: str
    second: str
    kind: str
    gap_mm: float

    @property
    def sentence(self) -> str:
        """For the user."""
        cross = self.kind == "shafts" and self.gap_mm < 0.0
        where = "shafts cross" if cross else f"{self.kind} {self.gap_mm:.1f} mm apart"
        return f"{self.first} and {self.second}: {where}."


@dataclass(frozen=True, eq=False)
class NeedleSet:
    """proposals: one per group, in the groups' order. conflicts: what is left where no choice is free of them.
    punctures: skin punctures in all. refused: groups without a proposal, in words."""

    proposals: tuple[Proposal, ...]
    conflicts: tuple[Conflict, ...]
    punctures: int
    refused: tuple[str, ...]
    candidates_searched: int = 0
    search_s: float = 0.0


def conflicts_between(first: Needle, second: Needle) -> tuple[Conflict, ...]:
    """Where two needles come too near: shafts from tip to hub, and the handles on them (LPS mm)."""
    a, b = _Shaft(first), _Shaft(second)
    found = []
    radii = (first.outer_diameter_mm + second.outer_diameter_mm) / 2.0
    gap = segment_gap_mm(a.tip, a.hub, b.tip, b.hub) - radii
    if gap < SHAFTS_APART_MM:
        found.append(Conflict(first.id, second.id, "shafts", gap))
    hubs = segment_gap_mm(a.hub, a.end, b.hub, b.end) - 2.0 * HUB_RADIUS_MM
    if hubs < 0.0:
        found.append(Conflict(first.id, second.id, "hubs", hubs))
    for hub, shaft, thick in ((a, b, second), (b, a, first)):
        left = segment_gap_mm(hub.hub, hub.end, shaft.tip, shaft.hub) - HUB_RADIUS_MM - thick.outer_diameter_mm / 2.0
        if left < 0.0:
            found.append(Conflict(first.id, second.id, "hub and shaft", left))
    return tuple(found)


def conflicts_of(needles: Sequence[Needle]) -> tuple[Conflict, ...]:
    """Every conflict among several needles."""
    return tuple(found for a, b in combinations(needles, 2) for found in conflicts_between(a, b))


def punctures(skins: Sequence[Point | None]) -> int:
    """Skin punctures in all; needles whose skin is not known count one each."""
    kept: list[Vector] = []
    for skin in skins:
        if skin is not None and any(float(np.linalg.norm(vector(skin) - other)) < ONE_PUNCTURE_MM for other in kept):
            continue
        kept.append(vector(skin) if skin is not None else np.full(3, np.inf))
    return len(kept)


def best_together(groups: Sequence[Sequence[Proposal]]) -> NeedleSet:
    """One proposal of each group: no conflict, highest sum of scores; where that cannot be, the fewest conflicts.

    Groups without a proposal are left out. Deterministic.
    """
    filled = [group for group in groups if group]
    best: tuple[int, float, tuple[Proposal, ...]] | None = None
    clash: dict[tuple[int, int], int] = {}

    def conflicts(a: Proposal, b: Proposal) -> int:
        key = (id(a), id(b))
        if key not in clash:
            clash[key] = len(conflicts_between(a.needle, b.needle))
        return clash[key]

    rest = [sum(max(one.score for one in group) for group in filled[n:]) for n in range(len(filled) + 1)]

    def extend(chosen: tuple[Proposal, ...], broken: int, score: float) -> None:
        nonlocal best
        if best is not None and (broken, -(score + rest[len(chosen)])) >= (best[0], -best[1]):
            return
        if len(chosen) == len(filled):
            best = (broken, score, chosen)
            return
        for one in filled[len(chosen)]:
            extend((*chosen, one), broken + sum(conflicts(other, one) for other in chosen), score + one.score)

    extend((), 0, 0.0)
    chosen = best[2] if best is not None else ()
    return NeedleSet(
        chosen, conflicts_of([one.needle for one in chosen]), punctures([one.margins.skin_mm for one in chosen]), ()
    )


def propose_together(requests: Sequence[ProposalRequest], step: Step = no_steps) -> NeedleSet:
    """Needles for several levels, or for both pedicles of one: one per request and side asked for.

    Raises what `propose` raises.
    """
    groups: list[list[Proposal]] = []
    refused: list[str] = []
    searched, seconds = 0, 0.0
    for n, request in enumerate(requests):
        step(n / len(requests), request.field.level)
        for side in request.sides or ("left", "right"):
            found = propose(replace(request, sides=(side,)))
            groups.append(list(found.proposals))
            searched, seconds = searched + found.candidates_searched, seconds + found.search_s
            refused += found.refused if not found.proposals else ()
    chosen = best_together(groups)
    return replace(chosen, refused=tuple(refused), candidates_searched=searched, search_s=seconds)


def segment_gap_mm(a0: Vector, a1: Vector, b0: Vector, b1: Vector) -> float:
    """Least distance of two segments (LPS mm), after Ericson 2005, Real-Time Collision Detection, 5.1.9."""
    d1, d2, r = a1 - a0, b1 - b0, a0 - b0
    a, e, f = float(d1 @ d1), float(d2 @ d2), float(d2 @ r)
    c, b = float(d1 @ r), float(d1 @ d2)
    steep = a * e - b * b
    s = float(np.clip((b * f - c * e) / steep, 0.0, 1.0)) if steep > 1e-12 else 0.0
    t = (b * s + f) / e
    if t < 0.0:
        t, s = 0.0, float(np.clip(-c / a, 0.0, 1.0))
    elif t > 1.0:
        t, s = 1.0, float(np.clip((b - c) / a, 0.0, 1.0))
    return float(np.linalg.norm(a0 + s * d1 - b0 - t * d2))


class _Shaft:
    def __init__(self, needle: Needle) -> None:
        self.tip = vector(needle.target_mm)
        back = unit(vector(needle.entry_mm) - self.tip)
        self.hub = self.tip + back * needle.length_mm
        self.end = self.hub + back * HUB_LENGTH_MM
