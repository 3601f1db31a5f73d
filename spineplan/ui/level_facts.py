"""What the board and the tables say of one level (pure, from the plan)."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from spineplan.clinical.case import Case
from spineplan.clinical.score_inputs import score_of
from spineplan.errors import InputRefused
from spineplan.plan.model import Level, Plan

translate = QCoreApplication.translate


@dataclass(frozen=True)
class LevelFacts:
    """kinds: of its lesions, in the order they were marked. sins: its total once it is known; sins_words: total or
    range with its band; sins_severity: "ok", "caution", "danger" or ""."""

    level: Level
    kinds: tuple[str, ...]
    needles: int
    cement_ml: float | None
    sins: str = ""
    sins_words: str = ""
    sins_severity: str = ""


def facts_of(plan: Plan, case: Case | None = None) -> dict[str, LevelFacts]:
    """By level name, cranial to caudal. case: the plan's clinical answers, for SINS."""
    cement = {target.level: target.volume_ml for target in plan.cement}
    return {
        level.name: LevelFacts(
            level,
            tuple(lesion.kind for lesion in plan.lesions if lesion.level == level.name),
            sum(needle.level == level.name for needle in plan.needles),
            cement.get(level.name),
            *_sins(case, level.name),
        )
        for level in plan.levels
    }


def _sins(case: Case | None, level: str) -> tuple[str, str, str]:
    """Nothing while no item but the location is answered."""
    try:
        result = score_of("sins", case, level) if case is not None else None
    except InputRefused:
        return "", "", ""
    answered = result is not None and any(i.value is not None for n, i in result.items.items() if n != "location")
    if result is None or not answered:
        return "", "", ""
    total = str(result.total) if result.total is not None else ""
    return total, result.headline(), result.band.severity if result.band is not None else ""


def kind_name(kind: str) -> str:
    """A lesion's kind in words."""
    names = {
        "lytic": translate("Levels", "lytic"),
        "blastic": translate("Levels", "blastic"),
        "mixed": translate("Levels", "mixed"),
        "unknown": translate("Levels", "kind not set"),
    }
    return names[kind]


def _vouched(level: Level) -> str:
    """Who vouches for the name."""
    if level.state == "proposed":
        return translate("Levels", "a suggestion, to confirm")
    if not level.confirmed_by:
        return translate("Levels", "confirmed")
    if not level.second_by:
        return translate("Levels", "confirmed by {name}").format(name=level.confirmed_by)
    both = translate("Levels", "confirmed by {first} and {second}")
    return both.format(first=level.confirmed_by, second=level.second_by)


def sentence(name: str, facts: LevelFacts | None) -> str:
    """What hovering a level says."""
    if facts is None:
        return translate("Levels", "{level} is not named on the images yet.").format(level=name)
    parts = [_vouched(facts.level)]
    parts += [translate("Levels", "{kind} lesion").format(kind=kind_name(kind)) for kind in facts.kinds]
    if facts.sins_words:
        parts.append(f"SINS {facts.sins_words}")
    if facts.level.symptomatic:
        parts.append(translate("Levels", "symptomatic"))
    if facts.level.treat:
        parts.append(translate("Levels", "to treat"))
    if facts.needles:
        parts.append(translate("Levels", "needles: {n}").format(n=facts.needles))
    if facts.cement_ml is not None:
        parts.append(translate("Levels", "cement {ml:.1f} mL").format(ml=facts.cement_ml))
    return f"{name}: {', '.join(parts)}"
