"""What a needle clears, as facts: pedicle walls, structures at risk, and the worst within the guidance's error."""

from spineplan.measure.margin_state import MarginState, margin_state
from spineplan.planning.margins.guidance import Guidance
from spineplan.planning.margins.needle_margins import Clearance, EnvelopeMargins, NeedleMargins
from spineplan.planning.margins.walls import PedicleWalls
from spineplan.report.model import Fact, Tone
from spineplan.report.words import mm

MOST_STRUCTURES = 6
_TONE: dict[MarginState, Tone] = {"breach": "danger", "close": "caution", "safe": "ok"}


def margin_facts(margins: NeedleMargins, guidance: Guidance) -> tuple[Fact, ...]:
    """Walls, nearest structures, anterior wall, envelope."""
    facts = []
    if margins.walls is not None:
        facts.append(Fact("Pedicle walls", _walls(margins, margins.walls), _tone(margins.walls.least_mm)))
    soft = [one for one in margins.clearances if not one.is_bone]
    facts += [Fact(f"To {one.title.lower()}", _clearance(one), _clearance_tone(one)) for one in soft[:MOST_STRUCTURES]]
    if margins.anterior_wall_mm is not None:
        ahead = margins.anterior_wall_mm
        facts.append(Fact("Bone ahead of the tip", mm(ahead), "" if ahead > 0 else "danger"))
    if margins.envelope is not None:
        facts.append(_envelope(margins.envelope, guidance))
    return tuple(facts)


def _walls(margins: NeedleMargins, walls: PedicleWalls) -> str:
    each = ", ".join(f"{wall} {mm(value)}" for wall, value in walls.by_wall.items())
    return f"{each}; {margins.grade_words}"


def _clearance(one: Clearance) -> str:
    if one.crossed:
        return "passed on purpose by this approach"
    wanted = f"wanted {mm(one.margin_mm)}"
    return f"{mm(one.clearance_mm)} ({wanted})" if one.clearance_mm >= 0 else f"through it by {mm(-one.clearance_mm)}"


def _clearance_tone(one: Clearance) -> Tone:
    if one.crossed:
        return ""
    return "danger" if one.clearance_mm < 0 else "caution" if one.spare_mm < 0 else "ok"


def _envelope(found: EnvelopeMargins, guidance: Guidance) -> Fact:
    label = "With guidance error"
    if found.worst_mm is None:
        return Fact(label, f"{guidance.words}: not known")
    nearest = f", nearest {found.worst_structure.replace('_', ' ').lower()}" if found.worst_structure else ""
    grade = f", grade {found.grade}" if found.grade is not None else ""
    return Fact(label, f"worst {mm(found.worst_mm)} within {guidance.words}{nearest}{grade}", _tone(found.worst_mm))


def _tone(value_mm: float) -> Tone:
    return _TONE[margin_state(value_mm)]
