"""A pane on a small patient, and a hand with a mouse."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from spineplan.geometry.vectors import Point, vector
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.mpr_pane import MprPane
from spineplan.viewer.pane_parts import Part
from tests.support.plans import REFERENCE

SIZE = (600, 600)


def block(shape: tuple[int, int, int] = (80, 100, 100)) -> Volume:
    """A CT of 200 x 200 x 160 mm about LPS (0, 0, 0): fat with a block of bone in the middle."""
    array = np.full(shape, -100, dtype=np.int16)
    array[10:70, 30:60, 30:70] = 300
    affine = np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = -(np.array(shape[::-1]) - 1.0)
    return Volume(array, Grid(shape, affine), "CT", REFERENCE.series_uid, REFERENCE.frame_of_reference_uid)


def opened(plan: Plan, volume: Volume) -> SessionBridge:
    """A bridge with one open patient whose crosshair is in the middle."""
    bridge = SessionBridge()
    session = Session(plan, "Dr A")
    bridge.set_session(session)
    bridge.add_volume(volume)
    bridge.look(series_uid=volume.series_uid, crosshair_mm=(0.0, 0.0, 0.0))
    return bridge


class Hand:
    """Moves the mouse in one pane to LPS points."""

    def __init__(self, pane: MprPane) -> None:
        self.pane = pane

    def at(self, place_mm: Point) -> QPoint:
        """The pixel over a point."""
        plane = self.pane.plane
        assert plane is not None
        x, y, _ = plane.px_from_mm(vector(place_mm))
        return QPoint(int(x), int(y))

    def point_at(self, place_mm: Point) -> Point:
        """The point under that pixel: what a click there means."""
        plane = self.pane.plane
        assert plane is not None
        pixel = self.at(place_mm)
        x, y, z = plane.mm_from_px(float(pixel.x()), float(pixel.y()))
        return float(x), float(y), float(z)

    def click(self, place_mm: Point) -> None:
        """Press and release."""
        QTest.mouseClick(self.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.at(place_mm))

    def double_click(self, place_mm: Point) -> None:
        """A double click."""
        QTest.mouseDClick(self.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.at(place_mm))

    def hold(self, *path_mm: Point) -> None:
        """Press at the first point and drag through the others; the button stays down."""
        self._hold([self.at(place) for place in path_mm])

    def _hold(self, path: Sequence[QPoint]) -> None:
        QTest.mousePress(self.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, path[0])
        for place in path[1:]:
            QTest.mouseMove(self.pane, place)

    def release(self, place_mm: Point) -> None:
        """Let go."""
        QTest.mouseRelease(self.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.at(place_mm))

    def drag(self, *path_mm: Point) -> None:
        """Press, drag, release. The pixels are those of the picture before the drag."""
        pixels = [self.at(place) for place in path_mm]
        self._hold(pixels)
        QTest.mouseRelease(self.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, pixels[-1])


def shown_pane(qtbot, bridge: SessionBridge, name, parts: Sequence[Part]) -> MprPane:
    """A pane on the screen, 600 x 600."""
    pane = MprPane(bridge, name, parts)
    qtbot.addWidget(pane)
    pane.resize(*SIZE)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def pixels(widget: QWidget) -> np.ndarray:
    """What the widget shows, [y, x, RGB]."""
    image = widget.grab().toImage()
    from PySide6.QtGui import QImage

    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
