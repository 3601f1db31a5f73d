"""Keeps the open plan safe: save, save as, autosave, and the question before anything would be lost."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QWidget

from spineplan.errors import PlanLocked, SpineplanError
from spineplan.plan.model import Plan
from spineplan.ui.file_dialogs import ask_save
from spineplan.ui.message_bar import MessageBar
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.session.opening import Opened
    from spineplan.session.persistence import Persistence

AUTOSAVE_EVERY_MS = 10_000
SUFFIX = ".spineplan"


class Saving(QObject):
    """Holds the file of the open session. `changed`: the save state may be another one now."""

    changed = Signal()
    saved = Signal(object)
    """Path of the plan file."""

    def __init__(self, bridge: SessionBridge, message: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._message, self._window = bridge, message, window
        self._persistence: Persistence | None = None
        self.thumbnail: Callable[[], bytes | None] = lambda: None
        self._tick = QTimer(self)
        self._tick.setInterval(AUTOSAVE_EVERY_MS)
        self._tick.timeout.connect(self.autosave)
        bridge.plan_changed.connect(lambda _change: self.changed.emit())

    @property
    def path(self) -> Path | None:
        """The plan's file."""
        return self._persistence.path if self._persistence is not None else None

    @property
    def persistence(self) -> "Persistence | None":
        """The open plan's file with its versions."""
        return self._persistence

    @property
    def dirty(self) -> bool:
        """Whether something would be lost without a save."""
        return self._persistence is not None and self._persistence.dirty

    def hold(self, opened: "Opened") -> None:
        """Another session is open."""
        self._persistence = opened.persistence
        self._tick.start()
        self.changed.emit()

    def let_go(self) -> None:
        """The session is closed; its changes are saved or given up."""
        self._tick.stop()
        if self._persistence is not None:
            self._persistence.close()
            self._persistence = None
        self.changed.emit()

    def save(self, then: Callable[[], None] = lambda: None) -> None:
        """Save, asking for a place the first time; `then` follows a save that succeeded."""
        if self._persistence is None:
            return
        if self._persistence.path is None:
            self.save_as(then)
            return
        self._try(lambda held: held.save(self.thumbnail()), then)

    def save_as(self, then: Callable[[], None] = lambda: None) -> None:
        """Save under another name and stay there."""
        held = self._persistence
        if held is None:
            return
        suggested = held.path or suggested_path(held.session.committed)

        def write(path: Path) -> None:
            place = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
            self._try(lambda now: now.save_as(place, self.thumbnail()), then)

        filters = [self.tr("Plans (*.spineplan)")]
        ask_save(self._window, self.tr("Save the plan"), suggested, filters, write)

    def autosave(self) -> None:
        """Keep what is new in the user's own folder."""
        if self._persistence is None:
            return
        try:
            self._persistence.autosave()
        except SpineplanError as error:
            self._message.say(error.for_the_user, serious=True)

    def settle(self, then: Callable[[], None]) -> bool:
        """Call `then` once nothing can be lost: now (True), or after the user answered one sentence (False)."""
        if not self.dirty:
            then()
            return True
        self._message.say(
            self.tr("The plan has changes that are not saved."),
            (self.tr("Save"), lambda: self.save(then)),
            (self.tr("Give the changes up"), then),
        )
        return False

    def _try(self, write: Callable[["Persistence"], None], then: Callable[[], None]) -> None:
        held = self._persistence
        if held is None:
            return
        try:
            write(held)
        except PlanLocked as error:
            self._message.say(error.for_the_user, (self.tr("Save as…"), lambda: self.save_as(then)), serious=True)
        except SpineplanError as error:
            self._message.say(
                error.for_the_user, (self.tr("Save elsewhere…"), lambda: self.save_as(then)), serious=True
            )
        else:
            self.saved.emit(held.path)
            then()
        self.changed.emit()


def suggested_path(plan: Plan) -> Path:
    """Where a new plan goes unless the user says otherwise: the documents, named after patient and study."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    folder = documents if documents.is_dir() else Path.home()
    who = plan.identity
    parts = [who.patient_name.replace("^", " ").strip() or who.patient_id or "plan", plan.reference.study_date]
    name = " ".join(part for part in parts if part)
    return folder / (re.sub(r"[^\w .-]+", "_", name).strip(" .") + SUFFIX)
