"""Which vertebra is which: from one name that a user gave, or a suggestion with its reason when nobody did."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.finding.level_span import LevelSpan
from spineplan.anatomy.finding.spine_line import SpineLine
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank
from spineplan.resource_files import resource

NO_ANCHOR = "The count has no anchor: no level whose name is sure lies in the image. Confirm one name."

RIB_ASIDE_MM, RIB_AHEAD_MM = (36.0, 56.0), (-32.0, 2.0)
RIB_HU, RIB_SHARE, RIB_STEP = 150.0, 0.045, 0.025
"""Ribs fill 5 to 10 % of this room beside a thoracic vertebra; lumbar transverse processes end before it. [CONV]"""
ALA_ASIDE_MM, ALA_AHEAD_MM = (24.0, 44.0), (-6.0, 24.0)
ALA_SHARE = 0.45
"""Share of bone beside the body that only the sacrum has. [CONV]"""
DISC_SHARE = 1.28
"""Step from disc to disc over the body's posterior height. [CONV]"""
FIRST_RIB_GAIN, FIRST_RIB_SD, NECK_RIB_SD = 1.1, 0.2, 0.25
"""Bone beside T1 over that beside T2, where the first ribs lie flat (1.0 to 1.6 measured; C7 over T1: 0.1 to 0.9), and
what this and the share of C7 may be off. [CONV]"""
SIZE_SD, RIB_WEIGHT, ALA_WEIGHT = 0.16, 2.0, 4.0
LANDMARK_WEIGHT = 3.0
"""Of the sacrum's top below L5, and of C2 above the last disc."""
AT_SACRUM_MM = 20.0
FEWEST_LUMBAR = 3
"""The lowest vertebrae are not asked for ribs: long transverse processes and the iliac crests lie where ribs would."""

Reason = Literal["sacrum", "ribs", "first_ribs", "axis", "size"]
USUAL = tuple(name for name in ALL_LEVELS if name not in TRANSITIONAL and name != "Co" and name[0] != "S")


@dataclass(frozen=True)
class Suggestion:
    """names: one per span, caudal first ("S1" may come first). confidence 0..1: against the second-best count.
    reason: what it rests on. anchored: whether a landmark (sacrum, last or first rib, C2) lies in the image. doubt:
    a sentence when the landmarks say that this is not the usual spine."""

    names: tuple[str, ...]
    confidence: float
    reason: Reason
    anchored: bool
    doubt: str = ""


@dataclass(frozen=True, eq=False)
class Evidence:
    """One value per vertebra, caudal first: steps and depths in mm, share of bone where ribs and sacral wings lie.
    lowest: index of the vertebra on the sacrum; axis: index of C2, which may lie beyond the last; None unseen."""

    steps: npt.NDArray[np.float64]
    depths: npt.NDArray[np.float64]
    rib_shares: npt.NDArray[np.float64]
    alae: npt.NDArray[np.float64]
    lowest: int | None
    axis: int | None

    @property
    def ribs(self) -> npt.NDArray[np.float64]:
        """-1 (no ribs) .. 1 (ribs)."""
        return np.clip((self.rib_shares - RIB_SHARE) / RIB_STEP, -1.0, 1.0)


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


def rib_share(image: CubicImage, line: SpineLine, span: LevelSpan) -> float:
    """Share of bone in the room beside a vertebra where only ribs lie; the fuller side counts."""
    return max(_bone_beside(image, line, span, side, RIB_ASIDE_MM, RIB_AHEAD_MM) for side in (1.0, -1.0))


def ala_share(image: CubicImage, line: SpineLine, span: LevelSpan) -> float:
    """Share of bone on both sides of a body, where only the sacrum has its wings; the emptier side counts."""
    return min(_bone_beside(image, line, span, side, ALA_ASIDE_MM, ALA_AHEAD_MM) for side in (1.0, -1.0))


def evidence_of(
    image: CubicImage, line: SpineLine, spans: Sequence[LevelSpan], sacrum_mm: float | None, axis_seen: bool
) -> Evidence:
    """What speaks for names. sacrum_mm: arc position of the sacrum's top. axis_seen: above the last disc lies C2."""
    below = [abs(span.below.s_mm - sacrum_mm) for span in spans] if sacrum_mm is not None else []
    lowest = int(np.argmin(below)) if below and min(below) <= AT_SACRUM_MM else None
    # Where the image ends in the midst of a vertebra, ribs that are not seen may lie beyond.
    least = [0.0 if span.below.real and span.above.real else RIB_SHARE for span in spans]
    axis = len(spans) - (not spans[-1].above.real) if axis_seen and spans else None
    return Evidence(
        np.array([span.above.s_mm - span.below.s_mm for span in spans]),
        np.array([span.depth_mm for span in spans]),
        np.maximum(least, [rib_share(image, line, span) for span in spans]),
        np.array([ala_share(image, line, span) for span in spans]),
        lowest,
        axis,
    )


def suggest_names(seen: Evidence) -> Suggestion:
    """The count that sizes, ribs, the sacrum and C2 support best."""
    count = len(seen.steps)
    order = (*USUAL, "S1")
    offers = sorted(
        ((_likelihood([order[last - n] for n in range(count)], seen), last) for last in range(count - 1, len(order))),
        reverse=True,
    )
    if not offers:
        return Suggestion(names_from("L5", 0, min(count, len(USUAL))), 0.0, "size", False)
    names = tuple(order[offers[0][1] - n] for n in range(count))
    margin = offers[0][0] - offers[1][0] if len(offers) > 1 else 0.0
    reason = _reason(names, seen)
    confidence = float(1.0 - np.exp(-max(margin, 0.0)))
    return Suggestion(names, confidence, reason, reason != "size", _unusual(seen))


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
    """Whether bone beside the spine ends above T1 as the ribs do."""
    if not {"T1", "C7"} <= set(names):
        return False
    share = dict(zip(names, seen.rib_shares, strict=True))
    ribs = dict(zip(names, seen.ribs, strict=True))
    clear = share["C7"] < share["T1"] / FIRST_RIB_GAIN and ribs.get("C6", -1.0) < 0.0
    peak = share["T1"] > FIRST_RIB_GAIN * share.get("T2", 0.0) or ribs["C7"] < 0.0
    return bool(ribs["T1"] > 0.0 and clear and peak)


def _is_axis(names: Sequence[str], at: int) -> bool:
    return names[at] == "C2" if at < len(names) else names[-1] == "C3"


def _unusual(seen: Evidence) -> str:
    """A sentence when the vertebrae without ribs are not five, or those with ribs not twelve; empty when they are."""
    ribs = seen.ribs
    if seen.lowest is None:
        return ""
    bearing = [n for n in range(seen.lowest + FEWEST_LUMBAR, len(ribs)) if ribs[n] > 0.0]
    if not bearing:
        return ""
    lumbar = bearing[0] - seen.lowest
    if lumbar > 5:
        return (f"{lumbar} vertebrae without ribs lie above the sacrum: L6, a lumbarised S1, or a twelfth rib is "
                "missing.")  # fmt: skip
    if lumbar < 5:
        return (f"Only {lumbar} vertebrae without ribs lie above the sacrum: a sacralised L5, T13, or ribs "
                "at L1.")  # fmt: skip
    above = next((n for n in range(bearing[0], len(ribs) - 1) if ribs[n] < 0.0 and ribs[n + 1] < 0.0), None)
    thoracic = above - bearing[0] if above is not None else 12
    return f"{thoracic} vertebrae bear ribs, not 12." if thoracic in (11, 13) else ""


def _bone_beside(
    image: CubicImage, line: SpineLine, span: LevelSpan, side: float,
    aside_mm: tuple[float, float], ahead_mm: tuple[float, float],
) -> float:  # fmt: skip
    s = np.arange(span.below.s_mm, span.above.s_mm, 2.0)
    rows = np.clip(np.rint(s).astype(int), 0, len(line) - 1)
    u, v = np.arange(*ahead_mm, 2.0), side * np.arange(*aside_mm, 2.0)
    points = line.points_mm[rows][:, None, None] + u[:, None, None] * line.anterior[rows][:, None, None]
    return float((image.at(points + v[:, None] * line.left[rows][:, None, None]) > RIB_HU).mean())


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
