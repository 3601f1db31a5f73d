"""An open session and its file: save, save as, autosave, close. The caller owns the timer."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from spineplan.errors import PlanLocked, PlanRefused, UsageError
from spineplan.imaging.mask import Mask
from spineplan.session.session import Session
from spineplan.storage.archive import read_bounded
from spineplan.storage.atomic import remove_leftovers
from spineplan.storage.autosave import Autosave
from spineplan.storage.history import NO_HISTORY, History
from spineplan.storage.lock import Lock, acquire
from spineplan.storage.planfile import save_plan
from spineplan.storage.versions import Snapshots, Version, snapshot, versions_of


class Persistence:
    """Ties a session to a path (None: never saved yet). history: the lines of the file it was opened from.

    file_sha256: of the file as it was opened, "" for a plan that has none; a file that somebody changed since is not
    overwritten. unsaved: the session holds more than its file from the start (a recovered autosave). snapshots: former
    versions of the plan, and version_masks what they name.
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
        snapshots: Snapshots | None = None,
        version_masks: Mapping[str, Mask] | None = None,
    ) -> None:
        self.session = session
        self._snapshots: Snapshots = snapshots or {}
        self._version_masks = dict(version_masks or {})
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

    @property
    def snapshots(self) -> Snapshots:
        """Every version that the last save kept, by digest, oldest first."""
        return self._snapshots

    def versions(self) -> tuple[Version, ...]:
        """The saves that can be looked at again, oldest first; none of a history that cannot be read."""
        try:
            return versions_of(self._history, self._snapshots)
        except msgspec.DecodeError:
            return ()

    def masks_of(self, sha256: str) -> dict[str, Mask]:
        """The masks of a version, as far as they were kept."""
        return {
            name: self._version_masks[name] for name in self._snapshots[sha256].masks if name in self._version_masks
        }

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
        masks = self._version_masks | session.masks.used_by(session.committed)
        journal = session.journal[self._journal_saved :]
        self._autosave.write(session.committed, masks, journal, self._history, self.path, self._with_signed())
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
        masks = self._version_masks | session.masks.used_by(session.committed)
        journal = session.journal[self._journal_saved :]
        remove_leftovers(path)
        saved = save_plan(
            path,
            session.committed,
            masks,
            journal,
            thumbnail_png,
            history=self._history,
            who=session.who,
            snapshots=self._with_signed(),
        )
        self._history, self._file_sha256, self._snapshots = saved.history, saved.file_sha256, saved.snapshots
        named = {sha for one in saved.snapshots.values() for sha in one.masks}
        self._version_masks = {sha: mask for sha, mask in masks.items() if sha in named}
        self._journal_saved = len(session.journal)
        self._saved_revision = self._autosaved_revision = session.revision
        self._autosave.clear()

    def _with_signed(self) -> Snapshots:
        """The versions, and what was signed since the last save and changed again: a void signature must be able to
        say what changed."""
        session = self.session
        missing = {one.plan_digest for one in session.committed.signatures}
        missing -= {one.content for one in self._snapshots.values()}
        found = dict(self._snapshots)
        for plan in session.reachable() if missing else ():
            if plan.signatures and (one := snapshot(plan)).content in missing:
                missing.discard(one.content)
                found[one.sha256] = one
        return found

    def _check_unchanged(self, path: Path) -> None:
        if not path.exists():
            return
        try:
            now = hashlib.sha256(read_bounded(path)).hexdigest()
        except PlanRefused:
            now = ""
        if now != self._file_sha256:
            raise PlanLocked("The plan file was changed by somebody else meanwhile; save this plan under another name.")
