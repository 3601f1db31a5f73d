"""What a plan's own values and its CT say against it, or leave open. Nothing here changes the plan."""

from collections.abc import Iterator

from spineplan.anatomy.body import body_of
from spineplan.anatomy.ellipsoid import radial_share
from spineplan.anatomy.level_order import level_at
from spineplan.anatomy.skin import known_body
from spineplan.clinical.case import Case, case_of
from spineplan.geometry.vectors import vector
from spineplan.imaging.volume import Volume
from spineplan.measure.clinical_findings import clinical_findings
from spineplan.measure.finding import Finding, Severity, worst_first
from spineplan.measure.level_findings import confirmation_findings
from spineplan.measure.level_sequence import sequence_findings
from spineplan.measure.needle import NeedleNumbers, needle_numbers
from spineplan.measure.needle_place import misplaced
from spineplan.plan.model import Lesion, Needle, Plan
from spineplan.plan.registration import stamps_in_use

__all__ = ["Finding", "plan_findings"]


def plan_findings(plan: Plan, volume: Volume | None = None, case: Case | None = None) -> tuple[Finding, ...]:
    """Every finding, safety first. volume: the plan's reference CT; without it what needs images is left out.

    case: the plan's clinical answers, where more is known than the plan itself says (from images)."""
    found = [*sequence_findings(plan.levels), *confirmation_findings(plan), *clinical_findings(case or case_of(plan))]
    for lesion in plan.lesions:
        found.extend(_lesion(plan, lesion))
    for needle in plan.needles:
        found.extend(_needle(plan, needle, volume))
    return worst_first(found)


def _lesion(plan: Plan, lesion: Lesion) -> Iterator[Finding]:
    if lesion.mask is None:
        sentence = f"The lesion of {lesion.level} is not painted: its volume is unknown."
        yield Finding("info", "lesion-unpainted", sentence, ("lesion", lesion.id), lesion.seed_mm)
    used = stamps_in_use(plan.registrations, plan.levels, plan.reference.frame_of_reference_uid)
    if any(stamp not in used for stamp in lesion.painted_through):
        sentence = (
            f"The lesion of {lesion.level} was marked on images that were registered; that registration has changed or "
            "is gone: look at it again."
        )
        yield Finding("safety", "lesion-registration", sentence, ("lesion", lesion.id), lesion.seed_mm)
    there = level_at(plan, lesion.seed_mm)
    if there is not None and there.name != lesion.level:
        sentence = f"The lesion of {lesion.level} lies at {there.name}."
        yield Finding("safety", "lesion-level", sentence, ("lesion", lesion.id), lesion.seed_mm)


def _needle(plan: Plan, needle: Needle, volume: Volume | None) -> Iterator[Finding]:
    ct = volume if volume is not None and volume.modality == "CT" else None
    numbers = needle_numbers(plan, needle, ct, known_body(ct) if ct is not None else None)
    yield from misplaced(plan, needle, numbers)
    yield from _tip(plan, needle)
    if ct is not None:
        yield from _depth(needle, numbers)


def _tip(plan: Plan, needle: Needle) -> Iterator[Finding]:
    """Against the ellipsoid; an outlined vertebra is judged with its margins."""
    level, body = plan.level(needle.level), body_of(plan, needle.level)
    if level is not None and level.mask is not None:
        return
    if body is None or float(radial_share(body.ellipsoid, vector(needle.target_mm))) <= 1.0:
        return
    if body.origin == "marked":
        yield _about(
            needle, "safety", "needle-tip", f"The {needle.level} needle ends outside the marked body of {needle.level}."
        )
    else:
        yield _about(
            needle,
            "image",
            "needle-tip",
            f"The {needle.level} needle ends outside the suggested body of {needle.level}: mark the body.",
        )


def _depth(needle: Needle, numbers: NeedleNumbers) -> Iterator[Finding]:
    if numbers.length is None:
        yield _about(
            needle,
            "image",
            "needle-skin",
            f"The depth of the {needle.level} needle from the skin is unknown. {numbers.skin_reason}",
        )
    elif not numbers.length.fits:
        yield _about(
            needle,
            "safety",
            "needle-short",
            f"The {needle.level} needle is too short by {-numbers.length.spare_mm:.0f} mm "
            f"({numbers.length.hub_allowance_mm:.0f} mm kept for the hub).",
        )
    if numbers.on_bone_mm is None:
        yield _about(needle, "image", "needle-bone", f"The {needle.level} needle meets no bone.")


def _about(needle: Needle, severity: Severity, code: str, sentence: str, at_entry: bool = False) -> Finding:
    where = needle.entry_mm if at_entry else needle.target_mm
    return Finding(severity, code, sentence, ("needle", needle.id), where)
