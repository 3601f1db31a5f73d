"""Replacing a file so that at any moment either the old or the new content is there, whole."""

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from spineplan.errors import SpineplanError


def write_atomically(path: Path, data: bytes, backups: int = 0) -> None:
    """Replace `path` by `data`: temporary file beside it, fsync, rename, fsync of the folder, read back and compare.

    backups: how many previous versions to keep as `<name>.bak1` (the latest) ... `.bakN`.
    Raises SpineplanError when it cannot be done; then the previous file is still in place.
    """
    target = path.resolve()
    temporary = _beside(target)
    try:
        try:
            _write_durably(temporary, data)
            if target.exists():
                shutil.copymode(target, temporary)
                _keep_previous(target, backups)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(target.parent)
        same = target.read_bytes() == data
    except OSError as error:
        raise SpineplanError(
            f"The file could not be saved ({error.strerror or 'the disk refused'}); what was saved before is intact. "
            "Free some space or choose another folder."
        ) from error
    if not same:
        raise SpineplanError("The saved file reads back differently; save again, in another folder if this persists.")


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut, where the system can (not Windows, not every network share)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # the file itself is whole already
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_leftovers(path: Path) -> None:
    """Delete the temporary files that a killed process left beside `path`; call it only while holding its lock."""
    for leftover in path.parent.glob(f".{_escaped(path.name)}.????????.tmp"):
        leftover.unlink(missing_ok=True)


def backup_path(path: Path, number: int) -> Path:
    """Where the `number`-th previous save of a file is kept; 1 is the latest."""
    return path.with_name(f"{path.name}.bak{number}")


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _compare(path, data)


def _compare(path: Path, data: bytes) -> None:
    if path.read_bytes() != data:
        raise OSError(0, "what was read back differs from what was written")


def _keep_previous(target: Path, backups: int) -> None:
    if backups < 1:
        return
    numbers = range(1, backups + 1)
    free = next((n for n in numbers if not backup_path(target, n).exists()), backups)  # a crash may have left a gap
    for number in range(free - 1, 0, -1):
        backup_path(target, number).replace(backup_path(target, number + 1))
    kept = _beside(target)
    try:
        try:
            os.link(target, kept)
        except OSError:  # a file system without hard links
            _write_durably(kept, target.read_bytes())
        kept.replace(backup_path(target, 1))
    finally:
        kept.unlink(missing_ok=True)
