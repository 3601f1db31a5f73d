"""Which vertebra is which: from one name that a user gave, or a suggestion with its reason when nobody did."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from spineplan.anatomy.finding.level_evidence import ALA_SHARE, RIB_SHARE, Evidence
from spineplan.anatomy.finding.level_landmarks import (
    FIRST_RIB_GAIN,
    SAID,
    Reason,
    disagreement,
    landmarks_of,
    usual_count,
)
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank
from spineplan.resource_files import resource

NO_ANCHOR = "The count has no anchor: no level whose name is sure lies in the image. Confirm one name."

DISC_SHARE = 1.28
"""Step from disc to disc over the body's posterior height. [CONV]"""
FIRST_RIB_SD, NECK_RIB_SD = 0.2, 0.25
"""What the bone beside T1 over that beside T2, and that of C7 over T1, may be off. [CONV]"""
SIZE_SD, RIB_WEIGHT, ALA_WEIGHT = 0.16, 2.0, 4.0
LANDMARK_WEIGHT = 3.0
"""Of the sacrum's top below L5, and of C2 above the last disc."""
CLOSE_CALL = 0.6
"""A count that is less sure than this is no better than its neighbour. [CONV]"""
FAINT_RIB = 0.2
"""On the scale of Evidence.ribs: T12 has more, L1 less than minus this (0.2, -0.8 at worst in calm images). [CONV]"""
USUAL = tuple(name for name in ALL_LEVELS if name not in TRANSITIONAL and name != "Co" and name[0] != "S")


@dataclass(frozen=True)
class Suggestion:
    """names: one per span, caudal first ("S1" may come first). confidence 0..1: against the second-best count.
    reason: what it rests on. anchored: whether a landmark (sacrum, last or first rib, C2) lies in the image. doubt:
    a sentence when landmarks disagree, another count is nearly as good, or a disc may be missed; other: the names of
    that second reading, where it is one. checked: whether the neck or first ribs and the last ribs or sacrum give this
    count, so that a vertebra more or less than usual would have been noticed. agreeing: all landmarks of this count."""

    names: tuple[str, ...]
    confidence: float
    reason: Reason
    anchored: bool
    doubt: str = ""
    other: tuple[str, ...] = ()
    checked: bool = False
    agreeing: tuple[Reason, ...] = ()

    @property
    def rests_on(self) -> str:
        """The landmarks of this count, in words."""
        words = [*dict.fromkeys(SAID[one] for one in (self.reason, *self.agreeing) if one in SAID)]
        return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) or "the size of the vertebrae alone"


def names_from(anchor_name: str, anchor_index: int, count: int, extra: Sequence[str] = ()) -> tuple[str, ...]:
    """Names of `count` vertebrae, caudal first, when the one at anchor_index is anchor_name.

    extra: "T13" or "L6" when the patient has them. Raises ValueError for a name that is no level, or a count that
    runs off the spine.
    """
    level_rank(anchor_name)
    counted = {anchor_name, *extra}
    order = [name for name in ALL_LEVELS if name not in TRANSITIONAL or name in counted]
    at = order.index(anchor_name) + anchor_index
    if at >= len(order) or at - count + 1 < 0:
        raise ValueError(f"{count} vertebrae do not fit when one of them is {anchor_name}")
    return tuple(order[at - n] for n in range(count))


def suggest_names(seen: Evidence) -> Suggestion:
    """The count that sizes, ribs, the sacrum and C2 support best."""
    count = len(seen.steps)
    order = (*USUAL, "S1")
    offers = sorted(
        ((_likelihood(_row(last, count), seen), last) for last in range(count - 1, len(order))), reverse=True
    )
    if not offers:
        return Suggestion(names_from("L5", 0, min(count, len(USUAL))), 0.0, "size", False)
    best, others = offers[0], offers[1:]
    names = _row(best[1], count)
    reason, landmarks = _reason(names, seen), landmarks_of(seen)
    confidence = float(1.0 - np.exp(-max(best[0] - others[0][0], 0.0))) if others else 0.0
    doubt = disagreement(landmarks) or _faint_ribs(names, seen)
    other = next((one.lowest for one in landmarks if one.lowest != best[1]), None)
    if not doubt and confidence < CLOSE_CALL and others:
        other = others[0][1]
        doubt = f"{order[other]} instead of {names[0]} for the lowest vertebra fits nearly as well."
    agreeing = tuple(one.reason for one in landmarks if one.lowest == best[1])
    second = _row(other, count) if doubt and other is not None and count - 1 <= other < len(order) else ()
    checked = not doubt and usual_count(landmarks) and bool(agreeing)
    return Suggestion(names, confidence, reason, reason != "size", doubt, second, checked, agreeing)


def _faint_ribs(names: Sequence[str], seen: Evidence) -> str:
    """A sentence where vertebrae within the image show neither ribs nor their absence at the end of the ribs."""
    ribs = dict(zip(names[1:-1], seen.ribs[1:-1], strict=True))
    if ribs.get("T12", 1.0) < FAINT_RIB:
        return "T12 shows no clear ribs: it may be L1, or its ribs are short."
    if ribs.get("L1", -1.0) > -FAINT_RIB:
        return "L1 seems to bear ribs: it may be T12 or T13."
    return ""


def _row(last: int, count: int) -> tuple[str, ...]:
    """Names caudal first, when the lowest has this rank."""
    return tuple((*USUAL, "S1")[last - n] for n in range(count))


def _reason(names: Sequence[str], seen: Evidence) -> Reason:
    """The surest landmark that these names agree with."""
    ribs = dict(zip(names, seen.ribs, strict=True))
    if names[0] == "S1" and seen.alae[0] > ALA_SHARE / 2.0:
        return "sacrum"
    if seen.lowest is not None and names[seen.lowest] == "L5":
        return "sacrum"
    if ribs.get("T12", -1.0) > 0.0 > ribs.get("L1", 1.0):
        return "ribs"
    if seen.axis is not None and _is_axis(names, seen.axis):
        return "axis"
    return "first_ribs" if _has_first_ribs(names, seen) else "size"


def _has_first_ribs(names: Sequence[str], seen: Evidence) -> bool:
    """Whether bone beside the spine ends above T1 as the ribs do; without T2 beside it T1 may as well be C7."""
    if not {"T2", "T1", "C7"} <= set(names):
        return False
    share = dict(zip(names, seen.rib_shares, strict=True))
    ribs = dict(zip(names, seen.ribs, strict=True))
    clear = share["C7"] < share["T1"] / FIRST_RIB_GAIN and ribs.get("C6", -1.0) < 0.0
    peak = share["T1"] > FIRST_RIB_GAIN * share["T2"] or ribs["C7"] < 0.0
    return bool(ribs["T1"] > 0.0 and clear and peak)


def _is_axis(names: Sequence[str], at: int) -> bool:
    return names[at] == "C2" if at < len(names) else names[-1] == "C3"


def _likelihood(names: Sequence[str], seen: Evidence) -> float:
    sizes = np.array([_size(name) for name in names])
    real = np.array([name != "S1" for name in names])
    # A small patient is small everywhere: one scale for all levels, held near 1.
    off_step, off_depth = np.log(seen.steps / (sizes[:, 0] * DISC_SHARE)), np.log(seen.depths / sizes[:, 1])
    both = np.concatenate([off_step[real], off_depth[real]])
    scale = float(both.sum() / (len(both) + 4.0)) if len(both) else 0.0
    value = -0.5 * float(np.minimum(np.square((both - scale) / SIZE_SD), 6.0).sum()) - 0.5 * (scale / 0.12) ** 2
    for at, (name, rib, ala) in enumerate(zip(names, seen.ribs, seen.alae, strict=True)):
        bare = name in {"L1", "L2", "L3"} or (name[0] == "C" and name != "C7")
        value += RIB_WEIGHT * float(rib if name[0] == "T" else -rib if bare else 0.0)
        if name in {"T1", "C7"} and at > 0:
            value += RIB_WEIGHT * _first_rib(name, seen.rib_shares[at], seen.rib_shares[at - 1])
        wing = float(np.clip((ala - ALA_SHARE) / 0.2, -1.0, 1.0))
        value += ALA_WEIGHT * (wing if name == "S1" else -max(wing, 0.0))
    value += LANDMARK_WEIGHT * (seen.lowest is not None and names[seen.lowest] == "L5")
    return value + LANDMARK_WEIGHT * (seen.axis is not None and _is_axis(names, seen.axis))


def _first_rib(name: str, share: float, below: float) -> float:
    """-1..1: T1 has more bone beside it than T2, and C7, whose transverse processes and whose neighbour's ribs reach
    there too, not more than T1."""
    ratio = share / max(below, RIB_SHARE / 2.0)
    off = (ratio - 1.0) / FIRST_RIB_SD if name == "T1" else (1.0 - ratio) / NECK_RIB_SD
    return float(np.clip(off, -1.0, 1.0))


def _size(name: str) -> tuple[float, float]:
    """Posterior height and mean depth, mm, of a level; a sacral one takes L5's."""
    table = _table()
    if name in table["levels"]:
        _, _, upper, lower, height = table["levels"][name]
        return float(height), float(upper + lower) / 2.0
    if name[0] == "C":
        _, depth, height = table["cervical"]["size_mm"]
        return float(height), float(depth)
    return _size("L5")


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("anatomy/body_sizes.json").read_text(encoding="utf-8"))
    return loaded
