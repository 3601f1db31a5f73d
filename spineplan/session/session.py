"""One open patient. The only way to change the plan is `apply`; the only way to look elsewhere is `look`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from spineplan.errors import EditRefused, PlanLocked
from spineplan.imaging.volume import Volume
from spineplan.measure.first_look import FirstLook
from spineplan.plan.checks import storable
from spineplan.plan.edits import Edit
from spineplan.plan.history import Step, UndoStack
from spineplan.plan.model import Plan
from spineplan.plan.signing import check_signed
from spineplan.session.label_canvas import LabelCanvas
from spineplan.session.masks import MaskStore
from spineplan.session.registering import moved_volume, used_registration
from spineplan.session.series_volumes import SeriesVolumes
from spineplan.session.view_state import ViewState

if TYPE_CHECKING:
    from spineplan.anatomy.levels_of_ct import FoundLevels


@dataclass(frozen=True)
class Change:
    """What subscribers receive. origin: who caused it, so that a widget can ignore its own echo.

    preview: a drag under way, not committed. label: the step's name ("Mark L3", "Undo Mark L3").
    """

    old: Plan
    new: Plan
    label: str
    origin: object
    preview: bool = False


@dataclass(frozen=True)
class ViewChange:
    """A change of what the eye looks at."""

    old: ViewState
    new: ViewState
    origin: object


@dataclass(frozen=True)
class HistoryEntry:
    """One line of the append-only history: when (UTC, ISO 8601), who, what; edit is None for undo and redo."""

    utc: str
    who: str
    label: str
    edit: Edit | None


class Session:
    """Plan, undo, view, volumes and masks of one open patient. Not thread-safe: it belongs to one thread."""

    def __init__(self, plan: Plan, who: str = "", masks: MaskStore | None = None) -> None:
        self._committed = plan
        self._preview: Plan | None = None
        self._undo = UndoStack()
        self.view = ViewState()
        self._who = storable(who)
        self.masks = masks or MaskStore()
        self.labels = LabelCanvas(self.masks)
        self.volumes = SeriesVolumes()
        """As they were scanned; `shown` says where a registration puts them."""
        self._placed: dict[str, tuple[object, Volume]] = {}
        self.arrived: dict[str, npt.NDArray[np.bool_]] = {}
        """Per series that is still being read: which slices (k) are there. No entry: all of them."""
        self.first_looks: dict[str, FirstLook] = {}
        """Per series, once it is known: the part that the patient fills. Views fit to it."""
        self.found: FoundLevels | None = None
        """The vertebrae last found in this patient's CT; what corrections start from. Not part of the plan."""
        self.read_only_reason: str | None = None
        self.journal: list[HistoryEntry] = []
        self.revision = 0
        """Grows with every committed change; compare with the revision of the last save."""
        self._on_change: list[Callable[[Change], None]] = []
        self._on_view: list[Callable[[ViewChange], None]] = []

    @property
    def plan(self) -> Plan:
        """What is shown: the preview while a drag is under way, else the committed plan."""
        return self._preview if self._preview is not None else self._committed

    @property
    def committed(self) -> Plan:
        """What a save writes."""
        return self._committed

    @property
    def who(self) -> str:
        """The name that signs what follows."""
        return self._who

    @who.setter
    def who(self, name: str) -> None:
        self._who = storable(name)

    @property
    def volume(self) -> Volume | None:
        """The series shown, if any is loaded, as `shown` has it."""
        return self.shown(self.view.series_uid)

    def shown(self, series_uid: str) -> Volume | None:
        """A series where a confirmed registration puts it in the plan's frame of reference, else as it was scanned."""
        volume = self.volumes.get(series_uid)
        used = used_registration(self.plan, volume) if volume is not None else None
        if volume is None or used is None:
            return volume
        key = (volume, used.plan_from_series)
        if self._placed.get(series_uid, (None,))[0] != key:
            self._placed[series_uid] = (key, moved_volume(volume, used))
        return self._placed[series_uid][1]

    @property
    def undo_label(self) -> str | None:
        """Name of the step that undo would take back."""
        return self._undo.undo_label

    @property
    def redo_label(self) -> str | None:
        """Name of the step that redo would bring back."""
        return self._undo.redo_label

    def subscribe(
        self,
        on_change: Callable[[Change], None] | None = None,
        on_view: Callable[[ViewChange], None] | None = None,
    ) -> Callable[[], None]:
        """Call back after every change; returns the function that ends it."""
        if on_change is not None:
            self._on_change.append(on_change)
        if on_view is not None:
            self._on_view.append(on_view)

        def unsubscribe() -> None:
            if on_change is not None and on_change in self._on_change:
                self._on_change.remove(on_change)
            if on_view is not None and on_view in self._on_view:
                self._on_view.remove(on_view)

        return unsubscribe

    def apply(self, edit: Edit, origin: object = None) -> Change:
        """Commit an edit (and close a preview). Raises EditRefused or PlanLocked; then nothing has changed."""
        self._check_writable()
        shown, before = self.plan, self._committed
        try:
            after = edit.apply(before)
            check_signed(before, after)
        except EditRefused:
            self.cancel_preview(origin)
            raise
        self._preview = None
        if after == before:
            return self._tell(Change(shown, after, edit.label, origin))
        gone = self._undo.push(edit.label, before)
        self._commit(after, edit.label, edit)
        self._forget_masks(gone)
        return self._tell(Change(shown, after, edit.label, origin))

    def amend(self, edits: Sequence[Edit], origin: object = None) -> Change:
        """Complete the last step with what was worked out for it since: no step of its own for undo, but on record.

        A drag under way goes on. Raises EditRefused or PlanLocked; then nothing has changed.
        """
        self._check_writable()
        shown, after = self.plan, self._committed
        for edit in edits:
            after = edit.apply(after)
        check_signed(self._committed, after)
        if after == self._committed:
            return Change(shown, shown, "", origin)
        self.revision += 1
        self._committed = after
        self.journal.extend(self._entry(edit.label, edit) for edit in edits)
        return self._tell(Change(shown, self.plan, edits[-1].label, origin, preview=self._preview is not None))

    def preview(self, edit: Edit, origin: object = None) -> Change:
        """Show what an edit would do without committing it; the next preview starts from the committed plan again."""
        self._check_writable()
        shown = self.plan
        after = edit.apply(self._committed)
        check_signed(self._committed, after)
        self._preview = after
        return self._tell(Change(shown, self._preview, edit.label, origin, preview=True))

    def cancel_preview(self, origin: object = None) -> None:
        """Back to the committed plan (Esc during a drag)."""
        if self._preview is None:
            return
        shown, self._preview = self._preview, None
        self._tell(Change(shown, self._committed, "Cancel", origin))

    def undo(self, origin: object = None) -> Change | None:
        """Take the last step back; None when there is none."""
        self._check_step(self._undo.undo_to)
        return self._step_back(self._undo.undo(self._committed), "Undo", origin)

    def redo(self, origin: object = None) -> Change | None:
        """Bring the last undone step back; None when there is none."""
        self._check_step(self._undo.redo_to)
        return self._step_back(self._undo.redo(self._committed), "Redo", origin)

    def look(self, origin: object = None, **fields: Any) -> None:
        """Change fields of the view state; nothing is told when nothing changed."""
        self.set_view(replace(self.view, **fields), origin)

    def set_view(self, view: ViewState, origin: object = None) -> None:
        """Replace the view state. Limits that were set on one series are not those of the next, but from CT to CT."""
        if view.series_uid != self.view.series_uid and view.brush is self.view.brush and view.brush.limits is not None:
            known = [self.volumes.get(uid) for uid in (self.view.series_uid, view.series_uid)]
            if not all(one is not None and one.modality == "CT" for one in known):
                view = replace(view, brush=replace(view.brush, limits=None))
        if view == self.view:
            return
        change = ViewChange(self.view, view, origin)
        self.view = view
        for callback in list(self._on_view):
            callback(change)

    def reachable(self) -> list[Plan]:
        """Plans that undo and redo can reach."""
        return self._undo.snapshots()

    def _check_writable(self) -> None:
        if self.read_only_reason is not None:
            raise PlanLocked(self.read_only_reason)

    def _check_step(self, wanted: Plan | None) -> None:
        self._check_writable()
        if wanted is not None:
            check_signed(self._committed, wanted)

    def _step_back(self, step: Step | None, verb: str, origin: object) -> Change | None:
        if step is None:
            return None
        shown, self._preview = self.plan, None
        self._commit(step.before, f"{verb} {step.label}", None)
        return self._tell(Change(shown, step.before, f"{verb} {step.label}", origin))

    def _commit(self, plan: Plan, label: str, edit: Edit | None) -> None:
        self._committed = plan
        self.revision += 1
        self.journal.append(self._entry(label, edit))

    def _entry(self, label: str, edit: Edit | None) -> HistoryEntry:
        return HistoryEntry(datetime.now(UTC).isoformat(timespec="milliseconds"), self.who, label, edit)

    def _forget_masks(self, gone: list[Plan]) -> None:
        """What only plans out of reach have named would fill the memory of a long day."""
        lost = {ref.sha256 for plan in gone for ref in plan.mask_refs()}
        lost -= {ref.sha256 for ref in self._committed.mask_refs()}
        if lost:
            self.masks.drop(lost - {ref.sha256 for plan in self._undo.snapshots() for ref in plan.mask_refs()})

    def _tell(self, change: Change) -> Change:
        for callback in list(self._on_change):
            callback(change)
        return change
