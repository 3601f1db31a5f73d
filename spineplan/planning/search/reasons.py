"""A proposed needle in words."""

from spineplan.clinical.approaches import Approach
from spineplan.clinical.needles import pedicle_fit
from spineplan.geometry.vectors import vector
from spineplan.plan.model import Needle
from spineplan.planning.field.risks import CANAL
from spineplan.planning.field.safety_field import SafetyField
from spineplan.planning.margins.needle_margins import NeedleMargins, passed_pedicle

NEAREST = 3
CANAL_KEYS = frozenset(structure.value for structure in CANAL)


def reasons_for(field: SafetyField, way: Approach, needle: Needle, margins: NeedleMargins) -> tuple[str, ...]:
    """Sentences, the most important first: structures, wall, midline, length, envelope, what is not known."""
    found = _near(margins)
    if margins.walls is not None:
        left = margins.walls.by_wall[margins.walls.thinnest]
        found.append(f"{left:.1f} mm to the {margins.walls.thinnest} wall of the pedicle, {margins.grade_words}")
        found += _fit(field, needle, margins)
    found += _midline(way, margins)
    if margins.depth_skin_mm is not None:
        found.append(f"{margins.depth_skin_mm:.0f} mm of a {needle.length_mm:.0f} mm needle")
    elif way.path != "anterior":
        found.append(f"Depth from the skin unknown: {margins.skin_reason}")
    if margins.envelope is not None and margins.envelope.worst_clearance_mm is not None:
        worst = margins.envelope
        grade = f", grade {worst.grade}" if worst.grade is not None else ""
        title = next(one.title for one in margins.clearances if one.key == worst.worst_structure)
        found.append(
            f"with the error of {worst.guidance} guidance: {worst.worst_clearance_mm:.1f} mm to the {title}{grade}"
        )
    found += [one.reason for one in (margins.c_arm,) if one.reason and way.path != "lateral"]
    return (*found, *margins.notes, *unmarked(field, way))


def unmarked(field: SafetyField, way: Approach) -> tuple[str, ...]:
    """What the approach has to avoid and nobody has marked: not assumed clear."""
    known = {risk.structure.value.removesuffix("_left").removesuffix("_right") for risk in field.risks}
    known |= {"spinal_canal"} if known & CANAL_KEYS else set()
    names = [name.replace("_", " ") for name in way.avoid if name not in known]
    return (f"Not marked: {', '.join(names)}.",) if names else ()


def _near(margins: NeedleMargins) -> list[str]:
    """The canal first, then what is nearest to its margin."""
    soft = [one for one in margins.clearances if not one.is_bone and not one.crossed]
    canal = [one for one in soft if one.key in CANAL_KEYS][:1]
    others = sorted((one for one in soft if one.key not in CANAL_KEYS), key=lambda one: one.spare_mm)
    said = []
    for one in [*canal, *others[: NEAREST - len(canal)]]:
        title = "canal" if one.key in CANAL_KEYS else one.title
        short = f" (wanted {one.margin_mm:.0f})" if one.spare_mm < 0.0 else ""
        said.append(f"{one.clearance_mm:.1f} mm to the {title}{short}")
    return said


def _fit(field: SafetyField, needle: Needle, margins: NeedleMargins) -> list[str]:
    hub = vector(margins.skin_mm) if margins.skin_mm is not None else vector(needle.entry_mm)
    pedicle = passed_pedicle(field, hub, vector(needle.target_mm))
    if pedicle is None:
        return []
    fit = pedicle_fit(needle.outer_diameter_mm, max(pedicle.width_mm, 0.1))
    if fit.severity == "ok":
        return []
    return [f"tight: a {needle.outer_diameter_mm:.1f} mm needle in a pedicle of {pedicle.width_mm:.1f} mm"]


def _midline(way: Approach, margins: NeedleMargins) -> list[str]:
    if way.aim not in ("across-midline", "anterior-third") or way.path == "anterior":
        return []
    past = margins.past_midline_mm
    if past >= 0.0:
        return [f"crosses the midline by {past:.0f} mm"]
    return [f"ends {-past:.0f} mm before the midline"]
