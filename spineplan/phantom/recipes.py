"""Cases: JSON recipes in resources/cases/, decoded strictly."""

from typing import Literal

import msgspec

from spineplan.errors import UsageError
from spineplan.resource_files import resource, resources_root

DEFAULT_CASE = "figure3"


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class Part(_Strict, frozen=True):
    """One rough ellipsoid: a named place of the vertebra, offset and radii in mm along left, posterior, superior."""

    at: str
    radii_mm: tuple[float, float, float]
    offset_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)


class LesionRecipe(_Strict, frozen=True):
    """density scales blastic bone; margin_mm is the width of the zone of transition; rim is sclerotic reaction."""

    level: str
    kind: str
    parts: tuple[Part, ...]
    keeps_cortex: bool = True
    leaves_bone: bool = False
    margin_mm: float = 1.0
    roughness_mm: float = 1.5
    density: float = 1.0
    rim: bool = False
    uptake: float = 4.0
    posterior_wall: str = "intact"
    note: str = ""


class Opening(_Strict, frozen=True):
    """A hole in the cortex of a body, a way out for cement. offset_mm: from the midline to the left, then superior
    (posterior wall) or posterior (endplates)."""

    level: str
    kind: Literal["posterior_breach", "upper_endplate", "lower_endplate", "basivertebral"]
    radius_mm: float
    offset_mm: tuple[float, float] = (0.0, 0.0)


class Deposit(_Strict, frozen=True):
    """Cement; compartment "body" or a leak: D disc, B basivertebral vein to the canal, S segmental vein, C cortex."""

    level: str
    compartment: str
    parts: tuple[Part, ...]


class NeedleRecipe(_Strict, frozen=True):
    """Through the middle of a pedicle to a point of the body: depth_share of its depth from the posterior wall."""

    level: str
    side: int
    outer_mm: float
    depth_share: float
    target_x_mm: float
    length_mm: float


class PersonRecipe(_Strict, frozen=True):
    sex: str
    age: int
    stature_cm: float
    girth: float = 1.0


class Curve(_Strict, frozen=True):
    """Scoliosis: convex to side (1 left, -1 right), Cobb angle between the end vertebrae."""

    upper: str
    lower: str
    cobb_deg: float
    side: int


class Collapse(_Strict, frozen=True):
    """Shares of the front, middle and back height that are left."""

    front: float
    middle: float
    back: float


class Recipe(_Strict, frozen=True):
    """ribs: share of its usual length per level where it is not 1; C7 and L1 may have one, 0 is none. fused_to_sacrum:
    sides on which the lowest vertebra's transverse process is as broad as a wing and grown together with the sacrum."""

    title: str
    source: str
    seed: int
    person: PersonRecipe
    levels: tuple[str, str]
    primary: str = ""
    pain: tuple[str, ...] = ()
    contrast: bool = False
    extra_levels: tuple[str, ...] = ()
    ribs: dict[str, float] = {}
    fused_to_sacrum: Literal["", "left", "both"] = ""
    scoliosis: tuple[Curve, ...] = ()
    collapse: dict[str, Collapse] = {}
    lesions: tuple[LesionRecipe, ...] = ()
    openings: tuple[Opening, ...] = ()
    cement: tuple[Deposit, ...] = ()
    needles: tuple[NeedleRecipe, ...] = ()


def case_names() -> tuple[str, ...]:
    """Names of the cases that can be made."""
    return tuple(sorted(path.stem for path in (resources_root() / "cases").glob("*.json")))


def read_recipe(name: str) -> Recipe:
    """Raises UsageError for a case that does not exist."""
    if name not in case_names():
        raise UsageError(f"There is no case called '{name}'; the cases are {', '.join(case_names())}.")
    return msgspec.json.decode(resource(f"cases/{name}.json").read_bytes(), type=Recipe)
