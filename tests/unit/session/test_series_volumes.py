"""A series that a PACS stored again under another UID is still the plan's series."""

import pytest
from msgspec.structs import replace

from spineplan.plan.model import Identity, Plan, SeriesRef
from spineplan.session.opening import show
from spineplan.session.series_volumes import SeriesVolumes
from spineplan.session.session import Session
from tests.support.volumes import noise

PLANNED = SeriesRef(series_uid="old", frame_of_reference_uid="9.9", instances_digest="d" * 64)


def test_that_the_plans_uid_finds_the_same_instances_under_another_one() -> None:
    session = Session(Plan(identity=Identity(), reference=PLANNED, series=(PLANNED,)))
    volume = noise(series_uid="new", instances_digest="d" * 64)
    show(session, Identity(), replace(PLANNED, series_uid="new"), volume)
    assert session.volumes.get("old") is volume
    assert session.volumes["old"] is volume
    assert session.volumes.get("new") is volume
    assert list(session.volumes) == ["new"]
    assert session.volume is volume


def test_that_other_instances_are_other_images() -> None:
    volumes = SeriesVolumes()
    volumes["new"] = noise(series_uid="new")
    volumes.know(Plan(identity=Identity(), reference=PLANNED), replace(PLANNED, series_uid="new", instances_digest="e"))
    volumes.know(
        Plan(identity=Identity(), reference=replace(PLANNED, instances_digest="")),
        replace(PLANNED, series_uid="new", instances_digest=""),
    )
    assert volumes.get("old") is None
    with pytest.raises(KeyError):
        volumes["old"]
