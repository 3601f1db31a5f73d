"""An open patient in an images area, and real mouse events."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from spineplan.geometry.vectors import vector
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Identity, Plan, SeriesRef
from spineplan.render import kernels
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.images_area import ImagesArea
from spineplan.viewer.mpr_pane import MprPane
from tests.support.volumes import noise

LEFT = Qt.MouseButton.LeftButton
MIDDLE = Qt.MouseButton.MiddleButton
RIGHT = Qt.MouseButton.RightButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="session", autouse=True)
def _kernels_ready() -> None:
    kernels.warm_up()


def open_volume(bridge: SessionBridge, volume: Volume) -> Session:
    """A new patient with one series."""
    reference = SeriesRef(series_uid=volume.series_uid, frame_of_reference_uid=volume.frame_of_reference_uid)
    session = Session(Plan(identity=Identity(), reference=reference))
    bridge.set_session(session)
    bridge.look(series_uid=volume.series_uid)
    bridge.add_volume(volume)
    return session


@dataclass
class Desk:
    """What a test works with."""

    bridge: SessionBridge
    area: ImagesArea

    @property
    def session(self) -> Session:
        assert self.bridge.session is not None
        return self.bridge.session

    def open(self, volume: Volume) -> Session:
        session = open_volume(self.bridge, volume)
        QApplication.processEvents()
        return session

    def pane(self, name: str) -> MprPane:
        return next(pane for pane in self.area.panes if pane.eye.pane == name)

    def key(self, text: str) -> None:
        QTest.keyClick(self.area, text)
        QApplication.processEvents()

    def press_key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.area, key)
        QApplication.processEvents()


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    bridge = SessionBridge()
    area = ImagesArea(bridge, scene=lambda _bridge: QWidget())
    area.resize(900, 700)
    area.show()
    QTest.qWaitForWindowExposed(area)
    found = Desk(bridge, area)
    found.open(noise())
    yield found
    bridge.close()
    area.close()
    area.deleteLater()


def send_move(
    pane: MprPane,
    at: tuple[float, float],
    buttons: Qt.MouseButton = Qt.MouseButton.NoButton,
    modifiers: Qt.KeyboardModifier = PLAIN,
) -> None:
    """A mouse move with buttons held (QTest's own forgets them)."""
    place = QPointF(*at)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, QPointF(pane.mapToGlobal(place)), Qt.MouseButton.NoButton, buttons, modifiers
    )
    QApplication.sendEvent(pane, event)


def press(pane: MprPane, at: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
    QTest.mousePress(pane, button, PLAIN, QPoint(round(at[0]), round(at[1])))


def release(pane: MprPane, at: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
    QTest.mouseRelease(pane, button, PLAIN, QPoint(round(at[0]), round(at[1])))
    QApplication.processEvents()


def drag(
    pane: MprPane, start: tuple[float, float], end: tuple[float, float], button: Qt.MouseButton = LEFT, steps: int = 4
) -> None:
    """Press, some moves, release."""
    press(pane, start, button)
    for step in range(1, steps + 1):
        part = step / steps
        send_move(pane, (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part), button)
    release(pane, end, button)


def wheel(pane: MprPane, notches: int, at: tuple[float, float], modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Positive = away from the user."""
    place = QPointF(*at)
    QApplication.sendEvent(
        pane,
        QWheelEvent(
            place,
            QPointF(pane.mapToGlobal(place)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
    QApplication.processEvents()


def pixel_of(pane: MprPane, place_mm: object) -> tuple[float, float]:
    """Where an LPS point is in a pane."""
    assert pane.plane is not None
    x, y, _ = pane.plane.px_from_mm(vector(place_mm))  # type: ignore[arg-type]
    return float(x), float(y)


def grey_of(pane: MprPane) -> np.ndarray:
    """What the pane shows, as grey levels [row, column] in device pixels."""
    image = pane.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()
