"""What is treated and with what: lesions, needles, cement, ablation. Points are LPS mm."""

from typing import Literal

from spineplan.geometry.vectors import Point
from spineplan.plan.checks import check_id, check_name, check_point, check_range, check_unique
from spineplan.plan.levels import level_rank
from spineplan.plan.values import Fact, MaskRef, Value, check_facts

LesionKind = Literal["lytic", "blastic", "mixed", "unknown"]


class Lesion(Value, frozen=True):
    """One lesion of one level. seed_mm: a point inside it (where "go there" goes). facts: its morphology, as
    answered. painted_through: stamps of the registrations through which it was drawn on other images."""

    id: str
    level: str
    seed_mm: Point
    kind: LesionKind = "unknown"
    mask: MaskRef | None = None
    note: str = ""
    facts: tuple[Fact, ...] = ()
    painted_through: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        level_rank(self.level)
        check_point("seed_mm", self.seed_mm)
        for stamp in self.painted_through:
            check_id("painted_through", stamp)
        check_name("note", self.note)
        check_facts(self.facts)


class GuidanceError(Value, frozen=True):
    """An operator's own error of a way of guiding, in place of the published mean. guidance: id in the catalogue of
    error envelopes. by, utc: who entered it, and when. source: where the numbers come from, in words."""

    guidance: str
    tip_mm: float
    angle_deg: float
    by: str = ""
    source: str = ""
    utc: str = ""

    def __post_init__(self) -> None:
        check_id("guidance", self.guidance)
        check_range("tip_mm", self.tip_mm, 0.0, 30.0)
        check_range("angle_deg", self.angle_deg, 0.0, 20.0)
        for name in ("by", "source", "utc"):
            check_name(name, getattr(self, name))


Side = Literal["left", "right", "midline"]


class Needle(Value, frozen=True):
    """A straight needle: its shaft passes entry_mm (where it meets the bone or skin as clicked) and ends at target_mm.

    side: the patient's side of the entry. model: id in the needle catalogue; gauge and sizes are copied so that a
    later catalogue does not change the plan. guidance: id in the catalogue of error envelopes; empty = the plan's.
    locked: not moved by a drag.
    """

    id: str
    level: str
    approach: str
    side: Side
    entry_mm: Point
    target_mm: Point
    model: str
    gauge: str
    outer_diameter_mm: float
    length_mm: float
    guidance: str = ""
    locked: bool = False

    def __post_init__(self) -> None:
        level_rank(self.level)
        check_point("entry_mm", self.entry_mm)
        check_point("target_mm", self.target_mm)
        check_range("outer_diameter_mm", self.outer_diameter_mm, 0.3, 10.0)
        check_range("length_mm", self.length_mm, 20.0, 400.0)
        check_name("guidance", self.guidance)
        if sum((a - b) ** 2 for a, b in zip(self.entry_mm, self.target_mm, strict=True)) < 1.0:
            raise ValueError("entry and target of a needle must be at least 1 mm apart")


class NeedleShare(Value, frozen=True):
    """How much of a level's cement goes through one needle."""

    needle_id: str
    volume_ml: float

    def __post_init__(self) -> None:
        check_range("volume_ml", self.volume_ml, 0.0, 50.0)


class CementTarget(Value, frozen=True):
    """The user's chosen cement volume for one level. shares: per needle, where they are chosen; they sum to volume_ml.
    material: id in the cement catalogue. reason: why a volume outside the studied band was chosen."""

    level: str
    volume_ml: float
    shares: tuple[NeedleShare, ...] = ()
    material: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        level_rank(self.level)
        check_range("volume_ml", self.volume_ml, 0.0, 50.0)
        check_unique("needles of the cement", [share.needle_id for share in self.shares])
        total = sum(share.volume_ml for share in self.shares)
        if self.shares and abs(total - self.volume_ml) > 0.01:
            raise ValueError(f"the cement of the needles of {self.level} must sum to its volume")
        check_name("material", self.material)
        check_name("reason", self.reason)


class AblationZone(Value, frozen=True):
    """One ablation on a needle's axis: an ellipsoid of revolution, length_mm along the axis, diameter_mm across.

    centre_from_target_mm: along the axis from the needle's target, positive towards the entry. device, setting: ids as
    the catalogue had them; sizes are copied, so that a later catalogue does not change the plan. entered_by, source:
    who took the sizes from which instructions for use. kind: radiofrequency and so on, as in the catalogue.

    partner_id: the second probe of a bipolar pair; the zone then lies between both, width_mm wide across them (None:
    as its diameter), and the sizes hold for probes pair_distance_mm apart. bend_deg: how far an articulating tip turns
    from the needle's axis at its target, towards bend_towards_deg (0 cranial, 90 to the patient's left);
    bend_length_mm: from there to its tip, from which centre_from_target_mm then counts.
    """

    id: str
    level: str
    needle_id: str
    kind: str
    device: str
    setting: str
    length_mm: float
    diameter_mm: float
    centre_from_target_mm: float = 0.0
    minutes: float | None = None
    temperature_c: float | None = None
    entered_by: str = ""
    source: str = ""
    partner_id: str = ""
    width_mm: float | None = None
    pair_distance_mm: float | None = None
    bend_deg: float = 0.0
    bend_towards_deg: float = 0.0
    bend_length_mm: float = 0.0

    def __post_init__(self) -> None:
        level_rank(self.level)
        self._check_shape()
        check_range("length_mm", self.length_mm, 1.0, 120.0)
        check_range("diameter_mm", self.diameter_mm, 1.0, 120.0)
        check_range("centre_from_target_mm", self.centre_from_target_mm, -100.0, 200.0)
        if self.minutes is not None:
            check_range("minutes", self.minutes, 0.0, 120.0)
        if self.temperature_c is not None:
            check_range("temperature_c", self.temperature_c, -200.0, 150.0)
        for name in ("kind", "device", "setting", "entered_by", "source"):
            check_name(name, getattr(self, name))

    def _check_shape(self) -> None:
        if self.partner_id and (self.partner_id == self.needle_id or self.bend_deg):
            raise ValueError("a pair of probes needs two straight needles")
        for name in ("width_mm", "pair_distance_mm"):
            value = getattr(self, name)
            if value is not None:
                check_range(name, value, 1.0, 120.0)
        check_range("bend_deg", self.bend_deg, 0.0, 90.0)
        check_range("bend_towards_deg", self.bend_towards_deg, -360.0, 360.0)
        check_range("bend_length_mm", self.bend_length_mm, 0.0, 60.0)
