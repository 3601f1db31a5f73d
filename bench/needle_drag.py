"""Live margins: what one move of a needle's handle costs in the real window, and one press of a nudge key.

    bench/needle_drag.py [PLAN.spineplan] [--moves 60] [--size 1600x1000] [--json]

PLAN: a plan with outlined levels and a needle, beside its CT; without one, the public lumbar CT with its labels in
../shared/data and a needle that is proposed in L3. The handle at the target is dragged with real mouse events in the
axial plane; after each event the window does everything that is due (numbers, margins, colours, every pane's repaint).
Wall milliseconds on the machine as it is, and milliseconds of CPU on the window's thread; goal: margins 16 ms.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LUMBAR = ROOT.parent / "shared" / "data" / "ts_lumbar_3mm"
KEYS = {"Alt+Left": "nudge 0.5 mm", "Alt+Shift+Up": "turn 0.5 deg"}


def wait(ms: int) -> None:
    """An event loop of its own, so that threads get the interpreter's lock."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def until(ready: Callable[[], Any], seconds: float = 120.0) -> Any:
    """Its answer, when it is one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = ready()
        if found:
            return found
        wait(100)
    raise SystemExit("gave up waiting")


def opened(built: Any, plan: Path | None) -> Any:
    """The session with every voxel there and a needle in it."""
    if plan is not None:
        built.opening.open_path(plan)
    else:
        from spineplan.dicom.index import scan

        built.opening.open_series(scan(LUMBAR / "example_ct.nii.gz").series[0])
    session = until(lambda: _whole(built))
    if not session.plan.levels:
        from spineplan.session.levels.label_source import offer_file
        from spineplan.session.levels.label_taking import take_labels

        labels = offer_file(LUMBAR / "example_seg_fast_force_split.nii.gz", session.plan, session.volumes)
        built.bridge.apply(take_labels(session.plan, labels.found, session.masks))
    if not session.plan.needles:
        from spineplan.planning.search.proposals import ProposalRequest, propose
        from spineplan.session.proposing import put_proposal

        field = until(lambda: built.bridge.safety.field("L3"))
        built.bridge.apply(put_proposal(session.plan, propose(ProposalRequest(field, "transpedicular")).proposals[0]))
    return session


def _whole(built: Any) -> Any:
    session = built.bridge.session
    there = session is not None and session.volume is not None and session.volume.series_uid not in session.arrived
    return session if there else None


class Clock:
    """Wall and CPU milliseconds of what is run, and of the margins within it."""

    def __init__(self, safety: Any) -> None:
        self.rows: list[dict[str, float]] = []
        self._margins_ms = 0.0
        plain = safety.margins

        def timed(needle: Any) -> Any:
            begun = time.thread_time()
            try:
                return plain(needle)
            finally:
                self._margins_ms += (time.thread_time() - begun) * 1000.0

        safety.margins = timed

    def run(self, event: Callable[[], None]) -> None:
        """One event and all that follows from it at once."""
        from PySide6.QtWidgets import QApplication

        self._margins_ms = 0.0
        wall, cpu = time.perf_counter(), time.thread_time()
        event()
        for _ in range(3):  # what was marked is drawn in the next turns of the loop
            QApplication.processEvents()
        self.rows.append({
            "wall_ms": (time.perf_counter() - wall) * 1000.0, "cpu_ms": (time.thread_time() - cpu) * 1000.0,
            "margins_ms": self._margins_ms,
        })  # fmt: skip

    def summary(self, name: str) -> dict[str, Any]:
        """Median and worst; the rows are given up."""
        rows, self.rows = self.rows[2:], []
        told: dict[str, Any] = {"event": name, "count": len(rows)}
        for key in ("wall_ms", "cpu_ms", "margins_ms"):
            values = [row[key] for row in rows]
            told[key], told[f"{key}_worst"] = round(statistics.median(values), 1), round(max(values), 1)
        return told


def drag(built: Any, session: Any, clock: Clock, layout: str, moves: int) -> dict[str, Any]:
    """The target's handle, back and forth in the first image pane of a layout."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    from spineplan.geometry.vectors import vector
    from spineplan.viewer.mpr_pane import MprPane

    needle = session.plan.needles[0]
    built.bridge.look(layout=layout, maximised=None, selected=("needle", needle.id), crosshair_mm=needle.target_mm)
    until(lambda: built.bridge.safety.margins(needle))
    wait(1500)
    name = "pane_axial" if layout == "four_up" else "pane_needle_axial"
    panes = [one for one in built.window.findChildren(MprPane) if one.isVisible()]
    pane = next((one for one in panes if one.objectName() == name), panes[0])
    x, y, _ = pane.eye.plane((pane.width(), pane.height())).px_from_mm(vector(needle.target_mm))
    at = QPoint(round(x), round(y))
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=at)
    for n in range(moves):
        aside = at + QPoint(n % 12 - 6, (n // 3) % 8 - 4)
        clock.run(lambda aside=aside: QTest.mouseMove(pane, aside))
    moved = session.plan.needles[0].target_mm != needle.target_mm
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=at)
    wait(300)
    if not moved:
        raise SystemExit(f"{layout}: the handle was not grabbed in {pane.objectName()}")
    return clock.summary(f"drag, {layout}")


def keys(built: Any, clock: Clock, keys_: str, moves: int) -> dict[str, Any]:
    """A nudge key, pressed again and again."""
    from PySide6.QtGui import QKeySequence, QShortcut

    panel = built.deck.panel("plan")
    shortcut = next(one for one in panel.findChildren(QShortcut) if one.key() == QKeySequence(keys_))
    for _ in range(moves):
        clock.run(shortcut.activated.emit)
    return clock.summary(KEYS[keys_])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", nargs="?", type=Path)
    parser.add_argument("--moves", type=int, default=60)
    parser.add_argument("--size", default="1600x1000")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = tempfile.mkdtemp(prefix="spineplan-bench-")
    os.environ.update(XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
    from PySide6.QtWidgets import QApplication

    from spineplan.app import Built

    application = QApplication([])
    built = Built(application)
    built.window.resize(*(int(n) for n in chosen.size.split("x")))
    built.window.show()
    wait(500)
    session = opened(built, chosen.plan)
    built.workstation.go("plan")
    wait(500)
    clock = Clock(built.bridge.safety)
    rows = [drag(built, session, clock, layout, chosen.moves) for layout in ("four_up", "trajectory")]
    rows += [keys(built, clock, one, chosen.moves // 2) for one in KEYS]
    if chosen.json:
        print(json.dumps(rows, indent=1))
    else:
        print("\n".join("  ".join(f"{key} {value}" for key, value in row.items()) for row in rows))
    sys.stdout.flush()
    os._exit(0)  # threads of the window need not be waited for


if __name__ == "__main__":
    sys.exit(main())
