"""A plan finds its images beside its file, and takes no others."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import ImageRefused, WrongPatient
from spineplan.plan.model import Identity, Plan
from spineplan.session.opening import identity_from, series_ref
from spineplan.session.plan_images import images_beside, is_small, reference_volume
from tests.support.dicom_files import axial_positions, write_stack


@pytest.fixture
def ct(tmp_path: Path) -> Path:
    """The folder of a CT of six slices."""
    return write_stack(tmp_path / "home" / "images" / "ct", axial_positions(6))


@pytest.fixture
def plan(ct: Path) -> Plan:
    """Made on that CT."""
    (entry,) = scan(ct).series
    who = entry.patient
    header = {"patient_name": who.name, "patient_id": who.patient_id, "birth_date": who.birth_date}
    return Plan(identity=identity_from(header), reference=series_ref(read_volume(entry)))


def test_that_images_below_the_plans_folder_are_found(plan: Plan, ct: Path) -> None:
    volume = images_beside(plan, ct.parents[1] / "a.spineplan")
    assert volume is not None
    assert volume.instances_digest == plan.reference.instances_digest


def test_that_images_elsewhere_are_not(plan: Plan, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert images_beside(plan, empty / "a.spineplan") is None
    write_stack(empty, axial_positions(6), SeriesInstanceUID="1.2.826.0.1.88.1")
    other = replace(plan, reference=replace(plan.reference, instances_digest="0" * 64, series_uid="1.2.3"))
    assert images_beside(other, empty / "a.spineplan") is None


def test_that_a_large_folder_is_not_looked_through(plan: Plan, ct: Path) -> None:
    for number in range(3001):
        (ct / f"{number}.txt").touch()
    assert not is_small(ct)
    assert images_beside(plan, ct / "a.spineplan") is None
    assert reference_volume(plan, ct).grid.shape_kji[0] == 6


def test_that_images_beside_it_of_another_patient_are_refused(plan: Plan, ct: Path) -> None:
    other = replace(plan, identity=Identity(patient_name="Other^One", patient_id="X9"))
    for find in (lambda: images_beside(other, ct / "a.spineplan"), lambda: reference_volume(other, ct)):
        with pytest.raises(WrongPatient, match="different patients"):
            find()


def test_that_a_series_that_lost_a_slice_is_refused(plan: Plan, ct: Path) -> None:
    (ct / "IM0005").unlink()
    with pytest.raises(WrongPatient, match="other slices"):
        images_beside(plan, ct / "a.spineplan")


def test_that_a_series_that_is_no_volume_any_more_counts_as_not_there(plan: Plan, ct: Path) -> None:
    (ct / "IM0003").unlink()
    assert images_beside(plan, ct / "a.spineplan") is None
    with pytest.raises(ImageRefused):
        reference_volume(plan, ct)


def test_that_a_uid_that_only_begins_alike_is_another_series(plan: Plan, ct: Path) -> None:
    longer = replace(plan.reference, series_uid=f"{plan.reference.series_uid}7", instances_digest="0" * 64)
    with pytest.raises(WrongPatient, match="another series"):
        reference_volume(replace(plan, reference=longer), ct)


def test_that_a_part_that_is_gone_is_named(plan: Plan, ct: Path) -> None:
    part = replace(plan.reference, series_uid=f"{plan.reference.series_uid}@1-4")
    with pytest.raises(WrongPatient, match="part of the series"):
        reference_volume(replace(plan, reference=part), ct)
