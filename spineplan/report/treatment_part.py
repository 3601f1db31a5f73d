"""What the report says of a level's simulated filling, and of what its ablation zones come near to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan
from spineplan.report.model import Fact, Part, Tone
from spineplan.report.words import ml, mm

if TYPE_CHECKING:
    from spineplan.planning.ablation.safety import Nearness
    from spineplan.planning.filling.curve import FillingCurve, FillingState
    from spineplan.planning.treatment_numbers import LevelTreatment

SIMULATION = (
    "A geometric simulation, not a prediction: it knows the CT and the vertebra's shape, not pressure, viscosity or "
    "blood flow, and it has not been validated against patients."
)
ZONES = "Zones are the sizes that were entered; heat sinks and bone density are not in them."


def treatment_parts(
    plan: Plan,
    masks: Mapping[str, Mask],
    volume: Volume | None,
    level: str,
    known: Mapping[str, "LevelTreatment"] | None = None,
) -> tuple[Part, ...]:
    """Filling and ablation of one level; nothing for a level with neither. known: what was simulated already."""
    cement = any(target.level == level for target in plan.cement)
    if not cement and not any(zone.level == level for zone in plan.ablations):
        return ()
    from spineplan.planning.treatment_numbers import level_treatment

    found = (known or {}).get(level) or level_treatment(plan, level, lambda ref: masks[ref.sha256], volume)
    parts = [_filling(found)] if cement else []
    if found.safety is not None:
        parts.append(_thermal(found))
    return tuple(parts)


def _filling(found: "LevelTreatment") -> Part:
    from spineplan.planning.treatment_findings import COMPARTMENT_WORDS, GRAVE

    title = f"{found.level} simulated filling"
    curve, chosen = found.curve, found.chosen_ml
    if curve is None or chosen is None or found.stop is None:
        return Part(title, "", (Fact("Simulation", found.why_not, "caution"),))
    state = curve.at(chosen)
    facts = [Fact("Of the body", f"{100.0 * state.body_share:.0f} % at {ml(chosen)}")]
    if state.lesion_share is not None:
        facts.append(Fact("Of the lesion", f"{100.0 * state.lesion_share:.0f} %"))
    facts += [
        Fact("Left and right", f"{100.0 * state.left_share:.0f} % left, {100.0 * state.right_share:.0f} % right"),
        Fact("Posterior wall", f"{mm(state.wall_mm)} away" if state.wall_mm is not None else "not reached"),
        Fact("End plates", _plates(state)),
        *_begins(curve),
        Fact("Stop suggested", f"{ml(found.stop.volume_ml)}: {found.stop.because}", "caution"),
    ]
    for leak in curve.leaks:
        tone: Tone = "" if leak.begins_ml >= chosen else "danger" if leak.compartment in GRAVE else "caution"
        where = COMPARTMENT_WORDS[leak.compartment]
        facts.append(Fact("Leak", f"{where} from {ml(leak.begins_ml)}: {leak.reason}", tone))
    if not curve.leaks:
        facts.append(Fact("Leak", f"none up to {ml(curve.filling.most_ml)}", "ok"))
    return Part(title, "cement", tuple(facts), (), (SIMULATION,))


def _plates(state: "FillingState") -> str:
    upper, lower = 100.0 * state.superior_endplate_share, 100.0 * state.inferior_endplate_share
    return f"{upper:.0f} % of the upper, {lower:.0f} % of the lower touched"


def _begins(curve: "FillingCurve") -> list[Fact]:
    """Volumes from which cement lies beyond the midline and at the posterior wall."""
    midline, wall = curve.begins_ml("midline"), curve.begins_ml("posterior_wall")
    named = (("Midline crossed", midline), ("Posterior wall touched", wall))
    return [Fact(label, f"from {ml(begins)}") for label, begins in named if begins is not None]


def _thermal(found: "LevelTreatment") -> Part:
    safety, facts = found.safety, []
    if found.coverage is not None and found.coverage.least_margin_mm is not None:
        facts.append(Fact("Least margin", mm(found.coverage.least_margin_mm)))
    if safety is not None:
        facts += [_near(one) for one in safety.distances]
        facts += [Fact("Device", one.sentence, "danger") for one in safety.refusals]
        facts += [Fact("Prepare", one.text) for one in safety.prepare]
    notes = (ZONES, safety.cortex) if safety is not None and safety.cortex else (ZONES,)
    return Part(f"{found.level} thermal distances", "ablation", tuple(facts), (), notes)


def _near(one: "Nearness") -> Fact:
    from spineplan.planning.treatment_findings import NEAR_WORDS

    label = f"Zone to {NEAR_WORDS[one.near]}"
    if one.distance_mm is None:
        return Fact(label, "not measured: not labelled")
    tones: dict[str, Tone] = {"ok": "ok", "amber": "caution", "red": "danger", "block": "danger"}
    reach = f"reaches {mm(-one.distance_mm)} into it" if one.distance_mm < 0 else mm(one.distance_mm)
    return Fact(label, reach, tones[one.severity])
