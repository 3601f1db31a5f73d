"""What speaks for and against reading a label map in one numbering: where its labels would lie in the patient.

Steps and volumes are judged against published mean body sizes with wide limits; the limits are software conventions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

import numpy as np

from spineplan.anatomy.body import mean_body_size
from spineplan.anatomy.importing.source import Key, LabelFacts
from spineplan.anatomy.numbering import Meaning, Structure, VertebraPart
from spineplan.geometry.vectors import distance_mm
from spineplan.plan.levels import USUAL_LEVELS, level_rank, region

NEIGHBOURS_MM = (5.0, 70.0)
STEP_OVER_HEIGHT = 1.25
"""A step of the spine is a body and its disc."""
STEP_RATIO = (0.6, 1.6)
VOLUME_RATIO = (0.7, 5.0)
CERVICAL_VOLUME_RATIO = (0.7, 7.0)
"""Of the published mean body: 1 where only bodies are labelled, 2 to 3 for whole vertebrae, 3 to 5 in the neck."""
GROWING_LEVELS = 5
COLUMN = 4
PAIR_APART_MM = 10.0


@dataclass(frozen=True)
class Evidence:
    """levels: their names, cranial first. flips: the reading would have the patient upside down or left and right
    swapped. against: why this reading cannot be, flips included. doubts: why it is unlikely."""

    levels: tuple[str, ...]
    supports: tuple[str, ...]
    flips: tuple[str, ...]
    against: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    level: str
    facts: LabelFacts
    body_only: bool


def judge(facts: Sequence[LabelFacts], meanings: Mapping[Key, Meaning], names: Mapping[Key, str]) -> Evidence:
    """Weigh one reading. facts: of the labels that have voxels; meanings, names: what the reading makes of each key (a
    key that is missing has no meaning in this numbering)."""
    unknown = [fact.key[1] for fact in facts if fact.key not in meanings]
    vertebrae = _vertebrae(facts, meanings)
    supports: list[str] = []
    flips: list[str] = []
    against = [f"{_listed(unknown)} {'have' if len(unknown) > 1 else 'has'} no meaning in it"] if unknown else []
    doubts: list[str] = []
    _judge_order(vertebrae, supports, flips, against)
    _judge_sides(facts, names, supports, flips, against)
    _judge_steps(vertebrae, against, doubts)
    _judge_sizes(vertebrae, doubts)
    _judge_column(facts, meanings, names, doubts)
    levels = tuple(found.level for found in vertebrae)
    return Evidence(levels, tuple(supports), tuple(flips), (*flips, *against), tuple(doubts))


def _vertebrae(facts: Sequence[LabelFacts], meanings: Mapping[Key, Meaning]) -> list[_Found]:
    """The largest label of each level, cranial first."""
    largest: dict[str, _Found] = {}
    for fact in facts:
        meaning = meanings.get(fact.key)
        if meaning is None or meaning.level is None:
            continue
        known = largest.get(meaning.level)
        if known is None or fact.volume_ml > known.facts.volume_ml:
            largest[meaning.level] = _Found(meaning.level, fact, meaning.part is VertebraPart.BODY)
    return [largest[level] for level in sorted(largest, key=level_rank)]


def _judge_order(vertebrae: Sequence[_Found], supports: list[str], flips: list[str], against: list[str]) -> None:
    if len(vertebrae) < 2:
        return
    wrong = [(a, b) for a, b in pairwise(vertebrae) if a.facts.centroid_mm[2] <= b.facts.centroid_mm[2]]
    span = f"{vertebrae[0].level} to {vertebrae[-1].level}"
    if not wrong:
        supports.append(f"{len(vertebrae)} vertebrae, {span}, lie in order from head to foot")
    elif 2 * len(wrong) > len(vertebrae) - 1:
        flips.append(f"{span} would run from foot to head")
    else:
        pairs = _listed([f"{a.level} above {b.level}" for b, a in wrong], 3)
        against.append(f"vertebrae would be out of order: {pairs}")


def _judge_sides(
    facts: Sequence[LabelFacts],
    names: Mapping[Key, str],
    supports: list[str],
    flips: list[str],
    against: list[str],
) -> None:
    """Pairs of organs: the patient's left has the larger LPS x."""
    by_name = {names[fact.key]: fact for fact in facts if fact.key in names}
    right_way: list[str] = []
    swapped: list[str] = []
    for name, fact in by_name.items():
        other = by_name.get(name.replace("left", "right")) if "left" in name else None
        if other is None:
            continue
        apart = fact.centroid_mm[0] - other.centroid_mm[0]
        if abs(apart) >= PAIR_APART_MM:
            (right_way if apart > 0 else swapped).append(name)
    if len(swapped) > len(right_way):
        flips.append(f"left and right would be swapped ({_listed(swapped)} on the right)")
    elif swapped:
        against.append(f"left and right would disagree ({_listed(swapped)} on the right)")
    elif right_way:
        supports.append(f"{len(right_way)} pairs of organs lie on their own side")


def _judge_steps(vertebrae: Sequence[_Found], against: list[str], doubts: list[str]) -> None:
    ratios = []
    apart = []
    for a, b in pairwise(vertebrae):
        if not _adjacent(a.level, b.level):
            continue
        step = distance_mm(a.facts.centroid_mm, b.facts.centroid_mm)
        if not NEIGHBOURS_MM[0] <= step <= NEIGHBOURS_MM[1]:
            apart.append(f"{a.level} and {b.level} would lie {step:.0f} mm apart")
        sizes = [mean_body_size(level) for level in (a.level, b.level)]
        heights = [size.height_mm for size in sizes if size is not None]
        if heights and not a.facts.at_edge and not b.facts.at_edge:
            ratios.append(step / (STEP_OVER_HEIGHT * sum(heights) / len(heights)))
    if apart:
        against.append(_listed(apart, 1))
    if ratios and not STEP_RATIO[0] <= median(ratios) <= STEP_RATIO[1]:
        doubts.append(f"steps from level to level would be {median(ratios):.1f} times the usual ones")


def _judge_sizes(vertebrae: Sequence[_Found], doubts: list[str]) -> None:
    whole = [found for found in vertebrae if not found.facts.at_edge]
    for neck, limits in ((True, CERVICAL_VOLUME_RATIO), (False, VOLUME_RATIO)):
        sizes = [(found, mean_body_size(found.level)) for found in whole if (region(found.level) == "C") == neck]
        ratios = [found.facts.volume_ml / size.volume_ml for found, size in sizes if size is not None]
        if ratios and not limits[0] <= median(ratios) <= limits[1]:
            doubts.append(f"{_listed([found.level for found, _ in sizes])} would have {median(ratios):.1f} times the "
                          "volume of an average body of their level")  # fmt: skip
    growing = [found for found in whole if level_rank("C3") <= level_rank(found.level) <= level_rank("L3")]
    if len(growing) >= GROWING_LEVELS and _mostly_shrinking([found.facts.volume_ml for found in growing]):
        doubts.append("vertebrae would get smaller from head to foot, as in a map that is upside down")


def _judge_column(
    facts: Sequence[LabelFacts], meanings: Mapping[Key, Meaning], names: Mapping[Key, str], doubts: list[str]
) -> None:
    """Consecutive numbers in a row like vertebrae are vertebrae; only ribs, discs and endplates lie so too."""
    for run in _columns(facts):
        kinds = {_in_rows(meanings[fact.key], names.get(fact.key, "")) for fact in run if fact.key in meanings}
        if len(kinds) > 1 or "other" in kinds:
            doubts.append(f"{run[0].key[1]} to {run[-1].key[1]} lie in a row like vertebrae, but would not all be some")


def _columns(facts: Sequence[LabelFacts]) -> list[list[LabelFacts]]:
    """Runs of consecutive numbers that go steadily up or steadily down in steps of neighbours."""
    runs: list[list[LabelFacts]] = []
    way = 0.0
    for a, b in pairwise(facts):
        rise = b.centroid_mm[2] - a.centroid_mm[2]
        near = NEIGHBOURS_MM[0] <= distance_mm(a.centroid_mm, b.centroid_mm) <= NEIGHBOURS_MM[1]
        if b.key != (a.key[0], a.key[1] + 1) or not near or abs(rise) < NEIGHBOURS_MM[0]:
            way = 0.0
        elif way * rise > 0.0:
            runs[-1].append(b)
        else:
            way = rise
            runs.append([a, b])
    return [run for run in runs if len(run) >= COLUMN]


def _in_rows(meaning: Meaning, name: str) -> str:
    if meaning.level is not None or meaning.structure is Structure.SACRUM:
        return "spine"
    return next((kind for kind in ("rib", "disc", "endplate") if name.startswith(kind)), "other")


def _mostly_shrinking(volumes: Sequence[float]) -> bool:
    """Kendall's tau below -0.5."""
    signs = [float(np.sign(b - a)) for a, b in combinations(volumes, 2)]
    return sum(signs) / len(signs) < -0.5


def _adjacent(cranial: str, caudal: str) -> bool:
    if cranial in USUAL_LEVELS and caudal in USUAL_LEVELS:
        return USUAL_LEVELS.index(caudal) - USUAL_LEVELS.index(cranial) == 1
    return level_rank(caudal) - level_rank(cranial) == 1


def _listed(items: Sequence[object], shown: int = 5) -> str:
    words = [str(item).replace("_", " ") for item in items]
    more = len(words) - shown
    return ", ".join(words[:shown]) + (f" and {more} more" if more > 0 else "")
