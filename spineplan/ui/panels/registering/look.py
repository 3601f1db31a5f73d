"""How the other series is laid over the plan's own images, to judge a registration."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from spineplan.session.view_state import Overlaid
from spineplan.viewer.bridge import SessionBridge

FLICKER_MS = 700
"""Slow enough to be safe for everybody, quick enough to see a shift."""


class Choices(QWidget):
    """Buttons of which one is down; `chosen(value)` when the user presses one."""

    chosen = Signal(str)

    def __init__(self, names: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(1)
        for n, (value, text) in enumerate(names.items()):
            made = QPushButton(text)
            made.setCheckable(True)
            made.setProperty("value", value)
            made.clicked.connect(lambda _on, chosen=value: self.chosen.emit(chosen))
            self._group.addButton(made)
            grid.addWidget(made, 0, n)

    def button(self, value: str) -> QPushButton:
        """One of them, for the tests that click it."""
        return next(made for made in self.findChildren(QPushButton) if made.property("value") == value)

    def mark(self, value: str) -> None:
        """Show which one holds."""
        for made in self._group.buttons():
            made.setChecked(made.property("value") == value)


class RegistrationLook(QWidget):
    """Off, half and half, squares, or by turns."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._uid = bridge, ""
        self._flicker = QTimer(self)
        self._flicker.setInterval(FLICKER_MS)
        self._flicker.timeout.connect(self._swap)
        self.choices = Choices(
            {
                "off": self.tr("Off"),
                "blend": self.tr("Blend"),
                "checker": self.tr("Squares"),
                "flicker": self.tr("Flicker"),
            },
            self,
        )
        self.choices.chosen.connect(self._look)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.choices)

    def show_series(self, series_uid: str) -> None:
        """Which series it is about, and how it is shown."""
        session = self._bridge.session
        if session is None or session.view.overlaid_uid != series_uid:
            self.stop()
        self._uid = series_uid
        shown = session.view.overlaid if session is not None and session.view.overlaid_uid == series_uid else "off"
        self.choices.mark("flicker" if self._flicker.isActive() else shown)

    def stop(self) -> None:
        """No more turns."""
        self._flicker.stop()

    def _look(self, way: str) -> None:
        session = self._bridge.session
        if session is None:
            return
        self.stop()
        if way == "flicker":
            self._flicker.start()
        ways: dict[str, Overlaid] = {"blend": "blend", "checker": "checker", "flicker": "other"}
        own = session.plan.reference.series_uid
        self._bridge.look(self, overlaid=ways.get(way, "off"), overlaid_uid=self._uid, series_uid=own)
        self.show_series(self._uid)

    def _swap(self) -> None:
        session = self._bridge.session
        if session is not None and session.view.overlaid_uid == self._uid:
            self._bridge.look(self, overlaid="off" if session.view.overlaid == "other" else "other")
        else:
            self.stop()
