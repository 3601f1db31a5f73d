"""Every verb the user has: frozen values with `label` (for undo) and `apply(plan) -> plan`.

`apply` raises EditRefused with a sentence when the edit would break the plan. Edits know nothing of images.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.plan.levels import level_rank
from spineplan.plan.model import (
    CementTarget,
    ChecklistAnswer,
    KeyImage,
    Lesion,
    Level,
    Measurement,
    Needle,
    Plan,
    SeriesRef,
)


class Edit(Protocol):
    """What the session can apply."""

    @property
    def label(self) -> str:
        """The step's name for undo, e.g. "Mark L3"."""

    def apply(self, plan: Plan) -> Plan:
        """The changed plan; the given one is left alone."""


class _EditBase(Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """Edits are tagged values, so the history can store them."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Identified)


def _put(things: tuple[_T, ...], thing: _T) -> tuple[_T, ...]:
    """Replace the thing with the same id, or append it."""
    if any(other.id == thing.id for other in things):
        return tuple(thing if other.id == thing.id else other for other in things)
    return (*things, thing)


def _without(things: Iterable[_T], thing_id: str) -> tuple[_T, ...]:
    return tuple(thing for thing in things if thing.id != thing_id)


def _changed(plan: Plan, **fields: object) -> Plan:
    try:
        return replace(plan, **fields)
    except (ValueError, msgspec.ValidationError) as error:
        raise EditRefused(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error


class PutLevel(_EditBase, frozen=True):
    """Name a metamer or move, resize, confirm or flag it."""

    level: Level
    verb: str = "Mark"

    @property
    def label(self) -> str:
        return f"{self.verb} {self.level.name}"

    def apply(self, plan: Plan) -> Plan:
        others = [level for level in plan.levels if level.name != self.level.name]
        levels = sorted([*others, self.level], key=lambda level: level_rank(level.name))
        return _changed(plan, levels=tuple(levels))


class RemoveLevel(_EditBase, frozen=True):
    """Remove a level that carries nothing."""

    name: str

    @property
    def label(self) -> str:
        return f"Remove {self.name}"

    def apply(self, plan: Plan) -> Plan:
        if self.name in plan.levels_in_use():
            raise EditRefused(f"{self.name} carries lesions, needles or cement; remove or move those first.")
        return _changed(plan, levels=tuple(level for level in plan.levels if level.name != self.name))


class RenameLevels(_EditBase, frozen=True):
    """Give levels other names at once; everything they carry follows. renames: (old, new) pairs."""

    renames: tuple[tuple[str, str], ...]
    label: str = "Rename levels"

    def apply(self, plan: Plan) -> Plan:
        names = dict(self.renames)
        try:
            levels = [replace(level, name=names.get(level.name, level.name)) for level in plan.levels]
        except ValueError as error:
            raise EditRefused(f"{error}.") from error
        levels.sort(key=lambda level: level_rank(level.name))
        return _changed(
            plan,
            levels=tuple(levels),
            lesions=tuple(replace(x, level=names.get(x.level, x.level)) for x in plan.lesions),
            needles=tuple(replace(x, level=names.get(x.level, x.level)) for x in plan.needles),
            cement=tuple(replace(x, level=names.get(x.level, x.level)) for x in plan.cement),
        )


class PutLesion(_EditBase, frozen=True):
    """Add or change a lesion (a brush stroke changes its mask)."""

    lesion: Lesion
    verb: str = "Mark lesion"

    @property
    def label(self) -> str:
        return f"{self.verb} {self.lesion.level}"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, lesions=_put(plan.lesions, self.lesion))


class RemoveLesion(_EditBase, frozen=True):
    """Remove a lesion."""

    lesion_id: str
    label: str = "Remove lesion"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, lesions=_without(plan.lesions, self.lesion_id))


class PutNeedle(_EditBase, frozen=True):
    """Place or move a needle."""

    needle: Needle
    verb: str = "Place needle"

    @property
    def label(self) -> str:
        return f"{self.verb} {self.needle.level} {self.needle.side}"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, needles=_put(plan.needles, self.needle))


class RemoveNeedle(_EditBase, frozen=True):
    """Remove a needle."""

    needle_id: str
    label: str = "Remove needle"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, needles=_without(plan.needles, self.needle_id))


class SetCement(_EditBase, frozen=True):
    """Choose a level's cement volume; None removes the choice."""

    level: str
    volume_ml: float | None

    @property
    def label(self) -> str:
        return f"Cement {self.level}"

    def apply(self, plan: Plan) -> Plan:
        others = [target for target in plan.cement if target.level != self.level]
        if self.volume_ml is None:
            return _changed(plan, cement=tuple(others))
        try:
            chosen = CementTarget(level=self.level, volume_ml=self.volume_ml)
        except ValueError as error:
            raise EditRefused(f"The cement of {self.level} must lie between 0 and 50 mL.") from error
        others.append(chosen)
        return _changed(plan, cement=tuple(sorted(others, key=lambda target: level_rank(target.level))))


class AnswerItem(_EditBase, frozen=True):
    """Answer one checklist item."""

    answer: ChecklistAnswer

    @property
    def label(self) -> str:
        return f"Checklist item {self.answer.item}"

    def apply(self, plan: Plan) -> Plan:
        others = [answer for answer in plan.checklist if answer.item != self.answer.item]
        return _changed(plan, checklist=tuple(sorted([*others, self.answer], key=lambda answer: answer.item)))


class PutMeasurement(_EditBase, frozen=True):
    """Draw or move a length, angle or region."""

    measurement: Measurement

    @property
    def label(self) -> str:
        return f"Measure {self.measurement.kind}"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, measurements=_put(plan.measurements, self.measurement))


class RemoveMeasurement(_EditBase, frozen=True):
    """Remove a measurement."""

    measurement_id: str
    label: str = "Remove measurement"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, measurements=_without(plan.measurements, self.measurement_id))


class PutKeyImage(_EditBase, frozen=True):
    """Keep a picture."""

    key_image: KeyImage
    label: str = "Key image"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, key_images=_put(plan.key_images, self.key_image))


class RemoveKeyImage(_EditBase, frozen=True):
    """Drop a key image."""

    key_image_id: str
    label: str = "Remove key image"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, key_images=_without(plan.key_images, self.key_image_id))


class AddSeries(_EditBase, frozen=True):
    """Note that a further series was opened with this plan."""

    series: SeriesRef
    label: str = "Add series"

    def apply(self, plan: Plan) -> Plan:
        others = [ref for ref in plan.series if ref.series_uid != self.series.series_uid]
        return _changed(plan, series=(*others, self.series))


class SetNotes(_EditBase, frozen=True):
    """Change the free text of the plan."""

    notes: str
    label: str = "Notes"

    def apply(self, plan: Plan) -> Plan:
        return _changed(plan, notes=self.notes)


AnyEdit = (
    PutLevel
    | RemoveLevel
    | RenameLevels
    | PutLesion
    | RemoveLesion
    | PutNeedle
    | RemoveNeedle
    | SetCement
    | AnswerItem
    | PutMeasurement
    | RemoveMeasurement
    | PutKeyImage
    | RemoveKeyImage
    | AddSeries
    | SetNotes
)
"""For strict decoding of a stored history."""
