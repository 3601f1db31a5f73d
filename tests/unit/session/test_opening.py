"""A plan and images of another patient, or other images of the same patient, never come together unnoticed."""

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.errors import WrongPatient
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Identity, SeriesRef
from spineplan.session.opening import (
    add_series,
    check_patient,
    check_series,
    identity_from,
    new_session,
    series_ref,
    show,
)
from tests.support.full_plans import CT, GRID, SOMEBODY, empty_plan


def ct(**fields: object) -> Volume:
    """The CT that the plan was made on."""
    values: dict[str, object] = {
        "modality": "CT",
        "series_uid": CT.series_uid,
        "frame_of_reference_uid": CT.frame_of_reference_uid,
        "instances_digest": CT.instances_digest,
        "study_uid": CT.study_uid,
        "description": CT.description,
    }
    return Volume(np.zeros(GRID.shape_kji, dtype=np.int16), GRID, **(values | fields))  # type: ignore[arg-type]


def test_that_a_new_session_starts_on_its_images() -> None:
    opened = new_session(SOMEBODY, CT, ct(), "reader")
    session = opened.session
    assert session.plan == empty_plan()
    assert session.volume is not None
    assert session.view.crosshair_mm == pytest.approx(tuple(GRID.centre_mm))
    assert not opened.persistence.dirty


def test_that_a_volume_says_which_series_it_is() -> None:
    assert series_ref(ct(), "20150601") == CT


@pytest.mark.parametrize(
    "other",
    [
        replace(SOMEBODY, patient_id="A2"),
        replace(SOMEBODY, patient_name="Rossi^Anno"),
        replace(SOMEBODY, birth_date="19500103"),
        replace(SOMEBODY, birth_date=""),
        Identity(),
    ],
)
def test_that_images_of_another_patient_are_refused(other: Identity) -> None:
    with pytest.raises(WrongPatient) as refusal:
        check_patient(empty_plan(), other)
    assert "different patients" in str(refusal.value)


def test_that_only_the_screen_is_told_both_names() -> None:
    with pytest.raises(WrongPatient) as refusal:
        check_patient(empty_plan(), Identity(patient_name="Bianchi^Ugo", patient_id="B7", birth_date="19610203"))
    assert "Rossi" not in str(refusal.value)
    assert "Bianchi" not in str(refusal.value)
    shown = refusal.value.for_the_user
    assert "Plan: Rossi Anna, id A1, born 19500102." in shown
    assert "Images: Bianchi Ugo, id B7, born 19610203." in shown


@pytest.mark.parametrize("name", ["ROSSI^ANNA", "Rossi^Anna^^", " rossi^anna "])
def test_that_the_same_name_written_otherwise_is_the_same_patient(name: str) -> None:
    check_patient(empty_plan(), replace(SOMEBODY, patient_name=name, sex="", issuer="X"))


def test_that_the_series_of_the_plan_is_accepted() -> None:
    check_series(empty_plan(), CT)
    check_series(empty_plan(), replace(CT, description="renamed", slices=0))


def test_that_the_same_images_sent_again_under_another_series_are_accepted() -> None:
    check_series(empty_plan(), replace(CT, series_uid="9.9"))


@pytest.mark.parametrize(
    "other, sentence",
    [
        (replace(CT, instances_digest="e" * 64, slices=39), "other slices"),
        (replace(CT, instances_digest=""), "other slices"),
        (replace(CT, series_uid="9.9", instances_digest="e" * 64), "another series"),
        (replace(CT, series_uid="9.9", frame_of_reference_uid="8.8"), "another series"),
        (SeriesRef(series_uid="7.7", modality="MR"), "another series"),
    ],
)
def test_that_other_images_of_the_same_patient_are_refused(other: SeriesRef, sentence: str) -> None:
    with pytest.raises(WrongPatient, match=sentence) as refusal:
        check_series(empty_plan(), other)
    assert "Plan: " in refusal.value.for_the_user


def test_that_images_without_identity_never_match_by_being_empty() -> None:
    plan = replace(empty_plan(), reference=SeriesRef(series_uid="1"), series=())
    with pytest.raises(WrongPatient):
        check_series(plan, SeriesRef(series_uid="2"))


def test_that_a_refused_volume_does_not_enter_the_session() -> None:
    session = new_session(SOMEBODY, CT).session
    with pytest.raises(WrongPatient):
        show(session, replace(SOMEBODY, patient_id="A2"), CT, ct())
    with pytest.raises(WrongPatient):
        show(session, SOMEBODY, CT, ct(series_uid="9.9"))
    with pytest.raises(WrongPatient):
        show(session, SOMEBODY, CT, ct(instances_digest="e" * 64))
    assert session.volumes == {}


def test_that_a_further_series_of_the_patient_is_added_once_and_can_be_undone() -> None:
    session = new_session(SOMEBODY, CT, ct()).session
    mr = SeriesRef(series_uid="5.5", modality="MR", instances_digest="f" * 64)
    volume = ct(series_uid="5.5", modality="MR", instances_digest="f" * 64)
    for _ in range(2):
        add_series(session, SOMEBODY, mr, volume)
    assert [ref.series_uid for ref in session.plan.series] == ["1.2.3", "5.5"]
    assert session.view.series_uid == "5.5"
    assert len(session.journal) == 1
    with pytest.raises(WrongPatient):
        add_series(session, replace(SOMEBODY, birth_date="19990101"), mr, volume)


def test_that_header_text_no_file_could_hold_is_cleaned() -> None:
    identity = identity_from({"patient_name": "Ro\x00ssi^A\ud800nna\n", "patient_id": " A1 ", "unknown": "x"})
    assert (identity.patient_name, identity.patient_id, identity.sex) == ("Rossi^Anna", "A1", "")
