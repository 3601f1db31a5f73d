"""The zip around a plan: written plainly, read only after its bounds were checked."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from spineplan.errors import PlanRefused

MIB = 1 << 20
LARGEST_FILE = 1024 * MIB
MOST_ENTRIES = 2000
HIGHEST_RATIO = 250
"""Above this, deflated JSON is a bomb: the text of a real plan shrinks 10 to 30 times."""

_LIMITS = (
    (re.compile(r"plan\.json"), 32 * MIB),
    (re.compile(r"history\.jsonl"), 128 * MIB),
    (re.compile(r"thumbnail\.png"), 4 * MIB),
    (re.compile(r"masks/[0-9a-f]{64}\.nii\.gz"), 256 * MIB),
    (re.compile(r"versions/[0-9a-f]{64}\.json"), 32 * MIB),
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    ArithmeticError,
    LookupError,
    NotImplementedError,
    RuntimeError,
)
"""Everything that zipfile raises on damaged input."""

DAMAGED = "The plan file is damaged; open the autosave or a backup (.bak1) instead."
FOREIGN = "This is not a spineplan plan file."


CHANGED = "The plan file was changed or damaged outside spineplan; open the autosave or a backup (.bak1) instead."
_SEAL = b"sha256:"
_SEAL_BYTES = len(_SEAL) + 64


def pack(entries: Mapping[str, bytes]) -> bytes:
    """The zip's bytes; the same entries give the same bytes. JSON is deflated, what is compressed already is not.
    The zip's comment is its seal: the hash of every byte before it, since a zip's own checks leave gaps.

    Raises PlanRefused for what `unpack` would refuse: a file that cannot be opened again is not written.
    """
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED if ".json" in name else zipfile.ZIP_STORED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
        try:
            _check(archive.infolist())
        except PlanRefused as error:
            raise PlanRefused("The plan holds more than a plan file can; it was not saved.") from error
        archive.comment = bytes(_SEAL_BYTES)
    unsealed = out.getvalue()[:-_SEAL_BYTES]
    return unsealed + _SEAL + hashlib.sha256(unsealed).hexdigest().encode()


def is_sealed(data: bytes) -> bool:
    """Whether a file carries a seal. Raises PlanRefused when it does and any byte differs from what was sealed."""
    seal = data[-_SEAL_BYTES:]
    end = data.rfind(b"PK\x05\x06")
    if data[end + 20 : end + 22] == b"\0\0":
        return False
    if not seal.startswith(_SEAL) or hashlib.sha256(data[:-_SEAL_BYTES]).hexdigest().encode() != seal[len(_SEAL) :]:
        raise PlanRefused(CHANGED)
    return True


def read_bounded(path: Path) -> bytes:
    """The whole file. Raises PlanRefused when it cannot be read or is larger than any plan."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise PlanRefused(f"The plan file cannot be read: {error.strerror or 'the disk refused'}.") from error
    if len(data) > LARGEST_FILE:
        raise PlanRefused("The file is larger than any plan file can be.")
    return data


def unpack(data: bytes) -> dict[str, bytes]:
    """Entries by name. Raises PlanRefused for anything but the names, sizes and methods a plan file has."""
    if not data.startswith(b"PK\x03\x04"):
        raise PlanRefused(DAMAGED if data[:2] == b"PK" else FOREIGN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _check(infos)
            return {info.filename: _read(archive, info) for info in infos}
    except _BROKEN as error:
        raise PlanRefused(DAMAGED) from error


def _check(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > LARGEST_FILE:
        raise PlanRefused("The plan file holds more than any plan can; it was refused.")
    if len(set(names)) != len(names):
        raise PlanRefused("The plan file holds two entries of one name; it was refused.")
    for info in infos:
        limit = next((limit for name, limit in _LIMITS if name.fullmatch(info.filename)), None)
        if limit is None:
            raise PlanRefused("The plan file holds an entry that does not belong in a plan; it was refused.")
        if info.file_size > limit or info.file_size > MIB + HIGHEST_RATIO * info.compress_size:
            raise PlanRefused("The plan file unpacks to an implausible size; it was refused.")
        if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PlanRefused("The plan file is packed in a way spineplan never uses; it was refused.")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as entry:
        data = entry.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise PlanRefused(DAMAGED)
    return data
