"""No number is taken from images of which only a part has been read."""

from dataclasses import replace as with_fields

from msgspec.structs import replace
from PySide6.QtTest import QTest

from spineplan.app import Built
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import PutLevel, PutNeedle
from spineplan.plan.model import Level, Needle
from spineplan.session.opening import new_session, show
from tests.unit.ui.plans import SERIES, WHO

NEEDLE = Needle(
    id="n", level="L3", approach="transpedicular", side="left", entry_mm=(20.0, 30.0, 0.0), target_mm=(5.0, 0.0, 0.0),
    model="11G 125", gauge="11G", outer_diameter_mm=3.05, length_mm=125.0,
)  # fmt: skip


def plan_on(built: Built, volume: Volume) -> None:
    built.bridge.apply(PutLevel(Level(name="L3", centre_mm=(0.0, 0.0, 0.0))))
    built.bridge.apply(PutNeedle(NEEDLE))
    built.bridge.add_volume(volume)


def test_that_depths_are_unknown_until_every_slice_is_there(built: Built, volume: Volume) -> None:
    built.opening.hold(new_session(WHO, SERIES, volume, "Dr Test"))
    plan_on(built, volume)
    assert built.measured.volume is None
    found = built.measured.numbers(NEEDLE)
    assert found is not None
    assert (found.skin_to_target_mm, found.length) == (None, None)
    assert found.entry_to_target_mm > 30.0


def test_that_they_are_known_afterwards(opened: Built, volume: Volume) -> None:
    plan_on(opened, volume)
    found = opened.measured.numbers(NEEDLE)
    assert found is not None
    assert found.skin_to_target_mm is not None


def test_that_the_next_patient_starts_without_the_last_ones_images(opened: Built, volume: Volume) -> None:
    opened.opening.hold(new_session(WHO, SERIES, volume, "Dr Test"))
    assert opened.measured.volume is None


def test_that_the_plans_ct_under_another_uid_is_measured(opened: Built) -> None:
    session, volume = opened.bridge.session, opened.measured.volume
    again = with_fields(volume, series_uid="stored.again")
    session.volumes.clear()
    show(session, WHO, replace(SERIES, series_uid="stored.again"), again)
    opened.measured.prepare(again)
    for _ in range(500):
        if opened.measured.volume is again:
            break
        QTest.qWait(10)
    assert opened.measured.volume is again
