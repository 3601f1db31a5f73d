"""Radiographs made on a thread of their own: coarse while something moves, in full when it is still."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from spineplan.geometry.c_arm import CArm
from spineplan.imaging.volume import Volume
from spineplan.render.drr import (
    BONE_GAIN,
    COARSE_MM,
    COARSE_PIXELS,
    FINE_MM,
    FINE_PIXELS,
    DrrVolume,
    drr_volume,
    radiograph,
    water_mm,
)
from spineplan.viewer.later import later

STILL_MS = 150
Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class _Made:
    """A finished picture and what it shows."""

    arm: CArm
    pixels: Grey
    full: bool


class _Answer(NamedTuple):
    """What a job brings back; `ready` is kept for the next."""

    volume: Volume
    about_mm: float
    ready: DrrVolume
    made: _Made


class FluoroPicture(QObject):
    """`want` the picture of an arm; `changed` says that a newer one is there. Only the newest wish is worked on."""

    changed = Signal()
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.made: _Made | None = None
        self._volume: Volume | None = None
        self._ready: dict[float, DrrVolume] = {}
        self._wanted: CArm | None = None
        self._working = False
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="spineplan-fluoro")
        self._done.connect(self._take)
        self._still = later(self, lambda: self._begin(full=True))
        self._alive = alive = Event()
        alive.set()
        self.destroyed.connect(lambda *_, pool=self._pool: _end(pool, alive))

    def want(self, volume: Volume, arm: CArm, fresh: bool = False) -> None:
        """Ask for a picture. fresh: the volume's voxels changed."""
        if volume is not self._volume or fresh:
            self._volume, self._ready, self.made, self._wanted = volume, {}, None, None
        if arm != self._wanted:
            self._wanted = arm
            self._begin(full=False)
            self._still.start(STILL_MS)

    @property
    def complete(self) -> bool:
        """Whether the picture is the full one of the last wish."""
        return self.made is not None and self.made.full and self.made.arm == self._wanted

    def forget(self) -> None:
        """Nothing is shown any more."""
        self._still.stop()
        self._volume, self._ready, self.made, self._wanted = None, {}, None, None

    def _begin(self, full: bool) -> None:
        if self._volume is None or self._wanted is None or self._working:
            return  # one at a time; `_take` goes on with the newest wish
        self._working = True
        job = self._pool.submit(self._make, self._volume, self._wanted, full)
        alive, emit = self._alive, self._done.emit
        job.add_done_callback(lambda done: emit(done) if alive.is_set() else None)

    def _make(self, volume: Volume, arm: CArm, full: bool) -> _Answer:
        """On the thread."""
        about_mm, pixels = (FINE_MM, FINE_PIXELS) if full else (COARSE_MM, COARSE_PIXELS)
        ready = self._ready.get(about_mm) if volume is self._volume else None
        if ready is None:
            ready = drr_volume(volume, about_mm, BONE_GAIN)
        return _Answer(volume, about_mm, ready, _Made(arm, radiograph(water_mm(ready, arm, pixels)), full))

    def _take(self, job: Future[_Answer]) -> None:
        self._working = False
        if job.cancelled():
            return
        volume, about_mm, ready, made = job.result()  # a failure is raised here, where the event loop runs
        if volume is self._volume:
            self._ready[about_mm] = ready
            if made.full or not self.complete:
                self.made = made
            self.changed.emit()
        if self._wanted is not None and (self.made is None or self.made.arm != self._wanted):
            self._begin(full=False)
        elif not self.complete and not self._still.isActive():
            self._begin(full=True)


def _end(pool: ThreadPoolExecutor, alive: Event) -> None:
    """The pane goes away: a picture under way is finished, and nobody is told."""
    alive.clear()
    pool.shutdown(wait=True, cancel_futures=True)
