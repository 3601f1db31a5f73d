"""Reads a series in the background; its first pictures are seen while the rest is read. Half a series is no series."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from spineplan.errors import Cancelled
from spineplan.session.jobs import Progress
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.dicom.read import Loading
    from spineplan.dicom.series import SeriesEntry
    from spineplan.dicom.stack import Run
    from spineplan.imaging.volume import Volume


class ImageLoading(QObject):
    """`complete(Volume)`: all of it is there. `emptied(Session)`: reading stopped, and the session has no images."""

    complete = Signal(object)
    emptied = Signal(object)
    _grown = Signal(object, str)

    def __init__(self, bridge: SessionBridge, report: Callable[[Exception], None], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._report = bridge, report
        self._grown.connect(self._tell_growth)

    def begin(self, entry: "SeriesEntry", run: "Run | None", then: Callable[["Loading"], None]) -> None:
        """Allocate a series' volume, then call `then`."""
        from spineplan.dicom.read import begin_volume

        def work(progress: Progress) -> "Loading":
            progress.step(None, self.tr("Opening"))
            return begin_volume(entry, run)

        title = self.tr("Opening {series}").format(series=entry.description or entry.modality)
        self._bridge.jobs.start(title, work, then, self._report)

    def fill(self, session: Session, loading: "Loading", then: Callable[["Volume"], None]) -> None:
        """Read the voxels of a volume that the session shows already."""
        volume = loading.volume
        uid = volume.series_uid
        arrived = session.arrived[uid] = np.zeros(volume.grid.shape_kji[0], np.bool_)
        self._bridge.add_volume(volume)

        def on_slices(k: range) -> None:
            arrived[k.start : k.stop] = True
            self._grown.emit(session, uid)

        def work(progress: Progress) -> "Volume | None":
            try:
                return loading.fill(counted(progress), on_slices)
            except Cancelled:
                return None

        def done(full: "Volume | None") -> None:
            if full is None:
                self._take_away(session, uid)
                return
            session.arrived.pop(uid, None)
            self._bridge.add_volume(full)
            then(full)
            self.complete.emit(full)

        def failed(error: Exception) -> None:
            self._take_away(session, uid)
            self._report(error)

        self._bridge.jobs.start(self.tr("Reading images"), work, done, failed)

    def _take_away(self, session: Session, uid: str) -> None:
        session.arrived.pop(uid, None)
        session.volumes.pop(uid, None)
        if session.view.series_uid == uid:
            session.look(self, series_uid=next(iter(session.volumes), ""))
        self._bridge.volumes_changed.emit(uid)
        if not session.volumes:
            self.emptied.emit(session)

    def _tell_growth(self, session: object, uid: str) -> None:
        if session is self._bridge.session:
            self._bridge.volumes_changed.emit(uid)


def counted(progress: Progress) -> Callable[[int, int | None, str], None]:
    """The reader's way to report, as a job's way."""

    def report(done: int, total: int | None, what: str) -> None:
        progress.step(done / total if total else None, what)

    return report
