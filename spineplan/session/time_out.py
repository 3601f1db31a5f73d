"""What is read aloud before the first cut, as data: patient, levels, needles, cement, allergies, coagulation (pure)."""

from dataclasses import dataclass
from typing import Literal

from spineplan.clinical.approaches import approach
from spineplan.clinical.fact_catalogue import fact_item
from spineplan.measure.needle import NeedleNumbers
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Needle, Plan

Tone = Literal["", "ok", "caution", "danger"]
NOT_RECORDED = "NOT RECORDED"
INR_OK, INR_HIGHEST = 1.5, 1.8
"""High bleeding risk: correct to 1.5-1.8 or less (SIR 2019) [V-44]; caution between the two is our convention."""


@dataclass(frozen=True)
class Line:
    """label: what it is; value: large."""

    label: str
    value: str
    tone: Tone = ""


@dataclass(frozen=True)
class Site:
    """One level: its name in the largest letters, then one line per needle, then the cement."""

    level: str
    confirmed: str
    needles: tuple[Line, ...]
    cement: Line


@dataclass(frozen=True)
class TimeOut:
    """Everything on the sheet."""

    patient: tuple[Line, ...]
    sites: tuple[Site, ...]
    safety: tuple[Line, ...]


def time_out(plan: Plan, numbers: dict[str, NeedleNumbers]) -> TimeOut:
    """numbers: by needle id, for the depths; those of needles that were not measured are left out."""
    treated = {level.name for level in plan.levels if level.treat} | {needle.level for needle in plan.needles}
    who = plan.identity
    name = who.patient_name.replace("^", " ").strip()
    patient = (
        Line("Patient", name.upper() or NOT_RECORDED, "" if name else "danger"),
        Line("ID", who.patient_id or NOT_RECORDED, "" if who.patient_id else "danger"),
        Line("Born", _day(who.birth_date) or NOT_RECORDED),
    )
    sites = tuple(_site(plan, level, numbers) for level in sorted(treated, key=level_rank))
    return TimeOut(patient, sites, (_allergies(plan), _inr(plan), *_drugs(plan)))


def _site(plan: Plan, name: str, numbers: dict[str, NeedleNumbers]) -> Site:
    level = plan.level(name)
    confirmed = "Level name not confirmed"
    if level is not None and level.state == "confirmed":
        confirmed = f"Counted by {level.confirmed_by or '?'}"
        confirmed += f" and {level.second_by}" if level.second_by else ", no second reader"
    needles = tuple(_needle(needle, numbers.get(needle.id)) for needle in plan.needles if needle.level == name)
    target = next((target for target in plan.cement if target.level == name), None)
    cement = Line("Cement", f"{target.volume_ml:.1f} mL") if target else Line("Cement", "not chosen", "caution")
    return Site(name, confirmed, needles or (Line("Needle", "not planned", "caution"),), cement)


def _needle(needle: Needle, numbers: NeedleNumbers | None) -> Line:
    known = approach(needle.approach)
    way = known.name.lower() if known is not None else needle.approach
    depth = ""
    if numbers is not None and numbers.skin_to_target_mm is not None:
        depth = f"\n{numbers.skin_to_target_mm:.0f} mm from the skin"
    return Line(needle.side.upper(), f"{way}, {needle.gauge} x {needle.length_mm:g} mm{depth}")


def _allergies(plan: Plan) -> Line:
    value = _fact(plan, "allergies")
    if value is None:
        return Line("Allergies", NOT_RECORDED, "danger")
    words = fact_item("allergies").words(value)
    return Line("Allergies", words, "ok") if value == "none" else Line("Allergies", words.upper(), "danger")


def _inr(plan: Plan) -> Line:
    value = _fact(plan, "inr")
    if value is None:
        return Line("INR", NOT_RECORDED, "danger")
    try:
        inr = float(value)
    except ValueError:
        return Line("INR", value, "danger")
    day = _fact(plan, "labs_date")
    tone: Tone = "ok" if inr <= INR_OK else "caution" if inr <= INR_HIGHEST else "danger"
    return Line("INR", f"{value} ({day})" if day else value, tone)


def _drugs(plan: Plan) -> tuple[Line, ...]:
    taken, stopped = _fact(plan, "anticoagulants"), _fact(plan, "anticoagulants_stopped") == "yes"
    if taken is None or taken == "none":
        return ()
    words = f"{fact_item('anticoagulants').words(taken)}, {'stopped' if stopped else 'NOT STOPPED'}"
    return (Line("Anticoagulant", words, "ok" if stopped else "danger"),)


def _fact(plan: Plan, item: str) -> str | None:
    return next((fact.value for fact in plan.facts if fact.item == item and fact.value), None)


def _day(text: str) -> str:
    digits = text.replace("-", "")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else text
