"""The one QObject between the session and the widgets."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from spineplan.errors import SpineplanError
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import Edit
from spineplan.session.cement_simulation import CementSimulation, ShownFilling
from spineplan.session.jobs import Jobs
from spineplan.session.morphology import Morphology
from spineplan.session.safety import Safety
from spineplan.session.session import Change, Session, ViewChange


class SessionBridge(QObject):
    """Re-emits the session's changes; widgets write through `apply`, `preview` and `look`, and read `session`.

    Handlers of these signals only mark what is stale; the next paint draws it.
    """

    session_changed = Signal()
    """Another patient was opened or closed (`session` may be None)."""
    plan_changed = Signal(object)
    """Change."""
    view_changed = Signal(object)
    """ViewChange."""
    volumes_changed = Signal(str)
    """A series' voxels arrived or grew; its UID."""
    jobs_changed = Signal()
    safety_changed = Signal()
    """More is known of what needles clear; `safety` answers."""
    morphology_changed = Signal()
    """More is known of the lesions; `morphology` answers."""
    cement_changed = Signal()
    """More is known of cement and ablation; `cement` answers."""
    cement_played = Signal()
    """Another volume of the simulated filling is shown: painted at once, in the slices only where it lies."""
    drawn_over = Signal()
    """What is drawn over the pictures changed, though neither the plan nor the view did: a stroke under way."""
    comment_wanted = Signal(str)
    """The pin of a comment was clicked; the comment's id."""
    registration_wanted = Signal(str)
    """A pane's "not registered" was clicked; the UID of its series."""
    message = Signal(str)
    """One sentence for the user: an edit was refused, a job failed."""
    _deliver = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._deliver.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self.jobs = Jobs(self._deliver.emit)
        self.jobs.on_change = self.jobs_changed.emit
        self.safety = Safety(self.jobs)
        self.safety.on_change = self.safety_changed.emit
        self.cement = CementSimulation(self.jobs)
        self.cement.on_change = self.cement_changed.emit
        self.morphology = Morphology(self.jobs)
        self.morphology.on_change = self.morphology_changed.emit

    def set_session(self, session: Session | None) -> None:
        """Open another patient; running jobs of the old one are cancelled and their answers dropped."""
        self._unsubscribe()
        self.jobs.new_generation()
        self.session = session
        self.safety.use(session)
        self.cement.use(session)
        self.morphology.use(session)
        self._unsubscribe = session.subscribe(self._plan, self._view) if session is not None else (lambda: None)
        self.session_changed.emit()

    def add_volume(self, volume: Volume) -> None:
        """Make a series' voxels known to the panes."""
        if self.session is not None:
            self.session.volumes[volume.series_uid] = volume
            self.volumes_changed.emit(volume.series_uid)

    def apply(self, edit: Edit, origin: object = None) -> Change | None:
        """Commit an edit; a refusal becomes a message and None."""
        return self._tried(lambda session: session.apply(edit, origin))

    def preview(self, edit: Edit, origin: object = None) -> Change | None:
        """Show an edit of a drag under way; a refusal becomes a message and None."""
        return self._tried(lambda session: session.preview(edit, origin))

    def cancel_preview(self, origin: object = None) -> None:
        """Give a drag up."""
        if self.session is not None:
            self.session.cancel_preview(origin)

    def undo(self) -> None:
        """Take the last step back."""
        self._tried(lambda session: session.undo(self))

    def redo(self) -> None:
        """Bring the last undone step back."""
        self._tried(lambda session: session.redo(self))

    def look(self, origin: object = None, **fields: Any) -> None:
        """Change fields of the view state."""
        if self.session is not None:
            self.session.look(origin, **fields)

    def open_comment(self, comment_id: str) -> None:
        """Ring a comment's pin and open its thread."""
        self.look(comment=comment_id)
        self.comment_wanted.emit(comment_id)

    def show_cement(self, shown: ShownFilling | None) -> None:
        """Draw so much of a simulated filling over the pictures. Where only the volume is another, panes paint no more
        than the cement."""
        before = self.cement.shown
        if shown != before:
            self.cement.show(shown)
            if shown is None or before is None or replace(shown, volume_ml=before.volume_ml) != before:
                self.drawn_over.emit()
            self.cement_played.emit()

    def close(self) -> None:
        """Stop the threads; call before the application ends."""
        self._unsubscribe()
        self.session = None
        self.jobs.close()

    def _tried(self, action: Callable[[Session], Change | None]) -> Change | None:
        if self.session is None:
            return None
        try:
            return action(self.session)
        except SpineplanError as error:
            self.message.emit(str(error))
            return None

    def _plan(self, change: Change) -> None:
        self.plan_changed.emit(change)
        if change.old.registrations != change.new.registrations and self.session is not None:
            for uid in {self.session.view.series_uid, self.session.view.compare_uid} - {""}:
                self.volumes_changed.emit(uid)

    def _view(self, change: ViewChange) -> None:
        self.view_changed.emit(change)

    def _call(self, action: Callable[[], None]) -> None:
        action()
