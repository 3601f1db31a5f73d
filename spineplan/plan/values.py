"""Small frozen values that every part of a plan is built from. Points are LPS mm."""

from msgspec import Struct

from spineplan.geometry.vectors import Point
from spineplan.plan.checks import check_id, check_name, check_orthonormal, check_point, check_range, check_unique


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


class Fact(Value, frozen=True):
    """One thing known of the patient, a level or a lesion. item: its id in the catalogue of clinical facts; value: as
    text, in the catalogue's unit. by: who said so; empty when nobody has yet. computed: what the images said when the
    person answered, so that both are kept. read_through: stamp of the registration that a confirmed suggestion was
    read through. utc: ISO 8601."""

    item: str
    value: str
    by: str = ""
    utc: str = ""
    computed: str = ""
    read_through: str = ""

    def __post_init__(self) -> None:
        check_id("item", self.item)
        for name in ("value", "by", "utc", "computed", "read_through"):
            check_name(name, getattr(self, name))


def check_facts(facts: tuple[Fact, ...]) -> None:
    """No item twice. Raises ValueError."""
    check_unique("facts", [fact.item for fact in facts])
