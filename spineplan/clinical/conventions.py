"""Thresholds that a department may set otherwise: conventions and unverified defaults, each with its source."""

from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from spineplan.errors import InputRefused
from spineplan.resource_files import resource


class Convention(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One threshold; range: what it may be set to."""

    id: str
    title: str
    value: float
    unit: str
    range: tuple[float, float]
    source: str
    confidence: str


class Policy(Struct, frozen=True):
    """What is in force: the defaults, and what a department set otherwise (own: thresholds by id; holds: how long
    before the procedure a drug is stopped, by drug)."""

    own: Mapping[str, float] = {}
    holds: Mapping[str, str] = {}

    def __post_init__(self) -> None:
        for name, value in self.own.items():
            found = conventions().get(name)
            if found is None:
                raise InputRefused(f'There is no threshold "{name}"; there are {", ".join(conventions())}.')
            low, high = found.range
            if not low <= value <= high:
                raise InputRefused(
                    f"{found.title}: from {low:g} to {high:g} {found.unit}".rstrip() + f", not {value:g}."
                )

    def __getitem__(self, name: str) -> float:
        """The value in force. Raises KeyError for an id that does not exist."""
        return self.own.get(name, conventions()[name].value)


DEFAULTS = Policy()


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    conventions: tuple[Convention, ...]


@cache
def conventions() -> Mapping[str, Convention]:
    """The catalogue, by id."""
    file = msgspec.json.decode(resource("clinical/conventions.json").read_bytes(), type=_File)
    return {entry.id: entry for entry in file.conventions}
