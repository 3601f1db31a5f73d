"""What the margins of a plan's needles say against it, and what the checklist learns from them."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from spineplan.anatomy.numbering import Structure
from spineplan.clinical.facts import Facts, NeedleFacts
from spineplan.clinical.facts import Structure as ChecklistStructure
from spineplan.measure.finding import Finding, Severity, worst_first
from spineplan.plan.model import Needle, Plan
from spineplan.planning.field.risks import CANAL, base_of
from spineplan.planning.margins.guidance import Guidance, guidance_in
from spineplan.planning.margins.needle_margins import Clearance, NeedleMargins
from spineplan.planning.needle_sets import conflicts_of

VESSELS = ("artery", "vein", "aorta", "vena_cava", "vessel", "trunk")
_BY_ID = {structure.value: structure for structure in Structure}


def needle_findings(
    plan: Plan, margins: Mapping[str, NeedleMargins], missing: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """Safety first. margins: by needle id, those that are known. missing: by level, why its margins are not known."""
    found: list[Finding] = []
    for needle in plan.needles:
        if needle.id in margins:
            found.extend(_of_needle(needle, margins[needle.id], guidance_in(plan, needle.guidance)))
        elif missing and missing.get(needle.level):
            sentence = f"What the {_name(needle)} clears is not measured. {missing[needle.level]}"
            found.append(_finding(needle, "image", "needle-unmeasured", sentence))
    found.extend(_conflicts(plan))
    return worst_first(found)


def with_needle_facts(facts: Facts, margins: Mapping[str, NeedleMargins]) -> Facts:
    """The checklist's facts with what the margins say of each needle."""
    known = {needle_id: _facts(facts.of_needle(needle_id), one) for needle_id, one in margins.items()}
    return replace(facts, needles={**facts.needles, **known})


def _of_needle(needle: Needle, margins: NeedleMargins, guided: Guidance) -> Iterator[Finding]:
    for clearance in margins.clearances:
        yield from _clearance(needle, clearance)
    if margins.anterior_wall_mm is None:
        yield _finding(needle, "safety", "needle-tip", f"The {_name(needle)} ends outside the outlined {needle.level}.")
    walls = margins.walls
    if walls is not None and walls.breach_mm > 0.0:
        sentence = (
            f"The {_name(needle)} leaves the {walls.thinnest} wall of the pedicle by {walls.breach_mm:.1f} mm "
            f"({margins.grade_words})."
        )
        yield _finding(needle, "safety", "needle-breach", sentence)
    envelope = margins.envelope
    if envelope is not None and (envelope.worst_clearance_mm or 0.0) < 0.0 and (margins.worst_mm or 0.0) >= 0.0:
        title = {one.key: one.title for one in margins.clearances}.get(envelope.worst_structure, "a structure")
        entered = f", {guided.tip_mm:g} mm as entered by {guided.entered_by}," if guided.entered_by else ""
        sentence = (
            f"With the error of {guided.name.lower()} guidance{entered} the {_name(needle)} could reach the {title}."
        )
        yield _finding(needle, "safety", "needle-envelope", sentence)
    if not margins.c_arm.reachable:
        sentence = f"The C-arm cannot look down the {_name(needle)}: {margins.c_arm.reason}"
        yield _finding(needle, "info", "needle-c-arm", sentence)


def _clearance(needle: Needle, clearance: Clearance) -> Iterator[Finding]:
    if clearance.is_bone or clearance.crossed:
        return
    if clearance.clearance_mm < 0.0:
        yield _finding(needle, "safety", "needle-through", f"The {_name(needle)} passes through the {clearance.title}.")
    elif clearance.spare_mm < 0.0:
        sentence = (
            f"The {_name(needle)} is {clearance.clearance_mm:.1f} mm from the {clearance.title}; "
            f"{clearance.margin_mm:.1f} mm are wanted."
        )
        yield _finding(needle, "safety", "needle-close", sentence)


def _conflicts(plan: Plan) -> Iterator[Finding]:
    by_id = {needle.id: needle for needle in plan.needles}
    for conflict in conflicts_of(plan.needles):
        first, second = by_id[conflict.first], by_id[conflict.second]
        crossing = conflict.kind == "shafts" and conflict.gap_mm < 0.0
        what = "cross" if crossing else f"come too near ({conflict.kind}, {conflict.gap_mm:.1f} mm)"
        sentence = f"The {_name(first)} and the {_name(second)} {what}."
        yield _finding(first, "safety" if crossing else "image", "needle-conflict", sentence)


def _facts(old: NeedleFacts, margins: NeedleMargins) -> NeedleFacts:
    least: dict[ChecklistStructure, float] = {}
    for one in margins.clearances:
        kind = _kind(one)
        if kind is not None:
            least[kind] = min(one.clearance_mm, least.get(kind, one.clearance_mm))
    return replace(old, clearance_mm=least, c_arm_reachable=margins.c_arm.reachable)


def _kind(clearance: Clearance) -> ChecklistStructure | None:
    """What the checklist calls it."""
    structure = _BY_ID.get(clearance.key)
    if clearance.is_bone or clearance.crossed or structure is None:
        return None
    base = base_of(structure)
    if structure in CANAL:
        return "canal"
    if base in ("nerve_root", "neural_foramen"):
        return "foramen"
    if base.startswith("lung"):
        return "pleura"
    return "vessels" if any(word in base for word in VESSELS) else None


def _name(needle: Needle) -> str:
    return f"{needle.level} {needle.side} needle" if needle.side != "midline" else f"{needle.level} needle"


def _finding(needle: Needle, severity: Severity, code: str, sentence: str) -> Finding:
    return Finding(severity, code, sentence, ("needle", needle.id), needle.target_mm)
