"""The demo patient of this user: made once, kept in the cache, with a finished example plan and an empty one."""

from pathlib import Path

from spineplan.session.jobs import Progress
from spineplan.storage.folders import demo_folder

CASE = "figure3"


def make_demo(progress: Progress) -> Path:
    """Make the patient unless it is there; the path of its finished plan."""
    from spineplan.phantom import write_demo
    from spineplan.session.demo_plans import offer_demo_plans

    folder = demo_folder(f"{CASE}_ct")
    if not (folder / "truth.json").is_file():
        write_demo(folder, case=CASE, progress=progress.step)
    return offer_demo_plans(folder)
