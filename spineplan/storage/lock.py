"""Who has a plan open: a small file beside it, so that a second opener gets it read-only.

A lock whose process no longer lives on this computer is stale and is taken over. A lock of another computer cannot be
judged from here; it stays valid until that computer, or a person, removes it.
"""

import os
import platform
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psutil
from msgspec import Struct

from spineplan.errors import PlanLocked

SAME_START_S = 5.0
"""A clock correction may move a process's start time by this much."""

HALF_WRITTEN_S = 10.0
"""A lock file that cannot be read is taken for half-written until it is this old."""


class Holder(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who holds a lock. pid_started: seconds since 1970, tells a process from a later one with the same number."""

    host: str
    pid: int
    pid_started: float
    who: str
    utc: str
    token: str

    def lives(self) -> bool:
        """Whether the holder may still be there; only a process of this computer can be seen to be gone."""
        if self.host != platform.node():
            return True
        try:
            process = psutil.Process(self.pid)
            return (
                abs(process.create_time() - self.pid_started) < SAME_START_S
                and process.status() != psutil.STATUS_ZOMBIE
            )
        except (psutil.NoSuchProcess, ValueError, OverflowError):
            return False
        except psutil.AccessDenied:
            return True

    def sentence(self) -> str:
        """For the user of the second opener."""
        who = f" by {self.who}" if self.who else ""
        return f"The plan is open{who} on {self.host} since {self.utc[:16].replace('T', ' ')} UTC; it can be read only."


class Lock:
    """A lock that this process holds until `release`."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self._path = path
        self._holder = holder

    def held(self) -> bool:
        """Whether the lock file is still ours."""
        return read_holder(self._path) == self._holder

    def release(self) -> None:
        """Remove the lock file, if it is still ours."""
        if self.held():
            self._path.unlink(missing_ok=True)


def lock_path(path: Path) -> Path:
    """Where the lock of a file lies."""
    target = path.resolve()
    return target.with_name(f".{target.name}.lock")


def acquire(path: Path, who: str = "", *, by_force: bool = False) -> Lock:
    """Lock a file for this process. by_force: take the lock from its holder (a person decided so).

    Raises PlanLocked with the holder's name when somebody else has it, or when no lock can be made there.
    """
    place = lock_path(path)
    me = _me(who)
    for _ in range(20):
        if _create(place, me):
            return Lock(place, me)
        holder = read_holder(place)
        if holder is None and not _is_old(place):
            time.sleep(0.05)
        elif holder is None or by_force or not holder.lives():
            _remove_stale(place, holder)
        else:
            raise PlanLocked(holder.sentence())
    raise PlanLocked("Somebody else is opening the plan at this moment; it can be read only.")


def read_holder(place: Path) -> Holder | None:
    """What a lock file says, or None when there is none or it cannot be read."""
    try:
        return msgspec.json.decode(place.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _me(who: str) -> Holder:
    return Holder(
        host=platform.node(),
        pid=os.getpid(),
        pid_started=psutil.Process().create_time(),
        who=who,
        utc=datetime.now(UTC).isoformat(timespec="seconds"),
        token=secrets.token_hex(8),
    )


def _create(place: Path, me: Holder) -> bool:
    """Whether the lock file could be made: only one of all who try can."""
    try:
        descriptor = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(msgspec.json.encode(me))
        except OSError:
            place.unlink(missing_ok=True)
            raise
    except FileExistsError:
        return False
    except OSError as error:
        raise PlanLocked(
            f"The folder of the plan cannot be written ({error.strerror}); it can be read only."
        ) from error
    return True


def _is_old(place: Path) -> bool:
    try:
        return time.time() - place.stat().st_mtime > HALF_WRITTEN_S
    except OSError:
        return False


def _remove_stale(place: Path, stale: Holder | None) -> None:
    """Move the lock aside first: of two that try, one moves it, and one that moved a fresh lock puts it back."""
    aside = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    try:
        place.rename(aside)
    except OSError:
        return
    if read_holder(aside) != stale and not place.exists():
        aside.rename(place)
    else:
        aside.unlink(missing_ok=True)
