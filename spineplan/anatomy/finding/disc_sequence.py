"""The row of discs as the best regular sequence, and how sure it is: compared with the second-best one."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.compiled import compiled
from spineplan.anatomy.finding.disc_phase import INTERVAL_OF_DEPTH_MM
from spineplan.anatomy.finding.disc_profile import DiscProfile

DISC_PRICE = 0.1
"""A disc must score more than this to be worth adding. [CONV]"""
INTERVALS_MM = (9, 50)
GROWTH = 1.03
"""Mean ratio of an interval to the next cranial one."""
NEIGHBOUR_SD, DEPTH_SD = 0.16, 0.22
PRIOR_WEIGHT, PRIOR_CAP = 0.5, 4.0
"""A collapsed vertebra pays no more than the cap."""
FLATTEST_MM, FLAT_SHARE, FLAT_PRICE = 8, 0.6, 0.85
"""A vertebra plana: two clear discs closer than this share of the step before them cost no more than this. [CONV]"""
MIDDLE_WEIGHT = 3.0
"""A disc lies about half way between two clicked bodies: the price of the far end of the room in between. [CONV]"""
SLIP_SHARE = 0.22
"""Another sequence is another answer when this disc lies more than this share of an interval elsewhere."""
CLEAR_EDGE, FAIR_EDGE = 0.6, 0.35
CLEAR_MARGIN, FAIR_MARGIN = 0.6, 0.25
"""End-plate contrast and score lost by the second-best sequence at which a disc is clear, or worth a look. [CONV]"""

FAINT_SHARE = 0.2
"""With more faint discs than this the whole row is in doubt. [CONV]"""

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True)
class Disc:
    """s_mm: arc position of its middle. edge: end-plate contrast 0..1. margin: what the best sequence loses when it
    must do without a disc here. clicked: placed by vertebrae that a user clicked. in_clear_row: few discs of
    its row are faint; a row of faint ones can slip as a whole and look regular. slips: the second-best sequence has
    one disc more or fewer here, between discs that both have."""

    s_mm: float
    edge: float
    margin: float
    sagittal_deg: float
    coronal_deg: float
    clicked: bool = False
    in_clear_row: bool = True
    slips: bool = False

    @property
    def confidence(self) -> Confidence:
        """high, medium or low."""
        if self.clicked:
            return "high"
        clear = self.edge >= CLEAR_EDGE and self.margin >= CLEAR_MARGIN
        if clear and self.in_clear_row:
            return "high"
        fair = self.edge >= FAIR_EDGE and self.margin >= FAIR_MARGIN
        return "medium" if clear or (fair and self.in_clear_row) else "low"

    @property
    def count_in_doubt(self) -> bool:
        """Whether a disc more or fewer hereabouts is nearly as good; faint rows must be twice as clear."""
        return self.slips and self.margin < (CLEAR_MARGIN if self.in_clear_row else 2.0 * CLEAR_MARGIN)


def find_discs(profile: DiscProfile, from_mm: float = 0.0, to_mm: float = np.inf) -> tuple[Disc, ...]:
    """Discs caudal to cranial between two arc positions; empty where the spine shows none."""
    rows = np.arange(len(profile.score))
    expected = np.interp(profile.depth_mm, *INTERVAL_OF_DEPTH_MM)
    free = (rows < from_mm) | (rows > to_mm)
    clear = profile.edge >= CLEAR_EDGE
    total, found = best_sequence(profile.score, expected, free, clear, *_CONSTANTS)
    discs = []
    for n, s in enumerate(found):
        steps = np.diff(found[max(0, n - 1) : n + 2])
        step = float(steps.mean()) if len(steps) else float(expected[s])
        reach = max(2, round(SLIP_SHARE * step))
        banned = free.copy()
        banned[max(0, s - reach) : s + reach + 1] = True
        other, path = best_sequence(profile.score, expected, banned, clear, *_CONSTANTS)
        slips = _another_count(found, path, n, reach, (from_mm > 0.0, bool(np.isfinite(to_mm))))
        discs.append(replace(_disc(profile, int(s), total - other), slips=slips))
    faint = sum(disc.confidence == "low" for disc in discs)
    clear_row = faint <= FAINT_SHARE * len(discs)
    return tuple(replace(disc, in_clear_row=clear_row) for disc in discs)


def _another_count(
    found: npt.NDArray[np.int64], path: npt.NDArray[np.int64], n: int, reach: int, ends: tuple[bool, bool]
) -> bool:
    """Whether another sequence has more or fewer discs between the two nearest to disc n that both have. Where a
    landmark bounds the row (ends: below, above), the outermost discs count as shared if they are near."""
    if not len(path):
        return False
    nearest = np.abs(path[None, :] - found[:, None]).argmin(axis=1)
    away = np.abs(path[nearest] - found)
    shared = away <= reach
    for end, bounded in zip((0, -1), ends, strict=True):
        shared[end] |= bounded and away[end] <= 2 * reach
    below, above = np.flatnonzero(shared[:n]), n + 1 + np.flatnonzero(shared[n + 1 :])
    if not len(below) or not len(above):
        return False
    return bool(nearest[above[0]] - nearest[below[-1]] != above[0] - below[-1])


def discs_between(profile: DiscProfile, clicks_s_mm: list[float]) -> tuple[Disc | None, ...]:
    """One disc between each two neighbouring clicks in vertebral bodies (arc positions), and one beyond each end.

    The best-scoring place between 20 % and 80 % of the way; beyond the ends, about half an interval away. None where
    that place lies outside the images.
    """
    clicks = sorted(clicks_s_mm)
    spans = [(a + 0.2 * (b - a), a + 0.8 * (b - a)) for a, b in pairwise(clicks)]
    first, last = _step(profile, clicks, 0), _step(profile, clicks, -1)
    spans = [(clicks[0] - 0.85 * first, clicks[0] - 0.3 * first), *spans]
    spans.append((clicks[-1] + 0.3 * last, clicks[-1] + 0.85 * last))
    discs: list[Disc | None] = []
    for low, high in spans:
        at = np.arange(max(0, round(low)), min(len(profile.score) - 1, round(high)) + 1)
        if not len(at):
            discs.append(None)
            continue
        middle = (low + high) / 2.0
        # Where the image ends nothing speaks for or against a disc.
        score = np.where(profile.seen[at], profile.score[at], 0.1)
        weight = score - MIDDLE_WEIGHT * (np.abs(at - middle) / max(1.0, high - low)) ** 2
        discs.append(_disc(profile, int(at[weight.argmax()]), 1.0, clicked=True))
    return tuple(discs)


def _step(profile: DiscProfile, clicks: list[float], end: int) -> float:
    expected = float(
        np.interp(profile.depth_mm[int(np.clip(clicks[end], 0, len(profile.depth_mm) - 1))], *INTERVAL_OF_DEPTH_MM)
    )
    if len(clicks) < 2:
        return expected
    neighbour = abs(clicks[1] - clicks[0]) if end == 0 else abs(clicks[-1] - clicks[-2])
    return 0.5 * (expected + neighbour)


def _disc(profile: DiscProfile, s: int, margin: float, clicked: bool = False) -> Disc:
    return Disc(_refined(profile.score, s), float(profile.edge[s]), float(margin), float(profile.sagittal_deg[s]),
                float(profile.coronal_deg[s]), clicked)  # fmt: skip


def _refined(score: npt.NDArray[np.float64], s: int) -> float:
    """Peak of the parabola through three neighbours."""
    if not 0 < s < len(score) - 1:
        return float(s)
    left, here, right = score[s - 1 : s + 2]
    bend = left - 2.0 * here + right
    return s + float(np.clip(0.5 * (left - right) / bend, -0.5, 0.5)) if bend < -1e-9 else float(s)


FLAT_CODE = -10
"""In `back`: reached over a collapsed vertebra of this less the code millimetres."""


@compiled
def traced(back: npt.NDArray[np.int64], s: int, c: int, shortest: int) -> npt.NDArray[np.int64]:
    """Positions, caudal first, of the sequence that ends at s with interval c (-1: alone)."""
    path = np.empty(len(back), dtype=np.int64)
    length = 0
    while s >= 0:
        path[length] = s
        length += 1
        if c < 0:
            break
        code = back[s, c]
        if code <= FLAT_CODE:
            s += code - FLAT_CODE
        else:
            s, c = s - (shortest + c), code
    return path[:length][::-1].copy()


@compiled
def flat_steps(
    gain: npt.NDArray[np.float64],
    back: npt.NDArray[np.int64],
    alone: npt.NDArray[np.float64],
    clear: npt.NDArray[np.bool_],
    s: int,
    shortest: int,
    flattest: int,
    flat_share: float,
    flat_price: float,
) -> None:
    """Sequences that reach s over a collapsed vertebra; the next interval is compared with the one before it."""
    for c in range(gain.shape[1]):
        for step in range(flattest, int(flat_share * (shortest + c)) + 1):
            before = s - step
            if before < 0 or not clear[before] or gain[before, c] < -1e8:
                continue
            value = gain[before, c] + alone[s] - flat_price
            if value > gain[s, c]:
                gain[s, c] = value
                back[s, c] = FLAT_CODE - step


@compiled
def best_sequence(
    score: npt.NDArray[np.float64],
    expected: npt.NDArray[np.float64],
    banned: npt.NDArray[np.bool_],
    clear: npt.NDArray[np.bool_],
    shortest: int,
    longest: int,
    price: float,
    growth: float,
    neighbour_sd: float,
    depth_sd: float,
    weight: float,
    cap: float,
    flattest: int,
    flat_share: float,
    flat_price: float,
) -> tuple[float, npt.NDArray[np.int64]]:
    """Value and positions of the sequence with the largest sum of (score - price) less what its intervals cost."""
    n = len(score)
    count = longest - shortest + 1
    gain = np.full((n, count), -1e9)
    back = np.full((n, count), -2, dtype=np.int64)
    best, best_s, best_c = 0.0, -1, -1
    alone = np.full(n, -1e9)
    for s in range(n):
        if banned[s]:
            continue
        alone[s] = score[s] - price
        if alone[s] > best:
            best, best_s, best_c = alone[s], s, -1
        for c in range(count):
            step = shortest + c
            before = s - step
            if before < 0 or banned[before]:
                continue
            middle = (s + before) // 2
            off = np.log(step / expected[middle]) / depth_sd
            fit = weight * min(off * off, cap)
            top, code = alone[before], -1
            for d in range(count):
                if gain[before, d] < -1e8:
                    continue
                off = np.log((shortest + d) / (step * growth)) / neighbour_sd
                value = gain[before, d] - weight * min(off * off, cap)
                if value > top:
                    top, code = value, d
            value = top + alone[s] - fit
            gain[s, c] = value
            back[s, c] = code
        if clear[s]:
            flat_steps(gain, back, alone, clear, s, shortest, flattest, flat_share, flat_price)
        for c in range(count):
            if gain[s, c] > best:
                best, best_s, best_c = gain[s, c], s, c
    return best, traced(back, best_s, best_c, shortest)


_CONSTANTS = (*INTERVALS_MM, DISC_PRICE, GROWTH, NEIGHBOUR_SD, DEPTH_SD, PRIOR_WEIGHT, PRIOR_CAP,
              FLATTEST_MM, FLAT_SHARE, FLAT_PRICE)  # fmt: skip
