"""What speaks against the cement and the ablations of a plan, or should be known before they are done."""

from collections.abc import Iterable, Iterator

from spineplan.clinical.cement import session_load
from spineplan.measure.cement_band import level_band
from spineplan.measure.finding import Finding, Severity
from spineplan.plan.model import AblationZone, CementTarget, Plan
from spineplan.planning.ablation.safety import Nearness
from spineplan.planning.filling.curve import Compartment
from spineplan.planning.treatment_numbers import LevelTreatment

GRAVE: frozenset[Compartment] = frozenset({"canal", "foramen", "basivertebral"})
COMPARTMENT_WORDS: dict[Compartment, str] = {
    "canal": "the canal",
    "basivertebral": "the basivertebral vein",
    "foramen": "a foramen",
    "disc_superior": "the disc above",
    "disc_inferior": "the disc below",
    "segmental": "a segmental vein",
    "paravertebral": "the tissue beside the vertebra",
    "needle_tract": "the needle's tract",
}
NEAR_WORDS = {"canal": "canal", "root": "foramen and root", "endplate": "end plate", "skin": "skin", "bowel": "bowel"}
COVERED = 99.5
PAIR_OFF_MM = 1.0
"""Two probes may be this much nearer or farther than the size was entered for before it is said. [CONV]"""


def cement_findings(plan: Plan) -> Iterator[Finding]:
    """From the plan alone: volumes outside the studied band, and the load of the session."""
    for target in plan.cement:
        found = level_band(plan, target.level)
        if found is not None and target.volume_ml > 0 and not found.band.holds(target.volume_ml):
            yield _outside(target, found.band.low_ml, found.band.high_ml)
    load = session_load(target.volume_ml for target in plan.cement)
    for reason in load.reasons:
        severe: Severity = "safety" if load.severity == "red" else "info"
        yield Finding(severe, "cement-session", f"Cement of {reason}: {load.source}.", ("plan", ""))
    for zone in plan.ablations:
        if not (zone.entered_by and zone.source):
            words = f"The zone of an ablation of {zone.level} does not say who took its size from which source."
            yield Finding("safety", "ablation-source", words, ("level", zone.level))


def treatment_findings(treatments: Iterable[LevelTreatment]) -> Iterator[Finding]:
    """From the simulation and the images."""
    for treatment in treatments:
        yield from _filling(treatment)
        yield from _ablation(treatment)


def _outside(target: CementTarget, low_ml: float, high_ml: float) -> Finding:
    over = target.volume_ml > high_ml
    reason = f" Reason: {target.reason}" if target.reason else " No reason is given."
    words = (
        f"{target.volume_ml:.1f} mL of cement in {target.level} is {'more' if over else 'less'} than the studied band "
        f"({low_ml:.1f} to {high_ml:.1f} mL).{reason}"
    )
    return Finding("safety" if over and not target.reason else "info", "cement-band", words, ("cement", target.level))


def _filling(treatment: LevelTreatment) -> Iterator[Finding]:
    curve, chosen, subject = treatment.curve, treatment.chosen_ml, treatment.level
    if curve is None or chosen is None:
        return
    for leak in curve.leaks:
        if leak.begins_ml >= chosen:
            continue
        where = COMPARTMENT_WORDS[leak.compartment]
        words = (
            f"In the simulated filling of {subject} cement reaches {where} from {leak.begins_ml:.1f} mL on "
            f"(chosen {chosen:.1f} mL): {leak.reason}. Not a prediction."
        )
        severe: Severity = "safety" if leak.compartment in GRAVE else "info"
        yield Finding(severe, f"cement-leak-{leak.compartment}", words, ("cement", subject), leak.at_mm)
    if curve.filling.full and curve.filling.most_ml < chosen:
        words = f"The simulated filling of {subject} finds no room for more than {curve.filling.most_ml:.1f} mL."
        yield Finding("info", "cement-room", words, ("cement", subject))
    if not curve.filling.terrain.walls.seen:
        words = f"The CT does not show the cortex of {subject} well enough for leaks to be simulated."
        yield Finding("image", "cement-cortex", words, ("cement", subject))


def _ablation(treatment: LevelTreatment) -> Iterator[Finding]:
    level, safety, found = treatment.level, treatment.safety, treatment.coverage
    if safety is None:
        return
    for refusal in safety.refusals:
        yield Finding("safety", "ablation-device", f"{refusal.sentence}.", ("level", level))
    for zone, apart in zip(treatment.zones, treatment.apart_mm, strict=False):
        yield from _pair(zone, apart)
    for near in safety.distances:
        if near.severity != "ok" and near.distance_mm is not None:
            yield _near(level, near)
    if not any(one.near == "canal" and one.known for one in safety.distances):
        words = f"The distance of the ablation of {level} to the canal is unknown: the vertebra is not outlined."
        yield Finding("safety", "ablation-canal", words, ("level", level))
    if found is None:
        words = f"Coverage of the ablation of {level} is unknown: no lesion is painted there."
        yield Finding("info", "ablation-coverage", words, ("level", level))
    elif found.lesion_percent < COVERED:
        words = (
            f"The ablation of {level} leaves {found.residual_ml:.1f} mL of the lesion untouched "
            f"({found.lesion_percent:.0f} % covered)."
        )
        yield Finding("info", "ablation-coverage", words, ("level", level))


def _pair(zone: AblationZone, apart_mm: float | None) -> Iterator[Finding]:
    """Sizes of a pair hold for the distance they were entered for."""
    if apart_mm is None:
        return
    if zone.pair_distance_mm is None:
        words = f"The paired ablation of {zone.level} does not say for which distance of its probes its size holds."
        yield Finding("safety", "ablation-pair", words, ("level", zone.level))
    elif abs(apart_mm - zone.pair_distance_mm) > PAIR_OFF_MM:
        words = (
            f"The probes of the paired ablation of {zone.level} are {apart_mm:.0f} mm apart; its size was entered for "
            f"{zone.pair_distance_mm:.0f} mm."
        )
        yield Finding("safety", "ablation-pair", words, ("level", zone.level))


def _near(level: str, near: Nearness) -> Finding:
    distance = near.distance_mm or 0.0
    reach = f"reaches {-distance:.0f} mm into" if distance < 0 else f"comes within {distance:.0f} mm of"
    rule = f" ({near.rule.source})" if near.rule is not None else ""
    words = f"An ablation zone of {level} {reach} the {NEAR_WORDS[near.near]}{rule}."
    severe: Severity = "safety" if near.severity in ("red", "block") and near.near != "endplate" else "info"
    return Finding(severe, f"ablation-near-{near.near}", words, ("level", level), near.at_mm)
