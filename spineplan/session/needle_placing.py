"""Placing and moving needles: from clicks to edits (pure). First the target, then the entry."""

from dataclasses import replace as with_fields
from uuid import uuid4

import numpy as np
from msgspec.structs import replace

from spineplan.anatomy.level_order import level_at
from spineplan.clinical.needles import NeedleModel, default_needle, needle_model
from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Point, Vector, point, vector
from spineplan.measure.needle import side_of
from spineplan.plan.edits import PutNeedle
from spineplan.plan.model import Level, Needle, Plan, Side
from spineplan.session.view_state import NeedleDraft

DEFAULT_APPROACH = "transpedicular"


def draft_at(plan: Plan, target_mm: Point, draft: NeedleDraft | None = None) -> NeedleDraft:
    """The draft with its target at an LPS point. Without a draft, or when the draft names no level, the level is the
    one marked there. Raises EditRefused when no level is."""
    draft = draft or NeedleDraft("", DEFAULT_APPROACH, default_needle().id)
    level = draft.level
    if not level:
        there = level_at(plan, target_mm)
        if there is None:
            raise EditRefused("No level is marked here; name the level first, then plan its needle.")
        level = there.name
    _marked(plan, level)
    return with_fields(draft, level=level, target_mm=target_mm)


def place(plan: Plan, draft: NeedleDraft, entry_mm: Point, needle_id: str = "") -> PutNeedle:
    """The needle of a draft, entering at an LPS point; its side is where the entry lies.

    needle_id: keeps previews of one needle one needle. Raises EditRefused without a target, or when entry and target
    coincide, or for an unknown needle model.
    """
    if draft.target_mm is None:
        raise EditRefused("Click the target first, then the entry.")
    level = _marked(plan, draft.level)
    model = _model(draft.model)
    try:
        needle = Needle(
            id=needle_id or new_id(),
            level=level.name,
            approach=draft.approach,
            side=side_of(entry_mm, level.centre_mm[0]),
            entry_mm=entry_mm,
            target_mm=draft.target_mm,
            model=model.id,
            gauge=model.gauge,
            outer_diameter_mm=model.outer_diameter_mm,
            length_mm=model.length_mm,
        )
    except ValueError as error:
        raise EditRefused(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    return PutNeedle(needle)


def new_id() -> str:
    """An id that no other needle has."""
    return uuid4().hex[:12]


def move_entry(plan: Plan, needle_id: str, entry_mm: Point) -> PutNeedle:
    """Another entry. The planned side stays: an entry on the other side becomes a finding, not a new plan."""
    return _moved(plan, needle_id, entry_mm, None)


def move_target(plan: Plan, needle_id: str, target_mm: Point) -> PutNeedle:
    """Another target."""
    return _moved(plan, needle_id, None, target_mm)


def shift(plan: Plan, needle_id: str, by_mm: Vector) -> PutNeedle:
    """The whole needle moved, its direction kept."""
    needle = _needle(plan, needle_id)
    entry, target = vector(needle.entry_mm) + by_mm, vector(needle.target_mm) + by_mm
    return _moved(plan, needle_id, point(entry), point(target))


def change_model(plan: Plan, needle_id: str, model_id: str) -> PutNeedle:
    """Another needle of the catalogue on the same path."""
    model = _model(model_id)
    changed = replace(
        _needle(plan, needle_id),
        model=model.id,
        gauge=model.gauge,
        outer_diameter_mm=model.outer_diameter_mm,
        length_mm=model.length_mm,
    )
    return PutNeedle(changed, "Change needle")


def change_side(plan: Plan, needle_id: str, side: Side) -> PutNeedle:
    """Another planned side; the path stays."""
    return PutNeedle(replace(_needle(plan, needle_id), side=side), "Change side")


def _moved(plan: Plan, needle_id: str, entry_mm: Point | None, target_mm: Point | None) -> PutNeedle:
    needle = _needle(plan, needle_id)
    entry, target = entry_mm or needle.entry_mm, target_mm or needle.target_mm
    if float(np.linalg.norm(vector(entry) - vector(target))) < 1.0:
        raise EditRefused("Entry and target of a needle must be at least 1 mm apart.")
    return PutNeedle(replace(needle, entry_mm=entry, target_mm=target), "Move needle")


def _needle(plan: Plan, needle_id: str) -> Needle:
    needle = plan.needle(needle_id)
    if needle is None:
        raise EditRefused("This needle is no longer in the plan.")
    return needle


def _marked(plan: Plan, name: str) -> Level:
    level = plan.level(name)
    if level is None:
        raise EditRefused(f"{name} is not marked; name the level first.")
    return level


def _model(model_id: str) -> NeedleModel:
    try:
        return needle_model(model_id)
    except KeyError as error:
        raise EditRefused(f"The needle catalogue holds no {model_id}.") from error
