"""The append-only history: one JSON line per step, each holding the hash of the line before it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import msgspec
from msgspec import Raw, Struct

from spineplan.plan.edits import AnyEdit, Edit

START = "0" * 64
"""What the first line names as its predecessor."""

SAVED = "Save"


class Entry(Protocol):
    """A step as the session's journal has it; edit is None for undo and redo."""

    @property
    def utc(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def edit(self) -> Edit | None: ...


class Line(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line. utc: ISO 8601. edit: as it was stored, null for undo, redo and saves. plan_sha256: digest of the plan
    that a save wrote. previous: sha256 of the line before, without its line feed."""

    n: int
    utc: str
    who: str
    label: str
    edit: Raw = Raw(b"null")
    plan_sha256: str = ""
    previous: str

    def decoded_edit(self) -> AnyEdit | None:
        """The edit as a value. Raises msgspec.ValidationError for one that a past version wrote differently."""
        edit: AnyEdit | None = _EDIT_DECODER.decode(self.edit)
        return edit


@dataclass(frozen=True)
class History:
    """The lines as they lie in the file, without line feeds."""

    lines: tuple[bytes, ...] = ()

    @property
    def head(self) -> str:
        """Hash of the last line."""
        return _hash(self.lines[-1]) if self.lines else START

    def extended(self, entries: Iterable[Entry]) -> "History":
        """With further steps at the end."""
        lines, previous = list(self.lines), self.head
        for n, entry in enumerate(entries, start=len(lines) + 1):
            edit = Raw(msgspec.json.encode(entry.edit))
            line = Line(n=n, utc=entry.utc, who=entry.who, label=entry.label, edit=edit, previous=previous)
            lines.append(msgspec.json.encode(line))
            previous = _hash(lines[-1])
        return History(tuple(lines))

    def saved(self, utc: str, who: str, plan_sha256: str) -> "History":
        """With the note that a plan of this digest was saved."""
        n = len(self.lines) + 1
        line = Line(n=n, utc=utc, who=who, label=SAVED, plan_sha256=plan_sha256, previous=self.head)
        return History((*self.lines, msgspec.json.encode(line)))

    def decoded(self) -> tuple[Line, ...]:
        """The lines as values. Raises msgspec.DecodeError for a line that is none."""
        return tuple(_DECODER.decode(line) for line in self.lines)

    def encoded(self) -> bytes:
        """Bytes of history.jsonl."""
        return b"".join(line + b"\n" for line in self.lines)

    def problem(self, head: str, plan_sha256: str) -> str | None:
        """Why the chain cannot be trusted, as a sentence, or None. head: the last hash that plan.json recorded."""
        previous = START
        last_digest = ""
        for n, raw in enumerate(self.lines, start=1):
            try:
                line = _DECODER.decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return f"Line {n} of the history cannot be read."
            if line.n != n or line.previous != previous:
                return f"The history was changed at line {n}: it does not follow the line before it."
            previous, last_digest = _hash(raw), line.plan_sha256
        if previous != head:
            return f"The history does not end as the plan recorded; its {len(self.lines)} lines were changed or cut."
        if last_digest != plan_sha256:
            return "The history does not end with the save of this plan."
        return None


NO_HISTORY = History()


def decode_history(data: bytes) -> History:
    """The lines of history.jsonl, unchecked; `problem` checks them."""
    lines = data.split(b"\n")
    return History(tuple(lines[:-1] if not lines[-1] else lines))


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


_EDIT_DECODER: msgspec.json.Decoder[AnyEdit | None] = msgspec.json.Decoder(AnyEdit | None)
_DECODER = msgspec.json.Decoder(Line)
