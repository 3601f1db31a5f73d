"""Cases: JSON recipes in resources/cases/, read once, checked field by field."""

import json
from dataclasses import dataclass
from typing import Any

from spineplan.errors import UsageError
from spineplan.resource_files import resource, resources_root

DEFAULT_CASE = "figure3"


@dataclass(frozen=True)
class LesionPart:
    """One rough ellipsoid: anchor of the vertebra, offset and radii in mm along its left, posterior, superior axes."""

    at: str
    offset_mm: tuple[float, float, float]
    radii_mm: tuple[float, float, float]


@dataclass(frozen=True)
class LesionRecipe:
    level: str
    kind: str
    parts: tuple[LesionPart, ...]
    keeps_cortex: bool = True
    leaves_bone: bool = False
    margin_mm: float = 1.0
    roughness_mm: float = 1.5
    density: float = 1.0
    rim: bool = False
    uptake: float = 4.0
    posterior_wall: str = "intact"
    note: str = ""


@dataclass(frozen=True)
class Deposit:
    """Cement: its rough ellipsoids, and the compartment it stands for ("body" or a leak type)."""

    level: str
    compartment: str
    parts: tuple[LesionPart, ...]


@dataclass(frozen=True)
class NeedleRecipe:
    level: str
    side: int
    approach: str
    gauge_mm: float
    depth_share: float
    length_mm: float
    convergence_deg: float | None = None


@dataclass(frozen=True)
class Recipe:
    name: str
    title: str
    source: str
    seed: int
    sex: str
    age: int
    stature_cm: float
    girth: float
    primary: str
    extra_levels: tuple[str, ...]
    scoliosis: tuple[dict[str, Any], ...]
    collapse: dict[str, dict[str, float]]
    lesions: tuple[LesionRecipe, ...]
    cement: tuple[Deposit, ...]
    needles: tuple[NeedleRecipe, ...]
    contrast: bool
    pain: tuple[str, ...]
    levels: tuple[str, str]


def case_names() -> tuple[str, ...]:
    """Names of the cases that can be made."""
    return tuple(sorted(path.stem for path in (resources_root() / "cases").glob("*.json")))


def read_recipe(name: str) -> Recipe:
    """Raises UsageError for a case that does not exist."""
    if name not in case_names():
        raise UsageError(f"There is no case called '{name}'; the cases are {', '.join(case_names())}.")
    raw = json.loads(resource(f"cases/{name}.json").read_text(encoding="utf-8"))
    person = raw["person"]
    return Recipe(
        name=name,
        title=raw["title"],
        source=raw["source"],
        seed=raw["seed"],
        sex=person["sex"],
        age=person["age"],
        stature_cm=person["stature_cm"],
        girth=person.get("girth", 1.0),
        primary=raw.get("primary", ""),
        extra_levels=tuple(raw.get("extra_levels", ())),
        scoliosis=tuple(raw.get("scoliosis", ())),
        collapse=raw.get("collapse", {}),
        lesions=tuple(_lesion(row) for row in raw.get("lesions", ())),
        cement=tuple(Deposit(row["level"], row["compartment"], _parts(row)) for row in raw.get("cement", ())),
        needles=tuple(NeedleRecipe(**row) for row in raw.get("needles", ())),
        contrast=raw.get("contrast", False),
        pain=tuple(raw.get("pain", ())),
        levels=(raw["levels"][0], raw["levels"][1]),
    )


def _lesion(row: dict[str, Any]) -> LesionRecipe:
    return LesionRecipe(**{**row, "parts": _parts(row)})


def _parts(row: dict[str, Any]) -> tuple[LesionPart, ...]:
    return tuple(
        LesionPart(part["at"], _triple(part.get("offset_mm", (0, 0, 0))), _triple(part["radii_mm"]))
        for part in row["parts"]
    )


def _triple(values: Any) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in values)
    return (x, y, z)
