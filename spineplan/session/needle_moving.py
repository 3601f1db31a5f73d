"""Small steps and copies of a needle: nudge, tilt, advance, mirror, copy to another level (pure)."""

import numpy as np
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.geometry.affine import rotation_about
from spineplan.geometry.needle_planes import needle_screen_axes
from spineplan.geometry.vectors import Point, Vector, point, unit, vector
from spineplan.measure.needle import side_of
from spineplan.plan.edits import PutNeedle
from spineplan.plan.model import Level, Needle, PedicleMark, Plan, Side
from spineplan.session.needle_placing import new_id

STEP_MM, STEP_DEG = 0.5, 0.5
_OTHER: dict[Side, Side] = {"left": "right", "right": "left", "midline": "midline"}


def nudged(needle: Needle, right: float, up: float) -> Needle:
    """Moved across its direction; right and up in mm as the bull's-eye shows them."""
    across, down = needle_screen_axes(needle.entry_mm, needle.target_mm, "bulls_eye")
    return _moved(needle, across * right - down * up)


def advanced(needle: Needle, by_mm: float) -> Needle:
    """The tip deeper (+) or back along the needle; the entry stays. Raises EditRefused when they would meet."""
    entry, target = vector(needle.entry_mm), vector(needle.target_mm)
    along = unit(target - entry)
    if float((target - entry) @ along) + by_mm < 1.0:
        raise EditRefused("Entry and target of a needle must be at least 1 mm apart.")
    return replace(needle, target_mm=point(target + along * by_mm))


def tilted(needle: Needle, right_deg: float, up_deg: float) -> Needle:
    """Its hub turned about the target; right and up as the bull's-eye shows them."""
    across, down = needle_screen_axes(needle.entry_mm, needle.target_mm, "bulls_eye")
    target = vector(needle.target_mm)
    arm = vector(needle.entry_mm) - target
    # The hub is towards the viewer: turning it right is a turn about the screen's up axis.
    for axis, angle in ((-down, right_deg), (across, -up_deg)):
        arm = rotation_about(point(axis), angle) @ arm
    return replace(needle, entry_mm=point(target + arm))


def snapped(needle: Needle, pedicle: PedicleMark) -> Needle:
    """Onto the pedicle's axis, as deep as before: the tip and the entry go to the nearest points of that line."""
    middle, axis = vector(pedicle.centre_mm), unit(vector(pedicle.axis_lps))

    def onto(place: Point) -> Vector:
        return np.asarray(middle + axis * float((vector(place) - middle) @ axis))

    entry, target = onto(needle.entry_mm), onto(needle.target_mm)
    if float((target - entry) @ (target - entry)) < 1.0:
        raise EditRefused("The needle runs across the pedicle; turn it first.")
    return replace(needle, entry_mm=point(entry), target_mm=point(target))


def put_snapped(plan: Plan, needle: Needle) -> PutNeedle:
    """Raises EditRefused when the level's pedicle of that side is not known, or the needle runs across it."""
    level = _level(plan, needle.level)
    pedicle = next((one for one in level.pedicles if one.side == needle.side), None)
    if pedicle is None:
        raise EditRefused(f"The {needle.side} pedicle of {needle.level} is not known: find the levels first.")
    return PutNeedle(snapped(needle, pedicle), "Snap needle")


def mirrored(needle: Needle, level: Level) -> Needle:
    """A new needle through the other side, mirrored about the level's own sagittal plane."""
    middle, across = vector(level.centre_mm), _across(level)

    def other(place: Point) -> Point:
        off = vector(place) - middle
        return point(vector(place) - 2.0 * across * float(off @ across))

    return replace(
        needle,
        id=new_id(),
        side=_OTHER[needle.side],
        entry_mm=other(needle.entry_mm),
        target_mm=other(needle.target_mm),
        locked=False,
    )


def copied(needle: Needle, source: Level, destination: Level) -> Needle:
    """A new needle that lies in another level as this one does in its own: same place in the vertebra's own frame."""
    turn = _axes(destination).T @ _axes(source)

    def there(place: Point) -> Point:
        return point(vector(destination.centre_mm) + turn @ (vector(place) - vector(source.centre_mm)))

    entry, target = there(needle.entry_mm), there(needle.target_mm)
    side = side_of(entry, destination.centre_mm[0])
    return replace(
        needle, id=new_id(), level=destination.name, side=side, entry_mm=entry, target_mm=target, locked=False
    )


def put_mirrored(plan: Plan, needle: Needle) -> PutNeedle:
    """Raises EditRefused when the needle's level is not marked, or already has one on the other side."""
    level = _level(plan, needle.level)
    if any(one.level == needle.level and one.side == _OTHER[needle.side] for one in plan.needles):
        raise EditRefused(f"{needle.level} has a {_OTHER[needle.side]} needle already.")
    return PutNeedle(mirrored(needle, level), "Mirror needle")


def put_copied(plan: Plan, needle: Needle, level: str) -> PutNeedle:
    """Raises EditRefused when one of the levels is not marked."""
    return PutNeedle(copied(needle, _level(plan, needle.level), _level(plan, level)), "Copy needle")


def _moved(needle: Needle, by_mm: Vector) -> Needle:
    return replace(
        needle,
        entry_mm=point(vector(needle.entry_mm) + by_mm),
        target_mm=point(vector(needle.target_mm) + by_mm),
    )


def _level(plan: Plan, name: str) -> Level:
    level = plan.level(name)
    if level is None:
        raise EditRefused(f"{name} is not marked.")
    return level


def _axes(level: Level) -> Vector:
    """Rows: the level's left, posterior and cranial axes; the patient's where its body is not outlined."""
    return np.array(level.body.axes_lps) if level.body is not None else np.eye(3)


def _across(level: Level) -> Vector:
    """The level's axis nearest to the patient's left."""
    axes = _axes(level)
    nearest: Vector = axes[int(np.argmax(np.abs(axes[:, 0])))]
    return nearest
