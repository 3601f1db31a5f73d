"""What ids of the catalogues are called, for undo, history and comparisons (the catalogues themselves: `clinical`)."""

from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from spineplan.resource_files import resource

Catalogue = Literal["ablation", "approaches", "cement_materials", "guidance"]


class _Choice(Struct, frozen=True):
    value: str
    text: str


class _Item(Struct, frozen=True):
    id: str
    title: str
    unit: str = ""
    choices: tuple[_Choice, ...] = ()


class _Facts(Struct, frozen=True):
    facts: tuple[_Item, ...]


class _Entry(Struct, frozen=True):
    id: str
    name: str


class _Entries(Struct, frozen=True):
    """Every catalogue has one list of what has a name."""

    devices: tuple[_Entry, ...] = ()
    approaches: tuple[_Entry, ...] = ()
    materials: tuple[_Entry, ...] = ()
    guidance: tuple[_Entry, ...] = ()


def fact_title(item: str) -> str:
    """The title of a fact, such as "INR"; of one the catalogue does not have, its id as words."""
    known = _facts().get(item)
    return known.title if known is not None else spelt(item).capitalize()


def value_words(item: str, value: str) -> str:
    """A stored answer as it is shown, such as "lytic" or "3.5 g/dL"."""
    known = _facts().get(item)
    if known is None or not value:
        return value
    texts = {choice.value: choice.text for choice in known.choices}
    return ", ".join(texts.get(part, part) for part in value.split(", ")) if texts else f"{value} {known.unit}".rstrip()


def called(catalogue: Catalogue, name: str) -> str:
    """What a catalogue calls one of its ids; of one that it does not have, the id as words."""
    return _names(catalogue).get(name, spelt(name))


def spelt(name: str) -> str:
    """An id as words."""
    return name.replace("_", " ")


@cache
def _facts() -> dict[str, _Item]:
    read = msgspec.json.decode(resource("clinical/facts.json").read_bytes(), type=_Facts)
    return {one.id: one for one in read.facts}


@cache
def _names(catalogue: Catalogue) -> dict[str, str]:
    read = msgspec.json.decode(resource(f"catalogues/{catalogue}.json").read_bytes(), type=_Entries)
    return {one.id: one.name for one in (*read.devices, *read.approaches, *read.materials, *read.guidance)}
