"""Is the naming of the levels plausible? Order along the body, spacing, gaps, transitional vertebrae."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from spineplan.anatomy.body import mean_body_size
from spineplan.anatomy.level_order import steps_between
from spineplan.geometry.vectors import distance_mm
from spineplan.measure.finding import Finding
from spineplan.plan.levels import ALL_LEVELS, TRANSITIONAL, level_rank
from spineplan.plan.model import Level

TOO_WIDE, TOO_TIGHT = 1.5, 0.6
"""Software conventions: a step this many times the patient's other steps hides a vertebra, or names one twice."""
WIDEST_STEP, TIGHTEST_STEP = 1.9, 0.7
"""Software conventions for a pair without others to compare with: step / published mean body height."""


def sequence_findings(levels: Sequence[Level]) -> tuple[Finding, ...]:
    """Findings about the marked levels together; () when nothing is suspicious. Positions are LPS mm."""
    ordered = sorted(levels, key=lambda level: level_rank(level.name))
    return (*_order(ordered), *_spacing(ordered), *_gaps(ordered), *_transitional(ordered))


def _order(ordered: Sequence[Level]) -> list[Finding]:
    return [
        Finding(
            "safety",
            "level-order",
            f"{caudal.name} is marked above {cranial.name}: check both names.",
            ("level", caudal.name),
            caudal.centre_mm,
        )
        for cranial, caudal in pairwise(ordered)
        if caudal.centre_mm[2] >= cranial.centre_mm[2]
    ]


def _spacing(ordered: Sequence[Level]) -> list[Finding]:
    """Steps relative to the mean body height, so that thoracic and lumbar steps can be compared."""
    names = [level.name for level in ordered]
    pairs = [(a, b, share) for a, b in pairwise(ordered) if (share := _relative_step(a, b, names)) is not None]
    found = []
    for index, (cranial, caudal, share) in enumerate(pairs):
        others = [other for at, (_, _, other) in enumerate(pairs) if at != index]
        usual = median(others) if len(others) >= 2 else None
        wide = share > (TOO_WIDE * usual if usual else WIDEST_STEP)
        tight = share < (TOO_TIGHT * usual if usual else TIGHTEST_STEP)
        if wide or tight:
            found.append(_spacing_finding(cranial, caudal, wide))
    return found


def _relative_step(cranial: Level, caudal: Level, names: Sequence[str]) -> float | None:
    sizes = [size.height_mm for level in (cranial, caudal) if (size := mean_body_size(level.name)) is not None]
    if not sizes or not {cranial.name, caudal.name} <= _COMPARABLE:
        return None
    step_mm = distance_mm(cranial.centre_mm, caudal.centre_mm) / steps_between(cranial.name, caudal.name, names)
    return step_mm * len(sizes) / sum(sizes)


_COMPARABLE = frozenset(name for name in ALL_LEVELS if level_rank("C3") <= level_rank(name) <= level_rank("S1"))


def _spacing_finding(cranial: Level, caudal: Level, wide: bool) -> Finding:
    gap_mm = distance_mm(cranial.centre_mm, caudal.centre_mm)
    between = f"{cranial.name} and {caudal.name} are marked {gap_mm:.0f} mm apart"
    doubt = "a vertebra between them may be missing" if wide else "both marks may lie on one vertebra"
    return Finding(
        "safety",
        "level-gap" if wide else "level-twice",
        f"{between}: {doubt}. Count again.",
        ("level", caudal.name),
        caudal.centre_mm,
    )


def _gaps(ordered: Sequence[Level]) -> list[Finding]:
    found = []
    names = [level.name for level in ordered]
    for cranial, caudal in pairwise(ordered):
        if steps_between(cranial.name, caudal.name, names) > 1:
            skipped = [
                name
                for name in ALL_LEVELS[level_rank(cranial.name) + 1 : level_rank(caudal.name)]
                if name not in TRANSITIONAL
            ]
            some = skipped[0] if len(skipped) == 1 else f"{skipped[0]} to {skipped[-1]}"
            verb = "is" if len(skipped) == 1 else "are"
            sentence = f"{some} {verb} not marked between {cranial.name} and {caudal.name}."
            found.append(Finding("info", "level-skipped", sentence, ("level", caudal.name), caudal.centre_mm))
    return found


def _transitional(ordered: Sequence[Level]) -> list[Finding]:
    return [
        Finding(
            "image",
            "level-transitional",
            f"{level.name} is a transitional level: confirm the count on images of the whole spine.",
            ("level", level.name),
            level.centre_mm,
        )
        for level in ordered
        if level.name in TRANSITIONAL
    ]
