"""The plan: frozen values that check themselves. Points are LPS mm in the plan's reference frame of reference."""

from typing import Literal

from msgspec import Struct

from spineplan.geometry.vectors import Point
from spineplan.plan.checks import check_across, check_name, check_orthonormal, check_point, check_range, check_unique
from spineplan.plan.levels import level_rank


class Value(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything stored in a plan."""


class Identity(Value, frozen=True):
    """Who the plan is for, as in the images' headers. dates: YYYYMMDD or empty. sex: M, F, O or empty."""

    patient_name: str = ""
    patient_id: str = ""
    issuer: str = ""
    birth_date: str = ""
    sex: str = ""


class SeriesRef(Value, frozen=True):
    """Which images the plan was made on; instances_digest = sha256 over the sorted SOP instance UIDs."""

    series_uid: str
    study_uid: str = ""
    modality: str = ""
    description: str = ""
    study_date: str = ""
    frame_of_reference_uid: str = ""
    instances_digest: str = ""
    slices: int = 0

    def __post_init__(self) -> None:
        check_range("slices", self.slices, 0, 1_000_000)


class Ellipsoid(Value, frozen=True):
    """centre_mm; semi_axes_mm along the rows of axes_lps (orthonormal, right-handed)."""

    centre_mm: Point
    semi_axes_mm: Point
    axes_lps: tuple[Point, Point, Point] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))

    def __post_init__(self) -> None:
        check_point("centre_mm", self.centre_mm)
        for value in self.semi_axes_mm:
            check_range("semi_axes_mm", value, 0.5, 200.0)
        check_orthonormal("axes_lps", self.axes_lps)

    @property
    def volume_ml(self) -> float:
        """4/3 pi abc, millilitres."""
        a, b, c = self.semi_axes_mm
        return 4.0 / 3.0 * 3.141592653589793 * a * b * c / 1000.0


class Level(Value, frozen=True):
    """One named metamer. body: the marked vertebral body, until it is segmented. state: proposed by software or
    confirmed by a person."""

    name: str
    centre_mm: Point
    state: Literal["proposed", "confirmed"] = "confirmed"
    confirmed_by: str = ""
    body: Ellipsoid | None = None
    symptomatic: bool = False
    treat: bool = False

    def __post_init__(self) -> None:
        level_rank(self.name)
        check_point("centre_mm", self.centre_mm)
        check_name("confirmed_by", self.confirmed_by)


class MaskRef(Value, frozen=True):
    """A voxel mask outside the plan value: sha256 of its content, the series whose grid it lies on."""

    sha256: str
    series_uid: str
    voxels: int
    volume_ml: float

    def __post_init__(self) -> None:
        if len(self.sha256) != 64 or any(c not in "0123456789abcdef" for c in self.sha256):
            raise ValueError("a mask is named by 64 hex digits")
        check_range("voxels", self.voxels, 0, 1e12)
        check_range("volume_ml", self.volume_ml, 0.0, 1e5)


LesionKind = Literal["lytic", "blastic", "mixed", "unknown"]


class Lesion(Value, frozen=True):
    """One lesion of one level. seed_mm: a point inside it (where "go there" goes)."""

    id: str
    level: str
    seed_mm: Point
    kind: LesionKind = "unknown"
    mask: MaskRef | None = None
    note: str = ""

    def __post_init__(self) -> None:
        level_rank(self.level)
        check_point("seed_mm", self.seed_mm)
        check_name("note", self.note)


Side = Literal["left", "right", "midline"]


class Needle(Value, frozen=True):
    """A straight needle: its shaft passes entry_mm (where it meets the bone or skin as clicked) and ends at target_mm.

    side: the patient's side of the entry. model: id in the needle catalogue; gauge and sizes are copied so that a
    later catalogue does not change the plan.
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

    def __post_init__(self) -> None:
        level_rank(self.level)
        check_point("entry_mm", self.entry_mm)
        check_point("target_mm", self.target_mm)
        check_range("outer_diameter_mm", self.outer_diameter_mm, 0.3, 10.0)
        check_range("length_mm", self.length_mm, 20.0, 400.0)
        if sum((a - b) ** 2 for a, b in zip(self.entry_mm, self.target_mm, strict=True)) < 1.0:
            raise ValueError("entry and target of a needle must be at least 1 mm apart")


class CementTarget(Value, frozen=True):
    """The user's chosen cement volume for one level."""

    level: str
    volume_ml: float

    def __post_init__(self) -> None:
        level_rank(self.level)
        check_range("volume_ml", self.volume_ml, 0.0, 50.0)


AnswerState = Literal["open", "done", "not_applicable", "problem"]


class ChecklistAnswer(Value, frozen=True):
    """One item of the checklist template answered by a named person. utc: ISO 8601."""

    item: int
    state: AnswerState
    by: str = ""
    utc: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        check_range("item", self.item, 1, 999)
        check_name("by", self.by)
        check_name("note", self.note)


class Measurement(Value, frozen=True):
    """length: 2 points; angle: 3 points, vertex in the middle; ellipse: 3 points, centre and two half-axis ends.

    Points are LPS mm of frame_of_reference_uid, never pixels of a view.
    """

    id: str
    kind: Literal["length", "angle", "ellipse"]
    points_mm: tuple[Point, ...]
    frame_of_reference_uid: str
    series_uid: str
    label: str = ""

    def __post_init__(self) -> None:
        if len(self.points_mm) != (2 if self.kind == "length" else 3):
            raise ValueError(f"a {self.kind} has the wrong number of points")
        for p in self.points_mm:
            check_point("points_mm", p)
        if self.kind == "ellipse":
            check_across("the half-axes of an ellipse", *self.points_mm)
        check_name("label", self.label)


class KeyImage(Value, frozen=True):
    """A picture worth keeping: plane (centre, screen right and down, scale), series, window."""

    id: str
    series_uid: str
    centre_mm: Point
    right_lps: Point
    down_lps: Point
    mm_per_px: float
    window_width: float
    window_centre: float
    note: str = ""

    def __post_init__(self) -> None:
        check_point("centre_mm", self.centre_mm)
        check_orthonormal("right_lps and down_lps", (self.right_lps, self.down_lps))
        check_range("mm_per_px", self.mm_per_px, 1e-3, 100.0)
        check_range("window_width", self.window_width, 1e-6, 1e6)
        check_range("window_centre", self.window_centre, -1e6, 1e6)
        check_name("note", self.note)


class Plan(Value, frozen=True):
    """Everything decided for one patient. reference: the series whose frame of reference the points live in."""

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

    def __post_init__(self) -> None:
        check_unique("level names", [level.name for level in self.levels])
        check_unique("cement levels", [target.level for target in self.cement])
        check_unique("checklist items", [str(answer.item) for answer in self.checklist])
        check_unique("lesion ids", [lesion.id for lesion in self.lesions])
        check_unique("needle ids", [needle.id for needle in self.needles])
        check_unique("measurement ids", [measurement.id for measurement in self.measurements])
        check_unique("key image ids", [image.id for image in self.key_images])
        names = {level.name for level in self.levels}
        for name in sorted(self.levels_in_use() - names):
            raise ValueError(f"{name} is used but not marked")
        check_name("notes", self.notes, 100_000)

    def levels_in_use(self) -> set[str]:
        """Names of the levels that lesions, needles or cement refer to."""
        used = {lesion.level for lesion in self.lesions} | {needle.level for needle in self.needles}
        return used | {target.level for target in self.cement}

    def mask_refs(self) -> tuple[MaskRef, ...]:
        """Every mask the plan names; a save writes exactly these."""
        return tuple(lesion.mask for lesion in self.lesions if lesion.mask is not None)

    def level(self, name: str) -> Level | None:
        """The marked level of that name, if any."""
        return next((level for level in self.levels if level.name == name), None)

    def lesion(self, lesion_id: str) -> Lesion | None:
        """The lesion of that id, if any."""
        return next((lesion for lesion in self.lesions if lesion.id == lesion_id), None)

    def needle(self, needle_id: str) -> Needle | None:
        """The needle of that id, if any."""
        return next((needle for needle in self.needles if needle.id == needle_id), None)
