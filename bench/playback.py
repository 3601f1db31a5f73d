"""Playing a simulated filling in the real window: pictures per second in the slices and in 3-D, CPU per step by part.

    bench/playback.py [--json] [--plan FILE.spineplan --level L3] [--size 1600x1000] [--runs 3]

Without a plan the synthetic patient is written, its outlines are taken in, two needles are placed and 6 mL are chosen.
A step is one position of the slider. A picture counts when the widget has painted it. Needs a display (xvfb-run).
Goal: 15 pictures per second in the slices and in 3-D, 30 ms of CPU per step on two cores without a graphics processor.
"""

import argparse
import inspect
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from spineplan.app import Built
from spineplan.geometry.vectors import point
from spineplan.plan.edits import PutNeedle, SetCement
from spineplan.plan.model import Needle
from spineplan.session.levels.label_source import offer_file
from spineplan.session.levels.label_taking import take_labels
from spineplan.viewer.theme import theme

LEVEL, VOLUME_ML = "L3", 6.0
PATIENCE_S = 240.0


def wait(milliseconds: int) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Until it is so."""
    ends = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > ends:
            raise SystemExit(f"Waited in vain for {what}.")
        wait(50)


class Watch:
    """CPU (all threads, so that drawing threads count) spent inside methods, and how often they ran."""

    def __init__(self) -> None:
        self.cpu_s: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self.on = False

    def over(self, owner: Any, method: str, name: str) -> None:
        """Watch a method of a class."""
        original = getattr(owner, method)

        takes = len(inspect.signature(original).parameters)

        def watched(*arguments: Any) -> Any:
            began = time.process_time()
            try:
                return original(*arguments[:takes])  # signals offer more than a slot takes
            finally:
                if self.on:
                    self.cpu_s[name] += time.process_time() - began
                    self.calls[name] += 1

        setattr(owner, method, watched)


def watch() -> Watch:
    """Every part of a step; set up before the window is built."""
    from spineplan.render.scene import Scene
    from spineplan.ui.panels.plan.filling_section import FillingSection
    from spineplan.viewer.mpr_pane import MprPane
    from spineplan.viewer.overlays.cement_overlay import CementOverlay
    from spineplan.viewer.scene.pane import ScenePane

    seen = Watch()
    seen.over(FillingSection, "_slid", "panel and signals")
    seen.over(MprPane, "paintEvent", "slices, all panes")
    seen.over(CementOverlay, "paint", "slices, of that the cement")
    seen.over(ScenePane, "_draw", "3-D")
    seen.over(Scene, "set_shapes", "3-D, of that the forms")
    seen.over(Scene, "render", "3-D, of that drawing")
    seen.over(ScenePane, "paintEvent", "3-D, painting the picture")
    return seen


def open_demo(built: Built, folder: Path) -> None:
    """The synthetic patient with outlines, two needles and a volume."""
    from spineplan.dicom.index import scan

    done = [sys.executable, "-m", "spineplan", "demo", "--out", str(folder), "--levels", "L2-L4"]
    subprocess.run(done, check=True, stdout=subprocess.DEVNULL)
    built.opening.open_series(scan(folder / "ct").series[0])
    wait_for(lambda: built.bridge.session and built.bridge.session.volume, "the images")
    session = built.bridge.session
    assert session is not None
    assert session.volume is not None
    uid = session.volume.series_uid
    wait_for(lambda: uid not in session.arrived, "all slices")
    offer = offer_file(folder / "labels.nii.gz", session.plan, session.volumes)
    assert not isinstance(offer.found, str)
    built.bridge.apply(take_labels(session.plan, offer.found, session.masks))
    truth = json.loads((folder / "truth.json").read_text())["levels"][LEVEL]
    frame = np.array(truth["lps_from_vertebra"])
    depth, aside = -4.0, 6.0
    for name, side in (("n1", "left"), ("n2", "right")):
        pedicle = truth["pedicles"][side]
        through = np.array(pedicle["isthmus_mm"])
        tip = frame[:3, 3] + frame[:3, :3] @ np.array([aside if side == "left" else -aside, depth, 0.0])
        needle = Needle(
            id=name, level=LEVEL, approach="transpedicular", side=side, entry_mm=point(tip + 1.6 * (through - tip)),
            target_mm=point(tip), model="11G 125", gauge="11G", outer_diameter_mm=3.05, length_mm=125.0,
        )  # fmt: skip
        built.bridge.apply(PutNeedle(needle))
    built.bridge.apply(SetCement(LEVEL, VOLUME_ML))


def open_plan(built: Built, plan: Path, level: str) -> None:
    """A plan with an outlined level; a volume is chosen where none is."""
    built.opening.open_path(plan)
    wait_for(lambda: built.bridge.session and built.bridge.session.volume, "the images")
    session = built.bridge.session
    assert session is not None
    assert session.volume is not None
    uid = session.volume.series_uid
    wait_for(lambda: uid not in session.arrived, "all slices")
    if not any(target.level == level for target in session.plan.cement):
        built.bridge.apply(SetCement(level, VOLUME_ML))


def show_level(built: Built, level: str) -> Any:
    """The Plan stage with the level chosen and everything drawn; its filling section."""
    session = built.bridge.session
    assert session is not None
    built.workstation.go("plan")
    wait(300)
    marked = session.plan.level(level)
    assert marked is not None
    needle = next(one for one in session.plan.needles if one.level == level)
    built.bridge.look(layout="four_up", crosshair_mm=marked.centre_mm, selected=("needle", needle.id))
    section = built.deck.panel("plan").treatment.filling
    wait_for(lambda: section.curve is not None, "the filling")
    scene = built.window.findChild(QWidget, "pane_scene")
    assert scene is not None
    wait_for(lambda: scene.drawn, "the 3-D picture")
    wait(1500)
    return section


def played(section: Any, seen: Watch) -> dict[str, Any]:
    """One whole run of the slider."""
    steps = [0]
    section.slider.valueChanged.connect(lambda _value: steps.__setitem__(0, steps[0] + 1))
    seen.cpu_s.clear(), seen.calls.clear()
    seen.on = True
    cpu, began = time.process_time(), time.perf_counter()
    section.play.click()
    while section._timer.isActive():
        wait(5)
    seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu
    seen.on = False
    return {
        "seconds": round(seconds, 2), "steps": steps[0], "steps_per_s": round(steps[0] / seconds, 1),
        "slices_per_s": round(seen.calls["slices, of that the cement"] / 3.0 / seconds, 1),
        "scene_per_s": round(seen.calls["3-D, painting the picture"] / seconds, 1),
        "cpu_ms_per_step": round(1000.0 * cpu_s / max(steps[0], 1), 1),
        "cpu_ms_per_step_by_part": {name: round(1000.0 * used / max(steps[0], 1), 1) for name, used in
                                    sorted(seen.cpu_s.items())},
    }  # fmt: skip


def main() -> int:
    """Print what was seen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--level", default=LEVEL)
    parser.add_argument("--size", default="1600x1000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--picture", type=Path, help="the window at the end, as PNG")
    arguments = parser.parse_args()
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):  # nobody's settings, and none left behind in them
        os.environ[name] = tempfile.mkdtemp(prefix="spineplan-bench-")
    application = QApplication([])
    application.setStyle("fusion")
    seen = watch()
    built = Built(application)
    theme().use("dark")
    width, height = (int(n) for n in arguments.size.split("x"))
    built.window.resize(width, height)
    built.window.show()
    wait(1500)
    with tempfile.TemporaryDirectory() as folder:
        if arguments.plan is not None:
            open_plan(built, arguments.plan, arguments.level)
        else:
            open_demo(built, Path(folder))
        section = show_level(built, arguments.level)
        runs = []
        for _ in range(arguments.runs):
            runs.append(played(section, seen))
            wait(1500)
        if arguments.picture is not None:
            built.window.grab().save(str(arguments.picture))
        built.end()
    best = sorted(runs, key=lambda run: run["cpu_ms_per_step"])[len(runs) // 2]
    result = {"size": arguments.size, "runs": len(runs), "median_run": best, "all": runs}
    if arguments.json:
        print(json.dumps(result))
    else:
        print(json.dumps(best, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
