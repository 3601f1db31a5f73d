"""What is seen before anything is touched."""

import numpy as np
import pytest
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLevel
from spineplan.plan.model import Level
from spineplan.session.opening import new_session
from tests.unit.ui.plans import SERIES, WHO

SPINE = (-5.0, 25.0, 0.0)


@pytest.fixture
def spiny(volume: Volume) -> Volume:
    """The invented CT with a column of bone in its back half."""
    volume.array_kji[:, 32:52, 17:37] = 600
    return volume


def show(built: Built, volume: Volume, *levels: Level) -> None:
    built.window.show()
    built.opening.hold(new_session(WHO, SERIES, volume, "Dr Test"))
    for level in levels:
        built.bridge.apply(PutLevel(level))
    built.bridge.add_volume(volume)


def find_skin(built: Built, volume: Volume) -> None:
    built.measured.prepare(volume)
    for _ in range(500):
        if built.bridge.session.first_looks:
            return
        QTest.qWait(10)
    pytest.fail("the skin was not found")


def test_that_the_crosshair_begins_in_the_spine_and_the_views_fit_the_patient(built: Built, spiny: Volume) -> None:
    show(built, spiny)
    pane = built.workstation.images.area.panes[0]
    before = pane.plane.mm_per_px
    find_skin(built, spiny)
    assert np.linalg.norm(np.subtract(built.bridge.session.view.crosshair_mm, SPINE)) < 12.0
    assert pane.plane.mm_per_px < before


def test_that_the_crosshair_begins_in_the_level_to_treat(built: Built, spiny: Volume) -> None:
    level = Level(name="L3", centre_mm=(1.0, 2.0, 3.0), state="confirmed", treat=True)
    show(built, spiny, level)
    find_skin(built, spiny)
    assert built.bridge.session.view.crosshair_mm == (1.0, 2.0, 3.0)


def test_that_a_place_the_user_went_to_is_kept(built: Built, spiny: Volume) -> None:
    show(built, spiny)
    built.bridge.look(crosshair_mm=(10.0, 10.0, 10.0))
    find_skin(built, spiny)
    assert built.bridge.session.view.crosshair_mm == (10.0, 10.0, 10.0)
