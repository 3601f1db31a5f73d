"""After the first paint: heavy imports in the background, the order in which the user will need them."""

import importlib
import threading

from PySide6.QtCore import QObject, QTimer, Signal

FOR_OPENING = (
    "spineplan.dicom.index",
    "spineplan.dicom.read",
    "spineplan.session.opening",
    "spineplan.storage.autosave",
)
FOR_IMAGES = (
    "spineplan.render.reslice",
    "spineplan.render.windowing",
    "spineplan.measure.findings",
    "spineplan.render.scene",
    "spineplan.render.scene_surface",
)
FOR_LATER = ("scipy.spatial", "scipy.ndimage", "spineplan.anatomy.finding.spine_line")


class Warmup(QObject):
    """Imports on a thread, so that the window never waits. `ready`: everything that opening a folder needs is there;
    `warm`: everything is."""

    ready = Signal()
    warm = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_ready = False
        self.ready.connect(self._note_ready)
        self._thread = threading.Thread(target=self._run, name="spineplan-warmup", daemon=True)

    def begin(self) -> None:
        """Start at the next turn of the event loop."""
        QTimer.singleShot(0, self._thread.start)

    def wait(self) -> None:
        """Until the imports are done, if they have begun."""
        if self._thread.is_alive():
            self._thread.join()

    def _note_ready(self) -> None:
        self.is_ready = True

    def _run(self) -> None:
        for names, done in ((FOR_OPENING, self.ready), (FOR_IMAGES, self.warm), (FOR_LATER, None)):
            for name in names:
                importlib.import_module(name)
            if done is not None:
                done.emit()
        # Compiling takes seconds at the very first start; nobody waits for it, not even closing the window.
        importlib.import_module("spineplan.render.kernels").start_warm_up()
