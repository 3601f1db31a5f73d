"""The plan: frozen values that check themselves. Points are LPS mm in the plan's reference frame of reference.

The parts live in values, metamers, treatment, drawn and discussion; everybody imports them from here.
"""

from spineplan.geometry.vectors import Point
from spineplan.plan.checks import check_name, check_point, check_unique
from spineplan.plan.discussion import (
    AnswerState,
    ChecklistAnswer,
    Comment,
    Opinion,
    PaneLook,
    Pin,
    PinKind,
    Reopening,
    Signature,
    Verdict,
    Viewpoint,
)
from spineplan.plan.drawn import KeyImage, Measurement
from spineplan.plan.metamers import (
    Decision,
    DiscPlane,
    Level,
    PartMask,
    PartName,
    PedicleMark,
    PedicleSide,
    StructureMask,
    StructureSource,
)
from spineplan.plan.registration import PointPair, RegisteredLevel, Registration, RegistrationMethod
from spineplan.plan.treatment import (
    AblationZone,
    CementTarget,
    GuidanceError,
    Lesion,
    LesionKind,
    Needle,
    NeedleShare,
    Side,
)
from spineplan.plan.values import Ellipsoid, Fact, Identity, MaskRef, SeriesRef, Value, check_facts

__all__ = [
    "AblationZone",
    "AnswerState",
    "CementTarget",
    "ChecklistAnswer",
    "Comment",
    "Decision",
    "DiscPlane",
    "Ellipsoid",
    "Fact",
    "GuidanceError",
    "Identity",
    "KeyImage",
    "Lesion",
    "LesionKind",
    "Level",
    "MaskRef",
    "Measurement",
    "Needle",
    "NeedleShare",
    "Opinion",
    "PaneLook",
    "PartMask",
    "PartName",
    "PedicleMark",
    "PedicleSide",
    "Pin",
    "PinKind",
    "Plan",
    "PointPair",
    "RegisteredLevel",
    "Registration",
    "RegistrationMethod",
    "Reopening",
    "SeriesRef",
    "Side",
    "Signature",
    "StructureMask",
    "StructureSource",
    "Value",
    "Verdict",
    "Viewpoint",
]


class Plan(Value, frozen=True):
    """Everything decided for one patient. reference: the series whose frame of reference the points live in.

    spine_line_mm: the middle of the canal, caudal end first. count_basis: what the count of the levels rests on, as a
    sentence; empty when a person named them. guidance: error envelope of needles that name none.
    guidance_errors: envelopes that an operator entered in place of the published ones.
    """

    identity: Identity
    reference: SeriesRef
    series: tuple[SeriesRef, ...] = ()
    levels: tuple[Level, ...] = ()
    lesions: tuple[Lesion, ...] = ()
    needles: tuple[Needle, ...] = ()
    cement: tuple[CementTarget, ...] = ()
    checklist: tuple[ChecklistAnswer, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    key_images: tuple[KeyImage, ...] = ()
    checklist_template: str = "review-2015"
    notes: str = ""
    facts: tuple[Fact, ...] = ()
    structures: tuple[StructureMask, ...] = ()
    spine_line_mm: tuple[Point, ...] = ()
    count_basis: str = ""
    guidance: str = ""
    guidance_errors: tuple[GuidanceError, ...] = ()
    ablations: tuple[AblationZone, ...] = ()
    comments: tuple[Comment, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    signatures: tuple[Signature, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    registrations: tuple[Registration, ...] = ()

    def __post_init__(self) -> None:
        check_unique("level names", [level.name for level in self.levels])
        check_unique("cement levels", [target.level for target in self.cement])
        check_unique("checklist items", [str(answer.item) for answer in self.checklist])
        check_unique("lesion ids", [lesion.id for lesion in self.lesions])
        check_unique("needle ids", [needle.id for needle in self.needles])
        check_unique("measurement ids", [measurement.id for measurement in self.measurements])
        check_unique("key image ids", [image.id for image in self.key_images])
        check_unique("errors of guidance", [one.guidance for one in self.guidance_errors])
        check_unique("structure ids", [structure.id for structure in self.structures])
        check_unique("ablation ids", [zone.id for zone in self.ablations])
        check_unique("registered frames of reference", [one.id for one in self.registrations])
        check_unique("comment ids", [comment.id for comment in self.comments])
        check_facts(self.facts)
        for place in self.spine_line_mm:
            check_point("spine_line_mm", place)
        check_name("count_basis", self.count_basis)
        check_name("guidance", self.guidance)
        self._check_references()

    def _check_references(self) -> None:
        names = {level.name for level in self.levels}
        for name in sorted(self.levels_in_use() - names):
            raise ValueError(f"{name} is used but not marked")
        needles = {needle.id for needle in self.needles}
        shares = {share.needle_id for target in self.cement for share in target.shares}
        probes = {name for zone in self.ablations for name in (zone.needle_id, zone.partner_id) if name}
        if not (shares | probes) <= needles:
            raise ValueError("cement or an ablation names a needle that the plan does not have")
        check_name("notes", self.notes, 100_000)

    def levels_in_use(self) -> set[str]:
        """Names of the levels that lesions, needles, cement or ablations refer to."""
        used = {lesion.level for lesion in self.lesions} | {needle.level for needle in self.needles}
        return used | {target.level for target in self.cement} | {zone.level for zone in self.ablations}

    def mask_refs(self) -> tuple[MaskRef, ...]:
        """Every mask the plan names; a save writes exactly these."""
        refs = [lesion.mask for lesion in self.lesions if lesion.mask is not None]
        refs += [ref for level in self.levels for ref in level.mask_refs()]
        return (*refs, *(structure.mask for structure in self.structures))

    def level(self, name: str) -> Level | None:
        """The marked level of that name, if any."""
        return next((level for level in self.levels if level.name == name), None)

    def lesion(self, lesion_id: str) -> Lesion | None:
        """The lesion of that id, if any."""
        return next((lesion for lesion in self.lesions if lesion.id == lesion_id), None)

    def registration(self, registration_id: str) -> Registration | None:
        """The registration of that id, if any."""
        return next((one for one in self.registrations if one.id == registration_id), None)

    def needle(self, needle_id: str) -> Needle | None:
        """The needle of that id, if any."""
        return next((needle for needle in self.needles if needle.id == needle_id), None)
