"""The images area, made when the first patient opens, with the profile along the needle below the trajectory views."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from spineplan.ui.settings import Settings
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.hu_profile import HuProfile
from spineplan.viewer.images_area import ImagesArea

_PROFILE_PX = 150
_TYPES_TEXT = (QLineEdit, QAbstractSpinBox, QPlainTextEdit, QComboBox)


class ImagesHost(QWidget):
    """Follows the layout and the key profile; hands keys pressed elsewhere in the window to the images."""

    def __init__(self, bridge: SessionBridge, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._settings = bridge, settings
        self.area = ImagesArea(bridge, profile=settings.key_profile)
        self.profile = HuProfile(bridge)
        self.profile.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.area)
        self._splitter.addWidget(self.profile)
        self._splitter.setStretchFactor(0, 1)
        column.addWidget(self._splitter)
        bridge.view_changed.connect(self._follow)
        bridge.session_changed.connect(self._follow)
        settings.changed.connect(self._use_profile)
        self._follow()

    def windows(self) -> list[tuple[str, str]]:
        """(action name, text with its key) of every way to set the window."""
        keys = self.area.keymap.keys
        return [
            (action.name, f"{action.text}\t{', '.join(keys.get(action.name, ()))}")
            for action in self.area.actions_by_name.values()
            if action.name.startswith("window.")
        ]

    def key_rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Groups of (keys, text) for the sheet of keys."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for action in self.area.actions_by_name.values():
            keys = self.area.keymap.keys.get(action.name, ())
            if keys:
                groups.setdefault(action.group, []).append((", ".join(keys), action.text))
        return list(groups.items())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.area.take_key(event):
            super().keyPressEvent(event)

    def _follow(self, *_what: object) -> None:
        session = self._bridge.session
        wanted = session is not None and session.view.layout == "trajectory" and session.view.maximised is None
        if wanted != self.profile.isVisibleTo(self):
            self.profile.setVisible(wanted)
            if wanted:
                self._splitter.setSizes([max(self.height() - _PROFILE_PX, _PROFILE_PX), _PROFILE_PX])

    def _use_profile(self, what: str) -> None:
        if what == "key_profile":
            self.area.set_profile(self._settings.key_profile)


class KeysToImages(QObject):
    """Keys that no widget wants go to the images, so that W, Space or the arrows work after a click on a panel."""

    def __init__(self, host: ImagesHost, window: QWidget) -> None:
        super().__init__(window)
        self._host, self._window = host, window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window sees a key press last: every focused widget has passed it on."""
        if watched is self._window and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            focus = QApplication.focusWidget()
            if self._host.isVisible() and not isinstance(focus, _TYPES_TEXT):
                return self._host.area.take_key(event)
        return False
