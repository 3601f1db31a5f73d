"""Lesions: `python bench/lesions.py [brush|matrix|collapse] [--json]`.

brush: events of the lesion brush on 512 x 512 x 600 with three panes and the panel. matrix: lytic, blastic or mixed on
synthetic lesions of many seeds. collapse: against the bodies of the synthetic patients, on their own outlines.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_collapse import BodyHeights, body_heights, collapse
from spineplan.measure.morphology_frame import VertebraMasks, vertebra_frame
from spineplan.measure.morphology_matrix import matrix_numbers, normal_bone
from spineplan.phantom.body_height import body_heights as drawn_heights
from spineplan.phantom.demo import ct_raster, render_ct
from spineplan.phantom.painter import Raster
from spineplan.phantom.raster import Rendered
from spineplan.phantom.recipes import LesionRecipe, Part, read_recipe
from spineplan.phantom.scene import Scene, build_scene
from spineplan.phantom.structures import VERSE, Structure
from spineplan.plan.model import Identity, Level, Plan, SeriesRef
from spineplan.render import kernels
from spineplan.session.session import Session
from spineplan.session.view_state import Brush
from spineplan.ui.measured import Measured
from spineplan.ui.panels.lesions.lesions_panel import LesionsPanel
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.mpr_pane import MprPane
from spineplan.viewer.pane_parts import PaneEvent
from spineplan.viewer.registry import default_parts
from spineplan.viewer.tools.lesion_brush import LesionBrush

SHAPE = (600, 512, 512)
SPACING = (0.7, 0.7, 1.0)
RADII_MM = (6.0, 15.0, 25.0, 40.0)
EVENTS = 40
LEVELS = ("T8", "T10", "T12", "L1", "L2", "L3", "L4")
KINDS = ("lytic", "blastic", "mixed")
CANAL = (Structure.CORD, Structure.EPIDURAL_SPACE, Structure.THECAL_SAC, Structure.ROOT)
CASES = ("figure3", "epidural-t8", "figure1", "vertebra-plana", "figure2")
COLLAPSE_POINTS = 3.0


def brush() -> dict[str, Any]:
    """Milliseconds per event, wall and of the processor, by radius of a ball."""
    application = QApplication.instance() or QApplication([])
    kernels.warm_up()
    bridge = _opened()
    panes = [MprPane(bridge, name, default_parts(bridge)) for name in ("axial", "sagittal", "coronal")]
    panel = LesionsPanel(bridge, Measured(bridge))
    for widget in (*panes, panel):
        widget.resize(640, 480)
        widget.show()
    application.processEvents()
    found = {f"{radius:g}_mm": _stroke(bridge, panes[0], radius) for radius in RADII_MM}
    for widget in (*panes, panel):
        widget.close()
    bridge.close()
    return found


def _opened() -> SessionBridge:
    affine = np.diag([*SPACING, 1.0])
    affine[:3, 3] = -np.array(SPACING) * (np.array(SHAPE[::-1]) - 1) / 2.0
    array = np.random.default_rng(1).integers(-100, 300, SHAPE).astype(np.int16)
    volume = Volume(array, Grid(SHAPE, affine), "CT", "1.2", "9")
    reference = SeriesRef(series_uid="1.2", frame_of_reference_uid="9")
    level = Level(name="L3", centre_mm=(0.0, 0.0, 0.0))
    bridge = SessionBridge()
    bridge.set_session(Session(Plan(identity=Identity(), reference=reference, levels=(level,))))
    bridge.add_volume(volume)
    return bridge


def _stroke(bridge: SessionBridge, pane: MprPane, radius_mm: float) -> dict[str, float]:
    """A stroke of events 2 mm apart with a ball of a radius, given up at the end."""
    bridge.look(
        series_uid="1.2", crosshair_mm=(0.0, 0.0, 0.0), tool="brush", brush=Brush(radius_mm, True), selected=None
    )
    QApplication.processEvents()
    plane, walls, shares = pane.plane, [], []
    assert plane is not None
    tool, drag = LesionBrush(bridge), None
    for n in range(EVENTS):
        here = np.array([-30.0 + 1.5 * n, 1.3 * n - 25.0, 0.0])
        x, y, _ = plane.px_from_mm(here)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = PaneEvent("axial", plane, (float(x), float(y)), here, left, none, "1.2")
        wall, share = time.perf_counter(), time.process_time()
        if drag is None:
            drag = tool.press(event)
            assert drag is not None
            next(drag)
        else:
            drag.send(event)
        QApplication.processEvents()
        walls.append(time.perf_counter() - wall)
        shares.append(time.process_time() - share)
    if drag is not None:
        drag.close()
    QApplication.processEvents()
    return {
        "event_ms": statistics.median(walls) * 1e3,
        "event_worst_ms": max(walls) * 1e3,
        "processor_ms": statistics.median(shares) * 1e3,
    }


def matrix(seeds: int = 45) -> dict[str, Any]:
    """How often each kind of synthetic lesion is named what: "mixed as blastic": count."""
    counts: Counter[str] = Counter()
    for seed in range(seeds):
        kind = KINDS[seed % len(KINDS)]
        found = _named(seed, kind)
        counts[f"{kind} as {found}"] += 1
    return dict(sorted(counts.items()))


def _named(seed: int, kind: str) -> str | None:
    """What a lesion of random size, place and edge in a random patient's body is called."""
    random, level, healthy = np.random.default_rng(seed), LEVELS[seed % len(LEVELS)], read_recipe("healthy")
    wide, deep, tall = (float(v) for v in random.uniform(5.0, 12.0, 3))
    left, back, up = (float(v) for v in random.uniform(-5.0, 5.0, 3))
    part = Part(at="body", radii_mm=(wide, deep, tall), offset_mm=(left, back, up))
    lesion = LesionRecipe(
        level=level, kind=kind, parts=(part,), rim=kind == "lytic" and random.random() < 0.5,
        margin_mm=float(random.choice([0.5, 1.0, 2.0, 3.0])),
    )  # fmt: skip
    person = replace(healthy.person, age=int(random.integers(45, 80)), sex=str(random.choice(["M", "F"])))
    scene = build_scene(replace(healthy, lesions=(lesion,), person=person, seed=seed), "healthy", seed)
    count, spacing = np.array([64, 56, 100]), np.array([0.8, 0.8, 1.0])
    affine = np.diag([*spacing, 1.0])
    affine[:3, 3] = scene.spine.frames[level][:3, 3] - spacing * (count - 1) / 2.0
    ct = render_ct(scene, Raster((int(count[2]), int(count[1]), int(count[0])), affine))
    grid = Grid(ct.image.shape, affine)
    bodies = {name: _mask(grid, _body(ct, name)) for name in scene.spine.levels if _body(ct, name).sum() > 2000}
    painted = _mask(grid, ct.lesions == 1)
    volume = Volume(ct.image, grid, "CT", "1", "2")
    normal = normal_bone(volume, bodies, [painted])
    if normal is None:
        return None
    numbers = matrix_numbers(volume, painted, normal, _mask(grid, ct.labels == VERSE[level]))
    return numbers.matrix if numbers is not None else None


def collapse_errors(resolution_mm: float | None) -> dict[str, Any]:
    """Points of difference of every body but the outermost of the synthetic patients, from the bodies as drawn."""
    errors = {f"{case} {level}": error for case in CASES for level, error in _case_errors(case, resolution_mm)}
    beyond = {name: round(error, 1) for name, error in errors.items() if abs(error) > COLLAPSE_POINTS}
    return {
        "bodies": len(errors),
        "within_three_points": len(errors) - len(beyond),
        "mean_error": statistics.fmean(errors.values()),
        "worst": max(errors.values(), key=abs),
        "beyond": beyond,
    }


def _case_errors(case: str, resolution_mm: float | None) -> list[tuple[str, float]]:
    recipe = read_recipe(case)
    scene = build_scene(recipe, case, recipe.seed)
    raster = ct_raster(scene, recipe.levels, resolution_mm)
    ct = render_ct(scene, raster)
    grid = Grid(ct.image.shape, raster.lps_from_ijk)
    volume = Volume(np.ascontiguousarray(ct.image), grid, "CT", "1", "2")
    canal, tumour = _mask(grid, np.isin(ct.structures, CANAL)), _mask(grid, ct.lesions > 0)
    low = raster.lps_from_ijk[2, 3]
    high = low + raster.spacing_mm[2] * (raster.shape_kji[0] - 1)
    names = [name for name in scene.spine.levels if low <= scene.spine.frames[name][2, 3] <= high][1:-1]
    touched = {lesion.level for lesion in scene.lesions}
    measured = {name: _heights(ct, grid, name, canal, volume, tumour) for name in names}
    truth = {name: _drawn(scene, name) for name in names}
    found = []
    for n, name in enumerate(names):
        beside = [names[m] if 0 <= m < len(names) and names[m] not in touched else None for m in (n - 1, n + 1)]
        mine = measured[name]
        if mine is None:
            continue
        wanted = collapse(truth[name], *(truth[one] if one else None for one in beside))
        got = collapse(mine, *(measured[one] if one else None for one in beside))
        found.append((name, got.percent - wanted.percent))
    return found


def _heights(
    ct: Rendered, grid: Grid, level: str, canal: Mask, volume: Volume, tumour: Mask
) -> BodyHeights | None:  # fmt: skip
    masks = VertebraMasks(_mask(grid, ct.labels == VERSE[level]), {"body": _mask(grid, _body(ct, level))}, canal)
    frame = vertebra_frame(masks)
    return body_heights(frame, volume, [tumour] if tumour.count else []) if frame is not None else None


def _drawn(scene: Scene, level: str) -> BodyHeights:
    known = drawn_heights(scene.spine.sizes[level])
    return BodyHeights(known["front"], known["middle"], known["back"])


def _body(ct: Rendered, level: str) -> np.ndarray:
    return (ct.labels == VERSE[level]) & np.isin(ct.structures, (Structure.BODY, Structure.DENS))


def _mask(grid: Grid, inside: np.ndarray) -> Mask:
    return Mask(np.ascontiguousarray(inside), (0, 0, 0), grid).tight()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("brush", "matrix", "collapse"))
    parser.add_argument("--resolution", type=float, help="collapse: cubes of so many mm; 0.7 x 0.7 x 1 mm if not given")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures: dict[str, Any] = {
        "brush": brush,
        "matrix": matrix,
        "collapse": lambda: collapse_errors(arguments.resolution),
    }[arguments.what]()
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
