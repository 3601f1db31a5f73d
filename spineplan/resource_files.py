"""Where the files of `resources/` are, in a checkout, in a wheel and in a frozen application."""

import sys
from functools import cache
from pathlib import Path


@cache
def resources_root() -> Path:
    """Folder that holds the resource files."""
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [here / "_resources", here.parent / "resources"]
    if frozen is not None:
        candidates.insert(0, Path(frozen) / "resources")
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError("spineplan's resources folder is missing; install spineplan again")


def resource(name: str) -> Path:
    """Path of one resource file, e.g. `resource("catalogues/needles.json")`."""
    return resources_root() / name
