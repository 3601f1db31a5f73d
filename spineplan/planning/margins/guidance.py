"""How far a guided needle may stray: error envelopes, published means that an operator may replace by own figures."""

from dataclasses import dataclass
from functools import cache
from math import radians, tan

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from spineplan.plan.model import GuidanceError, Plan
from spineplan.resource_files import resource

USUAL_SKIN_TO_BONE_MM = 60.0
"""Software convention: depth of the bone where the skin is not known."""


class Guidance(Struct, frozen=True, kw_only=True):
    """tip_mm: error at the target, in any direction. angle_deg: error of the direction, from the skin on.

    entered_by: who replaced the published mean, for a plan, by these figures; empty: they are the published ones.
    Raises ValueError when negative.
    """

    id: str
    name: str
    tip_mm: float
    angle_deg: float
    source: str = "entered by the user"
    confidence: str = "CONV"
    entered_by: str = ""

    def __post_init__(self) -> None:
        if not (0.0 <= self.tip_mm <= 30.0 and 0.0 <= self.angle_deg <= 20.0):
            raise ValueError("the errors of a guidance must be from 0 to 30 mm and from 0 to 20 degrees")

    @property
    def words(self) -> str:
        """As a report names it: "Laser", or "Laser (3 mm, 1° as entered by ...)"."""
        if not self.entered_by:
            return self.name
        source = f", {self.source}" if self.source else ""
        return f"{self.name} ({self.tip_mm:g} mm, {self.angle_deg:g}° as entered by {self.entered_by}{source})"

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


def guidance_in(plan: Plan, wanted: str = "") -> Guidance:
    """The envelope of a plan's needles: of the guidance wanted, else the plan's, else the catalogue's default; with the
    figures that an operator entered in the plan for it."""
    known = {entry.id: entry for entry in _file().guidance}
    found = known.get(wanted) or known.get(plan.guidance) or guidance("")
    return with_error(found, next((one for one in plan.guidance_errors if one.guidance == found.id), None))


def with_error(published: Guidance, own: GuidanceError | None) -> Guidance:
    """A published envelope, with an operator's own figures where there are any."""
    if own is None:
        return published
    return replace(
        published, tip_mm=own.tip_mm, angle_deg=own.angle_deg, source=own.source, confidence="entered by the user",
        entered_by=own.by or "an operator",
    )  # fmt: skip


@cache
def _file() -> _File:
    return msgspec.json.decode(resource("catalogues/guidance.json").read_bytes(), type=_File)
