"""The catalogue of clinical facts: what may be known of a patient, a level or a lesion, and how it is written down.

A plan stores answers as text (`plan.model.Fact`); here is what each item means and which answers it allows.
"""

import re
from datetime import date
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from spineplan.errors import InputRefused
from spineplan.plan.levels import region
from spineplan.resource_files import resource

Scope = Literal["patient", "level", "lesion"]
Kind = Literal["number", "choice", "choices", "text", "date"]

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One allowed answer. value: what is stored; text: what is shown; definition: what hovering says."""

    value: str
    text: str
    definition: str = ""


class FactItem(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that may be known. kind "choices": any of the choices, stored with ", " between them; "date":
    YYYY-MM-DD. range, decimals (usual ones; 0: whole) and unit: of a number. computed: images may suggest it.
    region: the only region of the spine where a level has it."""

    id: str
    title: str
    group: str
    scope: Scope
    kind: Kind
    source: str
    confidence: str
    definition: str = ""
    unit: str = ""
    range: tuple[float, float] | None = None
    decimals: int = 1
    choices: tuple[Choice, ...] = ()
    computed: bool = False
    region: str = ""

    def asked_at(self, level: str) -> bool:
        """Whether the item means anything at a level; "" for the patient."""
        return not self.region or not level or region(level) == self.region

    def checked(self, text: str) -> str:
        """The answer as it is stored. Raises InputRefused, naming what is allowed."""
        plain = text.strip()
        if self.kind == "number":
            return self._number(plain)
        if self.kind == "date":
            return self._date(plain)
        if self.kind == "text":
            return plain
        parts = [part.strip() for part in plain.split(",")] if self.kind == "choices" else [plain]
        found = [self._choice(part) for part in dict.fromkeys(parts)]
        if "none" in found and len(found) > 1:
            raise InputRefused(f"{self.title}: none excludes every other answer.")
        return ", ".join(found)

    def words(self, value: str) -> str:
        """A stored answer as it is shown, with its unit."""
        texts = {choice.value: choice.text for choice in self.choices}
        if texts:
            return ", ".join(texts.get(part, part) for part in value.split(", "))
        return f"{value} {self.unit}".rstrip()

    def _number(self, plain: str) -> str:
        low, high = self.range if self.range is not None else (float("-inf"), float("inf"))
        kind = "number" if self.decimals else "whole number"
        allowed = f"{self.title} is a {kind} from {low:g} to {high:g}{f' {self.unit}' if self.unit else ''}"
        if not _NUMBER.fullmatch(plain):
            raise InputRefused(f'{allowed}, not "{plain}".')
        value = float(plain.replace(",", "."))
        if not low <= value <= high or (self.decimals == 0 and not value.is_integer()):
            raise InputRefused(f"{allowed}, not {plain}.")
        return f"{value:.12g}"  # never rounded: 3.48 must not become 3.5, where a point begins

    def _choice(self, plain: str) -> str:
        for choice in self.choices:
            if plain.casefold() == choice.value.casefold():
                return choice.value
        allowed = ", ".join(choice.value for choice in self.choices)
        raise InputRefused(f'{self.title} is one of {allowed}, not "{plain}".')

    def _date(self, plain: str) -> str:
        try:
            return date.fromisoformat(plain).isoformat()
        except ValueError:
            raise InputRefused(f'{self.title} is a date such as 2015-06-01, not "{plain}".') from None


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    facts: tuple[FactItem, ...]


@cache
def fact_items(scope: Scope | None = None) -> tuple[FactItem, ...]:
    """The catalogue in its order; only one scope's items where one is named."""
    every = msgspec.json.decode(resource("clinical/facts.json").read_bytes(), type=_File).facts
    return tuple(item for item in every if scope in (None, item.scope))


def fact_item(item_id: str) -> FactItem:
    """The item of that id. Raises KeyError for an id that the catalogue does not have."""
    return _by_id()[item_id]


@cache
def _by_id() -> dict[str, FactItem]:
    return {item.id: item for item in fact_items()}
