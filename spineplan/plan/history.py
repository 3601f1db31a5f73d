"""Undo and redo over snapshots of the plan (structural sharing keeps them small)."""

from dataclasses import dataclass, field

from spineplan.plan.model import Plan


@dataclass(frozen=True)
class Step:
    """One undoable step: its name and the plan before it."""

    label: str
    before: Plan


@dataclass
class UndoStack:
    """`limit` snapshots at most; the oldest go first."""

    limit: int = 500
    _undo: list[Step] = field(default_factory=list)
    _redo: list[Step] = field(default_factory=list)

    def push(self, label: str, before: Plan) -> list[Plan]:
        """Remember the plan before a step; what was undone is gone. Returns the plans that are out of reach now."""
        self._undo.append(Step(label, before))
        gone = [step.before for step in (*self._undo[: -self.limit], *self._redo)]
        del self._undo[: -self.limit]
        self._redo.clear()
        return gone

    @property
    def undo_label(self) -> str | None:
        """Name of the step that undo would take back."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """Name of the step that redo would bring back."""
        return self._redo[-1].label if self._redo else None

    @property
    def undo_to(self) -> Plan | None:
        """The plan that undo would bring back."""
        return self._undo[-1].before if self._undo else None

    @property
    def redo_to(self) -> Plan | None:
        """The plan that redo would bring back."""
        return self._redo[-1].before if self._redo else None

    def undo(self, now: Plan) -> Step | None:
        """The step taken back (its `before` is the new plan), or None."""
        if not self._undo:
            return None
        step = self._undo.pop()
        self._redo.append(Step(step.label, now))
        return step

    def redo(self, now: Plan) -> Step | None:
        """The step brought back (its `before` holds the plan to show), or None."""
        if not self._redo:
            return None
        step = self._redo.pop()
        self._undo.append(Step(step.label, now))
        return step

    def snapshots(self) -> list[Plan]:
        """Every plan that undo or redo can reach; masks they name must be kept."""
        return [step.before for step in (*self._undo, *self._redo)]
