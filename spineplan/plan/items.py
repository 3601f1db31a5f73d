"""A plan taken apart into the items that people change one at a time, and put together again.

An item's key is (kind, id). The talk (comments, opinions, signatures, reopenings) is no item: it only grows.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from spineplan.plan.levels import ALL_LEVELS
from spineplan.plan.model import Plan
from spineplan.plan.values import Value

Key = tuple[str, str]
Items = dict[Key, Any]

LISTS: Mapping[str, tuple[str, str]] = {
    "level": ("levels", "name"),
    "lesion": ("lesions", "id"),
    "needle": ("needles", "id"),
    "cement": ("cement", "level"),
    "ablation": ("ablations", "id"),
    "structure": ("structures", "id"),
    "guidance_error": ("guidance_errors", "guidance"),
    "fact": ("facts", "item"),
    "answer": ("checklist", "item"),
    "measurement": ("measurements", "id"),
    "registration": ("registrations", "id"),
    "key_image": ("key_images", "id"),
    "series": ("series", "series_uid"),
}
"""Kind of item: the plan's field, and the field of its id."""
SINGLE = ("notes", "guidance", "checklist_template", "spine_line_mm", "count_basis")
"""Fields that are one item each."""
TALK = ("comments", "opinions", "signatures", "reopenings")

_RANK = {name: n for n, name in enumerate(ALL_LEVELS)}


def items_of(plan: Plan) -> Items:
    """Every item of the plan by its key, in the plan's order."""
    found: Items = {}
    for kind, (field, name) in LISTS.items():
        found |= {(kind, str(getattr(one, name))): one for one in getattr(plan, field)}
    return found | {(field, ""): getattr(plan, field) for field in SINGLE}


def plan_of(frame: Plan, items: Items) -> Plan:
    """A plan of these items; identity, reference and talk are the frame's. Raises ValueError when they contradict."""
    fields: dict[str, Any] = {field: items[field, ""] for field in SINGLE}
    for kind, (field, _) in LISTS.items():
        fields[field] = _ordered(kind, (one for key, one in items.items() if key[0] == kind))
    return replace(frame, **fields)


def _ordered(kind: str, found: Iterable[Any]) -> tuple[Any, ...]:
    """As the edits keep them."""
    if kind == "level":
        return tuple(sorted(found, key=lambda one: _RANK[one.name]))
    if kind == "cement":
        return tuple(sorted(found, key=lambda one: _RANK[one.level]))
    if kind == "answer":
        return tuple(sorted(found, key=lambda one: one.item))
    return tuple(found)


def parts_of(value: Value) -> dict[str, Any]:
    """A level or a lesion as parts that two people may change apart; others are one part."""
    groups = _GROUPS.get(type(value).__name__)
    if groups is None:
        return {"": value}
    grouped = {field: group for group, fields in groups.items() for field in fields}
    parts: dict[str, Any] = {}
    for field in value.__struct_fields__:
        held = getattr(value, field)
        if field == "facts":
            parts |= {f"fact {fact.item}": fact for fact in held}
        else:
            parts.setdefault(grouped.get(field, field), {})[field] = held
    return parts


def with_parts(value: Any, parts: Mapping[str, Any]) -> Any:
    """The value with these parts. Raises ValueError when they contradict."""
    if set(parts) == {""}:
        return parts[""]
    fields = {name: held for group, one in parts.items() if not group.startswith("fact ") for name, held in one.items()}
    facts = tuple(one for group, one in parts.items() if group.startswith("fact "))
    return replace(value, **fields, facts=facts)


_GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Level": {
        "name": ("name", "centre_mm", "state", "confirmed_by", "confirmed_utc", "second_by", "second_utc"),
        "pain": ("symptomatic",),
        "decision": ("treat", "decision"),
        "vertebra": ("body", "mask", "parts", "disc_above", "disc_below"),
        "pedicles": ("pedicles",),
    },
    "Lesion": {
        "place": ("id", "level", "seed_mm"),
        "kind": ("kind",),
        "painted": ("mask", "painted_through"),
        "note": ("note",),
    },
}
"""Fields that only make sense together."""
