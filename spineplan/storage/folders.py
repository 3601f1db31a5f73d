"""Where this user's own files of spineplan lie."""

import os
import sys
from pathlib import Path

from spineplan import __version__


def state_folder() -> Path:
    """Folder for autosaves and the library index, made if missing, readable by its owner only."""
    folder = _base() / "spineplan"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def autosave_folder() -> Path:
    """Folder of the autosaves, made if missing."""
    folder = state_folder() / "autosave"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def demo_folder(name: str) -> Path:
    """Folder of one kept demo patient of this version; not made here. What it holds can be made again at any time."""
    return _cache() / "spineplan" / "demo" / __version__ / name


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
