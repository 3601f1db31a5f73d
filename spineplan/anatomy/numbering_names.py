"""From the name or the code of a label to what it means. Only whole names count: "L3 nerve root" is not L3."""

import json
import re
from functools import cache
from typing import Any

from spineplan.anatomy.numbering import UNUSED, Meaning, Structure, VertebraPart
from spineplan.plan.levels import ALL_LEVELS
from spineplan.resource_files import resource

_LEVEL = re.compile(r"c[1-7]|th?(?:1[0-3]|[1-9])|l[1-6]|s[1-5]")
_FILLERS = frozenset(
    {"vertebra", "vertebrae", "vertebral", "vert", "lumbar", "thoracic", "cervical", "sacral", "spine", "bone"}
    | {"level", "label", "of", "the"}
)
_BODY = frozenset({"body", "corpus"})
_SIDES = frozenset({"left", "right"})
_WHOLE = {"coccyx": "Co", "atlas": "C1", "axis": "C2"}


@cache
def meaning_of_name(name: str) -> Meaning:
    """What a label's name says, in any of the ways tools write it: "vertebrae_L3", "L3 vertebra", "Kidney, left"."""
    tokens = re.sub(r"[^a-z0-9]+", " ", name.casefold()).split()
    if len(tokens) > 1 and tokens[0] == "disc" and all(_LEVEL.fullmatch(token) for token in tokens[1:]):
        return Meaning(structure=Structure.DISCS)
    level = _level(tokens)
    if level is not None:
        return Meaning(level=level, part=VertebraPart.BODY if _BODY & set(tokens) else None)
    side = next(iter(_SIDES & set(tokens)), None) if len(_SIDES & set(tokens)) == 1 else None
    for words in (tokens, [token for token in tokens if token not in _SIDES]):
        known = _named().get(" ".join(words))
        if known is not None:
            return _sided(known, side)
    return UNUSED


@cache
def meaning_of_code(sct: str, laterality_sct: str = "") -> Meaning:
    """What a SNOMED CT code says, with the code of its laterality modifier."""
    table = _table()
    for level, code in table["levels"].items():
        if code == sct:
            return Meaning(level=level)
    if sct in table["right_lung_codes"]:
        return Meaning(structure=Structure.LUNG_RIGHT)
    for structure in table["structures"]:
        if sct in structure["codes"]:
            return _sided(structure, table["laterality"].get(laterality_sct))
    return UNUSED


def title_of(structure: Structure) -> str:
    """Words for the screen: "Kidney left"."""
    base = structure.value.removesuffix("_left").removesuffix("_right")
    titles = {entry["id"]: entry["title"] for entry in _table()["structures"]}
    side = structure.value.removeprefix(base).replace("_", " ")
    return f"{titles[base]}{side}"


def _level(tokens: list[str]) -> str | None:
    """The level, when the name holds exactly one and nothing but words that go with it."""
    if len(tokens) == 1 and tokens[0] in _WHOLE:
        return _WHOLE[tokens[0]]
    levels = {token.replace("th", "t") for token in tokens if _LEVEL.fullmatch(token)}
    if len(levels) != 1:
        return None
    (level,) = levels
    rest = {token for token in tokens if not _LEVEL.fullmatch(token)} - _FILLERS - _BODY - {level[1:]}
    name = level.upper()
    return name if not rest and name in ALL_LEVELS else None


def _sided(entry: dict[str, Any], side: str | None) -> Meaning:
    name = f"{entry['id']}_{side}" if entry["sided"] and side else entry["id"]
    if entry.get("part"):
        return Meaning(part=VertebraPart(name)) if name in set(VertebraPart) else UNUSED
    return Meaning(structure=Structure(name))


@cache
def _named() -> dict[str, dict[str, Any]]:
    found = {name: entry for entry in _table()["structures"] for name in entry["names"]}
    for part, names in _table()["parts"].items():
        sided = part not in set(VertebraPart)
        found |= {name: {"id": part, "sided": sided, "part": True} for name in names}
    return found


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("anatomy/label_names.json").read_text(encoding="utf-8"))
    return loaded
