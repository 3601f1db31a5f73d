"""Landmarks that name a vertebra, each read on its own, and what it means when two of them disagree."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from spineplan.anatomy.finding.disc_axis import NECK_DEPTH_MM
from spineplan.anatomy.finding.level_evidence import ALA_SHARE, Evidence
from spineplan.plan.levels import USUAL_LEVELS

Reason = Literal["sacrum", "ribs", "first_ribs", "axis", "size"]
BARE = -0.7
"""Two neighbours are bare of ribs when their ribs' mean is below this; a thoracic pair dips less. [CONV]"""
FIRST_RIB_GAIN = 1.1
"""Bone beside T1, where the first ribs lie flat, over that beside T2 (1.0 to 1.6 measured; C7 over T1: 0.1 to 0.9).
[CONV]"""
SAID = {"sacrum": "the sacrum", "ribs": "the last ribs", "first_ribs": "the first ribs", "axis": "C2"}
_MEANING = {
    ("sacrum", "ribs"): ("L6, a lumbarised S1, or no ribs at T12", "a sacralised L5, T13, or ribs at L1"),
    ("ribs", "first_ribs"): ("T13, or ribs at L1 or C7", "no ribs at T12 or T1"),
    ("first_ribs", "axis"): ("short ribs at T1", "ribs at C7"),
}
_ANY = ("T13, L6 or a lumbarised S1", "a sacralised L5, or eleven pairs of ribs")


@dataclass(frozen=True)
class Landmark:
    """index: which vertebra of a row, caudal first, is called so by it; may lie one beyond the last."""

    reason: Reason
    name: str
    index: int

    @property
    def lowest(self) -> int:
        """What it makes of the row: the rank, cranial first and C1 0, of the row's lowest vertebra."""
        return USUAL_LEVELS.index(self.name) + self.index


def landmarks_of(seen: Evidence) -> tuple[Landmark, ...]:
    """All that are seen, caudal first."""
    ends = (("ribs", "T12", _last_rib(seen)), ("first_ribs", "T1", _first_rib(seen)), ("axis", "C2", seen.axis))
    found = [Landmark("sacrum", "L5", seen.lowest)] if seen.lowest is not None else []
    if not found and len(seen.alae) and seen.alae[0] > ALA_SHARE:
        found = [Landmark("sacrum", "S1", 0)]
    found += [Landmark(reason, name, at) for reason, name, at in ends if at is not None]  # type: ignore[arg-type]
    return tuple(found)


def disagreement(landmarks: tuple[Landmark, ...]) -> str:
    """What two neighbouring landmarks that count differently mean, with both readings; empty when all agree."""
    return next((_said(low, high) for low, high in pairwise(landmarks) if low.lowest != high.lowest), "")


def _said(low: Landmark, high: Landmark) -> str:
    more = high.lowest - low.lowest
    what = f"{'one vertebra' if abs(more) == 1 else f'{abs(more)} vertebrae'} {'more' if more > 0 else 'less'}"
    meaning = _MEANING.get((low.reason, high.reason), _ANY)[more < 0]
    at = int(np.clip(USUAL_LEVELS.index(low.name) + more, 0, len(USUAL_LEVELS) - 1))
    other = "L6 or S1" if USUAL_LEVELS[at] == "S1" else USUAL_LEVELS[at]
    return (
        f"{what[0].upper()}{what[1:]} than usual from {SAID[high.reason]} to {SAID[low.reason]}: {meaning}, or a disc "
        f"was missed or counted twice. {low.name} counted from {SAID[low.reason]} is {other} counted from "
        f"{SAID[high.reason]}."
    )


def _last_rib(seen: Evidence) -> int | None:
    """Index of the lowest of at least two vertebrae with ribs above two (one, at the image's end) without."""
    ribs = seen.ribs
    for n in range(len(ribs) - 2):
        if ribs[max(0, n - 1) : n + 1].mean() < BARE and min(ribs[n + 1], ribs[n + 2]) > 0.0:
            return n + 1
    return None


def _first_rib(seen: Evidence) -> int | None:
    """Index of T1: the highest with ribs, or the one below when that is C7 by its transverse processes; None where the
    two look alike."""
    share, ribs = seen.rib_shares, seen.ribs
    for n in range(len(ribs) - 2, 1, -1):
        if ribs[n] > 0.0 and ribs[n + 1 : n + 3].mean() < BARE and seen.depths[n] <= NECK_DEPTH_MM:
            if share[n] > FIRST_RIB_GAIN * share[n - 1]:
                return n
            clear = share[n - 1] > FIRST_RIB_GAIN * max(share[n], share[n - 2])
            return n - 1 if clear else None
    return None


def usual_count(landmarks: tuple[Landmark, ...]) -> bool:
    """Whether the neck or the first ribs and the last ribs or the sacrum give the same count."""
    upper = any(one.reason in {"first_ribs", "axis"} for one in landmarks)
    lower = any(one.reason in {"sacrum", "ribs"} for one in landmarks)
    return upper and lower and len(np.unique([one.lowest for one in landmarks])) == 1
