"""Icons as files in a theme's colour, for style sheets, which can only name files."""

import atexit
import tempfile
from functools import cache
from pathlib import Path

from spineplan.resource_files import resource


@cache
def _folder() -> Path:
    holder = tempfile.TemporaryDirectory(prefix="spineplan-icons-")
    atexit.register(holder.cleanup)
    return Path(holder.name)


@cache
def icon_file(name: str, hex_: str) -> str:
    """Path (with forward slashes) of an icon drawn in one colour."""
    path = _folder() / f"{name}-{hex_.lstrip('#')}.svg"
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    path.write_text(svg.replace("currentColor", hex_), encoding="utf-8")
    return path.as_posix()
