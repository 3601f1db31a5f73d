"""What simulation and zones tell the checklist: body sizes, and how far ablation stays from cord and roots."""

from collections.abc import Iterable

from msgspec.structs import replace

from spineplan.clinical.facts import Facts
from spineplan.planning.ablation.safety import Nearness
from spineplan.planning.treatment_findings import NEAR_WORDS, treatment_findings
from spineplan.planning.treatment_numbers import LevelTreatment

CORD_AND_ROOTS = ("canal", "root")


def with_treatment_facts(facts: Facts, treatments: Iterable[LevelTreatment]) -> Facts:
    """Body volumes of outlined vertebrae in mL; distances of the zones to canal and roots in mm."""
    known = tuple(treatments)
    bodies = {one.level: one.terrain.space.body_ml for one in known if one.terrain is not None}
    heated = [(one.level, one.safety) for one in known if one.safety is not None]
    near = [(level, one) for level, safety in heated for one in safety.distances if one.near in CORD_AND_ROOTS]
    dangers = [
        finding.sentence
        for finding in treatment_findings(known)
        if finding.severity == "safety" and finding.code.startswith("ablation")
    ]
    protection = dict.fromkeys(advice.text for _, safety in heated for advice in safety.prepare)
    return replace(
        facts,
        body_volume_ml={**facts.body_volume_ml, **bodies},
        ablation_distances=tuple(_distance(level, one) for level, one in near),
        ablation_dangers=tuple(dangers),
        ablation_protection=tuple(protection),
    )


def _distance(level: str, near: Nearness) -> str:
    what = f"{level} {NEAR_WORDS[near.near]}"
    return f"{what} {near.distance_mm:.0f} mm" if near.distance_mm is not None else f"{what} unknown"
