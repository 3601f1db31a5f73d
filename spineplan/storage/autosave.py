"""Autosaves: plan files in the user's own folder, locked by the living session they belong to.

An autosave without a living holder was left by a crash; that is what recovery offers.
"""

import contextlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from spineplan.errors import PlanRefused
from spineplan.imaging.mask import Mask
from spineplan.plan.model import Plan
from spineplan.storage.atomic import remove_leftovers
from spineplan.storage.folders import autosave_folder
from spineplan.storage.history import Entry, History
from spineplan.storage.lock import Lock, acquire, lock_path, read_holder
from spineplan.storage.planfile import LoadedPlan, load_plan, save_plan
from spineplan.storage.versions import Snapshots


@dataclass(frozen=True)
class Recovery:
    """An autosave left by a crash. plan_path: the plan it belongs to, None when that was never saved."""

    path: Path
    plan_path: Path | None
    loaded: LoadedPlan

    @property
    def saved_utc(self) -> str:
        """When the autosave was written, ISO 8601."""
        return self.loaded.saved_utc

    def discard(self) -> None:
        """Delete the autosave: its content was saved elsewhere, or nobody wants it."""
        self.path.unlink(missing_ok=True)
        lock_path(self.path).unlink(missing_ok=True)
        remove_leftovers(self.path)


class Autosave:
    """One session's autosave file. It exists only between a change and the next save."""

    def __init__(self, who: str = "", folder: Path | None = None) -> None:
        self._folder = folder
        self._who = who
        self._lock: Lock | None = None
        self.path: Path | None = None
        """Where it lies, once it was written."""

    def write(
        self,
        plan: Plan,
        masks: Mapping[str, Mask],
        journal: Iterable[Entry],
        history: History,
        plan_path: Path | None,
        snapshots: Snapshots | None = None,
    ) -> None:
        """Write the plan as it is now, with its file's versions. Raises SpineplanError when the disk refuses."""
        if self.path is None:
            self.path = (self._folder or autosave_folder()) / f"{secrets.token_hex(8)}.spineplan"
        if self._lock is None:
            self._lock = acquire(self.path, self._who)
        autosave_of = str(plan_path.resolve()) if plan_path is not None else ""
        save_plan(
            self.path,
            plan,
            masks,
            journal,
            history=history,
            who=self._who,
            autosave_of=autosave_of,
            backups=0,
            snapshots=snapshots,
        )

    def clear(self) -> None:
        """Delete it: everything is saved, or was thrown away on purpose."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def find_recovery(folder: Path | None = None) -> list[Recovery]:
    """Autosaves that no living session holds, latest first; unreadable ones are left where they are.

    One whose plan file holds the same already (the crash came between the save and its clearing up) is deleted.
    Raises SpineplanError when there is no folder to look in.
    """
    found = []
    for path in (folder or autosave_folder()).glob("*.spineplan"):
        holder = read_holder(lock_path(path))
        if holder is not None and holder.lives():
            continue
        with contextlib.suppress(PlanRefused):
            loaded = load_plan(path)
            recovery = Recovery(path, Path(loaded.autosave_of) if loaded.autosave_of else None, loaded)
            if _was_saved(recovery):
                recovery.discard()
            else:
                found.append(recovery)
    return sorted(found, key=lambda recovery: recovery.saved_utc, reverse=True)


def _was_saved(recovery: Recovery) -> bool:
    if recovery.plan_path is None:
        return False
    try:
        return load_plan(recovery.plan_path).plan_sha256 == recovery.loaded.plan_sha256
    except PlanRefused:
        return False
