"""Which metamer to treat: every level side by side, in an order whose rule the user sees and can change.

The order is a proposal for reading, built on what the review names; nothing here decides [CONV].
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from spineplan.clinical.case import Case
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.clinical.rules import Fulfilled, fulfilled
from spineplan.clinical.score_inputs import applies, score_of
from spineplan.clinical.score_result import COMPUTED, ScoreResult
from spineplan.errors import InputRefused
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Level

Column = Literal[
    "symptomatic", "palpation", "mechanical", "sins", "impending", "acute", "uptake", "lytic", "posterior_wall", "escc",
    "reachable", "contraindications",
]  # fmt: skip

COLUMNS: tuple[Column, ...] = (
    "symptomatic", "palpation", "mechanical", "sins", "impending", "acute", "uptake", "lytic", "posterior_wall", "escc",
    "reachable", "contraindications",
)  # fmt: skip

USUAL_ORDER: tuple[Column, ...] = (
    "symptomatic",
    "palpation",
    "mechanical",
    "sins",
    "impending",
    "acute",
    "uptake",
    "lytic",
)
"""Pain concordance first, then mechanics, then what the images say."""

Severity = Literal["", "ok", "caution", "danger"]


class Cell(Struct, frozen=True, kw_only=True):
    """text: "" while nobody knows. weight: how much it speaks for treating, the more the larger; None while unknown.
    severity: how alarming it is. source: who said so. tip: more to read."""

    text: str = ""
    weight: float | None = None
    severity: Severity = ""
    source: str = ""
    tip: str = ""


UNKNOWN = Cell()


class MetamerRow(Struct, frozen=True, kw_only=True):
    """One level. cells: by column. rules: what it fulfils, indications included."""

    level: Level
    cells: Mapping[Column, Cell]
    rules: tuple[Fulfilled, ...]
    infiltrated: bool


def metamer_rows(case: Case, order: Sequence[Column] = USUAL_ORDER) -> tuple[MetamerRow, ...]:
    """Every level, sorted by the columns of `order`, each from what speaks most for treating to what speaks least.

    What is not known stands between: after a known yes, before a known no. Ties keep the order of the spine.
    """
    held = fulfilled(case)
    rows = [_row(case, level, held) for level in sorted(case.plan.levels, key=lambda x: level_rank(x.name))]
    return tuple(sorted(rows, key=lambda row: tuple(-_standing(row.cells[column]) for column in order)))


def _standing(cell: Cell) -> float:
    """Whatever is known to speak for treating, however little, comes before what nobody knows."""
    if cell.weight is None:
        return 0.5
    return 0.5 + cell.weight / 2.0 if cell.weight > 0.0 else cell.weight


def _row(case: Case, level: Level, held: Sequence[Fulfilled]) -> MetamerRow:
    own = tuple(rule for rule in held if rule.level == level.name)
    against = tuple(rule for rule in own if rule.rule.kind in ("absolute", "relative"))
    cells: dict[Column, Cell] = {column: make(case, level) for column, make in _CELLS.items()}
    cells["contraindications"] = _against(against)
    infiltrated = any(lesion.level == level.name for lesion in case.plan.lesions)
    return MetamerRow(level=level, cells=cells, rules=own, infiltrated=infiltrated)


def _symptomatic(case: Case, level: Level) -> Cell:
    """The tick on the board, or pain that was answered for the level."""
    pain = case.known("pain", level.name)
    if level.symptomatic or (pain is not None and pain.value != "none"):
        worst = max((case.number(item, level.name) or 0.0 for item in ("vas_rest", "vas_movement")), default=0.0)
        return Cell(text=f"yes, {worst:g}/10" if worst else "yes", weight=1.0, severity="caution", source="entered")
    return Cell(text="no", weight=0.0, source=pain.source) if pain is not None else UNKNOWN


def _yes_no(item: str, yes: str = "yes", severity: Severity = "") -> Callable[[Case, Level], Cell]:
    def make(case: Case, level: Level) -> Cell:
        known = case.known(item, level.name)
        if known is None:
            return UNKNOWN
        on = known.value == yes
        text = fact_item(item).words(known.value)
        return Cell(text=text, weight=float(on), severity=severity if on else "", source=known.source)

    return make


def _mechanical(case: Case, level: Level) -> Cell:
    known = case.known("pain", level.name)
    if known is None:
        return UNKNOWN
    on = known.value == "mechanical"
    return Cell(text="yes" if on else "no", weight=float(on), severity="caution" if on else "", source=known.source)


def _score_cell(name: str, case: Case, level: Level) -> tuple[ScoreResult | None, Cell]:
    """The result, and the cell to show where there is none."""
    if not applies(name, level.name):
        return None, Cell(text="–", weight=0.0, tip="Not defined for this level.")
    try:
        return score_of(name, case, level.name), UNKNOWN
    except InputRefused as error:
        return None, Cell(text="!", tip=str(error))


def _sins(case: Case, level: Level) -> Cell:
    """A range counts with its upper end: what may be unstable is looked at first."""
    result, cell = _score_cell("sins", case, level)
    if result is None or result.range is None:
        return cell
    answered = [item for name, item in result.items.items() if item.value is not None and name != "location"]
    if not answered:
        return UNKNOWN
    low, high = result.range
    text = f"{low}" if low == high else f"{low}-{high}"
    severity = result.band.severity if result.band is not None else ""
    return Cell(text=text, weight=high / 18.0, severity=severity, source=COMPUTED, tip=result.headline())


def _impending(case: Case, level: Level) -> Cell:
    result, cell = _score_cell("taneichi", case, level)
    if result is None or not result.possible or len(result.possible) == len(result.definition.bands):
        return cell if result is None or result.possible else Cell(text="–", weight=0.0, tip=result.warnings[0])
    ids = [band.id for band in result.possible]
    weight = {"ok": 0.0, "caution": 0.6, "danger": 1.0}[result.possible[-1].severity]
    text = "no" if ids == ["none"] else " or ".join(name.removeprefix("alarm ") for name in ids)
    return Cell(text=text, weight=weight, severity=result.possible[-1].severity, source=COMPUTED, tip=result.headline())


def _acute(case: Case, level: Level) -> Cell:
    """A recent fracture, or oedema on STIR."""
    found = {
        item: known for item in ("acute_fracture", "oedema") if (known := case.known(item, level.name)) is not None
    }
    words = {"acute_fracture": "recent fracture", "oedema": "oedema"}
    yes = [words[item] for item, known in found.items() if known.value == "yes"]
    if yes:
        return Cell(text=", ".join(yes), weight=1.0, severity="caution", source=_sources(found))
    return Cell(text="no", weight=0.0, source=_sources(found)) if len(found) == len(words) else UNKNOWN


def _sources(found: Mapping[str, object]) -> str:
    return " and ".join(sorted({str(getattr(known, "source", "")) for known in found.values()}))


def _uptake(case: Case, level: Level) -> Cell:
    known, ratio = case.known("uptake", level.name), case.number("uptake_ratio", level.name)
    if known is None:
        return UNKNOWN if ratio is None else Cell(text=f"{ratio:.1f} x", source=COMPUTED)
    on = known.value == "increased"
    text = fact_item("uptake").words(known.value) + (f", {ratio:.1f} x" if ratio is not None else "")
    return Cell(text=text, weight=float(on), severity="caution" if on else "", source=known.source)


def _percent(item: str) -> Callable[[Case, Level], Cell]:
    def make(case: Case, level: Level) -> Cell:
        known = case.known(item, level.name)
        if known is None:
            return UNKNOWN
        return Cell(text=f"{float(known.value):.0f} %", weight=float(known.value) / 100.0, source=known.source)

    return make


def _posterior_wall(case: Case, level: Level) -> Cell:
    known = case.known("posterior_wall", level.name)
    if known is None:
        return UNKNOWN
    grades: dict[str, Severity] = {"intact": "ok", "eroded": "caution", "breached": "danger", "bulging": "danger"}
    bulge = case.number("posterior_wall_bulge_mm", level.name)
    told = f", {bulge:.1f} mm" if bulge and known.value == "bulging" else ""
    text = fact_item("posterior_wall").words(known.value) + told
    severity = grades[known.value]
    weight = {"ok": 0.0, "caution": 0.5, "danger": 1.0}[severity]
    return Cell(text=text, weight=weight, severity=severity, source=known.source)


def _escc(case: Case, level: Level) -> Cell:
    result, cell = _score_cell("escc", case, level)
    known = case.known("escc", level.name)
    if known is None or result is None or result.total is None or result.band is None:
        return cell
    estimate = " (CT)" if case.value("escc_from", level.name) == "ct" else ""
    return Cell(
        text=f"{known.value}{estimate}",
        weight=result.total / 5.0,
        severity=result.band.severity,
        source=known.source,
        tip=" ".join([result.band.text.capitalize() + ".", *result.warnings]),
    )


def _reachable(case: Case, level: Level) -> Cell:
    planned = [f"{n.side} {n.approach.replace('-', ' ')}" for n in case.plan.needles if n.level == level.name]
    said = ", ".join(planned) or case.computed.reachable.get(level.name, "")
    if level.name in case.computed.unreachable and not planned:
        return Cell(text="no route found", weight=0.0, severity="danger", source=COMPUTED, tip=said)
    return Cell(text=said, weight=1.0, severity="ok", source=COMPUTED) if said else UNKNOWN


def _against(found: Sequence[Fulfilled]) -> Cell:
    """Fewer speak more for treating: an absolute one weighs most."""
    if not found:
        return Cell(text="none known", weight=1.0, source=COMPUTED)
    absolute = [rule for rule in found if rule.rule.kind == "absolute"]
    relative = [rule for rule in found if rule.rule.kind == "relative"]
    parts = [f"{len(x)} {name}" for x, name in ((absolute, "absolute"), (relative, "relative")) if x]
    return Cell(
        text=", ".join(parts),
        weight=-float(len(absolute)) if absolute else 0.0,
        severity="danger" if absolute else "caution",
        source=COMPUTED,
        tip="\n".join(rule.sentence for rule in found),
    )


_CELLS: Mapping[Column, Callable[[Case, Level], Cell]] = {
    "symptomatic": _symptomatic,
    "palpation": _yes_no("palpation", severity="caution"),
    "mechanical": _mechanical,
    "sins": _sins,
    "impending": _impending,
    "acute": _acute,
    "uptake": _uptake,
    "lytic": _percent("lytic_percent"),
    "posterior_wall": _posterior_wall,
    "escc": _escc,
    "reachable": _reachable,
}
