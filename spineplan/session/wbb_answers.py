"""Sectors and layers of a lesion as they stand: what the user said, else what was computed (pure)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from spineplan.measure.morphology import LevelMorphology
from spineplan.measure.morphology_extent import SIDES, Side
from spineplan.measure.wbb_words import ARTERY, ARTERY_ITEM, Numbering, cell_words, cells_in, wbb_report
from spineplan.plan.edits import SetFact
from spineplan.plan.levels import region
from spineplan.plan.model import Fact, Lesion, Plan
from spineplan.session.session import Session

ITEM = "wbb"
Cells = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class WbbAnswer:
    """cells: as they stand; computed: what software says, None while that is not known; by: who said otherwise or
    confirmed; empty while nobody did."""

    cells: Cells
    computed: Cells | None
    by: str = ""

    @property
    def differs(self) -> bool:
        """Whether a person said otherwise than software."""
        return bool(self.by) and self.computed is not None and set(self.cells) != set(self.computed)


def wbb_answer(lesion: Lesion, found: LevelMorphology | None) -> WbbAnswer:
    """What stands for a lesion."""
    one = found.lesions.get(lesion.id) if found is not None else None
    computed = one.wbb.involved if one is not None and one.wbb is not None else None
    fact = next((fact for fact in lesion.facts if fact.item == ITEM), None)
    if fact is not None:
        try:
            return WbbAnswer(cells_in(fact.value), computed, fact.by)
        except ValueError:
            pass  # of a later version: what is computed stands
    return WbbAnswer(computed or (), computed)


def put_cells(session: Session, lesion: Lesion, answer: WbbAnswer, cells: Cells) -> SetFact:
    """The edit that answers for a lesion; what software says is kept beside it."""
    utc = datetime.now(UTC).isoformat(timespec="seconds")
    computed = cell_words(answer.computed) if answer.computed is not None else ""
    fact = Fact(item=ITEM, value=cell_words(cells), by=session.who, utc=utc, computed=computed)
    return SetFact("lesion", lesion.id, ITEM, fact)


def toggled(cells: Cells, cell: tuple[int, str]) -> Cells:
    """The cells with one more, or one fewer."""
    return tuple(one for one in cells if one != cell) if cell in cells else (*cells, cell)


def report_string(level: str, cells: Cells, numbering: Numbering = "anatomical", artery: bool = False) -> str:
    """E.g. "L4: 4-7 / B-C"; empty without cells. artery: layer F is named too."""
    layers = [layer for _, layer in cells] + ([ARTERY] if artery else [])
    return wbb_report(level, [sector for sector, _ in cells], layers, numbering) if cells else ""


def artery_sides(plan: Plan, level: str, found: LevelMorphology | None) -> frozenset[Side]:
    """Sides where layer F stands for a level: as answered, else as computed."""
    named = plan.level(level)
    fact = next((fact for fact in named.facts if fact.item == ARTERY_ITEM), None) if named is not None else None
    if fact is not None:
        return frozenset(side for side in SIDES if fact.value in (side, "both"))
    taken = found.artery if found is not None else {}
    return frozenset(side for side, one in taken.items() if one is not None and one.involved)


def has_artery(level: str) -> bool:
    """Whether a level has a layer F at all: those of the neck."""
    return region(level) == "C"


def toggled_artery(session: Session, level: str, found: LevelMorphology | None, side: Side) -> SetFact:
    """The edit that says the artery of a side is taken, or that it is not; what software says is kept beside it."""
    from spineplan.measure.morphology_answers import level_answers

    sides = artery_sides(session.plan, level, found) ^ {side}
    value = "both" if len(sides) == len(SIDES) else next(iter(sides), "free")
    suggested = level_answers(found).get(ARTERY_ITEM) if found is not None else None
    utc = datetime.now(UTC).isoformat(timespec="seconds")
    computed = suggested.value if suggested is not None else ""
    fact = Fact(item=ARTERY_ITEM, value=value, by=session.who, utc=utc, computed=computed)
    return SetFact("level", level, ARTERY_ITEM, fact)
