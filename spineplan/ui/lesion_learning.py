"""What the images tell of levels and lesions reaches the case: asked for when the plan rests, told when it is known."""

from PySide6.QtCore import QObject

from spineplan.ui.measured import Measured
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later

REST_MS = 400
"""A stroke after a stroke is not measured in between."""


class LesionLearning(QObject):
    """Keeps `measured` up to date with `bridge.morphology`."""

    def __init__(self, bridge: SessionBridge, measured: Measured, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._measured = bridge, measured
        self._rest = later(self, self.learn, REST_MS)
        bridge.session_changed.connect(self._rest.start)
        bridge.plan_changed.connect(lambda _change: self._rest.start())
        bridge.volumes_changed.connect(lambda _uid: self._rest.start())
        bridge.morphology_changed.connect(self._rest.start)

    def learn(self) -> None:
        """Take what is known; what is not is asked for."""
        if self._bridge.session is not None:
            self._measured.learn(self._bridge.morphology.computed())
