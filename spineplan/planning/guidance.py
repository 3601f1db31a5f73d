"""How far a guided needle may stray: error envelopes, published means that the user can edit."""

from dataclasses import dataclass
from functools import cache
from math import radians, tan

import msgspec
from msgspec import Struct

from spineplan.resource_files import resource

USUAL_SKIN_TO_BONE_MM = 60.0
"""Software convention: depth of the bone where the skin is not known."""


class Guidance(Struct, frozen=True, kw_only=True):
    """tip_mm: error at the target, in any direction. angle_deg: error of the direction, from the skin on.

    An edited envelope is another value of this class (`msgspec.structs.replace`). Raises ValueError when negative.
    """

    id: str
    name: str
    tip_mm: float
    angle_deg: float
    source: str = "entered by the user"
    confidence: str = "CONV"

    def __post_init__(self) -> None:
        if not (0.0 <= self.tip_mm <= 30.0 and 0.0 <= self.angle_deg <= 20.0):
            raise ValueError("the errors of a guidance must be from 0 to 30 mm and from 0 to 20 degrees")

    def radii_at(self, skin_to_bone_mm: float | None) -> "EnvelopeRadii":
        """The envelope's radius where the needle meets bone, and at its tip."""
        depth = USUAL_SKIN_TO_BONE_MM if skin_to_bone_mm is None else max(skin_to_bone_mm, 0.0)
        return EnvelopeRadii(min(depth * tan(radians(self.angle_deg)), self.tip_mm), self.tip_mm)


@dataclass(frozen=True)
class EnvelopeRadii:
    """A cone round the needle: 0 at the skin, bone_mm where it meets bone, tip_mm at the tip; linear between, and a
    ball of tip_mm at the end (the tip may also be too deep). Software convention."""

    bone_mm: float
    tip_mm: float


class _File(Struct, frozen=True):
    default: str
    guidance: tuple[Guidance, ...]


@cache
def guidances() -> tuple[Guidance, ...]:
    """The catalogue, widest envelope first."""
    return tuple(sorted(_file().guidance, key=lambda entry: -entry.tip_mm))


def guidance(guidance_id: str) -> Guidance:
    """The guidance of that id; the default one for "". Raises KeyError for an unknown id."""
    return {entry.id: entry for entry in _file().guidance}[guidance_id or _file().default]


@cache
def _file() -> _File:
    return msgspec.json.decode(resource("catalogues/guidance.json").read_bytes(), type=_File)
