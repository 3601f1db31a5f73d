"""Brush events, repaints, commits and what follows from an edit, on 512 x 512 x 600: `python bench/labels.py [--json]`.

A synthetic spine of 24 labelled vertebrae on 0.7 x 0.7 x 1 mm; three image panes of 640 x 480 pixels.
"""

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace as with_fields
from PySide6.QtWidgets import QApplication

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLabels
from spineplan.plan.levels import USUAL_LEVELS
from spineplan.plan.model import Identity, Level, Plan, SeriesRef
from spineplan.render import kernels
from spineplan.render.label_surface import label_surface
from spineplan.session.levels.label_follow_up import work_on
from spineplan.session.levels.label_painting import LabelStroke
from spineplan.session.session import Session
from spineplan.session.view_state import Brush
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.mpr_pane import MprPane
from spineplan.viewer.registry import default_parts

SHAPE = (600, 512, 512)
SPACING = (0.7, 0.7, 1.0)
STEP_MM = 24.0


def vertebra(grid: Grid, centre: np.ndarray) -> Mask:
    """A body, two pedicles, a ring and a spinous process about a centre (LPS mm), 24 mm tall."""
    ijk = np.rint((centre - grid.lps_from_ijk[:3, 3]) / np.array(SPACING)).astype(int)
    half = np.array([round(36 / SPACING[0]), round(60 / SPACING[1]), round(14 / SPACING[2])])
    low, high = np.maximum(ijk - half, 0), np.minimum(ijk + half, np.array(SHAPE[::-1]))
    x, y, z = (np.arange(a, b) * s + o - c for (a, b), s, o, c in zip(
        zip(low, high, strict=True), SPACING, grid.lps_from_ijk[:3, 3], centre, strict=True))  # fmt: skip
    a, b, c = x[None, None, :], y[None, :, None], z[:, None, None]
    inside = ((a / 22.0) ** 2 + (b / 16.0) ** 2 <= 1.0) & (np.abs(c) <= 11.0)
    ring = (a / 17.0) ** 2 + ((b - 27.0) / 15.0) ** 2 <= 1.0
    hole = (a / 10.0) ** 2 + ((b - 26.0) / 9.0) ** 2 <= 1.0
    spinous = (np.abs(a) < 4.0) & (b > 36.0) & (b < 58.0) & (np.abs(c + 4.0) < 6.0)
    inside = inside | (ring & (np.abs(c) <= 9.0)) | spinous
    return Mask(inside & ~hole, (int(low[2]), int(low[1]), int(low[0])), grid).tight()


def opened() -> tuple[SessionBridge, Volume]:
    """A patient whose 24 vertebrae are outlined."""
    affine = np.diag([*SPACING, 1.0])
    affine[:3, 3] = -np.array(SPACING) * (np.array(SHAPE[::-1]) - 1) / 2.0
    grid = Grid(SHAPE, affine)
    array = np.random.default_rng(1).integers(-100, 300, SHAPE).astype(np.int16)
    volume = Volume(array, grid, "CT", "1.2", "9")
    session = Session(Plan(identity=Identity(), reference=SeriesRef(series_uid="1.2", frame_of_reference_uid="9")))
    levels = []
    for n, name in enumerate(USUAL_LEVELS[:24]):
        centre = np.array([0.0, -20.0, (11.5 - n) * STEP_MM])
        mask = session.masks.add(vertebra(grid, centre), "1.2")
        levels.append(Level(name=name, centre_mm=(0.0, -20.0, float(centre[2])), mask=mask))
    session.apply(PutLabels(levels=tuple(levels)))
    bridge = SessionBridge()
    bridge.set_session(session)
    bridge.add_volume(volume)
    bridge.look(series_uid="1.2", crosshair_mm=(0.0, -20.0, -60.0), tool="label_brush", brush=Brush(6.0))
    return bridge, volume


def measured() -> dict[str, float]:
    """Milliseconds (medians and worst), seconds."""
    application = QApplication.instance() or QApplication([])
    kernels.warm_up()
    bridge, volume = opened()
    session = bridge.session
    assert session is not None
    parts = default_parts(bridge)
    panes = [MprPane(bridge, name, parts) for name in ("axial", "sagittal", "coronal")]
    for pane in panes:
        pane.resize(640, 480)
        pane.show()
    application.processEvents()
    name = next(level.name for level in session.plan.levels if abs(level.centre_mm[2] + 60.0) <= STEP_MM / 2)
    bridge.look(labels=replace(session.view.labels, target=name))
    application.processEvents()
    stroke = LabelStroke(session, volume, name, "paint", np.array([0.0, 0.0, 1.0]))
    adds, events = [], []
    for n in range(60):
        start = time.perf_counter()
        stroke.add((n * 0.4, -20.0 + n * 0.3, -60.0 - n * 0.3))
        adds.append(time.perf_counter() - start)
        bridge.drawn_over.emit()
        application.processEvents()
        events.append(time.perf_counter() - start)
    start = time.perf_counter()
    edit = stroke.edit()
    assert edit is not None
    bridge.apply(edit)
    commit = time.perf_counter() - start
    level = session.plan.level(name)
    assert level is not None
    assert level.mask is not None
    start = time.perf_counter()
    work_on(session.plan, level, session.masks)
    follow = time.perf_counter() - start
    start = time.perf_counter()
    label_surface(session.masks.get(with_fields(level).mask))
    surface = time.perf_counter() - start
    for pane in panes:
        pane.close()
    bridge.close()
    return {
        "brush_only_ms": statistics.median(adds) * 1e3,
        "brush_event_ms": statistics.median(events) * 1e3,
        "brush_event_worst_ms": max(events) * 1e3,
        "commit_s": commit,
        "parts_of_one_level_s": follow,
        "surface_of_one_level_s": surface,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    figures = {name: round(value, 3) for name, value in measured().items()}
    if parser.parse_args().json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:26} {value:8.3f}")


if __name__ == "__main__":
    main()
