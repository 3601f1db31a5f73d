"""From an opened CT to a confirmed spine, by mouse and by keyboard: what a hand has to do in the real window.

    bench/level_presses.py [PATH] [--size 1366x768] [--json]

PATH: a CT; without one, the public lumbar CT in ../shared/data. Real events are sent to the window and counted there:
stage, find, one name corrected (all others follow), confirm all, the reader's name once. Seconds of the hand by the
keystroke-level model (Card, Moran, Newell, Commun ACM 1980;23:396-410): key 0.28, pointing 1.1, button 0.2 (down and
up), hand between mouse and keyboard 0.4, and one decision of 1.35 s before each press. Goal: 20 s. Waiting for the
software is told apart; it is wall time on the machine as it is.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LUMBAR = ROOT.parent / "shared" / "data" / "ts_lumbar_3mm" / "example_ct.nii.gz"
KEY_S, POINT_S, BUTTON_S, HOMING_S, DECISION_S = 0.28, 1.1, 0.2, 0.4, 1.35
READER = "Dr One"


@dataclass
class Hand:
    """What a hand did, and how long it waited."""

    clicks: int = 0
    keys: int = 0
    decisions: int = 0
    homings: int = 0
    waited_s: list[float] = field(default_factory=list)

    @property
    def hand_s(self) -> float:
        """Seconds of the hand alone."""
        return self.clicks * (POINT_S + BUTTON_S) + self.keys * KEY_S + self.homings * HOMING_S

    @property
    def user_s(self) -> float:
        """With a decision before each press."""
        return self.hand_s + self.decisions * DECISION_S


def wait(ms: int) -> None:
    """An event loop of its own, so that threads get the interpreter's lock."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def until(hand: Hand, ready: Callable[[], Any], seconds: float = 240.0) -> None:
    """Wait for the software."""
    start = time.monotonic()
    while not ready():
        if time.monotonic() - start > seconds:
            raise SystemExit("gave up waiting")
        wait(20)
    hand.waited_s.append(round(time.monotonic() - start, 2))


class Walk:
    """The window and one hand."""

    def __init__(self, built: Any, path: Path) -> None:
        from spineplan.dicom.index import scan

        self.built, self.hand = built, Hand()
        built.opening.open_series(max(scan(path).series, key=lambda one: one.slices))
        until(Hand(), lambda: self.whole)
        built.window.activateWindow()
        wait(800)

    @property
    def whole(self) -> bool:
        """Every voxel there, nothing running."""
        session = self.built.bridge.session
        seen = session is not None and session.volume is not None
        return seen and not session.arrived and not self.built.bridge.jobs.running

    @property
    def plan(self) -> Any:
        """The open plan."""
        return self.built.bridge.session.plan

    def click(self, widget: Any, at: Any = None) -> None:
        """Point and press."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        assert widget.isVisible(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or QPoint())
        self.hand.clicks += 1
        self.hand.decisions += 1
        wait(250)

    def key(self, keys: str, decided: bool = True) -> None:
        """One key, with what is held."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        stroke = QKeySequence(keys)[0]
        popup = QApplication.activePopupWidget()
        target = (popup and popup.focusWidget()) or popup or QApplication.focusWidget() or self.built.window
        QTest.keyClick(target, stroke.key(), stroke.keyboardModifiers())
        self.hand.keys += 1 + keys.count("+")
        self.hand.decisions += decided
        wait(250)

    def says_who(self) -> None:
        """The reader's name, once."""
        from PySide6.QtTest import QTest

        panel = self.built.deck.panel("levels")
        if panel.who_card.isVisible():
            QTest.keyClicks(panel.who, READER)
            self.hand.keys += len(READER)
            self.key("Return", decided=False)


def by_mouse(walk: Walk) -> None:
    """Clicks; only the name is typed."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QApplication

    from spineplan.viewer.straight.pane import StraightPane

    walk.click(walk.built.window.rail.buttons["levels"])
    panel = walk.built.deck.panel("levels")
    walk.click(panel.find_button)
    until(walk.hand, lambda: bool(walk.plan.levels))
    wait(500)
    pane = next(p for p in walk.built.workstation.images.area.keyed_panes if isinstance(p, StraightPane))
    level = walk.plan.levels[len(walk.plan.levels) // 2]
    x, y, _ = pane.straight_plane.px_from_mm(level.centre_mm)
    walk.click(pane, QPoint(round(float(x)) + 16, round(float(y))))
    menu = QApplication.activePopupWidget()
    walk.click(menu, menu.actionGeometry(menu.actions()[2]).center())
    assert walk.plan.level(level.name).centre_mm != level.centre_mm, "all names moved by one"
    walk.click(panel.confirm_button)
    walk.hand.homings += 1
    walk.says_who()


def by_keyboard(walk: Walk) -> None:
    """Keys alone."""
    walk.key("Alt+2")
    walk.key("Ctrl+F")
    until(walk.hand, lambda: bool(walk.plan.levels))
    wait(500)
    before = walk.plan.levels
    walk.key("F2")
    for step in ("Down", "Return"):
        walk.key(step, decided=step == "Down")
    assert [one.name for one in walk.plan.levels] != [one.name for one in before], "all names moved by one"
    walk.key("Ctrl+Return")
    walk.says_who()


def main() -> int:
    """Two walks, told."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("path", nargs="?", type=Path, default=LUMBAR)
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="level-presses-")
    from PySide6.QtWidgets import QApplication

    from spineplan.app import Built

    application = QApplication([])
    application.setStyle("fusion")
    told = {}
    for name, road in (("mouse", by_mouse), ("keyboard", by_keyboard)):
        built = Built(application)
        built.window.resize(*map(int, arguments.size.split("x")))
        built.window.show()
        built.window.settings.user_name = ""
        until(Hand(), lambda built=built: built.warmup.is_ready)
        walk = Walk(built, arguments.path)
        road(walk)
        until(Hand(), lambda walk=walk: {one.state for one in walk.plan.levels} == {"confirmed"})
        hand = walk.hand
        until(hand, lambda built=built: not built.deck.panel("levels").work.busy)
        told[name] = {
            "levels": len(walk.plan.levels), "clicks": hand.clicks, "keys": hand.keys,
            "hand_s": round(hand.hand_s, 1), "user_s": round(hand.user_s, 1),
            "waited_for_marks_s": hand.waited_s[0], "waited_for_outlines_s": hand.waited_s[1],
        }  # fmt: skip
        built.end()
    if arguments.json:
        print(json.dumps(told))
        return 0
    for name, row in told.items():
        print(name, "  ".join(f"{what} {value}" for what, value in row.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
