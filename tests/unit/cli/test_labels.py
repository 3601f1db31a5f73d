"""`spineplan labels` on files written for real."""

import json
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from spineplan.cli.dispatch import dispatch
from spineplan.cli.labels import check_same_patient
from spineplan.dicom.identity import PatientHeader
from spineplan.errors import WrongPatient
from spineplan.geometry.affine import LPS_FROM_RAS
from spineplan.imaging.nifti import write_nifti
from spineplan.plan.model import Identity
from tests.support.label_spines import array_of, ct, grid, source_of

LUMBAR = ("L1", "L2", "L3", "L4", "L5")


def written(folder: Path, levels: tuple[str, ...], numbering: str = "verse", organs: bool = False) -> list[str]:
    """[labels, "--images", images]."""
    images = ct()
    images.array_kji[:, :3] = -1000
    write_nifti(images, folder / "ct.nii.gz")
    array = array_of(numbering, levels, organs)
    nib.save(nib.Nifti1Image(array.T, LPS_FROM_RAS @ grid().lps_from_ijk), folder / "labels.nii.gz")
    return [str(folder / "labels.nii.gz"), "--images", str(folder / "ct.nii.gz")]


def test_that_json_tells_levels_structures_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "verse.nii.gz"
    words = written(tmp_path, LUMBAR, "totalsegmentator_v2", organs=True)
    assert dispatch(["labels", *words, "--out", str(out), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["numbering"] == "totalsegmentator_v2"
    assert [level["name"] for level in document["levels"]] == list(LUMBAR)
    assert {level["state"] for level in document["levels"]} == {"proposed"}
    assert len(document["levels"][0]["centre_mm"]) == 3
    risks = {structure["name"] for structure in document["structures"] if structure["at_risk"]}
    assert {"spinal_cord", "aorta", "kidney_left", "lung_right"} <= risks
    assert any("lie in order" in sentence for sentence in document["evidence"])
    assert np.array_equal(np.asarray(nib.load(out).dataobj).T, array_of("verse", LUMBAR))


def test_that_people_get_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["labels", *written(tmp_path, LUMBAR)]) == 0
    text = capsys.readouterr().out
    assert "labels.nii.gz: VerSe" in text
    assert "L3 " in text


def test_that_an_unclear_numbering_is_asked_for_and_can_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = written(tmp_path, ("L3",))
    assert dispatch(["labels", *words, "--json"]) == 1
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document["numbering"] is None
    assert {c["numbering"]: c["levels"] for c in document["candidates"] if c["fits"]}["verse"] == ["L3"]
    assert len(said.err.splitlines()) == 1
    assert "--numbering" in said.err
    assert dispatch(["labels", *words, "--numbering", "verse", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["levels"][0]["name"] == "L3"


def test_that_wrong_usage_is_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = written(tmp_path, LUMBAR)
    assert dispatch(["labels", *words, "--out", "a.txt"]) == 2
    assert dispatch(["labels", *words, "--numbering", "roman"]) == 2
    assert dispatch(["labels", words[0]]) == 2
    assert dispatch(["labels", str(tmp_path / "none.nii"), *words[1:]]) == 1
    assert all(line for line in capsys.readouterr().err.splitlines())


def test_that_labels_of_another_patient_are_refused() -> None:
    ours = PatientHeader("Test^Case", "T1", "", "19500101", "F")
    same = Identity(patient_name="TEST^Case", patient_id="T1", birth_date="19500101")
    check_same_patient(source_of("verse", ("L1",), patient=same), ours)
    check_same_patient(source_of("verse", ("L1",)), ours)
    other = Identity(patient_name="Test^Case", patient_id="T2", birth_date="19500101")
    with pytest.raises(WrongPatient, match="different patients") as refused:
        check_same_patient(source_of("verse", ("L1",), patient=other), ours)
    assert "T2" not in str(refused.value)
    assert "T2" in refused.value.for_the_user
