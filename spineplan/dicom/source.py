"""Where a file's bytes are: on disk, or inside a zip. Reading never asks for more than the file holds."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from os import scandir
from pathlib import Path
from typing import IO

from spineplan.errors import ImageRefused

Progress = Callable[[int, int | None, str], None]
"""progress(done, total or None, what): called now and then; raising Cancelled in it stops the work."""

UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError)
"""What a broken disk, zip or member can raise while it is read (RuntimeError: a zip with a password)."""

_LOCAL_HEADER_BYTES = 30
_MOST_ZIPS = 50
"""Zips in one folder that are looked into; each stays open while its images are read."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip that several threads read."""

    path: str
    zip: zipfile.ZipFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByteSource:
    """path: the file on disk. start, size: where in it the bytes are (start is not 0 for members stored in a zip as
    they are). archive, member: for members that must be inflated. name: relative to what the user opened."""

    path: str
    name: str
    size: int | None = None
    start: int = 0
    archive: Archive | None = None
    member: str = ""

    @property
    def on_disk(self) -> bool:
        """Whether the source is a whole file of its own."""
        return self.size is None

    @contextmanager
    def open(self) -> "Iterator[Reader]":
        """A reader at the source's bytes. Raises what UNREADABLE lists."""
        if self.archive is not None:
            with self.archive.zip.open(self.member) as file:
                yield Reader(file, 0, self.size or 0)
            return
        with open(self.path, "rb", buffering=0) as file:  # noqa: PTH123 - Path.open costs as much as the read
            yield Reader(file, self.start, file.seek(0, 2) if self.size is None else self.size)


@dataclass(frozen=True, slots=True)
class Reader:
    """Random access to one source; positions count from the source's first byte."""

    file: IO[bytes]
    start: int
    size: int

    def read(self, position: int, count: int) -> bytes:
        """`count` bytes, or as many as there are."""
        self.file.seek(self.start + position)
        count = max(0, min(count, self.size - position))
        parts = []
        while count > 0:
            part = self.file.read(count)
            if not part:
                break
            parts.append(part)
            count -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def read_into(self, position: int, view: memoryview) -> None:
        """Fill a view of bytes. Raises EOFError when the file ends first."""
        self.file.seek(self.start + position)
        filled = 0
        while filled < len(view):
            count = self.file.readinto(view[filled:])  # type: ignore[attr-defined]
            if not count:
                raise EOFError
            filled += count


def sources(path: Path, progress: Progress | None = None) -> list[ByteSource]:
    """Every file under a folder and in the zips there, every member of a zip, or the one file, in a stable order.

    Links to folders are not followed. Raises ImageRefused for what cannot be opened, and whatever `progress` raises.
    """
    try:
        if path.is_dir():
            return _folder(path, progress)
        if not path.exists():
            raise ImageRefused(f'"{path.name}" does not exist.')
        if not path.is_file():
            raise ImageRefused(f'"{path.name}" is neither a file nor a folder.')
        with path.open("rb") as file:
            zipped = file.read(2) == b"PK"
        if zipped and zipfile.is_zipfile(path):
            return _members(path)
    except zipfile.BadZipFile:
        raise ImageRefused(f'The zip "{path.name}" is damaged.') from None
    except OSError as error:
        raise ImageRefused(f'"{path.name}" cannot be opened: {error.strerror}.') from None
    return [ByteSource(str(path), path.name)]


def _folder(root: Path, progress: Progress | None) -> list[ByteSource]:
    found: list[ByteSource] = []
    waiting = [("", str(root))]
    while waiting:
        prefix, folder = waiting.pop()
        if progress is not None:
            progress(len(found), None, "Looking for images")
        try:
            with scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            if not prefix:
                raise
            continue
        folders = []
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                folders.append((f"{prefix}{entry.name}/", entry.path))
            elif entry.is_file():
                found.append(ByteSource(entry.path, prefix + entry.name))
        waiting.extend(reversed(folders))
    zips = [source for source in found if source.name.lower().endswith(".zip")][:_MOST_ZIPS]
    return [member for source in found for member in (_within(source) if source in zips else [source])]


def _within(source: ByteSource) -> list[ByteSource]:
    """The members of a zip that lies in a folder; the zip itself when it is damaged."""
    path = Path(source.path)
    try:
        return [replace(member, name=f"{source.name}/{member.name}") for member in _members(path)]
    except UNREADABLE:
        return [source]


def _members(path: Path) -> list[ByteSource]:
    archive = Archive(str(path), zipfile.ZipFile(path))
    found = []
    for info in archive.zip.infolist():
        mode = info.external_attr >> 16
        if info.is_dir() or (mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG)):
            continue
        found.append(_member(archive, info))
    return sorted(found, key=lambda source: source.name)


def _member(archive: Archive, info: zipfile.ZipInfo) -> ByteSource:
    plain = info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1
    if plain and archive.zip.fp is not None:
        archive.zip.fp.seek(info.header_offset)
        header = archive.zip.fp.read(_LOCAL_HEADER_BYTES)
        if len(header) == _LOCAL_HEADER_BYTES:
            names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            start = info.header_offset + _LOCAL_HEADER_BYTES + names
            return ByteSource(archive.path, info.filename, info.file_size, start)
    return ByteSource(archive.path, info.filename, info.file_size, 0, archive, info.filename)
