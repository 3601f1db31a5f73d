"""What was kept of the pictures is found again in Review, and can be removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.plan.edits import PutKeyImage, PutMeasurement
from spineplan.plan.model import KeyImage, Measurement
from spineplan.ui.panels.kept_list import KeptList
from tests.unit.ui.plans import SERIES

IMAGE = KeyImage(
    "k", SERIES.series_uid, (10.0, 5.0, -4.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 0.25, 400.0, 40.0
)  # fmt: skip
LENGTH = Measurement(
    id="m", kind="length", points_mm=((0.0, 0.0, 8.0), (30.0, 40.0, 8.0)), series_uid=SERIES.series_uid,
    frame_of_reference_uid=SERIES.frame_of_reference_uid,
)  # fmt: skip


@pytest.fixture
def kept(opened: Built) -> KeptList:
    opened.bridge.apply(PutKeyImage(IMAGE))
    opened.bridge.apply(PutMeasurement(LENGTH))
    opened.workstation.go("review")
    QTest.qWait(30)
    return opened.deck.panel("review").kept


def click(kept: KeptList, row: int) -> None:
    place = kept.visualItemRect(kept.item(row)).center()
    QTest.mouseClick(kept.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_that_it_says_what_was_kept(kept: KeptList) -> None:
    assert [kept.item(row).text() for row in range(kept.count())] == ["Key image, axial", "50.0 mm"]


def test_that_nothing_is_shown_while_nothing_is_kept(opened: Built) -> None:
    opened.workstation.go("review")
    QTest.qWait(30)
    assert opened.deck.panel("review").kept.isHidden()
    assert opened.deck.panel("review").remove_kept.isHidden()


def test_that_a_click_shows_the_key_image_as_it_was(opened: Built, kept: KeptList) -> None:
    click(kept, 0)
    view = opened.bridge.session.view
    assert view.crosshair_mm == IMAGE.centre_mm
    assert view.cameras["axial"].mm_per_px == IMAGE.mm_per_px
    assert view.windows[SERIES.series_uid].width == 400.0


def test_that_a_click_goes_to_the_measurement(opened: Built, kept: KeptList) -> None:
    click(kept, 1)
    assert opened.bridge.session.view.crosshair_mm == (15.0, 20.0, 8.0)
    assert opened.bridge.session.view.selected == ("measurement", "m")


def test_that_delete_removes_the_chosen_one_and_undo_brings_it_back(opened: Built, kept: KeptList) -> None:
    click(kept, 0)
    QTest.keyClick(kept, Qt.Key.Key_Delete)
    assert opened.bridge.session.plan.key_images == ()
    QTest.qWait(30)
    assert kept.count() == 1
    opened.bridge.undo()
    QTest.qWait(30)
    assert kept.count() == 2
