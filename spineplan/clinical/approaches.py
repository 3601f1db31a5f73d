"""The approaches, from the review and the procedure guides, and why one is offered at a level or not."""

from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from spineplan.clinical.needles import PedicleFit, pedicle_fit
from spineplan.plan.levels import level_rank
from spineplan.resource_files import resource

Path = Literal["pedicle", "posterior", "anterior", "lateral"]
Aim = Literal["anterior-third", "across-midline", "midline", "centre", "lateral-mass", "ala"]
ApproachSide = Literal["left", "right", "midline"]


class Approach(Struct, frozen=True):
    """One way to a vertebra; id is what the plan stores. levels: first and last level it is meant for.

    general_anaesthesia: usually needed. guidance, gauge, entry, axial, target, risks, anaesthesia, why and when are for
    reading; the rest bounds the search: gauges usual first; axial_deg from the sagittal plane, + toward the
    midline; cranio_caudal_deg against the endplates, + when the needle rises; avoid, crosses: structures by id without
    their side.
    """

    id: str
    name: str
    levels: tuple[str, str]
    through_pedicle: bool
    general_anaesthesia: bool
    guidance: str
    gauge: str
    entry: str
    axial: str
    target: str
    risks: tuple[str, ...]
    confidence: str
    position: Literal["prone", "supine", "lateral"]
    imaging: tuple[Literal["fluoroscopy", "ct", "cone-beam"], ...]
    gauges: tuple[str, ...]
    path: Path
    aim: Aim
    axial_deg: tuple[float, float]
    cranio_caudal_deg: tuple[float, float]
    sides: tuple[ApproachSide, ...]
    avoid: tuple[str, ...]
    crosses: tuple[str, ...]
    anaesthesia: str
    why: str
    when: str
    least_bone_mm: float = 5.0

    @property
    def through_mouth(self) -> bool:
        """Whether the needle passes the open mouth: it meets no skin."""
        return "pharynx" in self.crosses

    def suits(self, level: str) -> bool:
        """Whether the approach is meant for a level. Raises ValueError for a name that is no level."""
        return level_rank(self.levels[0]) <= level_rank(level) <= level_rank(self.levels[1])


class PatientFacts(Struct, frozen=True, kw_only=True):
    """What of this patient decides whether an approach is offered; None: not known.

    pedicle_width_mm, pedicle_destroyed: of the side asked for. known_structures: ids, without their side, of what is
    marked or was found. general_anaesthesia_possible, mouth_opens: as the anaesthetist says.
    """

    pedicle_width_mm: float | None = None
    pedicle_destroyed: bool | None = None
    outer_diameter_mm: float | None = None
    known_structures: frozenset[str] = frozenset()
    general_anaesthesia_possible: bool | None = None
    mouth_opens: bool | None = None


class Offer(Struct, frozen=True, kw_only=True):
    """Whether an approach is offered. reasons: for it, or against it. cautions: what to look at; it is offered all the
    same. unknown: structures to avoid that nobody has marked."""

    approach: str
    offered: bool
    reasons: tuple[str, ...]
    cautions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class _File(Struct, frozen=True):
    approaches: tuple[Approach, ...]


@cache
def approaches() -> tuple[Approach, ...]:
    """The catalogue."""
    return msgspec.json.decode(resource("catalogues/approaches.json").read_bytes(), type=_File).approaches


def approach(approach_id: str) -> Approach | None:
    """The approach of that id, if the catalogue has it."""
    return next((entry for entry in approaches() if entry.id == approach_id), None)


def approaches_for(level: str) -> tuple[Approach, ...]:
    """Approaches meant for a level. Raises ValueError for a name that is no level."""
    return tuple(entry for entry in approaches() if entry.suits(level))


def offer(way: Approach, level: str, facts: PatientFacts | None = None) -> Offer:
    """Why an approach is offered at this level for this patient, or why not (clinical reference 11).

    Raises ValueError for a name that is no level.
    """
    facts = facts or PatientFacts()
    against, cautions = _against(way, level, facts), _cautions(way, facts)
    unknown = tuple(name for name in way.avoid if name not in facts.known_structures)
    reasons = tuple(against) or (way.why, way.when)
    return Offer(approach=way.id, offered=not against, reasons=reasons, cautions=tuple(cautions), unknown=unknown)


def offers_for(level: str, facts: PatientFacts | None = None) -> tuple[Offer, ...]:
    """Every approach of the catalogue at a level, the offered ones first."""
    return tuple(sorted((offer(way, level, facts) for way in approaches()), key=lambda one: not one.offered))


def _against(way: Approach, level: str, facts: PatientFacts) -> list[str]:
    if not way.suits(level):
        first, last = way.levels
        return [f"Meant for {first}." if first == last else f"Meant for {first} to {last}."]
    found = []
    if way.through_pedicle and facts.pedicle_destroyed:
        found.append("The pedicle is destroyed; go beside it, or through the other one.")
    fit = _fit(facts)
    if way.through_pedicle and fit is not None and fit.severity == "red":
        found.append(
            f"The pedicle is {facts.pedicle_width_mm:.1f} mm wide, the needle {facts.outer_diameter_mm:.2f} mm."
        )
    if way.general_anaesthesia and facts.general_anaesthesia_possible is False:
        found.append("It needs general anaesthesia, which is not possible.")
    if way.id == "trans-oral" and facts.mouth_opens is False:
        found.append("The mouth does not open wide enough.")
    return found


def _cautions(way: Approach, facts: PatientFacts) -> list[str]:
    found = []
    fit = _fit(facts)
    if way.through_pedicle and fit is not None and fit.severity == "amber":
        found.append(f"Only {fit.clearance_mm:.1f} mm of the pedicle's {facts.pedicle_width_mm:.1f} mm are left over.")
    beside = way.path == "posterior" and way.aim != "ala"
    if beside and facts.pedicle_destroyed is False and fit is not None and fit.severity == "ok":
        found.append("The pedicle is wide enough: the way through it is safer.")
    return found


def _fit(facts: PatientFacts) -> PedicleFit | None:
    if facts.pedicle_width_mm is None or facts.outer_diameter_mm is None:
        return None
    return pedicle_fit(facts.outer_diameter_mm, facts.pedicle_width_mm)
