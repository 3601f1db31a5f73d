"""The difference of two plans as a list in words, with numbers. Points are LPS mm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spineplan.geometry.vectors import Point, distance_mm
from spineplan.plan.catalogue_words import Catalogue, called, fact_title, spelt, value_words
from spineplan.plan.items import TALK, Key, items_of
from spineplan.plan.model import (
    AblationZone,
    CementTarget,
    ChecklistAnswer,
    Fact,
    GuidanceError,
    Lesion,
    Level,
    Needle,
    Plan,
    Registration,
    SeriesRef,
    StructureMask,
)

LEAST_MM = 0.05
"""Less is 0.0 mm."""
Numbers = Mapping[str, Mapping[str, float]]
"""By needle id: what was measured of it, by its words with the unit, such as "canal clearance, mm"."""
_NAMES = {
    "structure": "structure at risk", "measurement": "measurement", "key_image": "key image", "fact": "fact",
    "series": "series", "registration": "registration",
    "notes": "notes", "guidance": "guidance", "checklist_template": "checklist template",
    "spine_line_mm": "line of the canal", "count_basis": "basis of the count",
}  # fmt: skip


_ZONE_FIELDS = {
    "level": "level", "kind": "kind", "setting": "setting", "minutes": "minutes", "temperature_c": "temperature",
    "entered_by": "entered by", "source": "source", "width_mm": "width of the zone, mm,",
    "pair_distance_mm": "distance of the pair, mm,", "bend_deg": "bend, degrees,",
    "bend_towards_deg": "direction of the bend, degrees,", "bend_length_mm": "bent length, mm,",
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """key: kind and id of the item. show_point_mm: where to look. sentence: for the user."""

    key: Key
    sentence: str
    show_point_mm: Point | None = None


def differences(
    old: Plan, new: Plan, numbers_old: Numbers | None = None, numbers_new: Numbers | None = None
) -> tuple[Difference, ...]:
    """What is other in the new plan, item by item, in its order; removed items last.

    numbers_old, numbers_new: measured of either plan's needles; those that differ are told with both values.
    """
    before, after = items_of(old), items_of(new)
    measured = (numbers_old or {}, numbers_new or {})
    found = [
        Difference(key, f"{item_words(key, after[key], new)}: {', '.join(changes)}.", place_of(after[key]))
        for key in after
        if key in before and (changes := list(_changes(key, before[key], after[key], measured)))
    ]
    found += [
        Difference(key, f"{item_words(key, after[key], new)} added{_amount(after[key])}.", place_of(after[key]))
        for key in after
        if key not in before
    ]
    found += [
        Difference(key, f"{item_words(key, before[key], old)} removed.", place_of(before[key]))
        for key in before
        if key not in after
    ]
    return (*found, *_talk(old, new))


def item_words(key: Key, value: Any, plan: Plan) -> str:
    """What an item is called, such as "L3 left needle"."""
    kind, name = key
    if isinstance(value, Needle):
        alike = [one.id for one in plan.needles if (one.level, one.side) == (value.level, value.side)]
        number = f" {alike.index(value.id) + 1}" if len(alike) > 1 and value.id in alike else ""
        return f"{value.level} {value.side} needle{number}"
    if isinstance(value, Lesion):
        return f"{value.level} {'' if value.kind == 'unknown' else f'{value.kind} '}lesion"
    if isinstance(value, AblationZone):
        return f"{value.level} ablation"
    if kind == "level":
        return name
    if kind == "cement":
        return f"{name} cement"
    if kind == "answer":
        return f"Checklist item {name}"
    if kind == "guidance_error":
        return f"Error entered for {called('guidance', name).lower()} guidance"
    if kind == "fact":
        return fact_title(name)
    words = _NAMES[kind]
    return f"{words[:1].upper()}{words[1:]}{_which(value)}"


def _which(value: Any) -> str:
    """Which of its kind, where it says so itself."""
    if isinstance(value, StructureMask):
        return f" {spelt(value.kind)}"
    if isinstance(value, SeriesRef):
        said = " ".join(part for part in (value.modality, value.description) if part)
        return f" {said}" if said else ""
    return f" {value.label}" if getattr(value, "label", "") else ""


def place_of(value: Any) -> Point | None:
    """Where an item is, if it is anywhere."""
    for name in ("target_mm", "seed_mm", "centre_mm"):
        if hasattr(value, name):
            found: Point = getattr(value, name)
            return found
    points = getattr(value, "points_mm", None)
    return points[0] if points else None


def _changes(key: Key, old: Any, new: Any, measured: tuple[Numbers, Numbers]) -> Iterator[str]:
    if isinstance(new, Needle):
        yield from _needle(old, new)
        yield from _measured(measured[0].get(new.id, {}), measured[1].get(new.id, {}))
    elif old == new:
        return
    elif isinstance(new, Level):
        yield from _level(old, new)
    elif isinstance(new, Lesion):
        yield from _lesion(old, new)
    elif isinstance(new, CementTarget):
        yield from _cement(old, new)
    elif isinstance(new, AblationZone):
        yield from _ablation(old, new)
    elif isinstance(new, ChecklistAnswer):
        yield from _answer(old, new)
    elif isinstance(new, GuidanceError):
        yield f"{_error(old)} is now {_error(new)}"
    elif isinstance(new, Registration):
        yield from _registration(old, new)
    elif key[0] == "fact":
        yield _answer_words(new.item, old.value, new.value)
    elif isinstance(new, str) and key[0] != "notes":
        yield f"{_said(old)} is now {_said(new)}"
    else:
        yield "changed"


def _needle(old: Needle, new: Needle) -> Iterator[str]:
    yield from _moved("target", old.target_mm, new.target_mm)
    yield from _moved("entry", old.entry_mm, new.entry_mm)
    for name, a, b in (("level", old.level, new.level), ("side", old.side, new.side)):
        if a != b:
            yield f"{name} {a} is now {b}"
    if old.approach != new.approach:
        yield f"approach {_called('approaches', old.approach)} is now {_called('approaches', new.approach)}"
    if (old.model, old.outer_diameter_mm, old.length_mm) != (new.model, new.outer_diameter_mm, new.length_mm):
        yield f"{old.gauge} x {old.length_mm:g} mm is now {new.gauge} x {new.length_mm:g} mm"
    if old.guidance != new.guidance:
        yield f"guidance {_called('guidance', old.guidance)} is now {_called('guidance', new.guidance)}"
    if old.locked != new.locked:
        yield "locked" if new.locked else "unlocked"


def _error(one: GuidanceError) -> str:
    return f"{one.tip_mm:g} mm and {one.angle_deg:g}° ({one.by or '?'})"


def _measured(old: Mapping[str, float], new: Mapping[str, float]) -> Iterator[str]:
    for name, value in new.items():
        words, _, unit = name.rpartition(", ")
        if name in old and f"{old[name]:.1f}" != f"{value:.1f}":
            yield f"{words or name} from {old[name]:.1f} to {value:.1f} {unit}".replace("-", "−").rstrip()


def _level(old: Level, new: Level) -> Iterator[str]:
    yield from _moved("centre", old.centre_mm, new.centre_mm)
    if old.treat != new.treat or old.decision != new.decision:
        words = "to be treated" if new.treat else "not to be treated" if new.decision is not None else "undecided"
        yield f"{words} ({new.decision.by})" if new.decision is not None and new.decision.by else words
        if new.decision is not None and new.decision.reason:
            yield f'reason "{new.decision.reason}"'
    if old.symptomatic != new.symptomatic:
        yield "symptomatic" if new.symptomatic else "not symptomatic"
    if (old.state, old.confirmed_by) != (new.state, new.confirmed_by):
        yield f"name confirmed by {new.confirmed_by or '?'}" if new.state == "confirmed" else "name not confirmed"
    if old.second_by != new.second_by:
        yield f"second reading by {new.second_by}" if new.second_by else "second reading taken back"
    if (old.mask, old.parts, old.body) != (new.mask, new.parts, new.body):
        yield "outline of the vertebra changed"
    if (old.pedicles, old.disc_above, old.disc_below) != (new.pedicles, new.disc_above, new.disc_below):
        yield "pedicles or discs changed"
    yield from _facts(old, new)


def _lesion(old: Lesion, new: Lesion) -> Iterator[str]:
    if old.level != new.level:
        yield f"level {old.level} is now {new.level}"
    if old.kind != new.kind:
        yield f"{old.kind} is now {new.kind}"
    if old.mask != new.mask:
        sizes = [f"{lesion.mask.volume_ml:.1f} mL" if lesion.mask else "not painted" for lesion in (old, new)]
        yield f"volume from {sizes[0]} to {sizes[1]}" if sizes[0] != sizes[1] else "painted otherwise"
    yield from _moved("place", old.seed_mm, new.seed_mm)
    if old.note != new.note:
        yield "note changed"
    yield from _facts(old, new)


def _registration(old: Registration, new: Registration) -> Iterator[str]:
    if old.range_words != new.range_words:
        yield f"for {new.range_words or 'no level'} instead of {old.range_words or 'no level'}"
    if old.plan_from_series != new.plan_from_series:
        yield "the other images lie otherwise"
    if old.pairs != new.pairs:
        yield f"{len(old.pairs)} pairs are now {len(new.pairs)}"
    if (old.state, old.confirmed_by) != (new.state, new.confirmed_by):
        yield f"confirmed by {new.confirmed_by}" if new.state == "confirmed" else "not confirmed any more"


def _facts(old: Level | Lesion, new: Level | Lesion) -> Iterator[str]:
    before, after = ({fact.item: fact for fact in one.facts} for one in (old, new))
    for item in sorted(before.keys() | after.keys()):
        a, b = (side[item].value if item in side else "" for side in (before, after))
        if before.get(item) != after.get(item):
            title = fact_title(item)
            yield f"{title} {_answer_words(item, a, b)}" if a != b else f"{title} answered again"


def _cement(old: CementTarget, new: CementTarget) -> Iterator[str]:
    if old.volume_ml != new.volume_ml:
        yield f"from {old.volume_ml:.1f} to {new.volume_ml:.1f} mL"
    if old.shares != new.shares:
        yield "share of the needles changed"
    if old.material != new.material:
        yield f"{_called('cement_materials', old.material)} is now {_called('cement_materials', new.material)}"
    if old.reason != new.reason:
        yield f'reason "{new.reason}"'


def _ablation(old: AblationZone, new: AblationZone) -> Iterator[str]:
    sizes = [f"{zone.length_mm:.1f} x {zone.diameter_mm:.1f} mm" for zone in (old, new)]
    if sizes[0] != sizes[1]:
        yield f"zone from {sizes[0]} to {sizes[1]}"
    shift = abs(new.centre_from_target_mm - old.centre_from_target_mm)
    if shift >= LEAST_MM:
        yield f"zone moved {shift:.1f} mm along its needle"
    if old.device != new.device:
        yield f"device {_called('ablation', old.device)} is now {_called('ablation', new.device)}"
    if (old.needle_id, old.partner_id) != (new.needle_id, new.partner_id):
        yield "on another needle" if old.needle_id != new.needle_id else "paired with another needle"
    for name, words in _ZONE_FIELDS.items():
        if getattr(old, name) != getattr(new, name):
            yield f"{words} {_said(getattr(old, name))} is now {_said(getattr(new, name))}"


def _answer(old: ChecklistAnswer, new: ChecklistAnswer) -> Iterator[str]:
    words = [one.state.replace("_", " ") for one in (old, new)]
    by = f" ({new.by})" if new.by else ""
    yield f"{words[0]} is now {words[1]}{by}" if words[0] != words[1] else f"answered again{by}"


def _moved(what: str, old: Point, new: Point) -> Iterator[str]:
    if old != new:
        shift = distance_mm(old, new)
        yield f"{what} moved {shift:.1f} mm" if shift >= LEAST_MM else f"{what} moved by less than 0.1 mm"


def _amount(value: Any) -> str:
    if isinstance(value, Fact):
        return f", {_said(value_words(value.item, value.value))}"
    return f", {value.volume_ml:.1f} mL" if isinstance(value, CementTarget) else ""


def _answer_words(item: str, old: str, new: str) -> str:
    return f"{_said(value_words(item, old))} is now {_said(value_words(item, new))}"


def _called(catalogue: Catalogue, name: str) -> str:
    return _said(called(catalogue, name) if name else "")


def _said(value: object) -> str:
    return f'"{value}"' if value not in ("", None) else "nothing"


def _talk(old: Plan, new: Plan) -> Iterator[Difference]:
    for field in TALK:
        before, after = getattr(old, field), getattr(new, field)
        more = sum(one not in before for one in after)
        gone = sum(one not in after for one in before)
        if more or gone:
            told = [f"{n} {word}" for n, word in ((more, "new or changed"), (gone, "taken back or changed")) if n]
            yield Difference((field, ""), f"{field.capitalize()}: {', '.join(told)}.")
