"""A whole window on an invented CT, for tests that need its parts to meet."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplan.app import Built
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.session.opening import new_session
from tests.unit.ui.plans import SERIES, WHO


@pytest.fixture
def volume() -> Volume:
    """Soft tissue in air, 2 mm voxels, centred on (0, 0, 0)."""
    array = np.full((40, 60, 60), -1000, np.int16)
    array[:, 8:52, 8:52] = 60
    affine = np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = (-59.0, -59.0, -39.0)
    return Volume(
        array, Grid((40, 60, 60), affine), "CT", SERIES.series_uid, SERIES.frame_of_reference_uid,
        instances_digest=SERIES.instances_digest,
    )  # fmt: skip


@pytest.fixture
def built(qapp: QApplication) -> Iterator[Built]:
    """The wired window, empty and not yet seen."""
    wired = Built(qapp)
    wired.window.resize(1366, 768)
    yield wired
    wired.end()


@pytest.fixture
def opened(built: Built, volume: Volume) -> Built:
    """The same with the invented patient open and its skin found."""
    built.window.show()
    built.opening.hold(new_session(WHO, SERIES, volume, "Dr Test"))
    built.bridge.add_volume(volume)
    built.measured.prepare(volume)
    for _ in range(500):
        if built.measured.volume is not None:
            break
        QTest.qWait(10)
    assert built.measured.volume is volume
    return built
