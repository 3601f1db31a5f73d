"""Worker of bench/mpr.py: our panes. Arguments: volume.npy, spacing as JSON, WIDTHxHEIGHT, frames."""

import json
import sys
import time
from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from spineplan.geometry.affine import rotation_about
from spineplan.geometry.vectors import point
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Identity, Plan, SeriesRef
from spineplan.render import kernels
from spineplan.session.session import Session
from spineplan.session.view_state import PLANES
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.mpr_pane import MprPane
from spineplan.viewer.registry import default_parts

app = QApplication([])
path, spacing, size, frames = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3], int(sys.argv[4])
width, height = (int(n) for n in size.split("x"))
array = np.load(path)
kernels.warm_up()
volume = Volume(array, Grid(array.shape, np.diag([*spacing, 1.0])), "CT", "1", "2", "bench")
bridge = SessionBridge()
reference = SeriesRef(series_uid="1", frame_of_reference_uid="2")
bridge.set_session(Session(Plan(identity=Identity(), reference=reference)))
centre = volume.grid.centre_mm
extent = np.ptp(volume.grid.corners_mm, axis=0)
bridge.look(series_uid="1", crosshair_mm=point(centre))
bridge.add_volume(volume)
parts = default_parts(bridge)
along = np.array([0.0, 0.0, 1.0])


def shown(names: tuple[str, ...]) -> QWidget:
    """A window with panes of the size side by side."""
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    for name in names:
        pane = MprPane(bridge, name, parts)  # type: ignore[arg-type]
        pane.setFixedSize(width, height)
        row.addWidget(pane)
    window.show()
    app.processEvents()
    return window


def timed(step: Callable[[int], None]) -> list[float]:
    """Milliseconds of each frame: the change, and everything until it is painted."""
    times = []
    for n in range(-3, frames):
        began = time.perf_counter()
        step(n)
        app.processEvents()
        if n >= 0:
            times.append((time.perf_counter() - began) * 1000.0)
    return times


def scroll(n: int) -> None:
    bridge.look(crosshair_mm=point(centre + along * spacing[2] * (n - frames / 2)))


def turn(n: int) -> None:
    bridge.look(frame=tuple(point(row) for row in rotation_about((1.0, 0.4, 0.2), 10.0 + n).T))


def drag(n: int) -> None:
    bridge.look(crosshair_mm=point(centre + extent * 0.3 * np.sin(np.array([0.05, 0.07, 0.09]) * n)))


results = {}
window = shown(("axial",))
results["scroll"] = timed(scroll)
results["oblique"] = timed(turn)
bridge.look(frame=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), slab_mode="mip", slab_mm=10.0)
results["mip10"] = timed(scroll)
pane = window.findChild(MprPane)
assert pane is not None
full = []
for n in range(5):
    scroll(n)
    app.processEvents()
    began = time.perf_counter()
    while not pane.picture.complete:
        pane.picture.refine_now()
    app.processEvents()
    full.append((time.perf_counter() - began) * 1000.0)
results["mip10_full"] = full
window.close()
bridge.look(slab_mode="off")
window = shown(PLANES)
results["drag"] = timed(drag)
print(json.dumps(results))
bridge.close()
