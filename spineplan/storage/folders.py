"""Where this user's own files of spineplan lie."""

import os
import sys
from pathlib import Path

from spineplan import __version__
from spineplan.errors import SpineplanError


def state_folder() -> Path:
    """Folder for autosaves and the library index, made if missing, readable by its owner only.

    Raises SpineplanError when it cannot be made.
    """
    return _made(_base() / "spineplan")


def autosave_folder() -> Path:
    """Folder of the autosaves, made if missing. Raises SpineplanError when it cannot be made."""
    return _made(state_folder() / "autosave")


def demo_folder(name: str) -> Path:
    """Folder of one kept demo patient of this version; not made here. What it holds can be made again at any time."""
    return _cache() / "spineplan" / "demo" / __version__ / name


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SpineplanError(
            f"Your own folder of spineplan cannot be written ({error.strerror}): nothing is kept there."
        ) from error
    return folder


def _cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _base() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
