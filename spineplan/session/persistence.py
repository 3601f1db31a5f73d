"""An open session and its file: save, save as, autosave, close. The caller owns the timer."""

import hashlib
from pathlib import Path

from spineplan.errors import PlanLocked, PlanRefused, UsageError
from spineplan.session.session import Session
from spineplan.storage.archive import read_bounded
from spineplan.storage.atomic import remove_leftovers
from spineplan.storage.autosave import Autosave
from spineplan.storage.history import NO_HISTORY, History
from spineplan.storage.lock import Lock, acquire
from spineplan.storage.planfile import save_plan


class Persistence:
    """Ties a session to a path (None: never saved yet). history: the lines of the file it was opened from.

    file_sha256: of the file as it was opened, "" for a plan that has none; a file that somebody changed since is not
    overwritten. unsaved: the session holds more than its file from the start (a recovered autosave).
    """

    def __init__(
        self,
        session: Session,
        path: Path | None = None,
        *,
        history: History = NO_HISTORY,
        file_sha256: str = "",
        lock: Lock | None = None,
        unsaved: bool = False,
        autosave_folder: Path | None = None,
    ) -> None:
        self.session = session
        self.path = path
        self._history = history
        self._file_sha256 = file_sha256
        self._lock = lock
        self._autosave = Autosave(session.who, autosave_folder)
        self._autosaved_revision: int | None = None if unsaved else session.revision
        self._saved_revision: int | None = None if unsaved else session.revision
        self._journal_saved = len(session.journal)

    @property
    def dirty(self) -> bool:
        """Whether the session holds changes that its file does not."""
        return self._saved_revision != self.session.revision

    @property
    def history(self) -> History:
        """The history as the last save wrote it."""
        return self._history

    def save(self, thumbnail_png: bytes | None = None) -> None:
        """Write the committed plan to its file.

        Raises UsageError without a path, PlanLocked when it is open elsewhere or was changed by somebody else,
        SpineplanError when the disk refuses.
        """
        if self.path is None:
            raise UsageError("The plan has no file yet; choose where to save it.")
        if self.session.read_only_reason is not None:
            raise PlanLocked(self.session.read_only_reason)
        if self._lock is None:
            self._lock = acquire(self.path, self.session.who)
        elif not self._lock.held():
            raise PlanLocked("Somebody else has taken over the plan file; save this plan under another name.")
        self._check_unchanged(self.path)
        self._write(self.path, thumbnail_png)

    def save_as(self, path: Path, thumbnail_png: bytes | None = None) -> None:
        """Write to another file and stay there; a read-only session can be edited from then on.

        A file that is there already is kept as its backup. Raises PlanLocked when it is open elsewhere, or is this
        session's own and was changed by somebody else, SpineplanError when the disk refuses; then the session stays
        with its old file.
        """
        own = self.path is not None and path.resolve() == self.path.resolve()
        if own and self._lock is not None:
            self.save(thumbnail_png)
            return
        lock = acquire(path, self.session.who)
        try:
            if own:
                self._check_unchanged(path)
            self._write(path, thumbnail_png)
        except BaseException:
            lock.release()
            raise
        if self._lock is not None:
            self._lock.release()
        self.path, self._lock = path, lock
        self.session.read_only_reason = None

    def autosave(self) -> bool:
        """Write the autosave if there is something new to keep; whether it did. Raises SpineplanError."""
        session = self.session
        if not self.dirty or self._autosaved_revision == session.revision:
            return False
        masks = session.masks.used_by(session.committed)
        journal = session.journal[self._journal_saved :]
        self._autosave.write(session.committed, masks, journal, self._history, self.path)
        self._autosaved_revision = session.revision
        return True

    def close(self) -> None:
        """Give the file free and drop the autosave: the session was saved, or its changes were given up on purpose."""
        self._autosave.clear()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _write(self, path: Path, thumbnail_png: bytes | None) -> None:
        session = self.session
        masks = session.masks.used_by(session.committed)
        journal = session.journal[self._journal_saved :]
        remove_leftovers(path)
        saved = save_plan(
            path, session.committed, masks, journal, thumbnail_png, history=self._history, who=session.who
        )
        self._history, self._file_sha256 = saved.history, saved.file_sha256
        self._journal_saved = len(session.journal)
        self._saved_revision = self._autosaved_revision = session.revision
        self._autosave.clear()

    def _check_unchanged(self, path: Path) -> None:
        if not path.exists():
            return
        try:
            now = hashlib.sha256(read_bounded(path)).hexdigest()
        except PlanRefused:
            now = ""
        if now != self._file_sha256:
            raise PlanLocked("The plan file was changed by somebody else meanwhile; save this plan under another name.")
