"""The demo patient of this user: made once, kept in the cache."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from spineplan.session.jobs import Progress

_CASE = "figure3_ct"


def _folder() -> Path:
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return Path(cache) / "spineplan" / "demo" / _CASE


def demo_images() -> Path | None:
    """The folder of its CT, if it has been made completely."""
    folder = _folder()
    return folder / "ct" if (folder / "truth.json").is_file() else None


def make_demo(progress: Progress) -> Path:
    """Write it; the folder of its CT."""
    from spineplan.phantom import write_demo

    write_demo(_folder(), progress=progress.step)
    return _folder() / "ct"
