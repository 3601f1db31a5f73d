"""Edits of levels and of the structures around them."""

from typing import Any

from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Point
from spineplan.plan.edit_base import EditBase, changed, put, without
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Decision, Level, Plan, StructureMask


class PutLevel(EditBase, frozen=True):
    """Name a metamer or move, resize, confirm or flag it."""

    level: Level
    verb: str = "Mark"

    @property
    def label(self) -> str:
        return f"{self.verb} {self.level.name}"

    def apply(self, plan: Plan) -> Plan:
        others = [level for level in plan.levels if level.name != self.level.name]
        levels = sorted([*others, self.level], key=lambda level: level_rank(level.name))
        return changed(plan, levels=tuple(levels))


class RemoveLevel(EditBase, frozen=True):
    """Remove a level that carries nothing."""

    name: str

    @property
    def label(self) -> str:
        return f"Remove {self.name}"

    def apply(self, plan: Plan) -> Plan:
        if self.name in plan.levels_in_use():
            raise EditRefused(f"{self.name} carries lesions, needles, cement or ablations; remove or move those first.")
        return changed(plan, levels=tuple(level for level in plan.levels if level.name != self.name))


class RenameLevels(EditBase, frozen=True):
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
        return changed(plan, levels=tuple(levels), **_carried(plan, names))


class SetLevels(EditBase, frozen=True):
    """All levels at once, as found, imported or renumbered, with the line of the canal. renames: (old, new) pairs
    that what the levels carry follows."""

    levels: tuple[Level, ...]
    label: str = "Find levels"
    spine_line_mm: tuple[Point, ...] = ()
    count_basis: str = ""
    renames: tuple[tuple[str, str], ...] = ()

    def apply(self, plan: Plan) -> Plan:
        names = dict(self.renames)
        return changed(
            plan,
            levels=tuple(sorted(self.levels, key=lambda level: level_rank(level.name))),
            spine_line_mm=self.spine_line_mm,
            count_basis=self.count_basis,
            **_carried(plan, names),
        )


class PutLabels(EditBase, frozen=True):
    """Vertebrae and structures at once, as imported, painted or worked out; those that are not named stay. renames:
    (old, new) pairs that what the levels carry follows; a level whose old name is not among `levels` goes."""

    levels: tuple[Level, ...] = ()
    structures: tuple[StructureMask, ...] = ()
    label: str = "Labels"
    renames: tuple[tuple[str, str], ...] = ()

    def apply(self, plan: Plan) -> Plan:
        names = dict(self.renames)
        gone = {level.name for level in self.levels} | names.keys()
        levels = [*(level for level in plan.levels if level.name not in gone), *self.levels]
        structures = plan.structures
        for structure in self.structures:
            structures = put(structures, structure)
        return changed(
            plan,
            levels=tuple(sorted(levels, key=lambda level: level_rank(level.name))),
            structures=structures,
            **_carried(plan, names),
        )


class ConfirmLevels(EditBase, frozen=True):
    """A person vouches for the names of these levels. A second person does so after the first (second=True)."""

    names: tuple[str, ...]
    by: str
    utc: str
    second: bool = False

    @property
    def label(self) -> str:
        what = self.names[0] if len(self.names) == 1 else f"{len(self.names)} levels"
        return f"Second reading of {what}" if self.second else f"Confirm {what}"

    def apply(self, plan: Plan) -> Plan:
        if not self.by:
            raise EditRefused("Say who you are before you confirm a level.")
        missing = set(self.names) - {level.name for level in plan.levels}
        if missing:
            raise EditRefused(f"{min(missing, key=level_rank)} is not marked.")
        chosen = [level for level in plan.levels if level.name in self.names]
        if self.second and any(level.state != "confirmed" for level in chosen):
            raise EditRefused("A second reading needs a first: confirm the level first.")
        if self.second and any(level.confirmed_by == self.by for level in chosen):
            raise EditRefused(f"{self.by} confirmed this level already; the second reader is another person.")
        return changed(plan, levels=tuple(self._read(level) for level in plan.levels))

    def _read(self, level: Level) -> Level:
        if level.name not in self.names:
            return level
        if self.second:
            return replace(level, second_by=self.by, second_utc=self.utc)
        again = replace(level, state="confirmed", second_by="", second_utc="")
        return replace(again, confirmed_by=self.by, confirmed_utc=self.utc)


class DecideLevel(EditBase, frozen=True):
    """Treat a level or not, with who decided and why; decision None takes the decision back."""

    level: str
    treat: bool
    decision: Decision | None

    @property
    def label(self) -> str:
        if self.decision is None:
            return f"Undecided {self.level}"
        return f"Treat {self.level}" if self.treat else f"Do not treat {self.level}"

    def apply(self, plan: Plan) -> Plan:
        level = plan.level(self.level)
        if level is None:
            raise EditRefused(f"{self.level} is not marked.")
        treat = self.treat and self.decision is not None
        return PutLevel(replace(level, treat=treat, decision=self.decision)).apply(plan)


class PutStructure(EditBase, frozen=True):
    """Add, paint or change a structure at risk."""

    structure: StructureMask
    verb: str = "Mark"

    @property
    def label(self) -> str:
        return f"{self.verb} {self.structure.kind.replace('_', ' ')}"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, structures=put(plan.structures, self.structure))


class PutStructures(EditBase, frozen=True):
    """Several structures at once, as found or imported."""

    structures: tuple[StructureMask, ...]
    label: str = "Structures at risk"

    def apply(self, plan: Plan) -> Plan:
        kept = plan.structures
        for structure in self.structures:
            kept = put(kept, structure)
        return changed(plan, structures=kept)


class RemoveStructure(EditBase, frozen=True):
    """Remove a structure at risk."""

    structure_id: str
    label: str = "Remove structure"

    def apply(self, plan: Plan) -> Plan:
        return changed(plan, structures=without(plan.structures, self.structure_id))


def _carried(plan: Plan, names: dict[str, str]) -> dict[str, Any]:
    """What levels carry, under the levels' new names."""
    return {
        "lesions": tuple(replace(x, level=names.get(x.level, x.level)) for x in plan.lesions),
        "needles": tuple(replace(x, level=names.get(x.level, x.level)) for x in plan.needles),
        "cement": tuple(replace(x, level=names.get(x.level, x.level)) for x in plan.cement),
        "ablations": tuple(replace(x, level=names.get(x.level, x.level)) for x in plan.ablations),
    }
