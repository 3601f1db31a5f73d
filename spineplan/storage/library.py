"""Studies and plans that this user opened lately: a convenience, so a damaged index is an empty one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from spineplan.errors import SpineplanError
from spineplan.storage.atomic import write_atomically
from spineplan.storage.folders import state_folder

MOST = 30
Kind = Literal["study", "plan"]


class Recent(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing opened. title: what the start page shows (patient and study); it stays on this user's disk."""

    path: str
    kind: Kind
    title: str
    utc: str

    @property
    def exists(self) -> bool:
        """Whether it is still there."""
        return Path(self.path).exists()


class Library:
    """The index, latest first."""

    def __init__(self, index: Path | None = None) -> None:
        self._given = index

    def recent(self) -> tuple[Recent, ...]:
        """What was opened, latest first; empty when the index cannot be read."""
        try:
            return msgspec.json.decode(self._index().read_bytes(), type=tuple[Recent, ...])
        except (OSError, SpineplanError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return ()

    def remember(self, path: Path, kind: Kind, title: str) -> None:
        """Put a path first. Raises SpineplanError when the disk refuses."""
        utc = datetime.now(UTC).isoformat(timespec="seconds")
        entry = Recent(path=str(path.resolve()), kind=kind, title=title, utc=utc)
        self._write((entry, *(other for other in self.recent() if other.path != entry.path)))

    def _write(self, entries: tuple[Recent, ...]) -> None:
        write_atomically(self._index(), msgspec.json.encode(entries[:MOST]))

    def _index(self) -> Path:
        return self._given or state_folder() / "recent.json"
