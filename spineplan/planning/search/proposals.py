"""Proposals: every candidate needle of an approach measured, the safe ones ranked, the best of each kind explained."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from dataclasses import field as dataclass_field

import numpy as np
import numpy.typing as npt

from spineplan.clinical.approaches import Approach, approach
from spineplan.clinical.needles import NeedleModel, needle_models, pedicle_fit
from spineplan.errors import InputRefused
from spineplan.geometry.vectors import point
from spineplan.measure.needle import HUB_ALLOWANCE_MM
from spineplan.plan.model import Needle, Side
from spineplan.planning.field.safety_field import SafetyField, Step, no_steps
from spineplan.planning.margins.carm import USUAL_C_ARM, CArmLimits
from spineplan.planning.margins.guidance import Guidance, guidance
from spineplan.planning.margins.needle_margins import NeedleMargins, margins_of
from spineplan.planning.search import kernel
from spineplan.planning.search.candidates import Candidates, candidates_for
from spineplan.planning.search.reasons import reasons_for
from spineplan.planning.search.refusals import Tally, refusal
from spineplan.planning.search.score import TERMS, Weights, scores_of, terms_of, weights_in_use

Doubles = npt.NDArray[np.float64]

LEAST_WALL_MM, LEAST_CANAL_MM, LEAST_STRUCTURE_MM = 0.2, 0.5, 0.5
LEAST_VOXELS = 0.3
"""Software convention: hard limits, and not less than this share of a voxel, for a label's edge is not known better;
margins are wanted, these are demanded."""
BLOCK = 4096
GOOD_WALL_MM, WALL_SHARE = 1.5, 0.75
"""Software convention: in a tight pedicle only paths that keep this share of the best wall are ranked at all."""
ERROR_WALL_MM, ERROR_SLACK_MM = -1.3, 0.4
"""Software convention: the guidance's error may leave the pedicle by less than 2 mm (grade B; the lattice is not more
exact than 0.7 mm); where no path is that good, those near the best are ranked."""
APART_MM = 6.0
"""Needles of one kind lie nearer than this at their tips and where they enter the bone; software convention."""
LOOKED_AT = 80
"""Kinds of needle held against exact margins before a side is given up."""


@dataclass(frozen=True, eq=False)
class ProposalRequest:
    """approach: its id. sides: those asked for; empty: all of the approach. gauge: as in the catalogue, "11G"; empty:
    the usual one, or the next that fits. top: how many proposals are wanted. limits: of the C-arm."""

    field: SafetyField
    approach: str
    sides: tuple[Side, ...] = ()
    gauge: str = ""
    guidance: Guidance = dataclass_field(default_factory=lambda: guidance(""))
    weights: Weights = dataclass_field(default_factory=Weights)
    limits: CArmLimits = USUAL_C_ARM
    hub_allowance_mm: float = HUB_ALLOWANCE_MM
    top: int = 5


@dataclass(frozen=True, eq=False)
class Proposal:
    """needle: ready for the plan, but for its id. terms: each term of the score, 0 to 1; score: 0 to 100. reasons: in
    words, the most important first."""

    needle: Needle
    margins: NeedleMargins
    score: float
    terms: dict[str, float]
    reasons: tuple[str, ...]

    @property
    def is_held(self) -> bool:
        """Whether the guidance's error leaves the pedicle by less than 2 mm (grade A or B), where one is passed."""
        envelope = self.margins.envelope
        return envelope is None or envelope.grade in (None, "A", "B")


@dataclass(frozen=True, eq=False)
class Proposals:
    """proposals: best first, those that the guidance's error leaves at grade A or B before all others. refused: a
    sentence per side (and gauge) for which there is none. search_s: seconds."""

    approach: str
    level: str
    candidates_searched: int
    search_s: float
    proposals: tuple[Proposal, ...]
    refused: tuple[str, ...]
    weights: dict[str, float]
    notes: tuple[str, ...]


def propose(request: ProposalRequest, step: Step = no_steps) -> Proposals:
    """The best needle of each kind, or why there is none. Deterministic: equal requests give equal proposals.

    Raises InputRefused for an approach or gauge that the catalogues do not hold, or an approach not for the level.
    """
    started = time.perf_counter()
    way = _approach(request)
    sides = [side for side in way.sides if not request.sides or side in request.sides]
    if not sides:
        raise InputRefused(f"{way.name} has no {' or '.join(request.sides)} side.")
    used = weights_in_use(request.weights, way, request.field)
    found: list[Proposal] = []
    refused: list[str] = []
    searched = 0
    for n, side in enumerate(sides):
        step(n / len(sides), f"{way.name}, {side}")
        for gauge in _gauges(request, way, side):
            result = _one_side(request, way, side, gauge, used)
            searched += result.searched
            if result.proposals:
                found += result.proposals
                break
            refused.append(result.refusal)
    step(1.0, "done")
    best = _shared_out(found, request.top)
    return Proposals(
        way.id, request.field.level, searched, time.perf_counter() - started, tuple(best), tuple(refused), used,
        request.field.notes,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _SideResult:
    searched: int
    proposals: list[Proposal]
    refusal: str


def _approach(request: ProposalRequest) -> Approach:
    way = approach(request.approach)
    if way is None:
        raise InputRefused(f'There is no approach "{request.approach}".')
    if not way.suits(request.field.level):
        raise InputRefused(
            f"{way.name} is meant for {way.levels[0]} to {way.levels[1]}, not for {request.field.level}."
        )
    return way


def _gauges(request: ProposalRequest, way: Approach, side: Side) -> tuple[str, ...]:
    """The gauge asked for, else the approach's: those first that leave the pedicle 2 mm, then those that fit at all."""
    diameters = {model.gauge: model.outer_diameter_mm for model in needle_models()}
    if request.gauge:
        wanted = request.gauge.upper().removesuffix("G") + "G"
        if wanted not in diameters:
            listed = ", ".join(sorted(diameters, key=lambda name: int(name[:-1])))
            raise InputRefused(f'There is no gauge "{request.gauge}"; known are {listed}.')
        return (wanted,)
    pedicle = request.field.pedicles.get("right" if side == "right" else "left")
    if way.path != "pedicle" or pedicle is None:
        return way.gauges
    order = ("ok", "amber", "red")
    width = max(pedicle.width_mm, 0.1)
    return tuple(sorted(way.gauges, key=lambda gauge: order.index(pedicle_fit(diameters[gauge], width).severity)))


def _one_side(request: ProposalRequest, way: Approach, side: Side, gauge: str, used: dict[str, float]) -> _SideResult:
    field = request.field
    models = [model for model in needle_models() if model.gauge == gauge]
    radius = models[0].outer_diameter_mm / 2.0
    candidates = candidates_for(field, way, side, radius)
    if candidates is None:
        return _SideResult(0, [], refusal(field, way, side, models[0], None))
    flags, rows = _measured(request, way, side, candidates, models)
    safe = np.flatnonzero(flags == 0)
    tally = Tally(flags, rows)
    if safe.size == 0:
        return _SideResult(candidates.count, [], refusal(field, way, side, models[0], tally))
    if candidates.through:
        safe = _best_walled(safe, rows)
    targets = candidates.targets[safe // len(candidates.backs)]
    terms = terms_of(field, way, side, targets, rows[safe])
    scores = scores_of(terms, used)
    order = np.lexsort((safe, -np.round(scores, 6)))

    def explained(at: int) -> Proposal | None:
        return _explained(request, way, side, models, candidates, int(safe[at]), rows, float(scores[at]),
                          {name: float(terms[name][at]) for name in TERMS})  # fmt: skip

    proposals: list[Proposal] = []
    for at in _distinct(candidates, safe, order, rows):
        proposal = explained(at)
        proposals += [proposal] if proposal is not None else []
        if len(proposals) == request.top:
            break
    if candidates.through and proposals and not any(one.is_held for one in proposals):
        firmest = np.argsort(-rows[safe, kernel.LEFT_ERROR], kind="stable")[:LOOKED_AT]
        held = next((one for one in map(explained, firmest) if one is not None and one.is_held), None)
        proposals = [held, *proposals][: request.top] if held is not None else proposals
    sentence = "" if proposals else refusal(field, way, side, models[0], tally)
    return _SideResult(candidates.count, proposals, sentence)


def _best_walled(safe: npt.NDArray[np.int64], rows: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """Those that keep most of the best wall, and of them those that the guidance's error leaves at grade B."""
    wall = rows[safe, kernel.LEFT_WALL]
    kept = safe[wall >= min(GOOD_WALL_MM, WALL_SHARE * wall.max())]
    error = rows[kept, kernel.LEFT_ERROR]
    return np.asarray(kept[error >= min(ERROR_WALL_MM, float(error.max()) - ERROR_SLACK_MM)])


def _measured(
    request: ProposalRequest, way: Approach, side: Side, candidates: Candidates, models: Sequence[NeedleModel]
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.float32]]:
    """Flags and numbers of every candidate, on two threads."""
    field = request.field
    longest = max(model.length_mm for model in models) - request.hub_allowance_mm
    edge = LEAST_VOXELS * field.region.parent.spacing_mm[0]
    free, carm = way.path == "lateral", request.limits
    limits = np.array([
        models[0].outer_diameter_mm / 2.0,
        max(LEAST_WALL_MM, edge) if candidates.through else -1e6,
        max(LEAST_CANAL_MM, edge), max(LEAST_STRUCTURE_MM, edge), longest,
        180.0 if free else carm.primary_deg, 180.0 if free else carm.secondary_deg,
        *way.axial_deg, *way.cranio_caudal_deg,
        -1.0 if side == "right" else 1.0, 0.0 if way.path == "anterior" else 1.0, 1.0 if way.through_mouth else 0.0,
        way.least_bone_mm, request.guidance.tip_mm, np.tan(np.radians(request.guidance.angle_deg)),
    ])  # fmt: skip
    count = candidates.count
    flags, rows = np.zeros(count, dtype=np.uint16), np.zeros((count, kernel.COLUMNS), dtype=np.float32)
    zone = candidates.zone

    near, lattice = field.near_for(way.crosses), field.far_for(way.crosses).arrays

    def block(first: int) -> None:
        kernel.measure(
            candidates.targets, candidates.backs, candidates.through, near, lattice, field.frame.axes, zone, limits,
            flags, rows, first, min(first + BLOCK, count),
        )  # fmt: skip

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(block, range(0, count, BLOCK)))
    return flags, rows


def _distinct(
    candidates: Candidates, safe: npt.NDArray[np.int64], order: npt.NDArray[np.int64], rows: npt.NDArray[np.float32]
) -> Iterator[int]:  # fmt: skip
    """Positions in `safe`, best first, each of another kind than all before it."""
    count = len(candidates.backs)
    numbers = safe[order]
    tips = candidates.targets[numbers // count]
    backs = candidates.backs[numbers % count] - (tips if candidates.through else 0.0)
    backs = backs / np.linalg.norm(backs, axis=1, keepdims=True)
    entries = tips + backs * rows[numbers, kernel.IN_BONE, None]
    left = np.ones(len(order), dtype=np.bool_)
    for _ in range(LOOKED_AT):
        if not left.any():
            return
        at = int(np.argmax(left))
        yield int(order[at])
        near = np.square(tips - tips[at]).sum(axis=1) < APART_MM**2
        near &= np.square(entries - entries[at]).sum(axis=1) < APART_MM**2
        left &= ~near


def _explained(
    request: ProposalRequest, way: Approach, side: Side, models: Sequence[NeedleModel], candidates: Candidates, n: int,
    rows: npt.NDArray[np.float32], score: float, terms: dict[str, float],
) -> Proposal | None:  # fmt: skip
    """The candidate with exact margins; None when they do not bear out what the lattices promised."""
    count = len(candidates.backs)
    tip = candidates.targets[n // count]
    back = candidates.backs[n % count] - tip if candidates.through else candidates.backs[n % count]
    back = back / np.linalg.norm(back)
    entry = tip + back * max(float(rows[n, kernel.IN_BONE]), 5.0)
    skin_depth = float(rows[n, kernel.SKIN_DEPTH])
    model = _long_enough(models, skin_depth + request.hub_allowance_mm)
    margins = _margins(request, way, side, model, entry, tip)
    if margins.length is not None and not margins.length.fits:
        longer = _long_enough(models, margins.length.needed_mm)
        if longer.length_mm <= model.length_mm:
            return None
        model = longer
        margins = _margins(request, way, side, model, entry, tip)
    if not _borne_out(way, margins):
        return None
    needle = _needle(request, way, side, model, np.asarray(margins.bone_entry_mm or entry), tip)
    return Proposal(needle, margins, score, terms, reasons_for(request.field, way, needle, margins))


def _margins(
    request: ProposalRequest, way: Approach, side: Side, model: NeedleModel, entry: Doubles, tip: Doubles
) -> NeedleMargins:
    needle = _needle(request, way, side, model, entry, tip)
    return margins_of(needle, request.field, request.guidance, request.limits, request.hub_allowance_mm)


def _needle(
    request: ProposalRequest, way: Approach, side: Side, model: NeedleModel, entry: Doubles, tip: Doubles
) -> Needle:
    return Needle(
        id=f"{request.field.level}-{way.id}-{side}", level=request.field.level, approach=way.id, side=side,
        entry_mm=point(np.round(entry, 2)), target_mm=point(np.round(tip, 2)), model=model.id, gauge=model.gauge,
        outer_diameter_mm=model.outer_diameter_mm, length_mm=model.length_mm, guidance=request.guidance.id,
    )  # fmt: skip


def _long_enough(models: Sequence[NeedleModel], needed_mm: float) -> NeedleModel:
    """The shortest needle that reaches, else the longest there is."""
    ordered = sorted(models, key=lambda model: model.length_mm)
    return next((model for model in ordered if model.length_mm >= needed_mm), ordered[-1])


def _borne_out(way: Approach, margins: NeedleMargins) -> bool:
    if way.path == "pedicle" and (margins.walls is None or margins.walls.breach_mm > 0.0):
        return False
    if margins.length is not None and not margins.length.fits:
        return False
    return all(one.crossed or one.clearance_mm >= 0.0 for one in margins.clearances)


def _shared_out(found: list[Proposal], top: int) -> list[Proposal]:
    """The best first, but every side that has a proposal keeps its best one."""
    ranked = sorted(found, key=lambda one: (not one.is_held, -round(one.score, 6), one.needle.side))
    firsts = {one.needle.side: one for one in reversed(ranked)}
    kept = sorted(firsts.values(), key=ranked.index)[:top]
    kept += [one for one in ranked if one not in kept][: top - len(kept)]
    return sorted(kept, key=ranked.index)
