"""A user with a mouse and a keyboard in the real window: gestures land where a hand would put them."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from spineplan.app import Built
from spineplan.plan.model import Plan
from spineplan.session.session import Session
from spineplan.ui.stages import Stage
from spineplan.viewer.mpr_pane import MprPane

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
WRITE_PICTURES = os.environ.get("SPINEPLAN_WRITE_PICTURES") == "1"
Place = Sequence[float]
LEFT = Qt.MouseButton.LeftButton


class Road:
    """The window, walked."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.window = built.window

    @property
    def session(self) -> Session:
        """The open patient."""
        assert self.built.bridge.session is not None
        return self.built.bridge.session

    @property
    def plan(self) -> Plan:
        """What is shown of its plan."""
        return self.session.plan

    def panel(self, stage: Stage):
        """A stage's panel."""
        return self.built.deck.panel(stage)

    def wait_for(self, condition: Callable[[], bool], seconds: float = 60.0) -> None:
        """Let the window live until something is so."""
        ends = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < ends, f"waited in vain; the window says: {self.window.message.text!r}"
            self.live(0.01)

    def live(self, seconds: float = 0.05) -> None:
        """Let the event loop turn for a while."""
        QTest.qWait(max(1, round(seconds * 1000)))

    def click(self, widget: QWidget) -> None:
        """Left click in the middle of a widget that can be seen and used."""
        assert widget.isVisible(), f"{widget} cannot be seen"
        assert widget.isEnabled(), f"{widget} cannot be used"
        QTest.mouseClick(widget, LEFT)
        self.live()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key into whatever has the focus. Without a window manager nobody but us gives the window the keys back."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.live()

    def go(self, stage: Stage) -> None:
        """Click a stage of the rail."""
        self.click(self.window.rail.buttons[stage])
        self.live(0.2)

    def pane(self, name: str) -> MprPane:
        """A pane that is seen now."""
        assert self.built.workstation.images is not None
        return next(pane for pane in self.built.workstation.images.area.panes if pane.eye.pane == name)

    def point_px(self, pane: MprPane, place_mm: Place) -> QPoint:
        """Where a place in the patient is in a pane; it must be inside the pane."""
        assert pane.plane is not None
        x, y, _ = (float(v) for v in pane.plane.px_from_mm((place_mm[0], place_mm[1], place_mm[2])))
        at = QPoint(round(x), round(y))
        assert pane.rect().contains(at), f"{tuple(place_mm)} is not in the {pane.eye.pane} view"
        return at

    def click_in(self, name: str, place_mm: Place) -> None:
        """Move to a place in a view and click it."""
        pane = self.pane(name)
        at = self.point_px(pane, place_mm)
        QTest.mouseMove(pane, at)
        self.live()
        QTest.mouseClick(pane, LEFT, Qt.KeyboardModifier.NoModifier, at)
        self.live(0.1)

    def drag_in(self, name: str, places_mm: Sequence[Place]) -> None:
        """Press at the first place, move through the others, release at the last."""
        pane = self.pane(name)
        points = [self.point_px(pane, place) for place in places_mm]
        QTest.mouseMove(pane, points[0])
        QTest.mousePress(pane, LEFT, Qt.KeyboardModifier.NoModifier, points[0])
        for at in points[1:]:
            _move(pane, at, LEFT, Qt.KeyboardModifier.NoModifier)
            self.live(0.02)
        QTest.mouseRelease(pane, LEFT, Qt.KeyboardModifier.NoModifier, points[-1])
        self.live(0.1)

    def click_on_board(self, level: str) -> None:
        """Click a level's chip."""
        board = self.window.board
        QTest.mouseClick(board, LEFT, Qt.KeyboardModifier.NoModifier, board.chip_centre(level).toPoint())
        self.live(0.2)

    def crosshair_to(self, name: str, place_mm: Place) -> None:
        """Shift and move: the crosshair follows the pointer."""
        pane = self.pane(name)
        shift = Qt.KeyboardModifier.ShiftModifier
        _move(pane, self.point_px(pane, place_mm), Qt.MouseButton.NoButton, shift)
        self.live(0.2)

    def type_path(self, path: Path) -> None:
        """Type a path into the open file dialog and press Enter."""
        self.wait_for(lambda: _dialog(self.window) is not None)
        dialog = _dialog(self.window)
        assert dialog is not None
        field = dialog.findChild(QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, str(path))
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.wait_for(lambda: _dialog(self.window) is None)

    def picture(self, name: str) -> None:
        """A picture of the window for the guide, when it is asked for."""
        if WRITE_PICTURES:
            self.live(1.2)
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.window.grab().save(str(PICTURES / f"{name}.png"))


def _dialog(window: QWidget) -> QFileDialog | None:
    return next((dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible()), None)


def _move(widget: QWidget, at: QPoint, buttons: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
    """A mouse move with buttons and modifiers, which QTest.mouseMove does not have."""
    everywhere = QPointF(widget.mapToGlobal(at))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), everywhere, none, buttons, modifiers)
    QCoreApplication.sendEvent(widget, event)


@contextmanager
def open_window(application: QApplication, size: tuple[int, int] = (1600, 1000)) -> Iterator[Road]:
    """The workstation as the application builds it, on the test's display; everything ends with the block."""
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application.setStyle("fusion")
    built = Built(application)
    built.window.resize(*size)
    built.window.show()
    road = Road(built)
    try:
        road.wait_for(lambda: built.warmup.is_ready)
        yield road
    finally:
        built.end()
