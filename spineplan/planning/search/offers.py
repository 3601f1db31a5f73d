"""Which approaches are offered at a level, from what its field shows."""

from spineplan.clinical.approaches import Offer, PatientFacts, approaches, offer
from spineplan.plan.model import Side
from spineplan.planning.field.risks import CANAL, base_of
from spineplan.planning.field.safety_field import SafetyField


def facts_of(
    field: SafetyField, side: Side, outer_diameter_mm: float | None = None,
    general_anaesthesia_possible: bool | None = None, mouth_opens: bool | None = None,
) -> PatientFacts:  # fmt: skip
    """What decides about the approaches of one side: the pedicle as labelled, the structures that are known."""
    pedicle = field.pedicles.get("right" if side == "right" else "left") if side != "midline" else None
    known = {base_of(risk.structure) for risk in field.risks}
    known |= {"spinal_canal"} if known & {structure.value for structure in CANAL} else set()
    return PatientFacts(
        pedicle_width_mm=pedicle.width_mm if pedicle is not None else None,
        pedicle_destroyed=None if side == "midline" or not field.pedicles else pedicle is None,
        outer_diameter_mm=outer_diameter_mm,
        known_structures=frozenset(known),
        general_anaesthesia_possible=general_anaesthesia_possible,
        mouth_opens=mouth_opens,
    )


def offers_of(field: SafetyField, side: Side, outer_diameter_mm: float | None = None) -> tuple[Offer, ...]:
    """Every approach of the catalogue for one side of the field's level, the offered ones first, with reasons."""
    facts = facts_of(field, side, outer_diameter_mm)
    found = (offer(way, field.level, facts) for way in approaches())
    return tuple(sorted(found, key=lambda one: not one.offered))
