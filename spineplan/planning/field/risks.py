"""Which structures a needle keeps away from, and how far."""

from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from spineplan.anatomy.numbering import Structure
from spineplan.anatomy.numbering_names import title_of
from spineplan.resource_files import resource

NEURAL = frozenset(
    {Structure.SPINAL_CANAL, Structure.DURAL_SAC, Structure.SPINAL_CORD, Structure.BRAINSTEM, Structure.NERVE_ROOT}
)
CANAL = frozenset({Structure.SPINAL_CANAL, Structure.DURAL_SAC, Structure.SPINAL_CORD})
"""Any of these stands for the canal; the largest of them decides."""


class Margin(Struct, frozen=True):
    """margin_mm: wanted between the needle's surface and the structure. hard: a needle through it is never proposed."""

    margin_mm: float
    hard: bool
    confidence: str
    ids: tuple[str, ...] = ()


class _File(Struct, frozen=True):
    otherwise: Margin
    structures: tuple[Margin, ...]


def base_of(structure: Structure) -> str:
    """A structure's id without its side."""
    return structure.value.removesuffix("_left").removesuffix("_right")


def margin_for(structure: Structure, own_mm: Mapping[str, float] | None = None) -> Margin:
    """The margin of a structure. own_mm: the user's, by id with or without its side."""
    known = _by_id().get(base_of(structure), _file().otherwise)
    for key in (structure.value, base_of(structure)):
        if own_mm is not None and key in own_mm:
            return Margin(own_mm[key], known.hard, "entered by the user")
    return known


def words(structure: Structure) -> str:
    """In a sentence: "left kidney"."""
    base = base_of(structure)
    side = structure.value.removeprefix(base).strip("_")
    name = title_of(Structure(base))
    name = name if name[:2].isupper() else name[:1].lower() + name[1:]
    return f"{side} {name}".strip()


@cache
def _by_id() -> dict[str, Margin]:
    return {name: entry for entry in _file().structures for name in entry.ids}


@cache
def _file() -> _File:
    return msgspec.json.decode(resource("catalogues/structures_at_risk.json").read_bytes(), type=_File)
