"""Named metamers with their vertebrae, and the structures around them. Points are LPS mm."""

from typing import Literal

from spineplan.geometry.vectors import Point
from spineplan.plan.checks import check_id, check_name, check_orthonormal, check_point, check_range, check_unique
from spineplan.plan.levels import level_rank
from spineplan.plan.values import Ellipsoid, Fact, MaskRef, Value, check_facts


class DiscPlane(Value, frozen=True):
    """The middle plane of a disc. normal_lps: unit, towards the head."""

    centre_mm: Point
    normal_lps: Point

    def __post_init__(self) -> None:
        check_point("centre_mm", self.centre_mm)
        check_orthonormal("normal_lps", (self.normal_lps,))


PedicleSide = Literal["left", "right"]


class PedicleMark(Value, frozen=True):
    """A pedicle's isthmus. axis_lps: unit, from the back into the body. width_mm, height_mm: outer, across the axis.
    measured_by: who corrected it; empty while it is a suggestion. doubtful: the software says its sizes are a guess."""

    side: PedicleSide
    centre_mm: Point
    axis_lps: Point
    width_mm: float
    height_mm: float
    measured_by: str = ""
    doubtful: bool = False

    def __post_init__(self) -> None:
        check_point("centre_mm", self.centre_mm)
        check_orthonormal("axis_lps", (self.axis_lps,))
        check_range("width_mm", self.width_mm, 0.0, 60.0)
        check_range("height_mm", self.height_mm, 0.0, 60.0)
        check_name("measured_by", self.measured_by)


PartName = Literal["body", "left_pedicle", "right_pedicle", "left_arch", "right_arch", "spinous_process"]


class PartMask(Value, frozen=True):
    """A sub-region of a vertebra. left_arch, right_arch: lamina, facets and transverse process of that side."""

    part: PartName
    mask: MaskRef


class Decision(Value, frozen=True):
    """Why a level is treated or not, and who decided. utc: ISO 8601."""

    reason: str = ""
    by: str = ""
    utc: str = ""

    def __post_init__(self) -> None:
        for name in ("reason", "by", "utc"):
            check_name(name, getattr(self, name))


class Level(Value, frozen=True):
    """One named metamer. body: the marked vertebral body, until it is segmented. state: proposed by software or
    confirmed by a person; second_by: the second reader, another person. parts lie within mask. decision: of `treat`;
    None while nobody decided."""

    name: str
    centre_mm: Point
    state: Literal["proposed", "confirmed"] = "confirmed"
    confirmed_by: str = ""
    body: Ellipsoid | None = None
    symptomatic: bool = False
    treat: bool = False
    confirmed_utc: str = ""
    second_by: str = ""
    second_utc: str = ""
    disc_above: DiscPlane | None = None
    disc_below: DiscPlane | None = None
    mask: MaskRef | None = None
    parts: tuple[PartMask, ...] = ()
    pedicles: tuple[PedicleMark, ...] = ()
    facts: tuple[Fact, ...] = ()
    decision: Decision | None = None

    def __post_init__(self) -> None:
        level_rank(self.name)
        check_point("centre_mm", self.centre_mm)
        for name in ("confirmed_by", "confirmed_utc", "second_by", "second_utc"):
            check_name(name, getattr(self, name))
        if self.second_by and (self.state != "confirmed" or self.second_by == self.confirmed_by):
            raise ValueError(f"the second reader of {self.name} must be another person than the first")
        check_unique("parts", [part.part for part in self.parts])
        check_unique("pedicles", [pedicle.side for pedicle in self.pedicles])
        check_facts(self.facts)

    def part(self, name: PartName) -> MaskRef | None:
        """The mask of a sub-region, if it is known."""
        return next((part.mask for part in self.parts if part.part == name), None)

    def mask_refs(self) -> tuple[MaskRef, ...]:
        """Every mask the level names."""
        whole = () if self.mask is None else (self.mask,)
        return (*whole, *(part.mask for part in self.parts))


StructureSource = Literal["found", "imported", "painted"]


class StructureMask(Value, frozen=True):
    """A structure at risk. kind: its id in anatomy.numbering.Structure or the approaches' catalogue. margin_mm: the
    user's own required margin, else the catalogue's."""

    id: str
    kind: str
    mask: MaskRef
    source: StructureSource
    margin_mm: float | None = None

    def __post_init__(self) -> None:
        check_id("id", self.id)
        check_id("kind", self.kind)
        if self.margin_mm is not None:
            check_range("margin_mm", self.margin_mm, 0.0, 50.0)
