"""What every edit is, and how it changes the plan or refuses to."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.model import Plan


class Edit(Protocol):
    """What the session can apply."""

    @property
    def label(self) -> str:
        """The step's name for undo, e.g. "Mark L3"."""

    def apply(self, plan: Plan) -> Plan:
        """The changed plan; the given one is left alone."""


class EditBase(Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """Edits are tagged values, so the history can store them."""


class Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=Identified)


def put(things: tuple[_T, ...], thing: _T) -> tuple[_T, ...]:
    """Replace the thing with the same id, or append it."""
    if any(other.id == thing.id for other in things):
        return tuple(thing if other.id == thing.id else other for other in things)
    return (*things, thing)


def without(things: Iterable[_T], thing_id: str) -> tuple[_T, ...]:
    return tuple(thing for thing in things if thing.id != thing_id)


def changed(plan: Plan, **fields: object) -> Plan:
    try:
        return replace(plan, **fields)
    except (ValueError, msgspec.ValidationError) as error:
        raise EditRefused(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
