"""What is known of a patient, of each level and of each lesion, item by item, and who said so.

An entered answer comes before a computed one; both are kept apart, so that a score can say where each value came from.
"""

from collections.abc import Collection, Mapping
from functools import cache

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from spineplan.clinical.conventions import DEFAULTS, Policy
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.clinical.score_result import COMPUTED, ENTERED
from spineplan.errors import InputRefused
from spineplan.plan.model import Fact, Lesion, Plan
from spineplan.plan.registration import stamps_in_use
from spineplan.resource_files import resource

IMAGES = "image header"

Values = Mapping[str, str]


class Known(Struct, frozen=True):
    """One answer as the catalogue stores it. computed: what software says where a person said otherwise. read_through:
    stamp of the registration that software reads its value through. stale: a person confirmed it through a registration
    that has changed or is gone."""

    value: str
    source: str
    by: str = ""
    computed: str = ""
    read_through: str = ""
    stale: bool = False


class Computed(Struct, frozen=True, kw_only=True):
    """What the images say, as catalogue answers: by level name, and by lesion id. reachable: by level, a sentence where
    a route was planned or looked for. unreachable: levels where none was found. read_through: by level name or lesion
    id and item, the stamp of the registration that a value was read through."""

    levels: Mapping[str, Values] = {}
    lesions: Mapping[str, Values] = {}
    reachable: Mapping[str, str] = {}
    unreachable: frozenset[str] = frozenset()
    read_through: Mapping[tuple[str, str], str] = {}


NOTHING_COMPUTED = Computed()


class Case(Struct, frozen=True, kw_only=True):
    """Answers of a plan. levels and lesions: by name and id. policy: thresholds in force. unread: items whose answer
    the catalogue does not allow, and whose they are ("" for the patient). worked_out: results that were asked for
    before, kept because several parts of the window ask the same."""

    plan: Plan
    patient: Mapping[str, Known]
    levels: Mapping[str, Mapping[str, Known]]
    lesions: Mapping[str, Mapping[str, Known]]
    computed: Computed = NOTHING_COMPUTED
    policy: Policy = DEFAULTS
    unread: tuple[tuple[str, str], ...] = ()
    worked_out: dict[tuple[str, str], object] = field(default_factory=dict)

    def with_plan(self, plan: Plan) -> "Case | None":
        """The same answers for a plan that differs only in what no answer depends on; None where it differs in more."""
        mine = self.plan
        same = all(
            getattr(plan, part) is getattr(mine, part)
            for part in ("facts", "levels", "lesions", "ablations", "identity", "reference", "registrations")
        )
        return replace(self, plan=plan) if same else None

    def value(self, item: str, level: str | None = None) -> str | None:
        """An answer of the patient, or of a level; None while nobody knows."""
        known = self.known(item, level)
        return known.value if known is not None else None

    def known(self, item: str, level: str | None = None) -> Known | None:
        """An answer with its origin."""
        if level is None:
            return self.patient.get(item)
        return self.levels.get(level, {}).get(item)

    def number(self, item: str, level: str | None = None) -> float | None:
        """A number's answer."""
        value = self.value(item, level)
        return float(value) if value is not None else None

    def lesions_of(self, level: str) -> tuple[Lesion, ...]:
        """The lesions of a level."""
        return tuple(lesion for lesion in self.plan.lesions if lesion.level == level)


class Primary(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A primary tumour and the group each score puts it in; "" where the source does not list it, "depends" where
    hormone dependence or targeted drugs decide."""

    id: str
    title: str
    tokuhashi: str
    tomita: str
    katagiri: str
    bauer: str
    van_der_linden: str
    radiosensitivity: str


class _Origin(Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    confidence: str


class _Primaries(Struct, frozen=True, forbid_unknown_fields=True):
    note: str
    sources: dict[str, _Origin]
    primaries: tuple[Primary, ...]


@cache
def primaries() -> Mapping[str, Primary]:
    """Every primary by id."""
    file = msgspec.json.decode(resource("clinical/primaries.json").read_bytes(), type=_Primaries)
    return {primary.id: primary for primary in file.primaries}


def case_of(plan: Plan, computed: Computed = NOTHING_COMPUTED, policy: Policy = DEFAULTS) -> Case:
    """Everything that is known. An answer that the catalogue does not allow counts nowhere and is listed as unread."""
    owners = [(plan.facts, ""), *((x.facts, x.name) for x in plan.levels), *((x.facts, x.level) for x in plan.lesions)]
    patient = _from_header(plan) | _answers(plan.facts, {})
    levels = {x.name: _answers(x.facts, computed.levels.get(x.name, {})) for x in plan.levels}
    lesions = {x.id: _lesion_answers(x, computed.lesions.get(x.id, {})) for x in plan.lesions}
    stale = stale_answers(plan)
    for answers in (levels, lesions):
        _mark_registered(answers, computed.read_through, stale)
    return Case(
        plan=plan,
        patient=_with_primary(patient),
        levels=levels,
        lesions=lesions,
        computed=computed,
        policy=policy,
        unread=tuple(
            (fact.item, where) for facts, where in owners for fact in facts if not _allowed(fact.item, fact.value)
        ),
    )


def _mark_registered(
    answers: Mapping[str, dict[str, Known]], through: Mapping[tuple[str, str], str], stale: Collection[tuple[str, str]]
) -> None:
    for owner, found in answers.items():
        for item in found:
            stamp, old = through.get((owner, item), ""), (owner, item) in stale
            if stamp or old:
                found[item] = replace(found[item], read_through=stamp, stale=old)


def stale_answers(plan: Plan) -> list[tuple[str, str]]:
    """(level name or lesion id, item) of answers that were confirmed as read through a registration that has changed or
    is gone."""
    used = stamps_in_use(plan.registrations, plan.levels, plan.reference.frame_of_reference_uid)
    owners = [*((x.name, x.facts) for x in plan.levels), *((x.id, x.facts) for x in plan.lesions)]
    used |= {""}
    return [(owner, fact.item) for owner, facts in owners for fact in facts if fact.read_through not in used]


def _answers(facts: tuple[Fact, ...], computed: Values) -> dict[str, Known]:
    found = {item: Known(value, COMPUTED) for item, value in computed.items() if _allowed(item, value)}
    for fact in facts:
        if _allowed(fact.item, fact.value):
            source = ENTERED if fact.by else COMPUTED
            found[fact.item] = Known(fact.value, source, fact.by, computed.get(fact.item, fact.computed))
    return found


def _lesion_answers(lesion: Lesion, computed: Values) -> dict[str, Known]:
    """The kind chosen in the lesions' list is the answer to matrix where the morphology does not answer it."""
    found = _answers(lesion.facts, computed)
    matrix = found.get("matrix")
    if lesion.kind != "unknown" and (matrix is None or matrix.source == COMPUTED):
        found["matrix"] = Known(lesion.kind, ENTERED, "", matrix.value if matrix is not None else "")
    return found


def _allowed(item: str, value: str) -> bool:
    if item.startswith("accept."):
        return bool(value.strip())
    try:
        fact_item(item).checked(value)
    except (KeyError, InputRefused):
        return False
    return bool(value)


def _from_header(plan: Plan) -> dict[str, Known]:
    found = {}
    years = age_years(plan.identity.birth_date, plan.reference.study_date)
    if years is not None:
        found["age"] = Known(str(years), IMAGES)
    if plan.identity.sex in ("F", "M", "O"):
        found["sex"] = Known(plan.identity.sex, IMAGES)
    return found


def age_years(birth: str, study: str) -> int | None:
    """Whole years between two dates YYYYMMDD; None where they are no dates or no plausible age."""
    if not (len(birth) == len(study) == 8 and birth.isdigit() and study.isdigit()):
        return None
    years = int(study[:4]) - int(birth[:4]) - (study[4:] < birth[4:])
    return years if 0 <= years <= 130 else None


def _with_primary(patient: dict[str, Known]) -> dict[str, Known]:
    """Growth grade and radiosensitivity follow from the primary where the source lists it."""
    chosen = patient.get("primary")
    if chosen is None:
        return patient
    primary = primaries()[chosen.value]
    follows = {"growth_grade": primary.tomita, "radiosensitivity": primary.radiosensitivity}
    found = {item: Known(value, "from the primary") for item, value in follows.items() if value}
    return found | patient
